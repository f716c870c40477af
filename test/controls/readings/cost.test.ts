// What does a bill say, and who pays what?
import { describe, expect, test } from 'vitest'
import { Simulation, UsageError } from '../../../src/index.ts'
import { formatCost } from '../../../src/report/index.ts'
import { timedSimulation } from '../../support/rollouts.ts'

/** Two m5.large; `web` with two tasks of a vCPU, `etl` with one of half a machine's memory and no CPU to speak of. */
function fleet(): Simulation {
  const sim = timedSimulation({ run: 0, heal: 0, stop: 0 })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({
    cluster: 'prod',
    instanceType: 'm5.large',
    count: 2,
    ready: true,
    cpuUnits: 2_048,
    memoryMiB: 8_192,
  })
  for (const [family, cpu, memory] of [
    ['web', 1_024, 1_024],
    ['etl', 1, 4_096],
  ] as const)
    sim.ecs.registerTaskDefinition({ family, containerDefinitions: [{ name: 'app', image: 'app:1', cpu, memory }] })
  return sim
}

const PRICES = { instances: { 'm5.large': 0.1 } }

describe('instances', () => {
  test('an hour of two instances, all of it idle while nothing runs', () => {
    const sim = fleet()
    sim.advance('1h')
    const { total, idle, instances, services, groups } = sim.cost(PRICES)
    expect({ total, idle, instances, services }).toEqual({
      total: 0.2,
      idle: 0.2,
      instances: { hours: 2, cost: 0.2 },
      services: [],
    })
    expect(groups).toEqual([{ group: null, hours: 2, cost: 0.2 }])
  })

  test('split by the larger of the CPU and memory that tasks have reserved', () => {
    const sim = fleet()
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 2 })
    sim.ecs.createService({ cluster: 'prod', serviceName: 'etl', taskDefinition: 'etl', desiredCount: 1 })
    sim.advance('2h')
    const { services, idle, total } = sim.cost(PRICES)
    const shares = services.map(({ service, instances }) => [service, instances])
    expect(shares).toEqual([
      ['prod/web', 0.2],
      ['prod/etl', 0.1],
    ])
    expect([idle, total]).toEqual([0.1, 0.4])
  })

  test('tasks of no service, and an instance that goes: paid for as long as it was there', () => {
    const sim = fleet()
    sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web', count: 1 })
    sim.advance('30m')
    const [arn] = sim.ecs.listTasks({ cluster: 'prod' }).taskArns as [string]
    const { containerInstanceArn } = sim.ecs.describeTasks({ cluster: 'prod', tasks: [arn] }).tasks[0]!
    sim.fleet.terminate({ cluster: 'prod', containerInstances: [containerInstanceArn as string] })
    sim.advance('30m')
    const { services, instances, overTime } = sim.cost(PRICES, { period: '30m' })
    expect(instances).toEqual({ hours: 1.5, cost: 0.15 })
    expect(services).toEqual([{ service: null, instances: 0.025, fargate: 0, fargateSpot: 0, total: 0.025, use: null }])
    expect(overTime.map(({ total }) => total)).toEqual([0.1, 0.05])
  })

  test('of a part of the time, the part', () => {
    const sim = fleet()
    sim.advance('3h')
    const part = { since: '2026-01-05T00:30:00Z', until: '2026-01-05T01:45:00Z' }
    expect(sim.cost(PRICES, part)).toMatchObject({ total: 0.25, instances: { hours: 2.5 } })
    expect(sim.cost(PRICES, part).overTime.map(({ total }) => total)).toEqual([0.2, 0.05])
  })
})

