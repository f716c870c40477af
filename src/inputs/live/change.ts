// What does one file change? A registration, a description, or the input of an update, put over a blueprint that is there.
import { definitionFromDescription, suggestion } from '../../index.ts'
import type { Blueprint, FilePatch, Piece } from '../blueprint/blueprint.ts'
import { documentOf, type Source, type SourceDocument } from '../document.ts'
import { mistake, type Place, rootOf, unexpected, within } from '../place.ts'
import { type AwsInput, isRecord, serviceInputs } from '../services.ts'
import { lastOf } from './members.ts'
import { patched } from './patch.ts'
import { pieceOf, type Renamed } from './piece.ts'

/** One file that says what is to be otherwise. */
export interface LiveChange {
  readonly document: SourceDocument
  readonly parts: readonly ChangePart[]
}

/** A new revision of a family, members of a service, or a service as a whole. */
interface ChangePart {
  readonly kind: 'taskDefinition' | 'update' | 'service'
  readonly value: AwsInput
  readonly place: Place
}

const EXPECTED =
  'the input of register-task-definition, create-service or update-service, or what describe-task-definition or describe-services prints'

/** @throws UsageError for what is no such thing */
export function loadChange(source: Source, { name = 'change' }: { readonly name?: string } = {}): LiveChange {
  const document = documentOf(source, name)
  return { document, parts: partsOf(document) }
}

function partsOf(document: SourceDocument): ChangePart[] {
  const place = rootOf(document)
  const { data } = document
  if (!isRecord(data)) throw unexpected(place, EXPECTED, data)
  if (isRecord(data.taskDefinition))
    return [
      { kind: 'taskDefinition', value: { ...data, ...data.taskDefinition }, place: within(place, 'taskDefinition') },
    ]
  if (Array.isArray(data.containerDefinitions)) return [{ kind: 'taskDefinition', value: data, place }]
  if (Array.isArray(data.services) || data.serviceName !== undefined)
    return serviceInputs({ value: data, place }).map((made): ChangePart => ({ kind: 'service', ...made }))
  if (data.service !== undefined) return [{ kind: 'update', value: data, place }]
  const found = Object.keys(data).slice(0, 5).join(', ').slice(0, 200)
  throw mistake(place, `expected ${EXPECTED}, found ${found || 'nothing'}.`, { expected: EXPECTED, found })
}

/**
 * The blueprint with that change: a new revision is what every service of its family uses, an update changes the members it names,
 * a description is the service as it is to be.
 * @throws UsageError for a family, a service or a revision that is not there
 */
export function withChange(before: Blueprint, change: LiveChange): Blueprint {
  const pieces = change.parts.reduce((so, part) => APPLY[part.kind](so, part), before.pieces)
  return {
    ...before,
    name: change.document.name,
    pieces,
    revise: (patches) => revised(before, change, patches),
  }
}

function revised(before: Blueprint, change: LiveChange, patches: readonly FilePatch[]): Blueprint {
  const { document } = change
  const mine = patches.filter(({ file }) => file === document.name)
  const others = patches.filter(({ file }) => file !== document.name)
  const again = patched([document], mine).map(({ name, text }) => loadChange(text, { name }))
  return withChange(others.length === 0 ? before : before.revise(others), again[0]!)
}

type Pieces = readonly Piece[]

const APPLY: Readonly<Record<ChangePart['kind'], (pieces: Pieces, part: ChangePart) => Pieces>> = {
  taskDefinition: withDefinition,
  update: withUpdate,
  service: withService,
}

// ── task definitions ──

function withDefinition(pieces: Pieces, { value, place }: ChangePart): Pieces {
  const { family } = value
  if (typeof family !== 'string') throw unexpected(within(place, 'family'), 'the family of a task definition', family)
  const id = `task-definition/${family}`
  const known = pieces.filter((piece) => piece.kind === 'taskDefinition' && piece.input.family === family)
  if (known.length === 0) throw unknownFamily(pieces, family, within(place, 'family'))
  const numbers = known.map(({ names }) => Number(names.name?.split(':')[1]))
  const revision = Math.max(...numbers, Number(value.revision ?? 0) - 1) + 1
  const name = `${family}:${revision}`
  const input = definitionFromDescription(value) as unknown as AwsInput
  const made = pieceOf({ id, kind: 'taskDefinition', input, names: { name } }, { value, place })
  const old = new Set(known.flatMap(({ names }) => [...Object.values(names), family]))
  // Older revisions stay for those who named them.
  return pieces.map((piece) => {
    if (piece.id === id) return made
    const isUser = piece.kind === 'service' && old.has(String(piece.input.taskDefinition))
    return isUser
      ? { ...piece, input: { ...piece.input, taskDefinition: name }, needs: withNeed(piece.needs, id) }
      : piece
  })
}

