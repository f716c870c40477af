// Lifecycle hooks: instances wait until somebody is done with them (AG-22).
import { apply } from '../../engine/apply.ts'
import { completeHook, isLaunchHeld, renewHook } from '../../engine/auto-scaling/lifecycle.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { updated } from '../../model/changes.ts'
import type { AutoScalingGroup, GroupInstance, LifecycleHook } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf } from '../dates.ts'
import { refuse } from '../refuse.ts'
import type * as shapes from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { getGroup } from './find.ts'
import { checkOneOf, checkRange, type GroupsInput, invalid, parseGroupsInput } from './parse.ts'

type Specification = NonNullable<GroupsInput<'CreateAutoScalingGroup'>['LifecycleHookSpecificationList']>[number]
type Given = Omit<Specification, 'LifecycleTransition'> & { readonly LifecycleTransition?: string }

const MOST_HOOKS = 50
const TRANSITIONS: Readonly<Record<string, LifecycleHook['transition']>> = {
  'autoscaling:EC2_INSTANCE_LAUNCHING': 'launching',
  'autoscaling:EC2_INSTANCE_TERMINATING': 'terminating',
}
const RESULTS = ['CONTINUE', 'ABANDON']
const HOUR_S = 3600
const LONGEST_S = 172_800

/** @throws ValidationError, LimitExceededFault */
export function readHooks(given: readonly Specification[] | undefined): readonly LifecycleHook[] {
  const hooks: LifecycleHook[] = []
  for (const [index, hook] of (given ?? []).entries()) {
    const path = `LifecycleHookSpecificationList[${index}]`
    if (hooks.some(({ name }) => name === hook.LifecycleHookName))
      invalid(`${path}.LifecycleHookName`, 'a name of its own', hook.LifecycleHookName, 'AG-22')
    hooks.push(readHook(hook, undefined, `${path}.`))
  }
  checkCount(hooks)
  return hooks
}

function checkCount(hooks: readonly LifecycleHook[]): void {
  if (hooks.length <= MOST_HOOKS) return
  refuse('LimitExceededFault', `You have reached the limit of ${MOST_HOOKS} lifecycle hooks per Auto Scaling group.`, {
    path: 'LifecycleHookName',
    expected: `at most ${MOST_HOOKS} hooks a group`,
    found: `${hooks.length} hooks`,
    rule: 'AG-22',
  })
}

/** What is not given stays as it was. */
function readHook(given: Given, known: LifecycleHook | undefined, path = ''): LifecycleHook {
  const { LifecycleHookName: name, LifecycleTransition, HeartbeatTimeout, DefaultResult } = given
  if (!/^[\w\-/]{1,255}$/.test(name))
    invalid(`${path}LifecycleHookName`, '1 to 255 letters, digits and - _ /', name, 'AG-22')
  checkOneOf(`${path}LifecycleTransition`, LifecycleTransition, Object.keys(TRANSITIONS), 'AG-22')
  checkRange(`${path}HeartbeatTimeout`, HeartbeatTimeout, 30, 7200, 'AG-22')
  checkOneOf(`${path}DefaultResult`, DefaultResult, RESULTS, 'AG-22')
  if (LifecycleTransition === undefined && known === undefined)
    invalid(`${path}LifecycleTransition`, `one of ${Object.keys(TRANSITIONS).join(', ')}`, undefined, 'AG-22')
  const { NotificationMetadata, NotificationTargetARN, RoleARN } = given
  const kept = { ...(known?.kept ?? {}), ...present({ NotificationMetadata, NotificationTargetARN, RoleARN }) }
  return {
    name,
    transition: LifecycleTransition === undefined ? known!.transition : TRANSITIONS[LifecycleTransition]!,
    heartbeatMs: HeartbeatTimeout === undefined ? (known?.heartbeatMs ?? HOUR_S * 1000) : HeartbeatTimeout * 1000,
    defaultResult: (DefaultResult as LifecycleHook['defaultResult'] | undefined) ?? known?.defaultResult ?? 'ABANDON',
    kept,
  }
}

