// How are members of AWS's answers read, whose types nobody has checked?
import { type AwsInput, isRecord } from '../services.ts'

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function recordsOf(value: unknown): readonly AwsInput[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : []
}

export function recordOf(value: unknown): AwsInput {
  return isRecord(value) ? value : {}
}

/** The last part of an ARN, or the name itself. */
export function lastOf(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)
}

/** Milliseconds of an instant as the AWS CLI prints it: ISO 8601, or seconds since 1970 (version 1). */
export function instantOf(value: unknown): number | undefined {
  const ms =
    typeof value === 'number' ? Math.round(value * 1_000) : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isSafeInteger(ms) ? ms : undefined
}

/** The members that are there, with something in them. Tags of AWS are nobody's to set. */
export function given(value: AwsInput, names: readonly string[]): AwsInput {
  const isSaid = (held: unknown) => held !== undefined && held !== null && !(Array.isArray(held) && held.length === 0)
  const held = names.map((name) => [name, name === 'tags' ? ownTags(value.tags) : value[name]] as const)
  return Object.fromEntries(held.filter(([, member]) => isSaid(member)))
}

function ownTags(tags: unknown): unknown {
  return Array.isArray(tags) ? tags.filter((tag) => !/^aws:/i.test(String(recordOf(tag).key))) : tags
}

/** An amount or a list of texts out of registeredResources. */
export function resourceOf(instance: AwsInput, name: string): AwsInput {
  return recordsOf(instance.registeredResources).find((resource) => resource.name === name) ?? {}
}

export function attributesOf(instance: AwsInput): ReadonlyMap<string, string> {
  return new Map(recordsOf(instance.attributes).map(({ name, value }) => [String(name), textOf(value) ?? '']))
}
