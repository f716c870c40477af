// What does the rule of a composite alarm say? AND, OR, NOT and parentheses over the states of other alarms (CW-34).
import type { AlarmState, Condition } from '../../model/scaling/alarms.ts'
import { childrenOf } from '../../model/scaling/condition.ts'

/** Where a rule cannot be read on, and what would have been. */
export interface RuleMistake {
  readonly expected: string
  readonly found: string
}

export function isRuleMistake(read: Condition | RuleMistake): read is RuleMistake {
  return 'expected' in read
}

const MOST_ELEMENTS = 500
const MOST_CHILDREN = 100
const STATES: readonly string[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] satisfies AlarmState[]

/** Names and ARNs stand in the condition as they were written. */
export function parseRule(rule: string): Condition | RuleMistake {
  const parser = new Parser(rule)
  try {
    return parser.whole()
  } catch (error) {
    if (error instanceof Unreadable) return { expected: error.expected, found: error.found }
    throw error
  }
}

/** The alarms that a rule asks, by name or ARN as it says them; none of a rule that cannot be read. */
export function alarmsInRule(rule: string): readonly string[] {
  const read = parseRule(rule)
  return isRuleMistake(read) ? [] : childrenOf(read)
}

class Unreadable extends Error {
  readonly expected: string
  readonly found: string

  constructor(expected: string, found: string) {
    super(expected)
    this.expected = expected
    this.found = found
  }
}

/** Recursive descent: OR binds weakest, then AND, then NOT. */
class Parser {
  private readonly rule: string
  private at = 0
  private elements = 0
  private readonly children = new Set<string>()

  constructor(rule: string) {
    this.rule = rule
  }

  whole(): Condition {
    const condition = this.any()
    if (this.peek() !== '') this.refuse('AND, OR or the end of the rule')
    return condition
  }

  private any(): Condition {
    return this.several('any', 'OR', () => this.several('all', 'AND', () => this.one()))
  }

  private several(kind: 'all' | 'any', operator: string, read: () => Condition): Condition {
    const of = [read()]
    while (this.takeWord(operator)) of.push(read())
    return of.length === 1 ? of[0]! : { kind, of }
  }

  private one(): Condition {
    if (this.takeWord('NOT')) return { kind: 'not', of: this.one() }
    this.countElement()
    if (this.take('(')) {
      const inner = this.any()
      this.need(')')
      return inner
    }
    const word = this.peekWord()
    if (/^true$|^false$/i.test(word)) {
      this.at += word.length
      return { kind: 'always', holds: /^true$/i.test(word) }
    }
    if (this.takeWord('AT_LEAST')) return this.atLeast()
    const state = this.state()
    this.need('(')
    const alarm = this.name()
    this.need(')')
    return { kind: 'state', alarm, state }
  }

  /** `AT_LEAST(2, NOT OK, (a, b, c))`; `50%` in place of a number. */
  private atLeast(): Condition {
    this.need('(')
    const [needed, isPercent] = this.threshold()
    this.need(',')
    const isNegated = this.takeWord('NOT')
    const state = this.state()
    this.need(',')
    this.need('(')
    const alarms = [this.name()]
    while (this.take(',')) alarms.push(this.name())
    this.need(')')
    this.need(')')
    this.elements += alarms.length - 1
    if (!isPercent && needed > alarms.length)
      throw new Unreadable(`AT_LEAST of ${alarms.length} alarms at most, as many as it names`, String(needed))
    return { kind: 'atLeast', needed, isPercent, state, isNegated, alarms }
  }

  private threshold(): [needed: number, isPercent: boolean] {
    this.peek()
    const digits = /^\d{1,6}/.exec(this.rule.slice(this.at))?.[0]
    if (digits === undefined) return this.refuse('a number or a percentage')
    this.at += digits.length
    const isPercent = this.take('%')
    const needed = Number(digits)
    if (needed < 1 || (isPercent && needed > 100))
      throw new Unreadable(isPercent ? 'a percentage from 1 to 100' : 'a number from 1 on', digits)
    return [needed, isPercent]
  }

  private state(): AlarmState {
    const word = this.peekWord()
    if (!STATES.includes(word)) this.refuse('ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, TRUE, FALSE, NOT or a parenthesis')
    this.at += word.length
    return word as AlarmState
  }

  /** In quotes, with `\"` for one of them; or up to a space, a comma or a parenthesis. */
  private name(): string {
    this.peek()
    const rest = this.rule.slice(this.at)
    const quoted = /^"((?:[^"\\]|\\.)+)"/.exec(rest)
    const bare = /^[^\s(),"]+/.exec(rest)
    if (quoted === null && bare === null) this.refuse('the name or the ARN of an alarm')
    this.at += (quoted ?? bare)![0].length
    const name = quoted === null ? bare![0] : quoted[1]!.replace(/\\(.)/g, '$1')
    this.children.add(name)
    if (this.children.size > MOST_CHILDREN)
      throw new Unreadable(`at most ${MOST_CHILDREN} alarms`, `${this.children.size} alarms`)
    return name
  }

  private countElement(): void {
    this.elements++
    if (this.elements > MOST_ELEMENTS)
      throw new Unreadable(`at most ${MOST_ELEMENTS} alarms, constants and parentheses`, 'more of them')
  }

  /** The next character that is no space. */
  private peek(): string {
    while (/\s/.test(this.rule[this.at] ?? '')) this.at++
    return this.rule[this.at] ?? ''
  }

  private peekWord(): string {
    this.peek()
    return /^[A-Za-z_]+/.exec(this.rule.slice(this.at))?.[0] ?? ''
  }

  private takeWord(word: string): boolean {
    if (this.peekWord() !== word) return false
    this.at += word.length
    return true
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false
    this.at++
    return true
  }

  private need(character: string): void {
    if (!this.take(character)) this.refuse(character)
  }

  private refuse(expected: string): never {
    this.peek()
    throw new Unreadable(expected, this.rule.slice(this.at, this.at + 40) || 'the end of the rule')
  }
}
