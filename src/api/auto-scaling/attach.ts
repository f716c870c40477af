// Instances that run already become a group's: it is larger by them (AG-12).
import { apply } from '../../engine/apply.ts'
import { newActivity } from '../../engine/auto-scaling/activities.ts'
import { adoptMember } from '../../engine/auto-scaling/adopt.ts'
import { setGroupDesired } from '../../engine/auto-scaling/desired.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import type { ContainerInstance } from '../../model/entities.ts'
import { isUp } from '../../model/machine.ts'
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import { isRegistered } from '../../model/standing.ts'
import type { WorldView } from '../../model/view.ts'
import { CALLERS, sentence } from '../../scaling/groups/causes.ts'
import { refuse } from '../refuse.ts'
import { getGroup } from './find.ts'
import { invalid, parseGroupsInput } from './parse.ts'

const MOST_A_CALL = 20

/** @throws ValidationError */
export function attachInstances(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('AttachInstances', input)
  const group = getGroup(world, parsed.AutoScalingGroupName)
  const ids = [...new Set(parsed.InstanceIds ?? [])]
  if (ids.length === 0) invalid('InstanceIds', 'the id of an instance', parsed.InstanceIds, 'AG-12')
  if (ids.length > MOST_A_CALL) invalid('InstanceIds', `at most ${MOST_A_CALL} items`, `${ids.length} items`, 'AG-12')
  const instances = ids.map((id, index) => findInstance(world, group, id, `InstanceIds[${index}]`))
  const desired = group.desiredCapacity + ids.length
  if (desired > group.maxSize)
    invalid('InstanceIds', `at most ${group.maxSize} instances in service (MaxSize)`, `${desired} instances`, 'AG-01')
  return command(world, 'autoScaling.attachInstances', parsed, (cause) => {
    for (const instance of instances) attach(world, group, instance, cause)
    setGroupDesired(world, group.id, desired, { who: CALLERS.desired, rule: 'AG-12' }, cause)
    return {}
  })
}

function attach(world: World, group: Readonly<AutoScalingGroup>, instance: Readonly<ContainerInstance>, cause: number) {
  const { ec2InstanceId: id } = instance
  const facts = {
    description: `Attaching an existing EC2 instance: ${id}`,
    cause: sentence(world.nowMs, `instance ${id} was attached in response to a user request`),
    statusCode: 'Successful',
    progress: 100,
  }
  adoptMember(world, group, instance, false, cause)
  apply(world, { changes: newActivity(world, group.id, facts, { endsNow: true }).changes, timers: [] }, cause)
}

/** Of nobody, running, and in a zone of the group. */
function findInstance(world: WorldView, group: Readonly<AutoScalingGroup>, id: string, path: string) {
  const owner = world.tables.groupInstances.get(id)
  if (owner !== undefined)
    invalid(path, 'an instance of no Auto Scaling group', `${id}, of ${show(owner.groupName)}`, 'AG-12')
  const instance = [...world.tables.containerInstances.values()].find(
    (each) => each.ec2InstanceId === id && isRegistered(each.status) && each.instanceType !== null,
  )
  if (instance === undefined || !isUp(instance))
    refuse('ValidationError', `Invalid Instance ID(s): [${id}] specified`, {
      path,
      expected: 'the id of an instance that runs',
      found: show(id),
      rule: 'AG-12',
    })
  const { availabilityZone: zone } = instance
  if (zone !== null && !group.availabilityZones.includes(zone))
    invalid(
      path,
      `an instance in a zone of the group: ${group.availabilityZones.join(', ')}`,
      `${id}, in ${zone}`,
      'AG-12',
    )
  return instance
}
