// What does an expression of the cluster query language say? Its tree, as plain data, and the words it is written in
// (CQ-01, CQ-08).

const OPERATORS = ['==', '!=', '>', '>=', '<', '<=', 'in', '!in', '=~', '!~', 'exists', '!exists'] as const
export type Operator = (typeof OPERATORS)[number]

export type Subject =
  | { readonly of: 'attribute'; readonly name: string }
  | { readonly of: 'task:group' }
  | { readonly of: 'agentConnected' | 'ec2InstanceId' }
  | { readonly of: 'agentVersion' | 'registeredAt' | 'runningTasksCount' }

export interface Test {
  readonly kind: 'test'
  readonly subject: Subject
  readonly operator: Operator
  /** One value or pattern; several for a list, none for a question of existence. */
  readonly values: readonly string[]
  /** Where the value stands, 1-based. */
  readonly column: number
}

export type Query =
  | { readonly kind: 'or' | 'and'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  | Test

/** Subjects that stand alone; the others are `attribute:NAME`. */
export const SUBJECTS = [
  'agentConnected',
  'agentVersion',
  'ec2InstanceId',
  'registeredAt',
  'runningTasksCount',
  'task:group',
] as const

/** CQ-08. */
const EQUALITY: readonly Operator[] = ['==', '!=']
const ORDER: readonly Operator[] = [...EQUALITY, '>', '>=', '<', '<=']
const TEXT: readonly Operator[] = [...EQUALITY, 'in', '!in', '=~', '!~']
export const ALLOWED: { readonly [S in Subject['of']]: readonly Operator[] } = {
  attribute: OPERATORS,
  'task:group': OPERATORS,
  agentConnected: TEXT,
  ec2InstanceId: TEXT,
  agentVersion: ORDER,
  registeredAt: ORDER,
  runningTasksCount: ORDER,
}

/** Operators written as words; they need space around them. */
export const WORD_OPERATORS: Readonly<Record<string, Operator>> = {
  exists: 'exists',
  not_exists: '!exists',
  in: 'in',
  not_in: '!in',
  matches: '=~',
  not_matches: '!~',
  equals: '==',
  not_equals: '!=',
  greater_than: '>',
  greater_than_equal: '>=',
  less_than: '<',
  less_than_equal: '<=',
}

/** Every attribute that a query asks about. */
export function attributesIn(query: Query): string[] {
  if (query.kind === 'test') return query.subject.of === 'attribute' ? [query.subject.name] : []
  return query.kind === 'not' ? attributesIn(query.of) : query.of.flatMap(attributesIn)
}

/** Whether attributes decide it alone. */
export function asksAttributesOnly(query: Query): boolean {
  if (query.kind === 'test') return query.subject.of === 'attribute'
  return query.kind === 'not' ? asksAttributesOnly(query.of) : query.of.every(asksAttributesOnly)
}
