// What work do all placers do? A recorded trace of placements and stops that keeps the fleet between 70 and 90 % full, so
// that every index moves both ways.
import { diceOf } from '../dice.ts'
import { timeMs } from '../stopwatch.ts'
import type { FleetPlan } from './fleet.ts'
import type { Placer } from './placer.ts'

export interface Trace {
  /** A service to place for; or, below zero, -1 minus the step whose task stops. */
  readonly steps: Int32Array
  /** The instance each placement went to; -1 where none fitted. */
  readonly decisions: Int32Array
  /** The first step of the churn; the ones before it fill the fleet. */
  readonly churnFrom: number
  /** Placements decided during the churn. */
  readonly churnPlacements: number
}

interface Churn {
  readonly seed: number
  readonly steps: number
}

const FULL = 0.9
const ROOMY = 0.7
const START = 0.8
const TOWARD = 0.7

/** Lets a placer decide a random history and writes it down. */
export function record(plan: FleetPlan, placer: Placer, { seed, steps: churnSteps }: Churn): Trace {
  const random = diceOf(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const capacity = plan.instances.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0)
  const steps: number[] = []
  const decisions: number[] = []
  const live: number[] = []
  let used = 0
  const placeOne = () => {
    const service = below(plan.services.length)
    const instance = placer.place(service)
    if (instance !== -1) live.push(steps.length)
    if (instance !== -1) used += plan.services[service]!.memoryMiB
    steps.push(service)
    decisions.push(instance)
    return instance !== -1
  }
  const stopOne = () => {
    const at = below(live.length)
    const task = live[at]!
    live[at] = live[live.length - 1]!
    live.pop()
    used -= plan.services[steps[task]!]!.memoryMiB
    placer.stop(steps[task]!, decisions[task]!)
    steps.push(-1 - task)
    decisions.push(-1)
  }
  while (used < START * capacity) if (!placeOne()) break
  const churnFrom = steps.length
  let filling = true
  while (steps.length < churnFrom + churnSteps) {
    if (used > FULL * capacity) filling = false
    if (used < ROOMY * capacity) filling = true
    if (live.length === 0 || random() < (filling ? TOWARD : 1 - TOWARD)) placeOne()
    else stopOne()
  }
  return traceOf(steps, decisions, churnFrom)
}

function traceOf(steps: readonly number[], decisions: readonly number[], churnFrom: number): Trace {
  const churnPlacements = steps.slice(churnFrom).filter((step) => step >= 0).length
  return { steps: Int32Array.from(steps), decisions: Int32Array.from(decisions), churnFrom, churnPlacements }
}

/** Milliseconds that the churn takes a placer. @throws Error at the first decision that differs from the recorded one */
export function replay(trace: Trace, placer: Placer): number {
  const decisions = new Int32Array(trace.steps.length).fill(-1)
  run(trace, placer, decisions, 0, trace.churnFrom)
  const tookMs = timeMs(() => run(trace, placer, decisions, trace.churnFrom, trace.steps.length))
  checkAgreement(trace, decisions)
  return tookMs
}

function run({ steps }: Trace, placer: Placer, decisions: Int32Array, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const step = steps[at]!
    if (step >= 0) decisions[at] = placer.place(step)
    else placer.stop(steps[-1 - step]!, decisions[-1 - step]!)
  }
}

function checkAgreement(trace: Trace, decisions: Int32Array): void {
  const at = decisions.findIndex((instance, step) => instance !== trace.decisions[step])
  if (at === -1) return
  throw new Error(`Step ${at}: the recorded decision is instance ${trace.decisions[at]}, this one ${decisions[at]}.`)
}
