// What does a CloudFormation template say there should be? Read, evaluated, and told as pieces in AWS's words.
import { show, UsageError } from '../../index.ts'
import type { Blueprint, FilePatch } from '../blueprint/blueprint.ts'
import { documentOf, type Source, type SourceDocument } from '../document.ts'
import type { ReadFile } from '../files.ts'
import { patchDocuments } from '../patch.ts'
import type { Place } from '../place.ts'
import { Account } from './account.ts'
import { Findings } from './draft.ts'
import { TemplateFiles } from './files.ts'
import { draftGroup, type LaunchResource } from './groups.ts'
import { listResource } from './listings.ts'
import { Network } from './network.ts'
import { inOrder } from './order.ts'
import type { Argument } from './parameters.ts'
import { draftPiece, isPiece, isScaling, SCALING_TYPES } from './pieces.ts'
import type { Realm } from './scope.ts'
import { Stack } from './stack.ts'
import { readTemplate } from './template.ts'

export interface TemplateOptions {
  /** The path of the template; nested ones are looked for beside it. `template` when absent. */
  readonly name?: string | undefined
  /** Reads nested templates. A path is relative to where `name` is relative to. */
  readonly readFile?: ReadFile | undefined
  /** By name. A list is a list, or a text with commas. A parameter that is looked up in Systems Manager gets the value itself. */
  readonly parameters?: Readonly<Record<string, string | number | boolean | readonly string[]>> | undefined
  /** From the name of the file when absent. */
  readonly stackName?: string | undefined
  /** `us-east-1` when absent. */
  readonly region?: string | undefined
  /** Twelve digits; `123456789012` when absent. */
  readonly accountId?: string | undefined
  /** `a`, `b` and `c` of the Region when absent. */
  readonly availabilityZones?: readonly string[] | undefined
  /** What other stacks export, by the name of the export. */
  readonly imports?: Readonly<Record<string, string>> | undefined
  /** Transforms of the template that change nothing that matters; any other one is refused. */
  readonly transforms?: readonly string[] | undefined
}

/**
 * Reads a CloudFormation template in YAML or JSON, as people write it or the CDK makes it, with the stacks nested in it. Touches no file but
 * through `readFile`. Resources that are no part of ECS or its load balancers are listed in `notSimulated`.
 * @throws UsageError about the first mistake: file, line and column, resource and property, what was expected, what to pass
 */
export function loadTemplate(source: Source, options: TemplateOptions = {}): Blueprint {
  const document = documentOf(source, options.name ?? 'template', { shortForms: true })
  const { name } = document
  return blueprintOf(new Map([[name, document]]), { ...options, name })
}

interface Reading extends TemplateOptions {
  readonly name: string
}

function blueprintOf(documents: ReadonlyMap<string, SourceDocument>, options: Reading): Blueprint {
  const { name, imports = {}, transforms = [], availabilityZones } = options
  const realm = realmOf(options)
  const files = new TemplateFiles(options.readFile, documents)
  const account = new Account({ realm, files, transforms, imports })
  const root = rootStack(documents.get(name)!, account, options)
  const stacks = account.all(root)
  account.collectExports(stacks)
  for (const stack of stacks) stack.parameters.check(stackPlace(stack))
  const network = new Network(realm)
  const findings = findingsIn(stacks, network)
  const { region, accountId } = realm
  return {
    name,
    stackName: options.stackName ?? stackNameOf(name),
    settings: { region, accountId, ...network.settings(availabilityZones !== undefined) },
    pieces: inOrder(findings.drafts),
    kept: findings.kept,
    notSimulated: findings.notSimulated,
    notRehearsed: findings.notRehearsed,
    revise: (patches: readonly FilePatch[]) => blueprintOf(patchDocuments(files.known, patches), options),
  }
}

function realmOf({ region = 'us-east-1', accountId = '123456789012', availabilityZones }: Reading): Realm {
  const zones = availabilityZones ?? ['a', 'b', 'c'].map((letter) => region + letter)
  if (zones.length === 0) throw new UsageError('availabilityZones: expected at least one zone, found none.')
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
  const urlSuffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  return { region, accountId, partition, urlSuffix, zones }
}

