// How long does something take that does not always take the same? Distributions as plain data, and one draw from each.
//
// Only + - * / are used, whose results IEEE 754 fixes to the last bit, so that every engine draws the same milliseconds: the
// logarithm, the root and the exponential below are series and iterations of our own.
import { show } from './closest.ts'
import { type Duration, MAX_INSTANT_MS, parseDurationMs, roundMs } from './durations.ts'
import { UsageError } from './errors.ts'
import { memberOf } from './plain-data.ts'
import type { RandomStream } from './random.ts'

/** What a caller writes in place of a duration. */
export type DurationDistribution =
  /** Every millisecond from the first to the second alike. */
  | { readonly uniform: readonly [Duration, Duration] }
  /** Half of all draws above the median; `sigma`, the deviation of the logarithm, from 0 to 3. */
  | { readonly lognormal: { readonly median: Duration; readonly sigma: number } }
  /** One of the list, each as often as it stands there. */
  | { readonly empirical: readonly Duration[] }

/** The same in milliseconds. */
export type Distribution =
  | { readonly uniformMs: readonly [number, number] }
  | { readonly lognormalMs: { readonly medianMs: number; readonly sigma: number } }
  | { readonly empiricalMs: readonly number[] }

const MOST_SIGMA = 3
const MOST_SAMPLES = 10_000
const EXPECTED = `a duration, { uniform: ['1s', '3s'] }, { lognormal: { median: '2s', sigma: 0.4 } } or { empirical: ['1s', '2s'] }`

/** @throws UsageError for what is no distribution */
export function parseDistribution(value: object, path: string): Distribution {
  const [kind, ...others] = Object.keys(value)
  const inner = kind === undefined ? undefined : memberOf(value, kind)
  if (others.length === 0) {
    if (kind === 'uniform' && Array.isArray(inner) && inner.length === 2) return uniformOf(inner, `${path}.uniform`)
    if (kind === 'lognormal' && typeof inner === 'object' && inner !== null)
      return lognormalOf(inner, `${path}.lognormal`)
    if (kind === 'empirical' && Array.isArray(inner) && inner.length > 0 && inner.length <= MOST_SAMPLES)
      return { empiricalMs: inner.map((sample, nth) => parseDurationMs(sample, `${path}.empirical[${nth}]`)) }
  }
  return refuse(path, EXPECTED, value)
}

function uniformOf([low, high]: readonly unknown[], path: string): Distribution {
  const fromMs = parseDurationMs(low as Duration, `${path}[0]`)
  const toMs = parseDurationMs(high as Duration, `${path}[1]`)
  if (toMs < fromMs) refuse(`${path}[1]`, `a duration no shorter than ${show(low)}`, high)
  return { uniformMs: [fromMs, toMs] }
}

function lognormalOf(value: object, path: string): Distribution {
  const stranger = Object.keys(value).find((name) => name !== 'median' && name !== 'sigma')
  if (stranger !== undefined) refuse(`${path}.${stranger.slice(0, 80)}`, 'median and sigma alone', stranger)
  const sigma = memberOf(value, 'sigma')
  if (typeof sigma !== 'number' || !(sigma >= 0 && sigma <= MOST_SIGMA))
    refuse(`${path}.sigma`, `a number from 0 to ${MOST_SIGMA}`, sigma)
  return {
    lognormalMs: {
      medianMs: parseDurationMs(memberOf(value, 'median') as Duration, `${path}.median`),
      sigma: sigma as number,
    },
  }
}

function refuse(path: string, expected: string, value: unknown): never {
  throw new UsageError(`${path}: expected ${expected}, found ${show(value)}.`, { path, expected, found: show(value) })
}

/** One draw, in whole milliseconds. */
export function drawMs(distribution: Distribution, stream: RandomStream): number {
  if ('uniformMs' in distribution) {
    const [fromMs, toMs] = distribution.uniformMs
    return fromMs + stream.below(toMs - fromMs + 1)
  }
  if ('empiricalMs' in distribution) return distribution.empiricalMs[stream.below(distribution.empiricalMs.length)]!
  const { medianMs, sigma } = distribution.lognormalMs
  const ms = roundMs(medianMs * exponential(sigma * normalQuantile((stream.uint32() + 0.5) / 4_294_967_296)))
  return Math.min(ms, MAX_INSTANT_MS)
}

// ── arithmetic ──

const CENTRE_ABOVE = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
]
const CENTRE_BELOW = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
]
const TAIL_ABOVE = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
]
const TAIL_BELOW = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1]
const TAIL = 0.02425

/** Where the standard normal distribution has `p` below it: Acklam's rational approximation, good to nine digits. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p < TAIL) {
    const q = squareRoot(-2 * logarithm(p))
    return polynomial(TAIL_ABOVE, q) / polynomial(TAIL_BELOW, q)
  }
  const q = p - 0.5
  const r = q * q
  return (polynomial(CENTRE_ABOVE, r) * q) / polynomial(CENTRE_BELOW, r)
}

/** Coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
}

/** By its series at a sixty-fourth of x, squared six times. */
export function exponential(x: number): number {
  const small = x / 64
  let term = 1
  let sum = 1
  for (let nth = 1; nth <= 20; nth++) {
    term = (term * small) / nth
    sum += term
  }
  for (let time = 0; time < 6; time++) sum *= sum
  return sum
}

/** For 0 < x <= 1: doubled until it is near 1, then by the series of the inverse hyperbolic tangent. */
function logarithm(x: number): number {
  let doublings = 0
  let near = x
  for (; near < 0.75; near *= 2) doublings++
  const ratio = (near - 1) / (near + 1)
  let power = ratio
  let sum = 0
  for (let odd = 1; odd <= 31; odd += 2) {
    sum += power / odd
    power *= ratio * ratio
  }
  return 2 * sum - doublings * Math.LN2
}

/** Newton's iteration, for what lies between 1 and 100. */
function squareRoot(x: number): number {
  let root = x
  for (let time = 0; time < 12; time++) root = (root + x / root) / 2
  return root
}
