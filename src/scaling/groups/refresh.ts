// What does an instance refresh do next? It replaces as many instances as the percentages allow, waits until the new ones are warm, and goes on (AG-25).
import type { InstanceRefresh } from '../../model/scaling/refreshes.ts'
import { ceilOf } from '../rounding.ts'
import { isComing, isCounted, isLeaving, type Member } from './members.ts'
import { type Choice, victims } from './termination.ts'

/** How long it waits for instances that it may not replace. */
export const LONGEST_WAIT_MS = 3_600_000

export interface RefreshSight {
  readonly refresh: Readonly<InstanceRefresh>
  readonly group: Choice & { readonly desiredCapacity: number }
  readonly members: readonly Member[]
  /** The group, or the process, is suspended: nothing new is begun. */
  readonly isSuspended: boolean
  readonly nowMs: number
}

export interface RefreshPlan {
  /** To be let go now; the group launches others in their places. */
  readonly go: readonly Member[]
  /** To be launched beyond the desired capacity. */
  readonly extra: number
  /** How many have been replaced by instances that are warm. */
  readonly updated: number
  /** Nothing is left to replace, and what came is warm; or the last checkpoint is reached. */
  readonly isDone: boolean
  /** The next checkpoint is reached, and it is not the last one. */
  readonly isAtCheckpoint: boolean
  /** Only instances are left that it has to wait for. */
  readonly isBlocked: boolean
  /** Nothing of the group comes or goes. */
  readonly isQuiet: boolean
  /** What it waits for, in words. */
  readonly reason: string
  /** When the next instance is warm; null when none warms up. */
  readonly warmAtMs: number | null
}

/** How many of a group there may be while it is refreshed: AWS rounds percentages up. */
export function refreshBounds(
  { minHealthyPercent, maxHealthyPercent }: InstanceRefresh['preferences'],
  desired: number,
): { readonly least: number; readonly most: number } {
  const partOf = (percent: number) => ceilOf((desired * percent) / 100)
  return { least: partOf(minHealthyPercent), most: Math.max(desired, partOf(maxHealthyPercent)) }
}

/** The members by what the refresh makes of them. */
interface Parts {
  /** To be replaced, and free to be. */
  readonly candidates: readonly Member[]
  /** To be replaced, and protected or set aside: it waits. */
  readonly blocked: readonly Member[]
  readonly leaving: readonly Member[]
  /** Neither old nor leaving. */
  readonly fresh: readonly Member[]
  readonly counted: number
  readonly ready: number
  readonly warming: readonly Member[]
}

export function planRefresh(sight: RefreshSight): RefreshPlan {
  const { refresh, group, nowMs } = sight
  const parts = partsOf(sight)
  const { candidates, blocked, leaving, fresh } = parts
  const left = candidates.length + blocked.length + leaving.length
  const updated = Math.max(0, Math.min(refresh.total - left, fresh.filter((each) => isReady(sight, each)).length))
  const isQuiet = leaving.length === 0 && parts.warming.length === 0
  const limit = limitOf(refresh)
  const isReached = limit < refresh.total && updated >= limit && isQuiet
  const isLast = refresh.checkpointsPassed >= refresh.preferences.checkpoints.length - 1
  const isPaused = refresh.pausedUntilMs !== null && nowMs < refresh.pausedUntilMs
  const isOver = (left === 0 && isQuiet) || (isReached && isLast)
  const rests = sight.isSuspended || isPaused || isReached || isOver || refresh.status === 'Cancelling'
  const begun = refresh.total - candidates.length - blocked.length
  const room = rests ? { go: 0, extra: 0 } : roomOf(sight, parts, Math.max(0, limit - begun))
  return {
    go: chosen(group, candidates, room.go, nowMs),
    extra: room.extra,
    updated,
    isDone: isOver,
    isAtCheckpoint: isReached && !isLast,
    isBlocked: candidates.length === 0 && blocked.length > 0 && isQuiet,
    isQuiet,
    reason: reasonOf(sight, parts, isPaused),
    warmAtMs: earliest(parts.warming.flatMap((each) => warmAt(sight, each) ?? [])),
  }
}

/** Replaced by then, at the next checkpoint; all of them without any. */
function limitOf({ total, checkpointsPassed, preferences: { checkpoints } }: Readonly<InstanceRefresh>): number {
  const percent = checkpoints[checkpointsPassed] ?? 100
  return Math.min(total, ceilOf((total * percent) / 100))
}

