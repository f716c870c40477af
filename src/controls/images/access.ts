// Who cannot pull what? A registry that does not answer, says no or has no such image; a role that lacks a permission (IM-4, IM-20…IM-25).
import * as z from 'zod/mini'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { fullReference, parseImageReference } from '../../model/images.ts'
import type { Obstacle } from '../../model/supplies.ts'
import { checkRaised, lift, raise } from '../obstacles.ts'
import { parseControl } from '../parse.ts'
import { ownRegistry, readReference, referenceText, refuse } from './reference.ts'

/** One of the three. */
export interface PullTarget {
  /** Its host, such as `docker.io` or `public.ecr.aws`. */
  readonly registry?: string | undefined
  readonly repository?: string | undefined
  readonly image?: string | undefined
}

export interface CutOffInput extends PullTarget {
  /**
   * No answer (IM-22), no access (IM-20), the rate limit is reached (IM-25), or no such image or repository (IM-20), whatever else is there;
   * `'unreachable'` when absent.
   */
  readonly answer?: 'unreachable' | 'denied' | 'throttled' | 'missing' | undefined
}

/** Permission that a role lacks for the account's ECR. */
export interface PermissionInput {
  readonly action: 'ecr:GetAuthorizationToken' | 'ecr:BatchGetImage' | 'ecr:GetDownloadUrlForLayer'
  /** ARN of an execution role, or `'instance'` for the roles of instances; everybody's when absent. */
  readonly role?: string | undefined
  /** Name or URI of an ECR repository; any when absent. */
  readonly repository?: string | undefined
}

const ANSWERS = ['unreachable', 'denied', 'throttled', 'missing'] as const
const ACTIONS = ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] as const
const target = {
  registry: z.optional(referenceText),
  repository: z.optional(referenceText),
  image: z.optional(referenceText),
}
const targetInput = z.strictObject(target)
const cutOffInput = z.strictObject({ ...target, answer: z.optional(z.enum(ANSWERS, `one of ${ANSWERS.join(', ')}`)) })
const permissionInput = z.strictObject({
  action: z.enum(ACTIONS, `one of ${ACTIONS.join(', ')}`),
  role: z.optional(z.string('a role').check(z.minLength(1, 'a role'), z.maxLength(2_048, 'at most 2048 characters'))),
  repository: z.optional(referenceText),
})

/** Pulls that begin from now on fail there. @throws UsageError */
export function cutOff(world: World, input: CutOffInput): void {
  const call = 'images.cutOff'
  const { answer = 'unreachable', ...what } = parseControl(cutOffInput, input, call)
  const subject = subjectOf(call, what)
  if (answer === 'missing' && what.registry !== undefined)
    refuse(call, 'registry', 'an image or a repository to be missing', what.registry)
  const obstacle: Obstacle = { id: `registry ${subject}`, kind: 'registry', subject, role: '', answer }
  command(world, call, { ...what, answer }, (cause) => raise(world, obstacle, 'IM-22', cause))
}

/** Takes `cutOff` back. @throws UsageError */
export function restore(world: World, input: PullTarget): void {
  const call = 'images.restore'
  const parsed = parseControl(targetInput, input, call)
  const id = `registry ${subjectOf(call, parsed)}`
  checkRaised(world, call, id, 'cutOff')
  command(world, call, parsed, (cause) => lift(world, id, cause))
}

/** Pulls from ECR that begin from now on fail for want of a permission. @throws UsageError */
export function deny(world: World, input: PermissionInput): void {
  const call = 'images.deny'
  const parsed = parseControl(permissionInput, input, call)
  const obstacle = permissionOf(world, call, parsed)
  command(world, call, parsed, (cause) => raise(world, obstacle, 'IM-4', cause))
}

/** Takes `deny` back. @throws UsageError */
export function allow(world: World, input: PermissionInput): void {
  const call = 'images.allow'
  const parsed = parseControl(permissionInput, input, call)
  const { id } = permissionOf(world, call, parsed)
  checkRaised(world, call, id, 'deny')
  command(world, call, parsed, (cause) => lift(world, id, cause))
}

function subjectOf(call: string, { registry, repository, image }: PullTarget): string {
  const given = [registry, repository, image].filter((each) => each !== undefined)
  if (given.length !== 1) refuse(call, 'registry', 'one of registry, repository and image', given)
  if (registry !== undefined) {
    if (!/^[\w.:-]{1,255}$/.test(registry))
      refuse(call, 'registry', "the host of a registry, such as 'docker.io'", registry)
    return registry
  }
  if (repository !== undefined) return readReference(call, 'repository', repository).repository
  return fullReference(readReference(call, 'image', image as string))
}

function permissionOf(world: World, call: string, { action, role = '', repository }: PermissionInput): Obstacle {
  const isToken = action === 'ecr:GetAuthorizationToken'
  if (isToken && repository !== undefined)
    refuse(call, 'repository', 'none: a token is good for every repository of a registry', repository)
  const subject = repository === undefined ? '' : ecrRepository(world, call, repository)
  const answer = isToken ? 'unauthorized' : 'denied'
  return { id: `permission ${answer} ${role} ${subject}`, kind: 'permission', subject, role, answer }
}

function ecrRepository(world: World, call: string, repository: string): string {
  const registry = ownRegistry(world.realm)
  const parsed = parseImageReference(repository)
  if (parsed.registry.includes('.dkr.ecr')) return readReference(call, 'repository', repository).repository
  return readReference(call, 'repository', `${registry}/${repository}`).repository
}
