// Tasks that fail before they run: at once, at once, and then after growing gaps.
import { expect, test } from 'vitest'
import type { SimulationOptions } from '../../src/index.ts'
import { PROFILE_T, Supplied, secondOf } from '../support/supplied.ts'

const UNABLE = '(service web) is unable to consistently start tasks successfully.'

/** A service whose tasks fail 15 s after each start. */
function failing(desired: number, options: SimulationOptions = {}) {
  const world = new Supplied('EC2', { latencies: PROFILE_T, ...options }).register({ app: {} })
  world.sim.workload.behave('web:app', { startsAfter: '13s', failsToStart: 'no such file' })
  return world.serve(desired)
}

/** Seconds at which the service started tasks. */
const startsOf = (world: Supplied) =>
  world
    .events()
    .filter(([, message]) => message.includes('has started'))
    .map(([second]) => second)

test('WE-37, DP-702, DP-700 the gaps between attempts grow to 27 minutes', () => {
  const world = failing(1).at(5_300)
  expect(startsOf(world)).toEqual([0, 15, 30, 75, 150, 285, 540, 1_035, 2_010, 3_645, 5_280])
  expect(world.events().filter(([, message]) => message === UNABLE)).toEqual([[45, UNABLE]])
  expect(world.service().deployments?.[0]).toMatchObject({ failedTasks: 11, runningCount: 0 })
})

test('DP-700 before 2023-06 to 15 minutes', () => {
  const world = failing(1, { behavior: '2023-06' }).at(4_000)
  expect(startsOf(world).slice(-3)).toEqual([1_950, 2_865, 3_780])
})

test('DP-702 tasks that are started together are one attempt', () => {
  const world = failing(3).at(60)
  expect(startsOf(world)).toEqual([0, 15, 30])
  expect(world.service().deployments?.[0]?.failedTasks).toBe(9)
})

test('DP-702 a task that runs ends the throttle', () => {
  const world = failing(1).at(50)
  world.sim.workload.forget('web:app')
  world.at(90)
  expect(world.tasks().map(({ startedAt }) => secondOf(startedAt))).toEqual([78])
  const { deployments } = [...world.sim.view.tables.services.values()][0] ?? {}
  expect(deployments?.[0]?.attempts.failed).toBe(0)
})

test('DP-703, WE-37 another task definition starts at once', () => {
  const world = failing(1).at(50)
  world.sim.workload.forget('web:app')
  world.register({ app: {} })
  world.sim.ecs.updateService({ service: 'web', taskDefinition: 'web' })
  world.at(54)
  expect(world.service().deployments?.[0]?.runningCount).toBe(1)
})

test('DP-701 tasks that have run are replaced without a gap', () => {
  const world = new Supplied('EC2').register({ app: {} })
  world.sim.workload.behave('web:app', { exitsAfter: '10s' })
  world.serve(1).at(100)
  expect(startsOf(world).length).toBeGreaterThan(5)
  expect(world.events().map(([, message]) => message)).not.toContain(UNABLE)
})

test('DP-702 running tasks do not keep a replacement from being throttled', () => {
  const world = new Supplied('EC2').register({ app: {} }).serve(2)
  world.sim.runUntil('steady', { atMost: '10m' })
  world.sim.workload.behave('web:app', { startsAfter: '13s', failsToStart: 'no such file' })
  world.sim.ecs.updateService({ service: 'web', desiredCount: 3 })
  world.sim.advance('10m')
  expect(world.events().filter(([, message]) => message === UNABLE)).toHaveLength(1)
  expect(startsOf(world).length).toBeLessThan(9)
})

test('who waits says when the next attempt is due', () => {
  const world = failing(1).at(50)
  expect(world.sim.waitingFor()).toMatchObject([
    {
      waitingFor: 'launch-throttle',
      detail: '3 attempts to start tasks have failed; the next one is due in 25 s',
    },
  ])
})

test('DP-702 a missing image is not asked for without end', () => {
  const world = new Supplied('EC2').register({ app: {} })
  world.sim.images.publish({ image: 'app:2', sizeMB: 1 })
  world.serve(4).at(3_600)
  expect(startsOf(world).length).toBeLessThan(12)
})
