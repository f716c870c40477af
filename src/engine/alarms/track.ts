// What has an alarm seen lately? One value a period of its evaluation range, kept from one evaluation to the next; derived, never saved.

import { assert } from '../../kernel/assert.ts'
import { entryOf } from '../../kernel/maps.ts'
import { QUICK_METRIC_MS } from '../../model/monitoring.ts'
import { type Alarm, type AlarmState, isMeasured, type MeasuredSubject } from '../../model/scaling/alarms.ts'
import { samplesNeeded } from '../../model/scaling/extended-statistics.ts'
import {
  type MetricId,
  type MetricQuery,
  type MetricStat,
  MINUTE_MS,
  metricKey,
  type StatisticSet,
} from '../../model/scaling/metrics.ts'
import { statisticOf } from '../../model/scaling/statistics.ts'
import { Streak } from '../../scaling/alarm-streak.ts'
import { evaluateAlarm, rangeOf } from '../../scaling/alarms.ts'
import type { Series } from '../../scaling/metric-math/functions.ts'
import { compileQueries, isMistake, type MathProgram } from '../../scaling/metric-math/program.ts'
import { isMetered, readerOf, type SpanReader } from '../metrics/reader.ts'
import type { World } from '../world.ts'

/** Alarms of shorter periods than a minute are evaluated as often as this (CW-23). */
export const QUICK_MS = 10_000

/** Those on metrics of AWS's own as often as these are told (AS-30). */
export function stepOf({ periodMs, subject }: Pick<Alarm, 'periodMs' | 'subject'>): number {
  if (periodMs >= MINUTE_MS) return MINUTE_MS
  const isOfAws = isMeasured(subject) && statsOf(subject).every(({ metric }) => isMetered(metric.namespace))
  return isOfAws && periodMs % QUICK_METRIC_MS === 0 ? QUICK_METRIC_MS : QUICK_MS
}

type Shape = Pick<Alarm, 'periodMs' | 'evaluationPeriods'>

/** In place of a value that has not been read yet. */
const UNREAD = Number.POSITIVE_INFINITY

/** The windows of an alarm slide by its step, a fraction of its period: the value of each is kept until it has left the range. */
class Track {
  readonly subject: MeasuredSubject
  readonly periodMs: number
  readonly evaluationPeriods: number
  private readonly world: World
  private readonly stepMs: number
  /** Values of the range, oldest first; NaN where there is no datapoint. */
  private readonly values: Float64Array
  private readonly read: (fromMs: number, toMs: number) => number
  /** Of the whole range at once: for expressions in which one period speaks of others. */
  private readonly readAll: ((endMs: number, values: Float64Array) => void) | null
  private readonly isCustom: boolean
  private readonly stepsPerPeriod: number
  /** Of each window that ends at a step of the range, oldest first. */
  private readonly kept: Float64Array
  private readonly streak: Streak | null
  private keptUntilMs = Number.NEGATIVE_INFINITY
  private rewrites = -1

  constructor(world: World, subject: MeasuredSubject, { periodMs, evaluationPeriods }: Shape) {
    const range = rangeOf({ evaluationPeriods }, world.behavior.evaluationRangeExtra)
    this.world = world
    this.subject = subject
    this.periodMs = periodMs
    this.evaluationPeriods = evaluationPeriods
    this.stepMs = stepOf({ periodMs, subject })
    this.values = new Float64Array(range)
    this.isCustom = statsOf(subject).some(({ metric }) => !isMetered(metric.namespace))
    this.stepsPerPeriod = periodMs / this.stepMs
    this.kept = new Float64Array((range - 1) * this.stepsPerPeriod + 1)
    const { one, all } = readingOf(world, subject, periodMs)
    this.read = one
    this.readAll = all
    this.streak = periodMs === this.stepMs && all === null ? new Streak() : null
  }

  /** The state as of a whole step: nearly always certain from the newest period alone. */
  state(alarm: Readonly<Alarm>, endMs: number): AlarmState {
    return this.stateOfStreak(alarm, endMs) ?? evaluateAlarm(alarm, this.look(endMs))
  }

