// The metric of managed scaling and the size that follows from it, to the number.
import { describe, expect, test } from 'vitest'
import type { ManagedScaling, Needs } from '../../src/model/entities.ts'
import { decideManaged, type ManagedGroup } from '../../src/scaling/managed/decide.ts'
import { type Room, reservationOf, type WaitingKind } from '../../src/scaling/managed/reservation.ts'

const LARGE: Room = { cpuUnits: 2048, memoryMiB: 7680, gpus: 0, enis: 2 }
const XLARGE: Room = { cpuUnits: 4096, memoryMiB: 15_360, gpus: 0, enis: 3 }
const DOUBLE: Room = { cpuUnits: 8192, memoryMiB: 31_744, gpus: 0, enis: 3 }

const needing = (more: Partial<Needs>): Needs => ({
  cpuUnits: 0,
  memoryMiB: 128,
  tcpPorts: [],
  udpPorts: [],
  gpus: 0,
  enis: 0,
  ...more,
})
const waiting = (count: number, needs: Partial<Needs> = { cpuUnits: 1024, memoryMiB: 2048 }): WaitingKind => ({
  needs: needing(needs),
  count,
  isDistinct: false,
})

interface Case {
  readonly n: number
  readonly busy?: number
  readonly waits?: readonly WaitingKind[]
  readonly rooms?: readonly Room[]
  readonly target?: number
  readonly min?: number
  readonly max?: number
  readonly maxSize?: number
}

const scalingOf = ({ target = 100, min = 1, max = 10_000 }: Case): ManagedScaling => ({
  status: 'ENABLED',
  targetCapacity: target,
  minimumScalingStepSize: min,
  maximumScalingStepSize: max,
  instanceWarmupPeriod: 300,
})
const OPTIONS = { emptyGroupReservation: 'full', groupMaxScaleIn: 0.5 } as const

/** M, the metric, and the sizes of the group as long as it changes, one step a minute. */
function play(each: Case) {
  const { n, busy = 0, waits = [], rooms = [LARGE], maxSize = 1_000 } = each
  const scaling = scalingOf(each)
  const at = (instances: number) => reservationOf({ instances, used: busy, waiting: waits, rooms }, scaling, OPTIONS)
  const { needed, percent } = at(n)
  const sizes = [n]
  for (;;) {
    const size = sizes.at(-1)!
    const group: ManagedGroup = { minSize: 0, maxSize, desiredCapacity: size, instances: size, isWarming: false }
    // Who waits goes on waiting here: one step is all that there is to see of a scale-out.
    if (waits.length > 0 && sizes.length > 1) break
    const now = at(size).percent
    const { targetCapacity: target } = scaling
    const next = decideManaged(group, { isHigh: now > target, isLow: now < target }, now, scaling, OPTIONS)
    if (next === null || typeof next === 'string') break
    sizes.push(next.desiredCapacity)
  }
  return { needed, percent: Math.round(percent * 10) / 10, sizes }
}

const SMALL_AND_BIG = [waiting(10, { cpuUnits: 1024 }), waiting(6, { cpuUnits: 2048 })]

