// Which container instances have how much room? The index that placement asks, kept up to date with every write.
//
// Instances that no filter and no strategy can tell apart stand together: a *class* shares every attribute, a *shelf* of a
// class has the same free CPU and memory. A decision looks at shelves, of which there are few, and only then at the slots
// (instances) on the shelf it chose. Classes, shelves and slots stand in an order that follows from their contents alone,
// so that a forked or restored world decides alike.
import { certain } from '../kernel/assert.ts'
import { EXTERNAL, isOwnAttribute } from './capabilities.ts'
import type { ContainerInstance, Task } from './entities.ts'
import { type Claim, Ledger } from './ledger.ts'
import type { Reserve } from './reserve.ts'
import { type AttributeValue, Scopes, type ScopeView } from './scopes.ts'

/** What an instance is told of a task that is promised its room. */
export type Tenant = Claim & Pick<Readonly<Task>, 'group'>

export interface PlacementClass {
  /** Spells all that follows; classes stand in order of their keys. */
  readonly key: string
  /** Those that its instances share. */
  readonly attributes: Readonly<Record<string, string>>
  /** Of attributes that a spread has asked about (Scopes). */
  readonly values: AttributeValue[]
  readonly missingCapabilities: readonly string[]
  readonly agentConnected: boolean
  /** Whether its instances stand outside of EC2 (PL-02). */
  readonly isExternal: boolean
  /** Whose its instances are; null for those of no provider (PL-02). */
  readonly capacityProvider: string | null
  /** A DRAINING instance takes no new task (CI-15). */
  readonly isDraining: boolean
  /** In order of free memory, then free CPU; never an empty one. */
  readonly shelves: Shelf[]
}

export interface Shelf {
  readonly class: PlacementClass
  /** What may be given away: promised to nobody, and not kept for a daemon (PL-17). */
  readonly cpuFree: number
  readonly memoryFree: number
  /** In order of registration. */
  readonly slots: Slot[]
}

/** One registered container instance. */
export interface Slot {
  readonly arn: string
  readonly id: string
  readonly ordinal: number
  class: PlacementClass
  /** All of them, its own too. */
  attributes: ContainerInstance['attributes']
  readonly promised: Ledger
  readonly held: Ledger
  /** Room kept for daemons that are to come; null on most instances (PL-38). */
  reserve: Reserve | null
  shelf: Shelf
  /** Tasks placed here whose room is not free yet, first come first served (LC-14). */
  readonly waiting: string[]
  /** Tasks here that were asked to stop and whose containers have not. */
  stopping: number
  /** Interfaces of tasks here, from when a task is created until it is STOPPED (PL-16), and how many there may be (CI-27). */
  enis: number
  readonly taskEniLimit: number
  /** Tasks here that are wanted (CI-18), and how many of each group (CQ-11). */
  wanted: number
  readonly groups: Map<string, number>
}

/** What placement and the agents may read. */
export interface FleetView {
  /** Classes of the ACTIVE instances. */
  readonly classes: readonly PlacementClass[]
  /** Instances, ACTIVE and DRAINING. */
  readonly size: number
  slot(arn: string): Slot | undefined
  /** Every slot, ACTIVE and DRAINING, in order of registration. */
  slots(): readonly Slot[]
}

export class FleetIndex implements FleetView {
  readonly classes: PlacementClass[] = []
  /** DRAINING instances stand apart, on shelves that placement never sees. */
  private readonly draining: PlacementClass[] = []
  private readonly byArn = new Map<string, Slot>()
  private readonly scopes = new Scopes(() => this.byArn.values())

  get size(): number {
    return this.byArn.size
  }

  slot(arn: string): Slot | undefined {
    return this.byArn.get(arn)
  }

