// The worked examples once more, as their deployments' records tell them: outcome, extremes, and where the time went.
import { describe, expect, test } from 'vitest'
import type { ContainerBehavior, DeploymentRecord, Simulation } from '../../src/index.ts'
import { formatDeployment } from '../../src/report/index.ts'
import { BalancedService } from '../support/balanced-services.ts'
import { deployNext, registerWeb, steadyService, web } from '../support/rollouts.ts'

const HOUR = '2026-01-05T01:00:00Z'
const since = (sim: Simulation, service = 'web') => sim.deployments(service, { since: HOUR })

/** Deploys the next revision, whose container does as the script says. */
function deployScripted(sim: Simulation, script: ContainerBehavior): void {
  const taskDefinition = registerWeb(sim)
  sim.workload.behave('web:2:app', script)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition })
}

/** `30 dispatch`, oldest first; parts of one name that follow each other are one. */
function pathOf({ criticalPath, beganAtMs }: DeploymentRecord): string[] {
  const steps: { name: string; ms: number }[] = []
  for (const { name, ms } of criticalPath.segments) {
    const last = steps.at(-1)
    if (last?.name === name) last.ms += ms
    else steps.push({ name, ms })
  }
  expect(criticalPath.fromMs).toBe(beganAtMs)
  expect(steps.reduce((sum, { ms }) => sum + ms, 0)).toBe(criticalPath.totalMs)
  return steps.map(({ name, ms }) => `${ms / 1000} ${name}`)
}

describe('behind a load balancer', () => {
  const b = new BalancedService({ run: 30, interval: 25, delay: 300, stop: 30 }).steady()
  const from = b.sim.nowMs
  const id = b.deploy()
  b.sim.advance('10m')
  const [record] = b.sim.deployments('prod/web', { since: from }) as [DeploymentRecord]

  test('WE-15 five minutes of its six and a half are the deregistration delay', () => {
    expect(record).toMatchObject({ deploymentId: id, status: 'completed', durationMs: 385_000, failedTasks: 0 })
    expect(record).toMatchObject({ lowestHealthy: { count: 1, lower: 1 }, belowLower: null })
    expect(record.highestTotal).toMatchObject({ count: 2, upper: 2, sinceMs: 0 })
    expect(pathOf(record)).toEqual(['30 dispatch', '25 target-health', '300 deregistration-delay', '30 exit'])
    const row = ({ sinceMs, old, new: fresh, targets }: DeploymentRecord['waves'][number]) => [
      sinceMs / 1000,
      [old.pending + old.running, fresh.pending + fresh.running],
      old.stopping,
      targets.map(({ registered, healthy, draining }) => `${healthy} of ${registered}, ${draining}`).join(),
    ]
    expect(record.waves.map(row)).toEqual([
      [0, [1, 1], 0, '1 of 1, 0'],
      [30, [1, 1], 0, '1 of 2, 0'],
      [55, [0, 1], 1, '1 of 2, 1'],
      [355, [0, 1], 1, '1 of 1, 0'],
      [385, [0, 1], 0, '1 of 1, 0'],
    ])
  })

  test('WE-38 its events stand in its waves', () => {
    const said = record.waves.flatMap(({ sinceMs, events }) => events.map((text) => `${sinceMs / 1000} ${text}`))
    expect(said).toHaveLength(7)
    expect(said.map((text) => text.split(' ')[0])).toEqual(['0', '30', '55', '55', '55', '385', '385'])
    expect(said[5]).toBe(`385 (service web) (deployment ${id}) deployment completed.`)
  })

  test('WE-15 the table has a column for the targets, and a line for where the time went', () => {
    const lines = formatDeployment(record).split('\n')
    expect(lines[3]).toMatch(/≤ limit {2}healthy {2}at this instant$/)
    expect(lines.find((line) => line.startsWith('   0:30.0'))).toMatch(/ {2}2 ≤ 2 {3}1\/2$/)
    expect(lines.slice(-2)).toEqual([
      'critical path of 6m25s: 5m deregistration delay, 30s dispatch, 30s containers stopping, 25s target',
      '  health checks',
    ])
  })

  test('LB-103 the timing of the task that went knows its deregistration delay', () => {
    const [old] = b.sim.journal.filter(({ kind }) => kind === 'task.created')
    const { start, stop } = b.sim.timing(old!.id)
    expect(stop?.segments.map(({ name, ms }) => `${ms / 1000} ${name}`)).toEqual([
      '300 deregistration-delay',
      '30 exit',
    ])
    expect(start.segments.at(-1)).toMatchObject({ name: 'target-health', rule: 'DP-202' })
  })
})

