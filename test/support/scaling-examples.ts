// The worked examples of service auto scaling: a load, and each change of the desired count.
import { steps, type Trial, tracking } from './scaling-minutes.ts'

/** A load that the running tasks share. */
export const shared = (load: number) => (running: number) => (running === 0 ? null : load / running)
export const pinned = (value: number) => () => value
export const one = (target: number, metric: Trial['policies'][number]['metric'], more = {}): Trial['policies'] => [
  { name: 'cpu', configuration: tracking(target, more), metric },
]

export interface Example {
  readonly title: string
  readonly trial: Trial
  readonly changes: readonly string[]
}

export const TRACKING: readonly Example[] = [
  {
    title: 'E-01 AS-32 load 160 on two tasks at target 50: four, and four they stay',
    trial: { policies: one(50, shared(160)), tasks: 2, untilSeconds: 3_600 },
    changes: ['180: 2→4'],
  },
  {
    title: 'E-02 load 100 on four tasks: two after fifteen minutes',
    trial: { policies: one(50, shared(100)), tasks: 4, untilSeconds: 3_600 },
    changes: ['900: 4→2'],
  },
  {
    title: 'E-03 AS-32 both directions round up: 57.5 is 12',
    trial: { policies: one(50, pinned(57.5)), tasks: 10, untilSeconds: 180 },
    changes: ['180: 10→12'],
  },
  {
    title: 'E-03 AS-32 both directions round up: 42.5 is 9',
    trial: { policies: one(50, pinned(42.5)), tasks: 10, untilSeconds: 900 },
    changes: ['900: 10→9'],
  },
  {
    title: 'E-04 AS-29 1500 messages on ten tasks at 100 each: fifteen',
    trial: { policies: one(100, shared(1_500)), tasks: 10, untilSeconds: 600 },
    changes: ['180: 10→15'],
  },
  {
    title: 'E-05 AS-52 inside the cooldown only what is larger, from the same base',
    trial: {
      policies: one(50, (_running, minute) => (minute < 4 ? 75 : 110)),
      tasks: 4,
      untilSeconds: 420,
      start: null,
    },
    changes: ['180: 4→6', '300: 6→9'],
  },
  {
    title: 'E-06a a metric that is capped at 100 doubles with each cooldown',
    trial: {
      policies: one(50, (n) => Math.min(100, 1_400 / n)),
      tasks: 2,
      untilSeconds: 1_200,
    },
    changes: ['180: 2→4', '480: 4→8', '780: 8→16', '1080: 16→28'],
  },
  {
    title: 'E-06b AS-59 a cooldown as short as the start of a task overshoots',
    trial: {
      policies: one(50, (n) => Math.min(100, 1_400 / n), { scaleOutCooldownMs: 60_000 }),
      tasks: 2,
      untilSeconds: 1_500,
    },
    // The datapoint of the minute with 16 tasks is 87.5, and at 420 it meets a base of 32.
    changes: ['180: 2→4', '240: 4→8', '300: 8→16', '360: 16→32', '420: 32→56', '1320: 56→28'],
  },
  {
    title: 'E-07 AS-07 the base is what runs: tasks that never start do not run away',
    trial: { policies: one(50, pinned(100)), tasks: 2, untilSeconds: 7_200, start: null },
    changes: ['180: 2→4'],
  },
  {
    title: 'E-08 AS-35 every policy must be low before anything is taken away',
    trial: {
      policies: [
        { name: 'cpu', configuration: tracking(60), metric: pinned(45) },
        { name: 'memory', configuration: tracking(70), metric: (_running, minute) => (minute < 20 ? 68 : 50) },
      ],
      tasks: 10,
      untilSeconds: 2_700,
    },
    changes: ['2100: 10→8', '2400: 8→6', '2700: 6→5'],
  },
  {
    title: 'E-09 AS-06 above the maximum a scale-in goes to the maximum, and on from there',
    trial: { policies: one(50, pinned(44)), tasks: 15, maxCapacity: 10, untilSeconds: 1_200 },
    changes: ['900: 15→10', '1200: 10→9'],
  },
  {
    title: 'E-10 AS-06 above the maximum a scale-out changes nothing',
    trial: { policies: one(50, pinned(80)), tasks: 15, maxCapacity: 10, untilSeconds: 1_200 },
    changes: [],
  },
  {
    title: 'E-11 AS-05 below the minimum a scale-out goes at least there',
    trial: { policies: one(50, pinned(60)), tasks: 1, minCapacity: 4, untilSeconds: 180 },
    changes: ['180: 1→4'],
  },
  {
    title: 'E-11 AS-05 below the minimum a scale-in changes nothing',
    trial: { policies: one(50, pinned(10)), tasks: 1, minCapacity: 4, untilSeconds: 3_600 },
    changes: [],
  },
  {
    title: 'E-12 AS-38 from zero one task, and then in proportion',
    trial: { policies: one(50, (n) => (n === 0 ? 120 : 120 / n)), tasks: 0, untilSeconds: 1_200 },
    changes: ['180: 0→1', '480: 1→3'],
  },
  {
    title: 'E-13 AS-43 no scale-in during a deployment; right after it',
    trial: {
      policies: one(50, shared(100)),
      tasks: 4,
      untilSeconds: 1_800,
      meanwhile: (state) => {
        state.isDeploying = state.seconds < 1_320
      },
    },
    changes: ['1320: 4→2'],
  },
  {
    title: 'E-14 AS-23 requests per target: equal to the target is not above it',
    trial: { policies: one(1_000, shared(3_000)), tasks: 2, untilSeconds: 3_600 },
    changes: ['180: 2→3'],
  },
  {
    title: 'E-15 AS-21 two minutes of three are no alarm',
    trial: {
      policies: one(50, (_running, minute) => (minute === 1 || minute === 2 ? 95 : 40)),
      tasks: 4,
      untilSeconds: 3_600,
    },
    changes: [],
  },
  {
    title: 'E-16 AS-08 what was suspended acts when it is resumed',
    trial: {
      policies: one(50, pinned(80)),
      tasks: 4,
      untilSeconds: 600,
      meanwhile: (state) => {
        state.suspended = { ...state.suspended, scalingOut: state.seconds < 600 }
      },
    },
    changes: ['600: 4→7'],
  },
  {
    title: 'E-17 AS-37 the maximum ends it',
    trial: { policies: one(50, pinned(100)), tasks: 6, maxCapacity: 8, untilSeconds: 3_600 },
    changes: ['180: 6→8'],
  },
  {
    title: 'E-25 AS-57 AS-74 a schedule that raises the minimum ignores the cooldown, and later load goes no lower',
    trial: {
      policies: one(50, (running) => (running < 8 ? 160 / running : 1)),
      tasks: 2,
      untilSeconds: 3_600,
      meanwhile: (state) => {
        if (state.seconds !== 240) return
        state.minCapacity = 8
        state.desired = 8
        state.running = 8
      },
    },
    changes: ['180: 2→4'],
  },
]

