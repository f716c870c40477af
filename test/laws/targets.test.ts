// Laws of what stands behind load balancers, whatever befalls it: who is registered where and since when, however time is cut.
import { fc, test } from '@fast-check/vitest'
import { describe, test as example, expect } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { Front, frontAfter, type Happening } from '../support/front.ts'
import { happenings } from '../support/front-arbitraries.ts'
import { Broken } from '../support/judge.ts'
import { RolloutJudge } from '../support/rollout-judge.ts'
import { runs } from '../support/runs.ts'
import { TargetJudge } from '../support/target-judge.ts'

describe.each(['latest', '2023-06'] as const)('in the profile %s', (behavior) => {
  const options = { behavior, paranoid: false }

  test.prop([happenings], runs(4))(
    'LB-102, LB-103, LB-105, LB-108, TG-111, DP-202, DP-208 a target is registered exactly between the two transitions of its task',
    (story) => {
      const judges: TargetJudge[] = []
      const begin = (sim: Simulation) => judges.push(new TargetJudge(sim))
      const { sim } = frontAfter(story, options, begin, () => judges[0]?.look())
      sim.advance('1h')
      judges[0]?.look()
      sim.checkInvariants()
    },
  )

  test.prop([happenings, fc.integer({ min: 17, max: 197 })], runs(4))(
    'one long advance before a load balancer equals many short ones, and a fork and an archive go on alike',
    (story, stride) => {
      const tell = (step: number) => {
        const front = new Front(options)
        for (const happening of story) pass(front, happening, step)
        return front.sim
      }
      const long = tell(Number.POSITIVE_INFINITY)
      expect(tell(stride * 1_000).journalHash()).toBe(long.journalHash())
      const all = [long, long.fork(), Simulation.restore(long.save())]
      for (const sim of all) sim.advance('30m')
      expect(new Set(all.map((sim) => sim.journalHash())).size).toBe(1)
    },
  )
})

/** Lets it happen; time passes in steps of so many milliseconds. */
function pass(front: Front, happening: Happening, stepMs: number): void {
  if (happening.do !== 'advance') {
    front.happen(happening)
    return
  }
  for (let leftMs = happening.seconds * 1_000; leftMs > 0; leftMs -= stepMs) front.sim.advance(Math.min(leftMs, stepMs))
}

// ── who judges the judges? ──

const QUIET = { desired: null, revision: null, bounds: null, breaker: null, alarms: null, graceSeconds: null } as const
const STORY: readonly Happening[] = [
  { do: 'create', service: 'web', ...QUIET },
  { do: 'advance', seconds: 300 },
  { do: 'update', service: 'web', force: false, ...QUIET, revision: 'broken', breaker: 'rollback' },
  { do: 'advance', seconds: 300 },
  { do: 'update', service: 'web', force: true, ...QUIET, desired: 1 },
  { do: 'advance', seconds: 300 },
]
const honest = frontAfter(STORY).sim

/** A simulation whose journal tells one thing otherwise: the first entry of a kind. */
function liar(kind: string, set: object): Simulation {
  const at = honest.journal.findIndex((entry) => entry.kind === kind)
  const journal = honest.journal.map((entry, seq) => (seq === at ? { ...entry, set: { ...entry.set, ...set } } : entry))
  return { journal } as unknown as Simulation
}

/** The same without the first entry of a kind. */
function silent(kind: string): Simulation {
  const at = honest.journal.findIndex((entry) => entry.kind === kind)
  return { journal: honest.journal.toSpliced(at, 1) } as unknown as Simulation
}

example('an honest journal passes', () => {
  expect(() => [new TargetJudge(honest), new RolloutJudge(honest)]).not.toThrow()
})

example.each<[law: RegExp, lie: Simulation]>([
  [/exactly between two transitions/, silent('target.created')],
  [/exactly between two transitions/, silent('target.deregistered')],
  [/when its targets are gone/, silent('target.dropped')],
  [/goes with the stop/, liar('target.deregistered', { sinceMs: 0 })],
  [
    /for the whole delay/,
    liar('targetGroup.updated', { attributes: { 'deregistration_delay.timeout_seconds': '30' } }),
  ],
  [/when it comes to run/, liar('task.running', { startedAtMs: 0 })],
  [/healthy in every group/, liar('target.changed', { state: 'initial' })],
  [/legal steps only/, liar('target.deregistered', { state: 'initial' })],
])('a lie about targets is seen: %s', (law, lie) => {
  expect(() => new TargetJudge(lie)).toThrow(law)
  expect(() => new TargetJudge(lie)).toThrow(Broken)
})

example.each<[law: RegExp, lie: Simulation]>([
  [/of the primary revision/, liar('service.created', { desiredCount: 3 })],
  [/no other left/, liar('service.deploymentCompleted', { desiredCount: 3, steadySinceMs: null })],
  [/without a reason/, liar('service.updated', { circuitBreaker: { enable: false, rollback: true } })],
  [
    /goes back to the last completed one/,
    liar('service.updated', { circuitBreaker: { enable: true, rollback: false } }),
  ],
  [/each of them once/, silent('service.taskFailed')],
])('a lie about deployments is seen: %s', (law, lie) => {
  expect(() => new RolloutJudge(lie)).toThrow(law)
})
