// AWS's waiters in virtual time: when they succeed, fail and give up, and that asking leaves no trace.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { BalancedService } from '../support/balanced-services.ts'
import { registerWeb, timedSimulation } from '../support/rollouts.ts'

const WEB = { cluster: 'prod', services: ['web'] }

function service(sim: Simulation, more: Partial<Parameters<Simulation['ecs']['createService']>[0]> = {}): void {
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
  const taskDefinition = registerWeb(sim)
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition, desiredCount: 2, ...more })
}

describe('servicesStable', () => {
  test('WE-15, SV-600, SV-604 polls at once and every 15 seconds: the 27th poll, at 390, finds one row', () => {
    const { sim } = new BalancedService({ run: 30, interval: 25, delay: 300, stop: 30 }).steady()
    sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true })
    const startMs = sim.nowMs
    const outcome = sim.waitFor('servicesStable', WEB)
    expect(outcome).toMatchObject({ state: 'SUCCESS', polls: 27, waitingFor: [] })
    expect(outcome.at.getTime() - startMs).toBe(390_000)
    expect(sim.now).toEqual(outcome.at)
  })

  test('SV-605 D = 0 with one row is stable at once, without a moment passing', () => {
    const sim = timedSimulation({})
    service(sim, { desiredCount: 0 })
    const { nowMs } = sim
    expect(sim.waitFor('servicesStable', WEB)).toMatchObject({ state: 'SUCCESS', polls: 1 })
    expect(sim.nowMs).toBe(nowMs)
  })

  test('SV-604 forty polls are all it makes: it gives up at 585 seconds and says who waits', () => {
    const sim = timedSimulation({ run: 3600 })
    service(sim)
    const startMs = sim.nowMs
    const outcome = sim.waitFor('servicesStable', WEB)
    expect(outcome).toMatchObject({ state: 'TIMEOUT', polls: 40, reason: 'web has 1 deployment and runs 0 of 2 tasks' })
    expect(outcome.waitingFor).toMatchObject([{ name: 'web', waitingFor: 'tasks-to-start' }])
    expect(sim.nowMs - startMs).toBe(585_000)
  })

  test('atMost replaces the number of polls, both ways', () => {
    const sim = timedSimulation({ run: 3600 })
    service(sim)
    expect(sim.waitFor('servicesStable', WEB, { atMost: '40s' })).toMatchObject({ state: 'TIMEOUT', polls: 3 })
    expect(sim.waitFor('servicesStable', WEB, { atMost: '2h' })).toMatchObject({ state: 'SUCCESS' })
  })

  test('SV-605 rolloutState is not looked at: a finished rollback is stable', () => {
    const sim = timedSimulation({ run: 10, heal: 10 })
    service(sim, { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } })
    sim.runUntil('steady', { atMost: '10m' })
    sim.workload.behave('web:app', { exitsAfter: '1s', exitCode: 1 })
    const bad = registerWeb(sim)
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: bad })
    expect(sim.waitFor('servicesStable', WEB, { atMost: '1h' }).state).toBe('SUCCESS')
    expect(sim.ecs.describeServices(WEB).services[0]?.taskDefinition).not.toBe(bad)
  })

  test('SV-605 a FAILED deployment without a way back keeps two rows and never gets stable', () => {
    const sim = timedSimulation({ run: 10, heal: 10 })
    service(sim, { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } } })
    sim.runUntil('steady', { atMost: '10m' })
    sim.workload.behave('web:app', { exitsAfter: '1s', exitCode: 1 })
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: registerWeb(sim) })
    expect(sim.waitFor('servicesStable', WEB, { atMost: '6h' })).toMatchObject({
      state: 'TIMEOUT',
      reason: 'web has 2 deployments and runs 2 of 2 tasks',
    })
  })

  test('SV-600 MISSING, DRAINING and INACTIVE are failures', () => {
    const sim = timedSimulation({ stop: 20 })
    service(sim)
    sim.runUntil('steady', { atMost: '10m' })
    const missing = sim.waitFor('servicesStable', { cluster: 'prod', services: ['web', 'wbe'] })
    expect(missing).toMatchObject({ state: 'FAILURE', polls: 1, reason: 'wbe is MISSING' })
    sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
    expect(sim.waitFor('servicesStable', WEB)).toMatchObject({ state: 'FAILURE', reason: 'web is DRAINING' })
    sim.advance('1m')
    expect(sim.waitFor('servicesStable', WEB)).toMatchObject({ state: 'FAILURE', reason: 'web is INACTIVE' })
  })
})

