// What does a load do to the tasks that bear it? By the minute: who answers too late fails health checks, who holds too much memory is killed
// (LD-26, LD-27). Everything that follows goes the way of targets' answers and of containers' ends.

import { planCrash } from '../lifecycle/interfere.ts'
import type { Strain } from '../load/service-meter.ts'
import { leakedMiB } from '../load/task-load.ts'
import { updated } from '../model/changes.ts'
import type { Task, TaskDefinition } from '../model/entities.ts'
import type { Load } from '../model/scaling/load.ts'
import type { ServiceStretch } from '../model/stretches.ts'
import { apply } from './apply.ts'
import { fillsMemory } from './load-strain.ts'
import { pastOf } from './metrics/past.ts'
import { withRolloutNews } from './rollout-news.ts'
import { sceneOf } from './scene.ts'
import type { World } from './world.ts'

export function feelLoads(world: World, cause: number): void {
  for (const load of world.tables.loads.values()) {
    const { demand } = load
    if (!demand.failsHealthChecks && !fillsMemory(demand)) continue
    const last = pastOf(world).services.get(load.id)?.last
    if (last === undefined || last.running === 0) continue
    const { groups, targetGroupArn } = last
    const strains = world.metering.strain(pastOf(world), world.nowMs, load.id)
    // What the first task suffers changes nothing for the second: all bore the same.
    for (const arn of [...(world.indexes.tasksByService.get(load.id) ?? [])]) {
      const task = world.tables.tasks.certain(arn)
      const nth = groups.findIndex((group) => isOf(task, group))
      if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING' || nth === -1) continue
      const isTaking = takesTraffic(world, task, { groups, targetGroupArn })
      if (demand.failsHealthChecks) feelDelay(world, task, isTaking ? strains[nth]!.responseSeconds : 0, cause)
      if (fillsMemory(demand)) feelMemory(world, task, { load, strain: strains[nth]!, isTaking }, cause)
    }
  }
}

function isOf({ taskDefinitionArn, containerInstanceArn }: Readonly<Task>, group: ServiceStretch['groups'][number]) {
  return group.taskDefinitionArn === taskDefinitionArn && group.onInstances === (containerInstanceArn !== null)
}

/** As the load is spread (LD-20). */
function takesTraffic(
  world: World,
  task: Readonly<Task>,
  { groups, targetGroupArn }: Pick<ServiceStretch, 'groups' | 'targetGroupArn'>,
): boolean {
  if (targetGroupArn === null) return true
  const failsOpen = groups.every(({ healthy }) => healthy === 0)
  for (const id of world.indexes.targets.ofTask(task.arn)) {
    const target = world.tables.targets.certain(id)
    if (target.targetGroupArn === targetGroupArn) return target.state === (failsOpen ? 'unhealthy' : 'healthy')
  }
  return false
}

/** Written only when it begins or ends. */
function feelDelay(world: World, task: Readonly<Task>, responseSeconds: number, cause: number): void {
  const { traffic } = task
  const group = world.tables.targetGroups.get(traffic?.loadBalancers[0]?.targetGroupArn ?? '')
  if (traffic === null || group === undefined) return
  const isLate = responseSeconds > group.healthCheck.timeoutSeconds
  if (isLate === (traffic.overloadedSinceMs !== undefined)) return
  const { overloadedSinceMs: _, ...rest } = traffic
  const after = isLate ? { ...rest, overloadedSinceMs: world.nowMs } : rest
  apply(world, { changes: [updated('task.trafficSeen', task.arn, { traffic: after }, 'LD-26')], timers: [] }, cause)
}

/** A load has gone, or another has taken its place: whoever it kept from answering does so again. */
export function relieve(world: World, service: string, cause: number): void {
  for (const arn of [...(world.indexes.tasksByService.get(service) ?? [])])
    feelDelay(world, world.tables.tasks.certain(arn), 0, cause)
}

interface Burden {
  readonly load: Readonly<Load>
  readonly strain: Strain
  readonly isTaking: boolean
}

/** Its main container holds it all: the one behind the load balancer, or the first that is essential. */
function feelMemory(world: World, task: Readonly<Task>, { load, strain, isTaking }: Burden, cause: number): void {
  const scene = sceneOf(world, task)
  const index = mainContainerOf(task, scene.definition)
  const limitMiB = hardLimitOf(scene.definition, index)
  const ageMs = world.nowMs - (task.startedAtMs ?? world.nowMs)
  const heldMiB = strain.ownMiB + (isTaking ? strain.requestsMiB : 0) + leakedMiB(load.demand, ageMs)
  if (heldMiB <= limitMiB) return
  const plan = planCrash(scene, index, { exitCode: 137, isOutOfMemory: true }, world)
  if (plan !== null) apply(world, withRolloutNews(world, task, plan), cause)
}

function mainContainerOf({ traffic }: Readonly<Task>, { containers }: Readonly<TaskDefinition>): number {
  const behind = traffic?.loadBalancers[0]?.containerName
  const index = containers.findIndex(({ name, essential }) => (behind === undefined ? essential : name === behind))
  return Math.max(0, index)
}

/** Null is no limit of its own; then the task's, if it has one (TD-88). */
function hardLimitOf({ containers, needs, definition }: Readonly<TaskDefinition>, index: number): number {
  return containers[index]?.memoryMiB ?? (definition.memory === undefined ? Number.POSITIVE_INFINITY : needs.memoryMiB)
}
