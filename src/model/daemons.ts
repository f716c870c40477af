// On which instances does each daemon belong, on which of them has it no task, and what room is kept for it there?
// Follows from the tables alone and is told of every write; who matches is for placement to say (SV-400, PL-38).
import { entryOf } from '../kernel/maps.ts'
import type {
  ContainerInstance,
  Needs,
  PlacementConstraintItem,
  Service,
  Subnet,
  Task,
  TaskDefinition,
} from './entities.ts'
import type { FleetIndex, Slot } from './fleet-index.ts'
import { subnetIdsOf } from './network.ts'
import { missingNeeds, type ReserveHolder, reserveFor, sameReserve } from './reserve.ts'

/** What a daemon asks of an instance: the newest deployment's word (PL-38). */
export interface DaemonDemand {
  readonly group: string
  readonly isExternal: boolean
  readonly needs: Needs
  readonly requiredAttributes: Readonly<Record<string, string>>
  /** Zones of its subnets (PL-12); null when its tasks have no network interface of their own. */
  readonly zones: readonly string[] | null
  /** Those of the definition and those of the service. */
  readonly constraints: readonly PlacementConstraintItem[]
}

/** What only placement knows. */
export interface DaemonRules {
  /** Whether the instance is one of those that the daemon belongs on: ACTIVE, with its attributes, within its constraints. */
  belongsOn(demand: DaemonDemand, slot: Slot, instance: Readonly<ContainerInstance>): boolean
  /** Whether the answer may change with the tasks of an instance. */
  looksAtTasks(demand: DaemonDemand): boolean
  requiredAttributes(
    definition: Readonly<TaskDefinition>,
    service: Readonly<Service>,
    subnets: readonly Readonly<Subnet>[],
  ): Readonly<Record<string, string>>
}

/** What the indexes know and a daemon's place depends on. */
interface Surroundings {
  readonly rules: DaemonRules
  fleetOf(cluster: string): FleetIndex
  definition(arn: string): Readonly<TaskDefinition>
  subnet(id: string): Readonly<Subnet>
  instance(arn: string): Readonly<ContainerInstance>
  /** Tasks on an instance that are not STOPPED. */
  tasksOn(instance: string): Iterable<Readonly<Task>>
  /** Its places or its tasks there have changed. */
  call(service: string): void
  /** Room is kept no longer, or a daemon is there that others may have waited for (PL-39). */
  callBlocked(cluster: string): void
}

interface Daemon {
  readonly service: string
  readonly demand: DaemonDemand
  readonly looksAtTasks: boolean
  /** Instances that match, with the needs of the daemon's wanted task there, or null without one. */
  readonly posts: Map<string, Needs | null>
  readonly vacant: Set<string>
}

const NOWHERE: ReadonlySet<string> = new Set()

export class Daemons {
  private readonly around: Surroundings
  private readonly byCluster = new Map<string, Map<string, Daemon>>()
  private readonly byService = new Map<string, Daemon>()

  constructor(around: Surroundings) {
    this.around = around
  }

  /** Whether there is any daemon at all: nothing here concerns a world without. */
  get areThere(): boolean {
    return this.byService.size > 0
  }

  /** How many ACTIVE instances match: what AWS reports as the desired count (SV-400); null for any other service. */
  placesOf(service: string): number | null {
    return this.byService.get(service)?.posts.size ?? null
  }

  isPlace(service: string, instance: string): boolean {
    return this.byService.get(service)?.posts.has(instance) === true
  }

  /** Matching instances without a wanted task of the daemon, in no particular order. */
  vacant(service: string): ReadonlySet<string> {
    return this.byService.get(service)?.vacant ?? NOWHERE
  }

  // ── what is written ──

  serviceChanged(service: Readonly<Service>): void {
    if (service.schedulingStrategy !== 'DAEMON') return
    const demand = this.demandOf(service)
    const known = this.byService.get(service.arn)
    if (known === undefined ? demand === null : demand !== null && sameDemand(known.demand, demand)) return
    if (demand === null) this.drop(service)
    else this.install(service, demand)
    const fleet = this.around.fleetOf(service.clusterArn)
    for (const slot of fleet.slots()) this.reserve(service.clusterArn, slot)
  }

  serviceRemoved(service: Readonly<Service>): void {
    this.drop(service)
  }

  /** The instance has come, gone or become another. */
  instanceChanged(cluster: string, arn: string, slot: Slot | undefined): void {
    const daemons = this.byCluster.get(cluster)
    if (daemons === undefined) return
    for (const daemon of daemons.values()) {
      if (slot === undefined) leave(daemon, arn)
      else this.look(daemon, slot)
      this.around.call(daemon.service)
    }
    if (slot !== undefined) this.reserve(cluster, slot)
  }