test('WE-16 two waves: the second start waits for the stops of the first', () => {
  const sim = steadyService({ desired: 4, min: 100, max: 150, run: 30, heal: 30, stop: 330 })
  deployNext(sim)
  sim.runUntil('steady', { atMost: '1h' })
  const [record] = since(sim) as [DeploymentRecord]
  expect(record).toMatchObject({ durationMs: 780_000, lowestHealthy: { count: 4, sinceMs: 0 }, belowLower: null })
  expect(record.highestTotal).toMatchObject({ count: 6, upper: 6 })
  const wave = ['30 dispatch', '30 settle', '330 exit']
  expect(pathOf(record)).toEqual([...wave, ...wave])
})

test('WE-18 at 50/100 stops come first: never fewer than two healthy', () => {
  const sim = steadyService({ desired: 4, min: 50, max: 100, run: 10, heal: 40, stop: 30 })
  deployNext(sim)
  sim.runUntil('steady', { atMost: '1h' })
  const [record] = since(sim) as [DeploymentRecord]
  expect(record).toMatchObject({ durationMs: 160_000, lowestHealthy: { count: 2, lower: 2, sinceMs: 0 } })
  const wave = ['30 exit', '10 dispatch', '40 settle']
  expect(pathOf(record)).toEqual([...wave, ...wave])
})

test('WE-17 room that a task of the same service gives back is that task’s stop', () => {
  const sim = steadyService({ desired: 6, min: 50, max: 200, room: 8, run: 20, heal: 40, stop: 30 })
  deployNext(sim)
  sim.runUntil('steady', { atMost: '1h' })
  expect(pathOf(since(sim)[0]!)).toEqual(['20 dispatch', '40 settle', '30 exit', '20 dispatch', '40 settle'])
})

test('WE-19 a forced deployment during the drain: the one before is superseded, and lends it a part of its drain', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 30, heal: 30, stop: 330 })
  deployNext(sim)
  sim.advance('100s')
  sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true })
  sim.runUntil('steady', { atMost: '1h' })
  const [second, third] = since(sim) as [DeploymentRecord, DeploymentRecord]
  expect(second).toMatchObject({ status: 'superseded', durationMs: null, endedAtMs: third.beganAtMs })
  expect(third).toMatchObject({ status: 'completed', durationMs: 680_000, lowestHealthy: { count: 2 } })
  expect(third.highestTotal?.count).toBe(4)
  expect(pathOf(second)).toEqual(['30 dispatch', '30 settle', '40 exit'])
  expect(pathOf(third)).toEqual(['290 exit', '30 dispatch', '30 settle', '330 exit'])
})

describe('WE-25 every new task dies before it runs', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 0 })
  const deploymentCircuitBreaker = { enable: true, rollback: true }
  sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { deploymentCircuitBreaker } })
  const before = web(sim).deployments?.[0]?.id
  deployScripted(sim, { startsAfter: '20s', failsToStart: 'no such file' })
  const failedId = web(sim).deployments?.[0]?.id
  sim.advance('10m')
  const records = sim.deployments('web')

  test('WE-25, CB-30 the failed one, and the one that lives twice under its old id', () => {
    expect(records.map(({ deploymentId, status }) => [deploymentId, status])).toEqual([
      [before, 'completed'],
      [failedId, 'rolled back'],
      [before, 'completed'],
    ])
    expect(records[0]).toMatchObject({ rollsBack: null, lowestHealthy: null })
    expect(records[1]).toMatchObject({
      rolledBackTo: before,
      failedTasks: 3,
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      durationMs: 40_000,
      completedAtMs: null,
      lowestHealthy: { count: 2 },
    })
    expect(records[2]).toMatchObject({ rollsBack: failedId, durationMs: 0, beganAtMs: records[1]?.failedAtMs })
    expect(records[2]?.serviceDeploymentArn).toBe(records[1]?.serviceDeploymentArn)
  })

  test('WE-25 its time went into two starts that failed', () => {
    expect(pathOf(records[1]!)).toEqual(['40 start'])
    const text = formatDeployment(records[1]!)
    expect(text).toMatch(/\ndeployment rolled back at 0:40\.0: ECS deployment circuit breaker: tasks failed to start\./)
    expect(formatDeployment(records[2]!)).toMatch(/^web {2}web:1 is rolled back to\n/)
  })
})

