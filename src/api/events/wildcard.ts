// Does a text match a wildcard? Its fixed parts must follow each other; found from left to right, never going back (EB-12).
import { refusePattern } from './complain.ts'

/** `*` stands for any text, `\*` and `\\` for themselves. */
export function wildcardTest(pattern: string, path: string): (text: string) => boolean {
  const parts = partsOf(pattern, path)
  const [first, last] = [parts[0]!, parts.at(-1)!]
  if (parts.length === 1) return (text) => text === first
  const inner = parts.slice(1, -1)
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
    const end = text.length - last.length
    let from = first.length
    for (const part of inner) {
      const at = text.indexOf(part, from)
      if (at === -1 || at + part.length > end) return false
      from = at + part.length
    }
    return true
  }
}

/** The fixed parts between the stars. */
function partsOf(pattern: string, path: string): string[] {
  const parts = ['']
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index]!
    if (char === '*') {
      if (pattern[index + 1] === '*') refusePattern(path, 'no two * side by side', pattern, 'EB-12')
      parts.push('')
      continue
    }
    const isEscape = char === '\\'
    if (isEscape) index++
    const literal = pattern[index]
    if (literal === undefined || (isEscape && literal !== '*' && literal !== '\\'))
      refusePattern(path, 'a * or another \\ after each \\', pattern, 'EB-12')
    parts.push(`${parts.pop()}${literal}`)
  }
  return parts
}
