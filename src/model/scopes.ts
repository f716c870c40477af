// How are the tasks of one service or group spread? Counts by instance, and by the value of any attribute that a strategy
// has asked about (PL-20, PL-21). Only tasks that are wanted count.
import type { ContainerInstance } from './entities.ts'

/** The value under which instances that lack an attribute share a bucket (PL-21). */
export const MISSING = null
export type AttributeValue = string | typeof MISSING

export interface ScopeView {
  onInstance(arn: string): number
  withValue(attribute: string, value: AttributeValue): number
  inZone(zone: string): number
}

export class Scope implements ScopeView {
  private readonly instances = new Map<string, Tally>()
  private readonly values = new Map<string, Map<AttributeValue, Tally>>()
  private readonly zones = new Map<string, Tally>()
  private readonly instanceOf: (arn: string) => Readonly<ContainerInstance>

  constructor(instanceOf: (arn: string) => Readonly<ContainerInstance>) {
    this.instanceOf = instanceOf
  }

  onInstance(arn: string): number {
    return this.instances.get(arn)?.count ?? 0
  }

  withValue(attribute: string, value: AttributeValue): number {
    return this.countsOf(attribute).get(value)?.count ?? 0
  }

  /** Tasks without an instance (Fargate) by zone (PL-40). */
  inZone(zone: string): number {
    return this.zones.get(zone)?.count ?? 0
  }

  add(instance: string | null, zone: string | null, delta: 1 | -1): void {
    if (instance === null) {
      if (zone !== null) bump(this.zones, zone, delta)
      return
    }
    bump(this.instances, instance, delta)
    for (const [attribute, counts] of this.values) bump(counts, this.valueOf(instance, attribute), delta)
  }

  /** An instance's attributes are others than they were: its tasks move to other buckets. */
  reattribute(instance: string, before: Attributes, after: Attributes): void {
    const tasks = this.onInstance(instance)
    if (tasks === 0) return
    for (const [attribute, counts] of this.values) {
      bump(counts, valueIn(before, attribute), -tasks)
      bump(counts, valueIn(after, attribute), tasks)
    }
  }

  get isEmpty(): boolean {
    return this.instances.size === 0 && this.zones.size === 0
  }

  private countsOf(attribute: string): Map<AttributeValue, Tally> {
    const known = this.values.get(attribute)
    if (known !== undefined) return known
    const counts = new Map<AttributeValue, Tally>()
    for (const [instance, { count }] of this.instances) bump(counts, this.valueOf(instance, attribute), count)
    this.values.set(attribute, counts)
    return counts
  }

  private valueOf(instance: string, attribute: string): AttributeValue {
    return valueIn(this.instanceOf(instance).attributes, attribute)
  }
}

type Attributes = ContainerInstance['attributes']

function valueIn(attributes: Attributes, attribute: string): AttributeValue {
  return Object.hasOwn(attributes, attribute) ? attributes[attribute]! : MISSING
}

/** The scope of nobody: a group that has no task yet. */
export const EMPTY_SCOPE: ScopeView = { onInstance: () => 0, withValue: () => 0, inZone: () => 0 }

/** Counted in place: a map is written only when a key comes or goes. */
interface Tally {
  count: number
}

function bump<K>(tallies: Map<K, Tally>, key: K, by: number): void {
  const tally = tallies.get(key)
  if (tally === undefined) {
    tallies.set(key, { count: by })
    return
  }
  tally.count += by
  if (tally.count === 0) tallies.delete(key)
}
