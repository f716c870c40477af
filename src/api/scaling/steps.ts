// Are the steps of a policy whole? No gap, no overlap, and open where they must be (AS-60…AS-64).
import type { StepAdjustment } from '../../model/scaling/targets.ts'
import type { Complaint } from './complaint.ts'

const MOST_STEPS = 20

export interface GivenStep {
  readonly ScalingAdjustment: number
  readonly MetricIntervalLowerBound?: number
  readonly MetricIntervalUpperBound?: number
}

/** @throws what `invalid` throws */
export function readSteps(given: readonly GivenStep[], path: string, invalid: Complaint): StepAdjustment[] {
  const steps = given.map(
    ({
      ScalingAdjustment: adjustment,
      MetricIntervalLowerBound: lower = null,
      MetricIntervalUpperBound: upper = null,
    }) => ({
      lower,
      upper,
      adjustment,
    }),
  )
  checkSteps(steps, path, invalid)
  return steps
}

/** AS-63. */
function checkSteps(steps: readonly StepAdjustment[], path: string, invalid: Complaint): void {
  if (steps.length < 1 || steps.length > MOST_STEPS)
    invalid(path, `1 to ${MOST_STEPS} steps`, `${steps.length} steps`, 'AS-10')
  for (const [index, { lower, upper }] of steps.entries()) {
    const at = `${path}[${index}]`
    if (lower === null && upper === null) invalid(at, 'a lower bound, an upper bound, or both', 'neither', 'AS-63')
    if (lower !== null && upper !== null && !(upper > lower))
      invalid(`${at}.MetricIntervalUpperBound`, `more than the lower bound ${lower}`, upper, 'AS-63')
  }
  checkOpenEnd(steps, 'lower', path, invalid)
  checkOpenEnd(steps, 'upper', path, invalid)
  checkNeighbours(steps, path, invalid)
}

function checkOpenEnd(
  steps: readonly StepAdjustment[],
  side: 'lower' | 'upper',
  path: string,
  invalid: Complaint,
): void {
  const open = steps.filter((step) => step[side] === null).length
  if (open > 1) invalid(path, `at most one step without ${side} bound`, `${open} steps`, 'AS-63')
  const needsOne = steps.some((step) => (side === 'lower' ? (step.lower ?? 0) < 0 : (step.upper ?? 0) > 0))
  if (open === 0 && needsOne) {
    const sign = side === 'lower' ? 'negative' : 'positive'
    invalid(path, `a step without ${side} bound where one has a ${sign} ${side} bound`, 'none', 'AS-63')
  }
}

function checkNeighbours(steps: readonly StepAdjustment[], path: string, invalid: Complaint): void {
  const sorted = [...steps].sort(
    (a, b) => (a.lower ?? Number.NEGATIVE_INFINITY) - (b.lower ?? Number.NEGATIVE_INFINITY),
  )
  for (const [index, step] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next === undefined || next.lower === step.upper) continue
    const what = step.upper === null || (next.lower as number) < step.upper ? 'overlap' : 'a gap'
    const found = `${what} between ${step.upper ?? 'no upper bound'} and ${next.lower}`
    invalid(path, 'steps that follow one another without gap and overlap', found, 'AS-63')
  }
}
