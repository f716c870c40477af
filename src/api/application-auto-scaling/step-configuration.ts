// Are the steps of a policy whole? No gap, no overlap, and open where they must be (AS-60…AS-64).
import type { JsonRecord } from '../../model/basics.ts'
import type { StepAdjustment, StepConfiguration } from '../../model/scaling/targets.ts'
import type { AasInput } from './parse.ts'
import { checkRange, invalid } from './parse.ts'

type Given = NonNullable<AasInput<'PutScalingPolicy'>['StepScalingPolicyConfiguration']>

const PATH = 'StepScalingPolicyConfiguration'
const MOST_STEPS = 20
const USUAL_COOLDOWN_SECONDS = 300

export function stepConfigurationOf(given: Given): {
  readonly configuration: StepConfiguration
  readonly kept: JsonRecord
} {
  const {
    AdjustmentType: adjustmentType,
    StepAdjustments = [],
    MinAdjustmentMagnitude,
    Cooldown,
    MetricAggregationType,
  } = given
  if (adjustmentType === undefined) return invalid(`${PATH}.AdjustmentType`, 'a type of adjustment', undefined, 'AS-60')
  checkMagnitude(adjustmentType, MinAdjustmentMagnitude)
  checkRange(`${PATH}.Cooldown`, Cooldown, [0, 2_147_483_647], 'AS-50')
  const steps = StepAdjustments.map(
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
  checkSteps(steps)
  if (adjustmentType === 'ExactCapacity')
    for (const [index, { adjustment }] of steps.entries())
      checkRange(`${PATH}.StepAdjustments[${index}].ScalingAdjustment`, adjustment, [0, 2_147_483_647], 'AS-65')
  const configuration: StepConfiguration = {
    kind: 'step',
    adjustmentType,
    steps,
    minAdjustmentMagnitude: MinAdjustmentMagnitude ?? null,
    aggregation: MetricAggregationType ?? 'Average',
    cooldownMs: (Cooldown ?? USUAL_COOLDOWN_SECONDS) * 1_000,
  }
  return { configuration, kept: { MetricAggregationType: 'Average', ...given } as JsonRecord }
}

function checkMagnitude(adjustmentType: StepConfiguration['adjustmentType'], magnitude: number | undefined): void {
  if (magnitude === undefined) return
  const path = `${PATH}.MinAdjustmentMagnitude`
  if (adjustmentType !== 'PercentChangeInCapacity')
    invalid(path, 'nothing but with the adjustment type PercentChangeInCapacity', magnitude, 'AS-60')
  checkRange(path, magnitude, [1, 2_147_483_647], 'AS-60')
}

/** AS-63. */
function checkSteps(steps: readonly StepAdjustment[]): void {
  const path = `${PATH}.StepAdjustments`
  if (steps.length < 1 || steps.length > MOST_STEPS)
    invalid(path, `1 to ${MOST_STEPS} steps`, `${steps.length} steps`, 'AS-10')
  for (const [index, { lower, upper }] of steps.entries()) {
    const at = `${path}[${index}]`
    if (lower === null && upper === null) invalid(at, 'a lower bound, an upper bound, or both', 'neither', 'AS-63')
    if (lower !== null && upper !== null && !(upper > lower))
      invalid(`${at}.MetricIntervalUpperBound`, `more than the lower bound ${lower}`, upper, 'AS-63')
  }
  checkOpenEnd(steps, 'lower')
  checkOpenEnd(steps, 'upper')
  checkNeighbours(steps)
}

function checkOpenEnd(steps: readonly StepAdjustment[], side: 'lower' | 'upper'): void {
  const path = `${PATH}.StepAdjustments`
  const open = steps.filter((step) => step[side] === null).length
  if (open > 1) invalid(path, `at most one step without ${side} bound`, `${open} steps`, 'AS-63')
  const needsOne = steps.some((step) => (side === 'lower' ? (step.lower ?? 0) < 0 : (step.upper ?? 0) > 0))
  if (open === 0 && needsOne) {
    const sign = side === 'lower' ? 'negative' : 'positive'
    invalid(path, `a step without ${side} bound where one has a ${sign} ${side} bound`, 'none', 'AS-63')
  }
}

function checkNeighbours(steps: readonly StepAdjustment[]): void {
  const sorted = [...steps].sort(
    (a, b) => (a.lower ?? Number.NEGATIVE_INFINITY) - (b.lower ?? Number.NEGATIVE_INFINITY),
  )
  for (const [index, step] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next === undefined || next.lower === step.upper) continue
    const what = step.upper === null || (next.lower as number) < step.upper ? 'overlap' : 'a gap'
    const found = `${what} between ${step.upper ?? 'no upper bound'} and ${next.lower}`
    invalid(`${PATH}.StepAdjustments`, 'steps that follow one another without gap and overlap', found, 'AS-63')
  }
}