/** An instance that is still leaving takes up the room of its replacement: the next one waits for its end. */
function roomOf(
  { refresh, group: { desiredCapacity: desired } }: RefreshSight,
  { candidates, leaving, fresh, counted, ready, warming }: Parts,
  allowed: number,
): { readonly go: number; readonly extra: number } {
  const { least, most } = refreshBounds(refresh.preferences, desired)
  const go = Math.max(0, Math.min(ready - least - leaving.length, candidates.length, allowed))
  const missing = Math.max(0, desired - (counted - go))
  const free = most - (counted - go) - missing - leaving.length - go
  const extra =
    most <= desired ? 0 : Math.min(free, desired - fresh.length - missing, candidates.length - go, allowed - go)
  if (go > 0 || extra > 0) return { go, extra: Math.max(0, extra) }
  // Whatever the percentages say, one at a time is replaced.
  const isStill = leaving.length === 0 && warming.length === 0 && most <= desired
  return { go: isStill ? Math.min(1, candidates.length, allowed) : 0, extra: 0 }
}

function chosen(group: Choice, candidates: readonly Member[], count: number, nowMs: number): readonly Member[] {
  if (count === 0) return []
  // Whom it may replace has been settled: here nobody is protected, nor set aside.
  const free = candidates.map((member) => ({ ...member, isProtected: false, state: 'InService' as const }))
  const ids = victims(group, free, count, nowMs).map(({ id }) => id)
  return ids.map((id) => candidates.find((member) => member.id === id)!)
}

function partsOf(sight: RefreshSight): Parts {
  const { refresh, members } = sight
  const { protectedInstances, standbyInstances } = refresh.preferences
  const isOld = ({ id }: Member) => refresh.old.includes(id)
  const old = members.filter((member) => isOld(member) && !isLeaving(member))
  const wordFor = ({ isProtected, state }: Member) =>
    state === 'Standby' ? standbyInstances : isProtected ? protectedInstances : 'Refresh'
  const counted = members.filter(isCounted)
  return {
    candidates: old.filter((member) => ['Refresh', 'Terminate'].includes(wordFor(member))),
    blocked: old.filter((member) => wordFor(member) === 'Wait'),
    leaving: members.filter((member) => isOld(member) && isLeaving(member)),
    fresh: counted.filter((member) => !isOld(member)),
    counted: counted.length,
    ready: counted.filter((member) => isReady(sight, member)).length,
    warming: counted.filter((member) => !isReady(sight, member)),
  }
}

function isReady(sight: RefreshSight, member: Member): boolean {
  const { state, isHealthy, isLost, failsChecks } = member
  if (state !== 'InService' || !isHealthy || isLost || failsChecks) return false
  return sight.nowMs >= (warmAt(sight, member) ?? 0)
}

/** Who was there when it began has long been warm. */
function warmAt({ refresh }: RefreshSight, { launchedAtMs, inServiceAtMs, state }: Member): number | null {
  if (state !== 'InService' || inServiceAtMs === null || launchedAtMs < refresh.startedAtMs) return null
  return inServiceAtMs + refresh.preferences.warmupMs
}

function earliest(instants: readonly number[]): number | null {
  return instants.length === 0 ? null : Math.min(...instants)
}

function reasonOf(
  { refresh, isSuspended }: RefreshSight,
  { leaving, warming, blocked }: Parts,
  isPaused: boolean,
): string {
  if (isSuspended) return 'The InstanceRefresh, Launch or Terminate process is suspended.'
  if (isPaused)
    return `Waiting at the checkpoint of ${refresh.preferences.checkpoints[refresh.checkpointsPassed - 1]}%.`
  const [coming] = warming.filter(isComing)
  const [warm] = warming
  if (leaving[0] !== undefined)
    return `Terminating instances before continuing. For example: ${leaving[0].id} is being terminated.`
  if (coming !== undefined)
    return `Waiting for instances to launch before continuing. For example: ${coming.id} is ${coming.state}.`
  if (warm !== undefined)
    return `Waiting for instances to warm up before continuing. For example: ${warm.id} is warming up.`
  if (blocked[0] !== undefined)
    return `Waiting for ${blocked.length} instance(s) that are protected from scale-in or on standby. For example: ${blocked[0].id}.`
  return ''
}
