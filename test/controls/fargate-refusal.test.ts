// Fargate refuses tasks, AWS throttles services: what RunTask answers, what services say, and that they go on when it is over.
import { describe, expect, test } from 'vitest'
import { type FargateInput, Simulation, UsageError } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } }
const ON_SPOT = { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] }
const ON_FARGATE = { launchType: 'FARGATE' } as const
const INPUT = { taskDefinition: 'web', networkConfiguration }

function world(): Simulation {
  const sim = new Simulation({ startAt: '2026-01-05T00:00:00Z', paranoid: true })
  sim.ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  sim.ecs.createCluster({ clusterName: 'other', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  sim.ecs.registerTaskDefinition({
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'app:1' }],
  })
  return sim
}

function serve(sim: Simulation, launch: object = ON_FARGATE, desiredCount = 2): Simulation {
  sim.ecs.createService({ ...INPUT, serviceName: 'web', desiredCount, ...launch })
  return sim
}

const service = (sim: Simulation) => sim.ecs.describeServices({ services: ['web'] }).services[0]
const messages = (sim: Simulation) => (service(sim)?.events ?? []).map(({ message }) => message).reverse()
const actions = (sim: Simulation) =>
  sim.events().flatMap(({ detail }) => (detail.eventType === 'ERROR' ? [[detail.eventName, detail.reason]] : []))

describe('sim.faults.refuseFargate', () => {
  test.each([
    [
      'EV-134',
      'capacity',
      'Capacity is unavailable at this time. Please try again later or in a different availability zone.',
      'RESOURCE:FARGATE',
    ],
    ['EV-135', 'taskLimit', "You've reached the limit on the number of tasks you can run concurrently", null],
    ['EV-135', 'vcpuLimit', "You've reached the limit on the number of vCPUs you can run concurrently", null],
    ['EV-135', 'cpuConfiguration', 'The requested CPU configuration is above your limit.', null],
    ['EV-135', 'memoryConfiguration', 'The requested MEMORY configuration is above your limit.', null],
    ['EV-135', 'internalError', 'Internal error.', null],
  ] as const)(
    '%s %s: a service says so, RunTask answers with it, EventBridge hears it',
    (_rule, reason, words, code) => {
      const sim = world()
      sim.faults.refuseFargate({ reason })
      expect(sim.ecs.runTask({ ...INPUT, ...ON_FARGATE })).toEqual({ tasks: [], failures: [{ reason: code ?? words }] })
      serve(sim).settle()
      expect(messages(sim)).toEqual([`(service web) was unable to place a task. Reason: ${words}`])
      expect(actions(sim)).toEqual([['SERVICE_TASK_PLACEMENT_FAILURE', code ?? words]])
    },
  )

  test('EV-134, EV-135, FG-10 the service tries again at once when it is over, and its circuit breaker counts meanwhile (CB-14)', () => {
    const sim = serve(world())
    sim.faults.refuseFargate({})
    sim.advance('16s')
    expect(service(sim)?.deployments?.[0]).toMatchObject({ failedTasks: 2, runningCount: 0 })
    sim.faults.allowFargate({})
    sim.settle()
    expect(service(sim)?.pendingCount).toBe(2)
  })

  test('DP-713, FG-10 it concerns the tasks of one capacity provider, or of one cluster', () => {
    const sim = world()
    sim.faults.refuseFargate({ capacityProvider: 'FARGATE_SPOT' })
    expect(sim.ecs.runTask({ ...INPUT, ...ON_SPOT }).failures).toHaveLength(1)
    expect(sim.ecs.runTask({ ...INPUT, ...ON_FARGATE }).tasks).toHaveLength(1)
    serve(sim, ON_SPOT).advance('1h')
    expect(service(sim)).toMatchObject({ runningCount: 0, pendingCount: 0 })
    sim.faults.refuseFargate({ cluster: 'other', reason: 'taskLimit' })
    expect(sim.ecs.runTask({ ...INPUT, ...ON_FARGATE, cluster: 'other' }).failures).toHaveLength(1)
    expect(sim.ecs.runTask({ ...INPUT, ...ON_FARGATE }).tasks).toHaveLength(1)
  })

  test('FG-10 what runs goes on, and what is taken back must be what was refused', () => {
    const sim = serve(world())
    sim.runUntil('steady', { atMost: '10m' })
    sim.faults.refuseFargate({ reason: 'taskLimit' })
    sim.faults.allowFargate({})
    expect(sim.ecs.runTask({ ...INPUT, ...ON_FARGATE }).failures).toHaveLength(1)
    sim.advance('1h')
    expect(service(sim)?.runningCount).toBe(2)
  })

  test('FG-10 it may come and go by a schedule, be saved and be forked', () => {
    const sim = world()
    sim.faults.schedule([{ fault: 'refuseFargate', input: { reason: 'capacity' }, after: '1m', lasts: '5m' }])
    sim.advance('2m')
    serve(sim).advance('1m')
    const [restored, fork, past] = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
    for (const each of [sim, restored, fork, past]) {
      expect(service(each)?.pendingCount).toBe(0)
      each.runUntil('steady', { atMost: '1h' })
      expect(service(each)?.runningCount).toBe(2)
    }
    expect(new Set([sim, restored, fork, past].map((each) => each.journalHash())).size).toBe(1)
  })

  test.each([
    [{ reason: 'quota' }, 'reason'],
    [{ capacityProvider: 'mine' }, 'capacityProvider'],
    [{ cluster: 'nowhere' }, 'cluster'],
  ])('FG-10 refuses %j', (input, path) => {
    const sim = world()
    const before = sim.save()
    expect(refusalOf(() => sim.faults.refuseFargate(input as FargateInput))).toMatchObject({ name: 'UsageError', path })
    expect(refusalOf(() => sim.faults.allowFargate(input as FargateInput))).toBeInstanceOf(UsageError)
    expect(sim.save()).toBe(before)
  })
})

