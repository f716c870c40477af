// How does a timeline look in a terminal? A table of at most 100 columns; a row for each wave, service events beneath.
import { type Look, type Paint, type Style, styleOf } from './paint.ts'
import { clockText, wrap } from './text.ts'
import type { DeploymentTimeline } from './timeline.ts'
import type { TaskCounts, Wave } from './wave.ts'

export interface FormatOptions extends Look {
  /** The instant at which a clock shows 0 on which the reader finds the timeline's beginning. */
  readonly zeroMs?: number | undefined
}

/**
 * The timeline as lines of text, without a line break at the end. The table itself needs 76 columns and what happens.
 * @throws UsageError for a width that is none
 */
export function formatTimeline(timeline: DeploymentTimeline, { zeroMs, ...look }: FormatOptions = {}): string {
  const { paint, width } = styleOf(look)
  const rows = timeline.waves.flatMap((wave) => [
    ...rowLines(wave, { paint, width }),
    ...eventLines(wave, { paint, width }),
  ])
  const head = headline(timeline, zeroMs ?? timeline.fromMs, paint)
  return [head, '', ...headOf(paint), ...rows, '', footerOf(timeline, paint)].join('\n')
}

function headline(
  { serviceName, taskDefinition, replaces, fromMs }: DeploymentTimeline,
  zeroMs: number,
  paint: Paint,
): string {
  const begin = fromMs <= zeroMs ? '' : `, from ${clockText(fromMs - zeroMs)} on the clock`
  return `${paint.bold(serviceName)}  ${taskDefinition}${changeOf(taskDefinition, replaces)}${begin}`
}

function changeOf(taskDefinition: string, replaces: readonly string[]): string {
  if (replaces.length === 0) return ''
  return replaces.length === 1 && replaces[0] === taskDefinition ? ' once more' : ` replaces ${replaces.join(', ')}`
}

// ── the table ──

const SIDE = ['pend', 'run', 'heal', 'stop']
const CELL = 5
const TIME = 9
const LIMIT = 10
const BEFORE_DOINGS = TIME + 2 + 2 * SIDE.length * CELL + 5 + 2 * LIMIT
const INDENT = ' '.repeat(TIME + 2)

function headOf(paint: Paint): string[] {
  const side = (name: string) =>
    ` ${name} `.padStart((SIDE.length * CELL + name.length) / 2 + 2, '─').padEnd(SIDE.length * CELL, '─')
  const names = SIDE.map((name) => name.padStart(CELL)).join('')
  return [
    `${''.padEnd(TIME)}  ${side('old')}  ${side('new')}   ${' healthy'.padEnd(LIMIT)}${' tasks'.padEnd(LIMIT)}`,
    `${'time'.padStart(TIME)}  ${names}  ${names}   ${' ≥ limit'.padEnd(LIMIT)}${' ≤ limit'.padEnd(LIMIT)}at this instant`,
  ].map((line) => paint.dim(line.trimEnd()))
}

function rowLines(wave: Wave, { paint, width }: Style): string[] {
  const { old, new: fresh, lower, upper } = wave
  const healthy = old.healthy + fresh.healthy
  const total = totalOf(old) + totalOf(fresh)
  const numbers = [
    clockText(wave.sinceMs).padStart(TIME),
    `  ${sideText(old, paint)}  ${sideText(fresh, paint)}   `,
    limited(`${padded(healthy)} ≥ ${lower}`, healthy >= lower, paint),
    limited(`${padded(total)} ≤ ${upper}`, total <= upper, paint),
  ].join('')
  const doings = doingsOf(wave)
  if (doings.length <= width - BEFORE_DOINGS) return [(numbers + doings).trimEnd()]
  return [numbers.trimEnd(), ...wrap(doings, { first: INDENT, next: INDENT, width })]
}

function padded(count: number): string {
  return String(count).padStart(3)
}

function totalOf({ pending, running, stopping }: TaskCounts): number {
  return pending + running + stopping
}

function sideText({ pending, running, healthy, stopping }: TaskCounts, paint: Paint): string {
  return [pending, running, healthy, stopping]
    .map((count) => (count === 0 ? paint.dim('·'.padStart(CELL)) : String(count).padStart(CELL)))
    .join('')
}

function limited(text: string, isKept: boolean, paint: Paint): string {
  const cell = `${text} `.padEnd(LIMIT)
  return isKept ? cell : paint.bad(cell)
}

function doingsOf({ startedOld, startedNew, stoppedOld, stoppedNew }: Wave): string {
  const doings = [
    [startedNew, 'start', 'new'],
    [startedOld, 'start', 'old'],
    [stoppedOld, 'stop', 'old'],
    [stoppedNew, 'stop', 'new'],
  ] as const
  return doings
    .filter(([count]) => count > 0)
    .map(([count, verb, side]) => `${verb} ${count} ${side}`)
    .join(', ')
}

// ── events ──

/** Starts and stops stand in the table already. */
const IN_THE_TABLE = /\) (?:has started \d+ tasks|has stopped \d+ running tasks|stopped \d+ pending tasks)/

function eventLines({ events }: Wave, { paint, width }: Style): string[] {
  return events
    .filter((message) => !IN_THE_TABLE.test(message))
    .flatMap((message) => wrap(message, { first: `${INDENT}» `, next: `${INDENT}  `, width }))
    .map((line) => paint.dim(line))
}

// ── the end of it ──

function footerOf(timeline: DeploymentTimeline, paint: Paint): string {
  const end = endOf(timeline, paint)
  if (timeline.lowestHealthy === null) return end
  const { count, lower, sinceMs } = timeline.lowestHealthy
  const level = `fewest healthy tasks: ${count} (limit ${lower}), first at ${clockText(sinceMs)}`
  return `${end}; ${count < lower ? paint.bad(level) : level}`
}

function endOf({ status, completedAtMs, waves, fromMs }: DeploymentTimeline, paint: Paint): string {
  const last = clockText((waves.at(-1)?.atMs ?? fromMs) - fromMs)
  if (status === 'superseded') return `superseded after ${last}`
  if (completedAtMs === null) return paint.bad(`deployment not completed, and no change since ${last}`)
  if (completedAtMs < fromMs) return 'deployment completed before'
  return paint.good(`deployment completed at ${clockText(completedAtMs - fromMs)}`)
}