describe('Fargate', () => {
  function far(provider: 'FARGATE' | 'FARGATE_SPOT'): Simulation {
    const sim = new Simulation({ startAt: '2026-01-05T00:00:00Z' })
    sim.ecs.createCluster({ capacityProviders: [provider] })
    sim.ecs.registerTaskDefinition({
      family: 'far',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '512',
      memory: '2048',
      containerDefinitions: [{ name: 'app', image: 'app:1' }],
    })
    sim.ecs.createService({
      serviceName: 'far',
      taskDefinition: 'far',
      desiredCount: 2,
      capacityProviderStrategy: [{ capacityProvider: provider, weight: 1 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    })
    sim.advance('1h')
    return sim
  }

  test('vCPU-hours and GB-hours from when the images are pulled; Spot apart', () => {
    const prices = { fargate: { vcpuHour: 0.04, gbHour: 0.004 }, fargateSpot: { vcpuHour: 0.01, gbHour: 0.001 } }
    const sim = far('FARGATE')
    const [task] = [...sim.view.tables.tasks.values()]
    const hours = (2 * (sim.nowMs - task!.pullStartedAtMs!)) / 3_600_000
    const { fargate, fargateSpot, services, total } = sim.cost(prices)
    expect(fargate.vcpuHours).toBeCloseTo(hours / 2, 5)
    expect(fargate.gbHours).toBeCloseTo(2 * hours, 5)
    expect(total).toBeCloseTo(hours * (0.5 * 0.04 + 2 * 0.004), 5)
    expect(fargateSpot.cost).toBe(0)
    expect(services).toEqual([
      { service: 'default/far', instances: 0, fargate: total, fargateSpot: 0, total, use: null },
    ])
    const spot = far('FARGATE_SPOT').cost(prices)
    expect(spot.fargate.cost).toBe(0)
    expect(spot.fargateSpot.vcpuHours).toBe(fargate.vcpuHours)
    expect(spot.total).toBeCloseTo(total / 4, 5)
  })

  test('what ran and has no price is refused', () => {
    const cases: readonly (readonly [string, () => unknown])[] = [
      ['cost: prices.fargate: expected vcpuHour and gbHour, found none.', () => far('FARGATE').cost({})],
      ['cost: prices.instances: expected a price for m5.large, found none.', () => hourOf(fleet()).cost({})],
      [
        'cost: prices: unknown member "instance". Did you mean "instances"?',
        () => fleet().cost({ instance: {} } as never),
      ],
      [
        'cost: prices: fargate.gbHour: expected a price of 0 to 1000000, found -1',
        () => fleet().cost({ fargate: { vcpuHour: 0, gbHour: -1 } }),
      ],
    ]
    for (const [message, call] of cases) {
      expect(call).toThrow(UsageError)
      expect(call).toThrow(message)
    }
  })
})

function hourOf(sim: Simulation): Simulation {
  sim.advance('1h')
  return sim
}

describe('what services made of it', () => {
  const SPAN = { since: '2026-01-05T01:00:00Z', until: '2026-01-05T02:00:00Z' }

  /** Two tasks of a vCPU, each half of a machine of two. */
  function asked(load: Parameters<Simulation['load']['drive']>[1]): Simulation {
    const sim = fleet()
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 2 })
    sim.ecs.createService({ cluster: 'prod', serviceName: 'etl', taskDefinition: 'etl', desiredCount: 1 })
    sim.runUntil('steady', { atMost: '10m' })
    sim.load.drive('prod/web', load)
    sim.advance(Date.parse('2026-01-05T02:00:00Z') - sim.nowMs)
    return sim
  }

  test('LD-22 40 requests a second of 20 ms use 0.8 of the 2 vCPUs that are paid for', () => {
    const sim = asked({ requestsPerSecond: 40, cpuSecondsPerRequest: 0.02 })
    const { services } = sim.cost(PRICES, SPAN)
    expect(services.map(({ service, use }) => [service, use])).toEqual([
      [
        'prod/web',
        {
          cpuPaidHours: 2,
          cpuUsedHours: 0.8,
          utilisation: 40,
          requests: { arrived: 144_000, served: 144_000, late: 0, rejected: 0, refused: 0, lost: 0 },
        },
      ],
      ['prod/etl', null],
    ])
  })

  test('LD-25 of 120 requests a second 100 are served, and 20 turned away once the queues are full', () => {
    const sim = asked({ requestsPerSecond: 120, cpuSecondsPerRequest: 0.02, queueLimit: 10 })
    const { use } = sim.cost(PRICES, SPAN).services[0]!
    expect(use).toMatchObject({ cpuUsedHours: 2, utilisation: 100 })
    expect(use?.requests).toMatchObject({ arrived: 432_000, served: 360_000, rejected: 72_000 })
  })

  test('LD-25 what waits longer than anybody is late', () => {
    const sim = asked({ requestsPerSecond: 120, cpuSecondsPerRequest: 0.02, requestTimeout: '5s' })
    const { requests } = sim.cost(PRICES, SPAN).services[0]!.use!
    expect(requests).toMatchObject({ served: 0, late: 360_000 })
  })

  test('LD-35 all that arrived is served, late, turned away, refused or lost, or it waits', () => {
    const sim = asked({ requestsPerSecond: 120, cpuSecondsPerRequest: 0.02, queueLimit: 100, requestTimeout: '1s' })
    const { requests } = sim.cost(PRICES).services[0]!.use!
    const { arrived, served, late, rejected, refused, lost } = requests!
    expect(arrived - served - late - rejected - refused - lost).toBeCloseTo(200, 3)
  })

  test('LD-23 a load in percent has no requests; on Fargate the vCPUs of the tasks are paid for', () => {
    const sim = timedSimulation({ run: 0, heal: 0, stop: 0 })
    sim.ecs.createCluster({ clusterName: 'prod' })
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } }
    const sizes = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '512', memory: '1024' } as const
    sim.ecs.registerTaskDefinition({ family: 'far', ...sizes, containerDefinitions: [{ name: 'app', image: 'app:1' }] })
    const service = { cluster: 'prod', serviceName: 'far', taskDefinition: 'far', desiredCount: 4 }
    sim.ecs.createService({ ...service, launchType: 'FARGATE', networkConfiguration })
    sim.runUntil('steady', { atMost: '30m' })
    sim.load.drive('prod/far', { cpuPercentPerTask: 25 })
    sim.advance(Date.parse('2026-01-05T02:00:00Z') - sim.nowMs)
    const prices = { fargate: { vcpuHour: 0.04, gbHour: 0.004 } }
    expect(sim.cost(prices, SPAN).services[0]?.use).toEqual({
      cpuPaidHours: 2,
      cpuUsedHours: 0.5,
      utilisation: 25,
      requests: null,
    })
  })

  test('a bill reads', () => {
    const sim = asked({ requestsPerSecond: 120, cpuSecondsPerRequest: 0.02, queueLimit: 10 })
    expect(formatCost(sim.cost(PRICES, SPAN)).split('\n')).toEqual([
      '2026-01-05 01:00 to 2026-01-05 02:00 UTC',
      'total 0.2, of which 0.05 for what no task had reserved',
      '',
      'service                                cost  vCPU h paid        used   of it',
      'prod/web                                0.1            2           2   100 %',
      '  432,000 requests: 72,000 turned away',
      'prod/etl                               0.05',
    ])
    const text = formatCost(asked({ requestsPerSecond: 40, cpuSecondsPerRequest: 0.02 }).cost(PRICES, SPAN))
    expect(text).toContain('144,000 requests, all of them served in time or waiting')
    expect(formatCost(fleet().cost(PRICES))).toContain('total 0')
  })
})
