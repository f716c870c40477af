// A service is kept even over its Availability Zones: one task moves at a time, out of a steady state.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { eventsSinceTheHour, registerWeb, timedSimulation, web } from '../support/rollouts.ts'

const HOUR = Date.parse('2026-01-05T01:00:00Z')
const [A, B, C] = ['us-east-1a', 'us-east-1b', 'us-east-1c'] as const

interface Settings {
  readonly desired?: number
  readonly max?: number
  readonly rebalancing?: 'ENABLED' | 'DISABLED'
  /** Tasks that an instance of the late zones has room for. */
  readonly room?: number
}

function launch(sim: Simulation, zone: string, room = 20, count = 1): void {
  const size = { cpuUnits: room * 128, memoryMiB: room * 128 }
  const availabilityZones = [zone]
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count, ready: true, availabilityZones, ...size })
}

/** Five tasks over the zones a and b, steady at the hour: 3/2. Starting takes 10 s, healing 40 s, stopping 30 s. */
function uneven({ desired = 5, max = 200, rebalancing = 'ENABLED' }: Settings = {}): Simulation {
  const sim = timedSimulation({ run: 10, heal: 40, stop: 30 })
  sim.ecs.createCluster({ clusterName: 'prod' })
  launch(sim, A)
  launch(sim, B)
  registerWeb(sim)
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: desired,
    deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: max },
    availabilityZoneRebalancing: rebalancing,
  })
  expect(sim.runUntil('steady', { atMost: '30m' }).reached).toBe(true)
  sim.advance(HOUR - sim.nowMs)
  return sim
}

/** Wanted tasks in the zones a, b and c. */
function zonesOf(sim: Simulation): string {
  const zones = [...sim.snapshot().tasks.values()]
    .filter(({ serviceArn, desiredStatus }) => serviceArn !== null && desiredStatus === 'RUNNING')
    .map(({ availabilityZone }) => availabilityZone)
  return [A, B, C].map((zone) => zones.filter((each) => each === zone).length).join('/')
}

const eventsOf = (sim: Simulation) =>
  eventsSinceTheHour(sim).map(({ at, message }) => `${at}: ${message.replace(/task [0-9a-f]{32}/g, 'task T')}`)

const actionsOf = (sim: Simulation) =>
  sim.journal
    .filter(({ kind }) => kind === 'service.action')
    .map(({ atMs, set }) => `${(atMs - HOUR) / 1_000}: ${(set as { eventName: string }).eventName}`)

describe('PX-18 five tasks over three zones, 3/2/0', () => {
  test('PX-18, DP-801, PL-64 one starts in c, becomes healthy, and one stops in a: 2/2/1', () => {
    const sim = uneven()
    expect(zonesOf(sim)).toBe('3/2/0')
    launch(sim, C)
    sim.settle()
    expect(zonesOf(sim)).toBe('3/2/1')
    sim.advance('49s')
    expect(zonesOf(sim)).toBe('3/2/1')
    sim.advance('1s')
    expect(zonesOf(sim)).toBe('2/2/1')
    expect(sim.runUntil('steady', { atMost: '0s' }).reached).toBe(true)
    sim.advance('2h')
    expect(zonesOf(sim)).toBe('2/2/1')
    expect(web(sim)).toMatchObject({ desiredCount: 5, runningCount: 5, deployments: [{ rolloutState: 'COMPLETED' }] })
  })

  test('EV-150, EV-151, EV-152, EV-153, PF-34 in these words', () => {
    const sim = uneven()
    launch(sim, C)
    sim.advance('2m')
    expect(eventsOf(sim)).toEqual([
      `0: is not AZ balanced with 3 tasks in ${A}, 2 tasks in ${B}, 0 tasks in ${C}. AZ Rebalancing in progress.`,
      `0: has started 1 tasks in ${C} to AZ Rebalance: (task T).`,
      `50: has stopped 1 running tasks in ${A} due to AZ rebalancing: (task T).`,
      `50: is AZ balanced with 2 tasks in ${A}, 2 tasks in ${B}, 1 tasks in ${C}.`,
      '50: has reached a steady state.',
    ])
    expect(actionsOf(sim)).toEqual(['0: SERVICE_REBALANCING_STARTED', '50: SERVICE_REBALANCING_COMPLETED'])
  })

  test('DP-801 one at a time: six tasks, 3/3/0, take two moves', () => {
    const sim = uneven({ desired: 6 })
    launch(sim, C)
    sim.advance('1m')
    expect(zonesOf(sim)).toMatch(/^(2\/3|3\/2)\/2$/)
    sim.advance('1m')
    expect(zonesOf(sim)).toBe('2/2/2')
    expect(eventsOf(sim).filter((event) => event.includes('is AZ balanced'))).toHaveLength(1)
  })

  test('DP-801 a stop counts toward the maximum: the next move waits until it is over', () => {
    const sim = uneven({ desired: 6, max: 117 })
    launch(sim, C)
    sim.advance('50s')
    expect(zonesOf(sim)).toMatch(/1$/)
    sim.advance('29s')
    expect(zonesOf(sim)).toMatch(/1$/)
    sim.advance('1s')
    expect(zonesOf(sim)).toMatch(/2$/)
  })
})

