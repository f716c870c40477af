// Which container instances does an Auto Scaling group launch? As many as it wants at first, all of one type, in its zones.
import { type AgentSettings, agentSettings } from '../../index.ts'
import type { Step } from '../document.ts'
import { type Place, unexpected, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { type Draft, type DraftParts, draftOf, type Findings } from './draft.ts'
import { type Handle, needed } from './handle.ts'
import { lastPart } from './identities.ts'
import { GROUP_MEMBERS, LAUNCH_CONFIGURATION_MEMBERS, LAUNCH_DATA_MEMBERS } from './known-members.ts'
import type { Network } from './network.ts'
import type { Stack } from './stack.ts'
import { refuseSlips } from './template.ts'
import { decoded } from './texts.ts'
import { isScalar, textOf, Unresolved, type Value } from './values.ts'

/** Whoever knows the other resources. */
export interface FleetSite {
  readonly network: Network
  readonly findings: Findings
  /** Launch templates and launch configurations by whatever Ref returns for them. */
  readonly launches: ReadonlyMap<string, Handle>
  readonly drafts: readonly Draft[]
}

/** What a group launches, and where in which template that stands. */
interface Launch {
  readonly handle: Handle
  readonly data: AwsInput
  /** From the resource to the data. */
  readonly steps: readonly Step[]
}

/** Adds a fleet, or says why the group is none. */
export function draftFleet(id: string, stack: Stack, site: FleetSite): void {
  const handle = stack.handle(id)
  refuseSlips(handle.resource.properties, GROUP_MEMBERS, handle.resource.place, ['Properties'])
  const fleet = fleetOf(id, stack, site)
  if (typeof fleet === 'string') site.findings.leaveOut(handle, fleet)
  else site.findings.drafts.push(draftOf(handle, stack, fleet))
}

/** The fleet, or why there is none. */
function fleetOf(id: string, stack: Stack, site: FleetSite): DraftParts | string {
  const handle = stack.handle(id)
  const launch = launchOf(handle, site)
  if (launch === undefined) return 'what it launches is not described in these templates'
  const provider = providerOf(stack, id, site.drafts)
  const agent = agentSettings(textsOf(launch, handle))
  refuseUnknownCluster(agent, launch, site)
  const cluster = agent.cluster ?? clusterOf(provider, site.drafts)
  if (cluster === undefined) return 'nothing says which cluster its instances join'
  const type = typeOf(handle, launch)
  if (type === undefined) return 'it chooses its instances by attributes, or not at all'
  const count = countOf(handle)
  if (count.value === 0) return 'it begins without an instance'
  if (type.isFirstOfMany) site.findings.leaveOut(handle, `all its instances are ${type.name}`, 'MixedInstancesPolicy')
  const input = {
    cluster,
    instanceType: type.name,
    count: count.value,
    ...zonesOf(handle, site),
    ...agentMembers(agent),
    ...(provider !== undefined && { capacityProvider: provider.names.name }),
  }
  const places: Readonly<Record<string, readonly Step[] | null>> = { count: count.steps, instanceType: type.steps }
  return {
    kind: 'fleet',
    input,
    names: stack.namesOf(id),
    locate: (path) => (path.length === 1 ? (places[String(path[0])] ?? null) : null),
    spell: (_, value) => value,
  }
}

function agentMembers({ attributes, spotDraining, imagePullBehavior }: AgentSettings): AwsInput {
  return {
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(spotDraining && { spotDraining }),
    ...(imagePullBehavior !== undefined && { imagePullBehavior }),
  }
}

// ── what it launches ──

function launchOf(handle: Handle, { launches }: FleetSite): Launch | undefined {
  const configuration = handle.mention('LaunchConfigurationName')
  const found = launches.get(configuration ?? templateOf(handle) ?? '')
  if (found === undefined) return undefined
  const { properties, place } = found.resource
  if (found.type !== 'AWS::EC2::LaunchTemplate') {
    refuseSlips(properties, LAUNCH_CONFIGURATION_MEMBERS, place, ['Properties'])
    return { handle: found, data: properties, steps: ['Properties'] }
  }
  const { LaunchTemplateData: data = {} } = properties
  if (!isRecord(data)) throw unexpected(found.placeOf('LaunchTemplateData'), 'an object', data)
  refuseSlips(data, LAUNCH_DATA_MEMBERS, place, ['Properties', 'LaunchTemplateData'])
  return { handle: found, data, steps: ['Properties', 'LaunchTemplateData'] }
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
function refuseUnknownCluster({ cluster }: AgentSettings, launch: Launch, { drafts }: FleetSite): void {
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

// ── how many, and where ──

function countOf(handle: Handle): { readonly value: number; readonly steps: readonly Step[] } {
  const name = handle.property('DesiredCapacity') === undefined ? 'MinSize' : 'DesiredCapacity'
  const text = handle.text(name) ?? '0'
  if (!/^\d{1,6}$/.test(text)) throw unexpected(handle.placeOf(name), 'a number of instances', text)
  return { value: Number(text), steps: handle.placeOf('DesiredCapacity').steps }
}

function zonesOf(handle: Handle, { network }: FleetSite): AwsInput {
  const ids = listOf(handle.property('VPCZoneIdentifier'))
  const sites = network.siteOf(ids)
  const vpcs = new Set(sites.map(({ vpcId }) => vpcId))
  const [vpcId] = vpcs
  const inVpc = vpcs.size === 1 && vpcId !== undefined ? { vpcId } : {}
  if (sites.length === 1) return { subnetId: ids[0], ...inVpc }
  const named = sites.map(({ availabilityZone }) => availabilityZone)
  const zones = [...new Set(named.length > 0 ? named : listOf(handle.property('AvailabilityZones')))]
  network.addZones(zones)
  return { ...(zones.length > 0 && { availabilityZones: zones }), ...inVpc }
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
