// What is told of scaling a service: activities, their ends, the event; and what holds scaling back.
import { expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { registerWeb, web } from '../support/rollouts.ts'
import {
  changesOf,
  passMinute,
  playWhole,
  putPolicy,
  RESOURCE,
  scaledService,
  secondsOf,
} from '../support/scaled-services.ts'
import { one, pinned, shared } from '../support/scaling-examples.ts'
import { tracking } from '../support/scaling-minutes.ts'

function activities(sim: Simulation, IncludeNotScaledActivities = false) {
  return sim.applicationAutoScaling
    .describeScalingActivities({ ...RESOURCE, IncludeNotScaledActivities })
    .ScalingActivities.map(({ Description, Cause, StatusCode, StatusMessage, NotScaledReasons }) => ({
      Description,
      Cause,
      StatusCode,
      ...(StatusMessage === undefined ? {} : { StatusMessage }),
      ...(NotScaledReasons === undefined ? {} : { NotScaledReasons }),
    }))
}

const highAlarm = (sim: Simulation) =>
  sim.applicationAutoScaling.describeScalingPolicies({ ServiceNamespace: 'ecs' }).ScalingPolicies[0]?.Alarms?.[0]
    ?.AlarmName as string

const play = (sim: Simulation, policies: ReturnType<typeof one>, untilSeconds: number) => {
  while (secondsOf(sim) < untilSeconds) passMinute(sim, policies)
}

test('AS-11, AS-12 an activity is in progress until the tasks run, and then successful', () => {
  const sim = playWhole({ policies: one(50, shared(160)), tasks: 2, untilSeconds: 180 })
  const Cause = `monitor alarm ${highAlarm(sim)} in state ALARM triggered policy cpu`
  expect(activities(sim)).toEqual([
    {
      Description: 'Setting desired count to 4.',
      Cause,
      StatusCode: 'InProgress',
      StatusMessage: 'Successfully set desired count to 4. Waiting for change to be fulfilled by ecs.',
    },
  ])
  sim.advance('59s')
  expect(activities(sim)[0]?.StatusCode).toBe('InProgress')
  sim.advance('1s')
  expect(activities(sim)).toEqual([
    {
      Description: 'Setting desired count to 4.',
      Cause,
      StatusCode: 'Successful',
      StatusMessage: 'Successfully set desired count to 4. Change successfully fulfilled by ecs.',
    },
  ])
  const [activity] = sim.applicationAutoScaling.describeScalingActivities(RESOURCE).ScalingActivities
  expect((activity?.EndTime?.getTime() ?? 0) - (activity?.StartTime?.getTime() ?? 0)).toBe(60_000)
})

test('AS-11 a count that somebody else sets overrides an activity', () => {
  const sim = playWhole({ policies: one(50, shared(160)), tasks: 2, untilSeconds: 180 })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 })
  sim.advance(0)
  expect(activities(sim)).toMatchObject([
    {
      StatusCode: 'Overridden',
      StatusMessage: 'Successfully set desired count to 4. Found it was later changed to 3.',
    },
  ])
})

test('AS-11 tasks that never run leave an activity unfulfilled after a while', () => {
  const sim = playWhole({ policies: one(50, pinned(100)), tasks: 2, untilSeconds: 720, start: null })
  expect(activities(sim)).toMatchObject([{ StatusCode: 'InProgress' }])
  play(sim, one(50, pinned(100)), 780)
  expect(activities(sim)).toMatchObject([
    {
      StatusCode: 'Unfulfilled',
      StatusMessage: 'Successfully set desired count to 4. Change was not fulfilled by ecs.',
    },
  ])
})

test('AS-11 activities are told of for six weeks', () => {
  const sim = playWhole({ policies: one(50, shared(160)), tasks: 2, untilSeconds: 180 })
  sim.applicationAutoScaling.deregisterScalableTarget(RESOURCE)
  sim.advance('1007h')
  expect(activities(sim)).toHaveLength(1)
  sim.advance('1h')
  expect(activities(sim)).toHaveLength(0)
})