describe('what does not move', () => {
  test('PL-63 a difference of one is balanced, also when an instance comes to a zone that has its share', () => {
    const sim = uneven()
    launch(sim, B)
    sim.advance('1h')
    expect([zonesOf(sim), actionsOf(sim)]).toEqual(['3/2/0', []])
  })

  test('DP-801 a maximum that leaves no room for one more', () => {
    const sim = uneven({ max: 110 })
    launch(sim, C)
    sim.advance('1h')
    expect(zonesOf(sim)).toBe('3/2/0')
    sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { maximumPercent: 120 } })
    sim.advance('2m')
    expect(zonesOf(sim)).toBe('2/2/1')
  })

  test('PL-60 a service that did not ask for it, until it does', () => {
    const sim = uneven({ rebalancing: 'DISABLED' })
    launch(sim, C)
    sim.advance('1h')
    expect(zonesOf(sim)).toBe('3/2/0')
    const before = web(sim).deployments?.map(({ id }) => id)
    sim.ecs.updateService({ cluster: 'prod', service: 'web', availabilityZoneRebalancing: 'ENABLED' })
    sim.advance('2m')
    expect(zonesOf(sim)).toBe('2/2/1')
    expect(web(sim).deployments?.map(({ id }) => id)).toEqual(before)
  })

  test('DP-802, EV-154 nothing starts where there is no room: said once, and tried again when room comes', () => {
    const sim = uneven()
    launch(sim, C, 1)
    const blocker = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns.at(-1) as string
    const { tasks } = sim.ecs.startTask({ cluster: 'prod', taskDefinition: 'web', containerInstances: [blocker] })
    sim.advance('1h')
    expect(zonesOf(sim)).toBe('3/2/0')
    expect(eventsOf(sim)).toEqual([
      `0: is not AZ balanced with 3 tasks in ${A}, 2 tasks in ${B}, 0 tasks in ${C}. AZ Rebalancing in progress.`,
      `0: is unable to place a task in ${C} because no container instance met all of its requirements.`,
    ])
    expect(web(sim)).toMatchObject({ runningCount: 5, pendingCount: 0 })
    expect(sim.runUntil('steady', { atMost: '0s' }).reached).toBe(true)
    sim.ecs.stopTask({ cluster: 'prod', task: tasks[0]?.taskArn as string })
    sim.advance('3m')
    expect(zonesOf(sim)).toBe('2/2/1')
  })

  test('PL-63, DP-802 zones of instances that it may not use do not count', () => {
    const sim = uneven()
    const placementConstraints = [{ type: 'memberOf', expression: 'attribute:stack !exists' }] as const
    sim.ecs.updateService({ cluster: 'prod', service: 'web', placementConstraints })
    sim.fleet.launch({
      cluster: 'prod',
      instanceType: 'm5.large',
      ready: true,
      availabilityZones: [C],
      attributes: { stack: 'other' },
    })
    sim.advance('1h')
    expect([zonesOf(sim), actionsOf(sim)]).toEqual(['3/2/0', []])
  })
})

