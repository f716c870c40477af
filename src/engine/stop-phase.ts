// Which tasks does a service's evaluation stop, and in which order? The planners say how many of which; protected ones are spared
// (DP-110, DP-450, PL-50…PL-54).
import { stopRankOf } from '../deployment/plan-stops.ts'
import type { Outcome, Replaced, Spared, StopQuota } from '../deployment/quotas.ts'
import { SCHEDULERS } from '../deployment/schedulers.ts'
import { stopReasonOf } from '../deployment/texts.ts'
import type { ContainerInstance, Service, Task } from '../model/entities.ts'
import { type Standing, standingOf } from '../model/standing.ts'
import { chooseStops, type StopCandidate } from '../placement/choose-stops.ts'
import { apply } from './apply.ts'
import { stopPlanOf } from './end-task.ts'
import type { Evaluation } from './evaluation.ts'
import { sharesFor } from './shares.ts'
import type { World } from './world.ts'

type Stopped = Pick<
  Outcome,
  'stoppedRunning' | 'stoppedPending' | 'replaced' | 'spared' | 'misplacedOn' | 'movedOut' | 'draining'
>

export function stopPhase(evaluation: Evaluation): Stopped {
  const stoppedRunning: string[] = []
  const misplacedOn: string[] = []
  const replaced: Replaced[] = []
  const spared: Spared[] = []
  const draining: Outcome['draining'][number][] = []
  let movedOut: Outcome['movedOut'] = null
  let stoppedPending = 0
  const { planStops } = SCHEDULERS[evaluation.service.schedulingStrategy]
  for (const quota of planStops(evaluation.view)) {
    for (const task of tasksToStop(evaluation, quota, spared)) {
      if (quota.why === 'move') movedOut = { zone: task.availabilityZone ?? '', taskId: task.id }
      else if (task.lastStatus === 'RUNNING') stoppedRunning.push(task.id)
      else stoppedPending++
      if (quota.why === 'misplaced') misplacedOn.push(task.containerInstanceArn as string)
      const finding = quota.why === 'unhealthy' ? task.finding : null
      if (finding !== null) replaced.push({ deploymentId: task.deploymentId, taskId: task.id, finding })
      if (isBalanced(task)) draining.push({ deploymentId: task.deploymentId, targetGroups: groupsOf(task) })
      stopOne(evaluation, task, finding?.stoppedReason ?? stopReasonOf(task.deploymentId), quota.rule)
    }
  }
  return { stoppedRunning, stoppedPending, replaced, spared, misplacedOn, movedOut, draining }
}

function isBalanced({ lastStatus, traffic }: Readonly<Task>): boolean {
  return lastStatus === 'RUNNING' && traffic?.isRegistered === true
}

function groupsOf({ traffic }: Readonly<Task>): readonly string[] {
  return (traffic?.loadBalancers ?? []).map(({ targetGroupArn }) => targetGroupArn)
}

/** @param spared is told of those that should have gone and are protected */
function tasksToStop({ world, service }: Evaluation, quota: StopQuota, spared: Spared[]): readonly Readonly<Task>[] {
  const everyone = [...(world.indexes.tasksByService.get(service.arn) ?? [])]
    .map((arn) => world.tables.tasks.certain(arn))
    .filter((task) => task.desiredStatus === 'RUNNING')
    .map((task) => candidateOf(world, service, task))
  const ids = quota.from?.map(({ id }) => id)
  const eligible = everyone.filter(({ task, instance }) => {
    if (quota.startingOnly && task.lastStatus === 'RUNNING') return false
    if (quota.only !== null && !quota.only.has(task.arn)) return false
    if (quota.leaving && instance?.status === 'DRAINING') return true
    return ids === undefined || (task.deploymentId !== null && ids.includes(task.deploymentId))
  })
  const candidates = UNSPARING.has(quota.why) ? eligible : eligible.filter(({ task }) => task.protectedUntilMs === null)
  const { count, healthyAllowance } = quota
  const shares = sharesFor(world, service, quota)
  const request = { candidates, everyone, count, healthyAllowance, shares, strategies: service.placementStrategy }
  const chosen = chooseStops(request, (limit) => world.streams.stream('stops').below(limit))
  if (chosen.length < count && candidates.length < eligible.length) spared.push(...sparedOf(eligible, chosen, quota))
  return chosen
}

/** Protection is against scale-in and deployments alone (DP-450). */
const UNSPARING: ReadonlySet<StopQuota['why']> = new Set(['deleted', 'unhealthy', 'misplaced'])

/** The rows whose protected tasks stand in the way: they would have gone, as far as the allowance reaches. */
function sparedOf(
  eligible: readonly StopCandidate[],
  chosen: readonly Readonly<Task>[],
  { healthyAllowance }: StopQuota,
): Spared[] {
  const left = healthyAllowance - chosen.filter((task) => standingOf(task) === 'healthy').length
  const counts = new Map<string, number>()
  for (const { task, isHealthy } of eligible) {
    if (task.protectedUntilMs === null || task.deploymentId === null || (isHealthy && left <= 0)) continue
    counts.set(task.deploymentId, (counts.get(task.deploymentId) ?? 0) + 1)
  }
  return [...counts].map(([deploymentId, count]) => ({ deploymentId, count }))
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
