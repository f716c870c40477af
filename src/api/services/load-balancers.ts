// Which target groups may a service's tasks stand in? (SV-119, SV-120, LB-100, LB-120…LB-12F)
import { show } from '../../kernel/closest.ts'
import type { ServiceLoadBalancer, TargetGroup } from '../../model/balancing.ts'
import type { Service, TaskDefinition } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { invalid, notSimulated, refuse } from '../refuse.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'

type Given = NonNullable<ParsedInput<'CreateService'>['loadBalancers']>[number]

const MOST_GROUPS = 5

/** @throws InvalidParameterException, UnsupportedFeatureException */
export function loadBalancersOf(
  world: WorldView,
  given: readonly Given[],
  definition: Readonly<TaskDefinition>,
): readonly ServiceLoadBalancer[] {
  if (given.length > MOST_GROUPS)
    invalid('loadBalancers', `at most ${MOST_GROUPS} target groups`, `${given.length} of them`, 'LB-128')
  const checked = given.map((each, index) => loadBalancerOf(world, each, definition, `loadBalancers[${index}]`))
  const keys = checked.map((each) => JSON.stringify(each))
  if (new Set(keys).size < keys.length) invalid('loadBalancers', 'none of them twice', given, 'LB-128')
  return checked
}

/** A new revision keeps the container and the port that the service has named (LB-12F). */
export function checkStillThere({ name, revision }: Readonly<Service>, definition: Readonly<TaskDefinition>): void {
  for (const { containerName, containerPort } of revision.loadBalancers) {
    const container = definition.containers.find((each) => each.name === containerName)
    if (container?.portMappings.some((mapping) => mapping.containerPort === containerPort)) continue
    refuseLoadBalancer(
      `Unable to update the service ${name}: Load balancer container name or port changed in task definition`,
      { path: 'taskDefinition', found: `${containerName}:${containerPort}`, rule: 'LB-12F' },
    )
  }
}

function loadBalancerOf(
  world: WorldView,
  given: Given,
  definition: Readonly<TaskDefinition>,
  path: string,
): ServiceLoadBalancer {
  const { targetGroupArn, loadBalancerName, containerName, containerPort } = given
  if (given.advancedConfiguration !== undefined)
    notSimulated(`${path}.advancedConfiguration`, 'traffic shifting', given.advancedConfiguration, 'BG-200')
  if (loadBalancerName !== undefined && targetGroupArn !== undefined)
    invalid(`${path}.loadBalancerName`, 'either a target group or a Classic Load Balancer', loadBalancerName, 'LB-128')
  if (loadBalancerName !== undefined)
    // There are no Classic ones here, and no other goes by this name (LB-126).
    refuseLoadBalancer(`The load balancer ${loadBalancerName.slice(0, 80)} does not exist.`, {
      path: `${path}.loadBalancerName`,
      expected: 'a target group',
      found: show(loadBalancerName),
      rule: 'LB-126',
    })
  if (targetGroupArn === undefined) return invalid(`${path}.targetGroupArn`, 'a target group', undefined, 'SV-119')
  if (containerName === undefined) return invalid(`${path}.containerName`, 'a container', undefined, 'SV-119')
  if (containerPort === undefined) return invalid(`${path}.containerPort`, 'a port', undefined, 'SV-119')
  checkPort(definition, containerName, containerPort, path)
  checkGroup(world, targetGroupArn, definition, path)
  return { targetGroupArn, containerName, containerPort }
}

function checkPort(
  { containers }: Readonly<TaskDefinition>,
  containerName: string,
  containerPort: number,
  path: string,
): void {
  const container = containers.find(({ name }) => name === containerName)
  if (container === undefined)
    refuseLoadBalancer(`The container ${containerName.slice(0, 80)} does not exist in the task definition.`, {
      path: `${path}.containerName`,
      expected: `one of ${containers.map(({ name }) => name).join(', ')}`,
      found: show(containerName),
      rule: 'LB-123',
    })
  if (container.portMappings.some((mapping) => mapping.containerPort === containerPort)) return
  refuseLoadBalancer(`The container ${containerName} did not have a container port ${containerPort} defined.`, {
    path: `${path}.containerPort`,
    expected: `one of ${container.portMappings.map((mapping) => mapping.containerPort).join(', ')}`,
    found: String(containerPort),
    rule: 'LB-124',
  })
}

function checkGroup(world: WorldView, arn: string, { networkMode }: Readonly<TaskDefinition>, path: string): void {
  const group = world.tables.targetGroups.get(arn)
  const at = `${path}.targetGroupArn`
  if (group === undefined)
    refuseLoadBalancer(`The target group ${arn.slice(0, 200)} does not exist.`, {
      path: at,
      expected: 'the ARN of a target group',
      found: show(arn),
      rule: 'SV-119',
    })
  if (group.loadBalancerArn === null)
    refuseLoadBalancer(`The target group with targetGroupArn ${arn} does not have an associated load balancer.`, {
      path: at,
      expected: 'a target group that a listener or a rule names',
      rule: 'LB-120',
    })
  checkTargetType(group, networkMode, at)
}

/** An interface of its own has an address; everything else is reached on its instance (SV-120). */
function checkTargetType(
  { arn, targetType }: Readonly<TargetGroup>,
  networkMode: TaskDefinition['networkMode'],
  path: string,
): void {
  const wanted = networkMode === 'awsvpc' ? 'ip' : 'instance'
  if (targetType === wanted) return
  refuseLoadBalancer(
    `The provided target group ${arn} has target type ${targetType}, which is incompatible with the ${networkMode} network mode specified in the task definition.`,
    { path, expected: `target type ${wanted}`, found: targetType, rule: wanted === 'ip' ? 'LB-121' : 'LB-122' },
  )
}

function refuseLoadBalancer(message: string, facts: Parameters<typeof refuse>[2]): never {
  refuse('InvalidParameterException', message, facts)
}
