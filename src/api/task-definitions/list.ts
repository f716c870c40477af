// ListTaskDefinitions: which revisions are there? (TD-9)
import type { TaskDefinition } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { present } from '../dates.ts'
import { revisionsOf } from '../find.ts'
import { pageOf } from '../pages.ts'
import { parseInput } from '../shapes/parse-input.ts'

export interface TaskDefinitionList {
  taskDefinitionArns: string[]
  nextToken?: string
}

export function listTaskDefinitions(world: WorldView, input?: unknown): TaskDefinitionList {
  const {
    familyPrefix,
    status = 'ACTIVE',
    sort = 'ASC',
    maxResults,
    nextToken,
  } = parseInput('ListTaskDefinitions', input)
  const candidates =
    familyPrefix === undefined ? world.tables.taskDefinitions.values() : revisionsOf(world, familyPrefix)
  const rows = [...candidates].filter((row) => row.status === status).sort(byFamilyAndRevision)
  if (sort === 'DESC') rows.reverse()
  const arns = rows.map(({ arn }): string => arn)
  const page = pageOf(arns, maxResults, nextToken, { most: 100, usual: 100 })
  return { taskDefinitionArns: page.items, ...present('nextToken', page.nextToken) }
}

function byFamilyAndRevision(a: Readonly<TaskDefinition>, b: Readonly<TaskDefinition>): number {
  if (a.family !== b.family) return a.family < b.family ? -1 : 1
  return a.revision - b.revision
}
