// `drydock run`: reads a scenario, plays it, prints what came of it.
import { dirname, resolve } from 'node:path'
import { UsageError } from '../index.ts'
import {
  describeResult,
  loadScenario,
  reasonOf,
  runScenario,
  type Scenario,
  type ScenarioResult,
} from '../inputs/index.ts'
import { type DeploymentTimeline, deploymentTimelines } from '../report/index.ts'
import type { Io } from './io.ts'
import { paintOf } from './paint.ts'
import { runText } from './run-text.ts'

export interface RunOptions {
  readonly json?: boolean
  readonly seed?: string
  readonly quiet?: boolean
  readonly color: boolean
}

/** Returns whether the scenario met its expectations. @throws UsageError */
export async function runCommand(path: string, options: RunOptions, io: Io): Promise<boolean> {
  const scenario = await readScenario(path, io)
  const result = runScenario(scenario, options.seed === undefined ? {} : { seed: options.seed })
  const rollouts = rolloutsOf(result)
  const paint = paintOf(options.color && io.hasColors)
  const text =
    options.json === true
      ? JSON.stringify({ ...describeResult(result), rollouts }, null, 2)
      : runText({ result, rollouts }, { paint, isQuiet: options.quiet === true })
  io.out(`${text}\n`)
  return result.ok
}

/** `file://` paths are relative to the scenario; to the working folder when it comes from standard input. */
async function readScenario(path: string, io: Io): Promise<Scenario> {
  const isStdin = path === '-'
  const folder = isStdin ? '.' : dirname(path)
  const text = isStdin ? await io.readStdin() : readOrRefuse(path, io)
  return loadScenario(text, {
    name: isStdin ? '<stdin>' : path,
    readFile: (reference) => io.readFile(resolve(folder, reference)),
  })
}

function readOrRefuse(path: string, io: Io): Uint8Array {
  try {
    return io.readFile(path)
  } catch (error) {
    throw new UsageError(`cannot read ${path.slice(0, 200)}: ${reasonOf(error)}.`, { path, expected: 'a scenario' })
  }
}

function rolloutsOf({ simulation, zeroMs, verdict }: ScenarioResult): DeploymentTimeline[] {
  const sinceMs = verdict.phase === 'start' ? 0 : zeroMs
  return [...simulation.view.tables.services.values()].flatMap(({ arn }) =>
    deploymentTimelines(simulation, arn, { sinceMs }),
  )
}
