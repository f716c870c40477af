// What do the calls of the fleet have in common?
import * as z from 'zod/mini'
import { PULL_BEHAVIORS } from '../../model/supplies.ts'

const BEHAVIORS = `one of ${PULL_BEHAVIORS.join(', ')}`
export const imagePullBehavior = z.optional(z.enum(PULL_BEHAVIORS, BEHAVIORS))
export const positive = z.int('a whole number').check(z.minimum(1, 'a whole number above 0'))
export const text = z
  .string('a text')
  .check(z.minLength(1, 'a text of 1 to 255 characters'), z.maxLength(255, 'a text of 1 to 255 characters'))
export const clusterReference = z.optional(z.string('the name or ARN of a cluster'))
export const count = z.optional(positive.check(z.maximum(5_000, 'at most 5000 instances')))
export const attributes = z.optional(z.record(z.string(), z.string('a text'), 'attributes by name'))
export const tags = z.optional(z.array(z.strictObject({ key: text, value: z.string('a text') }), 'a list of tags'))
const names = z.optional(z.array(text, 'a list of capability names'))
export const capabilities = { withCapabilities: names, withoutCapabilities: names }

export const instancesMembers = {
  cluster: clusterReference,
  containerInstances: z
    .array(z.string('a container instance'), 'a list of container instances')
    .check(z.minLength(1, 'at least one container instance')),
}
export const instancesInput = z.strictObject(instancesMembers)
