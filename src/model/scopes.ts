// How are the tasks of each service or group of a cluster spread over its instances? Counts by the value of every attribute
// that a strategy has asked about there (PL-20, PL-21). Only tasks that are wanted count. How many are on one instance, its
// slot knows.
import { isOwnAttribute } from './capabilities.ts'
import type { ContainerInstance } from './entities.ts'
import { Tallies } from './tallies.ts'

/** The value under which instances that lack an attribute share a bucket (PL-21). */
const MISSING = null
export type AttributeValue = string | typeof MISSING

type Attributes = ContainerInstance['attributes']

/** What instances that placement cannot tell apart have in common. */
interface Kind {
  readonly attributes: Attributes
  /** Its value of each attribute that was asked about, by number; looked up the first time. */
  readonly values: AttributeValue[]
}

/** An instance, and its wanted tasks by group. */
interface Host {
  readonly class: Kind
  /** All of them, its own too. */
  readonly attributes: Attributes
  readonly groups: ReadonlyMap<string, number>
}

export interface ScopeView {
  spreadOver(attribute: string): SpreadView
}

/** Tasks of one scope by value of one attribute. */
interface SpreadView {
  with(value: AttributeValue): number
  /** With the value that a class of instances shares. */
  like(kind: Kind): number
  /** With the instance's value. */
  on(host: Host): number
}

export class Scopes {
  private readonly scopes = new Map<string, Scope>()
  /** Whoever comes later is counted by all of them from the first task on. */
  private readonly asked: Asked[] = []
  private readonly hosts: () => Iterable<Host>

  constructor(hosts: () => Iterable<Host>) {
    this.hosts = hosts
  }

  of(group: string): ScopeView {
    return this.scopes.get(group) ?? EMPTY_SCOPE
  }

  /** So many tasks of the group come to the instance, or leave it. */
  move(host: Host, group: string, by: number): void {
    const scope = this.scopes.get(group) ?? this.open(group)
    scope.move(host, by)
    if (scope.tasks === 0) this.scopes.delete(group)
  }

  /** The instance comes with all its tasks, or leaves with them. */
  moveAll(host: Host, sign: 1 | -1): void {
    for (const [group, tasks] of host.groups) this.move(host, group, sign * tasks)
  }

  private open(group: string): Scope {
    const scope = new Scope((attribute) => this.learn(attribute))
    for (const asked of this.asked) scope.spreads.push(new Spread(asked))
    this.scopes.set(group, scope)
    return scope
  }

  private learn(attribute: string): void {
    const asked: Asked = { attribute, number: this.asked.length, isOwn: isOwnAttribute(attribute) }
    this.asked.push(asked)
    for (const scope of this.scopes.values()) scope.spreads.push(new Spread(asked))
    for (const host of this.hosts())
      for (const [group, tasks] of host.groups) this.scopes.get(group)!.spreads[asked.number]!.move(host, tasks)
  }
}

class Scope implements ScopeView {
  tasks = 0
  readonly spreads: Spread[] = []
  private readonly learn: (attribute: string) => void

  constructor(learn: (attribute: string) => void) {
    this.learn = learn
  }

  spreadOver(attribute: string): SpreadView {
    for (const spread of this.spreads) if (spread.asked.attribute === attribute) return spread
    this.learn(attribute)
    return this.spreads[this.spreads.length - 1]!
  }

  move(host: Host, by: number): void {
    this.tasks += by
    for (const spread of this.spreads) spread.move(host, by)
  }
}

/** An attribute that a strategy has asked about. */
interface Asked {
  readonly attribute: string
  readonly number: number
  /** No two instances share a value: no class knows it. */
  readonly isOwn: boolean
}

class Spread implements SpreadView {
  readonly asked: Asked
  private readonly tasks = new Tallies<AttributeValue>()

  constructor(asked: Asked) {
    this.asked = asked
  }

  with(value: AttributeValue): number {
    return this.tasks.of(value)
  }

  like(kind: Kind): number {
    return this.tasks.of(this.valueOf(kind))
  }

  on(host: Host): number {
    return this.tasks.of(this.valueOn(host))
  }

  move(host: Host, by: number): void {
    this.tasks.move(this.valueOn(host), by)
  }

  private valueOn(host: Host): AttributeValue {
    const { attribute, isOwn } = this.asked
    return isOwn ? valueIn(host.attributes, attribute) : this.valueOf(host.class)
  }

  private valueOf({ attributes, values }: Kind): AttributeValue {
    const { attribute, number } = this.asked
    const known = values[number]
    if (known !== undefined) return known
    const value = valueIn(attributes, attribute)
    values[number] = value
    return value
  }
}

function valueIn(attributes: Attributes, attribute: string): AttributeValue {
  return Object.hasOwn(attributes, attribute) ? attributes[attribute]! : MISSING
}

const EMPTY_SPREAD: SpreadView = { with: () => 0, like: () => 0, on: () => 0 }

/** The scope of nobody: a group that has no task yet. */
const EMPTY_SCOPE: ScopeView = { spreadOver: () => EMPTY_SPREAD }
