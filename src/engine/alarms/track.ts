// What has an alarm seen lately? One value a period of its evaluation range, kept from one evaluation to the next; derived, never saved.

import { assert } from '../../kernel/assert.ts'
import { entryOf } from '../../kernel/maps.ts'
import type { Alarm, AlarmSubject } from '../../model/scaling/alarms.ts'
import { type MetricQuery, type MetricStat, MINUTE_MS, statisticOf } from '../../model/scaling/metrics.ts'
import { rangeOf } from '../../scaling/alarms.ts'
import type { Series } from '../../scaling/metric-math/functions.ts'
import { compileQueries, isMistake, type MathProgram } from '../../scaling/metric-math/program.ts'
import { isMetered, statisticsOf } from '../metrics/reader.ts'
import type { World } from '../world.ts'

/** Alarms of shorter periods than a minute are evaluated as often as this (CW-23). */
export const QUICK_MS = 10_000

export function stepOf({ periodMs }: Pick<Alarm, 'periodMs'>): number {
  return periodMs < MINUTE_MS ? QUICK_MS : MINUTE_MS
}

type Evaluated = Exclude<AlarmSubject, { kind: 'byHand' }>
type Shape = Pick<Alarm, 'periodMs' | 'evaluationPeriods'>

/** In place of a value that has not been read yet. */
const UNREAD = Number.POSITIVE_INFINITY

/** The windows of an alarm slide by its step, a fraction of its period: the value of each is kept until it has left the range. */
class Track {
  readonly periodMs: number
  readonly evaluationPeriods: number
  /** Values of the range, oldest first; NaN where there is no datapoint. */
  readonly values: Float64Array
  private readonly read: (world: World, fromMs: number, toMs: number) => number
  /** Of the whole range at once: for expressions in which one period speaks of others. */
  private readonly readAll: ((world: World, endMs: number, values: Float64Array) => void) | null
  private readonly isCustom: boolean
  private readonly stepMs: number
  private readonly stepsPerPeriod: number
  /** Of each window that ends at a step of the range, oldest first. */
  private readonly kept: Float64Array
  private keptUntilMs = Number.NEGATIVE_INFINITY
  private rewrites = -1

  constructor(subject: Evaluated, { periodMs, evaluationPeriods }: Shape, range: number) {
    this.periodMs = periodMs
    this.evaluationPeriods = evaluationPeriods
    this.values = new Float64Array(range)
    this.isCustom = statsOf(subject).some(({ metric }) => !isMetered(metric.namespace))
    this.stepMs = stepOf({ periodMs })
    this.stepsPerPeriod = periodMs / this.stepMs
    this.kept = new Float64Array((range - 1) * this.stepsPerPeriod + 1)
    this.read = windowOf(subject)
    this.readAll = null
    if (subject.kind === 'metric') return
    const math = mathOf(subject.queries)
    this.readAll = math.isPointwise
      ? null
      : (world, endMs, values) => values.set(math.series(world, endMs, { length: values.length, periodMs }))
  }

  /** Looks at the range that ends at `endMs`, a whole step. */
  look(world: World, endMs: number): Float64Array {
    const { values, kept, stepsPerPeriod } = this
    if (this.readAll !== null) {
      this.readAll(world, endMs, values)
      return values
    }
    this.slide(world, endMs)
    let at = kept.length - 1
    for (let index = values.length - 1; index >= 0; index--) {
      const value = kept[at]!
      values[index] = value === UNREAD ? this.readAt(world, at) : value
      at -= stepsPerPeriod
    }
    return values
  }

  private slide(world: World, endMs: number): void {
    const { kept, keptUntilMs } = this
    const { rewrites } = world.indexes.customMetrics
    const steps = (endMs - keptUntilMs) / this.stepMs
    const isOutdated = this.isCustom && this.rewrites !== rewrites
    if (isOutdated || steps < 0 || steps >= kept.length) kept.fill(UNREAD)
    else if (steps > 0) {
      kept.copyWithin(0, steps)
      kept.fill(UNREAD, kept.length - steps)
    }
    this.rewrites = rewrites
    this.keptUntilMs = endMs
  }

