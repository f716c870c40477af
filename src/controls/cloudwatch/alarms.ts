// Which CloudWatch alarms are there, and in which state? Said by the user: metrics are not simulated.
import * as z from 'zod/mini'
import { apply, markService } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { type Duration, parseDurationMs } from '../../kernel/durations.ts'
import { UsageError } from '../../kernel/errors.ts'
import { inserted, updated } from '../../model/changes.ts'
import type { Alarm } from '../../model/scaling/alarms.ts'
import { parseControl } from '../parse.ts'

export interface AlarmInput {
  readonly alarmName: string
  /** Length of a period; 60 s when absent. */
  readonly period?: Duration | undefined
  /** Periods that must be in breach; 1 when absent. */
  readonly evaluationPeriods?: number | undefined
}

export interface AlarmStateInput {
  readonly alarmName: string
  readonly state: Alarm['state']
}

const NAME = 'a name of 1 to 255 characters'
const alarmName = z.string(NAME).check(z.minLength(1, NAME), z.maxLength(255, NAME))
const PERIODS = 'a whole number of periods, 1 or more'
const alarmInput = z.strictObject({
  alarmName,
  period: z.optional(z.union([z.string(), z.number()], { error: 'a duration' })),
  evaluationPeriods: z.optional(z.int(PERIODS).check(z.minimum(1, PERIODS))),
})
const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const
const stateInput = z.strictObject({ alarmName, state: z.enum(STATES, `one of ${STATES.join(', ')}`) })

/** An alarm to be named by deployments, in state INSUFFICIENT_DATA; one of that name keeps its state. @throws UsageError */
export function createAlarm(world: World, input: AlarmInput): void {
  const parsed = parseControl(alarmInput, input, 'cloudWatch.createAlarm')
  const { alarmName: name, period = '60s', evaluationPeriods = 1 } = parsed
  const periodMs = parseDurationMs(period as Duration, 'cloudWatch.createAlarm: period')
  command(world, 'cloudWatch.createAlarm', parsed, (cause) => {
    const known = world.tables.alarms.get(name) !== undefined
    const change = known
      ? updated('alarm.changed', name, { periodMs, evaluationPeriods })
      : inserted('alarm.created', name, alarmByHand(world, { name, periodMs, evaluationPeriods }))
    apply(world, { changes: [change], timers: [] }, cause)
  })
}

/** Deployments that watch the alarm look at once (CB-60). @throws UsageError for an alarm that is not there */
export function setAlarmState(world: World, input: AlarmStateInput): void {
  const parsed = parseControl(stateInput, input, 'cloudWatch.setAlarmState')
  const { alarmName: name, state } = parsed
  if (world.tables.alarms.get(name) === undefined) refuse(world, name)
  command(world, 'cloudWatch.setAlarmState', parsed, (cause) => {
    apply(world, { changes: [updated('alarm.stateChanged', name, { state })], timers: [] }, cause)
    for (const { arn, alarms } of world.tables.services.values())
      if (alarms.enable && alarms.alarmNames.includes(name)) markService(world, arn, cause)
  })
}

function alarmByHand(
  { realm, nowMs }: World,
  { name, periodMs, evaluationPeriods }: Pick<Alarm, 'name' | 'periodMs' | 'evaluationPeriods'>,
): Alarm {
  return {
    name,
    arn: `arn:aws:cloudwatch:${realm.region}:${realm.accountId}:alarm:${name}`,
    description: null,
    subject: { kind: 'byHand' },
    periodMs,
    evaluationPeriods,
    datapointsToAlarm: evaluationPeriods,
    threshold: 0,
    comparison: 'GreaterThanThreshold',
    treatMissingData: 'missing',
    actionsEnabled: true,
    okActions: [],
    alarmActions: [],
    insufficientDataActions: [],
    state: 'INSUFFICIENT_DATA',
    stateReason: '',
    stateUpdatedAtMs: nowMs,
    stateTransitionedAtMs: nowMs,
    configuredAtMs: nowMs,
    managedBy: null,
    tags: [],
  }
}

function refuse(world: World, name: string): never {
  const known = [...world.tables.alarms.values()].map((alarm) => alarm.name)
  throw new UsageError(`cloudWatch.setAlarmState: no alarm ${show(name)}.${suggestion(name, known)}`, {
    path: 'alarmName',
    expected: known.length === 0 ? 'an alarm that createAlarm has made' : `one of ${known.join(', ')}`,
    found: show(name),
  })
}
