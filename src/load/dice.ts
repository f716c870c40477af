// Where does chance in a profile come from? From counters: the nth number of a seed is the same whenever, and in whatever order, it is
// asked for (LD-34). The generator is mulberry32, its seeds are spread by FNV-1a.
import { exponential, logarithm, normalQuantile } from '../kernel/arithmetic.ts'

/** A seed as a number: hashed once, however often it is drawn from. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** Draws in a row, from a seed and a number. */
export class Dice {
  private state: number

  constructor(seed: number, nth: number) {
    const spread = Math.imul(nth ^ (nth >>> 16), 0x85ebca6b)
    this.state = (seed ^ Math.imul(spread ^ (spread >>> 13), 0xc2b2ae35)) >>> 0
  }

  /** Above 0 and below 1. */
  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296
  }

  /** With a mean of 1. */
  exponential(): number {
    return -logarithm(this.uniform())
  }

  /** How many come where `mean` are expected: by Knuth's product below 30, by the normal distribution from there on. */
  poisson(mean: number): number {
    if (mean <= 0) return 0
    if (mean >= 30) return Math.max(0, Math.floor(mean + Math.sqrt(mean) * normalQuantile(this.uniform()) + 0.5))
    const limit = exponential(-mean)
    let count = 0
    for (let left = this.uniform(); left > limit; left *= this.uniform()) count++
    return count
  }
}
