// How does one task come into the world? Placement chooses, the lifecycle makes the record, apply writes it (PL-03).

import { capacityProviderArn, shortName, type TaskArn, taskArn } from '../kernel/arns.ts'
import { certain } from '../kernel/assert.ts'
import { hex32 } from '../kernel/ids.ts'
import { formatIpv4 } from '../kernel/ipv4.ts'
import {
  type Home,
  type InstanceHome,
  planCreation,
  planWaiting,
  type Site,
  type TaskOrder,
} from '../lifecycle/start.ts'
import { isManaged } from '../model/capacity-providers.ts'
import type {
  CapacityProviderItem,
  LaunchType,
  Needs,
  PlacementConstraintItem,
  PlacementStrategyItem,
  Subnet,
} from '../model/entities.ts'
import type { FargateRefusal } from '../model/fargate.ts'
import { constraintsOf } from '../placement/constraints.ts'
import { withLaunch } from '../placement/daemons.ts'
import { whyNot, zoneOf } from '../placement/filters.ts'
import { place, refusals } from '../placement/place.ts'
import { attributeIn } from '../placement/query/query.ts'
import type { InstanceRefusal, PlacementRequest, Slot } from '../placement/request.ts'
import { SERVICE_DEFAULT, STANDALONE_DEFAULT } from '../placement/strategies.ts'
import { placeInSubnet, ZONE } from '../placement/zones.ts'
import { apply } from './apply.ts'
import { fargateRefusal, isZoneLost } from './outages.ts'
import { locateSubnets } from './subnets.ts'
import type { World } from './world.ts'

/** What somebody wants started; placement and the lifecycle fill in the rest. */
export interface StartOrder extends Omit<TaskOrder, 'arn' | 'id' | 'needs'> {
  readonly launchType: LaunchType
  readonly subnetIds: readonly string[]
  readonly strategies: readonly PlacementStrategyItem[]
  /** Beside those of the definition. */
  readonly constraints: readonly PlacementConstraintItem[]
  /** Other zones will not do (DP-801); any when absent. */
  readonly zones?: readonly string[] | null
  /** Needs after overrides; the definition's own when absent (TD-124). */
  readonly needs?: Needs
}

export type StartResult =
  | { readonly placed: true; readonly taskId: string; readonly taskArn: string }
  | {
      readonly placed: false
      /** Each container instance with its reason; nobody on Fargate. */
      readonly refused: readonly InstanceRefusal[]
      /** Why Fargate took no task; null on instances (FG-10). */
      readonly fargate: FargateRefusal | null
      /** It would have waited for its capacity provider, but too many tasks of the cluster do (CP-07). */
      readonly isOverQuota?: boolean
    }

/**
 * Starts one task on the instance that the caller named, or says why it refuses (PL-35). `cause` is asked for only when there is
 * something to write.
 */
export function startTaskOn(world: World, order: StartOrder, slot: Slot, cause: () => number): StartResult {
  const needs = order.needs ?? order.definition.needs
  const refusal = whyNot(requestOf(world, order, needs), slot)
  if (refusal !== null) return { placed: false, refused: [refusal], fargate: null }
  return create(world, order, needs, homeOn(world, order, slot), cause())
}

/** Starts one task, or says why each instance refuses it. `cause` is asked for only when there is something to write. */
export function startTask(world: World, order: StartOrder, cause: () => number): StartResult {
  const needs = order.needs ?? order.definition.needs
  if (order.launchType === 'FARGATE') return startOnFargate(world, order, needs, cause)
  const home = instanceFor(world, order, needs)
  if (home !== null) return create(world, order, needs, home, cause())
  if (waitsForRoom(world, order.launch.capacityProvider)) return wait(world, order, needs, cause)
  const fleet = world.indexes.fleet(order.clusterArn)
  return { placed: false, refused: refusals(fleet, requestOf(world, order, needs)), fargate: null }
}

/** Asks whom `startTask` would ask, of filters and strategies, and neither writes nor draws: what is asked does not depend on the dice. */
export function askForPlace(world: World, order: StartOrder): void {
  if (order.launchType === 'FARGATE') return
  const fleet = world.indexes.fleet(order.clusterArn)
  const request = requestOf(world, order, order.needs ?? order.definition.needs)
  if (place(fleet, request, () => 0) === null) refusals(fleet, request)
}

/** Accepted without a place: its capacity provider is to make room (CP-20). */
function wait(world: World, order: StartOrder, needs: Needs, cause: () => number): StartResult {
  const waiting = world.indexes.waiting.countIn(order.clusterArn)
  if (waiting >= world.behavior.provisioningQuota)
    return { placed: false, refused: [], fargate: null, isOverQuota: true }
  const { subnetIds, strategies, constraints, zones = null } = order
  const { id, arn } = newTaskId(world, order.clusterArn)
  const wish = { subnetIds, strategies, constraints, zones }
  apply(world, planWaiting({ ...order, arn, id, needs }, wish, world), cause())
  return { placed: true, taskId: id, taskArn: arn }
}

