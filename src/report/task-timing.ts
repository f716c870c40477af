// Where did a task's time go? The critical path of its start and of its stop, one line for each step.
import type { TaskTiming, TimingPath, TimingSegment } from '../index.ts'
import { clipped, printable } from './names.ts'
import { type Look, styleOf } from './paint.ts'

/** The steps as lines of text, without a line break at the end; at most `width` columns (100). @throws UsageError for a width that is none */
export function formatTaskTiming({ start, stop }: TaskTiming, look: Look = {}): string {
  const { paint, width } = styleOf(look)
  const begin = { started: 'to start', 'under way': 'so far to start', 'given up': 'until its start was given up' }
  const paths: (readonly [path: TimingPath, words: string])[] = [[start, begin[start.outcome]]]
  if (stop !== null) paths.push([stop, stop.toMs === null ? 'so far to stop' : 'to stop'])
  return paths
    .map(([path, words]) => {
      const lines = path.segments.map((segment) => clipped(`${span(segment.ms)}  ${stepOf(segment)}`, width))
      return [paint.bold(`${span(path.totalMs)}  ${words}`), ...lines].join('\n')
    })
    .join('\n\n')
}

function stepOf({ name, container, waitsFor, rule, toMs }: TimingSegment): string {
  const whose = container === null ? 'task' : printable(container)
  const what = waitsFor === null ? name : `${name} on ${printable(waitsFor.container)} ${waitsFor.condition}`
  return `${whose}: ${what} (${rule})${toMs === null ? ', still going on' : ''}`
}

function span(ms: number): string {
  return `${(Math.floor(ms / 100 + 0.5) / 10).toFixed(1)} s`.padStart(10)
}
