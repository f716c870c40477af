// Which alarms end a deployment, and how long is it watched for them? (CB-60…CB-71)
import type { Service } from '../model/entities.ts'
import type { DeploymentAlarms } from '../model/rollouts.ts'
import type { Alarm } from '../model/scaling/alarms.ts'
import { childrenOf } from '../model/scaling/condition.ts'
import { primaryOf, type ServiceView } from './service-view.ts'

export const NO_ALARMS: DeploymentAlarms = { alarmNames: [], enable: false, rollback: false }

type AlarmOf = (name: string) => Pick<Alarm, 'state'> | undefined

/** One of them is in ALARM; an alarm that nobody has made is not. */
export function isInAlarm({ alarmNames, enable }: DeploymentAlarms, alarmOf: AlarmOf): boolean {
  return enable && alarmNames.some((name) => alarmOf(name)?.state === 'ALARM')
}

/** The newest deployment is to be given up for an alarm (CB-60, CB-71). */
export function isAlarmed(view: ServiceView): boolean {
  const { service } = view
  if (!isWatched(service) || primaryOf(service).rolloutState !== 'IN_PROGRESS') return false
  return isInAlarm(service.alarms, view.alarm)
}

/** How long a deployment that has taken its last step is still watched; 0 when nothing is (CB-70). */
export function bakeMs(view: ServiceView): number {
  const { service, behavior } = view
  if (!isWatched(service)) return 0
  if (service.bakeTimeInMinutes !== null) return service.bakeTimeInMinutes * 60_000
  const spans = [...askedOf(view, service.alarms.alarmNames)].map((name) => {
    const alarm = view.alarm(name)
    return alarm === undefined ? 0 : alarm.periodMs * alarm.evaluationPeriods
  })
  return Math.min(behavior.alarmBakeMaxMs, Math.max(behavior.alarmBakeMinMs, ...spans))
}

/** With those that composite alarms ask, and those that these ask. */
function askedOf(view: ServiceView, names: readonly string[]): ReadonlySet<string> {
  const all = new Set(names)
  for (const name of all) {
    const subject = view.alarm(name)?.subject
    if (subject?.kind === 'composite') for (const child of childrenOf(subject.condition)) all.add(child)
  }
  return all
}

function isWatched(service: Readonly<Service>): boolean {
  return service.alarms.enable && !primaryOf(service).ignoresAlarms
}
