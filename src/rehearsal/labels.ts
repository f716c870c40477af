// What do people call a piece of their files? By the name that the files give it; where AWS makes one up, by its id in the files.
import { type Blueprint, type Piece, valueAt } from '../inputs/index.ts'

const NAME_MEMBERS: Partial<Record<Piece['kind'], string>> = {
  service: 'serviceName',
  taskDefinition: 'family',
  targetGroup: 'Name',
  loadBalancer: 'Name',
  cluster: 'clusterName',
}

export function labelOf(piece: Piece): string {
  const { id, kind, input, names } = piece
  const member = NAME_MEMBERS[kind]
  const name = (member === undefined ? undefined : input[member]) ?? names.name
  if (typeof name !== 'string' || (kind === 'fleet' && isMadeUp(name, id))) return id
  return member === undefined || id.endsWith(name) || isNamed(piece, member) ? name : id
}

/** `stack-Hosts-0E39349FDF2F`, as CloudFormation does it. */
function isMadeUp(name: string, id: string): boolean {
  return /-[0-9A-F]{12}$/.test(name) && name.includes(`-${id.slice(id.lastIndexOf('/') + 1)}-`)
}

function isNamed({ place, locate }: Piece, member: string): boolean {
  const steps = locate([member])
  return steps === null || valueAt(place.document.data, steps) !== undefined
}

/** Of the services of blueprints, by id; the last one that knows a service has the say. */
export function serviceLabels(blueprints: readonly (Blueprint | null)[]): ReadonlyMap<string, string> {
  const pieces = blueprints.flatMap((blueprint) => blueprint?.pieces ?? [])
  return new Map(pieces.filter(({ kind }) => kind === 'service').map((piece) => [piece.id, labelOf(piece)]))
}
