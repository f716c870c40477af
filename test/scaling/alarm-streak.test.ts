// Is the state that follows from a streak the state that follows from every period?
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { Streak } from '../../src/scaling/alarm-streak.ts'
import { type AlarmRule, evaluateAlarm, rangeOf } from '../../src/scaling/alarms.ts'
import { runs } from '../support/runs.ts'

const comparison = fc.constantFrom(
  'GreaterThanOrEqualToThreshold' as const,
  'GreaterThanThreshold' as const,
  'LessThanThreshold' as const,
  'LessThanOrEqualToThreshold' as const,
)
const rule = fc.integer({ min: 1, max: 5 }).chain((evaluationPeriods) =>
  fc.record({
    evaluationPeriods: fc.constant(evaluationPeriods),
    datapointsToAlarm: fc.integer({ min: 1, max: evaluationPeriods }),
    treatMissingData: fc.constantFrom(
      'missing' as const,
      'notBreaching' as const,
      'breaching' as const,
      'ignore' as const,
    ),
    comparison,
    threshold: fc.integer({ min: 0, max: 3 }),
    state: fc.constantFrom('OK' as const, 'ALARM' as const, 'INSUFFICIENT_DATA' as const),
  }),
)

/** Mostly as the one before, so that there are streaks; some are missing. */
const values = fc
  .array(fc.tuple(fc.constantFrom(0, 1, 2, 3, Number.NaN), fc.integer({ min: 1, max: 8 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces) => pieces.flatMap(([value, times]) => Array.from({ length: times }, () => value)))

interface Step {
  readonly skips: boolean
  readonly moves: number
}
const steps = fc.array(fc.record({ skips: fc.boolean(), moves: fc.nat(9) }), { minLength: 64, maxLength: 64 })

test.prop([rule, values, steps, fc.nat(3)], runs(400))(
  'CW-22 whatever was skipped and whichever threshold moved: a streak says nothing, or what all periods say',
  (given, said, hints: readonly Step[], extra) => {
    const streak = new Streak()
    const range = rangeOf(given, extra)
    let judged: AlarmRule = given
    said.forEach((value, step) => {
      const { skips, moves } = hints[step]!
      if (moves === 0) judged = { ...judged, threshold: (judged.threshold + 1) % 4 }
      if (skips && moves === 1) return
      streak.note(step, value, judged)
      const seen = Array.from({ length: range }, (_, index) => said[step - range + 1 + index] ?? Number.NaN)
      expect(streak.state(judged) ?? evaluateAlarm(judged, seen)).toBe(evaluateAlarm(judged, seen))
    })
  },
)

test('CW-22 a streak as long as the alarm evaluates is certain, and a gap ends it', () => {
  const three = { comparison: 'GreaterThanThreshold', threshold: 1, evaluationPeriods: 3 } as const
  const streak = new Streak()
  const states = [2, 2, 2, 3, 0, 0, 0, Number.NaN, 0].map((value, step) => {
    streak.note(step, value, three)
    return streak.state(three)
  })
  expect(states).toEqual([null, null, 'ALARM', 'ALARM', null, null, 'OK', null, null])
})
