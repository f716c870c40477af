// How high is a profile at an instant, until when does it go on so, and what is its mean over a span? (LD-01…LD-08)
import { exponential, sineOfTurn } from '../kernel/arithmetic.ts'
import type { DiurnalProfile, Profile, ReplayProfile } from '../model/scaling/load.ts'
import { Dice, seedOf } from './dice.ts'

/** A profile that can be asked. Instants are milliseconds since 1970. */
export interface Curve {
  /** From this instant on, to the right. */
  value(atMs: number): number
  /** The first instant after this one at which it jumps or bends. */
  turn(atMs: number): number
  /** Whether it stands still from this instant up to its next turn. */
  isFlat(atMs: number): boolean
}

export interface CurveStart {
  readonly sinceMs: number
  readonly seed: string
}

const NEVER = Number.POSITIVE_INFINITY
const DAY_MS = 86_400_000
/** 1970-01-01 was a Thursday; days count from Monday. */
const FIRST_WEEKDAY = 3

/** Of a profile that was parsed. Never below 0. */
export function curveOf(profile: Profile, start: CurveStart): Curve {
  const curve = rawCurve(profile, start)
  return {
    value: (atMs) => Math.max(0, curve.value(atMs)),
    turn: (atMs) => curve.turn(atMs),
    isFlat: (atMs) => curve.isFlat(atMs),
  }
}

/** Two points inside of each piece between turns, none at its ends: exact for whatever is straight or bends once. */
export function meanOf(curve: Curve, fromMs: number, toMs: number): number {
  let area = 0
  let atMs = fromMs
  while (atMs < toMs) {
    const untilMs = Math.min(toMs, curve.turn(atMs))
    if (atMs === fromMs && untilMs === toMs && curve.isFlat(atMs)) return curve.value(atMs)
    area += pieceMean(curve, atMs, untilMs) * (untilMs - atMs)
    atMs = untilMs
  }
  return area / (toMs - fromMs)
}

const NODE = 0.5773502691896257

function pieceMean(curve: Curve, fromMs: number, toMs: number): number {
  if (curve.isFlat(fromMs)) return curve.value(fromMs)
  const middle = (fromMs + toMs) / 2
  const half = ((toMs - fromMs) / 2) * NODE
  return (curve.value(middle - half) + curve.value(middle + half)) / 2
}

function rawCurve(profile: Profile, start: CurveStart): Curve {
  const { sinceMs } = start
  if (typeof profile === 'number') return flatCurve(profile)
  if ('constant' in profile) return flatCurve(profile.constant)
  if ('steps' in profile) return heldCurve(profile.steps.from, profile.steps.turns as readonly Point[], sinceMs)
  if ('ramp' in profile) {
    const { from, to, at, lasts } = profile.ramp as { from: number; to: number; at: number; lasts: number }
    const points = [
      { at, value: from },
      { at: at + lasts, value: to },
    ]
    return lineCurve(points, sinceMs)
  }
  if ('sine' in profile) {
    const { mean, amplitude, period, phase } = profile.sine as Record<keyof typeof profile.sine, number>
    return wavingCurve((atMs) => mean + amplitude * sineOfTurn((atMs - sinceMs - phase) / period))
  }
  if ('diurnal' in profile) return diurnalCurve(profile.diurnal)
  if ('spike' in profile) return spikeCurve(profile.spike as Record<keyof typeof profile.spike, number>, sinceMs)
  if ('burst' in profile) {
    const { seed = start.seed } = profile.burst
    return new Bursts(profile.burst as unknown as BurstNumbers, sinceMs, seed)
  }
  if ('replay' in profile) return replayCurve(profile.replay, sinceMs)
  return composedCurve(profile, start)
}

