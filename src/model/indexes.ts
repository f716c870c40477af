// Which questions do the rooms ask often enough to keep the answers at hand? Every index follows from the tables alone;
// each is told of a write in the same breath, and notes who has to look again because of it.

import { assert, certain } from '../kernel/assert.ts'
import { parseIpv4 } from '../kernel/ipv4.ts'
import { entryOf } from '../kernel/maps.ts'
import { AddressPool } from './addresses.ts'
import type { Target } from './balancing.ts'
import { Census } from './census.ts'
import { type DaemonRules, Daemons } from './daemons.ts'
import type { Cluster, ContainerInstance, Service, ServiceEvent, Subnet, Task, TaskDefinition } from './entities.ts'
import { FleetIndex, type FleetView, type Slot } from './fleet-index.ts'
import { GroupIndex } from './group-index.ts'
import type { IndexedTables } from './indexed-tables.ts'
import { InstanceVersions } from './instance-versions.ts'
import type { Past } from './past.ts'
import { newRipples, type Ripples } from './ripples.ts'
import { AlarmIndex } from './scaling/alarm-index.ts'
import { CustomMetrics } from './scaling/custom-metrics.ts'
import type { GroupInstance, MemberTrace } from './scaling/groups.ts'
import { ScalingIndex } from './scaling/scaling-index.ts'
import type { ScopeView } from './scopes.ts'
import { addTo, removeFrom, ServiceIndex } from './service-index.ts'
import { isPromised, isRegistered, isWaitingForRoom, type Standing, standingOf, TASK_EDGES } from './standing.ts'
import type { ReadonlyTable } from './table.ts'
import { NO_TALLIES, Tallies, type TalliesView } from './tallies.ts'
import { TargetIndex } from './targets.ts'
import { Tenancy } from './tenancy.ts'
import { type InstanceTrace, isSamePlace, offerOf, type TaskTrace, traceOf } from './traces.ts'
import { type LineRule, WaitingLines } from './waiting-lines.ts'

/** What the rooms above say of rows. */
export interface IndexRules {
  readonly daemons: DaemonRules
  readonly line: LineRule
}

export class Indexes {
  readonly census = new Census()
  /** Of those, the tasks that sit on DRAINING instances (DP-500, DP-501). */
  readonly leaving = new Census()
  readonly instanceVersions = new InstanceVersions()
  readonly ripples: Ripples = newRipples()
  readonly daemons: Daemons
  private readonly tenancy: Tenancy
  readonly targets = new TargetIndex()
  readonly alarms = new AlarmIndex()
  readonly customMetrics = new CustomMetrics()
  /** How services and groups stood, from when to when; null while nobody has asked (engine/metrics/past.ts). */
  past: Past | null = null
  /** Tasks that are not STOPPED, by service and by instance, in order of creation. */
  readonly tasksByService = new Map<string, Set<string>>()
  readonly tasksByInstance = new Map<string, Set<string>>()
  readonly eventsByService = new Map<string, string[]>()
  readonly services = new ServiceIndex()
  /** Tasks that wait for their capacity providers. */
  readonly waiting: WaitingLines
  readonly groups = new GroupIndex()
  readonly scaling: ScalingIndex
  readonly revisionsByFamily = new Map<string, string[]>()
  /** Tasks on their way to RUNNING, in all clusters. */
  startingTasks = 0
  private readonly pools = new Map<string, AddressPool>()
  private readonly fleets = new Map<string, FleetIndex>()
  /** Wanted tasks without an instance by zone, by cluster and group. */
  private readonly fargate = new Map<string, Map<string, Tallies<string>>>()
  private readonly instances: ReadonlyTable<ContainerInstance>
  private readonly tasks: ReadonlyTable<Task>
  private readonly groupMembers: IndexedTables['groupInstances']

  constructor(tables: IndexedTables, { daemons: rules, line }: IndexRules) {
    this.instances = tables.containerInstances
    this.tasks = tables.tasks
    this.groupMembers = tables.groupInstances
    this.scaling = new ScalingIndex(tables.scheduledActions)
    this.waiting = new WaitingLines(line, (arn) => tables.taskDefinitions.certain(arn))
    this.daemons = new Daemons({
      rules,
      fleetOf: (cluster) => this.fleetOf(cluster),
      definition: (arn) => tables.taskDefinitions.certain(arn),
      subnet: (id) => tables.subnets.certain(id),
      instance: (arn) => tables.containerInstances.certain(arn),
      tasksOn: (arn) => [...(this.tasksByInstance.get(arn) ?? [])].map((task) => tables.tasks.certain(task)),
      call: (service) => this.ripples.daemons.add(service),
      callBlocked: (cluster) => this.ripples.roomierClusters.add(cluster),
    })
    this.tenancy = new Tenancy(tables.tasks, this)
  }

