// Is an address within a block? IPv4 and IPv6, as whole numbers.

export interface Block {
  readonly address: bigint
  readonly prefix: number
  readonly bits: 32 | 128
}

/** An address or a block in CIDR notation; null for what is neither. */
export function parseBlock(text: string): Block | null {
  const [address = '', prefix, ...rest] = text.split('/')
  if (rest.length > 0) return null
  const bits = address.includes(':') ? 128 : 32
  const value = bits === 32 ? parseIpv4(address) : parseIpv6(address)
  if (value === null) return null
  if (prefix === undefined) return { address: value, prefix: bits, bits }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return null
  return { address: value, prefix: Number(prefix), bits }
}

export function contains(block: Block, address: Block): boolean {
  if (block.bits !== address.bits) return false
  const shift = BigInt(block.bits - block.prefix)
  return block.address >> shift === address.address >> shift
}

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) return null
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n)
}

function parseIpv6(text: string): bigint | null {
  const halves = text.split('::')
  if (text.length > 39 || halves.length > 2) return null
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return null
  return groups.reduce((value, group) => value * 65_536n + BigInt(Number.parseInt(group, 16)), 0n)
}
