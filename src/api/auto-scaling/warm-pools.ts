// Warm pools: put, described, deleted (AG-23).
import { apply } from '../../engine/apply.ts'
import { poolOf } from '../../engine/auto-scaling/members.ts'
import { sourceOf } from '../../engine/auto-scaling/sources.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { updated } from '../../model/changes.ts'
import type { AutoScalingGroup, LaunchSource, WarmPool } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { isPrepared } from '../../scaling/groups/warm-pool.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type { DescribeWarmPoolOutput } from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { describeMember, describePool } from './describe.ts'
import { getGroup } from './find.ts'
import { waitsInPools } from './launch-configurations.ts'
import { checkRange, type GroupsInput, invalid, pageOf, parseGroupsInput } from './parse.ts'

type Group = Readonly<AutoScalingGroup>

const MOST_RECORDS = 50
const MOST_INSTANCES = 10_000
const NONE: WarmPool = { minSize: 0, maxPrepared: null, state: 'Stopped', reuses: false, isDeleting: false }

/** What is not given stays as it was; -1 takes a maximum back. @throws ValidationError, UnsupportedFeatureException */
export function putWarmPool(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('PutWarmPool', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  checkRange('MinSize', parsed.MinSize, 0, MOST_INSTANCES, 'AG-23')
  checkRange('MaxGroupPreparedCapacity', parsed.MaxGroupPreparedCapacity, -1, MOST_INSTANCES, 'AG-23')
  if (group.warmPool?.isDeleting === true)
    invalid('AutoScalingGroupName', 'a group whose warm pool is not being deleted', group.id, 'AG-23')
  const warmPool = settingsOf(parsed, group.warmPool ?? NONE)
  const source = sourceOf(world, group.launch)
  if (source !== undefined) checkSource(source, warmPool)
  return command(world, 'autoScaling.putWarmPool', parsed, (cause) => write(world, group, warmPool, cause))
}

function settingsOf(
  { MinSize, MaxGroupPreparedCapacity: most, PoolState, InstanceReusePolicy: reuse }: GroupsInput<'PutWarmPool'>,
  known: WarmPool,
): WarmPool {
  return {
    minSize: MinSize ?? known.minSize,
    maxPrepared: most === undefined ? known.maxPrepared : most < 0 ? null : most,
    state: PoolState ?? known.state,
    reuses: reuse === undefined ? known.reuses : reuse.ReuseOnScaleIn === true,
    isDeleting: false,
  }
}

/** What is to be prepared: nothing of Spot; and with ECS, agents that wait, each for one time in service. */
function checkSource(source: Readonly<LaunchSource>, { reuses }: WarmPool): void {
  checkNoSpot(source, 'AutoScalingGroupName')
  if (source.cluster === null) return
  if (!waitsInPools(source))
    notSimulated(
      'AutoScalingGroupName',
      'agents that register while their instances are in a warm pool, without ECS_WARM_POOLS_CHECK=true in their user data',
      source.name,
      'AG-23',
    )
  if (reuses)
    notSimulated(
      'InstanceReusePolicy.ReuseOnScaleIn',
      'the reuse of instances that join a cluster, which Amazon ECS does not support',
      true,
      'AG-23',
    )
}

/** @throws ValidationError */
export function checkNoSpot({ isSpot, name }: Readonly<LaunchSource>, path: string): void {
  if (isSpot)
    invalid(path, 'a launch of On-Demand Instances for a group with a warm pool', `${name}, of Spot Instances`, 'AG-23')
}

function write(world: World, { id }: Group, warmPool: WarmPool | null, cause: number): Record<string, never> {
  apply(world, { changes: [updated('autoScalingGroup.changed', id, { warmPool }, 'AG-23')], timers: [] }, cause)
  return {}
}

/** @throws ValidationError, InvalidNextToken */
export function describeWarmPool(world: WorldView, input: unknown): Answered<DescribeWarmPoolOutput, 'Instances'> {
  const parsed = parseGroupsInput('DescribeWarmPool', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  checkRange('MaxRecords', parsed.MaxRecords, 1, MOST_RECORDS, 'AG-23')
  const { items, ...more } = pageOf(poolOf(world, group.id), parsed)
  return { ...describePool(group), Instances: items.map((member) => describeMember(world, member)), ...more }
}

/** With instances only by force; the pool goes with the last of them. @throws ValidationError, ResourceInUseFault, ScalingActivityInProgressFault */
export function deleteWarmPool(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DeleteWarmPool', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const { warmPool } = group
  if (warmPool == null)
    refuse('ValidationError', `No warm pool found for Auto Scaling group ${group.id}.`, {
      path: 'AutoScalingGroupName',
      expected: 'a group with a warm pool',
      found: show(group.id),
      rule: 'AG-23',
    })
  const pool = poolOf(world, group.id)
  if (parsed.ForceDelete !== true && pool.length > 0) refuseFull(group.id, pool.every(isPrepared))
  return command(world, 'autoScaling.deleteWarmPool', parsed, (cause) => {
    if (pool.length === 0) return write(world, group, null, cause)
    return write(world, group, { ...warmPool, isDeleting: true }, cause)
  })
}

function refuseFull(groupName: string, isAtRest: boolean): never {
  const why = isAtRest ? 'there are instances in it' : 'scaling activities are in progress for it'
  refuse(
    isAtRest ? 'ResourceInUseFault' : 'ScalingActivityInProgressFault',
    `You cannot delete the warm pool of the Auto Scaling group ${groupName} while ${why}.`,
    { path: 'ForceDelete', expected: 'an empty warm pool, or ForceDelete', found: 'false', rule: 'AG-23' },
  )
}
