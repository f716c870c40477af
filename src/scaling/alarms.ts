// Which state does an alarm have, given what it sees? Section by section as CloudWatch evaluates, missing data included (CW-21…CW-30).
import type { Alarm, AlarmState, Comparison } from '../model/scaling/alarms.ts'

/** What one period of the evaluation range says, as a number: a datapoint in breach, one that is not, or none at all. */
export const BREACH = 1
const CALM = 0
export const MISSING = -1
export type Slot = typeof BREACH | typeof CALM | typeof MISSING

/** As much of an alarm as its evaluation needs. */
export type AlarmRule = Pick<
  Alarm,
  'evaluationPeriods' | 'datapointsToAlarm' | 'treatMissingData' | 'comparison' | 'threshold' | 'state'
>

const COMPARE: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
}

/** The metric is the first operand (CW-20). NaN stands for a missing datapoint. */
export function slotOf(value: number, { comparison, threshold }: Pick<AlarmRule, 'comparison' | 'threshold'>): Slot {
  if (Number.isNaN(value)) return MISSING
  return COMPARE[comparison](value, threshold) ? BREACH : CALM
}

/** How many periods are looked at: more than are evaluated, so that late and missing datapoints find a substitute. */
export function rangeOf({ evaluationPeriods }: Pick<AlarmRule, 'evaluationPeriods'>, extra: number): number {
  return evaluationPeriods + extra
}

/** @param values of the evaluation range, oldest first; NaN where there is no datapoint */
export function evaluateAlarm(rule: AlarmRule, values: ArrayLike<number>): AlarmState {
  const { evaluationPeriods: wanted, datapointsToAlarm: needed, treatMissingData: treatment } = rule
  const breaches = COMPARE[rule.comparison]
  let real = 0
  let inBreach = 0
  let oldestBreach = 0
  for (let age = 1; age <= values.length; age++) {
    const value = values[values.length - age]!
    if (Number.isNaN(value)) continue
    real++
    if (breaches(value, rule.threshold)) {
      inBreach++
      oldestBreach = age
    }
    // Enough datapoints, the newest: how missing ones are treated does not matter.
    if (real === wanted) return inBreach >= needed ? 'ALARM' : 'OK'
  }
  if (treatment === 'breaching') return inBreach + wanted - real >= needed ? 'ALARM' : 'OK'
  if (treatment === 'notBreaching') return inBreach >= needed ? 'ALARM' : 'OK'
  if (real === 0) return treatment === 'missing' ? 'INSUFFICIENT_DATA' : rule.state
  if (inBreach >= needed) return 'ALARM'
  if (inBreach < real) return 'OK'
  // All that is there is in breach, and it is too little: the state is kept, until the oldest of it is old enough.
  return treatment === 'missing' && oldestBreach >= needed ? 'ALARM' : rule.state
}

/** The newest datapoint; null where none is there. */
export function newestOf(values: ArrayLike<number>): number | null {
  for (let index = values.length - 1; index >= 0; index--) if (!Number.isNaN(values[index]!)) return values[index]!
  return null
}

/** The datapoints that a verdict rests on, newest first: as many as are evaluated, or all that there are. */
export function evaluatedOf(
  { evaluationPeriods }: Pick<AlarmRule, 'evaluationPeriods'>,
  values: ArrayLike<number>,
): { readonly value: number; readonly age: number }[] {
  const found: { value: number; age: number }[] = []
  for (let age = 1; age <= values.length && found.length < evaluationPeriods; age++) {
    const value = values[values.length - age]!
    if (!Number.isNaN(value)) found.push({ value, age })
  }
  return found
}
