// Does a task stay as it is for ever, unless a scheduler stops it?
import type { ContainerInstance, Service, Simulation, Task } from '../../index.ts'

/** All tasks of a service are healthy, and stay so. */
export function isSettled(sim: Simulation, { arn }: Readonly<Service>): boolean {
  const { tables, indexes } = sim.view
  const tasks = [...(indexes.tasksByService.get(arn) ?? [])].map((task) => tables.tasks.certain(task))
  return tasks.every((task) => task.healthyAtMs !== null && isStill(sim, task))
}

/** Nothing is due of it, of its targets, or of the machine under it. */
export function isStill({ view }: Simulation, task: Readonly<Task>): boolean {
  const { tables, indexes } = view
  const targets = [...indexes.targets.ofTask(task.arn)].map((id) => tables.targets.certain(id))
  return (
    task.dueAtMs === null &&
    task.reportAtMs === null &&
    targets.every(({ dueAtMs }) => dueAtMs === null) &&
    isFirm(tables.containerInstances.get(task.containerInstanceArn ?? ''))
  )
}

function isFirm(instance: Readonly<ContainerInstance> | undefined): boolean {
  if (instance === undefined) return true
  const { status, agentConnected, machine } = instance
  return (
    status === 'ACTIVE' &&
    agentConnected &&
    machine.state === 'running' &&
    machine.dueAtMs === null &&
    machine.reclaimAtMs === null
  )
}
