// Laws of service auto scaling: whatever policies, metrics, schedules and owners do, a decision keeps to bounds, cooldowns and suspensions.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { registerWeb } from '../support/rollouts.ts'
import { runs } from '../support/runs.ts'
import { putPolicy, RESOURCE, scaledService } from '../support/scaled-services.ts'
import { steps, tracking } from '../support/scaling-minutes.ts'

type Happening =
  | { readonly do: 'minutes'; readonly count: number; readonly cpu: number; readonly jobs: number }
  | { readonly do: 'register'; readonly min: number; readonly span: number; readonly suspended: number }
  | { readonly do: 'track'; readonly target: number; readonly cooldown: number; readonly isInDisabled: boolean }
  | { readonly do: 'steps'; readonly adjustment: number; readonly percent: boolean; readonly cooldown: number }
  | { readonly do: 'schedule'; readonly name: string; readonly every: number; readonly min: number }
  | { readonly do: 'own'; readonly count: number }
  | { readonly do: 'deploy' }
  | { readonly do: 'drop' }

const cooldown = fc.constantFrom(300, 60, 0, 900)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('minutes' as const),
      count: fc.integer({ min: 1, max: 18 }),
      cpu: fc.constantFrom(80, 10, 49, 250),
      jobs: fc.constantFrom(0, 60, 95),
    }),
  },
  fc.record({
    do: fc.constant('register' as const),
    min: fc.integer({ min: 0, max: 5 }),
    span: fc.integer({ min: 0, max: 8 }),
    suspended: fc.constantFrom(0, 1, 2, 4, 7),
  }),
  fc.record({
    do: fc.constant('track' as const),
    target: fc.constantFrom(50, 20, 70),
    cooldown,
    isInDisabled: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('steps' as const),
    adjustment: fc.constantFrom(2, -2, 50, -50),
    percent: fc.boolean(),
    cooldown,
  }),
  fc.record({
    do: fc.constant('schedule' as const),
    name: fc.constantFrom('a', 'b'),
    every: fc.integer({ min: 1, max: 9 }),
    min: fc.integer({ min: 0, max: 6 }),
  }),
  fc.record({ do: fc.constant('own' as const), count: fc.integer({ min: 0, max: 12 }) }),
  fc.constant({ do: 'deploy' as const }),
  fc.constant({ do: 'drop' as const }),
)
const happenings = fc.array(happening, { minLength: 2, maxLength: 10 })

type Doings = { readonly [H in Happening as H['do']]: (sim: Simulation, happening: H) => void }

const DOINGS: Doings = {
  minutes(sim, { count, cpu, jobs }) {
    for (let nth = 0; nth < count; nth++) {
      const Dimensions = [{ Name: 'Service', Value: 'web' }]
      sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'cpu', Dimensions, Value: cpu }] })
      sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'jobs', Dimensions, Value: jobs }] })
      sim.advance('1m')
    }
  },
  register(sim, { min, span, suspended }) {
    sim.applicationAutoScaling.registerScalableTarget({
      ...RESOURCE,
      MinCapacity: min,
      MaxCapacity: min + span,
      SuspendedState: {
        DynamicScalingInSuspended: suspended % 2 === 1,
        DynamicScalingOutSuspended: (suspended >> 1) % 2 === 1,
        ScheduledScalingSuspended: suspended >> 2 === 1,
      },
    })
  },
  track(sim, { target, cooldown: seconds, isInDisabled }) {
    const [scaleOutCooldownMs, scaleInCooldownMs] = [seconds * 1_000, seconds * 2_000]
    const configuration = tracking(target, { scaleOutCooldownMs, scaleInCooldownMs, disableScaleIn: isInDisabled })
    putPolicy(sim, { name: 'cpu', configuration })
  },
  steps(sim, { adjustment, percent, cooldown: seconds }) {
    const adjustmentType = percent ? 'PercentChangeInCapacity' : 'ChangeInCapacity'
    const configuration = steps([[0, null, adjustment]], { adjustmentType, cooldownMs: seconds * 1_000 })
    const alarm = { comparison: 'GreaterThanThreshold', threshold: 50, periods: 2 } as const
    putPolicy(sim, { name: 'jobs', configuration, alarm })
  },
  schedule(sim, { name, every, min }) {
    sim.applicationAutoScaling.putScheduledAction({
      ...RESOURCE,
      ScheduledActionName: name,
      Schedule: every === 1 ? 'rate(1 minute)' : `rate(${every} minutes)`,
      ScalableTargetAction: { MinCapacity: min },
    })
  },
  own: (sim, { count }) => void sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: count }),
  deploy: (sim) => void sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: registerWeb(sim) }),
  drop(sim) {
    sim.applicationAutoScaling.deregisterScalableTarget(RESOURCE)
    sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, MinCapacity: 1, MaxCapacity: 9 })
  },
}

