// How many instances do the policies of an Auto Scaling group want? One decision a minute (AG-07…AG-10, AS-34…AS-37).
import type { GroupPolicy } from '../../model/scaling/groups.ts'
import { type AlarmSight, metricOf } from '../alarm-sight.ts'
import { ceilOf, floorOf } from '../rounding.ts'
import { adjusted, breachOf, stepOf } from '../steps.ts'

export interface GroupPolicySight {
  readonly policy: Readonly<GroupPolicy>
  /** Of target tracking: the alarm above the target and the one below. */
  readonly high: AlarmSight | null
  readonly low: AlarmSight | null
  /** Of any other policy: whoever calls it now. */
  readonly callers: readonly AlarmSight[]
  /** Instances that this policy does not count yet (AG-08). */
  readonly warming: number
}

export interface GroupSight {
  readonly minSize: number
  readonly maxSize: number
  readonly desired: number
  /** Simple policies wait: something comes or goes, or the cooldown is not over (AG-07). */
  readonly isResting: boolean
  readonly policies: readonly GroupPolicySight[]
  readonly options: { readonly targetTrackingMetric: string; readonly groupMaxScaleIn: number }
}

export interface GroupDecision {
  readonly capacity: number
  readonly policy: Readonly<GroupPolicy>
  readonly alarm: string
}

type Proposal = GroupDecision

/** Null where nothing changes. A scale-out goes before any scale-in, even where the maximum is reached (AS-34). */
export function decideGroup(sight: GroupSight): GroupDecision | null {
  const adjustments = sight.policies.flatMap((policy) => adjustmentsOf(policy, sight))
  const outs = [
    ...sight.policies.flatMap((policy) => trackedOut(policy, sight)),
    ...adjustments.filter(({ direction }) => direction === 'out').map(({ proposal }) => proposal),
  ]
  if (outs.length > 0 || sight.policies.some(({ high }) => high?.calls === true)) return out(outs, sight)
  const ins = [
    ...trackedIn(sight),
    ...adjustments.filter(({ direction }) => direction === 'in').map(({ proposal }) => proposal),
  ]
  return into(ins, sight)
}

function out(proposals: readonly Proposal[], { desired, maxSize, minSize }: GroupSight): GroupDecision | null {
  const best = largest(proposals)
  if (best === null || desired > maxSize) return null
  const capacity = Math.min(maxSize, Math.max(minSize, best.capacity))
  return capacity > desired ? { ...best, capacity } : null
}

function into(proposals: readonly Proposal[], { desired, minSize }: GroupSight): GroupDecision | null {
  const best = largest(proposals)
  if (best === null) return null
  const capacity = Math.max(minSize, best.capacity)
  return capacity < desired ? { ...best, capacity } : null
}

/** The largest capacity wins (AS-66). */
function largest(proposals: readonly Proposal[]): Proposal | null {
  return proposals.reduce<Proposal | null>(
    (best, proposal) => (best === null || proposal.capacity > best.capacity ? proposal : best),
    null,
  )
}

// ── target tracking ──

function trackedOut({ policy, high, warming }: GroupPolicySight, sight: GroupSight): Proposal[] {
  const { configuration } = policy
  if (configuration.kind !== 'tracking' || high?.calls !== true) return []
  const metric = metricOf(high, sight.options)
  if (metric === null) return []
  const base = sight.desired - warming
  // An empty group has nothing to multiply (AS-38).
  const capacity = sight.desired === 0 ? 1 : ceilOf((base * metric) / configuration.targetValue)
  return [{ policy, alarm: high.name, capacity }]
}

/** Only when every policy that may scale in says so, and nothing warms up (AS-35, AG-08); at most a share at once (CP-35). */
function trackedIn(sight: GroupSight): Proposal[] {
  const tracking = sight.policies.filter(({ policy: { configuration } }) => isScalingIn(configuration))
  if (!tracking.every(({ low, warming }) => low?.calls === true && warming === 0)) return []
  const least = sight.desired - Math.max(1, floorOf(sight.desired * sight.options.groupMaxScaleIn))
  return tracking.flatMap(({ policy, low }) => {
    const metric = metricOf(low!, sight.options)
    if (metric === null || policy.configuration.kind !== 'tracking') return []
    const wanted = ceilOf((sight.desired * metric) / policy.configuration.targetValue)
    return [{ policy, alarm: low!.name, capacity: Math.max(least, wanted) }]
  })
}

function isScalingIn(configuration: GroupPolicy['configuration']): boolean {
  return configuration.kind === 'tracking' && !configuration.disableScaleIn
}

// ── steps, and the one step of a simple policy ──

export interface Adjustment {
  readonly direction: 'out' | 'in'
  readonly proposal: Proposal
}

function adjustmentsOf({ policy, callers, warming }: GroupPolicySight, sight: GroupSight): Adjustment[] {
  return callers.flatMap((alarm) => {
    const { configuration } = policy
    if (configuration.kind === 'simple') return sight.isResting ? [] : simple(policy, alarm.name, sight.desired)
    if (configuration.kind !== 'step') return []
    const breach = breachOf(alarm, configuration)
    if (breach === null) return []
    return stepped(
      policy,
      { breach, comparison: alarm.comparison, alarm: alarm.name },
      { desired: sight.desired, warming },
    )
  })
}

/** From the desired capacity, whatever warms up (AG-07). */
export function simple(policy: Readonly<GroupPolicy>, alarm: string, desired: number): Adjustment[] {
  const { configuration } = policy
  if (configuration.kind !== 'simple') return []
  const capacity = adjusted(configuration, configuration.adjustment, desired)
  return capacity === desired
    ? []
    : [{ direction: capacity > desired ? 'out' : 'in', proposal: { policy, alarm, capacity } }]
}

/** What warms up is there already: it neither counts as a base nor is added again. While it does, no step leads in (AG-08). */
export function stepped(
  policy: Readonly<GroupPolicy>,
  {
    breach,
    comparison,
    alarm,
  }: { readonly breach: number; readonly comparison: AlarmSight['comparison']; readonly alarm: string },
  { desired, warming }: { readonly desired: number; readonly warming: number },
): Adjustment[] {
  const { configuration } = policy
  if (configuration.kind !== 'step') return []
  const step = stepOf(configuration.steps, breach, comparison)
  if (step === undefined) return []
  const isExact = configuration.adjustmentType === 'ExactCapacity'
  const change = isExact ? step.adjustment - desired : step.adjustment
  if (change === 0 || (change < 0 && warming > 0)) return []
  const capacity = adjusted(configuration, step.adjustment, desired - warming)
  return [{ direction: change > 0 ? 'out' : 'in', proposal: { policy, alarm, capacity } }]
}
