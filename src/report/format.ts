// How does a deployment look in a terminal? A table of at most 100 columns; a row for each wave, service events beneath,
// and where the time went.
import { allTasks, type DeploymentRecord, healthyTasks, type TaskCounts, type Wave } from '../index.ts'
import { type Look, type Paint, type Style, styleOf } from './paint.ts'
import { pathLines } from './path-words.ts'
import { clockText, wrap } from './text.ts'

export interface FormatOptions extends Look {
  /** The instant at which a clock shows 0 on which the reader finds the first wave. */
  readonly zeroMs?: number | undefined
}

/**
 * A deployment as lines of text, without a line break at the end. The table itself needs 76 columns, 9 more for a service behind a load
 * balancer, and what happens.
 * @throws UsageError for a width that is none
 */
export function formatDeployment(record: DeploymentRecord, { zeroMs, ...look }: FormatOptions = {}): string {
  const { paint, width } = styleOf(look)
  const style = { paint, width, hasTargets: record.waves.some(({ targets }) => targets.length > 0) }
  const rows = record.waves.flatMap((wave) => [...rowLines(wave, style), ...eventLines(wave, style)])
  const { completedAtMs, fromMs, criticalPath } = record
  const head = headline(record, zeroMs ?? fromMs, paint)
  const isPast = completedAtMs !== null && completedAtMs < fromMs
  const path = isPast ? [] : pathLines(criticalPath, width)
  const end = [...footerLines(record, { paint, width }), ...path.map(paint.dim)]
  return [head, '', ...headOf(style), ...rows, '', ...end].join('\n')
}

function headline(
  { serviceName, taskDefinition, replaces, rollsBack, fromMs }: DeploymentRecord,
  zeroMs: number,
  paint: Paint,
): string {
  const begin = fromMs <= zeroMs ? '' : `, from ${clockText(fromMs - zeroMs)} on the clock`
  const change = rollsBack === null ? changeOf(taskDefinition, replaces) : ' is rolled back to'
  return `${paint.bold(serviceName)}  ${taskDefinition}${change}${begin}`
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
const TARGETS = 9
const BEFORE_DOINGS = TIME + 2 + 2 * SIDE.length * CELL + 5 + 2 * LIMIT
const INDENT = ' '.repeat(TIME + 2)

interface TableStyle extends Style {
  readonly hasTargets: boolean
}

function headOf({ paint, hasTargets }: TableStyle): string[] {
  const side = (name: string) =>
    ` ${name} `.padStart((SIDE.length * CELL + name.length) / 2 + 2, '─').padEnd(SIDE.length * CELL, '─')
  const names = SIDE.map((name) => name.padStart(CELL)).join('')
  const [targets, healthy] = hasTargets ? ['targets'.padEnd(TARGETS), 'healthy'.padEnd(TARGETS)] : ['', '']
  return [
    `${''.padEnd(TIME)}  ${side('old')}  ${side('new')}   ${' healthy'.padEnd(LIMIT)}${' tasks'.padEnd(LIMIT)}${targets}`,
    `${'time'.padStart(TIME)}  ${names}  ${names}   ${' ≥ limit'.padEnd(LIMIT)}${' ≤ limit'.padEnd(LIMIT)}${healthy}at this instant`,
  ].map((line) => paint.dim(line.trimEnd()))
}

function rowLines(wave: Wave, { paint, width, hasTargets }: TableStyle): string[] {
  const { old, new: fresh, lower, upper } = wave
  const healthy = healthyTasks(wave)
  const total = allTasks(wave)
  const numbers = [
    clockText(wave.sinceMs).padStart(TIME),
    `  ${sideText(old, paint)}  ${sideText(fresh, paint)}   `,
    limited(`${padded(healthy)} ≥ ${lower}`, healthy >= lower, paint),
    limited(`${padded(total)} ≤ ${upper}`, total <= upper, paint),
    ...(hasTargets ? [`${targetsText(wave)} `.padEnd(TARGETS)] : []),
  ].join('')
  const doings = doingsOf(wave)
  const room = width - BEFORE_DOINGS - (hasTargets ? TARGETS : 0)
  if (doings.length <= room) return [(numbers + doings).trimEnd()]
  return [numbers.trimEnd(), ...wrap(doings, { first: INDENT, next: INDENT, width })]
}

function padded(count: number): string {
  return String(count).padStart(3)
}

/** `3/4`: healthy ones of all that are registered, one group after the other. */
function targetsText({ targets }: Wave): string {
  return targets.map(({ healthy, registered }) => `${healthy}/${registered}`).join(' ')
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

interface Ending {
  readonly text: string
  readonly color: (text: string) => string
}

/** In its colours where it fits on one line. */
function footerLines(record: DeploymentRecord, { paint, width }: Style): string[] {
  const end = endOf(record, paint)
  const level = levelOf(record, paint)
  const text = level === null ? end.text : `${end.text}; ${level.text}`
  if (text.length > width) return wrap(text, { first: '', next: '  ', width }).map(end.color)
  return [level === null ? end.color(end.text) : `${end.color(end.text)}; ${level.color(level.text)}`]
}

function levelOf({ lowestHealthy }: DeploymentRecord, paint: Paint): Ending | null {
  if (lowestHealthy === null) return null
  const { count, lower, sinceMs } = lowestHealthy
  const when = sinceMs < 0 ? 'before' : `first at ${clockText(sinceMs)}`
  const text = `fewest healthy tasks: ${count} (limit ${lower}), ${when}`
  return { text, color: count < lower ? paint.bad : String }
}

function endOf(record: DeploymentRecord, paint: Paint): Ending {
  const { status, completedAtMs, failedAtMs, rolloutStateReason, waves, fromMs } = record
  const last = clockText((waves.at(-1)?.atMs ?? fromMs) - fromMs)
  if (status === 'superseded') return { text: `superseded after ${last}`, color: String }
  if (status === 'deleted') return { text: 'not completed when the service was deleted', color: String }
  if (failedAtMs !== null && completedAtMs === null) {
    const when = failedAtMs < fromMs ? 'before' : `at ${clockText(failedAtMs - fromMs)}`
    return { text: `deployment ${status} ${when}: ${rolloutStateReason}`, color: paint.bad }
  }
  if (completedAtMs === null) return { text: `deployment not completed, and no change since ${last}`, color: paint.bad }
  if (completedAtMs < fromMs) return { text: 'deployment completed before', color: String }
  return { text: `deployment completed at ${clockText(completedAtMs - fromMs)}`, color: paint.good }
}
