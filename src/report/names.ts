// How are things named on a page? By the beginning of their ids, and by nothing that could upset a terminal.
import type { ContainerInstance, Snapshot, WorldView } from '../index.ts'

/** Where names can be looked up: the live world, or the world as it was. */
export type Scene = WorldView | Snapshot

/** What reports read of a scene. */
export interface Rows {
  readonly clusters: Pick<Snapshot['clusters'], 'get' | 'values'>
  readonly containerInstances: Pick<Snapshot['containerInstances'], 'get' | 'values'>
  readonly services: Pick<Snapshot['services'], 'get' | 'values'>
  readonly tasks: Pick<Snapshot['tasks'], 'get' | 'values'>
}

export function rowsOf(scene: Scene): Rows {
  return 'tables' in scene ? scene.tables : scene
}

/** Shortens the ARN of a container instance or a task. */
export type NameOf = (arn: string) => string

const SHORT = 8

/** The first eight characters of the id. */
export function shortIdOf(arn: string): string {
  return idOf(arn).slice(0, SHORT)
}

/** Beginnings of ids, as long as it takes to tell these apart. */
export function namesFor(arns: Iterable<string>): NameOf {
  const ids = [...new Set(arns)].map(idOf)
  const longest = ids.reduce((most, id) => Math.max(most, id.length), SHORT)
  let length = SHORT
  while (length < longest && new Set(ids.map((id) => id.slice(0, length))).size < ids.length) length += 4
  return (arn) => idOf(arn).slice(0, length)
}

export function idOf(arn: string): string {
  return printable(arn.slice(arn.lastIndexOf('/') + 1))
}

/** `m5.large, us-east-1a`; what nobody knows is left out. */
export function kindOf({ instanceType, availabilityZone }: Readonly<ContainerInstance>): string {
  return [instanceType ?? 'external', ...(availabilityZone === null ? [] : [availabilityZone])].join(', ')
}

/** Text with every character that is not one plain column replaced: no escape sequence and no turn of direction gets through. */
export function printable(text: string): string {
  return text.replace(/[^\u0020-\u007e\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2190-\u2193\u2260-\u2265]/gu, '?')
}

export function clipped(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`
}

/** Names one after another, as many as there is room for: `3f2a91c0, 77be0d11 and 45 more`. */
export function listed(names: readonly string[], room: number): string {
  const all = names.join(', ')
  if (all.length <= room) return all
  let count = names.length - 1
  const text = () => `${names.slice(0, count).join(', ')} and ${names.length - count} more`
  while (count > 1 && text().length > room) count--
  return count >= 1 ? text() : clipped(all, room)
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** `12,345.67`: written here, because no machine's locale may decide. */
export function grouped(count: number): string {
  const [whole = '', rest] = String(Math.round(count * 100) / 100).split('.')
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return rest === undefined ? digits : `${digits}.${rest}`
}
