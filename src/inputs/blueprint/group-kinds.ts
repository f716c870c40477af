// How are Auto Scaling groups, what they launch, and what scales them made, changed and taken away?
import type { Simulation } from '../../index.ts'
import type { AwsInput } from '../services.ts'
import { isSame } from './differences.ts'
import { allButTags, call, DONE, dated, factsOf, first, type Kind, listOf, picked, textOf } from './kind.ts'

const NO_POLICY = 'without an update policy an Auto Scaling group replaces none'
const staysOf = (what: string) => `${what} of instances that run stays as it is: ${NO_POLICY}`

/** Every change is another version, which is the newest one. */
export const launchTemplateKind: Kind = {
  identity: ({ launchTemplateName }) => textOf(launchTemplateName),
  make(sim, input) {
    const { launchTemplateId, launchTemplateName } = call(sim, 'fleet', 'createLaunchTemplate', input)
    return factsOf({ id: launchTemplateId, name: launchTemplateName })
  },
  fixed: ['launchTemplateName'],
  nameMember: 'launchTemplateName',
  concerns: allButTags,
  update(sim, _standing, { members, input }) {
    call(sim, 'fleet', 'createLaunchTemplate', input)
    return { notes: members.map(staysOf) }
  },
  // Nobody can tell it from one that nobody launches.
  remove: () => {},
}

export const launchConfigurationKind: Kind = {
  identity: ({ LaunchConfigurationName }) => textOf(LaunchConfigurationName),
  make(sim, { UserData, ...input }) {
    const data = UserData === undefined ? {} : { UserData: encoded(textOf(UserData)) }
    call(sim, 'autoScaling', 'createLaunchConfiguration', { ...input, ...data })
    return factsOf({ name: input.LaunchConfigurationName })
  },
  fixed: 'any',
  nameMember: 'LaunchConfigurationName',
  concerns: allButTags,
  update: () => DONE,
  remove(sim, { facts: { name } }) {
    call(sim, 'autoScaling', 'deleteLaunchConfiguration', { LaunchConfigurationName: name })
  },
}

function encoded(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}

/** What only CreateAutoScalingGroup takes. */
const ONLY_AT_FIRST = ['LifecycleHookSpecificationList', 'TargetGroupARNs', 'TrafficSources', 'LoadBalancerNames']
/** What has calls of its own afterwards. */
const ALIGNED = ONLY_AT_FIRST.slice(0, 3)
const LAUNCHES = ['LaunchTemplate', 'LaunchConfigurationName']

export const autoScalingGroupKind: Kind = {
  identity: ({ AutoScalingGroupName }) => textOf(AutoScalingGroupName),
  make(sim, input) {
    call(sim, 'autoScaling', 'createAutoScalingGroup', input)
    const { AutoScalingGroupARN: arn, AutoScalingGroupName: name } = first(
      call(sim, 'autoScaling', 'describeAutoScalingGroups', { AutoScalingGroupNames: [input.AutoScalingGroupName] })
        .AutoScalingGroups,
    )
    return factsOf({ arn, name })
  },
  fixed: ['AutoScalingGroupName'],
  nameMember: 'AutoScalingGroupName',
  concerns: allButTags,
  update(sim, { input: before, facts: { name } }, { members, input }) {
    const AutoScalingGroupName = name
    const own = picked(
      input,
      members.filter((member) => !ONLY_AT_FIRST.includes(member)),
    )
    if (Object.keys(own).length > 0)
      call(sim, 'autoScaling', 'updateAutoScalingGroup', { AutoScalingGroupName, ...own })
    if (members.includes('LifecycleHookSpecificationList')) alignHooks(sim, { AutoScalingGroupName }, before, input)
    alignTargetGroups(sim, { AutoScalingGroupName }, before, input)
    const kept = members.filter((member) => member === 'LoadBalancerNames' || input[member] === undefined)
    return {
      notes: [
        ...members.filter((member) => LAUNCHES.includes(member)).map(staysOf),
        ...kept
          .filter((member) => !LAUNCHES.includes(member) && !ALIGNED.includes(member))
          .map((member) => `${member} stays as it was: UpdateAutoScalingGroup does not take it back`),
      ],
    }
  },
  remove(sim, { facts: { name } }) {
    call(sim, 'autoScaling', 'deleteAutoScalingGroup', { AutoScalingGroupName: name, ForceDelete: true })
  },
}

