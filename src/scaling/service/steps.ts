// What does a step policy propose? The step in which the breach lies says by how much (AS-60…AS-66).
import type { StepAdjustment, StepConfiguration } from '../../model/scaling/targets.ts'
import { floorOf } from './rounding.ts'
import {
  type AlarmSight,
  cooldownOf,
  type Direction,
  type PolicySight,
  type Proposal,
  type ServiceSight,
} from './sight.ts'

export interface StepProposal extends Proposal {
  /** Where it leads; null for a step that changes nothing. */
  readonly direction: Direction | null
}

/** What the policy proposes to each alarm that calls it. */
export function proposeSteps(sight: PolicySight, service: ServiceSight): readonly StepProposal[] {
  const { policy, callers } = sight
  const { configuration } = policy
  if (configuration.kind !== 'step') return []
  return callers.flatMap((alarm) => {
    const breach = breachOf(alarm, configuration)
    const step = breach === null ? undefined : stepOf(configuration.steps, breach, alarm.comparison)
    if (step === undefined) return []
    const direction = directionOf(configuration, step.adjustment, service)
    const base = (direction === 'out' ? cooldownOf(sight, service.nowMs)?.base : undefined) ?? service.running
    return [{ policy, alarm: alarm.name, base, direction, capacity: adjusted(configuration, step.adjustment, base) }]
  })
}

/** By how much the datapoints that the alarm was judged by are above its threshold (AS-61). */
function breachOf({ evaluated, threshold }: AlarmSight, { aggregation }: StepConfiguration): number | null {
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

function directionOf(
  { adjustmentType }: StepConfiguration,
  adjustment: number,
  { desired }: ServiceSight,
): Direction | null {
  const change = adjustmentType === 'ExactCapacity' ? adjustment - desired : adjustment
  if (change === 0) return null
  return change > 0 ? 'out' : 'in'
}
