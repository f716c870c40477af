// The front door: every public name of the core, one by one.
export type { Ecs } from './api/ecs.ts'
export type { TaskExplanation } from './api/explain.ts'
export type { NotSimulated } from './api/not-simulated.ts'
export { definitionFromDescription } from './api/task-definitions/from-description.ts'
export type { AlarmInput, AlarmStateInput } from './controls/cloudwatch/alarms.ts'
export type { ContainerFault, CrashInput } from './controls/faults/containers.ts'
export type { ExternalInput, ExternalOutput } from './controls/fleet/external.ts'
export type { LaunchInput, LaunchOutput } from './controls/fleet/launch.ts'
export type { InstancesInput } from './controls/fleet/shapes.ts'
export type { SimulationOptions, SubnetOptions } from './controls/options.ts'
export type { PluginOptions } from './controls/plugins.ts'
export type { ContainerBehavior } from './controls/workload/behavior.ts'
export { boundsOf } from './deployment/service-view.ts'
export { LivelockError } from './engine/loop.ts'
export type { SnapshotDiff } from './engine/snapshots.ts'
export type { Goal, Wait } from './engine/watch.ts'
export { InternalError } from './kernel/assert.ts'
export { show, suggestion } from './kernel/closest.ts'
export {
  type Duration,
  formatDuration,
  formatInstant,
  type Instant,
  parseDurationMs,
  parseInstantMs,
} from './kernel/durations.ts'
export { AwsException, type AwsExceptionName, type Rejection, UsageError } from './kernel/errors.ts'
export {
  type BehaviorOptions,
  describeOptions,
  type LatencyOptions,
  PROFILES,
  type ProfileName,
} from './model/behavior.ts'
export { alive, Census, type Count, emptyCount, running } from './model/census.ts'
export type { JournalEntry, JournalKind } from './model/changes.ts'
export type {
  Cluster,
  ContainerInstance,
  Deployment,
  Service,
  ServiceEvent,
  Task,
  TaskDefinition,
} from './model/entities.ts'
export { findInstanceType, INSTANCE_TYPES, type InstanceType } from './model/instance-types.ts'
export type { Snapshot } from './model/snapshot.ts'
export { type Standing, standingOf } from './model/standing.ts'
export type { WorldView } from './model/view.ts'
export type {
  Decision,
  InstanceTrace,
  PlacementTrace,
  RankedCandidate,
  StrategyStep,
} from './placement/explain.ts'
export type {
  PlacementCandidate,
  PlacementDemand,
  PlacementFilterPlugin,
  PlacementStrategyPlugin,
} from './placement/plugin.ts'
export type { Cure, PlacementAdvice, Remedy } from './placement/remedies.ts'
export {
  type CloudWatch,
  type Faults,
  type Fleet,
  type Moment,
  type RunOutcome,
  Simulation,
  type Workload,
} from './simulation.ts'
