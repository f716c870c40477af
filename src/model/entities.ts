// What is there? The nouns of the simulation as plain records: no Date, no undefined, no class instance, no reference to
// another record but by its id. Only top-level fields of a record are ever written; a nested value is replaced whole and
// never changed in place, so the journal, older snapshots and several records may hold the same one.
import type {
  ClusterArn,
  ContainerInstanceArn,
  DeploymentId,
  ServiceArn,
  TaskArn,
  TaskDefinitionArn,
} from '../kernel/arns.ts'
import type { AccountSetting } from './account-settings.ts'
import type { Listener, ListenerRule, LoadBalancer, Target, TargetGroup, TaskTraffic } from './balancing.ts'
import type {
  CapacityProviderItem,
  JsonRecord,
  LaunchType,
  PlacementConstraintItem,
  PlacementStrategyItem,
  Tag,
} from './basics.ts'
import type { CapacityProvider } from './capacity-providers.ts'
import type { ContainerInstance } from './container-instances.ts'
import type { ContainerRun, ContainerScript, ContainerSpec, HealthStatus, NetworkBinding } from './containers.ts'
import type { Dashboard } from './dashboards.ts'
import type { Alarm } from './scaling/alarms.ts'
import type {
  AutoScalingGroup,
  GroupActivity,
  GroupInstance,
  GroupPolicy,
  GroupSchedule,
  LaunchSource,
} from './scaling/groups.ts'
import type { Load, Queue } from './scaling/load.ts'
import type { MetricDatum } from './scaling/metrics.ts'
import type { InstanceRefresh } from './scaling/refreshes.ts'
import type { ScalableTarget, ScalingActivity, ScalingPolicy, ScheduledAction } from './scaling/targets.ts'
import type { Service, ServiceDeployment, ServiceEvent } from './services.ts'
import type { Image, ImageTag, Obstacle, Repository } from './supplies.ts'

export type {
  CapacityProviderItem,
  Json,
  JsonRecord,
  LaunchType,
  PlacementConstraintItem,
  PlacementStrategyItem,
  PluginType,
  Tag,
} from './basics.ts'
export type { AutoScalingGroupProvider, CapacityProvider, ManagedScaling } from './capacity-providers.ts'
export type { ContainerInstance, Machine, VersionInfo } from './container-instances.ts'
export type {
  Deployment,
  LaunchAttempts,
  Notice,
  Rebalancing,
  Revision,
  SchedulingStrategy,
  Service,
  ServiceDeployment,
  ServiceEvent,
} from './services.ts'

export interface Cluster {
  arn: ClusterArn
  name: string
  status: 'ACTIVE' | 'INACTIVE'
  createdAtMs: number
  tags: readonly Tag[]
  /** Names of those that are associated with it (CL-11), and what a call without launch type and strategy gets; absent until said. */
  capacityProviders?: readonly string[]
  defaultCapacityProviderStrategy?: readonly CapacityProviderItem[]
  /** AWS-shaped members that are kept and returned as they came. */
  kept: JsonRecord
}

/** What a task takes from a container instance (PL-05…PL-08, TD-86). */
export interface Needs {
  readonly cpuUnits: number
  readonly memoryMiB: number
  /** Static host ports, ascending. */
  readonly tcpPorts: readonly number[]
  readonly udpPorts: readonly number[]
  /** Whole GPUs (PL-09). */
  readonly gpus: number
  /** Network interfaces of its own: one in awsvpc mode, none in any other (PL-10). */
  readonly enis: number
}

type NetworkMode = 'bridge' | 'host' | 'none' | 'awsvpc'

export interface TaskDefinition {
  arn: TaskDefinitionArn
  family: string
  revision: number
  /** DELETED ones are gone for every caller; the row stays, so that their number is never given again (TD-2, TD-3). */
  status: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS' | 'DELETED'
  registeredAtMs: number
  deregisteredAtMs: number | null
  deleteRequestedAtMs: number | null
  /** The definition as AWS stores it: defaults written in, AWS's member names. */
  definition: JsonRecord
  tags: readonly Tag[]
  networkMode: NetworkMode
  compatibilities: readonly string[]
  containers: readonly ContainerSpec[]
  needs: Needs
  /** Attributes an instance must carry, with their value, or '' for the name alone (PL-13, PL-14). */
  requiredAttributes: Readonly<Record<string, string>>
  /** memberOf alone (TD-24). */
  placementConstraints: readonly PlacementConstraintItem[]
}

/** A container as its agent has last reported it. */
export interface TaskContainer {
  readonly name: string
  readonly image: string
  readonly lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED'
  readonly exitCode: number | null
  readonly reason: string | null
  readonly networkBindings: readonly NetworkBinding[]
  readonly healthStatus: HealthStatus
}

type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED'

export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated'
  | 'TerminationNotice'
  | 'SpotInterruption'

