// `drydock explain`: plays a scenario, and tells why a task is where it is, or why the next one finds no room.
import { formatInstant, parseDurationMs, parseInstantMs, type Simulation, show, UsageError } from '../index.ts'
import { runScenario, type ScenarioResult, spanText } from '../inputs/index.ts'
import { paintOf } from '../report/index.ts'
import { clusterNameOf, type Explained, explainedOf } from './explain-subjects.ts'
import { explainText } from './explain-text.ts'
import type { Io } from './io.ts'
import { readScenario } from './read-scenario.ts'

export interface ExplainOptions {
  readonly task?: string
  readonly service?: string
  readonly at?: string
  readonly json?: boolean
  readonly seed?: string
  readonly color: boolean
}

/** @throws UsageError */
export async function explainCommand(path: string, options: ExplainOptions, io: Io): Promise<void> {
  const scenario = await readScenario(path, io)
  const result = runScenario(scenario, options.seed === undefined ? {} : { seed: options.seed })
  const sim = options.at === undefined ? result.simulation : thenOf(result, options.at)
  const { task, service } = options
  const explained = explainedOf(sim, { task, service, cluster: scenario.cluster })
  const paint = paintOf(options.color && io.hasColors)
  const isPast = options.at !== undefined
  const text =
    options.json === true
      ? JSON.stringify(documentOf(result, sim, explained), null, 2)
      : explainText({ result, sim, explained, isPast }, paint)
  io.out(`${text}\n`)
}

/** The world as it was, at a time on the scenario's clock or an instant. */
function thenOf({ simulation, zeroMs }: ScenarioResult, at: string): Simulation {
  const atMs = /^\d{4}-/.test(at) ? parseInstantMs(at, '--at') : zeroMs + parseDurationMs(at, '--at')
  const firstMs = simulation.journal[0]?.atMs ?? zeroMs
  if (atMs >= firstMs && atMs <= simulation.nowMs) return simulation.forkAt(atMs)
  const end = `${spanText(simulation.nowMs - zeroMs)} on the clock (${formatInstant(simulation.nowMs)})`
  const expected =
    atMs < firstMs
      ? `an instant from ${formatInstant(firstMs)} on, where the simulation begins`
      : `a time up to ${end}, where the scenario ends`
  throw new UsageError(`--at: expected ${expected}, found ${show(at)}.`, { path: '--at', expected, found: show(at) })
}

/** For machines. `clockMs` is on the scenario's clock, which shows 0 at `startAt`. */
function documentOf({ scenario, seed, zeroMs }: ScenarioResult, sim: Simulation, explained: readonly Explained[]) {
  return {
    format: 1,
    scenario: scenario.name,
    title: scenario.title,
    seed,
    startAt: formatInstant(zeroMs),
    clockMs: sim.nowMs - zeroMs,
    explanations: explained.map(({ service, explanation }) => ({
      service: service === null ? null : { name: service.name, cluster: clusterNameOf(sim, service), arn: service.arn },
      blockedSinceClockMs: service?.blockedSinceMs == null ? null : service.blockedSinceMs - zeroMs,
      ...explanation,
    })),
  }
}
