// How did services, clusters and groups stand at any time so far? Follows from the journal alone: the indexes tell it of every write, and a fork
// takes a copy along.
import { entryOf } from '../kernel/maps.ts'
import type { Target, TargetGroup } from './balancing.ts'
import type { Cluster, ContainerInstance, Service, Task, TaskDefinition } from './entities.ts'
import { GroupGauge } from './group-gauges.ts'
import { cpuUnitsOf, findInstanceType } from './instance-types.ts'
import { quickMetricsOf } from './monitoring.ts'
import type { AutoScalingGroup, GroupInstance, MemberTrace } from './scaling/groups.ts'
import type { Load, Queue } from './scaling/load.ts'
import type { Standing } from './standing.ts'
import {
  type ClusterStretch,
  type QueueStretch,
  type ScalingGroupStretch,
  type ServiceStretch,
  Stretches,
  type TargetStretch,
  type TaskGroup,
  type Writable,
} from './stretches.ts'
import type { ReadonlyTable } from './table.ts'
import type { Size } from './traces.ts'

interface Sources {
  readonly tasks: ReadonlyTable<Task>
  readonly taskDefinitions: ReadonlyTable<TaskDefinition>
  readonly containerInstances: ReadonlyTable<ContainerInstance>
  readonly groupInstances: ReadonlyTable<GroupInstance>
}

export class Past {
  readonly services: Map<string, Stretches<ServiceStretch>>
  readonly clusters: Map<string, Stretches<ClusterStretch>>
  readonly targetGroups: Map<string, Stretches<TargetStretch>>
  readonly scalingGroups: Map<string, Stretches<ScalingGroupStretch>>
  /** What Auto Scaling groups would tell of themselves. */
  readonly groupGauges: Map<string, GroupGauge>
  readonly queues: Map<string, Stretches<QueueStretch>>
  /** Services that are or were in a cluster. */
  readonly byCluster: Map<string, Set<string>>
  /** Services by the first target group that they stand in, or stood. */
  readonly byTargetGroup: Map<string, Set<string>>
  /** Services whose tasks run on instances of an Auto Scaling group, or ran. */
  readonly byScalingGroup: Map<string, Set<string>>
  /** The load balancer of a target group, also when it has none any more. */
  readonly balancers: Map<string, string>
  /** The Auto Scaling group of each RUNNING task that stands in one: its instance may leave before it does. */
  private readonly scalingGroupOf: Map<string, string>
  /** Of these, by instance, the ones on instances that are not in service or warm up: their groups are reckoned without them (AG-08). */
  private readonly onWarming: Map<string, ReadonlySet<string>>
  private readonly sources: Sources
  /** Of the entry that is being written. */
  private nowMs = 0

  constructor(sources: Sources, from?: Past) {
    this.sources = sources
    this.services = copied(from?.services)
    this.clusters = copied(from?.clusters)
    this.targetGroups = copied(from?.targetGroups)
    this.scalingGroups = copied(from?.scalingGroups)
    this.groupGauges = new Map([...(from?.groupGauges ?? [])].map(([id, each]) => [id, new GroupGauge(0, each)]))
    this.queues = copied(from?.queues)
    this.byCluster = copiedSets(from?.byCluster)
    this.byTargetGroup = copiedSets(from?.byTargetGroup)
    this.byScalingGroup = copiedSets(from?.byScalingGroup)
    this.balancers = new Map(from?.balancers)
    this.scalingGroupOf = new Map(from?.scalingGroupOf)
    this.onWarming = new Map(from?.onWarming)
  }

  /** What is told next happens at this instant. */
  turnTo(nowMs: number): void {
    this.nowMs = nowMs
  }

