// What does each kind of timer do? One table. A handler looks at the entity and asks a planner; when the entity has gone
// another way meanwhile, the timer has nothing to say any more.
import { planTargetStep } from '../balancing/targets.ts'
import { planAgentStep } from '../lifecycle/agent.ts'
import { planAttachment, planRefusal, planSettled } from '../lifecycle/start.ts'
import { planStep } from '../lifecycle/step.ts'
import {
  ENI_TIMEOUT,
  NO_ADDRESS,
  planDeprovisioned,
  planForgotten,
  planHostLost,
  planStopRequest,
  SPOT_INTERRUPTION,
} from '../lifecycle/stop.ts'
import type { Target } from '../model/balancing.ts'
import { NO_PLAN, type Plan, removed, type TimerKind, updated } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import { isRegistered } from '../model/standing.ts'
import type { PlanningView } from '../model/view.ts'
import { planActions } from './alarms/composites.ts'
import { providerAtRegistration } from './group-providers.ts'
import { groupScene, targetsIn } from './groups.ts'
import { LiveHostPorts } from './host-ports.ts'
import { refusesEni } from './outages.ts'
import { withRolloutNews } from './rollout-news.ts'
import { sceneOf, slotOf } from './scene.ts'

/** Null: the timer is out of date, and not even an event. */
export type Handler = (world: PlanningView, id: string) => Plan | null

/** Timers whose doing is more than one plan: the loop calls it. */
type Conversation =
  | 'service.wake'
  | 'task.grace'
  | 'containerInstance.turn'
  | 'containerInstance.reclaim'
  | 'fault.strike'
  | 'groupInstance.step'
  | 'autoScalingGroup.retry'
  | 'instanceRefresh.step'
  | 'minute.tick'
  | 'task.giveUp'

export const HANDLERS: Readonly<Record<Exclude<TimerKind, Conversation>, Handler>> = {
  'containerInstance.register': (world, id) => {
    const instance = world.tables.containerInstances.get(id)
    if (instance?.status !== 'REGISTERING') return null
    // The agent finds its cluster deleted, and gives up (CL-09).
    if (world.tables.clusters.get(instance.clusterArn)?.status !== 'ACTIVE')
      return { changes: [removed('containerInstance.forgotten', id, 'CL-09')], timers: [] }
    const set = {
      status: 'ACTIVE',
      agentConnected: true,
      registeredAtMs: world.nowMs,
      // Rank is by registration, whoever was launched first (PL-19).
      ordinal: world.journal.length,
      ...providerAtRegistration(world, instance),
    } as const
    return { changes: [updated('containerInstance.registered', id, set, 'CI-15')], timers: [] }
  },
  'containerInstance.forget': (world, id) =>
    world.tables.containerInstances.get(id)?.status === 'INACTIVE'
      ? { changes: [removed('containerInstance.forgotten', id, 'CI-15')], timers: [] }
      : null,
  'containerInstance.updateAgent': (world, id) => {
    const instance = world.tables.containerInstances.get(id)
    return instance === undefined || !isRegistered(instance.status) ? null : planAgentStep(instance, world)
  },
  'task.attach': onTask('PROVISIONING', attachTask),
  'task.attachTimeout': (world, id) => {
    const task = world.tables.tasks.get(id)
    // An interface that is there waits for its agent to say so.
    const isWaiting = task?.lastStatus === 'PROVISIONING' && task.reportAtMs === null
    return isWaiting ? withRolloutNews(world, task, planStopRequest(sceneOf(world, task), ENI_TIMEOUT, world)) : null
  },
  'taskDefinition.poll': (world, id) => planDeletionPoll(world, id),
  'task.step': (world, id) => {
    const task = world.tables.tasks.get(id)
    return task?.dueAtMs === world.nowMs ? stepTask(world, task) : null
  },
  'task.settle': onTask('RUNNING', (world, task) => withRolloutNews(world, task, planSettled(task, world.nowMs))),
  'task.stop': onTask('DEPROVISIONING', (world, task) => planDeprovisioned(task, world)),
  'task.reclaim': (world, id) => {
    const task = world.tables.tasks.get(id)
    const isOver = task === undefined || task.lastStatus === 'DEPROVISIONING' || task.lastStatus === 'STOPPED'
    return isOver ? null : planHostLost(task, SPOT_INTERRUPTION, world)
  },
  'task.unprotect': (world, id) => {
    // A later call may have protected it for longer, or not at all.
    if (world.tables.tasks.get(id)?.protectedUntilMs !== world.nowMs) return null
    return { changes: [updated('task.protectionChanged', id, { protectedUntilMs: null }, 'DP-450')], timers: [] }
  },
  'task.forget': onTask('STOPPED', (_world, task) => planForgotten(task)),
  'target.step': (world, id) => {
    const target = world.tables.targets.get(id)
    return target?.dueAtMs === world.nowMs ? stepTarget(world, target) : null
  },
  'alarm.release': planActions,
  'service.forget': (world, id) => {
    const service = world.tables.services.get(id)
    if (service?.status !== 'INACTIVE' || service.inactiveAtMs === null) return null
    const due = service.inactiveAtMs + world.behavior.inactiveServiceRetentionMs <= world.nowMs
    return due ? planServiceForgotten(world, id) : null
  },
}

