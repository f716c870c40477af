// Load balancers: create, describe, delete (LB-001…LB-008).
import { apply } from '../../engine/apply.ts'
import { reassociate } from '../../engine/associations.ts'
import { command } from '../../engine/command.ts'
import { findSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { elbArn } from '../../kernel/arns.ts'
import { digits19, hex16 } from '../../kernel/ids.ts'
import type { BalancerZone, LoadBalancer, LoadBalancerType } from '../../model/balancing.ts'
import { type Change, inserted, removed } from '../../model/changes.ts'
import type { JsonRecord } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type {
  CreateLoadBalancerOutput,
  DeleteLoadBalancerOutput,
  DescribeLoadBalancersOutput,
} from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import { usualBalancerAttributes } from './attribute-tables.ts'
import { refuseUnsimulated, subnetsOf, zonesOf } from './balancer-subnets.ts'
import { describeLoadBalancer } from './describe.ts'
import { getLoadBalancer } from './find.ts'
import { MOST_BALANCERS } from './limits.ts'
import { pageOf } from './pages.ts'
import { checkName, type ElbInput, invalid, parseElbInput, tagsOf } from './parse.ts'

type Input = ElbInput<'CreateLoadBalancer'>

/** @throws DuplicateLoadBalancerNameException, TooManyLoadBalancersException, ValidationError, UnsupportedFeatureException */
export function createLoadBalancer(world: World, input: unknown): ElbAnswer<CreateLoadBalancerOutput> {
  const parsed = parseElbInput('CreateLoadBalancer', input)
  const { Name: name, Type: type = 'application', Scheme: scheme = 'internet-facing' } = parsed
  checkName('Name', name)
  if (name.startsWith('internal-')) invalid('Name', 'a name that does not begin with internal-', name, 'LB-006')
  if (type === 'gateway') notSimulated('Type', 'a Gateway Load Balancer', type, 'LB-001')
  refuseUnsimulated(parsed)
  const tags = tagsOf(parsed.Tags)
  const subnets = subnetsOf(world, type, parsed)
  const known = [...world.tables.loadBalancers.values()].find((balancer) => balancer.name === name)
  const zones = zonesOf(type, subnets, parsed)
  if (known !== undefined) return { LoadBalancers: [sameBalancer(known, type, scheme, zones)] }
  if ([...world.tables.loadBalancers.values()].filter((other) => other.type === type).length >= MOST_BALANCERS)
    refuse(
      'TooManyLoadBalancersException',
      `You have reached the limit of ${MOST_BALANCERS} load balancers of this type.`,
      {
        path: 'Name',
        rule: 'LB-008',
      },
    )
  return command(world, 'elbv2.createLoadBalancer', parsed, (cause) => {
    findSubnets(
      world,
      zones.map(({ subnetId }) => subnetId),
      cause,
    )
    const facts = { name, type, scheme, zones, vpcId: subnets[0]!.vpcId, tags }
    const row = newBalancer(world, facts, parsed)
    apply(world, { changes: [inserted('loadBalancer.created', row.arn, row, 'LB-002')], timers: [] }, cause)
    return { LoadBalancers: [describeLoadBalancer(row)] }
  })
}

export function describeLoadBalancers(world: WorldView, input?: unknown): ElbAnswer<DescribeLoadBalancersOutput> {
  const parsed = parseElbInput('DescribeLoadBalancers', input)
  const { LoadBalancerArns: arns, Names: names } = parsed
  if (arns !== undefined && names !== undefined) invalid('Names', 'either ARNs or names', names, 'LB-006')
  const all = [...world.tables.loadBalancers.values()]
  const named = names?.map((name) => all.find((row) => row.name === name) ?? notFound(name))
  const rows = arns?.map((arn) => getLoadBalancer(world, arn)) ?? named ?? all
  const { items, ...more } = pageOf('DescribeLoadBalancers', rows, parsed)
  return { LoadBalancers: items.map(describeLoadBalancer), ...more }
}

/** Its listeners and rules go with it; target groups stay, out of use (LB-005). One that is not there is no error. */
export function deleteLoadBalancer(world: World, input: unknown): ElbAnswer<DeleteLoadBalancerOutput> {
  const parsed = parseElbInput('DeleteLoadBalancer', input)
  const row = world.tables.loadBalancers.get(parsed.LoadBalancerArn)
  if (row?.attributes['deletion_protection.enabled'] === 'true')
    refuse(
      'OperationNotPermittedException',
      `Load balancer '${row.arn}' cannot be deleted because deletion protection is enabled.`,
      {
        path: 'LoadBalancerArn',
        rule: 'LB-005',
      },
    )
  return command(world, 'elbv2.deleteLoadBalancer', parsed, (cause) => {
    if (row === undefined) return {}
    const changes = listenersWithRules(world, row)
    apply(world, { changes: [...changes], timers: [] }, cause)
    reassociate(world, cause)
    apply(world, { changes: [removed('loadBalancer.dropped', row.arn, 'LB-005')], timers: [] }, cause)
    return {}
  })
}

function listenersWithRules({ tables }: WorldView, { arn }: Readonly<LoadBalancer>): Change[] {
  const listeners = [...tables.listeners.values()].filter(({ loadBalancerArn }) => loadBalancerArn === arn)
  return listeners.flatMap((listener) => [
    ...[...tables.listenerRules.values()]
      .filter(({ listenerArn }) => listenerArn === listener.arn)
      .map((rule) => removed('listenerRule.dropped', rule.arn, 'LB-005')),
    removed('listener.dropped', listener.arn, 'LB-005'),
  ])
}

function notFound(name: string): never {
  refuse('LoadBalancerNotFoundException', `Load balancers '[${name.slice(0, 80)}]' not found`, {
    path: 'Names',
    found: name.slice(0, 80),
    rule: 'LB-006',
  })
}

/** The same name with the same settings is the same load balancer. */
function sameBalancer(
  known: Readonly<LoadBalancer>,
  type: LoadBalancerType,
  scheme: LoadBalancer['scheme'],
  zones: readonly BalancerZone[],
): ReturnType<typeof describeLoadBalancer> {
  const isSame =
    known.type === type &&
    known.scheme === scheme &&
    known.zones.length === zones.length &&
    zones.every(({ subnetId }) => known.zones.some((zone) => zone.subnetId === subnetId))
  if (isSame) return describeLoadBalancer(known)
  return refuse(
    'DuplicateLoadBalancerNameException',
    `A load balancer with the same name '${known.name}' exists, but with different settings`,
    { path: 'Name', found: known.name, rule: 'LB-006' },
  )
}

type Facts = Pick<LoadBalancer, 'name' | 'type' | 'scheme' | 'zones' | 'vpcId' | 'tags'>

function newBalancer(world: World, facts: Facts, { SecurityGroups = [] }: Input): LoadBalancer {
  const stream = world.streams.stream('elb-ids')
  const id = hex16(stream)
  const { name, type, scheme } = facts
  const isApplication = type === 'application'
  const { region } = world.realm
  const label = `${scheme === 'internal' && isApplication ? 'internal-' : ''}${name}`
  return {
    arn: elbArn(world.realm, `loadbalancer/${isApplication ? 'app' : 'net'}/${name}/${id}`),
    dnsName: isApplication
      ? `${label}-${digits19(stream).slice(0, 10)}.${region}.elb.amazonaws.com`
      : `${label}-${id}.elb.${region}.amazonaws.com`,
    ...facts,
    securityGroups: SecurityGroups,
    createdAtMs: world.nowMs,
    attributes: usualBalancerAttributes(type),
    kept: {} as JsonRecord,
  }
}
