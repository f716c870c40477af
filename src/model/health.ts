// Is a task judged by the health of its containers? (DP-201, DP-203)
import type { TaskDefinition } from './entities.ts'

/** An essential container has a health check. */
export function hasEssentialCheck({ containers }: Pick<Readonly<TaskDefinition>, 'containers'>): boolean {
  for (const { essential, healthCheck } of containers) if (essential && healthCheck !== null) return true
  return false
}
