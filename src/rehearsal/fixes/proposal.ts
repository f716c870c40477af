// What is a proposal for a fix, and of which pieces does it speak?
import { clustersJoined, type Piece, valueAt } from '../../inputs/index.ts'
import { labelOf } from '../labels.ts'
import type { Plan } from '../plan.ts'
import type { CauseKind, Edit, FixFamily } from '../rehearsal.ts'
import type { Case } from '../verdict.ts'

export type Path = readonly (string | number)[]
type Value = string | number | boolean | null

/** One value of one piece as it might be. */
export interface Proposal {
  readonly family: FixFamily
  /** How much it changes, to compare it with others of its family. */
  readonly size: number
  /** Most have one; static ports of a definition go together. */
  readonly changes: readonly Alteration[]
  /** What the words are about, when that is not the path. */
  readonly what?: string
}

/** One value of one piece. */
export interface Alteration {
  readonly piece: Piece
  readonly path: Path
  /** null: taken out. */
  readonly to: Value | Readonly<Record<string, Value>>
  /** What holds while the files do not say it. */
  readonly usual?: Value
  /** What is told of it, when it is more than a value. */
  readonly told?: Value
}

/** Guesses: what is offered has been tried. Smallest first. */
export interface Family {
  readonly name: FixFamily
  /** The causes against which it may help. */
  readonly answers: readonly CauseKind[]
  /** What it does to the user's world; lower goes first. */
  readonly disruption: number
  propose(subject: Subject): readonly Proposal[]
}

/** A service that needs a fix, with the pieces that it is made of. */
export interface Subject {
  readonly plan: Plan
  readonly one: Case
  readonly service: Piece
  readonly definition: Piece | null
  readonly groups: readonly Piece[]
  readonly fleets: readonly Piece[]
}

/** null for a service that the files do not hold. */
export function subjectOf(plan: Plan, one: Case, pieces: readonly Piece[]): Subject | null {
  const service = pieces.find(({ kind, id }) => kind === 'service' && id === one.id)
  if (service === undefined) return null
  const balancers = (service.input.loadBalancers ?? []) as readonly { readonly targetGroupArn?: unknown }[]
  const isCalled = (piece: Piece, text: unknown) => Object.values(piece.names).some((name) => name === text)
  const clusters = pieces.filter((piece) => piece.kind === 'cluster' && isCalled(piece, service.input.cluster))
  const called = new Set([service.input.cluster, ...clusters.flatMap(({ names }) => Object.values(names))])
  return {
    plan,
    one,
    service,
    definition:
      pieces.find(
        (piece) =>
          piece.kind === 'taskDefinition' &&
          (isCalled(piece, service.input.taskDefinition) || piece.input.family === service.input.taskDefinition),
      ) ?? null,
    groups: pieces.filter(
      (piece) =>
        piece.kind === 'targetGroup' && balancers.some(({ targetGroupArn }) => isCalled(piece, targetGroupArn)),
    ),
    fleets: pieces.filter((piece) => clustersJoined(piece, pieces).some((cluster) => called.has(cluster))),
  }
}

export function editsOf({ family, changes, what }: Proposal): Edit[] {
  return changes.map(({ piece, path, to: whole, usual = null, told = scalar(whole) }) => {
    const known = whatStands(piece, path)
    const [from, to] = [known ?? usual, told]
    const text = what ?? pathText(path)
    const where = piece.locate(path) ?? piece.place.steps
    const verb = to === null ? `remove ${text} from` : `set ${text} of`
    const before = from === null ? '' : ` from ${from}${known === null ? ' (its default)' : ''}`
    const values = to === null ? '' : `${before} to ${to}`
    return {
      family,
      words: `${verb} ${nounOf(piece)}${labelOf(piece)}${values}`,
      piece: piece.id,
      path: pathText(path),
      from,
      to,
      at: documentOf(piece, path).locate(where),
    }
  })
}

/** The file in which a member stands, or would have to. */
export function documentOf(piece: Piece, path: Path): Piece['place']['document'] {
  return (piece.placeOf?.(path) ?? piece.place).document
}

const NOUNS: Partial<Record<Piece['kind'], string>> = {
  taskDefinition: 'task definition ',
  targetGroup: 'target group ',
}

/** Services and groups of instances are known by their names alone. */
function nounOf({ kind }: Piece): string {
  return NOUNS[kind] ?? ''
}

/** null for what the files do not say, whatever a default makes of it. */
function whatStands(piece: Piece, path: Path): Value {
  const steps = piece.locate(path)
  const isSaid = steps === null || valueAt(documentOf(piece, path).data, steps) !== undefined
  return isSaid || piece.inherits === true ? scalar(valueAt(piece.input, path)) : null
}

function scalar(value: unknown): Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  )
}
