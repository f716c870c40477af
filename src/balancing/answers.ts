// What does a client see? The words of the load balancer, and what a target says or leaves unsaid (RT-010, RT-020, LB-050).
import type { LoadBalancer, Target, TargetAnswer } from '../model/balancing.ts'

export interface Seen {
  /** What the client sees; null when there is no HTTP answer at all. */
  readonly status: number | null
  readonly answeredBy: 'target' | 'load-balancer' | 'nobody'
  /** Why, when it is not what a healthy target says. */
  readonly reason: string | null
}

export const REFUSED = 'The target refuses the connection.'
export const NO_WEIGHT = 'Every target group has the weight 0.'
export const NO_TARGET = 'The target group has no target that may take requests.'

/** What a target says to a client at an instant (RT-010). */
export function clientSees(
  { answers }: Pick<Readonly<Target>, 'answers'>,
  balancer: Pick<Readonly<LoadBalancer>, 'type'>,
  nowMs: number,
): Seen {
  const answer: TargetAnswer = answers.clients.findLast(({ fromMs }) => fromMs <= nowMs)?.answer ?? 'ok'
  if (answer === 'refused') return failure(balancer, 502, REFUSED)
  if (answer === 'timeout') return failure(balancer, 504, 'The target does not answer.')
  return { status: answer === 'ok' ? 200 : answer, answeredBy: 'target', reason: null }
}

/** A Network Load Balancer speaks no HTTP: the connection fails (LB-050). */
export function failure({ type }: Pick<Readonly<LoadBalancer>, 'type'>, status: number, reason: string): Seen {
  return type === 'network' ? { status: null, answeredBy: 'nobody', reason } : bySelf(status, reason)
}

export function bySelf(status: number, reason: string | null): Seen {
  return { status, answeredBy: 'load-balancer', reason }
}