function unknownFamily(pieces: Pieces, family: string, place: Place): Error {
  const known = [
    ...new Set(pieces.filter(({ kind }) => kind === 'taskDefinition').map(({ input }) => String(input.family))),
  ]
  return unexpected(place, `a family that some service uses: ${known.join(', ')}`, family, suggestion(family, known))
}

function withNeed(needs: readonly string[], id: string): readonly string[] {
  return [...needs.filter((need) => need !== id && !need.startsWith(`${id}:`)), id]
}

// ── services ──

/** Members that only a creation says. */
const NOT_OF_UPDATES = {
  launchType: null,
  schedulingStrategy: null,
  serviceName: ['service'],
  role: null,
  tags: null,
} as const

function withUpdate(pieces: Pieces, { value, place }: ChangePart): Pieces {
  const found = serviceOf(pieces, value.service, value.cluster, within(place, 'service'))
  const { service: _service, cluster: _cluster, deploymentConfiguration: next, ...members } = value
  const { deploymentConfiguration: now } = found.input
  // UpdateService leaves the members of a configuration alone that it is not told.
  const configuration = isRecord(next) ? { deploymentConfiguration: { ...(isRecord(now) ? now : {}), ...next } } : {}
  return replaced(
    pieces,
    found,
    { ...found.input, ...members, ...configuration },
    { value, place },
    { renamed: NOT_OF_UPDATES, inherits: true },
  )
}

function withService(pieces: Pieces, { value, place }: ChangePart): Pieces {
  const found = serviceOf(pieces, value.serviceName, value.cluster, within(place, 'serviceName'))
  return replaced(
    pieces,
    found,
    { ...value, cluster: found.input.cluster },
    { value, place },
    { renamed: { cluster: null } },
  )
}

function serviceOf(pieces: Pieces, reference: unknown, cluster: unknown, place: Place): Piece {
  if (typeof reference !== 'string') throw unexpected(place, 'the name of a service', reference)
  const name = lastOf(reference)
  const all = pieces.filter(({ kind }) => kind === 'service')
  const found = all.filter(
    ({ input }) => input.serviceName === name && (typeof cluster !== 'string' || input.cluster === lastOf(cluster)),
  )
  if (found.length === 1) return found[0]!
  const names = all.map(({ input }) => `${input.serviceName} in ${input.cluster}`).join(', ')
  const expected =
    found.length === 0 ? `one of the services: ${names}` : `a cluster beside it, because there are several: ${names}`
  throw unexpected(
    place,
    expected,
    name,
    suggestion(
      name,
      all.map(({ input }) => String(input.serviceName)),
    ),
  )
}

function replaced(
  pieces: Pieces,
  old: Piece,
  input: AwsInput,
  from: Parameters<typeof pieceOf>[1],
  { renamed, ...rest }: { readonly renamed: Renamed; readonly inherits?: true },
): Pieces {
  const definition = definitionOf(pieces, input.taskDefinition, within(from.place, 'taskDefinition'))
  const needs = withNeed(
    old.needs.filter((need) => !need.startsWith('task-definition/')),
    definition.id,
  )
  const made = pieceOf({ id: old.id, kind: 'service', input, names: old.names, needs, ...rest }, from, renamed)
  return pieces.map((piece) => (piece === old ? made : piece))
}

/** The revision that a reference means; a family alone means its newest. */
function definitionOf(pieces: Pieces, reference: unknown, place: Place): Piece {
  const name = lastOf(String(reference))
  const all = pieces.filter(({ kind }) => kind === 'taskDefinition')
  const found = all.find(({ id, names }) => names.name === name || id === `task-definition/${name}`)
  if (found !== undefined) return found
  const known = all.map(({ names }) => names.name).join(', ')
  const isNamed = typeof reference === 'string'
  const hint = isNamed ? ` Add what aws ecs describe-task-definition --task-definition ${name} prints.` : ''
  throw unexpected(place, `one of the revisions that are described: ${known}`, reference, hint)
}
