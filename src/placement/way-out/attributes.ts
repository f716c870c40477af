// Which custom attributes could make an instance do? Those that the demands name, with the values that they and the fleet
// know; whether one helps is for placement to say.
import { isAttributeValue, isCustomName } from '../../model/attributes.ts'
import type { Query } from '../query/ast.ts'
import type { Question } from './question.ts'

export interface Wish {
  readonly name: string
  readonly value: string
}

/** Values tried for one attribute: those that are spelled out, and some of those that instances have. */
const MOST_VALUES = 20

/** Every single attribute that is worth trying, in the order in which the demands name them. */
export function helpfulAttributes({ request, fleet }: Pick<Question, 'request' | 'fleet'>): Wish[] {
  const values = new Map<string, Set<string>>()
  const note = (name: string, known: readonly string[]) => {
    if (!isCustomName(name)) return
    const mine = values.get(name) ?? new Set()
    for (const value of known) mine.add(value)
    values.set(name, mine)
  }
  for (const [name, value] of Object.entries(request.requiredAttributes)) note(name, [value])
  for (const { query } of request.memberOf) for (const [name, spelled] of namedIn(query)) note(name, spelled)
  return [...values].flatMap(([name, spelled]) => {
    const inUse = fleet.classes.flatMap(({ attributes }) => (Object.hasOwn(attributes, name) ? attributes[name]! : []))
    const worthTrying = [...new Set([...spelled, ...inUse, ''])].filter(isAttributeValue)
    return worthTrying.slice(0, MOST_VALUES).map((value) => ({ name, value }))
  })
}

function namedIn(query: Query): (readonly [name: string, values: readonly string[]])[] {
  if (query.kind === 'test') return query.subject.of === 'attribute' ? [[query.subject.name, query.values]] : []
  return query.kind === 'not' ? namedIn(query.of) : query.of.flatMap(namedIn)
}

/** Sets of attributes tried for an instance that is yet to come. */
const MOST_SETS = 200

/** No attribute at all, then the single ones, then sets of more, one value for a name. */
export function setsOf(wishes: readonly Wish[], most: number): Readonly<Record<string, string>>[] {
  let frontier: { readonly set: Readonly<Record<string, string>>; readonly next: number }[] = [{ set: {}, next: 0 }]
  const sets: Readonly<Record<string, string>>[] = []
  for (let size = 0; frontier.length > 0 && sets.length < MOST_SETS; size++) {
    for (const { set } of frontier) sets.push(set)
    if (size === most) break
    frontier = frontier.flatMap(({ set, next }) =>
      wishes
        .slice(next)
        .flatMap(({ name, value }, index) =>
          Object.hasOwn(set, name) ? [] : [{ set: { ...set, [name]: value }, next: next + index + 1 }],
        ),
    )
    frontier = frontier.slice(0, MOST_SETS)
  }
  return sets.slice(0, MOST_SETS)
}
