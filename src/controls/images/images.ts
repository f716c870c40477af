// `sim.images`: registries, what is in them, and who cannot pull from them.
import type { World } from '../../engine/world.ts'
import { allow, type CutOffInput, cutOff, deny, type PermissionInput, type PullTarget, restore } from './access.ts'
import {
  deleteImage,
  type ImageInput,
  type PublishInput,
  type PushInput,
  type PushOutput,
  publish,
  pushImage,
  withdraw,
} from './content.ts'
import {
  createRepository,
  describeImages,
  type ImageDetails,
  type RepositoryInput,
  type RepositoryOutput,
} from './repositories.ts'

/**
 * Container images. A repository that was never spoken of holds every tag, at the size of the latency model; once it is known, it holds what
 * was put there and nothing else.
 */
export interface Images {
  /** A private repository of the account's ECR. @throws UsageError, RepositoryAlreadyExistsException */
  createRepository(input: RepositoryInput): RepositoryOutput
  /** @throws UsageError, RepositoryNotFoundException, ImageAlreadyExistsException, ImageTagAlreadyExistsException */
  pushImage(input: PushInput): PushOutput
  /** By tag or by digest. @throws UsageError, RepositoryNotFoundException, ImageNotFoundException */
  deleteImage(input: ImageInput): void
  /** @throws UsageError, RepositoryNotFoundException */
  describeImages(input: { readonly repositoryName: string }): ImageDetails
  /** An image of any other registry. @throws UsageError */
  publish(input: PublishInput): PushOutput
  /** Takes it out again; its repository stays known. @throws UsageError */
  withdraw(input: ImageInput): void
  /** Nobody gets an image from there any more. @throws UsageError */
  cutOff(input: CutOffInput): void
  /** Takes `cutOff` back. @throws UsageError */
  restore(input: PullTarget): void
  /** A role may not pull from ECR. @throws UsageError */
  deny(input: PermissionInput): void
  /** Takes `deny` back. @throws UsageError */
  allow(input: PermissionInput): void
}

export function imagesOf(world: World): Images {
  return Object.freeze({
    createRepository: (input: RepositoryInput) => createRepository(world, input),
    pushImage: (input: PushInput) => pushImage(world, input),
    deleteImage: (input: ImageInput) => deleteImage(world, input),
    describeImages: (input: { readonly repositoryName: string }) => describeImages(world, input),
    publish: (input: PublishInput) => publish(world, input),
    withdraw: (input: ImageInput) => withdraw(world, input),
    cutOff: (input: CutOffInput) => cutOff(world, input),
    restore: (input: PullTarget) => restore(world, input),
    deny: (input: PermissionInput) => deny(world, input),
    allow: (input: PermissionInput) => allow(world, input),
  })
}
