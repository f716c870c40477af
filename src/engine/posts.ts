// What does a daemon's scheduler see of its instances? Worked out only when it asks.
import type { Posted, Posts } from '../deployment/service-view.ts'
import type { Service, Task } from '../model/entities.ts'
import { standingOf } from '../model/standing.ts'
import type { WorldView } from '../model/view.ts'

type Seen = Pick<WorldView, 'tables' | 'indexes'>

export function postsOf(world: Seen, arn: string): Posts {
  const service = world.tables.services.certain(arn)
  return {
    vacant: world.indexes.daemons.vacant(arn).size,
    free: () => freePlaces(world, service),
    crew: () => crewOf(world, service),
  }
}

function freePlaces(world: Seen, service: Readonly<Service>): string[] {
  const fleet = world.indexes.fleet(service.clusterArn)
  const ordinal = (arn: string) => fleet.slot(arn)?.ordinal ?? 0
  return [...world.indexes.daemons.vacant(service.arn)]
    .filter((instance) => tasksOn(world, instance).every(({ serviceArn }) => serviceArn !== service.arn))
    .sort((a, b) => ordinal(a) - ordinal(b))
}

function crewOf(world: Seen, service: Readonly<Service>): Posted[] {
  const arns = [...(world.indexes.tasksByService.get(service.arn) ?? [])]
  return arns
    .map((arn) => world.tables.tasks.certain(arn))
    .filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
    .map((task) => ({
      task: task.arn,
      deploymentId: task.deploymentId,
      standing: standingOf(task),
      post: postOf(world, service, task.containerInstanceArn as string),
    }))
}

function postOf(world: Seen, { arn, clusterArn }: Readonly<Service>, instance: string): Posted['post'] {
  if (world.indexes.fleet(clusterArn).slot(instance)?.class.isDraining !== true)
    return world.indexes.daemons.isPlace(arn, instance) ? 'kept' : 'lost'
  return tasksOn(world, instance).some((task) => goesFirst(world, task)) ? 'behind-others' : 'last'
}

/** Tasks of services go before a daemon's; standalone ones stay, and other daemons wait likewise (SV-404). */
function goesFirst(world: Seen, { serviceArn }: Readonly<Task>): boolean {
  if (serviceArn === null) return false
  return world.tables.services.get(serviceArn)?.schedulingStrategy !== 'DAEMON'
}

function tasksOn(world: Seen, instance: string): Readonly<Task>[] {
  return [...(world.indexes.tasksByInstance.get(instance) ?? [])].map((arn) => world.tables.tasks.certain(arn))
}
