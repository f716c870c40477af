// How many requests to a service fail while it changes, and when most of them? The account of its load balancer, over the step.
import type { FailingSpan, RequestAccount, Simulation } from '../index.ts'
import type { Load } from './plan.ts'
import type { FailedSpan } from './rehearsal.ts'
import { requestsTo } from './request-samples.ts'
import type { Passage } from './run.ts'

export interface Requests {
  readonly total: number
  readonly failed: number
  readonly failing: readonly FailedSpan[]
  /** Where the largest part failed, the longest of those. */
  readonly worst: FailedSpan | null
}

/** null when nobody asked, when it stands behind no load balancer that leads to it, or when it was not there before. */
export function requestsOf(passage: Passage, service: string, load: Load): Requests | null {
  const { sim, watch, changeMs } = passage
  const { perSecond, durationMs } = load
  const before = watch.before.get(service)
  const after = sim.view.tables.services.get(service)
  if (perSecond === null || before === undefined) return null
  const groups = new Set([before, after].flatMap((row) => row?.revision.loadBalancers ?? []).map(groupOf))
  const [request] = groups.size === 0 ? [] : requestsTo(sim, groups)
  if (request === undefined) return null
  const window = { from: changeMs, to: endOf(passage, sim), requestDuration: durationMs }
  return summed(sim.traffic.account({ ...request, ...window, requestsPerSecond: perSecond }), changeMs)
}

function groupOf({ targetGroupArn }: { readonly targetGroupArn: string }): string {
  return targetGroupArn
}

function endOf({ restMs, limitMs }: Passage, sim: Simulation): number {
  return Math.min(restMs ?? limitMs, sim.nowMs)
}

function summed({ requests, failed, failing, worst }: RequestAccount, changeMs: number): Requests {
  return {
    total: requests,
    failed,
    failing: failing.map((span) => sinceChange(span, changeMs)),
    worst: worst === null ? null : sinceChange(worst, changeMs),
  }
}

function sinceChange({ cause: _, fromMs, toMs, ...span }: FailingSpan, changeMs: number): FailedSpan {
  const { requests, failed } = span
  const part = failed === requests ? 100 : Math.min(99, Math.max(1, Math.round((100 * failed) / requests)))
  return { fromMs: fromMs - changeMs, toMs: toMs - changeMs, percent: part, ...span }
}
