// What happens next? A priority queue of plain records, ordered by (time, phase, order, sequence): no two ever tie.

/** A thing that will happen. Plain data, so that it can be saved, forked and read. */
export interface QueuedEvent {
  readonly atMs: number
  readonly phase: Phase
  /** Rank among the events of one phase of one instant; equal ranks fall back on the sequence. */
  readonly order: number
  readonly sequence: number
  readonly kind: string
  /** The entity it happens to. */
  readonly id: string
  /** Sequence number of the journal entry that scheduled it. */
  readonly cause: number
}

/** The phases of one instant, in order. */
export const PHASE = { transitions: 1, daemons: 2, evaluations: 3, ticks: 4, followUps: 5 } as const
export type Phase = (typeof PHASE)[keyof typeof PHASE]

const MAX_ORDER = 1_099_511_627_776

/**
 * A binary heap whose keys live in typed arrays beside the records: comparing two keys touches no object.
 */
export class EventQueue {
  private times = new Float64Array(64)
  private ranks = new Float64Array(64)
  private sequences = new Float64Array(64)
  private readonly records: QueuedEvent[] = []
  private nextSequence = 0

  get size(): number {
    return this.records.length
  }

  /** Time of the earliest event, or undefined when nothing is queued. */
  get nextAtMs(): number | undefined {
    return this.records.length === 0 ? undefined : this.times[0]
  }

  push(atMs: number, phase: Phase, order: number, kind: string, id: string, cause: number): void {
    this.insert({ atMs, phase, order, sequence: this.nextSequence++, kind, id, cause })
  }

  pop(): QueuedEvent | undefined {
    const { records } = this
    const first = records[0]
    const last = records.pop()
    if (last === undefined || records.length === 0) return first
    const end = records.length
    this.sink(last, this.times[end]!, this.ranks[end]!, this.sequences[end]!)
    return first
  }

  /** The earliest event of a kind. */
  first(kind: string): QueuedEvent | undefined {
    let first: QueuedEvent | undefined
    for (const event of this.records)
      if (event.kind === kind && (first === undefined || event.atMs < first.atMs)) first = event
    return first
  }

  /** Every queued event in the order in which it will happen. */
  toArray(): QueuedEvent[] {
    return [...this.records].sort(
      (a, b) => a.atMs - b.atMs || a.phase - b.phase || a.order - b.order || a.sequence - b.sequence,
    )
  }

  static from(events: readonly QueuedEvent[], nextSequence: number): EventQueue {
    const queue = new EventQueue()
    for (const event of events) queue.insert(event)
    queue.nextSequence = nextSequence
    return queue
  }

  get sequence(): number {
    return this.nextSequence
  }

  private insert(event: QueuedEvent): void {
    if (this.records.length === this.times.length) this.grow()
    this.records.push(event)
    this.rise(event, event.atMs, event.phase * MAX_ORDER + event.order, event.sequence)
  }

  private rise(event: QueuedEvent, time: number, rank: number, sequence: number): void {
    let hole = this.records.length - 1
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (!this.precedes(time, rank, sequence, parent)) break
      this.move(parent, hole)
      hole = parent
    }
    this.place(hole, event, time, rank, sequence)
  }

  private sink(event: QueuedEvent, time: number, rank: number, sequence: number): void {
    const end = this.records.length
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= end) break
      const right = child + 1
      if (right < end && this.precedes(this.times[right]!, this.ranks[right]!, this.sequences[right]!, child))
        child = right
      if (this.precedes(time, rank, sequence, child)) break
      this.move(child, hole)
      hole = child
    }
    this.place(hole, event, time, rank, sequence)
  }

  private precedes(time: number, rank: number, sequence: number, other: number): boolean {
    const otherTime = this.times[other]!
    if (time !== otherTime) return time < otherTime
    const otherRank = this.ranks[other]!
    return rank !== otherRank ? rank < otherRank : sequence < this.sequences[other]!
  }

  private move(from: number, to: number): void {
    this.times[to] = this.times[from]!
    this.ranks[to] = this.ranks[from]!
    this.sequences[to] = this.sequences[from]!
    this.records[to] = this.records[from]!
  }

  private place(at: number, event: QueuedEvent, time: number, rank: number, sequence: number): void {
    this.times[at] = time
    this.ranks[at] = rank
    this.sequences[at] = sequence
    this.records[at] = event
  }

  private grow(): void {
    for (const name of ['times', 'ranks', 'sequences'] as const) {
      const wider = new Float64Array(this[name].length * 2)
      wider.set(this[name])
      this[name] = wider
    }
  }
}
