// How many requests to a service fail while it changes, and when most of them? The account of its load balancer, over the step.
import type { FailingSpan, RequestAccount, Service } from '../index.ts'
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
  const groups = new Set([...groupsBehind(before), ...groupsBehind(after)])
  const [sample] = groups.size === 0 ? [] : requestsTo(sim, groups)
  if (sample === undefined) return null
  const window = { from: changeMs, to: endOf(passage), requestDuration: durationMs }
  return summed(sim.traffic.account({ ...sample.request, ...window, requestsPerSecond: perSecond }), changeMs)
}

/** The target groups that a service stands in, by ARN. */
export function groupsBehind(service: Readonly<Service> | null | undefined): string[] {
  return (service?.revision.loadBalancers ?? []).map(({ targetGroupArn }) => targetGroupArn)
}

/** Until when a passage is looked at. */
export function endOf({ restMs, limitMs, sim }: Passage): number {
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
