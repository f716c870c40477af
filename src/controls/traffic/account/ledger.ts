// How many requests met what? Counts in millionths of a request: a stretch of time is shared out so that nothing is lost.
import type { Way } from '../../../balancing/spread.ts'

/** A way with what went it in a stretch. */
export interface Counted<W extends Pick<Way, 'of' | 'outOf'>> {
  readonly way: W
  readonly micro: bigint
}

/** Shares `micro` out by the parts of the ways, which add up to one: rounded down, and the rest to the largest remainders, in order. */
export function sharedOut<W extends Pick<Way, 'of' | 'outOf'>>(ways: readonly W[], micro: bigint): Counted<W>[] {
  const shares = ways.map((way, index) => {
    const whole = micro * way.of
    return { way, index, micro: whole / way.outOf, remainder: whole % way.outOf }
  })
  let rest = micro - shares.reduce((sum, share) => sum + share.micro, 0n)
  const byRemainder = [...shares].sort((a, b) => {
    const difference = b.remainder * a.way.outOf - a.remainder * b.way.outOf
    return difference === 0n ? a.index - b.index : difference > 0n ? 1 : -1
  })
  for (const share of byRemainder) {
    if (rest <= 0n) break
    share.micro++
    rest--
  }
  return shares
}

/** Sums by key, in the order in which keys first come. */
export class Sums<Facts extends object> {
  private readonly rows = new Map<string, { readonly facts: Facts; micro: bigint; failed: bigint }>()

  add(
    key: string,
    facts: () => Facts,
    { micro, isFailed }: { readonly micro: bigint; readonly isFailed: boolean },
  ): void {
    if (micro === 0n) return
    const row = this.rows.get(key) ?? { facts: facts(), micro: 0n, failed: 0n }
    row.micro += micro
    if (isFailed) row.failed += micro
    this.rows.set(key, row)
  }

  list(): (Facts & { readonly requests: number; readonly failed: number })[] {
    return [...this.rows.values()].map(({ facts, micro, failed }) => ({
      ...facts,
      requests: inRequests(micro),
      failed: inRequests(failed),
    }))
  }
}

export function inRequests(micro: bigint): number {
  return Number(micro) / 1_000_000
}
