// What is a service, and what are the deployments in it?
import type { ClusterArn, DeploymentId, ServiceArn, TaskArn, TaskDefinitionArn } from '../kernel/arns.ts'
import type { ServiceLoadBalancer } from './balancing.ts'
import type {
  CapacityProviderItem,
  JsonRecord,
  LaunchType,
  PlacementConstraintItem,
  PlacementStrategyItem,
  Tag,
} from './basics.ts'
import type { CircuitBreaker, DeploymentAlarms, ServiceDeploymentStatus, Watches } from './rollouts.ts'

/** What a revision of a service fixes; a change of any of it is a deployment (SV-200). */
export interface Revision {
  readonly taskDefinitionArn: TaskDefinitionArn
  readonly launchType: LaunchType
  readonly platformVersion: string | null
  /** Empty where a launch type was named. */
  readonly capacityProviderStrategy: readonly CapacityProviderItem[]
  readonly networkConfiguration: JsonRecord | null
  readonly loadBalancers: readonly ServiceLoadBalancer[]
  /** AWS-shaped members that are kept without effect, such as Service Connect and volumes; absent while there are none. */
  readonly kept?: JsonRecord
}

export interface Deployment {
  readonly id: DeploymentId
  readonly status: 'PRIMARY' | 'ACTIVE'
  readonly revision: Revision
  readonly rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'
  readonly rolloutStateReason: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
  /** When it completed; null for one that never did (DP-432). */
  readonly completedAtMs: number | null
  /** Its PENDING tasks are to be stopped because a newer one has just taken its place (DP-431). */
  readonly supersededNow: boolean
  /** Tasks it may start although it is old: lost ones (DP-443) and its share of a scale-out (DP-440). */
  readonly owedForLoss: number
  readonly owedForScaleOut: number
  /** Failures that the circuit breaker counts, counted whether there is one or not (DP-405). */
  readonly failedTasks: number
  readonly attempts: LaunchAttempts
  /** What its first task found each image reference to be: later tasks start by that (IM-7, DP-460). */
  readonly imageDigests: Readonly<Record<string, string>>
  /** One of its alarms was in ALARM when it began: none of them is watched (CB-61). */
  readonly ignoresAlarms: boolean
  /** Since when only the watch for alarms holds up its completion (CB-70). */
  readonly bakingSinceMs: number | null
  /** The service revision that its tasks run; null where AWS has none (option `serviceDeployments`). */
  readonly revisionArn: string | null
  /** The service deployment that it carries on: of a rollback, the one that failed (DP-477). */
  readonly serviceDeploymentArn: string | null
}

/** Launch attempts in a row that came to nothing. */
export interface LaunchAttempts {
  readonly failed: number
  /** When to look for room again, whatever happens (DP-710). */
  readonly nextAtMs: number | null
  /** Until then nothing is started, because what was started before failed (DP-702). */
  readonly heldUntilMs: number | null
}

/** A change of a service from beginning to end, with the revision that it brings; kept after its rows are gone (DP-470…DP-477). */
export interface ServiceDeployment {
  arn: string
  serviceArn: ServiceArn
  clusterArn: ClusterArn
  deploymentId: DeploymentId
  revisionArn: string
  revision: Revision
  /** Revisions that held tasks when it began (DP-474). */
  sourceRevisionArns: readonly string[]
  percentages: { readonly minimumHealthyPercent: number; readonly maximumPercent: number }
  watches: Watches
  status: ServiceDeploymentStatus
  statusReason: string | null
  createdAtMs: number
  startedAtMs: number | null
  updatedAtMs: number
  finishedAtMs: number | null
  stoppedAtMs: number | null
  rollback: { readonly reason: string; readonly startedAtMs: number; readonly revisionArn: string } | null
  /** What gave it up. */
  endedBy: 'breaker' | 'alarm' | 'request' | null
  failedTasks: number
}

/** A service event whose cause still holds, so that it is not repeated before its time (EV-201). */
export interface Notice {
  readonly rule: string
  readonly message: string
  readonly atMs: number
}

/** One task more than desired, in a zone that has too few. */
export interface Rebalancing {
  readonly toZone: string
  /** Null when there was no room for it (DP-802). */
  readonly taskArn: TaskArn | null
  /** The desired count when it began. */
  readonly desiredCount: number
}

/** So many tasks as are desired, wherever they fit; or one task on each instance that matches. */
export type SchedulingStrategy = 'REPLICA' | 'DAEMON'

export interface Service {
  arn: ServiceArn
  name: string
  clusterArn: ClusterArn
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  /** Order of creation, over all clusters: the order of evaluation, daemons first (DP-003). */
  ordinal: number
  createdAtMs: number
  inactiveAtMs: number | null
  schedulingStrategy: SchedulingStrategy
  /** Of a DAEMON service: how many ACTIVE instances match (SV-400). */
  desiredCount: number
  minimumHealthyPercent: number
  maximumPercent: number
  circuitBreaker: CircuitBreaker
  alarms: DeploymentAlarms
  /** How long a deployment with alarms is watched after its last step; null: worked out from the alarms (CB-70). */
  bakeTimeInMinutes: number | null
  placementStrategy: readonly PlacementStrategyItem[]
  placementConstraints: readonly PlacementConstraintItem[]
  revision: Revision
  deployments: readonly Deployment[]
  /** Since when it has been in steady state (DP-420); null while it is not. */
  steadySinceMs: number | null
  /** The scheduler wants a task and finds no room for it. */
  blockedSinceMs: number | null
  /** A task that moves to another zone, or would like to (DP-801); null for nearly every service at nearly any time. */
  rebalancing: Rebalancing | null
  notices: readonly Notice[]
  /** When the scheduler looks again although nothing has changed. */
  wakeAtMs: number | null
  tags: readonly Tag[]
  /** AWS-shaped members that are kept and returned as they came. */
  kept: JsonRecord
}

export interface ServiceEvent {
  id: string
  serviceArn: ServiceArn
  createdAtMs: number
  message: string
}
