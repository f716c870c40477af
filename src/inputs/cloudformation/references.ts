// Which resources does a resource speak of? Read from the template as it is written, both sides of every Fn::If, as CloudFormation does.
import { suggestion } from '../../index.ts'
import { mistake, type Place, within } from '../place.ts'
import { isRecord } from '../services.ts'
import { PSEUDO_PARAMETERS } from './pseudo-parameters.ts'
import type { Resource, Template } from './template.ts'
import { namesInSub } from './texts.ts'

interface Reference {
  /** A resource, a parameter or a pseudo parameter. */
  readonly name: string
  readonly place: Place
}

/** Logical ids that each resource needs. @throws UsageError for a name that is not there, or a ring of resources */
export function dependenciesIn(template: Template): ReadonlyMap<string, readonly string[]> {
  const needs = new Map([...template.resources.values()].map((resource) => [resource.id, needsOf(resource, template)]))
  for (const { name, place } of referencesIn(template.outputs, within(template.place, 'Outputs')))
    known(name, template, place)
  refuseRings(needs, template)
  return needs
}

function needsOf({ properties, metadata, dependsOn, place }: Resource, template: Template): readonly string[] {
  const found = [
    ...dependsOn.map((name) => ({ name, place: within(place, 'DependsOn') })),
    ...referencesIn(properties, within(place, 'Properties')),
    ...[...referencesIn(metadata, within(place, 'Metadata'))].filter(({ name }) => template.resources.has(name)),
  ].filter(({ name, place }) => known(name, template, place) === 'resource')
  return [...new Set(found.map(({ name }) => name))]
}

function known(name: string, { resources, parameters }: Template, place: Place): 'resource' | 'other' {
  if (resources.has(name)) return 'resource'
  if (Object.hasOwn(parameters, name) || Object.hasOwn(PSEUDO_PARAMETERS, name)) return 'other'
  throw unknownName(name, [...resources.keys(), ...Object.keys(parameters), ...Object.keys(PSEUDO_PARAMETERS)], place)
}

export function unknownName(name: string, names: readonly string[], place: Place): Error {
  const found = name.slice(0, 80)
  const expected = 'the name of a parameter or resource of this template'
  return mistake(place, `there is no parameter or resource ${found}.${suggestion(name, names)}`, { expected, found })
}

/** What a value speaks of, in the order in which it is written. */
function* referencesIn(value: unknown, place: Place): Generator<Reference> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* referencesIn(item, within(place, index))
  } else if (isRecord(value)) {
    for (const [key, member] of Object.entries(value)) yield* referencesOfMember(key, member, within(place, key))
  }
}

function* referencesOfMember(key: string, member: unknown, place: Place): Generator<Reference> {
  if (key === 'Ref' && typeof member === 'string') yield { name: member, place }
  if (key === 'Fn::GetAtt') {
    const id = Array.isArray(member) ? member[0] : member
    if (typeof id === 'string') yield { name: id.split('.', 1)[0]!, place }
  }
  if (key === 'Fn::Sub') for (const name of namesInSub(member)) yield { name: name.split('.', 1)[0]!, place }
  yield* referencesIn(member, place)
}

function refuseRings(needs: ReadonlyMap<string, readonly string[]>, { resources }: Template): void {
  const done = new Set<string>()
  for (const id of needs.keys()) {
    const ring = ringFrom(id, needs, done)
    if (ring === undefined) continue
    const names = ring.join(' → ')
    throw mistake(resources.get(ring[0]!)!.place, `circular dependency between resources: ${names}.`, { found: names })
  }
}

/** Without recursion: a template may hold one long chain. */
function ringFrom(
  start: string,
  needs: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): readonly string[] | undefined {
  const trail: { readonly id: string; next: number }[] = [{ id: start, next: 0 }]
  while (trail.length > 0) {
    const top = trail.at(-1)!
    const id = done.has(top.id) ? undefined : needs.get(top.id)?.[top.next++]
    if (id === undefined) {
      done.add(top.id)
      trail.pop()
      continue
    }
    const begin = trail.findIndex((step) => step.id === id)
    if (begin !== -1) return [...trail.slice(begin).map((step) => step.id), id]
    trail.push({ id, next: 0 })
  }
  return undefined
}
