// What does ECS put into an account to manage a group? A tag, a policy with two alarms, a hook; and it takes them away again (CP-08, CP-43).

import { derivedUuid } from '../../kernel/ids.ts'
import { isManaged } from '../../model/capacity-providers.ts'
import { type Change, inserted, updated } from '../../model/changes.ts'
import type { Alarm } from '../../model/scaling/alarms.ts'
import type { AutoScalingGroup, GroupPolicy, LifecycleHook } from '../../model/scaling/groups.ts'
import { managedAlarmName, managedPart } from '../../scaling/managed-alarms.ts'
import { alarmRow } from '../alarms/row.ts'
import { apply } from '../apply.ts'
import { policyEnd } from '../auto-scaling/policy-end.ts'
import type { World } from '../world.ts'
import { type ServedProvider, servedProviders } from './providers.ts'

const TAG = 'AmazonECSManaged'
export const DRAINING_HOOK = 'ecs-managed-draining-termination-hook'

/** Brings what ECS has put there into line with the providers, clusters and groups there are. Where all is as it should be, nothing is written. */
export function alignManaged(world: World, cause: number): void {
  const served = servedProviders(world)
  const managing = served.filter(({ provider }) => isManaged(provider.autoScalingGroupProvider))
  const wanted = new Map(managing.map((each) => [policyArn(world, each), each]))
  const changes: Change[] = []
  for (const policy of world.tables.groupPolicies.values())
    if (policy.configuration.kind === 'managed' && !wanted.has(policy.id)) changes.push(...policyEnd(world, policy))
  for (const [arn, each] of wanted) changes.push(...policyChanges(world, arn, each))
  for (const group of world.tables.autoScalingGroups.values()) changes.push(...groupChanges(group, served))
  if (changes.length > 0) apply(world, { changes, timers: [] }, cause)
}

function uuidOf({ provider, cluster }: ServedProvider, what: string): string {
  return derivedUuid(`managed scaling/${what}/${cluster.arn}/${provider.arn}`)
}

function policyName(each: ServedProvider): string {
  return `ECSManagedAutoScalingPolicy-${uuidOf(each, 'policy')}`
}

function policyArn({ realm: { region, accountId } }: World, each: ServedProvider): string {
  const where = `autoScalingGroupName/${each.group.id}:policyName/${policyName(each)}`
  return `arn:aws:autoscaling:${region}:${accountId}:scalingPolicy:${uuidOf(each, 'arn')}:${where}`
}

/** The policy with its alarms, or the alarms' new thresholds. */
function policyChanges(world: World, arn: string, each: ServedProvider): Change[] {
  const known = world.tables.groupPolicies.get(arn)
  const alarms = alarmsOf(world, arn, each)
  if (known !== undefined)
    return alarms.flatMap(({ name, threshold }) =>
      world.tables.alarms.get(name)?.threshold === threshold
        ? []
        : updated('alarm.changed', name, { threshold }, 'CP-31'),
    )
  const policy: GroupPolicy = {
    id: arn,
    name: policyName(each),
    groupName: each.group.id,
    isEnabled: true,
    createdAtMs: world.nowMs,
    configuration: { kind: 'managed', capacityProvider: each.provider.name, clusterName: each.cluster.name },
    warmupMs: null,
    alarmHigh: alarms[0]!.name,
    alarmLow: alarms[1]!.name,
    kept: {},
  }
  return [
    ...alarms.map((alarm) => inserted('alarm.created', alarm.name, alarm, 'CP-08')),
    inserted('groupPolicy.created', arn, policy, 'CP-08'),
  ]
}

/** Above the target for one minute; below it for fifteen, with no margin between (CP-31). */
const HIGH_PERIODS = 1

function alarmsOf(world: World, arn: string, each: ServedProvider): Alarm[] {
  const { provider, cluster, group } = each
  const { targetCapacity: targetValue } = provider.autoScalingGroupProvider.managedScaling
  const dimensions = [
    { name: 'CapacityProviderName', value: provider.name },
    { name: 'ClusterName', value: cluster.name },
  ]
  const metric = { namespace: 'AWS/ECS/ManagedScaling', metricName: 'CapacityProviderReservation', dimensions }
  const subject = { kind: 'metric', stat: { metric, periodMs: 60_000, statistic: 'Average', unit: null } } as const
  const how = { subject, lowThreshold: world.behavior.managedLowThreshold, highPeriods: HIGH_PERIODS }
  return (['high', 'low'] as const).map((side) =>
    alarmRow(world, {
      ...managedPart({ id: arn }, { targetValue }, { ...how, side }),
      name: managedAlarmName(group.id, side, uuidOf(each, side)),
      managedBy: arn,
    }),
  )
}

/** ECS renews the hook for as long as its tasks take, up to 48 hours. */
export const HOOK: LifecycleHook = {
  name: DRAINING_HOOK,
  transition: 'terminating',
  heartbeatMs: 3_600_000,
  defaultResult: 'CONTINUE',
  kept: {},
}

function groupChanges(group: Readonly<AutoScalingGroup>, served: readonly ServedProvider[]): Change[] {
  const mine = served.filter((each) => each.group.id === group.id)
  const drains = mine.some(({ provider }) => provider.autoScalingGroupProvider.managedDraining === 'ENABLED')
  const set: Partial<AutoScalingGroup> = {}
  if (drains !== group.hooks.some(({ name }) => name === DRAINING_HOOK))
    set.hooks = drains ? [...group.hooks, HOOK] : group.hooks.filter(({ name }) => name !== DRAINING_HOOK)
  const isTagged = group.tags.some(({ key }) => key === TAG)
  if (!isTagged && mine.length > 0) set.tags = [...group.tags, { key: TAG, value: '', propagatesAtLaunch: true }]
  return Object.keys(set).length === 0 ? [] : [updated('autoScalingGroup.changed', group.id, set, 'CP-08')]
}
