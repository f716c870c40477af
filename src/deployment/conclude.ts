// What follows from an evaluation? Completion, steady state, deadlock, the next try, and the words for each (DP-002 step 8).
import { alive, wanted } from '../model/census.ts'
import type { Deployment, Notice, Service } from '../model/entities.ts'
import { daemonMisplaced, type ServiceAction } from './actions.ts'
import { bakeMs } from './alarms.ts'
import { afterFailure, isCounted, isHeld, isThrottled } from './attempts.ts'
import { withFailures } from './breaker.ts'
import { concludeMove } from './conclude-move.ts'
import { planFailure } from './failure.ts'
import { announce, type Condition } from './notices.ts'
import type { Outcome, Refusal, Started } from './quotas.ts'
import { planMoveIn } from './rebalance.ts'
import { type RolloutChange, settledRollouts } from './rollouts.ts'
import { isSteady, primaryOf, progressOf, type ServiceView } from './service-view.ts'
import { strayConditions } from './strays.ts'
import { rolloutReasons, texts } from './texts.ts'

export interface Conclusion {
  /** The fields of the service that change; empty when nothing does. */
  readonly set: Partial<Service>
  /** Service events in the order in which they are written (EV-203). */
  readonly events: readonly string[]
  readonly actions: readonly ServiceAction[]
  readonly rollouts: readonly RolloutChange[]
  readonly completed: boolean
  readonly inactive: boolean
}

export function conclude(view: ServiceView, outcome: Outcome): Conclusion {
  const { service } = view
  if (service.status !== 'ACTIVE') return concludeDeletion(view, outcome)
  const bakeEndMs = bakeEndOf(view)
  const rows = bakedRows(
    view,
    service.deployments.map((row) => settleRow(view, row, outcome)),
    bakeEndMs,
  )
  const completed = bakeEndMs !== null && bakeEndMs <= view.nowMs
  const deployments = completed ? [complete(view, rows[0]!)] : rows
  const next = { ...view, service: { ...service, deployments, steadySinceMs: view.nowMs } }
  const isNowSteady = isSteady(next)
  const move = concludeMove(view, outcome)
  const strays = strayConditions(view)
  const conditions = [...strays, ...move.conditions, ...conditionsOf(view, outcome, rows, isNowSteady)]
  const { due, notices } = announce(service.notices, conditions, view.nowMs, view.behavior.eventRepeatIntervalMs)
  const isOfStray = (message: string) => strays.some((stray) => stray.message === message)
  const steady = isNowSteady ? due.filter((message) => message === texts.steady(service.name)) : []
  const events = [
    ...due.filter(isOfStray),
    ...doings(view, outcome),
    ...move.events,
    ...due.filter((message) => !steady.includes(message) && !isOfStray(message)),
    ...outcome.failure,
    ...(completed ? [texts.completed(service.name, primaryOf(service).id)] : []),
    ...steady,
  ]
  const isNews = isNowSteady && service.steadySinceMs === null
  // Out of a steady state that has just been said, a move begins at once; what was counted just now may be too much.
  const isDue = (isNews && planMoveIn(next).length > 0) || planFailure(next) !== null
  const wake = isDue ? view.nowMs : wakeAtMs(view, deployments, notices, completed ? null : bakeEndMs)
  const set = changed(service, {
    deployments: sameRows(service.deployments, deployments) ? service.deployments : deployments,
    steadySinceMs: isNowSteady ? (service.steadySinceMs ?? view.nowMs) : null,
    blockedSinceMs: outcome.refusal === null ? null : (service.blockedSinceMs ?? view.nowMs),
    rebalancing: move.rebalancing,
    notices,
    wakeAtMs: wake,
  })
  // A wake-up of this very instant has been spent: the same again is a new one.
  const again = wake !== null && wake <= view.nowMs ? { wakeAtMs: wake } : {}
  const actions = [...daemonMisplaced(outcome.misplacedOn), ...move.actions]
  const rollouts = settledRollouts(view, completed)
  return { set: { ...set, ...again }, events, actions, rollouts, completed, inactive: false }
}

/** DRAINING becomes INACTIVE once every task is stopping or stopped (SV-304). */
function concludeDeletion(view: ServiceView, outcome: Outcome): Conclusion {
  const inactive = view.service.status === 'DRAINING' && wanted(view.total) === 0
  const set: Partial<Service> = inactive
    ? { status: 'INACTIVE', inactiveAtMs: view.nowMs, deployments: [], wakeAtMs: null, notices: [] }
    : {}
  return { set, events: doings(view, outcome), actions: [], rollouts: [], completed: false, inactive }
}

