// What single change would make a refused task fit? Each family looks for the smallest changes of its kind; every change that
// is offered has been tried, by the filters and the `place` that refused.
import { isAsked } from '../candidates.ts'
import type { Remedy } from '../remedies.ts'
import { addSubnet, dropAttribute, dropConstraint, SIZES, shrinkTask } from './demands.ts'
import { activateInstance, putAttribute, reconnectAgent } from './instances.ts'
import { addInstance } from './newcomers.ts'
import { freePorts } from './ports.ts'
import { type Family, lacksOf, type Refused } from './question.ts'
import { freeResource, ROOM } from './room.ts'
import { stopTasks } from './stops.ts'

/** Instances that are named for one change. */
const MOST_INSTANCES = 3

/** In the order in which they are offered. To add a kind of change, add its row. */
const FAMILIES: readonly Family[] = [
  ...ROOM.map((row) => smallestOf(freeResource(row))),
  smallestOf(freePorts),
  smallestOf(stopTasks),
  ...SIZES.map(shrinkTask),
  dropConstraint,
  dropAttribute,
  smallestOf(putAttribute),
  smallestOf(reconnectAgent),
  smallestOf(activateInstance),
  addSubnet,
  addInstance,
]

/** For a request that no instance takes. */
export function wayOut(refused: Refused): Remedy[] {
  const { fleet, request } = refused
  const slots = fleet.slots().filter((slot) => isAsked(request, slot.class))
  const asked = slots.map((slot) => ({ slot, lacks: lacksOf(request, slot) }))
  return FAMILIES.flatMap((find) => [...find({ ...refused, asked })])
}

function smallestOf(find: Family): Family {
  return function* (question): Generator<Remedy> {
    let left = MOST_INSTANCES
    for (const remedy of find(question)) {
      yield remedy
      if (--left === 0) return
    }
  }
}
