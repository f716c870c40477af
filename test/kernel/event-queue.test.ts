// The queue pops in one order, whatever order things were put in.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { EventQueue, PHASE, type Phase } from '../../src/kernel/event-queue.ts'

const items = fc.array(
  fc.record({
    atMs: fc.nat({ max: 20 }),
    phase: fc.constantFrom<Phase>(...Object.values(PHASE)),
    order: fc.nat({ max: 5 }),
  }),
  { maxLength: 200 },
)

function drain(queue: EventQueue) {
  const popped = []
  for (let event = queue.pop(); event !== undefined; event = queue.pop()) popped.push(event)
  return popped
}

test.prop([items])('events come by time, phase, order and sequence, and toArray tells the same order', (list) => {
  const queue = new EventQueue()
  for (const [index, { atMs, phase, order }] of list.entries()) queue.push(atMs, phase, order, 'kind', String(index), 0)
  const expected = list
    .map((item, index) => ({ ...item, index }))
    .sort((a, b) => a.atMs - b.atMs || a.phase - b.phase || a.order - b.order || a.index - b.index)
    .map(({ index }) => String(index))
  expect(queue.toArray().map(({ id }) => id)).toEqual(expected)
  expect(queue.nextAtMs).toBe(list.length === 0 ? undefined : Math.min(...list.map(({ atMs }) => atMs)))
  expect(drain(queue).map(({ id }) => id)).toEqual(expected)
})

test.prop([items, fc.nat({ max: 50 })])('a queue made anew from its events goes on in the same order', (list, pops) => {
  const queue = new EventQueue()
  for (const { atMs, phase, order } of list) queue.push(atMs, phase, order, 'kind', 'id', 0)
  for (let i = 0; i < pops; i++) queue.pop()
  const again = EventQueue.from(queue.toArray().reverse(), queue.sequence)
  for (const each of [queue, again]) each.push(10, PHASE.transitions, 0, 'late', 'late', 0)
  expect(drain(again)).toEqual(drain(queue))
})
