// What does each kind of timer do? One table. A handler looks at the entity and asks a planner; when the entity has gone
// another way meanwhile, the timer has nothing to say any more.
import { assignPorts } from '../lifecycle/ports.ts'
import { planAttachment, planRunning, planSettled } from '../lifecycle/start.ts'
import { planDeprovisioned, planExit, planForgotten } from '../lifecycle/stop.ts'
import { NO_PLAN, type Plan, removed, type TimerKind, updated } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'

/** Null: the timer is out of date, and not even an event. */
export type Handler = (world: WorldView, id: string) => Plan | null

export const HANDLERS: Readonly<Record<Exclude<TimerKind, 'service.wake'>, Handler>> = {
  'containerInstance.register': (world, id) => {
    const instance = world.tables.containerInstances.get(id)
    if (instance?.status !== 'REGISTERING') return null
    return {
      changes: [
        updated('containerInstance.registered', id, { status: 'ACTIVE', registeredAtMs: world.nowMs }, 'CI-15'),
      ],
      timers: [],
    }
  },
  'containerInstance.forget': (world, id) =>
    world.tables.containerInstances.get(id)?.status === 'INACTIVE'
      ? { changes: [removed('containerInstance.forgotten', id, 'CI-15')], timers: [] }
      : null,
  'task.attach': onTask('PROVISIONING', (world, task) => planAttachment(task, world)),
  'task.run': onTask('PENDING', runTask),
  'task.settle': onTask('RUNNING', (world, task) => planSettled(task, world.nowMs)),
  'task.exit': onTask('STOPPING', (world, task) =>
    planExit(task, world.tables.taskDefinitions.certain(task.taskDefinitionArn), world),
  ),
  'task.stop': onTask('DEPROVISIONING', (world, task) => planDeprovisioned(task, world)),
  'task.forget': onTask('STOPPED', (_world, task) => planForgotten(task)),
  'service.forget': (world, id) => {
    const service = world.tables.services.get(id)
    if (service?.status !== 'INACTIVE' || service.inactiveAtMs === null) return null
    const due = service.inactiveAtMs + world.behavior.inactiveServiceRetentionMs <= world.nowMs
    return due ? planServiceForgotten(world, id) : null
  },
}

function onTask(status: Task['lastStatus'], plan: (world: WorldView, task: Readonly<Task>) => Plan): Handler {
  return (world, id) => {
    const task = world.tables.tasks.get(id)
    return task?.lastStatus === status ? plan(world, task) : null
  }
}

function runTask(world: WorldView, task: Readonly<Task>): Plan {
  const definition = world.tables.taskDefinitions.certain(task.taskDefinitionArn)
  const instance =
    task.containerInstanceArn === null ? null : world.tables.containerInstances.certain(task.containerInstanceArn)
  const range = { first: world.behavior.ephemeralPortStart, last: world.behavior.ephemeralPortEnd }
  const ports = assignPorts(definition, instance, range, (port, protocol) => isBusy(world, task, port, protocol))
  return planRunning(task, definition, instance, ports, world)
}

/** A host port that a live task of the same instance is bound to, or that the instance keeps for itself. */
function isBusy(world: WorldView, task: Readonly<Task>, port: number, protocol: 'tcp' | 'udp'): boolean {
  const instance = world.tables.containerInstances.certain(task.containerInstanceArn as string)
  if (world.indexes.slotOf(instance)?.held.isFree(port, protocol) === false) return true
  for (const arn of world.indexes.tasksByInstance.get(instance.arn) ?? []) {
    for (const { networkBindings } of world.tables.tasks.certain(arn).containers) {
      if (networkBindings.some((binding) => binding.hostPort === port && binding.protocol === protocol)) return true
    }
  }
  return false
}

function planServiceForgotten(world: WorldView, id: string): Plan {
  const events = world.indexes.eventsByService.get(id) ?? []
  return {
    changes: [
      ...events.map((event) => removed('serviceEvent.dropped', event, 'SV-306')),
      removed('service.forgotten', id, 'SV-306'),
    ],
    timers: NO_PLAN.timers,
  }
}
