// Rules of a listener: which request goes where, in order of priority (LB-010…LB-016).
import { rulesOf } from '../../balancing/lookup.ts'
import { apply } from '../../engine/apply.ts'
import { reassociate } from '../../engine/associations.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { hex16 } from '../../kernel/ids.ts'
import type { Listener, ListenerRule } from '../../model/balancing.ts'
import { inserted, removed, updated } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type {
  CreateRuleOutput,
  DeleteRuleOutput,
  DescribeRulesOutput,
  ModifyRuleOutput,
  SetRulePrioritiesOutput,
} from '../shapes/elbv2-types.generated.ts'
import { actionOf } from './actions.ts'
import type { ElbAnswer } from './answer.ts'
import { conditionsOf } from './conditions.ts'
import { describeRule } from './describe.ts'
import { getListener, getRule } from './find.ts'
import { checkGroupLimit, checkRuleLimit } from './limits.ts'
import { pageOf } from './pages.ts'
import { checkRange, invalid, parseElbInput, tagsOf } from './parse.ts'

/** @throws ListenerNotFoundException, PriorityInUseException, TooManyRulesException, ValidationError, and what its action refuses */
export function createRule(world: World, input: unknown): ElbAnswer<CreateRuleOutput> {
  const parsed = parseElbInput('CreateRule', input)
  const listener = getListener(world, parsed.ListenerArn)
  const balancer = world.tables.loadBalancers.certain(listener.loadBalancerArn)
  if (balancer.type === 'network')
    invalid('ListenerArn', 'a listener of an Application Load Balancer', listener.arn, 'LB-040')
  if (parsed.Transforms !== undefined) notSimulated('Transforms', 'transforms', parsed.Transforms, 'LB-017')
  const tags = tagsOf(parsed.Tags)
  const { Priority: priority } = parsed
  checkRange('Priority', priority, 1, 50_000, 'LB-011')
  const conditions = conditionsOf(parsed.Conditions, world.behavior.ruleWildcardLimit)
  const action = actionOf(world, balancer, listener, parsed.Actions, 'Actions')
  checkFree(world, listener, priority)
  checkRuleLimit(world, balancer)
  checkGroupLimit(world, balancer, action)
  return command(world, 'elbv2.createRule', parsed, (cause) => {
    const arn = `${listener.arn.replace(':listener/', ':listener-rule/')}/${hex16(world.streams.stream('elb-ids'))}`
    const row: ListenerRule = { arn, listenerArn: listener.arn, priority, conditions, action, tags }
    apply(world, { changes: [inserted('listenerRule.created', arn, row, 'LB-010')], timers: [] }, cause)
    reassociate(world, cause)
    return { Rules: [describeRule(row)] }
  })
}

/** What is not given stays; it counts for the next request (LB-016). @throws RuleNotFoundException, OperationNotPermittedException, … */
export function modifyRule(world: World, input: unknown): ElbAnswer<ModifyRuleOutput> {
  const parsed = parseElbInput('ModifyRule', input)
  const rule = getRule(world, parsed.RuleArn)
  if (parsed.Transforms !== undefined) notSimulated('Transforms', 'transforms', parsed.Transforms, 'LB-017')
  const listener = world.tables.listeners.certain(rule.listenerArn)
  const balancer = world.tables.loadBalancers.certain(listener.loadBalancerArn)
  if (rule.priority === null) refuseDefault('Default rules cannot be modified by ModifyRule; use ModifyListener.')
  const { Conditions, Actions } = parsed
  const set: Partial<ListenerRule> = {
    ...(Conditions === undefined ? {} : { conditions: conditionsOf(Conditions, world.behavior.ruleWildcardLimit) }),
    ...(Actions === undefined ? {} : { action: actionOf(world, balancer, listener, Actions, 'Actions') }),
  }
  if (set.action !== undefined) checkGroupLimit(world, balancer, set.action)
  return command(world, 'elbv2.modifyRule', parsed, (cause) => {
    apply(world, { changes: [updated('listenerRule.updated', rule.arn, set, 'LB-016')], timers: [] }, cause)
    reassociate(world, cause)
    return { Rules: [describeRule(world.tables.listenerRules.certain(rule.arn))] }
  })
}

