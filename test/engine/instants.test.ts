// What may happen within one instant, and what when it does not end?
import { describe, expect, test } from 'vitest'
import { LivelockError, Simulation, type SimulationOptions } from '../../src/index.ts'

const NOTHING_TAKES_TIME: SimulationOptions['latencies'] = {
  ec2Dispatch: 0,
  ec2PullBase: 0,
  ec2CachedPull: 0,
  ec2ContainerStart: 0,
  gracefulExit: 0,
  instanceLaunch: 0,
  agentRegister: 0,
  imageMegabytes: 1,
  ec2PullMegabytesPerSecond: 1_000_000,
}

function busy(options: SimulationOptions['options'], latencies = NOTHING_TAKES_TIME): Simulation {
  const sim = new Simulation({ latencies, options: { healthySettleTime: 0, ...options }, paranoid: true })
  sim.ecs.createCluster({ clusterName: 'c' })
  sim.fleet.launch({ cluster: 'c', instanceType: 'm5.4xlarge', ready: true })
  const containerDefinitions = [{ name: 'app', image: 'app', cpu: 128, memory: 128 }]
  sim.ecs.registerTaskDefinition({ family: 'T', containerDefinitions })
  return sim
}

function serve(sim: Simulation, desiredCount: number): void {
  sim.ecs.createService({ cluster: 'c', serviceName: 's', taskDefinition: 'T', desiredCount })
}

describe('a limit on the events of one instant', () => {
  test('an instant with more events than the limit is reported, with its time and the busiest entities', () => {
    const sim = busy({ eventsPerInstantLimit: 5 })
    serve(sim, 10)
    let error: unknown
    try {
      sim.advance('1m')
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(LivelockError)
    const { name, message, culprits } = error as LivelockError
    expect(name).toBe('LivelockError')
    expect(message).toContain('More than 5 events at 2026-01-01T00:00:00.000Z')
    expect(culprits).not.toEqual([])
    for (const { id, kind, entries } of culprits) {
      expect(entries).toBeGreaterThan(0)
      expect(message).toContain(id)
      expect(sim.journal.some((entry) => entry.id === id && entry.kind === kind)).toBe(true)
    }
  })

  test('exactly as many events as the limit allows are no livelock', () => {
    const count = (limit: number) => {
      const sim = busy({ eventsPerInstantLimit: limit })
      serve(sim, 10)
      sim.advance('1m')
      return sim.journal.length
    }
    const needed = Array.from({ length: 100 }, (_, index) => index + 1).find((limit) => {
      try {
        return count(limit) > 0
      } catch {
        return false
      }
    })
    expect(needed).toBeGreaterThan(10)
    expect(() => count((needed as number) - 1)).toThrow(LivelockError)
  })

  test('a whole rollout of which nothing takes time ends within its instant', () => {
    const sim = busy({})
    serve(sim, 10)
    sim.settle()
    sim.ecs.updateService({ cluster: 'c', service: 's', forceNewDeployment: true })
    expect(sim.runUntil('steady', { atMost: 0 }).reached).toBe(true)
    expect(sim.now).toEqual(new Date('2026-01-01T00:00:00Z'))
  })
})

describe('attempts without a pause between them', () => {
  test('a service that finds no room and never waits is a livelock that names it, or goes on trying: it never just stops', () => {
    const sim = busy({ placementRetry: 0, throttleFirstDelay: 0, throttleMaxDelay: 0, eventsPerInstantLimit: 500 })
    sim.ecs.registerTaskDefinition({
      family: 'big',
      containerDefinitions: [{ name: 'app', image: 'app', cpu: 1_000_000, memory: 128 }],
    })
    sim.ecs.createService({ cluster: 'c', serviceName: 's', taskDefinition: 'big', desiredCount: 1 })
    const failed = () =>
      sim.ecs.describeServices({ cluster: 'c', services: ['s'] }).services[0]?.deployments?.[0]?.failedTasks as number
    let error: unknown = null
    try {
      sim.advance('1m')
    } catch (thrown) {
      error = thrown
    }
    if (error === null) expect(failed()).toBeGreaterThan(10)
    else expect(error).toBeInstanceOf(LivelockError)
  })
})

describe('services that are gone, tasks that are not', () => {
  const SLOW = { ...NOTHING_TAKES_TIME, gracefulExit: '3h', stopTimeout: '3h' }

  test('a service made anew while tasks of its namesake are stopping reaches steady state, and the books are in order', () => {
    const sim = busy({}, { ...NOTHING_TAKES_TIME, gracefulExit: '5m', stopTimeout: '10m' })
    serve(sim, 2)
    sim.advance('1m')
    sim.ecs.deleteService({ cluster: 'c', service: 's', force: true })
    sim.advance('1s')
    serve(sim, 1)
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
    sim.advance('1h')
    sim.checkInvariants()
  })

  test('a task may outlive the memory of its service, and its instance may go then', () => {
    const sim = busy({}, SLOW)
    serve(sim, 2)
    sim.advance('1m')
    sim.ecs.deleteService({ cluster: 'c', service: 's', force: true })
    sim.advance('2h')
    expect(sim.ecs.describeServices({ cluster: 'c', services: ['s'] }).failures).toMatchObject([{ reason: 'MISSING' }])
    const [task] = sim.ecs.listTasks({ cluster: 'c', desiredStatus: 'STOPPED' }).taskArns as [string]
    sim.ecs.stopTask({ cluster: 'c', task })
    const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster: 'c' })
    sim.fleet.terminate({ cluster: 'c', containerInstances: containerInstanceArns })
    sim.advance('5h')
    sim.checkInvariants()
    expect(sim.ecs.describeTasks({ cluster: 'c', tasks: [task] }).failures).toMatchObject([{ reason: 'MISSING' }])
  })
})

test('no two living tasks are bound to one host port, not even when the range of dynamic ports is exhausted', () => {
  const sim = busy({ ephemeralPortStart: 40_000, ephemeralPortEnd: 40_001 })
  const portMappings = [{ containerPort: 80, hostPort: 0 }]
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'app', memory: 128, portMappings }],
  })
  sim.ecs.runTask({ cluster: 'c', taskDefinition: 'web', count: 3 })
  sim.advance('1m')
  const { tasks } = sim.ecs.describeTasks({ cluster: 'c', tasks: sim.ecs.listTasks({ cluster: 'c' }).taskArns })
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING')
  const ports = running.map(({ containers }) => containers?.[0]?.networkBindings?.[0]?.hostPort)
  expect(new Set(ports).size).toBe(ports.length)
})