test('SV-601 servicesInactive waits for the end of a deleted service, and fails when it was never there', () => {
  const sim = timedSimulation({ stop: 20 })
  service(sim)
  sim.runUntil('steady', { atMost: '10m' })
  sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
  expect(sim.waitFor('servicesInactive', WEB)).toMatchObject({ state: 'SUCCESS', reason: 'web is INACTIVE' })
  expect(sim.waitFor('servicesInactive', { cluster: 'prod', services: ['no'] })).toMatchObject({ state: 'FAILURE' })
})

describe('tasks', () => {
  function started(settings: Parameters<typeof timedSimulation>[0]) {
    const sim = timedSimulation(settings)
    service(sim, { desiredCount: 0 })
    const [task] = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web' }).tasks
    return { sim, input: { cluster: 'prod', tasks: [task?.taskArn as string] } }
  }

  test('SV-602 tasksRunning polls every 6 seconds', () => {
    const { sim, input } = started({ run: 13 })
    const startMs = sim.nowMs
    expect(sim.waitFor('tasksRunning', input)).toMatchObject({ state: 'SUCCESS', polls: 4 })
    expect(sim.nowMs - startMs).toBe(18_000)
  })

  test('SV-602 a STOPPED or MISSING task is a failure; SV-603 tasksStopped knows none', () => {
    const { sim, input } = started({ run: 5, stop: 10 })
    sim.waitFor('tasksRunning', input)
    sim.ecs.stopTask({ cluster: 'prod', task: input.tasks[0] as string, reason: 'enough' })
    expect(sim.waitFor('tasksStopped', input)).toMatchObject({ state: 'SUCCESS', polls: 3 })
    expect(sim.waitFor('tasksRunning', input)).toMatchObject({
      state: 'FAILURE',
      reason: expect.stringMatching(/^[0-9a-f]{32} is STOPPED: enough$/),
    })
    const none = { cluster: 'prod', tasks: ['0'.repeat(32)] }
    expect(sim.waitFor('tasksRunning', none)).toMatchObject({ state: 'FAILURE' })
    expect(sim.waitFor('tasksStopped', none, { atMost: '1m' })).toMatchObject({
      state: 'TIMEOUT',
      reason: 'there is no task',
    })
  })
})

test('targetInService and targetDeregistered follow the health of targets', () => {
  const balanced = new BalancedService({ run: 10, interval: 30, delay: 60 }).create()
  const { sim } = balanced
  const input = { TargetGroupArn: balanced.arn('web') }
  expect(sim.waitFor('targetInService', input)).toMatchObject({ state: 'SUCCESS', polls: 4 })
  const [target] = sim.elbv2.describeTargetHealth(input).TargetHealthDescriptions
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 })
  sim.advance('1s')
  const one = { ...input, Targets: [target?.Target as { Id: string; Port: number }] }
  const startMs = sim.nowMs
  expect(sim.waitFor('targetDeregistered', one)).toMatchObject({ state: 'SUCCESS' })
  expect(sim.nowMs - startMs).toBe(60_000)
})

test('asking leaves no trace: the journal is that of the same time without a waiter', () => {
  const build = () => {
    const sim = timedSimulation({ run: 20 })
    service(sim)
    return sim
  }
  const [waiting, passing] = [build(), build()]
  waiting.waitFor('servicesStable', WEB)
  passing.advance(waiting.nowMs - passing.nowMs)
  expect(waiting.journalHash()).toBe(passing.journalHash())
})

test('bad input is refused before any time passes', () => {
  const sim = new Simulation()
  const anything = 'serviceStable' as 'servicesStable'
  expect(() => sim.waitFor(anything, WEB)).toThrow(
    'waitFor: expected one of servicesStable, servicesInactive, tasksRunning, tasksStopped, targetInService, targetDeregistered, found "serviceStable". Did you mean "servicesStable"?',
  )
  expect(() => sim.waitFor('servicesStable', WEB)).toThrow(
    expect.objectContaining({ name: 'ClusterNotFoundException' }),
  )
  expect(() => sim.waitFor('tasksRunning', { tasks: 1 as never })).toThrow(/^tasks/)
  expect(() => sim.waitFor('servicesStable', WEB, { atMost: 'soon' })).toThrow(/^atMost: expected /)
  sim.on({ source: ['aws.ecs'] }, () => sim.waitFor('servicesStable', WEB))
  expect(sim.nowMs).toBe(Date.parse('2026-01-01T00:00:00Z'))
  expect(sim.journal).toEqual([])
})
