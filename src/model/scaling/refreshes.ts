// What is an instance refresh? An Auto Scaling group's instances are replaced by new ones, some at a time (AG-25).
import type { JsonRecord } from '../basics.ts'
import type { GroupLaunch } from './groups.ts'

export type RefreshStatus =
  | 'InProgress'
  | 'Baking'
  | 'Successful'
  | 'Failed'
  | 'Cancelling'
  | 'Cancelled'
  | 'RollbackInProgress'
  | 'RollbackSuccessful'
  | 'RollbackFailed'

export interface RefreshPreferences {
  readonly minHealthyPercent: number
  readonly maxHealthyPercent: number
  readonly warmupMs: number
  /** Percentages, ascending; without any, all instances are replaced in one go. */
  readonly checkpoints: readonly number[]
  readonly checkpointDelayMs: number
  readonly protectedInstances: 'Refresh' | 'Ignore' | 'Wait'
  readonly standbyInstances: 'Terminate' | 'Ignore' | 'Wait'
  readonly rollsBack: boolean
  readonly bakeMs: number
}

export interface InstanceRefresh {
  id: string
  groupName: string
  status: RefreshStatus
  /** Why it has ended so; null while it goes on, and for one that has succeeded. */
  statusReason: string | null
  startedAtMs: number
  endedAtMs: number | null
  /** What new instances are launched from, if that is another than the group's. */
  launch: GroupLaunch | null
  preferences: RefreshPreferences
  /** Ids of the instances that are to go, and how many there were. */
  old: readonly string[]
  total: number
  /** Ids of instances of the warm pool that are to go, after those of the group (AG-23); absent where there was no pool. */
  oldPool?: readonly string[]
  /** How many of them had been replaced when it ended, or was rolled back. */
  updated: number
  /** How many checkpoints it has passed, and until when it rests at the last one of these. */
  checkpointsPassed: number
  pausedUntilMs: number | null
  /** Since when nothing is left but instances that it may not replace. */
  blockedSinceMs: number | null
  bakedAtMs: number | null
  /** When it looks at itself again; null when it waits for something to happen. */
  dueAtMs: number | null
  rollback: RefreshRollback | null
  /** As they came, with AWS's names. */
  kept: JsonRecord
}

interface RefreshRollback {
  readonly reason: string
  readonly startedAtMs: number
  /** As they stood then. */
  readonly updated: number
  readonly total: number
}

const ACTIVE: ReadonlySet<RefreshStatus> = new Set(['InProgress', 'Baking', 'Cancelling', 'RollbackInProgress'])

export const isActive = ({ status }: Pick<InstanceRefresh, 'status'>): boolean => ACTIVE.has(status)
