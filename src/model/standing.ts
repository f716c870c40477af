// Where does a task stand in the eyes of a scheduler? Five places, told from three fields of the task.
import type { ContainerInstance, Task } from './entities.ts'

/**
 * - starting: wanted, not yet RUNNING
 * - unsettled: RUNNING, not yet counted toward minimumHealthyPercent (DP-200)
 * - healthy: RUNNING and counted (DP-104)
 * - stopping: asked to stop, not yet STOPPED; counts toward maximumPercent alone (DP-103)
 * - stopped: over
 */
export type Standing = 'starting' | 'unsettled' | 'healthy' | 'stopping' | 'stopped'

export function standingOf(task: Readonly<Task>): Standing {
  if (task.lastStatus === 'STOPPED') return 'stopped'
  if (task.desiredStatus === 'STOPPED') return 'stopping'
  if (task.lastStatus !== 'RUNNING') return 'starting'
  return task.healthyAtMs === null ? 'unsettled' : 'healthy'
}

/** ECS knows the instance: it keeps its tasks, its ledgers and its place in the counts (CI-15, CL-06). */
export function isRegistered(status: ContainerInstance['status']): boolean {
  return status === 'ACTIVE' || status === 'DRAINING'
}

/** Placement looks at this: the task's room is promised to it (PL-16). */
export function isPromised(standing: Standing): boolean {
  return standing === 'starting' || standing === 'unsettled' || standing === 'healthy'
}

/** The legal edges of a task's lastStatus (LC-2…LC-10). */
export const TASK_EDGES: Readonly<Record<Task['lastStatus'], readonly Task['lastStatus'][]>> = {
  PROVISIONING: ['PENDING', 'DEPROVISIONING', 'STOPPED'],
  PENDING: ['ACTIVATING', 'RUNNING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'],
  ACTIVATING: ['RUNNING', 'DEPROVISIONING', 'STOPPED'],
  RUNNING: ['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'],
  DEACTIVATING: ['STOPPING', 'DEPROVISIONING', 'STOPPED'],
  STOPPING: ['DEPROVISIONING', 'STOPPED'],
  DEPROVISIONING: ['STOPPED'],
  STOPPED: [],
}

const ON_THEIR_WAY: ReadonlySet<Task['lastStatus']> = new Set(['PROVISIONING', 'PENDING', 'ACTIVATING'])

/** What AWS counts as pending (SV-310). */
export function isPending({ lastStatus }: Pick<Readonly<Task>, 'lastStatus'>): boolean {
  return ON_THEIR_WAY.has(lastStatus)
}
