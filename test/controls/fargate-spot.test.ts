// Tasks on FARGATE_SPOT, and what becomes of them when Spot wants its capacity back.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation, UsageError } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const SPOT = {
  capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }],
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } },
}
const ON_DEMAND = { ...SPOT, capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] }
const FARGATE = {
  requiresCompatibilities: ['FARGATE' as const],
  networkMode: 'awsvpc' as const,
  cpu: '256',
  memory: '512',
}
const START = Date.UTC(2026, 0, 1)
let sim: Simulation

function begin(options: ConstructorParameters<typeof Simulation>[0] = {}): void {
  sim = new Simulation({
    paranoid: true,
    subnets: { 'subnet-a': 'us-east-1a', 'subnet-b': 'us-east-1b' },
    ...options,
  })
  sim.ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  register({})
}

function register(container: object, more: object[] = []): void {
  sim.ecs.registerTaskDefinition({
    family: 'far',
    ...FARGATE,
    containerDefinitions: [{ name: 'app', image: 'app:1', ...container }, ...(more as [])],
  })
}

beforeEach(() => begin())

const namesOf = () =>
  sim.ecs
    .describeTasks({ tasks: sim.ecs.listTasks({ serviceName: 'web' }).taskArns })
    .tasks.map(({ capacityProviderName }) => capacityProviderName)
const run = (launch: object = SPOT) => sim.ecs.runTask({ taskDefinition: 'far', ...launch }).tasks[0]?.taskArn as string
const read = (task: string) => sim.ecs.describeTasks({ tasks: [task] }).tasks[0]
const until = (second: number) => sim.advance(START + second * 1_000 - sim.nowMs)
const secondsOf = (date: Date | undefined) => ((date?.getTime() ?? Number.NaN) - START) / 1_000
const service = () => sim.ecs.describeServices({ services: ['web'] }).services[0]

describe('FG-9', () => {
  test('EX-25, LC-25 SIGTERM and the state change at once, SIGKILL after thirty seconds, STOPPED twenty later', () => {
    sim.workload.behave('far:app', { stopsAfter: '45s' })
    const task = run()
    until(200)
    sim.faults.interruptSpot({ tasks: [task] })
    expect(read(task)).toMatchObject({
      lastStatus: 'RUNNING',
      desiredStatus: 'STOPPED',
      stopCode: 'SpotInterruption',
      stoppedReason: 'Your Spot Task was interrupted.',
    })
    until(229.999)
    expect(read(task)?.lastStatus).toBe('RUNNING')
    until(230)
    expect(read(task)).toMatchObject({ lastStatus: 'DEPROVISIONING', containers: [{ exitCode: 137 }] })
    until(249.999)
    expect(read(task)?.lastStatus).toBe('DEPROVISIONING')
    until(400)
    expect(secondsOf(read(task)?.stoppedAt)).toBe(250)
    expect(secondsOf(read(task)?.stoppingAt)).toBe(200)
  })

  test('EX-25 with a stop timeout of a minute the container ends by itself after 45 seconds', () => {
    register({ stopTimeout: 60 })
    sim.workload.behave('far:app', { stopsAfter: '45s', stopExitCode: 0 })
    const task = run()
    until(200)
    sim.faults.interruptSpot({ tasks: [task] })
    until(245)
    expect(read(task)).toMatchObject({ lastStatus: 'DEPROVISIONING', containers: [{ exitCode: 0 }] })
  })

  test('FG-9 a container that needs the two minutes is killed, and what would go on after them is gone with the capacity', () => {
    const stubborn = { stopsAfter: 'never' } as const
    register({ stopTimeout: 120 })
    sim.workload.behave('far:app', stubborn)
    const alone = run()
    register({ stopTimeout: 120, dependsOn: [{ containerName: 'db', condition: 'START' }] }, [
      { name: 'db', image: 'db:1', stopTimeout: 120 },
    ])
    sim.workload.behave('far:db', stubborn)
    const two = run()
    until(200)
    sim.faults.interruptSpot({ tasks: [alone, two] })
    until(319.999)
    expect([alone, two].map((task) => read(task)?.lastStatus)).toEqual(['RUNNING', 'RUNNING'])
    until(320)
    expect(read(alone)).toMatchObject({ lastStatus: 'DEPROVISIONING', containers: [{ exitCode: 137 }] })
    expect(read(two)).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'SpotInterruption' })
    expect(read(two)?.containers?.map(({ exitCode }) => exitCode)).toEqual([undefined, undefined])
    until(340)
    expect(read(alone)?.lastStatus).toBe('STOPPED')
  })

  test('FG-9 a task that has not come to run ends too, and one that stops already keeps its reason', () => {
    const young = run()
    const old = run()
    sim.advance('2s')
    sim.ecs.stopTask({ task: old })
    sim.faults.interruptSpot({ tasks: [young, old] })
    sim.advance('5m')
    expect([young, old].map((task) => read(task)?.stopCode)).toEqual(['SpotInterruption', 'UserInitiated'])
    expect([young, old].map((task) => read(task)?.lastStatus)).toEqual(['STOPPED', 'STOPPED'])
  })

  test('DP-608 a service looks for a replacement at once, on Spot again', () => {
    sim.ecs.createService({ serviceName: 'web', taskDefinition: 'far', desiredCount: 4, ...SPOT })
    sim.advance('2m')
    sim.faults.interruptSpot({ availabilityZone: 'us-east-1a' })
    sim.settle()
    expect(service()).toMatchObject({ runningCount: 2, pendingCount: 2 })
    const { taskArns } = sim.ecs.listTasks({ serviceName: 'web' })
    expect(
      sim.ecs.describeTasks({ tasks: taskArns }).tasks.map(({ capacityProviderName }) => capacityProviderName),
    ).toEqual(taskArns.map(() => 'FARGATE_SPOT'))
    sim.advance('5m')
    expect(service()).toMatchObject({ runningCount: 4, pendingCount: 0 })
  })
})