const OUT = steps([
  [0, 20, 2],
  [20, null, 3],
])

export const STEPS: readonly Example[] = [
  {
    title: 'E-22 AS-52 +2, and in the cooldown +3 of the same base is one more',
    trial: {
      policies: [
        {
          name: 'out',
          configuration: OUT,
          metric: (_running, minute) => (minute < 2 ? 65 : 85),
          alarm: { comparison: 'GreaterThanOrEqualToThreshold', threshold: 60, periods: 1 },
        },
      ],
      tasks: 10,
      untilSeconds: 480,
      start: 0,
    },
    changes: ['60: 10→12', '180: 12→13', '480: 13→16'],
  },
  {
    title: 'E-23 a step out, with a cooldown of half an hour',
    trial: {
      policies: [
        {
          name: 'out',
          configuration: steps([[0, null, 1]], { cooldownMs: 1_800_000 }),
          metric: pinned(95),
          alarm: { comparison: 'GreaterThanThreshold', threshold: 90, periods: 3 },
        },
      ],
      tasks: 2,
      maxCapacity: 6,
      untilSeconds: 3_780,
    },
    changes: ['180: 2→3', '1980: 3→4', '3780: 4→5'],
  },
  {
    title: 'E-24 a step in, with a cooldown of half an hour',
    trial: {
      policies: [
        {
          name: 'in',
          configuration: steps([[null, 0, -1]], { cooldownMs: 1_800_000 }),
          metric: pinned(40),
          alarm: { comparison: 'LessThanThreshold', threshold: 70, periods: 10 },
        },
      ],
      tasks: 4,
      minCapacity: 2,
      untilSeconds: 7_200,
    },
    changes: ['600: 4→3', '2400: 3→2'],
  },
]