describe('sim.faults.throttle', () => {
  test('EV-122 a throttled service starts nothing, says so once, and goes on when it is over', () => {
    const sim = world()
    sim.faults.throttle({})
    serve(sim).advance('1m')
    expect(messages(sim)[0]).toBe('(service web) operations are being throttled. Will try again later.')
    expect(messages(sim).filter((message) => message?.includes('being throttled'))).toHaveLength(1)
    expect(actions(sim)).toEqual([['ECS_OPERATION_THROTTLED', undefined]])
    expect(service(sim)?.pendingCount).toBe(0)
    sim.faults.unthrottle({})
    sim.settle()
    expect(service(sim)?.pendingCount).toBe(2)
  })

  test('EV-122 one service, or those of one cluster; RunTask is not concerned', () => {
    const sim = serve(world(), ON_FARGATE, 0)
    sim.ecs.createService({ ...INPUT, ...ON_FARGATE, serviceName: 'api', desiredCount: 1 })
    sim.faults.throttle({ service: 'web' })
    sim.faults.throttle({ cluster: 'other' })
    sim.ecs.updateService({ service: 'web', desiredCount: 1 })
    expect(sim.ecs.runTask({ ...INPUT, ...ON_FARGATE }).tasks).toHaveLength(1)
    sim.advance('10m')
    const { services } = sim.ecs.describeServices({ services: ['web', 'api'] })
    expect(services.map(({ runningCount }) => runningCount)).toEqual([0, 1])
  })

  test.each([
    [{ service: 'wbe' }, 'service'],
    [{ cluster: 'nowhere', service: 'web' }, 'cluster'],
  ])('EV-122 refuses %j', (input, path) => {
    expect(refusalOf(() => serve(world()).faults.throttle(input))).toMatchObject({ name: 'UsageError', path })
  })
})
