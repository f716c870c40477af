// How does a service's evaluation go? A short fixed conversation, because stopping frees the room that starting needs:
// plan stops, apply; plan starts, place each, apply; conclude, apply (DP-002). The planners decide; this file only passes
// what one of them says on to the next.
import { conclude } from '../deployment/conclude.ts'
import { stopRankOf } from '../deployment/plan-stops.ts'
import type { Outcome, Refusal, Replaced, Started, StartQuota, StopQuota } from '../deployment/quotas.ts'
import { SCHEDULERS } from '../deployment/schedulers.ts'
import { progressOf, type ServiceView } from '../deployment/service-view.ts'
import { stopReasonOf, texts } from '../deployment/texts.ts'
import { certain } from '../kernel/assert.ts'
import { uuid } from '../kernel/ids.ts'
import { type Change, inserted, noted, removed, type Timer, updated } from '../model/changes.ts'
import type { ContainerInstance, Service, Task } from '../model/entities.ts'
import { beforeReserve } from '../model/fleet-index.ts'
import { type Standing, standingOf } from '../model/standing.ts'
import { chooseStops, type StopCandidate } from '../placement/choose-stops.ts'
import { closestRefusal } from '../placement/place.ts'
import { apply, markService } from './apply.ts'
import { stopPlanOf } from './end-task.ts'
import { serviceOrder } from './service-order.ts'
import { viewOfService } from './service-view.ts'
import { startTask, startTaskOn } from './start-task.ts'
import type { World } from './world.ts'

export function evaluateService(world: World, arn: string, cause: number): void {
  const service = world.tables.services.get(arn)
  if (service === undefined || service.status === 'INACTIVE') return
  world.evaluating = arn
  try {
    const evaluation = new Evaluation(world, arn, cause)
    const stopped = stopPhase(evaluation)
    const started = startPhase(evaluation)
    concludePhase(evaluation, { ...stopped, ...started })
  } catch (error) {
    // A user's plug-in has failed. What was done stands; the evaluation is due again, and fails again in the same words.
    world.evaluating = null
    markService(world, arn, cause)
    throw error
  }
  world.evaluating = null
}

/** One run of the conversation. Its journal entry is written once something comes of it, and everything follows from that. */
class Evaluation {
  readonly world: World
  readonly arn: string
  private readonly called: number
  private entry: number | null = null
  /** The zones that a move may go to: told to those who ask later why the task went there. */
  zones: readonly string[] | null = null

  constructor(world: World, arn: string, called: number) {
    this.world = world
    this.arn = arn
    this.called = called
  }

  get view(): ServiceView {
    return viewOfService(this.world, this.arn)
  }

  get service(): Readonly<Service> {
    return this.world.tables.services.certain(this.arn)
  }

  /** The entry that says what the scheduler saw. */
  get cause(): number {
    this.entry ??= apply(this.world, { changes: [this.sighting()], timers: [] }, this.called)
    return this.entry
  }

  private sighting(): Change {
    const { bounds, ...seen } = progressOf(this.view)
    return noted(
      'service.evaluated',
      this.arn,
      {
        lower: bounds.lower,
        upper: bounds.upper,
        ...seen,
        fresh: { ...seen.fresh },
        ...(this.zones === null ? {} : { zones: this.zones }),
      },
      'DP-002',
    )
  }
}

// ── stops ──

type Stopped = Pick<Outcome, 'stoppedRunning' | 'stoppedPending' | 'replaced' | 'misplacedOn' | 'movedOut'>

