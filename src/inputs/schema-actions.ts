// What can a scenario do, and when? AWS's operations as AWS takes them, and what AWS has no API for.
import * as z from 'zod/mini'
import { parseDurationMs, parseInstantMs } from '../index.ts'
import type { ActionName, LaunchData, ScalingActionName } from './scenario-data.ts'
import { count as amount, durationSchema, fileOr, flag, positive, text } from './schema-parts.ts'
import { demandSchema } from './schema-scaling.ts'

const awsInput = (operation: string) =>
  fileOr(
    z.record(z.string(), z.unknown()),
    `the input of ${operation} as AWS takes it, or file:// and the path of a JSON or YAML file that holds it`,
  )

export const launchSchema = z.strictObject(
  {
    cluster: z.optional(text),
    instanceType: z
      .union([text, z.record(z.string(), z.unknown())], 'an instance type such as m5.large, or an object')
      .check(z.describe('a type of the catalogue such as m5.large, or an object that describes one')),
    capacityProvider: z.optional(
      text.check(z.describe('whose Auto Scaling group they come from: a capacity provider of the cluster')),
    ),
    count: z.optional(positive),
    ready: z.optional(flag.check(z.describe('registered at once, without the time that a launch takes'))),
    availabilityZones: z.optional(z.array(text, 'a list of zones')),
    vpcId: z.optional(text),
    subnetId: z.optional(text.check(z.describe('one subnet for all of them; a subnet of each zone when absent'))),
    awsvpcTrunking: z.optional(flag.check(z.describe('launched by an account that has opted in to awsvpcTrunking'))),
    taskEniLimit: z.optional(
      amount.check(z.describe('tasks in network mode awsvpc that fit; as many as the type says when absent')),
    ),
    attributes: z.optional(z.record(z.string(), z.string('a text'), 'attributes by name')),
    tags: z.optional(z.array(z.strictObject({ key: text, value: z.string('a text') }), 'a list of tags')),
    cpuUnits: z.optional(positive),
    memoryMiB: z.optional(positive),
  },
  'an object with instanceType and count',
) satisfies z.ZodMiniType<LaunchData>

/** What can be done to what scales. */
const SCALING_ACTIONS = {
  updateAutoScalingGroup: awsInput('UpdateAutoScalingGroup'),
  setDesiredCapacity: awsInput('SetDesiredCapacity'),
  suspendProcesses: awsInput('SuspendProcesses'),
  resumeProcesses: awsInput('ResumeProcesses'),
  putGroupPolicy: awsInput('PutScalingPolicy of EC2 Auto Scaling'),
  deleteGroupPolicy: awsInput('DeletePolicy of EC2 Auto Scaling'),
  registerScalableTarget: awsInput('RegisterScalableTarget (bounds and SuspendedState)'),
  deregisterScalableTarget: awsInput('DeregisterScalableTarget'),
  putScalingPolicy: awsInput('PutScalingPolicy of Application Auto Scaling'),
  deleteScalingPolicy: awsInput('DeleteScalingPolicy of Application Auto Scaling'),
  putScheduledAction: awsInput('PutScheduledAction'),
  deleteScheduledAction: awsInput('DeleteScheduledAction'),
  putMetricAlarm: awsInput('PutMetricAlarm; AlarmActions hold names of policies, or ARNs'),
  putCompositeAlarm: awsInput('PutCompositeAlarm'),
  setAlarmState: awsInput('SetAlarmState'),
  enableAlarmActions: awsInput('EnableAlarmActions'),
  disableAlarmActions: awsInput('DisableAlarmActions'),
  deleteAlarms: awsInput('DeleteAlarms'),
  putMetricData: awsInput('PutMetricData'),
} as const satisfies Record<ScalingActionName, z.ZodMiniType>

export const SCALING_ACTION_NAMES = Object.keys(SCALING_ACTIONS) as ScalingActionName[]

/** What can be done at a time, and what it takes. */
export const ACTIONS = {
  createCluster: awsInput('CreateCluster'),
  registerTaskDefinition: awsInput('RegisterTaskDefinition (or what describe-task-definition prints)'),
  deregisterTaskDefinition: awsInput('DeregisterTaskDefinition'),
  createService: awsInput('CreateService (or what describe-services prints)'),
  updateService: awsInput('UpdateService'),
  deleteService: awsInput('DeleteService'),
  runTask: awsInput('RunTask'),
  stopTask: z
    .strictObject(
      {
        cluster: z.optional(text),
        task: z.optional(text.check(z.describe('id or ARN of one task'))),
        service: z.optional(text.check(z.describe('stops the oldest running tasks of this service'))),
        count: z.optional(positive.check(z.describe('how many of them; 1 when absent'))),
        reason: z.optional(text),
      },
      'an object with service and count, or with task',
    )
    .check(z.describe('stops a task, or the oldest tasks of a service, as a user would')),
  launch: launchSchema,
  terminate: z
    .strictObject(
      {
        cluster: z.optional(text),
        count: z.optional(positive.check(z.describe('how many of those that fit; all of them when absent'))),
        availabilityZone: z.optional(text),
        instanceType: z.optional(text),
        containerInstances: z.optional(z.array(text, 'a list of ids or ARNs')),
      },
      'an object such as { count: 1 } or { availabilityZone: us-east-1a }',
    )
    .check(z.describe('terminates container instances with everything on them, the longest registered first')),
  driveLoad: demandSchema.check(
    z.describe(
      'what is asked of a service from now on, in place of what was before; moments of its profile count from now',
    ),
  ),
  ...SCALING_ACTIONS,
} as const satisfies Record<ActionName, z.ZodMiniType>

export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[]

const at = z
  .union(
    [durationSchema, text],
    "a time on the scenario's clock with its unit, such as 90s, 5m or PT5M, or an ISO 8601 instant",
  )
  .check(
    z.refine(
      (value) => isTime(value),
      "a time on the scenario's clock with its unit, such as 90s, 5m or PT5M, or an ISO 8601 instant",
    ),
    z.describe("when: a time on the scenario's clock such as 90s or 5m, or an ISO 8601 instant; 0 when absent"),
  )

function isTime(value: string | number): boolean {
  return isGood(() => parseDurationMs(value, 'at')) || isGood(() => parseInstantMs(value, 'at'))
}

export function isGood(parse: () => unknown): boolean {
  try {
    parse()
    return true
  } catch {
    return false
  }
}

const optionalActions = Object.fromEntries(ACTION_NAMES.map((name) => [name, z.optional(ACTIONS[name])])) as {
  [Name in ActionName]: z.ZodMiniOptional<(typeof ACTIONS)[Name]>
}
export const actionSchema = z
  .strictObject({ at: z.optional(at), ...optionalActions }, 'an object with at and one action')
  .check(z.meta({ oneOf: ACTION_NAMES.map((name) => ({ required: [name] })) }))

export type ActionData = z.output<typeof actionSchema>
