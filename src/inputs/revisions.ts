// Which revision do people mean? Theirs have the numbers of their account, ours begin at 1.
import type { Simulation } from '../index.ts'
import type { Placed } from './files.ts'
import { type Place, unexpected } from './place.ts'
import { isRecord } from './services.ts'

/** A revision of an account, as it was described, and what it is here: both `family:revision`. */
export interface RevisionAlias {
  readonly described: string
  readonly registered: string
}

/** Whoever knows which revisions there are, as `family:revision`. */
interface Registry {
  registered(): readonly string[]
}

export function registryOf(sim: Simulation): Registry {
  return {
    registered: () =>
      [...sim.view.tables.taskDefinitions.values()].map(({ family, revision }) => `${family}:${revision}`),
  }
}

export class Revisions {
  private readonly registry: Registry
  private readonly aliases = new Map<string, string>()

  constructor(registry: Registry) {
    this.registry = registry
  }

  /** The same in a branch of the simulation. */
  fork(sim: Simulation): Revisions {
    const branch = new Revisions(registryOf(sim))
    for (const [described, registered] of this.aliases) branch.aliases.set(described, registered)
    return branch
  }

  get list(): readonly RevisionAlias[] {
    return [...this.aliases].map(([described, registered]) => ({ described, registered }))
  }

  /** Remembers what a described revision has become. */
  remember({ value }: Placed, registered: string): void {
    const described = describedAs(value)
    if (described !== undefined && described !== registered) this.aliases.set(described, registered)
  }

  /** A reference to a revision, in the simulation's own numbers. What is unknown stays, for ECS to refuse. */
  translate(reference: unknown): unknown {
    if (typeof reference !== 'string') return reference
    const name = shortReference(reference)
    return this.aliases.get(name) ?? name
  }

  /**
   * The same for a service that is there from the beginning, where the number may be of another account: the only revision of
   * the family is the one. @throws UsageError when there is none, or more than one to choose from
   */
  translateInitial(reference: unknown, place: Place): unknown {
    const name = this.translate(reference)
    if (typeof name !== 'string') return name
    const family = name.split(':', 1)[0]!
    const registered = this.registry.registered()
    const known = registered.filter((revision) => revision.startsWith(`${family}:`))
    if (known.includes(name) || (name === family && known.length > 0)) return name
    if (known.length === 1) return known[0]
    const expected = registered.join(', ') || 'a task definition, but the scenario registers none'
    throw unexpected(place, `one of the registered revisions: ${expected}`, reference)
  }
}

/** `family:revision` of what `aws ecs describe-task-definition` prints. */
function describedAs(json: unknown): string | undefined {
  const definition = isRecord(json) && isRecord(json.taskDefinition) ? json.taskDefinition : json
  if (!isRecord(definition)) return undefined
  const { taskDefinitionArn, family, revision } = definition
  if (typeof taskDefinitionArn === 'string') return shortReference(taskDefinitionArn)
  return typeof revision === 'number' ? `${family}:${revision}` : undefined
}

/** An ARN's last part; the account and Region of a scenario are its own. */
export function shortReference(reference: string): string {
  return reference.startsWith('arn:') ? reference.slice(reference.lastIndexOf('/') + 1) : reference
}
