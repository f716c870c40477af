// Scaling policies: put, describe, delete (AS-16, AS-20…AS-30, AS-60).

import { alarmsDropped, alignAlarms } from '../../engine/alarms/managed.ts'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { uuid } from '../../kernel/ids.ts'
import type { JsonRecord } from '../../model/basics.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import { quickMetricsOf } from '../../model/monitoring.ts'
import type { AlarmSubject } from '../../model/scaling/alarms.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import type { ScalingPolicy } from '../../model/scaling/targets.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type {
  DeleteScalingPolicyOutput,
  DescribeScalingPoliciesOutput,
  PutScalingPolicyOutput,
} from '../shapes/application-auto-scaling-types.generated.ts'
import type { AasAnswer } from './answer.ts'
import { describePolicy, managedAlarmsOf } from './describe.ts'
import { findPolicy, getPolicy, getTarget, policiesOf } from './find.ts'
import { pageOf } from './pages.ts'
import { type AasInput, checkName, invalid, parseAasInput } from './parse.ts'
import { stepConfigurationOf } from './step-configuration.ts'
import { trackingOf } from './tracking-configuration.ts'

const MOST_POLICIES = 50

type Input = AasInput<'PutScalingPolicy'>

/** A new name makes a policy, a known one changes it. @throws ValidationException, ObjectNotFoundException, LimitExceededException */
export function putScalingPolicy(world: World, input: unknown): AasAnswer<PutScalingPolicyOutput> {
  const parsed = parseAasInput('PutScalingPolicy', input)
  const { PolicyName: name } = parsed
  checkName('PolicyName', name, 'AS-16')
  const { id: targetId, serviceArn } = getTarget(world, parsed.ResourceId)
  const before = findPolicy(world, targetId, name)
  const { subject, ...wish } = wishOf(parsed, before)
  checkIsTold(world, serviceArn, subject)
  checkOneMetricEach(world, { targetId, name, subject })
  checkQuota(world, targetId, before)
  return command(world, 'applicationAutoScaling.putScalingPolicy', parsed, (cause) => {
    const row = before === undefined ? newPolicy(world, { targetId, name, ...wish }) : { ...before, ...wish }
    const isOtherKind = before !== undefined && before.configuration.kind !== wish.configuration.kind
    const { changes, ...alarms } = alignAlarms(world, row, {
      subject,
      lowThreshold: world.behavior.serviceLowThreshold,
    })
    const set = { ...wish, ...alarms, ...(isOtherKind ? { cooldown: null } : {}) }
    const own =
      before === undefined
        ? inserted('scalingPolicy.created', row.id, { ...row, ...alarms }, 'AS-20')
        : updated('scalingPolicy.changed', row.id, set, 'AS-25')
    apply(world, { changes: [own, ...changes], timers: [] }, cause)
    const policy = world.tables.scalingPolicies.certain(row.id)
    return { PolicyARN: policy.id, Alarms: managedAlarmsOf(world, policy) }
  })
}

/** @throws ValidationException */
export function describeScalingPolicies(world: WorldView, input: unknown): AasAnswer<DescribeScalingPoliciesOutput> {
  const parsed = parseAasInput('DescribeScalingPolicies', input)
  const { ResourceId: resourceId, ScalableDimension: dimension, PolicyNames: names } = parsed
  if (dimension !== undefined && resourceId === undefined)
    invalid('ResourceId', 'an id with a scalable dimension', resourceId, 'AS-01')
  const rows = [...world.tables.scalingPolicies.values()]
    .filter(({ targetId }) => resourceId === undefined || targetId === resourceId)
    .filter(({ name }) => names === undefined || names.includes(name))
  const { items, ...more } = pageOf(rows, parsed)
  return { ScalingPolicies: items.map((policy) => describePolicy(world, policy)), ...more }
}

/** The alarms that it made go with it; a user's own stay (AS-20, AS-60). @throws ObjectNotFoundException */
export function deleteScalingPolicy(world: World, input: unknown): AasAnswer<DeleteScalingPolicyOutput> {
  const parsed = parseAasInput('DeleteScalingPolicy', input)
  const target = getTarget(world, parsed.ResourceId)
  const policy = getPolicy(world, target.id, parsed.PolicyName)
  return command(world, 'applicationAutoScaling.deleteScalingPolicy', parsed, (cause) => {
    apply(world, { changes: policyDropped(world, policy), timers: [] }, cause)
    return {}
  })
}

export function policyDropped(world: World, policy: Readonly<ScalingPolicy>): Change[] {
  return [...alarmsDropped(world, policy), removed('scalingPolicy.dropped', policy.id, 'AS-20')]
}

type Wish = Pick<ScalingPolicy, 'configuration' | 'kept'> & { readonly subject: AlarmSubject | null }

