// Which host ports of an instance are in use? Asked only for containers that want some.
import { isOver } from '../lifecycle/containers/phase.ts'
import type { HostPorts } from '../lifecycle/ports.ts'
import type { ContainerInstance } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'

export class LiveHostPorts implements HostPorts {
  private readonly world: WorldView

  constructor(world: WorldView) {
    this.world = world
  }

  isBusy(instance: Readonly<ContainerInstance>, port: number, protocol: 'tcp' | 'udp'): boolean {
    const { indexes, tables, nowMs } = this.world
    if (indexes.slotOf(instance)?.held.isFree(port, protocol) === false) return true
    for (const arn of indexes.tasksByInstance.get(instance.arn) ?? []) {
      for (const run of tables.tasks.certain(arn).runs) {
        if (isOver(run, nowMs)) continue
        for (const binding of run.networkBindings)
          if (binding.hostPort === port && binding.protocol === protocol) return true
      }
    }
    return false
  }
}
