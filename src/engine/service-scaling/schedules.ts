// Which scheduled actions run now? Those that are due, in the order of their creation (AS-72, AS-74).
import { updated } from '../../model/changes.ts'
import type { ScalableTarget, ScheduledAction } from '../../model/scaling/targets.ts'
import { nextRunAfter } from '../../scaling/schedules/schedule.ts'
import { activityTexts } from '../../scaling/service/texts.ts'
import { apply } from '../apply.ts'
import type { World } from '../world.ts'
import { recordActivity } from './activities.ts'
import { pullIntoBounds } from './bounds.ts'

export function runScheduledActions(world: World, cause: number): void {
  const dueAtMs = world.indexes.scaling.nextScheduleAtMs()
  if (dueAtMs === null || dueAtMs > world.nowMs) return
  for (const action of [...world.tables.scheduledActions.values()])
    if (action.nextAtMs !== null && action.nextAtMs <= world.nowMs) runAction(world, action, cause)
}

function runAction(world: World, action: Readonly<ScheduledAction>, cause: number): void {
  const nextAtMs = nextRunAfter(action, world.nowMs)
  const change = updated('scheduledAction.changed', action.id, { nextAtMs }, 'AS-70')
  const due = apply(world, { changes: [change], timers: [] }, cause)
  const target = world.tables.scalableTargets.certain(action.targetId)
  const isThere = world.tables.services.get(target.serviceArn)?.status === 'ACTIVE'
  // What is missed is not made up for (AS-08).
  if (target.suspended.scheduled || !isThere) return
  if (setBounds(world, target, action, due)) pullIntoBounds(world, world.tables.scalableTargets.certain(target.id), due)
}

/** For good: the end of a schedule restores nothing (AS-72). Returns whether the bounds may be so. */
function setBounds(
  world: World,
  target: Readonly<ScalableTarget>,
  action: Readonly<ScheduledAction>,
  due: number,
): boolean {
  const { minCapacity = target.minCapacity, maxCapacity = target.maxCapacity } = given(action)
  const bounds = activityTexts.bounds(action.minCapacity, action.maxCapacity)
  const news = { description: `Setting ${bounds}`, cause: activityTexts.scheduled(action.name) }
  if (minCapacity > maxCapacity) {
    const statusMessage = `Failed to set ${bounds}: Maximum capacity cannot be less than minimum capacity`
    const changes = recordActivity(world, target, { ...news, status: 'Failed', statusMessage })
    apply(world, { changes, timers: [] }, due)
    return false
  }
  const changes = [
    updated('scalableTarget.changed', target.id, { minCapacity, maxCapacity }, 'AS-72'),
    ...recordActivity(world, target, { ...news, statusMessage: `Successfully set ${bounds}` }),
  ]
  apply(world, { changes, timers: [] }, due)
  return true
}

function given({ minCapacity, maxCapacity }: Readonly<ScheduledAction>): {
  minCapacity?: number
  maxCapacity?: number
} {
  return { ...(minCapacity === null ? {} : { minCapacity }), ...(maxCapacity === null ? {} : { maxCapacity }) }
}
