// What does an Auto Scaling group do now to be what it is to be? Replace the unhealthy, launch, let go, even out its zones.
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import { isComing, isCounted, isLeaving, type Member } from './members.ts'
import { victims } from './termination.ts'
import { movesBetweenZones, type ZoneMove } from './zones.ts'

/** Processes that a user may suspend (AG-24). */
export const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const
export type Process = (typeof PROCESSES)[number]

export function isSuspended(group: Pick<AutoScalingGroup, 'suspendedProcesses'>, process: Process): boolean {
  return group.suspendedProcesses.includes(process)
}

export interface GroupPlan {
  /** To be let go for their health, each to be replaced in the same instant (AG-06). */
  readonly unhealthy: readonly Member[]
  /** How many to launch, those for unhealthy ones included. */
  readonly launches: number
  /** To be let go because there are too many. */
  readonly surplus: readonly Member[]
  /** To be launched beyond the desired capacity. */
  readonly moves: readonly ZoneMove[]
}

type Group = Readonly<AutoScalingGroup>

/** What planning asks beside the group itself. */
export interface Circumstances {
  /** Whether EC2 is known to launch into a zone, as far as rebalancing asks. */
  readonly accepts: (zone: string) => boolean
  /** False while EC2 is not to be asked again. */
  readonly mayLaunch: boolean
  /** How many there may be beyond the desired capacity while the group is refreshed; null while it is not (AG-25). */
  readonly spare: number | null
}

export function planGroup(
  group: Group,
  members: readonly Member[],
  nowMs: number,
  { accepts, mayLaunch, spare }: Circumstances,
): GroupPlan {
  const unhealthy = members.filter((member) => isReplaced(group, member))
  const rest = members.filter((member) => isCounted(member) && !unhealthy.includes(member))
  const difference = group.desiredCapacity - rest.length
  const launches = mayLaunch && !isSuspended(group, 'Launch') ? Math.max(0, difference) : 0
  const excess = -difference - (spare ?? 0)
  const surplus = excess > 0 && !isSuspended(group, 'Terminate') ? surplusOf(group, rest, excess, nowMs) : []
  const isAtRest = unhealthy.length === 0 && difference === 0 && mayLaunch && spare === null
  const moves = isAtRest && isRebalanced(group) ? movesBetweenZones(group, members, accepts) : []
  return { unhealthy, launches, surplus, moves }
}

/** Nothing of the group is on its way in or out (AG-07). */
export function isSettled(members: readonly Member[]): boolean {
  return !members.some((member) => isComing(member) || isLeaving(member))
}

/** Until when simple policies wait: while something comes or goes nobody knows, and that is for ever (AG-07). */
export function cooldownEndsMs({ cooldown }: Group, members: readonly Member[]): number {
  if (!isSettled(members)) return Number.POSITIVE_INFINITY
  if (cooldown === null) return Number.NEGATIVE_INFINITY
  return cooldown.untilMs ?? Number.POSITIVE_INFINITY
}

/** In the judgement of health checks and of users. A machine that does not run is replaced whatever its grace period is (AG-06). */
function isReplaced(group: Group, member: Member): boolean {
  if (!isCounted(member) || isSuspended(group, 'ReplaceUnhealthy') || isSuspended(group, 'Terminate')) return false
  return !member.isHealthy || ((member.isLost || member.failsChecks) && !isSuspended(group, 'HealthCheck'))
}

/** What was launched to even the zones out stays until it is in service, and so do those that it comes for (AG-05). */
function surplusOf(group: Group, rest: readonly Member[], surplus: number, nowMs: number): readonly Member[] {
  const extra = rest.filter(({ isExtra }) => isExtra)
  return victims(
    group,
    rest.filter(({ isExtra }) => !isExtra),
    surplus - extra.length,
    nowMs,
  )
}

function isRebalanced(group: Group): boolean {
  return !isSuspended(group, 'AZRebalance') && !isSuspended(group, 'Launch') && !isSuspended(group, 'Terminate')
}
