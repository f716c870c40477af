// What does the machine of a task's containers need to know of the world? Scripts, images, and how long things take.
import type { ContainerScript } from '../model/containers.ts'
import type { ContainerInstance } from '../model/entities.ts'
import type { Itinerary, Surroundings } from './containers/machine.ts'
import type { StopTimes } from './containers/stopping.ts'
import type { LifecycleContext, Scene } from './context.ts'
import type { Delivery } from './supply/delivery.ts'
import { deliverOnFargate, type Fetch, fetchOnFargate } from './supply/on-fargate.ts'
import { deliverToInstance } from './supply/on-instance.ts'
import { instancePullMs } from './timing.ts'

/** One object a step, with methods and no closures: this is asked for every task. */
export class TaskSurroundings implements Surroundings {
  readonly nowMs: number
  readonly stopTimes: StopTimes
  private readonly scene: Scene
  private readonly context: LifecycleContext
  /** When the agent took the task up. */
  private readonly begunAtMs: number | null
  /** The same for all containers of the task, whenever they may start. */
  private fetch: Fetch | null = null

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
    const { instance } = this.scene
    return instance === null ? this.onFargate(index, script) : this.onInstance(index, instance, script)
  }

  /** Pulled when it may start, not before (LC-44). The first of all waits for the agent to get going (LT-6). */
  private onInstance(index: number, instance: Readonly<ContainerInstance>, script: ContainerScript | null): Itinerary {
    const { latencies, tables } = this.context
    const { definition } = this.scene
    const isBeginning = this.nowMs === this.begunAtMs
    const fromMs = this.nowMs + (isBeginning ? latencies.ec2DispatchMs : 0)
    if (tables.repositories.size > 0 || tables.obstacles.size > 0 || instance.imagePullBehavior !== 'default') {
      const delivery = deliverToInstance(index, { ...this.scene, instance }, this.context, fromMs, isBeginning)
      return delivered(delivery, latencies.ec2ContainerStartMs, script)
    }
    // Nobody has spoken of any image: the same without looking anything up.
    const isCached = instance.cachedImages.includes(definition.containers[index]!.image)
    const pullStoppedAtMs = fromMs + instancePullMs(latencies, isCached, latencies.imageMegabytes)
    return arrival(fromMs, pullStoppedAtMs, null, pullStoppedAtMs, latencies.ec2ContainerStartMs, script)
  }

  /** All images are pulled together before the first container starts; dependencies hold back the start alone (LC-44). */
  private onFargate(index: number, script: ContainerScript | null): Itinerary {
    const { latencies } = this.context
    this.fetch ??= fetchOnFargate(this.scene, this.context, this.begunAtMs ?? this.nowMs)
    return delivered(deliverOnFargate(index, this.scene, this.context, this.fetch), latencies.fargateStartMs, script)
  }
}

function delivered(
  { pullStartedAtMs, pullStoppedAtMs, readyAtMs, imageDigest, failure, startFailure }: Delivery,
  startMs: number,
  script: ContainerScript | null,
): Itinerary {
  const window = { pullStartedAtMs, pullStoppedAtMs, imageDigest }
  if (failure !== null) return { ...window, startedAtMs: null, failure }
  if (startFailure === null) return arrival(pullStartedAtMs, pullStoppedAtMs, imageDigest, readyAtMs, startMs, script)
  const { afterMs, reason, exitCode } = startFailure
  const atMs = readyAtMs + (afterMs ?? script?.startsAfterMs ?? startMs)
  return { ...window, startedAtMs: null, failure: { atMs, reason, exitCode, isFatal: false, taskReason: null } }
}

function arrival(
  pullStartedAtMs: number | null,
  pullStoppedAtMs: number | null,
  imageDigest: string | null,
  fromMs: number,
  startMs: number,
  script: ContainerScript | null,
): Itinerary {
  const atMs = fromMs + (script?.startsAfterMs ?? startMs)
  const { failsToStart = null } = script ?? {}
  if (failsToStart === null) return { pullStartedAtMs, pullStoppedAtMs, startedAtMs: atMs, imageDigest, failure: null }
  const reason = `CannotStartContainerError: ${failsToStart}`
  const failure = { atMs, reason, exitCode: null, isFatal: false, taskReason: null }
  return { pullStartedAtMs, pullStoppedAtMs, startedAtMs: null, imageDigest, failure }
}
