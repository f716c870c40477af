// Where does a task stand in the eyes of a scheduler? Six places, told from four fields of the task.
import type { ContainerInstance, Task } from './entities.ts'

/**
 * - starting: wanted, not yet RUNNING
 * - unsettled: RUNNING, not yet counted toward minimumHealthyPercent (DP-200)
 * - unhealthy: RUNNING, and found to be in need of a replacement (DP-600)
 * - healthy: RUNNING and counted (DP-104)
 * - stopping: asked to stop, not yet STOPPED; counts toward maximumPercent alone (DP-103)
 * - stopped: over
 */
export type Standing = 'starting' | 'unsettled' | 'unhealthy' | 'healthy' | 'stopping' | 'stopped'

export function standingOf(task: Readonly<Task>): Standing {
  if (task.lastStatus === 'STOPPED') return 'stopped'
  if (task.desiredStatus === 'STOPPED') return 'stopping'
  if (task.lastStatus !== 'RUNNING') return 'starting'
  if (task.healthyAtMs !== null) return 'healthy'
  return task.finding === null ? 'unsettled' : 'unhealthy'
}

/**
 * What a task is to the agent of its instance (LC-14): it waits for room from PENDING on, holds it from when the agent takes the task
 * up, and gives it back with its last container. An interface that is still being attached or detached is the control plane's business.
 */
export type Seat = 'none' | 'waiting' | 'held'

export function seatOf({ lastStatus, desiredStatus, admittedAtMs }: Readonly<Task>): Seat {
  if (lastStatus === 'PROVISIONING' || lastStatus === 'DEPROVISIONING' || lastStatus === 'STOPPED') return 'none'
  if (admittedAtMs !== null) return 'held'
  // One that is to stop before its turn has come does not wait for it.
  return desiredStatus === 'RUNNING' ? 'waiting' : 'none'
}

/** ECS knows the instance: it keeps its tasks, its ledgers and its place in the counts (CI-15, CL-06). */
export function isRegistered(status: ContainerInstance['status']): boolean {
  return status === 'ACTIVE' || status === 'DRAINING'
}

/** It found no room, and waits for its capacity provider to make some (CP-24). */
export function isWaitingForRoom({ wish, desiredStatus }: Pick<Readonly<Task>, 'wish' | 'desiredStatus'>): boolean {
  return wish !== null && desiredStatus === 'RUNNING'
}

/** Placement looks at this: the task's room is promised to it (PL-16). */
export function isPromised(standing: Standing): boolean {
  return standing !== 'stopping' && standing !== 'stopped'
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
