// Which private repositories does the account have, and what is in them? (IM-2, IM-3)
import * as z from 'zod/mini'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { AwsException } from '../../kernel/errors.ts'
import { inserted } from '../../model/changes.ts'
import { type Repository, TAG_MUTABILITIES, type TagMutability } from '../../model/supplies.ts'
import type { WorldView } from '../../model/view.ts'
import { parseControl } from '../parse.ts'
import { ecrNames, getRepository, ownRegistry, refuse, repositoryName } from './reference.ts'

/** ECR's CreateRepository, as far as it decides anything here. */
export interface RepositoryInput {
  readonly repositoryName: string
  /** MUTABLE when absent. */
  readonly imageTagMutability?: TagMutability | undefined
  /** One to five, for the kinds `…_WITH_EXCLUSION`: tags that match are treated the other way round. */
  readonly imageTagMutabilityExclusionFilters?:
    | readonly { readonly filterType: 'WILDCARD'; readonly filter: string }[]
    | undefined
}

export interface RepositoryOutput {
  readonly repository: {
    readonly registryId: string
    readonly repositoryName: string
    readonly repositoryUri: string
    readonly imageTagMutability: TagMutability
  }
}

const FILTER = 'a filter of 1 to 128 letters, digits, . _ - and at most two *'
const filter = z.strictObject({
  filterType: z.literal('WILDCARD', "'WILDCARD'"),
  filter: z
    .string(FILTER)
    .check(
      z.regex(/^[\w.-]{0,128}(?:\*[\w.-]{0,128}){0,2}$/, FILTER),
      z.minLength(1, FILTER),
      z.maxLength(128, FILTER),
    ),
})
const repositoryInput = z.strictObject({
  repositoryName,
  imageTagMutability: z.optional(z.enum(TAG_MUTABILITIES, `one of ${TAG_MUTABILITIES.join(', ')}`)),
  imageTagMutabilityExclusionFilters: z.optional(
    z.array(filter, 'a list of filters').check(z.maxLength(5, 'at most 5 filters')),
  ),
})

const CREATE = 'images.createRepository'

/** @throws UsageError, RepositoryAlreadyExistsException */
export function createRepository(world: World, input: RepositoryInput): RepositoryOutput {
  const parsed = parseControl(repositoryInput, input, CREATE)
  const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters = [] } = parsed
  if (filters.length > 0 !== imageTagMutability.endsWith('_WITH_EXCLUSION'))
    refuse(
      CREATE,
      'imageTagMutabilityExclusionFilters',
      'filters with the kinds …_WITH_EXCLUSION, and only there',
      filters,
    )
  const id = `${ownRegistry(world.realm)}/${parsed.repositoryName}`
  if (world.tables.repositories.get(id) !== undefined) {
    const { name, registryId } = ecrNames(id)
    throw new AwsException(
      'RepositoryAlreadyExistsException',
      `The repository with name '${name}' already exists in the registry with id '${registryId}'`,
      { path: 'repositoryName', expected: 'a name that is not in use', found: name, rule: 'IM-2' },
    )
  }
  const row: Repository = {
    id,
    tagMutability: imageTagMutability,
    exclusionFilters: filters.map((each) => each.filter),
    createdAtMs: world.nowMs,
  }
  command(world, CREATE, parsed, (cause) => {
    apply(world, { changes: [inserted('repository.created', id, row, 'IM-2')], timers: [] }, cause)
  })
  const { name, registryId } = ecrNames(id)
  return { repository: { registryId, repositoryName: name, repositoryUri: id, imageTagMutability } }
}

export interface ImageDetails {
  readonly imageDetails: readonly {
    readonly registryId: string
    readonly repositoryName: string
    readonly imageDigest: string
    /** Absent for an untagged image. */
    readonly imageTags?: readonly string[]
    readonly imageSizeInBytes: number
    readonly imagePushedAt: Date
  }[]
}

const describeInput = z.strictObject({ repositoryName })

/** What is in a repository, in the order in which it came. @throws UsageError, RepositoryNotFoundException */
export function describeImages(world: WorldView, input: { readonly repositoryName: string }): ImageDetails {
  const parsed = parseControl(describeInput, input, 'images.describeImages')
  const { id } = getRepository(world, `${ownRegistry(world.realm)}/${parsed.repositoryName}`)
  const { name, registryId } = ecrNames(id)
  const tags = [...world.tables.imageTags.values()].filter(({ repositoryId }) => repositoryId === id)
  const images = [...world.tables.images.values()].filter(({ repositoryId }) => repositoryId === id)
  return {
    imageDetails: images.map(({ digest, megabytes, pushedAtMs }) => {
      const imageTags = tags.filter((row) => row.digest === digest).map(({ tag }) => tag)
      return {
        registryId,
        repositoryName: name,
        imageDigest: digest,
        ...(imageTags.length === 0 ? {} : { imageTags }),
        imageSizeInBytes: Math.round(megabytes * 1_000_000),
        imagePushedAt: new Date(pushedAtMs),
      }
    }),
  }
}
