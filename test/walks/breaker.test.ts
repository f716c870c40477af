// The circuit breaker at work: what it counts, when it gives up, and the way back.
import { describe, expect, test } from 'vitest'
import type { ContainerBehavior, Ecs, Simulation } from '../../src/index.ts'
import { checkedService, eventsSince, tasksOf, wantedTasks } from '../support/patients.ts'
import { deployNext, registerWeb, steadyService, web } from '../support/rollouts.ts'

type Configuration = NonNullable<Parameters<Ecs['createService']>[0]['deploymentConfiguration']>
type Breaker = NonNullable<Configuration['deploymentCircuitBreaker']>

function withBreaker(sim: Simulation, breaker: Partial<Breaker> = {}): Simulation {
  const deploymentCircuitBreaker = { enable: true, rollback: true, ...breaker }
  sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { deploymentCircuitBreaker } })
  return sim
}

function rows(sim: Simulation) {
  return (web(sim).deployments ?? []).map(({ status, rolloutState, failedTasks, runningCount }) => [
    status,
    rolloutState,
    failedTasks,
    runningCount,
  ])
}

/** Deploys the next revision, whose container does as the script says. Returns the new deployment's id. */
function deployScripted(sim: Simulation, script: ContainerBehavior): string {
  const taskDefinition = registerWeb(sim)
  sim.workload.behave(`web:${taskDefinition.split(':').at(-1)}:app`, script)
  const { service } = sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition })
  return service.deployments?.[0]?.id as string
}

const FAILS = { startsAfter: '20s', failsToStart: 'no such file' }

test('WE-25, CB-10, CB-19, CB-20, CB-30, CB-31 every new task dies before it runs: the third failure rolls back to the completed deployment', () => {
  const sim = withBreaker(steadyService({ desired: 2, min: 100, max: 200, run: 0 }))
  const before = web(sim).deployments?.[0]?.id
  const old = wantedTasks(sim).map(({ id }) => id)
  const from = sim.nowMs
  const deployment = deployScripted(sim, FAILS)
  sim.advance('21s')
  expect(rows(sim)).toEqual([
    ['PRIMARY', 'IN_PROGRESS', 2, 0],
    ['ACTIVE', 'COMPLETED', 0, 2],
  ])
  sim.advance('19s')
  expect(eventsSince(sim, from)).toEqual([
    '0: has started 2 tasks: (task ?) (task ?).',
    '20: has started 2 tasks: (task ?) (task ?).',
    `40: (deployment ${deployment}) deployment failed: tasks failed to start.`,
    `40: rolling back to deployment ${before}.`,
    `40: (deployment ${before}) deployment completed.`,
    '40: has reached a steady state.',
  ])
  expect(web(sim)).toMatchObject({ taskDefinition: expect.stringMatching(/web:1$/) })
  expect(web(sim).deployments).toMatchObject([{ id: before, rolloutState: 'COMPLETED' }])
  expect(wantedTasks(sim).map(({ id }) => id)).toEqual(old)
})

