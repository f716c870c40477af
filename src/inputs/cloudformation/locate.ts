// Where in the template does a member of a piece's input stand, and how is a value of it spelled there?
import type { Step } from '../document.ts'
import { within } from '../place.ts'
import { isRecord } from '../services.ts'
import { branchOf } from './conditions.ts'
import { intrinsicOf } from './evaluate.ts'
import type { Handle } from './handle.ts'
import { innerType, isListType, isMapType, membersOf, memberType, type Spelling } from './shapes.ts'
import { NO_VALUE } from './values.ts'

/** A node of the template as it is written, and the way to it. */
interface Spot {
  /** Undefined where nothing stands yet. */
  readonly node: unknown
  readonly steps: readonly Step[]
  /** Of the API; '' for what has no table. */
  readonly type: string
}

/** Steps from the root of the file; null where an intrinsic function makes what is asked for. */
export function locateProperty(
  handle: Handle,
  path: readonly Step[],
  { spelling, structure }: { readonly spelling: Spelling; readonly structure: string },
): readonly Step[] | null {
  const steps = [...handle.resource.place.steps, 'Properties']
  let spot: Spot | null = { node: handle.resource.properties, steps, type: structure }
  for (const step of path) {
    spot = spot === null ? null : inside(chosen(spot, handle), step, { handle, spelling })
  }
  return spot?.steps ?? null
}

/** Behind every Fn::If, on the side that counts. */
function chosen(spot: Spot, handle: Handle): Spot {
  if (intrinsicOf(spot.node) !== 'Fn::If') return spot
  const argument = (spot.node as Record<string, unknown[]>)['Fn::If']!
  const place = within({ ...handle.resource.place, steps: spot.steps }, 'Fn::If')
  const branch = branchOf(argument, place, handle.scope)
  return chosen({ ...spot, node: argument[branch], steps: [...spot.steps, 'Fn::If', branch] }, handle)
}

function inside(
  { node, steps, type }: Spot,
  step: Step,
  { handle, spelling }: { readonly handle: Handle; readonly spelling: Spelling },
): Spot | null {
  if (intrinsicOf(node) !== undefined && !isNothing(node)) return null
  if (typeof step === 'number') {
    if (node !== undefined && !Array.isArray(node)) return null
    const index = indexIn(node ?? [], step, handle)
    return { node: node?.[index], steps: [...steps, index], type: isListType(type) ? innerType(type) : '' }
  }
  const name = isMapType(type) || membersOf(spelling, type) === undefined ? step : spelling.nameOf(type, step)
  const inner = isMapType(type) ? innerType(type) : memberType(spelling, type, step)
  if (inner === undefined && membersOf(spelling, type) !== undefined) return null
  const member = isRecord(node) && Object.hasOwn(node, name) ? node[name] : undefined
  return { node: member, steps: [...steps, name], type: inner ?? '' }
}

function isNothing(node: unknown): boolean {
  return isRecord(node) && node.Ref === 'AWS::NoValue'
}

/** Items that are not there do not count. */
function indexIn(list: readonly unknown[], nth: number, handle: Handle): number {
  let left = nth
  for (const [index, item] of list.entries()) {
    const isThere = intrinsicOf(item) === undefined || handle.scope.evaluate(item, handle.resource.place) !== NO_VALUE
    if (isThere && left-- === 0) return index
  }
  return list.length + left
}

/** A value of the input in the words of the template. */
export function spell(value: unknown, type: string, spelling: Spelling): unknown {
  if (Array.isArray(value)) return value.map((item) => spell(item, isListType(type) ? innerType(type) : '', spelling))
  if (!isRecord(value)) return value
  const isStructure = membersOf(spelling, type) !== undefined
  const members = Object.entries(value).map(([key, member]) => {
    const inner = isMapType(type) ? innerType(type) : memberType(spelling, type, key)
    return [isStructure ? spelling.nameOf(type, key) : key, spell(member, inner ?? '', spelling)]
  })
  return Object.fromEntries(members)
}

/** The type of what stands at a path of the input. */
export function typeAt(path: readonly Step[], structure: string, spelling: Spelling): string {
  return path.reduce<string>((type, step) => {
    if (isListType(type) || isMapType(type)) return innerType(type)
    return memberType(spelling, type, String(step)) ?? ''
  }, structure)
}
