// Since when have a service's counts stood as they stand, and how did they stand before? Metrics are worked out from these stretches alone,
// whenever somebody asks (CW-01…CW-09). They weigh less than the entries of the journal that they follow from.
import { entryOf } from '../kernel/maps.ts'
import type { Target } from './balancing.ts'
import type { Service, Task, TaskDefinition } from './entities.ts'
import type { Load } from './scaling/load.ts'
import type { Standing } from './standing.ts'
import type { ReadonlyTable } from './table.ts'
import type { Size } from './traces.ts'

/** Tasks of a service that are of one size: of one revision. */
export interface TaskGroup {
  readonly taskDefinitionArn: string
  readonly cpuUnits: number
  readonly memoryMiB: number
  /** Whether the limit on CPU is the task's own, and no other task's spare CPU of any use (LD-22). */
  readonly limitsCpu: boolean
  /** On container instances; else on Fargate. */
  readonly onInstances: boolean
  readonly running: number
  /** Those whose targets in the service's first target group are so. */
  readonly healthy: number
  readonly unhealthy: number
}

/** A service over a span in which nothing of this changed; it ends where the next one begins. */
export interface ServiceStretch {
  readonly fromMs: number
  readonly groups: readonly TaskGroup[]
  readonly running: number
  /** Wanted, and not RUNNING yet. */
  readonly pending: number
  readonly desired: number
  /** The first group that it stands in; null behind no load balancer. */
  readonly targetGroupArn: string | null
  readonly load: Readonly<Load> | null
}

/** A cluster's instances over such a span, and what RUNNING tasks reserve on them (CW-04). */
export interface ClusterStretch {
  readonly fromMs: number
  readonly registeredCpu: number
  readonly registeredMiB: number
  readonly reservedCpu: number
  readonly reservedMiB: number
  readonly running: number
}

/** A target group over such a span: targets that are registered, by health. */
export interface TargetStretch {
  readonly fromMs: number
  readonly healthy: number
  readonly unhealthy: number
  readonly registered: number
}

/** What has stood how long: stretches in a row, the last one open. */
export class Stretches<S extends { readonly fromMs: number }> {
  private readonly past: S[]
  last: S
  /** From where on there is one. */
  readonly beginMs: number

  constructor(last: S, beginMs = last.fromMs, past: S[] = []) {
    this.last = last
    this.beginMs = beginMs
    this.past = past
  }

  /** From now on it is so. Several of one instant are one. */
  turn(next: S): void {
    if (next.fromMs !== this.last.fromMs) this.past.push(this.last)
    this.last = next
  }

  get count(): number {
    return this.past.length + 1
  }

  nth(index: number): S {
    return this.past[index] ?? this.last
  }

  /** As it stood at the end of an instant; undefined before the beginning. */
  at(atMs: number): S | undefined {
    if (this.last.fromMs <= atMs) return this.last
    let low = 0
    let high = this.past.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.past[middle]!.fromMs <= atMs) low = middle + 1
      else high = middle
    }
    return this.past[low - 1]
  }

  copy(): Stretches<S> {
    return new Stretches(this.last, this.beginMs, [...this.past])
  }
}

interface Sources {
  readonly tasks: ReadonlyTable<Task>
  readonly taskDefinitions: ReadonlyTable<TaskDefinition>
}

/** All of a world. Follows from the journal alone; a fork takes a copy along. */
export class History {
  readonly services: Map<string, Stretches<ServiceStretch>>
  readonly clusters: Map<string, Stretches<ClusterStretch>>
  readonly targetGroups: Map<string, Stretches<TargetStretch>>
  /** Services that are or were in a cluster. */
  readonly byCluster: Map<string, Set<string>>
  /** Services by the first target group that they stand in, now or before. */
  readonly byTargetGroup: Map<string, Set<string>>
  private readonly sources: Sources
  /** Of the entry that is being written. */
  nowMs = 0

