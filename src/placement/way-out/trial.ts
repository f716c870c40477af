// Would placement take the task if something were different? The real index, the real filters and the real `place`, over
// what would be.
//
// An instance's fit depends on that instance and its own tasks alone, and of today's instances none fits. So a change to one
// instance is tried on a fleet of that instance only, and a change to the request on the fleet as it is.
import type { ContainerInstance, Task } from '../../model/entities.ts'
import { FleetIndex } from '../../model/fleet-index.ts'
import type { Reserve } from '../../model/reserve.ts'
import { isPromised, standingOf } from '../../model/standing.ts'
import { place } from '../place.ts'
import type { FleetView, PlacementRequest, RefusalReason, Slot } from '../request.ts'
import { agrees, lacksOf } from './question.ts'

/** One instance as it would be, and the tasks it would have: those that are wanted, and those that are asked to stop. */
export class Trial {
  private readonly fleet = new FleetIndex()
  private readonly request: PlacementRequest
  private readonly slot: Slot

  /** @param reserve what is kept for daemons there (PL-38) */
  constructor(
    request: PlacementRequest,
    instance: Readonly<ContainerInstance>,
    tasks: Iterable<Readonly<Task>>,
    reserve: Reserve | null,
  ) {
    this.request = { ...request, instances: { certain: () => instance } }
    this.fleet.add(instance)
    this.slot = this.fleet.slot(instance.arn)!
    for (const task of tasks) this.admit(task)
    if (reserve !== null) this.fleet.keep(this.slot, reserve)
  }

  admit(task: Readonly<Task>): void {
    this.slot.enis += task.needs.enis
    if (isWanted(task)) this.fleet.promise(this.slot, task)
  }

  /** The task has ended, with all that it held. */
  dismiss(task: Readonly<Task>): void {
    this.slot.enis -= task.needs.enis
    if (isWanted(task)) this.fleet.release(this.slot, task)
  }

  takesTheTask(): boolean {
    return placing(this.fleet, this.request) !== null
  }

  lacks(): Set<RefusalReason> {
    return lacksOf(this.request, this.slot)
  }
}

/** One that is asked to stop has given back its room, and keeps its interface until it is STOPPED (PL-16). */
function isWanted(task: Readonly<Task>): boolean {
  return isPromised(standingOf(task))
}

/** Where the task would go, null when only the dice will tell; null altogether when it would be refused. */
export function placing(fleet: FleetView, request: PlacementRequest): { readonly placedOn: string | null } | null {
  let isDrawn = false
  let slot: Slot | null = null
  agrees(() => {
    slot = place(fleet, request, () => {
      isDrawn = true
      return 0
    })
    return true
  })
  if (slot === null) return null
  return { placedOn: isDrawn ? null : (slot as Slot).arn }
}
