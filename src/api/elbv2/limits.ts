// How much may hang on one load balancer? (LB-007, LB-008)
import { listenersOf, rulesOf } from '../../balancing/lookup.ts'
import type { ListenerRule, LoadBalancer, RuleAction } from '../../model/balancing.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type { DescribeAccountLimitsOutput } from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import { pageOf } from './pages.ts'
import { parseElbInput } from './parse.ts'

const MOST_RULES = 100
const MOST_GROUPS = 100
export const MOST_BALANCERS = 50
export const MOST_LISTENERS = 50
/** Of a listener, the default one apart. */
export const MOST_CERTIFICATES = 25
export const MOST_TARGET_GROUPS = 3_000
export const MOST_TARGETS = 1_000
/** Target groups that one action of an Application Load Balancer forwards to; of a Network Load Balancer one. */
export const MOST_GROUPS_AN_ACTION = 5
export const MOST_VALUES_A_RULE = 5

/** Those that are held to, and by what name AWS lists them (LB-007). */
const LIMITS: readonly (readonly [name: string, most: (world: WorldView) => number])[] = [
  ['application-load-balancers', () => MOST_BALANCERS],
  ['network-load-balancers', () => MOST_BALANCERS],
  ['target-groups', () => MOST_TARGET_GROUPS],
  ['listeners-per-application-load-balancer', () => MOST_LISTENERS],
  ['listeners-per-network-load-balancer', () => MOST_LISTENERS],
  ['rules-per-application-load-balancer', () => MOST_RULES],
  ['target-groups-per-application-load-balancer', () => MOST_GROUPS],
  ['target-groups-per-action-on-application-load-balancer', () => MOST_GROUPS_AN_ACTION],
  ['target-groups-per-action-on-network-load-balancer', () => 1],
  ['targets-per-target-group', () => MOST_TARGETS],
  ['condition-values-per-alb-rule', () => MOST_VALUES_A_RULE],
  ['condition-wildcards-per-alb-rule', ({ behavior }) => behavior.ruleWildcardLimit],
]

/** @throws ValidationError */
export function describeAccountLimits(world: WorldView, input?: unknown): ElbAnswer<DescribeAccountLimitsOutput> {
  const { items, ...more } = pageOf('DescribeAccountLimits', LIMITS, parseElbInput('DescribeAccountLimits', input))
  return { Limits: items.map(([Name, most]) => ({ Name, Max: String(most(world)) })), ...more }
}

/** Default rules do not count. @throws TooManyRulesException */
export function checkRuleLimit(world: WorldView, balancer: Readonly<LoadBalancer>): void {
  if (rulesUnder(world, balancer).filter(({ priority }) => priority !== null).length < MOST_RULES) return
  refuse('TooManyRulesException', `You have reached the limit of ${MOST_RULES} rules per load balancer.`, {
    path: 'ListenerArn',
    rule: 'LB-008',
  })
}

/** @throws TooManyUniqueTargetGroupsPerLoadBalancerException */
export function checkGroupLimit(world: WorldView, balancer: Readonly<LoadBalancer>, action: RuleAction): void {
  const actions = [...rulesUnder(world, balancer).map((rule) => rule.action), action]
  const groups = actions.flatMap((each) => (each.type === 'forward' ? each.groups : []))
  if (new Set(groups.map(({ targetGroupArn }) => targetGroupArn)).size <= MOST_GROUPS) return
  refuse(
    'TooManyUniqueTargetGroupsPerLoadBalancerException',
    `You have reached the limit of ${MOST_GROUPS} target groups per load balancer.`,
    { path: 'TargetGroupArn', rule: 'LB-008' },
  )
}

function rulesUnder(world: WorldView, { arn }: Readonly<LoadBalancer>): Readonly<ListenerRule>[] {
  return listenersOf(world, arn).flatMap((listener) => rulesOf(world, listener))
}
