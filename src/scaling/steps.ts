// Which step of a step policy does a breach call, and where does its adjustment lead? (AS-60…AS-66, AG-10)
import type { StepAdjustment, StepConfiguration } from '../model/scaling/targets.ts'
import type { AlarmSight } from './alarm-sight.ts'
import { floorOf } from './rounding.ts'

/** By how much the datapoints that the alarm was judged by are above its threshold (AS-61). */
export function breachOf({ evaluated, threshold }: AlarmSight, { aggregation }: StepConfiguration): number | null {
  if (evaluated.length === 0) return null
  if (aggregation === 'Minimum') return Math.min(...evaluated) - threshold
  if (aggregation === 'Maximum') return Math.max(...evaluated) - threshold
  return evaluated.reduce((sum, value) => sum + value, 0) / evaluated.length - threshold
}

/** A bound belongs to the step that is farther from the threshold (AS-62). */
export function stepOf(
  steps: readonly StepAdjustment[],
  breach: number,
  comparison: AlarmSight['comparison'],
): StepAdjustment | undefined {
  const isAbove = comparison.startsWith('Greater')
  return steps.find(({ lower, upper }) => {
    const low = lower ?? Number.NEGATIVE_INFINITY
    const high = upper ?? Number.POSITIVE_INFINITY
    return isAbove ? breach >= low && breach < high : breach > low && breach <= high
  })
}

/** The capacity that an adjustment of `base` leads to (AS-64). */
export function adjusted(
  { adjustmentType, minAdjustmentMagnitude }: Pick<StepConfiguration, 'adjustmentType' | 'minAdjustmentMagnitude'>,
  adjustment: number,
  base: number,
): number {
  if (adjustmentType === 'ExactCapacity') return adjustment
  if (adjustmentType === 'ChangeInCapacity') return Math.max(0, base + adjustment)
  const change = wholePercent((base * adjustment) / 100)
  const least = minAdjustmentMagnitude ?? 0
  const size = change === 0 ? 0 : Math.max(Math.abs(change), least)
  return Math.max(0, base + Math.sign(change) * size)
}

/** Toward zero, but at least one (AS-64). */
export function wholePercent(change: number): number {
  const size = Math.abs(change)
  if (size < 1e-9) return 0
  return Math.sign(change) * Math.max(1, floorOf(size))
}
