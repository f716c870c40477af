// What happens when the agent of an instance goes away, and when it is back? Its tasks run on; what ECS shows of them stands still
// until it can report (CI-16, LC-16, EA-5).
import { type Plan, updated } from '../model/changes.ts'
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

export function planReconnection(instance: Readonly<ContainerInstance>): Plan {
  const change = updated('containerInstance.agentChanged', instance.arn, { agentConnected: true }, 'LC-16')
  return { changes: [change], timers: [] }
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
