// Does an instance satisfy a query? A query becomes a predicate once, and is asked of as many instances as there are.
import type { Operator, Query, Test } from './ast.ts'
import { compilePattern, matches } from './pattern.ts'
import { compareTexts, compareVersions, countOf, instantOf, versionOf } from './values.ts'

/** What a query can ask an instance. */
export interface QuerySubject {
  /** '' for an attribute without value, undefined for one that is not there. */
  attribute(name: string): string | undefined
  readonly agentConnected: boolean
  readonly agentVersion: string
  readonly ec2InstanceId: string
  readonly registeredAtMs: number
  /** Tasks that are wanted, and the groups they belong to. */
  readonly runningTasksCount: number
  readonly taskGroups: Iterable<string>
}

export type Predicate = (subject: QuerySubject) => boolean

/** Of a query that has been parsed without fault. */
export function predicateOf(query: Query): Predicate {
  if (query.kind === 'test') return testOf(query)
  if (query.kind === 'not') {
    const inner = predicateOf(query.of)
    return (subject) => !inner(subject)
  }
  const parts = query.of.map(predicateOf)
  return query.kind === 'and'
    ? (subject) => parts.every((part) => part(subject))
    : (subject) => parts.some((part) => part(subject))
}

function testOf(test: Test): Predicate {
  const { subject, operator, values } = test
  const [value = ''] = values
  switch (subject.of) {
    case 'attribute':
      return attributeTest(subject.name, operator, textTest(test))
    case 'task:group':
      return groupTest(operator, textTest(test))
    case 'agentConnected':
    case 'ec2InstanceId': {
      const text = textTest(test)
      return (instance) => text(String(instance[subject.of]))
    }
    case 'agentVersion': {
      const wanted = versionOf(value) ?? []
      return (instance) => holds(operator, compareVersions(versionOf(instance.agentVersion) ?? [], wanted))
    }
    case 'registeredAt':
      return (instance) => holds(operator, instance.registeredAtMs - instantOf(value)!)
    case 'runningTasksCount':
      return (instance) => holds(operator, instance.runningTasksCount - countOf(value)!)
  }
}

/** An attribute that is not there satisfies nothing but the question whether it is missing (CQ-05). */
function attributeTest(name: string, operator: Operator, text: (value: string) => boolean): Predicate {
  if (operator === '!exists') return (instance) => instance.attribute(name) === undefined
  return (instance) => {
    const value = instance.attribute(name)
    return value !== undefined && text(value)
  }
}

/** True if any task of the instance satisfies it (CQ-11). */
function groupTest(operator: Operator, text: (value: string) => boolean): Predicate {
  if (operator === '!exists') return ({ taskGroups }) => !some(taskGroups, () => true)
  return ({ taskGroups }) => some(taskGroups, text)
}

function some(texts: Iterable<string>, test: (text: string) => boolean): boolean {
  for (const text of texts) if (test(text)) return true
  return false
}

function textTest({ operator, values, column }: Test): (text: string) => boolean {
  const [value = ''] = values
  switch (operator) {
    case 'exists':
    case '!exists':
      return () => true
    case 'in':
      return (text) => values.includes(text)
    case '!in':
      return (text) => !values.includes(text)
    case '==':
      return (text) => text === value
    case '!=':
      return (text) => text !== value
    case '=~':
    case '!~': {
      const pattern = compilePattern(value, column)
      return (text) => matches(pattern, text) === (operator === '=~')
    }
    default:
      return (text) => holds(operator, compareTexts(text, value))
  }
}

/** What an operator says about the sign of a difference. */
function holds(operator: Operator, difference: number): boolean {
  switch (operator) {
    case '==':
      return difference === 0
    case '!=':
      return difference !== 0
    case '>':
      return difference > 0
    case '>=':
      return difference >= 0
    case '<':
      return difference < 0
    default:
      return difference <= 0
  }
}
