// DescribeAlarmHistory: what happened to alarms, read from the journal. Nothing of it is stored.
import { formatInstant } from '../../kernel/durations.ts'
import type { JournalEntry } from '../../model/changes.ts'
import type { Alarm, AlarmState } from '../../model/scaling/alarms.ts'
import type { WorldView } from '../../model/view.ts'
import { notSimulated } from '../refuse.ts'
import type { AlarmHistoryItem, DescribeAlarmHistoryOutput } from '../shapes/cloudwatch-types.generated.ts'
import type { CloudWatchAnswer } from './answer.ts'
import { isComposite, typeOf } from './describe.ts'
import { checkNumber, checkText, pageOf, parseCloudWatch } from './parse.ts'

const KEPT_MS = 30 * 86_400_000

/** Newest first, unless ScanBy says otherwise. @throws InvalidParameterValueException, InvalidNextToken */
export function describeAlarmHistory(world: WorldView, input?: unknown): CloudWatchAnswer<DescribeAlarmHistoryOutput> {
  const parsed = parseCloudWatch('DescribeAlarmHistory', input)
  const { AlarmName: name, HistoryItemType: type, MaxRecords: most = 100, ScanBy: order } = parsed
  checkText('AlarmName', name, 255)
  checkNumber('MaxRecords', most, 1, 100)
  if (parsed.AlarmContributorId !== undefined)
    notSimulated('AlarmContributorId', 'contributors of alarms', parsed.AlarmContributorId)
  const fromMs = Math.max(parsed.StartDate ?? 0, world.nowMs - KEPT_MS)
  const untilMs = parsed.EndDate ?? world.nowMs
  const types: readonly (string | undefined)[] = parsed.AlarmTypes ?? ['MetricAlarm']
  const items = historyOf(world.journal).filter(
    ({ AlarmName, AlarmType, HistoryItemType, Timestamp }) =>
      types.includes(AlarmType) &&
      (name === undefined || AlarmName === name) &&
      (type === undefined || HistoryItemType === type) &&
      Timestamp.getTime() >= fromMs &&
      Timestamp.getTime() <= untilMs,
  )
  const page = pageOf(order === 'TimestampAscending' ? items : items.reverse(), most, parsed.NextToken)
  return { AlarmHistoryItems: page.items, ...page.more }
}

type Item = AlarmHistoryItem & { readonly Timestamp: Date }

function historyOf(journal: readonly JournalEntry[]): Item[] {
  const alarms = new Map<string, Alarm>()
  const items: Item[] = []
  for (const { kind, id, atMs, set } of journal) {
    if (!kind.startsWith('alarm.')) continue
    const before = alarms.get(id)
    const after = { ...before, ...set } as Alarm
    if (kind === 'alarm.dropped') alarms.delete(id)
    else alarms.set(id, after)
    const told = (TOLD[kind] ?? configurationItems)(before ?? after, after, kind)
    for (const { type, summary, data } of told)
      items.push({
        AlarmName: id,
        AlarmType: typeOf(after),
        Timestamp: new Date(atMs),
        HistoryItemType: type,
        HistorySummary: summary,
        HistoryData: JSON.stringify({ version: '1.0', ...data }),
      })
  }
  return items
}

interface Told {
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action'
  readonly summary: string
  readonly data: object
}

const CHANGES: Readonly<Record<string, readonly [type: string, verb: string]>> = {
  'alarm.created': ['Create', 'created'],
  'alarm.changed': ['Update', 'updated'],
  'alarm.dropped': ['Delete', 'deleted'],
}

type Tell = (before: Alarm, after: Alarm, kind: string) => Told[]

const TOLD: Readonly<Record<string, Tell>> = {
  'alarm.stateChanged': stateItems,
  'alarm.actionsChanged': (before, after) => (before.actedOn === after.actedOn ? [] : actionItems(after)),
}

function configurationItems(_before: Alarm, alarm: Alarm, kind: string): Told[] {
  const [type, verb] = CHANGES[kind]!
  const { name, threshold, evaluationPeriods, periodMs, actionsEnabled, subject } = alarm
  const configuration =
    subject.kind === 'composite'
      ? { alarmName: name, alarmRule: subject.rule, actionsEnabled }
      : { alarmName: name, threshold, evaluationPeriods, period: periodMs / 1_000, actionsEnabled }
  const data = { type, [`${verb}Alarm`]: configuration }
  return [{ type: 'ConfigurationUpdate', summary: `Alarm "${name}" ${verb}`, data }]
}

const ACTIONS: Readonly<Record<AlarmState, 'okActions' | 'alarmActions' | 'insufficientDataActions'>> = {
  OK: 'okActions',
  ALARM: 'alarmActions',
  INSUFFICIENT_DATA: 'insufficientDataActions',
}

/** The state, and each action of it, where it is another one than before (CW-25). */
function stateItems(before: Alarm, after: Alarm): Told[] {
  if (before.state === after.state) return []
  const state: Told = {
    type: 'StateUpdate',
    summary: `Alarm updated from ${before.state} to ${after.state}`,
    data: { oldState: stateOf(before), newState: stateOf(after) },
  }
  // Those of a composite alarm may have to wait.
  return isComposite(after) ? [state] : [state, ...actionItems(after)]
}

function actionItems(alarm: Alarm): Told[] {
  const actions = alarm.actionsEnabled ? alarm[ACTIONS[alarm.state]] : []
  return actions.map((action) => ({
    type: 'Action',
    summary: `Successfully executed action ${action}`,
    data: {
      actionState: 'Succeeded',
      stateUpdateTimestamp: formatInstant(alarm.stateUpdatedAtMs),
      notificationResource: action,
    },
  }))
}

function stateOf({ state, stateReason, stateReasonData }: Alarm): object {
  return { stateValue: state, stateReason, ...(stateReasonData === null ? {} : { stateReasonData }) }
}
