// What may a rule do with a request: forward it, redirect it, answer it itself? (LB-030…LB-036)
import type {
  FixedResponseAction,
  ForwardAction,
  Listener,
  LoadBalancer,
  RedirectAction,
  RuleAction,
  TargetGroup,
} from '../../model/balancing.ts'
import type { WorldView } from '../../model/view.ts'
import { notSimulated, refuse } from '../refuse.ts'
import { getTargetGroup } from './find.ts'
import { isPort } from './health-check.ts'
import { MOST_GROUPS_AN_ACTION } from './limits.ts'
import { checkRange, type ElbInput, invalid } from './parse.ts'

type AwsAction = ElbInput<'CreateRule'>['Actions'][number]
export type ListenerFacts = Pick<Listener, 'protocol' | 'port'>

/** @throws ValidationError, TooManyActionsException, TargetGroupNotFoundException, TargetGroupAssociationLimitException, … */
export function actionOf(
  world: WorldView,
  balancer: Readonly<LoadBalancer>,
  listener: ListenerFacts,
  actions: readonly AwsAction[],
  path: string,
): RuleAction {
  for (const [index, { Type }] of actions.entries()) {
    if (Type !== 'forward' && Type !== 'redirect' && Type !== 'fixed-response')
      notSimulated(`${path}[${index}].Type`, `the action ${Type}`, Type, 'LB-030')
  }
  const [action] = actions
  if (action === undefined || actions.length > 1)
    return invalid(path, 'exactly one of forward, redirect and fixed-response', `${actions.length} actions`, 'LB-030')
  checkRange(`${path}[0].Order`, action.Order, 1, 50_000, 'LB-030')
  if (balancer.type === 'network' && action.Type !== 'forward')
    invalid(`${path}[0].Type`, 'forward, with a Network Load Balancer', action.Type, 'LB-040')
  const at = `${path}[0]`
  checkConfigs(action, at)
  if (action.Type === 'redirect') return redirectOf(action, listener, at)
  if (action.Type === 'fixed-response') return fixedResponseOf(action, at)
  return forwardOf(world, balancer, listener, action, at)
}

const CONFIGS: Readonly<Record<string, readonly (keyof AwsAction)[]>> = {
  forward: ['TargetGroupArn', 'ForwardConfig'],
  redirect: ['RedirectConfig'],
  'fixed-response': ['FixedResponseConfig'],
}

/** What belongs to another type of action is not swallowed. */
function checkConfigs(action: AwsAction, path: string): void {
  for (const member of ['AuthenticateOidcConfig', 'AuthenticateCognitoConfig', 'JwtValidationConfig'] as const)
    if (action[member] !== undefined)
      notSimulated(`${path}.${member}`, 'actions that authenticate', action[member], 'LB-030')
  for (const [type, members] of Object.entries(CONFIGS))
    for (const member of type === action.Type ? [] : members)
      if (action[member] !== undefined)
        invalid(`${path}.${member}`, `none with an action of type ${action.Type}`, action[member], 'LB-030')
}

function forwardOf(
  world: WorldView,
  balancer: Readonly<LoadBalancer>,
  listener: ListenerFacts,
  action: AwsAction,
  path: string,
): ForwardAction {
  const { TargetGroupArn: single, ForwardConfig: config } = action
  const tuples = config?.TargetGroups ?? (single === undefined ? [] : [{ TargetGroupArn: single }])
  const isSingle = config?.TargetGroups === undefined
  const at = isSingle ? path : `${path}.ForwardConfig.TargetGroups`
  if (tuples.length === 0) invalid(at, 'a target group', undefined, 'LB-031')
  const most = balancer.type === 'network' ? 1 : MOST_GROUPS_AN_ACTION
  if (tuples.length > most)
    refuse('TooManyActionsException', `${at}: expected at most ${most} target groups.`, {
      path: at,
      found: `${tuples.length} target groups`,
      rule: 'LB-031',
    })
  if (single !== undefined && (tuples.length > 1 || tuples[0]!.TargetGroupArn !== single))
    invalid(`${path}.TargetGroupArn`, 'the one group of ForwardConfig', single, 'LB-031')
  const groups = tuples.map(({ TargetGroupArn = '', Weight = 1 }, index) => {
    checkRange(`${at}[${index}].Weight`, Weight, 0, 999, 'LB-031')
    const group = `${isSingle ? at : `${at}[${index}]`}.TargetGroupArn`
    checkGroup(getTargetGroup(world, TargetGroupArn), balancer, listener, group)
    return { targetGroupArn: TargetGroupArn, weight: Weight }
  })
  if (new Set(groups.map(({ targetGroupArn }) => targetGroupArn)).size < groups.length)
    invalid(at, 'no target group twice', `${groups.length} groups`, 'LB-031')
  return { type: 'forward', groups, stickinessSeconds: stickinessOf(world, action, groups, path) }
}

