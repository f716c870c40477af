// Instance refreshes: started, described, cancelled, rolled back (AG-25).
import { apply } from '../../engine/apply.ts'
import { membersOf, poolOf } from '../../engine/auto-scaling/members.ts'
import {
  activeRefresh,
  cancelRefresh,
  planOfRefresh,
  poolLeft,
  rollbackChanges,
} from '../../engine/auto-scaling/refresh.ts'
import { isOfSource, sourceOf } from '../../engine/auto-scaling/sources.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { uuid } from '../../kernel/ids.ts'
import { type Change, inserted, removed, updated } from '../../model/changes.ts'
import type { AutoScalingGroup, GroupLaunch } from '../../model/scaling/groups.ts'
import { type InstanceRefresh, isActive, type RefreshPreferences } from '../../model/scaling/refreshes.ts'
import type { WorldView } from '../../model/view.ts'
import { isLeaving } from '../../scaling/groups/members.ts'
import { copyOf, dated, present } from '../dates.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type {
  CancelInstanceRefreshOutput,
  DescribeInstanceRefreshesOutput,
  RollbackInstanceRefreshOutput,
  InstanceRefresh as Shape,
  StartInstanceRefreshOutput,
} from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { getGroup } from './find.ts'
import { checkOneOf, checkRange, type GroupsInput, invalid, pageOf, parseGroupsInput } from './parse.ts'
import { launchOf } from './read-group.ts'

type Group = Readonly<AutoScalingGroup>
type Refresh = Readonly<InstanceRefresh>
type Input = GroupsInput<'StartInstanceRefresh'>
type Given = NonNullable<Input['Preferences']>

const AT = 'Preferences.'
const TWO_DAYS_S = 172_800

/** @throws ValidationError, InstanceRefreshInProgressFault, UnsupportedFeatureException */
export function startInstanceRefresh(
  world: World,
  input: unknown,
): Answered<StartInstanceRefreshOutput, 'InstanceRefreshId'> {
  const parsed = parseGroupsInput('StartInstanceRefresh', input)
  const { Preferences: given = {}, DesiredConfiguration: wanted, Strategy: strategy = 'Rolling' } = parsed
  const group = getGroup(world, parsed.AutoScalingGroupName)
  if (strategy === 'ReplaceRootVolume') notSimulated('Strategy', 'replacing root volumes', strategy, 'AG-25')
  checkOneOf('Strategy', strategy, ['Rolling'], 'AG-25')
  if (wanted?.MixedInstancesPolicy !== undefined)
    notSimulated('DesiredConfiguration.MixedInstancesPolicy', 'groups of several instance types', wanted, 'AG-20')
  const launch = launchOf(world, wanted?.LaunchTemplate === undefined ? {} : wanted, 'DesiredConfiguration.')
  const preferences = preferencesOf(group, given)
  if (preferences.rollsBack) checkReversible(group, launch, `${AT}AutoRollback`)
  if (activeRefresh(world, group) !== undefined)
    refuse(
      'InstanceRefreshInProgressFault',
      'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.',
      {
        path: 'AutoScalingGroupName',
        expected: 'a group that is not being refreshed',
        found: show(group.id),
        rule: 'AG-25',
      },
    )
  return command(world, 'autoScaling.startInstanceRefresh', parsed, (cause) => {
    const id = uuid(world.streams.stream('instance-refresh-ids'))
    const old = oldOf(world, group, launch ?? group.launch, preferences, given.SkipMatching === true)
    const row: InstanceRefresh = {
      ...begun(id, group.id, world.nowMs),
      launch,
      preferences,
      old,
      total: old.length,
      ...(group.warmPool == null ? {} : { oldPool: oldPoolOf(world, group, launch, given.SkipMatching === true) }),
      kept: copyOf({ Preferences: given, ...(wanted === undefined ? {} : { DesiredConfiguration: wanted }) }),
    }
    const changes = [
      ...forgotten(world, group.id),
      inserted('instanceRefresh.created', id, row, 'AG-25'),
      updated('autoScalingGroup.changed', group.id, { refreshId: id }, 'AG-25'),
    ]
    apply(world, { changes, timers: [] }, cause)
    return { InstanceRefreshId: id }
  })
}

