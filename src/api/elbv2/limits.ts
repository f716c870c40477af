// How much may hang on one load balancer? (LB-007, LB-008)
import { listenersOf, rulesOf } from '../../balancing/lookup.ts'
import type { ListenerRule, LoadBalancer, RuleAction } from '../../model/balancing.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'

const MOST_RULES = 100
const MOST_GROUPS = 100

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
