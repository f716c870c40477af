// Which alarms do the answers of the AWS CLI describe, and which of them have no effect here?
import { alarmsInRule, isMetered } from '../../index.ts'
import type { Omission, Piece } from '../blueprint/blueprint.ts'
import type { AwsInput } from '../services.ts'
import type { Gathered, Item } from './gather.ts'
import { given, recordOf, recordsOf } from './members.ts'
import { pieceOf } from './piece.ts'

const BASIC_MEMBERS = [
  ...['AlarmName', 'AlarmDescription', 'ActionsEnabled', 'OKActions', 'AlarmActions', 'InsufficientDataActions'],
]
const ALARM_MEMBERS = [
  ...BASIC_MEMBERS,
  ...['MetricName', 'Namespace', 'Statistic', 'ExtendedStatistic', 'Dimensions', 'Period', 'Unit', 'EvaluationPeriods'],
  ...['DatapointsToAlarm', 'Threshold', 'ComparisonOperator', 'TreatMissingData', 'EvaluateLowSampleCountPercentile'],
  'Metrics',
]
const SUPPRESSION = ['ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod']
const COMPOSITE_MEMBERS = [...BASIC_MEMBERS, 'AlarmRule', ...SUPPRESSION]

/** Composite alarms after those that they ask. */
export function alarmPiecesOf(all: Gathered): Piece[] {
  const alarms = all.alarms.filter(({ value }) => whyNoAlarm(value) === null)
  const pieces = alarms.map((item) => alarmPiece(item, 'alarm', ALARM_MEMBERS))
  const composites = compositesAfter(alarms, all.compositeAlarms)
  return [
    ...pieces,
    ...composites.map((item) =>
      alarmPiece(
        item,
        'compositeAlarm',
        COMPOSITE_MEMBERS,
        askedBy(item).map((name) => idOfAlarm(name)),
      ),
    ),
  ]
}

function idOfAlarm(name: string): string {
  return `alarm/${name}`
}

function alarmPiece(
  { value, place }: Item,
  kind: 'alarm' | 'compositeAlarm',
  members: readonly string[],
  needs: readonly string[] = [],
): Piece {
  const name = String(value.AlarmName)
  const parts = { id: idOfAlarm(name), kind, names: { arn: String(value.AlarmArn), name }, needs }
  return pieceOf({ ...parts, input: given(value, members) }, { value, place })
}

/** Null for one that is made. */
function whyNoAlarm({ AlarmName, Namespace, Metrics, ThresholdMetricId }: AwsInput): string | null {
  if (isOfPolicy(AlarmName)) return 'its policy makes it'
  if (ThresholdMetricId !== undefined) return 'anomaly detection is not simulated'
  const metrics = recordsOf(Metrics).map(({ MetricStat }) => recordOf(recordOf(MetricStat).Metric).Namespace)
  const stranger = [Namespace, ...metrics].find((name) => typeof name === 'string' && !isMetered(name))
  return stranger === undefined ? null : `nobody puts metrics of ${String(stranger)}`
}

function isOfPolicy(name: unknown): boolean {
  return /^TargetTracking-/.test(String(name))
}

// ── composite alarms ──

/** By name: an ARN ends with it. */
function askedBy({ value: { AlarmRule, ActionsSuppressor } }: Item): string[] {
  const asked = [
    ...alarmsInRule(String(AlarmRule)),
    ...(ActionsSuppressor === undefined ? [] : [String(ActionsSuppressor)]),
  ]
  return [...new Set(asked.map((alarm) => alarm.replace(/^arn:(?:[^:]*:){4}alarm:/, '')))]
}

/** Those that ask none but alarms that are made, each after these. */
function compositesAfter(alarms: readonly Item[], composites: readonly Item[]): Item[] {
  const known = new Set(alarms.map(nameOf))
  const made: Item[] = []
  let left = composites
  while (left.length > 0) {
    const ready = left.filter((item) => askedBy(item).every((name) => known.has(name)))
    if (ready.length === 0) return made
    for (const item of ready) known.add(nameOf(item))
    made.push(...ready)
    left = left.filter((item) => !ready.includes(item))
  }
  return made
}

function nameOf({ value }: Item): string {
  return String(value.AlarmName)
}

// ── what is left ──

/** Those that users have made, and that have no effect here. */
export function alarmsKept(all: Gathered): Omission[] {
  const made = new Set(alarmPiecesOf(all).map(({ id }) => id))
  const isLeft = (item: Item) => !made.has(idOfAlarm(nameOf(item)))
  const alarms = all.alarms
    .filter((item) => isLeft(item) && !isOfPolicy(item.value.AlarmName))
    .map((item) => ({ what: nameOf(item), type: 'alarm', why: whyNoAlarm(item.value) ?? '' }))
  const composites = all.compositeAlarms.filter(isLeft).map((item) => {
    const stranger = askedBy(item).find((name) => !made.has(idOfAlarm(name)))
    const why = `it asks the alarm ${stranger}, which is without effect, or in no file`
    return { what: nameOf(item), type: 'composite alarm', why }
  })
  return [...alarms, ...composites]
}