describe('what comes between', () => {
  test('PL-64 a deployment interrupts it, and it begins anew afterwards', () => {
    const sim = uneven()
    launch(sim, C)
    sim.advance('20s')
    sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true })
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
    expect(zonesOf(sim)).toMatch(/^(2\/2\/1|2\/1\/2|1\/2\/2)$/)
    expect(actionsOf(sim).slice(0, 2)).toEqual(['0: SERVICE_REBALANCING_STARTED', '20: SERVICE_REBALANCING_STOPPED'])
    expect(web(sim)).toMatchObject({ runningCount: 5 })
  })

  test('PL-64 another desired count interrupts it: the surplus of a scale-in goes at once', () => {
    const sim = uneven()
    launch(sim, C)
    sim.advance('20s')
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 })
    sim.settle()
    expect(web(sim).runningCount).toBe(3)
    expect(zonesOf(sim)).toBe('2/1/0')
    sim.advance('3m')
    expect(zonesOf(sim)).toBe('1/1/1')
  })

  test('PL-64 DISABLED in the middle: the task that is too many stops', () => {
    const sim = uneven()
    launch(sim, C)
    sim.advance('20s')
    sim.ecs.updateService({ cluster: 'prod', service: 'web', availabilityZoneRebalancing: 'DISABLED' })
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
    expect(web(sim).runningCount).toBe(5)
    expect(actionsOf(sim).at(-1)).toBe('20: SERVICE_REBALANCING_STOPPED')
  })

  test('DP-801 a task lost meanwhile: the newcomer takes its place, and nobody else has to go', () => {
    const sim = uneven()
    launch(sim, C)
    sim.advance('20s')
    const lost = [...sim.snapshot().tasks.values()].find(({ availabilityZone }) => availabilityZone === A)
    sim.ecs.stopTask({ cluster: 'prod', task: lost?.arn as string })
    sim.advance('2m')
    expect(zonesOf(sim)).toBe('2/2/1')
    expect(eventsOf(sim).filter((event) => event.includes('due to AZ'))).toEqual([])
    expect(actionsOf(sim).at(-1)).toBe('50: SERVICE_REBALANCING_COMPLETED')
  })

  test('DP-801 the newcomer is stopped by hand: the move is over, and another begins', () => {
    const sim = uneven()
    launch(sim, C)
    sim.advance('20s')
    const newcomer = [...sim.snapshot().tasks.values()].find(({ availabilityZone }) => availabilityZone === C)
    sim.ecs.stopTask({ cluster: 'prod', task: newcomer?.arn as string })
    sim.advance('3m')
    expect(zonesOf(sim)).toBe('2/2/1')
  })
})

test('PL-63 on Fargate the zones are those of the subnets', () => {
  const sim = new Simulation({
    startAt: '2026-01-05T00:00:00Z',
    subnets: { 'subnet-a': A, 'subnet-b': B, 'subnet-c': C },
    paranoid: true,
  })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.ecs.registerTaskDefinition({
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'example.com/web:1' }],
  })
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b', 'subnet-c'] } }
  const fargate = { cluster: 'prod', taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration } as const
  sim.ecs.createService({ ...fargate, serviceName: 'web', desiredCount: 6 })
  sim.runUntil('steady', { atMost: '1h' })
  expect(zonesOf(sim)).toBe('2/2/2')
  sim.advance('10m')
  const inC = [...sim.snapshot().tasks.values()].filter(({ availabilityZone }) => availabilityZone === C)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 4, availabilityZoneRebalancing: 'DISABLED' })
  sim.runUntil('steady', { atMost: '1h' })
  for (const { arn } of inC)
    if (sim.view.tables.tasks.get(arn)?.desiredStatus === 'RUNNING') sim.ecs.stopTask({ cluster: 'prod', task: arn })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', availabilityZoneRebalancing: 'ENABLED' })
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(zonesOf(sim).split('/').sort().join('/')).toBe('1/1/2')
})

test('DP-801 sim.explain knows the zones that a move could go to', () => {
  const sim = uneven()
  launch(sim, C)
  sim.settle()
  const newcomer = [...sim.snapshot().tasks.values()].find(({ availabilityZone }) => availabilityZone === C)
  const { chosen, instances } = sim.explain(newcomer?.arn as string)
  expect(chosen).toBe(newcomer?.containerInstanceArn)
  expect(instances.map(({ fits }) => fits)).toEqual([false, false, true])
})

test('DP-801 in the middle of a move, forks, archives and the past go on alike', () => {
  const sim = uneven()
  launch(sim, C)
  sim.advance('20s')
  const all = [sim, sim.fork(), Simulation.restore(sim.save()), sim.forkAt(sim.now)]
  for (const other of all) other.advance('30m')
  expect(new Set(all.map((other) => other.journalHash())).size).toBe(1)
  expect(zonesOf(sim)).toBe('2/2/1')
})
