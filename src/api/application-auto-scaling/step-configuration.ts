// Are the steps of a policy whole? No gap, no overlap, and open where they must be (AS-60…AS-64).
import type { JsonRecord } from '../../model/basics.ts'
import type { StepConfiguration } from '../../model/scaling/targets.ts'
import { readSteps } from '../scaling/steps.ts'
import type { AasInput } from './parse.ts'
import { checkRange, invalid } from './parse.ts'

type Given = NonNullable<AasInput<'PutScalingPolicy'>['StepScalingPolicyConfiguration']>

const PATH = 'StepScalingPolicyConfiguration'
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
  checkRange(`${PATH}.Cooldown`, Cooldown, 0, 2_147_483_647, 'AS-50')
  const steps = readSteps(StepAdjustments, `${PATH}.StepAdjustments`, invalid)
  if (adjustmentType === 'ExactCapacity')
    for (const [index, { adjustment }] of steps.entries())
      checkRange(`${PATH}.StepAdjustments[${index}].ScalingAdjustment`, adjustment, 0, 2_147_483_647, 'AS-65')
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
  checkRange(path, magnitude, 1, 2_147_483_647, 'AS-60')
}
