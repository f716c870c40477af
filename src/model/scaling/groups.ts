// What is an EC2 Auto Scaling group? How many instances there shall be, and each one's way from launch to termination (AG-01…AG-26).
import type { ContainerInstanceArn } from '../../kernel/arns.ts'
import type { JsonRecord, Tag } from '../basics.ts'
import type { OutCooldown, StepConfiguration } from './targets.ts'

export interface AutoScalingGroup {
  /** The name: unique in the Region. */
  id: string
  arn: string
  createdAtMs: number
  minSize: number
  maxSize: number
  desiredCapacity: number
  defaultCooldownMs: number
  defaultWarmupMs: number | null
  availabilityZones: readonly string[]
  subnetIds: readonly string[]
  /** What it launches: a version of a launch template, or a launch configuration. */
  launch: GroupLaunch
  terminationPolicies: readonly string[]
  healthCheckTypes: readonly string[]
  healthCheckGraceMs: number
  targetGroupArns: readonly string[]
  /** Whether new instances are protected from scale-in (AG-21). */
  protectsNewInstances: boolean
  suspendedProcesses: readonly string[]
  hooks: readonly LifecycleHook[]
  /** Until when simple policies wait (AG-07). */
  cooldownUntilMs: number | null
  isDeleting: boolean
  tags: readonly Tag[]
  /** AWS-shaped members that are kept and returned as they came. */
  kept: JsonRecord
}

export interface GroupLaunch {
  readonly kind: 'template' | 'configuration'
  readonly name: string
  /** Null for a launch configuration. `$Latest` and `$Default` are as they were said. */
  readonly version: string | null
}

/** A launch template's version, or a launch configuration, as far as the simulation reads it. */
export interface LaunchSource {
  /** `template name:version` or `configuration name`. */
  id: string
  kind: 'template' | 'configuration'
  name: string
  version: number
  createdAtMs: number
  instanceType: string
  /** The cluster that its agent joins (`ECS_CLUSTER`); null for an instance that joins none. */
  cluster: string | null
  attributes: Readonly<Record<string, string>>
  isSpot: boolean
  spotDraining: boolean
  isDefault: boolean
  kept: JsonRecord
}

export interface LifecycleHook {
  readonly name: string
  readonly transition: 'launching' | 'terminating'
  readonly heartbeatMs: number
  readonly defaultResult: 'CONTINUE' | 'ABANDON'
  readonly kept: JsonRecord
}

export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | 'Terminated'
  | 'Standby'

export interface GroupInstance {
  /** The EC2 instance id. */
  id: string
  groupName: string
  availabilityZone: string
  subnetId: string | null
  instanceType: string
  state: LifecycleState
  isHealthy: boolean
  isProtected: boolean
  launch: GroupLaunch
  launchedAtMs: number
  inServiceAtMs: number | null
  /** When it takes its next step; null when it takes none by itself. */
  dueAtMs: number | null
  /** Hooks that have still to be completed in the present wait, and until when each waits. */
  hooks: readonly { readonly name: string; readonly untilMs: number; readonly token: string }[]
  containerInstanceArn: ContainerInstanceArn | null
}

export interface GroupPolicy {
  /** The ARN. */
  id: string
  name: string
  groupName: string
  isEnabled: boolean
  createdAtMs: number
  configuration:
    | StepConfiguration
    | {
        readonly kind: 'tracking'
        readonly targetValue: number
        readonly disableScaleIn: boolean
      }
    | {
        readonly kind: 'simple'
        readonly adjustmentType: StepConfiguration['adjustmentType']
        readonly adjustment: number
        readonly minAdjustmentMagnitude: number | null
        readonly cooldownMs: number | null
      }
    /** Of a capacity provider's managed scaling (CP-08). */
    | { readonly kind: 'managed'; readonly capacityProvider: string; readonly clusterName: string }
  warmupMs: number | null
  alarmHigh: string | null
  alarmLow: string | null
  cooldown: OutCooldown | null
  kept: JsonRecord
}

export interface GroupSchedule {
  /** The ARN. */
  id: string
  name: string
  groupName: string
  recurrence: string | null
  timezone: string | null
  startAtMs: number | null
  endAtMs: number | null
  minSize: number | null
  maxSize: number | null
  desiredCapacity: number | null
  createdAtMs: number
  nextAtMs: number | null
}

export interface GroupActivity {
  id: string
  groupName: string
  description: string
  cause: string
  statusCode: string
  statusMessage: string | null
  progress: number
  startedAtMs: number
  endedAtMs: number | null
}
