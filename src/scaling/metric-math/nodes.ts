// What is an expression of CloudWatch's metric math made of, and how is a mistake in one told?

export type Operator = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'AND' | 'OR'

export type MathNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'reference'; readonly id: string }
  | { readonly kind: 'text'; readonly text: string }
  /** REPEAT and LINEAR, as FILL takes them. */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'negation'; readonly operand: MathNode }
  | {
      readonly kind: 'operation'
      readonly operator: Operator
      readonly left: MathNode
      readonly right: MathNode
    }
  | { readonly kind: 'list'; readonly items: readonly MathNode[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly MathNode[] }

/** What is wrong with an expression, as facts. */
export interface MathMistake {
  readonly expected: string
  readonly found: string
}

/** Carries a mistake out of the depth of an expression; caught where a whole one is read. */
export class MathError extends Error {
  readonly mistake: MathMistake

  constructor(expected: string, found: string) {
    super(`expected ${expected}, found ${found}`)
    this.mistake = { expected, found }
  }
}

/** One number; one value a period, NaN where there is none; or several of those. */
export type MathType = 'number' | 'series' | 'list'
