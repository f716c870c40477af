// Which alarms have the state that the user says, whatever any metric does?
import * as z from 'zod/mini'
import { settleComposites } from '../../engine/alarms/composites.ts'
import { alarmRow } from '../../engine/alarms/row.ts'
import { setState } from '../../engine/alarms/state.ts'
import { apply } from '../../engine/apply.ts'
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

/** An alarm in state INSUFFICIENT_DATA; one of that name keeps its state. @throws UsageError for one that watches a metric */
export function create(world: World, input: AlarmInput): void {
  const parsed = parseControl(alarmInput, input, 'alarms.create')
  const { alarmName: name, period = '60s', evaluationPeriods = 1 } = parsed
  const periodMs = parseDurationMs(period as Duration, 'alarms.create: period')
  const known = world.tables.alarms.get(name)
  if (known !== undefined) checkByHand(known, 'alarms.create')
  command(world, 'alarms.create', parsed, (cause) => {
    const said = { name, periodMs, evaluationPeriods, datapointsToAlarm: evaluationPeriods }
    const change =
      known === undefined
        ? inserted('alarm.created', name, alarmRow(world, { ...BY_HAND, ...said }))
        : updated('alarm.changed', name, { ...said, configuredAtMs: world.nowMs })
    apply(world, { changes: [change], timers: [] }, cause)
  })
}

/** Deployments that watch the alarm look at once (CB-60). @throws UsageError for an alarm that is not there, or watches a metric */
export function set(world: World, input: AlarmStateInput): void {
  const parsed = parseControl(stateInput, input, 'alarms.set')
  const { alarmName: name, state } = parsed
  const alarm = world.tables.alarms.get(name) ?? refuse(world, name)
  checkByHand(alarm, 'alarms.set')
  command(world, 'alarms.set', parsed, (cause) => {
    setState(world, name, { state, reason: 'Set by hand', reasonData: null }, cause)
    settleComposites(world, [name], cause)
  })
}

const BY_HAND = {
  subject: { kind: 'byHand' },
  threshold: 0,
  comparison: 'GreaterThanThreshold',
} as const satisfies Partial<Alarm>

function checkByHand({ name, subject }: Readonly<Alarm>, call: string): void {
  if (subject.kind === 'byHand') return
  const watches = subject.kind === 'composite' ? 'asks other alarms' : 'watches a metric'
  throw new UsageError(`${call}: the alarm ${show(name)} ${watches}: its state follows from that.`, {
    path: 'alarmName',
    expected: 'an alarm that alarms.create has made; cloudWatch.setAlarmState sets any other until its next evaluation',
    found: show(name),
  })
}

function refuse(world: World, name: string): never {
  const known = [...world.tables.alarms.values()].map((alarm) => alarm.name)
  throw new UsageError(`alarms.set: no alarm ${show(name)}.${suggestion(name, known)}`, {
    path: 'alarmName',
    expected: known.length === 0 ? 'an alarm that alarms.create has made' : `one of ${known.join(', ')}`,
    found: show(name),
  })
}
