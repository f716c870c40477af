// What of Application Auto Scaling is kept without effect, or read in one of two ways?
import type { WorldView } from '../../model/view.ts'
import { countsWeekdays } from '../../scaling/schedules/schedule.ts'

export function scalingNotSimulated({ tables }: WorldView): { id: string; path: string; why: string }[] {
  const policies = [...tables.scalingPolicies.values()]
    .filter(({ configuration }) => configuration.kind === 'predictive')
    .map(({ id }) => ({
      id,
      path: 'PredictiveScalingPolicyConfiguration',
      why: 'predictive scaling is not simulated: the policy is kept, and never acts',
    }))
  const schedules = [...tables.scheduledActions.values()]
    .filter(({ schedule }) => countsWeekdays(schedule))
    .map(({ id }) => ({
      id,
      path: 'Schedule',
      why: "weekdays are read with 1 as Sunday: AWS's pages count them in two ways, and names leave no doubt",
    }))
  return [...policies, ...schedules]
}
