// Is there anybody on the machine under a container instance to carry out what ECS asks? (CI-19)
import type { ContainerInstance, Machine } from './entities.ts'

export const RUNNING: Machine = { state: 'running', dueAtMs: null, reclaimAtMs: null }

/** Always so on Fargate. A machine that was stopped is found to be gone only after a while. */
export function isUp(instance: Readonly<ContainerInstance> | null): boolean {
  return instance === null || instance.machine.state === 'running'
}

/** The agent hears, and is heard (LC-16). */
export function isInTouch(instance: Readonly<ContainerInstance> | null): boolean {
  return instance === null || (instance.agentConnected && instance.machine.state === 'running')
}
