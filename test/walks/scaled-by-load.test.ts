// Do the worked examples come out to the number from a load on the service itself: metering, alarms, decision, tasks?
import { expect, test } from 'vitest'
import { ramp, type Simulation, steps } from '../../src/index.ts'
import { BalancedService } from '../support/balanced-services.ts'
import { HOUR_MS, meteredService } from '../support/metered.ts'
import { changesOf, RESOURCE } from '../support/scaled-services.ts'

type Metric = 'ECSServiceAverageCPUUtilization' | 'ECSServiceAverageMemoryUtilization'

function track(sim: Simulation, TargetValue: number, type: Metric = 'ECSServiceAverageCPUUtilization', min = 0): void {
  sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, MinCapacity: min, MaxCapacity: 100 })
  sim.applicationAutoScaling.putScalingPolicy({
    ...RESOURCE,
    PolicyName: type,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue,
      PredefinedMetricSpecification: { PredefinedMetricType: type },
    },
  })
}

/** Seconds, the datapoint of the minute before, both alarms, tasks that run and are desired after the tick. */
function traced(sim: Simulation, untilSeconds: number) {
  const rows = new Map<number, string>()
  const short = { OK: 'OK', ALARM: 'ALARM', INSUFFICIENT_DATA: 'I' }
  while (sim.nowMs < HOUR_MS + untilSeconds * 1_000) {
    sim.advance('1m')
    const { services } = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] })
    const [high, low] = [...sim.view.tables.alarms.values()].map(({ state }) => short[state])
    const metric = sim.load.trace('web', { from: HOUR_MS }).at(-1)?.cpuUtilization
    const metricText = metric === null || metric === undefined ? '-' : String(Math.round(metric * 100) / 100)
    const { runningCount, desiredCount } = services[0]!
    rows.set((sim.nowMs - HOUR_MS) / 1_000, `${metricText} ${high} ${low} ${runningCount} ${desiredCount}`)
  }
  return rows
}

test('E-01 AS-21 AS-51 AS-52 SC-02 the trace of section 9.5, row by row', () => {
  const sim = meteredService({ desired: 2, run: 60, fresh: true })
  sim.load.drive('web', { cpuPercent: 160 })
  track(sim, 50)
  const rows = traced(sim, 1_140)
  const table = [60, 120, 180, 240, 300, 1_080, 1_140].map((seconds) => `${seconds}: ${rows.get(seconds)}`)
  expect(table).toEqual([
    '60: 80 I OK 2 2',
    '120: 80 I OK 2 2',
    '180: 80 ALARM OK 2 4',
    '240: 80 ALARM OK 4 4',
    '300: 40 OK OK 4 4',
    '1080: 40 OK OK 4 4',
    '1140: 40 OK ALARM 4 4',
  ])
  const [policy] = [...sim.view.tables.scalingPolicies.values()]
  expect(policy?.cooldown).toEqual({ untilMs: HOUR_MS + 480_000, base: 2, reached: 4 })
  const { ScalingActivities } = sim.applicationAutoScaling.describeScalingActivities({
    ...RESOURCE,
    IncludeNotScaledActivities: true,
  })
  expect(ScalingActivities[0]?.NotScaledReasons).toEqual([{ Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: 4 }])
})

test('E-02 AS-58 down to what the load needs', () => {
  const sim = meteredService({ desired: 4, run: 60, fresh: true })
  sim.load.drive('web', { cpuPercent: 100 })
  track(sim, 50)
  sim.advance('1h')
  expect(changesOf(sim)).toEqual(['900: 4→2'])
})

test('E-36 AS-50 SC-04 the trace of section 9.5, row by row', () => {
  const sim = meteredService({ desired: 2, run: 60, fresh: true })
  track(sim, 60, 'ECSServiceAverageCPUUtilization', 2)
  // What a task cannot take at once is turned away: nothing is left for later.
  const requestsPerSecond = steps(20, { at: '10m', value: 120 })
  sim.load.drive('web', { requestsPerSecond, cpuSecondsPerRequest: 0.02, queueLimit: 0 })
  const rows = traced(sim, 1_500)
  const table = [600, 660, 720, 780, 840, 1_080, 1_200, 1_380, 1_500].map(
    (seconds) => `${seconds}: ${rows.get(seconds)}`,
  )
  expect(table).toEqual([
    '600: 40 OK I 2 2',
    '660: 100 OK OK 2 2',
    '720: 100 OK OK 2 2',
    '780: 100 ALARM OK 2 4',
    '840: 100 ALARM OK 4 4',
    '1080: 100 ALARM OK 4 7',
    '1200: 68.57 ALARM OK 7 7',
    '1380: 68.57 ALARM OK 7 8',
    '1500: 60 OK OK 8 8',
  ])
})

test('E-37 a ramp is followed step by step', () => {
  const sim = meteredService({ desired: 2, run: 60, fresh: true })
  track(sim, 60, 'ECSServiceAverageCPUUtilization', 2)
  const rising = ramp({ from: 20, to: 200, at: '5m', lasts: '30m' })
  sim.load.drive('web', { requestsPerSecond: rising, cpuSecondsPerRequest: 0.02 })
  sim.advance('3600s')
  expect(changesOf(sim)).toEqual(['600: 2→4', '900: 4→6', '1200: 6→8', '1500: 8→10', '1800: 10→12', '2100: 12→14'])
  expect(sim.load.trace('web').at(-1)?.cpuUtilization).toBeCloseTo(57.14, 1)
})

test('AS-39 CPU has no datapoints from zero: only a schedule leads out', () => {
  const sim = meteredService({ desired: 0, run: 60 })
  sim.load.drive('web', { cpuPercent: 160 })
  track(sim, 50)
  sim.advance('1h')
  expect(changesOf(sim)).toEqual([])
  sim.applicationAutoScaling.putScheduledAction({
    ...RESOURCE,
    ScheduledActionName: 'wake',
    Schedule: 'rate(1 minute)',
    ScalableTargetAction: { MinCapacity: 1 },
  })
  sim.advance('10m')
  expect(changesOf(sim)).toEqual(['3660: 0→1', '3900: 1→2', '4200: 2→4'])
})

test('E-14 AS-26 AS-23 requests per target of a load balancer: two tasks become three, and three they stay', () => {
  const web = new BalancedService({ desired: 2, delay: 0 })
  const { sim } = web
  web.create()
  sim.advance(HOUR_MS - sim.nowMs)
  sim.load.drive('web', 50)
  const resource = (arn: string | undefined) => arn?.slice(arn.lastIndexOf(':') + 1) as string
  const [balancer] = sim.elbv2.describeLoadBalancers().LoadBalancers
  const ResourceLabel = `${resource(balancer?.LoadBalancerArn).replace('loadbalancer/', '')}/${resource(web.arn('web'))}`
  sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, MinCapacity: 2, MaxCapacity: 100 })
  sim.applicationAutoScaling.putScalingPolicy({
    ...RESOURCE,
    PolicyName: 'requests',
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 1_000,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel },
    },
  })
  sim.advance('1h')
  expect(changesOf(sim)).toEqual(['180: 2→3'])
})
