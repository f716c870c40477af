// What do AWS's identifiers look like, and how are they drawn from a stream? (GEN-4)
import type { RandomStream } from './random.ts'

export function hex32(random: RandomStream): string {
  return hex8(random) + hex8(random) + hex8(random) + hex8(random)
}

export function hex16(random: RandomStream): string {
  return hex8(random) + hex8(random)
}

export function hex17(random: RandomStream): string {
  return (hex8(random) + hex8(random) + hex8(random)).slice(0, 17)
}

export function uuid(random: RandomStream): string {
  return asUuid(hex32(random))
}

/** A deployment's or revision's 19 digits. */
export function digits19(random: RandomStream): string {
  const high = String(1_000_000_000 + random.below(8_999_999_999))
  return high + String(random.below(1_000_000_000)).padStart(9, '0')
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The 21 characters of a service deployment. */
export function letters21(random: RandomStream): string {
  return Array.from({ length: 21 }, () => LETTERS[random.below(LETTERS.length)]).join('')
}

/**
 * 32 hex digits that follow from a text alone. Ids that only answers show (containers, network interfaces, Docker) are derived from their
 * task when asked for, so that a task does not carry them through its life.
 */
export function derivedHex32(text: string): string {
  let digits = ''
  for (let round = 0; round < 4; round++) digits += (mix(text, round) >>> 0).toString(16).padStart(8, '0')
  return digits
}

export function derivedUuid(text: string): string {
  return asUuid(derivedHex32(text))
}

function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** FNV-1a with a finishing avalanche; not secret, only well spread. */
function mix(text: string, salt: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(salt + 1, 0x9e3779b1)
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

/** Every byte in hex: half the cost of toString and padStart, and a task needs sixteen of them. */
const BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function hex8(random: RandomStream): string {
  const value = random.uint32()
  return BYTES[value >>> 24]! + BYTES[(value >>> 16) & 255]! + BYTES[(value >>> 8) & 255]! + BYTES[value & 255]!
}
