// Tasks that run already: as if they had been there all the time, and nothing that cannot be.
import { describe, expect, test } from 'vitest'
import { type AdoptInput, Simulation, UsageError } from '../../src/index.ts'
import { BalancedService } from '../support/balanced-services.ts'
import { Judge } from '../support/judge.ts'
import { registerWeb, timedSimulation, web } from '../support/rollouts.ts'

const HOUR = '1h'

function world({ desired = 3, instances = 1, hostPort = 0 } = {}) {
  const sim = timedSimulation({})
  sim.ecs.createCluster({ clusterName: 'prod' })
  const launched = sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: instances, ready: true })
  registerWeb(sim, hostPort)
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: desired })
  return { sim, ids: launched.containerInstances.map(({ containerInstanceArn }) => containerInstanceArn) }
}

/** Kinds of entries that say that a task starts or stops. */
function moves(sim: Simulation, from = 0): string[] {
  return sim.journal
    .slice(from)
    .map(({ kind }) => kind)
    .filter((kind) => kind === 'task.created' || kind === 'task.stopRequested' || kind === 'task.exited')
}

function refusal(sim: Simulation, input: AdoptInput): string {
  const before = sim.journalHash()
  let message = 'nothing was refused'
  try {
    sim.workload.adopt(input)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    message = error.message
  }
  expect(sim.journalHash()).toBe(before)
  return message
}

describe('a service whose tasks are all adopted', () => {
  test('is in steady state at its next evaluation, and nothing starts or stops', () => {
    const { sim, ids } = world()
    const judge = new Judge(sim)
    const { taskArns } = sim.workload.adopt({
      cluster: 'prod',
      service: 'web',
      rolloutState: 'COMPLETED',
      tasks: Array.from({ length: 3 }, () => ({ containerInstance: ids[0] })),
    })
    expect(taskArns).toHaveLength(3)
    sim.settle()
    judge.look()
    sim.checkInvariants()
    expect(sim.waitingFor()).toEqual([])
    expect(web(sim)).toMatchObject({ runningCount: 3, pendingCount: 0, deployments: [{ rolloutState: 'COMPLETED' }] })
    expect(web(sim).events?.map(({ message }) => message)).toEqual(['(service web) has reached a steady state.'])
    sim.advance(HOUR)
    judge.look()
    expect(moves(sim)).toEqual([])
  })

  test('goes on like any other: replaced, scaled, deployed', () => {
    const { sim, ids } = world({ desired: 2 })
    sim.workload.adopt({
      cluster: 'prod',
      service: 'web',
      rolloutState: 'COMPLETED',
      tasks: [{ containerInstance: ids[0] }, { containerInstance: ids[0] }],
    })
    const judge = new Judge(sim)
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: registerWeb(sim) })
    expect(sim.runUntil('steady', { atMost: HOUR }).reached).toBe(true)
    judge.look()
    expect(web(sim)).toMatchObject({ runningCount: 2, taskDefinition: expect.stringMatching(/web:2$/) })
    sim.checkInvariants()
  })

  test('is replayed: fork, forkAt, save and restore say the same', () => {
    const { sim, ids } = world()
    sim.workload.adopt({
      cluster: 'prod',
      service: 'web',
      tasks: [{ containerInstance: ids[0], startedAt: sim.nowMs - 5_000 }],
    })
    sim.advance('5m')
    const again = [sim.fork(), Simulation.restore(sim.save()), sim.forkAt(sim.now)]
    sim.advance('5m')
    for (const other of again) {
      other.advance('5m')
      other.checkInvariants()
      expect(other.journalHash()).toBe(sim.journalHash())
    }
  })

  test('counts once its tasks have run long enough', () => {
    const { sim, ids } = world({ desired: 1 })
    const tasks = [{ containerInstance: ids[0], startedAt: sim.nowMs - 4_000 }]
    sim.workload.adopt({ cluster: 'prod', service: 'web', rolloutState: 'COMPLETED', tasks })
    sim.settle()
    expect(sim.view.indexes.census.total(web(sim).serviceArn as string)).toMatchObject({ unsettled: 1, healthy: 0 })
    sim.advance('6s')
    expect(sim.view.indexes.census.total(web(sim).serviceArn as string)).toMatchObject({ unsettled: 0, healthy: 1 })
  })
})

