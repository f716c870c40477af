// The query language as the rest of the house knows it: an expression that is right, ready to be asked.
import { certain } from '../../kernel/assert.ts'
import { isOwnAttribute } from '../../model/capabilities.ts'
import { asksAttributesOnly, attributesIn, type Query } from './ast.ts'
import { type Predicate, predicateOf } from './evaluate.ts'
import type { QueryFault } from './fault.ts'
import { parseQuery } from './parse.ts'

export interface CompiledQuery {
  readonly expression: string
  readonly query: Query
  readonly test: Predicate
  /** Attributes that a class of instances shares decide it alone, so that one answer holds for the whole class. */
  readonly asksAttributesOnly: boolean
  readonly attributes: readonly string[]
}

/** The same expressions are asked again and again. */
const known = new Map<string, CompiledQuery>()
const MOST_KNOWN = 1_000

export function compileQuery(expression: string): CompiledQuery | { readonly fault: QueryFault } {
  const found = known.get(expression)
  if (found !== undefined) return found
  const parsed = parseQuery(expression)
  if ('fault' in parsed) return parsed
  const { query } = parsed
  const attributes = attributesIn(query)
  const compiled = {
    expression,
    query,
    test: predicateOf(query),
    asksAttributesOnly: asksAttributesOnly(query) && !attributes.some(isOwnAttribute),
    attributes,
  }
  if (known.size < MOST_KNOWN) known.set(expression, compiled)
  return compiled
}

/** An expression that nobody wrote: the attribute has one of these values. */
export function attributeIn(name: string, values: readonly string[]): CompiledQuery {
  const subject = { of: 'attribute', name } as const
  const query: Query = { kind: 'test', subject, operator: 'in', values, column: 1 }
  const expression = `attribute:${name} in [${values.join(', ')}]`
  return { expression, query, test: predicateOf(query), asksAttributesOnly: true, attributes: [name] }
}

/** Of an expression that was checked when it came in. */
export function queryOf(expression: string): CompiledQuery {
  const compiled = compileQuery(expression)
  return certain('fault' in compiled ? undefined : compiled, expression)
}