/** Needed when several groups stand there and one of them is sticky itself (LB-033). */
function stickinessOf(
  world: WorldView,
  { ForwardConfig: config }: AwsAction,
  groups: ForwardAction['groups'],
  path: string,
): number | null {
  const { Enabled = false, DurationSeconds } = config?.TargetGroupStickinessConfig ?? {}
  const at = `${path}.ForwardConfig.TargetGroupStickinessConfig`
  checkRange(`${at}.DurationSeconds`, DurationSeconds, 1, 604_800, 'LB-033')
  if (Enabled) return DurationSeconds ?? invalid(`${at}.DurationSeconds`, 'a duration', undefined, 'LB-033')
  const isSticky = groups.some(
    ({ targetGroupArn }) => getTargetGroup(world, targetGroupArn).attributes['stickiness.enabled'] === 'true',
  )
  if (groups.length > 1 && isSticky)
    refuse(
      'InvalidLoadBalancerActionException',
      `${at}: target group stickiness is needed, because a target group is sticky.`,
      {
        path: `${at}.Enabled`,
        expected: 'true',
        found: 'false',
        rule: 'LB-033',
      },
    )
  return null
}

const NETWORK_PAIRS: Readonly<Record<string, readonly string[]>> = {
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
}

/** Of this VPC and kind, and of no other load balancer (LB-005, TG-005). */
function checkGroup(
  group: Readonly<TargetGroup>,
  balancer: Readonly<LoadBalancer>,
  { protocol }: ListenerFacts,
  path: string,
): void {
  const allowed = balancer.type === 'application' ? ['HTTP', 'HTTPS'] : (NETWORK_PAIRS[protocol] ?? [])
  if (!allowed.includes(group.protocol))
    refuse(
      'IncompatibleProtocolsException',
      `The target group protocol ${group.protocol} does not go with the listener protocol ${protocol}.`,
      {
        path,
        expected: `a target group of ${allowed.join(' or ')}`,
        found: group.protocol,
        rule: 'TG-005',
      },
    )
  if (group.loadBalancerArn !== null && group.loadBalancerArn !== balancer.arn)
    refuse(
      'TargetGroupAssociationLimitException',
      `The following target groups cannot be associated with more than one load balancer: ${group.arn}`,
      {
        path,
        rule: 'LB-005',
      },
    )
  if (group.vpcId !== balancer.vpcId)
    refuse('InvalidConfigurationRequestException', 'The target group and the load balancer are in different VPCs.', {
      path,
      expected: balancer.vpcId,
      found: group.vpcId,
      rule: 'LB-12E',
    })
}

function redirectOf({ RedirectConfig: config }: AwsAction, listener: ListenerFacts, path: string): RedirectAction {
  const at = `${path}.RedirectConfig`
  if (config === undefined) return invalid(at, 'where to redirect to', undefined, 'LB-034')
  const {
    StatusCode,
    Protocol: protocol = '#{protocol}',
    Host: host = '#{host}',
    Port: port = '#{port}',
    Path: path_ = '/#{path}',
    Query: query = '#{query}',
  } = config
  if (!['HTTP', 'HTTPS', '#{protocol}'].includes(protocol))
    invalid(`${at}.Protocol`, 'HTTP, HTTPS or #{protocol}', protocol, 'LB-034')
  if (protocol === 'HTTP' && listener.protocol === 'HTTPS')
    invalid(`${at}.Protocol`, 'no way back from HTTPS to HTTP', protocol, 'LB-034')
  if (port !== '#{port}' && !isPort(port)) invalid(`${at}.Port`, 'a port, or #{port}', port, 'LB-034')
  if (host.length < 1 || host.length > 128) invalid(`${at}.Host`, '1 to 128 characters', host, 'LB-034')
  if (!path_.startsWith('/') || path_.length > 128)
    invalid(`${at}.Path`, '1 to 128 characters that begin with /', path_, 'LB-034')
  if (query.length > 128) invalid(`${at}.Query`, 'at most 128 characters', query, 'LB-034')
  const leadsBack =
    (protocol === '#{protocol}' || protocol === listener.protocol) &&
    (port === '#{port}' || port === String(listener.port)) &&
    host === '#{host}' &&
    path_ === '/#{path}'
  if (leadsBack) invalid(at, 'another protocol, host, port or path', 'none of them changed', 'LB-034')
  return {
    type: 'redirect',
    statusCode: StatusCode === 'HTTP_301' ? 301 : 302,
    protocol,
    host,
    port,
    path: path_,
    query,
  }
}

const CONTENT_TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json']

function fixedResponseOf({ FixedResponseConfig: config }: AwsAction, path: string): FixedResponseAction {
  const at = `${path}.FixedResponseConfig`
  if (config === undefined) return invalid(at, 'what to answer', undefined, 'LB-035')
  const { StatusCode, MessageBody = null, ContentType = null } = config
  if (!/^[245]\d\d$/.test(StatusCode)) invalid(`${at}.StatusCode`, '2XX, 4XX or 5XX', StatusCode, 'LB-035')
  if (MessageBody !== null && MessageBody.length > 1_024)
    invalid(`${at}.MessageBody`, 'at most 1024 characters', MessageBody, 'LB-035')
  if (ContentType !== null && !CONTENT_TYPES.includes(ContentType))
    invalid(`${at}.ContentType`, `one of ${CONTENT_TYPES.join(', ')}`, ContentType, 'LB-035')
  return { type: 'fixed-response', statusCode: Number(StatusCode), messageBody: MessageBody, contentType: ContentType }
}
