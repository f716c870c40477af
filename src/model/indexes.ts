// Which questions do the rooms ask often enough to keep the answers at hand? Every index follows from the tables alone;
// each is told of a write in the same breath, and notes who has to look again because of it.
import { assert } from '../kernel/assert.ts'
import { parseIpv4 } from '../kernel/ipv4.ts'
import { entryOf } from '../kernel/maps.ts'
import { AddressPool } from './addresses.ts'
import type { Target } from './balancing.ts'
import { Census } from './census.ts'
import { type DaemonRules, Daemons } from './daemons.ts'
import type { ContainerInstance, Service, ServiceEvent, Subnet, Task, TaskDefinition } from './entities.ts'
import { FleetIndex, type FleetView, type Slot } from './fleet-index.ts'
import { GroupIndex } from './group-index.ts'
import type { IndexedTables } from './indexed-tables.ts'
import { InstanceVersions } from './instance-versions.ts'
import { Past } from './past.ts'
import { AlarmIndex } from './scaling/alarm-index.ts'
import { CustomMetrics } from './scaling/custom-metrics.ts'
import { ScalingIndex } from './scaling/scaling-index.ts'
import { EMPTY_SCOPE, Scope, type ScopeView } from './scopes.ts'
import { addTo, removeFrom, ServiceIndex } from './service-index.ts'
import { isPromised, isRegistered, type Seat, type Standing, standingOf, TASK_EDGES } from './standing.ts'
import type { ReadonlyTable } from './table.ts'
import { TargetIndex } from './targets.ts'
import { type InstanceTrace, isSamePlace, isSameSize, offerOf, type Size, type TaskTrace, traceOf } from './traces.ts'

/** Who has to look again because of what was written. The engine drains these after every apply. */
export interface Ripples {
  /** Services one of whose tasks changed its standing. */
  readonly services: Set<string>
  /** Clusters in which room was promised back or came anew. */
  readonly roomierClusters: Set<string>
  /** Clusters in which an instance has come that may take tasks. */
  readonly largerClusters: Set<string>
  /** Slots whose agent may start a waiting task. */
  readonly roomierSlots: Set<Slot>
  /** Daemons whose instances, or whose tasks on them, are others than before. */
  readonly daemons: Set<string>
  /** Tasks behind load balancers that were written, or one of their targets. */
  readonly traffic: Set<string>
  /** Rows that may have something to do on whole minutes. */
  readonly ticks: Set<string>
  /** Auto Scaling groups that may not be what they are to be. */
  readonly groups: Set<string>
}

export class Indexes {
  readonly census = new Census()
  /** Of those, the tasks that sit on DRAINING instances (DP-500, DP-501). */
  readonly leaving = new Census()
  readonly instanceVersions = new InstanceVersions()
  readonly ripples: Ripples = {
    services: new Set(),
    roomierClusters: new Set(),
    largerClusters: new Set(),
    roomierSlots: new Set(),
    daemons: new Set(),
    traffic: new Set(),
    ticks: new Set(),
    groups: new Set(),
  }
  readonly daemons: Daemons
  readonly targets = new TargetIndex()
  readonly alarms = new AlarmIndex()
  readonly customMetrics = new CustomMetrics()
  /** How services and target groups stood, from when to when. */
  past: Past
  /** Tasks that are not STOPPED, by service and by instance, in order of creation. */
  readonly tasksByService = new Map<string, Set<string>>()
  readonly tasksByInstance = new Map<string, Set<string>>()
  readonly eventsByService = new Map<string, string[]>()
  readonly services = new ServiceIndex()
  readonly groups = new GroupIndex()
  readonly scaling: ScalingIndex
  readonly revisionsByFamily = new Map<string, string[]>()
  /** Tasks on their way to RUNNING, in all clusters. */
  startingTasks = 0
  private readonly pools = new Map<string, AddressPool>()
  private readonly fleets = new Map<string, FleetIndex>()
  private readonly scopes = new Map<string, Map<string, Scope>>()
  private readonly instances: ReadonlyTable<ContainerInstance>
  private readonly tasks: ReadonlyTable<Task>

  constructor(tables: IndexedTables, rules: DaemonRules) {
    this.instances = tables.containerInstances
    this.tasks = tables.tasks
    this.scaling = new ScalingIndex(tables.scheduledActions)
    this.past = new Past(tables)
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
    return this.scopes.get(cluster)?.get(group) ?? EMPTY_SCOPE
  }

  /** Calls nobody: for rows that were written before, in another world or another process. */
  still(): void {
    for (const called of Object.values(this.ripples)) called.clear()
  }

  // ── container instances ──

