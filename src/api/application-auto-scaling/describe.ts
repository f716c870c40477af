// How do scalable targets, policies, scheduled actions and activities look in an answer?
import type { ScalableTarget, ScalingActivity, ScalingPolicy, ScheduledAction } from '../../model/scaling/targets.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf, dated, dateOf, present } from '../dates.ts'
import type * as shapes from '../shapes/application-auto-scaling-types.generated.ts'
import { DIMENSION, NAMESPACE } from './parse.ts'

const where = (resourceId: string) => ({
  ServiceNamespace: NAMESPACE as shapes.ServiceNamespace,
  ResourceId: resourceId,
  ScalableDimension: DIMENSION as shapes.ScalableDimension,
})

export function describeTarget(target: Readonly<ScalableTarget>): shapes.ScalableTarget {
  const { id, arn, minCapacity, maxCapacity, roleArn, createdAtMs, suspended } = target
  return {
    ...where(id),
    MinCapacity: minCapacity,
    MaxCapacity: maxCapacity,
    RoleARN: roleArn,
    CreationTime: dateOf(createdAtMs),
    SuspendedState: {
      DynamicScalingInSuspended: suspended.scalingIn,
      DynamicScalingOutSuspended: suspended.scalingOut,
      ScheduledScalingSuspended: suspended.scheduled,
    },
    ScalableTargetARN: arn,
  }
}

export function describePolicy(world: WorldView, policy: Readonly<ScalingPolicy>): shapes.ScalingPolicy {
  const { id, name, targetId, createdAtMs, kept, configuration } = policy
  const alarms = configuration.kind === 'tracking' ? managedAlarmsOf(world, policy) : alarmsCalling(world, id)
  return {
    PolicyARN: id,
    PolicyName: name,
    ...where(targetId),
    ...(copyOf(kept) as unknown as { PolicyType: shapes.PolicyType }),
    Alarms: alarms,
    CreationTime: dateOf(createdAtMs),
  }
}

/** The alarms that a policy has made, as far as they are still there. */
export function managedAlarmsOf(
  { tables }: WorldView,
  { alarmHigh, alarmLow }: Pick<ScalingPolicy, 'alarmHigh' | 'alarmLow'>,
): shapes.Alarm[] {
  return [alarmHigh, alarmLow].flatMap((name) => {
    const alarm = name === null ? undefined : tables.alarms.get(name)
    return alarm === undefined ? [] : [{ AlarmName: alarm.name, AlarmARN: alarm.arn }]
  })
}

/** A user's alarms over a step policy (AS-60). */
function alarmsCalling({ tables, indexes }: WorldView, policyArn: string): shapes.Alarm[] {
  return (indexes.alarmsByAction.get(policyArn) ?? []).map((name) => ({
    AlarmName: name,
    AlarmARN: tables.alarms.certain(name).arn,
  }))
}

export function describeAction(action: Readonly<ScheduledAction>): shapes.ScheduledAction {
  const { id, name, targetId, schedule, timezone, startAtMs, endAtMs, minCapacity, maxCapacity, createdAtMs } = action
  return {
    ScheduledActionName: name,
    ScheduledActionARN: id,
    Schedule: schedule,
    ...where(targetId),
    ...present('Timezone', timezone),
    ...dated('StartTime', startAtMs),
    ...dated('EndTime', endAtMs),
    ScalableTargetAction: { ...present('MinCapacity', minCapacity), ...present('MaxCapacity', maxCapacity) },
    CreationTime: dateOf(createdAtMs),
  }
}

export function describeActivity(activity: Readonly<ScalingActivity>): shapes.ScalingActivity {
  const { id, targetId, description, cause, startedAtMs, endedAtMs, status, statusMessage, notScaledReasons } = activity
  return {
    ActivityId: id,
    ...where(targetId),
    Description: description,
    Cause: cause,
    StartTime: dateOf(startedAtMs),
    ...dated('EndTime', endedAtMs),
    StatusCode: status,
    ...present('StatusMessage', statusMessage),
    ...(notScaledReasons.length === 0
      ? {}
      : { NotScaledReasons: copyOf(notScaledReasons) as unknown as shapes.NotScaledReason[] }),
  }
}
