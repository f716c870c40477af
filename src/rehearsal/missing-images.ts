// Which images do their registries not have? Pulls fail from the change on, as for a tag that nobody has pushed (IM-20).
import { type Simulation, show, suggestion, UsageError } from '../index.ts'

/** @throws UsageError for what is no reference of an image */
export function takeAway(sim: Simulation, images: readonly string[]): void {
  images.forEach((image, index) => {
    try {
      sim.images.cutOff({ image, answer: 'missing' })
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      const { expected = 'an image reference', found = show(image) } = error
      throw refusal(index, { expected, found })
    }
  })
}

/** @throws UsageError for an image that no container names: whoever mistypes it must not be told that all is well */
export function refuseUnused(images: readonly string[], { view: { tables } }: Simulation): void {
  const used = [...tables.taskDefinitions.values()].flatMap(({ containers }) => containers.map(({ image }) => image))
  const known = [...new Set(used)]
  const unused = images.findIndex((image) => !known.some((other) => withTag(other) === withTag(image)))
  if (unused === -1) return
  const image = images[unused]!
  throw refusal(unused, {
    expected: `an image of some container: ${known.slice(0, MOST_NAMED).join(', ')}`,
    found: show(image),
    hint: suggestion(image, known),
  })
}

const MOST_NAMED = 10

function withTag(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1)
  return /[:@]/.test(name) ? image : `${image}:latest`
}

interface Refused {
  readonly expected: string
  readonly found: string
  readonly hint?: string
}

function refusal(index: number, { expected, found, hint = '' }: Refused): UsageError {
  const path = `missingImages[${index}]`
  return new UsageError(`${path}: expected ${expected}, found ${found}.${hint}`, { path, expected, found })
}
