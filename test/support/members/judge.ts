// Has somebody decided about each member that an operation takes?
//
// A member is decided when a call with it comes to something else than the same call without it; or when it is refused because it is
// not simulated; or when a table says why neither is so. A member that a later SDK brings is none of these.
import type { ServiceShapes } from '../../../src/api/shapes/service-shapes.ts'
import type { AwsException } from '../../../src/index.ts'
import { call, outcomes, type Scene } from './outcome.ts'
import { has, membersOf, type Path, without, withSample } from './shapes.ts'

export interface Subject extends Scene {
  readonly shapes: ServiceShapes
  /** Inputs that are accepted, and that have between them every member that is not refused. */
  readonly cases: Readonly<Record<string, readonly object[]>>
  /** Members without a trace, and why. */
  readonly silent: Readonly<Record<string, Readonly<Record<Path, string>>>>
}

/** What is wrong with an operation; empty when every member is decided. */
export function undecided(subject: Subject, operation: string): string[] {
  const judged = (subject.cases[operation] ?? []).map((input) => ({ input, ...judgement(subject, operation, input) }))
  const unfit = judged.flatMap(({ unfit }) => unfit ?? [])
  if (unfit.length > 0) return unfit
  const silent = new Map(Object.entries(subject.silent[operation] ?? {}))
  const accepted = judged.flatMap(({ input, refused }) => (refused === undefined ? [input] : []))
  const refusals: Refusal[] = judged.flatMap(({ input, refused }) =>
    refused === undefined ? [] : [{ input, path: refused }],
  )
  const members = membersOf(subject.shapes, operation)
  const complaints = members.flatMap((path) => {
    if ([...silent.keys()].some((each) => each.endsWith('.*') && path.startsWith(each.slice(0, -1)))) return []
    const complaint = complaintAbout(subject, operation, path, accepted, refusals)
    const isExcused = silent.has(path)
    if (complaint === null) return isExcused ? [`${path} needs no excuse`] : []
    return isExcused ? [] : [`${path} ${complaint}`]
  })
  const stale = [...silent.keys()].filter((each) => !members.includes(each.replace(/\.\*$/, '')))
  return [...complaints, ...stale.map((path) => `${path} is no member`)]
}

/** A call that is refused, and which member of it is not simulated. */
interface Refusal {
  readonly input: object | null
  readonly path: Path
}

/** A case is accepted, or refused for something that is not simulated. */
function judgement(subject: Subject, operation: string, input: object): { refused?: Path; unfit?: string } {
  const result = call(subject.world.fork(), subject.room, operation, input)
  if ('answer' in result) return {}
  const refused = unsimulated(result.refused)
  return refused === null
    ? { unfit: `${JSON.stringify(input).slice(0, 100)} is refused: ${result.refused.message}` }
    : { refused }
}

function unsimulated({ name, path = '' }: AwsException): Path | null {
  return name === 'UnsupportedFeatureException' ? path.replaceAll(/\[\d+\]/g, '') : null
}

function complaintAbout(
  subject: Subject,
  operation: string,
  path: Path,
  accepted: readonly object[],
  refusals: Refusal[],
): string | null {
  const having = accepted.filter((input) => has(input, path))
  if (having.some((input) => matters(subject, operation, input, path))) return null
  if (having.length > 0) return 'makes no difference'
  if (
    refusals.some(
      ({ input, path: at }) => (isWithin(path, at) || isWithin(at, path)) && (input === null || has(input, path)),
    )
  )
    return null
  const sample = withSample(subject.shapes, operation, accepted[0] ?? {}, path)
  const result = call(subject.world.fork(), subject.room, operation, sample)
  if ('answer' in result) return 'is in no case, and accepted'
  const at = unsimulated(result.refused)
  if (at === null || !(isWithin(path, at) || isWithin(at, path)))
    return `is in no case, and refused for another reason: ${result.refused.message}`
  refusals.push({ input: null, path: at })
  return null
}

function isWithin(path: Path, above: Path): boolean {
  return path === above || path.startsWith(`${above}.`)
}

function matters(scene: Subject, operation: string, input: object, path: Path): boolean {
  const bare = outcomes(scene, operation, without(input, path))
  for (const outcome of outcomes(scene, operation, input)) if (outcome !== bare.next().value) return true
  return false
}
