// Which instances of an Auto Scaling group count, and where do they stand? (AG-02)
import type { GroupInstance, LifecycleState } from '../../model/scaling/groups.ts'

export type Member = Readonly<GroupInstance>

const GOING = ['Terminating', 'Terminating:Wait', 'Terminating:Proceed'] as const
const LEAVING: ReadonlySet<LifecycleState> = new Set([...GOING, ...GOING.map((state) => `Warmed:${state}` as const)])
const COMING: ReadonlySet<LifecycleState> = new Set(['Pending', 'Pending:Wait', 'Pending:Proceed'])

export const isLeaving = ({ state }: Pick<Member, 'state'>): boolean => LEAVING.has(state)
export const isComing = ({ state }: Pick<Member, 'state'>): boolean => COMING.has(state)

/** What the desired capacity is about: neither on its way out nor set aside by a user, nor prepared in the warm pool. */
export const isCounted = ({ state }: Pick<Member, 'state'>): boolean => state === 'InService' || COMING.has(state)

/** Of the group's warm pool: none of its own instances (AG-23). */
export const isPooled = ({ state }: Pick<Member, 'state'>): boolean => state.startsWith('Warmed:')

/** In the order of the group's zones; zones that it has left behind come last. */
export function countByZone(zones: readonly string[], members: readonly Member[]): Map<string, number> {
  const counts = new Map(zones.map((zone) => [zone, 0]))
  for (const { availabilityZone } of members) counts.set(availabilityZone, (counts.get(availabilityZone) ?? 0) + 1)
  return counts
}
