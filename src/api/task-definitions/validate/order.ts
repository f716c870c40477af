// In which order are the rules of a registration asked? (TD-70) AWS names one problem at a time and does not publish its
// order; this one is ours, and it is fixed.
import type { Definition, RequestTags } from '../definition.ts'
import { normalise } from '../normalise.ts'
import { constraintObjections } from './constraints.ts'
import { containerObjections } from './containers.ts'
import { requirementObjections } from './launch-types.ts'
import { networkObjections } from './network.ts'
import type { Objections } from './objection.ts'
import { referenceObjections } from './references.ts'
import { requestObjections } from './request.ts'
import { resourceObjections } from './resources.ts'
import { volumeObjections } from './volumes.ts'

export function* objectionsTo(definition: Definition, tags: RequestTags): Objections {
  yield* requestObjections(definition, tags)
  yield* containerObjections(definition)
  yield* volumeObjections(definition)
  yield* referenceObjections(definition)
  yield* resourceObjections(definition)
  yield* networkObjections(definition)
  yield* requirementObjections(definition)
  yield* constraintObjections(definition)
  yield* sizeObjections(definition)
}

const MOST_BYTES = 65_536

/** TD-12: what counts is the definition as it would be stored. */
function* sizeObjections(definition: Definition): Objections {
  const bytes = new TextEncoder().encode(JSON.stringify(normalise(definition))).length
  if (bytes > MOST_BYTES) {
    yield {
      rule: 'TD-12',
      path: 'input',
      message: `Actual length: '${bytes}'. Max allowed length is '${MOST_BYTES}' bytes.`,
      expected: `at most ${MOST_BYTES} bytes`,
      found: bytes,
    }
  }
}
