// What does a scheduled action do to a service: bounds for good, the count at once, cooldowns or not?
import { expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { web } from '../support/rollouts.ts'
import { changesOf, passMinute, putPolicy, RESOURCE, scaledService, secondsOf } from '../support/scaled-services.ts'
import { one, pinned } from '../support/scaling-examples.ts'

type Action = Omit<
  Parameters<Simulation['applicationAutoScaling']['putScheduledAction']>[0],
  keyof typeof RESOURCE | 'ScheduledActionName'
>

function schedule(sim: Simulation, ScheduledActionName: string, action: Action): void {
  sim.applicationAutoScaling.putScheduledAction({ ...RESOURCE, ScheduledActionName, ...action })
}

const bounds = (sim: Simulation) => {
  const [target] = sim.applicationAutoScaling.describeScalableTargets({ ServiceNamespace: 'ecs' }).ScalableTargets
  return [target?.MinCapacity, target?.MaxCapacity]
}

const told = (sim: Simulation) =>
  sim.applicationAutoScaling
    .describeScalingActivities(RESOURCE)
    .ScalingActivities.map(({ Description, Cause, StatusCode, StatusMessage }) => ({
      Description,
      Cause,
      StatusCode,
      StatusMessage,
    }))

test('AS-13, AS-72 a schedule moves the bounds for good, and the count with them', () => {
  const sim = scaledService({ tasks: 2, maxCapacity: 20 })
  schedule(sim, 'morning', {
    Schedule: 'at(2026-01-05T01:02:00)',
    ScalableTargetAction: { MinCapacity: 5, MaxCapacity: 10 },
    EndTime: new Date('2026-01-05T01:05:00Z'),
  })
  sim.advance('1m')
  expect(web(sim).desiredCount).toBe(2)
  sim.advance('2m')
  expect(web(sim)).toMatchObject({ desiredCount: 5, runningCount: 5 })
  expect(told(sim).slice(0, 2)).toEqual([
    {
      Description: 'Setting desired count to 5.',
      Cause: 'minimum capacity was set to 5',
      StatusCode: 'Successful',
      StatusMessage: 'Successfully set desired count to 5. Change successfully fulfilled by ecs.',
    },
    {
      Description: 'Setting min capacity to 5 and max capacity to 10',
      Cause: 'scheduled action name morning was triggered',
      StatusCode: 'Successful',
      StatusMessage: 'Successfully set min capacity to 5 and max capacity to 10',
    },
  ])
  sim.advance('1h')
  expect(bounds(sim)).toEqual([5, 10])
})

test('AS-13, AS-72 down to the maximum; what lies between the bounds stays', () => {
  const sim = scaledService({ tasks: 6 })
  schedule(sim, 'between', { Schedule: 'rate(1 minute)', ScalableTargetAction: { MinCapacity: 2 } })
  sim.advance('1m')
  expect(web(sim).desiredCount).toBe(6)
  schedule(sim, 'night', { Schedule: 'at(2026-01-05T01:03:00)', ScalableTargetAction: { MaxCapacity: 4 } })
  sim.advance('2m')
  expect(web(sim)).toMatchObject({ desiredCount: 4, runningCount: 4 })
  expect(told(sim)).toMatchObject([
    { Cause: 'maximum capacity was set to 4' },
    { Description: 'Setting max capacity to 4' },
    { Description: 'Setting min capacity to 2' },
    { Description: 'Setting min capacity to 2' },
    { Description: 'Setting min capacity to 2' },
  ])
})

test('E-25, AS-57, AS-74 a schedule ignores a cooldown, and begins none', () => {
  const policies = one(50, (running) => (running < 8 ? 160 / running : 1))
  const sim = scaledService({ tasks: 2 })
  for (const policy of policies) putPolicy(sim, policy)
  schedule(sim, 'more', { Schedule: 'at(2026-01-05T01:04:00)', ScalableTargetAction: { MinCapacity: 8 } })
  while (secondsOf(sim) < 7_200) passMinute(sim, policies)
  expect(changesOf(sim)).toEqual(['180: 2→4', '240: 4→8'])
})

test('AS-57 a schedule leaves a scale-in cooldown as it is', () => {
  const policies = one(50, pinned(12.5))
  const sim = scaledService({ tasks: 8 })
  for (const policy of policies) putPolicy(sim, policy)
  schedule(sim, 'more', { Schedule: 'at(2026-01-05T01:16:00)', ScalableTargetAction: { MinCapacity: 4 } })
  schedule(sim, 'less', { Schedule: 'at(2026-01-05T01:17:00)', ScalableTargetAction: { MinCapacity: 0 } })
  while (secondsOf(sim) < 1_800) passMinute(sim, policies)
  expect(changesOf(sim)).toEqual(['900: 8→2', '960: 2→4', '1200: 4→1'])
})

test('AS-74 actions of one instant run in the order in which they were made', () => {
  const sim = scaledService({ tasks: 1 })
  const at = 'at(2026-01-05T01:01:00)'
  schedule(sim, 'z-first', { Schedule: at, ScalableTargetAction: { MinCapacity: 7 } })
  schedule(sim, 'a-second', { Schedule: at, ScalableTargetAction: { MinCapacity: 3 } })
  sim.advance('1m')
  expect(bounds(sim)[0]).toBe(3)
  expect(web(sim).desiredCount).toBe(7)
})

test('AS-72 an action that would lift the minimum over the maximum fails, and changes nothing', () => {
  const sim = scaledService({ tasks: 1, maxCapacity: 5 })
  schedule(sim, 'more', { Schedule: 'at(2026-01-05T01:01:00)', ScalableTargetAction: { MinCapacity: 9 } })
  sim.advance('1m')
  expect(bounds(sim)).toEqual([0, 5])
  expect(web(sim).desiredCount).toBe(1)
  expect(told(sim)).toMatchObject([{ Description: 'Setting min capacity to 9', StatusCode: 'Failed' }])
})

test('AS-08 what is missed while it is suspended is not made up for', () => {
  const sim = scaledService({ tasks: 1 })
  const suspend = (ScheduledScalingSuspended: boolean) =>
    sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, SuspendedState: { ScheduledScalingSuspended } })
  suspend(true)
  schedule(sim, 'once', { Schedule: 'at(2026-01-05T01:01:00)', ScalableTargetAction: { MinCapacity: 9 } })
  schedule(sim, 'hourly', { Schedule: 'cron(30 * * * ? *)', ScalableTargetAction: { MinCapacity: 2 } })
  sim.advance('5m')
  suspend(false)
  sim.advance('5m')
  expect(web(sim).desiredCount).toBe(1)
  sim.advance('20m')
  expect(web(sim).desiredCount).toBe(2)
})