  constructor(sources: Sources, from?: History) {
    this.sources = sources
    this.services = copied(from?.services)
    this.clusters = copied(from?.clusters)
    this.targetGroups = copied(from?.targetGroups)
    this.byCluster = copiedSets(from?.byCluster)
    this.byTargetGroup = copiedSets(from?.byTargetGroup)
  }

  serviceChanged({ arn, clusterArn, desiredCount, status, deployments, revision }: Readonly<Service>): void {
    const desired = status === 'ACTIVE' ? desiredCount : 0
    const targetGroupArn = (deployments[0]?.revision ?? revision).loadBalancers[0]?.targetGroupArn ?? null
    const known = this.services.get(arn)
    if (known === undefined) {
      this.services.set(arn, new Stretches({ ...NOBODY, fromMs: this.nowMs, desired, targetGroupArn }))
      entryOf(this.byCluster, clusterArn, () => new Set<string>()).add(arn)
      this.noteGroup(targetGroupArn, arn)
      return
    }
    const { last } = known
    if (last.desired === desired && last.targetGroupArn === targetGroupArn) return
    known.turn({ ...last, fromMs: this.nowMs, desired, targetGroupArn })
    this.noteGroup(targetGroupArn, arn)
  }

  taskMoved(task: Readonly<Task>, before: Standing | null, after: Standing): void {
    const running = Number(isRunning(after)) - Number(isRunning(before))
    if (running !== 0 && task.containerInstanceArn !== null) {
      const { cpuUnits, memoryMiB } = task.needs
      const reserved = { reservedCpu: running * cpuUnits, reservedMiB: running * memoryMiB }
      this.countCluster(task.clusterArn, { ...NOTHING, ...reserved, running })
    }
    const known = task.serviceArn === null ? undefined : this.services.get(task.serviceArn)
    if (known === undefined) return
    const pending = Number(after === 'starting') - Number(before === 'starting')
    if (running === 0 && pending === 0) return
    const { last } = known
    const groups = running === 0 ? last.groups : this.grouped(last.groups, task, { running })
    const counts = { groups, running: last.running + running, pending: last.pending + pending }
    known.turn({ ...last, ...counts, fromMs: this.nowMs })
  }

  /** What an instance offers while it is ACTIVE or DRAINING; null while it is not (CW-03). */
  instanceMoved(cluster: string, before: Size | null, after: Size | null): void {
    const registeredCpu = (after?.cpuUnits ?? 0) - (before?.cpuUnits ?? 0)
    const registeredMiB = (after?.memoryMiB ?? 0) - (before?.memoryMiB ?? 0)
    if (registeredCpu !== 0 || registeredMiB !== 0)
      this.countCluster(cluster, { ...NOTHING, registeredCpu, registeredMiB })
  }

  private countCluster(cluster: string, delta: Omit<ClusterStretch, 'fromMs'>): void {
    const known = entryOf(
      this.clusters,
      cluster,
      () => new Stretches<ClusterStretch>({ ...NOTHING, fromMs: this.nowMs }),
    )
    const { last } = known
    known.turn({
      fromMs: this.nowMs,
      registeredCpu: last.registeredCpu + delta.registeredCpu,
      registeredMiB: last.registeredMiB + delta.registeredMiB,
      reservedCpu: last.reservedCpu + delta.reservedCpu,
      reservedMiB: last.reservedMiB + delta.reservedMiB,
      running: last.running + delta.running,
    })
  }

  loadChanged(load: Readonly<Load>, isThere: boolean): void {
    const known = this.services.get(load.id)
    // A row is written in place; what a stretch remembers is how it stood.
    known?.turn({ ...known.last, fromMs: this.nowMs, load: isThere ? { ...load } : null })
  }

