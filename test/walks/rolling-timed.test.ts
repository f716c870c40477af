// The rolling worked examples in model T: starting, healing and stopping take their time. Where an example drains a load
// balancer for 300 s and then stops for 30 s, the two are one stop of 330 s here: the scheduler cannot tell them apart.
import { expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { deployNext, eventsSinceTheHour, steadyService, web } from '../support/rollouts.ts'
import { wavesOf } from '../support/waves.ts'

const HOUR = Date.parse('2026-01-05T01:00:00Z')
const secondsNow = (sim: Simulation) => (sim.nowMs - HOUR) / 1000

function rowsOf(sim: Simulation) {
  return (web(sim).deployments ?? []).map(
    ({ status, desiredCount, runningCount, pendingCount }) =>
      `${status} ${desiredCount}/${runningCount}/${pendingCount}`,
  )
}

test('WE-15 one task behind a long stop: two rows until the old one is STOPPED, the waiter succeeds at its 27th poll', () => {
  const sim = steadyService({ desired: 1, min: 100, max: 200, run: 30, heal: 25, stop: 330 })
  const deployment = deployNext(sim)
  sim.settle()
  expect(rowsOf(sim)).toEqual(['PRIMARY 1/0/1', 'ACTIVE 1/1/0'])
  const polls: boolean[] = []
  while (!polls.at(-1)) {
    const { deployments, runningCount, desiredCount } = web(sim)
    polls.push(deployments?.length === 1 && runningCount === desiredCount)
    if (polls.length === 5) expect(rowsOf(sim)).toEqual(['PRIMARY 1/1/0', 'ACTIVE 0/0/0'])
    if (!polls.at(-1)) sim.advance('15s')
  }
  expect(polls).toHaveLength(27)
  expect(secondsNow(sim)).toBe(390)
  expect(wavesOf(sim, deployment)).toEqual([
    { at: 0, old: 1, new: 1, stopping: 0 },
    { at: 55, old: 0, new: 1, stopping: 1 },
    { at: 385, old: 0, new: 1, stopping: 0 },
  ])
})

test('WE-38 the events of that rollout, oldest first', () => {
  const sim = steadyService({ desired: 1, min: 100, max: 200, run: 30, heal: 25, stop: 330 })
  const deployment = deployNext(sim)
  sim.advance('10m')
  expect(
    eventsSinceTheHour(sim).map(({ at, message }) => `${at}: ${message.replace(/task [0-9a-f]{32}/, 'task T')}`),
  ).toEqual([
    '0: has started 1 tasks: (task T).',
    '55: has stopped 1 running tasks: (task T).',
    `385: (deployment ${deployment}) deployment completed.`,
    '385: has reached a steady state.',
  ])
})

test('WE-16 four tasks at 100/150: stopping tasks count toward the maximum, so the second wave waits for them', () => {
  const sim = steadyService({ desired: 4, min: 100, max: 150, run: 30, heal: 30, stop: 330 })
  const deployment = deployNext(sim)
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(secondsNow(sim)).toBe(780)
  expect(wavesOf(sim, deployment)).toEqual([
    { at: 0, old: 4, new: 2, stopping: 0 },
    { at: 60, old: 2, new: 2, stopping: 2 },
    { at: 390, old: 2, new: 4, stopping: 0 },
    { at: 450, old: 0, new: 4, stopping: 2 },
    { at: 780, old: 0, new: 4, stopping: 0 },
  ])
})

test('DP-103 the same when stopping tasks do not count: completed after 450 s', () => {
  const options = { stoppingCountsTowardMaximum: false }
  const sim = steadyService({ desired: 4, min: 100, max: 150, run: 30, heal: 30, stop: 330, options })
  deployNext(sim)
  sim.runUntil('steady', { atMost: '1h' })
  expect(secondsNow(sim)).toBe(450)
})

test('WE-17 newcomers are placed into room that is only promised, and wait on the instance until it is free', () => {
  const sim = steadyService({ desired: 6, min: 50, max: 200, room: 8, run: 20, heal: 40, stop: 30 })
  const deployment = deployNext(sim)
  sim.settle()
  const queued = [...sim.snapshot().tasks.values()].filter(
    (task) => task.deploymentId === deployment && task.admittedAtMs === null,
  )
  expect(queued.map(({ lastStatus }) => lastStatus)).toEqual(['PENDING', 'PENDING', 'PENDING'])
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(secondsNow(sim)).toBe(150)
  expect(wavesOf(sim, deployment)).toEqual([
    { at: 0, old: 3, new: 5, stopping: 3 },
    { at: 30, old: 3, new: 5, stopping: 0 },
    { at: 60, old: 1, new: 6, stopping: 2 },
    { at: 90, old: 0, new: 6, stopping: 1 },
    { at: 120, old: 0, new: 6, stopping: 0 },
  ])
  const started = [...sim.snapshot().tasks.values()]
    .filter((task) => task.deploymentId === deployment)
    .map(({ startedAtMs }) => ((startedAtMs as number) - HOUR) / 1000)
  expect(started).toEqual([20, 20, 50, 50, 50, 110])
})

test('WE-18 four tasks at 50/100: two at a time, never fewer than two healthy', () => {
  const sim = steadyService({ desired: 4, min: 50, max: 100, run: 10, heal: 40, stop: 30 })
  const deployment = deployNext(sim)
  sim.runUntil('steady', { atMost: '1h' })
  expect(secondsNow(sim)).toBe(160)
  expect(wavesOf(sim, deployment).map(({ at, old, new: fresh }) => [at, old, fresh])).toEqual([
    [0, 2, 0],
    [30, 2, 2],
    [80, 0, 2],
    [110, 0, 4],
  ])
})

test('WE-19 a forced deployment during the drain waits for the maximum, without a deadlock event', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 30, heal: 30, stop: 330 })
  deployNext(sim)
  sim.advance('100s')
  const third = sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true }).service
    .deployments?.[0]?.id as string
  sim.advance('10s')
  expect(web(sim).deployments?.map(({ status }) => status)).toEqual(['PRIMARY', 'ACTIVE', 'ACTIVE'])
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(secondsNow(sim)).toBe(780)
  expect(wavesOf(sim, third).slice(-4)).toEqual([
    { at: 60, old: 2, new: 0, stopping: 2 },
    { at: 390, old: 2, new: 2, stopping: 0 },
    { at: 450, old: 0, new: 2, stopping: 2 },
    { at: 780, old: 0, new: 2, stopping: 0 },
  ])
  expect(eventsSinceTheHour(sim).some(({ message }) => message.startsWith('was unable'))).toBe(false)
  expect(web(sim).deployments?.map(({ id }) => id)).toEqual([third])
})