function composedCurve(
  profile: Extract<
    Profile,
    { sum: unknown } | { product: unknown } | { clamp: unknown } | { shift: unknown } | { noisy: unknown }
  >,
  start: CurveStart,
): Curve {
  if ('sum' in profile) return joined(inners(profile.sum, start), 0, (all, one) => all + one)
  if ('product' in profile) return joined(inners(profile.product, start), 1, (all, one) => all * one)
  if ('clamp' in profile) {
    const { of, least = -NEVER, most = NEVER } = profile.clamp
    const curve = rawCurve(of, start)
    return { ...bound(curve), value: (atMs) => Math.min(most, Math.max(least, curve.value(atMs))) }
  }
  if ('shift' in profile) {
    const by = profile.shift.by as number
    const curve = rawCurve(profile.shift.of, start)
    return {
      value: (atMs) => curve.value(atMs - by),
      turn: (atMs) => curve.turn(atMs - by) + by,
      isFlat: (atMs) => curve.isFlat(atMs - by),
    }
  }
  const { of, every, seed = start.seed } = profile.noisy
  return new Noise(curveOf(of, start), { sinceMs: start.sinceMs, everyMs: every as number, seed: seedOf(seed) })
}

/** Those inside draw from seeds of their own, by their place. */
function inners(profiles: readonly Profile[], { sinceMs, seed }: CurveStart): Curve[] {
  return profiles.map((each, nth) => rawCurve(each, { sinceMs, seed: `${seed}/${nth}` }))
}

function joined(curves: readonly Curve[], zero: number, add: (all: number, one: number) => number): Curve {
  return {
    value: (atMs) => {
      let all = zero
      for (const curve of curves) all = add(all, curve.value(atMs))
      return all
    },
    turn: (atMs) => {
      let least = NEVER
      for (const curve of curves) least = Math.min(least, curve.turn(atMs))
      return least
    },
    isFlat: (atMs) => curves.every((curve) => curve.isFlat(atMs)),
  }
}

function bound(curve: Curve): Pick<Curve, 'turn' | 'isFlat'> {
  return { turn: (atMs) => curve.turn(atMs), isFlat: (atMs) => curve.isFlat(atMs) }
}

function flatCurve(value: number): Curve {
  return { value: () => value, turn: () => NEVER, isFlat: () => true }
}

function wavingCurve(value: Curve['value']): Curve {
  return { value, turn: () => NEVER, isFlat: () => false }
}

interface Point {
  readonly at: number
  readonly value: number
}