describe('worked examples', () => {
  test.each([
    ['E-26a CP-22 CP-23 nothing and nobody', { n: 0 }, { needed: 0, percent: 100, sizes: [0] }],
    [
      'E-26b CP-23 from zero for one task: two',
      { n: 0, waits: [waiting(1)] },
      { needed: 1, percent: 200, sizes: [0, 2] },
    ],
    [
      'E-26c from zero for forty: two, not twenty',
      { n: 0, waits: [waiting(40)] },
      { needed: 20, percent: 200, sizes: [0, 2] },
    ],
    ['E-26d a target of 90', { n: 0, waits: [waiting(1)], target: 90 }, { needed: 1, percent: 200, sizes: [0, 3] }],
    ['E-26d a target of 50', { n: 0, waits: [waiting(1)], target: 50 }, { needed: 1, percent: 200, sizes: [0, 4] }],
    ['E-26e CP-24 one of three is idle', { n: 3, busy: 2 }, { needed: 2, percent: 66.7, sizes: [3, 2] }],
    ['E-26f the same at a target of 50', { n: 3, busy: 2, target: 50 }, { needed: 2, percent: 66.7, sizes: [3, 4] }],
    ['E-26g all are idle', { n: 2 }, { needed: 0, percent: 0, sizes: [2, 1, 0] }],
    [
      'E-26h CP-25 25 tasks, two an instance',
      { n: 10, busy: 10, waits: [waiting(25)] },
      { needed: 23, percent: 230, sizes: [10, 23] },
    ],
    [
      'E-26h no more than MaxSize',
      { n: 10, busy: 10, waits: [waiting(25)], maxSize: 15 },
      { needed: 23, percent: 230, sizes: [10, 15] },
    ],
    [
      'E-26i steps of 5 at most',
      { n: 10, busy: 10, waits: [waiting(25)], max: 5 },
      { needed: 15, percent: 150, sizes: [10, 15] },
    ],
    [
      'E-26j steps of 4 at least',
      { n: 10, busy: 10, waits: [waiting(1)], min: 4 },
      { needed: 14, percent: 140, sizes: [10, 14] },
    ],
    [
      'E-26k the largest of the kinds, not their sum',
      { n: 6, busy: 6, waits: SMALL_AND_BIG, rooms: [XLARGE] },
      { needed: 9, percent: 150, sizes: [6, 9] },
    ],
    [
      'E-26l the largest type of the group counts',
      { n: 4, busy: 4, waits: [waiting(20, { cpuUnits: 1024 })], rooms: [LARGE, DOUBLE] },
      { needed: 7, percent: 175, sizes: [4, 7] },
    ],
    [
      'E-26m CP-27 a task that the smallest type cannot take moves nothing, although an instance is idle',
      { n: 4, busy: 3, waits: [waiting(5, { cpuUnits: 4096, memoryMiB: 4096 })], rooms: [LARGE, DOUBLE] },
      { needed: 4, percent: 100, sizes: [4] },
    ],
    ['E-26n instances with daemons alone are idle', { n: 5, busy: 3 }, { needed: 3, percent: 60, sizes: [5, 3] }],
    [
      'E-26o a target of 80 keeps a fifth free',
      { n: 8, busy: 8, target: 80 },
      { needed: 8, percent: 100, sizes: [8, 10] },
    ],
    ['E-26p and no more than that', { n: 10, busy: 7, target: 80 }, { needed: 7, percent: 70, sizes: [10, 9] }],
    ['E-26q half of them a minute', { n: 10, busy: 4 }, { needed: 4, percent: 40, sizes: [10, 5, 4] }],
    ['E-26r half of them a minute', { n: 100, busy: 10 }, { needed: 10, percent: 10, sizes: [100, 50, 25, 13, 10] }],
    [
      'E-26s interfaces decide',
      { n: 3, busy: 3, waits: [waiting(7, { cpuUnits: 128, enis: 1 })], rooms: [LARGE] },
      { needed: 7, percent: 233.3, sizes: [3, 7] },
    ],
    [
      'E-26t distinctInstance: one an instance',
      { n: 3, busy: 3, waits: [{ ...waiting(4, { cpuUnits: 128 }), isDistinct: true }] },
      { needed: 7, percent: 233.3, sizes: [3, 7] },
    ],
  ] satisfies [string, Case, ReturnType<typeof play>][])('%s', (_title, each: Case, expected) => {
    expect(play(each)).toEqual(expected)
  })

  test('CP-26 a static host port: one an instance', () => {
    expect(play({ n: 1, busy: 1, waits: [waiting(3, { tcpPorts: [80] })] }).needed).toBe(4)
  })

  test('CP-37 the option: an empty group without tasks is at its target', () => {
    const state = { instances: 0, used: 0, waiting: [], rooms: [] }
    const scaling = scalingOf({ n: 0, target: 90 })
    expect(reservationOf(state, scaling, OPTIONS).percent).toBe(100)
    expect(reservationOf(state, scaling, { emptyGroupReservation: 'target' }).percent).toBe(90)
  })
})

describe('what holds it back', () => {
  const group: ManagedGroup = { minSize: 0, maxSize: 20, desiredCapacity: 10, instances: 10, isWarming: true }
  const high = { isHigh: true, isLow: false }
  const low = { isHigh: false, isLow: true }
  const scaling = scalingOf({ n: 0 })

  test('CP-33 CP-36 while an instance warms up, the group neither grows nor shrinks', () => {
    expect(decideManaged(group, high, 150, scaling, OPTIONS)).toBe('warm-up')
    expect(decideManaged(group, low, 50, scaling, OPTIONS)).toBe('warm-up')
  })

  test('CP-32 CP-35 at its bounds it stays', () => {
    const full = { ...group, isWarming: false, maxSize: 10 }
    expect(decideManaged(full, high, 150, scaling, OPTIONS)).toBe('bounds')
    expect(decideManaged({ ...full, minSize: 10 }, low, 50, scaling, OPTIONS)).toBeNull()
  })
})
