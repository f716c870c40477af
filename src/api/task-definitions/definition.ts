// What is a task definition, as it comes in and as it is stored? The types that this folder speaks about.
import type { JsonRecord } from '../../model/entities.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'

type Request = ParsedInput<'RegisterTaskDefinition'>
/** A registration without its tags: the shape is right, nothing else is certain yet. */
export type Definition = Omit<Request, 'tags'>
export type Container = Definition['containerDefinitions'][number]
export type Volume = NonNullable<Definition['volumes']>[number]
export type Mapping = NonNullable<Container['portMappings']>[number]
export type RequestTags = NonNullable<Request['tags']>
export type LaunchTypeName = NonNullable<Definition['requiresCompatibilities']>[number]

/** A container of a stored definition: AWS's defaults stand in it (TD-100). */
export interface StoredContainer extends Container {
  name: string
  image: string
  cpu: number
  essential: boolean
  portMappings: Mapping[]
}

export interface StoredDefinition extends Definition {
  containerDefinitions: StoredContainer[]
  volumes: Volume[]
}

/** The stored definition behind the plain record that tables and journal hold. */
export function storedDefinition(record: JsonRecord): StoredDefinition {
  return record as unknown as StoredDefinition
}

export function recordOf(definition: StoredDefinition): JsonRecord {
  return definition as unknown as JsonRecord
}

/** Containers with the path that errors name them by. */
export function* containersOf(definition: Definition): Generator<readonly [container: Container, path: string]> {
  for (const [index, container] of definition.containerDefinitions.entries()) {
    yield [container, `containerDefinitions[${index}]`]
  }
}

/** Absent means bridge, since only Linux is simulated (TD-20). */
export function networkModeOf(definition: Definition): NonNullable<Definition['networkMode']> {
  return definition.networkMode ?? 'bridge'
}

export function isWindows({ runtimePlatform }: Definition): boolean {
  return runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false
}

const VOLUME_KINDS = [
  'host',
  'dockerVolumeConfiguration',
  'efsVolumeConfiguration',
  's3filesVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
] as const

/** What a volume says that it is. One kind is right; with none it is an empty host volume (TD-31). */
export function volumeKindsOf(volume: Volume): string[] {
  const kinds: string[] = VOLUME_KINDS.filter((kind) => volume[kind] !== undefined)
  return volume.configuredAtLaunch === true ? [...kinds, 'configuredAtLaunch'] : kinds
}

/** An empty list, an empty text and `false` say nothing. */
export function isSaid(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return value !== undefined && value !== false && value !== ''
}
