// How does one version of the files become another? As CloudFormation updates a stack: in order, waiting for services, and cleaning up last.
import type { Simulation, WorldView } from '../../index.ts'
import { placing } from '../refusal.ts'
import type { AwsInput } from '../services.ts'
import type { Blueprint, Piece, PieceKind } from './blueprint.ts'
import { differingMembers } from './differences.ts'
import { KINDS } from './kinds.ts'
import type { Ledger, Made } from './ledger.ts'
import { renamed } from './renaming.ts'
import { type StackRefusal, stackRefusalOf } from './stack-refusal.ts'

/** What became of one piece. */
export interface PieceChange {
  readonly id: string
  readonly kind: PieceKind
  /** `kept`: it was to be deleted, and could not be. `refused`: the update ended here. */
  readonly action: 'created' | 'updated' | 'replaced' | 'deleted' | 'kept' | 'released' | 'refused' | 'not reached'
  /** Members of its input that are not as they were. */
  readonly members: readonly string[]
  /** When, in the simulation's time. */
  readonly atMs: number
}

/** A change as far as it got. */
export interface SiteChange {
  /** Unchanged pieces are left out. */
  readonly pieces: readonly PieceChange[]
  /** Whether every piece was reached, every changed service became stable and what is gone was taken away. */
  readonly isDone: boolean
  /** What ended it half-way; null when nothing did. */
  readonly refusal: StackRefusal | null
  readonly notes: readonly string[]
}

/** Called after each piece is made or changed. */
export type Witness = (sim: Simulation, piece: Piece) => void

export interface UpdateOptions {
  /** When to give it up, in the simulation's time. */
  readonly limitMs: number
  /** When to give it up before, because it leads nowhere. */
  readonly isHopeless?: ((view: WorldView) => boolean) | undefined
  readonly witness?: Witness | undefined
}

interface Altered {
  readonly there: Made
  readonly members: readonly string[]
}

/** One update of a site, from the first piece to the last that is taken away. */
export class Update {
  private readonly site: Ledger
  private readonly to: Blueprint
  private readonly ids: ReadonlySet<string>
  private readonly options: UpdateOptions
  private readonly pieces: PieceChange[] = []
  private readonly notes: string[] = []
  private readonly settled = new Set<string>()
  /** Services that have changed and are not stable yet: their pieces by ARN. */
  private readonly unstable = new Map<string, string>()
  private readonly leftovers: Made[] = []
  private refusal: StackRefusal | null = null

  constructor(site: Ledger, to: Blueprint, options: UpdateOptions) {
    this.site = site
    this.to = to
    this.ids = new Set(to.pieces.map(({ id }) => id))
    this.options = options
  }

  run(): SiteChange {
    let waiting = this.carryOut(this.to.pieces)
    while (this.refusal === null && this.unstable.size > 0 && this.awaitOne()) waiting = this.carryOut(waiting)
    const { pieces, notes, refusal } = this
    const isStable = refusal === null && this.unstable.size === 0 && waiting.length === 0
    for (const piece of waiting) this.note(piece, 'not reached', [])
    return { pieces, isDone: isStable && this.cleanUp(), refusal, notes }
  }

  /** Does what can be done; returns what must wait. */
  private carryOut(pieces: readonly Piece[]): Piece[] {
    return pieces.filter((piece) => {
      if (this.refusal !== null) return true
      if (!piece.needs.every((id) => this.settled.has(id) || !this.ids.has(id))) return true
      this.attempt(piece)
      return false
    })
  }

  /** What is refused ends the update (CFN-01). */
  private attempt(piece: Piece): void {
    try {
      this.bringUp(piece)
    } catch (error) {
      this.refusal = stackRefusalOf(piece, error)
      if (this.refusal === null) throw error
      this.note(piece, 'refused', [])
    }
  }

  private bringUp(piece: Piece): void {
    const { site } = this
    const input = site.inputOf(piece)
    const there = site.find(piece, input, this.ids)
    if (there === undefined) this.create(piece, input)
    else this.alter(piece, input, there)
    const arn = site.get(piece.id)?.facts.arn
    const isUnderWay = piece.kind === 'service' && this.pieces.some(({ id }) => id === piece.id) && arn !== undefined
    if (isUnderWay) this.unstable.set(arn, piece.id)
    else this.settled.add(piece.id)
    this.options.witness?.(site.sim, piece)
  }

  private create(piece: Piece, input: AwsInput): void {
    this.site.make(piece, input)
    this.note(piece, 'created', [])
  }

