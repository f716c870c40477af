// Where do the ticks of a chart stand, and what do they say?
import { type Duration, parseDurationMs } from '../../index.ts'
import { grouped } from '../names.ts'

/** The top of a vertical axis that begins at 0: a round number that nothing exceeds. */
export function topOf(most: number, isCount: boolean): number {
  if (most <= 0) return 1
  let unit = 1
  while (unit * 10 <= most) unit *= 10
  while (unit > most) unit /= 10
  const top = unit * (ROUND.find((factor) => factor * unit >= most) ?? 10)
  // Half of it is a tick, too.
  return isCount ? Math.max(2, Math.ceil(top / 2) * 2) : Number(top.toPrecision(3))
}

const ROUND: readonly number[] = [1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8]

const THOUSAND = 1_000

/** `0.25`, `40`, `1.5k`, `12M`. */
export function tickText(value: number): string {
  if (value >= THOUSAND * THOUSAND) return `${grouped(value / THOUSAND / THOUSAND)}M`
  if (value >= 10 * THOUSAND) return `${grouped(value / THOUSAND)}k`
  return String(Number(value.toPrecision(3)))
}

const lengthOf = (length: Duration) => parseDurationMs(length, 'the step of an axis')
const DAY_MS = lengthOf('1d')
const STEPS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => lengthOf(`${minutes}m`)),
  ...[1, 2, 3, 4, 6, 12].map((hours) => lengthOf(`${hours}h`)),
  ...[1, 2, 7, 14, 28, 91, 364].map((days) => lengthOf(`${days}d`)),
]

/** Round times between two instants, so many at most; what each says. */
export function timeTicks(
  fromMs: number,
  toMs: number,
  most: number,
): { readonly atMs: number; readonly text: string }[] {
  const stepMs = STEPS_MS.find((step) => (toMs - fromMs) / step <= most) ?? toMs - fromMs
  const ticks = []
  for (let atMs = Math.ceil(fromMs / stepMs) * stepMs; atMs <= toMs; atMs += stepMs)
    ticks.push({ atMs, text: stepMs < DAY_MS ? clockOf(atMs) : dayOf(atMs) })
  return ticks
}

/** `08:30`, of UTC. */
function clockOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 16)
}

/** `01-05`. */
function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(5, 10)
}

/** `2026-01-05 08:30`. */
export function momentOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')
}
