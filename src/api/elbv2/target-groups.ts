// Target groups: create, change, describe, delete (LB-005…LB-007, TG-001…TG-029).
import { planRecheck } from '../../balancing/targets.ts'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { targetsIn } from '../../engine/groups.ts'
import type { World } from '../../engine/world.ts'
import { elbArn } from '../../kernel/arns.ts'
import { hex16 } from '../../kernel/ids.ts'
import type { LoadBalancerType, TargetGroup } from '../../model/balancing.ts'
import { inserted, removed, updated } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type {
  CreateTargetGroupOutput,
  DeleteTargetGroupOutput,
  DescribeTargetGroupsOutput,
  ModifyTargetGroupOutput,
} from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import { usualGroupAttributes } from './attribute-tables.ts'
import { describeTargetGroup } from './describe.ts'
import { getLoadBalancer, getTargetGroup } from './find.ts'
import { healthCheckOf } from './health-check.ts'
import { MOST_TARGET_GROUPS } from './limits.ts'
import { pageOf } from './pages.ts'
import { checkName, checkRange, type ElbInput, invalid, parseElbInput, tagsOf } from './parse.ts'

const NETWORK_PROTOCOLS = ['TCP', 'TLS', 'UDP', 'TCP_UDP']

/** @throws DuplicateTargetGroupNameException, TooManyTargetGroupsException, ValidationError, UnsupportedFeatureException */
export function createTargetGroup(world: World, input: unknown): ElbAnswer<CreateTargetGroupOutput> {
  const parsed = parseElbInput('CreateTargetGroup', input)
  checkName('Name', parsed.Name)
  const facts = factsOf(parsed)
  const tags = tagsOf(parsed.Tags)
  const healthCheck = healthCheckOf(parsed, facts.balancer, null)
  const known = [...world.tables.targetGroups.values()].find(({ name }) => name === parsed.Name)
  if (known !== undefined) return { TargetGroups: [sameGroup(known, { ...facts, healthCheck })] }
  if (world.tables.targetGroups.size >= MOST_TARGET_GROUPS)
    refuse('TooManyTargetGroupsException', `You have reached the limit of ${MOST_TARGET_GROUPS} target groups.`, {
      path: 'Name',
      rule: 'LB-008',
    })
  return command(world, 'elbv2.createTargetGroup', parsed, (cause) => {
    const { Name: name } = parsed
    const row: TargetGroup = {
      arn: elbArn(world.realm, `targetgroup/${name}/${hex16(world.streams.stream('elb-ids'))}`),
      name,
      ...facts,
      healthCheck,
      attributes: usualGroupAttributes(facts.balancer),
      loadBalancerArn: null,
      tags,
      kept: facts.balancer === 'application' ? { ProtocolVersion: 'HTTP1' } : {},
    }
    apply(world, { changes: [inserted('targetGroup.created', row.arn, row, 'TG-001')], timers: [] }, cause)
    return { TargetGroups: [describeTargetGroup(row)] }
  })
}

/** State and counters of its targets stay; the new interval begins now (TG-107). @throws TargetGroupNotFoundException, ValidationError */
export function modifyTargetGroup(world: World, input: unknown): ElbAnswer<ModifyTargetGroupOutput> {
  const parsed = parseElbInput('ModifyTargetGroup', input)
  const before = getTargetGroup(world, parsed.TargetGroupArn)
  const healthCheck = healthCheckOf(parsed, before.balancer, before.healthCheck)
  const old = { ...before }
  return command(world, 'elbv2.modifyTargetGroup', parsed, (cause) => {
    const change = updated('targetGroup.updated', old.arn, { healthCheck }, 'TG-107')
    apply(world, { changes: [change], timers: [] }, cause)
    const after = world.tables.targetGroups.certain(old.arn)
    for (const target of targetsIn(world, old.arn)) {
      const plan = planRecheck(old, after, target, world)
      if (plan !== null) apply(world, plan, cause)
    }
    return { TargetGroups: [describeTargetGroup(after)] }
  })
}

