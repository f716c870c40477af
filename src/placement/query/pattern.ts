// Does a value match a pattern as a whole (CQ-04)? Always in time linear in the value, whatever the pattern.
//
// A JavaScript RegExp tries one way after the other and can take minutes over thirty characters of a hostile pattern, and
// patterns come from task definitions that others wrote. So a pattern becomes a small automaton, and all its states walk
// over the value side by side (Thompson, Pike). re2js does the same, and weighs more than half of all that we ship.
import { Faulty } from './fault.ts'
import { type PatternNode, parsePattern } from './pattern-syntax.ts'
import { holds, type Ranges } from './ranges.ts'

type Instruction =
  | { readonly do: 'take'; readonly ranges: Ranges }
  | { readonly do: 'fork'; readonly to: readonly number[] }
  | { readonly do: 'start' | 'end' | 'accept' }

export interface Pattern {
  readonly program: readonly Instruction[]
}

/** Instructions of a program; repeats are written out. */
const MOST_INSTRUCTIONS = 10_000

/** @throws Faulty */
export function compilePattern(source: string, column: number): Pattern {
  const writer = new Writer(column)
  writer.write(parsePattern(source, column))
  return { program: [...writer.program, { do: 'accept' }] }
}

class Writer {
  readonly program: Instruction[] = []
  private readonly column: number
  private written = 0

  constructor(column: number) {
    this.column = column
  }

  write(node: PatternNode): void {
    if (++this.written > MOST_INSTRUCTIONS) this.tooLarge()
    switch (node.kind) {
      case 'set':
        this.program.push({ do: 'take', ranges: node.ranges })
        return
      case 'sequence':
        for (const part of node.of) this.write(part)
        return
      case 'choice':
        this.choice(node.of)
        return
      case 'repeat':
        this.repeat(node.of, node.least, node.most)
        return
      default:
        this.program.push({ do: node.kind })
    }
  }

  private tooLarge(): never {
    const expected = `a pattern of at most ${MOST_INSTRUCTIONS} steps with its repeats written out`
    throw new Faulty({ column: this.column, expected, found: 'a larger one', rule: 'CQ-04' })
  }

  private choice(branches: readonly PatternNode[]): void {
    const fork = this.reserve()
    const starts: number[] = []
    const ends: number[] = []
    for (const branch of branches) {
      starts.push(this.program.length)
      this.write(branch)
      ends.push(this.reserve())
    }
    this.program[fork] = { do: 'fork', to: starts }
    for (const end of ends) this.program[end] = { do: 'fork', to: [this.program.length] }
  }

  private repeat(body: PatternNode, least: number, most: number | null): void {
    for (let times = 0; times < least; times++) this.write(body)
    if (most === null) this.loop(body)
    else this.optional(body, most - least)
  }

  private optional(body: PatternNode, most: number): void {
    const forks: number[] = []
    for (let times = 0; times < most; times++) {
      forks.push(this.reserve())
      this.write(body)
    }
    for (const fork of forks) this.program[fork] = { do: 'fork', to: [fork + 1, this.program.length] }
  }

  private loop(body: PatternNode): void {
    const fork = this.reserve()
    this.write(body)
    this.program.push({ do: 'fork', to: [fork] })
    this.program[fork] = { do: 'fork', to: [fork + 1, this.program.length] }
  }

  /** A place whose instruction is known later. */
  private reserve(): number {
    return this.program.push({ do: 'accept' }) - 1
  }
}

export function matches(pattern: Pattern, value: string): boolean {
  return run(pattern, value).matched
}

/** `steps` is the work done: at most four times the program's length for each character and once more. */
export function run({ program }: Pattern, value: string): { readonly matched: boolean; readonly steps: number } {
  const codes = Array.from(value, (character) => character.codePointAt(0) as number)
  const seenAt = new Int32Array(program.length).fill(-1)
  let steps = 0

  /** All states that wait for a character at this position. */
  function settle(entering: number[], position: number): number[] {
    const waiting: number[] = []
    while (entering.length > 0) {
      const state = entering.pop() as number
      steps++
      if (seenAt[state] === position) continue
      seenAt[state] = position
      const instruction = program[state]!
      if (instruction.do === 'fork') entering.push(...instruction.to)
      else if (instruction.do === 'start' ? position === 0 : instruction.do === 'end' && position === codes.length)
        entering.push(state + 1)
      else waiting.push(state)
    }
    return waiting
  }

  let states = settle([0], 0)
  for (let position = 0; position < codes.length && states.length > 0; position++) {
    const entering: number[] = []
    for (const state of states) {
      steps++
      const instruction = program[state]!
      if (instruction.do === 'take' && holds(instruction.ranges, codes[position]!)) entering.push(state + 1)
    }
    states = settle(entering, position + 1)
  }
  return { matched: states.includes(program.length - 1), steps }
}
