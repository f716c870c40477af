// How does one task come into the world? Placement chooses, the lifecycle makes the record, apply writes it (PL-03).
import { shortName, taskArn } from '../kernel/arns.ts'
import { certain } from '../kernel/assert.ts'
import { hex32 } from '../kernel/ids.ts'
import { type Home, planCreation, type TaskOrder } from '../lifecycle/start.ts'
import type { LaunchType, Needs, PlacementConstraintItem, PlacementStrategyItem, Subnet } from '../model/entities.ts'
import { constraintsOf } from '../placement/constraints.ts'
import { withLaunch } from '../placement/daemons.ts'
import { whyNot, zoneOf } from '../placement/filters.ts'
import { place, refusals } from '../placement/place.ts'
import { attributeIn } from '../placement/query/query.ts'
import type { InstanceRefusal, PlacementRequest, Slot } from '../placement/request.ts'
import { SERVICE_DEFAULT, STANDALONE_DEFAULT } from '../placement/strategies.ts'
import { placeInSubnet, ZONE } from '../placement/zones.ts'
import { apply } from './apply.ts'
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
  | { readonly placed: false; readonly refused: readonly InstanceRefusal[] }

/**
 * Starts one task on the instance that the caller named, or says why it refuses (PL-35). `cause` is asked for only when there is
 * something to write.
 */
export function startTaskOn(world: World, order: StartOrder, slot: Slot, cause: () => number): StartResult {
  const needs = order.needs ?? order.definition.needs
  const refusal = whyNot(requestOf(world, order, needs), slot)
  if (refusal !== null) return { placed: false, refused: [refusal] }
  return create(world, order, needs, homeOn(world, order, slot), cause())
}

/** Starts one task, or says why each instance refuses it. `cause` is asked for only when there is something to write. */
export function startTask(world: World, order: StartOrder, cause: () => number): StartResult {
  const needs = order.needs ?? order.definition.needs
  const home = order.launchType === 'FARGATE' ? zoneFor(world, order) : instanceFor(world, order, needs)
  if (home === null)
    return { placed: false, refused: refusals(world.indexes.fleet(order.clusterArn), requestOf(world, order, needs)) }
  return create(world, order, needs, home, cause())
}

function create(world: World, order: StartOrder, needs: Needs, home: Home, cause: number): StartResult {
  const id = hex32(world.streams.stream('task-ids'))
  const arn = taskArn(world.realm, shortName(order.clusterArn), id)
  apply(world, planCreation({ ...order, arn, id, needs }, home, world), cause)
  return { placed: true, taskId: id, taskArn: arn }
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

function instanceFor(world: World, order: StartOrder, needs: Needs): Home | null {
  const slot = place(world.indexes.fleet(order.clusterArn), requestOf(world, order, needs), (limit) =>
    world.streams.stream('placement').below(limit),
  )
  return slot === null ? null : homeOn(world, order, slot)
}

/** The task's interface goes into the first subnet that lies in the instance's zone (NW-12). */
function homeOn(world: World, order: StartOrder, slot: Slot): Home {
  const instance = world.tables.containerInstances.certain(slot.arn)
  if (order.subnetIds.length === 0) return { on: 'EC2', slot, instance, subnet: null }
  const zone = zoneOf(slot.class)
  const subnet = locateSubnets(world, order.subnetIds).find(({ availabilityZone }) => availabilityZone === zone)
  return { on: 'EC2', slot, instance, subnet: certain(subnet, `a subnet in ${zone}`) }
}

function zoneFor(world: World, order: StartOrder): Home {
  const subnets = order.subnetIds.map((id) => world.tables.subnets.certain(id))
  const subnet = placeInSubnet(subnets, world.indexes.scope(order.clusterArn, order.group))
  return { on: 'FARGATE', subnetId: subnet.id, availabilityZone: subnet.availabilityZone }
}