/** A task of the provider that finds no room is accepted, and waits (CP-20). */
export function waitsForRoom({ tables, realm }: World, item: CapacityProviderItem | null): boolean {
  const provider = item === null ? undefined : tables.capacityProviders.get(capacityProviderArn(realm, item.name))
  return provider !== undefined && isManaged(provider.autoScalingGroupProvider)
}

/** Where every zone is lost there is no capacity either. */
function startOnFargate(world: World, order: StartOrder, needs: Needs, cause: () => number): StartResult {
  const refusal = fargateRefusal(world, order.clusterArn, order.launch.capacityProvider?.name ?? 'FARGATE')
  const home = refusal === null ? zoneFor(world, order) : null
  if (home === null) return { placed: false, refused: [], fargate: refusal ?? 'capacity' }
  return create(world, order, needs, home, cause())
}

function create(world: World, order: StartOrder, needs: Needs, home: Home, cause: number): StartResult {
  const { id, arn } = newTaskId(world, order.clusterArn)
  apply(world, planCreation({ ...order, arn, id, needs }, home, world), cause)
  return { placed: true, taskId: id, taskArn: arn }
}

/** Drawn; again in the odd case that a task which was adopted has it. */
export function newTaskId(world: World, cluster: string): { readonly id: string; readonly arn: TaskArn } {
  for (;;) {
    const id = hex32(world.streams.stream('task-ids'))
    const arn = taskArn(world.realm, shortName(cluster), id)
    if (world.tables.tasks.get(arn) === undefined) return { id, arn }
  }
}

const NO_SUBNETS: readonly Readonly<Subnet>[] = []

/** What placement is asked for an order. */
export function requestOf(world: World, order: StartOrder, needs: Needs): PlacementRequest {
  const { zones = null } = order
  const subnets = order.subnetIds.length === 0 ? NO_SUBNETS : locateSubnets(world, order.subnetIds)
  const { memberOf, distinctInstance } = constraintsOf(order.definition.placementConstraints, order.constraints)
  return {
    needs,
    isExternal: order.launchType === 'EXTERNAL',
    capacityProvider: order.launchType === 'EC2' ? (order.launch.capacityProvider?.name ?? null) : null,
    requiredAttributes: withLaunch(order.definition.requiredAttributes, order.launch.enableExecuteCommand, subnets),
    zones: subnets.length === 0 ? null : subnets.map(({ availabilityZone }) => availabilityZone),
    strategies: strategiesOf(order),
    scope: world.indexes.scope(order.clusterArn, order.group),
    reservedPortLimit: world.behavior.reservedPortLimit,
    memberOf: zones === null ? memberOf : [...memberOf, attributeIn(ZONE, zones)],
    distinctInstance,
    group: order.group,
    instances: world.tables.containerInstances,
    plugins: world.plugins,
  }
}

function strategiesOf({ strategies, serviceArn }: StartOrder): readonly PlacementStrategyItem[] {
  if (strategies.length > 0) return strategies
  return serviceArn === null ? STANDALONE_DEFAULT : SERVICE_DEFAULT
}

export function instanceFor(world: World, order: StartOrder, needs: Needs): InstanceHome | null {
  const slot = place(world.indexes.fleet(order.clusterArn), requestOf(world, order, needs), (limit) =>
    world.streams.stream('placement').below(limit),
  )
  return slot === null ? null : homeOn(world, order, slot)
}

/** The task's interface goes into the first subnet with an address left that lies in the instance's zone (NW-12, NV-02A). */
function homeOn(world: World, order: StartOrder, slot: Slot): InstanceHome {
  const instance = world.tables.containerInstances.certain(slot.arn)
  if (order.subnetIds.length === 0) return { on: 'EC2', slot, instance, site: null }
  const zone = zoneOf(slot.class)
  const subnets = locateSubnets(world, order.subnetIds).filter(({ availabilityZone }) => availabilityZone === zone)
  const site = siteIn(world, certain(withRoom(world, subnets)[0], `a subnet in ${zone}`))
  return { on: 'EC2', slot, instance, site }
}

/** Those that have an address left; all of them when none has. */
function withRoom(world: World, subnets: readonly Readonly<Subnet>[]): readonly Readonly<Subnet>[] {
  const roomy = subnets.filter(({ id }) => world.indexes.pool(id)?.free !== 0)
  return roomy.length === 0 ? subnets : roomy
}

function siteIn(world: World, { id, availabilityZone }: Readonly<Subnet>): Site {
  const address = world.indexes.pool(id)?.next(world.nowMs, world.behavior.ipReuseQuarantineMs) ?? null
  return { subnetId: id, availabilityZone, address: address === null ? null : formatIpv4(address) }
}

/** Null when every zone of its subnets is lost. */
function zoneFor(world: World, order: StartOrder): Home | null {
  const subnets = order.subnetIds
    .map((id) => world.tables.subnets.certain(id))
    .filter(({ availabilityZone }) => !isZoneLost(world, availabilityZone))
  if (subnets.length === 0) return null
  const tasks = world.indexes.fargateZones(order.clusterArn, order.group)
  return { on: 'FARGATE', site: siteIn(world, placeInSubnet(withRoom(world, subnets), tasks)) }
}
