// A service under load, minute by minute, with nothing but the planner: alarms over whole minutes, and tasks that start in a minute.
import type { Comparison } from '../../src/model/scaling/alarms.ts'
import type { OutCooldown, StepConfiguration, TrackingConfiguration } from '../../src/model/scaling/targets.ts'
import type { AlarmSight } from '../../src/scaling/alarm-sight.ts'
import { decideService, type ServiceDecision } from '../../src/scaling/service/decide.ts'
import type { PolicySight, ServiceSight } from '../../src/scaling/service/sight.ts'

export interface TrialPolicy {
  readonly name: string
  readonly configuration: TrackingConfiguration | StepConfiguration
  /** The datapoint of a minute, from the tasks that ran in it; null for none. */
  readonly metric: (running: number, minute: number) => number | null
  /** Of a step policy: the alarm over it. */
  readonly alarm?: { readonly comparison: Comparison; readonly threshold: number; readonly periods: number }
}

export interface Trial {
  readonly policies: readonly TrialPolicy[]
  readonly tasks: number
  /** Running tasks at the beginning; as many as desired when absent. */
  readonly minCapacity?: number
  readonly maxCapacity?: number
  readonly untilSeconds: number
  /** Seconds until a new task runs; null: never. */
  readonly start?: number | null
  /** What somebody else does at the tick, before the decision. */
  readonly meanwhile?: (state: TrialState) => void
  readonly options?: Partial<ServiceSight['options']>
}

interface TrialState {
  seconds: number
  desired: number
  running: number
  minCapacity: number
  maxCapacity: number
  isDeploying: boolean
  suspended: ServiceSight['suspended']
}

export function tracking(targetValue: number, more: Partial<TrackingConfiguration> = {}): TrackingConfiguration {
  return {
    kind: 'tracking',
    targetValue,
    disableScaleIn: false,
    scaleOutCooldownMs: 300_000,
    scaleInCooldownMs: 300_000,
    ...more,
  }
}

export function steps(
  bounds: readonly (readonly [lower: number | null, upper: number | null, adjustment: number])[],
  more: Partial<StepConfiguration> = {},
): StepConfiguration {
  return {
    kind: 'step',
    adjustmentType: 'ChangeInCapacity',
    steps: bounds.map(([lower, upper, adjustment]) => ({ lower, upper, adjustment })),
    minAdjustmentMagnitude: null,
    aggregation: 'Average',
    cooldownMs: 300_000,
    ...more,
  }
}

export const USUAL_OPTIONS: ServiceSight['options'] = {
  targetTrackingMetric: 'latest',
  datapointsFromZero: 3,
  serviceMaxScaleIn: 1,
}

/** Every change of the desired count, as `180: 2→4`, and every decision. */
export function play(trial: Trial): { readonly changes: string[]; readonly decisions: Map<number, ServiceDecision> } {
  const state: TrialState = {
    seconds: 0,
    desired: trial.tasks,
    running: trial.tasks,
    minCapacity: trial.minCapacity ?? 0,
    maxCapacity: trial.maxCapacity ?? 1_000,
    isDeploying: false,
    suspended: { scalingIn: false, scalingOut: false, scheduled: false },
  }
  const changes: string[] = []
  const decisions = new Map<number, ServiceDecision>()
  const points = trial.policies.map((): number[] => [])
  const cooldowns = trial.policies.map((): OutCooldown | null => null)
  let blockedUntilMs: number | null = null
  let arrivals: { readonly at: number; readonly count: number }[] = []
  const { start = 60 } = trial
  for (let minute = 0; state.seconds < trial.untilSeconds; minute++) {
    for (const [index, { metric }] of trial.policies.entries()) {
      const point = metric(state.running, minute)
      if (point !== null) points[index]!.push(point)
    }
    state.seconds = (minute + 1) * 60
    for (const { at, count } of arrivals) if (at <= state.seconds) state.running += count
    arrivals = arrivals.filter(({ at }) => at > state.seconds)
    trial.meanwhile?.(state)
    const nowMs = state.seconds * 1_000
    const policies = trial.policies.map((policy, index) => sightOf(policy, points[index]!, cooldowns[index]!))
    const decision = decideService({
      ...state,
      nowMs,
      scaleInBlockedUntilMs: blockedUntilMs,
      policies,
      options: { ...USUAL_OPTIONS, ...trial.options },
    })
    decisions.set(state.seconds, decision)
    if (decision.outcome !== 'scale') continue
    const { capacity, direction, asker, cooldown } = decision
    changes.push(`${state.seconds}: ${state.desired}→${capacity}`)
    const index = trial.policies.findIndex(({ name }) => name === asker.policy.name)
    const { configuration } = trial.policies[index]!
    const outMs = configuration.kind === 'step' ? configuration.cooldownMs : configuration.scaleOutCooldownMs
    const inMs = configuration.kind === 'step' ? configuration.cooldownMs : configuration.scaleInCooldownMs
    if (direction === 'out') cooldowns[index] = { untilMs: nowMs + outMs, ...cooldown }
    blockedUntilMs = direction === 'out' ? null : nowMs + inMs
    if (direction === 'in') state.running = Math.min(state.running, capacity)
    else if (start === 0) state.running += capacity - state.desired
    else if (start !== null) arrivals.push({ at: state.seconds + start, count: capacity - state.desired })
    state.desired = capacity
  }
  return { changes, decisions }
}

function sightOf(trial: TrialPolicy, points: readonly number[], cooldown: OutCooldown | null): PolicySight {
  const { name, configuration } = trial
  const policy = { id: `arn:${name}`, name, configuration, cooldown }
  if (configuration.kind === 'step') {
    const sight = alarmSight(`${name}-alarm`, points, trial.alarm!)
    return { policy, high: null, low: null, callers: sight.calls ? [sight] : [] }
  }
  const { targetValue, disableScaleIn } = configuration
  const low = { comparison: 'LessThanThreshold', threshold: Math.round(targetValue * 9) / 10, periods: 15 } as const
  return {
    policy,
    high: alarmSight(`${name}-high`, points, {
      comparison: 'GreaterThanThreshold',
      threshold: targetValue,
      periods: 3,
    }),
    low: disableScaleIn ? null : alarmSight(`${name}-low`, points, low),
    callers: [],
  }
}

const BREACHES: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
}

export function alarmSight(
  name: string,
  points: readonly number[],
  { comparison, threshold, periods }: NonNullable<TrialPolicy['alarm']>,
): AlarmSight {
  const evaluated = points.slice(-periods)
  const calls = evaluated.length === periods && evaluated.every((point) => BREACHES[comparison](point, threshold))
  return { name, calls, comparison, threshold, evaluated, latest: points.at(-1) ?? null }
}
