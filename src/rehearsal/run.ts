// How does a change go, once? The world is brought to rest, each step is carried out, and time passes until everything is at rest again.
import type { Simulation, WorldView } from '../index.ts'
import { driveDemands, type RequestLoad, type ServiceDemand } from '../inputs/index.ts'
import type { Carried, Change, Scene } from './change.ts'
import { takeAway } from './missing-images.ts'
import { hopelessAfter, type MostFailures } from './patience.ts'
import type { Plan } from './plan.ts'
import type { StepName } from './rehearsal.ts'
import { comeToRest, keepIdle } from './scaling.ts'
import { Watch } from './watch.ts'

/** A world with what there is before the change, as far as it came to rest. */
export interface Stage {
  readonly scene: Scene
  readonly seed: string
  /** Of the run. */
  readonly index: number
  /** Who did not come to rest, in words. */
  readonly restless: readonly string[]
}

/** How long what there is before a change may take to come to rest. */
const PATIENCE_MS = 3 * 3_600_000

/** What made the world as it is, or a creation in its last instant, is no part of what comes after it. */
const PAUSE_MS = 60_000

export function stageOf(change: Change, plan: Plan, index: number): Stage {
  const seed = index === 0 ? plan.seed : `${plan.seed}/${index + 1}`
  const scene = change.begin({ ...plan.simulation, seed })
  const { sim } = scene
  const isThere = change.steps[0] === 'change'
  if (isThere) driveDemands(sim, plan.demands, { from: 'beforehand', labelOf: labelsIn(scene) })
  if (change.scenario === null) keepIdle(sim)
  const { waitingFor } = sim.runUntil('steady', { atMost: PATIENCE_MS })
  if (isThere && plan.demands.length > 0) comeToRest(sim, PATIENCE_MS)
  if (isThere) sim.advance(PAUSE_MS)
  plan.prepare?.(scene.sim)
  takeAway(scene.sim, plan.missingImages)
  if (plan.scripts !== null) scene.behave(plan.scripts)
  const restless = waitingFor.map(({ id, name, detail }) => `${scene.labelOf(scene.idOf(id)) ?? name}: ${detail}`)
  return { scene, seed, index, restless }
}

/** One step of a change as it went. */
export interface Passage {
  readonly step: StepName
  readonly scene: Scene
  readonly watch: Watch
  readonly carried: Carried
  readonly changeMs: number
  readonly limitMs: number
  /** When everything was at rest; null when it was not by the limit. */
  readonly restMs: number | null
  /** What is and was at the end of the step; the simulation itself goes on to the next. */
  readonly sim: Simulation
}

export interface PassageOptions {
  readonly atMostMs: number
  readonly mostFailures: MostFailures
  readonly loads: readonly RequestLoad[]
  readonly demands: readonly ServiceDemand[]
}

/** The steps of a change, one after another; what does not come to rest is not built upon. */
export function passagesOf(change: Change, scene: Scene, options: PassageOptions): Passage[] {
  const passages: Passage[] = []
  for (const step of change.steps) {
    const isLast = step === change.steps.at(-1)
    const passage = pass({ change, step, isLast }, scene, options)
    passages.push(passage)
    if (passage.restMs === null) break
  }
  return passages
}

interface Step {
  readonly change: Change
  readonly step: StepName
  readonly isLast: boolean
}

function pass({ change, step, isLast }: Step, scene: Scene, options: PassageOptions): Passage {
  const { atMostMs, mostFailures, loads, demands } = options
  const { sim } = scene
  if (step === 'release') sim.advance(PAUSE_MS)
  const watch = new Watch(sim)
  const changeMs = sim.nowMs
  const limitMs = changeMs + atMostMs
  const labelOf = labelsIn(scene)
  if (step !== 'creation') driveDemands(sim, demands, { from: 'now', labelOf })
  // What the change brings is asked of, too, and counts as idle where nobody asks.
  const afterPiece = () => {
    driveDemands(sim, demands, { from: 'now', labelOf, onlyNew: true })
    if (change.scenario === null) keepIdle(sim)
  }
  const isHopeless = latched(hopelessAfter(mostFailures, sim.journal.length))
  const carried = scene.carryOut(change, step, { limitMs, isHopeless, loads, afterPiece })
  const isOver = (view: WorldView) => isAtRest(view) || isHopeless(view)
  sim.runUntil(isOver, { atMost: Math.max(0, limitMs - sim.nowMs) })
  const restMs = isAtRest(sim.view) ? sim.nowMs : null
  watch.close()
  return { step, scene, watch, carried, changeMs, limitMs, restMs, sim: isLast ? sim : sim.fork() }
}

function labelsIn(scene: Scene): (serviceArn: string) => string | null {
  return (arn) => scene.labelOf(scene.idOf(arn))
}

/** What the simulation calls steady; and no instance of an Auto Scaling group is on its way, or about to take its tasks with it. */
function isAtRest({ indexes, tables }: WorldView): boolean {
  if (indexes.services.unsteady.size > 0 || indexes.startingTasks > 0) return false
  for (const { state } of tables.groupInstances.values())
    if (state !== 'InService' && state !== 'Standby' && !state.startsWith('Warmed:')) return false
  return true
}

/** Once hopeless, always hopeless. */
function latched(ask: (view: WorldView) => boolean): (view: WorldView) => boolean {
  let isSo = false
  return (view) => {
    isSo ||= ask(view)
    return isSo
  }
}
