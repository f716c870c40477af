// How fast is this machine now? A bare binary heap of plain records, one pop and one push at a time: the yardstick by which
// absolute figures are divided, so that a slow machine does not fail them.
import { diceOf } from './dice.ts'
import { median, timeMs } from './stopwatch.ts'

/** Nanoseconds of one step on the machine for which the bars were set. */
export const REFERENCE_STEP_NS = 150

const HEAP_SIZE = 4_096
const STEPS = 100_000

interface Entry {
  readonly at: number
  readonly sequence: number
}

const samples: number[] = []

/** Runs the loop once more. Rows do so before each of their rounds, so that both meet the same moods of the machine. */
export function calibrate(): void {
  const heap = filledHeap()
  samples.push((timeMs(() => turnOver(heap)) * 1_000_000) / STEPS)
}

/** Nanoseconds that one pop and one push have taken in this process. */
export function stepNs(): number {
  return median(samples)
}

const random = diceOf(1)

function filledHeap(): Entry[] {
  const heap: Entry[] = []
  for (let sequence = 0; sequence < HEAP_SIZE; sequence++) push(heap, { at: random(), sequence })
  return heap
}

function turnOver(heap: Entry[]): void {
  for (let step = 0; step < STEPS; step++) push(heap, { at: pop(heap).at + random(), sequence: HEAP_SIZE + step })
}

function precedes(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence)
}

function push(heap: Entry[], entry: Entry): void {
  let hole = heap.length
  heap.push(entry)
  while (hole > 0) {
    const parent = (hole - 1) >> 1
    if (!precedes(entry, heap[parent]!)) break
    heap[hole] = heap[parent]!
    hole = parent
  }
  heap[hole] = entry
}

function pop(heap: Entry[]): Entry {
  const first = heap[0]!
  const last = heap.pop()!
  const end = heap.length
  let hole = 0
  for (let child = 1; child < end; child = 2 * hole + 1) {
    if (child + 1 < end && precedes(heap[child + 1]!, heap[child]!)) child++
    if (precedes(last, heap[child]!)) break
    heap[hole] = heap[child]!
    hole = child
  }
  if (end > 0) heap[hole] = last
  return first
}
