// Which task does somebody mean: by its ARN, its id, or the beginning of its id?
import { type Simulation, suggestion, type Task } from '../index.ts'
import { few, unknownName } from './complaints.ts'

/** Shorter beginnings of ids are refused. */
const FEWEST = 4

/** Of every task that there ever was. @throws UsageError for none, and for several */
export function taskArnOf(sim: Simulation, wanted: string): string {
  const id = wanted.slice(wanted.lastIndexOf('/') + 1)
  const tasks = sim.journal.flatMap(({ kind, set }) =>
    kind === 'task.created' || kind === 'task.adopted' ? [set as Task] : [],
  )
  const found = tasks.filter((task) => task.id === id || (id.length >= FEWEST && task.id.startsWith(id)))
  if (found.length === 1) return found[0]!.arn
  const names = (found.length > 1 ? found : tasks).map((task) => `${task.id} (${task.group})`)
  const known = names.length === 0 ? 'a task, but there is none' : `the id of a task: ${few(names)}`
  const hint = suggestion(
    wanted,
    tasks.map((task) => task.id),
  )
  throw unknownName('--task', known, wanted, found.length > 1 ? ` ${found.length} tasks begin so.` : hint)
}