function alignHooks(sim: Simulation, group: AwsInput, before: AwsInput, after: AwsInput): void {
  const [old, next] = [listOf(before.LifecycleHookSpecificationList), listOf(after.LifecycleHookSpecificationList)]
  for (const { LifecycleHookName } of old)
    if (!next.some((hook) => hook.LifecycleHookName === LifecycleHookName))
      call(sim, 'autoScaling', 'deleteLifecycleHook', { ...group, LifecycleHookName })
  for (const hook of next)
    if (!old.some((one) => isSame(one, hook))) call(sim, 'autoScaling', 'putLifecycleHook', { ...group, ...hook })
}

/** Into the new ones first, so that nobody is without. */
function alignTargetGroups(sim: Simulation, group: AwsInput, before: AwsInput, after: AwsInput): void {
  const [old, next] = [targetGroupsOf(before), targetGroupsOf(after)]
  const fresh = next.filter((arn) => !old.includes(arn))
  const gone = old.filter((arn) => !next.includes(arn))
  if (fresh.length > 0) call(sim, 'autoScaling', 'attachLoadBalancerTargetGroups', { ...group, TargetGroupARNs: fresh })
  if (gone.length > 0) call(sim, 'autoScaling', 'detachLoadBalancerTargetGroups', { ...group, TargetGroupARNs: gone })
}

function targetGroupsOf({ TargetGroupARNs, TrafficSources }: AwsInput): string[] {
  const named = Array.isArray(TargetGroupARNs) ? TargetGroupARNs.map(textOf) : []
  return [...new Set([...named, ...listOf(TrafficSources).map(({ Identifier }) => textOf(Identifier))])]
}

const OF_GROUP = ['AutoScalingGroupName']

interface PartRow {
  /** The member that holds its name, and the calls that put and delete it. */
  readonly name: string
  readonly put: string
  readonly remove: string
}

/** What belongs to a group and is put under its name, again when it changes. */
function partOfGroup({ name, put, remove }: PartRow): Kind {
  const make: Kind['make'] = (sim, input) => {
    const { PolicyARN } = call(sim, 'autoScaling', put, dated(input))
    return factsOf({ arn: PolicyARN, name: input[name] })
  }
  return {
    identity: (input) => `${input.AutoScalingGroupName}/${input[name]}`,
    make,
    fixed: [...OF_GROUP, name],
    nameMember: name,
    concerns: allButTags,
    update(sim, _standing, { input }) {
      make(sim, input)
      return DONE
    },
    remove: (sim, { input }) => void call(sim, 'autoScaling', remove, picked(input, [...OF_GROUP, name])),
  }
}

export const groupPolicyKind = partOfGroup({
  name: 'PolicyName',
  put: 'putScalingPolicy',
  remove: 'deletePolicy',
})

export const lifecycleHookKind = partOfGroup({
  name: 'LifecycleHookName',
  put: 'putLifecycleHook',
  remove: 'deleteLifecycleHook',
})

/** What a pool is of which nothing is said: each time all of it is put, since what PutWarmPool does not hear stays as it was. */
const PLAIN_POOL = {
  MinSize: 0,
  MaxGroupPreparedCapacity: -1,
  PoolState: 'Stopped',
  InstanceReusePolicy: { ReuseOnScaleIn: false },
}

export const warmPoolKind: Kind = {
  identity: ({ AutoScalingGroupName }) => textOf(AutoScalingGroupName),
  make(sim, input) {
    call(sim, 'autoScaling', 'putWarmPool', { ...PLAIN_POOL, ...input })
    return factsOf({ name: input.AutoScalingGroupName })
  },
  fixed: OF_GROUP,
  nameMember: null,
  concerns: allButTags,
  update(sim, _standing, { input }) {
    call(sim, 'autoScaling', 'putWarmPool', { ...PLAIN_POOL, ...input })
    return DONE
  },
  remove(sim, { input }) {
    call(sim, 'autoScaling', 'deleteWarmPool', { ...picked(input, OF_GROUP), ForceDelete: true })
  },
}

export const groupScheduleKind = partOfGroup({
  name: 'ScheduledActionName',
  put: 'putScheduledUpdateGroupAction',
  remove: 'deleteScheduledAction',
})
