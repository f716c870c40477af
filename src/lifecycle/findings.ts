// Who finds a service's task unhealthy, and from when on does it count? (DP-208, DP-209, DP-600, HC-11, HC-12)
import type { Finding, Task } from '../model/entities.ts'

const BY_CONTAINERS: Finding = {
  by: 'containers',
  rule: 'EV-140',
  event: 'failed container health checks.',
  stoppedReason: 'Task failed container health checks',
}

type Judged = Pick<Readonly<Task>, 'serviceArn' | 'lastStatus' | 'startedAtMs' | 'launch' | 'finding'>

/** What the health of its containers, as it was last seen, makes of a task: a verdict within the grace period changes nothing. */
export function findingOf(task: Judged, healthStatus: Task['healthStatus'], nowMs: number): Finding | null {
  if (task.serviceArn === null || task.lastStatus !== 'RUNNING') return task.finding
  return healthStatus === 'UNHEALTHY' && graceEndMs(task) <= nowMs ? BY_CONTAINERS : null
}

/** When a verdict that stands now will count; null when it does already, or there is none. */
export function findingDueMs(task: Judged, healthStatus: Task['healthStatus'], nowMs: number): number | null {
  if (healthStatus !== 'UNHEALTHY' || task.serviceArn === null || task.lastStatus !== 'RUNNING') return null
  const atMs = graceEndMs(task)
  return atMs > nowMs ? atMs : null
}

/** The grace period begins when the task is RUNNING. */
function graceEndMs({ startedAtMs, launch }: Judged): number {
  return (startedAtMs ?? 0) + launch.graceMs
}
