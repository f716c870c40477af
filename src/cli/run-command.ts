// `drydock run`: reads a scenario, plays it, prints what came of it.
import type { DeploymentRecord } from '../index.ts'
import { describeResult, runScenario, type ScenarioResult } from '../inputs/index.ts'
import { paintOf } from '../report/index.ts'
import type { Io } from './io.ts'
import { STDIN } from './read-file.ts'
import { readScenario } from './read-scenario.ts'
import { runText } from './run-text.ts'
import { shellWord } from './shell-word.ts'

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
      : runText({ result, rollouts, moreBy: moreBy(path, options) }, { paint, isQuiet: options.quiet === true })
  io.out(`${text}\n`)
  return result.ok
}

/** The command that tells why there is no room; null when standard input has been read already. */
function moreBy(path: string, { seed }: RunOptions): string | null {
  if (path === STDIN) return null
  return `drydock explain ${shellWord(path)}${seed === undefined ? '' : ` --seed ${shellWord(seed)}`}`
}

function rolloutsOf({ simulation, zeroMs, verdict }: ScenarioResult): DeploymentRecord[] {
  const part = verdict.phase === 'start' ? {} : { since: zeroMs }
  return [...simulation.view.tables.services.values()].flatMap(({ arn }) => simulation.deployments(arn, part))
}
