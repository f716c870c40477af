// Members of scaling and of CloudWatch that leave no trace, and why that is right.

const DIMENSION = 'checked: services have one scalable dimension (AS-01)'

export const SCALING_SILENT = {
  DescribeScalableTargets: { ScalableDimension: DIMENSION },
  DescribeScalingActivities: { ScalableDimension: DIMENSION },
  DescribeScalingPolicies: { ScalableDimension: DIMENSION },
  DescribeScheduledActions: { ScalableDimension: DIMENSION },
} as const

const MANAGED = 'no other service manages a group here: those that one manages are refused (AG-01)'
const SHIFT = 'zonal shifts are not simulated: nothing is validated that could be skipped'
const SOURCE = 'checked: what an identifier names is told by its form (AG-11)'
const KIND = 'checked: tags here are those of groups'

export const GROUPS_SILENT = {
  AttachTrafficSources: { SkipZonalShiftValidation: SHIFT, 'TrafficSources.Type': SOURCE },
  CreateAutoScalingGroup: {
    SkipZonalShiftValidation: SHIFT,
    'TrafficSources.Type': SOURCE,
    'Tags.ResourceId': 'checked: the group is the one that is made',
    'Tags.ResourceType': KIND,
  },
  CreateOrUpdateTags: { 'Tags.ResourceType': KIND },
  DeleteTags: { 'Tags.ResourceType': KIND, 'Tags.PropagateAtLaunch': 'tags are deleted by key and value' },
  DescribeAutoScalingGroups: { IncludeManagedResources: MANAGED },
  DescribeAutoScalingInstances: { IncludeManagedResources: MANAGED },
  DescribeNotificationConfigurations: { IncludeManagedResources: MANAGED },
  DescribePolicies: { IncludeManagedResources: MANAGED },
  DescribeScalingActivities: { IncludeManagedResources: MANAGED },
  DescribeScheduledActions: { IncludeManagedResources: MANAGED },
  DescribeTags: { IncludeManagedResources: MANAGED },
  DetachTrafficSources: { 'TrafficSources.Type': SOURCE },
  SetDesiredCapacity: { HonorCooldown: 'refused while a cooldown lasts, which no accepted call shows (AG-07)' },
  StartInstanceRefresh: { Strategy: 'Rolling is what silence means; ReplaceRootVolume is refused (AG-25)' },
  TerminateInstanceInAutoScalingGroup: { AutoScalingGroupName: 'checked: the id says which instance is meant' },
  UpdateAutoScalingGroup: { SkipZonalShiftValidation: SHIFT },
} as const

const PAGES = 'checked: an account as small as this one has one page'

export const WATCH_SILENT = {
  GetMetricData: {
    'MetricDataQueries.Period': 'checked: an expression has the period of its metrics (AS-28)',
    LabelOptions: 'checked: for labels that are worked out, which are refused',
    'LabelOptions.Timezone': 'checked: for labels that are worked out, which are refused',
  },
  ListDashboards: { NextToken: PAGES },
  ListMetrics: { NextToken: PAGES },
  PutMetricAlarm: { EvaluationWindow: 'a sliding window is what silence means; one by the wall clock is refused' },
} as const
