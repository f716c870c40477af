// Of what are readings wanted: a service, a cluster, an Auto Scaling group or a queue?

import * as z from 'zod/mini'
import { pastOf } from '../../engine/metrics/past.ts'
import type { World } from '../../engine/world.ts'
import { shortName } from '../../kernel/arns.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import { parseControl } from '../parse.ts'

export type SubjectKind = 'service' | 'cluster' | 'group' | 'queue'

/** A name, as long as only one thing has it: else an object with one member, such as `{ cluster: 'prod' }`. */
export type SubjectInput =
  | string
  | { readonly service: string }
  | { readonly cluster: string }
  | { readonly group: string }
  | { readonly queue: string }

export interface Subject {
  readonly kind: SubjectKind
  /** `cluster/name` of a service, else the name. */
  readonly name: string
  /** Its ARN; the name again of a group and of a queue. */
  readonly id: string
}

const NAME = 'a name or an ARN'
const object = z.strictObject({
  service: z.optional(z.string(NAME)),
  cluster: z.optional(z.string(NAME)),
  group: z.optional(z.string(NAME)),
  queue: z.optional(z.string(NAME)),
})

/** What there is or was; of a service, its names too. @throws UsageError for none, and for several */
export function subjectOf(world: World, input: unknown, call: string): Subject {
  const [kind, wanted] = wishOf(input, call)
  const all = subjectsOf(world).filter((subject) => kind === null || subject.kind === kind)
  const found = all.filter((subject) => namesOf(subject).includes(wanted))
  if (found.length === 1) return found[0]!
  const what = kind === null ? 'a service, a cluster, an Auto Scaling group or a queue' : WORDS[kind]
  const expected =
    found.length === 0
      ? `the name of ${what}`
      : `one of ${found.map((one) => `{ ${one.kind}: '${one.name}' }`).join(', ')}`
  const hint = found.length === 0 ? suggestion(wanted, [...new Set(all.flatMap(namesOf))]) : ''
  throw new UsageError(`${call}: subject: expected ${expected}, found ${show(wanted)}.${hint}`, {
    path: 'subject',
    expected,
    found: show(wanted),
  })
}

export const WORDS: Readonly<Record<SubjectKind, string>> = {
  service: 'a service',
  cluster: 'a cluster',
  group: 'an Auto Scaling group',
  queue: 'a queue',
}

function wishOf(input: unknown, call: string): readonly [SubjectKind | null, string] {
  if (typeof input === 'string') return [null, input]
  const parsed = parseControl(object, input, call)
  const given = (Object.keys(WORDS) as SubjectKind[]).filter((kind) => parsed[kind] !== undefined)
  if (given.length === 1) return [given[0]!, parsed[given[0]!]!]
  const expected = `a name, or exactly one of ${Object.keys(WORDS).join(', ')}`
  const found = given.length === 0 ? 'none' : given.join(', ')
  throw new UsageError(`${call}: subject: expected ${expected}, found ${found}.`, { path: 'subject', expected, found })
}

function subjectsOf(world: World): Subject[] {
  const { tables } = world
  const past = pastOf(world)
  const clusters = new Set<string>([...[...tables.clusters.values()].map(({ arn }) => arn), ...past.clusters.keys()])
  const groups = new Set<string>([
    ...[...tables.autoScalingGroups.values()].map(({ id }) => id),
    ...past.scalingGroups.keys(),
  ])
  return [
    ...[...past.services.keys()].map((id) => ({ kind: 'service' as const, name: id.slice(id.indexOf('/') + 1), id })),
    ...[...clusters].map((id) => ({ kind: 'cluster' as const, name: shortName(id), id })),
    ...[...groups].map((id) => ({ kind: 'group' as const, name: id, id })),
    ...[...past.queues.keys()].map((id) => ({ kind: 'queue' as const, name: id, id })),
  ]
}

function namesOf({ kind, name, id }: Subject): string[] {
  return kind === 'service' ? [shortName(name), name, id] : [name, id]
}
