// How does a service's evaluation go? A short fixed conversation, because stopping frees the room that starting needs:
// plan stops, apply; plan starts, place each, apply; conclude, apply (DP-002). The planners decide; this file only passes
// what one of them says on to the next.
import { conclude } from '../deployment/conclude.ts'
import { planFailure } from '../deployment/failure.ts'
import type { Outcome, Refusal, Started, StartQuota, Unplaced } from '../deployment/quotas.ts'
import type { RolloutChange } from '../deployment/rollouts.ts'
import { SCHEDULERS } from '../deployment/schedulers.ts'
import { becauseFargate, texts } from '../deployment/texts.ts'
import { certain } from '../kernel/assert.ts'
import { roleRefusal } from '../lifecycle/supply/roles.ts'
import { type Change, noted, type Timer, updated } from '../model/changes.ts'
import type { CapacityProviderItem, Service } from '../model/entities.ts'
import { beforeReserve } from '../model/fleet-index.ts'
import { closestRefusal } from '../placement/place.ts'
import { apply, markService } from './apply.ts'
import { Evaluation } from './evaluation.ts'
import { isThrottled } from './outages.ts'
import { dealFor } from './providers.ts'
import { eventChange, surplusEvents } from './service-events.ts'
import { serviceOrder } from './service-order.ts'
import { type StartOrder, type StartResult, startTask, startTaskOn } from './start-task.ts'
import { stopPhase } from './stop-phase.ts'
import type { World } from './world.ts'

export function evaluateService(world: World, arn: string, cause: number): void {
  const service = world.tables.services.get(arn)
  if (service === undefined || service.status === 'INACTIVE') return
  world.evaluating = arn
  try {
    const evaluation = new Evaluation(world, arn, cause)
    const failure = failPhase(evaluation)
    const stopped = stopPhase(evaluation)
    const started = startPhase(evaluation)
    concludePhase(evaluation, { ...stopped, ...started, failure })
  } catch (error) {
    // A user's plug-in has failed. What was done stands; the evaluation is due again, and fails again in the same words.
    world.evaluating = null
    markService(world, arn, cause)
    throw error
  }
  world.evaluating = null
}

/** A deployment that is to be given up is given up before anything else: what follows is planned for what is left (DP-002 step 2). */
function failPhase(evaluation: Evaluation): readonly string[] {
  const failure = planFailure(evaluation.view)
  if (failure === null) return []
  const { rollout, rule } = failure
  const changes: Change[] = [updated('service.deploymentFailed', evaluation.arn, failure.set, rule)]
  if (rollout !== null) changes.push(rolloutChange(rollout))
  apply(evaluation.world, { changes, timers: [] }, evaluation.cause)
  return failure.events
}

// ── starts ──

function startPhase(evaluation: Evaluation): Pick<Outcome, 'started' | 'refusal' | 'movedIn'> {
  const started: Started[] = []
  let refusal = null as Omit<Refusal, 'missing'> | null
  let unlaunched = 0
  const full = new Set<string>()
  let movedIn: Outcome['movedIn'] = null
  const { planStarts } = SCHEDULERS[evaluation.service.schedulingStrategy]
  for (const quota of planStarts(evaluation.view)) {
    if (quota.zones !== null) {
      movedIn = moveIn(evaluation, quota, quota.zones)
      continue
    }
    const taskIds: string[] = []
    const deal = dealFor(evaluation.world, evaluation.service, quota.deployment)
    const { count, missing: wished = count } = quota
    for (let nth = 0; nth < wished && taskIds.length < count; nth++) {
      const place = quota.on?.[nth] ?? null
      const provider = deal.next()
      const capacity = provider?.name ?? quota.deployment.revision.launchType
      // One instance without room says nothing about the next; all of them without room do. What is another provider's share
      // stays its own (SV-505).
      if (place === null && full.has(capacity)) continue
      const result = startOne(evaluation, quota, { place, provider })
      if (isPlaced(result)) taskIds.push(result.taskId)
      else {
        full.add(capacity)
        refusal ??= { deployment: quota.deployment, ...result }
      }
    }
    if (quota.deployment === refusal?.deployment) unlaunched += quota.count - taskIds.length
    if (taskIds.length > 0) started.push({ deployment: quota.deployment, why: quota.why, taskIds })
  }
  return { started, refusal: refusal === null ? null : { ...refusal, missing: unlaunched }, movedIn }
}

