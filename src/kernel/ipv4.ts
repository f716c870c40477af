// How are IPv4 addresses and the blocks of them spelled, and what lies in a block?

/** A block of addresses: its first one as a number, and how many there are. */
export interface Block {
  readonly first: number
  readonly size: number
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/

/** Undefined for what is no block, or does not begin where a block of its size may. */
export function parseCidr(text: string): Block | undefined {
  const match = CIDR.exec(text)
  if (match === null) return undefined
  const [a, b, c, d, bits] = match.slice(1).map(Number) as [number, number, number, number, number]
  if (Math.max(a, b, c, d) > 255 || bits > 32) return undefined
  const first = ((a * 256 + b) * 256 + c) * 256 + d
  let size = 1
  for (let bit = bits; bit < 32; bit++) size *= 2
  return first % size === 0 ? { first, size } : undefined
}

export function formatIpv4(address: number): string {
  return [16_777_216, 65_536, 256, 1].map((unit) => Math.floor(address / unit) % 256).join('.')
}

/** Of an address that we have written ourselves. */
export function parseIpv4(text: string): number {
  return text.split('.').reduce((address, part) => address * 256 + Number(part), 0)
}

export function overlap(a: Block, b: Block): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size
}
