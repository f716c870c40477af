// What does `Math.random` give while time is virtual? Numbers that follow from a seed.
import { derivedHex32 } from '../../index.ts'

const DIGITS = 13

export function seededRandom(seed: string): () => number {
  let draws = 0
  return () => Number.parseInt(derivedHex32(`${seed} ${draws++}`).slice(0, DIGITS), 16) / 16 ** DIGITS
}