  serviceChanged({ arn, clusterArn, desiredCount, status, deployments, revision }: Readonly<Service>): void {
    const desired = status === 'ACTIVE' ? desiredCount : 0
    const targetGroupArn = (deployments[0]?.revision ?? revision).loadBalancers[0]?.targetGroupArn ?? null
    const quickMetrics = quickMetricsOf(deployments[0]?.revision ?? revision)
    const known = this.services.get(arn)
    const last = known?.last
    if (last?.desired === desired && last.targetGroupArn === targetGroupArn && last.quickMetrics === quickMetrics)
      return
    if (known === undefined)
      this.services.set(
        arn,
        new Stretches<ServiceStretch>({ ...NO_TASKS, fromMs: this.nowMs, desired, targetGroupArn, quickMetrics }),
      )
    else Object.assign(known.writable(this.nowMs), { desired, targetGroupArn, quickMetrics })
    note(this.byCluster, clusterArn, arn)
    if (targetGroupArn !== null) note(this.byTargetGroup, targetGroupArn, arn)
  }

  taskMoved(task: Readonly<Task>, before: Standing | null, after: Standing): void {
    const running = Number(isRunning(after)) - Number(isRunning(before))
    const pending = Number(after === 'starting') - Number(before === 'starting')
    if (running === 0 && pending === 0) return
    if (running !== 0 && task.containerInstanceArn !== null) this.countReserved(task, running)
    const known = task.serviceArn === null ? undefined : this.services.get(task.serviceArn)
    if (known === undefined) return
    const stretch = known.writable(this.nowMs)
    stretch.running += running
    stretch.pending += pending
    if (running === 0) return
    stretch.groups = this.grouped(stretch.groups, task, { running, healthy: 0, unhealthy: 0 })
    stretch.inScalingGroups = this.inScalingGroups(stretch.inScalingGroups, task, running)
  }

  loadChanged(load: Readonly<Load>, isThere: boolean): void {
    const known = this.services.get(load.id)
    // Rows are written in place; a stretch remembers how it stood.
    if (known !== undefined) known.writable(this.nowMs).load = isThere ? { ...load } : null
  }

  queueChanged(queue: Readonly<Queue>, isThere: boolean): void {
    const none = { fromMs: this.nowMs, queue: null }
    const known = entryOf(this.queues, queue.id, () => new Stretches<QueueStretch>(none))
    known.writable(this.nowMs).queue = isThere ? { ...queue } : null
  }

  clusterChanged({ arn, kept }: Readonly<Cluster>): void {
    const settings = (kept.settings ?? []) as unknown as readonly { readonly name?: string; readonly value?: string }[]
    const said = settings.find(({ name }) => name === 'containerInsights')?.value
    const isInsightful = said === 'enabled' || said === 'enhanced'
    if ((this.clusters.get(arn)?.last.isInsightful ?? false) === isInsightful) return
    this.clusterOf(arn).isInsightful = isInsightful
  }

  /** What an instance offers while it is ACTIVE or DRAINING; null while it is not (CW-03). */
  instanceMoved(cluster: string, before: Size | null, after: Size | null): void {
    const cpuUnits = (after?.cpuUnits ?? 0) - (before?.cpuUnits ?? 0)
    const memoryMiB = (after?.memoryMiB ?? 0) - (before?.memoryMiB ?? 0)
    if (cpuUnits === 0 && memoryMiB === 0) return
    const stretch = this.clusterOf(cluster)
    stretch.registeredCpu += cpuUnits
    stretch.registeredMiB += memoryMiB
  }

  targetGroupChanged({ arn, loadBalancerArn }: Readonly<TargetGroup>): void {
    if (loadBalancerArn !== null) this.balancers.set(arn, loadBalancerArn)
  }

  targetMoved(target: Readonly<Target>, before: Target['state'] | null, after: Target['state'] | null): void {
    if (before === after) return
    const healthy = Number(after === 'healthy') - Number(before === 'healthy')
    const unhealthy = Number(after === 'unhealthy') - Number(before === 'unhealthy')
    const none = { fromMs: this.nowMs, healthy: 0, unhealthy: 0, registered: 0 }
    const known = entryOf(this.targetGroups, target.targetGroupArn, () => new Stretches<TargetStretch>(none))
    const stretch = known.writable(this.nowMs)
    stretch.healthy += healthy
    stretch.unhealthy += unhealthy
    stretch.registered += Number(isRegistered(after)) - Number(isRegistered(before))
    if (target.taskArn !== null && (healthy !== 0 || unhealthy !== 0))
      this.targetOfTaskMoved(target, { healthy, unhealthy })
  }

