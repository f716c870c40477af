// What does a task take of its instance, and when does it give that back? Promised room, held room, its place in the agent's queue.
import { assert } from '../kernel/assert.ts'
import type { Daemons } from './daemons.ts'
import type { Task } from './entities.ts'
import type { FleetIndex, Slot } from './fleet-index.ts'
import type { Ripples } from './ripples.ts'
import { isPromised, type Seat, type Standing } from './standing.ts'
import type { ReadonlyTable } from './table.ts'
import type { TaskTrace } from './traces.ts'

export class Tenancy {
  private readonly tasks: ReadonlyTable<Task>
  private readonly tasksByInstance: ReadonlyMap<string, ReadonlySet<string>>
  private readonly daemons: Daemons
  private readonly ripples: Ripples

  constructor(
    tasks: ReadonlyTable<Task>,
    told: {
      readonly tasksByInstance: ReadonlyMap<string, ReadonlySet<string>>
      readonly daemons: Daemons
      readonly ripples: Ripples
    },
  ) {
    this.tasks = tasks
    this.tasksByInstance = told.tasksByInstance
    this.daemons = told.daemons
    this.ripples = told.ripples
  }

  /** Takes room, or gives it back. */
  move(task: Readonly<Task>, fleet: FleetIndex, slot: Slot, before: TaskTrace | null, after: TaskTrace): void {
    const promisedBefore = before !== null && isPromised(before.standing)
    const promisedAfter = isPromised(after.standing)
    if (!promisedBefore && promisedAfter) fleet.promise(slot, task)
    if (promisedBefore && !promisedAfter) {
      fleet.release(slot, task)
      this.ripples.roomierClusters.add(task.clusterArn)
    }
    // An interface comes back later than the room.
    const isNews = promisedBefore !== promisedAfter || (after.standing === 'stopped' && task.needs.enis > 0)
    if (this.daemons.areThere) this.callDaemons(task, slot, isNews, after.standing)
    slot.stopping += Number(isStoppingAtAgent(after)) - Number(before !== null && isStoppingAtAgent(before))
    if (task.needs.enis > 0) this.moveEnis(task, slot, before, after)
    const seatBefore = before?.seat ?? 'none'
    if (seatBefore !== after.seat) this.moveSeat(task, slot, seatBefore, after.seat)
  }

  private callDaemons({ clusterArn, group }: Readonly<Task>, slot: Slot, isNews: boolean, standing: Standing): void {
    if (isNews) this.daemons.tasksChanged(clusterArn, slot, group)
    if (standing === 'stopped' && slot.class.isDraining) this.daemons.taskLeft(clusterArn)
  }

  /** An interface is taken with the task's first record, and free when the task is STOPPED, long after its room (PL-16). */
  private moveEnis(task: Readonly<Task>, slot: Slot, before: TaskTrace | null, after: TaskTrace): void {
    if (before === null) slot.enis += task.needs.enis
    assert(slot.enis <= slot.taskEniLimit, 'an instance never has more interfaces than it can (CI-27)')
    if (after.standing !== 'stopped') return
    slot.enis -= task.needs.enis
    this.ripples.roomierClusters.add(task.clusterArn)
  }

  private moveSeat(task: Readonly<Task>, slot: Slot, before: Seat, after: Seat): void {
    if (after === 'held') slot.held.take(task)
    if (before === 'held') slot.held.give(task)
    if (after === 'waiting') this.enqueue(task, slot.waiting)
    if (before === 'waiting') slot.waiting.splice(slot.waiting.indexOf(task.arn), 1)
    if (before !== 'none' && slot.waiting.length > 0) this.ripples.roomierSlots.add(slot)
  }

  /** First come, first served: nearly always at the end, but a forked world is told of its tasks in order of creation. */
  private enqueue(task: Readonly<Task>, waiting: string[]): void {
    let at = waiting.length
    while (at > 0 && this.cameBefore(task, this.tasks.certain(waiting[at - 1]!))) at--
    waiting.splice(at, 0, task.arn)
  }

  /** To the agent of their instance; of one millisecond, the one that was created first. */
  private cameBefore(one: Readonly<Task>, other: Readonly<Task>): boolean {
    const [mine, its] = [arrivalOf(one), arrivalOf(other)]
    if (mine !== its) return mine < its
    // Without interfaces, the order of arrival is that of creation, in which the index is told.
    if (one.eni === null && other.eni === null) return false
    for (const arn of this.tasksByInstance.get(one.containerInstanceArn as string) ?? [])
      if (arn === one.arn || arn === other.arn) return arn === one.arn
    return false
  }
}

/** The agent still waits for its containers (LC-14). */
function isStoppingAtAgent({ standing, seat }: TaskTrace): boolean {
  return standing === 'stopping' && seat === 'held'
}

/** When the agent heard of the task: ECS sends it once its interface is attached. */
function arrivalOf({ eni, createdAtMs }: Readonly<Task>): number {
  return eni?.attachedAtMs ?? createdAtMs
}
