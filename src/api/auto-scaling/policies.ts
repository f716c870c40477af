// Scaling policies of groups: put, describe, delete, execute (AG-07…AG-10).

import { alignAlarms } from '../../engine/alarms/managed.ts'
import { apply } from '../../engine/apply.ts'
import { scaleByPolicy, warmingFor } from '../../engine/auto-scaling/decisions.ts'
import { membersOf } from '../../engine/auto-scaling/members.ts'
import { policyEnd } from '../../engine/auto-scaling/policy-end.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { autoScalingArn } from '../../kernel/arns.ts'
import { show } from '../../kernel/closest.ts'
import { uuid } from '../../kernel/ids.ts'
import { inserted, updated } from '../../model/changes.ts'
import type { AutoScalingGroup, GroupPolicy } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { CALLERS } from '../../scaling/groups/causes.ts'
import { type Adjustment, simple, stepped } from '../../scaling/groups/decide.ts'
import { copyOf } from '../dates.ts'
import { refuse } from '../refuse.ts'
import type * as shapes from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { checkCooldown } from './capacity.ts'
import { getGroup } from './find.ts'
import { checkName, type GroupsInput, invalid, pageOf, parseGroupsInput } from './parse.ts'
import { readPolicy } from './policy-configuration.ts'

type Group = Readonly<AutoScalingGroup>
type Policy = Readonly<GroupPolicy>
type PutAnswer = Answered<shapes.PutScalingPolicyOutput, 'PolicyARN' | 'Alarms'>

const MOST_POLICIES = 50

/** A new name makes a policy, a known one replaces it and keeps its alarms. @throws ValidationError, LimitExceededFault, UnsupportedFeatureException */
export function putScalingPolicy(world: World, input: unknown): PutAnswer {
  const parsed = parseGroupsInput('PutScalingPolicy', input)
  const { PolicyName: name } = parsed
  checkName('PolicyName', name)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const { subject, ...wish } = readPolicy(parsed)
  const before = policiesOf(world, group.id).find((policy) => policy.name === name)
  if (before === undefined && policiesOf(world, group.id).length >= MOST_POLICIES)
    refuse('LimitExceededFault', `You have reached the limit of ${MOST_POLICIES} scaling policies.`, {
      path: 'PolicyName',
      expected: `at most ${MOST_POLICIES} policies a group`,
      found: show(name),
      rule: 'AG-10',
    })
  return command(world, 'autoScaling.putScalingPolicy', parsed, (cause) => {
    const { EstimatedInstanceWarmup: warmup, Enabled: isEnabled = true } = parsed
    const said = { ...wish, isEnabled, warmupMs: warmup === undefined ? null : warmup * 1000 }
    const row: GroupPolicy = { ...(before ?? newPolicy(world, group, name)), ...said }
    const watch = { subject, lowThreshold: world.behavior.groupLowThreshold }
    const { changes, ...alarms } = alignAlarms(world, { ...row, targetId: group.id }, watch)
    const own =
      before === undefined
        ? inserted('groupPolicy.created', row.id, { ...row, ...alarms }, 'AG-09')
        : updated('groupPolicy.changed', row.id, { ...said, ...alarms }, 'AG-09')
    apply(world, { changes: [own, ...changes], timers: [] }, cause)
    return { PolicyARN: row.id, Alarms: alarmsOf(world, world.tables.groupPolicies.certain(row.id)) }
  })
}

function newPolicy(
  { realm, streams, nowMs }: World,
  { id: groupName }: Group,
  name: string,
): Omit<GroupPolicy, 'configuration' | 'kept' | 'isEnabled' | 'warmupMs'> {
  const id = uuid(streams.stream('scaling-ids'))
  return {
    id: autoScalingArn(realm, `scalingPolicy:${id}:autoScalingGroupName/${groupName}:policyName/${name}`),
    name,
    groupName,
    createdAtMs: nowMs,
    alarmHigh: null,
    alarmLow: null,
  }
}

/** Its own alarms, or those of a user that call it. */
function alarmsOf({ tables, indexes }: WorldView, { id }: Policy): shapes.Alarm[] {
  const names = indexes.alarmsByAction.get(id) ?? []
  return names.map((name) => ({ AlarmName: name, AlarmARN: tables.alarms.certain(name).arn }))
}