test('CB-30, CB-32, CB-35, DP-404 a rollback with something to do: the target is PRIMARY with its old id, pending tasks of the failed one stop', () => {
  const sim = withBreaker(steadyService({ desired: 4, min: 0, max: 100, run: 30, heal: 10 }))
  const before = web(sim).deployments?.[0]?.id as string
  const deployment = deployScripted(sim, { startsAfter: '60s', failsToStart: 'no' })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 })
  sim.runUntil((view) => [...view.tables.services.values()][0]?.deployments[0]?.id === before, { atMost: '1h' })
  sim.settle()
  const [target, failed] = web(sim).deployments ?? []
  expect(target).toMatchObject({
    id: before,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${before}.`,
    failedTasks: 0,
    pendingCount: 3,
  })
  expect(failed).toMatchObject({
    id: deployment,
    status: 'ACTIVE',
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    failedTasks: 3,
  })
  expect(web(sim)).toMatchObject({ desiredCount: 3, taskDefinition: expect.stringMatching(/web:1$/) })
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(web(sim).deployments).toMatchObject([{ id: before, rolloutState: 'COMPLETED', runningCount: 3 }])
})

test('WE-27, CB-33, CB-34 nothing completed to go back to: FAILED, and no more launches', () => {
  const sim = withBreaker(steadyService({ desired: 1, min: 0, max: 100, run: 10, heal: 10 }))
  const before = web(sim).deployments?.[0]?.id as string
  deployScripted(sim, FAILS)
  // The task of the first deployment is gone, so that its rollback takes a while: another deployment comes, and fails.
  sim.runUntil((view) => [...view.tables.services.values()][0]?.deployments[0]?.id === before, { atMost: '1h' })
  const third = deployScripted(sim, FAILS)
  sim.advance('10m')
  expect(rows(sim)[0]?.slice(0, 3)).toEqual(['PRIMARY', 'FAILED', 3])
  expect(web(sim).deployments?.[0]?.id).toBe(third)
  const count = sim.view.tables.tasks.size
  sim.advance('30m')
  expect(sim.view.tables.tasks.size).toBe(count)
  expect(sim.waitingFor()).toMatchObject([{ waitingFor: 'new-deployment' }])
  deployNext(sim)
  expect(sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
})

test('CB-34 the first deployment of a service has no way back', () => {
  const sim = checkedService({ desired: 1, min: 100, max: 200, interval: 10 })
  withBreaker(sim)
  sim.workload.behave('web:app', { becomesHealthyAfter: 'never' })
  sim.advance('10m')
  expect(rows(sim)).toEqual([['PRIMARY', 'FAILED', 3, 1]])
})

test('CB-21, SV-605 without rollback the new deployment stays PRIMARY and FAILED, the old one stays as it is', () => {
  const sim = withBreaker(steadyService({ desired: 2, min: 100, max: 200, run: 0 }), { rollback: false })
  deployScripted(sim, FAILS)
  sim.advance('1h')
  expect(rows(sim)).toEqual([
    ['PRIMARY', 'FAILED', 3, 0],
    ['ACTIVE', 'COMPLETED', 0, 2],
  ])
  expect(sim.runUntil('stable', { atMost: '1h' }).reached).toBe(false)
})

test('WE-20, CB-14 no room for any task: every attempt counts, FAILED at 30 s', () => {
  const sim = withBreaker(steadyService({ desired: 3, min: 100, max: 200, instances: 3, room: 60, hostPort: 80 }), {
    rollback: false,
  })
  const from = sim.nowMs
  deployNext(sim, 80)
  sim.advance('29s')
  expect(rows(sim)[0]?.[1]).toBe('IN_PROGRESS')
  sim.advance('1s')
  expect(rows(sim)[0]).toEqual(['PRIMARY', 'FAILED', 3, 0])
  expect(eventsSince(sim, from).at(-1)).toMatch(/^30: \(deployment .*\) deployment failed: tasks failed to start\.$/)
})

describe('what counts', () => {
  test('CB-11, CB-12 a task replaced for its health is a failure when it is stopped, and a healthy one starts the count anew', () => {
    const sim = checkedService({ desired: 1, min: 100, max: 200, interval: 10 })
    const failures = () => web(sim).deployments?.[0]?.failedTasks
    sim.workload.behave('web:app', { becomesHealthyAfter: 'never' })
    sim.advance('19s')
    expect(failures()).toBe(0)
    sim.advance('15s')
    expect(failures()).toBe(2)
    sim.workload.behave('web:app', {})
    sim.advance('20s')
    // The last unhealthy one goes when a healthy one has come: after the count was set back.
    expect(failures()).toBe(1)
    expect(rows(sim)).toEqual([['PRIMARY', 'COMPLETED', 1, 1]])
  })

  test('CB-17 not within the grace period', () => {
    const sim = withBreaker(checkedService({ desired: 1, min: 100, max: 200, interval: 10, grace: 600 }))
    sim.workload.behave('web:app', { becomesHealthyAfter: 'never' })
    sim.advance('9m')
    expect(rows(sim)).toEqual([['PRIMARY', 'IN_PROGRESS', 0, 1]])
  })

  test.each([
    [true, 'FAILED'],
    [false, 'IN_PROGRESS'],
  ])(
    'CB-13 an exit before it ever counted as healthy, if breakerCountsEarlyExit is %s',
    (breakerCountsEarlyExit, state) => {
      const options = { breakerCountsEarlyExit }
      const sim = withBreaker(steadyService({ desired: 2, min: 100, max: 200, heal: 40, options }), { rollback: false })
      deployScripted(sim, { exitsAfter: '10s', exitCode: 1 })
      sim.advance('10m')
      expect(rows(sim)[0]?.[1]).toBe(state)
    },
  )

  test('CB-15 neither what a user stops nor what the scheduler stops', () => {
    const sim = withBreaker(steadyService({ desired: 2, min: 100, max: 200, run: 30 }), { rollback: false })
    deployNext(sim)
    for (let turn = 0; turn < 4; turn++) {
      sim.advance('5s')
      const [task] = wantedTasks(sim).filter(({ lastStatus }) => lastStatus === 'PENDING')
      sim.ecs.stopTask({ cluster: 'prod', task: task!.arn })
    }
    expect(rows(sim)[0]?.slice(1, 3)).toEqual(['IN_PROGRESS', 0])
  })

  test('CB-16 not what becomes of old tasks', () => {
    const sim = steadyService({ desired: 2, min: 100, max: 200, run: 60 })
    const [old] = wantedTasks(sim)
    deployNext(sim)
    sim.advance('1s')
    sim.faults.crashContainer({ task: old!.arn })
    sim.advance('1s')
    expect(tasksOf(sim)[0]?.desiredStatus).toBe('STOPPED')
    expect(rows(sim).map((row) => row[2])).toEqual([0, 0])
  })

  test('CB-18, DP-405 counted without a breaker too, until the deployment is complete', () => {
    const sim = steadyService({ desired: 2, min: 100, max: 200 })
    deployScripted(sim, FAILS)
    sim.advance('70s')
    expect(rows(sim)[0]?.[2]).toBeGreaterThan(2)
    sim.workload.forget('web:2:app')
    sim.runUntil('steady', { atMost: '1h' })
    sim.workload.behave('web:2:app', FAILS)
    const count = rows(sim)[0]?.[2]
    for (const { arn } of wantedTasks(sim)) sim.ecs.stopTask({ cluster: 'prod', task: arn })
    sim.advance('1m')
    expect(rows(sim)[0]?.[2]).toBe(count)
  })

  test('CB-04 the threshold follows the desired count: a scale-in can trip it', () => {
    const sim = withBreaker(steadyService({ desired: 10, min: 0, max: 100, run: 0 }), { rollback: false })
    deployScripted(sim, FAILS)
    sim.advance('1s')
    const [first, second, third, ...rest] = wantedTasks(sim).map(({ id }) => id)
    for (const id of rest) sim.ecs.stopTask({ cluster: 'prod', task: id as string })
    expect([first, second, third]).toHaveLength(3)
    sim.advance('19s')
    expect(rows(sim)[0]?.slice(1, 3)).toEqual(['IN_PROGRESS', 3])
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 5 })
    sim.settle()
    expect(rows(sim)[0]?.[1]).toBe('FAILED')
  })
})

describe('what may be asked for', () => {
  const base = { cluster: 'prod', service: 'web' }
  const ask = (sim: Simulation, breaker: object) =>
    sim.ecs.updateService({
      ...base,
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false, ...breaker } },
    })

  test('SV-116, CB-03 it is returned as it was given', () => {
    const sim = steadyService({ desired: 1, min: 100, max: 200 })
    const breaker = { resetOnHealthyTask: false, thresholdConfiguration: { type: 'COUNT', value: 5 } }
    ask(sim, breaker)
    expect(web(sim).deploymentConfiguration?.deploymentCircuitBreaker).toEqual({
      enable: true,
      rollback: false,
      ...breaker,
    })
    sim.ecs.updateService({ ...base, desiredCount: 1 })
    expect(web(sim).deploymentConfiguration?.deploymentCircuitBreaker).toMatchObject(breaker)
  })

  test.each([
    ['a percentage of 0', { type: 'BOUNDED_PERCENT', value: 0 }],
    ['a percentage of 101', { type: 'UNBOUNDED_PERCENT', value: 101 }],
    ['a count of 0', { type: 'COUNT', value: 0 }],
  ])('CB-03 not %s', (_title, thresholdConfiguration) => {
    const sim = steadyService({ desired: 1, min: 100, max: 200 })
    const path = 'deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.value'
    expect(() => ask(sim, { thresholdConfiguration })).toThrow(expect.objectContaining({ path, rule: 'CB-03' }))
  })

  test('CB-03 nor a threshold before there was one', () => {
    const options = { breakerThresholdConfiguration: false }
    const sim = steadyService({ desired: 1, min: 100, max: 200, options })
    const threshold = { thresholdConfiguration: { type: 'COUNT', value: 5 } }
    for (const breaker of [threshold, { resetOnHealthyTask: true }])
      expect(() => ask(sim, breaker)).toThrow(expect.objectContaining({ rule: 'CB-03' }))
  })
})
