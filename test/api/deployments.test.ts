// The waves of a deployment as data: read from the journal, equal to what the API says, and complete.
import { describe, expect, test } from 'vitest'
import type { Simulation, Wave } from '../../src/index.ts'
import { deployNext, registerWeb, steadyService } from '../support/rollouts.ts'
import { wavesOf } from '../support/waves.ts'

const HOUR = Date.parse('2026-01-05T01:00:00Z')
const timelines = (sim: Simulation, since = HOUR) => sim.deployments('web', { since })

/** Four tasks at 100/150 whose stops take long: two waves. */
function rolled() {
  const sim = steadyService({ desired: 4, min: 100, max: 150, run: 30, heal: 30, stop: 330 })
  const id = deployNext(sim)
  sim.runUntil('steady', { atMost: '1h' })
  return { sim, id, timeline: timelines(sim)[0]! }
}

describe('a rollout in two waves', () => {
  const { sim, id, timeline } = rolled()

  test('names the deployment, its ends and its duration', () => {
    expect(timelines(sim)).toHaveLength(1)
    expect(timeline).toMatchObject({
      serviceName: 'web',
      deploymentId: id,
      taskDefinition: 'web:2',
      replaces: ['web:1'],
      beganAtMs: HOUR,
      fromMs: HOUR,
      status: 'completed',
      completedAtMs: HOUR + 780_000,
      durationMs: 780_000,
      lowestHealthy: { count: 4, lower: 4, sinceMs: 0 },
    })
  })

  test('has a row for every instant at which a number changed', () => {
    const counts = ({ pending, running, healthy, stopping }: Wave['old']) => [pending, running, healthy, stopping]
    expect(timeline.waves.map((wave) => [wave.sinceMs / 1000, counts(wave.old), counts(wave.new)])).toEqual([
      [0, [0, 4, 4, 0], [2, 0, 0, 0]],
      [30, [0, 4, 4, 0], [0, 2, 0, 0]],
      [60, [0, 2, 2, 2], [0, 2, 2, 0]],
      [390, [0, 2, 2, 0], [2, 2, 2, 0]],
      [420, [0, 2, 2, 0], [0, 4, 2, 0]],
      [450, [0, 0, 0, 2], [0, 4, 4, 0]],
      [780, [0, 0, 0, 0], [0, 4, 4, 0]],
    ])
  })

  test('agrees with a judge that counts wanted tasks on its own', () => {
    const wanted = ({ pending, running }: Wave['old']) => pending + running
    const own = timeline.waves.map((wave) => [wave.sinceMs / 1000, wanted(wave.old), wanted(wave.new)])
    const judged = wavesOf(sim, id).map((wave) => [wave.at, wave.old, wave.new])
    expect(own.filter((row) => judged.some(([at]) => at === row[0]))).toEqual(judged)
  })

  test('says what was started and stopped, the limits in force, and the events', () => {
    expect(
      timeline.waves.map(({ startedNew, stoppedOld, lower, upper }) => [startedNew, stoppedOld, lower, upper]),
    ).toEqual([
      [2, 0, 4, 6],
      [0, 0, 4, 6],
      [0, 2, 4, 6],
      [2, 0, 4, 6],
      [0, 0, 4, 6],
      [0, 2, 4, 6],
      [0, 0, 4, 6],
    ])
    expect(timeline.waves.at(-1)?.events).toEqual([
      `(service web) (deployment ${id}) deployment completed.`,
      '(service web) has reached a steady state.',
    ])
    expect(JSON.parse(JSON.stringify(timeline))).toEqual(timeline)
  })
})

test('each deployment has its own timeline; one that is overtaken says so', () => {
  const sim = steadyService({ desired: 4, min: 100, max: 200 })
  deployNext(sim)
  sim.advance('5s')
  const third = deployNext(sim)
  sim.runUntil('steady', { atMost: '1h' })
  const [second, last] = timelines(sim)
  expect(second).toMatchObject({ taskDefinition: 'web:2', status: 'superseded', durationMs: null })
  expect(last).toMatchObject({
    deploymentId: third,
    taskDefinition: 'web:3',
    replaces: ['web:2', 'web:1'],
    status: 'completed',
  })
  expect(last?.waves[0]).toMatchObject({ stoppedOld: 4, startedNew: 4 })
})