/** @throws LoadBalancerNotFoundException, TargetGroupNotFoundException, ValidationError */
export function describeTargetGroups(world: WorldView, input?: unknown): ElbAnswer<DescribeTargetGroupsOutput> {
  const parsed = parseElbInput('DescribeTargetGroups', input)
  const { LoadBalancerArn: balancer, TargetGroupArns: arns, Names: names } = parsed
  if ([balancer, arns, names].filter((given) => given !== undefined).length > 1)
    invalid('TargetGroupArns', 'one of a load balancer, ARNs or names', arns ?? names, 'LB-005')
  if (balancer !== undefined) getLoadBalancer(world, balancer)
  const all = [...world.tables.targetGroups.values()]
  const named = names?.map((name) => all.find((row) => row.name === name) ?? notFound(name))
  const rows =
    arns?.map((arn) => getTargetGroup(world, arn)) ??
    named ??
    (balancer === undefined ? all : all.filter(({ loadBalancerArn }) => loadBalancerArn === balancer))
  const { items, ...more } = pageOf('DescribeTargetGroups', rows, parsed)
  return { TargetGroups: items.map(describeTargetGroup), ...more }
}

/** One that a rule names stays (LB-005); one that is not there is no error. @throws ResourceInUseException */
export function deleteTargetGroup(world: World, input: unknown): ElbAnswer<DeleteTargetGroupOutput> {
  const parsed = parseElbInput('DeleteTargetGroup', input)
  const group = world.tables.targetGroups.get(parsed.TargetGroupArn)
  if (group !== undefined && group.loadBalancerArn !== null)
    refuse('ResourceInUseException', `Target group '${group.arn}' is currently in use by a listener or a rule`, {
      path: 'TargetGroupArn',
      rule: 'LB-005',
    })
  return command(world, 'elbv2.deleteTargetGroup', parsed, (cause) => {
    if (group === undefined) return {}
    const targets = targetsIn(world, group.arn).map(({ id }) => removed('target.dropped', id, 'LB-005'))
    apply(world, { changes: [...targets, removed('targetGroup.dropped', group.arn, 'LB-005')], timers: [] }, cause)
    return {}
  })
}

type Facts = Pick<TargetGroup, 'balancer' | 'protocol' | 'port' | 'vpcId' | 'targetType'>

function factsOf(parsed: ElbInput<'CreateTargetGroup'>): Facts {
  const { TargetType: targetType = 'instance', Protocol: protocol, Port: port, VpcId: vpcId, ProtocolVersion } = parsed
  if (targetType !== 'instance' && targetType !== 'ip')
    return notSimulated('TargetType', `a target group of type ${targetType}`, targetType, 'TG-001')
  if (protocol === undefined) return invalid('Protocol', 'a protocol', undefined, 'TG-002')
  if (port === undefined) return invalid('Port', 'a port', undefined, 'TG-002')
  checkRange('Port', port, 1, 65_535, 'TG-002')
  if (vpcId === undefined) return invalid('VpcId', 'the id of a VPC', undefined, 'TG-001')
  if (!/^vpc-[\w-]{1,100}$/.test(vpcId)) invalid('VpcId', 'the id of a VPC', vpcId, 'TG-001')
  if (ProtocolVersion !== undefined && ProtocolVersion !== 'HTTP1')
    notSimulated('ProtocolVersion', `the protocol version ${ProtocolVersion.slice(0, 20)}`, ProtocolVersion, 'LB-036')
  if (parsed.IpAddressType === 'ipv6') notSimulated('IpAddressType', 'IPv6', 'ipv6')
  if (parsed.TargetControlPort !== undefined)
    notSimulated('TargetControlPort', 'target optimizers', parsed.TargetControlPort)
  return { balancer: balancerOf(protocol), protocol, port, vpcId, targetType }
}

function balancerOf(protocol: string): LoadBalancerType {
  if (protocol === 'HTTP' || protocol === 'HTTPS') return 'application'
  if (NETWORK_PROTOCOLS.includes(protocol)) return 'network'
  return notSimulated('Protocol', `target groups of ${protocol}`, protocol, 'TG-002')
}

function sameGroup(known: Readonly<TargetGroup>, wish: Facts & Pick<TargetGroup, 'healthCheck'>) {
  const isSame = (Object.keys(wish) as (keyof typeof wish)[]).every(
    (field) => JSON.stringify(known[field]) === JSON.stringify(wish[field]),
  )
  if (isSame) return describeTargetGroup(known)
  return refuse(
    'DuplicateTargetGroupNameException',
    `A target group with the same name '${known.name}' exists, but with different settings`,
    { path: 'Name', found: known.name, rule: 'LB-006' },
  )
}

function notFound(name: string): never {
  refuse('TargetGroupNotFoundException', `One or more target groups not found: ${name.slice(0, 80)}`, {
    path: 'Names',
    found: name.slice(0, 80),
    rule: 'LB-005',
  })
}
