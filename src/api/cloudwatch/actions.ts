// Which actions does an alarm take, when it comes into a state? (CW-20, CW-24)
import type { Alarm } from '../../model/scaling/alarms.ts'
import { checkText, invalid } from './parse.ts'

interface AwsActions {
  readonly ActionsEnabled?: boolean
  readonly OKActions?: readonly string[]
  readonly AlarmActions?: readonly string[]
  readonly InsufficientDataActions?: readonly string[]
}

export type Actions = Pick<Alarm, 'actionsEnabled' | 'okActions' | 'alarmActions' | 'insufficientDataActions'>

export const ACTION_MEMBERS = ['OKActions', 'AlarmActions', 'InsufficientDataActions'] as const
const MOST_ACTIONS = 5

/** @throws InvalidParameterValueException */
export function actionsOf(parsed: AwsActions): Actions {
  const [okActions, alarmActions, insufficientDataActions] = ACTION_MEMBERS.map((member) => {
    const actions = parsed[member] ?? []
    if (actions.length > MOST_ACTIONS) invalid(member, `at most ${MOST_ACTIONS} items`, `${actions.length} items`)
    for (const [index, action] of actions.entries()) {
      checkText(`${member}[${index}]`, action, 1_024)
      if (!/^arn:[^:]+:[^:]+:/.test(action)) invalid(`${member}[${index}]`, 'the ARN of an action', action)
    }
    return actions
  }) as [readonly string[], readonly string[], readonly string[]]
  return { actionsEnabled: parsed.ActionsEnabled ?? true, okActions, alarmActions, insufficientDataActions }
}
