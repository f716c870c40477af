// May the definition's placement constraints be given so? (TD-24, PL-27, PL-30)
import { compileQuery } from '../../../placement/query/query.ts'
import { factsOf, faultText } from '../../constraints.ts'
import type { Definition } from '../definition.ts'
import type { Objections } from './objection.ts'

const MOST_CONSTRAINTS = 10

export function* constraintObjections({ placementConstraints = [] }: Definition): Objections {
  const rule = 'TD-24'
  if (placementConstraints.length > MOST_CONSTRAINTS) {
    const facts = { path: 'placementConstraints', expected: 'at most 10', found: placementConstraints.length }
    yield { rule, message: 'Too many placement constraints.', ...facts }
  }
  for (const [index, { type, expression }] of placementConstraints.entries()) {
    const at = `placementConstraints[${index}]`
    if (type !== 'memberOf') {
      const message = `constraint.type '${type}' is not supported.`
      yield { rule, path: `${at}.type`, message, expected: 'memberOf', found: type }
    }
    yield* expressionObjections(`${at}.expression`, expression)
  }
}

function* expressionObjections(path: string, expression: string | undefined): Objections {
  const rule = 'TD-24'
  if (expression === undefined) {
    const expected = 'an expression of the cluster query language'
    yield { rule, path, message: `${path}: expected ${expected}, found nothing.`, expected, found: undefined }
    return
  }
  const compiled = compileQuery(expression)
  if (!('fault' in compiled)) return
  const { fault } = compiled
  yield { ...factsOf(fault), rule, path, message: faultText(path, fault) }
}
