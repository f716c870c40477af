// Which repository and which image does a caller mean: one of the account's own ECR, or one of any other registry? (IM-1, IM-2)
import * as z from 'zod/mini'
import type { Realm } from '../../kernel/arns.ts'
import { show } from '../../kernel/closest.ts'
import { AwsException, UsageError } from '../../kernel/errors.ts'
import { type ImageReference, parseImageReference } from '../../model/images.ts'
import type { Repository } from '../../model/supplies.ts'
import type { WorldView } from '../../model/view.ts'

const PATH =
  /^[a-z0-9]+(?:(?:\.|_|__|-{1,20})[a-z0-9]+){0,100}(?:\/[a-z0-9]+(?:(?:\.|_|__|-{1,20})[a-z0-9]+){0,100}){0,20}$/
const PATH_RULE = 'a repository name of 2 to 256 lower-case letters, digits and . _ - / between them'
const TAG = /^\w[\w.-]{0,299}$/
const DIGEST = /^sha256:[0-9a-f]{64}$/

export const referenceText = z
  .string('an image reference')
  .check(z.minLength(1, 'an image reference'), z.maxLength(1_000, 'at most 1000 characters'))
export const repositoryName = z
  .string(PATH_RULE)
  .check(z.minLength(2, PATH_RULE), z.maxLength(256, PATH_RULE), z.regex(PATH, PATH_RULE))
export const imageTag = z.string('a tag').check(z.regex(TAG, 'a tag of 1 to 300 letters, digits, . _ -'))
export const imageDigest = z
  .string("a digest 'sha256:' and 64 hex digits")
  .check(z.regex(DIGEST, "a digest 'sha256:' and 64 hex digits"))

/** A reference of which every part is in order. @throws UsageError */
export function readReference(call: string, path: string, image: string): ImageReference {
  const reference = parseImageReference(image)
  const { registry, repository, tag, digest } = reference
  const own = repository.slice(registry.length + 1)
  const isInOrder =
    own.length <= 256 && PATH.test(own) && TAG.test(tag) && (digest === null || DIGEST.test(digest)) && image !== ''
  if (isInOrder) return reference
  return refuse(call, path, "an image reference such as 'nginx:1.25' or a repository's URI with a tag", image)
}

/** `{account}.dkr.ecr.{region}.amazonaws.com` */
export function ownRegistry({ accountId, region }: Realm): string {
  return `${accountId}.dkr.ecr.${region}.amazonaws.com`
}

/** @throws RepositoryNotFoundException */
export function getRepository(world: WorldView, uri: string): Readonly<Repository> {
  const known = world.tables.repositories.get(uri)
  if (known !== undefined) return known
  const { name, registryId } = ecrNames(uri)
  throw new AwsException(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${registryId}'`,
    {
      path: 'repositoryName',
      expected: 'a repository that createRepository has made',
      found: show(name),
      rule: 'IM-2',
    },
  )
}

/** Name and registry of a repository of ECR, as its answers and errors spell them. */
export function ecrNames(uri: string): { readonly name: string; readonly registryId: string } {
  const slash = uri.indexOf('/')
  return { name: uri.slice(slash + 1), registryId: uri.slice(0, uri.indexOf('.')) }
}

export function refuse(call: string, path: string, expected: string, value: unknown): never {
  const found = show(value)
  throw new UsageError(`${call}: ${path}: expected ${expected}, found ${found}.`, {
    path,
    expected,
    found,
    rule: 'IM-2',
  })
}
