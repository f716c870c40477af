// What can happen to the world? Every kind of journal entry stands in one table, with the rows it touches. A planner
// returns changes and timers; only the engine carries them out.
import type { Entities, TableName } from './entities.ts'

type Operation = 'insert' | 'update' | 'remove' | 'note'

/** A note changes no row: it is evidence. */
export const JOURNAL_KINDS = {
  command: { table: null, operation: 'note' },
  'accountSetting.created': { table: 'accountSettings', operation: 'insert' },
  'accountSetting.changed': { table: 'accountSettings', operation: 'update' },
  'accountSetting.dropped': { table: 'accountSettings', operation: 'remove' },
  'cluster.created': { table: 'clusters', operation: 'insert' },
  'cluster.updated': { table: 'clusters', operation: 'update' },
  'cluster.tagged': { table: 'clusters', operation: 'update' },
  'cluster.deleted': { table: 'clusters', operation: 'update' },
  'cluster.forgotten': { table: 'clusters', operation: 'remove' },
  'capacityProvider.created': { table: 'capacityProviders', operation: 'insert' },
  'capacityProvider.updated': { table: 'capacityProviders', operation: 'update' },
  'capacityProvider.tagged': { table: 'capacityProviders', operation: 'update' },
  'capacityProvider.measured': { table: 'capacityProviders', operation: 'update' },
  'capacityProvider.deleted': { table: 'capacityProviders', operation: 'update' },
  'capacityProvider.forgotten': { table: 'capacityProviders', operation: 'remove' },
  'containerInstance.launched': { table: 'containerInstances', operation: 'insert' },
  'containerInstance.registered': { table: 'containerInstances', operation: 'update' },
  'containerInstance.stateChanged': { table: 'containerInstances', operation: 'update' },
  'containerInstance.agentChanged': { table: 'containerInstances', operation: 'update' },
  'containerInstance.attributesChanged': { table: 'containerInstances', operation: 'update' },
  'containerInstance.machineChanged': { table: 'containerInstances', operation: 'update' },
  'containerInstance.tagged': { table: 'containerInstances', operation: 'update' },
  'containerInstance.changed': { table: 'containerInstances', operation: 'update' },
  'containerInstance.deregistered': { table: 'containerInstances', operation: 'update' },
  'containerInstance.forgotten': { table: 'containerInstances', operation: 'remove' },
  'taskDefinition.registered': { table: 'taskDefinitions', operation: 'insert' },
  'taskDefinition.tagged': { table: 'taskDefinitions', operation: 'update' },
  'taskDefinition.deregistered': { table: 'taskDefinitions', operation: 'update' },
  'taskDefinition.deleteRequested': { table: 'taskDefinitions', operation: 'update' },
  'taskDefinition.deleted': { table: 'taskDefinitions', operation: 'update' },
  'subnet.found': { table: 'subnets', operation: 'insert' },
  'task.created': { table: 'tasks', operation: 'insert' },
  'task.adopted': { table: 'tasks', operation: 'insert' },
  'task.placed': { table: 'tasks', operation: 'update' },
  'task.admitted': { table: 'tasks', operation: 'update' },
  'task.attached': { table: 'tasks', operation: 'update' },
  'task.running': { table: 'tasks', operation: 'update' },
  'task.healthy': { table: 'tasks', operation: 'update' },
  'task.registered': { table: 'tasks', operation: 'update' },
  'task.trafficSeen': { table: 'tasks', operation: 'update' },
  'task.stepped': { table: 'tasks', operation: 'update' },
  'task.reported': { table: 'tasks', operation: 'update' },
  'task.healthSeen': { table: 'tasks', operation: 'update' },
  'task.tagged': { table: 'tasks', operation: 'update' },
  'task.protectionChanged': { table: 'tasks', operation: 'update' },
  'task.stopRequested': { table: 'tasks', operation: 'update' },
  'task.exited': { table: 'tasks', operation: 'update' },
  'task.stopped': { table: 'tasks', operation: 'update' },
  'task.forgotten': { table: 'tasks', operation: 'remove' },
  'task.refused': { table: null, operation: 'note' },
  'service.created': { table: 'services', operation: 'insert' },
  'service.updated': { table: 'services', operation: 'update' },
  'service.tagged': { table: 'services', operation: 'update' },
  'service.adopted': { table: 'services', operation: 'update' },
  'service.evaluated': { table: null, operation: 'note' },
  'service.action': { table: null, operation: 'note' },
  'service.scheduled': { table: 'services', operation: 'update' },
  'service.deploymentCompleted': { table: 'services', operation: 'update' },
  'service.imagesResolved': { table: 'services', operation: 'update' },
  'service.taskFailed': { table: 'services', operation: 'update' },
  'service.deploymentFailed': { table: 'services', operation: 'update' },
  'service.deleted': { table: 'services', operation: 'update' },
  'service.inactive': { table: 'services', operation: 'update' },
  'service.forgotten': { table: 'services', operation: 'remove' },
  'serviceDeployment.created': { table: 'serviceDeployments', operation: 'insert' },
  'serviceDeployment.changed': { table: 'serviceDeployments', operation: 'update' },
  'serviceDeployment.dropped': { table: 'serviceDeployments', operation: 'remove' },
  'alarm.created': { table: 'alarms', operation: 'insert' },
  'alarm.changed': { table: 'alarms', operation: 'update' },
  'alarm.stateChanged': { table: 'alarms', operation: 'update' },
  'alarm.actionsChanged': { table: 'alarms', operation: 'update' },
  'alarm.dropped': { table: 'alarms', operation: 'remove' },
  'dashboard.created': { table: 'dashboards', operation: 'insert' },
  'dashboard.changed': { table: 'dashboards', operation: 'update' },
  'dashboard.dropped': { table: 'dashboards', operation: 'remove' },
  'metricDatum.created': { table: 'metricData', operation: 'insert' },
  'metricDatum.dropped': { table: 'metricData', operation: 'remove' },
  'load.created': { table: 'loads', operation: 'insert' },
  'load.changed': { table: 'loads', operation: 'update' },
  'load.dropped': { table: 'loads', operation: 'remove' },
  'queue.created': { table: 'queues', operation: 'insert' },
  'queue.changed': { table: 'queues', operation: 'update' },
  'queue.dropped': { table: 'queues', operation: 'remove' },
  'scalableTarget.created': { table: 'scalableTargets', operation: 'insert' },
  'scalableTarget.changed': { table: 'scalableTargets', operation: 'update' },
  'scalableTarget.dropped': { table: 'scalableTargets', operation: 'remove' },
  'scalingPolicy.created': { table: 'scalingPolicies', operation: 'insert' },
  'scalingPolicy.changed': { table: 'scalingPolicies', operation: 'update' },
  'scalingPolicy.dropped': { table: 'scalingPolicies', operation: 'remove' },
  'scheduledAction.created': { table: 'scheduledActions', operation: 'insert' },
  'scheduledAction.changed': { table: 'scheduledActions', operation: 'update' },
  'scheduledAction.dropped': { table: 'scheduledActions', operation: 'remove' },
  'scalingActivity.created': { table: 'scalingActivities', operation: 'insert' },
  'scalingActivity.changed': { table: 'scalingActivities', operation: 'update' },
  'scalingActivity.dropped': { table: 'scalingActivities', operation: 'remove' },
  'launchSource.created': { table: 'launchSources', operation: 'insert' },
  'launchSource.changed': { table: 'launchSources', operation: 'update' },
  'launchSource.dropped': { table: 'launchSources', operation: 'remove' },
  'autoScalingGroup.created': { table: 'autoScalingGroups', operation: 'insert' },
  'autoScalingGroup.changed': { table: 'autoScalingGroups', operation: 'update' },
  'autoScalingGroup.dropped': { table: 'autoScalingGroups', operation: 'remove' },
  'groupInstance.created': { table: 'groupInstances', operation: 'insert' },
  'groupInstance.changed': { table: 'groupInstances', operation: 'update' },
  'groupInstance.dropped': { table: 'groupInstances', operation: 'remove' },
  'groupPolicy.created': { table: 'groupPolicies', operation: 'insert' },
  'groupPolicy.changed': { table: 'groupPolicies', operation: 'update' },
  'groupPolicy.dropped': { table: 'groupPolicies', operation: 'remove' },
  'groupSchedule.created': { table: 'groupSchedules', operation: 'insert' },
  'groupSchedule.changed': { table: 'groupSchedules', operation: 'update' },
  'groupSchedule.dropped': { table: 'groupSchedules', operation: 'remove' },
  'groupActivity.created': { table: 'groupActivities', operation: 'insert' },
  'groupActivity.changed': { table: 'groupActivities', operation: 'update' },
  'groupActivity.dropped': { table: 'groupActivities', operation: 'remove' },
  'instanceRefresh.created': { table: 'instanceRefreshes', operation: 'insert' },
  'instanceRefresh.changed': { table: 'instanceRefreshes', operation: 'update' },
  'instanceRefresh.dropped': { table: 'instanceRefreshes', operation: 'remove' },
  'script.created': { table: 'scripts', operation: 'insert' },
  'script.changed': { table: 'scripts', operation: 'update' },
  'script.dropped': { table: 'scripts', operation: 'remove' },
  'loadBalancer.created': { table: 'loadBalancers', operation: 'insert' },
  'loadBalancer.updated': { table: 'loadBalancers', operation: 'update' },
  'loadBalancer.dropped': { table: 'loadBalancers', operation: 'remove' },
  'listener.created': { table: 'listeners', operation: 'insert' },
  'listener.updated': { table: 'listeners', operation: 'update' },
  'listener.dropped': { table: 'listeners', operation: 'remove' },
  'listenerRule.created': { table: 'listenerRules', operation: 'insert' },
  'listenerRule.updated': { table: 'listenerRules', operation: 'update' },
  'listenerRule.dropped': { table: 'listenerRules', operation: 'remove' },
  'targetGroup.created': { table: 'targetGroups', operation: 'insert' },
  'targetGroup.updated': { table: 'targetGroups', operation: 'update' },
  'targetGroup.dropped': { table: 'targetGroups', operation: 'remove' },
  'target.created': { table: 'targets', operation: 'insert' },
  'target.changed': { table: 'targets', operation: 'update' },
  'target.deregistered': { table: 'targets', operation: 'update' },
  'target.dropped': { table: 'targets', operation: 'remove' },
  'repository.created': { table: 'repositories', operation: 'insert' },
  'image.created': { table: 'images', operation: 'insert' },
  'image.dropped': { table: 'images', operation: 'remove' },
  'imageTag.created': { table: 'imageTags', operation: 'insert' },
  'imageTag.moved': { table: 'imageTags', operation: 'update' },
  'imageTag.dropped': { table: 'imageTags', operation: 'remove' },
  'obstacle.created': { table: 'obstacles', operation: 'insert' },
  'obstacle.changed': { table: 'obstacles', operation: 'update' },
  'obstacle.dropped': { table: 'obstacles', operation: 'remove' },
  'outage.created': { table: 'outages', operation: 'insert' },
  'outage.dropped': { table: 'outages', operation: 'remove' },
  'fault.created': { table: 'faults', operation: 'insert' },
  'fault.struck': { table: 'faults', operation: 'update' },
  'serviceEvent.created': { table: 'serviceEvents', operation: 'insert' },
  'serviceEvent.dropped': { table: 'serviceEvents', operation: 'remove' },
} as const satisfies Record<string, { table: TableName | null; operation: Operation }>