test('a deployment in progress is taken up where it was', () => {
  const { sim, ids } = world({ desired: 4 })
  const [containerInstance] = ids
  sim.workload.adopt({
    cluster: 'prod',
    service: 'web',
    rolloutState: 'COMPLETED',
    tasks: [{ containerInstance }, { containerInstance }],
  })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: registerWeb(sim) })
  sim.workload.adopt({
    cluster: 'prod',
    service: 'web',
    failedTasks: 2,
    tasks: [{ containerInstance }, { containerInstance }],
  })
  expect(web(sim).deployments).toMatchObject([
    { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', runningCount: 2, failedTasks: 2 },
    { status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 2 },
  ])
  const judge = new Judge(sim)
  sim.runUntil('steady', { atMost: HOUR })
  judge.look()
  expect(web(sim).deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 4 }])
  sim.checkInvariants()
})

test('a deployment that had failed stays where it was', () => {
  const { sim, ids } = world({ desired: 2 })
  sim.workload.adopt({
    cluster: 'prod',
    service: 'web',
    rolloutState: 'FAILED',
    tasks: [{ containerInstance: ids[0] }],
  })
  sim.advance(HOUR)
  expect(moves(sim)).toEqual([])
  expect(web(sim).deployments).toMatchObject([{ rolloutState: 'FAILED', runningCount: 1 }])
})

describe('behind a load balancer', () => {
  const instanceOf = (service: BalancedService) => [...service.sim.view.tables.containerInstances.values()][0]!.arn

  test('targets are healthy at once, on the ports that are named', () => {
    const service = new BalancedService({ desired: 2 }).create()
    const { sim } = service
    const judge = new Judge(sim)
    const bound = (hostPort: number) => ({
      containerInstance: instanceOf(service),
      containers: [{ name: 'app', networkBindings: [{ containerPort: 80, hostPort }] }],
    })
    sim.workload.adopt({
      cluster: 'prod',
      service: 'web',
      rolloutState: 'COMPLETED',
      tasks: [{ containerInstance: instanceOf(service) }, bound(32_768)],
    })
    const health = sim.elbv2.describeTargetHealth({ TargetGroupArn: service.arn('web') }).TargetHealthDescriptions
    expect(health.map(({ Target, TargetHealth }) => [Target?.Port, TargetHealth?.State])).toEqual([
      [32_768, 'healthy'],
      [32_769, 'healthy'],
    ])
    sim.advance(HOUR)
    judge.look()
    sim.checkInvariants()
    expect(moves(sim)).toEqual([])
    expect(service.service.runningCount).toBe(2)
  })

  test('an unhealthy target is replaced, and one that is being registered turns healthy', () => {
    const service = new BalancedService({ desired: 1 }).create()
    const { sim } = service
    const containerInstance = instanceOf(service)
    sim.workload.adopt({
      cluster: 'prod',
      service: 'web',
      tasks: [{ containerInstance, targetHealth: 'unhealthy', respondsToHealthChecksWith: 502 }],
    })
    sim.advance(HOUR)
    expect(service.events.join()).toContain('Health checks failed with these codes: [502]')
    expect(service.service).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] })
    expect(moves(sim)).toContain('task.stopRequested')
    sim.checkInvariants()

    const young = new BalancedService({ desired: 1 }).create()
    young.sim.workload.adopt({
      cluster: 'prod',
      service: 'web',
      tasks: [{ containerInstance: instanceOf(young), targetHealth: 'initial' }],
    })
    expect(young.sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
    expect(moves(young.sim)).toEqual([])
  })
})

describe('health checks', () => {
  function checked(healthStatus: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN') {
    const service = new BalancedService({ desired: 1, healthCheck: true, groups: ['web'] }).create()
    const containerInstance = [...service.sim.view.tables.containerInstances.values()][0]!.arn
    service.sim.workload.adopt({
      cluster: 'prod',
      service: 'web',
      tasks: [{ containerInstance, healthStatus, startedAt: service.sim.now }],
    })
    const [task] = service.tasks
    service.sim.checkInvariants()
    return { service, task: task! }
  }

  test('are as they are said to be', () => {
    for (const status of ['HEALTHY', 'UNHEALTHY', 'UNKNOWN'] as const) {
      const { service, task } = checked(status)
      expect(task.healthStatus).toBe(status)
      service.sim.advance(HOUR)
      expect(service.service.deployments).toMatchObject([{ rolloutState: 'COMPLETED' }])
      expect(moves(service.sim).length > 0).toBe(status === 'UNHEALTHY')
    }
  })
})

