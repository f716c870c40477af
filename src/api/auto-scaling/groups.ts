// Auto Scaling groups: create, update, describe (AG-01…AG-06).
import { apply } from '../../engine/apply.ts'
import { setGroupDesired } from '../../engine/auto-scaling/desired.ts'
import { sourceOf } from '../../engine/auto-scaling/sources.ts'
import { attached } from '../../engine/auto-scaling/targets.ts'
import { command } from '../../engine/command.ts'
import { findSubnets } from '../../engine/subnets.ts'
import type { World } from '../../engine/world.ts'
import { autoScalingGroupArn } from '../../kernel/arns.ts'
import { show } from '../../kernel/closest.ts'
import { inserted } from '../../model/changes.ts'
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { CALLERS, changeOfDesired, sentence } from '../../scaling/groups/causes.ts'
import { refuse } from '../refuse.ts'
import type { DescribeAutoScalingGroupsOutput } from '../shapes/auto-scaling-types.generated.ts'
import { describeGroup, type GroupAnswer } from './describe.ts'
import { getGroup } from './find.ts'
import { readHooks } from './hooks.ts'
import { checkName, invalid, pageOf, parseGroupsInput } from './parse.ts'
import { checkSizes, keptOf, refusePlaceless, refuseUnsimulated, type Sizes, settingsOf } from './read-group.ts'
import { groupMatches, readGroupTags } from './tags.ts'
import { readTargetGroups } from './target-groups.ts'
import { checkNoSpot } from './warm-pools.ts'

const DEFAULT_COOLDOWN_MS = 300_000

/** @throws ValidationError, AlreadyExistsFault, UnsupportedFeatureException */
export function createAutoScalingGroup(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('CreateAutoScalingGroup', input)
  const { AutoScalingGroupName: name, MinSize: minSize, MaxSize: maxSize } = parsed
  checkName('AutoScalingGroupName', name)
  refuseUnsimulated(parsed)
  const sizes = { minSize, maxSize, desiredCapacity: parsed.DesiredCapacity ?? minSize }
  checkSizes(sizes)
  const settings = settingsOf(world, parsed)
  const { launch, availabilityZones, subnetIds = [] } = settings
  if (launch === undefined) invalid('LaunchTemplate', 'a launch template or a launch configuration', undefined, 'AG-20')
  if (availabilityZones === undefined) refusePlaceless()
  const targetGroups = readTargetGroups(world, parsed, subnetIds)
  const hooks = readHooks(parsed.LifecycleHookSpecificationList)
  const tags = readGroupTags(parsed.Tags, name)
  if (world.tables.autoScalingGroups.get(name) !== undefined)
    refuse(
      'AlreadyExistsFault',
      `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
      { path: 'AutoScalingGroupName', found: show(name), rule: 'AG-01' },
    )
  return command(world, 'autoScaling.createAutoScalingGroup', parsed, (cause) => {
    findSubnets(world, subnetIds, cause)
    const who = changeOfDesired(CALLERS.creation, 0, sizes.desiredCapacity)
    const row: AutoScalingGroup = {
      ...emptyGroup(world, name),
      ...settings,
      ...sizes,
      launch,
      availabilityZones,
      targetGroups: targetGroups.map(attached),
      hooks,
      wish: sizes.desiredCapacity > 0 ? sentence(world.nowMs, who) : '',
      tags,
      kept: keptOf(parsed),
    }
    apply(world, { changes: [inserted('autoScalingGroup.created', name, row, 'AG-01')], timers: [] }, cause)
    return {}
  })
}

function emptyGroup(world: World, id: string): Omit<AutoScalingGroup, keyof Sizes | 'launch' | 'availabilityZones'> {
  return {
    id,
    arn: autoScalingGroupArn(world.realm, id),
    createdAtMs: world.nowMs,
    defaultCooldownMs: DEFAULT_COOLDOWN_MS,
    defaultWarmupMs: null,
    subnetIds: [],
    terminationPolicies: ['Default'],
    healthCheckTypes: ['EC2'],
    healthCheckGraceMs: 0,
    targetGroups: [],
    protectsNewInstances: false,
    suspendedProcesses: [],
    hooks: [],
    cooldown: null,
    metrics: [],
    notifications: [],
    wish: '',
    retryAtMs: null,
    refreshId: null,
    isDeleting: false,
    tags: [],
    kept: {},
  }
}

/** A desired capacity that is not given follows its bounds (AG-01). @throws ValidationError, UnsupportedFeatureException */
export function updateAutoScalingGroup(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('UpdateAutoScalingGroup', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  refuseUnsimulated(parsed)
  const minSize = parsed.MinSize ?? group.minSize
  const maxSize = parsed.MaxSize ?? group.maxSize
  const desiredCapacity = parsed.DesiredCapacity ?? Math.min(maxSize, Math.max(minSize, group.desiredCapacity))
  checkSizes({ minSize, maxSize, desiredCapacity })
  const settings = settingsOf(world, parsed)
  const source = group.warmPool == null || settings.launch === undefined ? undefined : sourceOf(world, settings.launch)
  if (source !== undefined) checkNoSpot(source, 'LaunchTemplate')
  return command(world, 'autoScaling.updateAutoScalingGroup', parsed, (cause) => {
    findSubnets(world, settings.subnetIds ?? [], cause)
    const set = { ...settings, minSize, maxSize, kept: { ...group.kept, ...keptOf(parsed) } }
    const who = CALLERS.constraints(minSize, maxSize, desiredCapacity)
    setGroupDesired(world, group.id, desiredCapacity, { who, rule: 'AG-01', set }, cause)
    return {}
  })
}

export interface DescribeGroupsAnswer extends Omit<DescribeAutoScalingGroupsOutput, 'AutoScalingGroups'> {
  AutoScalingGroups: GroupAnswer[]
}

/** Names that nobody has are passed over, as in AWS. */
export function describeAutoScalingGroups(world: WorldView, input?: unknown): DescribeGroupsAnswer {
  const parsed = parseGroupsInput('DescribeAutoScalingGroups', input)
  const { AutoScalingGroupNames: names, Filters: filters, IncludeInstances: withInstances = true } = parsed
  const matches = groupMatches(filters)
  const rows = [...world.tables.autoScalingGroups.values()].filter(
    (group) => (names === undefined || names.length === 0 || names.includes(group.id)) && matches(group),
  )
  const { items, ...more } = pageOf(rows, parsed)
  return { AutoScalingGroups: items.map((group) => describeGroup(world, group, withInstances)), ...more }
}
