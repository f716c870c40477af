// Do the containers of a task take ports of their instance? (NW-10)
import type { TaskDefinition } from '../../model/entities.ts'

export function takesHostPorts({ networkMode }: Pick<Readonly<TaskDefinition>, 'networkMode'>): boolean {
  return networkMode === 'bridge' || networkMode === 'host'
}
