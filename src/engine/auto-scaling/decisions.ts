// Who decides about an Auto Scaling group at a tick, and how is the decision carried out? One decision for each group (SC-02, AG-07…AG-10).
import { updated } from '../../model/changes.ts'
import type { Alarm } from '../../model/scaling/alarms.ts'
import type { AutoScalingGroup, GroupPolicy } from '../../model/scaling/groups.ts'
import { CALLERS } from '../../scaling/groups/causes.ts'
import { decideGroup, type GroupPolicySight } from '../../scaling/groups/decide.ts'
import type { Member } from '../../scaling/groups/members.ts'
import { cooldownEndsMs, isSuspended } from '../../scaling/groups/plan.ts'
import { warmingCount, warmupMsOf } from '../../scaling/groups/warm-up.ts'
import { isCalledNow } from '../alarms/readings.ts'
import { callersOf, sightOf } from '../alarms/sight.ts'
import { apply } from '../apply.ts'
import type { World } from '../world.ts'
import { setGroupDesired } from './desired.ts'
import { membersOf } from './members.ts'

type Group = Readonly<AutoScalingGroup>

/** The duty of the tick, the last one. */
export function decideGroups(world: World, cause: number): void {
  if (world.tables.groupPolicies.size === 0) return
  for (const group of world.tables.autoScalingGroups.values())
    for (const policy of world.indexes.groups.policies.of(group.id))
      if (isCalledNow(world, policy)) {
        decide(world, group, cause)
        break
      }
}

/** When somebody has set the state of an alarm: the groups that it calls decide at once (CW-24). */
export function answerAlarmOfGroup(world: World, { alarmActions }: Readonly<Alarm>, cause: number): void {
  for (const action of alarmActions) {
    const policy = world.tables.groupPolicies.get(action)
    if (policy !== undefined) decide(world, world.tables.autoScalingGroups.certain(policy.groupName), cause)
  }
}

function decide(world: World, group: Group, cause: number): void {
  const ids = world.indexes.groups.policies.of(group.id)
  if (ids.size === 0 || group.isDeleting || isSuspended(group, 'AlarmNotification')) return
  const called = [...ids]
    .map((id) => world.tables.groupPolicies.certain(id))
    .filter(({ isEnabled, configuration: { kind } }) => isEnabled && kind !== 'managed' && kind !== 'predictive')
    .map((policy) => alarmsOf(world, policy))
  if (!called.some(isCalled)) return
  const members = membersOf(world, group.id)
  const decision = decideGroup({
    minSize: group.minSize,
    maxSize: group.maxSize,
    desired: group.desiredCapacity,
    isResting: cooldownEndsMs(group, members) > world.nowMs,
    policies: called.map((sight) => ({ ...sight, warming: warmingFor(world, group, sight.policy, members) })),
    options: world.behavior,
  })
  if (decision === null) return
  const who = CALLERS.alarm(decision.alarm, decision.policy.name)
  scaleByPolicy(world, group, { policy: decision.policy, capacity: decision.capacity, who }, cause)
}

/** Sets the desired capacity; of a simple policy, the group rests once that is done (AG-07). */
export function scaleByPolicy(
  world: World,
  group: Group,
  {
    policy,
    capacity,
    who,
  }: { readonly policy: Readonly<GroupPolicy>; readonly capacity: number; readonly who: string },
  cause: number,
): void {
  const { configuration } = policy
  const isSimple = configuration.kind === 'simple'
  const rule = isSimple ? 'AG-07' : configuration.kind === 'tracking' ? 'AG-09' : 'AG-10'
  const isNew = setGroupDesired(world, group.id, capacity, { who, rule }, cause)
  if (!isSimple || !isNew) return
  const cooldown = { ms: configuration.cooldownMs ?? group.defaultCooldownMs, untilMs: null }
  apply(world, { changes: [updated('autoScalingGroup.changed', group.id, { cooldown }, 'AG-07')], timers: [] }, cause)
}

export function warmingFor(
  { nowMs }: World,
  group: Group,
  policy: Readonly<GroupPolicy>,
  members: readonly Member[],
): number {
  return warmingCount(members, warmupMsOf(group, policy), nowMs)
}

function alarmsOf(world: World, policy: Readonly<GroupPolicy>): Omit<GroupPolicySight, 'warming'> {
  const { id, configuration, alarmHigh, alarmLow } = policy
  if (configuration.kind !== 'tracking') return { policy, high: null, low: null, callers: callersOf(world, id) }
  return { policy, high: sightOf(world, alarmHigh, id), low: sightOf(world, alarmLow, id), callers: [] }
}

function isCalled({ high, low, callers }: Omit<GroupPolicySight, 'warming'>): boolean {
  return high?.calls === true || low?.calls === true || callers.length > 0
}
