// Deployment alarms: what they end, when nobody listens to them, and the watch after the last step.
import { expect, test } from 'vitest'
import type { Ecs, Simulation } from '../../src/index.ts'
import { eventsSince, wantedTasks } from '../support/patients.ts'
import { deployNext, type RolloutSettings, registerWeb, steadyService, web } from '../support/rollouts.ts'

type Configuration = NonNullable<Parameters<Ecs['updateService']>[0]['deploymentConfiguration']>

const SETTINGS: RolloutSettings = { desired: 2, min: 100, max: 200, run: 10, heal: 20, stop: 30 }

/** A steady service that watches the alarm `errors`. */
function watched(configuration: Configuration = {}, alarm: { period?: string; evaluationPeriods?: number } = {}) {
  const sim = steadyService(SETTINGS)
  sim.alarms.create({ alarmName: 'errors', ...alarm } as Parameters<typeof sim.alarms.create>[0])
  const alarms = { alarmNames: ['errors'], enable: true, rollback: true }
  sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { alarms, ...configuration } })
  sim.settle()
  return sim
}

const alarm = (sim: Simulation, state: 'OK' | 'ALARM') => sim.alarms.set({ alarmName: 'errors', state })

function rows(sim: Simulation) {
  return (web(sim).deployments ?? []).map(({ status, rolloutState }) => `${status} ${rolloutState}`)
}

test('CB-60, EV-110, EV-111 an alarm in the middle of a deployment: FAILED, and back', () => {
  const sim = watched()
  const before = web(sim).deployments?.[0]?.id
  const from = sim.nowMs
  const deployment = deployNext(sim)
  sim.advance('15s')
  alarm(sim, 'ALARM')
  sim.settle()
  expect(rows(sim)).toEqual(['PRIMARY IN_PROGRESS', 'ACTIVE FAILED'])
  expect(eventsSince(sim, from).slice(1)).toEqual([
    '15: has stopped 2 running tasks: (task ?) (task ?).',
    `15: (deployment ${deployment}) deployment failed: alarm detected.`,
    `15: rolling back to deployment ${before}.`,
  ])
  sim.runUntil('steady', { atMost: '10m' })
  expect(web(sim).deployments).toMatchObject([{ id: before, rolloutState: 'COMPLETED' }])
})

test('CB-60 without rollback it stays as it is', () => {
  const sim = watched({ alarms: { alarmNames: ['errors'], enable: true, rollback: false } })
  deployNext(sim)
  sim.advance('15s')
  alarm(sim, 'ALARM')
  sim.advance('10m')
  expect(rows(sim)).toEqual(['PRIMARY FAILED', 'ACTIVE COMPLETED'])
  expect(wantedTasks(sim)).toHaveLength(4)
})

test("CB-61 an alarm that is in ALARM when a deployment begins is nobody's business in it", () => {
  const sim = watched()
  alarm(sim, 'ALARM')
  const from = sim.nowMs
  const deployment = deployNext(sim)
  sim.advance('15s')
  alarm(sim, 'OK')
  alarm(sim, 'ALARM')
  sim.runUntil('steady', { atMost: '10m' })
  expect(web(sim).deployments).toMatchObject([{ id: deployment, rolloutState: 'COMPLETED' }])
  expect((sim.nowMs - from) / 1_000).toBe(60)
})

test('CB-62 the first of breaker and alarms decides about the rollback', () => {
  const sim = watched({ deploymentCircuitBreaker: { enable: true, rollback: false } })
  const taskDefinition = registerWeb(sim)
  sim.workload.behave(`web:${taskDefinition.split(':').at(-1)}:app`, { failsToStart: 'no' })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition })
  sim.advance('2m')
  expect(rows(sim)).toEqual(['PRIMARY FAILED', 'ACTIVE COMPLETED'])
  alarm(sim, 'ALARM')
  sim.advance('2m')
  expect(rows(sim)).toEqual(['PRIMARY FAILED', 'ACTIVE COMPLETED'])
})

test.each([
  ['60 s at least', {}, {}, 60],
  ['as long as its alarm takes to tell', {}, { period: '60s', evaluationPeriods: 3 }, 180],
  ['299 s at most', {}, { period: '5m', evaluationPeriods: 3 }, 299],
  ['as long as it is told', { bakeTimeInMinutes: 10 }, {}, 600],
])('CB-70 when the last old task is STOPPED the deployment is watched: %s', (_title, configuration, known, seconds) => {
  const sim = watched(configuration, known)
  const from = sim.nowMs
  deployNext(sim)
  sim.advance(`${60 + seconds - 1}s`)
  expect(rows(sim)).toEqual(['PRIMARY IN_PROGRESS', 'ACTIVE COMPLETED'])
  expect(sim.waitingFor()).toMatchObject([{ waitingFor: 'alarms' }])
  sim.advance('1s')
  expect(rows(sim)).toEqual(['PRIMARY COMPLETED'])
  expect(eventsSince(sim, from).slice(-1)).toEqual([`${60 + seconds}: has reached a steady state.`])
})

test('CB-71 an alarm during that watch still takes it back, with tasks to be started anew', () => {
  const sim = watched()
  const before = web(sim).deployments?.[0]?.id
  deployNext(sim)
  sim.advance('100s')
  alarm(sim, 'ALARM')
  sim.settle()
  expect(rows(sim)).toEqual(['PRIMARY IN_PROGRESS', 'ACTIVE FAILED'])
  expect(web(sim).deployments?.[0]).toMatchObject({ id: before, pendingCount: 2 })
  sim.runUntil('steady', { atMost: '10m' })
  expect(web(sim).deployments).toMatchObject([{ id: before, rolloutState: 'COMPLETED', runningCount: 2 }])
})

test('SV-117, SV-131 they are returned as they were given; a list of none and a watch of more than a day are refused', () => {
  const sim = watched({ bakeTimeInMinutes: 5 })
  const alarms = { alarmNames: ['errors'], enable: true, rollback: true }
  expect(web(sim).deploymentConfiguration).toMatchObject({ alarms, bakeTimeInMinutes: 5 })
  const ask = (deploymentConfiguration: Configuration) => () =>
    sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration })
  expect(ask({ alarms: { ...alarms, alarmNames: [] } })).toThrow(expect.objectContaining({ rule: 'SV-117' }))
  expect(ask({ bakeTimeInMinutes: 1_441 })).toThrow(expect.objectContaining({ rule: 'SV-131' }))
})

test('CB-60 an alarm that nobody has made cannot be set', () => {
  const sim = watched()
  expect(() => sim.alarms.set({ alarmName: 'error', state: 'OK' })).toThrow(/no alarm "error"/)
})
