// Listeners: a protocol and a port, and what happens to requests that no rule takes (LB-004, LB-008).
import { listenersOf, rulesOf } from '../../balancing/lookup.ts'
import { apply } from '../../engine/apply.ts'
import { reassociate } from '../../engine/associations.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { elbArn } from '../../kernel/arns.ts'
import { hex16 } from '../../kernel/ids.ts'
import type { Listener, ListenerRule, LoadBalancer } from '../../model/balancing.ts'
import { inserted, removed, updated } from '../../model/changes.ts'
import type { JsonRecord } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type {
  CreateListenerOutput,
  DeleteListenerOutput,
  DescribeListenersOutput,
  ModifyListenerOutput,
} from '../shapes/elbv2-types.generated.ts'
import { actionOf } from './actions.ts'
import type { ElbAnswer } from './answer.ts'
import { describeListener } from './describe.ts'
import { getListener, getLoadBalancer } from './find.ts'
import { checkGroupLimit, MOST_LISTENERS } from './limits.ts'
import { checkCertificate } from './listener-certificates.ts'
import { pageOf } from './pages.ts'
import { checkRange, type ElbInput, invalid, parseElbInput, tagsOf } from './parse.ts'
import { checkSslPolicy } from './ssl-policies.ts'

/** @throws LoadBalancerNotFoundException, DuplicateListenerException, TooManyListenersException, ValidationError, and what its action refuses */
export function createListener(world: World, input: unknown): ElbAnswer<CreateListenerOutput> {
  const parsed = parseElbInput('CreateListener', input)
  const balancer = getLoadBalancer(world, parsed.LoadBalancerArn)
  const facts = factsOf(balancer, parsed)
  checkPort(world, balancer, facts.port, null)
  const tags = tagsOf(parsed.Tags)
  const action = actionOf(world, balancer, facts, parsed.DefaultActions, 'DefaultActions')
  if (listenersOf(world, balancer.arn).length >= MOST_LISTENERS)
    refuse(
      'TooManyListenersException',
      `You have reached the limit of ${MOST_LISTENERS} listeners per load balancer.`,
      {
        path: 'LoadBalancerArn',
        rule: 'LB-008',
      },
    )
  checkGroupLimit(world, balancer, action)
  return command(world, 'elbv2.createListener', parsed, (cause) => {
    const stream = world.streams.stream('elb-ids')
    const path = `${balancer.arn.slice(balancer.arn.indexOf('loadbalancer/') + 'loadbalancer/'.length)}/${hex16(stream)}`
    const arn = elbArn(world.realm, `listener/${path}`)
    const row: Listener = { arn, loadBalancerArn: balancer.arn, ...facts, tags }
    const rule: ListenerRule = {
      arn: elbArn(world.realm, `listener-rule/${path}/${hex16(stream)}`),
      listenerArn: arn,
      priority: null,
      conditions: [],
      action,
      tags: [],
    }
    const changes = [
      inserted('listener.created', arn, row, 'LB-004'),
      inserted('listenerRule.created', rule.arn, rule, 'LB-004'),
    ]
    apply(world, { changes, timers: [] }, cause)
    reassociate(world, cause)
    return { Listeners: [describeListener(world, row)] }
  })
}

/** @throws ListenerNotFoundException, DuplicateListenerException, ValidationError, and what its action refuses */
export function modifyListener(world: World, input: unknown): ElbAnswer<ModifyListenerOutput> {
  const parsed = parseElbInput('ModifyListener', input)
  const listener = getListener(world, parsed.ListenerArn)
  const balancer = world.tables.loadBalancers.certain(listener.loadBalancerArn)
  const { Port = listener.port, Protocol = listener.protocol as Protocol } = parsed
  const facts = factsOf(balancer, { ...(listener.kept as object), ...parsed, Port, Protocol })
  checkPort(world, balancer, facts.port, listener.arn)
  const rule = rulesOf(world, listener).at(-1)!
  const action =
    parsed.DefaultActions === undefined
      ? null
      : actionOf(world, balancer, facts, parsed.DefaultActions, 'DefaultActions')
  if (action !== null) checkGroupLimit(world, balancer, action)
  return command(world, 'elbv2.modifyListener', parsed, (cause) => {
    const changes = [
      updated('listener.updated', listener.arn, { ...facts, ...withoutCertificates(listener, facts) }, 'LB-016'),
    ]
    if (action !== null) changes.push(updated('listenerRule.updated', rule.arn, { action }, 'LB-016'))
    apply(world, { changes, timers: [] }, cause)
    reassociate(world, cause)
    return { Listeners: [describeListener(world, world.tables.listeners.certain(listener.arn))] }
  })
}

