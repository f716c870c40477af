// What stands in a scenario, once its schema has let it pass? Written out, so that whoever reads these types needs no zod.

export type ActionName =
  | 'createCluster'
  | 'registerTaskDefinition'
  | 'deregisterTaskDefinition'
  | 'createService'
  | 'updateService'
  | 'deleteService'
  | 'runTask'
  | 'stopTask'
  | 'launch'
  | 'terminate'
  | 'driveLoad'
  | ScalingActionName

/** What can be done to what scales. */
export type ScalingActionName =
  | 'updateAutoScalingGroup'
  | 'setDesiredCapacity'
  | 'suspendProcesses'
  | 'resumeProcesses'
  | 'putGroupPolicy'
  | 'deleteGroupPolicy'
  | 'registerScalableTarget'
  | 'deregisterScalableTarget'
  | 'putScalingPolicy'
  | 'deleteScalingPolicy'
  | 'putScheduledAction'
  | 'deleteScheduledAction'
  | 'putMetricAlarm'
  | 'putCompositeAlarm'
  | 'setAlarmState'
  | 'enableAlarmActions'
  | 'disableAlarmActions'
  | 'deleteAlarms'
  | 'putMetricData'

/** Container instances that are there from the beginning, or launched by an action. */
export interface LaunchData {
  cluster?: string | undefined
  instanceType: string | Record<string, unknown>
  capacityProvider?: string | undefined
  count?: number | undefined
  ready?: boolean | undefined
  availabilityZones?: string[] | undefined
  vpcId?: string | undefined
  subnetId?: string | undefined
  awsvpcTrunking?: boolean | undefined
  taskEniLimit?: number | undefined
  attributes?: Record<string, string> | undefined
  tags?: { key: string; value: string }[] | undefined
  cpuUnits?: number | undefined
  memoryMiB?: number | undefined
}

export type ScalingMember =
  | 'launchTemplates'
  | 'autoScalingGroups'
  | 'lifecycleHooks'
  | 'warmPools'
  | 'groupSchedules'
  | 'groupPolicies'
  | 'scalableTargets'
  | 'scalingPolicies'
  | 'alarms'
  | 'compositeAlarms'

/** What a service can wait for, as `sim.waitingFor()` calls it. */
export type ExpectedWait =
  | 'evaluation'
  | 'room-for-a-task'
  | 'deployment-configuration'
  | 'launch-throttle'
  | 'tasks-to-start'
  | 'tasks-to-become-healthy'
  | 'tasks-to-stop'
  | 'task-to-start'

/** A number without a unit could be seconds or milliseconds: only 0 is the same in both. */
type DurationData = string | 0
type Within = { within: DurationData }

export interface ExpectationValues {
  completes: boolean | Within
  stuck: boolean | ExpectedWait
  steady: boolean | Within
  neverBelow: { healthy?: number | undefined; running?: number | undefined }
  neverAbove: { tasks: number }
  deployments: number
  tasks: {
    running?: number | undefined
    healthy?: number | undefined
    pending?: number | undefined
    stopping?: number | undefined
  }
  errors: { atMost?: number | undefined; atMostPercent?: number | undefined }
  instances: { atLeast?: number | undefined; atMost?: number | undefined }
  desired: { atLeast?: number | undefined; atMost?: number | undefined }
  cpu: { p50?: number | undefined; p95?: number | undefined; most?: number | undefined }
  scaledBack: { by: DurationData; to?: number | undefined }
  event: string
  noEvent: string
}

export type ExpectationName = keyof ExpectationValues
