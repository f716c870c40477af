// Which placement constraints does a caller give, and may they be given so (PL-27, PL-30, PL-40)?
import type { LaunchType, PlacementConstraintItem, TaskDefinition } from '../model/entities.ts'
import type { QueryFault } from '../placement/query/fault.ts'
import { type CompiledQuery, compileQuery } from '../placement/query/query.ts'
import { invalid, refuse } from './refuse.ts'
import type { ParsedInput } from './shapes/parse-input.ts'

type Given = NonNullable<ParsedInput<'RunTask'>['placementConstraints']>

/** Those of a definition count with those of the request. */
const MOST_CONSTRAINTS = 10

/** @throws InvalidParameterException */
export function checkConstraints(
  given: Given,
  definition: Readonly<TaskDefinition>,
  launchType: LaunchType,
): readonly PlacementConstraintItem[] {
  if (launchType === 'FARGATE' && given.length > 0) {
    refuse('InvalidParameterException', 'Placement constraints are not supported with FARGATE launch type.', {
      path: 'placementConstraints',
      rule: 'PL-40',
    })
  }
  const count = definition.placementConstraints.length + given.length
  if (count > MOST_CONSTRAINTS)
    invalid('placementConstraints', `at most ${MOST_CONSTRAINTS} items, the definition's included`, count, 'PL-27')
  return given.map(constraintItem)
}

function constraintItem({ type, expression }: Given[number], index: number): PlacementConstraintItem {
  const path = `placementConstraints[${index}]`
  if (type === 'distinctInstance') {
    if (expression === undefined) return { type, expression: '' }
    return refuse('InvalidParameterException', 'distinctInstance expression should not be specified.', {
      path: `${path}.expression`,
      expected: 'nothing',
      found: JSON.stringify(expression).slice(0, 80),
      rule: 'PL-30',
    })
  }
  if (type !== 'memberOf') return invalid(`${path}.type`, "'distinctInstance' or 'memberOf'", type, 'PL-27')
  if (expression === undefined)
    return invalid(`${path}.expression`, 'an expression of the cluster query language', undefined, 'PL-30')
  checkedQuery(`${path}.expression`, expression)
  return { type, expression }
}

/** @throws InvalidParameterException for a text that is no expression of the query language */
export function checkedQuery(path: string, expression: string): CompiledQuery {
  const compiled = compileQuery(expression)
  if (!('fault' in compiled)) return compiled
  const { fault } = compiled
  return refuse('InvalidParameterException', faultText(path, fault), { path, ...factsOf(fault) })
}

export function faultText(path: string, fault: QueryFault): string {
  const { expected, found } = factsOf(fault)
  return `${path}: expected ${expected}, found ${found}.${fault.hint ?? ''}`
}

export function factsOf({ column, expected, found, rule }: QueryFault) {
  return { expected: `${expected} at column ${column}`, found, rule }
}
