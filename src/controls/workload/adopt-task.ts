// What does one description of a running task say? Everything named is looked up, everything left out gets what is usual.
import type { AdoptOrder } from '../../engine/adopt-task.ts'
import { findInstance } from '../../engine/find.ts'
import { serviceOrder } from '../../engine/service-order.ts'
import type { StartOrder } from '../../engine/start-task.ts'
import { locateSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { type ClusterArn, shortName, taskArn, taskDefinitionArn } from '../../kernel/arns.ts'
import { suggestion } from '../../kernel/closest.ts'
import type { CapacityProviderItem } from '../../model/basics.ts'
import type { ContainerInstance, Deployment, Needs, Service, Subnet, TaskDefinition } from '../../model/entities.ts'
import { placeInSubnet } from '../../placement/zones.ts'
import { containersOf, targetsOf, timesOf } from './adopt-past.ts'
import { type ParsedTask, refuseAdoption } from './adopt-shape.ts'

/** Whose the tasks are: a deployment's of a service, or nobody's. */
export interface Owner {
  readonly clusterArn: ClusterArn
  readonly service: Readonly<Service> | null
  readonly deployment: Readonly<Deployment> | null
}

export interface ReadTask {
  readonly adoption: AdoptOrder
  /** As it is journalled: instants as numbers. */
  readonly recorded: ParsedTask
  /** It names its id, ports or an address. */
  readonly isExact: boolean
}

/** @throws UsageError for what is not there, or does not go together */
export function readTask(world: World, owner: Owner, task: ParsedTask, path: string): ReadTask {
  const definition = definitionOf(world, owner, task, path)
  const instance = instanceOf(world, owner, task, path)
  const order = { ...orderOf(world, owner, task, definition, instance, path), needs: needsOf(definition, task) }
  const times = timesOf(world, task, path)
  const containers = containersOf(definition, task, path)
  const site = siteOf(world, order, task, instance, path)
  const adoption: AdoptOrder = {
    id: idOf(world, owner, task, path),
    order,
    containerInstanceArn: instance?.arn ?? null,
    site,
    past: { ...times, containers, targets: targetsOf(task) },
  }
  const { startedAt: _started, createdAt: _created, ...rest } = task
  const recorded = { ...rest, startedAt: times.startedAtMs, createdAt: times.createdAtMs }
  const isExact =
    task.id !== undefined ||
    task.privateIpv4Address !== undefined ||
    containers.some(({ networkBindings }) => networkBindings.length > 0)
  return { adoption, recorded, isExact }
}

function idOf(world: World, { clusterArn }: Owner, { id }: ParsedTask, path: string): string | null {
  if (id === undefined) return null
  if (world.tables.tasks.get(taskArn(world.realm, shortName(clusterArn), id)) !== undefined)
    refuseAdoption(`${path}.id`, 'an id that no other task has', id)
  return id
}

// ── what it runs ──

function definitionOf(world: World, { deployment }: Owner, task: ParsedTask, path: string): Readonly<TaskDefinition> {
  const where = `${path}.taskDefinition`
  const found = task.taskDefinition === undefined ? undefined : definitionNamed(world, task.taskDefinition)
  if (task.taskDefinition !== undefined && found === undefined) {
    const known = [...world.indexes.revisionsByFamily.keys()]
    refuseAdoption(where, 'a registered task definition', task.taskDefinition, {
      rule: 'PF-41',
      hint: suggestion(task.taskDefinition, known),
    })
  }
  if (deployment === null) return found ?? refuseAdoption(where, 'the task definition of a standalone task', undefined)
  const own = world.tables.taskDefinitions.certain(deployment.revision.taskDefinitionArn)
  if (found !== undefined && found !== own)
    refuseAdoption(where, `that of its deployment, ${own.family}:${own.revision}`, task.taskDefinition)
  return own
}

/** By ARN, `family:revision`, or family for its newest one. */
function definitionNamed({ tables, realm, indexes }: World, reference: string): Readonly<TaskDefinition> | undefined {
  const name = shortName(reference)
  const [family = '', revision] = name.split(':')
  const arn =
    revision === undefined
      ? indexes.revisionsByFamily.get(family)?.at(-1)
      : taskDefinitionArn(realm, family, Number(revision))
  const found =
    arn === undefined ? undefined : tables.taskDefinitions.get(reference.startsWith('arn:') ? reference : arn)
  return found?.status === 'DELETED' ? undefined : found
}

/** An override may have changed what it takes (TD-124). */
function needsOf({ needs }: Readonly<TaskDefinition>, { cpuUnits, memoryMiB }: ParsedTask): Needs {
  return { ...needs, cpuUnits: cpuUnits ?? needs.cpuUnits, memoryMiB: memoryMiB ?? needs.memoryMiB }
}

function orderOf(
  world: World,
  owner: Owner,
  task: ParsedTask,
  definition: Readonly<TaskDefinition>,
  instance: Readonly<ContainerInstance> | null,
  path: string,
): StartOrder {
  const launchType = instance === null ? 'FARGATE' : instance.instanceType === null ? 'EXTERNAL' : 'EC2'
  const { service, deployment, clusterArn } = owner
  const wanted = deployment?.revision.launchType ?? launchType
  const where = `${path}.containerInstance`
  if (wanted !== launchType)
    refuseAdoption(
      where,
      wanted === 'FARGATE' ? 'none on Fargate' : `an instance for the launch type ${wanted}`,
      task.containerInstance,
    )
  if (!definition.compatibilities.includes(launchType))
    refuseAdoption(where, `the launch type ${definition.compatibilities.join(' or ')}`, launchType, 'TD-112')
  const stray =
    service === null ? undefined : (['group', 'startedBy'] as const).find((member) => task[member] !== undefined)
  if (stray !== undefined) refuseAdoption(`${path}.${stray}`, "nothing: it is the service's own", task[stray])
  if (service !== null && deployment !== null) {
    const provider = providerOf(deployment, task, instance, path)
    return serviceOrder(world, service, deployment, { zones: null, provider })
  }
  if (task.group?.startsWith('service:') === true)
    refuseAdoption(`${path}.group`, "a group that does not begin with 'service:'", task.group, 'PL-25')
  const isFargate = launchType === 'FARGATE'
  if (!isFargate && task.capacityProvider !== undefined)
    refuseAdoption(`${path}.capacityProvider`, 'none: it belongs to Fargate', task.capacityProvider)
  const capacityProvider =
    task.capacityProvider === undefined ? null : { name: task.capacityProvider, base: 0, weight: 0 }
  return {
    definition,
    clusterArn,
    group: task.group ?? `family:${definition.family}`,
    startedBy: task.startedBy ?? null,
    serviceArn: null,
    deploymentId: null,
    launchType,
    subnetIds: task.subnet === undefined ? [] : [task.subnet],
    strategies: [],
    constraints: [],
    launch: {
      overrides: {},
      tags: [],
      enableExecuteCommand: false,
      platformVersion: isFargate ? '1.4.0' : null,
      capacityProvider,
      clientToken: null,
      graceMs: 0,
    },
  }
}

// ── where it runs ──

/** Whose turn it was: what the task says, or its instance's provider, or the only one there is (SV-500). */
function providerOf(
  { revision: { capacityProviderStrategy: items } }: Readonly<Deployment>,
  task: ParsedTask,
  instance: Readonly<ContainerInstance> | null,
  path: string,
): CapacityProviderItem | null {
  const where = `${path}.capacityProvider`
  if (items.length === 0) {
    if (task.capacityProvider === undefined) return null
    return refuseAdoption(where, 'none: its service names a launch type', task.capacityProvider, 'SV-108')
  }
  const only = items.length === 1 ? items[0]!.name : undefined
  const name = task.capacityProvider ?? instance?.capacityProviderName ?? only
  const item = items.find((each) => each.name === name)
  return item ?? refuseAdoption(where, `one of ${items.map((each) => each.name).join(', ')}`, name, 'SV-500')
}

function instanceOf(
  world: World,
  { clusterArn }: Owner,
  task: ParsedTask,
  path: string,
): Readonly<ContainerInstance> | null {
  if (task.containerInstance === undefined) return null
  const where = `${path}.containerInstance`
  const instance = findInstance(world, clusterArn, task.containerInstance)
  if (instance === undefined || world.indexes.slotOf(instance) === undefined)
    return refuseAdoption(where, 'a registered container instance of the cluster', task.containerInstance)
  if (instance.machine.state !== 'running')
    refuseAdoption(
      where,
      'an instance whose machine runs',
      `${task.containerInstance}, which is ${instance.machine.state}`,
    )
  return instance
}

function siteOf(
  world: World,
  order: StartOrder,
  task: ParsedTask,
  instance: Readonly<ContainerInstance> | null,
  path: string,
): AdoptOrder['site'] {
  const { subnet, availabilityZone, privateIpv4Address: address = null } = task
  if (order.definition.networkMode !== 'awsvpc') {
    if (subnet !== undefined)
      refuseAdoption(`${path}.subnet`, 'none: the task has no network interface of its own', subnet)
    if (address !== null)
      refuseAdoption(`${path}.privateIpv4Address`, 'none: the task has no network interface of its own', address)
    return null
  }
  const zone = instance === null ? availabilityZone : (instance.availabilityZone ?? undefined)
  const named = order.subnetIds.filter((id) => subnet === undefined || id === subnet)
  const fitting = locateSubnets(world, named).filter((each) => zone === undefined || each.availabilityZone === zone)
  const known = order.subnetIds.join(', ') || 'an id, of a standalone task'
  if (fitting.length === 0)
    refuseAdoption(
      `${path}.subnet`,
      `a subnet${zone === undefined ? '' : ` in ${zone}`}, out of ${known}`,
      subnet,
      'NW-12',
    )
  const { id, availabilityZone: place } = chosen(world, order, fitting)
  return { subnetId: id, availabilityZone: place, address }
}

function chosen(
  world: World,
  { clusterArn, group }: StartOrder,
  fitting: readonly Readonly<Subnet>[],
): Readonly<Subnet> {
  return placeInSubnet(fitting, world.indexes.fargateZones(clusterArn, group))
}
