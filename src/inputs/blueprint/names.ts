// What do the files call something, and what is it called in the simulation? Texts are translated, also inside of longer ones.
import { isRecord } from '../services.ts'

/** Members that never name a piece, however much they look like it: the image `web:1` is no task definition. */
const IS_OTHERS: ReadonlySet<string> = new Set(['image'])

export class Names {
  private readonly known: Map<string, string>

  constructor(known: Iterable<readonly [string, string]> = []) {
    this.known = new Map(known)
  }

  fork(): Names {
    return new Names(this.known)
  }

  /** From now on these texts of the files mean these names; what the simulation has no name for stays as it is. */
  learn(texts: Readonly<Record<string, string>>, facts: Readonly<Record<string, string>>): void {
    for (const [attribute, text] of Object.entries(texts)) {
      const name = facts[attribute]
      if (name === undefined || text === '') continue
      if (name === text) this.known.delete(text)
      else this.known.set(text, name)
    }
  }

  /** A copy with every text translated, member names as they are. */
  translate<T>(value: T): T {
    return this.translated(value) as T
  }

  private translated(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (Array.isArray(value)) return value.map((item) => this.translated(item))
    if (!isRecord(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([member, held]) => [member, IS_OTHERS.has(member) ? held : this.translated(held)]),
    )
  }

  private text(text: string): string {
    const whole = this.known.get(text)
    if (whole !== undefined || this.known.size === 0) return whole ?? text
    // The longest first: an ARN goes before the name that is a part of it. What stands in is not read again.
    const inside = [...this.known.keys()].filter((name) => text.includes(name)).sort(longestFirst)
    return inside.length === 0 ? text : this.replaced(text, inside)
  }

  private replaced(text: string, [name, ...others]: readonly string[]): string {
    if (name === undefined) return text
    return piecesOf(text, name)
      .map((piece) => this.replaced(piece, others))
      .join(this.known.get(name))
  }
}

function longestFirst(a: string, b: string): number {
  return b.length - a.length || (a < b ? -1 : 1)
}

/** What stands between the places where the name stands as a word of its own. */
function piecesOf(text: string, name: string): string[] {
  const pieces: string[] = []
  let from = 0
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const isWord = !isWordly(text[at - 1]) && !isWordly(text[at + name.length])
    if (!isWord || at < from) continue
    pieces.push(text.slice(from, at))
    from = at + name.length
  }
  return [...pieces, text.slice(from)]
}

function isWordly(character: string | undefined): boolean {
  return character !== undefined && /[\w-]/.test(character)
}