  /** Names of alarms by the ARNs in their alarmActions, ascending. */
  get alarmsByAction(): ReadonlyMap<string, readonly string[]> {
    return this.alarms.byAction
  }

  fleet(cluster: string): FleetView {
    return this.fleetOf(cluster)
  }

  slotOf(instance: Readonly<ContainerInstance>): Slot | undefined {
    return this.fleets.get(instance.clusterArn)?.slot(instance.arn)
  }

  scope(cluster: string, group: string): ScopeView {
    return this.fleetOf(cluster).scope(group)
  }

  /** How the tasks of a group that run on Fargate are spread over zones (PL-40). */
  fargateZones(cluster: string, group: string): TalliesView<string> {
    return this.fargate.get(cluster)?.get(group) ?? NO_TALLIES
  }

  /** Calls nobody: for rows that were written before, in another world or another process. */
  still(): void {
    for (const called of Object.values(this.ripples)) called.clear()
  }

  // ── container instances ──

  instanceChanged(before: InstanceTrace | null, instance: Readonly<ContainerInstance>): void {
    if (before !== null && isSamePlace(before, instance)) return
    this.touchInstance(instance)
    this.past?.instanceMoved(instance.clusterArn, offerOf(before), offerOf(instance))
    const fleet = this.fleetOf(instance.clusterArn)
    const slot = fleet.slot(instance.arn)
    if (!isRegistered(instance.status)) {
      if (slot === undefined) return
      fleet.remove(instance.arn)
      this.daemons.instanceChanged(instance.clusterArn, instance.arn, undefined)
      return
    }
    if (slot === undefined) fleet.add(instance)
    else fleet.reclass(slot, instance)
    this.daemons.instanceChanged(instance.clusterArn, instance.arn, fleet.slot(instance.arn))
    if (before !== null) this.moveTasksOf(before, instance)
    this.callForInstance(before, instance, slot)
  }

  /** The tasks stay where they are; what their instance is to schedulers has changed. */
  private moveTasksOf(before: InstanceTrace, instance: Readonly<ContainerInstance>): void {
    const leftBefore = before.status === 'DRAINING'
    const leavesNow = instance.status === 'DRAINING'
    for (const arn of this.tasksByInstance.get(instance.arn) ?? []) {
      const task = this.tasks.certain(arn)
      if (leftBefore !== leavesNow) this.moveLeaving(task, standingOf(task), leavesNow)
    }
  }

  private moveLeaving({ serviceArn, deploymentId }: Readonly<Task>, standing: Standing, leaves: boolean): void {
    if (serviceArn === null || deploymentId === null) return
    this.leaving.move(serviceArn, deploymentId, leaves ? null : standing, leaves ? standing : null)
    this.ripples.services.add(serviceArn)
  }

  private callForInstance(
    before: InstanceTrace | null,
    { status, agentConnected, clusterArn }: Readonly<ContainerInstance>,
    slot: Slot | undefined,
  ): void {
    if (status === 'ACTIVE' && agentConnected) {
      this.ripples.roomierClusters.add(clusterArn)
      this.ripples.largerClusters.add(clusterArn)
    }
    const isBack = before?.agentConnected === false && agentConnected
    if (isBack && slot !== undefined && slot.waiting.length > 0) this.ripples.roomierSlots.add(slot)
  }

  // ── tasks ──

  subnetInserted({ id, cidrBlock }: Readonly<Subnet>): void {
    this.pools.set(id, new AddressPool(cidrBlock))
  }

  taskInserted(task: Readonly<Task>): void {
    if (task.eni !== null) this.addressOf(task, (pool, address) => holdAddress(pool, address, task))
    if (task.lastStatus === 'STOPPED') return
    if (isWaitingForRoom(task)) this.waiting.add(task)
    if (task.serviceArn !== null) addTo(this.tasksByService, task.serviceArn, task.arn)
    if (task.containerInstanceArn !== null) this.comeTo(task.containerInstanceArn, task.arn)
    this.moveTask(task, null, traceOf(task))
  }

