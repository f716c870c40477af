// Who decides about a service at a tick, and how is the decision carried out? One decision for each scalable target (SC-02).
import { isDeploying } from '../../deployment/rows.ts'
import { running } from '../../model/census.ts'
import { type Change, updated } from '../../model/changes.ts'
import type { Service } from '../../model/entities.ts'
import type { Alarm } from '../../model/scaling/alarms.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import type { ScalableTarget } from '../../model/scaling/targets.ts'
import { HIGH_PERIODS } from '../../scaling/managed-alarms.ts'
import { cooldownUntilMs } from '../../scaling/service/cooldowns.ts'
import { decideService, type ServiceDecision } from '../../scaling/service/decide.ts'
import type { PolicySight } from '../../scaling/service/sight.ts'
import { activityTexts, notScaledReason } from '../../scaling/service/texts.ts'
import { isCalledNow } from '../alarms/readings.ts'
import { apply } from '../apply.ts'
import type { World } from '../world.ts'
import { recordNotScaled } from './activities.ts'
import { scaleTo } from './bounds.ts'
import { sightOfPolicy } from './sight.ts'

/** The duty of the tick. */
export function decideServices(world: World, cause: number): void {
  for (const target of world.tables.scalableTargets.values())
    if (mayBeCalled(world, target)) decideTarget(world, target, cause)
}

/** Nearly always not: one look a policy. From zero fewer datapoints may do than the alarm needs (AS-38). */
function mayBeCalled(world: World, { id }: Readonly<ScalableTarget>): boolean {
  if (world.behavior.datapointsFromZero < HIGH_PERIODS && world.nowMs % MINUTE_MS === 0) return true
  for (const policy of world.indexes.scaling.policies.get(id) ?? []) if (isCalledNow(world, policy)) return true
  return false
}

/** When somebody has set the state of an alarm: whoever it calls decides at once (CW-24). */
export function answerAlarm(world: World, { alarmActions }: Readonly<Alarm>, cause: number): void {
  for (const action of alarmActions) {
    const policy = world.tables.scalingPolicies.get(action)
    if (policy !== undefined) decideTarget(world, world.tables.scalableTargets.certain(policy.targetId), cause)
  }
}

function decideTarget(world: World, target: Readonly<ScalableTarget>, cause: number): void {
  const service = world.tables.services.get(target.serviceArn)
  if (service?.status !== 'ACTIVE') return
  const count = running(world.indexes.census.total(service.arn))
  const policies = policiesOf(world, target, count)
  if (policies !== null) decide(world, { target, service, policies, count }, cause)
}

interface Case {
  readonly target: Readonly<ScalableTarget>
  readonly service: Readonly<Service>
  readonly policies: readonly PolicySight[]
  /** Tasks that run. */
  readonly count: number
}

/** Null when nobody calls: nearly always. */
function policiesOf(world: World, { id }: Readonly<ScalableTarget>, count: number): readonly PolicySight[] | null {
  const ids = world.indexes.scaling.policies.get(id)
  if (ids === undefined) return null
  const sights: PolicySight[] = []
  for (const policy of ids) {
    const sight = sightOfPolicy(world, world.tables.scalingPolicies.certain(policy))
    if (sight !== null) sights.push(sight)
  }
  // From zero fewer datapoints may do than the alarm needs (AS-38).
  const isEarly = count === 0 && world.behavior.datapointsFromZero < HIGH_PERIODS
  return isEarly || sights.some(isCalled) ? sights : null
}

function decide(world: World, { target, service, policies, count }: Case, cause: number): void {
  const { minCapacity, maxCapacity, suspended, scaleInBlockedUntilMs } = target
  const decision = decideService({
    nowMs: world.nowMs,
    minCapacity,
    maxCapacity,
    desired: service.desiredCount,
    running: count,
    isDeploying: isDeploying(service),
    suspended,
    scaleInBlockedUntilMs,
    policies,
    options: world.behavior,
  })
  if (decision.outcome === 'scale') carryOut(world, target, { service, decision }, cause)
  else if (decision.outcome === 'held') tell(world, target, { service, decision }, cause)
}

type Outcome<O extends ServiceDecision['outcome']> = {
  readonly service: Readonly<Service>
  readonly decision: Extract<ServiceDecision, { outcome: O }>
}

/** The cooldown first: where it begins with the end of the activity, that may be at once. */
function carryOut(
  world: World,
  target: Readonly<ScalableTarget>,
  { service, decision }: Outcome<'scale'>,
  cause: number,
): void {
  const { asker, direction, capacity: to } = decision
  apply(world, { changes: rests(world, target, decision), timers: [] }, cause)
  const news = { from: service.desiredCount, to, cause: activityTexts.alarm(asker), policy: asker.policy.id }
  scaleTo(world, target, { ...news, rule: direction === 'out' ? 'AS-34' : 'AS-35' }, cause)
}

/** A scale-out rests its policy and ends the rest of the target; a scale-in rests the target (AS-51…AS-54). */
function rests(
  { nowMs, behavior }: World,
  target: Readonly<ScalableTarget>,
  { asker: { policy }, direction, cooldown }: Outcome<'scale'>['decision'],
): readonly Change[] {
  const untilMs = cooldownUntilMs(policy, direction, { nowMs, startsAt: behavior.cooldownStartsAt })
  if (direction === 'in')
    return [updated('scalableTarget.changed', target.id, { scaleInBlockedUntilMs: untilMs }, 'AS-53')]
  const own = updated('scalingPolicy.changed', policy.id, { cooldown: { untilMs, ...cooldown } }, 'AS-51')
  if (target.scaleInBlockedUntilMs === null) return [own]
  return [own, updated('scalableTarget.changed', target.id, { scaleInBlockedUntilMs: null }, 'AS-54')]
}

/** What AWS tells of a service that was not scaled. */
function tell(
  world: World,
  target: Readonly<ScalableTarget>,
  { service, decision }: Outcome<'held'>,
  cause: number,
): void {
  const { minCapacity, maxCapacity } = target
  const reason = notScaledReason(decision.hold, { desired: service.desiredCount, minCapacity, maxCapacity })
  if (reason === null) return
  const changes = recordNotScaled(world, target, { cause: activityTexts.alarm(decision.asker), reason })
  if (changes.length > 0) apply(world, { changes, timers: [] }, cause)
}

function isCalled({ high, low, callers }: PolicySight): boolean {
  return high?.calls === true || low?.calls === true || callers.length > 0
}
