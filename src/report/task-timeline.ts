// How does the life of a task look in a terminal? A row for the task, one for each container, and beneath what happened when.
import type { ContainerLane, LifeEvent, LifeEventName, Stretch, TaskTimeline } from '../index.ts'
import { flowed, type Line, painted } from './ink.ts'
import { clipped, printable } from './names.ts'
import { type Look, type Paint, styleOf } from './paint.ts'
import { type Axis, axisOf } from './task-axis.ts'
import { clockText, wrap } from './text.ts'

export interface TaskTimelineOptions extends Look {
  /** The instant at which the clock shows 0; the beginning of the task when absent, or when that is earlier. */
  readonly zeroMs?: number | undefined
}

/**
 * The timeline of a task as lines of text, without a line break at the end; at most `width` columns (100), readable without colours.
 * @throws UsageError for a width that is none
 */
export function formatTaskTimeline(timeline: TaskTimeline, { zeroMs, ...look }: TaskTimelineOptions = {}): string {
  const { paint, width } = styleOf(look)
  const zero = Math.min(zeroMs ?? timeline.fromMs, timeline.fromMs)
  const lanes = lanesOf(timeline)
  const nameWidth = Math.min(NAME, Math.max(...lanes.map(({ name }) => name.length)))
  const axis = axisOf({ instants: instantsOf(timeline, lanes), width: width - nameWidth - 2, zeroMs: zero })
  const indent = ' '.repeat(nameWidth + 2)
  const rows = lanes.map(
    (lane) => `${clipped(lane.name, nameWidth).padEnd(nameWidth)}  ${barOf(lane, axis, timeline, paint)}`,
  )
  return [
    ...headOf(timeline, zero, { paint, width }),
    '',
    paint.dim(`${indent}${axis.labels}`),
    paint.dim(`${indent}${axis.ruler}`),
    ...rows,
    '',
    ...legendOf(lanes, axis, { paint, width }),
    ...happeningsOf(lanes, zero, { paint, width }),
  ].join('\n')
}

interface Style {
  readonly paint: Paint
  readonly width: number
}

interface Lane {
  readonly name: string
  readonly states: readonly Stretch[]
  readonly events: readonly LifeEvent[]
}

const NAME = 18
const TASK = 'task'

function lanesOf({ statuses, events, containers }: TaskTimeline): readonly Lane[] {
  const own = containers.map(
    ({ name, states, events: happened }: ContainerLane): Lane => ({ name: printable(name), states, events: happened }),
  )
  return [{ name: TASK, states: statuses, events }, ...own]
}

function instantsOf({ fromMs, toMs }: TaskTimeline, lanes: readonly Lane[]): number[] {
  const inner = lanes.flatMap(({ states, events }) => [
    ...states.flatMap((state) => [state.fromMs, state.toMs ?? toMs]),
    ...events.map(({ atMs }) => atMs),
  ])
  return [fromMs, ...inner, toMs].filter((atMs) => atMs >= fromMs && atMs <= toMs)
}

function headOf(timeline: TaskTimeline, zeroMs: number, { paint, width }: Style): string[] {
  const { taskId, taskDefinition, launchType, fromMs, toMs, isOver, stoppedReason, stopCode } = timeline
  const what = `${printable(taskDefinition)} on ${launchType}, from ${clockText(fromMs - zeroMs)} to ${clockText(toMs - zeroMs)}`
  const [first = '', ...rest] = wrap(`${printable(taskId.slice(0, 8))} ${what}`, { first: '', next: '  ', width })
  const end = isOver ? `STOPPED, ${stopCode ?? 'no code'}: ${printable(stoppedReason ?? '')}` : 'not over yet'
  const [bold, ...others] = [first, ...rest, ...wrap(end, { first: '', next: '  ', width })].map((line) =>
    clipped(line, width),
  )
  return [paint.bold(bold!), ...others]
}

// ── bars ──

type Color = (text: string, paint: Paint) => string
const plain: Color = (text) => text
const good: Color = (text, paint) => paint.good(text)
const dim: Color = (text, paint) => paint.dim(text)
const bad: Color = (text, paint) => paint.bad(text)

const STATES: Readonly<Record<string, { readonly glyph: string; readonly color: Color }>> = {
  waiting: { glyph: '·', color: dim },
  pulling: { glyph: '░', color: plain },
  starting: { glyph: '▒', color: plain },
  running: { glyph: '█', color: good },
  stopping: { glyph: '▓', color: bad },
  PROVISIONING: { glyph: '┄', color: dim },
  PENDING: { glyph: '─', color: plain },
  ACTIVATING: { glyph: '─', color: plain },
  RUNNING: { glyph: '━', color: good },
  DEACTIVATING: { glyph: '═', color: bad },
  STOPPING: { glyph: '═', color: bad },
  DEPROVISIONING: { glyph: '┄', color: dim },
}

