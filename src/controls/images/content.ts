// How do images come into a repository, and how do they leave it? Pushed to the account's own ECR, published anywhere else (IM-3).
import * as z from 'zod/mini'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { AwsException } from '../../kernel/errors.ts'
import { sha256OfJsonLines } from '../../kernel/hash.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import type { ImageReference } from '../../model/images.ts'
import type { Architecture, Repository } from '../../model/supplies.ts'
import type { WorldView } from '../../model/view.ts'
import { parseControl } from '../parse.ts'
import {
  ecrNames,
  getRepository,
  imageDigest,
  imageTag,
  ownRegistry,
  readReference,
  referenceText,
  refuse,
  repositoryName,
} from './reference.ts'

/** What an image is. */
export interface ImageContent {
  /** Compressed, as registries count it. */
  readonly sizeMB: number
  /** `sha256:` and 64 hex digits. Without one every push is a new build. */
  readonly digest?: string | undefined
  /** It runs anywhere when absent. */
  readonly architecture?: Architecture | undefined
}

/** A repository's URI with a tag, or the repository's name and the tag. */
export type PushInput = ImageContent &
  (
    | { readonly image: string; readonly repositoryName?: undefined; readonly imageTag?: undefined }
    | { readonly image?: undefined; readonly repositoryName: string; readonly imageTag?: string | undefined }
  )
export interface PublishInput extends ImageContent {
  readonly image: string
}
export interface PushOutput {
  readonly imageDigest: string
}
export interface ImageInput {
  /** With a tag, or with a digest. */
  readonly image: string
}

const SIZE = 'a number of megabytes above 0, at most 1000000'
const content = {
  sizeMB: z.number(SIZE).check(z.gt(0, SIZE), z.lte(1_000_000, SIZE)),
  digest: z.optional(imageDigest),
  architecture: z.optional(z.enum(['x86_64', 'arm64'], "'x86_64' or 'arm64'")),
}
const pushInput = z.strictObject({
  image: z.optional(referenceText),
  repositoryName: z.optional(repositoryName),
  imageTag: z.optional(imageTag),
  ...content,
})
const publishInput = z.strictObject({ image: referenceText, ...content })
const imageInput = z.strictObject({ image: referenceText })

/**
 * ECR's PutImage: the tag points to the image from now on, if it may.
 * @throws UsageError, RepositoryNotFoundException, ImageAlreadyExistsException, ImageTagAlreadyExistsException
 */
export function pushImage(world: World, input: PushInput): PushOutput {
  const call = 'images.pushImage'
  const parsed = parseControl(pushInput, input, call)
  const registry = ownRegistry(world.realm)
  if ((parsed.image === undefined) === (parsed.repositoryName === undefined))
    refuse(call, 'image', 'image, or repositoryName and imageTag', input)
  if (parsed.image !== undefined && parsed.imageTag !== undefined)
    refuse(call, 'imageTag', 'none beside image', parsed.imageTag)
  const image = parsed.image ?? `${registry}/${parsed.repositoryName}:${parsed.imageTag ?? 'latest'}`
  const reference = readReference(call, 'image', image)
  checkTagged(call, reference, image)
  if (reference.registry !== registry)
    refuse(call, 'image', `an image of ${registry}; those of other registries are published`, image)
  const repository = getRepository(world, reference.repository)
  const digest = parsed.digest ?? buildDigest(world, parsed)
  checkTag(world, repository, reference, digest)
  put(world, call, parsed, reference, digest, parsed)
  return { imageDigest: digest }
}

/** Puts an image into a registry that is not the account's own; its repository is known from then on. @throws UsageError */
export function publish(world: World, input: PublishInput): PushOutput {
  const call = 'images.publish'
  const parsed = parseControl(publishInput, input, call)
  const reference = readReference(call, 'image', parsed.image)
  checkTagged(call, reference, parsed.image)
  if (reference.registry === ownRegistry(world.realm))
    refuse(call, 'image', "an image of another registry; those of the account's own are pushed", parsed.image)
  const digest = parsed.digest ?? buildDigest(world, parsed)
  put(world, call, parsed, reference, digest, parsed)
  return { imageDigest: digest }
}

/** A tag goes, and with an image's last tag the image; a digest goes with all its tags. @throws UsageError, ImageNotFoundException, RepositoryNotFoundException */
export function deleteImage(world: World, input: ImageInput): void {
  const call = 'images.deleteImage'
  const parsed = parseControl(imageInput, input, call)
  const reference = readReference(call, 'image', parsed.image)
  if (reference.registry !== ownRegistry(world.realm))
    refuse(
      call,
      'image',
      `an image of ${ownRegistry(world.realm)}; those of other registries are withdrawn`,
      parsed.image,
    )
  getRepository(world, reference.repository)
  const changes = removalOf(world, reference)
  if (changes === null) {
    const { name, registryId } = ecrNames(reference.repository)
    const { digest, tag } = reference
    const id = `imageDigest:'${digest}', imageTag:'${digest === null ? tag : 'null'}'`
    throw new AwsException(
      'ImageNotFoundException',
      `The image with imageId {${id}} does not exist within the repository with name '${name}' in the registry with id '${registryId}'`,
      { path: 'image', expected: 'an image of the repository', found: parsed.image.slice(0, 200), rule: 'IM-3' },
    )
  }
  remove(world, call, parsed, changes)
}

