// Which task does a caller mean: by its ARN, or by its id?
import type { Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'

export function findTask({ tables: { tasks } }: WorldView, reference: string): Readonly<Task> | undefined {
  const byArn = tasks.get(reference)
  if (byArn !== undefined || !/^[0-9a-f]{32}$/.test(reference)) return byArn
  for (const task of tasks.values()) if (task.id === reference) return task
  return undefined
}
