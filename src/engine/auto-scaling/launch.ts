// How does an instance of an Auto Scaling group come into the world? EC2 is asked zone by zone; the agent that boots joins its cluster
// by itself, whatever the group thinks of the instance (AG-02, AG-04, CI-15).
import { clusterArn, shortName } from '../../kernel/arns.ts'
import { hex17 } from '../../kernel/ids.ts'
import { inserted, updated } from '../../model/changes.ts'
import type { AutoScalingGroup, GroupInstance, LaunchSource } from '../../model/scaling/groups.ts'
import { isStill, nextFromPool } from '../../scaling/groups/warm-pool.ts'
import { zonesToTry } from '../../scaling/groups/zones.ts'
import { apply } from '../apply.ts'
import { refusesInstance } from '../outages.ts'
import { addInstance, ensureCluster, type InstanceCluster, instanceFrom, MOST_INSTANCES } from '../register-instance.ts'
import { knownSubnet } from '../subnets.ts'
import type { World } from '../world.ts'
import { newActivity } from './activities.ts'
import { poolOf } from './members.ts'
import { activeRefresh, launchOf } from './refresh.ts'
import { isOfSource, sourceOf } from './sources.ts'

type Group = Readonly<AutoScalingGroup>

export interface LaunchOrder {
  /** Why, for its activity. */
  readonly why: string
  readonly isExtra: boolean
  /** Into the warm pool (AG-23). */
  readonly isPooled?: boolean
  /** Zones that have refused an instance in this instant already: nobody asks them twice, nor tells twice. */
  readonly refused: Set<string>
  /** Instances by zone, those of the same instant included. */
  readonly counts: Map<string, number>
}

/** Whether an instance is on its way. Each zone that has none for the group is an activity that failed. */
export function launchMember(world: World, group: Group, order: LaunchOrder, cause: number): boolean {
  const launch = launchOf(world, group)
  const source = sourceOf(world, launch)
  if (source === undefined) {
    fail(world, group, order.why, `The launch ${launch.kind} ${launch.name} does not exist.`, cause)
    return false
  }
  const type = source.recipe.type.name
  // What comes for a while beside another instance is not taken from the pool: its place is the emptiest zone.
  if (!order.isExtra && order.isPooled !== true && takeFromPool(world, group, source, order, cause)) return true
  for (const zone of zonesToTry(group.availabilityZones, order.counts)) {
    if (order.refused.has(zone)) continue
    if (!refusesInstance(world, type, zone)) {
      launchInto(world, group, source, zone, order, cause)
      order.counts.set(zone, order.counts.get(zone)! + 1)
      return true
    }
    order.refused.add(zone)
    fail(world, group, order.why, noCapacity(group, type, zone), cause)
  }
  return false
}

/** Whether an instance is on its way from the warm pool: the next one that may run. A refresh takes none of the old ones (AG-23, AG-25). */
function takeFromPool(
  world: World,
  group: Group,
  source: Readonly<LaunchSource>,
  { counts, why }: LaunchOrder,
  cause: number,
): boolean {
  if (group.warmPool == null || group.warmPool.isDeleting) return false
  const isRefreshed = activeRefresh(world, group) !== undefined
  const member = nextFromPool(zonesToTry(group.availabilityZones, counts), poolOf(world, group.id), (each) => {
    if (isRefreshed && !isOfSource(each.launch, source)) return false
    return !isStill(each) || !refusesInstance(world, each.instanceType, each.availabilityZone)
  })
  if (member === undefined) return false
  const startMs = isStill(member) ? world.latencies.warmPoolStartMs : 0
  const own = sourceOf(world, member.launch)
  const place = { zone: member.availabilityZone, subnetId: member.subnetId, ec2InstanceId: member.id }
  const joined = own === undefined ? null : join(world, own, place, startMs, cause)
  const description = `Launching a new EC2 instance from warm pool: ${member.id}`
  const facts = { description, cause: why, statusCode: 'PreInService', progress: 30 }
  const activity = newActivity(world, group.id, facts)
  const dueAtMs = world.nowMs + startMs
  const set: Partial<GroupInstance> = {
    state: 'Pending',
    launchedAtMs: world.nowMs,
    dueAtMs,
    activityId: activity.id,
    containerInstanceArn: joined?.arn ?? null,
  }
  const changes = [updated('groupInstance.changed', member.id, set, 'AG-23'), ...activity.changes]
  apply(world, { changes, timers: [{ atMs: dueAtMs, kind: 'groupInstance.step', id: member.id }] }, cause)
  counts.set(member.availabilityZone, counts.get(member.availabilityZone)! + 1)
  return true
}

