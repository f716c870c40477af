// Is this document a template, and what are its parts? Names are checked here, values when somebody needs them.
import { suggestion } from '../../index.ts'
import type { SourceDocument, Step } from '../document.ts'
import { mistake, type Place, unexpected, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { refuseLoop } from './evaluate.ts'

/** A resource as it is written. */
export interface Resource {
  readonly id: string
  readonly type: string
  readonly place: Place
  readonly properties: AwsInput
  readonly metadata: unknown
  readonly condition: string | undefined
  readonly dependsOn: readonly string[]
}

export interface Template {
  readonly document: SourceDocument
  readonly place: Place
  readonly parameters: AwsInput
  readonly mappings: AwsInput
  readonly conditions: AwsInput
  readonly outputs: AwsInput
  readonly rules: AwsInput
  readonly resources: ReadonlyMap<string, Resource>
}

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
  'Hooks',
]
const RESOURCE_MEMBERS = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'Metadata',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'UpdatePolicy',
  'CreationPolicy',
]

/** CloudFormation's own limit. */
const MOST_RESOURCES = 500

/** Those that make no resources of their own. */
const HARMLESS_TRANSFORMS = ['AWS::LanguageExtensions', 'AWS::CodeDeployBlueGreen']

/** @throws UsageError for a section or a member of a resource that CloudFormation does not know */
export function readTemplate(document: SourceDocument, transforms: readonly string[]): Template {
  const place: Place = { path: '', document, steps: [] }
  const { data } = document
  if (!isRecord(data)) throw unexpected({ ...place, path: 'template' }, 'a template with Resources', data)
  refuseUnknown(data, SECTIONS, place)
  refuseTransforms(data.Transform, within(place, 'Transform'), transforms)
  const section = (name: string) => sectionAt(data, name, place)
  const resources = section('Resources')
  const count = Object.keys(resources).length
  if (count > MOST_RESOURCES)
    throw mistake(within(place, 'Resources'), `there are ${count} resources: CloudFormation allows ${MOST_RESOURCES}.`)
  if (count === 0)
    throw mistake({ ...place, path: 'Resources' }, 'at least one resource must be defined.', { found: 'nothing' })
  return {
    document,
    place,
    parameters: section('Parameters'),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
    outputs: section('Outputs'),
    rules: section('Rules'),
    resources: new Map(Object.entries(resources).map(([id, value]) => [id, resourceOf(id, value, place)])),
  }
}

function resourceOf(id: string, value: unknown, root: Place): Resource {
  const place = within(root, 'Resources', id)
  if (!/^[A-Za-z0-9]{1,255}$/.test(id)) throw unexpected(place, 'a logical id of letters and digits', id)
  if (!isRecord(value)) throw unexpected(place, 'a resource with its Type', value)
  refuseUnknown(value, RESOURCE_MEMBERS, place)
  const { Type: type, Condition: condition, Metadata: metadata } = value
  if (typeof type !== 'string' || !type.includes('::'))
    throw unexpected(within(place, 'Type'), 'the type of a resource such as AWS::ECS::Service', type)
  if (condition !== undefined && typeof condition !== 'string')
    throw unexpected(within(place, 'Condition'), 'the name of a condition', condition)
  const properties = recordAt(value, 'Properties', place)
  return { id, type, place, properties, metadata, condition, dependsOn: dependenciesOf(value.DependsOn, place) }
}

function dependenciesOf(value: unknown, place: Place): readonly string[] {
  const ids = value === undefined ? [] : Array.isArray(value) ? value : [value]
  const odd = ids.findIndex((id) => typeof id !== 'string')
  if (odd === -1) return ids
  throw unexpected(within(place, 'DependsOn'), 'logical ids', ids[odd])
}

function sectionAt(data: AwsInput, name: string, place: Place): AwsInput {
  const section = recordAt(data, name, place)
  const loop = Object.keys(section).find((key) => key.startsWith('Fn::ForEach'))
  if (loop !== undefined) throw refuseLoop(within(place, name, loop))
  return section
}

/** Nothing is an empty section. */
function recordAt(value: AwsInput, name: string, place: Place): AwsInput {
  const member = value[name] ?? {}
  if (isRecord(member)) return member
  throw unexpected(within(place, name), 'members by name', member)
}

export function refuseUnknown(
  value: AwsInput,
  known: readonly string[],
  place: Place,
  steps: readonly Step[] = [],
): void {
  const name = Object.keys(value).find((key) => !known.includes(key))
  if (name === undefined) return
  if (name.startsWith('Fn::ForEach')) throw refuseLoop(within(place, ...steps, name))
  const hint = suggestion(name, known)
  const expected = `one of ${known.join(', ')}`
  const rest = hint === '' ? ` Expected ${expected}.` : hint
  throw mistake(within(place, ...steps, name), `there is no such member.${rest}`, {
    expected,
    found: name.slice(0, 80),
  })
}

/** Of a type that AWS may have extended since: only a slip of the keyboard is refused. */
export function refuseSlips(value: AwsInput, known: readonly string[], place: Place, steps: readonly Step[]): void {
  const isSlip = (name: string) => !known.includes(name) && suggestion(name, known) !== ''
  const slips = Object.entries(value).filter(([name]) => isSlip(name))
  refuseUnknown(Object.fromEntries(slips), known, place, steps)
}

function refuseTransforms(value: unknown, place: Place, ignored: readonly string[]): void {
  const names = (Array.isArray(value) ? value : [value ?? []].flat()).map((item) => (isRecord(item) ? item.Name : item))
  const known = [...HARMLESS_TRANSFORMS, ...ignored]
  const odd = names.find((name) => !known.includes(name))
  if (odd === undefined) return
  const advice = 'pass the template as it is after its transforms (get-template --template-stage Processed)'
  throw mistake(place, `the transform ${String(odd).slice(0, 80)} is not simulated: ${advice}.`, {
    expected: known.join(', '),
    found: String(odd).slice(0, 80),
  })
}