  private targetOfTaskMoved(
    { taskArn, targetGroupArn }: Readonly<Target>,
    delta: Pick<TaskGroup, 'healthy' | 'unhealthy'>,
  ): void {
    const task = this.sources.tasks.get(taskArn!)
    const known = this.services.get(task?.serviceArn ?? '')
    if (task === undefined || known === undefined) return
    if (task.traffic?.loadBalancers[0]?.targetGroupArn !== targetGroupArn) return
    const stretch = known.writable(this.nowMs)
    stretch.groups = this.grouped(stretch.groups, task, { running: 0, ...delta })
  }

  autoScalingGroupChanged(group: Readonly<AutoScalingGroup>): void {
    this.gaugeOf(group.id).groupChanged(group, this.nowMs)
  }

  autoScalingGroupGone({ id }: Readonly<AutoScalingGroup>): void {
    this.gaugeOf(id).groupGone(this.nowMs)
  }

  private gaugeOf(groupName: string): GroupGauge {
    return entryOf(this.groupGauges, groupName, () => new GroupGauge(this.nowMs))
  }

  /** @param before as it was, if it was there */
  groupInstanceMoved(
    { groupName, instanceType, containerInstanceArn }: Readonly<GroupInstance>,
    before: MemberTrace | null,
    after: MemberTrace | null,
  ): void {
    this.gaugeOf(groupName).instanceMoved(before?.state ?? null, after?.state ?? null, this.nowMs)
    const delta = Number(isWarm(after)) - Number(isWarm(before))
    if (delta === 0) return
    const type = findInstanceType(instanceType)
    const registered = this.sources.containerInstances.get(containerInstanceArn ?? '')?.cpuUnits ?? 0
    const none = { fromMs: this.nowMs, inService: 0, cpuUnits: 0 }
    const known = entryOf(this.scalingGroups, groupName, () => new Stretches<ScalingGroupStretch>(none))
    const stretch = known.writable(this.nowMs)
    stretch.inService += delta
    if (delta > 0) this.countWarmed(containerInstanceArn)
    stretch.cpuUnits = Math.max(0, stretch.cpuUnits + delta * (type === undefined ? registered : cpuUnitsOf(type)))
  }

  /** Its tasks count with its group from now on. */
  private countWarmed(containerInstanceArn: string | null): void {
    for (const arn of this.onWarming.get(containerInstanceArn ?? '') ?? []) {
      const name = this.scalingGroupOf.get(arn)
      const stretch = this.services.get(this.sources.tasks.get(arn)?.serviceArn ?? '')?.writable(this.nowMs)
      if (name === undefined || stretch === undefined) continue
      stretch.inScalingGroups = { ...stretch.inScalingGroups, [name]: (stretch.inScalingGroups[name] ?? 0) + 1 }
    }
    this.onWarming.delete(containerInstanceArn ?? '')
  }

  private clusterOf(cluster: string): Writable<ClusterStretch> {
    const none = { ...NOTHING, fromMs: this.nowMs }
    return entryOf(this.clusters, cluster, () => new Stretches<ClusterStretch>(none)).writable(this.nowMs)
  }

  private countReserved({ clusterArn, needs }: Readonly<Task>, running: number): void {
    const stretch = this.clusterOf(clusterArn)
    stretch.reservedCpu += running * needs.cpuUnits
    stretch.reservedMiB += running * needs.memoryMiB
    stretch.running += running
  }