function noCapacity({ availabilityZones }: Group, type: string, zone: string): string {
  const others = availabilityZones.filter((other) => other !== zone)
  const advice =
    others.length === 0
      ? ''
      : ` You can currently get ${type} capacity by not specifying an Availability Zone in your request or choosing ${others.join(', ')}.`
  return `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity.${advice} Launching EC2 instance failed.`
}

function fail(world: World, { id }: Group, why: string, message: string, cause: number): void {
  const description = `Launching a new EC2 instance.  Status Reason: ${message}`
  const facts = { description, cause: why, statusCode: 'Failed', progress: 100 }
  apply(world, { changes: newActivity(world, id, facts, { failure: message }).changes, timers: [] }, cause)
}

function launchInto(
  world: World,
  group: Group,
  source: Readonly<LaunchSource>,
  zone: string,
  { why, isExtra, isPooled = false }: LaunchOrder,
  cause: number,
): void {
  const launchMs = world.latencies.instanceLaunchMs
  const subnetId = group.subnetIds.find((id) => knownSubnet(world, id)?.availabilityZone === zone) ?? null
  // An agent in a warm pool waits until its instance is to go into service (ECS_WARM_POOLS_CHECK).
  const joined = isPooled ? null : join(world, source, { zone, subnetId }, launchMs, cause)
  const id = joined?.ec2InstanceId ?? `i-${hex17(world.streams.stream('instance-ids'))}`
  const description = `Launching a new EC2 instance${isPooled ? ' into warm pool' : ''}: ${id}`
  const activity = newActivity(world, group.id, { description, cause: why, statusCode: 'PreInService', progress: 30 })
  const member: GroupInstance = {
    id,
    groupName: group.id,
    availabilityZone: zone,
    subnetId,
    instanceType: source.recipe.type.name,
    state: isPooled ? 'Warmed:Pending' : 'Pending',
    isHealthy: true,
    isLost: false,
    failsChecks: false,
    isProtected: false,
    launch: {
      kind: source.kind,
      name: source.name,
      version: source.kind === 'template' ? String(source.version) : null,
    },
    sourceCreatedAtMs: source.createdAtMs,
    launchedAtMs: world.nowMs,
    inServiceAtMs: null,
    warmAtMs: null,
    dueAtMs: world.nowMs + launchMs,
    hooks: [],
    isDeregistering: false,
    isExtra,
    activityId: activity.id,
    containerInstanceArn: joined?.arn ?? null,
  }
  const changes = [
    inserted('groupInstance.created', id, member, isPooled ? 'AG-23' : isExtra ? 'AG-05' : 'AG-04'),
    ...activity.changes,
  ]
  apply(world, { changes, timers: [{ atMs: world.nowMs + launchMs, kind: 'groupInstance.step', id }] }, cause)
}

/** Its agent will register with the cluster; null where there is no agent, no such cluster, or no room in it (CI-08). */
function join(
  world: World,
  { cluster: reference, recipe }: Readonly<LaunchSource>,
  {
    zone,
    subnetId,
    ec2InstanceId,
  }: { readonly zone: string; readonly subnetId: string | null; readonly ec2InstanceId?: string },
  launchMs: number,
  cause: number,
): { readonly arn: GroupInstance['containerInstanceArn']; readonly ec2InstanceId: string } | null {
  const cluster = reference === null ? null : clusterToJoin(world, reference)
  if (cluster === null) return null
  ensureCluster(world, cluster, cause)
  const vpcId = subnetId === null ? undefined : knownSubnet(world, subnetId)?.vpcId
  const place = { availabilityZone: zone, vpcId, subnetId: subnetId ?? undefined }
  const known = ec2InstanceId === undefined ? {} : { ec2InstanceId }
  return addInstance(world, { ...instanceFrom(world, recipe, place), ...known, cluster, ready: false }, cause, launchMs)
}

/** The first agent without a cluster creates `default` (CL-02); one of another that is not there gives up. */
function clusterToJoin(world: World, reference: string): InstanceCluster | null {
  const name = shortName(reference)
  const arn = clusterArn(world.realm, name)
  const known = world.tables.clusters.get(arn)
  if (known === undefined) return name === 'default' ? { arn, name, isNew: true } : null
  const isOpen = known.status === 'ACTIVE' && world.indexes.fleet(arn).size < MOST_INSTANCES
  return isOpen ? { arn, name, isNew: false } : null
}
