// Does a log of minutes say what was written, however it is packed?
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { MinuteLog } from '../../src/load/columns.ts'

const WIDTH = 4

/** Columns that stand still, go together, jump, or count. */
const rows = fc.array(
  fc.record({
    steady: fc.constantFrom(0, 7),
    moving: fc.double({ noNaN: true }),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 150 },
)

function rowOf({ steady, moving }: { steady: number; moving: number }, nth: number): number[] {
  return [steady, moving, nth % 50 === 0 ? steady : moving, 42]
}

test.prop([rows, fc.nat(149)])('a log of minutes reads as it was written, in a copy too', (written, cut) => {
  const minutes: number[][] = []
  const log = new MinuteLog(100, WIDTH)
  let copy = log.copy()
  written.forEach((each, nth) => {
    const row = rowOf(each, nth)
    log.push(Float64Array.from(row), each.count)
    if (nth <= cut) copy = log.copy()
    else copy.push([nth, nth, nth, nth], each.count)
    for (let time = 0; time < each.count; time++) minutes.push(row)
  })
  expect(log.endMinute).toBe(100 + minutes.length)
  const read = (from: MinuteLog, nth: number) => [0, 1, 2, 3].map((column) => from.at(100 + nth, column) + 0)
  expect(minutes.map((_, nth) => read(log, nth))).toEqual(minutes.map((row) => row.map((value) => value + 0)))
  const shared = written.slice(0, cut + 1).reduce((sum, { count }) => sum + count, 0)
  expect(minutes.slice(0, shared).map((_, nth) => read(copy, nth))).toEqual(
    minutes.slice(0, shared).map((row) => row.map((value) => value + 0)),
  )
  expect(log.has(100 + minutes.length)).toBe(false)
})