  targetMoved(target: Readonly<Target>, before: Target['state'] | null, after: Target['state'] | null): void {
    if (before === after) return
    const healthy = Number(after === 'healthy') - Number(before === 'healthy')
    const unhealthy = Number(after === 'unhealthy') - Number(before === 'unhealthy')
    const registered = Number(isRegistered(after)) - Number(isRegistered(before))
    if (healthy === 0 && unhealthy === 0 && registered === 0) return
    this.countTarget(target.targetGroupArn, { healthy, unhealthy, registered })
    const task = target.taskArn === null ? undefined : this.sources.tasks.get(target.taskArn)
    const known = this.services.get(task?.serviceArn ?? '')
    if (task === undefined || known === undefined || (healthy === 0 && unhealthy === 0)) return
    if (task.traffic?.loadBalancers[0]?.targetGroupArn !== target.targetGroupArn) return
    const { last } = known
    const groups = this.grouped(last.groups, task, { healthy, unhealthy })
    known.turn({ ...last, groups, fromMs: this.nowMs })
  }

  private countTarget(group: string, delta: Omit<TargetStretch, 'fromMs'>): void {
    const empty = { fromMs: this.nowMs, healthy: 0, unhealthy: 0, registered: 0 }
    const known = entryOf(this.targetGroups, group, () => new Stretches<TargetStretch>(empty))
    const { healthy, unhealthy, registered } = known.last
    known.turn({
      fromMs: this.nowMs,
      healthy: healthy + delta.healthy,
      unhealthy: unhealthy + delta.unhealthy,
      registered: registered + delta.registered,
    })
  }

  private noteGroup(group: string | null, service: string): void {
    if (group !== null) entryOf(this.byTargetGroup, group, () => new Set<string>()).add(service)
  }

  private grouped(
    groups: readonly TaskGroup[],
    { taskDefinitionArn, containerInstanceArn }: Readonly<Task>,
    { running = 0, healthy = 0, unhealthy = 0 }: { running?: number; healthy?: number; unhealthy?: number },
  ): readonly TaskGroup[] {
    const onInstances = containerInstanceArn !== null
    const index = groups.findIndex(
      (group) => group.taskDefinitionArn === taskDefinitionArn && group.onInstances === onInstances,
    )
    const old = groups[index] ?? emptyGroup(this.sources.taskDefinitions.certain(taskDefinitionArn), onInstances)
    const counts = {
      running: old.running + running,
      healthy: old.healthy + healthy,
      unhealthy: old.unhealthy + unhealthy,
    }
    const isEmpty = counts.running === 0 && counts.healthy === 0 && counts.unhealthy === 0
    const made = isEmpty ? [] : [{ ...old, ...counts }]
    return index === -1 ? [...groups, ...made] : [...groups.slice(0, index), ...made, ...groups.slice(index + 1)]
  }
}

const NOTHING = { registeredCpu: 0, registeredMiB: 0, reservedCpu: 0, reservedMiB: 0, running: 0 }
const NOBODY = { groups: [], running: 0, pending: 0, load: null }

function copied<S extends { readonly fromMs: number }>(
  from: ReadonlyMap<string, Stretches<S>> | undefined,
): Map<string, Stretches<S>> {
  return new Map([...(from ?? [])].map(([id, stretches]) => [id, stretches.copy()]))
}

function copiedSets(from: ReadonlyMap<string, ReadonlySet<string>> | undefined): Map<string, Set<string>> {
  return new Map([...(from ?? [])].map(([id, arns]) => [id, new Set(arns)]))
}

/** AWS's RUNNING, still wanted (SV-310). */
function isRunning(standing: Standing | null): boolean {
  return standing === 'unsettled' || standing === 'unhealthy' || standing === 'healthy'
}

/** Known to the group and not on its way out (CW-14). */
function isRegistered(state: Target['state'] | null): boolean {
  return state !== null && state !== 'draining'
}

function emptyGroup({ arn, needs, definition }: Readonly<TaskDefinition>, onInstances: boolean): TaskGroup {
  return {
    taskDefinitionArn: arn,
    cpuUnits: needs.cpuUnits,
    memoryMiB: needs.memoryMiB,
    limitsCpu: definition.cpu !== undefined,
    onInstances,
    running: 0,
    healthy: 0,
    unhealthy: 0,
  }
}