  /** The groups, with so many more tasks in that of this one. */
  private grouped(
    groups: readonly TaskGroup[],
    { taskDefinitionArn, containerInstanceArn, startedAtMs }: Readonly<Task>,
    delta: Pick<TaskGroup, 'running' | 'healthy' | 'unhealthy'>,
  ): readonly TaskGroup[] {
    const onInstances = containerInstanceArn !== null
    const known = groups.find(
      (group) => group.taskDefinitionArn === taskDefinitionArn && group.onInstances === onInstances,
    )
    const old = known ?? emptyGroup(this.sources.taskDefinitions.certain(taskDefinitionArn), onInstances)
    const group = {
      ...old,
      running: old.running + delta.running,
      startedSumMs: old.startedSumMs + delta.running * (startedAtMs ?? 0),
      healthy: old.healthy + delta.healthy,
      unhealthy: old.unhealthy + delta.unhealthy,
    }
    if (known === undefined) return [...groups, group]
    const isEmpty = group.running === 0 && group.healthy === 0 && group.unhealthy === 0
    return isEmpty ? groups.filter((each) => each !== old) : groups.map((each) => (each === old ? group : each))
  }

  /** A world without Auto Scaling groups pays one comparison. */
  private inScalingGroups(
    counts: ServiceStretch['inScalingGroups'],
    { arn, serviceArn, containerInstanceArn }: Readonly<Task>,
    delta: number,
  ): ServiceStretch['inScalingGroups'] {
    if (this.sources.groupInstances.size === 0 && this.scalingGroupOf.size === 0) return counts
    const instance = this.sources.containerInstances.get(containerInstanceArn ?? '')
    const name =
      this.scalingGroupOf.get(arn) ?? this.sources.groupInstances.get(instance?.ec2InstanceId ?? '')?.groupName
    if (name === undefined) return counts
    const warming = this.onWarming.get(containerInstanceArn!)
    if (delta > 0) this.scalingGroupOf.set(arn, name)
    else this.scalingGroupOf.delete(arn)
    note(this.byScalingGroup, name, serviceArn!)
    const isWarming =
      delta > 0 ? isToCome(this.sources.groupInstances.get(instance?.ec2InstanceId ?? '')) : warming?.has(arn) === true
    if (!isWarming) return { ...counts, [name]: (counts[name] ?? 0) + delta }
    const rest = new Set(warming)
    if (delta > 0) rest.add(arn)
    else rest.delete(arn)
    this.onWarming.set(containerInstanceArn!, rest)
    return counts
  }
}

const NOTHING = {
  registeredCpu: 0,
  registeredMiB: 0,
  reservedCpu: 0,
  reservedMiB: 0,
  running: 0,
  isInsightful: false,
}
const NO_TASKS = { groups: [], running: 0, pending: 0, inScalingGroups: {}, load: null }

function note(index: Map<string, Set<string>>, key: string, id: string): void {
  entryOf(index, key, () => new Set<string>()).add(id)
}

function copied<S extends { readonly fromMs: number }>(
  from: ReadonlyMap<string, Stretches<S>> | undefined,
): Map<string, Stretches<S>> {
  return new Map([...(from ?? [])].map(([id, stretches]) => [id, stretches.copy()]))
}

function copiedSets(from: ReadonlyMap<string, ReadonlySet<string>> | undefined): Map<string, Set<string>> {
  return new Map([...(from ?? [])].map(([id, ids]) => [id, new Set(ids)]))
}

/** It serves, and its group's CPU is reckoned with it. */
function isWarm(member: MemberTrace | null): boolean {
  return member?.state === 'InService' && member.warmAtMs === null
}

/** Its tasks do not count with its group yet. */
function isToCome(member: Readonly<GroupInstance> | undefined): boolean {
  return member !== undefined && (member.warmAtMs !== null || member.state.startsWith('Pending'))
}

/** AWS's RUNNING, still wanted (SV-310). */
function isRunning(standing: Standing | null): boolean {
  return standing === 'unsettled' || standing === 'unhealthy' || standing === 'healthy'
}

/** Known to its group, and not on its way out of it (CW-14). */
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
    startedSumMs: 0,
    healthy: 0,
    unhealthy: 0,
  }
}
