// `drydock timeline`: plays a scenario, and draws the life of one of its tasks.
import { formatInstant } from '../index.ts'
import { runScenario } from '../inputs/index.ts'
import { formatTaskTimeline, formatTaskTiming, paintOf, wrap } from '../report/index.ts'
import type { Io } from './io.ts'
import { readScenario } from './read-scenario.ts'
import { taskArnOf } from './task-by-id.ts'

export interface TimelineOptions {
  readonly task: string
  readonly json?: boolean
  readonly seed?: string
  readonly color: boolean
}

const WIDTH = 100

/** @throws UsageError */
export async function timelineCommand(path: string, options: TimelineOptions, io: Io): Promise<void> {
  const scenario = await readScenario(path, io)
  const { simulation, zeroMs, seed } = runScenario(scenario, options.seed === undefined ? {} : { seed: options.seed })
  const task = taskArnOf(simulation, options.task)
  const [timeline, timing] = [simulation.timeline(task), simulation.timing(task)]
  const { name, title } = scenario
  if (options.json === true) {
    const document = { format: 1, scenario: name, title, seed, startAt: formatInstant(zeroMs), timeline, timing }
    io.out(`${JSON.stringify(document, null, 2)}\n`)
    return
  }
  const paint = paintOf(options.color && io.hasColors)
  const look = { paint, width: WIDTH }
  const head = wrap(title ?? name, { first: '', next: '', width: WIDTH })
    .map(paint.bold)
    .join('\n')
  io.out(`${[head, formatTaskTimeline(timeline, { ...look, zeroMs }), formatTaskTiming(timing, look)].join('\n\n')}\n`)
}