  /** Looks at the range that ends at `endMs`, a whole step. */
  look(endMs: number): Float64Array {
    const { values, kept, stepsPerPeriod } = this
    if (this.readAll !== null) {
      this.readAll(endMs, values)
      return values
    }
    this.slide(endMs)
    let at = kept.length - 1
    for (let index = values.length - 1; index >= 0; index--) {
      values[index] = this.at(at)
      at -= stepsPerPeriod
    }
    return values
  }

  private stateOfStreak(alarm: Readonly<Alarm>, endMs: number): AlarmState | null {
    if (this.streak === null || !this.isComplete(endMs)) return null
    this.slide(endMs)
    this.streak.note(endMs / this.stepMs, this.at(this.kept.length - 1), alarm)
    return this.streak.state(alarm)
  }

  private slide(endMs: number): void {
    const { kept, keptUntilMs } = this
    const { rewrites } = this.world.indexes.customMetrics
    const steps = (endMs - keptUntilMs) / this.stepMs
    const isOutdated = this.isCustom && this.rewrites !== rewrites
    if (isOutdated) this.streak?.forget()
    if (isOutdated || steps < 0 || steps >= kept.length) kept.fill(UNREAD)
    else if (steps > 0) {
      kept.copyWithin(0, steps)
      kept.fill(UNREAD, kept.length - steps)
    }
    this.rewrites = rewrites
    this.keptUntilMs = endMs
  }

  /** Of the window that ends at a step of the range. */
  private at(place: number): number {
    const known = this.kept[place]!
    if (known !== UNREAD) return known
    const endMs = this.keptUntilMs - (this.kept.length - 1 - place) * this.stepMs
    const value = endMs < this.periodMs ? Number.NaN : this.read(endMs - this.periodMs, endMs)
    // What is not complete yet is read again.
    if (this.isComplete(endMs)) this.kept[place] = value
    return value
  }

  /** Datapoints of a minute come when that is over, whichever part of it is asked for. */
  private isComplete(endMs: number): boolean {
    const completeAtMs = Math.ceil(endMs / MINUTE_MS) * MINUTE_MS + this.world.behavior.publishDelayMs
    return completeAtMs <= this.world.nowMs
  }
}

/** What alarms of a world have seen, by name, and how they read their metrics, by metric: two alarms of one policy look at the same. */
interface Memory {
  readonly tracks: Map<string, Track>
  readonly readers: Map<string, SpanReader>
}

const MEMORIES = new WeakMap<World, Memory>()

function memoryOf(world: World): Memory {
  let memory = MEMORIES.get(world)
  if (memory === undefined) {
    memory = { tracks: new Map(), readers: new Map() }
    MEMORIES.set(world, memory)
  }
  return memory
}

/** How the alarm stands by what its metrics say. */
export function stateFor(world: World, alarm: Readonly<Alarm>): AlarmState {
  const endMs = lastStep(world, stepOf(alarm))
  return hasFewSamples(world, alarm, endMs) ? alarm.state : trackOf(world, alarm).state(alarm, endMs)
}

/** Too few samples of a percentile in the newest period to say anything (CW-33). */
function hasFewSamples(world: World, { subject, periodMs }: Readonly<Alarm>, endMs: number): boolean {
  if (subject.kind !== 'metric' || subject.ignoresFewSamples !== true || endMs < periodMs) return false
  const { metric, unit, statistic } = subject.stat
  const newest = readerOf(world, metric, unit)(endMs - periodMs, endMs)
  return newest !== null && newest.sampleCount < samplesNeeded(statistic)!
}

/** Values of the evaluation range as of the last step of an alarm that is evaluated, oldest first. Valid until the next call. */
export function lookOf(world: World, alarm: Readonly<Alarm>): Float64Array {
  return trackOf(world, alarm).look(lastStep(world, stepOf(alarm)))
}

function trackOf(world: World, { name, subject, periodMs, evaluationPeriods }: Readonly<Alarm>): Track {
  const { tracks } = memoryOf(world)
  const known = tracks.get(name)
  // A new configuration brings a new subject.
  if (known?.subject === subject && known.periodMs === periodMs && known.evaluationPeriods === evaluationPeriods)
    return known
  assert(isMeasured(subject), 'an alarm that watches no metric sees nothing')
  const track = new Track(world, subject, { periodMs, evaluationPeriods })
  tracks.set(name, track)
  if (tracks.size > world.tables.alarms.size) forgetDropped(world)
  return track
}