export type JournalKind = keyof typeof JOURNAL_KINDS

/** Where a task's life in the journal begins: it was started, or it ran already when it was adopted. */
export const TASK_BEGINNINGS: ReadonlySet<JournalKind> = new Set(['task.created', 'task.adopted'] as const)
type KindOf<O extends Operation> = {
  [K in JournalKind]: (typeof JOURNAL_KINDS)[K]['operation'] extends O ? K : never
}[JournalKind]
type RowOf<K extends JournalKind> = (typeof JOURNAL_KINDS)[K]['table'] extends infer T extends TableName
  ? Entities[T]
  : never

/** One thing that a plan wants written. `set` is never changed after it is made. */
export interface Change {
  readonly kind: JournalKind
  readonly id: string
  readonly set: object | null
  readonly rule: string | null
}

/** Something that a plan wants to happen later. */
export interface Timer {
  readonly atMs: number
  readonly kind: TimerKind
  readonly id: string
}

export type TimerKind =
  | 'containerInstance.register'
  | 'containerInstance.forget'
  | 'containerInstance.turn'
  | 'containerInstance.reclaim'
  | 'containerInstance.updateAgent'
  | 'taskDefinition.poll'
  | 'task.attach'
  | 'task.giveUp'
  | 'task.attachTimeout'
  | 'task.step'
  | 'task.settle'
  | 'task.grace'
  | 'task.stop'
  | 'task.reclaim'
  | 'task.unprotect'
  | 'task.forget'
  | 'target.step'
  | 'service.wake'
  | 'alarm.release'
  | 'service.forget'
  | 'fault.strike'
  | 'groupInstance.step'
  | 'autoScalingGroup.retry'
  | 'instanceRefresh.step'
  | 'minute.tick'

export interface Plan {
  readonly changes: readonly Change[]
  readonly timers: readonly Timer[]
}

export const NO_PLAN: Plan = { changes: [], timers: [] }

export function inserted<K extends KindOf<'insert'>>(
  kind: K,
  id: string,
  row: RowOf<K>,
  rule: string | null = null,
): Change {
  return { kind, id, set: row, rule }
}

export function updated<K extends KindOf<'update'>>(
  kind: K,
  id: string,
  set: Partial<RowOf<K>>,
  rule: string | null = null,
): Change {
  return { kind, id, set, rule }
}

export function removed(kind: KindOf<'remove'>, id: string, rule: string | null = null): Change {
  return { kind, id, set: null, rule }
}

export function noted(kind: KindOf<'note'>, id: string, facts: object, rule: string | null = null): Change {
  return { kind, id, set: facts, rule }
}

/** One line of the journal: what changed on which entity, because of which entry, by which rule. */
export interface JournalEntry {
  readonly seq: number
  readonly atMs: number
  readonly kind: JournalKind
  readonly id: string
  /** `seq` of the entry this one follows from; null for a command. */
  readonly cause: number | null
  readonly rule: string | null
  readonly set: object | null
}