function begun(id: string, groupName: string, startedAtMs: number) {
  return {
    id,
    groupName,
    status: 'InProgress',
    statusReason: null,
    startedAtMs,
    endedAtMs: null,
    updated: 0,
    checkpointsPassed: 0,
    pausedUntilMs: null,
    blockedSinceMs: null,
    bakedAtMs: null,
    dueAtMs: null,
    rollback: null,
  } as const
}

/** Whoever is there now, but for those that are ignored and those that are already as they are to be. */
function oldOf(
  world: World,
  group: Group,
  launch: GroupLaunch,
  { protectedInstances, standbyInstances }: RefreshPreferences,
  skipsMatching: boolean,
): string[] {
  const source = skipsMatching ? sourceOf(world, launch) : undefined
  return membersOf(world, group.id)
    .filter((member) => !isLeaving(member))
    .filter(({ isProtected }) => !isProtected || protectedInstances !== 'Ignore')
    .filter(({ state }) => state !== 'Standby' || standbyInstances !== 'Ignore')
    .filter((member) => source === undefined || !isOfSource(member.launch, source))
    .map(({ id }) => id)
}

function oldPoolOf(world: World, group: Group, launch: GroupLaunch | null, skipsMatching: boolean): string[] {
  const source = skipsMatching ? sourceOf(world, launch ?? group.launch) : undefined
  return poolOf(world, group.id)
    .filter((member) => !isLeaving(member) && (source === undefined || !isOfSource(member.launch, source)))
    .map(({ id }) => id)
}

/** Those that have ended so long ago that nobody can ask for them any more. */
function forgotten(world: World, groupName: string): Change[] {
  const oldestMs = world.nowMs - world.behavior.groupActivityRetentionMs
  return [...world.tables.instanceRefreshes.values()]
    .filter((row) => row.groupName === groupName && row.endedAtMs !== null && row.endedAtMs < oldestMs)
    .map(({ id }) => removed('instanceRefresh.dropped', id, 'AG-25'))
}

function preferencesOf({ kept, defaultWarmupMs, healthCheckGraceMs }: Group, given: Given): RefreshPreferences {
  if (given.AlarmSpecification !== undefined)
    notSimulated(`${AT}AlarmSpecification`, 'alarms that stop an instance refresh', given.AlarmSpecification, 'AG-25')
  checkRange(`${AT}InstanceWarmup`, given.InstanceWarmup, 0, 2_147_483_647, 'AG-25')
  checkRange(`${AT}BakeTime`, given.BakeTime, 0, TWO_DAYS_S, 'AG-25')
  checkOneOf(`${AT}ScaleInProtectedInstances`, given.ScaleInProtectedInstances, ['Refresh', 'Ignore', 'Wait'], 'AG-25')
  checkOneOf(`${AT}StandbyInstances`, given.StandbyInstances, ['Terminate', 'Ignore', 'Wait'], 'AG-25')
  const { checkpoints, delayS } = checkpointsOf(given)
  const warmupMs =
    given.InstanceWarmup === undefined ? (defaultWarmupMs ?? healthCheckGraceMs) : given.InstanceWarmup * 1000
  return {
    ...percentagesOf(given, (kept.InstanceMaintenancePolicy ?? {}) as Percentages),
    warmupMs,
    checkpoints,
    checkpointDelayMs: delayS * 1000,
    protectedInstances: (given.ScaleInProtectedInstances ?? 'Wait') as RefreshPreferences['protectedInstances'],
    standbyInstances: (given.StandbyInstances ?? 'Wait') as RefreshPreferences['standbyInstances'],
    rollsBack: given.AutoRollback === true,
    bakeMs: (given.BakeTime ?? 0) * 1000,
  }
}

interface Percentages {
  readonly MinHealthyPercentage?: number
  readonly MaxHealthyPercentage?: number
}

