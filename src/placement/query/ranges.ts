// Which characters does a class hold? Code points as a flat list of bounds, low and high in turn, ascending and apart.

export type Ranges = readonly number[]

const LAST = 0x10ffff

/** The same characters in order, without overlap. */
export function joined(bounds: Ranges): Ranges {
  const pairs: [low: number, high: number][] = []
  for (let at = 0; at < bounds.length; at += 2) pairs.push([bounds[at]!, bounds[at + 1]!])
  pairs.sort(([a], [b]) => a - b)
  const merged: number[] = []
  for (const [low, high] of pairs) {
    const last = merged.length - 1
    if (last > 0 && low <= merged[last]! + 1) merged[last] = Math.max(merged[last]!, high)
    else merged.push(low, high)
  }
  return merged
}

export function complement(ranges: Ranges): Ranges {
  const rest: number[] = []
  let from = 0
  for (let at = 0; at < ranges.length; at += 2) {
    if (ranges[at]! > from) rest.push(from, ranges[at]! - 1)
    from = ranges[at + 1]! + 1
  }
  if (from <= LAST) rest.push(from, LAST)
  return rest
}

export function holds(ranges: Ranges, code: number): boolean {
  let low = 0
  let high = ranges.length / 2
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ranges[2 * middle + 1]! < code) low = middle + 1
    else high = middle
  }
  return 2 * low < ranges.length && ranges[2 * low]! <= code
}

const span = (first: string, last: string): [number, number] => [first.charCodeAt(0), last.charCodeAt(0)]

export const DIGITS: Ranges = span('0', '9')
export const WORDS: Ranges = joined([...DIGITS, ...span('A', 'Z'), ...span('_', '_'), ...span('a', 'z')])
export const SPACES: Ranges = joined([9, 13, 32, 32])
/** Everything but the ends of lines. */
export const ANY: Ranges = complement([10, 10, 13, 13, 0x85, 0x85, 0x2028, 0x2029])
