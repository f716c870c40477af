// Which patterns do we understand? The part of Java's regular expressions that an automaton can match in linear time (CQ-04).
// What is missing is refused by name, never read as something else.
import { Faulty } from './fault.ts'
import { ANY, complement, DIGITS, joined, type Ranges, SPACES, WORDS } from './ranges.ts'

export type PatternNode =
  | { readonly kind: 'set'; readonly ranges: Ranges }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly of: PatternNode; readonly least: number; readonly most: number | null }

const MOST_REPEATS = 1_000
const DEEPEST = 50

/** @throws Faulty; `column` is where the pattern begins in the expression */
export function parsePattern(source: string, column: number): PatternNode {
  const parser = new PatternParser(source, column)
  return parser.whole()
}

class PatternParser {
  private readonly source: string
  private readonly column: number
  private at = 0

  constructor(source: string, column: number) {
    this.source = source
    this.column = column
  }

  whole(): PatternNode {
    const node = this.choice(0)
    if (this.at < this.source.length) this.fail('the end of the pattern', this.here)
    return node
  }

  private get here(): string {
    const code = this.source.codePointAt(this.at)
    return code === undefined ? 'the end of the pattern' : `"${String.fromCodePoint(code)}"`
  }

  private fail(expected: string, found: string, at = this.at): never {
    throw new Faulty({ column: this.column + at, expected, found, rule: 'CQ-04' })
  }

  private lacks(what: string, at = this.at): never {
    return this.fail('a pattern of literals, classes, groups, alternatives and repeats', what, at)
  }

  private eat(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  private next(): number {
    const code = this.source.codePointAt(this.at) as number
    this.at += code > 0xffff ? 2 : 1
    return code
  }

  private choice(depth: number): PatternNode {
    if (depth > DEEPEST) this.fail(`at most ${DEEPEST} groups within each other`, 'one more')
    const branches = [this.sequence(depth)]
    while (this.eat('|')) branches.push(this.sequence(depth))
    return branches.length === 1 ? branches[0]! : { kind: 'choice', of: branches }
  }

  private sequence(depth: number): PatternNode {
    const of: PatternNode[] = []
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at]!)) of.push(this.repeated(depth))
    return { kind: 'sequence', of }
  }

  private repeated(depth: number): PatternNode {
    const atom = this.atom(depth)
    const from = this.at
    const times = this.quantifier()
    if (times === null) return atom
    if (atom.kind === 'start' || atom.kind === 'end') this.fail('something to repeat', 'an anchor', from)
    if (this.eat('+')) this.lacks('a possessive quantifier', from)
    this.eat('?') // lazy or greedy, the same values match
    if ('*+?{'.includes(this.source[this.at] ?? '|')) this.fail('something to repeat', this.here)
    return { kind: 'repeat', of: atom, ...times }
  }

  private quantifier(): { least: number; most: number | null } | null {
    if (this.eat('*')) return { least: 0, most: null }
    if (this.eat('+')) return { least: 1, most: null }
    if (this.eat('?')) return { least: 0, most: 1 }
    return this.source[this.at] === '{' ? this.counted() : null
  }

  private counted(): { least: number; most: number | null } {
    const [text, low, comma, high] = /^\{(\d{1,9})(?:(,)(\d{0,9}))?\}/.exec(this.source.slice(this.at)) ?? []
    if (text === undefined) return this.fail('a repeat such as {2}, {2,} or {2,5}, or an escaped brace', this.here)
    const least = Number(low)
    const most = comma === undefined ? least : high === '' ? null : Number(high)
    if (Math.max(least, most ?? 0) > MOST_REPEATS) this.fail(`at most ${MOST_REPEATS} repeats`, text)
    if (most !== null && most < least) this.fail('a repeat whose end is not below its start', text)
    this.at += text.length
    return { least, most }
  }

  private atom(depth: number): PatternNode {
    if (this.eat('(')) return this.group(depth)
    if (this.eat('[')) return { kind: 'set', ranges: this.class() }
    if (this.eat('.')) return { kind: 'set', ranges: ANY }
    if (this.eat('^')) return { kind: 'start' }
    if (this.eat('$')) return { kind: 'end' }
    if (this.eat('\\')) return { kind: 'set', ranges: this.escape() }
    if ('*+?'.includes(this.source[this.at]!)) this.fail('something to repeat', this.here)
    if (this.source[this.at] === '{') this.fail('something to repeat, or an escaped brace', this.here)
    const code = this.next()
    return { kind: 'set', ranges: [code, code] }
  }

  private group(depth: number): PatternNode {
    const from = this.at - 1
    if (this.eat('?') && !this.eat(':')) this.lacks(this.specialGroup(), from)
    const node = this.choice(depth + 1)
    if (!this.eat(')')) this.fail('")" that closes the group', this.here)
    return node
  }

  private specialGroup(): string {
    const rest = this.source.slice(this.at)
    if (/^(?:=|!|<=|<!)/.test(rest)) return 'look-around'
    if (rest.startsWith('<')) return 'a named group'
    return rest.startsWith('>') ? 'an atomic group' : 'an inline flag'
  }

  /** After a backslash: a class of characters, or a sign that would otherwise mean something. */
  private escape(): Ranges {
    const from = this.at - 1
    const sign = this.source[this.at]
    if (sign === undefined) return this.fail('a character after the backslash', 'the end of the pattern')
    const known = ESCAPES[sign]
    if (known !== undefined) {
      this.at++
      return known
    }
    if (/[0-9]/.test(sign)) this.lacks('a back-reference', from)
    if (/[A-Za-z]/.test(sign)) this.lacks(LACKING[sign] ?? `the escape \\${sign}`, from)
    const code = this.next()
    return [code, code]
  }

  private class(): Ranges {
    const negated = this.eat('^')
    const parts: number[] = []
    if (this.source[this.at] === ']') this.fail('a character, or \\] for the bracket itself', '"]"')
    while (!this.eat(']')) this.member(parts)
    const ranges = joined(parts)
    return negated ? complement(ranges) : ranges
  }

  private member(parts: number[]): void {
    const from = this.at
    const low = this.classPart()
    const isRange = this.source[this.at] === '-' && this.source[this.at + 1] !== ']' && this.at + 1 < this.source.length
    if (!isRange) {
      for (const bound of low) parts.push(bound)
      return
    }
    this.at++
    const high = this.classPart()
    if (low.length !== 2 || low[0] !== low[1] || high.length !== 2 || high[0] !== high[1] || high[0]! < low[0]!)
      this.fail('a range from one character to a later one', this.source.slice(from, this.at), from)
    parts.push(low[0]!, high[0]!)
  }

  private classPart(): Ranges {
    if (this.at >= this.source.length) this.fail('"]" that closes the class', 'the end of the pattern')
    if (this.eat('\\')) return this.escape()
    if (this.source[this.at] === '[') this.lacks('a class within a class')
    if (this.source.startsWith('&&', this.at)) this.lacks('an intersection of classes')
    const code = this.next()
    return [code, code]
  }
}

/** As in Java without flags: ASCII only. */
const ESCAPES: Readonly<Partial<Record<string, Ranges>>> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORDS,
  W: complement(WORDS),
  s: SPACES,
  S: complement(SPACES),
  t: [9, 9],
  n: [10, 10],
  f: [12, 12],
  r: [13, 13],
}

const LACKING: Readonly<Partial<Record<string, string>>> = {
  b: 'a word boundary',
  B: 'a word boundary',
  k: 'a back-reference',
  p: 'a Unicode property',
  P: 'a Unicode property',
}
