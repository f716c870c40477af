// What does `drydock explain` say to people? Each explanation; when nobody waits for room, the fleet and its tasks.
import { formatInstant, type Simulation } from '../index.ts'
import { type ScenarioResult, spanText, verdictText } from '../inputs/index.ts'
import { formatExplanation, formatFleet, type Paint, wrap } from '../report/index.ts'
import { clusterNameOf, type Explained } from './explain-subjects.ts'

export interface Findings {
  readonly result: ScenarioResult
  /** The world that is spoken of. */
  readonly sim: Simulation
  readonly explained: readonly Explained[]
  /** Whether that is not how the scenario ended. */
  readonly isPast: boolean
}

const WIDTH = 100

export function explainText(findings: Findings, paint: Paint): string {
  const { result, sim, explained, isPast } = findings
  const { scenario, zeroMs } = result
  const head = [
    ...wrap(scenario.title ?? scenario.name, plainLines).map(paint.bold),
    paint.dim(`as it ${isPast ? 'was' : 'is'} at ${clockOf(sim, zeroMs)} on the clock, ${formatInstant(sim.nowMs)}`),
  ]
  const body =
    explained.length === 0 ? nothingText(findings, paint) : explained.map((one) => oneText(one, findings, paint))
  return [head.join('\n'), ...body].join('\n\n')
}

const plainLines = { first: '', next: '', width: WIDTH }

function clockOf({ nowMs }: Simulation, zeroMs: number): string {
  return nowMs < zeroMs ? `-${spanText(zeroMs - nowMs)}` : spanText(nowMs - zeroMs)
}

function oneText({ service, explanation }: Explained, { result, sim }: Findings, paint: Paint): string {
  if (service === null) {
    const scene = explanation.at === undefined ? sim.view : sim.at(explanation.at)
    return formatExplanation(explanation, { paint, scene })
  }
  const cluster = clusterNameOf(sim, service)
  const name = cluster === result.scenario.cluster ? service.name : `${cluster}/${service.name}`
  return formatExplanation(explanation, { paint, scene: sim.view, subject: `the next task of ${name}` })
}

function nothingText({ result, sim, isPast }: Findings, paint: Paint): string[] {
  const { verdict, zeroMs } = result
  const others =
    isPast || verdict.status === 'completes' ? [] : wrap(verdictText(verdict, zeroMs), { ...plainLines, next: '  ' })
  const lines = [paint.good('Nothing is waiting for room.'), ...others.map(paint.bad)]
  return [lines.join('\n'), formatFleet(sim.view, { paint, width: WIDTH })]
}
