// How does a user write a profile? One small function a kind; each only wraps what it is given (LD-01…LD-08).
import type { Duration } from '../kernel/durations.ts'
import type {
  BurstProfile,
  DiurnalProfile,
  NoisyProfile,
  Profile,
  RampProfile,
  ReplayProfile,
  SineProfile,
  SpikeProfile,
  StepsProfile,
} from '../model/scaling/load.ts'

/** Always the same. */
export function constant(value: number): Profile {
  return { constant: value }
}

/** `from` until the first step, and from each step on its value: `steps(20, { at: '10m', value: 120 })`. */
export function steps(from: number, ...turns: StepsProfile['turns']): Profile {
  return { steps: { from, turns } }
}

/** A straight line between two values, which stand still before and after it. */
export function ramp(profile: RampProfile): Profile {
  return { ramp: profile }
}

/** A wave that begins with the load. */
export function sine(profile: SineProfile): Profile {
  return { sine: profile }
}

/** A day, every day, by the clock of UTC; with a second wave of half a day and a factor a weekday if you like. */
export function diurnal(profile: DiurnalProfile): Profile {
  return { diurnal: profile }
}

/** Something that comes on top for a while: give it to `sum`. */
export function spike(profile: SpikeProfile): Profile {
  return { spike: profile }
}

/** On and off by chance. */
export function burst(profile: BurstProfile): Profile {
  return { burst: profile }
}

/** What was measured, point by point. */
export function replay(points: ReplayProfile['points'], how: Omit<ReplayProfile, 'points'> = {}): Profile {
  return { replay: { points, ...how } }
}

export function sum(...profiles: readonly Profile[]): Profile {
  return { sum: profiles }
}

export function product(...profiles: readonly Profile[]): Profile {
  return { product: profiles }
}

/** Never below `least`, never above `most`. */
export function clamp(
  of: Profile,
  limits: { readonly least?: number | undefined; readonly most?: number | undefined },
): Profile {
  return { clamp: { of, ...limits } }
}

/** The same, later. */
export function shift(of: Profile, by: Duration): Profile {
  return { shift: { of, by } }
}

/** Whole arrivals, Poisson about what the profile says. */
export function noisy(of: Profile, how: Omit<NoisyProfile, 'of'> = {}): Profile {
  return { noisy: { of, ...how } }
}
