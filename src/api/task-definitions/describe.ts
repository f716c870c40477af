// DescribeTaskDefinition: what AWS stored, and what it adds in its answer (TD-7, TD-8, TD-11, TD-101).
import { shortName } from '../../kernel/arns.ts'
import { show } from '../../kernel/closest.ts'
import type { TaskDefinition } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf, dated, dateOf } from '../dates.ts'
import { findTaskDefinition } from '../find.ts'
import { refuse } from '../refuse.ts'
import type { TaskDefinition as AwsTaskDefinition, Tag } from '../shapes/ecs-types.generated.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { requiresAttributes } from './attributes.ts'
import { storedDefinition } from './definition.ts'

/** `tags` is empty unless it was asked for. */
export interface TaskDefinitionAnswer {
  taskDefinition: AwsTaskDefinition
  tags: Tag[]
}

export function describeTaskDefinition(world: WorldView, input: unknown): TaskDefinitionAnswer {
  const { taskDefinition, include = [] } = parseInput('DescribeTaskDefinition', input)
  const row = getTaskDefinition(world, taskDefinition)
  return {
    taskDefinition: describeRevision(world, row),
    tags: include.includes('TAGS') ? copyOf([...row.tags]) : [],
  }
}

/** @throws ClientException (TD-7) */
export function getTaskDefinition(world: WorldView, reference: string): Readonly<TaskDefinition> {
  const row = findTaskDefinition(world, reference)
  if (row !== undefined) return row
  refuse('ClientException', 'Unable to describe task definition.', {
    path: 'taskDefinition',
    expected: 'a registered family, family:revision or ARN',
    found: show(shortName(reference)),
    rule: 'TD-7',
  })
}

/** AWS's answer about one revision: a fresh copy. */
export function describeRevision(world: WorldView, row: Readonly<TaskDefinition>): AwsTaskDefinition {
  const attributes = requiresAttributes(storedDefinition(row.definition), row.compatibilities)
  return {
    taskDefinitionArn: row.arn,
    ...(copyOf(row.definition) as AwsTaskDefinition),
    revision: row.revision,
    status: row.status === 'DELETED' ? 'DELETE_IN_PROGRESS' : row.status,
    requiresAttributes: attributes.map((name) => ({ name })),
    compatibilities: [...row.compatibilities] as NonNullable<AwsTaskDefinition['compatibilities']>,
    registeredAt: dateOf(row.registeredAtMs),
    ...dated('deregisteredAt', row.deregisteredAtMs),
    ...dated('deleteRequestedAt', row.deleteRequestedAtMs),
    registeredBy: `arn:aws:iam::${world.realm.accountId}:root`,
  }
}
