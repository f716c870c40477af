// How is an expression read, character by character? Words, signs, values, and where each of them stood.
import { show } from '../../kernel/closest.ts'
import { Faulty } from './fault.ts'

const SPACE = /\s/
/** What ends a bare value, and a bare pattern. */
const AFTER_VALUE = /[\s()[\],'"]/
const AFTER_PATTERN = /[\s()]/

export class Reader {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
  }

  get column(): number {
    return this.at + 1
  }

  get sign(): string {
    return this.text[this.at] ?? ''
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  fail(expected: string, rule: string, at = this.at, found = this.foundAt(at)): never {
    throw new Faulty({ column: at + 1, expected, found, rule })
  }

  skipSpace(): void {
    while (!this.isAtEnd && SPACE.test(this.sign)) this.at++
  }

  /** Takes a sign if it stands here. */
  eat(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false
    this.at += sign.length
    return true
  }

  /** The letters and underscores that stand at a place. */
  wordAt(at = this.at): string {
    let end = at
    while (/[A-Za-z_]/.test(this.text[end] ?? '')) end++
    return this.text.slice(at, end)
  }

  /** Takes a word if it stands here with space, a bracket or an end on both sides. */
  eatWord(word: string): boolean {
    if (this.wordAt() !== word) return false
    const before = this.text[this.at - 1] ?? ' '
    const after = this.text[this.at + word.length] ?? ' '
    if (!/[\s()]/.test(before) || !/[\s()&|]/.test(after)) return false
    this.at += word.length
    return true
  }

  /** The longest run of characters that the pattern allows. */
  run(allowed: RegExp): string {
    const start = this.at
    while (!this.isAtEnd && allowed.test(this.sign)) this.at++
    return this.text.slice(start, this.at)
  }

  value(): string {
    if (this.isAtQuote) return this.quoted().replace(/\\(['"])/g, '$1')
    const start = this.at
    while (!this.isAtEnd && !AFTER_VALUE.test(this.sign) && !/^(?:&&|\|\|)/.test(this.text.slice(this.at, this.at + 2)))
      this.at++
    if (this.at === start) this.fail('a value', 'CQ-01')
    return this.text.slice(start, this.at)
  }

  /** The pattern and the column of its first character. Its escapes are its own. */
  pattern(): { readonly source: string; readonly column: number } {
    if (this.isAtQuote) {
      const column = this.column + 1
      return { source: this.quoted(), column }
    }
    const start = this.at
    while (!this.isAtEnd && !AFTER_PATTERN.test(this.sign)) this.at++
    if (this.sign === '(') this.fail('quotes around a pattern with parentheses', 'CQ-03')
    if (this.at === start) this.fail('a pattern', 'CQ-04')
    return { source: this.text.slice(start, this.at), column: start + 1 }
  }

  private get isAtQuote(): boolean {
    return this.sign === "'" || this.sign === '"'
  }

  /** What stands between quotes, escapes and all. */
  private quoted(): string {
    const quote = this.sign
    const start = this.at
    for (this.at++; this.sign !== quote; this.at++) {
      if (this.sign === '\\') this.at++
      if (this.isAtEnd) this.fail(`a closing ${quote}`, 'CQ-03', this.text.length)
    }
    this.at++
    return this.text.slice(start + 1, this.at - 1)
  }

  private foundAt(at: number): string {
    if (at >= this.text.length) return 'the end of the expression'
    return show(/^(?:\s|[^\s()[\]]{1,40}|.)/su.exec(this.text.slice(at))?.[0] ?? '')
  }
}
