// What does a resource look like to whoever gives it names or makes a piece of it? Its properties, evaluated one by one.
import { mistake, type Place, unexpected, within } from '../place.ts'
import { shown } from './arguments.ts'
import type { Scope } from './scope.ts'
import type { Resource } from './template.ts'
import { isScalar, textOf, Unresolved, type Value } from './values.ts'

export class Handle {
  readonly resource: Resource
  /** `ECS/Cluster` in a nested stack. */
  readonly key: string
  readonly stackName: string
  readonly scope: Scope
  private readonly known = new Map<string, Value>()

  constructor(resource: Resource, key: string, stackName: string, scope: Scope) {
    this.resource = resource
    this.key = key
    this.stackName = stackName
    this.scope = scope
  }

  get type(): string {
    return this.resource.type
  }

  /** Text from which what is made up for it is derived. */
  get seed(): string {
    const { accountId, region } = this.scope.realm
    return `${accountId}/${region}/${this.stackName}/${this.key}`
  }

  placeOf(name: string): Place {
    return within(this.resource.place, 'Properties', name)
  }

  /** Undefined for one that is not there. */
  property(name: string): Value {
    if (!Object.hasOwn(this.resource.properties, name)) return undefined
    if (!this.known.has(name)) {
      const value = this.scope.evaluate(this.resource.properties[name], this.placeOf(name))
      this.known.set(name, typeof value === 'symbol' ? undefined : value)
    }
    return this.known.get(name)
  }

  /** @throws UsageError for what is no text, or is not known */
  text(name: string): string | undefined {
    const value = this.property(name)
    if (value === undefined || isScalar(value)) return value === undefined ? undefined : textOf(value)
    if (value instanceof Unresolved) throw needed(this.placeOf(name), value)
    throw unexpected(this.placeOf(name), 'a text', shown(value))
  }

  /** As far as it is known: for what has no effect. */
  mention(name: string): string | undefined {
    const value = this.property(name)
    if (value instanceof Unresolved) return value.text
    return isScalar(value) ? textOf(value) : undefined
  }
}

/** Somebody needs a value that the files do not hold. */
export function needed(place: Place, { text, why }: Unresolved): Error {
  const facts = { expected: 'a value that is known', found: text.slice(0, 200) }
  return mistake(place, `the value is not known: ${why}.`, facts)
}
