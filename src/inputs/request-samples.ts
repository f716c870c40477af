// What does a request look like that reaches a service? One is made up for each rule that leads to its target groups, and the rules are asked.
import { type RouteInput, type Simulation, UsageError, type WorldView } from '../index.ts'

type Sample = Omit<RouteInput, 'nth'>
type Condition = ReturnType<WorldView['tables']['listenerRules']['certain']>['conditions'][number]

/** Requests that a load balancer sends to one of the groups, those of default rules first. */
export function requestsTo(sim: Simulation, groups: ReadonlySet<string>): Sample[] {
  const { listeners, listenerRules } = sim.view.tables
  const rules = [...listenerRules.values()].filter(
    ({ action }) =>
      action.type === 'forward' &&
      action.groups.some(({ targetGroupArn, weight }) => groups.has(targetGroupArn) && weight > 0),
  )
  const byDefault = rules.filter(({ priority }) => priority === null)
  return [...byDefault, ...rules.filter(({ priority }) => priority !== null)]
    .map((rule): Sample => {
      const { loadBalancerArn, port } = listeners.certain(rule.listenerArn)
      return { loadBalancer: loadBalancerArn, port, ...Object.assign({}, ...rule.conditions.map(satisfied)) }
    })
    .filter((sample) => reaches(sim, sample, groups))
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
