// DeregisterTaskDefinition: from ACTIVE to INACTIVE, and never back (TD-3, TD-4).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { shortName } from '../../kernel/arns.ts'
import { show } from '../../kernel/closest.ts'
import { updated } from '../../model/changes.ts'
import { refuse } from '../refuse.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { describeRevision, getTaskDefinition, type TaskDefinitionAnswer } from './describe.ts'
import { quotable } from './validate/objection.ts'

export function deregisterTaskDefinition(world: World, input: unknown): Pick<TaskDefinitionAnswer, 'taskDefinition'> {
  const parsed = parseInput('DeregisterTaskDefinition', input)
  checkRevision(parsed.taskDefinition)
  const { arn, status } = getTaskDefinition(world, parsed.taskDefinition)
  return command(world, 'ecs.deregisterTaskDefinition', parsed, (cause) => {
    if (status === 'ACTIVE') {
      const set = { status: 'INACTIVE', deregisteredAtMs: world.nowMs } as const
      apply(world, { changes: [updated('taskDefinition.deregistered', arn, set, 'TD-4')], timers: [] }, cause)
    }
    return { taskDefinition: describeRevision(world, world.tables.taskDefinitions.certain(arn)) }
  })
}

/** A bare family is not enough here. */
function checkRevision(reference: string): void {
  const name = shortName(reference)
  const colon = name.lastIndexOf(':')
  const facts = { path: 'taskDefinition', expected: 'family:revision, or an ARN', found: show(name), rule: 'TD-4' }
  if (colon === -1) refuse('ClientException', 'Revision is missing.', facts)
  const revision = name.slice(colon + 1)
  if (/^\d+$/.test(revision)) return
  refuse('InvalidParameterException', `Invalid revision number. Number: ${quotable(revision)}`, facts)
}
