// What does everybody have to know about a kind of piece? How it is told from others, made, changed and taken away.
import { type Simulation, UsageError } from '../../index.ts'
import { type AwsInput, isRecord } from '../services.ts'

/** What a thing is called in the simulation, by attribute. */
export type Facts = Readonly<Record<string, string>>

/** Something of the files that is there. Its input is translated. */
export interface Standing {
  readonly input: AwsInput
  readonly facts: Facts
}

export interface Kind {
  /** What tells it from others of its kind, when files do not agree on ids. */
  identity(input: AwsInput, names: Readonly<Record<string, string>>): string
  make(sim: Simulation, input: AwsInput): Facts
  /** Members that can only be had by making it anew; `'any'`: every one. */
  readonly fixed: readonly string[] | 'any'
  /** The member that holds a name that no two may share; null when there is none. */
  readonly nameMember: string | null
  /** Which of the differing members mean anything. */
  concerns(difference: Difference): readonly string[]
  update(sim: Simulation, standing: Standing, change: Update): Updated
  remove(sim: Simulation, standing: Standing): void
}

export interface Difference {
  readonly sim: Simulation
  readonly members: readonly string[]
  readonly before: AwsInput
  readonly after: AwsInput
}

interface Update {
  readonly members: readonly string[]
  readonly input: AwsInput
}

export interface Updated {
  /** What it has left as it is, and why. */
  readonly notes: readonly string[]
  /** When they are others now. */
  readonly facts?: Facts
}

type Room = 'ecs' | 'elbv2' | 'fleet' | 'autoScaling' | 'applicationAutoScaling' | 'cloudWatch'

/** Calls an operation with what files hold: the operation checks it. @throws UsageError for one that is not simulated */
export function call(sim: Simulation, room: Room, operation: string, input: AwsInput): AwsInput {
  const operations = sim[room] as unknown as Readonly<Record<string, ((input: AwsInput) => unknown) | undefined>>
  const perform = operations[operation]
  if (perform === undefined) throw new UsageError(`${operation} is not simulated.`, { found: operation })
  return (perform(input) ?? {}) as AwsInput
}

export function first(value: unknown): AwsInput {
  const item: unknown = Array.isArray(value) ? value[0] : value
  return isRecord(item) ? item : {}
}

export function listOf(value: unknown): readonly AwsInput[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** Instants as the SDK takes them; files hold texts. */
export function dated(input: AwsInput): AwsInput {
  const members = Object.entries(input).map(([name, value]) =>
    /^(?:Start|End)?Time$/.test(name) && typeof value === 'string' ? [name, new Date(value)] : [name, value],
  )
  return Object.fromEntries(members)
}

export function picked(input: AwsInput, members: readonly string[]): AwsInput {
  return Object.fromEntries(members.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]))
}

export function without(input: AwsInput, ...members: readonly string[]): AwsInput {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !members.includes(name)))
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Texts alone: what an answer leaves out is no name. */
export function factsOf(named: Readonly<Record<string, unknown>>): Facts {
  return Object.fromEntries(
    Object.entries(named).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** Tags change nothing here. */
export function allButTags({ members }: Difference): readonly string[] {
  return members.filter((name) => name.toLowerCase() !== 'tags')
}

export function left(members: readonly string[], what: string): Updated {
  return { notes: members.map((member) => `${member} of a ${what} stays as it is: changing it is not simulated`) }
}

export const DONE: Updated = { notes: [] }
