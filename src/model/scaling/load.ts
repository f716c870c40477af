// What do the users of a service want, and what does that cost? Demand as plain data (LD-01…LD-35).
import type { Duration, Instant } from '../../kernel/durations.ts'

/** When: as long after the load began, or an instant in ISO 8601. */
export type ProfileMoment = Duration | Instant

/**
 * A quantity over time, as plain data: a number for one that stands still, or an object with one member, its kind. Moments and spans may be
 * written as `'10m'` or in milliseconds; moments count from when the load begins unless they are instants. Never below 0 once it is used.
 */
export type Profile =
  | number
  | { readonly constant: number }
  | { readonly steps: StepsProfile }
  | { readonly ramp: RampProfile }
  | { readonly sine: SineProfile }
  | { readonly diurnal: DiurnalProfile }
  | { readonly spike: SpikeProfile }
  | { readonly burst: BurstProfile }
  | { readonly replay: ReplayProfile }
  | { readonly sum: readonly Profile[] }
  | { readonly product: readonly Profile[] }
  | { readonly clamp: ClampProfile }
  | { readonly shift: ShiftProfile }
  | { readonly noisy: NoisyProfile }

/** LD-01. */
export interface StepsProfile {
  readonly from: number
  readonly turns: readonly { readonly at: ProfileMoment; readonly value: number }[]
}

/** LD-02. */
export interface RampProfile {
  readonly from: number
  readonly to: number
  /** When it leaves `from`; with the load when absent. */
  readonly at?: ProfileMoment | undefined
  readonly lasts: Duration
}

/** LD-03, from the load's beginning on: mean + amplitude · sin(2π(t − phase)/period). */
export interface SineProfile {
  readonly mean: number
  readonly amplitude: number
  readonly period: Duration
  readonly phase?: Duration | undefined
}

/** LD-03, by the clock of UTC: highest at `peak`, a time since midnight. */
export interface DiurnalProfile {
  readonly mean: number
  readonly amplitude: number
  readonly peak?: Duration | undefined
  /** A second wave of half a day. */
  readonly second?: { readonly amplitude: number; readonly peak?: Duration | undefined } | undefined
  /** What each day is multiplied by, Monday first. */
  readonly weekdays?: readonly number[] | undefined
}

/** LD-04: a rectangle that `lasts`, or a jump that decays to 1/e in `decay`. */
export interface SpikeProfile {
  readonly height: number
  readonly at?: ProfileMoment | undefined
  readonly lasts?: Duration | undefined
  readonly decay?: Duration | undefined
}

/** LD-05: two states, left after spans that are drawn exponentially. It begins `off`. */
export interface BurstProfile {
  readonly on: number
  readonly off: number
  readonly meanOn: Duration
  readonly meanOff: Duration
  readonly seed?: string | undefined
}

/** LD-06. */
export interface ReplayProfile {
  readonly points: readonly { readonly at: ProfileMoment; readonly value: number }[]
  readonly between?: 'hold' | 'linear' | undefined
  /** Over and over: the last point is where the first one comes again. */
  readonly loop?: boolean | undefined
  readonly scale?: number | undefined
  readonly offset?: number | undefined
}

export interface ClampProfile {
  readonly of: Profile
  readonly least?: number | undefined
  readonly most?: number | undefined
}

export interface ShiftProfile {
  readonly of: Profile
  /** Later by so much. */
  readonly by: Duration
}

/** LD-08: whole arrivals a slot, Poisson about what the profile says. */
export interface NoisyProfile {
  readonly of: Profile
  readonly seed?: string | undefined
  /** Length of a slot; 20 s when absent. */
  readonly every?: Duration | undefined
}

/** What drives a service, and which quantity its profile is. */
export type DemandKind = 'requestsPerSecond' | 'users' | 'cpuPercent' | 'cpuPercentPerTask' | 'cpuUnits'

/** What `sim.load.drive` was given, complete and checked. */
export interface Demand {
  readonly kind: DemandKind
  readonly profile: Profile
  /** CPU of a request, in seconds of one vCPU (LD-21). */
  readonly cpuSecondsPerRequest: number
  /** Between two requests of a user (LD-09). */
  readonly thinkSeconds: number
  readonly idleCpuUnits: number
  /** What a task may use where its definition limits containers alone (LD-22); null: what it reserves. */
  readonly cpuLimitUnits: number | null
  /** Memory of a task, in MiB. */
  readonly memoryMiB: Profile
  readonly memoryPerInflightMiB: number
  /** Memory that a task never gives back. */
  readonly leakMiBPerHour: number
  /** Requests that wait in one task at most; null: no limit (LD-25). */
  readonly queueLimit: number | null
  /** After which wait a load balancer gives up; null: never (LD-25). */
  readonly requestTimeoutMs: number | null
  /** Each task a queue of its own, or one queue for all (LD-24). */
  readonly queueing: 'perTask' | 'pooled'
  /** A target that takes longer than its health check waits fails it (LD-26). */
  readonly failsHealthChecks: boolean
}

/** Demand on a service. Its id is the service's ARN. */
export interface Load {
  id: string
  demand: Demand
  /** From when it counts; profiles count their own time from here where they say so. */
  sinceMs: number
  /** Seeds of what is drawn follow from it. */
  seed: string
}

/** Who takes messages from a queue. */
interface QueueConsumer {
  readonly serviceArn: string
  readonly messagesPerSecondPerTask: number
}

/** A queue with producers and consumers. Its id is its name. */
export interface Queue {
  id: string
  producer: Profile
  consumers: readonly QueueConsumer[]
  sinceMs: number
  seed: string
}
