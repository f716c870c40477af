// What is an EC2 Auto Scaling group? How many instances there shall be, and each one's way from launch to termination (AG-01…AG-26).
import type { ContainerInstanceArn } from '../../kernel/arns.ts'
import type { JsonRecord, Tag } from '../basics.ts'
import type { InstanceRecipe } from '../instance-recipes.ts'
import type { StepConfiguration } from './targets.ts'

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
  /** In which its instances stand (AG-11). */
  targetGroups: readonly GroupTargetGroup[]
  /** Whether new instances are protected from scale-in (AG-21). */
  protectsNewInstances: boolean
  suspendedProcesses: readonly string[]
  hooks: readonly LifecycleHook[]
  /** Of the last simple policy that acted; null when there was none (AG-07). */
  cooldown: GroupCooldown | null
  /** Those of its own that it sends to CloudWatch (AG-14). */
  metrics: readonly string[]
  /** Topics that would be told of its instances. */
  notifications: readonly GroupNotification[]
  /** What was asked of it since it last acted, in AWS's words; '' when nothing was. */
  wish: string
  /** When it asks EC2 again, which has refused it instances; null while it has not. */
  retryAtMs: number | null
  /** The instance refresh that goes on; null while none does (AG-25). */
  refreshId: string | null
  /** It goes with the last of its instances. */
  isDeleting: boolean
  tags: readonly GroupTag[]
  /** Instances that are prepared beside it (AG-23); absent or null for none. */
  warmPool?: WarmPool | null
  /** AWS-shaped members that are kept and returned as they came. */
  kept: JsonRecord
}

export interface WarmPool {
  readonly minSize: number
  /** How many there may be in the group and its pool; as many as the group's MaxSize where null. */
  readonly maxPrepared: number | null
  readonly state: 'Stopped' | 'Running' | 'Hibernated'
  /** Whether instances that the group lets go for its size come back to the pool. */
  readonly reuses: boolean
  /** It goes with the last of its instances. */
  readonly isDeleting: boolean
}

export interface GroupTargetGroup {
  readonly arn: string
  /** One of the instances has passed its health check: only then does it speak against others (AG-06). Nobody asks but with ELB checks. */
  readonly isProven: boolean
  /** Detached, and the group's until the last of the instances is out of it. */
  readonly isLeaving: boolean
}

/** It runs once the instances that the policy called for, or let go, have come or gone. */
interface GroupCooldown {
  readonly ms: number
  /** Null while they are under way. */
  readonly untilMs: number | null
}

interface GroupNotification {
  readonly topicArn: string
  readonly types: readonly string[]
}

export interface GroupTag extends Tag {
  readonly propagatesAtLaunch: boolean
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
  kind: GroupLaunch['kind']
  name: string
  /** 1 for a launch configuration, which has no other. */
  version: number
  createdAtMs: number
  /** The cluster that its agent joins (`ECS_CLUSTER`); null for an instance without an agent. */
  cluster: string | null
  recipe: InstanceRecipe
  isSpot: boolean
  /** What `$Default` stands for. */
  isDefault: boolean
  /** As it came, with AWS's names. */
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
  | PoolState

/** Of an instance of a warm pool: on its way in, prepared, or on its way out for good. */
type PoolState =
  | 'Warmed:Pending'
  | 'Warmed:Pending:Wait'
  | 'Warmed:Pending:Proceed'
  | `Warmed:${WarmPool['state']}`
  | 'Warmed:Terminating'
  | 'Warmed:Terminating:Wait'
  | 'Warmed:Terminating:Proceed'

export interface GroupInstance {
  /** The EC2 instance id. */
  id: string
  groupName: string
  availabilityZone: string
  subnetId: string | null
  instanceType: string
  state: LifecycleState
  /** What a user has said of it (SetInstanceHealth), or EC2. */
  isHealthy: boolean
  /** The machine does not run: somebody has stopped or terminated it, or its zone is lost. */
  isLost: boolean
  /** A load balancer has found it unhealthy (AG-06). */
  failsChecks: boolean
  isProtected: boolean
  /** With the number of its version. */
  launch: GroupLaunch
  /** When that version, or configuration, was made (AG-20). */
  sourceCreatedAtMs: number
  launchedAtMs: number
  inServiceAtMs: number | null
  /** Until when its group's CPU is reckoned without it (AG-08); null while it counts, and before it is in service. */
  warmAtMs: number | null
  /** When it takes its next step; null when it takes none by itself. */
  dueAtMs: number | null
  /** Hooks that have still to be completed in the present wait. */
  hooks: readonly WaitingHook[]
  /** On its way out, and before its hooks: requests that are under way in its target groups have time to end (AG-11). */
  isDeregistering: boolean
  /** Launched beyond the desired capacity, to even out the zones, and not in service yet (AG-05). */
  isExtra: boolean
  /** What brings it, or lets it go; null while neither is under way. */
  activityId: string | null
  containerInstanceArn: ContainerInstanceArn | null
}

export interface WaitingHook {
  readonly name: string
  readonly token: string
  /** When it is taken as completed with its default result. */
  readonly untilMs: number
  /** What heartbeats cannot put off (AG-22). */
  readonly limitMs: number
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
    /** Kept, and without effect. */
    | { readonly kind: 'predictive' }
    /** Of a capacity provider's managed scaling (CP-08). */
    | { readonly kind: 'managed'; readonly capacityProvider: string; readonly clusterName: string }
  /** How long an instance does not count after it came into service; that of its group where null (AG-08). */
  warmupMs: number | null
  alarmHigh: string | null
  alarmLow: string | null
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

/** What is to be known of an instance as it was, before it is written. */
export type MemberTrace = Pick<GroupInstance, 'state' | 'warmAtMs'>

export function traceOfMember({ state, warmAtMs }: Readonly<GroupInstance>): MemberTrace {
  return { state, warmAtMs }
}