function rootStack(document: SourceDocument, account: Account, options: Reading): Stack {
  const { name, parameters = {}, stackName = stackNameOf(name), transforms = [] } = options
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(stackName)) {
    const expected = 'a name of letters, digits and hyphens that begins with a letter'
    const facts = { path: 'stackName', expected, found: show(stackName) }
    throw new UsageError(`stackName: expected ${expected}, found ${show(stackName)}.`, facts)
  }
  const template = readTemplate(document, transforms)
  const place: Place = { path: 'parameters', document, steps: ['Parameters'] }
  const passed = new Map<string, Argument>(
    Object.entries(parameters).map(([name, value]) => [
      name,
      { value: () => value, place: parameterPlace(place, name) },
    ]),
  )
  return new Stack(account, template, { name: stackName, prefix: '', parent: null, owner: null, passed })
}

/** It is not written in the file, but the parameter is declared there. */
function parameterPlace(place: Place, name: string): Place {
  return { ...place, path: `--parameter ${name.slice(0, 80)}`, steps: [...place.steps, name] }
}

/** What a stack is called when nobody says: `web.template.json` makes `web`. */
export function stackNameOf(path: string): string {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  const name = file.replace(/(?:\.template)?\.[A-Za-z]+$/, '').replaceAll(/[^A-Za-z0-9]+/g, '-')
  return (
    name
      .replace(/^[^A-Za-z]+/, '')
      .replace(/-$/, '')
      .slice(0, 128) || 'stack'
  )
}

function stackPlace({ site: { parent, owner }, template }: Stack): Place {
  return parent === null ? template.place : parent.handle(owner!).resource.place
}

// ── what is in the stacks ──

function findingsIn(stacks: readonly Stack[], network: Network): Findings {
  const findings = new Findings()
  const resources = stacks.flatMap((stack) =>
    [...stack.template.resources.values()]
      .filter((resource) => stack.isCreated(resource))
      .map(({ id, type }) => ({ id, type, stack })),
  )
  const ofType = (...types: readonly string[]) => resources.filter(({ type }) => types.includes(type))
  for (const { stack, id } of ofType('AWS::EC2::Subnet')) network.add(stack.handle(id))
  for (const stack of stacks) network.addParameters(stack)
  for (const { stack, id, type } of resources) {
    if (isPiece(type)) draftPiece(id, stack, findings)
    else if (!isScaling(type)) listResource(stack.handle(id), findings)
  }
  network.addMentioned(findings.drafts)
  const launches = launchesIn(ofType('AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::LaunchConfiguration'))
  const drafts = [...findings.drafts]
  for (const { stack, id } of ofType('AWS::AutoScaling::AutoScalingGroup'))
    draftGroup(id, stack, { network, findings, launches, drafts })
  for (const type of SCALING_TYPES)
    for (const { stack, id } of neededFirst(ofType(type))) draftPiece(id, stack, findings)
  for (const stack of stacks) listBesides(stack, findings)
  return findings
}

interface Resource {
  readonly id: string
  readonly stack: Stack
}

/** A composite alarm comes after those that it asks. */
function neededFirst(resources: readonly Resource[]): readonly Resource[] {
  const found = new Set<Resource>()
  const add = (resource: Resource, within: readonly Resource[]): void => {
    if (found.has(resource) || within.includes(resource)) return
    const { stack, id } = resource
    for (const other of resources)
      if (other.stack === stack && stack.needs.get(id)?.includes(other.id)) add(other, [...within, resource])
    found.add(resource)
  }
  for (const resource of resources) add(resource, [])
  return [...found]
}

function launchesIn(resources: readonly Resource[]): Map<string, LaunchResource> {
  return new Map(
    resources.flatMap(({ id, stack }) => {
      const { version: _, ...names } = stack.namesOf(id)
      return Object.values(names).map((name) => [name, { handle: stack.handle(id), stack }] as const)
    }),
  )
}

function listBesides({ template, site, parameters }: Stack, findings: Findings): void {
  const rules = Object.keys(template.rules)
  const why = 'rules of parameters are not evaluated'
  findings.notSimulated.push(
    ...parameters.madeUp,
    ...rules.map((name) => ({ what: `${site.prefix}Rules.${name}`, type: 'Rule', why })),
  )
}
