// What does a stack know of itself? Its parameters, conditions, resources and outputs, each worked out when somebody asks.
import { suggestion } from '../../index.ts'
import { mistake, type Place, unexpected, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { decided, isTrue } from './conditions.ts'
import { evaluate } from './evaluate.ts'
import { Handle } from './handle.ts'
import { IDENTITIES, type Names } from './identities.ts'
import { type Argument, Parameters } from './parameters.ts'
import { PSEUDO_PARAMETERS, stackIdOf } from './pseudo-parameters.ts'
import { dependenciesIn, unknownName } from './references.ts'
import type { Realm, Scope } from './scope.ts'
import { strangerAttribute, strangerRef } from './strangers.ts'
import type { Resource, Template } from './template.ts'
import type { Unresolved, Value } from './values.ts'

export interface StackSite {
  readonly name: string
  /** `ECS/` in a nested stack; empty for the root. */
  readonly prefix: string
  readonly parent: Stack | null
  /** The resource that it is in its parent. */
  readonly owner: string | null
  readonly passed: ReadonlyMap<string, Argument>
}

/** What is there beside a single stack. */
export interface Surroundings {
  readonly realm: Realm
  nested(parent: Stack, id: string): Stack
  importValue(name: string): Value
  revisionOf(family: string, key: string): number
}

export const NESTED = 'AWS::CloudFormation::Stack'

export class Stack implements Scope {
  readonly account: Surroundings
  readonly template: Template
  readonly site: StackSite
  readonly parameters: Parameters
  /** Logical ids that each resource needs. */
  readonly needs: ReadonlyMap<string, readonly string[]>
  private readonly conditions = new Map<string, boolean | Unresolved | 'being asked'>()
  private readonly handles = new Map<string, Handle>()
  private readonly names = new Map<string, Names>()

  constructor(account: Surroundings, template: Template, site: StackSite) {
    this.account = account
    this.template = template
    this.site = site
    const { prefix: of, parent } = site
    this.parameters = new Parameters(template, site.passed, { realm: account.realm, of, isNested: parent !== null })
    this.needs = dependenciesIn(template)
  }

  get realm(): Realm {
    return this.account.realm
  }

  get mappings(): AwsInput {
    return this.template.mappings
  }

  evaluate(value: unknown, place: Place): Value {
    return evaluate(value, place, this)
  }

  importValue(name: string): Value {
    return this.account.importValue(name)
  }

  revisionOf(family: string, key: string): number {
    return this.account.revisionOf(family, key)
  }

  // ── conditions ──

  condition(name: string, place: Place): boolean | Unresolved {
    const { conditions } = this.template
    if (!Object.hasOwn(conditions, name)) {
      const hint = suggestion(name, Object.keys(conditions))
      throw mistake(place, `there is no condition ${name.slice(0, 80)}.${hint}`, { found: name.slice(0, 80) })
    }
    const known = this.conditions.get(name)
    if (known === 'being asked') throw mistake(place, `the condition ${name} depends on itself.`, { found: name })
    return known ?? this.worked(name)
  }

  private worked(name: string): boolean | Unresolved {
    this.conditions.set(name, 'being asked')
    const value = isTrue(this.template.conditions[name], within(this.template.place, 'Conditions', name), this)
    this.conditions.set(name, value)
    return value
  }

  isCreated({ condition, place }: Resource): boolean {
    if (condition === undefined) return true
    const at = within(place, 'Condition')
    return decided(this.condition(condition, at), at)
  }

  // ── resources ──

  handle(id: string): Handle {
    const known = this.handles.get(id)
    if (known !== undefined) return known
    const { name, prefix } = this.site
    const handle = new Handle(this.template.resources.get(id)!, prefix + id, name, this)
    this.handles.set(id, handle)
    return handle
  }

  /** Of a resource that can become a piece. */
  namesOf(id: string): Names {
    const known = this.names.get(id)
    if (known !== undefined) return known
    const handle = this.handle(id)
    const names = IDENTITIES[handle.type]!.names(handle)
    this.names.set(id, names)
    return names
  }

  ref(name: string, place: Place): Value {
    if (Object.hasOwn(PSEUDO_PARAMETERS, name)) return PSEUDO_PARAMETERS[name]!(this.realm, this.site.name)
    if (this.parameters.has(name)) return this.parameters.valueOf(name)
    const { type } = this.existing(name, place)
    if (type === NESTED) return stackIdOf(this.realm, this.account.nested(this, name).site.name)
    const identity = identityOf(type)
    return identity === undefined ? strangerRef(this.handle(name)) : this.namesOf(name)[identity.ref]
  }

  attribute(id: string, name: string, place: Place): Value {
    const { type } = this.existing(id, place)
    if (type === NESTED) return this.nestedAttribute(id, name, place)
    const identity = identityOf(type)
    if (identity === undefined) return strangerAttribute(this.handle(id), name)
    if (Object.hasOwn(identity.attributes, name)) return this.namesOf(id)[identity.attributes[name]!]
    const hint = suggestion(name, Object.keys(identity.attributes))
    if (hint !== '') throw mistake(place, `${id} has no attribute ${name.slice(0, 80)}.${hint}`, { found: name })
    return strangerAttribute(this.handle(id), name)
  }

  private nestedAttribute(id: string, name: string, place: Place): Value {
    const output = /^Outputs\.(.*)$/.exec(name)?.[1]
    if (output === undefined) throw unexpected(place, `an output such as ${id}.Outputs.Name`, `${id}.${name}`)
    return this.account.nested(this, id).output(output, place)
  }

  private existing(id: string, place: Place): Resource {
    const resource = this.template.resources.get(id)
    if (resource === undefined) throw unknownName(id, [...this.template.resources.keys()], place)
    if (this.isCreated(resource)) return resource
    const why = `the condition ${resource.condition} is false`
    throw mistake(place, `the resource ${id} is not created: ${why}.`, { found: id })
  }

  // ── outputs ──

  output(name: string, place: Place): Value {
    const { outputs } = this.template
    const output = Object.hasOwn(outputs, name) ? outputs[name] : undefined
    if (!isRecord(output)) {
      const hint = suggestion(name, Object.keys(outputs))
      const found = name.slice(0, 80)
      throw mistake(place, `${this.template.document.name} has no output ${found}.${hint}`, { found })
    }
    const { Condition: condition } = output
    const at = within(this.template.place, 'Outputs', name, 'Condition')
    if (typeof condition === 'string' && !decided(this.condition(condition, at), at))
      throw mistake(place, `the output ${name} is not there: the condition ${condition} is false.`, { found: name })
    return this.evaluate(output.Value, within(this.template.place, 'Outputs', name, 'Value'))
  }
}

function identityOf(type: string) {
  return Object.hasOwn(IDENTITIES, type) ? IDENTITIES[type] : undefined
}
