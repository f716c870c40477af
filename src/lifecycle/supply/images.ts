// Which image does a container get, or what stands between it and its registry? (IM-4, IM-7, IM-10)

import type { Task } from '../../model/entities.ts'
import { fullReference, type ImageReference, isPrivateEcrImage, parseImageReference } from '../../model/images.ts'
import type { Architecture, ObstacleAnswer } from '../../model/supplies.ts'
import type { LifecycleContext, Scene } from '../context.ts'
import { executionRoleOf } from './roles.ts'

export interface SuppliedImage {
  /** Null when nobody has spoken of its repository: it is there, whatever it is. */
  readonly digest: string | null
  readonly megabytes: number
  /** Null runs anywhere. */
  readonly architecture: Architecture | null
}

/** Whose permission counts where no execution role is given (IM-4). */
export const INSTANCE_ROLE = 'instance'

/** The image, or why the registry does not give it. */
export function imageFor(index: number, scene: Scene, context: LifecycleContext): SuppliedImage | ObstacleAnswer {
  const { tables, latencies } = context
  if (tables.repositories.size === 0 && tables.obstacles.size === 0) return unspoken(latencies)
  const { image } = scene.definition.containers[index]!
  const reference = parseImageReference(image)
  const refused = refusalOf(image, reference, scene, context)
  if (refused !== null) return refused
  const { repository } = reference
  if (tables.repositories.get(repository) === undefined) return unspoken(latencies)
  const digest =
    pinnedDigest(index, scene, context) ??
    reference.digest ??
    tables.imageTags.get(`${repository}:${reference.tag}`)?.digest
  const found = digest === undefined ? undefined : tables.images.get(`${repository}@${digest}`)
  return found ?? 'missing'
}

function unspoken({ imageMegabytes }: LifecycleContext['latencies']): SuppliedImage {
  return { digest: null, megabytes: imageMegabytes, architecture: null }
}

/** What the first task of the deployment found the tag to be; null when nobody has looked, or nobody should (IM-7). */
export function pinnedDigest(
  index: number,
  { task, definition }: Scene,
  { tables, behavior }: LifecycleContext,
): string | null {
  const { image, isVersionConsistent } = definition.containers[index]!
  if (!behavior.versionConsistency || !isVersionConsistent || task.serviceArn === null) return null
  const { imageDigests = {} } = deploymentOf(task, tables) ?? {}
  return Object.hasOwn(imageDigests, image) ? imageDigests[image]! : null
}

export function deploymentOf({ serviceArn, deploymentId }: Readonly<Task>, { services }: LifecycleContext['tables']) {
  return services.get(serviceArn ?? '')?.deployments.find(({ id }) => id === deploymentId)
}

/** The first thing that is in the way, in the order in which a pull meets them: the token, the registry, the permission. */
function refusalOf(
  image: string,
  reference: ImageReference,
  scene: Scene,
  { tables: { obstacles } }: LifecycleContext,
): ObstacleAnswer | null {
  if (obstacles.size === 0) return null
  const isPrivate = isPrivateEcrImage(image)
  const role = executionRoleOf(scene) ?? INSTANCE_ROLE
  const names = ['', reference.registry, reference.repository, fullReference(reference)]
  let found: ObstacleAnswer | null = null
  for (const obstacle of obstacles.values()) {
    const { kind, subject, answer } = obstacle
    const isMeant =
      kind === 'registry' || (kind === 'permission' && isPrivate && (obstacle.role === '' || obstacle.role === role))
    if (!isMeant || !names.includes(subject)) continue
    if (found === null || RANK.indexOf(answer) < RANK.indexOf(found)) found = answer
  }
  return found
}

const RANK: readonly ObstacleAnswer[] = ['unauthorized', 'unreachable', 'throttled', 'denied', 'missing']