/** The new tasks all run and are healthy, and no task of another deployment is left (DP-410, DP-130). */
function isComplete(view: ServiceView): boolean {
  const { desiredCount } = view.service
  const primary = primaryOf(view.service)
  const count = view.countOf(primary)
  return (
    primary.rolloutState === 'IN_PROGRESS' &&
    count.healthy === desiredCount &&
    wanted(count) === desiredCount &&
    alive(view.total) === alive(count)
  )
}

function complete(view: ServiceView, row: Readonly<Deployment>): Deployment {
  return {
    ...row,
    rolloutState: 'COMPLETED',
    rolloutStateReason: rolloutReasons.completed(row.id),
    updatedAtMs: view.nowMs,
    completedAtMs: view.nowMs,
    bakingSinceMs: null,
  }
}

/** When the deployment will be complete: now, or after a watch for alarms (CB-70); null while a step is still to be taken. */
function bakeEndOf(view: ServiceView): number | null {
  if (!isComplete(view)) return null
  return (primaryOf(view.service).bakingSinceMs ?? view.nowMs) + bakeMs(view)
}

function bakedRows(
  { service, nowMs }: ServiceView,
  rows: readonly Readonly<Deployment>[],
  bakeEndMs: number | null,
): readonly Readonly<Deployment>[] {
  const before = primaryOf(service).bakingSinceMs
  const bakingSinceMs = bakeEndMs === null || bakeEndMs <= nowMs ? null : (before ?? nowMs)
  return bakingSinceMs === before ? rows : rows.map((row, index) => (index === 0 ? { ...row, bakingSinceMs } : row))
}

/** Debts paid, flags lowered, attempts counted; the same object when nothing of it changed. */
function settleRow(view: ServiceView, row: Readonly<Deployment>, outcome: Outcome): Readonly<Deployment> {
  const paid = (why: Started['why']): number =>
    outcome.started
      .filter((start) => start.deployment.id === row.id && start.why === why)
      .reduce((sum, { taskIds }) => sum + taskIds.length, 0)
  const counted =
    outcome.refusal?.deployment.id === row.id && isAttempt(view, row) && isCounted(row.attempts, view.nowMs)
  const next = {
    supersededNow: false,
    owedForLoss: row.owedForLoss - paid('lost'),
    owedForScaleOut: row.owedForScaleOut - paid('scale-out'),
    attempts: counted ? afterFailure(row.attempts, view.nowMs, view.behavior) : attemptsOf(view, row, outcome),
    failedTasks: withFailures(view.service, row, Number(counted) + replacedOf(row, outcome), view.behavior),
  }
  return Object.keys(changed(row, next)).length === 0 ? row : { ...row, ...next }
}

/** A task that is replaced because it is unhealthy is a failure at that instant (CB-11). */
function replacedOf({ id }: Readonly<Deployment>, { replaced }: Outcome): number {
  return replaced.length === 0 ? 0 : replaced.filter(({ deploymentId }) => deploymentId === id).length
}

/** Only while a row has neither a PENDING nor a RUNNING task do its attempts count (DP-710). */
function isAttempt(view: ServiceView, row: Readonly<Deployment>): boolean {
  return wanted(view.countOf(row)) === 0
}

function attemptsOf(view: ServiceView, row: Readonly<Deployment>, outcome: Outcome): Deployment['attempts'] {
  const waits = outcome.refusal?.deployment.id === row.id && isAttempt(view, row)
  return waits || row.attempts.nextAtMs === null ? row.attempts : { ...row.attempts, nextAtMs: null }
}

function conditionsOf(
  view: ServiceView,
  outcome: Outcome,
  rows: readonly Readonly<Deployment>[],
  isNowSteady: boolean,
): Condition[] {
  const { name } = view.service
  const conditions: Condition[] = []
  if (outcome.refusal !== null) conditions.push(...refusalSaid(view, outcome.refusal))
  if (rows.some((row) => isThrottled(row.attempts, view.behavior)))
    conditions.push({ rule: 'EV-121', message: texts.throttled(name) })
  for (const { deploymentId, count } of outcome.spared)
    conditions.push({ rule: 'EV-125', message: texts.spared(name, deploymentId, count) })
  if (outcome.refusal === null && outcome.spared.length === 0 && isDeadlocked(view))
    conditions.push({ rule: 'EV-120', message: texts.deadlocked(name) })
  if (isNowSteady) conditions.push({ rule: 'EV-100', message: texts.steady(name) })
  return conditions
}

