// How is the text of an expression read? Tokens, then operators by how tightly they bind.
import { MathError, type MathNode, type Operator } from './nodes.ts'

interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign' | 'end'
  readonly text: string
}

const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_]\w*)|"([^"]*)"|'([^']*)'|(<=|>=|==|!=|&&|\|\||[-+*/^<>()[\],]))/y

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (match === null)
      throw new MathError(
        'a number, an id, a function or an operator',
        JSON.stringify(text.slice(from, from + 20).trim()),
      )
    const [, number, name, double, single, sign] = match
    if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else tokens.push({ kind: 'text', text: double ?? single ?? '' })
  }
  tokens.push({ kind: 'end', text: 'the end of the expression' })
  return tokens
}

/** From loosest to tightest; `^` and the sign before a number bind tighter still. */
const LEVELS: readonly Readonly<Record<string, Operator>>[] = [
  { OR: 'OR', '||': 'OR' },
  { AND: 'AND', '&&': 'AND' },
  { '==': '==', '!=': '!=' },
  { '<': '<', '<=': '<=', '>': '>', '>=': '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/' },
]

const WORDS = ['REPEAT', 'LINEAR']
const MOST_DEPTH = 100

/** @throws MathError */
export function parseMath(text: string): MathNode {
  return new Parser(tokensOf(text)).whole()
}

class Parser {
  private at = 0
  private depth = 0
  private readonly tokens: readonly Token[]

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  whole(): MathNode {
    const node = this.level(0)
    if (this.next.kind !== 'end') this.fail('the end of the expression')
    return node
  }

  private get next(): Token {
    return this.tokens[this.at]!
  }

  private fail(expected: string): never {
    const { kind, text } = this.next
    throw new MathError(expected, kind === 'end' ? text : JSON.stringify(text))
  }

  private take(sign: string): boolean {
    const { kind, text } = this.next
    if (kind !== 'sign' || text !== sign) return false
    this.at++
    return true
  }

  private level(index: number): MathNode {
    const operators = LEVELS[index]
    if (operators === undefined) return this.signed()
    let left = this.level(index + 1)
    for (;;) {
      const { kind, text } = this.next
      const operator = kind === 'sign' || kind === 'name' ? own(operators, text) : undefined
      if (operator === undefined) return left
      this.at++
      left = { kind: 'operation', operator, left, right: this.level(index + 1) }
    }
  }

  private signed(): MathNode {
    return this.nested(() => {
      if (this.take('-')) return { kind: 'negation', operand: this.signed() }
      const base = this.atom()
      return this.take('^') ? { kind: 'operation', operator: '^', left: base, right: this.signed() } : base
    })
  }

  private nested(read: () => MathNode): MathNode {
    if (++this.depth > MOST_DEPTH) throw new MathError(`at most ${MOST_DEPTH} levels`, 'a deeper expression')
    const node = read()
    this.depth--
    return node
  }

  private atom(): MathNode {
    const { kind, text } = this.next
    if (kind === 'number') {
      this.at++
      return { kind: 'number', value: Number(text) }
    }
    if (kind === 'text') {
      this.at++
      return { kind: 'text', text }
    }
    if (kind === 'name') return this.named(text)
    if (this.take('(')) {
      const inner = this.level(0)
      if (!this.take(')')) this.fail('")"')
      return inner
    }
    if (this.take('[')) return { kind: 'list', items: this.items(']') }
    return this.fail('a number, an id or a function')
  }

  private named(name: string): MathNode {
    this.at++
    if (this.take('(')) return { kind: 'call', name, args: this.items(')') }
    return WORDS.includes(name) ? { kind: 'word', word: name } : { kind: 'reference', id: name }
  }

  private items(closing: string): MathNode[] {
    const items: MathNode[] = []
    if (this.take(closing)) return items
    for (;;) {
      items.push(this.level(0))
      if (this.take(closing)) return items
      if (!this.take(',')) this.fail(`"," or "${closing}"`)
    }
  }
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
