// Do the worked examples of service auto scaling come out to the number, from the planner alone?
import { describe, expect, test } from 'vitest'
import { one, STEPS, shared, TRACKING } from '../../support/scaling-examples.ts'
import { play } from '../../support/scaling-minutes.ts'

describe('worked examples', () => {
  test.each([...TRACKING, ...STEPS])('$title', ({ trial, changes }) => {
    expect(play(trial).changes).toEqual(changes)
  })

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

  test('E-36 LD-29 requests per target have no such ceiling', () => {
    const metric = (running: number, minute: number) => ((minute < 10 ? 20 : 120) * 60) / running
    const { changes } = play({ policies: one(900, metric), tasks: 2, minCapacity: 2, untilSeconds: 1_500 })
    expect(changes).toEqual(['780: 2→8'])
  })
})
