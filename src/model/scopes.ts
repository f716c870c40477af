// How are the tasks of each service or group of a cluster spread over its instances? Counts by the value of every attribute
// that a strategy has asked about there (PL-20, PL-21). Only tasks that are wanted count. How many are on one instance, its
// slot knows.
import { entryOf } from '../kernel/maps.ts'
import type { ContainerInstance } from './entities.ts'
import { NO_TALLIES, Tallies, type TalliesView } from './tallies.ts'

/** The value under which instances that lack an attribute share a bucket (PL-21). */
export const MISSING = null
export type AttributeValue = string | typeof MISSING

export interface ScopeView {
  /** Tasks by value of the attribute. */
  spreadOver(attribute: string): TalliesView<AttributeValue>
}

/** An instance, and its wanted tasks by group. */
interface Host {
  readonly attributes: ContainerInstance['attributes']
  readonly groups: ReadonlyMap<string, number>
}

export class Scopes {
  private readonly scopes = new Map<string, Scope>()
  /** All that has been asked about: whoever comes later is counted by them from the first task on. */
  private readonly attributes: string[] = []
  private readonly hosts: () => Iterable<Host>

  constructor(hosts: () => Iterable<Host>) {
    this.hosts = hosts
  }

  of(group: string): ScopeView {
    return this.scopes.get(group) ?? EMPTY_SCOPE
  }

  /** So many tasks of the group come to the instance, or leave it. */
  move({ attributes }: Pick<Host, 'attributes'>, group: string, by: number): void {
    const scope = this.scopes.get(group) ?? this.opened(group)
    scope.move(attributes, by)
    if (scope.tasks === 0) this.scopes.delete(group)
  }

  /** The instance comes with all its tasks, or leaves with them. */
  moveAll(host: Host, sign: 1 | -1): void {
    for (const [group, tasks] of host.groups) this.move(host, group, sign * tasks)
  }

  private opened(group: string): Scope {
    const scope = new Scope((attribute) => this.learn(attribute))
    for (const attribute of this.attributes) scope.learn(attribute)
    this.scopes.set(group, scope)
    return scope
  }

  private learn(attribute: string): void {
    this.attributes.push(attribute)
    for (const scope of this.scopes.values()) scope.learn(attribute)
    for (const { attributes, groups } of this.hosts()) {
      const value = valueIn(attributes, attribute)
      for (const [group, tasks] of groups) this.scopes.get(group)!.learn(attribute).move(value, tasks)
    }
  }
}

class Scope implements ScopeView {
  tasks = 0
  private readonly spreads = new Map<string, Tallies<AttributeValue>>()
  private readonly ask: (attribute: string) => void

  constructor(ask: (attribute: string) => void) {
    this.ask = ask
  }

  spreadOver(attribute: string): Tallies<AttributeValue> {
    if (!this.spreads.has(attribute)) this.ask(attribute)
    return this.spreads.get(attribute)!
  }

  learn(attribute: string): Tallies<AttributeValue> {
    return entryOf(this.spreads, attribute, () => new Tallies<AttributeValue>())
  }

  move(attributes: Host['attributes'], by: number): void {
    this.tasks += by
    for (const [attribute, tallies] of this.spreads) tallies.move(valueIn(attributes, attribute), by)
  }
}

export function valueIn(attributes: Host['attributes'], attribute: string): AttributeValue {
  return Object.hasOwn(attributes, attribute) ? attributes[attribute]! : MISSING
}

/** The scope of nobody: a group that has no task yet. */
const EMPTY_SCOPE: ScopeView = { spreadOver: () => NO_TALLIES }
