// What would the AWS CLI print of a simulation? One file an answer, as a folder would hold them.
import type { Simulation } from '../../src/index.ts'
import type { LiveFile } from '../../src/inputs/index.ts'

export function printed(sim: Simulation, { withTasks = true } = {}): LiveFile[] {
  const { ecs, elbv2, view } = sim
  const clusters = ecs.listClusters().clusterArns
  const files: LiveFile[] = []
  const print = (name: string, answer: unknown) => files.push({ name, text: JSON.stringify(answer, null, 4) })
  print('clusters.json', ecs.describeClusters({ clusters, include: ['SETTINGS', 'TAGS'] }))
  for (const cluster of clusters) {
    const instances = [...view.tables.containerInstances.values()].filter(
      ({ clusterArn, status }) => clusterArn === cluster && status !== 'INACTIVE',
    )
    const services = [...view.tables.services.values()].filter(
      ({ clusterArn, status }) => clusterArn === cluster && status === 'ACTIVE',
    )
    const tasks = [...view.tables.tasks.values()].filter(
      ({ clusterArn, lastStatus }) => clusterArn === cluster && lastStatus !== 'STOPPED',
    )
    const name = cluster.slice(cluster.lastIndexOf('/') + 1)
    if (instances.length > 0)
      print(
        `${name}-instances.json`,
        ecs.describeContainerInstances({ cluster, containerInstances: instances.map(({ arn }) => arn) }),
      )
    for (const { name: service } of services)
      print(`${name}-${service}.json`, ecs.describeServices({ cluster, services: [service] }))
    if (withTasks && tasks.length > 0)
      print(`${name}-tasks.json`, ecs.describeTasks({ cluster, tasks: tasks.map(({ arn }) => arn) }))
  }
  for (const { arn, family, revision } of view.tables.taskDefinitions.values())
    print(`${family}-${revision}.json`, ecs.describeTaskDefinition({ taskDefinition: arn }))
  print('load-balancers.json', elbv2.describeLoadBalancers())
  print('target-groups.json', elbv2.describeTargetGroups())
  for (const { LoadBalancerArn } of elbv2.describeLoadBalancers().LoadBalancers) {
    const { Listeners } = elbv2.describeListeners({ LoadBalancerArn })
    print(`listeners-${LoadBalancerArn?.split('/').at(-1)}.json`, { Listeners })
    for (const { ListenerArn } of Listeners)
      print(`rules-${ListenerArn?.split('/').at(-1)}.json`, elbv2.describeRules({ ListenerArn }))
  }
  for (const { TargetGroupArn, TargetGroupName } of elbv2.describeTargetGroups().TargetGroups) {
    print(`health-${TargetGroupName}.json`, elbv2.describeTargetHealth({ TargetGroupArn }))
    print(`attributes-${TargetGroupName}.json`, elbv2.describeTargetGroupAttributes({ TargetGroupArn }))
  }
  const Subnets = [...view.tables.subnets.values()].map(({ id, availabilityZone, vpcId, cidrBlock }) => ({
    SubnetId: id,
    AvailabilityZone: availabilityZone,
    VpcId: vpcId,
    CidrBlock: cidrBlock,
  }))
  print('subnets.json', { Subnets })
  printScaling(sim, print)
  return files
}

/** What there is of it. */
function printScaling(
  { ecs, autoScaling, applicationAutoScaling, cloudWatch, view }: Simulation,
  print: (name: string, answer: unknown) => void,
) {
  const { autoScalingGroups, scalableTargets, alarms, capacityProviders } = view.tables
  if (capacityProviders.size > 0) print('capacity-providers.json', ecs.describeCapacityProviders())
  if (autoScalingGroups.size > 0) {
    print('groups.json', autoScaling.describeAutoScalingGroups())
    print('group-policies.json', autoScaling.describePolicies())
  }
  if (scalableTargets.size > 0) {
    print('targets.json', applicationAutoScaling.describeScalableTargets({ ServiceNamespace: 'ecs' }))
    print('policies.json', applicationAutoScaling.describeScalingPolicies({ ServiceNamespace: 'ecs' }))
  }
  if (alarms.size > 0)
    print('alarms.json', cloudWatch.describeAlarms({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }))
}