/** @throws RuleNotFoundException, OperationNotPermittedException for a default rule */
export function deleteRule(world: World, input: unknown): ElbAnswer<DeleteRuleOutput> {
  const parsed = parseElbInput('DeleteRule', input)
  const rule = getRule(world, parsed.RuleArn)
  if (rule.priority === null) refuseDefault('Default rule cannot be deleted')
  return command(world, 'elbv2.deleteRule', parsed, (cause) => {
    apply(world, { changes: [removed('listenerRule.dropped', rule.arn, 'LB-016')], timers: [] }, cause)
    reassociate(world, cause)
    return {}
  })
}

/** By ascending priority, the default rule last. @throws ListenerNotFoundException, RuleNotFoundException, ValidationError */
export function describeRules(world: WorldView, input: unknown): ElbAnswer<DescribeRulesOutput> {
  const parsed = parseElbInput('DescribeRules', input)
  const { ListenerArn: listener, RuleArns: arns } = parsed
  if ((listener === undefined) === (arns === undefined))
    invalid('RuleArns', 'either a listener or rules', arns, 'LB-010')
  const rows = arns?.map((arn) => getRule(world, arn)) ?? rulesOf(world, getListener(world, listener as string))
  const { items, ...more } = pageOf('DescribeRules', rows, parsed)
  return { Rules: items.map(describeRule), ...more }
}

/** All of them at once, or none (LB-011). @throws RuleNotFoundException, PriorityInUseException, OperationNotPermittedException */
export function setRulePriorities(world: World, input: unknown): ElbAnswer<SetRulePrioritiesOutput> {
  const parsed = parseElbInput('SetRulePriorities', input)
  if (parsed.RulePriorities.length === 0) invalid('RulePriorities', 'at least one rule', '0 rules', 'LB-011')
  const pairs = parsed.RulePriorities.map(({ RuleArn = '', Priority }, index) => {
    const rule = getRule(world, RuleArn)
    if (rule.priority === null) refuseDefault('Default rule priority cannot be modified')
    if (Priority === undefined) return invalid(`RulePriorities[${index}].Priority`, 'a priority', undefined, 'LB-011')
    checkRange(`RulePriorities[${index}].Priority`, Priority, 1, 50_000, 'LB-011')
    return { rule, priority: Priority }
  })
  checkDistinct(world, pairs)
  return command(world, 'elbv2.setRulePriorities', parsed, (cause) => {
    const changes = pairs.map(({ rule, priority }) => updated('listenerRule.updated', rule.arn, { priority }, 'LB-011'))
    apply(world, { changes, timers: [] }, cause)
    return { Rules: pairs.map(({ rule }) => describeRule(world.tables.listenerRules.certain(rule.arn))) }
  })
}

interface Pair {
  readonly rule: Readonly<ListenerRule>
  readonly priority: number
}

/** No two rules of a listener have one priority afterwards. */
function checkDistinct(world: WorldView, pairs: readonly Pair[]): void {
  const wished = new Map(pairs.map(({ rule, priority }) => [rule.arn, priority]))
  if (wished.size < pairs.length) invalid('RulePriorities', 'no rule twice', `${pairs.length} rules`, 'LB-011')
  for (const listenerArn of new Set(pairs.map(({ rule }) => rule.listenerArn))) {
    const after = rulesOf(world, { arn: listenerArn }).map(({ arn, priority }) => wished.get(arn) ?? priority)
    if (new Set(after).size < after.length) refusePriority()
  }
}

function checkFree(world: WorldView, listener: Readonly<Listener>, priority: number): void {
  if (rulesOf(world, listener).some((rule) => rule.priority === priority)) refusePriority()
}

function refusePriority(): never {
  refuse('PriorityInUseException', 'The specified priority is in use.', { path: 'Priority', rule: 'LB-011' })
}

function refuseDefault(message: string): never {
  refuse('OperationNotPermittedException', message, { path: 'RuleArn', rule: 'LB-004' })
}
