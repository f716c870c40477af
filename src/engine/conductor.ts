// How does a service's evaluation go? A short fixed conversation, because stopping frees the room that starting needs:
// plan stops, apply; plan starts, place each, apply; conclude, apply (DP-002). The planners decide; this file only passes
// what one of them says on to the next.
import { conclude, type Outcome, type Refusal, type Started } from '../deployment/conclude.ts'
import { planStarts, type StartQuota } from '../deployment/plan-starts.ts'
import { planStops, type StopQuota, stopRankOf } from '../deployment/plan-stops.ts'
import { progressOf, type ServiceView } from '../deployment/service-view.ts'
import { stopReasonOf, texts } from '../deployment/texts.ts'
import { uuid } from '../kernel/ids.ts'
import { roleRefusal } from '../lifecycle/supply/roles.ts'
import { type Change, inserted, noted, removed, type Timer, updated } from '../model/changes.ts'
import type { ContainerInstance, Service, Task } from '../model/entities.ts'
import { type Standing, standingOf } from '../model/standing.ts'
import { chooseStops, type StopCandidate } from '../placement/choose-stops.ts'
import { closestRefusal } from '../placement/place.ts'
import { apply, markService } from './apply.ts'
import { stopPlanOf } from './end-task.ts'
import { serviceOrder } from './service-order.ts'
import { startTask } from './start-task.ts'
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

/** What the scheduler sees of a service now. */
export function viewOfService(
  world: Pick<World, 'nowMs' | 'behavior' | 'tables' | 'indexes'>,
  arn: string,
): ServiceView {
  const { census, leaving } = world.indexes
  return {
    nowMs: world.nowMs,
    behavior: world.behavior,
    service: world.tables.services.certain(arn),
    countOf: (deployment) => census.of(arn, deployment.id),
    total: census.total(arn),
    leavingOf: (deployment) => leaving.of(arn, deployment.id),
  }
}

/** One run of the conversation. Its journal entry is written once something comes of it, and everything follows from that. */
class Evaluation {
  readonly world: World
  readonly arn: string
  private readonly called: number
  private entry: number | null = null

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
      { lower: bounds.lower, upper: bounds.upper, ...seen, fresh: { ...seen.fresh } },
      'DP-002',
    )
  }
}

// ── stops ──

function stopPhase(evaluation: Evaluation): Pick<Outcome, 'stoppedRunning' | 'stoppedPending'> {
  const stoppedRunning: string[] = []
  let stoppedPending = 0
  for (const quota of planStops(evaluation.view)) {
    for (const task of tasksToStop(evaluation, quota)) {
      if (task.lastStatus === 'RUNNING') stoppedRunning.push(task.id)
      else stoppedPending++
      stopOne(evaluation, task, quota.rule)
    }
  }
  return { stoppedRunning, stoppedPending }
}

function tasksToStop({ world, service }: Evaluation, quota: StopQuota): readonly Readonly<Task>[] {
  const everyone = [...(world.indexes.tasksByService.get(service.arn) ?? [])]
    .map((arn) => world.tables.tasks.certain(arn))
    .filter((task) => task.desiredStatus === 'RUNNING')
    .map((task) => candidateOf(world, service, task))
  const ids = quota.from?.map(({ id }) => id)
  const candidates = everyone.filter(({ task, instance }) => {
    if (quota.startingOnly && task.lastStatus === 'RUNNING') return false
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
    rank: 3 * stopRankOf(service, task.deploymentId) + stopClassOf(instance, standing),
    isHealthy: standing === 'healthy',
  }
}

/** On a DRAINING instance, then not yet RUNNING, then the rest (PL-53). */
function stopClassOf(instance: Readonly<ContainerInstance> | null, standing: Standing): number {
  if (instance?.status === 'DRAINING') return 0
  return standing === 'starting' ? 1 : 2
}

function stopOne(evaluation: Evaluation, task: Readonly<Task>, rule: string): void {
  const { world } = evaluation
  const order = { code: 'ServiceSchedulerInitiated', reason: stopReasonOf(task.deploymentId), rule } as const
  const { cause } = evaluation
  apply(world, stopPlanOf(world, task, order), cause)
}

// ── starts ──

function startPhase(evaluation: Evaluation): Pick<Outcome, 'started' | 'refusal'> {
  const started: Started[] = []
  let refusal: Refusal | null = null
  for (const quota of planStarts(evaluation.view)) {
    const taskIds: string[] = []
    while (taskIds.length < quota.count && refusal === null) {
      const result = startOne(evaluation, quota)
      if (typeof result === 'string') refusal = { deployment: quota.deployment, message: result }
      else taskIds.push(result.taskId)
    }
    if (taskIds.length > 0) started.push({ deployment: quota.deployment, why: quota.why, taskIds })
  }
  return { started, refusal }
}

/** The task, or the words of a service event when there is none. */
function startOne(evaluation: Evaluation, quota: StartQuota): { readonly taskId: string } | string {
  const { world, service } = evaluation
  const order = serviceOrder(world, service, quota.deployment)
  const role = roleRefusal(order.definition, order.launch, world.tables.obstacles)
  if (role !== null) return texts.launchFailed(service.name, role.message)
  const result = startTask(world, order, () => evaluation.cause)
  return result.placed ? result : refusalText(service, result.refused)
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
