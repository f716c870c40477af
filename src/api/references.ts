// Which things does a call name, and under what ARN does the answer say that one is not there? (PF-13)
import type { Cluster } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import { type Asked, arnIn } from './find.ts'
import { checkCount, refuse } from './refuse.ts'

export interface Named {
  /** What it is known by, if it is there at all. */
  readonly arn: string
  /** What a failure calls it: an ARN as it was given, a name or an id by the ARN that it would have. */
  readonly shown: string
}

/** Members that name many, and AWS's words for a blank one among them. */
const WORDS = {
  capacityProviders: 'Capacity providers',
  clusters: 'Clusters',
  containerInstances: 'Container instance',
  services: 'Services',
  tasks: 'Tasks',
} as const

type Member = keyof typeof WORDS

/** Where each stands, `arnOf` is told, and may refuse it. @throws InvalidParameterException for a blank one */
export function named(
  member: Member,
  references: readonly string[],
  arnOf: (reference: string, path: string) => string,
): Named[] {
  return references.map((reference, index) => {
    const path = `${member}[${index}]`
    if (reference === '') refuseBlank(path, WORDS[member])
    const arn = arnOf(reference, path)
    return { arn, shown: reference.startsWith('arn:') ? reference : arn }
  })
}

/** One to so many. @throws InvalidParameterException */
export function checkSome(member: Member, references: readonly string[], most: number, rule: string): void {
  checkCount(member, references, most, rule)
  const facts = { path: member, expected: `1 to ${most} ${member}`, found: 'none', rule }
  if (references.length === 0) refuse('InvalidParameterException', `${WORDS[member]} cannot be empty.`, facts)
}

/** Things of one cluster. @throws InvalidParameterException */
export function namedIn(
  world: WorldView,
  cluster: Readonly<Cluster>,
  { part, member }: { readonly part: Asked['part']; readonly member: Member },
  references: readonly string[],
): Named[] {
  return named(member, references, (reference, path) => arnIn(world, { cluster, part, path }, reference))
}

/** In the order of the call; whoever is named twice is answered once. */
export function eachOnce(all: readonly Named[]): Named[] {
  return all.filter(({ arn }, index) => all.findIndex((other) => other.arn === arn) === index)
}

function refuseBlank(path: string, words: string): never {
  const facts = { path, expected: 'a name or an ARN', found: '""', rule: 'PF-13' }
  return refuse('InvalidParameterException', `${words} can not be blank.`, facts)
}
