// What do the rows of a metric query come to, period by period? Checked once as a whole, then evaluated as often as asked (AS-28).
import type { MetricQuery } from '../../model/scaling/metrics.ts'
import { FUNCTIONS, type MathContext, type MathValue, mapValue, type Series } from './functions.ts'
import { MathError, type MathMistake, type MathNode, type MathType } from './nodes.ts'
import { MOST_EXPONENT, OPERATORS } from './operators.ts'
import { parseMath } from './parse.ts'

/** A mistake and the row in which it stands. */
export interface QueryMistake extends MathMistake {
  readonly index: number
  readonly member: 'Id' | 'Expression'
}

export interface MathProgram {
  typeOf(id: string): MathType
  /** The metrics of which a row is made. */
  metricsOf(id: string): readonly MetricQuery[]
  /** Whether the value of a row depends on its own period alone. */
  isPointwise(id: string): boolean
  /** Values of a row; `seriesOf` has those of the rows that are metrics. */
  evaluate(id: string, seriesOf: (query: MetricQuery) => Series, context: MathContext): MathValue
}

interface Compiled {
  readonly query: MetricQuery
  readonly node: MathNode | null
  type: MathType | null
  isPointwise: boolean
}

/** The program of a query, or what is wrong with it. */
export function compileQueries(queries: readonly MetricQuery[]): MathProgram | QueryMistake {
  const rows = new Map<string, Compiled>()
  for (const [index, query] of queries.entries()) {
    if (!/^[a-z]\w*$/.test(query.id))
      return {
        index,
        member: 'Id',
        expected: 'a lowercase letter, then letters, digits and underscores',
        found: query.id,
      }
    if (rows.has(query.id)) return { index, member: 'Id', expected: 'an id of its own', found: query.id }
    const type = query.expression === null ? 'series' : null
    try {
      const node = query.expression === null ? null : parseMath(query.expression)
      rows.set(query.id, { query, node, type, isPointwise: true })
    } catch (error) {
      return mistakeOf(error, index)
    }
  }
  const compiler = new Compiler(rows)
  for (const [index, { id }] of queries.entries()) {
    try {
      compiler.check(id)
    } catch (error) {
      return mistakeOf(error, index)
    }
  }
  return new Program(rows)
}

function mistakeOf(error: unknown, index: number): QueryMistake {
  if (error instanceof MathError) return { index, member: 'Expression', ...error.mistake }
  throw error
}

export function isMistake(program: MathProgram | QueryMistake): program is QueryMistake {
  return 'expected' in program
}

class Compiler {
  private readonly underWay = new Set<string>()
  private readonly rows: ReadonlyMap<string, Compiled>

  constructor(rows: ReadonlyMap<string, Compiled>) {
    this.rows = rows
  }

  check(id: string): Compiled {
    const row = this.rows.get(id)
    if (row === undefined) throw new MathError(`one of the ids ${[...this.rows.keys()].join(', ')}`, id)
    if (row.type !== null) return row
    if (this.underWay.has(id)) throw new MathError('expressions that do not go round in a circle', id)
    this.underWay.add(id)
    const found = this.typeOf(row.node!)
    this.underWay.delete(id)
    row.type = found.type
    row.isPointwise = found.isPointwise
    return row
  }

  private typeOf(node: MathNode): { type: MathType; isPointwise: boolean } {
    switch (node.kind) {
      case 'number':
        return { type: 'number', isPointwise: true }
      case 'text':
        throw new MathError('a number, an id or a function', JSON.stringify(node.text))
      case 'word':
        throw new MathError('REPEAT and LINEAR in FILL alone', node.word)
      case 'reference': {
        const { type, isPointwise } = this.check(node.id)
        return { type: type!, isPointwise }
      }
      case 'negation':
        return this.typeOf(node.operand)
      case 'list':
        return this.listOf(node.items)
      case 'operation':
        return this.operation(node)
      case 'call':
        return this.call(node)
    }
  }

  private listOf(items: readonly MathNode[]): { type: MathType; isPointwise: boolean } {
    const found = items.map((item) => this.typeOf(item))
    const odd = found.find(({ type }) => type !== 'series')
    if (odd !== undefined || items.length === 0)
      throw new MathError('metrics in a list', odd === undefined ? 'none' : `a ${odd.type}`)
    return { type: 'list', isPointwise: found.every(({ isPointwise }) => isPointwise) }
  }

  private operation({ operator, left, right }: Extract<MathNode, { kind: 'operation' }>) {
    const sides = [this.typeOf(left), this.typeOf(right)] as const
    const types = sides.map(({ type }) => type)
    if (operator === '^') checkExponent(right)
    if (types[0] === 'list' && types[1] === 'list') throw new MathError(`at most one list beside ${operator}`, 'two')
    const type = types.includes('list') ? 'list' : types.includes('series') ? 'series' : 'number'
    return { type: type as MathType, isPointwise: sides.every(({ isPointwise }) => isPointwise) }
  }

