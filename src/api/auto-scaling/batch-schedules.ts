// Scheduled actions of a group, several in one call: each succeeds or fails by itself (AS-74).
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { AwsException } from '../../kernel/errors.ts'
import type {
  BatchDeleteScheduledActionOutput,
  BatchPutScheduledUpdateGroupActionOutput,
  FailedScheduledUpdateGroupActionRequest,
} from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { getGroup } from './find.ts'
import { invalid, parseGroupsInput } from './parse.ts'
import { dropSchedule, findSchedule, planSchedule, putSchedule } from './schedules.ts'

const MOST_A_CALL = 50

/** What AWS would refuse alone is told of in the answer. @throws ValidationError about the call as a whole */
export function batchPutScheduledUpdateGroupAction(
  world: World,
  input: unknown,
): Answered<BatchPutScheduledUpdateGroupActionOutput, 'FailedScheduledUpdateGroupActions'> {
  const parsed = parseGroupsInput('BatchPutScheduledUpdateGroupAction', input)
  const { ScheduledUpdateGroupActions: actions } = parsed
  const { id: groupName } = getGroup(world, parsed.AutoScalingGroupName)
  checkNames(
    'ScheduledUpdateGroupActions',
    actions.map(({ ScheduledActionName }) => ScheduledActionName),
  )
  return command(world, 'autoScaling.batchPutScheduledUpdateGroupAction', parsed, (cause) => {
    const failed = each(
      actions,
      ({ ScheduledActionName }) => ScheduledActionName,
      (action) => putSchedule(world, groupName, planSchedule(world, groupName, action), cause),
    )
    return { FailedScheduledUpdateGroupActions: failed }
  })
}

/** @throws ValidationError about the call as a whole */
export function batchDeleteScheduledAction(
  world: World,
  input: unknown,
): Answered<BatchDeleteScheduledActionOutput, 'FailedScheduledActions'> {
  const parsed = parseGroupsInput('BatchDeleteScheduledAction', input)
  const { ScheduledActionNames: names } = parsed
  const { id: groupName } = getGroup(world, parsed.AutoScalingGroupName)
  checkNames('ScheduledActionNames', names)
  return command(world, 'autoScaling.batchDeleteScheduledAction', parsed, (cause) => ({
    FailedScheduledActions: each(
      names,
      (name) => name,
      (name) => dropSchedule(world, findSchedule(world, groupName, name), cause),
    ),
  }))
}

function checkNames(path: string, names: readonly string[]): void {
  if (names.length === 0 || names.length > MOST_A_CALL)
    invalid(path, `1 to ${MOST_A_CALL} items`, `${names.length} items`, 'AS-74')
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) invalid(path, 'each scheduled action once', twice, 'AS-74')
}

/** Whoever is refused has changed nothing. */
function each<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  carryOut: (item: T) => void,
): FailedScheduledUpdateGroupActionRequest[] {
  return items.flatMap((item) => {
    try {
      carryOut(item)
      return []
    } catch (error) {
      if (!(error instanceof AwsException)) throw error
      return [{ ScheduledActionName: nameOf(item), ErrorCode: error.name, ErrorMessage: error.message }]
    }
  })
}