test('AS-71 a cron in a time zone, through the change of its clocks', () => {
  const sim = scaledService({ tasks: 1 })
  schedule(sim, 'morning', {
    Schedule: 'cron(0 8 * * ? *)',
    Timezone: 'Europe/Berlin',
    StartTime: new Date('2026-03-28T00:00:00Z'),
    EndTime: new Date('2026-03-30T12:00:00Z'),
    ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 9 },
  })
  sim.advance(Date.parse('2026-04-02T00:00:00Z') - sim.nowMs)
  const runs = sim.applicationAutoScaling
    .describeScalingActivities(RESOURCE)
    .ScalingActivities.map(({ StartTime }) => StartTime?.toISOString())
  // The beginning is a run (AS-73); on the 29th Berlin's clocks go forward.
  expect(runs).toEqual([
    '2026-03-30T06:00:00.000Z',
    '2026-03-29T06:00:00.000Z',
    '2026-03-28T07:00:00.000Z',
    '2026-03-28T00:00:00.000Z',
  ])
})

test('AS-70 a schedule between two minutes runs at the next one, and nothing else makes a tick', () => {
  const sim = scaledService({ tasks: 1 })
  schedule(sim, 'odd', { Schedule: 'at(2026-01-05T02:00:30)', ScalableTargetAction: { MinCapacity: 2 } })
  const before = sim.journal.length
  sim.advance('60m')
  expect(sim.journal).toHaveLength(before)
  sim.advance('1m')
  expect(web(sim).desiredCount).toBe(2)
  expect(sim.applicationAutoScaling.describeScalingActivities(RESOURCE).ScalingActivities[0]?.StartTime).toEqual(
    new Date('2026-01-05T02:01:00Z'),
  )
})