/** The same for a registry that is not the account's own. @throws UsageError */
export function withdraw(world: World, input: ImageInput): void {
  const call = 'images.withdraw'
  const parsed = parseControl(imageInput, input, call)
  const reference = readReference(call, 'image', parsed.image)
  const isOwn = reference.registry === ownRegistry(world.realm)
  const changes = isOwn ? null : removalOf(world, reference)
  if (changes === null) refuse(call, 'image', 'an image that has been published', parsed.image)
  remove(world, call, parsed, changes)
}

function remove(world: World, call: string, parsed: object, changes: readonly Change[]): void {
  command(world, call, parsed, (cause) => {
    apply(world, { changes, timers: [] }, cause)
  })
}

/** Equal in every run, different for every build. */
function buildDigest(world: World, build: object): string {
  return `sha256:${sha256OfJsonLines([build, world.journal.length])}`
}

function checkTagged(call: string, { digest }: ImageReference, image: string): void {
  if (digest !== null) refuse(call, 'image', 'a reference with a tag; the digest is a member of its own', image)
}

function put(
  world: World,
  call: string,
  parsed: object,
  { repository, tag }: ImageReference,
  digest: string,
  { sizeMB, architecture = null }: { readonly sizeMB: number; readonly architecture?: Architecture | undefined | null },
): void {
  const { repositories, images, imageTags } = world.tables
  command(world, call, parsed, (cause) => {
    const changes: Change[] = []
    if (repositories.get(repository) === undefined) {
      const row = { id: repository, tagMutability: null, exclusionFilters: [], createdAtMs: world.nowMs }
      changes.push(inserted('repository.created', repository, row, 'IM-1'))
    }
    const id = `${repository}@${digest}`
    if (images.get(id) === undefined) {
      const row = { id, repositoryId: repository, digest, megabytes: sizeMB, architecture, pushedAtMs: world.nowMs }
      changes.push(inserted('image.created', id, row, 'IM-3'))
    }
    const tagId = `${repository}:${tag}`
    if (imageTags.get(tagId) === undefined)
      changes.push(inserted('imageTag.created', tagId, { id: tagId, repositoryId: repository, tag, digest }, 'IM-3'))
    else changes.push(updated('imageTag.moved', tagId, { digest }, 'IM-3'))
    apply(world, { changes, timers: [] }, cause)
  })
}

/** May the tag point there? (IM-3) @throws ImageAlreadyExistsException, ImageTagAlreadyExistsException */
function checkTag(world: WorldView, repository: Readonly<Repository>, reference: ImageReference, digest: string): void {
  const { tag } = reference
  const { name, registryId } = ecrNames(repository.id)
  const known = world.tables.imageTags.get(`${repository.id}:${tag}`)?.digest
  if (known === digest)
    throw new AwsException(
      'ImageAlreadyExistsException',
      `Image with digest '${digest}' and tag '${tag}' already exists in the repository with name '${name}' in registry with id '${registryId}'`,
      { path: 'image', expected: 'another digest or another tag', found: `${tag} on ${digest}`, rule: 'IM-3' },
    )
  if (known !== undefined && isImmutable(repository, tag))
    throw new AwsException(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${name}' repository and cannot be overwritten because the tag is immutable.`,
      { path: 'image', expected: 'a tag that is not in use', found: tag, rule: 'IM-3' },
    )
}

function isImmutable({ tagMutability, exclusionFilters }: Readonly<Repository>, tag: string): boolean {
  const isRule = tagMutability?.startsWith('IMMUTABLE') === true
  return exclusionFilters.some((filter) => matches(filter, tag)) ? !isRule : isRule
}

/** A `*` stands for anything. The parts between are looked for from left to right; first and last are held to the ends. */
function matches(filter: string, tag: string): boolean {
  const [first = '', ...rest] = filter.split('*')
  const last = rest.pop()
  if (last === undefined) return filter === tag
  if (!tag.startsWith(first) || !tag.endsWith(last)) return false
  let at = first.length
  for (const part of rest) {
    const found = tag.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return at + last.length <= tag.length
}

/** Null when there is no such image. */
function removalOf({ tables }: WorldView, { repository, tag, digest }: ImageReference): readonly Change[] | null {
  const tagId = `${repository}:${tag}`
  const meant = digest ?? tables.imageTags.get(tagId)?.digest
  if (meant === undefined || tables.images.get(`${repository}@${meant}`) === undefined) return null
  const tags = [...tables.imageTags.values()].filter((row) => row.repositoryId === repository && row.digest === meant)
  const going = digest === null ? tags.filter(({ id }) => id === tagId) : tags
  return [
    ...going.map(({ id }) => removed('imageTag.dropped', id, 'IM-3')),
    ...(going.length === tags.length ? [removed('image.dropped', `${repository}@${meant}`, 'IM-3')] : []),
  ]
}
