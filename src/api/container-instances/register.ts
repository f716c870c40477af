// RegisterContainerInstance: what an agent says when it starts (CI-01, CI-05, CI-07, CI-08, CI-11, PF-43).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { reconnectInstance } from '../../engine/end-task.ts'
import { wakeInstance } from '../../engine/machines.ts'
import { addInstance, builtInAttributes, type InstanceOrder } from '../../engine/register-instance.ts'
import type { World } from '../../engine/world.ts'

import { isOptedIn } from '../../model/account-settings.ts'
import { CURRENT_AGENT, TRUNK } from '../../model/capabilities.ts'

import { updated } from '../../model/changes.ts'
import type { Cluster, ContainerInstance, Tag, VersionInfo } from '../../model/entities.ts'
import { cpuUnitsOf, findInstanceType, type InstanceType, taskInterfaceLimit } from '../../model/instance-types.ts'
import { isRegistered } from '../../model/standing.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { findContainerInstance, getCluster } from '../find.ts'
import { checkTags, invalid, refuse } from '../refuse.ts'
import type { RegisterContainerInstanceOutput } from '../shapes/ecs-types.generated.ts'
import { type ParsedInput, parseInput } from '../shapes/parse-input.ts'
import { describeContainerInstance } from './describe.ts'
import { isOutsideOfEc2, type Machine, machineOf } from './identity.ts'
import { builtInGiven, capabilitiesGiven, customGiven, gpusGiven, resourcesGiven } from './registration.ts'

type Registration = ParsedInput<'RegisterContainerInstance'>

/** @throws ClientException, ClusterNotFoundException, InvalidParameterException, LimitExceededException */
export function registerContainerInstance(world: World, input: unknown): Answer<RegisterContainerInstanceOutput> {
  const parsed = parseInput('RegisterContainerInstance', input)
  checkTags(parsed.tags, 'CL-14')
  const cluster = getCluster(world, parsed.cluster)
  const machine = isOutsideOfEc2(parsed) ? null : machineOf(parsed)
  const known = parsed.containerInstanceArn === undefined ? null : getKnown(world, cluster, parsed.containerInstanceArn)
  if (known !== null) return registerAgain(world, parsed, known, machine)
  const order = orderOf(world, cluster, parsed, machine)
  checkRoom(world, cluster)
  return command(world, 'ecs.registerContainerInstance', parsed, (cause) => ({
    containerInstance: describeContainerInstance(world, addInstance(world, order, cause), ['TAGS']),
  }))
}

function orderOf(
  world: World,
  cluster: Readonly<Cluster>,
  parsed: Registration,
  machine: Machine | null,
): InstanceOrder {
  const { cpuUnits, memoryMiB, tcpPorts, udpPorts } = resourcesGiven(parsed)
  const type = machine === null ? undefined : findInstanceType(machine.instanceType)
  const share =
    type === undefined ? undefined : Math.floor((type.memoryMiB * world.behavior.registeredMemoryPercent) / 100)
  const own = { ...builtInGiven(parsed), ...customGiven(parsed) }
  const isTrunked = Object.hasOwn(own, TRUNK)
  const getsTrunk = !isTrunked && trunkHelps(type) && isOptedIn(world, 'awsvpcTrunking')
  return {
    cluster: { arn: cluster.arn, name: cluster.name, isNew: false },
    prefix: machine === null ? 'mi' : 'i',
    ready: true,
    ...(machine === null ? {} : { ec2InstanceId: machine.instanceId }),
    instanceType: machine?.instanceType ?? null,
    availabilityZone: machine?.availabilityZone ?? null,
    cpuUnits: cpuUnits ?? (type === undefined ? undefined : cpuUnitsOf(type)) ?? missing('CPU'),
    memoryMiB: memoryMiB ?? share ?? missing('MEMORY'),
    taskEniLimit: machine === null ? 0 : taskEniLimitOf(type, isTrunked || getsTrunk),
    hasTrunk: getsTrunk,
    ...(tcpPorts === undefined ? {} : { reservedTcpPorts: tcpPorts }),
    ...(udpPorts === undefined ? {} : { reservedUdpPorts: udpPorts }),
    ...gpusGiven(parsed),
    attributes: { ...(machine === null ? {} : builtInAttributes(world, machine)), ...own },
    missingCapabilities: capabilitiesGiven(parsed),
    versionInfo: versionOf(parsed),
    tags: (parsed.tags ?? []) as Tag[],
  }
}

/** Every machine of EC2 has room for a second interface; more is known of the types of the catalogue alone (CI-27, CI-29). */
function taskEniLimitOf(type: InstanceType | undefined, trunk: boolean): number {
  return type === undefined ? 1 : taskInterfaceLimit(type, { trunk })
}

/** CI-28: of a machine outside of EC2 there is no type. */
function trunkHelps(type: InstanceType | undefined): boolean {
  return (type?.trunkedTaskLimit ?? null) !== null
}

function missing(name: string): never {
  invalid('totalResources', `a resource ${name}: the instance type is not in the catalogue`, 'none', 'CI-01')
}

function versionOf({ versionInfo = {} }: Registration): VersionInfo {
  return { ...CURRENT_AGENT, ...versionInfo }
}

/** CI-08. */
function checkRoom(world: WorldView, cluster: Readonly<Cluster>): void {
  if (world.indexes.fleet(cluster.arn).size < 5_000) return
  refuse('LimitExceededException', 'The limit of container instances in the cluster has been exceeded.', {
    path: 'cluster',
    expected: 'at most 5000 instances a cluster',
    rule: 'CI-08',
  })
}

// ── the same instance again ──

function getKnown(world: WorldView, cluster: Readonly<Cluster>, arn: string): Readonly<ContainerInstance> {
  const known = findContainerInstance(world, cluster, arn, 'containerInstanceArn')
  if (known !== undefined && isRegistered(known.status)) return known
  invalid('containerInstanceArn', 'a registered container instance of the cluster', arn, 'CI-07')
}

/** Identity, tasks, resources and custom attributes stay; the agent is back, and may be another version (CI-02, CI-07). */
function registerAgain(
  world: World,
  parsed: Registration,
  known: Readonly<ContainerInstance>,
  machine: Machine | null,
): Answer<RegisterContainerInstanceOutput> {
  if (known.machine.state === 'terminated')
    invalid('containerInstanceArn', 'an instance whose machine is there', 'one that was terminated', 'CI-19')
  checkSameMachine(known, machine)
  resourcesGiven(parsed)
  const set = {
    versionInfo: versionOf(parsed),
    attributes: { ...known.attributes, ...builtInGiven(parsed) },
    missingCapabilities: capabilitiesGiven(parsed),
  }
  return command(world, 'ecs.registerContainerInstance', parsed, (cause) => {
    const changes = [updated('containerInstance.attributesChanged', known.arn, set, 'CI-07')]
    apply(world, { changes, timers: [] }, cause)
    wakeInstance(world, known, cause)
    if (!known.agentConnected) reconnectInstance(world, known, cause)
    return { containerInstance: describeContainerInstance(world, world.tables.containerInstances.certain(known.arn)) }
  })
}

function checkSameMachine(known: Readonly<ContainerInstance>, machine: Machine | null): void {
  if ((machine?.instanceType ?? null) !== known.instanceType)
    refuse('ClientException', 'Container instance type changes are not supported.', {
      path: 'instanceIdentityDocument',
      expected: known.instanceType ?? 'an external instance',
      found: machine?.instanceType ?? 'an external instance',
      rule: 'PF-43',
    })
}
