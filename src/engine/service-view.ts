// What does the scheduler see of a service? The indexes' numbers at once, and what takes work only when it asks.
import type { ServiceView, Stray, Unhealthy } from '../deployment/service-view.ts'
import { standingOf } from '../model/standing.ts'
import type { WorldView } from '../model/view.ts'
import { balanceOf } from './balance.ts'
import { postsOf } from './posts.ts'

type Seen = Pick<WorldView, 'tables' | 'indexes'>

export function viewOfService(
  world: Pick<WorldView, 'nowMs' | 'behavior' | 'tables' | 'indexes'>,
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
    alarm: (name) => world.tables.alarms.get(name),
    rollout: ({ serviceDeploymentArn }) => world.tables.serviceDeployments.get(serviceDeploymentArn ?? ''),
    unhealthy: () => unhealthyOf(world, arn),
    strays: () => straysOf(world, arn),
    posts: postsOf(world, arn),
    balance: balanceOf(world, arn),
  }
}

function unhealthyOf({ tables, indexes }: Seen, arn: string): Unhealthy[] {
  return [...(indexes.tasksByService.get(arn) ?? [])]
    .map((task) => tables.tasks.certain(task))
    .filter((task) => standingOf(task) === 'unhealthy')
    .map((task) => ({
      task: task.arn,
      deploymentId: task.deploymentId,
      isLeaving: tables.containerInstances.get(task.containerInstanceArn ?? '')?.status === 'DRAINING',
    }))
}

/** Asked for in many evaluations of a rollout, and mostly in vain: nothing is made for tasks that lack nothing. */
function straysOf({ tables, indexes }: Seen, arn: string): Stray[] {
  const strays: Stray[] = []
  for (const task of indexes.tasksByService.get(arn) ?? []) {
    const { id: taskId, deploymentId, desiredStatus, traffic } = tables.tasks.certain(task)
    const missing = traffic?.missing
    if (missing !== undefined && desiredStatus !== 'STOPPED') strays.push({ taskId, deploymentId, missing })
  }
  return strays
}