/** The group's maintenance policy says what the request does not; -1 there stands for nothing. */
function percentagesOf(
  { MinHealthyPercentage: min, MaxHealthyPercentage: max }: Given,
  policy: Percentages,
): Pick<RefreshPreferences, 'minHealthyPercent' | 'maxHealthyPercent'> {
  checkRange(`${AT}MinHealthyPercentage`, min, 0, 100, 'AG-25')
  checkRange(`${AT}MaxHealthyPercentage`, max, 100, 200, 'AG-25')
  if (max !== undefined && min === undefined)
    invalid(`${AT}MinHealthyPercentage`, 'a percentage beside MaxHealthyPercentage', undefined, 'AG-25')
  if (max !== undefined && min !== undefined && max - min > 100)
    invalid(`${AT}MaxHealthyPercentage`, `at most ${min + 100}, 100 above MinHealthyPercentage`, max, 'AG-25')
  const usual = (value: number | undefined, other: number) => (value === undefined || value < 0 ? other : value)
  // A request that names one of them is none of the policy's.
  if (min !== undefined) return { minHealthyPercent: min, maxHealthyPercent: max ?? 100 }
  return {
    minHealthyPercent: usual(policy.MinHealthyPercentage, 90),
    maxHealthyPercent: usual(policy.MaxHealthyPercentage, 100),
  }
}

function checkpointsOf({ CheckpointPercentages: percentages = [], CheckpointDelay: delay }: Given) {
  const path = `${AT}CheckpointPercentages`
  for (const [index, percentage] of percentages.entries()) {
    checkRange(`${path}[${index}]`, percentage, 1, 100, 'AG-25')
    if (index > 0 && percentage <= percentages[index - 1]!)
      invalid(`${path}[${index}]`, 'more than the one before', percentage, 'AG-25')
  }
  checkRange(`${AT}CheckpointDelay`, delay, 0, TWO_DAYS_S, 'AG-25')
  if (delay !== undefined && percentages.length === 0)
    invalid(path, 'percentages beside CheckpointDelay', undefined, 'AG-25')
  return { checkpoints: percentages, delayS: delay ?? 3600 }
}

/** There is a way back only from a configuration to another, and to a version that stays what it is. */
function checkReversible({ id, launch: before }: Group, launch: GroupLaunch | null, path: string): void {
  const why =
    launch === null
      ? 'a desired configuration'
      : before.version === '$Latest' || before.version === '$Default'
        ? `a group whose launch template has a numbered version, not ${before.version}`
        : null
  if (why === null) return
  refuse('IrreversibleInstanceRefreshFault', `The instance refresh of ${id} cannot be rolled back: it needs ${why}.`, {
    path,
    expected: why,
    found: show(id),
    rule: 'AG-25',
  })
}

/** @throws ValidationError, ActiveInstanceRefreshNotFoundFault */
export function cancelInstanceRefresh(
  world: World,
  input: unknown,
): Answered<CancelInstanceRefreshOutput, 'InstanceRefreshId'> {
  const parsed = parseGroupsInput('CancelInstanceRefresh', input)
  const refresh = getActive(world, getGroup(world, parsed.AutoScalingGroupName))
  return command(world, 'autoScaling.cancelInstanceRefresh', parsed, (cause) => {
    cancelRefresh(world, refresh, parsed.WaitForTransitioningInstances !== false, cause)
    return { InstanceRefreshId: refresh.id }
  })
}

