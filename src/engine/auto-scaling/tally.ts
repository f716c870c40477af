// How do the instances of Auto Scaling groups stand, all together? Sums, which are looked at every minute: only those instances are counted
// again of which something has changed since.
import { entryOf } from '../../kernel/maps.ts'
import type { GroupInstance } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'
import { isCounted } from '../../scaling/groups/members.ts'
import type { Room } from '../../scaling/managed/reservation.ts'

export interface GroupSums {
  readonly inService: number
  /** Those of them on which a task stands that is no daemon's (CP-24). */
  readonly used: number
  /** What the desired capacity is about. */
  readonly counted: number
  /** Of those, by Availability Zone. */
  readonly byZone: ReadonlyMap<string, number>
  /** What they offer to tasks: one for each size, with how many are of it. */
  readonly rooms: ReadonlyMap<string, { readonly room: Room; readonly count: number }>
}

type Seen = Pick<WorldView, 'tables' | 'indexes'>

/** What one instance adds. */
interface Part {
  readonly groupName: string
  readonly inService: number
  readonly used: number
  readonly counted: number
  readonly zone: string
  readonly room: Room | null
}

interface Sums extends GroupSums {
  inService: number
  used: number
  counted: number
  readonly byZone: Map<string, number>
  readonly rooms: Map<string, { readonly room: Room; count: number }>
}

const nobody = (): Sums => ({ inService: 0, used: 0, counted: 0, byZone: new Map(), rooms: new Map() })
const NOBODY: GroupSums = nobody()

/** Follows from the rows; a world that was restored or forked counts anew. */
export class GroupTally {
  private readonly parts = new Map<string, Part>()
  private readonly sums = new Map<string, Sums>()

  of(world: Seen, groupName: string): GroupSums {
    const { touched } = world.indexes.groups
    for (const id of touched) this.countAgain(world, id)
    touched.clear()
    return this.sums.get(groupName) ?? NOBODY
  }

  private countAgain(world: Seen, id: string): void {
    const before = this.parts.get(id)
    if (before !== undefined) this.add(before, -1)
    const member = world.tables.groupInstances.get(id)
    if (member === undefined) {
      this.parts.delete(id)
      return
    }
    const part = partOf(world, member)
    this.parts.set(id, part)
    this.add(part, 1)
  }

  private add({ groupName, inService, used, counted, zone, room }: Part, sign: 1 | -1): void {
    const sums = entryOf(this.sums, groupName, nobody)
    sums.inService += sign * inService
    sums.used += sign * used
    sums.counted += sign * counted
    sums.byZone.set(zone, (sums.byZone.get(zone) ?? 0) + sign * counted)
    if (room === null) return
    const key = `${room.cpuUnits} ${room.memoryMiB} ${room.gpus} ${room.enis}`
    const known = entryOf(sums.rooms, key, () => ({ room, count: 0 }))
    known.count += sign
    if (known.count === 0) sums.rooms.delete(key)
  }
}

function partOf(world: Seen, member: Readonly<GroupInstance>): Part {
  const { groupName, state, containerInstanceArn } = member
  const instance = world.tables.containerInstances.get(containerInstanceArn ?? '')
  const inService = Number(state === 'InService')
  return {
    groupName,
    inService,
    used: inService * Number(isUsed(world, containerInstanceArn)),
    counted: Number(isCounted(member)),
    zone: member.availabilityZone,
    room:
      instance === undefined
        ? null
        : {
            cpuUnits: instance.cpuUnits,
            memoryMiB: instance.memoryMiB,
            gpus: instance.gpuIds.length,
            enis: instance.taskEniLimit,
          },
  }
}

/** Some task stands on it that is no daemon's, and not STOPPED (CP-24). */
export function isUsed({ tables, indexes }: Seen, instance: string | null): boolean {
  for (const arn of indexes.tasksByInstance.get(instance ?? '') ?? []) {
    const service = tables.services.get(tables.tasks.certain(arn).serviceArn ?? '')
    if (service?.schedulingStrategy !== 'DAEMON') return true
  }
  return false
}
