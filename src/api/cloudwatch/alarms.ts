// Alarms that are there: described, deleted, set, their actions switched on and off (CW-24).
import { runActions } from '../../engine/alarms/actions.ts'
import { setState } from '../../engine/alarms/state.ts'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { removed, updated } from '../../model/changes.ts'
import type { Alarm } from '../../model/scaling/alarms.ts'
import { metricKey } from '../../model/scaling/metrics.ts'
import type { WorldView } from '../../model/view.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type {
  DeleteAlarmsOutput,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsOutput,
  DisableAlarmActionsOutput,
  EnableAlarmActionsOutput,
  SetAlarmStateOutput,
} from '../shapes/cloudwatch-types.generated.ts'
import type { CloudWatchAnswer } from './answer.ts'
import { describeAlarm } from './describe.ts'
import {
  byName,
  type CloudWatchInput,
  checkExtended,
  checkNumber,
  checkText,
  combination,
  invalid,
  metricOf,
  pageOf,
  parseCloudWatch,
  refuseFormat,
} from './parse.ts'

const MOST_NAMES = 100

/** By name, ascending. @throws InvalidParameterCombinationException, InvalidParameterValueException, InvalidNextToken */
export function describeAlarms(world: WorldView, input?: unknown): CloudWatchAnswer<DescribeAlarmsOutput> {
  const parsed = parseCloudWatch('DescribeAlarms', input)
  const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: state, MaxRecords: most = 50 } = parsed
  for (const member of ['ChildrenOfAlarmName', 'ParentsOfAlarmName'] as const)
    if (parsed[member] !== undefined) notSimulated(member, 'composite alarms', parsed[member], 'CW-24')
  if (names !== undefined && prefix !== undefined)
    combination('AlarmNamePrefix', 'AlarmNames or AlarmNamePrefix', 'both')
  checkNames(names ?? [])
  checkText('AlarmNamePrefix', prefix, 255)
  checkText('ActionPrefix', parsed.ActionPrefix, 1_024)
  checkNumber('MaxRecords', most, 1, 100)
  const wanted = names === undefined ? null : new Set(names)
  const isAsked = (parsed.AlarmTypes ?? ['MetricAlarm']).includes('MetricAlarm')
  const found = [...world.tables.alarms.values()].filter(
    (alarm) =>
      isAsked &&
      (wanted === null || wanted.has(alarm.name)) &&
      (prefix === undefined || alarm.name.startsWith(prefix)) &&
      (state === undefined || alarm.state === state) &&
      hasAction(alarm, parsed.ActionPrefix),
  )
  const { items, more } = pageOf(found.sort(byName), most, parsed.NextToken)
  return { CompositeAlarms: [], MetricAlarms: items.map(describeAlarm), LogAlarms: [], ...more }
}

function hasAction(alarm: Readonly<Alarm>, prefix: string | undefined): boolean {
  if (prefix === undefined) return true
  const actions = [...alarm.okActions, ...alarm.alarmActions, ...alarm.insufficientDataActions]
  return actions.some((action) => action.startsWith(prefix))
}

/** Alarms on one metric alone, by name. @throws InvalidParameterValueException, … */
export function describeAlarmsForMetric(
  world: WorldView,
  input: unknown,
): CloudWatchAnswer<DescribeAlarmsForMetricOutput> {
  const parsed = parseCloudWatch('DescribeAlarmsForMetric', input)
  const { Statistic: simple, ExtendedStatistic: extended, Period: period, Unit: unit } = parsed
  const key = metricKey(metricOf(parsed, ''))
  if (simple !== undefined && extended !== undefined) combination('Statistic', 'Statistic or ExtendedStatistic', 'both')
  if (extended !== undefined) checkExtended('ExtendedStatistic', extended)
  const statistic = simple ?? extended
  const found = [...world.tables.alarms.values()].filter(
    ({ subject, periodMs }) =>
      subject.kind === 'metric' &&
      metricKey(subject.stat.metric) === key &&
      (statistic === undefined || subject.stat.statistic === statistic) &&
      (period === undefined || periodMs === period * 1_000) &&
      (unit === undefined || subject.stat.unit === unit),
  )
  return { MetricAlarms: found.sort(byName).map(describeAlarm) }
}