/** How many points lie at or before a moment. */
function pointsUntil(points: readonly Point[], at: number): number {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (points[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  return low
}

function heldCurve(before: number, points: readonly Point[], sinceMs: number): Curve {
  return {
    value: (atMs) => points[pointsUntil(points, atMs - sinceMs) - 1]?.value ?? before,
    turn: (atMs) => (points[pointsUntil(points, atMs - sinceMs)]?.at ?? NEVER) + sinceMs,
    isFlat: () => true,
  }
}

/** Straight from point to point; level before the first and after the last. */
function lineCurve(points: readonly Point[], sinceMs: number): Curve {
  const pieceAt = (atMs: number) => {
    const next = pointsUntil(points, atMs - sinceMs)
    return { from: points[next - 1], to: points[next] }
  }
  return {
    value: (atMs) => {
      const { from, to } = pieceAt(atMs)
      if (from === undefined || to === undefined) return (from ?? to)!.value
      return from.value + ((to.value - from.value) * (atMs - sinceMs - from.at)) / (to.at - from.at)
    },
    turn: (atMs) => (pieceAt(atMs).to?.at ?? NEVER) + sinceMs,
    isFlat: (atMs) => {
      const { from, to } = pieceAt(atMs)
      return from === undefined || to === undefined || from.value === to.value
    },
  }
}

function replayCurve({ points, between, loop, scale = 1, offset = 0 }: ReplayProfile, sinceMs: number): Curve {
  const scaled = (points as readonly Point[]).map(({ at, value }) => ({ at, value: value * scale + offset }))
  const first = scaled[0]!
  const curve = between === 'linear' ? lineCurve(scaled, sinceMs) : heldCurve(first.value, scaled, sinceMs)
  if (loop !== true) return curve
  const lengthMs = scaled.at(-1)!.at - first.at
  const roundsBefore = (atMs: number) => Math.floor((atMs - sinceMs - first.at) / lengthMs) * lengthMs
  return {
    value: (atMs) => curve.value(atMs - roundsBefore(atMs)),
    turn: (atMs) => curve.turn(atMs - roundsBefore(atMs)) + roundsBefore(atMs),
    isFlat: (atMs) => curve.isFlat(atMs - roundsBefore(atMs)),
  }
}

/** Highest at its peak: a quarter of a period after the sine's beginning. */
function diurnalCurve({ mean, amplitude, peak, second, weekdays }: DiurnalProfile): Curve {
  const crest = (atMs: number, peakMs: number, periodMs: number) => sineOfTurn((atMs - peakMs) / periodMs + 0.25)
  const day = (atMs: number) => {
    const whole = mean + amplitude * crest(atMs, peak as number, DAY_MS)
    return second === undefined ? whole : whole + second.amplitude * crest(atMs, second.peak as number, DAY_MS / 2)
  }
  if (weekdays === undefined) return wavingCurve((atMs) => Math.max(0, day(atMs)))
  return {
    value: (atMs) => Math.max(0, day(atMs)) * weekdays[(Math.floor(atMs / DAY_MS) + FIRST_WEEKDAY) % 7]!,
    turn: (atMs) => (Math.floor(atMs / DAY_MS) + 1) * DAY_MS,
    isFlat: () => false,
  }
}

function spikeCurve(
  { height, at, lasts, decay }: { height: number; at: number; lasts?: number; decay?: number },
  sinceMs: number,
): Curve {
  const beginMs = sinceMs + at
  if (decay === undefined) {
    const points = [
      { at, value: height },
      { at: at + (lasts as number), value: 0 },
    ]
    return heldCurve(0, points, sinceMs)
  }
  return {
    value: (atMs) => (atMs < beginMs ? 0 : height * decayed((atMs - beginMs) / decay)),
    turn: (atMs) => (atMs < beginMs ? beginMs : NEVER),
    isFlat: (atMs) => atMs < beginMs,
  }
}

/** Nothing is left of it after forty times the constant. */
function decayed(times: number): number {
  return times > 40 ? 0 : exponential(-times)
}

interface BurstNumbers {
  readonly on: number
  readonly off: number
  readonly meanOn: number
  readonly meanOff: number
}

/** The instants at which it switches, found as far as somebody has asked. */
class Bursts implements Curve {
  private readonly numbers: BurstNumbers
  private readonly dice: Dice
  /** Off from the first, on from the second, and so on. */
  private readonly switches: Point[]

  constructor(numbers: BurstNumbers, sinceMs: number, seed: string) {
    this.numbers = numbers
    this.dice = new Dice(seedOf(seed), 0)
    this.switches = [{ at: sinceMs, value: numbers.off }]
  }

  value(atMs: number): number {
    return this.switches[this.after(atMs) - 1]?.value ?? this.numbers.off
  }

  turn(atMs: number): number {
    return this.switches[this.after(atMs)]!.at
  }

  isFlat(): boolean {
    return true
  }

  private after(atMs: number): number {
    const { on, off, meanOn, meanOff } = this.numbers
    for (let last = this.switches.at(-1)!; last.at <= atMs; last = this.switches.at(-1)!) {
      const isOn = this.switches.length % 2 === 0
      const lastsMs = Math.max(1, Math.floor(this.dice.exponential() * (isOn ? meanOn : meanOff)))
      this.switches.push({ at: last.at + lastsMs, value: isOn ? off : on })
    }
    return pointsUntil(this.switches, atMs)
  }
}

/** One number a slot, whoever asks for which first; the last one is kept. */
class Noise implements Curve {
  private readonly mean: Curve
  private readonly how: { readonly sinceMs: number; readonly everyMs: number; readonly seed: number }
  private slot = Number.NaN
  private known = 0

  constructor(mean: Curve, how: Noise['how']) {
    this.mean = mean
    this.how = how
  }

  value(atMs: number): number {
    const { sinceMs, everyMs, seed } = this.how
    const slot = this.slotAt(atMs)
    if (slot === this.slot) return this.known
    const fromMs = sinceMs + slot * everyMs
    const expected = (meanOf(this.mean, fromMs, fromMs + everyMs) * everyMs) / 1_000
    this.slot = slot
    this.known = (new Dice(seed, slot).poisson(expected) * 1_000) / everyMs
    return this.known
  }

  turn(atMs: number): number {
    return this.how.sinceMs + (this.slotAt(atMs) + 1) * this.how.everyMs
  }

  isFlat(): boolean {
    return true
  }

  private slotAt(atMs: number): number {
    return Math.floor((atMs - this.how.sinceMs) / this.how.everyMs)
  }
}
