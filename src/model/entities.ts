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
import type { ContainerRun, ContainerScript, ContainerSpec, HealthStatus, NetworkBinding } from './containers.ts'
import type { Alarm, CircuitBreaker, DeploymentAlarms, ServiceDeploymentStatus, Watches } from './rollouts.ts'
import type { Image, ImagePullBehavior, ImageTag, Obstacle, Repository } from './supplies.ts'

/** JSON, as the journal and a saved simulation hold it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonRecord = { readonly [key: string]: Json }

export interface Tag {
  readonly key: string
  readonly value: string
}

export interface Cluster {
  arn: ClusterArn
  name: string
  status: 'ACTIVE' | 'INACTIVE'
  createdAtMs: number
  tags: readonly Tag[]
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

export interface ContainerInstance {
  arn: ContainerInstanceArn
  id: string
  clusterArn: ClusterArn
  /** `i-…`; `mi-…` for an external instance (EA-4). */
  ec2InstanceId: string
  /** Null for an external instance: nobody knows the machine or where it stands (CI-10). */
  instanceType: string | null
  availabilityZone: string | null
  /** REGISTERING is launched and not known to ECS yet; DRAINING takes no new tasks and loses those of its services (CI-15). */
  status: 'REGISTERING' | 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  /** Without its agent an instance keeps its tasks and takes no new ones (CI-16). */
  agentConnected: boolean
  versionInfo: VersionInfo
  /** Rank in order of registration: the last word in every tie (PL-19). */
  ordinal: number
  launchedAtMs: number
  registeredAtMs: number | null
  deregisteredAtMs: number | null
  cpuUnits: number
  memoryMiB: number
  reservedTcpPorts: readonly number[]
  reservedUdpPorts: readonly number[]
  gpuIds: readonly string[]
  /** Network interfaces that tasks may have here: the machine's own are not among them (CI-27). */
  taskEniLimit: number
  /** Built-in, capability and custom attributes; a name without value holds ''. */
  attributes: Readonly<Record<string, string>>
  /** Capabilities of a current agent that this one lacks, in order of spelling (CI-11). */
  missingCapabilities: readonly string[]
  /** Images that the instance holds, by the reference they were pulled by (LT-8). */
  cachedImages: readonly string[]
  /** Digests of those whose layers it holds, as far as somebody has spoken of them. */
  cachedDigests: readonly string[]
  /** When the agent asks the registry (IM-5). */
  imagePullBehavior: ImagePullBehavior
  /** Where the agent's search for a dynamic host port goes on (NW-10). */
  nextEphemeralPort: number
  machine: Machine
  /** A Spot interruption notice makes it DRAINING (CI-26). */
  spotDraining: boolean
  tags: readonly Tag[]
}

/** What is under a container instance; `status` is what ECS thinks of it (CI-19). */
export interface Machine {
  readonly state: 'running' | 'booting' | 'stopped' | 'terminated'
  /** When it is up again, or when ECS sees that its agent is gone; null when nothing comes of itself. */
  readonly dueAtMs: number | null
  /** When Spot takes it back; null without a notice. */
  readonly reclaimAtMs: number | null
}

/** What an agent says of itself. */
export interface VersionInfo {
  readonly agentVersion: string
  readonly agentHash: string
  readonly dockerVersion: string
}

type NetworkMode = 'bridge' | 'host' | 'none' | 'awsvpc'
export type LaunchType = 'EC2' | 'FARGATE' | 'EXTERNAL'

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

/** Of Fargate, the only ones that are simulated. */
export interface CapacityProvider {
  readonly name: 'FARGATE' | 'FARGATE_SPOT'
  readonly base: number
  readonly weight: number
}

export interface TaskLaunch {
  readonly overrides: JsonRecord
  readonly tags: readonly Tag[]
  readonly enableExecuteCommand: boolean
  readonly platformVersion: string | null
  /** Null where a launch type was named. */
  readonly capacityProvider: CapacityProvider | null
  readonly clientToken: string | null
  /** How long after RUNNING nobody may find the task unhealthy (DP-208): its service's grace period when it was started (SV-206). */
  readonly graceMs: number
}

/** Names a strategy or filter that the user brought along. */
export type PluginType = `custom:${string}`

export interface PlacementStrategyItem {
  readonly type: 'spread' | 'binpack' | 'random' | PluginType
  /** `instanceId`, `attribute:NAME`, `cpu` or `memory`; '' for random; what a plug-in likes. */
  readonly field: string
}

export interface PlacementConstraintItem {
  readonly type: 'distinctInstance' | 'memberOf'
  /** In the cluster query language; '' for distinctInstance. */
  readonly expression: string
}

/** What a revision of a service fixes; a change of any of it is a deployment (SV-200). */
export interface Revision {
  readonly taskDefinitionArn: TaskDefinitionArn
  readonly launchType: LaunchType
  readonly platformVersion: string | null
  readonly capacityProvider: CapacityProvider | null
  readonly networkConfiguration: JsonRecord | null
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
  clusters: Cluster
  containerInstances: ContainerInstance
  taskDefinitions: TaskDefinition
  tasks: Task
  services: Service
  serviceEvents: ServiceEvent
  subnets: Subnet
  scripts: Script
  repositories: Repository
  images: Image
  imageTags: ImageTag
  obstacles: Obstacle
  outages: Outage
  faults: ScheduledFault
  alarms: Alarm
  serviceDeployments: ServiceDeployment
}
export type TableName = keyof Entities
