// What exactly is asked of a rehearsal? Its options, complete, with spans in milliseconds.
import {
  type ContainerBehavior,
  type LatencyOptions,
  parseDurationMs,
  type SimulationOptions,
  show,
  UsageError,
} from '../index.ts'
import { loadDemands, type RequestLoad, type ServiceDemand, USUAL_DURATION_MS } from '../inputs/index.ts'
import type { Change, Scripts } from './change.ts'
import type { Progress, RehearsalOptions } from './options.ts'
import { sigmaOf, USUAL_SIGMA, varied } from './vary.ts'

export interface Plan {
  readonly seed: string
  readonly runs: number
  readonly atMostMs: number
  readonly simulation: SimulationOptions
  readonly scripts: Scripts | null
  readonly missingImages: readonly string[]
  /** How long an app takes to answer, as far as anybody said. */
  readonly bootMs: number | null
  readonly loads: readonly RequestLoad[]
  readonly demands: readonly ServiceDemand[]
  readonly keepHealthyPercent: number | null
  readonly withinMs: number | null
  readonly services: readonly string[] | null
  readonly mostTrials: number
  readonly prepare: RehearsalOptions['prepare']
  readonly progress: (progress: Progress) => void
}

const DEFAULTS = { seed: 'rehearsal', atMost: '3h', runs: 20, mostTrials: 60 } as const

/** @throws UsageError for an option that cannot be */
export function planOf(change: Change, options: RehearsalOptions): Plan {
  const {
    seed = change.settings.seed ?? DEFAULTS.seed,
    atMost = DEFAULTS.atMost,
    expectations = {},
    mostTrials = DEFAULTS.mostTrials,
  } = options
  const { behavior, options: constants, bootTime, onProgress } = options
  const { runs, latencies } = drawsOf(change, options)
  return {
    seed: String(seed),
    runs,
    atMostMs: parseDurationMs(atMost, 'atMost'),
    simulation: {
      ...change.settings,
      ...given({ behavior, options: constants }),
      latencies,
    },
    scripts: scriptsOf(options),
    missingImages: options.missingImages ?? [],
    bootMs: bootTime === undefined ? bootOf(options.workload) : parseDurationMs(bootTime, 'bootTime'),
    loads: loadsOf(change.loads, options),
    demands: demandsOf(change, options),
    keepHealthyPercent:
      expectations.keepHealthyPercent === undefined
        ? null
        : counted('expectations.keepHealthyPercent', expectations.keepHealthyPercent, 0),
    withinMs: expectations.within === undefined ? null : parseDurationMs(expectations.within, 'expectations.within'),
    services: options.services ?? null,
    mostTrials: options.fixes === false ? 0 : counted('mostTrials', mostTrials, 0),
    prepare: options.prepare,
    progress: onProgress ?? (() => {}),
  }
}

/** Several runs need something that differs between them. */
function drawsOf(change: Change, options: RehearsalOptions): { runs: number; latencies: LatencyOptions } {
  const { imageSizeMB, vary } = options
  const sizes = imageSizeMB === undefined ? {} : { imageMegabytes: counted('imageSizeMB', imageSizeMB, 1) }
  const said: LatencyOptions = { ...change.settings.latencies, ...options.latencies, ...sizes }
  const isDistributed = Object.values(said).some((value) => typeof value === 'object')
  const sigma = vary === undefined ? null : sigmaOf(vary)
  const runs = counted('runs', options.runs ?? (isDistributed || (sigma ?? 0) > 0 ? DEFAULTS.runs : 1), 1)
  const isVaried = sigma !== null || (runs > 1 && !isDistributed)
  return { runs, latencies: isVaried && sigma !== 0 ? varied(sigma ?? USUAL_SIGMA, said) : said }
}

/** What the caller asks goes before what the change says. @throws UsageError for a duration of requests that nobody sends */
function loadsOf(said: Change['loads'], { requestsPerSecond, requestDuration }: RehearsalOptions): Change['loads'] {
  const durationMs = requestDuration === undefined ? null : parseDurationMs(requestDuration, 'requestDuration')
  const asked =
    requestsPerSecond === undefined
      ? said
      : [
          {
            service: null,
            perSecond: counted('requestsPerSecond', requestsPerSecond, 1),
            durationMs: USUAL_DURATION_MS,
          },
        ]
  if (durationMs === null) return asked
  if (asked.length > 0) return asked.map((load) => ({ ...load, durationMs }))
  const expected = 'requests per second beside it'
  throw new UsageError(`requestDuration: expected ${expected}, found none.`, { path: 'requestDuration', expected })
}

/** @throws UsageError beside a scenario, which says it itself */
function demandsOf({ scenario }: Change, { load }: RehearsalOptions): ServiceDemand[] {
  if (load === undefined) return []
  if (scenario !== null) {
    const expected = 'nothing beside a scenario, which says itself what is asked of its services (load)'
    throw new UsageError(`load: expected ${expected}.`, { path: 'load', expected })
  }
  if (typeof load === 'object' && 'locate' in load) return loadDemands(load)
  const given = typeof load === 'number' ? { requestsPerSecond: rateOf(load) } : load
  return loadDemands(JSON.stringify(given) ?? '', { name: 'load' })
}

function given<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>
}

function rateOf(load: number): number {
  if (Number.isFinite(load) && load >= 0) return load
  const expected = 'a number of requests a second, 0 or more'
  throw new UsageError(`load: expected ${expected}, found ${show(load)}.`, {
    path: 'load',
    expected,
    found: show(load),
  })
}

function counted(path: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
  const expected = `a whole number, ${least} or more`
  throw new UsageError(`${path}: expected ${expected}, found ${String(value)}.`, {
    path,
    expected,
    found: String(value),
  })
}

function scriptsOf({ bootTime, workload = {} }: RehearsalOptions): Scripts | null {
  if (bootTime === undefined && Object.keys(workload).length === 0) return null
  return (family, { name, hasHealthCheck }) => {
    const own = workload[`${family}:${name}`]
    if (bootTime === undefined) return own ?? null
    const boot: ContainerBehavior = {
      respondsAfter: bootTime,
      ...(hasHealthCheck ? { becomesHealthyAfter: bootTime } : {}),
    }
    return { ...boot, ...own }
  }
}

/** The slowest app that is spoken of. */
function bootOf(workload: RehearsalOptions['workload'] = {}): number | null {
  const spans = Object.values(workload).flatMap(({ respondsAfter }) =>
    respondsAfter === undefined ? [] : [parseDurationMs(respondsAfter, 'respondsAfter')],
  )
  return spans.length === 0 ? null : Math.max(...spans)
}
