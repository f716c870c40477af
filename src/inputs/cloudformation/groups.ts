// Which Auto Scaling groups are there, and what do they launch? Instances of one type, in their zones, that join a cluster.
import { type AgentSettings, agentSettings } from '../../index.ts'
import type { Step } from '../document.ts'
import { type Place, unexpected, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { convertMembers } from './convert.ts'
import { type Draft, type DraftParts, draftOf, type Findings } from './draft.ts'
import { type Handle, needed } from './handle.ts'
import { lastPart } from './identities.ts'
import { GROUP_MEMBERS, LAUNCH_CONFIGURATION_MEMBERS, LAUNCH_DATA_MEMBERS } from './known-members.ts'
import { locateProperty, spell, typeAt } from './locate.ts'
import type { Network } from './network.ts'
import { propertiesOf } from './pieces.ts'
import { GROUPS } from './shapes.ts'
import type { Stack } from './stack.ts'
import { refuseSlips } from './template.ts'
import { decoded } from './texts.ts'
import { isScalar, textOf, Unresolved, type Value } from './values.ts'

/** Whoever knows the other resources. */
export interface GroupSite {
  readonly network: Network
  readonly findings: Findings
  /** Launch templates and launch configurations by whatever Ref returns for them. */
  readonly launches: ReadonlyMap<string, LaunchResource>
  readonly drafts: readonly Draft[]
}

export interface LaunchResource {
  readonly handle: Handle
  readonly stack: Stack
}

/** What a group launches, and where in which template that stands. */
interface Launch extends LaunchResource {
  readonly data: AwsInput
  /** From the resource to the data. */
  readonly steps: readonly Step[]
  readonly version: '$Latest' | '$Default'
}

/** What is launched, in the words of the call that makes a launch template. */
interface Launched {
  readonly launch: Launch
  readonly agent: AgentSettings
  readonly cluster: string
  readonly type: InstanceTypeFound
  /** User data, and what cfn-init would write. */
  readonly text: string
}

const GROUP = { spelling: GROUPS, structure: 'GroupResource' }

/** Adds a group and what it launches, or says why the group is none. */
export function draftGroup(id: string, stack: Stack, site: GroupSite): void {
  const handle = stack.handle(id)
  refuseSlips(handle.resource.properties, GROUP_MEMBERS, handle.resource.place, ['Properties'])
  const launched = launchedBy(id, stack, site)
  if (typeof launched === 'string') {
    site.findings.leaveOut(handle, launched)
    return
  }
  const { drafts } = site.findings
  const launch = launchDraft(id, stack, launched)
  if (!drafts.some((draft) => draft.id === launch.id)) drafts.push(launch)
  const parts = { ...groupParts(id, stack), input: { ...inputOf(id, stack, site), ...launchMember(launch, launched) } }
  drafts.push({ ...draftOf(handle, stack, parts), joins: launched.cluster, launches: [launch.id] })
}

function groupParts(id: string, stack: Stack): Omit<DraftParts, 'input'> {
  const handle = stack.handle(id)
  return {
    kind: 'autoScalingGroup',
    names: stack.namesOf(id),
    locate: (path) => locateProperty(handle, path, GROUP),
    spell: (path, value) => spell(value, typeAt(path, GROUP.structure, GROUPS), GROUPS),
  }
}

function inputOf(id: string, stack: Stack, site: GroupSite): AwsInput {
  const handle = stack.handle(id)
  const place = within(handle.resource.place, 'Properties')
  const mention = (at: Place, value: Unresolved) =>
    site.findings.leaveOut(handle, `${value.text.slice(0, 120)} is not known, and has no effect here`, at.path)
  const besides = Object.keys(handle.resource.properties)
  const members = convertMembers(readable(handle), GROUP.structure, place, { spelling: GROUPS, mention, besides })
  for (const name of ['MinSize', 'MaxSize'])
    if (members[name] === undefined) throw unexpected(within(place, name), 'a number of instances', undefined)
  return {
    AutoScalingGroupName: stack.namesOf(id).name,
    ...members,
    ...targetGroupsOf(handle, members, site),
    ...zonesOf(handle, site),
  }
}

/** Those of these templates; of others nobody knows what they are (AG-11). */
function targetGroupsOf(handle: Handle, { TargetGroupARNs }: AwsInput, { drafts, findings }: GroupSite): AwsInput {
  if (!Array.isArray(TargetGroupARNs)) return {}
  const known = drafts.filter(({ kind }) => kind === 'targetGroup').map(({ names }) => names.arn)
  const strangers = TargetGroupARNs.filter((arn) => !known.includes(arn))
  for (const arn of strangers)
    findings.leaveOut(handle, `the target group ${arn} is not described in these templates`, 'TargetGroupARNs')
  return { TargetGroupARNs: TargetGroupARNs.filter((arn) => !strangers.includes(arn)) }
}

/** The properties that are read; others may hold what nobody knows. */
function readable(handle: Handle): AwsInput {
  const known = Object.keys(GROUPS.shapes.structures.GroupResource ?? {}).map((name) =>
    GROUPS.nameOf(GROUP.structure, name),
  )
  return Object.fromEntries(Object.entries(propertiesOf(handle)).filter(([name]) => known.includes(name)))
}

/** What the group launches, or why it launches nothing here. */
function launchedBy(id: string, stack: Stack, site: GroupSite): Launched | string {
  const handle = stack.handle(id)
  const launch = launchOf(handle, site)
  if (launch === undefined) return 'what it launches is not described in these templates'
  const provider = providerOf(stack, id, site.drafts)
  const text = textsOf(launch, handle)
  const agent = agentSettings(text)
  refuseUnknownCluster(agent, launch, site)
  const cluster = agent.cluster ?? clusterOf(provider, site.drafts)
  if (cluster === undefined) return 'nothing says which cluster its instances join'
  const type = typeOf(handle, launch)
  if (type === undefined) return 'it chooses its instances by attributes, or not at all'
  if (type.isFirstOfMany) site.findings.leaveOut(handle, `all its instances are ${type.name}`, 'MixedInstancesPolicy')
  return { launch, agent, cluster, type, text }
}

// ── the piece that is launched ──

function launchDraft(id: string, stack: Stack, { launch, agent, cluster, type, text }: Launched): Draft {
  const { handle } = launch
  const own = launch.stack.namesOf(handle.resource.id)
  const places: Readonly<Record<string, readonly Step[] | null>> = {
    instanceType: type.steps,
    InstanceType: type.steps,
  }
  const common = {
    locate: (path: readonly Step[]) => (path.length === 1 ? (places[String(path[0])] ?? null) : null),
    spell: (_: readonly Step[], value: unknown) => value,
  }
  if (handle.type !== 'AWS::EC2::LaunchTemplate' && !type.isFirstOfMany) {
    const joining = agent.cluster === undefined ? `${text}\nECS_CLUSTER=${cluster}\n` : text
    const spot = isScalar(memberOf(launch, 'SpotPrice'))
      ? { SpotPrice: textOf(memberOf(launch, 'SpotPrice') as string) }
      : {}
    const input = { LaunchConfigurationName: own.name, InstanceType: type.name, UserData: joining, ...spot }
    return draftOf(handle, launch.stack, { kind: 'launchConfiguration', input, names: own, ...common })
  }
  // Of several types one is taken, which another group may choose otherwise: it is the group's own.
  const isOwn = type.isFirstOfMany
  const name = isOwn ? `${stack.namesOf(id).name}.launch` : own.name
  const spot = recordOr(memberOf(launch, 'InstanceMarketOptions')).MarketType === 'spot' ? { spot: true } : {}
  const input = { launchTemplateName: name, cluster, instanceType: type.name, ...agentMembers(agent), ...spot }
  const names = isOwn ? {} : { id: own.id!, name: own.name! }
  const draft = draftOf(handle, launch.stack, { kind: 'launchTemplate', input, names, ...common })
  return isOwn ? { ...draft, id: `${stack.handle(id).key}.launch` } : draft
}

/** How the group speaks of it. Groups that say nothing else launch the newest version, as templates made by the CDK do. */
function launchMember({ kind, input }: Draft, { launch }: Launched): AwsInput {
  if (kind === 'launchConfiguration') return { LaunchConfigurationName: input.LaunchConfigurationName }
  return { LaunchTemplate: { LaunchTemplateName: input.launchTemplateName, Version: launch.version } }
}

function agentMembers({ attributes, spotDraining, imagePullBehavior }: AgentSettings): AwsInput {
  return {
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(spotDraining && { spotDraining }),
    ...(imagePullBehavior !== undefined && { imagePullBehavior }),
  }
}

// ── what it launches ──

function launchOf(handle: Handle, { launches }: GroupSite): Launch | undefined {
  const configuration = handle.mention('LaunchConfigurationName')
  const found = launches.get(configuration ?? templateOf(handle) ?? '')
  if (found === undefined) return undefined
  const version = versionOf(handle)
  const { properties, place } = found.handle.resource
  if (found.handle.type !== 'AWS::EC2::LaunchTemplate') {
    refuseSlips(properties, LAUNCH_CONFIGURATION_MEMBERS, place, ['Properties'])
    return { ...found, data: properties, steps: ['Properties'], version }
  }
  const { LaunchTemplateData: data = {} } = properties
  if (!isRecord(data)) throw unexpected(found.handle.placeOf('LaunchTemplateData'), 'an object', data)
  refuseSlips(data, LAUNCH_DATA_MEMBERS, place, ['Properties', 'LaunchTemplateData'])
  return { ...found, data, steps: ['Properties', 'LaunchTemplateData'], version }
}

/** A template's default is its first version; whatever else is said of it, its newest is meant. */
function versionOf(handle: Handle): Launch['version'] {
  const written = JSON.stringify(handle.resource.properties.LaunchTemplate ?? '')
  return /DefaultVersionNumber|\$Default/.test(written) ? '$Default' : '$Latest'
}

/** Id or name of the launch template. */
function templateOf(handle: Handle): string | undefined {
  const mixed = recordOr(handle.property('MixedInstancesPolicy'))
  const inner = recordOr(recordOr(mixed.LaunchTemplate).LaunchTemplateSpecification)
  const { LaunchTemplateId: id, LaunchTemplateName: name } = {
    ...inner,
    ...recordOr(handle.property('LaunchTemplate')),
  }
  return [id, name].find((value) => typeof value === 'string') as string | undefined
}

function memberOf({ handle, data, steps }: Launch, name: string): Value {
  if (!Object.hasOwn(data, name)) return undefined
  return handle.scope.evaluate(data[name], within(handle.resource.place, ...steps, name))
}

/** User data, and what cfn-init would write. */
function textsOf(launch: Launch, group: Handle): string {
  const userData = memberOf(launch, 'UserData')
  const texts = [userData instanceof Unresolved ? userData.text : isScalar(userData) ? textOf(userData) : '']
  const init = [launch.handle, group].flatMap(({ resource, scope }) => {
    const { metadata, place } = resource
    const value = isRecord(metadata) ? metadata['AWS::CloudFormation::Init'] : undefined
    return value === undefined ? [] : textsIn(scope.evaluate(value, within(place, 'Metadata')))
  })
  return [...texts.map(decoded), ...init].join('\n')
}

/** A cluster whose name is made of what is not known. */
function refuseUnknownCluster({ cluster }: AgentSettings, launch: Launch, { drafts }: GroupSite): void {
  const userData = memberOf(launch, 'UserData')
  const isKnown = drafts.some(({ kind, names }) => kind === 'cluster' && names.name === cluster)
  if (cluster === undefined || isKnown || !(userData instanceof Unresolved)) return
  throw needed(within(launch.handle.resource.place, ...launch.steps, 'UserData'), userData)
}

function textsIn(value: Value): string[] {
  if (value instanceof Unresolved) return [value.text]
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

interface InstanceTypeFound {
  readonly name: string
  readonly isFirstOfMany: boolean
  readonly steps: readonly Step[] | null
}

function typeOf(group: Handle, launch: Launch): InstanceTypeFound | undefined {
  const mixed = recordOr(recordOr(group.property('MixedInstancesPolicy')).LaunchTemplate)
  const overrides = Array.isArray(mixed.Overrides) ? mixed.Overrides.map(recordOr) : []
  const first = overrides.find(({ InstanceType }) => InstanceType !== undefined)?.InstanceType
  const isMixed = first !== undefined
  if (!isMixed && overrides.some(({ InstanceRequirements }) => InstanceRequirements !== undefined)) return undefined
  const value = first ?? memberOf(launch, 'InstanceType')
  const place: Place = within(launch.handle.resource.place, ...launch.steps, 'InstanceType')
  if (value === undefined) return undefined
  if (value instanceof Unresolved) throw needed(isMixed ? group.placeOf('MixedInstancesPolicy') : place, value)
  if (typeof value !== 'string') throw unexpected(place, 'an instance type', value)
  const isHere = place.document.name === group.resource.place.document.name
  return { name: value, isFirstOfMany: isMixed, steps: isHere && !isMixed ? place.steps : null }
}

// ── where ──

function zonesOf(handle: Handle, { network }: GroupSite): AwsInput {
  const ids = [...new Set(listOf(handle.property('VPCZoneIdentifier')))]
  const sites = network.siteOf(ids)
  if (ids.length > 0 && sites.length === ids.length) return { VPCZoneIdentifier: ids.join(',') }
  const named = listOf(handle.property('AvailabilityZones'))
  const zones = [...new Set(named.length > 0 ? named : handle.scope.realm.zones)]
  network.addZones(zones)
  return { AvailabilityZones: zones }
}

/** A list, or a text with commas. */
function listOf(value: Value): string[] {
  const items = Array.isArray(value) ? value : [value]
  return items.flatMap((item) => (typeof item === 'string' ? item.split(',').map((part) => part.trim()) : []))
}

// ── who else speaks of it ──

function providerOf(stack: Stack, id: string, drafts: readonly Draft[]): Draft | undefined {
  const known = Object.values(stack.namesOf(id))
  return drafts.find(({ kind, input }) => {
    const { autoScalingGroupArn: arn } = recordOr(input.autoScalingGroupProvider)
    return kind === 'capacityProvider' && typeof arn === 'string' && known.includes(arn)
  })
}

/** The cluster that uses a capacity provider. */
function clusterOf(provider: Draft | undefined, drafts: readonly Draft[]): string | undefined {
  if (provider === undefined) return undefined
  const user = drafts.find(({ input }) => {
    const { capacityProviders } = input
    return Array.isArray(capacityProviders) && capacityProviders.includes(provider.names.name)
  })
  const { cluster, clusterName } = user?.input ?? {}
  const name = cluster ?? clusterName
  return typeof name === 'string' ? lastPart(name) : undefined
}

function recordOr(value: Value): AwsInput {
  return isRecord(value) && !(value instanceof Unresolved) ? value : {}
}