test('E-17, AS-14, AS-15 up to the maximum: an event once it is fulfilled, and then nothing more', () => {
  const sim = playWhole({ policies: one(50, pinned(100)), tasks: 6, maxCapacity: 8, untilSeconds: 1_200 })
  expect(changesOf(sim)).toEqual(['180: 6→8'])
  const Cause = `monitor alarm ${highAlarm(sim)} in state ALARM triggered policy cpu`
  expect(activities(sim, true)).toMatchObject([
    {
      Description: 'Attempting to scale due to alarm triggered',
      Cause,
      StatusCode: 'Failed',
      NotScaledReasons: [{ Code: 'AlreadyAtMaxCapacity', MaxCapacity: 8 }],
    },
    { Description: 'Setting desired count to 8.', StatusCode: 'Successful' },
  ])
  expect(activities(sim)).toHaveLength(1)
  const events = sim.events().filter(({ source }) => source === 'aws.application-autoscaling')
  expect(events).toMatchObject([
    {
      'detail-type': 'Application Auto Scaling Scaling Activity State Change',
      resources: [],
      time: '2026-01-05T01:04:00Z',
      detail: {
        oldDesiredCapacity: 6,
        newDesiredCapacity: 8,
        minCapacity: 0,
        maxCapacity: 8,
        resourceId: 'service/prod/web',
        scalableDimension: 'ecs:service:DesiredCount',
        serviceNamespace: 'ecs',
        statusCode: 'Successful',
        scaledToMax: true,
        direction: 'scale-out',
      },
    },
  ])
})

test('AS-14, AS-37 what is there already: said once, however often it is asked for', () => {
  const sim = playWhole({ policies: one(50, shared(160)), tasks: 2, untilSeconds: 3_600 })
  expect(activities(sim, true)).toMatchObject([
    { StatusCode: 'Failed', NotScaledReasons: [{ Code: 'AlreadyAtDesiredCapacity', CurrentCapacity: 4 }] },
    { StatusCode: 'Successful' },
  ])
})

test('AS-14 at the minimum', () => {
  const sim = playWhole({ policies: one(50, pinned(10)), tasks: 3, minCapacity: 3, untilSeconds: 1_200 })
  expect(activities(sim, true)).toMatchObject([
    { NotScaledReasons: [{ Code: 'AlreadyAtMinCapacity', MinCapacity: 3 }] },
  ])
})

test('E-13, AS-43 a deployment holds a scale-in back, and it follows at the first tick after it', () => {
  const policies = one(50, shared(100))
  const sim = scaledService({ tasks: 4 })
  for (const policy of policies) putPolicy(sim, policy)
  play(sim, policies, 840)
  // The new revision cannot start anywhere: the deployment goes on until it is taken back.
  const { taskDefinition } = sim.ecs.registerTaskDefinition({
    family: 'big',
    containerDefinitions: [{ name: 'app', image: 'example.com/web:1', cpu: 100_000, memory: 128 }],
  })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: taskDefinition.taskDefinitionArn as string })
  play(sim, policies, 1_260)
  expect(changesOf(sim)).toEqual([])
  expect(activities(sim, true)).toMatchObject([
    { NotScaledReasons: [{ Code: 'TargetServicePutResourceAsUnscalable', CurrentCapacity: 4 }] },
  ])
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' })
  play(sim, policies, 1_320)
  expect(changesOf(sim)).toEqual(['1320: 4→2'])
})

test('AS-43, DP-440 a scale-out goes on in the middle of a deployment', () => {
  const policies = one(50, pinned(80))
  const sim = scaledService({ tasks: 4, start: 90 })
  for (const policy of policies) putPolicy(sim, policy)
  play(sim, policies, 120)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: registerWeb(sim) })
  play(sim, policies, 180)
  expect(web(sim).deployments).toHaveLength(2)
  expect(changesOf(sim)).toEqual(['180: 4→7'])
  expect(web(sim).desiredCount).toBe(7)
})