/** A deployment under the eye of its circuit breaker, of which some tasks were launched, says how many were not (EV-112). */
function refusalSaid(view: ServiceView, { deployment, message, reason, missing }: Refusal): Condition[] {
  const { circuitBreaker, name } = view.service
  const row = primaryOf(view.service)
  const isPart = deployment.id === row.id && row.rolloutState === 'IN_PROGRESS' && !isAttempt(view, row)
  const said = { rule: 'EV-130', message }
  if (!circuitBreaker.enable || !isPart) return [said]
  return [said, { rule: 'EV-112', message: texts.partlyLaunched(name, row.id, missing, reason) }]
}

/** Neither bound leaves room to move, and nothing in flight will change that: a deployment's (DP-150), a draining instance's (DP-503). */
export function isDeadlocked(view: ServiceView): boolean {
  if (view.service.status !== 'ACTIVE' || primaryOf(view.service).rolloutState === 'FAILED') return false
  const progress = progressOf(view)
  const inFlight = view.total.starting + view.total.unsettled + view.total.stopping
  return progress.freshWanted < view.service.desiredCount && progress.bounds.upper <= progress.total && inFlight === 0
}

/** Groups first, then deployments, each in the order in which the stops met them (EV-106, EV-107). */
function drainingSaid(name: string, { draining }: Outcome): string[] {
  const count = (keys: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts]
  }
  const groups = count(draining.flatMap(({ targetGroups }) => targetGroups))
  const deployments = count(draining.map(({ deploymentId }) => deploymentId ?? ''))
  return [
    ...groups.map(([group, targets]) => texts.deregistered(name, group, targets)),
    ...deployments.map(([deployment, tasks]) => texts.draining(name, deployment, tasks)),
  ]
}

function doings(view: ServiceView, outcome: Outcome): string[] {
  const { name } = view.service
  const limit = view.behavior.taskIdsPerEvent
  return [
    ...outcome.replaced.map(({ taskId, finding }) => texts.unhealthy(name, taskId, finding.event)),
    ...inChunks(outcome.stoppedRunning, limit).map((ids) => texts.stoppedRunning(name, ids)),
    ...(outcome.stoppedPending > 0 ? [texts.stoppedPending(name, outcome.stoppedPending)] : []),
    ...drainingSaid(name, outcome),
    ...startsSaid(outcome, name, limit),
  ]
}

function startsSaid({ started }: Outcome, name: string, limit: number): string[] {
  const replacements = new Set(started.filter(({ why }) => why === 'unhealthy').flatMap(({ taskIds }) => taskIds))
  return inChunks(
    started.flatMap(({ taskIds }) => taskIds),
    limit,
  ).map((ids) => texts.started(name, ids, ids.filter((id) => replacements.has(id)).length))
}

/** Said again after a while though nothing else happens. */
const REPEATED: ReadonlySet<string> = new Set(['EV-100', 'EV-120', 'EV-125', 'EV-144', 'EV-145'])

/** The next instant at which the scheduler must look although nothing happens: a retry, or an event to repeat. */
function wakeAtMs(
  view: ServiceView,
  rows: readonly Readonly<Deployment>[],
  notices: readonly Notice[],
  bakeEndMs: number | null,
): number | null {
  const retries = rows.flatMap(({ attempts }) => [
    ...(attempts.nextAtMs === null ? [] : [attempts.nextAtMs]),
    ...(isHeld(attempts, view.nowMs) ? [attempts.heldUntilMs as number] : []),
  ])
  const repeats = notices
    .filter(({ rule }) => REPEATED.has(rule))
    .map(({ atMs }) => atMs + view.behavior.eventRepeatIntervalMs)
  const next = Math.min(bakeEndMs ?? Number.POSITIVE_INFINITY, ...retries, ...repeats)
  return Number.isFinite(next) ? next : null
}

function inChunks(ids: readonly string[], size: number): string[][] {
  const chunks: string[][] = []
  for (let from = 0; from < ids.length; from += size) chunks.push(ids.slice(from, from + size))
  return chunks
}

function sameRows(before: readonly Readonly<Deployment>[], after: readonly Readonly<Deployment>[]): boolean {
  return before.length === after.length && before.every((row, index) => row === after[index])
}

/** The fields of `next` that differ from the record's. */
function changed<E extends object>(record: Readonly<E>, next: Partial<E>): Partial<E> {
  const set: Partial<E> = {}
  for (const field in next) if (record[field] !== next[field]) set[field] = next[field]
  return set
}