test('WE-31 a daemon on five instances at 50 %: two, two and one', () => {
  const sim = steadyService({ desired: 1, min: 100, max: 200, run: 10, heal: 40, stop: 30, instances: 5 })
  const agent = { cluster: 'prod', serviceName: 'agent', taskDefinition: 'web', schedulingStrategy: 'DAEMON' } as const
  sim.ecs.createService({ ...agent, deploymentConfiguration: { minimumHealthyPercent: 50 } })
  sim.runUntil('steady', { atMost: '1h' })
  sim.ecs.updateService({ cluster: 'prod', service: 'agent', taskDefinition: registerWeb(sim) })
  sim.runUntil('steady', { atMost: '1h' })
  const record = sim.deployments('agent').at(-1)!
  expect(record).toMatchObject({ durationMs: 240_000, lowestHealthy: { count: 3, lower: 3 }, belowLower: null })
  const wave = ['30 exit', '10 dispatch', '40 settle']
  expect(pathOf(record)).toEqual([...wave, ...wave, ...wave])
})

describe('waits', () => {
  test('DP-150 a deadlock that a change of the limits resolves', () => {
    const sim = steadyService({ desired: 1, min: 100, max: 100, run: 10, heal: 20, stop: 5 })
    deployNext(sim)
    sim.advance('1m')
    expect(since(sim)[0]).toMatchObject({ status: 'in progress', criticalPath: { toMs: null, totalMs: 60_000 } })
    sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { minimumHealthyPercent: 0 } })
    sim.runUntil('steady', { atMost: '1h' })
    const [record] = since(sim) as [DeploymentRecord]
    expect(pathOf(record)).toEqual(['60 deadlock', '5 exit', '10 dispatch', '20 settle'])
    expect(record.belowLower).toBeNull()
  })

  test('DP-440 a change of the desired count comes in between', () => {
    const sim = steadyService({ desired: 2, min: 100, max: 200, run: 10, heal: 20, stop: 100 })
    deployNext(sim)
    sim.advance('50s')
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 6 })
    sim.runUntil('steady', { atMost: '1h' })
    expect(pathOf(since(sim)[0]!)).toEqual([
      '10 dispatch',
      '20 settle',
      '20 service-change',
      '10 dispatch',
      '20 settle',
      '100 exit',
    ])
  })

  test('DP-710 room that comes with another instance', () => {
    const sim = steadyService({ desired: 2, min: 100, max: 200, run: 10, heal: 20, room: 2 })
    deployNext(sim)
    sim.advance('60s')
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
    sim.runUntil('steady', { atMost: '1h' })
    expect(pathOf(since(sim)[0]!)).toEqual(['60 placement', '10 dispatch', '20 settle'])
  })

  test('CB-70 the watch for alarms', () => {
    const sim = steadyService({ desired: 1, min: 100, max: 200, run: 10, heal: 20 })
    sim.alarms.create({ alarmName: 'errors' })
    const alarms = { alarmNames: ['errors'], enable: true, rollback: true }
    const deploymentConfiguration = { alarms, bakeTimeInMinutes: 3 }
    const taskDefinition = registerWeb(sim)
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition, deploymentConfiguration })
    sim.runUntil('steady', { atMost: '1h' })
    expect(pathOf(since(sim)[0]!)).toEqual(['10 dispatch', '20 settle', '180 bake'])
  })

  test('DP-702 the launch throttle', () => {
    const sim = steadyService({ desired: 1, min: 0, max: 100, run: 0, heal: 10 })
    deployScripted(sim, { startsAfter: '15s', failsToStart: 'no' })
    sim.advance('2m')
    sim.workload.behave('web:2:app', {})
    sim.runUntil('steady', { atMost: '1h' })
    const path = pathOf(since(sim)[0]!)
    expect(path.filter((step) => step.endsWith('throttle')).length).toBeGreaterThan(0)
    expect(path.at(-1)).toBe('10 settle')
  })

  test('tasks lost below the lower limit, and for how long', () => {
    const sim = steadyService({ desired: 4, min: 100, max: 200, run: 10, heal: 20, instances: 2, room: 40 })
    deployScripted(sim, { startsAfter: '100s' })
    sim.advance('10s')
    const [instance] = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns as [string]
    sim.fleet.terminate({ cluster: 'prod', containerInstances: [instance] })
    sim.runUntil('steady', { atMost: '1h' })
    const [record] = since(sim) as [DeploymentRecord]
    expect(record.lowestHealthy).toMatchObject({ count: 2, lower: 4, sinceMs: 10_000 })
    expect(record.belowLower).toMatchObject({ fromMs: record.beganAtMs + 10_000, ms: 30_000 })
  })
})

