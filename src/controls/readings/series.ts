// `sim.series`: quantities over time, side by side, as plain data. Everything follows from the journal and from what was metered.
import * as z from 'zod/mini'
import type { World } from '../../engine/world.ts'
import { toMillionths } from '../../kernel/arithmetic.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { isStatistic } from '../../model/scaling/statistics.ts'
import { parseControl } from '../parse.ts'
import { COLUMNS, type ColumnName, columnNamesOf, metric, metricOf, type ReadPeriod, readerOf } from './columns.ts'
import { type PeriodInput, periodsOf, refuse } from './span.ts'
import { type Subject, type SubjectInput, type SubjectKind, subjectOf, WORDS } from './subject.ts'

/** A metric of CloudWatch as a column. */
export interface MetricColumn {
  readonly namespace: string
  readonly metricName: string
  readonly dimensions?: Readonly<Record<string, string>> | undefined
  /** Average when absent. */
  readonly statistic?: string | undefined
  /** Its name in the series; that of the metric when absent. */
  readonly label?: string | undefined
}

export type ColumnInput = ColumnName | MetricColumn

/** One value a period in each column. */
export interface Series {
  readonly subject: { readonly kind: SubjectKind; readonly name: string }
  readonly periodMs: number
  /** The beginnings of the periods, in milliseconds since 1970. */
  readonly times: readonly number[]
  /** By the names of the columns, in the order in which they were asked for; null where there is no value. */
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>
  /** `%`, `tasks`, `s`…; '' of a metric. */
  readonly units: Readonly<Record<string, string>>
}

const CALL = 'series'
const STATISTIC = 'Average, Sum, Minimum, Maximum, SampleCount or one such as p95 or tm90'
const metricColumn = z.strictObject({
  namespace: z.string('the namespace of a metric'),
  metricName: z.string('the name of a metric'),
  dimensions: z.optional(z.record(z.string(), z.string('the value of a dimension'))),
  statistic: z.optional(z.string(STATISTIC).check(z.refine((text) => isStatistic(text), STATISTIC))),
  label: z.optional(z.string('a name').check(z.minLength(1, 'a name'))),
})
const LIST = 'a list of columns'
const columnList = z
  .array(z.unknown(), LIST)
  .check(z.minLength(1, 'at least one column'), z.maxLength(100, 'at most 100 columns'))

/** @throws UsageError */
export function seriesOf(world: World, input: SubjectInput, wanted: unknown, span: PeriodInput): Series {
  const subject = subjectOf(world, input, CALL)
  const { fromMs, toMs, periodMs } = periodsOf(world, span, CALL, MINUTE_MS)
  const reads = new Map<string, { readonly unit: string; readonly read: ReadPeriod }>()
  for (const [index, column] of parseControl(columnList, wanted, `${CALL}: columns`).entries()) {
    const { name, ...reader } = columnOf(world, subject, column, `${CALL}: columns[${index}]`)
    if (reads.has(name)) refuse(`${CALL}: columns[${index}]`, 'a name that no other column has', show(name))
    reads.set(name, reader)
  }
  const times: number[] = []
  for (let atMs = fromMs; atMs < toMs; atMs += periodMs) times.push(atMs)
  const columns = [...reads].map(([name, { read }]) => [
    name,
    times.map((atMs) => rounded(read(atMs, atMs + periodMs))),
  ])
  return {
    subject: { kind: subject.kind, name: subject.name },
    periodMs,
    times,
    columns: Object.fromEntries(columns),
    units: Object.fromEntries([...reads].map(([name, { unit }]) => [name, unit])),
  }
}

const rounded = (value: number | null) => (value === null ? null : toMillionths(value))

function columnOf(world: World, subject: Subject, column: unknown, path: string) {
  if (typeof column === 'object' && column !== null) {
    const {
      namespace,
      metricName,
      dimensions = {},
      statistic = 'Average',
      label,
    } = parseControl(metricColumn, column, path)
    const read = metric(world, metricOf(namespace, metricName, dimensions), statistic)
    return { name: label ?? metricName, unit: '', read }
  }
  const known = columnNamesOf(subject.kind)
  const name = known.find((one) => one === column)
  if (name !== undefined) return { name, unit: COLUMNS[name].unit, read: readerOf(world, subject, name) }
  const isElsewhere = typeof column === 'string' && Object.hasOwn(COLUMNS, column)
  const hint = typeof column === 'string' && !isElsewhere ? suggestion(column, known) : ''
  return refuse(path, `a column of ${WORDS[subject.kind]} (${known.join(', ')}) or a metric`, show(column), hint)
}