  /** A task on the instance is wanted now, or is not any more. */
  tasksChanged(cluster: string, slot: Slot, group: string): void {
    const daemons = this.byCluster.get(cluster)
    if (daemons === undefined) return
    let isConcerned = false
    for (const daemon of daemons.values()) {
      const isOwn = daemon.demand.group === group
      if (!isOwn && !daemon.looksAtTasks) continue
      isConcerned = true
      this.look(daemon, slot)
      this.around.call(daemon.service)
      if (isOwn) this.around.callBlocked(cluster)
    }
    if (isConcerned) this.reserve(cluster, slot)
  }

  /** A task has left a DRAINING instance: a daemon may be the last one there (SV-404). */
  taskLeft(cluster: string): void {
    for (const { service } of this.byCluster.get(cluster)?.values() ?? []) this.around.call(service)
  }

  // ── what follows ──

  private install(service: Readonly<Service>, demand: DaemonDemand): void {
    const looksAtTasks = this.around.rules.looksAtTasks(demand)
    const daemon: Daemon = { service: service.arn, demand, looksAtTasks, posts: new Map(), vacant: new Set() }
    entryOf(this.byCluster, service.clusterArn, () => new Map<string, Daemon>()).set(service.arn, daemon)
    this.byService.set(service.arn, daemon)
    for (const slot of this.around.fleetOf(service.clusterArn).slots()) this.look(daemon, slot)
    this.around.call(service.arn)
  }

  private drop({ arn, clusterArn }: Readonly<Service>): void {
    const daemons = this.byCluster.get(clusterArn)
    daemons?.delete(arn)
    if (daemons?.size === 0) this.byCluster.delete(clusterArn)
    this.byService.delete(arn)
  }

  private look(daemon: Daemon, slot: Slot): void {
    if (!this.around.rules.belongsOn(daemon.demand, slot, this.around.instance(slot.arn))) {
      leave(daemon, slot.arn)
      return
    }
    const needs = this.needsThere(daemon, slot)
    daemon.posts.set(slot.arn, needs)
    if (needs === null) daemon.vacant.add(slot.arn)
    else daemon.vacant.delete(slot.arn)
  }

  private needsThere({ demand: { group } }: Daemon, slot: Slot): Needs | null {
    if (!slot.groups.has(group)) return null
    for (const task of this.around.tasksOn(slot.arn))
      if (task.group === group && task.desiredStatus === 'RUNNING') return task.needs
    return null
  }

  /** Keeps room for every daemon that has no task here yet, and for what its next task needs beyond the present one's. */
  private reserve(cluster: string, slot: Slot): void {
    const holders: ReserveHolder[] = []
    for (const { posts, demand } of this.byCluster.get(cluster)?.values() ?? []) {
      const needs = posts.get(slot.arn)
      if (needs === undefined) continue
      const missing = needs === null ? demand.needs : missingNeeds(demand.needs, needs)
      holders.push({ group: demand.group, needs: this.withoutInterfaces(missing, demand.group, slot) })
    }
    const reserve = reserveFor(holders)
    if (sameReserve(reserve, slot.reserve)) return
    this.around.fleetOf(cluster).keep(slot, reserve)
    this.around.callBlocked(cluster)
  }

  /** An interface is kept by those who have it until they are STOPPED (PL-16): the next one need not be kept as well. */
  private withoutInterfaces(needs: Needs, group: string, slot: Slot): Needs {
    if (needs.enis === 0) return needs
    let had = 0
    for (const task of this.around.tasksOn(slot.arn))
      if (task.group === group && task.lastStatus !== 'STOPPED') had += task.needs.enis
    return { ...needs, enis: Math.max(0, needs.enis - had) }
  }

  /** Null for a service that runs no more. */
  private demandOf(service: Readonly<Service>): DaemonDemand | null {
    const revision = service.deployments[0]?.revision
    if (service.status !== 'ACTIVE' || revision === undefined) return null
    const definition = this.around.definition(revision.taskDefinitionArn)
    const subnets = subnetIdsOf(revision.networkConfiguration).map((id) => this.around.subnet(id))
    return {
      group: `service:${service.name}`,
      isExternal: revision.launchType === 'EXTERNAL',
      needs: definition.needs,
      requiredAttributes: this.around.rules.requiredAttributes(definition, service, subnets),
      zones: subnets.length === 0 ? null : subnets.map(({ availabilityZone }) => availabilityZone),
      constraints: [...definition.placementConstraints, ...service.placementConstraints],
    }
  }
}

function leave(daemon: Daemon, instance: string): void {
  daemon.posts.delete(instance)
  daemon.vacant.delete(instance)
}

function sameDemand(a: DaemonDemand, b: DaemonDemand): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