function onTask(status: Task['lastStatus'], plan: (world: PlanningView, task: Readonly<Task>) => Plan): Handler {
  return (world, id) => {
    const task = world.tables.tasks.get(id)
    return task?.lastStatus === status ? plan(world, task) : null
  }
}

/** A deleted revision is gone at the first poll that finds nobody using it (TD-6). */
function planDeletionPoll(world: PlanningView, id: string): Plan {
  if (!isInUse(world, id))
    return { changes: [updated('taskDefinition.deleted', id, { status: 'DELETED' }, 'TD-6')], timers: [] }
  const atMs = world.nowMs + world.behavior.deleteInProgressPollMs
  return { changes: [], timers: [{ atMs, kind: 'taskDefinition.poll', id }] }
}

function isInUse(world: PlanningView, definition: string): boolean {
  for (const { deployments } of world.tables.services.values())
    if (deployments.some(({ revision }) => revision.taskDefinitionArn === definition)) return true
  for (const { taskDefinitionArn, lastStatus } of world.tables.tasks.values())
    if (taskDefinitionArn === definition && lastStatus !== 'STOPPED') return true
  return false
}

function stepTarget(world: PlanningView, target: Readonly<Target>): Plan {
  const others = () => targetsIn(world, target.targetGroupArn)
  return planTargetStep(groupScene(world, target.targetGroupArn), target, others, world)
}

function attachTask(world: PlanningView, task: Readonly<Task>): Plan {
  const scene = sceneOf(world, task)
  if (task.eni?.address === null) return withRolloutNews(world, task, planStopRequest(scene, NO_ADDRESS, world))
  if (refusesEni(world, task)) return planRefusal(scene, world)
  return planAttachment(scene, slotOf(world, scene), world)
}

function stepTask(world: PlanningView, task: Readonly<Task>): Plan {
  const { nowMs, realm, behavior, latencies, tables } = world
  const context = { nowMs, realm, behavior, latencies, tables, hostPorts: new LiveHostPorts(world) }
  return withRolloutNews(world, task, planStep(sceneOf(world, task), context))
}

function planServiceForgotten(world: PlanningView, id: string): Plan {
  const events = world.indexes.eventsByService.get(id) ?? []
  return {
    changes: [
      ...events.map((event) => removed('serviceEvent.dropped', event, 'SV-306')),
      removed('service.forgotten', id, 'SV-306'),
    ],
    timers: NO_PLAN.timers,
  }
}
