// How do quantities over time look in a terminal? A panel for each unit, one above the other, over one time axis.
import { type Series, show, UsageError } from '../../index.ts'
import { flowed, type Line, lengthOf, painted } from '../ink.ts'
import { clipped, printable } from '../names.ts'
import { type Look, type Paint, type Style, styleOf } from '../paint.ts'
import { momentOf, tickText, timeTicks } from './axes.ts'
import { type Curve, MARGIN, type Panel, panelLines, sampleOf } from './plot.ts'

export interface SeriesLook extends Look {
  /** Rows of a panel, 3 to 40; 8 when absent. */
  readonly height?: number | undefined
  /** Columns that are to share a panel, panel by panel; by their units when absent. */
  readonly panels?: readonly (readonly string[])[] | undefined
  /** What a column is to keep to: a dotted line in its panel. */
  readonly targets?: Readonly<Record<string, number>> | undefined
}

const COUNTS: ReadonlySet<string> = new Set(['tasks', 'instances'])
const AMOUNTS: ReadonlySet<string> = new Set(['requests', 'messages'])
const LONGEST_NAME = 40

/**
 * The series as lines of text, without a line break at the end.
 * @throws UsageError for a width or height that nothing can be drawn in, and for a column that is not there
 */
export function formatSeries(series: Series, { height = 8, panels, targets = {}, ...look }: SeriesLook = {}): string {
  const { paint, width } = styleOf(look)
  if (!Number.isSafeInteger(height) || height < 3 || height > 40)
    refuse('height', 'a whole number of rows from 3 to 40', show(height))
  const room = width - MARGIN - 2
  const shown = thinned(series, room)
  const drawn = panelsOf(shown, panels ?? byUnit(shown), targets, series.periodMs)
  const ticks = ticksOf(shown, room)
  if (shown.times.length === 0) return [...headOf(series, shown, { paint, width }), 'No period is over yet.'].join('\n')
  const bodies = drawn.flatMap((panel, nth) => {
    const isLast = nth === drawn.length - 1
    const rows = hasValues(panel)
      ? panelLines(panel, { paint, columns: room, rows: height, ticks: isLast ? ticks : null })
      : [[{ text: `${' '.repeat(MARGIN)}no values`, color: paint.dim }]]
    return ['', ...legendOf(panel, paint, width).map(painted), ...rows.map(painted)]
  })
  return [...headOf(series, shown, { paint, width }), ...bodies].join('\n')
}

function hasValues({ curves }: Panel): boolean {
  return curves.some(({ values, isTarget }) => !isTarget && values.some((value) => value !== null))
}

function headOf({ subject, times, periodMs }: Series, shown: Series, { paint, width }: Style): string[] {
  const name = clipped(printable(subject.name), LONGEST_NAME)
  if (times.length === 0) return [paint.bold(name)]
  const span = `${momentOf(times[0]!)} to ${momentOf(times.at(-1)! + periodMs)} UTC`
  const words = paint.dim(`${span}, ${shown.periodMs / 60_000} min a point`)
  const isShort = name.length + span.length + 20 <= width
  return isShort ? [`${paint.bold(name)}  ${words}`] : [paint.bold(name), words]
}

/** As many points as there is room for: percentages, times and amounts on average, counts as they were at the end. */
function thinned(series: Series, room: number): Series {
  const each = Math.ceil(series.times.length / room)
  if (each <= 1) return series
  const bundles = <T>(values: readonly T[]) =>
    Array.from({ length: Math.ceil(values.length / each) }, (_, nth) => values.slice(nth * each, (nth + 1) * each))
  const columns = Object.entries(series.columns).map(([name, values]) => {
    const isCount = COUNTS.has(series.units[name] ?? '')
    return [name, bundles(values).map((bundle) => (isCount ? (bundle.at(-1) ?? null) : meanOf(bundle)))]
  })
  return {
    ...series,
    periodMs: series.periodMs * each,
    times: bundles(series.times).map(([first]) => first!),
    columns: Object.fromEntries(columns),
  }
}

function meanOf(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null)
  return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length
}

function byUnit({ columns, units }: Series): string[][] {
  const panels = new Map<string, string[]>()
  // Metrics of CloudWatch come without units: each has a panel of its own.
  for (const name of Object.keys(columns)) {
    const key = units[name] === '' ? `metric ${name}` : units[name]!
    panels.set(key, [...(panels.get(key) ?? []), name])
  }
  return [...panels.values()]
}

function panelsOf(
  { columns, units, times }: Series,
  names: readonly (readonly string[])[],
  targets: Readonly<Record<string, number>>,
  /** Of what was asked for: points may stand for more. */
  grainMs: number,
): Panel[] {
  for (const name of [...names.flat(), ...Object.keys(targets)])
    if (!Object.hasOwn(columns, name)) refuse('columns', `one of ${Object.keys(columns).join(', ')}`, show(name))
  return names.map((panel) => {
    const curves = panel.map((name): Curve => ({ name, values: columns[name]!, isTarget: false }))
    const kept = panel
      .filter((name) => Object.hasOwn(targets, name))
      .map((name): Curve => {
        const value = targets[name]!
        return { name: `target ${tickText(value)}`, values: times.map(() => value), isTarget: true }
      })
    const unit = [...new Set(panel.map((name) => units[name] ?? ''))].filter((one) => one !== '').join(', ')
    return {
      unit: AMOUNTS.has(unit) ? `${unit} in ${grainMs / 60_000} min` : unit,
      isCount: panel.every((name) => COUNTS.has(units[name] ?? '')),
      curves: [...curves, ...kept],
    }
  })
}

function legendOf({ unit, curves }: Panel, paint: Paint, width: number): Line[] {
  const items: Line[] = curves.map(({ name }, index) => [
    sampleOf(curves, index, paint),
    { text: ` ${clipped(printable(name), LONGEST_NAME)}` },
  ])
  const head: Line = [{ text: unit.padStart(MARGIN - 1), color: paint.dim }]
  return flowed([head, ...items], '  ', width).map((line) => (lengthOf(line) > width ? line.slice(0, 2) : line))
}

function ticksOf({ times, periodMs }: Series, room: number) {
  const first = times[0] ?? 0
  const last = times.at(-1) ?? 0
  return timeTicks(first, last, Math.floor(room / 11)).map(({ atMs, text }) => ({
    place: Math.round((atMs - first) / periodMs),
    text,
  }))
}

function refuse(path: string, expected: string, found: string): never {
  throw new UsageError(`formatSeries: ${path}: expected ${expected}, found ${found}.`, { path, expected, found })
}
