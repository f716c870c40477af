// What does Fargate fetch before the first container of a task starts: secrets, log groups and all images together
// (LC-44, FG-5, IM-20…IM-25, RS-3…RS-8)? Whatever fails there ends the task.
import type { Failure } from '../containers/machine.ts'
import type { LifecycleContext, Scene } from '../context.ts'
import { fargatePullMs } from '../timing.ts'
import { bearerOf, type Delivery, pullFailure, type StartFailure, taskFailure, UNRESOLVED } from './delivery.ts'
import { imageFor, type SuppliedImage } from './images.ts'
import { FARGATE_DISK_FULL, fargatePullReason, WRONG_ARCHITECTURE } from './pull-words.ts'
import { fargateLogReason, fargateResourceReason } from './resource-words.ts'
import { logTrouble, resourceTroubles } from './resources.ts'
import { executionRoleOf } from './roles.ts'

/** What is fetched for all containers of a task together. */
export interface Fetch {
  readonly pullStartedAtMs: number | null
  readonly pullStoppedAtMs: number | null
  readonly readyAtMs: number
  readonly trouble: Trouble | null
}

/** @param begunAtMs when the task was taken up */
export function fetchOnFargate(scene: Scene, context: LifecycleContext, begunAtMs: number): Fetch {
  // Once the first container has been on its way, nothing is fetched any more.
  const earlier = scene.task.runs.find(({ pullStoppedAtMs }) => pullStoppedAtMs !== null)
  if (earlier !== undefined) {
    const { pullStartedAtMs, pullStoppedAtMs } = earlier
    return { pullStartedAtMs, pullStoppedAtMs, readyAtMs: pullStoppedAtMs as number, trouble: null }
  }
  const fromMs = begunAtMs + context.latencies.fargatePullStartMs
  const trouble = firstTrouble(scene, context, fromMs)
  const readyAtMs = trouble?.failure.atMs ?? fromMs + pullMsOf(scene, context)
  const isPulled = trouble === null || trouble.failure.taskReason === null
  return { pullStartedAtMs: isPulled ? fromMs : null, pullStoppedAtMs: isPulled ? readyAtMs : null, readyAtMs, trouble }
}

export function deliverOnFargate(index: number, scene: Scene, context: LifecycleContext, fetch: Fetch): Delivery {
  const { pullStartedAtMs, pullStoppedAtMs, readyAtMs, trouble } = fetch
  const image = imageFor(index, scene, context)
  const isBearer = trouble !== null && bearerOf(scene.definition.containers, trouble.index) === index
  return {
    pullStartedAtMs,
    pullStoppedAtMs,
    readyAtMs: Math.max(context.nowMs, readyAtMs),
    imageDigest: typeof image === 'string' ? UNRESOLVED : image.digest,
    failure: isBearer ? trouble.failure : null,
    startFailure: typeof image === 'string' ? null : architectureFailure(image, scene),
  }
}

interface Trouble {
  readonly failure: Failure
  /** Place of the container that it is about. */
  readonly index: number
}

function firstTrouble(scene: Scene, context: LifecycleContext, fromMs: number): Trouble | null {
  return (
    resourceFailure(scene, context, fromMs) ??
    imageFailure(scene, context, fromMs, true) ??
    logFailure(scene, context, fromMs) ??
    imageFailure(scene, context, fromMs, false) ??
    diskFailure(scene, context, fromMs)
  )
}

function resourceFailure(scene: Scene, context: LifecycleContext, fromMs: number): Trouble | null {
  const troubles = resourceTroubles(scene.definition, context)
  const first = troubles[0]
  if (first === undefined) return null
  const waitMs = first.answer === 'unreachable' ? context.latencies.fargatePullUnreachableMs : 0
  return { failure: taskFailure(fromMs + waitMs, fargateResourceReason(troubles, asker(scene, context))), index: 0 }
}

function logFailure(scene: Scene, context: LifecycleContext, fromMs: number): Trouble | null {
  for (const index of scene.definition.containers.keys()) {
    const trouble = logTrouble(scene.definition, index, context)
    if (trouble === null) continue
    const waitMs = trouble.answer === 'unreachable' ? context.latencies.fargatePullUnreachableMs : 0
    return { failure: taskFailure(fromMs + waitMs, fargateLogReason(trouble, asker(scene, context))), index }
  }
  return null
}

/** The token comes before everything else that has to do with images. */
function imageFailure(scene: Scene, context: LifecycleContext, fromMs: number, isToken: boolean): Trouble | null {
  for (const [index, { image }] of scene.definition.containers.entries()) {
    const answer = imageFor(index, scene, context)
    if (typeof answer !== 'string' || (answer === 'unauthorized') !== isToken) continue
    const reason = fargatePullReason({ image, answer, ...asker(scene, context) })
    if (isToken) return { failure: taskFailure(fromMs, reason), index }
    const { fargatePullUnreachableMs, manifestErrorMs } = context.latencies
    const waitMs = answer === 'unreachable' ? fargatePullUnreachableMs : manifestErrorMs
    return { failure: pullFailure(fromMs + waitMs, reason, true), index }
  }
  return null
}

const DEFAULT_STORAGE_GIB = 20

/** Layers lie in the task's ephemeral storage, packed and unpacked (FG-5). */
function diskFailure(scene: Scene, context: LifecycleContext, fromMs: number): Trouble | null {
  const { ephemeralStorage } = scene.definition.definition as { ephemeralStorage?: { sizeInGiB: number } }
  const roomMiB = (ephemeralStorage?.sizeInGiB ?? DEFAULT_STORAGE_GIB) * 1_024
  if (megabytesOf(scene, context) * context.behavior.fargateImageSpaceFactor <= roomMiB) return null
  return { failure: pullFailure(fromMs + pullMsOf(scene, context), FARGATE_DISK_FULL, true), index: 0 }
}

function pullMsOf(scene: Scene, context: LifecycleContext): number {
  return fargatePullMs(context.latencies, scene.task.needs.cpuUnits, megabytesOf(scene, context))
}

/** Every image once. */
function megabytesOf(scene: Scene, context: LifecycleContext): number {
  const seen = new Set<string>()
  let megabytes = 0
  for (const [index, { image }] of scene.definition.containers.entries()) {
    const supplied = imageFor(index, scene, context)
    if (typeof supplied === 'string') continue
    const key = supplied.digest ?? image
    if (!seen.has(key)) megabytes += supplied.megabytes
    seen.add(key)
  }
  return megabytes
}

/** IM-10. */
function architectureFailure({ architecture }: SuppliedImage, { definition }: Scene): StartFailure | null {
  const own = definition.requiredAttributes['ecs.cpu-architecture'] ?? 'x86_64'
  return architecture === null || architecture === own
    ? null
    : { reason: WRONG_ARCHITECTURE, exitCode: 1, afterMs: null }
}

function asker(scene: Scene, { realm }: LifecycleContext) {
  return { role: executionRoleOf(scene) ?? 'ecsTaskExecutionRole', realm }
}
