// What does a container that starts leave behind on its instance? The layers of its image, and where the search for ports goes on.
import { type Change, updated } from '../model/changes.ts'
import type { ContainerRun } from '../model/containers.ts'
import type { ContainerInstance } from '../model/entities.ts'
import type { Scene } from './context.ts'

const NOTHING: readonly Change[] = []

/** @param startedAtMs of the containers that it is about; null for all of them, whenever they started */
export function instanceAfterStarts(
  { instance, definition }: Pick<Scene, 'instance' | 'definition'>,
  runs: readonly ContainerRun[],
  nextEphemeralPort: number | null,
  startedAtMs: number | null,
): readonly Change[] {
  if (instance === null) return NOTHING
  const { cachedImages, cachedDigests } = instance
  const images = fresh(cachedImages, definition.containers, runs, false, startedAtMs)
  const digests = fresh(cachedDigests, definition.containers, runs, true, startedAtMs)
  const isPulled = images.length > 0 || digests.length > 0
  if (!isPulled && nextEphemeralPort === null) return NOTHING
  const set: Partial<ContainerInstance> = {
    ...(images.length > 0 ? { cachedImages: [...cachedImages, ...images] } : {}),
    ...(digests.length > 0 ? { cachedDigests: [...cachedDigests, ...digests] } : {}),
    ...(nextEphemeralPort === null ? {} : { nextEphemeralPort }),
  }
  return [updated('containerInstance.changed', instance.arn, set, isPulled ? 'LT-8' : 'NW-10')]
}

const NONE: readonly string[] = []

/** Images, by reference or by digest, that containers which start now bring along and the instance does not hold yet. */
function fresh(
  held: readonly string[],
  specs: readonly { readonly image: string }[],
  runs: readonly ContainerRun[],
  isByDigest: boolean,
  startedAtMs: number | null,
): readonly string[] {
  let found = NONE
  for (let index = 0; index < runs.length; index++) {
    if (startedAtMs !== null && runs[index]!.startedAtMs !== startedAtMs) continue
    const name = isByDigest ? runs[index]!.imageDigest : specs[index]!.image
    if (name === null || name === '' || held.includes(name) || found.includes(name)) continue
    found = [...found, name]
  }
  return found
}
