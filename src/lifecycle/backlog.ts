// What becomes of a task's next step while the agent of its instance is away? It waits in the instance's backlog and is taken
// up when the agent is back (LC-16, EA-5). Until then the task's status is what it was.
import { type Plan, type Timer, updated } from '../model/changes.ts'
import type { BacklogItem, ContainerInstance } from '../model/entities.ts'

/** A step whose time has come, but of which ECS does not hear. */
export function planUnheard(instance: Readonly<ContainerInstance>, item: BacklogItem): Plan {
  const backlog = [...instance.backlog, item]
  return { changes: [updated('containerInstance.changed', instance.arn, { backlog }, 'LC-16')], timers: [] }
}

/** An order that does not reach the agent: its timers begin to run when it does (EA-5). */
export function withoutAgent(plan: Plan, instance: Readonly<ContainerInstance>, nowMs: number): Plan {
  const orders = plan.timers.filter(({ kind }) => kind === 'task.exit')
  if (orders.length === 0) return plan
  const items = orders.map(({ id, atMs }) => ({ kind: 'task.exit', id, afterMs: atMs - nowMs }) as BacklogItem)
  const backlog = [...instance.backlog, ...items]
  const change = updated('containerInstance.changed', instance.arn, { backlog }, 'EA-5')
  return { changes: [...plan.changes, change], timers: plan.timers.filter((timer) => !orders.includes(timer)) }
}

export function planDisconnection(instance: Readonly<ContainerInstance>): Plan {
  const change = updated('containerInstance.agentChanged', instance.arn, { agentConnected: false }, 'CI-16')
  return { changes: [change], timers: [] }
}

/** The agent is back: it reports what has happened, and hears what it is to do. */
export function planReconnection(instance: Readonly<ContainerInstance>, nowMs: number): Plan {
  const set = { agentConnected: true, ...(instance.backlog.length > 0 ? { backlog: [] } : {}) }
  return {
    changes: [updated('containerInstance.agentChanged', instance.arn, set, 'LC-16')],
    timers: instance.backlog.map(({ kind, id, afterMs }): Timer => ({ atMs: nowMs + afterMs, kind, id })),
  }
}