/** @throws ValidationError, ActiveInstanceRefreshNotFoundFault, IrreversibleInstanceRefreshFault */
export function rollbackInstanceRefresh(
  world: World,
  input: unknown,
): Answered<RollbackInstanceRefreshOutput, 'InstanceRefreshId'> {
  const parsed = parseGroupsInput('RollbackInstanceRefresh', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const refresh = getActive(world, group)
  checkReversible(group, refresh.status === 'RollbackInProgress' ? null : refresh.launch, 'AutoScalingGroupName')
  return command(world, 'autoScaling.rollbackInstanceRefresh', parsed, (cause) => {
    apply(
      world,
      { changes: rollbackChanges(world, group, refresh, 'Manual rollback requested by the user.'), timers: [] },
      cause,
    )
    return { InstanceRefreshId: refresh.id }
  })
}

function getActive(world: WorldView, group: Group): Refresh {
  const refresh = activeRefresh(world, group)
  if (refresh !== undefined) return refresh
  return refuse(
    'ActiveInstanceRefreshNotFoundFault',
    `No in progress or pending Instance Refresh found for Auto Scaling group ${group.id}`,
    { path: 'AutoScalingGroupName', expected: 'a group that is being refreshed', found: show(group.id), rule: 'AG-25' },
  )
}

/** The latest first. @throws ValidationError */
export function describeInstanceRefreshes(
  world: WorldView,
  input: unknown,
): Answered<DescribeInstanceRefreshesOutput, 'InstanceRefreshes'> {
  const parsed = parseGroupsInput('DescribeInstanceRefreshes', input)
  const { InstanceRefreshIds: ids = [] } = parsed
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const rows = [...world.tables.instanceRefreshes.values()].filter(
    ({ id, groupName }) => groupName === group.id && (ids.length === 0 || ids.includes(id)),
  )
  const { items, ...more } = pageOf(rows.reverse(), parsed)
  return { InstanceRefreshes: items.map((row) => describe(world, group, row)), ...more }
}

function describe(world: WorldView, group: Group, row: Refresh): Shape {
  const { rollback } = row
  const plan = isActive(row) ? planOfRefresh(world, group, row) : null
  const updatedNow = row.status === 'Baking' || plan === null ? row.updated : plan.updated
  const reason = row.statusReason ?? (row.status === 'Baking' ? 'Baking.' : (plan?.reason ?? ''))
  return {
    ...copyOf(row.kept),
    InstanceRefreshId: row.id,
    AutoScalingGroupName: row.groupName,
    Status: row.status,
    ...present('StatusReason', reason === '' ? null : reason),
    StartTime: new Date(row.startedAtMs),
    ...dated('EndTime', row.endedAtMs),
    ...progressOf(row, updatedNow, poolLeft(world, row)),
    Preferences: describePreferences(row),
    ...(rollback === null
      ? {}
      : {
          RollbackDetails: {
            RollbackReason: rollback.reason,
            RollbackStartTime: new Date(rollback.startedAtMs),
            PercentageCompleteOnRollback: percentOf(rollback.updated, rollback.total),
            InstancesToUpdateOnRollback: rollback.total - rollback.updated,
          },
        }),
    Strategy: 'Rolling',
  }
}

/** A rollback goes back to nothing from where it began. */
function progressOf(
  row: Refresh,
  count: number,
  left: number,
): Pick<Shape, 'PercentageComplete' | 'InstancesToUpdate' | 'ProgressDetails'> {
  const live = liveProgressOf(row, count)
  if (row.oldPool === undefined) return live
  const all = row.oldPool.length
  const WarmPoolProgress = { PercentageComplete: percentOf(all - left, all), InstancesToUpdate: left }
  const details = { ProgressDetails: { LivePoolProgress: live, WarmPoolProgress } }
  if (row.rollback !== null) return { ...live, ...details }
  return {
    PercentageComplete: percentOf(count + all - left, row.total + all),
    InstancesToUpdate: row.total - count + left,
    ...details,
  }
}

function liveProgressOf(
  { total, rollback, status }: Refresh,
  count: number,
): { PercentageComplete: number; InstancesToUpdate: number } {
  if (rollback === null)
    return {
      PercentageComplete: total === 0 && status === 'InProgress' ? 0 : percentOf(count, total),
      InstancesToUpdate: total - count,
    }
  const rest = total === 0 || status === 'RollbackSuccessful' ? 0 : 1 - count / total
  return {
    PercentageComplete: Math.floor(percentOf(rollback.updated, rollback.total) * rest),
    InstancesToUpdate: rollback.total - rollback.updated,
  }
}

function percentOf(count: number, total: number): number {
  return total === 0 ? 100 : Math.floor((100 * count) / total)
}

/** As they act, whatever was said. */
function describePreferences({ preferences, kept }: Refresh): Shape['Preferences'] {
  const { checkpoints } = preferences
  return {
    ...(kept.Preferences as object),
    MinHealthyPercentage: preferences.minHealthyPercent,
    MaxHealthyPercentage: preferences.maxHealthyPercent,
    InstanceWarmup: preferences.warmupMs / 1000,
    ScaleInProtectedInstances: preferences.protectedInstances,
    StandbyInstances: preferences.standbyInstances,
    SkipMatching: (kept.Preferences as { SkipMatching?: boolean }).SkipMatching === true,
    AutoRollback: preferences.rollsBack,
    BakeTime: preferences.bakeMs / 1000,
    ...(checkpoints.length === 0
      ? {}
      : { CheckpointPercentages: [...checkpoints], CheckpointDelay: preferences.checkpointDelayMs / 1000 }),
  }
}
