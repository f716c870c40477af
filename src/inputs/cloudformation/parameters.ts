// What are the values of a stack's parameters? Passed ones, presets, and ids made up where only AWS would know them.
import { show, suggestion } from '../../index.ts'
import type { Omission } from '../blueprint/blueprint.ts'
import { mistake, type Place, within } from '../place.ts'
import { derivedId } from './made-up.ts'
import {
  declarationOf,
  isList,
  isLookedUp,
  type ParameterDeclaration,
  parameterText,
  parameterValue,
  valueType,
} from './parameter-types.ts'
import type { Realm } from './scope.ts'
import type { Template } from './template.ts'
import { Unresolved, type Value } from './values.ts'

/** A value that somebody passes, and where. */
export interface Argument {
  readonly value: () => Value
  readonly place: Place
}

export interface ParameterSite {
  readonly realm: Realm
  /** Of the stack, `/`-separated: what is made up differs from stack to stack. */
  readonly of: string
  /** A nested stack gets every value from its parent. */
  readonly isNested: boolean
}

export class Parameters {
  readonly declarations: ReadonlyMap<string, ParameterDeclaration>
  /** Values that nobody has given. */
  readonly madeUp: Omission[] = []
  private readonly known = new Map<string, Value>()
  private readonly passed: ReadonlyMap<string, Argument>
  private readonly site: ParameterSite

  /** @throws UsageError for an argument that no parameter takes */
  constructor({ parameters, place }: Template, passed: ReadonlyMap<string, Argument>, site: ParameterSite) {
    const at = within(place, 'Parameters')
    this.declarations = new Map(
      Object.entries(parameters).map(([name, value]) => [name, declarationOf(name, value, within(at, name))]),
    )
    this.passed = passed
    this.site = site
    for (const [name, { place }] of passed) if (!this.declarations.has(name)) throw this.unknown(name, place)
  }

  has(name: string): boolean {
    return this.declarations.has(name)
  }

  /** What a Ref to it returns. @throws UsageError for a value that its declaration forbids */
  valueOf(name: string): Value {
    if (!this.known.has(name)) this.known.set(name, this.find(this.declarations.get(name)!))
    return this.known.get(name)
  }

  /** @throws UsageError for the first value that is not allowed, or that the parent of a nested stack does not pass */
  check(stack: Place): void {
    for (const [name, { preset }] of this.declarations) {
      if (this.site.isNested && preset === undefined && !this.passed.has(name))
        throw mistake(stack, `the parameter ${name} must have a value.`, { expected: name, found: 'nothing' })
      this.valueOf(name)
    }
  }

  private find(declaration: ParameterDeclaration): Value {
    const { name, place, preset } = declaration
    const argument = this.passed.get(name)
    if (argument !== undefined) return this.taken(declaration, argument)
    if (isLookedUp(declaration)) return lookedUp(declaration)
    if (preset !== undefined) return parameterValue(declaration, preset, within(place, 'Default'))
    return (
      this.invented(declaration) ?? new Unresolved(name, `the parameter ${name} has no value: pass ${option(name)}`)
    )
  }

  private taken(declaration: ParameterDeclaration, { value: read, place }: Argument): Value {
    const value = read()
    const unknown = value instanceof Unresolved ? value : Array.isArray(value) && value.find(isUnresolved)
    return unknown || parameterValue(declaration, parameterText(value, place), place)
  }

  /** Ids that only have to be the same wherever they are named. */
  private invented(declaration: ParameterDeclaration): Value {
    const { name } = declaration
    const type = valueType(declaration).replace(/^List<(.*)>$/, '$1')
    const { realm, of } = this.site
    const idOf = Object.hasOwn(INVENTED, type) ? INVENTED[type] : undefined
    if (idOf === undefined) return undefined
    this.madeUp.push({
      what: of + name,
      type: declaration.type,
      why: `no value is passed: ${option(name)}; one is made up`,
    })
    if (!isList(declaration)) return idOf(`${of}${name}`, realm, 0)
    return realm.zones.map((zone, nth) => idOf(`${of}${name}/${zone}`, realm, nth))
  }

  private unknown(name: string, place: Place): Error {
    const known = [...this.declarations.keys()]
    const expected = known.length === 0 ? 'no parameters' : `one of ${known.join(', ')}`
    const hint = suggestion(name, known)
    const rest = hint === '' ? ` Expected ${expected.slice(0, 400)}.` : hint
    return mistake(place, `the template has no parameter ${show(name)}.${rest}`, { expected, found: name.slice(0, 80) })
  }
}

const isUnresolved = (value: Value) => value instanceof Unresolved

function lookedUp({ name, preset = '' }: ParameterDeclaration): Unresolved {
  const path = preset === '' ? 'a parameter of Systems Manager' : `${preset} of Systems Manager`
  const text = `{{resolve:ssm:${preset || name}}}`
  return new Unresolved(text, `the parameter ${name} is looked up in ${path}: pass ${option(name)}`)
}

function option(name: string): string {
  return `--parameter ${name}=…`
}

const INVENTED: Readonly<Record<string, (of: string, realm: Realm, nth: number) => string>> = {
  'AWS::EC2::VPC::Id': (_, realm) => derivedId('vpc', realm, 'main'),
  'AWS::EC2::Subnet::Id': (of, realm) => derivedId('subnet', realm, of),
  'AWS::EC2::SecurityGroup::Id': (of, realm) => derivedId('sg', realm, of),
  'AWS::EC2::Image::Id': (of, realm) => derivedId('ami', realm, of),
  'AWS::EC2::AvailabilityZone::Name': (_, { zones }, nth) => zones[nth]!,
  'AWS::EC2::KeyPair::KeyName': (of) => of.slice(of.lastIndexOf('/') + 1),
  'AWS::Route53::HostedZone::Id': (of, realm) => derivedId('Z', realm, of).toUpperCase().replace('-', ''),
}