export interface Task {
  arn: TaskArn
  id: string
  clusterArn: ClusterArn
  taskDefinitionArn: TaskDefinitionArn
  launchType: LaunchType
  containerInstanceArn: ContainerInstanceArn | null
  availabilityZone: string | null
  subnetId: string | null
  eni: TaskEni | null
  serviceArn: ServiceArn | null
  /** The service's deployment that started it; its `startedBy` in AWS's answers. */
  deploymentId: DeploymentId | null
  group: string
  startedBy: string | null
  needs: Needs
  /** The GPUs that it was given, container by container (PL-09). */
  gpuIds: readonly string[]
  containers: readonly TaskContainer[]
  /** The containers as they really are, in the order of the definition. */
  runs: readonly ContainerRun[]
  /** When the task takes its next step; null when it takes none by itself. */
  dueAtMs: number | null
  /** When the agent will report what has changed among its containers (LC-41); null when nothing has. */
  reportAtMs: number | null
  /** When the agent heard that the task is to stop (EA-5). */
  orderedAtMs: number | null
  lastStatus: TaskStatus
  desiredStatus: 'RUNNING' | 'STOPPED'
  /** As last reported. */
  healthStatus: HealthStatus
  version: number
  createdAtMs: number
  /** The agent has taken the task's room for real (LC-14). */
  admittedAtMs: number | null
  connectedAtMs: number | null
  pullStartedAtMs: number | null
  pullStoppedAtMs: number | null
  startedAtMs: number | null
  /** Since when the task counts toward minimumHealthyPercent (DP-200, DP-206); always null for a standalone task. */
  healthyAtMs: number | null
  /** What finds a service's task unhealthy, its grace period over (DP-600, DP-209); null while nothing does. */
  finding: Finding | null
  /** What its place must be, while it waits for its capacity provider to make room (CP-20); null for a task that has one. */
  wish: TaskWish | null
  /** Null for a task that stands behind no load balancer. */
  traffic: TaskTraffic | null
  /** Until when scale-in and deployments spare the task (DP-450); null while nobody protects it. */
  protectedUntilMs: number | null
  stoppingAtMs: number | null
  executionStoppedAtMs: number | null
  stoppedAtMs: number | null
  stopCode: StopCode | null
  stoppedReason: string | null
  /** What the call said beyond this: overrides, tags, enableExecuteCommand, platform version. */
  launch: TaskLaunch
}

/** Where a task that found no room is to go as soon as there is some (PL-43): what its call said beyond the definition. */
export interface TaskWish {
  readonly subnetIds: readonly string[]
  readonly strategies: readonly PlacementStrategyItem[]
  readonly constraints: readonly PlacementConstraintItem[]
  /** The only zones that will do (DP-801); null for any. */
  readonly zones: readonly string[] | null
}

/** Who says that a task is unhealthy, and in which words a service speaks of it. */
export interface Finding {
  readonly by: 'containers' | 'target'
  /** The rule of the service event. */
  readonly rule: string
  /** The service event, after `(service NAME) (task ID) `. */
  readonly event: string
  /** `stoppedReason` of a task that is replaced for it (LC-24). */
  readonly stoppedReason: string
}

/** A task's own network interface, in awsvpc mode (NW-12); everything else that answers show of it follows from the task's id. */
export interface TaskEni {
  /** A branch of its instance's trunk (CI-27): attached and detached sooner. */
  readonly isBranch: boolean
  /** Its private IPv4 address; null when the subnet had none left (NV-02A). */
  readonly address: string | null
  /** EC2 will not attach it for now (LC-21). */
  readonly isRefused: boolean
  readonly attachedAtMs: number | null
}

export interface TaskLaunch {
  readonly overrides: JsonRecord
  readonly tags: readonly Tag[]
  readonly enableExecuteCommand: boolean
  readonly platformVersion: string | null
  /** The one that it counts for; null where a launch type was named. */
  readonly capacityProvider: CapacityProviderItem | null
  readonly clientToken: string | null
  /** How long after RUNNING nobody may find the task unhealthy (DP-208): its service's grace period when it was started (SV-206). */
  readonly graceMs: number
  /** As RunTask or StartTask gave them; not there for tasks of services, and for those without. */
  readonly volumeConfigurations?: readonly JsonRecord[]
}

/** A subnet that a network configuration named, and where it lies. */
export interface Subnet {
  id: string
  availabilityZone: string
  vpcId: string
  /** Such as `172.31.0.0/20`; no two known subnets overlap. */
  cidrBlock: string
}

/** Something that does not work at present; its id says what and where. */
interface Outage {
  id: string
  sinceMs: number
}

/** A fault, or the end of one, that is to come or has come by itself. */
export interface ScheduledFault {
  id: string
  atMs: number
  /** The call that would do the same now, such as `faults.loseZone`. */
  call: string
  input: JsonRecord
  struckAtMs: number | null
}

/** What a user has scripted for a container: `family:container`, `family:revision:container` or `task id:container`. */
export interface Script {
  id: string
  script: ContainerScript
}

/** Every table of the simulation and the record it holds. */
export interface Entities {
  accountSettings: AccountSetting
  clusters: Cluster
  capacityProviders: CapacityProvider
  containerInstances: ContainerInstance
  taskDefinitions: TaskDefinition
  tasks: Task
  services: Service
  serviceEvents: ServiceEvent
  subnets: Subnet
  scripts: Script
  loadBalancers: LoadBalancer
  listeners: Listener
  listenerRules: ListenerRule
  targetGroups: TargetGroup
  targets: Target
  repositories: Repository
  images: Image
  imageTags: ImageTag
  obstacles: Obstacle
  outages: Outage
  faults: ScheduledFault
  alarms: Alarm
  dashboards: Dashboard
  serviceDeployments: ServiceDeployment
  metricData: MetricDatum
  loads: Load
  queues: Queue
  scalableTargets: ScalableTarget
  scalingPolicies: ScalingPolicy
  scheduledActions: ScheduledAction
  scalingActivities: ScalingActivity
  launchSources: LaunchSource
  autoScalingGroups: AutoScalingGroup
  groupInstances: GroupInstance
  groupPolicies: GroupPolicy
  groupSchedules: GroupSchedule
  groupActivities: GroupActivity
  instanceRefreshes: InstanceRefresh
}
export type TableName = keyof Entities