/** @throws ResourceNotFound for an alarm that is not there; then none is deleted */
export function deleteAlarms(world: World, input: unknown): DeleteAlarmsOutput {
  const parsed = parseCloudWatch('DeleteAlarms', input)
  checkNames(parsed.AlarmNames)
  const names = [...new Set(parsed.AlarmNames)]
  for (const [index, name] of parsed.AlarmNames.entries()) getAlarm(world, name, `AlarmNames[${index}]`)
  return command(world, 'cloudWatch.deleteAlarms', parsed, (cause) => {
    apply(world, { changes: names.map((name) => removed('alarm.dropped', name, 'CW-22')), timers: [] }, cause)
    return {}
  })
}

/** Until the next evaluation; actions of the new state run when it is another one. @throws ResourceNotFound, InvalidFormatFault */
export function setAlarmState(world: World, input: unknown): SetAlarmStateOutput {
  const parsed = parseCloudWatch('SetAlarmState', input)
  const { AlarmName: name, StateValue: state, StateReason: reason, StateReasonData: reasonData = null } = parsed
  checkText('StateReason', reason, 1_023, 0)
  checkText('StateReasonData', reasonData ?? undefined, 4_000, 0)
  if (reasonData !== null && !isJson(reasonData)) refuseFormat('StateReasonData', 'JSON', reasonData)
  const before = getAlarm(world, name, 'AlarmName').state
  return command(world, 'cloudWatch.setAlarmState', parsed, (cause) => {
    setState(world, name, { state, reason, reasonData }, cause)
    if (state !== before) runActions(world, world.tables.alarms.certain(name), cause)
    return {}
  })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Names that nobody has made are passed over. @throws InvalidParameterValueException */
export function enableAlarmActions(world: World, input: unknown): EnableAlarmActionsOutput {
  return switchActions(world, 'enableAlarmActions', parseCloudWatch('EnableAlarmActions', input), true)
}

/** As `enableAlarmActions`. @throws InvalidParameterValueException */
export function disableAlarmActions(world: World, input: unknown): DisableAlarmActionsOutput {
  return switchActions(world, 'disableAlarmActions', parseCloudWatch('DisableAlarmActions', input), false)
}

function switchActions(
  world: World,
  call: string,
  parsed: CloudWatchInput<'EnableAlarmActions'>,
  actionsEnabled: boolean,
): object {
  checkNames(parsed.AlarmNames)
  return command(world, `cloudWatch.${call}`, parsed, (cause) => {
    const known = [...new Set(parsed.AlarmNames)].filter(
      (name) => (world.tables.alarms.get(name)?.actionsEnabled ?? actionsEnabled) !== actionsEnabled,
    )
    const set = { actionsEnabled, configuredAtMs: world.nowMs }
    apply(world, { changes: known.map((name) => updated('alarm.changed', name, set, 'CW-24')), timers: [] }, cause)
    return {}
  })
}

function checkNames(names: readonly string[]): void {
  if (names.length > MOST_NAMES) invalid('AlarmNames', `at most ${MOST_NAMES} items`, `${names.length} items`)
  for (const [index, name] of names.entries()) checkText(`AlarmNames[${index}]`, name, 255)
}

/** @throws ResourceNotFound */
function getAlarm(world: WorldView, name: string, path: string): Readonly<Alarm> {
  const alarm = world.tables.alarms.get(name)
  if (alarm !== undefined) return alarm
  return refuse('ResourceNotFound', `${path}: there is no alarm ${show(name)}.`, {
    path,
    expected: 'the name of an alarm',
    found: show(name),
    rule: 'CW-24',
  })
}
