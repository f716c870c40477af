// Does an address lie in a block of addresses? IPv4 (EB-12).
import { refusePattern } from './complain.ts'

export function cidrTest(block: unknown, path: string): (text: string) => boolean {
  const expected = 'an IPv4 block such as "10.0.0.0/24"'
  const [, address, length] = (typeof block === 'string' && /^([\d.]{7,15})\/(\d{1,2})$/.exec(block)) || []
  const base = address === undefined ? null : addressOf(address)
  const bits = Number(length)
  if (base === null || bits > 32) return refusePattern(path, expected, block, 'EB-12')
  const size = sizeOf(bits)
  const from = Math.floor(base / size)
  return (text) => {
    const number = addressOf(text)
    return number !== null && Math.floor(number / size) === from
  }
}

function addressOf(text: string): number | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return null
  let number = 0
  for (const part of text.split('.')) {
    if (Number(part) > 255) return null
    number = number * 256 + Number(part)
  }
  return number
}

/** How many addresses share so many leading bits. */
function sizeOf(bits: number): number {
  let size = 1
  for (let bit = bits; bit < 32; bit++) size *= 2
  return size
}
