// How did what scales stand when the files were printed? Processes of groups that were suspended, and states of alarms.
import type { LiveAlarm, LiveGroup } from '../blueprint/state.ts'
import { within } from '../place.ts'
import type { AwsInput } from '../services.ts'
import type { Gathered, Item } from './gather.ts'
import { recordsOf, textOf } from './members.ts'

export function suspendedGroups({ scalingGroups }: Gathered): LiveGroup[] {
  return scalingGroups.flatMap(({ value, place }) => {
    const processes = recordsOf(value.SuspendedProcesses).flatMap(({ ProcessName }) => textOf(ProcessName) ?? [])
    if (processes.length === 0) return []
    return [{ name: String(value.AutoScalingGroupName), processes, place: within(place, 'SuspendedProcesses') }]
  })
}

const STATES: readonly unknown[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA']

/** Of alarms that have been evaluated; those of a policy are known by it, because their names here are others. */
export function alarmStates({ alarms, compositeAlarms, scalingPolicies }: Gathered): LiveAlarm[] {
  return [...alarms, ...compositeAlarms].flatMap(({ value, place }) => {
    const { AlarmName, StateValue, StateReason } = value
    if (!STATES.includes(StateValue)) return []
    const name = String(AlarmName)
    const owner = scalingPolicies.find((policy) => namesAlarm(policy, name))
    const side = /-AlarmLow-[^-]+(?:-[^-]+){4}$/.test(name) ? 'alarmLow' : 'alarmHigh'
    return [
      {
        name,
        owner:
          owner === undefined ? null : { target: targetOf(owner.value), policy: String(owner.value.PolicyName), side },
        state: StateValue as LiveAlarm['state'],
        reason: textOf(StateReason) ?? '',
        place: within(place, 'StateValue'),
      },
    ]
  })
}

/** Only those of target tracking are its own. */
function namesAlarm({ value }: Item, name: string): boolean {
  return /^TargetTracking-/.test(name) && recordsOf(value.Alarms).some(({ AlarmName }) => AlarmName === name)
}

function targetOf({ ResourceId, AutoScalingGroupName }: AwsInput): string {
  return String(ResourceId ?? AutoScalingGroupName)
}