/** One task more, in one of the zones that have fewest (DP-801). */
function moveIn(evaluation: Evaluation, quota: StartQuota, zones: readonly string[]): NonNullable<Outcome['movedIn']> {
  evaluation.zones = zones
  const provider = dealFor(evaluation.world, evaluation.service, quota.deployment).next()
  const result = startOne(evaluation, quota, { place: null, provider })
  if (!isPlaced(result)) return { zone: zones[0]!, task: null }
  const task = evaluation.world.tables.tasks.certain(result.taskArn)
  return { zone: task.availabilityZone ?? '', task }
}

interface Where {
  /** The instance that it must be; null for wherever placement puts it. */
  readonly place: string | null
  readonly provider: CapacityProviderItem | null
}

/** The task, or the words for it when there is none. */
function startOne(evaluation: Evaluation, quota: StartQuota, { place, provider }: Where): Placed | Unplaced {
  const { world, service } = evaluation
  if (isThrottled(world, service)) return { message: texts.operationsThrottled(service.name), reason: '' }
  const order = serviceOrder(world, service, quota.deployment, { zones: quota.zones, provider })
  const role = roleRefusal(order.definition, order.launch, world.tables.obstacles)
  if (role !== null)
    return { message: texts.launchFailed(service.name, role.message), reason: ` Reason: ${role.message}` }
  const result = placeOne(evaluation, order, place)
  return result.placed ? result : unplaced(service, result, provider)
}

function isPlaced(result: Placed | Unplaced): result is Placed {
  return 'placed' in result
}

type Placed = Extract<StartResult, { readonly placed: true }>

function placeOne(evaluation: Evaluation, order: StartOrder, place: string | null): StartResult {
  const { world, service } = evaluation
  const cause = () => evaluation.cause
  if (place === null) return startTask(world, order, cause)
  const slot = certain(world.indexes.fleet(service.clusterArn).slot(place), place)
  return startTaskOn(world, order, beforeReserve(slot), cause)
}

type Refused = Extract<StartResult, { placed: false }>

function unplaced(
  { name }: Readonly<Service>,
  { refused, fargate, isOverQuota = false }: Refused,
  provider: CapacityProviderItem | null,
): Unplaced {
  if (fargate !== null) return { message: texts.refusedByFargate(name, fargate), reason: becauseFargate(fargate) }
  if (isOverQuota) return { message: texts.provisioningLimit(name), reason: '' }
  const closest = closestRefusal(refused)
  if (closest === undefined && provider !== null)
    return { message: texts.emptyProvider(name), reason: texts.noProviderInstances }
  const reason = closest === undefined ? texts.noInstances : texts.closest(closest.slot.id, closest.reason)
  return { message: texts.unplaceable(name, reason), reason }
}

// ── conclusion ──

function concludePhase(evaluation: Evaluation, outcome: Outcome): void {
  const { world, arn } = evaluation
  const conclusion = conclude(evaluation.view, outcome)
  const { set, events, rollouts } = conclusion
  if (Object.keys(set).length === 0 && events.length === 0 && rollouts.length === 0) return
  const changes: Change[] = conclusion.events.map((message) => eventChange(world, arn, message))
  for (const { rule, ...action } of conclusion.actions) changes.push(noted('service.action', arn, action, rule))
  if (Object.keys(conclusion.set).length > 0) changes.push(serviceChange(arn, conclusion))
  for (const rollout of rollouts) changes.push(rolloutChange(rollout))
  const { cause } = evaluation
  apply(world, { changes, timers: timersOf(world, arn, conclusion) }, cause)
  trimEvents(world, arn, cause)
}

function rolloutChange({ arn, set }: RolloutChange): Change {
  return updated('serviceDeployment.changed', arn, set, 'DP-471')
}

function serviceChange(arn: string, { set, completed, inactive }: ReturnType<typeof conclude>): Change {
  if (inactive) return updated('service.inactive', arn, set, 'SV-304')
  if (completed) return updated('service.deploymentCompleted', arn, set, 'DP-410')
  return updated('service.scheduled', arn, set, 'DP-002')
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
  const changes = surplusEvents(world, arn)
  if (changes.length > 0) apply(world, { changes, timers: [] }, cause)
}
