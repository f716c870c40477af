// Which actions of alarms are kept, and do nothing here?
import type { WorldView } from '../../model/view.ts'

interface KeptAction {
  readonly id: string
  readonly path: string
  readonly why: string
}

/** Everything else notifies somebody, or does something to an instance. */
const SCALING = /^arn:[^:]+:autoscaling:/

export function alarmActionsNotSimulated({ tables }: WorldView): KeptAction[] {
  return [...tables.alarms.values()].flatMap(({ arn, okActions, alarmActions, insufficientDataActions }) =>
    Object.entries({
      OKActions: okActions,
      AlarmActions: alarmActions,
      InsufficientDataActions: insufficientDataActions,
    }).flatMap(([member, actions]) =>
      actions.flatMap((action, index) =>
        SCALING.test(action) ? [] : [{ id: arn, path: `${member}[${index}]`, why: 'alarms notify nobody' }],
      ),
    ),
  )
}