function present(members: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** @throws ValidationError, LimitExceededFault */
export function putLifecycleHook(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('PutLifecycleHook', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const hook = readHook(
    parsed,
    group.hooks.find(({ name }) => name === parsed.LifecycleHookName),
  )
  const hooks = [...group.hooks.filter(({ name }) => name !== hook.name), hook]
  checkCount(hooks)
  return command(world, 'autoScaling.putLifecycleHook', parsed, (cause) => writeHooks(world, group, hooks, cause))
}

/** Instances that wait for it go on, as if it had been completed with ABANDON (AG-22). @throws ValidationError */
export function deleteLifecycleHook(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DeleteLifecycleHook', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const { name } = getHook(group, parsed.LifecycleHookName)
  return command(world, 'autoScaling.deleteLifecycleHook', parsed, (cause) => {
    for (const id of [...world.indexes.groups.instances.of(group.id)]) {
      const member = world.tables.groupInstances.certain(id)
      if (!member.hooks.some((hook) => hook.name === name)) continue
      const result = isLaunchHeld(member) ? 'ABANDON' : 'CONTINUE'
      completeHook(world, member, name, result, cause)
    }
    return writeHooks(
      world,
      group,
      group.hooks.filter((hook) => hook.name !== name),
      cause,
    )
  })
}

function writeHooks(
  world: World,
  { id }: Readonly<AutoScalingGroup>,
  hooks: readonly LifecycleHook[],
  cause: number,
): Record<string, never> {
  apply(world, { changes: [updated('autoScalingGroup.changed', id, { hooks }, 'AG-22')], timers: [] }, cause)
  return {}
}

export function describeLifecycleHooks(
  world: WorldView,
  input: unknown,
): Answered<shapes.DescribeLifecycleHooksOutput, 'LifecycleHooks'> {
  const parsed = parseGroupsInput('DescribeLifecycleHooks', input)
  const { id, hooks } = getGroup(world, parsed.AutoScalingGroupName)
  const { LifecycleHookNames: names } = parsed
  const shown = hooks.filter(({ name }) => names === undefined || names.includes(name))
  return { LifecycleHooks: shown.map((hook) => describeHook(id, hook)) }
}

function describeHook(groupName: string, hook: LifecycleHook): shapes.LifecycleHook {
  const transition = Object.keys(TRANSITIONS).find((name) => TRANSITIONS[name] === hook.transition) as string
  const heartbeatS = hook.heartbeatMs / 1000
  return {
    ...copyOf(hook.kept),
    LifecycleHookName: hook.name,
    AutoScalingGroupName: groupName,
    LifecycleTransition: transition,
    HeartbeatTimeout: heartbeatS,
    GlobalTimeout: Math.min(LONGEST_S, 100 * heartbeatS),
    DefaultResult: hook.defaultResult,
  }
}

/** @throws ValidationError when no instance waits for this hook */
export function completeLifecycleAction(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('CompleteLifecycleAction', input)
  const { LifecycleActionResult: result } = parsed
  checkOneOf('LifecycleActionResult', result, RESULTS, 'AG-22')
  const { member, hook } = getWaiting(world, parsed)
  return command(world, 'autoScaling.completeLifecycleAction', parsed, (cause) => {
    completeHook(world, member, hook.name, result as LifecycleHook['defaultResult'], cause)
    return {}
  })
}

/** @throws ValidationError when no instance waits for this hook */
export function recordLifecycleActionHeartbeat(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('RecordLifecycleActionHeartbeat', input)
  const { member, hook } = getWaiting(world, parsed)
  return command(world, 'autoScaling.recordLifecycleActionHeartbeat', parsed, (cause) => {
    renewHook(world, member, hook, cause)
    return {}
  })
}

interface Reference {
  readonly AutoScalingGroupName: string
  readonly LifecycleHookName: string
  readonly LifecycleActionToken?: string
  readonly InstanceId?: string
}

/** The instance that waits, by its id or by the token of the action. */
function getWaiting(
  world: WorldView,
  { AutoScalingGroupName, LifecycleHookName, LifecycleActionToken: token, InstanceId: id }: Reference,
): { readonly member: Readonly<GroupInstance>; readonly hook: LifecycleHook } {
  const group = getGroup(world, AutoScalingGroupName)
  const hook = getHook(group, LifecycleHookName)
  if (token === undefined && id === undefined)
    invalid('InstanceId', 'an InstanceId or a LifecycleActionToken', undefined, 'AG-22')
  for (const memberId of world.indexes.groups.instances.of(group.id)) {
    const member = world.tables.groupInstances.certain(memberId)
    const waits = member.hooks.find(({ name }) => name === hook.name)
    if (waits === undefined) continue
    if ((id === undefined || id === memberId) && (token === undefined || token === waits.token)) return { member, hook }
  }
  const found = id === undefined ? `token ${token}` : `instance ID ${id}`
  return refuse('ValidationError', `No active Lifecycle Action found with ${found}`, {
    path: id === undefined ? 'LifecycleActionToken' : 'InstanceId',
    expected: `an instance that waits for ${hook.name}`,
    found: show(id ?? token),
    rule: 'AG-22',
  })
}

function getHook({ hooks }: Readonly<AutoScalingGroup>, name: string): LifecycleHook {
  const hook = hooks.find((other) => other.name === name)
  if (hook !== undefined) return hook
  return refuse('ValidationError', 'No Lifecycle Hook found with that name', {
    path: 'LifecycleHookName',
    expected: 'a lifecycle hook of the group',
    found: show(name),
    rule: 'AG-22',
  })
}
