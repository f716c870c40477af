// What belongs to which Auto Scaling group? Sets that follow from the rows alone.
import { addTo, removeFrom } from './service-index.ts'

interface Belonging {
  readonly id: string
  readonly groupName: string
}

const NONE: ReadonlySet<string> = new Set()

/** The ids of one kind of row by the name of their group, in order of insertion. */
class OfGroup {
  private readonly ids = new Map<string, Set<string>>()

  get isEmpty(): boolean {
    return this.ids.size === 0
  }

  of(groupName: string): ReadonlySet<string> {
    return this.ids.get(groupName) ?? NONE
  }

  inserted({ id, groupName }: Belonging): void {
    addTo(this.ids, groupName, id)
  }

  removed({ id, groupName }: Belonging): void {
    removeFrom(this.ids, groupName, id)
  }
}

export class GroupIndex {
  /** EC2 ids of instances of which something has changed, their tasks included, since somebody last counted. */
  readonly touched = new Set<string>()
  readonly instances = new OfGroup()
  readonly policies = new OfGroup()
  readonly activities = new OfGroup()
}
