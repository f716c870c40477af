// What does the machine of a task's containers need to know of the world? Scripts, images, and how long things take.
import type { ContainerScript } from '../model/containers.ts'
import type { Itinerary, Surroundings } from './containers/machine.ts'
import type { StopTimes } from './containers/stopping.ts'
import type { LifecycleContext, Scene } from './context.ts'
import { fargatePullMs, instancePullMs } from './timing.ts'

/** One object a step, with methods and no closures: this is asked for every task. */
export class TaskSurroundings implements Surroundings {
  readonly nowMs: number
  readonly stopTimes: StopTimes
  private readonly scene: Scene
  private readonly context: LifecycleContext
  /** When the agent took the task up. */
  private readonly begunAtMs: number | null
  private pull: Pull | null = null

  constructor(scene: Scene, context: LifecycleContext, begunAtMs: number | null = scene.task.admittedAtMs) {
    this.nowMs = context.nowMs
    this.stopTimes = context.latencies
    this.scene = scene
    this.context = context
    this.begunAtMs = begunAtMs
  }

  get outOfMemoryReason(): string {
    const container = this.scene.task.launchType === 'FARGATE' ? 'container' : 'Container'
    return `OutOfMemoryError: ${container} killed due to memory usage`
  }

  /** The script of the one task, else of its revision, else of its family. */
  scriptOf(index: number): ContainerScript | null {
    const { scripts } = this.context.tables
    if (scripts.size === 0) return null
    const { task, definition } = this.scene
    const { family, revision, containers } = definition
    const { name } = containers[index]!
    const row =
      scripts.get(`${task.id}:${name}`) ??
      scripts.get(`${family}:${revision}:${name}`) ??
      scripts.get(`${family}:${name}`)
    return row?.script ?? null
  }

  itineraryOf(index: number, script: ContainerScript | null): Itinerary {
    return this.scene.instance === null ? this.onFargate(script) : this.onInstance(index, script)
  }

  /** Pulled when it may start, not before (LC-44). The first of all waits for the agent to get going (LT-6). */
  private onInstance(index: number, script: ContainerScript | null): Itinerary {
    const { latencies } = this.context
    const { instance, definition } = this.scene
    const pullStartedAtMs = this.nowMs + (this.nowMs === this.begunAtMs ? latencies.ec2DispatchMs : 0)
    const isCached = instance?.cachedImages.includes(definition.containers[index]!.image) === true
    const pullStoppedAtMs = pullStartedAtMs + instancePullMs(latencies, isCached)
    return arrival(pullStartedAtMs, pullStoppedAtMs, pullStoppedAtMs, latencies.ec2ContainerStartMs, script)
  }

  /** All images are pulled together before the first container starts; dependencies hold back the start alone (LC-44). */
  private onFargate(script: ContainerScript | null): Itinerary {
    const { latencies } = this.context
    const { pullStartedAtMs, pullStoppedAtMs } = this.fargatePull
    const fromMs = Math.max(this.nowMs, pullStoppedAtMs)
    return arrival(pullStartedAtMs, pullStoppedAtMs, fromMs, latencies.fargateStartMs, script)
  }

  /** The same for all containers of the task, whenever they may start. */
  private get fargatePull(): Pull {
    this.pull ??= this.knownPull() ?? this.newPull()
    return this.pull
  }

  private knownPull(): Pull | null {
    for (const { pullStartedAtMs, pullStoppedAtMs } of this.scene.task.runs)
      if (pullStartedAtMs !== null && pullStoppedAtMs !== null) return { pullStartedAtMs, pullStoppedAtMs }
    return null
  }

  private newPull(): Pull {
    const { latencies } = this.context
    const pullStartedAtMs = (this.begunAtMs ?? this.nowMs) + latencies.fargatePullStartMs
    return {
      pullStartedAtMs,
      pullStoppedAtMs: pullStartedAtMs + fargatePullMs(latencies, this.scene.task.needs.cpuUnits),
    }
  }
}

interface Pull {
  readonly pullStartedAtMs: number
  readonly pullStoppedAtMs: number
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
