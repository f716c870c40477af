// What may a scenario say? One schema: it checks the file, and the published JSON Schema is made from it.
import * as z from 'zod/mini'
import { describeOptions, PROFILES, parseInstantMs } from '../index.ts'
import { ACTIONS, actionSchema, isGood, launchSchema } from './schema-actions.ts'
import { expectationSchema } from './schema-expectations.ts'
import { distributedSchema, durationOr, durationSchema, fileOr, flag, positive, text } from './schema-parts.ts'
import { loadMember, scalingMembers } from './schema-scaling.ts'
import { balancingMembers, requestsMember } from './schema-traffic.ts'

/** Options and latencies by name, each with its meaning, from the simulator's own table. */
function optionsSchema(group: 'options' | 'latencies') {
  const rows = describeOptions().filter((row) => row.group === group)
  const members = rows.map(({ name, default: preset, what, rule }) => {
    const span = group === 'latencies' && name !== 'healthReport' ? distributedSchema : durationSchema
    const value = typeof preset === 'boolean' ? flag : typeof preset === 'number' ? positive : span
    return [name, z.optional(value.check(z.describe(`${what}; ${preset} when absent (${rule})`) as never))] as const
  })
  return z.strictObject(Object.fromEntries(members), `${group} by name`)
}

const cluster = fileOr(z.record(z.string(), z.unknown()), 'the input of CreateCluster')

const capacityProvider = fileOr(z.record(z.string(), z.unknown()), 'the input of CreateCapacityProvider')

const subnet = z.union(
  [text, z.strictObject({ availabilityZone: text, vpcId: z.optional(text), cidrBlock: z.optional(text) })],
  'a zone, or an object with availabilityZone, vpcId and cidrBlock',
)

const UNTIL = "'steady', 'stable' or a time with its unit such as 30m"

export const scenarioSchema = z
  .strictObject(
    {
      $schema: z.optional(z.string('the address of a schema')),
      title: z.optional(text.check(z.describe('what is rehearsed, in one line'))),
      seed: z.optional(
        z.union([z.string(), z.number()], 'a text or a number').check(z.describe('decides every draw of chance')),
      ),
      startAt: z.optional(
        text.check(
          z.refine((value) => isGood(() => parseInstantMs(value, 'startAt')), 'an ISO 8601 instant'),
          z.describe('the instant at which the clock of the scenario shows 0; 2026-01-01T00:00:00Z when absent'),
        ),
      ),
      region: z.optional(text),
      accountId: z.optional(text.check(z.describe('twelve digits, in quotes'))),
      availabilityZones: z.optional(z.array(text, 'a list of zones')),
      subnets: z.optional(
        z
          .record(z.string(), subnet, 'where each subnet lies')
          .check(z.describe('where each subnet lies: its zone, or availabilityZone, vpcId and cidrBlock')),
      ),
      behavior: z.optional(
        z.enum(PROFILES, PROFILES.map((name) => `'${name}'`).join(' or ')).check(z.describe("which year's ECS")),
      ),
      options: z.optional(optionsSchema('options')),
      latencies: z.optional(optionsSchema('latencies')),
      cluster: z.optional(
        text.check(z.describe('the cluster of everything that names none; it is created. `default` when absent')),
      ),
      clusters: z.optional(
        z
          .array(z.union([text, cluster], 'a name, or the input of CreateCluster'), 'a list of clusters')
          .check(z.describe('further clusters to create, or the one under cluster with all that it has')),
      ),
      capacityProviders: z.optional(
        z
          .array(capacityProvider, 'a list of capacity providers')
          .check(
            z.describe('of Auto Scaling groups, created before the clusters, which name them in capacityProviders'),
          ),
      ),
      fleet: z.optional(
        z
          .array(launchSchema, 'a list of launches')
          .check(z.describe('container instances that are there from the beginning; ready unless they say otherwise')),
      ),
      taskDefinitions: z.optional(
        z.array(ACTIONS.registerTaskDefinition, 'a list of task definitions').check(z.describe('registered in order')),
      ),
      ...scalingMembers,
      ...balancingMembers,
      services: z.optional(z.array(ACTIONS.createService, 'a list of services').check(z.describe('created in order'))),
      start: z.optional(
        z
          .enum(['steady', 'created'], "'steady' or 'created'")
          .check(
            z.describe(
              'steady (the default): the clock shows 0 when the services have been brought to rest; created: it shows 0 when they are created',
            ),
          ),
      ),
      actions: z.optional(z.array(actionSchema, 'a list of actions').check(z.describe('what happens, and when'))),
      until: z.optional(
        z
          .union([z.enum(['steady', 'stable']), durationOr(UNTIL)], UNTIL)
          .check(
            z.describe(
              "steady (the default): every service in steady state; stable: what AWS's waiter services-stable wants; or a time on the scenario's clock",
            ),
          ),
      ),
      atMost: z.optional(
        durationSchema.check(z.describe('how long after the last action to wait for it; 1h when absent')),
      ),
      ...requestsMember,
      ...loadMember,
      expect: z.optional(
        z
          .array(expectationSchema, 'a list of expectations')
          .check(
            z.describe(
              'what must be true; that the scenario completes is expected unless something here says otherwise',
            ),
          ),
      ),
    },
    'a mapping such as `services: [...]`',
  )
  .check(z.meta({ title: 'Scenario of ecs-drydock' }))

export type ScenarioData = z.output<typeof scenarioSchema>
