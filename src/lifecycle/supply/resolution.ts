// What does the first task of a deployment find the image tags to be? Later tasks of the deployment start by that (IM-7, DP-460).
import { type Change, updated } from '../../model/changes.ts'
import type { Service } from '../../model/entities.ts'
import type { LifecycleContext, Scene } from '../context.ts'
import { deploymentOf, imageFor } from './images.ts'

const NOTHING: readonly Change[] = []

/** Nothing for a standalone task, and for images that nobody has spoken of: those are what they are for ever. */
export function planResolution(scene: Scene, context: LifecycleContext): readonly Change[] {
  const { tables, behavior } = context
  const { serviceArn, deploymentId } = scene.task
  if (tables.repositories.size === 0 || serviceArn === null || !behavior.versionConsistency) return NOTHING
  const known = deploymentOf(scene.task, tables)?.imageDigests
  if (known === undefined) return NOTHING
  const fresh = resolved(scene, context).filter(([image]) => !Object.hasOwn(known, image))
  if (fresh.length === 0) return NOTHING
  const imageDigests = Object.fromEntries([...Object.entries(known), ...fresh])
  const { deployments } = tables.services.certain(serviceArn)
  const set: Partial<Service> = {
    deployments: deployments.map((row) => (row.id === deploymentId ? { ...row, imageDigests } : row)),
  }
  return [updated('service.imagesResolved', serviceArn, set, 'DP-460')]
}

/** Image references with their digests, as far as the registry gives them. */
function resolved(scene: Scene, context: LifecycleContext): [image: string, digest: string][] {
  return scene.definition.containers.flatMap(({ image, isVersionConsistent }, index): [string, string][] => {
    const supplied = isVersionConsistent ? imageFor(index, scene, context) : 'missing'
    return typeof supplied === 'string' || supplied.digest === null ? [] : [[image, supplied.digest]]
  })
}
