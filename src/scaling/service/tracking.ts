// What does target tracking propose? Capacity in proportion to how far the metric is from its target (AS-31…AS-42).
import type { TrackingConfiguration } from '../../model/scaling/targets.ts'
import { metricOf } from '../alarm-sight.ts'
import { HIGH_PERIODS } from '../managed-alarms.ts'
import { ceilOf, floorOf } from '../rounding.ts'
import { cooldownOf, type PolicySight, type Proposal, type ServiceSight } from './sight.ts'

/** Whether the policy wants more: its upper alarm calls, or nothing runs and a shorter streak is enough (AS-38). */
export function wantsMore({ high }: PolicySight, { running, options }: ServiceSight): boolean {
  if (high === null || high.calls) return high !== null
  const wanted = options.datapointsFromZero
  if (running > 0 || wanted >= HIGH_PERIODS) return false
  const streak = high.evaluated.slice(-wanted)
  return streak.length === wanted && streak.every((value) => value > high.threshold)
}

/** In a cooldown from the base that it began with (AS-52); from zero the least there is (AS-38). */
export function proposeMore(sight: PolicySight, service: ServiceSight): Proposal | null {
  const { policy, high } = sight
  const base = cooldownOf(sight, service.nowMs)?.base ?? service.running
  const metric = high === null ? null : metricOf(high, service.options)
  if (metric === null) return null
  const capacity = base === 0 ? 1 : proportional(base, metric, targetOf(sight))
  return { policy, alarm: high!.name, capacity, base }
}

/** Only when the lower alarm of every policy that may scale in calls (AS-35). */
export function proposeLess(policies: readonly PolicySight[], service: ServiceSight): readonly Proposal[] {
  const all = policies.filter(mayScaleIn)
  if (!all.every(({ low }) => low?.calls === true)) return []
  return all.flatMap((sight) => {
    const metric = metricOf(sight.low!, service.options)
    if (metric === null) return []
    const capacity = capped(proportional(service.running, metric, targetOf(sight)), service)
    return [{ policy: sight.policy, alarm: sight.low!.name, capacity, base: service.running }]
  })
}

/** Who would want the tasks back at once, by the latest datapoint (AS-42). */
export function anticipatesFlapping(sight: PolicySight, { running }: ServiceSight, capacity: number): boolean {
  const latest = sight.low?.latest ?? null
  return latest !== null && proportional(running, latest, targetOf(sight)) > capacity
}

export function mayScaleIn({ policy: { configuration } }: PolicySight): boolean {
  return configuration.kind === 'tracking' && !configuration.disableScaleIn
}

/** Metering tells a datapoint to the millionth: what it may have rounded up is no reason for one task more. */
const ROUNDED_UP = 5e-7

function proportional(base: number, metric: number, target: number): number {
  return Math.max(0, ceilOf((base * (metric - ROUNDED_UP)) / target))
}

/** A share of the service at once, at least one task (AS-41). */
function capped(capacity: number, { desired, options }: ServiceSight): number {
  return Math.max(capacity, desired - Math.max(1, floorOf(desired * options.serviceMaxScaleIn)))
}

const targetOf = (sight: PolicySight): number => configurationOf(sight).targetValue

const configurationOf = ({ policy }: PolicySight): TrackingConfiguration =>
  policy.configuration as TrackingConfiguration
