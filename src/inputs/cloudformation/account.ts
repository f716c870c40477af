// What is there beside a single stack? The account that makes them, their nested stacks, and what they export to each other.
import { suggestion } from '../../index.ts'
import { mistake, type Place, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { folderOf, pathsOf, type TemplateFiles } from './files.ts'
import type { Handle } from './handle.ts'
import { physicalName } from './made-up.ts'
import type { Argument } from './parameters.ts'
import type { Realm } from './scope.ts'
import { NESTED, Stack, type Surroundings } from './stack.ts'
import { readTemplate, refuseUnknown } from './template.ts'
import { NO_VALUE, Unresolved, type Value } from './values.ts'

export interface AccountSite {
  readonly realm: Realm
  readonly files: TemplateFiles
  readonly transforms: readonly string[]
  /** By the name of the export. */
  readonly imports: Readonly<Record<string, string>>
}

/** More than people nest, and few enough to be read. */
const MOST_LEVELS = 20
const MOST_STACKS = 500

const NESTED_MEMBERS = ['TemplateURL', 'Parameters', 'Tags', 'TimeoutInMinutes', 'NotificationARNs']

export class Account implements Surroundings {
  readonly realm: Realm
  private readonly site: AccountSite
  /** By stack, then by the logical id of the nested one. */
  private readonly stacks = new Map<string, Stack>()
  private readonly families = new Map<string, readonly string[]>()
  private exports: ReadonlyMap<string, () => Value> | 'being asked' | undefined

  constructor(site: AccountSite) {
    this.site = site
    this.realm = site.realm
  }

  /** The root and every stack nested in it that is created: parents first, in the order of the templates. */
  all(root: Stack): Stack[] {
    const children = [...root.template.resources.values()].filter(
      (resource) => resource.type === NESTED && root.isCreated(resource),
    )
    return [root, ...children.flatMap(({ id }) => this.all(this.nested(root, id)))]
  }

  // ── nested stacks ──

  nested(parent: Stack, id: string): Stack {
    const key = parent.site.prefix + id
    const known = this.stacks.get(key)
    if (known !== undefined) return known
    const stack = this.read(parent, parent.handle(id))
    this.stacks.set(key, stack)
    return stack
  }

  private read(parent: Stack, handle: Handle): Stack {
    const { id, place, properties } = handle.resource
    refuseUnknown(properties, NESTED_MEMBERS, place, ['Properties'])
    const at = handle.placeOf('TemplateURL')
    if (this.stacks.size >= MOST_STACKS) throw mistake(at, `there are more than ${MOST_STACKS} nested stacks.`)
    const document = this.site.files.find(this.pathsFor(parent, handle), at, handle.text('TemplateURL')!)
    refuseRing(parent, document.name, at)
    return new Stack(this, readTemplate(document, this.site.transforms), {
      name: physicalName(parent.site.name, id)
        .slice(-128)
        .replace(/^[^A-Za-z]+/, ''),
      prefix: `${parent.site.prefix}${id}/`,
      parent,
      owner: id,
      passed: argumentsOf(parent, handle),
    })
  }

  private pathsFor(parent: Stack, handle: Handle): readonly string[] {
    const { metadata } = handle.resource
    const url = handle.text('TemplateURL')
    if (url === undefined)
      throw mistake(handle.placeOf('TemplateURL'), 'expected the address of a template, found nothing.')
    const asset = isRecord(metadata) ? metadata['aws:asset:path'] : undefined
    const chain = chainOf(parent)
    const folders = [chain[0]!, chain.at(-1)!].map((stack) => folderOf(stack.template.document.name))
    return pathsOf(url, asset, [...new Set(folders)])
  }

  // ── what stacks have in common ──

  revisionOf(family: string, key: string): number {
    const keys = this.families.get(family) ?? []
    if (!keys.includes(key)) this.families.set(family, [...keys, key])
    return keys.includes(key) ? keys.indexOf(key) + 1 : keys.length + 1
  }

  importValue(name: string): Value {
    const { imports } = this.site
    if (Object.hasOwn(imports, name)) return imports[name]
    const exported = this.exports === 'being asked' ? undefined : this.exports?.get(name)
    if (exported !== undefined) return exported()
    const hint = suggestion(name, Object.keys(imports))
    return new Unresolved(
      name,
      `the export ${name} belongs to another stack: pass --import ${name}=…${hint.replace('?', '')}`,
    )
  }

  /** Once all stacks are known: what one exports, another one may import. */
  collectExports(stacks: readonly Stack[]): void {
    this.exports = 'being asked'
    this.exports = new Map(stacks.flatMap(exportsOf))
  }
}

function exportsOf(stack: Stack): (readonly [string, () => Value])[] {
  const root = within(stack.template.place, 'Outputs')
  return Object.entries(stack.template.outputs).flatMap(([name, output]) => {
    if (!isRecord(output) || !isRecord(output.Export)) return []
    const exported = stack.evaluate(output.Export.Name, within(root, name, 'Export', 'Name'))
    return typeof exported === 'string' ? [[exported, () => stack.output(name, within(root, name))] as const] : []
  })
}

/** From a stack up to the root. */
function chainOf(stack: Stack): readonly Stack[] {
  const chain = [stack]
  for (let { parent } = stack.site; parent !== null; parent = parent.site.parent) chain.push(parent)
  return chain
}

function refuseRing(parent: Stack, name: string, place: Place): void {
  const names = chainOf(parent).map((stack) => stack.template.document.name)
  const ring = [...names.toReversed(), name].join(' → ')
  if (names.includes(name)) throw mistake(place, `the template contains itself: ${ring}.`, { found: ring })
  if (names.length > MOST_LEVELS) throw mistake(place, `stacks are nested in more than ${MOST_LEVELS} levels.`)
}

/** Evaluated in the parent, when the nested stack asks. */
function argumentsOf(parent: Stack, handle: Handle): ReadonlyMap<string, Argument> {
  const { Parameters: given = {} } = handle.resource.properties
  const place = handle.placeOf('Parameters')
  if (!isRecord(given)) throw mistake(place, 'expected values by the name of their parameter.')
  return new Map(
    Object.entries(given as AwsInput).map(([name, value]) => {
      const at = within(place, name)
      return [name, { place: at, value: () => passable(parent.evaluate(value, at), at) }] as const
    }),
  )
}

function passable(value: Value, place: Place): Value {
  if (value === NO_VALUE) throw mistake(place, 'AWS::NoValue is no value of a parameter.')
  return value
}
