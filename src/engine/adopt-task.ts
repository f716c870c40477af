// How is a task written down that runs already? Its record, its targets and what it has left on its instance, in one plan.

import { planTargetAdoption } from '../balancing/targets.ts'
import { targetsOf } from '../balancing/tasks.ts'
import { shortName, taskArn } from '../kernel/arns.ts'
import { certain } from '../kernel/assert.ts'
import { formatIpv4 } from '../kernel/ipv4.ts'
import { planAdoption, type TaskPast } from '../lifecycle/adopt.ts'
import { instanceAfterStarts } from '../lifecycle/instance.ts'
import type { Home, Site } from '../lifecycle/start.ts'
import { type Change, inserted, type Plan } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import { apply } from './apply.ts'
import { groupScene } from './groups.ts'
import { LiveHostPorts } from './host-ports.ts'
import { newTaskId, type StartOrder } from './start-task.ts'
import type { World } from './world.ts'

/** A task that runs, and where. */
export interface AdoptOrder {
  /** Drawn when null. */
  readonly id: string | null
  readonly order: StartOrder
  /** Null on Fargate. */
  readonly containerInstanceArn: string | null
  /** Where its own network interface stands; null for a task without. The address is the next free one when null. */
  readonly site: Site | null
  readonly past: TaskPast
}

/** Everything that speaks against it has been looked for before. Returns the task's ARN. */
export function adoptTask(world: World, adoption: AdoptOrder, cause: number): string {
  const { order, past } = adoption
  const { id, arn } = identityOf(world, adoption)
  const needs = order.needs ?? order.definition.needs
  const { nowMs, realm, behavior, latencies, tables } = world
  const context = { nowMs, realm, behavior, latencies, tables, hostPorts: new LiveHostPorts(world) }
  const home = homeOf(world, adoption)
  const { task, timers, nextEphemeralPort } = planAdoption({ ...order, arn, id, needs }, home, past, context)
  const instance = home.on === 'EC2' ? home.instance : null
  const scene = { task, definition: order.definition, instance }
  const targets = task.traffic === null ? [] : targetPlans(world, scene, past)
  const changes: Change[] = [
    inserted('task.adopted', arn, task),
    ...targets.flatMap((plan) => plan.changes),
    ...instanceAfterStarts(scene, task.runs, nextEphemeralPort, null),
  ]
  apply(world, { changes, timers: [...timers, ...targets.flatMap((plan) => plan.timers)] }, cause)
  return arn
}

function identityOf(world: World, { id, order: { clusterArn } }: AdoptOrder): ReturnType<typeof newTaskId> {
  return id === null ? newTaskId(world, clusterArn) : { id, arn: taskArn(world.realm, shortName(clusterArn), id) }
}

function homeOf(world: World, { containerInstanceArn, site }: AdoptOrder): Home {
  const place = site === null ? null : { ...site, address: site.address ?? nextAddress(world, site.subnetId) }
  if (containerInstanceArn === null) return { on: 'FARGATE', site: certain(place, 'a site') }
  const instance = world.tables.containerInstances.certain(containerInstanceArn)
  return { on: 'EC2', instance, slot: certain(world.indexes.slotOf(instance), instance.arn), site: place }
}

function nextAddress(world: World, subnet: string): string {
  const address = world.indexes.pool(subnet)?.next(world.nowMs, world.behavior.ipReuseQuarantineMs)
  return formatIpv4(certain(address, `a free address in ${subnet}`))
}

function targetPlans(
  world: World,
  scene: Parameters<typeof targetsOf>[0] & { readonly task: Task },
  { targets: health }: TaskPast,
): Plan[] {
  const sinceMs = scene.task.startedAtMs ?? world.nowMs
  return targetsOf(scene, world.tables.targetGroups).map(({ key, targetGroupArn, ...target }) => {
    const known = world.tables.targets.get(key)
    return planTargetAdoption(groupScene(world, targetGroupArn), target, { health, sinceMs, known }, world)
  })
}