  private call({ name, args }: Extract<MathNode, { kind: 'call' }>): { type: MathType; isPointwise: boolean } {
    if (name === 'METRICS') {
      if (args.length > 1 || (args.length === 1 && args[0]!.kind !== 'text'))
        throw new MathError('nothing or a text as the argument of METRICS', `${args.length} arguments`)
      if (![...this.rows.values()].some(({ query }) => query.stat !== null))
        throw new MathError('metrics for METRICS', 'none')
      return { type: 'list', isPointwise: true }
    }
    const known = FUNCTIONS.get(name)
    if (known === undefined)
      throw new MathError(`one of the functions ${[...FUNCTIONS.keys(), 'METRICS'].join(', ')}`, name)
    const found = args.map((arg, index) =>
      name === 'FILL' && index === 1 && arg.kind === 'word'
        ? { type: 'number' as const, isPointwise: true }
        : this.typeOf(arg),
    )
    const types = found.map(({ type }) => type)
    const type = known.typeOf(args, types)
    return { type, isPointwise: known.isPointwise(args, types) && found.every((each) => each.isPointwise) }
  }
}

function checkExponent(node: MathNode): void {
  const exponent =
    node.kind === 'negation' && node.operand.kind === 'number'
      ? -node.operand.value
      : node.kind === 'number'
        ? node.value
        : Number.NaN
  if (!Number.isInteger(exponent) || Math.abs(exponent) > MOST_EXPONENT)
    throw new MathError(
      `a whole number of at most ${MOST_EXPONENT} as exponent`,
      node.kind === 'number' ? String(node.value) : `a ${node.kind}`,
    )
}

class Program implements MathProgram {
  private readonly rows: ReadonlyMap<string, Compiled>

  constructor(rows: ReadonlyMap<string, Compiled>) {
    this.rows = rows
  }

  typeOf(id: string): MathType {
    return this.rows.get(id)!.type!
  }

  isPointwise(id: string): boolean {
    return this.rows.get(id)!.isPointwise
  }

  metricsOf(id: string): MetricQuery[] {
    const found = new Map<string, MetricQuery>()
    const seen = new Set<string>()
    const visit = (row: string) => {
      if (seen.has(row)) return
      seen.add(row)
      const { query, node } = this.rows.get(row)!
      if (node === null) found.set(row, query)
      else for (const each of this.referencesOf(node)) visit(each)
    }
    visit(id)
    return [...found.values()]
  }

  private referencesOf(node: MathNode): string[] {
    if (node.kind === 'reference') return [node.id]
    if (node.kind === 'call' && node.name === 'METRICS') return this.metrics(node.args[0])
    return partsOf(node).flatMap((part) => this.referencesOf(part))
  }

  evaluate(id: string, seriesOf: (query: MetricQuery) => Series, context: MathContext): MathValue {
    const known = new Map<string, MathValue>()
    const rowOf = (row: string): MathValue => {
      const found = known.get(row)
      if (found !== undefined) return found
      const { query, node } = this.rows.get(row)!
      const value = node === null ? seriesOf(query) : resultOf(node)
      known.set(row, value)
      return value
    }
    const resultOf = (node: MathNode): MathValue => {
      switch (node.kind) {
        case 'number':
          return node.value
        case 'reference':
          return rowOf(node.id)
        case 'negation':
          return mapValue(resultOf(node.operand), (value) => -value)
        case 'list':
          return node.items.map((item) => resultOf(item) as Series)
        case 'operation':
          return combined(OPERATORS[node.operator], resultOf(node.left), resultOf(node.right))
        case 'call':
          if (node.name === 'METRICS') return this.metrics(node.args[0]).map((row) => rowOf(row) as Series)
          return FUNCTIONS.get(node.name)!.apply(node.args.map(resultOf), context, node.args)
        default:
          return Number.NaN
      }
    }
    return rowOf(id)
  }

  /** Every metric of the query, or those whose id contains the text. */
  private metrics(filter: MathNode | undefined): string[] {
    const text = filter?.kind === 'text' ? filter.text : ''
    return [...this.rows.values()]
      .filter(({ query }) => query.stat !== null && query.id.includes(text))
      .map(({ query }) => query.id)
  }
}

function partsOf(node: MathNode): readonly MathNode[] {
  switch (node.kind) {
    case 'negation':
      return [node.operand]
    case 'operation':
      return [node.left, node.right]
    case 'list':
      return node.items
    case 'call':
      return node.args
    default:
      return []
  }
}

/** Where one side has a datapoint and the other has not, that counts as 0; where neither has, there is none (AS-28). */
function combined(operator: (left: number, right: number) => number, left: MathValue, right: MathValue): MathValue {
  const of = (one: number, other: number) => finite(operator(one, other))
  if (typeof left === 'number' && typeof right === 'number') return of(left, right)
  if (typeof left === 'number') return mapValue(right, (value) => of(left, value))
  if (typeof right === 'number') return mapValue(left, (value) => of(value, right))
  if (!(left instanceof Float64Array)) return left.map((series) => paired(of, series, right as Series))
  if (!(right instanceof Float64Array)) return right.map((series) => paired(of, left, series))
  return paired(of, left, right)
}

/** What is too large for a number is no datapoint. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN
}

function paired(of: (left: number, right: number) => number, left: Series, right: Series): Series {
  return left.map((value, index) => {
    const other = right[index]!
    if (Number.isNaN(value) && Number.isNaN(other)) return Number.NaN
    return of(Number.isNaN(value) ? 0 : value, Number.isNaN(other) ? 0 : other)
  })
}
