// Which deployments cannot complete, whatever happens? Each proof says so out of the numbers alone, or says nothing.
import { boundsOf } from '../../index.ts'
import { deadlockSentence } from '../causes/percentages.ts'
import { type Obstacle, obstacleOf } from '../causes/placement.ts'
import type { CauseKind } from '../rehearsal.ts'
import { crowd } from './crowd.ts'
import type { Facts, Proof } from './facts.ts'
import { neverHealthy, tooSlow } from './health.ts'
import { isSettled } from './settled.ts'

/** While there are old tasks, one stops only when more are healthy than the lower bound keeps; the upper bound allows no more (DP-131, DP-150). */
const percentages: Proof = (facts) => {
  const { sim, service, label, healthy, total } = facts
  const { desiredCount, schedulingStrategy } = service
  const { lower, upper } = boundsOf(service)
  // A daemon's tasks may lose their places, whatever the bounds say (SV-403).
  const isWhole = total > 0 && total === healthy && (schedulingStrategy === 'REPLICA' || total <= desiredCount)
  if (desiredCount === 0 || !isWhole || lower < upper || !isSettled(sim, service)) return null
  return { kind: 'percentages', rule: 'DP-131', sentence: deadlockSentence({ ...service, label }) }
}

/** No instance can ever take a task, however many others stop. */
const HOPELESS: ReadonlySet<CauseKind> = new Set(['task-too-large', 'attribute', 'no-instances'])

/** What no instance of the fleet has: it does not come while no instance does. */
const nowhere: Proof = (facts) => {
  const obstacle = facts.isAlone ? placed(facts) : null
  return obstacle !== null && HOPELESS.has(obstacle.kind) ? impossible(facts, obstacle) : null
}

/** A new task needs the room of an old one, and no old one may stop before (DP-712). */
const nowhereYet: Proof = (facts) => {
  const obstacle = facts.isAlone && mustStay(facts) ? placed(facts) : null
  return obstacle === null ? null : impossible(facts, obstacle)
}

/** All tasks are healthy old ones, and the service needs every one of them. */
function mustStay({ sim, service, healthy, total }: Facts): boolean {
  if (!isSettled(sim, service)) return false
  return total > 0 && total === healthy && healthy <= boundsOf(service).lower && total <= service.desiredCount
}

/** In the order in which they are tried: the first that holds is enough. */
export const PROOFS: readonly Proof[] = [percentages, nowhere, nowhereYet, crowd, neverHealthy, tooSlow]

function placed({ sim, cluster, service }: Facts): Obstacle | null {
  if (service.desiredCount === 0) return null
  return obstacleOf(sim, { cluster, service: service.name })
}

function impossible({ label }: Facts, { kind, rule, words }: Obstacle): ReturnType<Proof> {
  return { kind, rule, sentence: `${label} ${words}` }
}
