// How large are the groups to be that ECS manages? Looked at once a minute, after all alarms (CP-31…CP-42).
import { updated } from '../../model/changes.ts'
import type { GroupInstance, GroupPolicy } from '../../model/scaling/groups.ts'
import { CALLERS } from '../../scaling/groups/causes.ts'
import { isCounted, isLeaving } from '../../scaling/groups/members.ts'
import { decideManaged } from '../../scaling/managed/decide.ts'
import { callsActions } from '../alarms/readings.ts'
import { apply, takeMark } from '../apply.ts'
import { adjustGroup } from '../auto-scaling/adjust.ts'
import { setGroupDesired } from '../auto-scaling/desired.ts'
import { membersOf } from '../auto-scaling/members.ts'
import { isUsed } from '../auto-scaling/tally.ts'
import type { World } from '../world.ts'
import { type ServedProvider, servedProviders } from './providers.ts'

/** The duty of the tick. */
export function decideManagedGroups(world: World, cause: number): void {
  for (const each of servedProviders(world)) {
    const policy = policyOf(world, each)
    if (policy !== undefined) decide(world, each, policy, cause)
    if (each.provider.autoScalingGroupProvider.managedTerminationProtection === 'ENABLED')
      releaseIdle(world, each, cause)
    carryOut(world, each, cause)
  }
}

/** At once, before any service may put a task on an instance that has just lost its protection (SC-02 step 6). */
function carryOut(world: World, { group: { id } }: ServedProvider, cause: number): void {
  if (takeMark(world, 'autoScalingGroup.adjust', id)) adjustGroup(world, id, cause)
}

function policyOf({ tables, indexes }: World, { provider, group }: ServedProvider): Readonly<GroupPolicy> | undefined {
  for (const id of indexes.groups.policies.of(group.id)) {
    const policy = tables.groupPolicies.certain(id)
    const { configuration } = policy
    if (configuration.kind === 'managed' && configuration.capacityProvider === provider.name) return policy
  }
  return undefined
}

function decide(world: World, { provider, group }: ServedProvider, policy: Readonly<GroupPolicy>, cause: number): void {
  if (provider.gauge === null || group.suspendedProcesses.includes('AlarmNotification')) return
  const alarms = { isHigh: calls(world, policy.alarmHigh), isLow: calls(world, policy.alarmLow) }
  if (!alarms.isHigh && !alarms.isLow) return
  const { managedScaling } = provider.autoScalingGroupProvider
  const warmupMs = managedScaling.instanceWarmupPeriod * 1_000
  const state = {
    minSize: group.minSize,
    maxSize: group.maxSize,
    desiredCapacity: group.desiredCapacity,
    instances: world.tally.of(world, group.id).inService,
    // Looked at only where there is a step to take.
    get isWarming() {
      return membersOf(world, group.id).some(
        (member) => !isLeaving(member) && world.nowMs - member.launchedAtMs < warmupMs,
      )
    },
  }
  const decision = decideManaged(state, alarms, provider.gauge.reservation, managedScaling, world.behavior)
  if (decision === null || typeof decision === 'string') return
  const alarm = (decision.why === 'scale-out' ? policy.alarmHigh : policy.alarmLow) as string
  const wish = { who: CALLERS.alarm(alarm, policy.name), rule: decision.why === 'scale-out' ? 'CP-32' : 'CP-35' }
  setGroupDesired(world, group.id, decision.desiredCapacity, wish, cause)
}

function calls(world: World, name: string | null): boolean {
  const alarm = world.tables.alarms.get(name ?? '')
  return alarm !== undefined && callsActions(world, alarm)
}

/**
 * Takes the protection from as many idle instances as there are too many, the oldest first (CP-40). Who is too many and busy goes later,
 * as soon as it is idle (CP-42).
 */
function releaseIdle(world: World, { group: { id } }: ServedProvider, cause: number): void {
  const { desiredCapacity } = world.tables.autoScalingGroups.certain(id)
  if (world.tally.of(world, id).counted <= desiredCapacity) return
  const counted = membersOf(world, id).filter(isCounted)
  const free = counted.filter(({ isProtected, state }) => state === 'InService' && !isProtected).length
  const idle = counted.filter((member) => isIdle(world, member))
  const changes = idle
    .slice(0, Math.max(0, counted.length - desiredCapacity - free))
    .map((member) => updated('groupInstance.changed', member.id, { isProtected: false }, 'CP-40'))
  if (changes.length > 0) apply(world, { changes, timers: [] }, cause)
}

function isIdle(world: World, { state, isProtected, containerInstanceArn }: Readonly<GroupInstance>): boolean {
  return state === 'InService' && isProtected && !isUsed(world, containerInstanceArn)
}