export function describePolicies(
  world: WorldView,
  input?: unknown,
): Answered<shapes.DescribePoliciesOutput, 'ScalingPolicies'> {
  const parsed = parseGroupsInput('DescribePolicies', input)
  const { AutoScalingGroupName: groupName, PolicyNames: names, PolicyTypes: types } = parsed
  const all =
    groupName === undefined
      ? [...world.tables.groupPolicies.values()]
      : policiesOf(world, getGroup(world, groupName).id)
  const rows = all.filter(
    ({ id, name, kept }) =>
      (names === undefined || names.includes(name) || names.includes(id)) &&
      (types === undefined || types.includes(kept.PolicyType as string)),
  )
  const { items, ...more } = pageOf(rows, parsed)
  return { ScalingPolicies: items.map((policy) => describe(world, policy)), ...more }
}

function describe(world: WorldView, policy: Policy): shapes.ScalingPolicy {
  return {
    ...(copyOf(policy.kept) as Partial<shapes.ScalingPolicy>),
    AutoScalingGroupName: policy.groupName,
    PolicyName: policy.name,
    PolicyARN: policy.id,
    Enabled: policy.isEnabled,
    Alarms: alarmsOf(world, policy),
  }
}

/** The alarms that it made go with it; a user's own stay. @throws ValidationError */
export function deletePolicy(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DeletePolicy', input)
  const policy = getPolicy(world, parsed)
  return command(world, 'autoScaling.deletePolicy', parsed, (cause) => {
    apply(world, { changes: policyEnd(world, policy), timers: [] }, cause)
    return {}
  })
}

/** Does what an alarm would have it do. @throws ValidationError, ScalingActivityInProgressFault */
export function executePolicy(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('ExecutePolicy', input)
  const policy = getPolicy(world, parsed)
  const group = getGroup(world, policy.groupName)
  const adjustments = adjustmentsOf(world, group, policy, parsed)
  if (policy.configuration.kind === 'simple' && parsed.HonorCooldown === true) checkCooldown(world, group)
  return command(world, 'autoScaling.executePolicy', parsed, (cause) => {
    for (const { proposal } of adjustments) {
      const capacity = Math.min(group.maxSize, Math.max(group.minSize, proposal.capacity))
      scaleByPolicy(world, group, { policy, capacity, who: CALLERS.policy(policy.name) }, cause)
    }
    return {}
  })
}

type Execution = GroupsInput<'ExecutePolicy'>

function adjustmentsOf(world: World, group: Group, policy: Policy, parsed: Execution): Adjustment[] {
  const { MetricValue: value, BreachThreshold: threshold } = parsed
  const { kind } = policy.configuration
  if (kind === 'simple') return simple(policy, '', group.desiredCapacity)
  if (kind !== 'step') return invalid('PolicyName', 'a simple or step scaling policy', policy.name, 'AG-10')
  if (value === undefined) return invalid('MetricValue', 'a number, for a step policy', undefined, 'AG-10')
  if (threshold === undefined) return invalid('BreachThreshold', 'a number, for a step policy', undefined, 'AG-10')
  const comparison = value >= threshold ? 'GreaterThanOrEqualToThreshold' : 'LessThanOrEqualToThreshold'
  const warming = warmingFor(world, group, policy, membersOf(world, group.id))
  const found = stepped(
    policy,
    { breach: value - threshold, comparison, alarm: '' },
    { desired: group.desiredCapacity, warming },
  )
  // What warms up is part of the capacity that is there already (AG-08).
  return found.filter(({ direction, proposal }) => proposal.capacity > group.desiredCapacity === (direction === 'out'))
}

function policiesOf({ tables, indexes }: WorldView, groupName: string): Policy[] {
  return [...indexes.groups.policies.of(groupName)].map((id) => tables.groupPolicies.certain(id))
}

/** By its ARN, or by its name in a group. */
function getPolicy(
  world: WorldView,
  {
    PolicyName: name,
    AutoScalingGroupName: groupName,
  }: { readonly PolicyName: string; readonly AutoScalingGroupName?: string },
): Policy {
  const byArn = world.tables.groupPolicies.get(name)
  if (byArn !== undefined) return byArn
  if (groupName === undefined)
    return invalid('AutoScalingGroupName', 'the group of a policy that is given by its name', undefined, 'AG-10')
  const found = policiesOf(world, getGroup(world, groupName).id).find((policy) => policy.name === name)
  if (found !== undefined) return found
  return refuse('ValidationError', `PolicyName not found - ${show(name)}`, {
    path: 'PolicyName',
    expected: `a policy of ${show(groupName)}`,
    found: show(name),
    rule: 'AG-10',
  })
}