  private alter(piece: Piece, input: AwsInput, there: Made): void {
    const { site } = this
    const kind = KINDS[piece.kind]
    const difference = { sim: site.sim, before: there.input, after: input }
    const differing = differingMembers(there.input, input)
    const members = placing(piece.place, () => kind.concerns({ ...difference, members: differing }))
    if (there.id !== piece.id) site.forget(there.id)
    const isFixed = (member: string) => kind.fixed === 'any' || kind.fixed.includes(member)
    if (members.length === 0) site.remember(piece, input, there.facts)
    else if (members.some(isFixed)) this.replace(piece, input, { there, members })
    else this.update(piece, input, { there, members })
  }

  private update(piece: Piece, input: AwsInput, { there, members }: Altered): void {
    const { site } = this
    const change = () => KINDS[piece.kind].update(site.sim, there, { members, input })
    const { notes, facts = there.facts } = placing(piece.place, change)
    this.notes.push(...notes.map((text) => `${piece.id}: ${text}`))
    site.remember(piece, input, facts)
    this.note(piece, 'updated', members)
  }

  private replace(piece: Piece, input: AwsInput, { there, members }: Altered): void {
    this.site.make(piece, renamed(piece, input, there))
    this.leftovers.push(there)
    this.note(piece, 'replaced', members)
  }

  /** Lets time pass until a service that was changed is stable. Returns whether one was. */
  private awaitOne(): boolean {
    const { sim } = this.site
    const stable = () => [...this.unstable].filter(([arn]) => isStable(sim, arn))
    // Whoever waits for a deployment that was given up waits for nothing.
    const hasFailed = () => [...this.unstable.keys()].some((arn) => hasRolledBack(sim, arn))
    this.runUntil(() => stable().length > 0 || hasFailed())
    const arrived = stable()
    for (const [arn, id] of arrived) {
      this.unstable.delete(arn)
      this.settled.add(id)
    }
    return arrived.length > 0
  }

  /** The last first. Returns whether everything is gone. */
  private cleanUp(): boolean {
    const { site } = this
    const gone = site.all().filter(({ id }) => !this.ids.has(id))
    for (const { id } of gone) site.forget(id)
    return [...gone, ...this.leftovers].reverse().reduce((isDone, made) => this.takeAway(made) && isDone, true)
  }

  private takeAway(made: Made): boolean {
    const { sim } = this.site
    const { id, kind } = made
    const isReplaced = this.ids.has(id)
    try {
      KINDS[kind].remove(sim, made)
      if (kind === 'service') this.awaitEnd(made.facts.arn ?? '')
      if (!isReplaced) this.pieces.push({ id, kind, action: 'deleted', members: [], atMs: sim.nowMs })
      return true
    } catch (error) {
      // CloudFormation goes on, too: what cannot be deleted stays behind.
      if (!(error instanceof Error) || error.name === 'InternalError') throw error
      this.notes.push(`${id} could not be deleted: ${error.message}`)
      this.pieces.push({ id, kind, action: 'kept', members: [], atMs: sim.nowMs })
      return true
    }
  }

  private awaitEnd(arn: string): void {
    const { sim } = this.site
    const isGone = () => (sim.view.tables.services.get(arn)?.status ?? 'INACTIVE') === 'INACTIVE'
    this.runUntil(isGone)
  }

  /** Without time left nothing happens at all, not even what is due now. */
  private runUntil(goal: () => boolean): void {
    const { sim } = this.site
    const { limitMs, isHopeless = () => false } = this.options
    if (limitMs > sim.nowMs) sim.runUntil((view) => goal() || isHopeless(view), { atMost: limitMs - sim.nowMs })
  }

  private note(piece: Piece, action: PieceChange['action'], members: readonly string[]): void {
    this.pieces.push({ ...headOf(piece), action, members, atMs: this.site.sim.nowMs })
  }
}

/** What CloudFormation waits for: the newest deployment is complete, and it is the service's own, not one that was gone back to. */
function isStable(sim: Simulation, arn: string): boolean {
  const service = sim.view.tables.services.get(arn)
  return (
    service !== undefined &&
    service.steadySinceMs !== null &&
    service.deployments.length === 1 &&
    !hasRolledBack(sim, arn)
  )
}

function hasRolledBack(sim: Simulation, arn: string): boolean {
  const deployments = [...sim.view.tables.serviceDeployments.values()].filter(({ serviceArn }) => serviceArn === arn)
  return deployments.at(-1)?.rollback != null
}

export function headOf({ id, kind }: Piece): Pick<PieceChange, 'id' | 'kind'> {
  return { id, kind }
}
