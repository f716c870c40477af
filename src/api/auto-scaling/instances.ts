// What may be said of single instances: that they are protected, that they are ill; and how they stand (AG-06, AG-21).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { updated } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import { isPooled } from '../../scaling/groups/members.ts'
import type { DescribeAutoScalingInstancesOutput } from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { describeMemberAlone } from './describe.ts'
import { getGroup, getMember } from './find.ts'
import { checkOneOf, invalid, pageOf, parseGroupsInput } from './parse.ts'

const MOST_IDS = 50

/** Ids that no group has are passed over, as in AWS. */
export function describeAutoScalingInstances(
  world: WorldView,
  input?: unknown,
): Answered<DescribeAutoScalingInstancesOutput, 'AutoScalingInstances'> {
  const parsed = parseGroupsInput('DescribeAutoScalingInstances', input)
  const { InstanceIds: ids = [] } = parsed
  if (ids.length > MOST_IDS) invalid('InstanceIds', `at most ${MOST_IDS} items`, `${ids.length} items`, 'AG-02')
  const all = [...world.tables.groupInstances.values()]
  const { items, ...more } = pageOf(ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id)), parsed)
  return { AutoScalingInstances: items.map((member) => describeMemberAlone(world, member)), ...more }
}

/** Of instances in service (AG-21). @throws ValidationError */
export function setInstanceProtection(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('SetInstanceProtection', input)
  const { InstanceIds: ids, ProtectedFromScaleIn: isProtected } = parsed
  const group = getGroup(world, parsed.AutoScalingGroupName)
  if (ids.length > MOST_IDS) invalid('InstanceIds', `at most ${MOST_IDS} items`, `${ids.length} items`, 'AG-21')
  const members = ids.map((id, index) => {
    const path = `InstanceIds[${index}]`
    const member = getMember(world, id, path, group.id)
    if (member.state !== 'InService') invalid(path, 'an instance that is InService', `${id}, ${member.state}`, 'AG-21')
    return member
  })
  return command(world, 'autoScaling.setInstanceProtection', parsed, (cause) => {
    const changed = members.filter((member) => member.isProtected !== isProtected)
    const changes = changed.map(({ id }) => updated('groupInstance.changed', id, { isProtected }, 'AG-21'))
    apply(world, { changes, timers: [] }, cause)
    return {}
  })
}

/** Word of an ill instance is not taken while its grace period lasts, unless that is asked for (AG-06). @throws ValidationError */
export function setInstanceHealth(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('SetInstanceHealth', input)
  const { InstanceId: id, HealthStatus: status, ShouldRespectGracePeriod: respectsGrace = true } = parsed
  checkOneOf('HealthStatus', status, ['Healthy', 'Unhealthy'], 'AG-06')
  const member = getMember(world, id, 'InstanceId')
  const group = getGroup(world, member.groupName)
  // In the warm pool there is no grace period (AG-23).
  const isYoung = member.inServiceAtMs === null || world.nowMs < member.inServiceAtMs + group.healthCheckGraceMs
  const isInGrace = isYoung && !isPooled(member)
  const isHealthy =
    status === 'Healthy' || (respectsGrace && group.healthCheckGraceMs > 0 && isInGrace && member.isHealthy)
  return command(world, 'autoScaling.setInstanceHealth', parsed, (cause) => {
    if (isHealthy !== member.isHealthy)
      apply(world, { changes: [updated('groupInstance.changed', id, { isHealthy }, 'AG-06')], timers: [] }, cause)
    return {}
  })
}
