// How many were there at any time? Healthy tasks, container instances, what groups were to have: told by the journal.

import type { World } from '../../engine/world.ts'
import { shortName } from '../../kernel/arns.ts'
import { groupNameOf } from '../../model/capacity-providers.ts'
import { JOURNAL_KINDS } from '../../model/changes.ts'
import type { ContainerInstance, Task } from '../../model/entities.ts'
import type { AutoScalingGroup, LaunchSource } from '../../model/scaling/groups.ts'
import { isRegistered, standingOf } from '../../model/standing.ts'
import { StepLog } from './step-log.ts'

/** The service's tasks that count toward minimumHealthyPercent. */
export function healthyLog({ journal }: World, serviceArn: string): StepLog {
  const log = new StepLog()
  const tasks = new Map<string, Readonly<Task>>()
  let healthy = 0
  for (const { kind, id, atMs, set } of journal) {
    if (kind === 'service.created' && id === serviceArn) log.push(atMs, 0)
    if (JOURNAL_KINDS[kind].table !== 'tasks') continue
    const before = tasks.get(id)
    if (before === undefined && (set as Task | null)?.serviceArn !== serviceArn) continue
    if (set === null) tasks.delete(id)
    else tasks.set(id, { ...before, ...set } as Readonly<Task>)
    healthy += Number(isHealthy(tasks.get(id))) - Number(isHealthy(before))
    log.push(atMs, healthy)
  }
  return log
}

function isHealthy(task: Readonly<Task> | undefined): boolean {
  return task !== undefined && standingOf(task) === 'healthy'
}

/** Container instances of a cluster that are ACTIVE or DRAINING. */
export function instanceLog({ journal }: World, clusterArn: string): StepLog {
  const log = new StepLog()
  const registered = new Set<string>()
  const mine = new Set<string>()
  for (const { kind, id, atMs, set } of journal) {
    if (kind === 'cluster.created' && id === clusterArn) log.push(atMs, 0)
    if (JOURNAL_KINDS[kind].table !== 'containerInstances') continue
    if ((set as ContainerInstance | null)?.clusterArn === clusterArn) mine.add(id)
    if (!mine.has(id)) continue
    const status = set === null ? 'INACTIVE' : (set as Partial<ContainerInstance>).status
    if (status === undefined) continue
    if (isRegistered(status)) registered.add(id)
    else registered.delete(id)
    log.push(atMs, registered.size)
  }
  return log
}

/** The desired capacity of some groups together. */
export function groupDesiredLog({ journal }: World, groups: readonly string[]): StepLog {
  const log = new StepLog()
  const desired = new Map<string, number>()
  for (const { kind, id, atMs, set } of journal) {
    if (JOURNAL_KINDS[kind].table !== 'autoScalingGroups' || !groups.includes(id)) continue
    if (set === null) desired.delete(id)
    else desired.set(id, (set as Partial<AutoScalingGroup>).desiredCapacity ?? desired.get(id) ?? 0)
    log.push(
      atMs,
      [...desired.values()].reduce((sum, each) => sum + each, 0),
    )
  }
  return log
}

/** Groups whose instances join a cluster, by what they launch or by a capacity provider; also those that are gone. */
export function groupsOfCluster(world: World, clusterArn: string): string[] {
  const clusterName = shortName(clusterArn)
  const joining = new Set<string>()
  const groups = new Set<string>()
  for (const { kind, id, set } of world.journal) {
    if (kind === 'launchSource.created') {
      const { kind: source, name, cluster } = set as LaunchSource
      if (cluster === clusterName) joining.add(`${source} ${name}`)
    } else if (JOURNAL_KINDS[kind].table === 'autoScalingGroups') {
      const launch = (set as Partial<AutoScalingGroup> | null)?.launch
      if (launch !== undefined && joining.has(`${launch.kind} ${launch.name}`)) groups.add(id)
    }
  }
  for (const provider of providersOfCluster(world, clusterArn))
    groups.add(groupNameOf(provider.autoScalingGroupProvider))
  return [...groups].sort()
}

export function providersOfCluster({ tables }: Pick<World, 'tables'>, clusterArn: string) {
  const names = tables.clusters.get(clusterArn)?.capacityProviders ?? []
  return [...tables.capacityProviders.values()].filter(({ name }) => names.includes(name))
}
