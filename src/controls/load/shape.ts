// What may be said of the demand on a service?
import * as z from 'zod/mini'
import { show } from '../../kernel/closest.ts'
import { type Duration, parseDurationMs } from '../../kernel/durations.ts'
import { UsageError } from '../../kernel/errors.ts'
import { parseProfile } from '../../load/parse-profile.ts'
import type { Demand, DemandKind, Profile } from '../../model/scaling/load.ts'
import { parseControl } from '../parse.ts'

/** Costs and limits of a load; whatever is absent costs nothing and limits nothing. */
export interface LoadCosts {
  /** CPU of a request, in seconds of one vCPU of 1024 units: what ends a task's capacity (LD-21). */
  readonly cpuSecondsPerRequest?: number | undefined
  /** What every RUNNING task uses, whether it has anything to do or not. */
  readonly idleCpuUnits?: number | undefined
  /**
   * How far a task may go beyond what it reserves, on container instances and where only its containers are limited. A task with a CPU limit of
   * its own never does (LD-22).
   */
  readonly cpuLimitUnits?: number | undefined
  /** Memory of a task. */
  readonly memoryMiB?: Profile | undefined
  /** On top of it, for each request that is in the task. */
  readonly memoryPerInflightMiB?: number | undefined
  /** What a task takes and never gives back. Above the hard limit of its container it is killed, as above with all its memory (LD-27). */
  readonly leakMiBPerHour?: number | undefined
  /** Requests that wait in one task at most: what is more, it answers with 503 (LD-25). */
  readonly queueLimit?: number | undefined
  /** After which wait its client has gone: the idle timeout of a load balancer, 60 s behind one and never without. */
  readonly requestTimeout?: Duration | 'never' | undefined
  /** Each task a queue of its own, or one queue for all of them (LD-24). */
  readonly queueing?: 'perTask' | 'pooled' | undefined
  /** Whether a task that answers too late for its target group's health check fails it; looked at by the minute (LD-26). Not when absent. */
  readonly failsHealthChecks?: boolean | undefined
}

/** One quantity, and what it costs. */
export type LoadInput =
  | Profile
  | (LoadCosts & { readonly requestsPerSecond: Profile })
  /** Users who ask, wait for the answer, think, and ask again (LD-09). */
  | (LoadCosts & { readonly users: Profile; readonly thinkSeconds?: number | undefined })
  /** All tasks together, in percent of what one task reserves. */
  | (LoadCosts & { readonly cpuPercent: Profile })
  /** Of each task, however many there are. */
  | (LoadCosts & { readonly cpuPercentPerTask: Profile })
  /** All tasks together. */
  | (LoadCosts & { readonly cpuUnits: Profile })

const DEMAND_KINDS: readonly DemandKind[] = [
  'requestsPerSecond',
  'users',
  'cpuPercent',
  'cpuPercentPerTask',
  'cpuUnits',
]

const AMOUNT = 'a number from 0 to 1000000000'
const amount = z.optional(z.number(AMOUNT).check(z.minimum(0, AMOUNT), z.maximum(1e9, AMOUNT)))
const loadInput = z.strictObject({
  requestsPerSecond: z.optional(z.unknown()),
  users: z.optional(z.unknown()),
  cpuPercent: z.optional(z.unknown()),
  cpuPercentPerTask: z.optional(z.unknown()),
  cpuUnits: z.optional(z.unknown()),
  cpuSecondsPerRequest: amount,
  thinkSeconds: amount,
  idleCpuUnits: amount,
  cpuLimitUnits: amount,
  memoryMiB: z.optional(z.unknown()),
  memoryPerInflightMiB: amount,
  leakMiBPerHour: amount,
  queueLimit: amount,
  requestTimeout: z.optional(z.union([z.string(), z.number()], { error: "a duration or 'never'" })),
  failsHealthChecks: z.optional(z.boolean('true or false')),
  queueing: z.optional(z.enum(['perTask', 'pooled'], "'perTask' or 'pooled'")),
})
const anything = z.unknown()

interface Setting {
  readonly call: string
  readonly sinceMs: number
  readonly isBalanced: boolean
}

/** @throws UsageError */
export function parseLoad(input: unknown, { call, sinceMs, isBalanced }: Setting): Demand {
  const bare = parseControl(anything, input, call)
  const isBare =
    typeof bare !== 'object' ||
    bare === null ||
    !Object.keys(loadInput.def.shape).some((name) => Object.hasOwn(bare, name))
  if (isBare)
    return demandOf({ requestsPerSecond: bare }, 'requestsPerSecond', { call: `${call}: load`, sinceMs, isBalanced })
  const parsed = parseControl(loadInput, input, call)
  const given = DEMAND_KINDS.filter((kind) => parsed[kind] !== undefined)
  const [kind] = given
  if (kind === undefined || given.length > 1) {
    const expected = `exactly one of ${DEMAND_KINDS.join(', ')}`
    const found = given.length === 0 ? 'none' : given.join(', ')
    throw new UsageError(`${call}: load: expected ${expected}, found ${found}.`, { path: 'load', expected, found })
  }
  if (parsed.thinkSeconds !== undefined && kind !== 'users')
    refuse(call, 'thinkSeconds', 'nothing, without users', parsed.thinkSeconds)
  if (kind === 'users' && (parsed.cpuSecondsPerRequest ?? 0) === 0)
    refuse(call, 'cpuSecondsPerRequest', 'a number above 0, with users', parsed.cpuSecondsPerRequest ?? 0)
  return demandOf(parsed, kind, { call, sinceMs, isBalanced })
}

function demandOf(
  parsed: z.output<typeof loadInput>,
  kind: DemandKind,
  { call, sinceMs, isBalanced }: Setting,
): Demand {
  const { requestTimeout = isBalanced ? '60s' : 'never', memoryMiB = 0 } = parsed
  return {
    kind,
    profile: parseProfile(parsed[kind], call.endsWith('load') ? call : `${call}: ${kind}`, sinceMs),
    cpuSecondsPerRequest: parsed.cpuSecondsPerRequest ?? 0,
    thinkSeconds: parsed.thinkSeconds ?? 0,
    idleCpuUnits: parsed.idleCpuUnits ?? 0,
    cpuLimitUnits: parsed.cpuLimitUnits ?? null,
    memoryMiB: parseProfile(memoryMiB, `${call}: memoryMiB`, sinceMs),
    memoryPerInflightMiB: parsed.memoryPerInflightMiB ?? 0,
    leakMiBPerHour: parsed.leakMiBPerHour ?? 0,
    queueLimit: parsed.queueLimit ?? null,
    requestTimeoutMs:
      requestTimeout === 'never' ? null : parseDurationMs(requestTimeout as Duration, `${call}: requestTimeout`),
    queueing: parsed.queueing ?? 'perTask',
    failsHealthChecks: parsed.failsHealthChecks ?? false,
  }
}

/** A demand as it might have been given: reading it again gives the same. */
export function inputOf(demand: Demand): Exclude<LoadInput, number> {
  const { kind, profile, requestTimeoutMs, ...costs } = demand
  const given = Object.entries(costs).filter(
    ([name, value]) => value !== null && (name !== 'thinkSeconds' || kind === 'users'),
  )
  return {
    [kind]: profile,
    ...Object.fromEntries(given),
    requestTimeout: requestTimeoutMs ?? 'never',
  } as unknown as Exclude<LoadInput, number>
}

function refuse(call: string, path: string, expected: string, value: unknown): never {
  const found = show(value)
  throw new UsageError(`${call}: ${path}: expected ${expected}, found ${found}.`, { path, expected, found })
}
