// What does the machine of a task's containers need to know of the world? Scripts, images, and how long things take.
import type { ContainerScript } from '../model/containers.ts'
import type { Task, TaskDefinition } from '../model/entities.ts'
import type { Itinerary, Surroundings } from './containers/machine.ts'
import type { LifecycleContext, Scene } from './context.ts'
import { fargatePullMs, instancePullMs } from './timing.ts'

/** @param begunAtMs when the agent took the task up */
export function surroundingsOf(
  scene: Scene,
  context: LifecycleContext,
  begunAtMs: number | null = scene.task.admittedAtMs,
): Surroundings {
  const { nowMs, latencies } = context
  const kills = scene.task.launchType === 'FARGATE' ? 'container' : 'Container'
  return {
    nowMs,
    stopTimes: latencies,
    outOfMemoryReason: `OutOfMemoryError: ${kills} killed due to memory usage`,
    scriptOf: (index) => scriptFor(scene.task, scene.definition, index, context),
    itineraryOf: (index, script) =>
      scene.instance === null
        ? onFargate(scene, begunAtMs, script, context)
        : onInstance(scene, index, begunAtMs, script, context),
  }
}

/** The script of the one task, else of its revision, else of its family. */
function scriptFor(
  { id }: Readonly<Task>,
  { family, revision, containers }: Readonly<TaskDefinition>,
  index: number,
  { tables: { scripts } }: LifecycleContext,
): ContainerScript | null {
  if (scripts.size === 0) return null
  const { name } = containers[index]!
  const row =
    scripts.get(`${id}:${name}`) ?? scripts.get(`${family}:${revision}:${name}`) ?? scripts.get(`${family}:${name}`)
  return row?.script ?? null
}

/** Pulled when it may start, not before (LC-44). The first of all waits for the agent to get going (LT-6). */
function onInstance(
  { definition, instance }: Scene,
  index: number,
  begunAtMs: number | null,
  script: ContainerScript | null,
  { nowMs, latencies }: LifecycleContext,
): Itinerary {
  const pullStartedAtMs = nowMs + (nowMs === begunAtMs ? latencies.ec2DispatchMs : 0)
  const isCached = instance?.cachedImages.includes(definition.containers[index]!.image) === true
  const pullStoppedAtMs = pullStartedAtMs + instancePullMs(latencies, isCached)
  return arrival(pullStartedAtMs, pullStoppedAtMs, pullStoppedAtMs, latencies.ec2ContainerStartMs, script)
}

/** All images are pulled together before the first container starts; dependencies hold back the start alone (LC-44). */
function onFargate(
  { task }: Scene,
  begunAtMs: number | null,
  script: ContainerScript | null,
  { nowMs, latencies }: LifecycleContext,
): Itinerary {
  const pullStartedAtMs = (begunAtMs ?? nowMs) + latencies.fargatePullStartMs
  const pullStoppedAtMs = pullStartedAtMs + fargatePullMs(latencies, task.needs.cpuUnits)
  const fromMs = Math.max(nowMs, pullStoppedAtMs)
  return arrival(pullStartedAtMs, pullStoppedAtMs, fromMs, latencies.fargateStartMs, script)
}

function arrival(
  pullStartedAtMs: number,
  pullStoppedAtMs: number,
  fromMs: number,
  startMs: number,
  script: ContainerScript | null,
): Itinerary {
  const atMs = fromMs + (script?.startsAfterMs ?? startMs)
  const { failsToStart = null } = script ?? {}
  if (failsToStart === null) return { pullStartedAtMs, pullStoppedAtMs, startedAtMs: atMs, failure: null }
  const failure = { atMs, reason: `CannotStartContainerError: ${failsToStart}`, isFatal: false }
  return { pullStartedAtMs, pullStoppedAtMs, startedAtMs: null, failure }
}
