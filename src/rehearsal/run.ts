// How does a change go, once? The world is brought to rest, each step is carried out, and time passes until everything is at rest again.
import type { Simulation } from '../index.ts'
import type { Carried, Change, Scene } from './change.ts'
import type { Plan } from './plan.ts'
import type { StepName } from './rehearsal.ts'
import { Watch } from './watch.ts'

/** A world with what there is before the change, as far as it came to rest. */
export interface Stage {
  readonly scene: Scene
  readonly seed: string
  /** Who did not come to rest, in words. */
  readonly restless: readonly string[]
}

/** How long what there is before a change may take to come to rest. */
const PATIENCE_MS = 3 * 3_600_000

export function stageOf(change: Change, plan: Plan, index: number): Stage {
  const seed = index === 0 ? plan.seed : `${plan.seed}/${index + 1}`
  const scene = change.begin({ ...plan.simulation, seed })
  const { waitingFor } = scene.sim.runUntil('steady', { atMost: PATIENCE_MS })
  plan.prepare?.(scene.sim)
  if (plan.scripts !== null) scene.behave(plan.scripts)
  return { scene, seed, restless: waitingFor.map(({ name, detail }) => `${name}: ${detail}`) }
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

/** The steps of a change, one after another; what does not come to rest is not built upon. */
export function passagesOf(change: Change, scene: Scene, { atMostMs }: Pick<Plan, 'atMostMs'>): Passage[] {
  const passages: Passage[] = []
  for (const step of change.steps) {
    const isLast = step === change.steps.at(-1)
    const passage = pass(change, step, { scene, atMostMs, isLast })
    passages.push(passage)
    if (passage.restMs === null) break
  }
  return passages
}

function pass(
  change: Change,
  step: StepName,
  { scene, atMostMs, isLast }: { scene: Scene; atMostMs: number; isLast: boolean },
): Passage {
  const { sim } = scene
  const watch = new Watch(sim)
  const changeMs = sim.nowMs
  const limitMs = changeMs + atMostMs
  const carried = scene.carryOut(change, step, limitMs)
  const { reached } = sim.runUntil('steady', { atMost: Math.max(0, limitMs - sim.nowMs) })
  const restMs = reached ? sim.nowMs : null
  watch.close()
  return { step, scene, watch, carried, changeMs, limitMs, restMs, sim: isLast ? sim : sim.fork() }
}
