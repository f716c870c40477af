// What follows for the load balancers when a service's task is written, and for the task when one of its targets is? It is registered as
// soon as it is RUNNING, watched while it runs, and leaves before it stops (LB-101…LB-105, DP-202, DP-300…DP-305).
import { planAnswers, planDeregistration, planRegistration } from '../balancing/targets.ts'
import { patienceEnds, standingOf, type TaskScene, type TaskTarget, targetsOf } from '../balancing/tasks.ts'
import { texts } from '../deployment/texts.ts'
import { planDrained } from '../lifecycle/stop.ts'
import type { Target } from '../model/balancing.ts'
import { type Change, type Plan, type Timer, updated } from '../model/changes.ts'
import type { Task } from '../model/entities.ts'
import { hasEssentialCheck } from '../model/health.ts'
import { groupScene } from './groups.ts'
import { withRolloutNews } from './rollout-news.ts'
import { sceneOf } from './scene.ts'
import { eventChange, surplusEvents } from './service-events.ts'
import type { World } from './world.ts'

/** What has to follow; null when nothing has. */
export function planTraffic(world: World, arn: string): Plan | null {
  const task = world.tables.tasks.get(arn)
  if (task === undefined || task.traffic === null) return null
  const scene = sceneOf(world, task)
  if (task.desiredStatus === 'STOPPED') return planLeaving(world, scene)
  if (task.lastStatus !== 'RUNNING') return null
  const targets = targetsOf(scene, world.tables.targetGroups)
  return task.traffic.isRegistered ? planWatch(world, scene, targets) : planArrival(world, scene, targets)
}

/** Every container has started: it stands in all its groups from this instant on (LB-102, EV-105). */
function planArrival(world: World, { task }: TaskScene, targets: readonly TaskTarget[]): Plan {
  const traffic = { ...task.traffic!, isRegistered: true }
  const graceEndMs = world.nowMs + task.launch.graceMs
  const plans = targets.map(({ key, targetGroupArn, patienceMs: _, ...target }) =>
    planRegistration(groupScene(world, targetGroupArn), target, world.tables.targets.get(key), world),
  )
  const said = countBy(targets, ({ targetGroupArn }) => targetGroupArn)
  return {
    changes: [
      updated('task.registered', task.arn, { traffic }, 'LB-102'),
      ...plans.flatMap(({ changes }) => changes),
      ...say(world, task, said, texts.registered),
    ],
    timers: [
      ...plans.flatMap(({ timers }) => timers),
      ...(task.launch.graceMs === 0 ? [] : [{ atMs: graceEndMs, kind: 'task.grace', id: task.arn } satisfies Timer]),
    ],
  }
}

/** Its containers may answer otherwise than before, its targets may have turned, its grace period may be over (DP-202, DP-209). */
function planWatch(world: World, scene: TaskScene, targets: readonly TaskTarget[]): Plan | null {
  const { task, definition } = scene
  const plans = targets.flatMap(({ key, targetGroupArn, answers }) => {
    const row = world.tables.targets.get(key)
    const plan = row === undefined ? null : planAnswers(groupScene(world, targetGroupArn), row, answers, world)
    return plan ?? []
  })
  const { traffic, finding } = standingOf(scene, targets, (key) => world.tables.targets.get(key), world.nowMs)
  const counts = traffic?.isHealthy === true && (!hasEssentialCheck(definition) || task.healthStatus === 'HEALTHY')
  const healthyAtMs = counts ? (task.healthyAtMs ?? world.nowMs) : null
  const isNews = traffic !== task.traffic || finding !== task.finding || healthyAtMs !== task.healthyAtMs
  const changes = plans.flatMap((plan) => plan.changes)
  if (isNews) {
    const rule = finding === task.finding ? 'DP-202' : 'LB-108'
    const seen = updated('task.trafficSeen', task.arn, { traffic, finding, healthyAtMs }, rule)
    changes.push(...withRolloutNews(world, task, { changes: [seen], timers: [] }).changes)
  }
  const timers = [...plans.flatMap((plan) => plan.timers), ...patienceTimers(world, scene, targets)]
  return changes.length === 0 && timers.length === 0 ? null : { changes, timers }
}

/** A target in a zone that is not served turns against its task without any event of its own (LB-108). */
function patienceTimers(world: World, scene: TaskScene, targets: readonly TaskTarget[]): Timer[] {
  const ends = patienceEnds(scene, targets, (key) => world.tables.targets.get(key), world.nowMs)
  return ends.map((atMs) => ({ atMs, kind: 'task.grace', id: scene.task.arn }))
}

/** Of a target that somebody registers by hand, the task that lacks just that one (DP-212): the target is its own again. */
export function strayBehind(world: World, key: string): Pick<TaskTarget, 'taskArn' | 'answers'> | undefined {
  for (const task of world.tables.tasks.values()) {
    if (task.traffic?.missing === undefined || task.desiredStatus === 'STOPPED' || task.lastStatus !== 'RUNNING')
      continue
    const target = targetsOf(sceneOf(world, task), world.tables.targetGroups).find((each) => each.key === key)
    if (target !== undefined) return { taskArn: target.taskArn, answers: target.answers }
  }
  return undefined
}

/** Out of every group at once; a scheduler's stop waits until none knows the task any more (LB-103, LB-105, DP-304). */
function planLeaving(world: World, scene: TaskScene): Plan | null {
  const { task } = scene
  const all = [...world.indexes.targets.ofTask(task.arn)].map((id) => world.tables.targets.certain(id))
  const left = all.filter(({ state }) => state !== 'draining')
  if (left.length === 0) {
    const hasDrained = task.lastStatus === 'DEACTIVATING' && all.length === 0
    return hasDrained ? planDrained(scene, world) : null
  }
  const plans = left.map((target) => planDeregistration(groupScene(world, target.targetGroupArn), target, world))
  return {
    changes: [...plans.flatMap(({ changes }) => changes), ...sayGone(world, task, left)],
    timers: plans.flatMap(({ timers }) => timers),
  }
}

/** The scheduler itself speaks of all the tasks that it stops, in one breath (EV-106). */
function sayGone(world: World, task: Readonly<Task>, left: readonly Readonly<Target>[]): Change[] {
  if (world.evaluating === task.serviceArn) return []
  return say(
    world,
    task,
    countBy(left, ({ targetGroupArn }) => targetGroupArn),
    texts.deregistered,
  )
}

type Words = (service: string, targetGroup: string, count: number) => string

function say(
  world: World,
  { serviceArn }: Readonly<Task>,
  groups: ReadonlyMap<string, number>,
  words: Words,
): Change[] {
  // A task may outlive the memory of its service.
  const service = world.tables.services.get(serviceArn ?? '')
  if (service === undefined) return []
  const events = [...groups].map(([group, count]) => eventChange(world, service.arn, words(service.name, group, count)))
  return [...surplusEvents(world, service.arn, events.length), ...events]
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}