const MEMBERS = {
  TargetTrackingScaling: 'TargetTrackingScalingPolicyConfiguration',
  StepScaling: 'StepScalingPolicyConfiguration',
  PredictiveScaling: 'PredictiveScalingPolicyConfiguration',
} as const
type PolicyType = keyof typeof MEMBERS

/** What a put leaves out stays as it was. */
function wishOf(parsed: Input, before: Readonly<ScalingPolicy> | undefined): Wish {
  const type = parsed.PolicyType ?? (before?.kept.PolicyType as PolicyType | undefined)
  if (type === undefined) return invalid('PolicyType', 'the type of a new policy', undefined, 'AS-16')
  for (const [other, member] of Object.entries(MEMBERS))
    if (other !== type && parsed[member] !== undefined)
      invalid(member, `nothing with the policy type ${type}`, other, 'AS-16')
  const known = before?.kept.PolicyType === type ? (before.kept[MEMBERS[type]] as JsonRecord) : {}
  const given = parsed[MEMBERS[type]]
  if (given === undefined && Object.keys(known).length === 0)
    return invalid(MEMBERS[type], `the configuration of a policy of type ${type}`, undefined, 'AS-16')
  return configured(type, merged(known, given ?? {}), parsed.ResourceId)
}

function configured(type: PolicyType, whole: object, resourceId: string): Wish {
  const keep = (kept: JsonRecord): JsonRecord => ({ PolicyType: type, [MEMBERS[type]]: kept })
  if (type === 'TargetTrackingScaling') {
    const { configuration, subject, kept } = trackingOf(whole as Parameters<typeof trackingOf>[0], resourceId)
    return { configuration, subject, kept: keep(kept) }
  }
  if (type === 'StepScaling') {
    const { configuration, kept } = stepConfigurationOf(whole)
    return { configuration, subject: null, kept: keep(kept) }
  }
  return { configuration: { kind: 'predictive' }, subject: null, kept: keep(whole as JsonRecord) }
}

/** One metric takes the place of another, of whichever kind. */
function merged(known: JsonRecord, given: object): object {
  const { PredefinedMetricSpecification, CustomizedMetricSpecification, ...rest } = known
  const isOther = 'PredefinedMetricSpecification' in given || 'CustomizedMetricSpecification' in given
  return { ...(isOther ? rest : known), ...given }
}

/** A metric of high resolution is one that ECS has been told to tell so often (AS-30). */
function checkIsTold({ tables }: World, serviceArn: string, subject: AlarmSubject | null): void {
  if (subject?.kind !== 'metric' || subject.stat.periodMs >= MINUTE_MS) return
  const service = tables.services.get(serviceArn)
  const { metricName } = subject.stat.metric
  if (
    service !== undefined &&
    quickMetricsOf(service.deployments[0]?.revision ?? service.revision).includes(metricName)
  )
    return
  const expected = `the service's monitoring with a metric configuration of ${metricName} and resolutionSeconds 20`
  invalid(`${MEMBERS.TargetTrackingScaling}.PredefinedMetricSpecification`, expected, 'none', 'AS-30')
}

/** AS-27. */
function checkOneMetricEach(
  world: World,
  {
    targetId,
    name,
    subject,
  }: { readonly targetId: string; readonly name: string; readonly subject: AlarmSubject | null },
): void {
  if (subject === null) return
  const key = JSON.stringify(subject)
  const twin = policiesOf(world, targetId).find(
    (policy) =>
      policy.name !== name && JSON.stringify(world.tables.alarms.get(policy.alarmHigh ?? '')?.subject) === key,
  )
  if (twin === undefined) return
  refuse('ValidationException', 'Only one TargetTrackingScaling policy for a given metric specification is allowed.', {
    path: 'TargetTrackingScalingPolicyConfiguration',
    expected: 'a metric that no other policy of the scalable target tracks',
    found: `the metric of ${twin.name}`,
    rule: 'AS-27',
  })
}

function checkQuota(world: World, targetId: string, before: Readonly<ScalingPolicy> | undefined): void {
  if (before !== undefined || policiesOf(world, targetId).length < MOST_POLICIES) return
  refuse('LimitExceededException', `The maximum number of scaling policies (${MOST_POLICIES}) has been reached.`, {
    path: 'PolicyName',
    expected: `at most ${MOST_POLICIES} policies on a scalable target`,
    rule: 'AS-10',
  })
}

function newPolicy(
  world: World,
  { targetId, name, ...wish }: Pick<ScalingPolicy, 'targetId' | 'name' | 'configuration' | 'kept'>,
): ScalingPolicy {
  const { region, accountId } = world.realm
  const id = uuid(world.streams.stream('scaling-ids'))
  return {
    id: `arn:aws:autoscaling:${region}:${accountId}:scalingPolicy:${id}:resource/ecs/${targetId}:policyName/${name}`,
    name,
    targetId,
    createdAtMs: world.nowMs,
    alarmHigh: null,
    alarmLow: null,
    cooldown: null,
    ...wish,
  }
}
