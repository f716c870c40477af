// How does a new alarm begin? Not yet evaluated, with CloudWatch's defaults (CW-22).
import type { Alarm } from '../../model/scaling/alarms.ts'
import { UNCHECKED } from '../../scaling/alarm-reasons.ts'
import type { World } from '../world.ts'

/** What whoever makes an alarm must say. */
type Said = Pick<Alarm, 'name' | 'subject' | 'periodMs' | 'evaluationPeriods' | 'threshold' | 'comparison'>

export function alarmRow({ realm, nowMs }: Pick<World, 'realm' | 'nowMs'>, said: Said & Partial<Alarm>): Alarm {
  return {
    arn: `arn:aws:cloudwatch:${realm.region}:${realm.accountId}:alarm:${said.name}`,
    description: null,
    datapointsToAlarm: said.evaluationPeriods,
    treatMissingData: 'missing',
    actionsEnabled: true,
    okActions: [],
    alarmActions: [],
    insufficientDataActions: [],
    state: 'INSUFFICIENT_DATA',
    stateReason: UNCHECKED,
    stateReasonData: null,
    stateUpdatedAtMs: nowMs,
    stateTransitionedAtMs: nowMs,
    configuredAtMs: nowMs,
    managedBy: null,
    tags: [],
    ...said,
  }
}