function stopPhase(evaluation: Evaluation): Stopped {
  const stoppedRunning: string[] = []
  const misplacedOn: string[] = []
  const replaced: Replaced[] = []
  let movedOut: Outcome['movedOut'] = null
  let stoppedPending = 0
  const { planStops } = SCHEDULERS[evaluation.service.schedulingStrategy]
  for (const quota of planStops(evaluation.view)) {
    for (const task of tasksToStop(evaluation, quota)) {
      if (quota.why === 'move') movedOut = { zone: task.availabilityZone ?? '', taskId: task.id }
      else if (task.lastStatus === 'RUNNING') stoppedRunning.push(task.id)
      else stoppedPending++
      if (quota.why === 'misplaced') misplacedOn.push(task.containerInstanceArn as string)
      const finding = quota.why === 'unhealthy' ? task.finding : null
      if (finding !== null) replaced.push({ deploymentId: task.deploymentId, taskId: task.id, finding })
      stopOne(evaluation, task, finding?.stoppedReason ?? stopReasonOf(task.deploymentId), quota.rule)
    }
  }
  return { stoppedRunning, stoppedPending, replaced, misplacedOn, movedOut }
}

function tasksToStop({ world, service }: Evaluation, quota: StopQuota): readonly Readonly<Task>[] {
  const everyone = [...(world.indexes.tasksByService.get(service.arn) ?? [])]
    .map((arn) => world.tables.tasks.certain(arn))
    .filter((task) => task.desiredStatus === 'RUNNING')
    .map((task) => candidateOf(world, service, task))
  const ids = quota.from?.map(({ id }) => id)
  const candidates = everyone.filter(({ task, instance }) => {
    if (quota.startingOnly && task.lastStatus === 'RUNNING') return false
    if (quota.only !== null && !quota.only.has(task.arn)) return false
    if (quota.leaving && instance?.status === 'DRAINING') return true
    return ids === undefined || (task.deploymentId !== null && ids.includes(task.deploymentId))
  })
  const request = {
    candidates,
    everyone,
    count: quota.count,
    healthyAllowance: quota.healthyAllowance,
    strategies: service.placementStrategy,
  }
  return chooseStops(request, (limit) => world.streams.stream('stops').below(limit))
}

function candidateOf(world: World, service: Readonly<Service>, task: Readonly<Task>): StopCandidate {
  const instance =
    task.containerInstanceArn === null ? null : world.tables.containerInstances.certain(task.containerInstanceArn)
  const standing = standingOf(task)
  return {
    task,
    instance,
    promised: instance === null ? null : (world.indexes.slotOf(instance)?.promised ?? null),
    // Row order first (DP-432), then what serves least (PL-53).
    rank: STOP_CLASSES * stopRankOf(service, task.deploymentId) + stopClassOf(instance, task, standing),
    isHealthy: standing === 'healthy',
  }
}

const STOP_CLASSES = 5

/**
 * On a DRAINING instance, then not yet RUNNING, then UNHEALTHY, within its grace period too (PL-53, DP-210); of the rest, those that do
 * not count as healthy yet go first, so that a replacement which is not needed any more goes before its original (DP-605).
 */
function stopClassOf(
  instance: Readonly<ContainerInstance> | null,
  { healthStatus }: Readonly<Task>,
  standing: Standing,
): number {
  if (instance?.status === 'DRAINING') return 0
  if (standing === 'starting') return 1
  if (standing === 'unhealthy' || healthStatus === 'UNHEALTHY') return 2
  return standing === 'unsettled' ? 3 : 4
}

function stopOne(evaluation: Evaluation, task: Readonly<Task>, reason: string, rule: string): void {
  const { world } = evaluation
  const order = { code: 'ServiceSchedulerInitiated', reason, rule } as const
  const { cause } = evaluation
  apply(world, stopPlanOf(world, task, order), cause)
}

// ── starts ──

function startPhase(evaluation: Evaluation): Pick<Outcome, 'started' | 'refusal' | 'movedIn'> {
  const started: Started[] = []
  let refusal: Refusal | null = null
  let movedIn: Outcome['movedIn'] = null
  const { planStarts } = SCHEDULERS[evaluation.service.schedulingStrategy]
  for (const quota of planStarts(evaluation.view)) {
    if (quota.zones !== null) {
      movedIn = moveIn(evaluation, quota, quota.zones)
      continue
    }
    const taskIds: string[] = []
    for (let nth = 0; nth < quota.count; nth++) {
      const place = quota.on?.[nth] ?? null
      // One instance without room says nothing about the next; the whole fleet without room does.
      if (place === null && refusal !== null) break
      const result = startOne(evaluation, quota, place)
      if (result.placed) taskIds.push(result.taskId)
      else refusal ??= { deployment: quota.deployment, message: refusalText(evaluation.service, result.refused) }
    }
    if (taskIds.length > 0) started.push({ deployment: quota.deployment, why: quota.why, taskIds })
  }
  return { started, refusal, movedIn }
}

