// What does a load ask of the tasks that take it, and what do they do with it at an instant? (LD-20…LD-27)
import type { Demand } from '../model/scaling/load.ts'
import type { ServiceStretch, TaskGroup } from '../model/stretches.ts'
import { capacityOf, closedThroughput, responseOfOne, responseOfPool } from './latency.ts'

/** The demand that a service without any load has: its tasks run, and use nothing. */
export const NO_DEMAND: Demand = {
  kind: 'cpuUnits',
  profile: 0,
  cpuSecondsPerRequest: 0,
  thinkSeconds: 0,
  idleCpuUnits: 0,
  cpuLimitUnits: null,
  memoryMiB: 0,
  memoryPerInflightMiB: 0,
  leakMiBPerHour: 0,
  queueLimit: null,
  requestTimeoutMs: null,
  queueing: 'perTask',
  failsHealthChecks: false,
}

/** Tasks of a group that take traffic (LD-20): the healthy ones; where none is, whatever is there; all, behind no load balancer. */
export function takers({ groups, targetGroupArn }: ServiceStretch): { counts: number[]; count: number } {
  const failsOpen = groups.every(({ healthy }) => healthy === 0)
  const counts = groups.map(({ running, healthy, unhealthy }) => {
    if (targetGroupArn === null) return running
    return failsOpen ? unhealthy : healthy
  })
  return { counts, count: counts.reduce((sum, each) => sum + each, 0) }
}

/** What a task may use: what it reserves, unless only its containers are limited and the load says more (LD-22). */
function cpuLimitOf({ cpuUnits, limitsCpu }: TaskGroup, { cpuLimitUnits, kind }: Demand): number {
  if (limitsCpu) return cpuUnits
  return cpuLimitUnits ?? (kind === 'cpuPercentPerTask' ? Number.POSITIVE_INFINITY : cpuUnits)
}

/** Requests a second that one task can serve (LD-21); what idles away is not there for them. */
export function capacityOfTask(group: TaskGroup, demand: Demand): number {
  return capacityOf(cpuLimitOf(group, demand) - demand.idleCpuUnits, demand.cpuSecondsPerRequest)
}

/** Requests come from it, and wait where they are too many. */
export function hasRequests({ kind }: Demand): boolean {
  return kind === 'requestsPerSecond' || kind === 'users'
}

/** Requests a second that come to one of `count` tasks. */
export function arrivalsAtTask(value: number, count: number, capacity: number, demand: Demand): number {
  const share = value / count
  return demand.kind === 'users' ? closedThroughput(share, demand.thinkSeconds, capacity) : share
}

export interface TaskUse {
  readonly cpuUnits: number
  /** Requests in the task. */
  readonly inflight: number
}

/** Of a task that takes its part of the load; `waiting` requests a task have been piling up. */
export function useOf(
  group: TaskGroup,
  demand: Demand,
  { value, count, waiting }: { readonly value: number; readonly count: number; readonly waiting: number },
): TaskUse {
  const limit = cpuLimitOf(group, demand)
  const { idleCpuUnits: idle, cpuSecondsPerRequest } = demand
  if (!hasRequests(demand)) {
    const share = demand.kind === 'cpuPercentPerTask' ? value : value / count
    const asked = demand.kind === 'cpuUnits' ? share : (share * group.cpuUnits) / 100
    return { cpuUnits: Math.min(limit, idle + asked), inflight: 0 }
  }
  const capacity = capacityOfTask(group, demand)
  const arrivals = arrivalsAtTask(value, count, capacity, demand)
  const served = waiting > 0 ? capacity : Math.min(arrivals, capacity)
  const cpuUnits = Math.min(limit, idle + (Number.isFinite(served) ? served * cpuSecondsPerRequest * 1_024 : 0))
  if (!Number.isFinite(capacity)) return { cpuUnits, inflight: 0 }
  const busy =
    waiting > 0 || arrivals >= capacity ? served / capacity : arrivals * responseOf(demand, count, arrivals, capacity)
  return { cpuUnits, inflight: waiting + busy }
}

/** Seconds in the system while nothing piles up (LD-24), of `arrivals` a task. */
export function responseOf(demand: Demand, count: number, arrivals: number, capacity: number): number {
  return demand.queueing === 'pooled'
    ? responseOfPool(count, arrivals * count, capacity)
    : responseOfOne(arrivals, capacity)
}

/** Seconds that a request is in a task which takes its part of the load: behind what waits there, or as in a steady state (LD-24, LD-25). */
export function responseIn(
  group: TaskGroup,
  demand: Demand,
  { value, count, waiting }: { readonly value: number; readonly count: number; readonly waiting: number },
): number {
  const capacity = capacityOfTask(group, demand)
  if (!Number.isFinite(capacity)) return 0
  const arrivals = arrivalsAtTask(value, count, capacity, demand)
  return waiting > 0 || arrivals >= capacity ? (waiting + 1) / capacity : responseOf(demand, count, arrivals, capacity)
}

/** What a task of this age has not given back (LD-27). */
export function leakedMiB({ leakMiBPerHour }: Demand, ageMs: number): number {
  return (leakMiBPerHour * ageMs) / 3_600_000
}