  instanceChanged(before: InstanceTrace | null, instance: Readonly<ContainerInstance>): void {
    if (before !== null && isSamePlace(before, instance)) return
    this.past.instanceMoved(instance.clusterArn, offerOf(before), offerOf(instance))
    const fleet = this.fleetOf(instance.clusterArn)
    const slot = fleet.slot(instance.arn)
    if (!isRegistered(instance.status)) {
      if (slot === undefined) return
      fleet.remove(instance.arn)
      this.daemons.instanceChanged(instance.clusterArn, instance.arn, undefined)
      return
    }
    if (slot === undefined) fleet.add(instance)
    else {
      if (before !== null && !isSameSize(before, instance)) this.resize(slot, before, instance)
      fleet.reclass(slot, instance)
    }
    this.daemons.instanceChanged(instance.clusterArn, instance.arn, fleet.slot(instance.arn))
    if (before !== null) this.moveTasksOf(before, instance)
    this.callForInstance(before, instance, slot)
  }

  /** Registered again with more, or with less of what is free (CI-07). The shelf follows with the class. */
  private resize(slot: Slot, before: Size, after: Size): void {
    for (const ledger of [slot.promised, slot.held])
      ledger.grow(after.cpuUnits - before.cpuUnits, after.memoryMiB - before.memoryMiB)
    if (slot.waiting.length > 0) this.ripples.roomierSlots.add(slot)
  }

  /** The tasks stay where they are; what their instance is to schedulers and spreads has changed. */
  private moveTasksOf(before: InstanceTrace, instance: Readonly<ContainerInstance>): void {
    const leftBefore = before.status === 'DRAINING'
    const leavesNow = instance.status === 'DRAINING'
    for (const arn of this.tasksByInstance.get(instance.arn) ?? []) {
      const task = this.tasks.certain(arn)
      if (leftBefore !== leavesNow) this.moveLeaving(task, standingOf(task), leavesNow)
    }
    if (before.attributes === instance.attributes) return
    for (const scope of this.scopes.get(instance.clusterArn)?.values() ?? [])
      scope.reattribute(instance.arn, before.attributes, instance.attributes)
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
    if (task.serviceArn !== null) addTo(this.tasksByService, task.serviceArn, task.arn)
    if (task.containerInstanceArn !== null) addTo(this.tasksByInstance, task.containerInstanceArn, task.arn)
    this.moveTask(task, null, traceOf(task))
  }

  taskUpdated(before: TaskTrace, task: Readonly<Task>): void {
    const after = traceOf(task)
    checkEdge(task, before.lastStatus)
    if (task.traffic !== null) this.ripples.traffic.add(task.arn)
    const isNews = before.protectedUntilMs !== after.protectedUntilMs || before.missing !== after.missing
    if (isNews && task.serviceArn !== null) this.ripples.services.add(task.serviceArn)
    if (before.standing === after.standing && before.seat === after.seat) return
    this.moveTask(task, before, after)
    if (after.standing !== 'stopped') return
    if (task.eni !== null) this.addressOf(task, (pool, address) => pool.release(address, task.stoppedAtMs!))
    if (task.serviceArn !== null) removeFrom(this.tasksByService, task.serviceArn, task.arn)
    if (task.containerInstanceArn !== null) removeFrom(this.tasksByInstance, task.containerInstanceArn, task.arn)
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
    this.past.serviceChanged(service)
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
    this.past.targetMoved(target, before, after)
    if (target.taskArn !== null) this.ripples.traffic.add(target.taskArn)
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
    if (slot !== undefined) this.moveOnInstance(task, fleet, slot, before, after)
  }

  private moveStanding(task: Readonly<Task>, before: Standing | null, after: Standing, leaves: boolean): void {
    this.past.taskMoved(task, before, after)
    this.startingTasks += Number(after === 'starting') - Number(before === 'starting')
    const promisedBefore = before !== null && isPromised(before)
    if (promisedBefore !== isPromised(after)) this.count(task, promisedBefore ? -1 : 1)
    if (task.serviceArn === null || task.deploymentId === null) return
    this.census.move(task.serviceArn, task.deploymentId, before, after)
    if (leaves) this.leaving.move(task.serviceArn, task.deploymentId, before, after)
    this.ripples.services.add(task.serviceArn)
  }

  private count(task: Readonly<Task>, delta: 1 | -1): void {
    const groups = entryOf(this.scopes, task.clusterArn, () => new Map<string, Scope>())
    const scope = entryOf(groups, task.group, () => new Scope((arn) => this.instances.certain(arn)))
    scope.add(task.containerInstanceArn, task.availabilityZone, delta)
    if (scope.isEmpty) groups.delete(task.group)
  }

