// How full is a capacity provider, and how many instances would it take? CapacityProviderReservation = 100 · M / N (CP-22…CP-30).
import type { Behavior } from '../../model/behavior.ts'
import type { ManagedScaling, Needs } from '../../model/entities.ts'

/** What an instance of one type offers to tasks. */
export interface Room {
  readonly cpuUnits: number
  readonly memoryMiB: number
  readonly gpus: number
  /** Tasks with a network interface of their own. */
  readonly enis: number
}

/** Tasks that wait for the provider, and that ask the same of it. */
export interface WaitingKind {
  readonly needs: Needs
  readonly count: number
  /** No two of them may share an instance. */
  readonly isDistinct: boolean
}

export interface ProviderState {
  /** Instances of the group that are InService (CP-22). */
  readonly instances: number
  /** Those of them on which a task stands that is no daemon's (CP-24). */
  readonly used: number
  readonly waiting: readonly WaitingKind[]
  /** One for each instance type that the group has or launches. */
  readonly rooms: readonly Room[]
}

export interface Reservation {
  /** M: how many instances are needed. */
  readonly needed: number
  /** CapacityProviderReservation, in percent. */
  readonly percent: number
}

type Options = Pick<Behavior, 'emptyGroupReservation'>

/** Who waits decides alone how many more are needed; room that is left on the instances there are is not looked at (CP-25, CP-26). */
export function reservationOf(state: ProviderState, scaling: ManagedScaling, behavior: Options): Reservation {
  const { instances, used, waiting } = state
  if (waiting.length === 0) return { needed: used, percent: percentOf(used, instances, scaling, behavior) }
  const more = Math.max(0, ...waiting.map((kind) => instancesFor(kind, state.rooms)))
  // Nobody of them fits any instance that may come: more of those would not help (CP-27).
  if (more === 0) return { needed: instances, percent: 100 }
  const { minimumScalingStepSize: least, maximumScalingStepSize: most } = scaling
  const needed = instances + (more < least ? least : Math.min(most, more))
  return { needed, percent: percentOf(needed, instances, scaling, behavior) }
}

/** Without instances there is no ratio: 200 where some are needed, whatever number (CP-23). */
function percentOf(needed: number, instances: number, { targetCapacity }: ManagedScaling, behavior: Options): number {
  if (instances > 0) return (100 * needed) / instances
  if (needed > 0) return 200
  return behavior.emptyGroupReservation === 'full' ? 100 : targetCapacity
}

/** How many instances a kind takes if each were of the largest type; 0 for one that does not fit the smallest. */
function instancesFor({ needs, count, isDistinct }: WaitingKind, rooms: readonly Room[]): number {
  const smallest = outermost(rooms, Math.min)
  if (rooms.length === 0 || fitOf(needs, smallest) === 0) return 0
  const isAlone = isDistinct || needs.tcpPorts.length > 0 || needs.udpPorts.length > 0
  return Math.ceil(count / (isAlone ? 1 : fitOf(needs, outermost(rooms, Math.max))))
}

/** Of each resource the least or the most that any type has (CP-26, CP-27). */
function outermost(rooms: readonly Room[], pick: (...values: number[]) => number): Room {
  const of = (amount: (room: Room) => number) => pick(...rooms.map(amount))
  return {
    cpuUnits: of(({ cpuUnits }) => cpuUnits),
    memoryMiB: of(({ memoryMiB }) => memoryMiB),
    gpus: of(({ gpus }) => gpus),
    enis: of(({ enis }) => enis),
  }
}

function fitOf(needs: Needs, room: Room): number {
  return Math.min(
    times(needs.cpuUnits, room.cpuUnits),
    times(needs.memoryMiB, room.memoryMiB),
    times(needs.gpus, room.gpus),
    times(needs.enis, room.enis),
  )
}

function times(need: number, room: number): number {
  return need === 0 ? Number.POSITIVE_INFINITY : Math.floor(room / need)
}
