// How does a check say that a definition is not right? It yields objections, as data; whoever asks takes the first one only,
// so that a check may rely on all that was checked before it.
import { show } from '../../../kernel/closest.ts'
import type { AwsExceptionName } from '../../../kernel/errors.ts'
import { refuse } from '../../refuse.ts'

export interface Objection {
  readonly rule: string
  readonly path: string
  readonly message: string
  readonly expected: string
  readonly found: unknown
}

export type Objections = Generator<Objection, void, void>

export function firstOf(objections: Iterable<Objection>): Objection | undefined {
  for (const objection of objections) return objection
  return undefined
}

/** Throws the first objection, if there is one (GEN-1). */
export function refuseFirst(exception: AwsExceptionName, objections: Iterable<Objection>): void {
  const first = firstOf(objections)
  if (first === undefined) return
  const { message, path, expected, found, rule } = first
  refuse(exception, message, { path, expected, found: show(found), rule })
}

/** A caller's text as it may stand in a sentence: short, and without characters that no terminal shows. */
export function quotable(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text).slice(1, -1)
}

/** AWS's usual sentence about a member of a container. */
export function invalidSetting(member: string, container: { readonly name?: string }): string {
  return `Invalid '${member}' setting for container '${container.name}'.`
}

export function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