  private moveOnInstance(
    task: Readonly<Task>,
    fleet: FleetIndex,
    slot: Slot,
    before: TaskTrace | null,
    after: TaskTrace,
  ): void {
    const promisedBefore = before !== null && isPromised(before.standing)
    const promisedAfter = isPromised(after.standing)
    if (!promisedBefore && promisedAfter) fleet.promise(slot, task)
    if (promisedBefore && !promisedAfter) {
      fleet.release(slot, task)
      this.ripples.roomierClusters.add(task.clusterArn)
    }
    // An interface comes back later than the room.
    const isNews = promisedBefore !== promisedAfter || (after.standing === 'stopped' && task.needs.enis > 0)
    if (this.daemons.areThere) this.callDaemons(task, slot, isNews, after.standing)
    slot.stopping += Number(isStoppingAtAgent(after)) - Number(before !== null && isStoppingAtAgent(before))
    if (task.needs.enis > 0) this.moveEnis(task, slot, before, after)
    const seatBefore = before?.seat ?? 'none'
    if (seatBefore !== after.seat) this.moveSeat(task, slot, seatBefore, after.seat)
  }

  private callDaemons({ clusterArn, group }: Readonly<Task>, slot: Slot, isNews: boolean, standing: Standing): void {
    if (isNews) this.daemons.tasksChanged(clusterArn, slot, group)
    if (standing === 'stopped' && slot.class.isDraining) this.daemons.taskLeft(clusterArn)
  }

  /** An interface is taken with the task's first record, and free when the task is STOPPED, long after its room (PL-16). */
  private moveEnis(task: Readonly<Task>, slot: Slot, before: TaskTrace | null, after: TaskTrace): void {
    if (before === null) slot.enis += task.needs.enis
    assert(slot.enis <= slot.taskEniLimit, 'an instance never has more interfaces than it can (CI-27)')
    if (after.standing !== 'stopped') return
    slot.enis -= task.needs.enis
    this.ripples.roomierClusters.add(task.clusterArn)
  }

  private moveSeat(task: Readonly<Task>, slot: Slot, before: Seat, after: Seat): void {
    if (after === 'held') slot.held.take(task)
    if (before === 'held') slot.held.give(task)
    if (after === 'waiting') this.enqueue(task, slot.waiting)
    if (before === 'waiting') slot.waiting.splice(slot.waiting.indexOf(task.arn), 1)
    if (before !== 'none' && slot.waiting.length > 0) this.ripples.roomierSlots.add(slot)
  }

  /** First come, first served: nearly always at the end, but a forked world is told of its tasks in order of creation. */
  private enqueue(task: Readonly<Task>, waiting: string[]): void {
    let at = waiting.length
    while (at > 0 && this.cameBefore(task, this.tasks.certain(waiting[at - 1]!))) at--
    waiting.splice(at, 0, task.arn)
  }

  /** To the agent of their instance; of one millisecond, the one that was created first. */
  private cameBefore(one: Readonly<Task>, other: Readonly<Task>): boolean {
    const [mine, its] = [arrivalOf(one), arrivalOf(other)]
    if (mine !== its) return mine < its
    // Without interfaces, the order of arrival is that of creation, in which the index is told.
    if (one.eni === null && other.eni === null) return false
    for (const arn of this.tasksByInstance.get(one.containerInstanceArn as string) ?? [])
      if (arn === one.arn || arn === other.arn) return arn === one.arn
    return false
  }

  private fleetOf(cluster: string): FleetIndex {
    return entryOf(this.fleets, cluster, () => new FleetIndex())
  }
}

function holdAddress(pool: AddressPool, address: number, { stoppedAtMs }: Readonly<Task>): void {
  if (stoppedAtMs === null) pool.take(address)
  else pool.remember(address, stoppedAtMs)
}

/** The agent still waits for its containers (LC-14). */
function isStoppingAtAgent({ standing, seat }: TaskTrace): boolean {
  return standing === 'stopping' && seat === 'held'
}

/** When the agent heard of the task: ECS sends it once its interface is attached. */
function arrivalOf({ eni, createdAtMs }: Readonly<Task>): number {
  return eni?.attachedAtMs ?? createdAtMs
}

/** A task's status moves along the legal edges alone (LC-2…LC-10). */
function checkEdge(task: Readonly<Task>, before: Task['lastStatus']): void {
  const isLegal = before === task.lastStatus || TASK_EDGES[before].includes(task.lastStatus)
  assert(isLegal, () => `${task.arn} went from ${before} to ${task.lastStatus}`)
}