test('E-16, AS-08 what is suspended acts once it is resumed, for its alarm goes on', () => {
  const policies = one(50, pinned(80))
  const sim = scaledService({ tasks: 4 })
  for (const policy of policies) putPolicy(sim, policy)
  const suspend = (DynamicScalingOutSuspended: boolean) =>
    sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, SuspendedState: { DynamicScalingOutSuspended } })
  suspend(true)
  play(sim, policies, 540)
  expect(changesOf(sim)).toEqual([])
  suspend(false)
  play(sim, policies, 600)
  expect(changesOf(sim)).toEqual(['600: 4→7'])
})

test('AS-08 scaling in is suspended by itself', () => {
  const policies = one(50, shared(100))
  const sim = scaledService({ tasks: 4 })
  for (const policy of policies) putPolicy(sim, policy)
  sim.applicationAutoScaling.registerScalableTarget({
    ...RESOURCE,
    SuspendedState: { DynamicScalingInSuspended: true },
  })
  play(sim, policies, 1_800)
  expect(changesOf(sim)).toEqual([])
})

test('AS-56 a cooldown may begin when the tasks run, instead of when they are asked for', () => {
  const policies = one(50, (n) => Math.min(100, 1_400 / n))
  const sim = playWhole({ policies, tasks: 2, untilSeconds: 900 }, { options: { cooldownStartsAt: 'fulfilled' } })
  // Fulfilled at 240, over at 540; fulfilled at 600, over at 900.
  expect(changesOf(sim)).toEqual(['180: 2→4', '540: 4→8', '900: 8→16'])
})

test('AS-56 of a scale-in that is fulfilled at once nothing changes', () => {
  const policies = [{ name: 'cpu', configuration: tracking(50), metric: shared(30) }]
  const [set, fulfilled] = (['desiredSet', 'fulfilled'] as const).map((cooldownStartsAt) =>
    changesOf(playWhole({ policies, tasks: 8, untilSeconds: 1_800 }, { options: { cooldownStartsAt } })),
  )
  expect(set).toEqual(fulfilled)
})

test('AS-31, SC-03 the action of an alarm may come later than its state', () => {
  const sim = playWhole(
    { policies: one(50, shared(160)), tasks: 2, untilSeconds: 600 },
    { options: { alarmActionDelay: '2m' } },
  )
  expect(changesOf(sim)).toEqual(['300: 2→4'])
})

test('AS-20 a policy that is deleted takes its alarms along, and does nothing more', () => {
  const policies = one(50, pinned(80))
  const sim = scaledService({ tasks: 4 })
  for (const policy of policies) putPolicy(sim, policy)
  sim.applicationAutoScaling.deleteScalingPolicy({ ...RESOURCE, PolicyName: 'cpu' })
  play(sim, policies, 600)
  expect(changesOf(sim)).toEqual([])
  expect([...sim.view.tables.alarms.values()]).toEqual([])
})

test('AS-04, AS-34 a service that is deleted is not scaled', () => {
  const policies = one(50, pinned(80))
  const sim = scaledService({ tasks: 4 })
  for (const policy of policies) putPolicy(sim, policy)
  sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
  sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName: 'cpu', Value: 80 }] })
  sim.advance('10m')
  expect(changesOf(sim)).toEqual([])
})

test('AS-52 DP-440 what UpdateService sets meanwhile is what a scale-out has to outdo', () => {
  const policies = one(50, pinned(80))
  const sim = scaledService({ tasks: 4 })
  for (const policy of policies) putPolicy(sim, policy)
  play(sim, policies, 120)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 9 })
  play(sim, policies, 180)
  // Nine run from 180 on: 9 · 80 / 50.
  expect(changesOf(sim)).toEqual(['180: 9→15'])
})
