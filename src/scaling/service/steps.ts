// What does a step policy propose? The step in which the breach lies says by how much (AS-60…AS-66).
import type { StepConfiguration } from '../../model/scaling/targets.ts'
import { adjusted, breachOf, stepOf } from '../steps.ts'
import { cooldownOf, type Direction, type PolicySight, type Proposal, type ServiceSight } from './sight.ts'

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

function directionOf(
  { adjustmentType }: StepConfiguration,
  adjustment: number,
  { desired }: ServiceSight,
): Direction | null {
  const change = adjustmentType === 'ExactCapacity' ? adjustment - desired : adjustment
  if (change === 0) return null
  return change > 0 ? 'out' : 'in'
}
