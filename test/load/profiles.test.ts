// Profiles: what each kind is at an instant, when it turns, and what is no profile.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  burst,
  clamp,
  constant,
  diurnal,
  noisy,
  type Profile,
  product,
  ramp,
  replay,
  shift,
  sine,
  spike,
  steps,
  sum,
  UsageError,
} from '../../src/index.ts'
import { sineOfTurn } from '../../src/kernel/arithmetic.ts'
import { type Curve, curveOf, meanOf } from '../../src/load/curve.ts'
import { Dice } from '../../src/load/dice.ts'
import { parseProfile } from '../../src/load/parse-profile.ts'

/** A Monday. */
const START = Date.parse('2026-01-05T00:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const compiled = (profile: Profile): Curve =>
  curveOf(parseProfile(profile, 'profile', START), { sinceMs: START, seed: 'seed' })
const at = (profile: Profile, ...minutes: readonly number[]) => {
  const curve = compiled(profile)
  return minutes.map((minute) => curve.value(START + minute * MINUTE))
}

describe('kinds', () => {
  test('LD-01 constant and steps', () => {
    expect(at(7, 0, 99)).toEqual([7, 7])
    expect(at(constant(7), 3)).toEqual([7])
    expect(at(steps(20, { at: '10m', value: 120 }, { at: '20m', value: 5 }), 0, 9.99, 10, 19, 20, 99)).toEqual([
      20, 20, 120, 120, 5, 5,
    ])
  })

  test('LD-02 a ramp: 20 to 200 in half an hour, level before and after', () => {
    expect(at(ramp({ from: 20, to: 200, at: '5m', lasts: '30m' }), 0, 5, 20, 35, 60)).toEqual([20, 20, 110, 200, 200])
  })

  test('LD-03 a sine from the beginning of the load, and never below 0', () => {
    const wave = sine({ mean: 10, amplitude: 20, period: '4m' })
    const [start, top, middle, bottom] = at(wave, 0, 1, 2, 3)
    expect(start).toBe(10)
    expect(top).toBeCloseTo(30, 12)
    expect(middle).toBeCloseTo(10, 12)
    expect(bottom).toBe(0)
  })

  test('LD-03 a day by the clock: highest at its peak, a second wave, and quiet Sundays', () => {
    const day = diurnal({
      mean: 100,
      amplitude: 40,
      peak: '14h',
      second: { amplitude: 10, peak: '10h' },
      weekdays: [1, 1, 1, 1, 1, 1, 0.5],
    })
    const monday = at(day, 14 * 60, 2 * 60, 10 * 60)
    expect(monday[0]).toBeCloseTo(140 - 5, 9)
    expect(monday[1]).toBeCloseTo(60 - 5, 9)
    expect(at(day, 6 * 24 * 60 + 14 * 60)[0]).toBeCloseTo(67.5, 9)
  })

  test('LD-04 a rectangle, and a jump that decays to 1/e', () => {
    expect(at(spike({ height: 50, at: '10m', lasts: '5m' }), 9, 10, 14.9, 15)).toEqual([0, 50, 50, 0])
    const [before, jump, later] = at(spike({ height: 50, at: '10m', decay: '5m' }), 9, 10, 15)
    expect([before, jump]).toEqual([0, 50])
    expect(later).toBeCloseTo(50 / Math.E, 9)
  })

  test('LD-05 bursts: off first, then on and off after spans of the means that were said', () => {
    const curve = compiled(burst({ on: 9, off: 1, meanOn: '10m', meanOff: '30m' }))
    let on = 0
    let turns = 0
    const endMs = START + 2_000 * HOUR
    for (let now = START; now < endMs; ) {
      const next = Math.min(endMs, curve.turn(now))
      if (curve.value(now) === 9) on += next - now
      turns++
      now = next
    }
    expect(curve.value(START)).toBe(1)
    expect(on / (endMs - START)).toBeCloseTo(0.25, 1)
    expect(turns).toBeGreaterThan(5_500)
    expect(turns).toBeLessThan(6_500)
  })

  test('LD-06 replay: held or in straight lines, scaled, over and over', () => {
    const points = [
      { at: 0, value: 10 },
      { at: '10m', value: 30 },
      { at: '20m', value: 10 },
    ]
    expect(at(replay(points), 5, 10, 19, 50)).toEqual([10, 30, 30, 10])
    expect(at(replay(points, { between: 'linear', scale: 2, offset: 1 }), 5, 10, 15)).toEqual([41, 61, 41])
    expect(at(replay(points, { between: 'linear', loop: true }), 5, 25, 35)).toEqual([20, 20, 20])
    expect(at(replay(points, { loop: true }), 5, 35, 41)).toEqual([10, 30, 10])
  })

  test('LD-07 sums, products, clamps and shifts of all these', () => {
    const base = steps(10, { at: '10m', value: 20 })
    expect(at(sum(base, spike({ height: 5, at: '15m', lasts: '1m' })), 0, 10, 15)).toEqual([10, 20, 25])
    expect(at(product(base, 0.5), 0, 10)).toEqual([5, 10])
    expect(at(clamp(base, { least: 12, most: 15 }), 0, 10)).toEqual([12, 15])
    expect(at(shift(base, '5m'), 10, 15)).toEqual([10, 20])
  })

  test('a moment may be an instant', () => {
    expect(at(steps(1, { at: '2026-01-05T00:10:00Z', value: 2 }), 9, 10)).toEqual([1, 2])
  })
})

test('LD-08 LD-34 a minute of 50 arrivals a second: 3000 on average, a deviation of 54.8', () => {
  const curve = compiled(noisy(50))
  const minutes = Array.from({ length: 4_000 }, (_, nth) => {
    const from = START + nth * MINUTE
    return meanOf(curve, from, from + MINUTE) * 60
  })
  const mean = minutes.reduce((all, one) => all + one, 0) / minutes.length
  const deviation = Math.sqrt(minutes.reduce((all, one) => all + (one - mean) * (one - mean), 0) / minutes.length)
  expect(mean).toBeGreaterThan(2_997)
  expect(mean).toBeLessThan(3_003)
  expect(deviation).toBeCloseTo(54.8, -0.5)
  for (const minute of minutes.slice(0, 50)) expect(Math.abs(minute - Math.round(minute))).toBeLessThan(1e-9)
})

test('LD-34 few arrivals come by Knuth’s product: mean and variance are alike', () => {
  const draws = Array.from({ length: 20_000 }, (_, nth) => new Dice(7, nth).poisson(3))
  const mean = draws.reduce((all, one) => all + one, 0) / draws.length
  const variance = draws.reduce((all, one) => all + (one - mean) * (one - mean), 0) / draws.length
  expect(mean).toBeCloseTo(3, 1)
  expect(variance).toBeCloseTo(3, 0)
})

test('the sine of our own is that of Math to the last digits', () => {
  for (let turn = -1; turn < 2; turn += 0.01) expect(sineOfTurn(turn)).toBeCloseTo(Math.sin(2 * Math.PI * turn), 13)
  expect([0, 0.25, 0.5, 0.75].map(sineOfTurn)).toEqual([0, 1, -0, -1])
})

const number = fc.integer({ min: 0, max: 500 })
const span = fc.integer({ min: 1_000, max: 3 * HOUR })
const { profile: anyProfile } = fc.letrec<{ profile: Profile }>((tie) => ({
  profile: fc.oneof(
    { maxDepth: 3 },
    number,
    fc.tuple(number, number, span).map(([from, value, when]) => steps(from, { at: when, value })),
    fc.tuple(number, number, span).map(([from, to, lasts]) => ramp({ from, to, lasts })),
    fc.tuple(number, number, span).map(([mean, amplitude, period]) => sine({ mean, amplitude, period })),
    fc.tuple(number, span).map(([height, decay]) => spike({ height, at: 5_000, decay })),
    fc.tuple(number, number, span).map(([on, off, meanOn]) => burst({ on, off, meanOn, meanOff: meanOn })),
    fc.tuple(tie('profile'), tie('profile')).map(([one, other]) => sum(one, other)),
    fc.tuple(tie('profile'), number).map(([of, most]) => clamp(of, { most })),
    fc.tuple(tie('profile'), span).map(([of, by]) => shift(of, by)),
    fc.tuple(tie('profile')).map(([of]) => noisy(of)),
  ),
}))

test('LD-35 reading a profile twice changes nothing, and the same seed gives the same trace, in whatever order it is asked for', () => {
  fc.assert(
    fc.property(anyProfile, fc.array(fc.integer({ min: 0, max: 6 * HOUR }), { maxLength: 12 }), (profile, moments) => {
      const parsed = parseProfile(profile, 'profile', START)
      expect(parseProfile(JSON.parse(JSON.stringify(parsed)), 'profile', START + 5)).toEqual(parsed)
      const [one, other] = [compiled(profile), compiled(parsed)]
      const forwards = moments.map((moment) => one.value(START + moment))
      const backwards = [...moments].reverse().map((moment) => other.value(START + moment))
      expect(backwards.reverse()).toEqual(forwards)
      for (const value of forwards) expect(value).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('LD-35 between its turns a flat profile stands still, and turns lie ahead', () => {
  fc.assert(
    fc.property(anyProfile, fc.integer({ min: 0, max: 6 * HOUR }), (profile, moment) => {
      const curve = compiled(profile)
      const now = START + moment
      const turn = curve.turn(now)
      expect(turn).toBeGreaterThan(now)
      if (!curve.isFlat(now)) return
      const until = Math.min(turn, now + HOUR)
      for (const part of [0.3, 0.7]) expect(curve.value(now + Math.floor(part * (until - now)))).toBe(curve.value(now))
    }),
  )
})

test.each([
  [-1, 'profile: expected a number from 0 to'],
  [Number.NaN, 'profile: expected a number'],
  ['much', 'profile: expected a number or a profile'],
  [null, 'profile: expected a number or a profile'],
  [{}, 'profile: expected a number or a profile'],
  [{ ramp: {}, steps: {} }, 'profile: expected a number or a profile'],
  [{ stepps: {} }, 'profile.stepps: expected steps'],
  [{ steps: 5 }, 'profile.steps: expected an object with from, turns'],
  [{ steps: { from: 1, turns: [] } }, 'profile.steps.turns: expected a list'],
  [
    {
      steps: {
        from: 1,
        turns: [
          { at: '5m', value: 1 },
          { at: '5m', value: 2 },
        ],
      },
    },
    'profile.steps.turns[1].at: expected a later',
  ],
  [{ ramp: { from: 1, to: 2, lasts: 0 } }, 'profile.ramp.lasts: expected a duration above 0'],
  [{ ramp: { from: 1, to: 2, lasts: '5m', until: 3 } }, 'profile.ramp.until'],
  [{ diurnal: { mean: 1, amplitude: 1, weekdays: [1, 2] } }, 'profile.diurnal.weekdays: expected seven factors'],
  [{ spike: { height: 1 } }, 'profile.spike: expected either lasts or decay'],
  [{ sum: [1, { product: [2, 'x'] }] }, 'profile.sum.1.product.1: expected a number or a profile'],
  [{ replay: { points: [{ at: 0, value: 1 }], loop: true } }, 'profile.replay.points: expected two points'],
  [{ clamp: { of: 1, least: 5, most: 4 } }, 'profile.clamp.most: expected a number from 5'],
])('%j is no profile', (profile, message) => {
  expect(() => parseProfile(profile, 'profile', START)).toThrow(UsageError)
  expect(() => parseProfile(profile, 'profile', START)).toThrow(message)
})
