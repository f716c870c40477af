// What do people call a piece of their files? By the name that the files give it; where AWS makes one up, by its id in the files.
import { type Blueprint, type Piece, valueAt } from '../inputs/index.ts'

const NAME_MEMBERS: Partial<Record<Piece['kind'], string>> = {
  service: 'serviceName',
  taskDefinition: 'family',
  targetGroup: 'Name',
  loadBalancer: 'Name',
  cluster: 'clusterName',
  autoScalingGroup: 'AutoScalingGroupName',
}

export function labelOf(piece: Piece): string {
  const { id, kind, input, names } = piece
  const member = NAME_MEMBERS[kind]
  const name = (member === undefined ? undefined : input[member]) ?? names.name
  if (typeof name !== 'string') return id
  return member === undefined || id.endsWith(name) || isNamed(piece, member) ? name : id
}

/** What CloudFormation has made up, `stack-Hosts-0E39349FDF2F`, by the id in it; any other name as it is. */
export function shortLabel(name: string): string {
  return /-([A-Za-z0-9]+)-[0-9A-F]{12}$/.exec(name)?.[1] ?? name
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
