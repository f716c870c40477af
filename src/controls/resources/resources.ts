// `sim.resources`: secrets, parameters, environment files, log groups and roles that tasks name and do not get (RS-1…RS-8).
import * as z from 'zod/mini'
import { command } from '../../engine/command.ts'
import { callBlocked } from '../../engine/outages.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import { subjectOf } from '../../lifecycle/supply/resources.ts'
import type { Obstacle } from '../../model/supplies.ts'
import { checkRaised, lift, raise } from '../obstacles.ts'
import { parseControl } from '../parse.ts'

/** One of them, as a task definition names it. */
export interface ResourceInput {
  /** ARN of a secret of Secrets Manager, with or without JSON key and version. */
  readonly secret?: string | undefined
  /** Name or ARN of a parameter of Systems Manager. */
  readonly parameter?: string | undefined
  /** ARN of an object in S3. */
  readonly environmentFile?: string | undefined
  readonly logGroup?: string | undefined
  /** ARN of a task role or execution role. */
  readonly role?: string | undefined
}

export interface WithholdInput extends ResourceInput {
  /** `'missing'` when absent. A role is either assumed or not: whatever the answer. */
  readonly answer?: 'missing' | 'denied' | 'unreachable' | undefined
}

/** Everything that a task definition names exists and is given, until it is withheld. */
export interface Resources {
  /** Tasks that begin from now on do not get it, and fail as AWS lets them. @throws UsageError */
  withhold(input: WithholdInput): void
  /** Takes `withhold` back. @throws UsageError */
  provide(input: ResourceInput): void
}

export function resourcesOf(world: World): Resources {
  return Object.freeze({
    withhold: (input: WithholdInput) => withhold(world, input),
    provide: (input: ResourceInput) => provide(world, input),
  })
}

const ANSWERS = ['missing', 'denied', 'unreachable'] as const
const name = z.optional(
  z.string('a name or an ARN').check(z.minLength(1, 'a name or an ARN'), z.maxLength(2_048, 'at most 2048 characters')),
)
const resource = { secret: name, parameter: name, environmentFile: name, logGroup: name, role: name }
const resourceInput = z.strictObject(resource)
const withholdInput = z.strictObject({
  ...resource,
  answer: z.optional(z.enum(ANSWERS, `one of ${ANSWERS.join(', ')}`)),
})
const KINDS = Object.keys(resource) as (keyof typeof resource)[]

function withhold(world: World, input: WithholdInput): void {
  const call = 'resources.withhold'
  const parsed = parseControl(withholdInput, input, call)
  const { answer = 'missing' } = parsed
  const obstacle: Obstacle = { ...thingOf(call, parsed), role: '', answer }
  command(world, call, parsed, (cause) => raise(world, obstacle, 'RS-1', cause))
}

function provide(world: World, input: ResourceInput): void {
  const call = 'resources.provide'
  const parsed = parseControl(resourceInput, input, call)
  const { id } = thingOf(call, parsed)
  checkRaised(world, call, id, 'withhold')
  command(world, call, parsed, (cause) => {
    lift(world, id, cause)
    // Whoever could not start anything for want of a role.
    callBlocked(world, cause)
  })
}

function thingOf(call: string, given: ResourceInput): Pick<Obstacle, 'id' | 'kind' | 'subject'> {
  const [kind, ...others] = KINDS.filter((each) => given[each] !== undefined)
  if (kind === undefined || others.length > 0) {
    const expected = `one of ${KINDS.join(', ')}`
    const found = show(given)
    throw new UsageError(`${call}: expected ${expected}, found ${found}.`, {
      path: 'input',
      expected,
      found,
      rule: 'RS-1',
    })
  }
  const subject = kind === 'role' ? (given[kind] as string) : subjectOf(kind, given[kind] as string)
  return { id: `${kind} ${subject}`, kind, subject }
}