test('WE-20 a static host port on as many instances as tasks: nothing may stop, nothing can start, and the event says why', () => {
  const sim = steadyService({ desired: 3, min: 100, max: 200, instances: 3, room: 60, hostPort: 80 })
  const deployment = deployNext(sim, 80)
  sim.advance('250s')
  const attempts = sim.journal.filter(({ kind, set }) => {
    const rows = (set as { deployments?: { id: string; attempts: { failed: number } }[] } | null)?.deployments
    return kind === 'service.scheduled' && rows?.[0]?.id === deployment
  })
  expect(attempts.map(({ atMs }) => (atMs - HOUR) / 1000)).toEqual([0, 15, 30, 60, 120, 240])
  expect(web(sim).deployments?.[0]?.failedTasks).toBe(6)
  const events = eventsSinceTheHour(sim)
  expect(events.map(({ at }) => at)).toEqual([0, 30])
  expect(events[0]?.message).toMatch(
    /^was unable to place a task because no container instance met all of its requirements\. The closest matching \(container-instance [0-9a-f]{32}\) is already using a port required by your task\./,
  )
  expect(events[1]?.message).toBe('is unable to consistently start tasks successfully.')
  const outcome = sim.runUntil('steady', { atMost: '6h' })
  expect(outcome.reached).toBe(false)
  expect(outcome.waitingFor[0]).toMatchObject({ name: 'web', waitingFor: 'room-for-a-task' })
  expect(outcome.waitingFor[0]?.lastEvent).toMatch(/unable to (place|consistently)/)
})

test('EV-201 a service event whose cause persists is repeated after six hours, not before', () => {
  const sim = steadyService({ desired: 3, min: 100, max: 200, instances: 3, room: 60, hostPort: 80 })
  deployNext(sim, 80)
  sim.advance('5h59m')
  expect(eventsSinceTheHour(sim)).toHaveLength(2)
  sim.advance('1h')
  expect(eventsSinceTheHour(sim)).toHaveLength(4)
})

test('WE-21 the same at 66/200 completes: each newcomer waits for the port of the task it follows', () => {
  const sim = steadyService({
    desired: 3,
    min: 66,
    max: 200,
    instances: 3,
    room: 60,
    hostPort: 80,
    run: 10,
    heal: 40,
    stop: 30,
  })
  const deployment = deployNext(sim, 80)
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(secondsNow(sim)).toBe(240)
  const fresh = [...sim.snapshot().tasks.values()].filter((task) => task.deploymentId === deployment)
  expect(fresh.map(({ createdAtMs }) => (createdAtMs - HOUR) / 1000)).toEqual([0, 80, 160])
  expect(fresh.map(({ startedAtMs }) => ((startedAtMs as number) - HOUR) / 1000)).toEqual([40, 120, 200])
})

test('WE-21 a fourth instance mends it at 100/200: never below three healthy', () => {
  const sim = steadyService({
    desired: 3,
    min: 100,
    max: 200,
    instances: 4,
    room: 80,
    hostPort: 80,
    run: 10,
    heal: 40,
    stop: 30,
  })
  deployNext(sim, 80)
  let lowest = Number.POSITIVE_INFINITY
  const outcome = sim.runUntil(
    (view) => {
      const healthy = [...view.tables.tasks.values()].filter(
        ({ desiredStatus, healthyAtMs }) => desiredStatus === 'RUNNING' && healthyAtMs !== null,
      ).length
      lowest = Math.min(lowest, healthy)
      return view.indexes.services.unsteady.size === 0 && view.indexes.startingTasks === 0
    },
    { atMost: '1h' },
  )
  expect(outcome.reached).toBe(true)
  expect(lowest).toBe(3)
})

test('SV-600, SV-605 stable is what the waiter looks at: one deployment and its running count, not health and not the rollout state', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 10, heal: 60, stop: 30 })
  expect(sim.runUntil('stable', { atMost: 0 }).reached).toBe(true)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 4 })
  sim.runUntil('stable', { atMost: '1h' })
  expect(secondsNow(sim)).toBe(10)
  sim.runUntil('steady', { atMost: '1h' })
  expect(secondsNow(sim)).toBe(70)
  deployNext(sim)
  const outcome = sim.runUntil('stable', { atMost: '30s' })
  expect(outcome).toMatchObject({ reached: false, at: new Date(HOUR + 100_000) })
  expect(outcome.waitingFor).toMatchObject([
    { name: 'web', waitingFor: 'tasks-to-become-healthy', sinceMs: HOUR + 70_000 },
  ])
})