  taskUpdated(before: TaskTrace, task: Readonly<Task>): void {
    const after = traceOf(task)
    checkEdge(task, before.lastStatus)
    if (task.traffic !== null) this.ripples.traffic.add(task.arn)
    const isNews = before.protectedUntilMs !== after.protectedUntilMs || before.missing !== after.missing
    if (isNews && task.serviceArn !== null) this.ripples.services.add(task.serviceArn)
    if (before.isHomeless && !isWaitingForRoom(task)) this.waiting.remove(task.arn)
    if (before.isHomeless && !after.isHomeless) this.taskPlaced(task, after)
    if (before.standing === after.standing && before.seat === after.seat) return
    // Who has just found a place is known there already.
    if (!before.isHomeless || after.isHomeless) this.moveTask(task, before, after)
    if (after.standing !== 'stopped') return
    if (task.eni !== null) this.addressOf(task, (pool, address) => pool.release(address, task.stoppedAtMs!))
    if (task.serviceArn !== null) removeFrom(this.tasksByService, task.serviceArn, task.arn)
    if (task.containerInstanceArn !== null) this.leaveInstance(task, task.containerInstanceArn)
  }

  private leaveInstance({ arn }: Readonly<Task>, instanceArn: string): void {
    removeFrom(this.tasksByInstance, instanceArn, arn)
    const isEmpty = !this.tasksByInstance.has(instanceArn)
    if (!isEmpty && this.groups.instances.isEmpty) return
    const instance = this.instances.get(instanceArn)
    this.touchInstance(instance)
    if (!isEmpty) return
    if (instance?.status === 'DRAINING') this.ripples.drained.add(instance.ec2InstanceId)
  }

  /** It had no place, and has one now: to its instance it is new. */
  private taskPlaced(task: Readonly<Task>, after: TaskTrace): void {
    const instance = task.containerInstanceArn as string
    this.comeTo(instance, task.arn)
    if (task.eni !== null) this.addressOf(task, (pool, address) => holdAddress(pool, address, task))
    const fleet = this.fleetOf(task.clusterArn)
    this.tenancy.move(task, fleet, certain(fleet.slot(instance), instance), null, after)
  }

  taskRemoved(task: Readonly<Task>): void {
    if (task.eni !== null) this.addressOf(task, (pool, address) => pool.forget(address, task.stoppedAtMs!))
  }

  /** Addresses of a subnet that a call has named (NV-02A). */
  pool(subnet: string): AddressPool | undefined {
    return this.pools.get(subnet)
  }

  private addressOf({ subnetId, eni }: Readonly<Task>, tell: (pool: AddressPool, address: number) => void): void {
    const pool = this.pools.get(subnetId ?? '')
    if (pool !== undefined && eni !== null && eni.address !== null) tell(pool, parseIpv4(eni.address))
  }

  // ── the rest ──

  serviceChanged(before: Readonly<Service> | null, service: Readonly<Service>): void {
    this.services.changed(before, service)
    this.past?.serviceChanged(service)
    this.daemons.serviceChanged(service)
  }

  serviceRemoved(service: Readonly<Service>): void {
    this.services.removed(service)
    this.daemons.serviceRemoved(service)
  }

  /** Whoever found no room may find some now. */
  outageRemoved(): void {
    for (const cluster of this.services.blocked.keys()) this.ripples.roomierClusters.add(cluster)
  }

  // ── Auto Scaling groups ──

  clusterChanged(cluster: Readonly<Cluster>): void {
    this.past?.clusterChanged(cluster)
    this.ripples.providers.add(cluster.arn)
  }

  groupInstanceInserted(member: Readonly<GroupInstance>): void {
    this.groups.touched.add(member.id)
    this.groups.instances.inserted(member)
    this.past?.groupInstanceMoved(member, null, member)
  }

  groupInstanceUpdated(before: MemberTrace, member: Readonly<GroupInstance>): void {
    this.groups.touched.add(member.id)
    this.past?.groupInstanceMoved(member, before, member)
    this.ripples.groups.add(member.groupName)
    if (member.state.endsWith('Terminating:Wait')) this.ripples.drained.add(member.id)
  }

  groupInstanceRemoved(member: Readonly<GroupInstance>): void {
    this.groups.touched.add(member.id)
    this.groups.instances.removed(member)
    this.past?.groupInstanceMoved(member, member, null)
    this.ripples.groups.add(member.groupName)
  }

  /** A world without Auto Scaling groups pays one comparison. */
  touchInstance(instance: Readonly<ContainerInstance> | undefined): void {
    if (!this.groups.instances.isEmpty && instance !== undefined) this.groups.touched.add(instance.ec2InstanceId)
  }

