// Is what is known of Auto Scaling groups at any time what a count of their instances says?
import { assert } from '../kernel/assert.ts'
import type { GroupInstance } from '../model/scaling/groups.ts'
import { isCounted } from '../scaling/groups/members.ts'
import { membersOf } from './auto-scaling/members.ts'
import { isUsed } from './auto-scaling/tally.ts'
import type { World } from './world.ts'

export function checkGroups(world: World): void {
  for (const { id } of world.tables.autoScalingGroups.values()) {
    const members = membersOf(world, id)
    const inService = members.filter(({ state }) => state === 'InService')
    const used = inService.filter(({ containerInstanceArn }) => isUsed(world, containerInstanceArn))
    const sums = world.tally.of(world, id)
    const rooms = [...sums.rooms.values()].flatMap(({ room, count }) =>
      Array.from({ length: count }, () => spell(room)),
    )
    assert(
      sums.inService === inService.length &&
        sums.used === used.length &&
        sums.counted === members.filter(isCounted).length &&
        members.every(({ availabilityZone: zone }) => sums.byZone.get(zone) === countIn(members, zone)) &&
        rooms.sort().join() === roomsIn(world, id).sort().join(),
      () => `${id}: its sums are not those of its instances`,
    )
  }
}

function countIn(members: readonly Readonly<GroupInstance>[], zone: string): number {
  return members.filter((member) => isCounted(member) && member.availabilityZone === zone).length
}

function roomsIn(world: World, id: string): string[] {
  return membersOf(world, id).flatMap(({ containerInstanceArn }) => {
    const instance = world.tables.containerInstances.get(containerInstanceArn ?? '')
    if (instance === undefined) return []
    const { cpuUnits, memoryMiB, gpuIds, taskEniLimit } = instance
    return [spell({ cpuUnits, memoryMiB, gpus: gpuIds.length, enis: taskEniLimit })]
  })
}

function spell(room: object): string {
  return JSON.stringify(room)
}
