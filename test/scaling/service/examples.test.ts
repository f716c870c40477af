// Do the worked examples of service auto scaling come out to the number, from the planner alone?
import { describe, expect, test } from 'vitest'
import { one, STEPS, shared, TRACKING } from '../../support/scaling-examples.ts'
import { play } from '../../support/scaling-minutes.ts'

function expectPlanned(id: string): void {
  const examples = [...TRACKING, ...STEPS].filter(({ title }) => title.startsWith(`${id} `))
  expect(examples.length).toBeGreaterThan(0)
  for (const { trial, changes } of examples) expect(play(trial).changes).toEqual(changes)
}

describe('worked examples', () => {
  test('E-01 AS-32 load 160 on two tasks at target 50: four, and four they stay', () => expectPlanned('E-01'))

  test('E-02 load 100 on four tasks: two after fifteen minutes', () => expectPlanned('E-02'))

  test('E-03 AS-32 both directions round up: 57.5 is 12, 42.5 is 9', () => expectPlanned('E-03'))

  test('E-04 AS-29 1500 messages on ten tasks at 100 each: fifteen', () => expectPlanned('E-04'))

  test('E-05 AS-52 inside the cooldown only what is larger, from the same base', () => expectPlanned('E-05'))

  test('E-06a a metric that is capped at 100 doubles with each cooldown', () => expectPlanned('E-06a'))

  test('E-06b AS-59 a cooldown as short as the start of a task overshoots', () => expectPlanned('E-06b'))

  test('E-07 AS-07 the base is what runs: tasks that never start do not run away', () => expectPlanned('E-07'))

  test('E-08 AS-35 every policy must be low before anything is taken away', () => expectPlanned('E-08'))

  test('E-09 AS-06 above the maximum a scale-in goes to the maximum, and on from there', () => expectPlanned('E-09'))

  test('E-10 AS-06 above the maximum a scale-out changes nothing', () => expectPlanned('E-10'))

  test('E-11 AS-05 below the minimum a scale-out goes at least there, and a scale-in changes nothing', () =>
    expectPlanned('E-11'))

  test('E-12 AS-38 from zero one task, and then in proportion', () => expectPlanned('E-12'))

  test('E-13 AS-43 no scale-in during a deployment; right after it', () => expectPlanned('E-13'))

  test('E-14 AS-23 requests per target: equal to the target is not above it', () => expectPlanned('E-14'))

  test('E-15 AS-21 two minutes of three are no alarm', () => expectPlanned('E-15'))

  test('E-16 AS-08 what was suspended acts when it is resumed', () => expectPlanned('E-16'))

  test('E-17 AS-37 the maximum ends it', () => expectPlanned('E-17'))

  test('E-25 AS-57 AS-74 a schedule that raises the minimum ignores the cooldown, and later load goes no lower', () =>
    expectPlanned('E-25'))

  test('E-22 AS-52 +2, and in the cooldown +3 of the same base is one more', () => expectPlanned('E-22'))

  test('E-23 a step out, with a cooldown of half an hour', () => expectPlanned('E-23'))

  test('E-24 a step in, with a cooldown of half an hour', () => expectPlanned('E-24'))

  test('E-01 the trace of section 9.5: what is held back, and by what', () => {
    const { decisions } = play({ policies: one(50, shared(160)), tasks: 2, untilSeconds: 1_140 })
    const seen = [60, 120, 180, 240, 300, 1_080, 1_140].map((seconds) => {
      const decision = decisions.get(seconds)!
      if (decision.outcome === 'quiet') return 'quiet'
      return decision.outcome === 'held'
        ? decision.hold
        : [decision.capacity, decision.cooldown.base, decision.cooldown.reached].join()
    })
    expect(seen).toEqual(['quiet', 'quiet', '4,2,4', 'cooldown', 'quiet', 'quiet', 'desired'])
  })

  test('E-36 the trace of section 9.5: a saturated CPU grows by two thirds at a time', () => {
    // 20 ms of a CPU a request, on tasks of 512 units: 4 % a request and second.
    const metric = (running: number, minute: number) => Math.min(100, ((minute < 10 ? 20 : 120) * 4) / running)
    const { changes, decisions } = play({ policies: one(60, metric), tasks: 2, minCapacity: 2, untilSeconds: 1_500 })
    expect(changes).toEqual(['780: 2→4', '1080: 4→7', '1380: 7→8'])
    expect(decisions.get(840)).toMatchObject({ outcome: 'held', direction: 'out', hold: 'cooldown' })
    expect(decisions.get(1_200)).toMatchObject({ outcome: 'held', direction: 'out', hold: 'cooldown' })
    expect(decisions.get(1_500)).toEqual({ outcome: 'quiet' })
  })

  test('E-36 requests per target have no such ceiling', () => {
    const metric = (running: number, minute: number) => ((minute < 10 ? 20 : 120) * 60) / running
    const { changes } = play({ policies: one(900, metric), tasks: 2, minCapacity: 2, untilSeconds: 1_500 })
    expect(changes).toEqual(['780: 2→8'])
  })
})
