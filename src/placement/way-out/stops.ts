// Which tasks of one instance would have to end, and how few are enough (PL-16)?
//
// Sets are tried in order of their size, over all instances, so that the first that helps is the smallest. Up to 12 tasks
// that is every set; of more, as many sizes as make 4,096 sets, and from there on everything is stopped and what can stay is
// put back, the least helpful first: a set of which no task is spare, though perhaps not the smallest.
import type { Task } from '../../model/entities.ts'
import { CLASS_FILTERS } from '../filters.ts'
import type { Remedy } from '../remedies.ts'
import type { RefusalReason, Slot } from '../request.ts'
import { everyoneOf, isCustom, type Question } from './question.ts'
import { ROOM, type RoomRow } from './room.ts'
import { Trial } from './trial.ts'

/** Sets tried on one instance, and on all of them together. */
const MOST_SETS_OF_ONE = 4_096
const MOST_SETS = 100_000

type Tasks = readonly Readonly<Task>[]

interface Case {
  readonly slot: Slot
  readonly trial: Trial
  /** Those that no service starts again come first. */
  readonly tasks: Tasks
  /** No smaller set frees enough room. */
  readonly least: number
  /** How much of what is missing a task gives back. */
  readonly help: (task: Readonly<Task>) => number
  /** What was found without trying every set; undefined while that has not been needed. */
  trimmed?: Tasks | null
}

export function* stopTasks(question: Question): Generator<Remedy> {
  const budget = { left: MOST_SETS }
  let open = question.asked.flatMap(({ slot }) => caseOf(question, slot) ?? [])
  for (let size = 1; open.length > 0; size++) {
    const unsolved: Case[] = []
    for (const one of open) {
      const found = size < one.least ? undefined : setOf(one, size, budget)
      if (found === undefined) unsolved.push(one)
      else if (found !== null) yield remedyOf(one, found)
    }
    open = unsolved.filter(({ tasks }) => tasks.length > size)
  }
}

function remedyOf({ slot }: Case, tasks: Tasks): Remedy {
  const taskArns = tasks.map(({ arn }) => arn)
  return { kind: 'stop-tasks', containerInstanceArn: slot.arn, taskArns, placedOn: slot.arn }
}

/** Null for an instance that would not take the task even if all that can be stopped had STOPPED. */
function caseOf(question: Question, slot: Slot): Case | null {
  const { request, tenantsOf } = question
  const tenants = tenantsOf(slot.arn)
  const tasks = tenants.wanted
  if (tasks.length === 0 || !CLASS_FILTERS.every(({ fits }) => fits(request, slot.class))) return null
  const trial = new Trial(request, request.instances.certain(slot.arn), everyoneOf(tenants), slot.reserve)
  for (const task of tasks) trial.dismiss(task)
  const lacks = trial.lacks()
  for (const task of tasks) trial.admit(task)
  if (![...lacks].every(mayBeForLackOfTasks)) return null
  const isKept = ({ serviceArn }: Readonly<Task>) => serviceArn !== null
  const inOrder = [...tasks.filter((task) => !isKept(task)), ...tasks.filter(isKept)]
  const shortages = shortagesOf(question, slot)
  return { slot, trial, tasks: inOrder, least: leastToStop(shortages, tasks), help: helpWith(shortages) }
}

/** An expression may ask for the company of a task, and a user's filter for anything. */
function mayBeForLackOfTasks(reason: RefusalReason): boolean {
  return reason === 'MemberOf placement constraint unsatisfied.' || isCustom(reason)
}

interface Shortage extends Pick<RoomRow, 'takenBy'> {
  readonly amount: number
}

function shortagesOf({ request }: Question, slot: Slot): Shortage[] {
  return ROOM.map(({ missing, takenBy }) => ({ takenBy, amount: missing(request, slot) })).filter(
    ({ amount }) => amount > 0,
  )
}

/** As many as it takes of the largest, of whatever is missing most. */
function leastToStop(shortages: readonly Shortage[], tasks: Tasks): number {
  const counts = shortages.map(({ takenBy, amount }) => {
    let left = amount
    const largestFirst = tasks.map(takenBy).sort((a, b) => b - a)
    return (
      1 +
      largestFirst.findIndex((taken) => {
        left -= taken
        return left <= 0
      })
    )
  })
  return Math.max(1, ...counts)
}

function helpWith(shortages: readonly Shortage[]): Case['help'] {
  return (task) => shortages.reduce((sum, { takenBy, amount }) => sum + Math.min(1, takenBy(task) / amount), 0)
}

/** A set of this size that helps; undefined when there is none, null when none of any size will be found. */
function setOf(one: Case, size: number, budget: { left: number }): Tasks | null | undefined {
  const { tasks } = one
  const sets = choose(tasks.length, size)
  const isAffordable = setsUpTo(tasks.length, size) <= MOST_SETS_OF_ONE && sets <= budget.left
  if (one.trimmed === undefined && isAffordable) {
    budget.left -= sets
    return search(one, size, 0) ?? undefined
  }
  if (one.trimmed === undefined) one.trimmed = trim(one)
  if (one.trimmed === null) return null
  return one.trimmed.length <= size ? one.trimmed : undefined
}

/** Tries every set of so many of the tasks from there on; the trial is as it was before when it returns. */
function search({ trial, tasks }: Pick<Case, 'trial' | 'tasks'>, size: number, from: number): Tasks | null {
  if (size === 0) return trial.takesTheTask() ? [] : null
  for (let at = from; at <= tasks.length - size; at++) {
    const task = tasks[at]!
    trial.dismiss(task)
    const others = search({ trial, tasks }, size - 1, at + 1)
    trial.admit(task)
    if (others !== null) return [task, ...others]
  }
  return null
}

/** Everything stops, and whatever need not comes back: the least helpful first, so that few remain. */
function trim({ trial, tasks, help }: Case): Tasks | null {
  for (const task of tasks) trial.dismiss(task)
  if (!trial.takesTheTask()) return null
  const spare = new Set<Readonly<Task>>()
  for (const task of tasks.toSorted((a, b) => help(a) - help(b))) {
    trial.admit(task)
    if (trial.takesTheTask()) spare.add(task)
    else trial.dismiss(task)
  }
  return tasks.filter((task) => !spare.has(task))
}

function setsUpTo(count: number, size: number): number {
  let sum = 0
  for (let of = 1; of <= size; of++) sum += choose(count, of)
  return sum
}

/** How many sets of so many there are. */
function choose(count: number, size: number): number {
  let sets = 1
  for (let at = 1; at <= size; at++) sets = (sets * (count - size + at)) / at
  return sets
}
