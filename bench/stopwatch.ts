// How long did it take, and which of several measurements is to be believed? The median.

export function timeMs(work: () => void): number {
  const startedMs = performance.now()
  work()
  return performance.now() - startedMs
}

/** The median of an odd number of measurements, each made on a swept heap so that none pays for the garbage of another. */
export function medianOf(rounds: number, measure: () => number): number {
  const samples: number[] = []
  for (let round = 0; round < rounds; round++) {
    sweep()
    samples.push(measure())
  }
  return median(samples)
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] as number
}

/** Collects the garbage, where node was started with --expose-gc. */
export function sweep(): void {
  globalThis.gc?.()
}
