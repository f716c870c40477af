// What does a request look like that reaches a service? One is made up for each rule that leads to its target groups, and the rules are asked.
import { type RouteInput, type Simulation, UsageError, type WorldView } from '../index.ts'

type Sample = Omit<RouteInput, 'nth'>
export type Rule = Readonly<ReturnType<WorldView['tables']['listenerRules']['certain']>>
type Condition = Rule['conditions'][number]

/** A request, and the rule that it is made up for. */
export interface SampleOfRule {
  readonly rule: Rule
  readonly request: Sample
}

/** Requests that a load balancer sends to one of the groups, those of default rules first. */
export function requestsTo(sim: Simulation, groups: ReadonlySet<string>): SampleOfRule[] {
  const { listeners, listenerRules } = sim.view.tables
  const rules = [...listenerRules.values()].filter((rule) => groupsOf(rule).some((arn) => groups.has(arn)))
  const byDefault = rules.filter(({ priority }) => priority === null)
  return [...byDefault, ...rules.filter(({ priority }) => priority !== null)]
    .map((rule): SampleOfRule => {
      const { loadBalancerArn, port } = listeners.certain(rule.listenerArn)
      const request = { loadBalancer: loadBalancerArn, port, ...Object.assign({}, ...rule.conditions.map(satisfied)) }
      return { rule, request }
    })
    .filter(({ request }) => reaches(sim, request, groups))
}

/** The target groups that a rule sends requests to, by ARN. */
export function groupsOf({ action }: Rule): string[] {
  if (action.type !== 'forward') return []
  return action.groups.filter(({ weight }) => weight > 0).map(({ targetGroupArn }) => targetGroupArn)
}

/** What a request must have for a condition to be true: its first value, as the shortest text that it matches. */
function satisfied(condition: Condition): Partial<Sample> {
  if (condition.field === 'query-string') {
    const [pair] = condition.pairs
    return pair === undefined ? {} : { query: `${pair.key ?? 'key'}=${plain(pair.value, '')}` }
  }
  const value = condition.values[0] ?? ''
  if (condition.field === 'http-header') return { headers: { [condition.name]: plain(value, '') } }
  return SIMPLE[condition.field](value)
}

const SIMPLE: Readonly<
  Record<'path-pattern' | 'host-header' | 'http-request-method' | 'source-ip', (value: string) => Partial<Sample>>
> = {
  'path-pattern': (value) => ({ path: plain(value, '') }),
  'host-header': (value) => ({ host: plain(value, 'www') }),
  'http-request-method': (value) => ({ method: value }),
  'source-ip': (value) => ({ sourceIp: value.split('/')[0]! }),
}

function plain(pattern: string, many: string): string {
  return pattern.replaceAll('*', many).replaceAll('?', 'a')
}

function reaches(sim: Simulation, sample: Sample, groups: ReadonlySet<string>): boolean {
  try {
    const { targetGroups, targetGroupArn } = sim.traffic.route(sample)
    return groups.has(targetGroupArn ?? '') || targetGroups.some((share) => groups.has(share.targetGroupArn))
  } catch (error) {
    // A request that cannot be made up reaches nobody.
    if (error instanceof UsageError) return false
    throw error
  }
}