const perform = (sim: Simulation, happening: Happening) =>
  (DOINGS[happening.do] as (sim: Simulation, happening: Happening) => void)(sim, happening)

interface TargetState {
  minCapacity: number
  maxCapacity: number
  suspended: { scalingIn: boolean; scalingOut: boolean; scheduled: boolean }
}

/** What is wrong with the decisions that a journal tells of, as sentences. */
function complaints(sim: Simulation): string[] {
  const found: string[] = []
  let target = {} as TargetState
  let deployments: readonly { readonly rolloutState: string }[] = []
  /** Until when nothing may be scaled in, kept by ourselves. */
  let restsUntilMs = 0
  let policies = new Map<string, { configuration: { kind: string; cooldownMs?: number; scaleInCooldownMs?: number } }>()
  for (const { kind, id, set, atMs } of sim.journal) {
    if (kind.startsWith('scalableTarget.') && set !== null) {
      target = { ...target, ...(set as TargetState) }
      if (kind === 'scalableTarget.created') restsUntilMs = 0
    }
    if (kind === 'scalingPolicy.created' || kind === 'scalingPolicy.changed')
      policies = new Map(policies).set(id, { ...policies.get(id), ...(set as object) } as never)
    if (kind.startsWith('service.') && set !== null && 'deployments' in set)
      deployments = (set as { deployments: typeof deployments }).deployments
    if (kind !== 'scalingActivity.created') continue
    const { from, to, policy } = set as { from: number | null; to: number | null; policy: string | null }
    if (from === null || to === null || policy === null) continue
    const say = (what: string) => found.push(`${atMs}: ${from}→${to} ${what}`)
    if (to < target.minCapacity || to > target.maxCapacity) say('leaves the bounds')
    if (to > from && target.suspended.scalingOut) say('scales out while that is suspended')
    if (to > from) restsUntilMs = 0
    if (to > from) continue
    if (target.suspended.scalingIn) say('scales in while that is suspended')
    if (atMs < restsUntilMs) say('scales in during a cooldown')
    if (deployments.length > 1 || deployments[0]?.rolloutState === 'IN_PROGRESS') say('scales in during a deployment')
    const { cooldownMs, scaleInCooldownMs } = policies.get(policy)!.configuration
    restsUntilMs = atMs + (cooldownMs ?? scaleInCooldownMs ?? 0)
  }
  return found
}

const begun = () => scaledService({ tasks: 3, minCapacity: 1, maxCapacity: 9 })

test.prop([happenings], runs(25))(
  'AS-08 AS-37 AS-43 AS-53 AS-54 no decision leaves the bounds, scales in during a cooldown or a deployment, or does what is suspended',
  (program) => {
    const sim = begun()
    for (const each of program) perform(sim, each)
    expect(complaints(sim)).toEqual([])
    sim.checkInvariants()
  },
)

test.prop([happenings, happenings], runs(10))(
  'a service that scales goes on alike when it is saved, forked, or run again up to there',
  (before, after) => {
    const sim = begun()
    for (const each of before) perform(sim, each)
    const others = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
    for (const each of after) perform(sim, each)
    for (const other of others) {
      for (const each of after) perform(other, each)
      expect(other.journalHash()).toBe(sim.journalHash())
    }
  },
)

test('AS-08 a target of which everything is suspended changes nothing', () => {
  const sim = begun()
  DOINGS.track(sim, { do: 'track', target: 50, cooldown: 60, isInDisabled: false })
  DOINGS.schedule(sim, { do: 'schedule', name: 'a', every: 1, min: 6 })
  DOINGS.register(sim, { do: 'register', min: 1, span: 8, suspended: 7 })
  const rows = sim.view.tables.scalingActivities.size
  DOINGS.minutes(sim, { do: 'minutes', count: 20, cpu: 250, jobs: 0 })
  DOINGS.minutes(sim, { do: 'minutes', count: 20, cpu: 10, jobs: 0 })
  expect(sim.view.tables.scalingActivities.size).toBe(rows)
  expect(sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services[0]?.desiredCount).toBe(3)
})
