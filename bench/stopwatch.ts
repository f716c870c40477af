// How long did it take, and which of several measurements is to be believed? The median.

export function timeMs(work: () => void): number {
  const startedMs = performance.now()
  work()
  return performance.now() - startedMs
}

/** The middle one; of an even number the higher of the two in the middle. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] as number
}

/** Collects the garbage, where node was started with --expose-gc, so that nobody pays for what another has left. */
export function sweep(): void {
  globalThis.gc?.()
}
