// What do the operations that read scalable targets, groups, alarms, metrics and dashboards show?
import type { Simulation } from '../../../src/index.ts'

/** Whatever the services of scaling and CloudWatch tell of an account. */
export function photographOfScaling(sim: Simulation): string {
  const { serviceArns } = sim.ecs.listServices({ cluster: 'prod' })
  return JSON.stringify([
    sim.ecs.describeServices({ cluster: 'prod', services: serviceArns }).services.map((each) => each.desiredCount),
    targetsOf(sim),
    groupsOf(sim),
    alarmsOf(sim),
    dashboardsOf(sim),
    metricsOf(sim),
    sim.notSimulated(),
  ])
}

function targetsOf({ applicationAutoScaling: scaling }: Simulation): unknown {
  const ecs = { ServiceNamespace: 'ecs' } as const
  const { ScalableTargets: targets } = scaling.describeScalableTargets(ecs)
  return [
    targets,
    targets?.map(({ ScalableTargetARN: ResourceARN = '' }) => scaling.listTagsForResource({ ResourceARN })),
    scaling.describeScalingPolicies(ecs),
    scaling.describeScheduledActions(ecs),
    scaling.describeScalingActivities({ ...ecs, IncludeNotScaledActivities: true }),
  ]
}

function groupsOf({ autoScaling: groups, view }: Simulation): unknown {
  const { AutoScalingGroups } = groups.describeAutoScalingGroups()
  return [
    AutoScalingGroups,
    AutoScalingGroups.filter(({ Status }) => Status === undefined).map(({ AutoScalingGroupName = '' }) => [
      groups.describeLifecycleHooks({ AutoScalingGroupName }),
      groups.describeInstanceRefreshes({ AutoScalingGroupName }),
      groups.describeLoadBalancerTargetGroups({ AutoScalingGroupName }),
    ]),
    [...view.tables.groupInstances.values()].map(({ hooks }) => hooks),
    groups.describePolicies(),
    groups.describeScheduledActions(),
    groups.describeScalingActivities({ MaxRecords: 100, IncludeDeletedGroups: true }),
    groups.describeNotificationConfigurations(),
    groups.describeLaunchConfigurations(),
  ]
}

function alarmsOf({ cloudWatch: watcher }: Simulation): unknown {
  const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'] as const
  const { MetricAlarms, CompositeAlarms } = watcher.describeAlarms({ AlarmTypes: [...AlarmTypes], MaxRecords: 100 })
  return [
    MetricAlarms,
    CompositeAlarms,
    [...MetricAlarms, ...CompositeAlarms].map(({ AlarmArn: ResourceARN = '' }) =>
      watcher.listTagsForResource({ ResourceARN }),
    ),
    watcher.describeAlarmHistory({ AlarmTypes: [...AlarmTypes] }),
  ]
}

function dashboardsOf({ cloudWatch: watcher }: Simulation): unknown {
  return watcher
    .listDashboards()
    .DashboardEntries.map(({ DashboardName = '', DashboardArn: ResourceARN = '' }) => [
      watcher.getDashboard({ DashboardName }),
      watcher.listTagsForResource({ ResourceARN }),
    ])
}

const MINUTE_MS = 60_000

/** Of users' own metrics, second by second. */
function metricsOf({ cloudWatch: watcher, view, nowMs }: Simulation): unknown {
  const metrics = [...view.tables.metricData.values()].map(({ metric }) => metric)
  return metrics.map(({ namespace: Namespace, metricName: MetricName, dimensions }) =>
    watcher.getMetricStatistics({
      Namespace,
      MetricName,
      Dimensions: dimensions.map(({ name: Name, value: Value }) => ({ Name, Value })),
      StartTime: new Date(nowMs - 10 * MINUTE_MS),
      EndTime: new Date(nowMs + 10 * MINUTE_MS),
      Period: 1,
      Statistics: ['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'],
    }),
  )
}
