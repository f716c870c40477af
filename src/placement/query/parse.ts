// Is a text an expression of the cluster query language, and which (CQ-01…CQ-13)? A parser by recursive descent: one
// method a rule of the grammar, each with the part of the text that it reads.
//
//   expression = and_expr { ("or" | "||") and_expr }
//   and_expr   = not_expr { ("and" | "&&") not_expr }
//   not_expr   = ("not" | "!") not_expr | "(" expression ")" | simple
//   simple     = subject exist_op | subject list_op list | subject match_op pattern | subject cmp_op value
import { show, suggestion } from '../../kernel/closest.ts'
import { ALLOWED, type Operator, type Query, SUBJECTS, type Subject, type Test, WORD_OPERATORS } from './ast.ts'
import { Faulty, faultOr, type QueryFault } from './fault.ts'
import { Reader } from './reader.ts'
import { checkValue } from './values.ts'

const MOST_CHARACTERS = 2_000
/** Parentheses and negations within each other: far more than anybody writes, far less than a stack holds. */
const DEEPEST = 100

export function parseQuery(text: string): { readonly query: Query } | { readonly fault: QueryFault } {
  return faultOr(() => {
    const reader = new Reader(text)
    if (text.length > MOST_CHARACTERS)
      reader.fail(`at most ${MOST_CHARACTERS} characters`, 'CQ-01', MOST_CHARACTERS, `${text.length} characters`)
    const query = new QueryParser(reader).alternatives(0)
    if (!reader.isAtEnd) reader.fail("'and', 'or' or the end of the expression", 'CQ-01')
    return { query }
  })
}

class QueryParser {
  private readonly reader: Reader

  constructor(reader: Reader) {
    this.reader = reader
  }

  alternatives(depth: number): Query {
    return this.chain('or', '||', () => this.chain('and', '&&', () => this.factor(depth)))
  }

  private chain(word: 'or' | 'and', sign: string, link: () => Query): Query {
    const of = [link()]
    while (this.reader.eat(sign) || this.reader.eatWord(word)) of.push(link())
    return of.length === 1 ? of[0]! : { kind: word, of }
  }

  private factor(depth: number): Query {
    const { reader } = this
    reader.skipSpace()
    if (depth > DEEPEST) reader.fail(`at most ${DEEPEST} parentheses and negations within each other`, 'CQ-02')
    const query = this.compound(depth) ?? this.simple()
    reader.skipSpace()
    return query
  }

  private compound(depth: number): Query | null {
    const { reader } = this
    if (reader.eatWord('not') || reader.eat('!')) return { kind: 'not', of: this.factor(depth + 1) }
    if (!reader.eat('(')) return null
    const query = this.alternatives(depth + 1)
    if (!reader.eat(')')) reader.fail("'and', 'or' or a closing parenthesis", 'CQ-02')
    return query
  }

  private simple(): Query {
    const subject = this.subject()
    this.reader.skipSpace()
    const operator = this.operator(subject)
    this.reader.skipSpace()
    return checkValue(this.reader, this.operands(subject, operator))
  }

  private subject(): Subject {
    const { reader } = this
    const start = reader.at
    const word = reader.run(/[A-Za-z0-9:._\-/\\]/)
    if (word.startsWith('attribute:')) return this.attribute(word.slice('attribute:'.length), start)
    const known = SUBJECTS.find((name) => name === word)
    if (known !== undefined) return { of: known }
    const expected = `one of ${[...SUBJECTS, 'attribute:NAME'].join(', ')}`
    if (word === '') return reader.fail(expected, 'CQ-01', start)
    const hint = suggestion(word, SUBJECTS)
    throw new Faulty({ column: start + 1, expected, found: show(word), rule: 'CQ-01', hint })
  }

  private attribute(name: string, start: number): Subject {
    const isName = /^[A-Za-z0-9._\-/\\]+$/.test(name)
    if (!isName) this.reader.fail('a name of letters, digits and . _ - / \\ after attribute:', 'CQ-01', start + 10)
    return { of: 'attribute', name }
  }

  private operator(subject: Subject): Operator {
    const { reader } = this
    const start = reader.at
    const operator = this.signOperator() ?? this.wordOperator()
    const allowed = ALLOWED[subject.of]
    if (operator === null) return reader.fail(`one of ${allowed.join(' ')}`, 'CQ-08', start)
    if (!allowed.includes(operator)) {
      const found = `"${reader.text.slice(start, reader.at)}"`
      reader.fail(`one of ${allowed.join(' ')} after ${subject.of}`, 'CQ-08', start, found)
    }
    return operator
  }

  private signOperator(): Operator | null {
    const { reader } = this
    for (const sign of ['==', '!=', '>=', '<=', '=~', '!~', '>', '<'] as const) if (reader.eat(sign)) return sign
    if (reader.sign !== '!') return null
    const word = reader.wordAt(reader.at + 1)
    if (word !== 'in' && word !== 'exists') return null
    reader.at += word.length + 1
    return `!${word}`
  }

  private wordOperator(): Operator | null {
    const word = this.reader.wordAt()
    const operator = Object.hasOwn(WORD_OPERATORS, word) ? WORD_OPERATORS[word]! : null
    return operator !== null && this.reader.eatWord(word) ? operator : null
  }

  private operands(subject: Subject, operator: Operator): Test {
    const { reader } = this
    const test = { kind: 'test', subject, operator, column: reader.column } as const
    if (operator === 'exists' || operator === '!exists') return { ...test, values: [] }
    if (operator === 'in' || operator === '!in') return { ...test, values: this.list() }
    if (operator !== '=~' && operator !== '!~') return { ...test, values: [reader.value()] }
    const { source, column } = reader.pattern()
    return { ...test, values: [source], column }
  }

  private list(): string[] {
    const { reader } = this
    if (!reader.eat('[')) reader.fail('a list such as [a, b]', 'CQ-13')
    const values: string[] = []
    do {
      reader.skipSpace()
      if (reader.sign === ']') reader.fail('a value', 'CQ-13')
      values.push(reader.value())
      reader.skipSpace()
    } while (reader.eat(','))
    if (!reader.eat(']')) reader.fail("',' or ']'", 'CQ-13')
    return values
  }
}
