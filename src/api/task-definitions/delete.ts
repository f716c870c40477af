// DeleteTaskDefinitions: from INACTIVE to DELETE_IN_PROGRESS, and gone once nobody uses them (TD-3, TD-5, TD-6).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { shortName } from '../../kernel/arns.ts'
import { updated } from '../../model/changes.ts'
import type { TaskDefinition } from '../../model/entities.ts'
import type { Answer } from '../answer.ts'
import { findTaskDefinition } from '../find.ts'
import { checkCount, invalid } from '../refuse.ts'
import type { DeleteTaskDefinitionsOutput } from '../shapes/ecs-types.generated.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { describeRevision } from './describe.ts'

const REASONS = {
  active: 'The specified task definition is still in ACTIVE status. Please deregister the target and try again.',
  malformed: 'The specified task definition identifier is invalid. Specify a valid name or ARN and try again.',
  unknown: 'The specified task definition does not exist. Specify a valid account, family, revision and try again.',
} as const

export function deleteTaskDefinitions(world: World, input: unknown): Answer<DeleteTaskDefinitionsOutput> {
  const parsed = parseInput('DeleteTaskDefinitions', input)
  checkCount('taskDefinitions', parsed.taskDefinitions, 10, 'TD-5')
  if (parsed.taskDefinitions.length === 0) invalid('taskDefinitions', '1 to 10 task definitions', 'none', 'TD-5')
  return command(world, 'ecs.deleteTaskDefinitions', parsed, (cause) => {
    const answer: Answer<DeleteTaskDefinitionsOutput> = { taskDefinitions: [], failures: [] }
    for (const reference of new Set(parsed.taskDefinitions)) {
      const row = findTaskDefinition(world, reference)
      const reason = obstacleTo(reference, row)
      if (reason !== null) answer.failures.push({ arn: reference, reason })
      else if (row !== undefined)
        answer.taskDefinitions.push(describeRevision(world, requestDeletion(world, row, cause)))
    }
    return answer
  })
}

/** Why it is not deleted; null when it is. */
function obstacleTo(reference: string, row: Readonly<TaskDefinition> | undefined): string | null {
  if (!/^[A-Za-z0-9_-]{1,255}:[1-9]\d*$/.test(shortName(reference))) return REASONS.malformed
  if (row === undefined) return REASONS.unknown
  return row.status === 'ACTIVE' ? REASONS.active : null
}

/** The first look at who still uses it comes one period later. */
function requestDeletion(
  world: World,
  { arn, status }: Readonly<TaskDefinition>,
  cause: number,
): Readonly<TaskDefinition> {
  if (status === 'INACTIVE') {
    const set = { status: 'DELETE_IN_PROGRESS', deleteRequestedAtMs: world.nowMs } as const
    const atMs = world.nowMs + world.behavior.deleteInProgressPollMs
    const timers = [{ atMs, kind: 'taskDefinition.poll', id: arn }] as const
    apply(world, { changes: [updated('taskDefinition.deleteRequested', arn, set, 'TD-5')], timers }, cause)
  }
  return world.tables.taskDefinitions.certain(arn)
}