  private comeTo(instanceArn: string, task: string): void {
    addTo(this.tasksByInstance, instanceArn, task)
    if (!this.groups.instances.isEmpty) this.touchInstance(this.instances.get(instanceArn))
  }

  // ── targets and events ──

  targetInserted(target: Readonly<Target>): void {
    this.targets.inserted(target)
    this.targetChanged(target, null, target.state)
  }

  targetUpdated(target: Readonly<Target>, before: Target['state']): void {
    this.targetChanged(target, before, target.state)
  }

  targetRemoved(target: Readonly<Target>): void {
    this.targets.removed(target)
    this.targetChanged(target, target.state, null)
  }

  private targetChanged(target: Readonly<Target>, before: Target['state'] | null, after: Target['state'] | null): void {
    this.past?.targetMoved(target, before, after)
    if (target.taskArn !== null) this.ripples.traffic.add(target.taskArn)
    else if (before !== after) this.targetOfGroupMoved(target)
  }

  /** An Auto Scaling group may have to look at one of its instances. */
  private targetOfGroupMoved({ targetId }: Readonly<Target>): void {
    const groupName = this.groups.instances.isEmpty ? undefined : this.groupMembers.get(targetId)?.groupName
    if (groupName !== undefined) this.ripples.groups.add(groupName)
  }

  eventInserted(event: Readonly<ServiceEvent>): void {
    entryOf(this.eventsByService, event.serviceArn, () => [] as string[]).push(event.id)
  }

  eventRemoved(event: Readonly<ServiceEvent>): void {
    const events = this.eventsByService.get(event.serviceArn)
    if (events === undefined) return
    events.splice(events.indexOf(event.id), 1)
    if (events.length === 0) this.eventsByService.delete(event.serviceArn)
  }

  taskDefinitionInserted(definition: Readonly<TaskDefinition>): void {
    entryOf(this.revisionsByFamily, definition.family, () => [] as string[]).push(definition.arn)
  }

  private moveTask(task: Readonly<Task>, before: TaskTrace | null, after: TaskTrace): void {
    const fleet = this.fleetOf(task.clusterArn)
    const slot = task.containerInstanceArn === null ? undefined : fleet.slot(task.containerInstanceArn)
    if (before?.standing !== after.standing)
      this.moveStanding(task, before?.standing ?? null, after.standing, slot?.class.isDraining === true)
    // An instance that is gone holds nothing any more.
    if (slot !== undefined) this.tenancy.move(task, fleet, slot, before, after)
  }

  private moveStanding(task: Readonly<Task>, before: Standing | null, after: Standing, leaves: boolean): void {
    this.past?.taskMoved(task, before, after)
    this.startingTasks += Number(after === 'starting') - Number(before === 'starting')
    const promisedBefore = before !== null && isPromised(before)
    if (promisedBefore !== isPromised(after)) this.countOnFargate(task, promisedBefore ? -1 : 1)
    if (task.serviceArn === null || task.deploymentId === null) return
    this.census.move(task.serviceArn, task.deploymentId, before, after)
    if (leaves) this.leaving.move(task.serviceArn, task.deploymentId, before, after)
    this.ripples.services.add(task.serviceArn)
  }

  private countOnFargate(task: Readonly<Task>, delta: 1 | -1): void {
    const { clusterArn, group, containerInstanceArn, availabilityZone, wish } = task
    // A task without a place stands in nobody's way.
    if (containerInstanceArn !== null || availabilityZone === null || wish !== null) return
    const groups = entryOf(this.fargate, clusterArn, () => new Map<string, Tallies<string>>())
    const zones = entryOf(groups, group, () => new Tallies<string>())
    zones.move(availabilityZone, delta)
    if (zones.isEmpty) groups.delete(group)
  }

  private fleetOf(cluster: string): FleetIndex {
    return entryOf(this.fleets, cluster, () => new FleetIndex())
  }
}

function holdAddress(pool: AddressPool, address: number, { stoppedAtMs }: Readonly<Task>): void {
  if (stoppedAtMs === null) pool.take(address)
  else pool.remember(address, stoppedAtMs)
}

/** A task's status moves along the legal edges alone (LC-2…LC-10). */
function checkEdge(task: Readonly<Task>, before: Task['lastStatus']): void {
  const isLegal = before === task.lastStatus || TASK_EDGES[before].includes(task.lastStatus)
  assert(isLegal, () => `${task.arn} went from ${before} to ${task.lastStatus}`)
}
