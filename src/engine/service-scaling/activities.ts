// What did scaling do to a service, and how did it end? Activities: they begin, wait for the service, and end (AS-11…AS-14).
import { uuid } from '../../kernel/ids.ts'
import { running } from '../../model/census.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import type { JsonRecord } from '../../model/entities.ts'
import { OPEN_END_MS, type ScalableTarget, type ScalingActivity } from '../../model/scaling/targets.ts'
import { cooldownMsOf } from '../../scaling/service/cooldowns.ts'
import { activityTexts } from '../../scaling/service/texts.ts'
import { apply } from '../apply.ts'
import type { World } from '../world.ts'

/** Six weeks (AS-11). */
export const ACTIVITY_RETENTION_MS = 42 * 24 * 3_600_000

type News = Pick<ScalingActivity, 'description' | 'cause'> & Partial<ScalingActivity>

/** A new activity, over at once unless something else is said. Those that are too old go. */
export function recordActivity(
  world: World,
  { id: targetId }: Pick<ScalableTarget, 'id'>,
  news: News,
): readonly Change[] {
  const { nowMs } = world
  const id = uuid(world.streams.stream('scaling-ids'))
  const row: ScalingActivity = {
    id,
    targetId,
    status: 'Successful',
    statusMessage: null,
    startedAtMs: nowMs,
    endedAtMs: nowMs,
    notScaledReasons: [],
    from: null,
    to: null,
    policy: null,
    reachesMax: false,
    ...news,
  }
  return [...outdated(world, targetId), inserted('scalingActivity.created', id, row, 'AS-11')]
}

function outdated({ tables, indexes, nowMs }: World, targetId: string): Change[] {
  const changes: Change[] = []
  for (const id of indexes.scaling.activities.get(targetId) ?? []) {
    const { startedAtMs, status } = tables.scalingActivities.certain(id)
    if (startedAtMs > nowMs - ACTIVITY_RETENTION_MS || status === 'InProgress') break
    changes.push(removed('scalingActivity.dropped', id, 'AS-11'))
  }
  return changes
}

/** A change of the desired count that has just been made, and waits for the service now. */
export function beginActivity(
  world: World,
  target: Readonly<ScalableTarget>,
  { from, to, ...news }: Pick<ScalingActivity, 'cause' | 'policy'> & { readonly from: number; readonly to: number },
): readonly Change[] {
  return [
    ...overriddenBy(world, target.id, to),
    ...recordActivity(world, target, {
      ...news,
      description: activityTexts.setting(to),
      status: 'InProgress',
      statusMessage: activityTexts.waiting(to),
      endedAtMs: null,
      from,
      to,
      reachesMax: to > from && to === target.maxCapacity,
    }),
  ]
}

/** Nothing was done, and why; said once as long as it stays the same (AS-14). */
export function recordNotScaled(
  world: World,
  target: Readonly<ScalableTarget>,
  { cause, reason }: { readonly cause: string; readonly reason: JsonRecord },
): readonly Change[] {
  const { tables, indexes } = world
  const last = tables.scalingActivities.get(indexes.scaling.activities.get(target.id)?.at(-1) ?? '')
  if (last?.cause === cause && isSame(last.notScaledReasons[0], reason)) return []
  return recordActivity(world, target, {
    description: activityTexts.attempting,
    cause,
    status: 'Failed',
    notScaledReasons: [reason],
  })
}

function isSame(one: JsonRecord | undefined, other: JsonRecord): boolean {
  return one !== undefined && Object.keys(other).every((member) => one[member] === other[member])
}

/** Looks whether the service has what its activity waits for: after each of its evaluations. */
export function followActivity(world: World, serviceArn: string, cause: number): void {
  const { scaling } = world.indexes
  if (scaling.pending.size === 0) return
  const targetId = scaling.targetByService.get(serviceArn)
  const id = targetId === undefined ? undefined : scaling.pending.get(targetId)
  if (targetId === undefined || id === undefined) return
  const { from, to } = world.tables.scalingActivities.certain(id) as { from: number; to: number }
  const service = world.tables.services.certain(serviceArn)
  if (service.desiredCount !== to || service.status !== 'ACTIVE') {
    apply(world, { changes: overriddenBy(world, targetId, service.desiredCount), timers: [] }, cause)
    return
  }
  const count = running(world.indexes.census.total(serviceArn))
  if (to > from ? count >= to : count <= to)
    apply(world, { changes: ended(world, id, 'Successful', activityTexts.fulfilled(to)), timers: [] }, cause)
}

/** Gives up those that have waited too long (AS-11). */
export function endUnfulfilled(world: World, cause: number): void {
  for (const id of [...world.indexes.scaling.pending.values()]) {
    const { startedAtMs, to } = world.tables.scalingActivities.certain(id)
    if (startedAtMs + world.behavior.scalingFulfilmentMs > world.nowMs) return
    const changes = ended(world, id, 'Unfulfilled', activityTexts.unfulfilled(to as number))
    apply(world, { changes, timers: [] }, cause)
  }
}

/** Somebody has set another count meanwhile. */
function overriddenBy(world: World, targetId: string, count: number): readonly Change[] {
  const id = world.indexes.scaling.pending.get(targetId)
  if (id === undefined) return []
  const to = world.tables.scalingActivities.certain(id).to as number
  return ended(world, id, 'Overridden', activityTexts.overridden(to, count))
}

function ended(world: World, id: string, status: ScalingActivity['status'], statusMessage: string): readonly Change[] {
  const set = { status, statusMessage, endedAtMs: world.nowMs }
  return [
    updated('scalingActivity.changed', id, set, 'AS-11'),
    ...beginCooldowns(world, world.tables.scalingActivities.certain(id)),
  ]
}

/** Cooldowns that were to begin when the activity is over (AS-56). */
function beginCooldowns({ tables, nowMs }: World, activity: Readonly<ScalingActivity>): readonly Change[] {
  const { policy: policyId, targetId, from, to } = activity
  const policy = policyId === null ? undefined : tables.scalingPolicies.get(policyId)
  const target = tables.scalableTargets.get(targetId)
  if (policy === undefined || target === undefined) return []
  const direction = (to as number) > (from as number) ? 'out' : 'in'
  const untilMs = nowMs + cooldownMsOf(policy, direction)
  if (direction === 'in')
    return target.scaleInBlockedUntilMs === OPEN_END_MS
      ? [updated('scalableTarget.changed', targetId, { scaleInBlockedUntilMs: untilMs }, 'AS-56')]
      : []
  return policy.cooldown?.untilMs === OPEN_END_MS
    ? [updated('scalingPolicy.changed', policy.id, { cooldown: { ...policy.cooldown, untilMs } }, 'AS-56')]
    : []
}
