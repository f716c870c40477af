// What of a row must an index remember to know what a write has changed?
import type { TaskTraffic } from './balancing.ts'
import type { ContainerInstance, Task } from './entities.ts'
import { isRegistered, type Seat, type Standing, seatOf, standingOf } from './standing.ts'

/** A task as the indexes knew it before a write. */
export interface TaskTrace {
  readonly lastStatus: Task['lastStatus']
  readonly standing: Standing
  readonly seat: Seat
  readonly protectedUntilMs: Task['protectedUntilMs']
  readonly missing: TaskTraffic['missing']
  /** It has no place so far. */
  readonly isHomeless: boolean
}

export function traceOf(task: Readonly<Task>): TaskTrace {
  const { lastStatus, protectedUntilMs, traffic, wish } = task
  return {
    lastStatus,
    standing: standingOf(task),
    seat: seatOf(task),
    protectedUntilMs,
    missing: traffic?.missing,
    isHomeless: wish !== null,
  }
}

/** A container instance as the indexes knew it before a write. */
export type InstanceTrace = Pick<
  Readonly<ContainerInstance>,
  'status' | 'agentConnected' | 'attributes' | 'missingCapabilities' | 'versionInfo' | 'cpuUnits' | 'memoryMiB'
>

export function traceOfInstance({
  status,
  agentConnected,
  attributes,
  missingCapabilities,
  versionInfo,
  cpuUnits,
  memoryMiB,
}: Readonly<ContainerInstance>): InstanceTrace {
  return { status, agentConnected, attributes, missingCapabilities, versionInfo, cpuUnits, memoryMiB }
}

export function isSamePlace(before: InstanceTrace, after: InstanceTrace): boolean {
  return (
    before.status === after.status &&
    before.agentConnected === after.agentConnected &&
    before.attributes === after.attributes &&
    before.missingCapabilities === after.missingCapabilities &&
    before.versionInfo === after.versionInfo
  )
}

export type Size = Pick<InstanceTrace, 'cpuUnits' | 'memoryMiB'>

/** What an instance that ECS knows has registered; null for any other, and for none. */
export function offerOf(instance: Pick<InstanceTrace, 'status' | keyof Size> | null): Size | null {
  return instance !== null && isRegistered(instance.status) ? instance : null
}