function forgetDropped(world: World): void {
  const { tracks, readers } = memoryOf(world)
  for (const name of tracks.keys()) if (world.tables.alarms.get(name) === undefined) tracks.delete(name)
  readers.clear()
}

/** The end of the newest window. A tick that is still to come in this instant has looked at nothing yet. */
export function lastStep({ nowMs, tickAtMs }: Pick<World, 'nowMs' | 'tickAtMs'>, stepMs: number): number {
  return Math.floor((tickAtMs === nowMs ? nowMs - 1 : nowMs) / stepMs) * stepMs
}

function statsOf(subject: MeasuredSubject): readonly MetricStat[] {
  if (subject.kind === 'metric') return [subject.stat]
  return subject.queries.flatMap(({ stat }) => stat ?? [])
}

/** How the value of one period is read, and how those of a range are where one period speaks of others. */
interface Reading {
  readonly one: (fromMs: number, toMs: number) => number
  readonly all: ((endMs: number, values: Float64Array) => void) | null
}

/** Reads the value of one window, a metric's or an expression's; NaN where there is no datapoint. */
export function windowOf(world: World, subject: MeasuredSubject, periodMs: number): Reading['one'] {
  return readingOf(world, subject, periodMs).one
}

function readingOf(world: World, subject: MeasuredSubject, periodMs: number): Reading {
  if (subject.kind === 'metric') return { one: valueReader(world, subject.stat), all: null }
  const { isPointwise, series } = mathOf(world, subject.queries)
  return {
    one: (fromMs, toMs) => series(toMs, { length: 1, periodMs: toMs - fromMs })[0]!,
    all: isPointwise ? null : (endMs, values) => values.set(series(endMs, { length: values.length, periodMs })),
  }
}

function valueReader(world: World, { metric, statistic, unit }: MetricStat): Reading['one'] {
  const read = isMetered(metric.namespace) ? sharedReader(world, metric, unit) : readerOf(world, metric, unit)
  return (fromMs, toMs) => statisticOf(read(fromMs, toMs), statistic)
}

function sharedReader(world: World, metric: MetricId, unit: string | null): SpanReader {
  return entryOf(memoryOf(world).readers, `${metricKey(metric)} ${unit}`, () => {
    const read = readerOf(world, metric, unit)
    const last = { fromMs: -1, toMs: -1, nowMs: -1, found: null as StatisticSet | null }
    return (fromMs, toMs) => {
      if (last.fromMs === fromMs && last.toMs === toMs && last.nowMs === world.nowMs) return last.found
      const found = read(fromMs, toMs)
      Object.assign(last, { fromMs, toMs, nowMs: world.nowMs, found })
      return found
    }
  })
}

interface Range {
  readonly length: number
  readonly periodMs: number
}

interface MathReading {
  readonly isPointwise: boolean
  readonly series: (endMs: number, range: Range) => Series
}

/** The row that is returned, over the periods that end at `endMs`. */
function mathOf(world: World, queries: readonly MetricQuery[]): MathReading {
  const { id } = queries.find(({ returnData }) => returnData)!
  const program = checked(queries)
  const readers = new Map(
    queries.map((query) => [query.id, query.stat === null ? null : valueReader(world, query.stat)]),
  )
  return {
    isPointwise: program.isPointwise(id),
    series(endMs, { length, periodMs }) {
      const seriesOf = (query: MetricQuery) => {
        const read = readers.get(query.id)!
        return Float64Array.from({ length }, (_, index) => {
          const toMs = endMs - (length - 1 - index) * periodMs
          return toMs < periodMs ? Number.NaN : read(toMs - periodMs, toMs)
        })
      }
      return program.evaluate(id, seriesOf, { length, periodSeconds: periodMs / 1_000 }) as Series
    },
  }
}

/** Whoever made the alarm has checked its expressions. */
function checked(queries: readonly MetricQuery[]): MathProgram {
  const program = compileQueries(queries)
  assert(!isMistake(program), 'the expressions of an alarm are in order')
  return program
}
