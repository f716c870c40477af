// Which container instances have how much room? The index that placement asks, kept up to date with every write.
//
// Instances that no filter and no strategy can tell apart stand together: a *class* shares every attribute, a *shelf* of a
// class has the same free CPU and memory. A decision looks at shelves, of which there are few, and only then at the slots
// (instances) on the shelf it chose. Classes, shelves and slots stand in an order that follows from their contents alone,
// so that a forked or restored world decides alike.
import { certain } from '../kernel/assert.ts'
import { capabilitiesOf, isUsual } from './capabilities.ts'
import type { ContainerInstance, Task } from './entities.ts'
import { type Claim, Ledger } from './ledger.ts'

/** What an instance is told of a task that is promised its room. */
export type Tenant = Claim & Pick<Readonly<Task>, 'group'>

export interface PlacementClass {
  /** Spells the attributes; classes stand in order of their keys. */
  readonly key: string
  readonly attributes: Readonly<Record<string, string>>
  /** Names without value that come with the agent. */
  readonly capabilities: ReadonlySet<string>
  /** In order of free memory, then free CPU; never an empty one. */
  readonly shelves: Shelf[]
}

export interface Shelf {
  readonly class: PlacementClass
  readonly cpuFree: number
  readonly memoryFree: number
  /** In order of registration. */
  readonly slots: Slot[]
}

/** One ACTIVE container instance. */
export interface Slot {
  readonly arn: string
  readonly id: string
  readonly ordinal: number
  readonly class: PlacementClass
  readonly promised: Ledger
  readonly held: Ledger
  shelf: Shelf
  /** Tasks placed here whose room is not free yet, first come first served (LC-14). */
  readonly waiting: string[]
  /** Tasks here that were asked to stop and have not. */
  stopping: number
  /** Tasks here that are wanted (CI-18), and how many of each group (CQ-11). */
  wanted: number
  readonly groups: Map<string, number>
}

/** What placement and the agents may read. */
export interface FleetView {
  readonly classes: readonly PlacementClass[]
  readonly size: number
  slot(arn: string): Slot | undefined
  /** Every slot, in order of registration. */
  slots(): readonly Slot[]
}

export class FleetIndex implements FleetView {
  readonly classes: PlacementClass[] = []
  private readonly byArn = new Map<string, Slot>()

  get size(): number {
    return this.byArn.size
  }

  slot(arn: string): Slot | undefined {
    return this.byArn.get(arn)
  }

  slots(): readonly Slot[] {
    return [...this.byArn.values()].sort((a, b) => a.ordinal - b.ordinal)
  }

  add(instance: Readonly<ContainerInstance>): void {
    const promised = new Ledger(instance)
    const owner = this.classOf(instance)
    const shelf = shelfOf(owner, promised.cpuFree, promised.memoryFree)
    const slot: Slot = {
      arn: instance.arn,
      id: instance.id,
      ordinal: instance.ordinal,
      class: owner,
      promised,
      held: new Ledger(instance),
      shelf,
      waiting: [],
      stopping: 0,
      wanted: 0,
      groups: new Map(),
    }
    this.byArn.set(slot.arn, slot)
    insertSlot(shelf, slot)
  }

  remove(arn: string): void {
    const slot = certain(this.byArn.get(arn), arn)
    leaveShelf(slot)
    this.byArn.delete(arn)
    if (slot.class.shelves.length === 0) this.classes.splice(this.classes.indexOf(slot.class), 1)
  }

  promise(slot: Slot, tenant: Tenant): void {
    const { group } = tenant
    slot.promised.take(tenant)
    slot.wanted++
    slot.groups.set(group, (slot.groups.get(group) ?? 0) + 1)
    this.reshelve(slot)
  }

  release(slot: Slot, tenant: Tenant): void {
    const { group } = tenant
    slot.promised.give(tenant)
    slot.wanted--
    const left = slot.groups.get(group)! - 1
    if (left === 0) slot.groups.delete(group)
    else slot.groups.set(group, left)
    this.reshelve(slot)
  }

  private reshelve(slot: Slot): void {
    const { cpuFree, memoryFree } = slot.promised
    if (slot.shelf.cpuFree === cpuFree && slot.shelf.memoryFree === memoryFree) return
    leaveShelf(slot)
    slot.shelf = shelfOf(slot.class, cpuFree, memoryFree)
    insertSlot(slot.shelf, slot)
  }

  private classOf(instance: Readonly<ContainerInstance>): PlacementClass {
    const { attributes } = instance
    const capabilities = capabilitiesOf(instance)
    const key = keyOf(attributes, capabilities)
    const at = lowerBound(this.classes, (known) => known.key < key)
    const known = this.classes[at]
    if (known?.key === key) return known
    const made: PlacementClass = { key, attributes, capabilities, shelves: [] }
    this.classes.splice(at, 0, made)
    return made
  }
}

function keyOf(attributes: Readonly<Record<string, string>>, capabilities: ReadonlySet<string>): string {
  const key = JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)))
  return isUsual(capabilities) ? key : key + JSON.stringify([...capabilities].sort())
}

/** Index of the first element for which `before` is false; the elements stand in that order. */
export function lowerBound<T>(sorted: readonly T[], before: (element: T) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (before(sorted[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}

function shelfOf(owner: PlacementClass, cpuFree: number, memoryFree: number): Shelf {
  const { shelves } = owner
  const at = lowerBound(
    shelves,
    (shelf) => shelf.memoryFree < memoryFree || (shelf.memoryFree === memoryFree && shelf.cpuFree < cpuFree),
  )
  const known = shelves[at]
  if (known !== undefined && known.memoryFree === memoryFree && known.cpuFree === cpuFree) return known
  const made: Shelf = { class: owner, cpuFree, memoryFree, slots: [] }
  shelves.splice(at, 0, made)
  return made
}

function insertSlot(shelf: Shelf, slot: Slot): void {
  shelf.slots.splice(positionIn(shelf, slot), 0, slot)
}

function leaveShelf(slot: Slot): void {
  const { shelf } = slot
  shelf.slots.splice(positionIn(shelf, slot), 1)
  if (shelf.slots.length === 0) shelf.class.shelves.splice(shelf.class.shelves.indexOf(shelf), 1)
}

function positionIn(shelf: Shelf, slot: Slot): number {
  return lowerBound(shelf.slots, (other) => other.ordinal < slot.ordinal)
}
