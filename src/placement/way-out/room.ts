// How much room would an instance have to free, of one kind alone (PL-09, PL-15)?
import type { Needs, Task } from '../../model/entities.ts'
import type { Cure, Remedy } from '../remedies.ts'
import type { PlacementRequest, RefusalReason, Slot } from '../request.ts'
import { type Family, failsOnlyFor, type Tenants } from './question.ts'
import { Trial } from './trial.ts'

type Resource = Extract<Cure, { kind: 'free-resource' }>['resource']

/** A kind of room that tasks take by the amount. */
export interface RoomRow {
  readonly resource: Resource
  readonly reason: RefusalReason
  /** How much is missing. */
  readonly missing: (request: PlacementRequest, slot: Slot) => number
  /** How much a task takes, and the task if it took that much less. */
  readonly takenBy: (task: Readonly<Task>) => number
  readonly taking: (task: Readonly<Task>, less: number) => Readonly<Task>
  /** Whether a task that is asked to stop still has it. */
  readonly keptUntilStopped: boolean
}

const CPU: RoomRow = {
  resource: 'CPU',
  reason: 'RESOURCE:CPU',
  missing: ({ needs }, { promised, reserve }) => needs.cpuUnits + (reserve?.needs.cpuUnits ?? 0) - promised.cpuFree,
  takenBy: ({ needs }) => needs.cpuUnits,
  taking: (task, less) => needing(task, { cpuUnits: task.needs.cpuUnits - less }),
  keptUntilStopped: false,
}

const MEMORY: RoomRow = {
  resource: 'MEMORY',
  reason: 'RESOURCE:MEMORY',
  missing: ({ needs }, { promised, reserve }) =>
    needs.memoryMiB + (reserve?.needs.memoryMiB ?? 0) - promised.memoryFree,
  takenBy: ({ needs }) => needs.memoryMiB,
  taking: (task, less) => needing(task, { memoryMiB: task.needs.memoryMiB - less }),
  keptUntilStopped: false,
}

const GPU: RoomRow = {
  resource: 'GPU',
  reason: 'RESOURCE:GPU',
  missing: ({ needs }, { promised, reserve }) => needs.gpus + (reserve?.needs.gpus ?? 0) - promised.freeGpus().length,
  takenBy: ({ gpuIds }) => gpuIds.length,
  taking: (task, less) => ({ ...task, gpuIds: task.gpuIds.slice(less) }),
  keptUntilStopped: false,
}

const ENI: RoomRow = {
  resource: 'ENI',
  reason: 'RESOURCE:ENI',
  missing: ({ needs }, { enis, taskEniLimit, reserve }) =>
    enis + needs.enis + (reserve?.needs.enis ?? 0) - taskEniLimit,
  takenBy: ({ needs }) => needs.enis,
  taking: (task, less) => needing(task, { enis: task.needs.enis - less }),
  keptUntilStopped: true,
}

/** To add a kind of room, add its row. */
export const ROOM: readonly RoomRow[] = [CPU, MEMORY, GPU, ENI]

export function needing(task: Readonly<Task>, needs: Partial<Needs>): Readonly<Task> {
  return { ...task, needs: { ...task.needs, ...needs } }
}

/** The least amount first. No more can be freed than the tasks of the instance hold. */
export function freeResource(row: RoomRow): Family {
  return function* (question): Generator<Remedy> {
    const { request, asked, tenantsOf } = question
    const short = asked
      .filter((one) => one.lacks.has(row.reason) && failsOnlyFor(one, row.reason))
      .map(({ slot }) => ({ slot, amount: row.missing(request, slot) }))
      .sort((a, b) => a.amount - b.amount)
    for (const { slot, amount } of short) {
      const tasks = relieved(tenantsOf(slot.arn), row, amount)
      if (
        tasks === null ||
        !new Trial(request, request.instances.certain(slot.arn), tasks, slot.reserve).takesTheTask()
      )
        continue
      const { resource } = row
      yield { kind: 'free-resource', containerInstanceArn: slot.arn, resource, amount, placedOn: slot.arn }
    }
  }
}

/** All tasks, those that have it with so much less; null when they do not have so much. */
function relieved(
  { wanted, daemons, leaving }: Tenants,
  { takenBy, taking, keptUntilStopped }: RoomRow,
  amount: number,
): Readonly<Task>[] | null {
  let left = amount
  const lighter = [...wanted, ...leaving].map((task, index) => {
    if (index >= wanted.length && !keptUntilStopped) return task
    const less = Math.min(left, takenBy(task))
    left -= less
    return less === 0 ? task : taking(task, less)
  })
  return left > 0 ? null : [...lighter, ...daemons]
}
