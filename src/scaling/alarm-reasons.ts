// In which words does CloudWatch say why an alarm is in its state? (CW-31)
import { formatInstant } from '../kernel/durations.ts'
import type { AlarmState, Comparison } from '../model/scaling/alarms.ts'
import { type AlarmRule, BREACH, evaluatedOf, slotOf } from './alarms.ts'

export const UNCHECKED = 'Unchecked: Initial alarm creation'

const RELATIONS: Readonly<Record<Comparison, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
}

interface Evaluation {
  readonly rule: AlarmRule
  /** Oldest first; NaN where there is no datapoint. */
  readonly values: ArrayLike<number>
  readonly state: AlarmState
  /** When the period of a value began, by its age. */
  readonly startOf: (age: number) => number
}

/** `StateReason` of a state that was just found. `rule.state` is the one before. */
export function reasonOf({ rule, values, state, startOf }: Evaluation): string {
  const { evaluationPeriods, treatMissingData } = rule
  const found = evaluatedOf(rule, values)
  const missing = evaluationPeriods - found.length
  if (state === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${counted(evaluationPeriods)} ${was(evaluationPeriods)} unknown.`
  const treated = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching'
  const isTreated = treatMissingData === 'breaching' || treatMissingData === 'notBreaching'
  if (found.length === 0)
    return `Threshold Crossed: no datapoints were received for ${counted(evaluationPeriods, 'period')} and ${counted(missing, 'missing datapoint')} ${was(missing)} treated as [${treated}].`
  const wanted = state === 'ALARM'
  const telling = found.filter(({ value }) => (slotOf(value, rule) === BREACH) === wanted)
  const points = telling.map(({ value, age }) => `${decimal(value)} (${stamp(startOf(age))})`)
  const relation = `${wanted ? '' : 'not '}${RELATIONS[rule.comparison]} the threshold (${decimal(rule.threshold)})`
  const least = wanted ? rule.datapointsToAlarm : evaluationPeriods - rule.datapointsToAlarm + 1
  const transition = `(minimum ${counted(least)} for ${rule.state} -> ${state} transition)`
  const filled =
    isTreated && missing > 0
      ? ` and ${counted(missing, 'missing datapoint')} ${was(missing)} treated as [${treated}]`
      : ''
  return `Threshold Crossed: ${telling.length} out of the last ${counted(found.length)} [${points.join(', ')}] ${was(telling.length)} ${relation}${filled} ${transition}.`
}

function counted(count: number, noun = 'datapoint'): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were'
}

/** With one decimal at least, as CloudWatch writes numbers. */
function decimal(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e7 ? `${value}.0` : String(value)
}

/** `05/01/26 09:02:00`: day, month, year. */
function stamp(atMs: number): string {
  const [date = '', time = ''] = formatInstant(atMs).split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  return `${day}/${month}/${year.slice(-2)} ${time.slice(0, 8)}`
}
