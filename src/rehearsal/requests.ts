// How many requests to a service fail while it changes, and when most of them? The account of its load balancer, over the step.
import type { FailingSpan, RequestAccount } from '../index.ts'
import { accountOf, loadFor, type RequestLoad } from '../inputs/index.ts'
import type { FailedSpan } from './rehearsal.ts'
import type { Passage } from './run.ts'

export interface Requests {
  readonly total: number
  readonly failed: number
  readonly failing: readonly FailedSpan[]
  /** Where the largest part failed, the longest of those. */
  readonly worst: FailedSpan | null
}

/** null when nobody asked, when it stands behind no load balancer that leads to it, or when it was not there before. */
export function requestsOf(passage: Passage, service: string, loads: readonly RequestLoad[]): Requests | null {
  const { sim, watch, changeMs } = passage
  const { services, clusters } = sim.view.tables
  const before = watch.before.get(service)
  if (before === undefined) return null
  const load = loadFor(loads, { name: before.name, cluster: clusters.get(before.clusterArn)?.name ?? '' })
  if (load === null) return null
  const window = { load, fromMs: changeMs, toMs: endOf(passage) }
  const account = accountOf(sim, [before, services.get(service)], window)
  return account === null ? null : summed(account, changeMs)
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
