// Who waits for a capacity provider to make room, and when is there some? Tasks that were accepted without a place go where a new task
// would go, the oldest first and each one tried (PL-43). They are looked at after the daemons and before the services (SV-401).
import { certain } from '../kernel/assert.ts'
import { planPlacement } from '../lifecycle/start.ts'
import { planStopRequest } from '../lifecycle/stop.ts'
import type { Plan } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import { isRegistered, isWaitingForRoom } from '../model/standing.ts'
import { longestWaiting } from '../model/waiting-lines.ts'
import { closestRefusal, refusals } from '../placement/place.ts'
import { apply } from './apply.ts'
import { withRolloutNews } from './rollout-news.ts'
import { sceneOf } from './scene.ts'
import { instanceFor, requestOf, type StartOrder } from './start-task.ts'
import type { World } from './world.ts'

/** Gives places to those who wait in a cluster, as far as there are any. */
export function placeWaiting(world: World, cluster: string, cause: number): void {
  const lines = new Set(world.indexes.waiting.in(cluster))
  for (let next = longestWaiting(lines); next !== null; next = longestWaiting(lines)) {
    const task = world.tables.tasks.certain(next.task)
    const home = instanceFor(world, orderOf(world, task), task.needs)
    // Room only shrinks on the way: where one of a line found none, the next of it finds none.
    if (home === null) lines.delete(next.line)
    else apply(world, planPlacement(sceneOf(world, task), home, world), cause)
  }
}

/** It has waited as long as ECS lets it (CP-21): what keeps it out is the reason of its end (PF-10). */
export function planGivingUp(world: World, arn: string): Plan | null {
  const task = world.tables.tasks.get(arn)
  if (task === undefined || !isWaitingForRoom(task)) return null
  const reason = `TaskFailedToStart: ${hindranceOf(world, task)}`
  const plan = planStopRequest(sceneOf(world, task), { code: 'TaskFailedToStart', reason, rule: 'CP-21' }, world)
  return withRolloutNews(world, task, plan)
}

function hindranceOf(world: World, task: Readonly<Task>): string {
  const request = requestOf(world, orderOf(world, task), task.needs)
  const closest = closestRefusal(refusals(world.indexes.fleet(task.clusterArn), request))
  if (closest !== undefined) return closest.reason.replace(/\.$/, '')
  for (const { clusterArn, capacityProviderName, status } of world.tables.containerInstances.values())
    if (clusterArn === task.clusterArn && capacityProviderName === request.capacityProvider && isRegistered(status))
      return 'NO ACTIVE INSTANCES'
  return 'EMPTY CAPACITY PROVIDER'
}

/** What it was to be started with. */
export function orderOf(world: Pick<World, 'tables'>, task: Readonly<Task>): StartOrder {
  const { clusterArn, group, startedBy, serviceArn, deploymentId, launch, needs } = task
  return {
    definition: world.tables.taskDefinitions.certain(task.taskDefinitionArn),
    launchType: 'EC2',
    ...{ clusterArn, group, startedBy, serviceArn, deploymentId, launch, needs },
    ...certain(task.wish, task.arn),
  }
}
