// How are times and long sentences written into a table?

/** `1:06.8`, `12:00.0`, `1:02:03.5`: minutes, seconds and tenths. */
export function clockText(ms: number): string {
  const tenths = Math.floor(ms / 100 + 0.5)
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60]
  const seconds = `${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
}

export interface Wrapping {
  /** What the first line begins with, and every other. */
  readonly first: string
  readonly next: string
  readonly width: number
}

/** A sentence in lines of at most `width` columns; a word that is longer than a line stands alone. */
export function wrap(sentence: string, { first, next, width }: Wrapping): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of sentence.split(/\s+/)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = next
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}
