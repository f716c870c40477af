// Inputs of Application Auto Scaling that have between them every member which is not refused.
import type { Simulation } from '../../../src/index.ts'
import { pagesOf } from './pages.ts'
import { API, LOAD, WEB } from './scaling-world.ts'

const ROLE = 'arn:aws:iam::123456789012:role/scaling'
const ecs = { ServiceNamespace: 'ecs' }

const single = { ...LOAD, Statistic: 'Average', Unit: 'Count' }
const queries = [
  { Id: 'a', MetricStat: { Metric: LOAD, Stat: 'Sum', Unit: 'Count' }, Label: 'requests', ReturnData: false },
  { Id: 'b', MetricStat: { Metric: { ...LOAD, MetricName: 'Tasks' }, Stat: 'Average' }, ReturnData: false },
  { Id: 'e', Expression: 'a / b', ReturnData: true },
]
const label = (group: string) => `app/front/0123456789abcdef/targetgroup/${group}/0123456789abcdef`

const track = (configuration: object) => ({
  ...WEB,
  PolicyName: 'new',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 40, ...configuration },
})

const step = (configuration: object) => ({
  ...WEB,
  PolicyName: 'new',
  PolicyType: 'StepScaling',
  StepScalingPolicyConfiguration: {
    AdjustmentType: 'PercentChangeInCapacity',
    StepAdjustments: [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20, ScalingAdjustment: 10 },
      { MetricIntervalLowerBound: 20, ScalingAdjustment: 30 },
    ],
    ...configuration,
  },
})

/** What Application Auto Scaling and EC2 Auto Scaling forecast from, in the same words but for the predefined ones. */
export function forecasts(words: { readonly pair: string; readonly scaling: string; readonly load: string }): object[] {
  const data = {
    MetricDataQueries: [
      { Id: 'a', MetricStat: { Metric: LOAD, Stat: 'Sum', Unit: 'Count' }, Label: 'load', ReturnData: false },
      { Id: 'e', Expression: 'a * 2', ReturnData: true },
    ],
  }
  const rules = {
    Mode: 'ForecastAndScale',
    SchedulingBufferTime: 60,
    MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
    MaxCapacityBuffer: 10,
  }
  const specifications = [
    { PredefinedMetricPairSpecification: { PredefinedMetricType: words.pair, ResourceLabel: label('web') } },
    {
      PredefinedScalingMetricSpecification: { PredefinedMetricType: words.scaling, ResourceLabel: label('web') },
      PredefinedLoadMetricSpecification: { PredefinedMetricType: words.load, ResourceLabel: label('web') },
    },
    {
      CustomizedScalingMetricSpecification: data,
      CustomizedLoadMetricSpecification: data,
      CustomizedCapacityMetricSpecification: data,
    },
  ]
  return specifications.map((each) => ({ ...rules, MetricSpecifications: [{ TargetValue: 40, ...each }] }))
}

const ECS_FORECASTS = forecasts({
  pair: 'ECSServiceCPUUtilization',
  scaling: 'ECSServiceAverageCPUUtilization',
  load: 'ECSServiceTotalCPUUtilization',
})

/** @param world where the inputs find what they name */
export function scalingCases({
  applicationAutoScaling: scaling,
  nowMs,
}: Simulation): Record<string, readonly object[]> {
  const at = (minutes: number) => new Date(nowMs + minutes * 60_000)
  const ResourceARN = scaling.describeScalableTargets({ ServiceNamespace: 'ecs' }).ScalableTargets?.[0]
    ?.ScalableTargetARN as string
  const paged = (operation: string) => pagesOf(scaling, operation, ecs, ['MaxResults', 'NextToken', 'NextToken'])
  return {
    DeleteScalingPolicy: [{ ...WEB, PolicyName: 'cpu' }],
    DeleteScheduledAction: [{ ...WEB, ScheduledActionName: 'night' }],
    DeregisterScalableTarget: [WEB],
    DescribeScalableTargets: [
      { ...ecs, ResourceIds: [WEB.ResourceId], ScalableDimension: WEB.ScalableDimension },
      ...paged('DescribeScalableTargets'),
    ],
    DescribeScalingActivities: [
      API,
      { ...API, IncludeNotScaledActivities: true },
      ...paged('DescribeScalingActivities'),
    ],
    DescribeScalingPolicies: [API, { ...ecs, PolicyNames: ['cpu'] }, ...paged('DescribeScalingPolicies')],
    DescribeScheduledActions: [API, { ...ecs, ScheduledActionNames: ['night'] }, ...paged('DescribeScheduledActions')],
    ListTagsForResource: [{ ResourceARN }],
    PutScalingPolicy: [
      track({
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: label('web'),
        },
        ScaleOutCooldown: 30,
        ScaleInCooldown: 40,
        DisableScaleIn: true,
      }),
      track({ CustomizedMetricSpecification: single }),
      track({ CustomizedMetricSpecification: { Metrics: queries } }),
      step({ MinAdjustmentMagnitude: 2, Cooldown: 30, MetricAggregationType: 'Maximum' }),
      ...ECS_FORECASTS.map((PredictiveScalingPolicyConfiguration) => ({
        ...WEB,
        PolicyName: 'new',
        PolicyType: 'PredictiveScaling',
        PredictiveScalingPolicyConfiguration,
      })),
    ],
    PutScheduledAction: [
      {
        ...WEB,
        ScheduledActionName: 'new',
        Schedule: 'cron(0/5 * * * ? *)',
        Timezone: 'Europe/Berlin',
        StartTime: at(3),
        EndTime: at(90),
        ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 20 },
      },
    ],
    RegisterScalableTarget: [
      {
        ...ecs,
        ScalableDimension: WEB.ScalableDimension,
        ResourceId: 'service/prod/plain',
        MinCapacity: 3,
        MaxCapacity: 5,
        RoleARN: ROLE,
        SuspendedState: {
          DynamicScalingInSuspended: true,
          DynamicScalingOutSuspended: true,
          ScheduledScalingSuspended: true,
        },
        Tags: { team: 'red' },
      },
    ],
    TagResource: [{ ResourceARN, Tags: { stage: 'prod' } }],
    UntagResource: [{ ResourceARN, TagKeys: ['team'] }],
  }
}
