// What may a scenario say of what scales, and of the demand that makes it?
import * as z from 'zod/mini'
import type { ScalingMember } from './scenario-data.ts'
import { fileOr, flag, text } from './schema-parts.ts'

const inputs = (operation: string, plural: string, more: string) =>
  z.optional(
    z
      .array(fileOr(z.record(z.string(), z.unknown()), `the input of ${operation}`), `a list of ${plural}`)
      .check(z.describe(`inputs of ${operation}${more}`)),
  )

/** Members of a scenario, in the order in which they are made. */
export const scalingMembers = {
  launchTemplates: inputs(
    'sim.fleet.createLaunchTemplate',
    'launch templates',
    ': launchTemplateName, instanceType, and the cluster that its instances join',
  ),
  autoScalingGroups: inputs(
    'CreateAutoScalingGroup',
    'Auto Scaling groups',
    '; capacity providers name them, or their ARNs. AvailabilityZones are those of the scenario when absent',
  ),
  lifecycleHooks: inputs('PutLifecycleHook', 'lifecycle hooks', ' of groups'),
  warmPools: inputs('PutWarmPool', 'warm pools', ' of groups'),
  groupSchedules: inputs('PutScheduledUpdateGroupAction', 'schedules', ': when sizes of groups change'),
  groupPolicies: inputs('PutScalingPolicy of EC2 Auto Scaling', 'policies', ' of groups'),
  scalableTargets: inputs(
    'RegisterScalableTarget',
    'scalable targets',
    ', with ScheduledActions beside; ResourceId is service/CLUSTER/NAME. Namespace and dimension are those of ECS services when absent',
  ),
  scalingPolicies: inputs('PutScalingPolicy of Application Auto Scaling', 'policies', ' of scalable targets'),
  alarms: inputs('PutMetricAlarm', 'alarms', '; AlarmActions hold names of policies, or ARNs'),
  compositeAlarms: inputs('PutCompositeAlarm', 'composite alarms', ', each after those that its AlarmRule names'),
} satisfies Record<ScalingMember, z.ZodMiniType>

export const SCALING_MEMBERS = Object.keys(scalingMembers) as ScalingMember[]

const profile = z.optional(
  z
    .unknown()
    .check(
      z.describe(
        'a number, or a profile: steps, ramp, sine, diurnal, spike, burst, replay, sum, product, clamp, shift, noisy',
      ),
    ),
)
const number = z.optional(z.number('a number'))

/** What `sim.load.drive` takes, and whose it is. */
export const demandSchema = z.strictObject(
  {
    service: z.optional(text.check(z.describe('name, or cluster/name; every service when absent'))),
    requestsPerSecond: profile,
    users: profile,
    thinkSeconds: number,
    cpuPercent: profile,
    cpuPercentPerTask: profile,
    cpuUnits: profile,
    cpuSecondsPerRequest: number,
    idleCpuUnits: number,
    cpuLimitUnits: number,
    memoryMiB: profile,
    memoryPerInflightMiB: number,
    leakMiBPerHour: number,
    queueLimit: number,
    requestTimeout: z.optional(z.union([text, number], "a time with its unit, or 'never'")),
    failsHealthChecks: z.optional(flag),
    queueing: z.optional(z.enum(['perTask', 'pooled'], "'perTask' or 'pooled'")),
  },
  'an object with service and a quantity such as requestsPerSecond',
)

export const loadMember = {
  load: z.optional(
    z
      .array(demandSchema, 'a list of loads')
      .check(
        z.describe(
          'what is asked of services, and what that costs them; moments of profiles count from when the clock shows 0, and what they say before it holds before it',
        ),
      ),
  ),
}
