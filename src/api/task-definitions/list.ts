// ListTaskDefinitions: which revisions are there? (TD-9)
import type { TaskDefinition } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { revisionsOf } from '../find.ts'
import { pageOf } from '../pages.ts'
import { parseInput } from '../shapes/parse-input.ts'

export interface TaskDefinitionList {
  taskDefinitionArns: string[]
  nextToken?: string
}

export function listTaskDefinitions(world: WorldView, input?: unknown): TaskDefinitionList {
  const parsed = parseInput('ListTaskDefinitions', input)
  const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = parsed
  const candidates =
    familyPrefix === undefined ? world.tables.taskDefinitions.values() : revisionsOf(world, familyPrefix)
  const rows = [...candidates].filter((row) => row.status === status).sort(byFamilyAndRevision)
  if (sort === 'DESC') rows.reverse()
  const arns = rows.map(({ arn }): string => arn)
  const { items, ...more } = pageOf('ListTaskDefinitions', arns, parsed, { most: 100, usual: 100 })
  return { taskDefinitionArns: items, ...more }
}

function byFamilyAndRevision(a: Readonly<TaskDefinition>, b: Readonly<TaskDefinition>): number {
  if (a.family !== b.family) return a.family < b.family ? -1 : 1
  return a.revision - b.revision
}
