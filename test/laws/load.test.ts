// Whatever is asked of a service, and whatever becomes of its tasks: no request is lost sight of, no task uses more than it may, and it does not
// matter who looks, when, and in which copy of the world.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { burst, type LoadInput, noisy, ramp, Simulation, sine, steps } from '../../src/index.ts'
import { BalancedService } from '../support/balanced-services.ts'
import { meteredService } from '../support/metered.ts'

type Act = (sim: Simulation) => void

const loads: fc.Arbitrary<LoadInput> = fc
  .record({
    rate: fc.integer({ min: 0, max: 200 }),
    shape: fc.integer({ min: 0, max: 4 }),
    cpuSecondsPerRequest: fc.constantFrom(0, 0.005, 0.02),
    queueLimit: fc.constantFrom(undefined, 0, 40),
    idleCpuUnits: fc.constantFrom(0, 50),
    failsHealthChecks: fc.boolean(),
    leakMiBPerHour: fc.constantFrom(0, 0, 900),
  })
  .map(({ rate, shape, ...costs }) => {
    const profiles = [
      steps(rate, { at: '3m20s', value: rate / 3 }),
      ramp({ from: rate, to: 0, lasts: '7m' }),
      sine({ mean: rate, amplitude: rate, period: '11m' }),
      noisy(rate),
      burst({ on: rate, off: 1, meanOn: '2m', meanOff: '1m' }),
    ]
    return { requestsPerSecond: profiles[shape]!, memoryMiB: 64, ...costs }
  })

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.integer({ min: 1, max: 400 }).map(
    (seconds): Act =>
      (sim) =>
        void sim.advance(`${seconds}s`),
  ),
  fc.integer({ min: 0, max: 6 }).map(
    (desiredCount): Act =>
      (sim) =>
        void sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount }),
  ),
  loads.map(
    (load): Act =>
      (sim) =>
        sim.load.drive('web', load),
  ),
  fc.constant<Act>((sim) => sim.load.stop('web')),
)

const SINCE = '2026-01-05T00:00:00Z'
const traceOf = (sim: Simulation) => sim.load.trace('web', { from: SINCE })

/** Ways to go on that must make no difference. */
const PAUSES: readonly ((sim: Simulation) => Simulation)[] = [
  (sim) => {
    traceOf(sim)
    return sim
  },
  (sim) => sim.fork(),
  (sim) => Simulation.restore(sim.save()),
  (sim) => sim.forkAt(sim.now),
]

const WORLDS: readonly (readonly [string, () => Simulation])[] = [
  ['on instances', () => meteredService({ desired: 2 })],
  ['behind a load balancer', () => new BalancedService({ desired: 2, delay: 10 }).create().sim],
]

describe.each(WORLDS)('a service %s', (_, world) => {
  test('LD-35 what arrives is served, rejected, refused or lost, or it waits; nobody uses more than there is', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 12 }), (list) => {
        const sim = world()
        for (const act of list) act(sim)
        sim.advance('3m')
        let waiting = 0
        for (const minute of traceOf(sim)) {
          const { arrived, served, rejected, refused, lost, queued, cpuUtilization, late } = minute
          expect(waiting + arrived - served - rejected - refused - lost).toBeCloseTo(queued, 6)
          expect(cpuUtilization ?? 0).toBeLessThanOrEqual(100)
          expect(late).toBeLessThanOrEqual(served)
          waiting = queued
        }
      }),
      { numRuns: 12 },
    )
  })

  test('LD-35 the same seed gives the same trace, in pieces, saved, restored, branched or looked at', () => {
    fc.assert(
      fc.property(
        fc.array(acts, { maxLength: 8 }),
        fc.infiniteStream(fc.integer({ min: 0, max: PAUSES.length - 1 })),
        (list, pauses) => {
          const straight = world()
          for (const act of list) act(straight)
          straight.advance('3m')
          let broken = world()
          for (const act of list) {
            act(broken)
            broken = PAUSES[pauses.next().value as number]!(broken)
          }
          for (let piece = 0; piece < 3; piece++) broken.advance('1m')
          expect(traceOf(broken)).toEqual(traceOf(straight))
          expect(broken.journalHash()).toBe(straight.journalHash())
        },
      ),
      { numRuns: 12 },
    )
  })
})

test('LD-35 requests in the system are arrivals times their time in it, within 5 percent over a steady hour', () => {
  const sim = meteredService({ desired: 2 })
  sim.load.drive('web', {
    requestsPerSecond: 40,
    cpuSecondsPerRequest: 0.02,
    memoryPerInflightMiB: 1,
  })
  sim.advance('1h')
  const minutes = sim.load.trace('web')
  for (const { served, responseSeconds, memoryUtilization } of minutes) {
    // Little: what two tasks of 1024 MiB hold, a MiB a request.
    const inSystem = (memoryUtilization! / 100) * 2 * 1_024
    expect(Math.abs(inSystem - (served / 60) * responseSeconds!) / inSystem).toBeLessThan(0.05)
  }
})
