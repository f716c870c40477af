// Do the tasks of a service stay as they are for ever, unless its scheduler stops them?
import type { ContainerInstance, Service, Simulation, Task } from '../../index.ts'

/** Nothing is due of them, of their targets, or of the machines under them. */
export function isSettled({ view }: Simulation, { arn }: Readonly<Service>): boolean {
  const { tables, indexes } = view
  return [...(indexes.tasksByService.get(arn) ?? [])]
    .map((task) => tables.tasks.certain(task))
    .every((task) => isStill(task) && isFirm(tables.containerInstances.get(task.containerInstanceArn ?? '')))

  function isStill({ arn: task, dueAtMs, reportAtMs, healthyAtMs }: Readonly<Task>): boolean {
    const targets = [...indexes.targets.ofTask(task)].map((id) => tables.targets.certain(id))
    return (
      dueAtMs === null && reportAtMs === null && healthyAtMs !== null && targets.every((row) => row.dueAtMs === null)
    )
  }
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
