// What do the instances of an Auto Scaling group offer to tasks, those that are there and those that it would launch? (CP-26)
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import type { Room } from '../../scaling/managed/reservation.ts'
import { instanceFrom } from '../register-instance.ts'
import type { World } from '../world.ts'
import { sourceOf } from './sources.ts'

/** One for each size of those that are there, and the one that comes. */
export function roomsOf(world: World, group: Readonly<AutoScalingGroup>): Room[] {
  const rooms = [...world.tally.of(world, group.id).rooms.values()].map(({ room }) => room)
  const source = sourceOf(world, group.launch)
  if (source === undefined) return rooms
  const [availabilityZone = ''] = group.availabilityZones
  const { cpuUnits, memoryMiB, gpus, taskEniLimit } = instanceFrom(world, source.recipe, { availabilityZone })
  return [{ cpuUnits, memoryMiB, gpus: gpus ?? 0, enis: taskEniLimit }, ...rooms]
}
