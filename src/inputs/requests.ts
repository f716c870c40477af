// Who gets how many requests, and what becomes of them? The account of a service's load balancer over a span of time.
import { parseDurationMs, type RequestAccount, type Service, type Simulation } from '../index.ts'
import { requestsTo } from './request-samples.ts'

/** Requests to one service, or to every one behind a load balancer. */
export interface RequestLoad {
  /** `name` or `cluster/name`; null for every one. */
  readonly service: string | null
  readonly perSecond: number
  readonly durationMs: number
}

export const USUAL_DURATION_MS = parseDurationMs('1s', 'duration')

/** A service's own load goes before that of all. */
export function loadFor(
  loads: readonly RequestLoad[],
  { name, cluster }: { readonly name: string; readonly cluster: string },
): RequestLoad | null {
  const own = loads.find(({ service }) => service === name || service === `${cluster}/${name}`)
  return own ?? loads.find(({ service }) => service === null) ?? null
}

export interface RequestWindow {
  readonly load: RequestLoad
  readonly fromMs: number
  readonly toMs: number
}

/**
 * What became of the requests to a service.
 * @param rows the service as it was at the beginning, and as it is now
 * @returns null when it stands behind no load balancer that leads to it
 */
export function accountOf(
  sim: Simulation,
  rows: readonly (Readonly<Service> | undefined)[],
  { load, fromMs, toMs }: RequestWindow,
): RequestAccount | null {
  const groups = new Set(rows.flatMap(groupsBehind))
  const [sample] = groups.size === 0 ? [] : requestsTo(sim, groups)
  if (sample === undefined) return null
  const window = { from: fromMs, to: toMs, requestDuration: load.durationMs }
  return sim.traffic.account({ ...sample.request, ...window, requestsPerSecond: load.perSecond })
}

/** The target groups that a service stands in, by ARN. */
export function groupsBehind(service: Readonly<Service> | null | undefined): string[] {
  return (service?.revision.loadBalancers ?? []).map(({ targetGroupArn }) => targetGroupArn)
}