describe('outside of deployments', () => {
  test('CI-23 levels tell of a drained instance, deployment or not', () => {
    const sim = steadyService({ desired: 4, min: 50, max: 100, run: 10, heal: 20, instances: 2, room: 20 })
    const [instance] = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns as [string]
    const from = sim.now
    sim.ecs.updateContainerInstancesState({ cluster: 'prod', containerInstances: [instance], status: 'DRAINING' })
    sim.runUntil('steady', { atMost: '1h' })
    const levels = sim.levels('web', { since: from })
    expect(levels[0]).toMatchObject({ atMs: from.getTime(), startedNew: 0, new: { healthy: 4 }, events: [] })
    expect(Math.min(...levels.map((level) => level.new.healthy))).toBe(2)
    expect(levels.at(-1)?.new).toEqual({ pending: 0, running: 4, healthy: 4, stopping: 0 })
    expect(sim.levels('web', { since: { seq: sim.journal.length } })).toHaveLength(1)
  })

  test('SV-304 a deleted service is still read, also when it is forgotten', () => {
    const sim = steadyService({ desired: 2, min: 100, max: 200, run: 10, heal: 10 })
    deployNext(sim)
    sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
    sim.advance('2h')
    expect(sim.view.tables.services.size).toBe(0)
    expect(sim.deployments('web').map(({ status }) => status)).toEqual(['completed', 'deleted'])
    expect(sim.levels('web').at(-1)).toMatchObject({ new: { running: 0 }, old: { running: 0 }, desiredCount: 0 })
    expect(formatDeployment(sim.deployments('web').at(-1)!)).toMatch(/\nnot completed when the service was deleted/)
  })

  test('SV-163 unknown and ambiguous names are refused with what there is', () => {
    const sim = steadyService({ desired: 1, min: 100, max: 200 })
    expect(() => sim.deployments('weeb')).toThrow('Service not found. Did you mean "web"?')
    for (const hostile of [undefined, null, 7, {}, [], Symbol('x'), 'a'.repeat(1_000)])
      expect(() => sim.levels(hostile as string)).toThrow('Service not found.')
    expect(() => sim.levels('web', { since: '2027-01-01T00:00:00Z' })).toThrow(/^moment: expected an instant from /)
    sim.ecs.createCluster({ clusterName: 'test' })
    sim.ecs.createService({ cluster: 'test', serviceName: 'web', taskDefinition: 'web', desiredCount: 0 })
    expect(() => sim.deployments('web')).toThrow('service: expected one of prod/web, test/web, found "web".')
    expect(sim.deployments('test/web')).toHaveLength(1)
  })
})
