// What happens when the agent of an instance goes away, and when it is back? Its tasks run on; what ECS shows of them stands still
// until it can report (CI-16, LC-16, EA-5).
import { CURRENT_AGENT } from '../model/capabilities.ts'
import { type Plan, updated } from '../model/changes.ts'
import { AGENT_UPDATE_STEPS, type AgentUpdate } from '../model/container-instances.ts'
import type { ContainerInstance } from '../model/entities.ts'
import type { Slot } from '../model/fleet-index.ts'
import type { LifecycleContext, Scene } from './context.ts'
import { planAttachment } from './start.ts'
import { planCatchUp } from './step.ts'
import { planOrder } from './stop.ts'

export function planDisconnection(instance: Readonly<ContainerInstance>): Plan {
  const change = updated('containerInstance.agentChanged', instance.arn, { agentConnected: false }, 'CI-16')
  return { changes: [change], timers: [] }
}

export function planReconnection(instance: Readonly<ContainerInstance>, context: LifecycleContext): Plan {
  const { arn, agentUpdate } = instance
  const changes = [updated('containerInstance.agentChanged', arn, { agentConnected: true }, 'LC-16')]
  // It takes up the update that it was about when it left.
  if (agentUpdate === undefined || agentUpdate.dueAtMs === null) return { changes, timers: [] }
  const { changes: resumed, timers } = planAgentUpdate(arn, agentUpdate.status, context)
  return { changes: [...changes, ...resumed], timers }
}

/** The update has this status now; unless that is the last one, the next comes in a while (CI-30). */
export function planAgentUpdate(arn: string, status: AgentUpdate['status'], context: LifecycleContext): Plan {
  const isDone = status === 'UPDATED'
  const atMs = context.nowMs + (isDone ? 0 : context.latencies.agentUpdateStepMs)
  const agentUpdate: AgentUpdate = { status, dueAtMs: isDone ? null : atMs }
  const set = { agentUpdate, ...(isDone ? { versionInfo: CURRENT_AGENT } : {}) }
  return {
    changes: [updated('containerInstance.agentChanged', arn, set, 'CI-30')],
    timers: isDone ? [] : [{ atMs, kind: 'containerInstance.updateAgent', id: arn }],
  }
}

/** Nothing while the agent is away: the update stands still (CI-30). */
export function planAgentStep(instance: Readonly<ContainerInstance>, context: LifecycleContext): Plan | null {
  const { arn, agentConnected, agentUpdate } = instance
  if (agentUpdate?.dueAtMs !== context.nowMs || !agentConnected) return null
  const next = AGENT_UPDATE_STEPS[AGENT_UPDATE_STEPS.indexOf(agentUpdate.status) + 1]
  return next === undefined ? null : planAgentUpdate(arn, next, context)
}

/** What the agent that is back has to say of a task, and to hear; null when there is nothing. */
export function planReunion(scene: Scene, slot: Slot | null, context: LifecycleContext): Plan | null {
  const { task } = scene
  if (task.lastStatus === 'PROVISIONING') return task.reportAtMs === null ? null : planAttachment(scene, slot, context)
  if (task.lastStatus === 'DEPROVISIONING') return null
  // What still drains is told to stop when it has drained.
  const isDraining = task.lastStatus === 'DEACTIVATING'
  const isUnheard = !isDraining && task.desiredStatus === 'STOPPED' && task.orderedAtMs === null
  return isUnheard ? planOrder(scene, {}, 'EA-5', context) : planCatchUp(scene, context)
}
