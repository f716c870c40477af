// How long does something take that does not always take the same? Distributions as plain data, and one draw from each.
import { exponential, normalQuantile } from './arithmetic.ts'
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
