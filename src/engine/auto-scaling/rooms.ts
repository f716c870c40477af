// What do the instances of an Auto Scaling group offer to tasks, those that are there and those that it would launch? (CP-26)
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import type { Room } from '../../scaling/managed/reservation.ts'
import { instanceFrom } from '../register-instance.ts'
import type { World } from '../world.ts'
import { membersOf } from './members.ts'
import { sourceOf } from './sources.ts'

/** One for each size that differs. */
export function roomsOf(world: World, group: Readonly<AutoScalingGroup>): Room[] {
  const rooms = new Map<string, Room>()
  const add = (room: Room) => rooms.set(JSON.stringify(room), room)
  const source = sourceOf(world, group.launch)
  if (source !== undefined) {
    const [availabilityZone = ''] = group.availabilityZones
    const { cpuUnits, memoryMiB, gpus, taskEniLimit } = instanceFrom(world, source.recipe, { availabilityZone })
    add({ cpuUnits, memoryMiB, gpus: gpus ?? 0, enis: taskEniLimit })
  }
  for (const { containerInstanceArn } of membersOf(world, group.id)) {
    const instance = world.tables.containerInstances.get(containerInstanceArn ?? '')
    if (instance === undefined) continue
    const { cpuUnits, memoryMiB, gpuIds, taskEniLimit } = instance
    add({ cpuUnits, memoryMiB, gpus: gpuIds.length, enis: taskEniLimit })
  }
  return [...rooms.values()]
}
