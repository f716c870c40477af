// What does a warm pool do now to be what it is to be, and which of its instances goes into service? (AG-23)
import type { AutoScalingGroup, WarmPool } from '../../model/scaling/groups.ts'
import { isLeaving, type Member } from './members.ts'
import { isSuspended } from './plan.ts'

type Group = Pick<
  AutoScalingGroup,
  'maxSize' | 'desiredCapacity' | 'availabilityZones' | 'warmPool' | 'suspendedProcesses' | 'isDeleting'
>

/** How many instances are to be prepared: what the group may grow by, and never fewer than its least. */
export function warmPoolSize(
  { minSize, maxPrepared, isDeleting }: WarmPool,
  { maxSize, desiredCapacity }: Pick<Group, 'maxSize' | 'desiredCapacity'>,
): number {
  return isDeleting ? 0 : Math.max(minSize, (maxPrepared ?? maxSize) - desiredCapacity, 0)
}

/** It can go into service at once. */
export const isPrepared = ({ state }: Pick<Member, 'state'>): boolean => PREPARED.has(state)
const PREPARED: ReadonlySet<string> = new Set(['Warmed:Stopped', 'Warmed:Running', 'Warmed:Hibernated'])

/** Its machine does not run: nobody pays for it by the hour, and no outage takes it. */
export const isStill = ({ state }: Pick<Member, 'state'>): boolean =>
  isPrepared({ state }) && state !== 'Warmed:Running'

export interface PoolPlan {
  /** To be terminated for their health, each to be replaced; nobody asks before they are prepared. */
  readonly unhealthy: readonly Member[]
  readonly launches: number
  readonly surplus: readonly Member[]
}

export function planPool(group: Group, pool: readonly Member[], mayLaunch: boolean): PoolPlan {
  const size = group.warmPool == null ? 0 : warmPoolSize(group.warmPool, group)
  const mayTerminate = !isSuspended(group, 'Terminate')
  const judges = mayTerminate && !isSuspended(group, 'ReplaceUnhealthy')
  const there = pool.filter((member) => !isLeaving(member))
  const unhealthy = judges ? there.filter((member) => isPrepared(member) && isIll(group, member)) : []
  const rest = there.filter((member) => !unhealthy.includes(member))
  const launches = mayLaunch && !isSuspended(group, 'Launch') ? Math.max(0, size - rest.length) : 0
  const surplus = mayTerminate ? leastPrepared(rest).slice(0, Math.max(0, rest.length - size)) : []
  return { unhealthy, launches, surplus }
}

function isIll(group: Group, { isHealthy, isLost }: Member): boolean {
  return !isHealthy || (isLost && !isSuspended(group, 'HealthCheck'))
}

/** AWS does not say who goes first: here those on their way in, then the latest. */
function leastPrepared(members: readonly Member[]): Member[] {
  return [...members].sort(
    (a, b) =>
      Number(isPrepared(a)) - Number(isPrepared(b)) || b.launchedAtMs - a.launchedAtMs || (a.id < b.id ? 1 : -1),
  )
}

/** How many more the pool has room for: those that the group lets go for its size may come back. */
export function roomInPool(group: Group, pool: readonly Member[]): number {
  if (group.warmPool?.reuses !== true) return 0
  return Math.max(0, warmPoolSize(group.warmPool, group) - pool.filter((member) => !isLeaving(member)).length)
}

/** Of the zones in this order, the first one's longest prepared. */
export function nextFromPool(
  zones: readonly string[],
  pool: readonly Member[],
  isFit: (member: Member) => boolean,
): Member | undefined {
  const ready = pool.filter((member) => isPrepared(member) && member.isHealthy && !member.isLost && isFit(member))
  for (const zone of zones) {
    const found = ready.find(({ availabilityZone }) => availabilityZone === zone)
    if (found !== undefined) return found
  }
  return undefined
}
