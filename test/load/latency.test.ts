// Queueing theory against the worked examples and against its own definitions.
import { expect, test } from 'vitest'
import { closedThroughput, erlangC, responseOfOne, responseOfPool } from '../../src/load/latency.ts'
import { flow, millionthsOf } from '../../src/load/queue.ts'

test('E-40 M/M/1 at 20 a second of 25: 200 ms, four in the system', () => {
  expect(responseOfOne(20, 25)).toBeCloseTo(0.2, 12)
  expect(20 * responseOfOne(20, 25)).toBeCloseTo(4, 12)
})

test('E-40 four tasks pooled at 80 a second: C 0.5964, 69.8 ms, 5.59 in the system', () => {
  expect(erlangC(4, 80 / 25)).toBeCloseTo(0.5964, 4)
  expect(responseOfPool(4, 80, 25)).toBeCloseTo(0.0698, 4)
  expect(80 * responseOfPool(4, 80, 25)).toBeCloseTo(5.59, 2)
})

test('E-40 one task at 30 a second for a minute: 300 waiting, for 12 seconds', () => {
  const { queued } = flow(millionthsOf(30, 60_000), millionthsOf(25, 60_000), Number.POSITIVE_INFINITY)
  expect(queued / 1_000_000).toBe(300)
  expect(queued / 1_000_000 / 25).toBe(12)
})

test('LD-32 the recurrence agrees with the definition, and does not overflow', () => {
  for (const [servers, offered] of [
    [1, 0.3],
    [3, 2.2],
    [10, 9.5],
    [40, 12],
  ] as const) {
    let term = 1
    let below = 1
    for (let k = 1; k < servers; k++) {
      term = (term * offered) / k
      below += term
    }
    const last = (((term * offered) / servers) * servers) / (servers - offered)
    expect(erlangC(servers, offered)).toBeCloseTo(last / (below + last), 10)
  }
  expect(erlangC(5_000, 4_990)).toBeGreaterThan(0.8)
  expect(erlangC(5_000, 4_990)).toBeLessThan(1)
})

test('LD-24 a pool of one is a queue of one', () => {
  expect(responseOfPool(1, 20, 25)).toBeCloseTo(responseOfOne(20, 25), 10)
})

test('LD-09 a closed population asks as often as it gets answers: X = U/(R + Z)', () => {
  for (const [users, think] of [
    [10, 1],
    [500, 4],
    [3, 0],
  ] as const) {
    const rate = closedThroughput(users, think, 25)
    const response = 1 / 25 / (1 - rate / 25)
    expect(rate).toBeLessThan(25)
    expect(users / (response + think)).toBeCloseTo(rate, 9)
  }
  expect(closedThroughput(0, 1, 25)).toBe(0)
})
