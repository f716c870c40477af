// What does EventBridge hear of service auto scaling? That a service has come up to its maximum, and nothing else (AS-15).
import type { JournalEntry } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import { isoOf, type Report } from './envelope.ts'

/** When a scale-out to the maximum is fulfilled. */
export function scalingReports(world: WorldView, { id, atMs }: JournalEntry): readonly Report[] {
  const { status, reachesMax, targetId, from, to, startedAtMs } = world.tables.scalingActivities.certain(id)
  const target = world.tables.scalableTargets.get(targetId)
  if (status !== 'Successful' || !reachesMax || target === undefined) return []
  const detail = {
    startTime: isoOf(startedAtMs),
    endTime: isoOf(atMs),
    newDesiredCapacity: to,
    oldDesiredCapacity: from,
    minCapacity: target.minCapacity,
    maxCapacity: target.maxCapacity,
    resourceId: targetId,
    scalableDimension: 'ecs:service:DesiredCount',
    serviceNamespace: 'ecs',
    statusCode: status,
    scaledToMax: true,
    direction: 'scale-out',
  }
  return [{ type: 'Application Auto Scaling Scaling Activity State Change', resource: null, detail }]
}
