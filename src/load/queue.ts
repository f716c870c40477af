// What becomes of arrivals in a step of time? Served, queued or rejected, in millionths, so that nothing is lost (LD-21, LD-25, LD-28).

export interface Flow {
  readonly served: number
  readonly queued: number
  readonly rejected: number
}

/** A fluid: whatever is there is served as fast as it can be; what is more than may wait is rejected. */
export function flow(there: number, capacity: number, most: number): Flow {
  const served = Math.min(there, capacity)
  const queued = Math.min(there - served, most)
  return { served, queued, rejected: there - served - queued }
}

/** Millionths that a rate a second makes in a span. */
export function millionthsOf(perSecond: number, spanMs: number): number {
  return Math.floor(perSecond * spanMs * 1_000 + 0.5)
}
