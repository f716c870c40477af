// What may a scenario expect? One member an expectation; `service` beside it says whose, when there are several.
import * as z from 'zod/mini'
import type { ExpectationName, ExpectationValues, ExpectedWait } from './scenario-data.ts'
import { count, durationSchema, flag, percent, positive, text } from './schema-parts.ts'

const WAITS = [
  'evaluation',
  'room-for-a-task',
  'deployment-configuration',
  'launch-throttle',
  'tasks-to-start',
  'tasks-to-become-healthy',
  'tasks-to-stop',
  'task-to-start',
] as const satisfies readonly ExpectedWait[]

const within = z.strictObject(
  { within: durationSchema.check(z.describe('counted from the first action')) },
  'an object with within',
)
const trueOr = <S extends z.ZodMiniType>(schema: S, expected: string) => z.union([flag, schema], expected)

/** Each expectation by its name. */
const EXPECTATIONS = {
  completes: trueOr(within, 'true, false or { within: 10m }').check(
    z.describe('whether everything comes to rest, and by when'),
  ),
  stuck: trueOr(z.enum(WAITS), `true, false or what it waits for: ${WAITS.join(', ')}`).check(
    z.describe('whether something waits that time alone will not bring, and for what'),
  ),
  steady: trueOr(within, 'true, false or { within: 10m }').check(
    z.describe('whether the service is in steady state at the end, and since when at the latest'),
  ),
  neverBelow: z
    .strictObject({ healthy: z.optional(count), running: z.optional(count) }, '{ healthy: 3 } or { running: 3 }')
    .check(z.describe('a level that the service, once there, never falls below')),
  neverAbove: z
    .strictObject({ tasks: count }, '{ tasks: 9 }')
    .check(z.describe('tasks that the service has at most, starting and stopping ones included')),
  deployments: positive.check(z.describe('deployments of the service at the end')),
  tasks: z
    .strictObject(
      {
        running: z.optional(count),
        healthy: z.optional(count),
        pending: z.optional(count),
        stopping: z.optional(count),
      },
      'an object such as { running: 3, pending: 0 }',
    )
    .check(z.describe('tasks of the service at the end')),
  errors: z
    .strictObject(
      { atMost: z.optional(count), atMostPercent: z.optional(percent) },
      '{ atMost: 0 } or { atMostPercent: 1 }',
    )
    .check(
      z.describe(
        'how many of the requests, or what part of them, may meet a 5xx or no answer at all, from the first action to the end; those to every service when no service stands beside it',
      ),
    ),
  instances: z
    .strictObject({ atLeast: z.optional(count), atMost: z.optional(count) }, '{ atMost: 12 } or { atLeast: 2 }')
    .check(
      z.describe(
        "container instances at any time from the clock's 0 on, launching ones included; those of the service's cluster when a service stands beside it",
      ),
    ),
  desired: z
    .strictObject({ atLeast: z.optional(count), atMost: z.optional(count) }, '{ atLeast: 2, atMost: 8 }')
    .check(z.describe('how many tasks the service wants, at any time')),
  cpu: z
    .strictObject(
      { p50: z.optional(percent), p95: z.optional(percent), most: z.optional(percent) },
      '{ p95: 80 } or { most: 95 }',
    )
    .check(z.describe("below what the CPU of the service's tasks stays under its load, by whole minutes")),
  scaledBack: z
    .strictObject(
      {
        by: durationSchema.check(z.describe("a time on the scenario's clock")),
        to: z.optional(count.check(z.describe('as many as at the beginning when absent'))),
      },
      '{ by: 1h }',
    )
    .check(z.describe('that the service has scaled out, and is back by then')),
  event: text.check(z.describe('a text that one of the service events contains')),
  noEvent: text.check(z.describe('a text that no service event contains')),
} as const satisfies { [Name in ExpectationName]: z.ZodMiniType<ExpectationValues[Name]> }

export const EXPECTATION_NAMES = Object.keys(EXPECTATIONS) as ExpectationName[]
/** Expectations about the whole scenario, not about one service. */
export const OF_THE_WHOLE: readonly ExpectationName[] = ['completes', 'stuck']
/** Expectations about one service, or about all of them when nobody says which. */
export const OF_ONE_OR_ALL: readonly ExpectationName[] = ['errors', 'instances']

const optional = Object.fromEntries(EXPECTATION_NAMES.map((name) => [name, z.optional(EXPECTATIONS[name])])) as {
  [Name in ExpectationName]: z.ZodMiniOptional<(typeof EXPECTATIONS)[Name]>
}

export const expectationSchema = z
  .strictObject(
    {
      service: z.optional(text.check(z.describe('name, or cluster/name; may be left out when there is only one'))),
      ...optional,
    },
    'an object with one expectation',
  )
  .check(z.meta({ oneOf: EXPECTATION_NAMES.map((name) => ({ required: [name] })) }))