  /** How the wanted tasks of a group are spread over the instances. */
  scope(group: string): ScopeView {
    return this.scopes.of(group)
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
      attributes: instance.attributes,
      promised,
      held: new Ledger(instance),
      reserve: null,
      shelf,
      waiting: [],
      stopping: 0,
      enis: 0,
      taskEniLimit: instance.taskEniLimit,
      wanted: 0,
      groups: new Map(),
    }
    this.byArn.set(slot.arn, slot)
    insertSlot(shelf, slot)
  }

  remove(arn: string): void {
    const slot = certain(this.byArn.get(arn), arn)
    this.leaveClass(slot)
    this.byArn.delete(arn)
    this.scopes.moveAll(slot, -1)
  }

  /** The instance has become another: its status, its attributes or its agent. Its tasks stay where they are. */
  reclass(slot: Slot, instance: Readonly<ContainerInstance>): void {
    const { attributes } = instance
    const isOther = slot.attributes !== attributes
    if (isOther) this.scopes.moveAll(slot, -1)
    this.leaveClass(slot)
    slot.class = this.classOf(instance)
    slot.attributes = attributes
    slot.shelf = shelfOf(slot.class, freeCpu(slot), freeMemory(slot))
    insertSlot(slot.shelf, slot)
    if (isOther) this.scopes.moveAll(slot, 1)
  }

  /** Keeps room for daemons, as far as there is any. */
  keep(slot: Slot, reserve: Reserve | null): void {
    slot.reserve = reserve
    this.reshelve(slot)
  }

  promise(slot: Slot, tenant: Tenant): void {
    const { group } = tenant
    slot.promised.take(tenant)
    slot.wanted++
    slot.groups.set(group, (slot.groups.get(group) ?? 0) + 1)
    this.scopes.move(slot, group, 1)
    this.reshelve(slot)
  }

  release(slot: Slot, tenant: Tenant): void {
    const { group } = tenant
    slot.promised.give(tenant)
    slot.wanted--
    const left = slot.groups.get(group)! - 1
    if (left === 0) slot.groups.delete(group)
    else slot.groups.set(group, left)
    this.scopes.move(slot, group, -1)
    this.reshelve(slot)
  }

  private reshelve(slot: Slot): void {
    const cpuFree = freeCpu(slot)
    const memoryFree = freeMemory(slot)
    if (slot.shelf.cpuFree === cpuFree && slot.shelf.memoryFree === memoryFree) return
    leaveShelf(slot)
    slot.shelf = shelfOf(slot.class, cpuFree, memoryFree)
    insertSlot(slot.shelf, slot)
  }

  private leaveClass(slot: Slot): void {
    leaveShelf(slot)
    if (slot.class.shelves.length > 0) return
    const classes = this.classesOf(slot.class.isDraining)
    classes.splice(classes.indexOf(slot.class), 1)
  }

  private classOf(instance: Readonly<ContainerInstance>): PlacementClass {
    const isDraining = instance.status === 'DRAINING'
    const classes = this.classesOf(isDraining)
    const attributes = sharedAttributes(instance)
    const key = keyOf(instance, attributes)
    const at = lowerBound(classes, (known) => known.key < key)
    const known = classes[at]
    if (known?.key === key) return known
    const { missingCapabilities, agentConnected } = instance
    const isExternal = Object.hasOwn(attributes, EXTERNAL)
    const capacityProvider = instance.capacityProviderName ?? null
    const made = {
      key,
      attributes,
      values: [],
      missingCapabilities,
      agentConnected,
      isExternal,
      capacityProvider,
      isDraining,
      shelves: [],
    }
    classes.splice(at, 0, made)
    return made
  }

  private classesOf(isDraining: boolean): PlacementClass[] {
    return isDraining ? this.draining : this.classes
  }
}

/** Unpromised CPU units that are not kept for a daemon. */
export function freeCpu({ promised, reserve }: Slot): number {
  return reserve === null ? promised.cpuFree : Math.max(0, promised.cpuFree - reserve.needs.cpuUnits)
}

/** Unpromised MiB that are not kept for a daemon. */
export function freeMemory({ promised, reserve }: Slot): number {
  return reserve === null ? promised.memoryFree : Math.max(0, promised.memoryFree - reserve.needs.memoryMiB)
}

/** The instance as a daemon sees it: nothing is kept from it (PL-38). */
export function beforeReserve(slot: Slot): Slot {
  if (slot.reserve === null) return slot
  const { cpuFree, memoryFree } = slot.promised
  return { ...slot, reserve: null, shelf: { ...slot.shelf, cpuFree, memoryFree } }
}

/** The instance's own object where it has nothing else. */
export function sharedAttributes({
  attributes,
}: Pick<ContainerInstance, 'attributes'>): ContainerInstance['attributes'] {
  if (!Object.keys(attributes).some(isOwnAttribute)) return attributes
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !isOwnAttribute(name)))
}

function keyOf(
  { missingCapabilities, agentConnected, capacityProviderName }: Readonly<ContainerInstance>,
  attributes: ContainerInstance['attributes'],
): string {
  const own = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
  const provider = capacityProviderName === undefined ? '' : ` ${capacityProviderName}`
  return `${JSON.stringify(own)} ${missingCapabilities.join()} ${agentConnected}${provider}`
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