test('from the beginning, the first deployment of a service is there too, without a lowest level', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200 })
  const [first, ...rest] = sim.deployments('web')
  expect(rest).toEqual([])
  expect(first).toMatchObject({ replaces: [], status: 'completed', lowestHealthy: null })
  expect(timelines(sim)).toEqual([])
})

test('what happens to a deployment later stands after the picture it began from', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 10, heal: 10 })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 })
  sim.advance('1m')
  const [first] = timelines(sim, HOUR)
  expect(first?.beganAtMs).toBeLessThan(HOUR)
  expect(first?.fromMs).toBe(HOUR)
  expect(
    first?.waves.map(({ sinceMs, desiredCount, new: { pending, healthy } }) => [
      sinceMs,
      desiredCount,
      pending,
      healthy,
    ]),
  ).toEqual([
    [0, 3, 1, 2],
    [10_000, 3, 0, 2],
    [20_000, 3, 0, 3],
  ])
  const [later] = timelines(sim, HOUR + 1_000)
  expect(later?.waves[0]).toMatchObject({ sinceMs: 0, startedNew: 0, events: [], new: { pending: 1 } })
})

test('changed limits are a row of their own', () => {
  const sim = steadyService({ desired: 1, min: 100, max: 100 })
  deployNext(sim)
  sim.advance('1m')
  sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { minimumHealthyPercent: 0 } })
  sim.advance('1m')
  expect(timelines(sim)[0]?.waves.slice(0, 2)).toMatchObject([
    { sinceMs: 0, lower: 1, upper: 1, events: [expect.stringMatching(/unable to stop or start tasks/)] },
    { sinceMs: 60_000, lower: 0, upper: 1, stoppedOld: 1 },
  ])
})

test('tasks that are lost count as stopped', () => {
  const sim = steadyService({ desired: 4, min: 50, max: 200, instances: 2, room: 8 })
  const [instance] = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns
  sim.fleet.terminate({ cluster: 'prod', containerInstances: [instance as string] })
  sim.settle()
  const [wave] = timelines(sim)[0]?.waves ?? []
  expect(wave?.stoppedNew).toBe(2)
  expect(wave?.new.running).toBe(2)
})

test('another service of the same cluster leaves no trace', () => {
  const { sim, timeline } = rolled()
  const before = JSON.stringify(timeline)
  registerWeb(sim)
  sim.ecs.createService({ cluster: 'prod', serviceName: 'other', taskDefinition: 'web', desiredCount: 1 })
  sim.runUntil('steady', { atMost: '1h' })
  expect(JSON.stringify(timelines(sim)[0])).toBe(before)
})

test('WE-31 the timeline of a daemon has its waves, and follows the number of its instances', () => {
  const sim = steadyService({ desired: 1, min: 100, max: 200, run: 10, heal: 40, stop: 30, instances: 2 })
  const agent = { cluster: 'prod', serviceName: 'agent', taskDefinition: 'web', schedulingStrategy: 'DAEMON' } as const
  const { service } = sim.ecs.createService({ ...agent, deploymentConfiguration: { minimumHealthyPercent: 50 } })
  sim.runUntil('steady', { atMost: '1h' })
  sim.advance('10s')
  sim.ecs.updateService({ cluster: 'prod', service: 'agent', taskDefinition: registerWeb(sim) })
  sim.advance('60s')
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 2, ready: true })
  sim.runUntil('steady', { atMost: '1h' })
  const [first, second] = sim.deployments(service.serviceArn as string)
  expect(first).toMatchObject({ status: 'completed', durationMs: 50_000, replaces: [] })
  expect(second).toMatchObject({ status: 'completed', replaces: ['web:1'], lowestHealthy: { count: 1 } })
  expect([second?.waves[0]?.desiredCount, second?.waves.at(-1)?.desiredCount]).toEqual([2, 4])
})
