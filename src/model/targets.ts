// Which targets stand in a group, and which belong to a task? In order of registration.
import { entryOf } from '../kernel/maps.ts'
import type { Target } from './balancing.ts'

const NONE: ReadonlySet<string> = new Set()

export class TargetIndex {
  private readonly byGroup = new Map<string, Set<string>>()
  private readonly byTask = new Map<string, Set<string>>()

  inGroup(targetGroup: string): ReadonlySet<string> {
    return this.byGroup.get(targetGroup) ?? NONE
  }

  ofTask(task: string): ReadonlySet<string> {
    return this.byTask.get(task) ?? NONE
  }

  inserted({ id, targetGroupArn, taskArn }: Readonly<Target>): void {
    entryOf(this.byGroup, targetGroupArn, () => new Set<string>()).add(id)
    if (taskArn !== null) entryOf(this.byTask, taskArn, () => new Set<string>()).add(id)
  }

  removed({ id, targetGroupArn, taskArn }: Readonly<Target>): void {
    drop(this.byGroup, targetGroupArn, id)
    if (taskArn !== null) drop(this.byTask, taskArn, id)
  }
}

function drop(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key)
  if (ids?.delete(id) && ids.size === 0) index.delete(key)
}
