// What do the operations that read clusters, services, tasks and load balancers show?
import type { Simulation } from '../../../src/index.ts'

/** Whatever Amazon ECS and Elastic Load Balancing tell of an account. */
export function photographOfTasks(sim: Simulation): string {
  const { clusterArns } = sim.ecs.listClusters()
  return JSON.stringify([
    sim.ecs.describeClusters({ clusters: clusterArns, include: ['TAGS', 'SETTINGS', 'CONFIGURATIONS'] }),
    clusterArns.map((cluster) => contentsOf(sim, cluster)),
    definitionsOf(sim),
    sim.ecs.describeCapacityProviders({ include: ['TAGS'] }),
    sim.ecs.listAccountSettings(),
    balancingOf(sim),
    sim.notSimulated(),
  ])
}

function contentsOf({ ecs }: Simulation, cluster: string): unknown {
  const { serviceArns } = ecs.listServices({ cluster, maxResults: 100 })
  const tasks = (['RUNNING', 'STOPPED'] as const).flatMap(
    (desiredStatus) => ecs.listTasks({ cluster, desiredStatus }).taskArns,
  )
  const { containerInstanceArns } = ecs.listContainerInstances({ cluster })
  const deployments = serviceArns.flatMap(
    (service) => ecs.listServiceDeployments({ cluster, service }).serviceDeployments,
  )
  const serviceRevisionArns = [...new Set(deployments.map((each) => each.targetServiceRevisionArn as string))]
  return [
    serviceArns.length === 0 ||
      ecs.describeServices({ cluster, services: serviceArns.slice(0, 10), include: ['TAGS'] }),
    tasks.length === 0 || ecs.describeTasks({ cluster, tasks, include: ['TAGS'] }),
    containerInstanceArns.length === 0 ||
      ecs.describeContainerInstances({ cluster, containerInstances: containerInstanceArns, include: ['TAGS'] }),
    tasks.length === 0 || ecs.getTaskProtection({ cluster, tasks }),
    ecs.listAttributes({ cluster, targetType: 'container-instance' }),
    deployments.map((each) =>
      ecs.describeServiceDeployments({ serviceDeploymentArns: [each.serviceDeploymentArn as string] }),
    ),
    serviceRevisionArns.length === 0 || ecs.describeServiceRevisions({ serviceRevisionArns }),
  ]
}

function definitionsOf({ ecs }: Simulation): unknown {
  return (['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS'] as const)
    .flatMap((status) => ecs.listTaskDefinitions({ status }).taskDefinitionArns)
    .map((taskDefinition) => ecs.describeTaskDefinition({ taskDefinition, include: ['TAGS'] }))
}

function balancingOf({ elbv2 }: Simulation): unknown {
  const { LoadBalancers } = elbv2.describeLoadBalancers()
  const balancers = LoadBalancers.map(({ LoadBalancerArn = '' }) => LoadBalancerArn)
  const listeners = balancers.flatMap((LoadBalancerArn) => elbv2.describeListeners({ LoadBalancerArn }).Listeners)
  const rules = listeners.map(({ ListenerArn = '' }) => elbv2.describeRules({ ListenerArn }).Rules)
  const { TargetGroups } = elbv2.describeTargetGroups()
  const arns = [
    ...balancers,
    ...listeners.map(({ ListenerArn = '' }) => ListenerArn),
    ...rules.flat().map(({ RuleArn = '' }) => RuleArn),
    ...TargetGroups.map(({ TargetGroupArn = '' }) => TargetGroupArn),
  ]
  return [
    LoadBalancers,
    balancers.map((LoadBalancerArn) => elbv2.describeLoadBalancerAttributes({ LoadBalancerArn })),
    listeners,
    listeners.map(({ ListenerArn = '' }) => [
      elbv2.describeListenerAttributes({ ListenerArn }),
      elbv2.describeListenerCertificates({ ListenerArn }),
    ]),
    rules,
    TargetGroups,
    TargetGroups.map(({ TargetGroupArn = '' }) => [
      elbv2.describeTargetGroupAttributes({ TargetGroupArn }),
      elbv2.describeTargetHealth({ TargetGroupArn }),
    ]),
    arns.map((arn) => elbv2.describeTags({ ResourceArns: [arn] })),
  ]
}