  private readAt(world: World, at: number): number {
    const endMs = this.keptUntilMs - (this.kept.length - 1 - at) * this.stepMs
    const value = endMs < this.periodMs ? Number.NaN : this.read(world, endMs - this.periodMs, endMs)
    // What is not complete yet is read again: datapoints of a minute come when that is over, whichever part of it is asked for.
    const completeAtMs = Math.ceil(endMs / MINUTE_MS) * MINUTE_MS + world.behavior.publishDelayMs
    if (completeAtMs <= world.nowMs) this.kept[at] = value
    return value
  }
}

/** Reads the value of one window, a metric's or an expression's; NaN where there is no datapoint. */
export function windowOf(subject: Evaluated): (world: World, fromMs: number, toMs: number) => number {
  if (subject.kind === 'metric') return (world, fromMs, toMs) => valueWithin(world, subject.stat, fromMs, toMs)
  const math = mathOf(subject.queries)
  return (world, fromMs, toMs) => math.series(world, toMs, { length: 1, periodMs: toMs - fromMs })[0]!
}

/** By world, and by what the alarm watches: a new configuration brings a new subject. */
const TRACKS = new WeakMap<World, WeakMap<AlarmSubject, Track>>()

/** Values of the evaluation range as of the last step of an alarm that is evaluated, oldest first. Valid until the next call. */
export function lookOf(world: World, alarm: Readonly<Alarm>): Float64Array {
  const step = stepOf(alarm)
  return trackOf(world, alarm).look(world, lastStep(world, step))
}

function trackOf(world: World, { subject, periodMs, evaluationPeriods }: Readonly<Alarm>): Track {
  const tracks = entryOf(TRACKS, world, () => new WeakMap<AlarmSubject, Track>())
  const known = tracks.get(subject)
  if (known !== undefined && known.periodMs === periodMs && known.evaluationPeriods === evaluationPeriods) return known
  assert(subject.kind !== 'byHand', 'an alarm by hand sees nothing')
  const range = rangeOf({ evaluationPeriods }, world.behavior.evaluationRangeExtra)
  const track = new Track(subject, { periodMs, evaluationPeriods }, range)
  tracks.set(subject, track)
  return track
}

/** The end of the newest window. A tick that is still to come in this instant has looked at nothing yet. */
export function lastStep({ nowMs, tickAtMs }: Pick<World, 'nowMs' | 'tickAtMs'>, stepMs: number): number {
  return Math.floor((tickAtMs === nowMs ? nowMs - 1 : nowMs) / stepMs) * stepMs
}

function statsOf(subject: Evaluated): readonly MetricStat[] {
  if (subject.kind === 'metric') return [subject.stat]
  return subject.queries.flatMap(({ stat }) => stat ?? [])
}

function valueWithin(world: World, { metric, statistic, unit }: MetricStat, fromMs: number, toMs: number): number {
  return statisticOf(statisticsOf(world, metric, fromMs, toMs, unit), statistic)
}

interface Range {
  readonly length: number
  readonly periodMs: number
}

interface MathReading {
  readonly isPointwise: boolean
  series(world: World, endMs: number, range: Range): Series
}

/** The row that is returned, over the periods that end at `endMs`. */
function mathOf(queries: readonly MetricQuery[]): MathReading {
  const { id } = queries.find(({ returnData }) => returnData)!
  const program = checked(queries)
  return {
    isPointwise: program.isPointwise(id),
    series(world, endMs, { length, periodMs }) {
      const seriesOf = ({ stat }: MetricQuery) =>
        Float64Array.from({ length }, (_, index) => {
          const toMs = endMs - (length - 1 - index) * periodMs
          return toMs < periodMs ? Number.NaN : valueWithin(world, stat!, toMs - periodMs, toMs)
        })
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
