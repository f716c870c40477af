// Which steps led to a task's end? The containers stop one after another, and then its network goes (LC-9, LC-49, LC-50).
import { firstToEnd, isEveryoneOver } from '../../lifecycle/containers/machine.ts'
import type { Task } from '../../model/entities.ts'
import type { TaskHistory } from './history.ts'
import { firstMs } from './history.ts'
import { type Mark, pathOf, type TimingPath } from './path.ts'

export function stopPathOf(history: TaskHistory): TimingPath | null {
  const { task, nowMs } = history
  const fromMs = stopBeganMs(history)
  if (fromMs === null) return null
  const { containers } = history.definition
  const marks: Mark[] = []
  marks.push(...drained(history))
  if (task.orderedAtMs !== null && task.orderedAtMs > fromMs)
    marks.push({ name: 'agent-away', container: null, rule: 'EA-5', atMs: task.orderedAtMs })
  for (const index of chainOfExits(history, fromMs))
    marks.push({
      name: 'exit',
      container: containers[index]!.name,
      rule: 'LC-50',
      atMs: task.runs[index]!.stoppedAtMs,
    })
  const isOver = isEveryoneOver(task.runs, nowMs)
  if (isOver && task.eni !== null) marks.push(...detached(history))
  marks.push({ name: 'agent-away', container: null, rule: 'LC-16', atMs: task.stoppedAtMs })
  return pathOf(fromMs, marks, task.stoppedAtMs, nowMs)
}

/** Its targets go first, where a scheduler stops it (LB-103). */
function drained({ entries }: TaskHistory): Mark[] {
  const said = entries.filter(({ set }) => (set as Partial<Task>).lastStatus !== undefined)
  const place = said.findIndex(({ set }) => (set as Partial<Task>).lastStatus === 'DEACTIVATING')
  if (place < 0) return []
  const atMs = said[place + 1]?.atMs ?? null
  return [{ name: 'deregistration-delay', container: null, rule: 'LB-103', atMs }]
}

function detached(history: TaskHistory): Mark[] {
  const { task } = history
  const exitedMs = firstMs(history, ({ lastStatus }) => lastStatus === 'DEPROVISIONING')
  const rule = task.launchType === 'FARGATE' ? 'LT-5' : 'LT-10'
  return [
    { name: 'agent-away', container: null, rule: 'LC-16', atMs: exitedMs },
    ...(exitedMs === null ? [] : [{ name: 'eni-detach', container: null, rule, atMs: task.stoppedAtMs } as const]),
  ]
}

/** The wish that it stop, or the first essential container that was over, whichever came first; null before. */
export function stopBeganMs({ task, definition, nowMs }: TaskHistory): number | null {
  const ended = firstToEnd(definition.containers, task.runs, nowMs)?.atMs ?? null
  if (task.stoppingAtMs === null) return ended
  return ended === null ? task.stoppingAtMs : Math.min(ended, task.stoppingAtMs)
}

/** From the container that stopped last back to the one that was asked first, in the order in which they went. */
function chainOfExits({ task: { runs } }: TaskHistory, fromMs: number): number[] {
  const all = [...runs.keys()]
  const asked = all.filter((index) => runs[index]!.signalledAtMs !== null)
  const chain: number[] = []
  let next = latest(asked, (index) => runs[index]!.stoppedAtMs ?? Number.POSITIVE_INFINITY)
  while (next !== null && !chain.includes(next)) {
    chain.unshift(next)
    const signalMs = runs[next]!.signalledAtMs ?? fromMs
    if (signalMs <= fromMs) break
    next = all.find((index) => !chain.includes(index) && runs[index]!.stoppedAtMs === signalMs) ?? null
  }
  return chain
}

/** The first of those with the greatest value; null when there are none. */
export function latest(indexes: readonly number[], rankOf: (index: number) => number): number | null {
  let best: number | null = null
  for (const index of indexes) if (best === null || rankOf(index) > rankOf(best)) best = index
  return best
}
