// Which steps led to a task's start? From the container that came last back through what it had to wait for (LC-14, LC-44, LT-1…LT-10).
import { satisfiedAtMs } from '../../lifecycle/containers/dependencies.ts'
import { isWaiting } from '../../lifecycle/containers/phase.ts'
import type { Dependency } from '../../model/containers.ts'
import type { Task } from '../../model/entities.ts'
import { firstMs, type TaskHistory } from './history.ts'
import { type Mark, pathOf, type TimingPath } from './path.ts'
import { latest, stopBeganMs } from './stop-path.ts'

export interface StartPath extends TimingPath {
  /** Given up is a start that was overtaken by the end of the task. */
  readonly outcome: 'started' | 'under way' | 'given up'
  /** When the task was RUNNING. */
  readonly runningAtMs: number | null
}

export function startPathOf(history: TaskHistory): StartPath {
  const { task, nowMs } = history
  const marks = [...marksOfRoom(history), ...marksOfContainers(history)]
  const runningAtMs = task.startedAtMs
  const stopMs = stopBeganMs(history)
  if (runningAtMs === null) {
    const path = pathOf(task.createdAtMs, marks, stopMs, nowMs)
    return { ...path, runningAtMs, outcome: stopMs === null ? 'under way' : 'given up' }
  }
  marks.push({ name: 'agent-away', container: null, rule: 'LC-16', atMs: runningAtMs })
  const marksOfHealth = healthMarks(history)
  const health = marksOfHealth.at(-1)
  // It may have been seen to be healthy before.
  if (health === undefined || (health.atMs ?? nowMs) < runningAtMs)
    return { ...pathOf(task.createdAtMs, marks, runningAtMs, nowMs), runningAtMs, outcome: 'started' }
  const endMs = health.atMs ?? stopMs
  const path = pathOf(task.createdAtMs, [...marks, ...marksOfHealth], endMs, nowMs)
  return { ...path, runningAtMs, outcome: endMs === null ? 'under way' : health.atMs === null ? 'given up' : 'started' }
}

function marksOfRoom({ task, entries }: TaskHistory): Mark[] {
  const isFargate = task.launchType === 'FARGATE'
  const attach: Mark[] =
    task.eni === null
      ? []
      : [{ name: 'eni-attach', container: null, rule: isFargate ? 'LT-1' : 'LT-10', atMs: task.eni.attachedAtMs }]
  if (isFargate) return attach
  return [
    ...marksOfInstances(entries),
    ...attach,
    { name: 'waiting-for-room', container: null, rule: 'LC-14', atMs: task.admittedAtMs },
  ]
}

/** It was accepted without a place, for its capacity provider to make room (CP-20, PL-43). */
function marksOfInstances(entries: TaskHistory['entries']): Mark[] {
  const [creation] = entries
  if (((creation?.set ?? {}) as Partial<Task>).wish == null) return []
  const placed = entries.find(({ kind }) => kind === 'task.placed')
  return [{ name: 'waiting-for-instances', container: null, rule: 'CP-20', atMs: placed?.atMs ?? null }]
}

/** Until it is seen to be healthy, or has run long enough; none when nobody looks at that (DP-200, DP-202, HC-10). */
function healthMarks(history: TaskHistory): Mark[] {
  const { task, definition } = history
  const isChecked = definition.containers.some(({ essential, healthCheck }) => essential && healthCheck !== null)
  if (!isChecked && task.serviceArn === null) return []
  const seenAtMs = () => firstMs(history, ({ healthStatus }) => healthStatus === 'HEALTHY')
  const countsAtMs = () => firstMs(history, ({ healthyAtMs }) => typeof healthyAtMs === 'number')
  const health = (atMs: number | null): Mark => ({ name: 'health', container: null, rule: 'HC-10', atMs })
  if (task.serviceArn === null) return [health(seenAtMs())]
  if (task.traffic === null)
    return isChecked
      ? [health(countsAtMs())]
      : [{ name: 'settle', container: null, rule: 'DP-200', atMs: countsAtMs() }]
  const targets: Mark = { name: 'target-health', container: null, rule: 'DP-202', atMs: countsAtMs() }
  return isChecked ? [health(seenAtMs()), targets] : [targets]
}

/** The chain that ends with the container that came last. */
function marksOfContainers(history: TaskHistory): Mark[] {
  const { runs } = history.task
  const comesAt = (index: number) => {
    const run = runs[index]!
    return isWaiting(run) ? Number.POSITIVE_INFINITY : (run.startedAtMs ?? run.stoppedAtMs ?? Number.POSITIVE_INFINITY)
  }
  const last = latest([...runs.keys()], comesAt)
  return last === null ? [] : marksOfContainer(history, last)
}

function marksOfContainer(history: TaskHistory, index: number): Mark[] {
  const { task, definition } = history
  const run = task.runs[index]!
  const { name } = definition.containers[index]!
  const isFargate = task.launchType === 'FARGATE'
  const own = (mark: Omit<Mark, 'container'>): Mark => ({ container: name, ...mark })
  const pull = own({ name: 'pull', rule: isFargate ? 'LT-3' : 'LT-7', atMs: run.pullStoppedAtMs })
  const start = own({ name: 'start', rule: isFargate ? 'LT-4' : 'LT-9', atMs: run.startedAtMs ?? run.stoppedAtMs })
  const known = (marks: readonly Mark[]) => marks.filter((mark) => mark.atMs !== null || mark === start)
  const binding = bindingOf(history, index)
  if (binding === null) {
    const dispatch = own({ name: 'dispatch', rule: isFargate ? 'LT-2' : 'LT-6', atMs: run.pullStartedAtMs })
    return known([dispatch, pull, start])
  }
  const { on, condition } = binding.dependency
  const waitsFor = { container: definition.containers[on]!.name, condition }
  const wait = own({ name: 'dependency', rule: 'LC-44', atMs: binding.atMs, waitsFor })
  return [...marksOfContainer(history, on), wait, ...known(isFargate ? [start] : [pull, start])]
}

/** The dependency that it had to wait for longest; null when it waited for none, or longer for its image. */
function bindingOf(
  { task, definition }: TaskHistory,
  index: number,
): { readonly dependency: Dependency; readonly atMs: number | null } | null {
  const crew = { specs: definition.containers, runs: task.runs }
  const run = task.runs[index]!
  const { dependencies } = definition.containers[index]!
  const place = latest(
    [...dependencies.keys()],
    (one) => satisfiedAtMs(dependencies[one]!, crew) ?? Number.POSITIVE_INFINITY,
  )
  if (place === null || (run.startedAtMs === null && run.pullStartedAtMs === null && !isWaiting(run))) return null
  const dependency = dependencies[place]!
  const atMs = satisfiedAtMs(dependency, crew)
  const waitedForImage = task.launchType === 'FARGATE' && atMs !== null && (run.pullStoppedAtMs ?? 0) >= atMs
  return waitedForImage ? null : { dependency, atMs }
}
