// What does an instance's agent fetch for a container: its image, as the pull behaviour wants it, and what the task needs beside
// (IM-4…IM-6, IM-10, RS-3…RS-8)? Asked only when somebody has spoken of an image or stands in the way of something.
import type { ContainerInstance } from '../../model/entities.ts'
import type { ObstacleAnswer } from '../../model/supplies.ts'
import type { LifecycleContext, Scene } from '../context.ts'
import { instancePullMs } from '../timing.ts'
import { bearerOf, type Delivery, pullFailure, type StartFailure, taskFailure, UNRESOLVED } from './delivery.ts'
import { INSTANCE_ROLE, imageFor, pinnedDigest, type SuppliedImage } from './images.ts'
import { instancePullReason, WRONG_ARCHITECTURE } from './pull-words.ts'
import { instanceLogReason, instanceResourceReason } from './resource-words.ts'
import { logTrouble, resourceTroubles } from './resources.ts'
import { executionRoleOf } from './roles.ts'

export interface InstanceScene extends Scene {
  readonly instance: Readonly<ContainerInstance>
}

/** @param isBeginning the task's resources are fetched now (LC-54) */
export function deliverToInstance(
  index: number,
  scene: InstanceScene,
  context: LifecycleContext,
  fromMs: number,
  isBeginning: boolean,
): Delivery {
  const failure = isBeginning ? resourceFailure(index, scene, context, fromMs) : null
  if (failure !== null) return { ...NOT_PULLED, pullStoppedAtMs: null, readyAtMs: fromMs, failure, startFailure: null }
  const { imagePullBehavior } = scene.instance
  const asksOnce = imagePullBehavior === 'once' || imagePullBehavior === 'prefer-cached'
  if (asksOnce && isHeld(index, scene, context))
    return { ...NOT_PULLED, readyAtMs: fromMs, failure: null, startFailure: logFailure(index, scene, context) }
  const image = imageFor(index, scene, context)
  return typeof image === 'string'
    ? refused(image, index, scene, context, fromMs)
    : pulled(image, index, scene, context, fromMs)
}

const NOT_PULLED = { pullStartedAtMs: null, pullStoppedAtMs: null, imageDigest: UNRESOLVED } as const

/** The agent could start it without asking anybody. */
function isHeld(index: number, scene: InstanceScene, context: LifecycleContext): boolean {
  const { cachedImages, cachedDigests } = scene.instance
  const pinned = pinnedDigest(index, scene, context)
  return pinned === null
    ? cachedImages.includes(scene.definition.containers[index]!.image)
    : cachedDigests.includes(pinned)
}

function pulled(
  image: SuppliedImage,
  index: number,
  scene: InstanceScene,
  context: LifecycleContext,
  fromMs: number,
): Delivery {
  const { digest, megabytes, architecture } = image
  const { cachedImages, cachedDigests, attributes } = scene.instance
  const reference = scene.definition.containers[index]!.image
  const hasLayers = digest === null ? cachedImages.includes(reference) : cachedDigests.includes(digest)
  const readyAtMs = fromMs + instancePullMs(context.latencies, hasLayers, megabytes)
  const isForeign = architecture !== null && architecture !== attributes['ecs.cpu-architecture']
  return {
    pullStartedAtMs: fromMs,
    pullStoppedAtMs: readyAtMs,
    readyAtMs,
    imageDigest: digest,
    failure: null,
    startFailure: isForeign
      ? { reason: WRONG_ARCHITECTURE, exitCode: 1, afterMs: null }
      : logFailure(index, scene, context),
  }
}

/** No registry gives it: what lies on the instance serves, unless the agent is to ask always, or once and has not yet (IM-5, IM-6). */
function refused(
  answer: ObstacleAnswer,
  index: number,
  scene: InstanceScene,
  context: LifecycleContext,
  fromMs: number,
): Delivery {
  const { imagePullBehavior } = scene.instance
  const { startMs, stopMs } = refusalTimes(answer, context, fromMs)
  const window = { pullStartedAtMs: startMs, pullStoppedAtMs: stopMs, readyAtMs: stopMs, imageDigest: UNRESOLVED }
  const isFatal = imagePullBehavior === 'always' || imagePullBehavior === 'once'
  if (!isFatal && isHeld(index, scene, context))
    return { ...window, failure: null, startFailure: logFailure(index, scene, context) }
  const { image } = scene.definition.containers[index]!
  const role = executionRoleOf(scene) ?? INSTANCE_ROLE
  const reason = instancePullReason({ image, answer, role: roleName(role, scene), realm: context.realm })
  return { ...window, failure: pullFailure(stopMs, reason, isFatal), startFailure: null }
}

/** The manifest is asked for many times before the image is (LT-11); a registry that does not answer takes its time as a whole (K-07). */
function refusalTimes(
  answer: ObstacleAnswer,
  { latencies }: LifecycleContext,
  fromMs: number,
): { readonly startMs: number; readonly stopMs: number } {
  if (answer === 'unauthorized') return { startMs: fromMs, stopMs: fromMs }
  if (answer === 'unreachable') return { startMs: fromMs, stopMs: fromMs + latencies.ec2PullUnreachableMs }
  const startMs = fromMs + latencies.manifestErrorMs
  return { startMs, stopMs: startMs + latencies.pullErrorMs }
}

function resourceFailure(index: number, scene: InstanceScene, context: LifecycleContext, fromMs: number) {
  const specs = scene.definition.containers
  const troubles = resourceTroubles(scene.definition, context)
  const first = troubles[0]
  if (first === undefined || bearerOf(specs, first.index) !== index) return null
  const isSilent = first.answer === 'unreachable'
  const role = roleName(executionRoleOf(scene) ?? INSTANCE_ROLE, scene)
  return taskFailure(
    fromMs + (isSilent ? context.latencies.ec2PullUnreachableMs : 0),
    instanceResourceReason(troubles, { role, realm: context.realm }),
  )
}

/** The log driver fails with its container, and with that alone (RS-6…RS-8). */
function logFailure(index: number, scene: InstanceScene, context: LifecycleContext): StartFailure | null {
  const trouble = logTrouble(scene.definition, index, context)
  if (trouble === null) return null
  const role = roleName(executionRoleOf(scene) ?? INSTANCE_ROLE, scene)
  const { containerStartTimeoutMs } = context.latencies
  return {
    reason: instanceLogReason(trouble, { role, realm: context.realm }, containerStartTimeoutMs),
    exitCode: null,
    afterMs: trouble.answer === 'unreachable' ? containerStartTimeoutMs : null,
  }
}

/** An instance's role has no name here: the machine stands for it. */
function roleName(role: string, { instance }: InstanceScene): string {
  return role === INSTANCE_ROLE ? `ecsInstanceRole/${instance.ec2InstanceId}` : role
}