/** @throws LoadBalancerNotFoundException, ListenerNotFoundException, ValidationError */
export function describeListeners(world: WorldView, input: unknown): ElbAnswer<DescribeListenersOutput> {
  const parsed = parseElbInput('DescribeListeners', input)
  const { LoadBalancerArn: balancer, ListenerArns: arns } = parsed
  if ((balancer === undefined) === (arns === undefined))
    invalid('ListenerArns', 'either a load balancer or listeners', arns, 'LB-004')
  const rows =
    arns?.map((arn) => getListener(world, arn)) ?? listenersOf(world, getLoadBalancer(world, balancer as string).arn)
  const { items, ...more } = pageOf('DescribeListeners', rows, parsed)
  return { Listeners: items.map((row) => describeListener(world, row)), ...more }
}

/** Its rules go with it. @throws ListenerNotFoundException */
export function deleteListener(world: World, input: unknown): ElbAnswer<DeleteListenerOutput> {
  const parsed = parseElbInput('DeleteListener', input)
  const listener = getListener(world, parsed.ListenerArn)
  return command(world, 'elbv2.deleteListener', parsed, (cause) => {
    const rules = rulesOf(world, listener).map(({ arn }) => removed('listenerRule.dropped', arn, 'LB-005'))
    const changes = [...rules, removed('listener.dropped', listener.arn, 'LB-005')]
    apply(world, { changes, timers: [] }, cause)
    reassociate(world, cause)
    return {}
  })
}

type Protocol = NonNullable<ElbInput<'CreateListener'>['Protocol']>
type Given = Pick<
  ElbInput<'ModifyListener'>,
  'Port' | 'Protocol' | 'SslPolicy' | 'Certificates' | 'AlpnPolicy' | 'MutualAuthentication'
>

const PROTOCOLS: Readonly<Record<LoadBalancer['type'], readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP'],
}

function factsOf(balancer: Readonly<LoadBalancer>, given: Given): Pick<Listener, 'port' | 'protocol' | 'kept'> {
  const { Port: port, Protocol: protocol, SslPolicy, Certificates, AlpnPolicy, MutualAuthentication } = given
  const allowed = PROTOCOLS[balancer.type]
  if (protocol === undefined || !allowed.includes(protocol))
    return invalid('Protocol', `one of ${allowed.join(', ')}`, protocol, 'LB-004')
  if (port === undefined) return invalid('Port', 'a port', undefined, 'LB-004')
  checkRange('Port', port, 1, 65_535, 'LB-004')
  if (MutualAuthentication !== undefined)
    notSimulated('MutualAuthentication', 'mutual authentication', MutualAuthentication)
  const isSecure = protocol === 'HTTPS' || protocol === 'TLS'
  if (isSecure && (Certificates?.length !== 1 || Certificates[0]?.CertificateArn === undefined))
    invalid('Certificates', `exactly one certificate, with the protocol ${protocol}`, Certificates, 'LB-004')
  for (const [index, certificate] of (Certificates ?? []).entries())
    checkCertificate(certificate, `Certificates[${index}]`)
  checkSslPolicy(SslPolicy)
  const kept = isSecure
    ? {
        Certificates: [{ CertificateArn: Certificates![0]!.CertificateArn }],
        SslPolicy: SslPolicy ?? 'ELBSecurityPolicy-2016-08',
        ...(AlpnPolicy === undefined ? {} : { AlpnPolicy }),
      }
    : {}
  return { port, protocol, kept: kept as JsonRecord }
}

/** With the default certificate the others go. */
function withoutCertificates(
  { certificates = [] }: Readonly<Listener>,
  { kept }: Pick<Listener, 'kept'>,
): Partial<Listener> {
  return certificates.length > 0 && kept.Certificates === undefined ? { certificates: [] } : {}
}

function checkPort(world: WorldView, balancer: Readonly<LoadBalancer>, port: number, own: string | null): void {
  const twin = listenersOf(world, balancer.arn).find((other) => other.port === port && other.arn !== own)
  if (twin === undefined) return
  refuse('DuplicateListenerException', 'A listener already exists on this port for this load balancer', {
    path: 'Port',
    expected: 'a port without a listener',
    found: String(port),
    rule: 'LB-004',
  })
}
