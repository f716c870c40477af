// Which resources scale services and groups, and what does the call take that makes each of them?
import { alarmsInRule, isMetered } from '../../index.ts'
import { type AwsInput, isRecord } from '../services.ts'
import type { Draft } from './draft.ts'
import { lastPart } from './identities.ts'
import type { PieceRow } from './piece-row.ts'
import { ALARMS, GROUPS, SERVICE_SCALING } from './shapes.ts'

const nameless = () => ({})

// ── of services ──

/** `service/cluster/web|ecs:service:DesiredCount|ecs` is what Ref returns for a scalable target. */
function withTarget({ ScalingTargetId, ...given }: AwsInput): AwsInput {
  if (typeof ScalingTargetId !== 'string') return given
  const [ResourceId, ScalableDimension, ServiceNamespace] = ScalingTargetId.split('|')
  return { ResourceId, ScalableDimension, ServiceNamespace, ...given }
}

/** The namespace may be left to the dimension. */
function withNamespace(given: AwsInput): AwsInput {
  const [ServiceNamespace] = String(given.ScalableDimension ?? '').split(':')
  return { ServiceNamespace, ...given }
}

const isNotOfEcs = ({ ServiceNamespace }: AwsInput) =>
  ServiceNamespace === 'ecs' ? undefined : 'what it scales is not a part of Amazon ECS'

function hasNoService({ ResourceId }: AwsInput, drafts: readonly Draft[]): string | undefined {
  const [, cluster, name] = String(ResourceId).split('/')
  const isThere = drafts.some(
    ({ kind, input, names }) =>
      kind === 'service' && names.name === name && lastPart(String(input.cluster ?? 'default')) === cluster,
  )
  return isThere ? undefined : 'the service that it scales is not rehearsed, or not in these files'
}

function hasNoTarget({ ResourceId }: AwsInput, drafts: readonly Draft[]): string | undefined {
  const isThere = drafts.some(({ kind, input }) => kind === 'scalableTarget' && input.ResourceId === ResourceId)
  return isThere ? undefined : 'its scalable target is not in these files, or without effect'
}

// ── of groups ──

const hasNoGroup = ({ AutoScalingGroupName }: AwsInput, drafts: readonly Draft[]) =>
  drafts.some(({ kind, names }) => kind === 'autoScalingGroup' && names.name === AutoScalingGroupName)
    ? undefined
    : 'its Auto Scaling group is not simulated, or not in these files'

// ── alarms ──

const ACTIONS = ['AlarmActions', 'OKActions', 'InsufficientDataActions']

/** An action whose name is not known does nothing here. */
function withKnownActions(given: AwsInput): AwsInput {
  const members = Object.entries(given).map(([name, value]) =>
    ACTIONS.includes(name) && Array.isArray(value)
      ? [name, value.filter((action) => String(action).startsWith('arn:'))]
      : [name, value],
  )
  return Object.fromEntries(members)
}

/** Of metrics that nobody puts, an alarm would know no more than how it treats missing data. */
function watchesNothing({ Namespace, Metrics = [], ThresholdMetricId }: AwsInput): string | undefined {
  if (ThresholdMetricId !== undefined) return 'anomaly detection is not simulated'
  const queries = (Metrics as readonly AwsInput[]).flatMap(({ MetricStat }) => {
    const { Metric } = recordOr(MetricStat)
    return Metric === undefined ? [] : [recordOr(Metric).Namespace]
  })
  const namespaces = [Namespace, ...queries].filter((name): name is string => typeof name === 'string')
  const stranger = namespaces.find((name) => !isMetered(name))
  return stranger === undefined ? undefined : `nobody puts metrics of ${stranger}`
}

/** What it asks must be there before it (CW-35). */
function asksNobody({ AlarmRule, ActionsSuppressor }: AwsInput, drafts: readonly Draft[]): string | undefined {
  const asked = [
    ...alarmsInRule(String(AlarmRule)),
    ...(ActionsSuppressor === undefined ? [] : [String(ActionsSuppressor)]),
  ]
  const stranger = asked.find(
    (alarm) =>
      !drafts.some(
        ({ kind, names }) => /^(?:alarm|compositeAlarm)$/.test(kind) && [names.name, names.arn].includes(alarm),
      ),
  )
  return stranger === undefined
    ? undefined
    : `it asks the alarm ${stranger}, which is without effect, or not in these files`
}

function recordOr(value: unknown): AwsInput {
  return isRecord(value) ? value : {}
}

export const SCALING_PIECES: Readonly<Record<string, PieceRow>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    kind: 'scalableTarget',
    spelling: SERVICE_SCALING,
    structure: 'ScalableTargetResource',
    named: nameless,
    completed: withNamespace,
    kept: (input, drafts) => isNotOfEcs(input) ?? hasNoService(input, drafts),
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    kind: 'scalingPolicy',
    spelling: SERVICE_SCALING,
    structure: 'ScalingPolicyResource',
    named: ({ name }) => ({ PolicyName: name }),
    completed: withTarget,
    kept: (input, drafts) => isNotOfEcs(input) ?? hasNoTarget(input, drafts),
  },
  'AWS::AutoScaling::LifecycleHook': {
    kind: 'lifecycleHook',
    spelling: GROUPS,
    structure: 'PutLifecycleHookType',
    named: ({ name }) => ({ LifecycleHookName: name }),
    kept: hasNoGroup,
  },
  'AWS::AutoScaling::ScheduledAction': {
    kind: 'groupSchedule',
    spelling: GROUPS,
    structure: 'ScheduledActionResource',
    named: ({ name }) => ({ ScheduledActionName: name }),
    kept: hasNoGroup,
  },
  'AWS::AutoScaling::ScalingPolicy': {
    kind: 'groupPolicy',
    spelling: GROUPS,
    structure: 'ScalingPolicyResource',
    named: ({ name }) => ({ PolicyName: name }),
    kept: hasNoGroup,
  },
  'AWS::AutoScaling::WarmPool': {
    kind: 'warmPool',
    spelling: GROUPS,
    structure: 'PutWarmPoolType',
    named: nameless,
    kept: hasNoGroup,
  },
  'AWS::CloudWatch::Alarm': {
    kind: 'alarm',
    spelling: ALARMS,
    structure: 'PutMetricAlarmInput',
    named: ({ name }) => ({ AlarmName: name }),
    completed: withKnownActions,
    kept: watchesNothing,
  },
  'AWS::CloudWatch::CompositeAlarm': {
    kind: 'compositeAlarm',
    spelling: ALARMS,
    structure: 'PutCompositeAlarmInput',
    named: ({ name }) => ({ AlarmName: name }),
    completed: withKnownActions,
    kept: asksNobody,
  },
}