/** One task more, in one of the zones that have fewest (DP-801). */
function moveIn(evaluation: Evaluation, quota: StartQuota, zones: readonly string[]): NonNullable<Outcome['movedIn']> {
  evaluation.zones = zones
  const result = startOne(evaluation, quota, null)
  if (!result.placed) return { zone: zones[0]!, task: null }
  const task = evaluation.world.tables.tasks.certain(result.taskArn)
  return { zone: task.availabilityZone ?? '', task }
}

/** @param place the instance that it must be; null for wherever placement puts it */
function startOne(evaluation: Evaluation, quota: StartQuota, place: string | null): ReturnType<typeof startTask> {
  const { world, service } = evaluation
  const order = serviceOrder(world, service, quota.deployment, quota.zones)
  const cause = () => evaluation.cause
  if (place === null) return startTask(world, order, cause)
  const slot = certain(world.indexes.fleet(service.clusterArn).slot(place), place)
  return startTaskOn(world, order, beforeReserve(slot), cause)
}

function refusalText(service: Readonly<Service>, refused: Parameters<typeof closestRefusal>[0]): string {
  const closest = closestRefusal(refused)
  const reason = closest === undefined ? texts.noInstances : texts.closest(closest.slot.id, closest.reason)
  return texts.unplaceable(service.name, reason)
}

// ── conclusion ──

function concludePhase(evaluation: Evaluation, outcome: Outcome): void {
  const { world, arn } = evaluation
  const conclusion = conclude(evaluation.view, outcome)
  const nothing = Object.keys(conclusion.set).length === 0 && conclusion.events.length === 0
  if (nothing) return
  const changes: Change[] = conclusion.events.flatMap((message) => eventChanges(world, arn, message))
  for (const { rule, ...action } of conclusion.actions) changes.push(noted('service.action', arn, action, rule))
  if (Object.keys(conclusion.set).length > 0) changes.push(serviceChange(arn, conclusion))
  const { cause } = evaluation
  apply(world, { changes, timers: timersOf(world, arn, conclusion) }, cause)
  trimEvents(world, arn, cause)
}

function serviceChange(arn: string, { set, completed, inactive }: ReturnType<typeof conclude>): Change {
  if (inactive) return updated('service.inactive', arn, set, 'SV-304')
  if (completed) return updated('service.deploymentCompleted', arn, set, 'DP-410')
  return updated('service.scheduled', arn, set, 'DP-002')
}

function eventChanges(world: World, serviceArn: string, message: string): Change[] {
  const id = uuid(world.streams.stream('event-ids'))
  const row = { id, serviceArn: serviceArn as Service['arn'], createdAtMs: world.nowMs, message }
  return [inserted('serviceEvent.created', id, row, 'EV-200')]
}

function timersOf(world: World, arn: string, { set, inactive }: ReturnType<typeof conclude>): Timer[] {
  if (inactive)
    return [{ atMs: world.nowMs + world.behavior.inactiveServiceRetentionMs, kind: 'service.forget', id: arn }]
  return set.wakeAtMs === undefined || set.wakeAtMs === null
    ? []
    : [{ atMs: set.wakeAtMs, kind: 'service.wake', id: arn }]
}

/** Only the most recent events are kept (EV-200). */
function trimEvents(world: World, arn: string, cause: number): void {
  const events = world.indexes.eventsByService.get(arn) ?? []
  const surplus = events.length - world.behavior.serviceEventLimit
  if (surplus <= 0) return
  apply(
    world,
    { changes: events.slice(0, surplus).map((id) => removed('serviceEvent.dropped', id, 'EV-200')), timers: [] },
    cause,
  )
}
