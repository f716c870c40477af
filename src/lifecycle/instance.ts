// What does a container that starts leave behind on its instance? The layers of its image, and where the search for ports goes on.
import { type Change, updated } from '../model/changes.ts'
import type { ContainerRun } from '../model/containers.ts'
import type { ContainerInstance } from '../model/entities.ts'
import type { Scene } from './context.ts'

const NOTHING: readonly Change[] = []

export function instanceAfterStarts(
  { instance, definition }: Scene,
  runs: readonly ContainerRun[],
  nextEphemeralPort: number | null,
  nowMs: number,
): readonly Change[] {
  if (instance === null) return NOTHING
  const fresh = newImages(instance, definition.containers, runs, nowMs)
  if (fresh.length === 0 && nextEphemeralPort === null) return NOTHING
  const set: Partial<ContainerInstance> = {
    ...(fresh.length > 0 ? { cachedImages: [...instance.cachedImages, ...fresh] } : {}),
    ...(nextEphemeralPort === null ? {} : { nextEphemeralPort }),
  }
  return [updated('containerInstance.changed', instance.arn, set, fresh.length > 0 ? 'LT-8' : 'NW-10')]
}

const NO_IMAGES: readonly string[] = []

function newImages(
  { cachedImages }: Readonly<ContainerInstance>,
  specs: readonly { readonly image: string }[],
  runs: readonly ContainerRun[],
  nowMs: number,
): readonly string[] {
  let fresh = NO_IMAGES
  for (let index = 0; index < runs.length; index++) {
    const { image } = specs[index]!
    if (runs[index]!.startedAtMs !== nowMs || cachedImages.includes(image) || fresh.includes(image)) continue
    fresh = [...fresh, image]
  }
  return fresh
}
