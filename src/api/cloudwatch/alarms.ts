// Alarms that are there: described, deleted, set, their actions switched on and off (CW-24).

import { runActions } from '../../engine/alarms/actions.ts'
import { settleActions, settleComposites } from '../../engine/alarms/composites.ts'
import { setState } from '../../engine/alarms/state.ts'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { removed, updated } from '../../model/changes.ts'
import type { Alarm } from '../../model/scaling/alarms.ts'
import { childrenOf } from '../../model/scaling/condition.ts'
import { metricKey } from '../../model/scaling/metrics.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type {
  CompositeAlarm,
  DeleteAlarmsOutput,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsOutput,
  DisableAlarmActionsOutput,
  EnableAlarmActionsOutput,
  MetricAlarm,
  SetAlarmStateOutput,
} from '../shapes/cloudwatch-types.generated.ts'
import type { CloudWatchAnswer } from './answer.ts'
import { describeAlarm, describeComposite, isComposite, typeOf } from './describe.ts'
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
  unreadable,
} from './parse.ts'
import { checkNotAsked } from './put-composite-alarm.ts'

const MOST_NAMES = 100

/** By name, ascending. @throws InvalidParameterCombinationException, InvalidParameterValueException, ResourceNotFound, InvalidNextToken */
export function describeAlarms(world: WorldView, input?: unknown): CloudWatchAnswer<DescribeAlarmsOutput> {
  const parsed = parseCloudWatch('DescribeAlarms', input)
  const { AlarmNames: names, AlarmNamePrefix: prefix, StateValue: state, MaxRecords: most = 50 } = parsed
  checkNumber('MaxRecords', most, 1, 100)
  const related = relativesOf(world, parsed)
  if (related !== null) return answerOf(related.alarms, related.describe, { most, token: parsed.NextToken })
  if (names !== undefined && prefix !== undefined)
    combination('AlarmNamePrefix', 'AlarmNames or AlarmNamePrefix', 'both')
  checkNames(names ?? [])
  checkText('AlarmNamePrefix', prefix, 255)
  checkText('ActionPrefix', parsed.ActionPrefix, 1_024)
  const wanted = names === undefined ? null : new Set(names)
  // Whoever does not ask for composite alarms hears nothing of them.
  const types: readonly string[] = parsed.AlarmTypes ?? ['MetricAlarm']
  const found = [...world.tables.alarms.values()].filter(
    (alarm) =>
      types.includes(typeOf(alarm)) &&
      (wanted === null || wanted.has(alarm.name)) &&
      (prefix === undefined || alarm.name.startsWith(prefix)) &&
      (state === undefined || alarm.state === state) &&
      hasAction(alarm, parsed.ActionPrefix),
  )
  return answerOf(found, (alarm) => alarm, { most, token: parsed.NextToken })
}

type Described = MetricAlarm & CompositeAlarm

function answerOf(
  found: readonly Readonly<Alarm>[],
  shown: (described: Described) => Described,
  { most, token }: { readonly most: number; readonly token: string | undefined },
): CloudWatchAnswer<DescribeAlarmsOutput> {
  const { items, more } = pageOf([...found].sort(byName), most, token)
  return {
    CompositeAlarms: items.filter(isComposite).map((alarm) => shown(describeComposite(alarm))),
    MetricAlarms: items.filter((alarm) => !isComposite(alarm)).map((alarm) => shown(describeAlarm(alarm))),
    LogAlarms: [],
    ...more,
  }
}

interface Relatives {
  readonly alarms: readonly Readonly<Alarm>[]
  /** As much as AWS tells of relatives. */
  readonly describe: (described: Described) => Described
}

const RELATIVES = ['ChildrenOfAlarmName', 'ParentsOfAlarmName'] as const

/** Those whom an alarm asks, or who ask it; null where nobody wants to know. */
function relativesOf(world: WorldView, parsed: CloudWatchInput<'DescribeAlarms'>): Relatives | null {
  const member = RELATIVES.find((each) => parsed[each] !== undefined)
  if (member === undefined) return null
  const others = Object.keys(parsed).filter((each) => ![member, 'MaxRecords', 'NextToken'].includes(each))
  if (others.length > 0) unreadable(member, 'no other member but MaxRecords and NextToken', others.join(', '), 'CW-38')
  const alarm = getAlarm(world, parsed[member]!, member)
  if (member === 'ParentsOfAlarmName') {
    const parents = [...world.tables.alarms.values()]
      .filter(isComposite)
      .filter(({ subject }) => childrenOf(subject.condition).includes(alarm.name))
    return { alarms: parents, describe: ({ AlarmName, AlarmArn }) => ({ AlarmName, AlarmArn }) }
  }
  const names = isComposite(alarm) ? childrenOf(alarm.subject.condition) : []
  return {
    alarms: names.flatMap((name) => world.tables.alarms.get(name) ?? []),
    describe: ({ AlarmName, AlarmArn, StateValue, StateUpdatedTimestamp }) => ({
      AlarmName,
      AlarmArn,
      StateValue,
      StateUpdatedTimestamp,
    }),
  }
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

/**
 * Names that are not there are passed over, unless none is there.
 * @throws ResourceNotFound, ValidationError for alarms that composite alarms ask, and for several composite alarms
 */
export function deleteAlarms(world: World, input: unknown): DeleteAlarmsOutput {
  const parsed = parseCloudWatch('DeleteAlarms', input)
  checkNames(parsed.AlarmNames)
  const names = [...new Set(parsed.AlarmNames)]
  const known = names.filter((name) => world.tables.alarms.get(name) !== undefined)
  if (known.length === 0 && names.length > 0) getAlarm(world, names[0]!, 'AlarmNames[0]')
  const composites = known.filter((name) => world.indexes.alarms.composites.has(name))
  if (composites.length > 1) unreadable('AlarmNames', 'at most one composite alarm', composites.join(', '), 'CW-37')
  checkNotAsked(world, known)
  return command(world, 'cloudWatch.deleteAlarms', parsed, (cause) => {
    apply(world, { changes: known.map((name) => removed('alarm.dropped', name, 'CW-22')), timers: [] }, cause)
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
    if (state === before) return {}
    runActions(world, world.tables.alarms.certain(name), cause)
    settleActions(world, name, cause)
    settleComposites(world, [name], cause)
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