describe('maintenance', () => {
  test('FG-11 a retired task is stopped with a reason of its own, and its service starts another', () => {
    const alone = run(ON_DEMAND)
    sim.ecs.createService({ serviceName: 'web', taskDefinition: 'far', desiredCount: 2, ...ON_DEMAND })
    sim.advance('2m')
    const [mine] = sim.ecs.listTasks({ serviceName: 'web' }).taskArns as [string]
    for (const task of [alone, mine]) sim.faults.retireTask({ task })
    const stoppedReason = 'ECS is performing maintenance on the underlying infrastructure hosting the task'
    sim.advance('5m')
    expect(read(alone)).toMatchObject({ lastStatus: 'STOPPED', stoppedReason })
    expect(read(mine)).toMatchObject({ lastStatus: 'STOPPED', stoppedReason, stopCode: 'ServiceSchedulerInitiated' })
    expect(service()).toMatchObject({ runningCount: 2 })
    expect(refusalOf(() => sim.faults.retireTask({ task: 'x' }))).toMatchObject({ rule: 'FG-11' })
  })
})

describe('capacity providers of Fargate', () => {
  test('SV-501 a strategy of one takes every task; tasks and services show it', () => {
    for (const [launch, name] of [
      [SPOT, 'FARGATE_SPOT'],
      [ON_DEMAND, 'FARGATE'],
    ] as const)
      expect(read(run(launch))).toMatchObject({ launchType: 'FARGATE', capacityProviderName: name })
    expect(read(run({ ...SPOT, capacityProviderStrategy: undefined, launchType: 'FARGATE' }))).not.toHaveProperty(
      'capacityProviderName',
    )
    sim.ecs.createService({ serviceName: 'web', taskDefinition: 'far', desiredCount: 1, ...SPOT })
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT', base: 0, weight: 0 }]
    expect(service()).toMatchObject({ capacityProviderStrategy, deployments: [{ capacityProviderStrategy }] })
    expect(service()).not.toHaveProperty('launchType')
  })

  test('SV-205 another strategy comes with a forced deployment; without force it waits for the next one', () => {
    sim.ecs.createService({ serviceName: 'web', taskDefinition: 'far', desiredCount: 1, ...SPOT })
    sim.advance('2m')
    const { capacityProviderStrategy } = ON_DEMAND
    const update = (more: object) => sim.ecs.updateService({ service: 'web', ...more })
    update({ capacityProviderStrategy })
    update({ desiredCount: 2 })
    sim.advance('2m')
    expect(service()?.deployments).toHaveLength(1)
    expect(namesOf()).toEqual(['FARGATE_SPOT', 'FARGATE_SPOT'])
    update({ forceNewDeployment: true })
    sim.advance('5m')
    expect(namesOf()).toEqual(['FARGATE', 'FARGATE'])
  })

  test('SV-109 base and weight have ranges; of several one needs a weight, and each must be known', () => {
    const of = (...capacityProviderStrategy: object[]) =>
      refusalOf(() => run({ ...SPOT, capacityProviderStrategy })).name
    expect(of({ capacityProvider: 'FARGATE' }, { capacityProvider: 'FARGATE_SPOT' })).toBe('InvalidParameterException')
    expect(of({ capacityProvider: 'my-asg' })).toBe('InvalidParameterException')
    expect(of({ capacityProvider: 'FARGATE', weight: 1_001 })).toBe('InvalidParameterException')
    expect(of({ capacityProvider: 'FARGATE', base: -1 })).toBe('InvalidParameterException')
  })

  test('FG-6 Spot takes ARM64 since it does', () => {
    const runArm = () => {
      sim.ecs.registerTaskDefinition({
        family: 'far',
        ...FARGATE,
        runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
        containerDefinitions: [{ name: 'app', image: 'app:1' }],
      })
      return run()
    }
    expect(read(runArm())?.capacityProviderName).toBe('FARGATE_SPOT')
    begin({ behavior: '2023-06' })
    expect(refusalOf(runArm)).toMatchObject({ name: 'InvalidParameterException', rule: 'FG-6' })
  })

  test.each([
    ['nothing', {}],
    ['both', { tasks: ['x'], availabilityZone: 'us-east-1a' }],
    ['no task', { tasks: [] }],
    ['a task that is not there', { tasks: ['x'] }],
    ['a zone that is not there', { availabilityZone: 'x' }],
    ['a task on demand', null],
  ])('an interruption of %s is one clear error', (_what, input) => {
    const onDemand = run(ON_DEMAND)
    const before = sim.save()
    expect(refusalOf(() => sim.faults.interruptSpot(input ?? { tasks: [onDemand] }))).toBeInstanceOf(UsageError)
    expect(sim.save()).toBe(before)
  })
})
