// What does a call come to? Its answer or refusal, and everything that somebody can ask for afterwards.
import { AwsException, type Simulation } from '../../../src/index.ts'

export type Room = 'ecs' | 'elbv2'

export type Result = { readonly answer: unknown } | { readonly refused: AwsException }

export function call(sim: Simulation, room: Room, operation: string, input: unknown): Result {
  const method = `${operation[0]!.toLowerCase()}${operation.slice(1)}`
  const run = (sim[room] as unknown as Record<string, (input: unknown) => unknown>)[method]!
  try {
    return { answer: run(input) }
  } catch (error) {
    if (error instanceof AwsException) return { refused: error }
    throw error
  }
}

/** At once, after another call with the same input, and some time later: each only as long as nothing tells the two apart. */
export function* outcomes(world: Simulation, room: Room, operation: string, input: unknown): Generator<string> {
  const sim = world.fork()
  yield told(call(sim, room, operation, input))
  yield photograph(sim)
  const again = sim.fork()
  yield told(call(again, room, operation, input))
  yield photograph(again)
  for (const span of ['1s', '1m', '30m'] as const) {
    sim.advance(span)
    yield photograph(sim)
  }
}

function told(result: Result): string {
  if ('answer' in result) return JSON.stringify(result.answer)
  const { name, message, path } = result.refused
  return JSON.stringify({ name, message, path })
}

/** Whatever reading operations show. */
function photograph(sim: Simulation): string {
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