test('on Fargate a task keeps its address, and standalone tasks come back too', () => {
  const sim = new Simulation({
    paranoid: true,
    subnets: { 'subnet-a': { availabilityZone: 'us-east-1b', cidrBlock: '10.0.8.0/24' } },
  })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.ecs.registerTaskDefinition({
    family: 'job',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      { name: 'app', image: 'job:1' },
      { name: 'init', image: 'init:1', essential: false },
    ],
  })
  const id = 'f'.repeat(32)
  const judge = new Judge(sim)
  const one = { taskDefinition: 'job:1', subnet: 'subnet-a' }
  sim.workload.adopt({
    cluster: 'prod',
    tasks: [one, { ...one, id, privateIpv4Address: '10.0.8.4', containers: [{ name: 'init', exitCode: 0 }] }],
  })
  sim.advance(HOUR)
  judge.look()
  sim.checkInvariants()
  const { tasks } = sim.ecs.describeTasks({ cluster: 'prod', tasks: [id] })
  expect(tasks[0]).toMatchObject({
    lastStatus: 'RUNNING',
    group: 'family:job',
    availabilityZone: 'us-east-1b',
    containers: [{ lastStatus: 'RUNNING' }, { lastStatus: 'STOPPED', exitCode: 0 }],
  })
  expect(JSON.stringify(tasks[0]?.attachments)).toContain('10.0.8.4')
  expect(sim.timing(id)).toBeDefined()
  expect(sim.timeline(id)).toBeDefined()
  expect(() => sim.explain(id)).toThrow('there was nothing to choose')
  sim.ecs.stopTask({ cluster: 'prod', task: id })
  sim.advance(HOUR)
  sim.checkInvariants()
})

describe('what cannot be is refused, and nothing is written', () => {
  const { sim, ids } = world({ instances: 1 })
  const [containerInstance] = ids
  const adopted = (tasks: AdoptInput['tasks'], more: AdoptInput = {}): AdoptInput => ({
    cluster: 'prod',
    service: 'web',
    tasks,
    ...more,
  })
  const bindings = (...ports: number[]) =>
    ports.map((hostPort) => ({
      containerInstance,
      containers: [{ name: 'app', networkBindings: [{ containerPort: 80, hostPort }] }],
    }))

  test.each<[string, AdoptInput, string | RegExp]>([
    [
      'an unknown instance',
      adopted([{ containerInstance: 'i-none' }]),
      'tasks[0].containerInstance: expected a registered container instance of the cluster, found "i-none".',
    ],
    ['no instance', adopted([{}]), 'tasks[0].containerInstance: expected an instance for the launch type EC2'],
    [
      'no room',
      adopted(Array.from({ length: 17 }, () => ({ containerInstance }))),
      'tasks[16]: expected 128 CPU units free on',
    ],
    ['a port that is taken', adopted(bindings(40_000, 40_000)), 'expected a host port that is free on'],
    ['a port that the instance keeps', adopted(bindings(22)), 'expected a host port that is free on'],
    [
      'another task definition',
      adopted([{ containerInstance, taskDefinition: 'web:9' }]),
      'tasks[0].taskDefinition: expected a registered task definition',
    ],
    [
      'an unknown service',
      adopted([], { service: 'wbe' }),
      'service: expected an ACTIVE service of the cluster, found "wbe". Did you mean "web"?',
    ],
    ['an unknown deployment', adopted([], { deployment: 'ecs-svc/1' }), 'deployment: expected one of the service'],
    ['a state of nobody', { cluster: 'prod', rolloutState: 'COMPLETED' }, 'rolloutState: expected service beside it'],
    [
      'a start to come',
      adopted([{ containerInstance, startedAt: sim.nowMs + 1 }]),
      'tasks[0].startedAt: expected an instant up to',
    ],
    [
      'an essential container that is over',
      adopted([{ containerInstance, containers: [{ name: 'app', exitCode: 0 }] }]),
      'the container is essential',
    ],
    [
      'an unknown container',
      adopted([{ containerInstance, containers: [{ name: 'nginx' }] }]),
      'expected one of its containers: app',
    ],
    [
      'the same id twice',
      adopted([
        { containerInstance, id: 'a'.repeat(32) },
        { containerInstance, id: 'a'.repeat(32) },
      ]),
      'an id that no other task has',
    ],
    [
      'a subnet of nobody',
      adopted([{ containerInstance, subnet: 'subnet-a' }]),
      'the task has no network interface of its own',
    ],
  ])('%s', (_, input, words) => {
    expect(refusal(sim, input)).toMatch(
      typeof words === 'string' ? new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : words,
    )
  })
})

test('an id that was adopted is given to no other task', () => {
  const first = world({ desired: 1 })
  first.sim.advance('5m')
  const [id] = [...first.sim.view.tables.tasks.values()].map((task) => task.id)
  const second = world({ desired: 2 })
  second.sim.workload.adopt({ cluster: 'prod', service: 'web', tasks: [{ id, containerInstance: second.ids[0] }] })
  second.sim.advance('5m')
  expect(web(second.sim).runningCount).toBe(2)
})