/** Later ones win where several stand at one place. */
const MARKS: Readonly<
  Record<LifeEventName, { readonly letter: string; readonly words: string; readonly color: Color }>
> = {
  settled: { letter: 'S', words: 'has run long enough', color: good },
  healthy: { letter: 'H', words: 'healthy', color: good },
  'stop-signal': { letter: 'T', words: 'stop signal', color: bad },
  unhealthy: { letter: 'U', words: 'unhealthy', color: bad },
  restart: { letter: 'R', words: 'restarted', color: bad },
  'to-stop': { letter: '!', words: 'is to stop', color: bad },
  exit: { letter: 'X', words: 'exited', color: bad },
  'never-started': { letter: 'N', words: 'never started', color: bad },
  fault: { letter: 'F', words: 'fault', color: bad },
}
const RANKS = Object.keys(MARKS)

interface Cell {
  readonly text: string
  readonly color: Color
}

function barOf({ states, events }: Lane, axis: Axis, { toMs, isOver }: TaskTimeline, paint: Paint): string {
  const cells: Cell[] = Array.from({ length: axis.width }, () => ({ text: ' ', color: plain }))
  for (const { state, fromMs, toMs: endMs } of states) {
    const { glyph, color } = STATES[state] ?? { glyph: '─', color: plain }
    const from = axis.columnOf(fromMs)
    const isToTheEnd = (endMs ?? toMs) >= toMs
    const to = isToTheEnd ? axis.width : Math.max(from + 1, axis.columnOf(endMs ?? toMs))
    const text = labelled(state, glyph, to - from)
    for (let column = from; column < to; column++) cells[column] = { text: text[column - from]!, color }
    if (endMs === null && !isOver) cells[axis.width - 1] = { text: '›', color }
  }
  const inOrder = [...events].sort((a, b) => RANKS.indexOf(a.what) - RANKS.indexOf(b.what))
  for (const { what, atMs } of inOrder) {
    const { letter, color } = MARKS[what]
    cells[axis.columnOf(atMs)] = { text: letter, color }
  }
  return painted(lineOf(cells, paint))
}

/** The task's statuses say their names where there is room; what a container does, its glyph says. */
function labelled(state: string, glyph: string, length: number): string {
  const isNamed = state === state.toUpperCase() && length >= state.length + 2
  return isNamed ? `${glyph}${state}`.padEnd(length, glyph) : glyph.repeat(length)
}

/** Neighbours of one colour are painted together. */
function lineOf(cells: readonly Cell[], paint: Paint): Line {
  const runs: { text: string; color: Color }[] = []
  for (const { text, color } of cells) {
    const last = runs.at(-1)
    if (last?.color === color) last.text += text
    else runs.push({ text, color })
  }
  return runs.map(({ text, color }) => ({ text, color: color === plain ? undefined : (shown) => color(shown, paint) }))
}

// ── beneath ──

function legendOf(lanes: readonly Lane[], { hasBreaks }: Axis, { paint, width }: Style): string[] {
  const used = new Set(lanes.slice(1).flatMap(({ states }) => states.map(({ state }) => state)))
  const states = Object.entries(STATES).filter(([state]) => used.has(state))
  const items = [
    ...states.map(([state, { glyph }]) => `${glyph.repeat(2)} ${state}`),
    ...(hasBreaks ? ['╌╌ shortened'] : []),
  ]
  return flowed(
    items.map((text) => [{ text }]),
    '   ',
    width,
  ).map((line) => paint.dim(painted(line)))
}

const MOST = 24

/** Every mark in words. */
function happeningsOf(lanes: readonly Lane[], zeroMs: number, { paint, width }: Style): string[] {
  const all = lanes
    .flatMap(({ name, events }) => events.map((event) => ({ name, ...event })))
    .sort((a, b) => a.atMs - b.atMs)
  const lines = all.slice(0, MOST).flatMap(({ name, what, atMs, detail }) => {
    const { letter, words, color } = MARKS[what]
    const sentence = `${clipped(name, NAME)}: ${words}${detail === null ? '' : `, ${printable(detail)}`}`
    const first = `${clockText(atMs - zeroMs).padStart(TIME)}  ${letter}  `
    const [head = '', ...rest] = wrap(sentence, { first, next: ' '.repeat(first.length), width }).map((line) =>
      clipped(line, width),
    )
    return [head.replace(`  ${letter}  `, () => `  ${color(letter, paint)}  `), ...rest]
  })
  const more = all.length > MOST ? [paint.dim(`${''.padStart(TIME)}  and ${all.length - MOST} more`)] : []
  return lines.length === 0 ? [] : ['', ...lines, ...more]
}

const TIME = 9
