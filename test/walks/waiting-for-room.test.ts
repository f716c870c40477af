// Tasks that are accepted without a place: they wait for their capacity provider to make room.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

let sim: Simulation

function begin(
  options: ConstructorParameters<typeof Simulation>[0] = {},
  status: 'ENABLED' | 'DISABLED' = 'ENABLED',
): void {
  sim = new Simulation({ paranoid: true, subnets: { 'subnet-a': 'us-east-1a', 'subnet-b': 'us-east-1b' }, ...options })
  sim.ecs.createCapacityProvider({
    name: 'own',
    autoScalingGroupProvider: { autoScalingGroupArn: 'group', managedScaling: { status } },
  })
  sim.ecs.createCluster({ capacityProviders: ['own'] })
  const container = { name: 'app', image: 'app:1', cpu: 1024, memory: 1024 }
  sim.ecs.registerTaskDefinition({ family: 'big', containerDefinitions: [container] })
  sim.ecs.registerTaskDefinition({ family: 'small', containerDefinitions: [{ ...container, cpu: 256, memory: 256 }] })
  sim.ecs.registerTaskDefinition({ family: 'net', networkMode: 'awsvpc', containerDefinitions: [container] })
}

beforeEach(() => begin())

const OWN = [{ capacityProvider: 'own', weight: 1 }]
const run = (taskDefinition: string, more: object = {}) =>
  sim.ecs.runTask({ taskDefinition, capacityProviderStrategy: OWN, ...more })
const serve = (taskDefinition: string, desiredCount: number, more: object = {}) =>
  sim.ecs.createService({ serviceName: 'web', taskDefinition, desiredCount, capacityProviderStrategy: OWN, ...more })
const launch = (count = 1) =>
  sim.fleet.launch({ instanceType: 'm5.large', ready: true, count, capacityProvider: 'own' }).containerInstances
const tasks = () => {
  const taskArns = [...sim.ecs.listTasks({}).taskArns, ...sim.ecs.listTasks({ desiredStatus: 'STOPPED' }).taskArns]
  return taskArns.length === 0 ? [] : sim.ecs.describeTasks({ tasks: taskArns }).tasks
}
const statuses = () => tasks().map(({ lastStatus }) => lastStatus)
const service = () => sim.ecs.describeServices({ services: ['web'] }).services[0]!

describe('RunTask', () => {
  test('PX-17 CP-20 an empty provider with managed scaling accepts the task, PROVISIONING and without an instance', () => {
    const { tasks: started, failures } = run('big', { count: 2 })
    expect(failures).toEqual([])
    expect(started).toMatchObject([{ lastStatus: 'PROVISIONING' }, { lastStatus: 'PROVISIONING' }])
    expect(started[0]).not.toHaveProperty('containerInstanceArn')
    expect(started[0]).toMatchObject({ capacityProviderName: 'own', desiredStatus: 'RUNNING', launchType: 'EC2' })
  })

  test('CP-20 without managed scaling it fails at once', () => {
    begin({}, 'DISABLED')
    expect(refusalOf(() => run('big'))).toMatchObject({ name: 'InvalidParameterException', rule: 'PF-11' })
    launch()
    const { tasks: started, failures } = run('big', { count: 3 })
    expect(started).toHaveLength(2)
    expect(failures).toMatchObject([{ reason: 'RESOURCE:CPU' }])
  })

  test('PL-43 they go where there is room as soon as an instance comes, the oldest first, and run', () => {
    const [first, second, third] = run('big', { count: 3 }).tasks
    sim.advance('5m')
    const [instance] = launch()
    sim.settle()
    const placed = sim.ecs.describeTasks({ tasks: [first!.taskArn!, second!.taskArn!, third!.taskArn!] }).tasks
    expect(placed.map((task) => [task.lastStatus, task.containerInstanceArn])).toEqual([
      ['PENDING', instance!.containerInstanceArn],
      ['PENDING', instance!.containerInstanceArn],
      ['PROVISIONING', undefined],
    ])
    sim.advance('1m')
    expect(statuses()).toEqual(['RUNNING', 'RUNNING', 'PROVISIONING'])
  })

  test('PL-43 a small task need not wait behind a big one', () => {
    launch()
    run('big')
    run('small', { count: 2 })
    run('big', { count: 1 })
    run('small', { count: 2 })
    sim.advance('1m')
    expect(statuses()).toEqual(['RUNNING', 'RUNNING', 'RUNNING', 'PROVISIONING', 'RUNNING', 'RUNNING'])
  })

  test('PL-43 room that a task gives back is taken up, too', () => {
    launch()
    const [old] = run('big', { count: 2 }).tasks
    run('big')
    sim.advance('1m')
    expect(statuses()).toEqual(['RUNNING', 'RUNNING', 'PROVISIONING'])
    sim.ecs.stopTask({ task: old!.taskArn! })
    sim.advance('2m')
    expect(statuses().sort()).toEqual(['RUNNING', 'RUNNING', 'STOPPED'])
  })

  test('LC-2 PL-43 with an interface of its own it stays PROVISIONING until that is attached; the time for it counts from its place on', () => {
    run('net', { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } } })
    sim.advance('10m')
    expect(tasks()[0]).not.toMatchObject({ attachments: [expect.anything()] })
    sim.fleet.launch({
      instanceType: 'm5.large',
      ready: true,
      capacityProvider: 'own',
      availabilityZones: ['us-east-1b'],
    })
    sim.advance('1s')
    expect(tasks()[0]).toMatchObject({ lastStatus: 'PROVISIONING', availabilityZone: 'us-east-1b' })
    sim.advance('1m')
    expect(tasks()[0]).toMatchObject({ lastStatus: 'RUNNING', connectivity: 'CONNECTED' })
  })

  test('CP-21 PF-10 after provisioningTimeout it is given up, and says what kept it out', () => {
    run('big')
    sim.advance('1799s')
    expect(statuses()).toEqual(['PROVISIONING'])
    sim.advance('1s')
    expect(tasks()).toMatchObject([
      {
        lastStatus: 'STOPPED',
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'TaskFailedToStart: EMPTY CAPACITY PROVIDER',
      },
    ])
  })

  test.each([
    ['RESOURCE:CPU', () => run('big', { count: 3 }).tasks[2]!.taskArn!],
    [
      'MemberOf placement constraint unsatisfied',
      () =>
        run('small', { placementConstraints: [{ type: 'memberOf', expression: 'attribute:a == b' }] }).tasks[0]!
          .taskArn!,
    ],
    [
      'NO ACTIVE INSTANCES',
      () => {
        const [instance] = sim.ecs.listContainerInstances({}).containerInstanceArns
        sim.ecs.updateContainerInstancesState({ containerInstances: [instance!], status: 'DRAINING' })
        return run('big').tasks[0]!.taskArn!
      },
    ],
  ])('PF-10 the reason is %s', (reason, odd) => {
    launch()
    const taskArn = odd()
    sim.advance('30m')
    expect(sim.ecs.describeTasks({ tasks: [taskArn] }).tasks).toMatchObject([
      { stoppedReason: `TaskFailedToStart: ${reason}` },
    ])
  })

  test('CP-07 over the quota of waiting tasks RunTask throws, and changes nothing', () => {
    begin({ options: { provisioningQuota: 3 } })
    run('big', { count: 3 })
    const before = sim.journal.length
    expect(refusalOf(() => run('big'))).toMatchObject({ name: 'ClientException', rule: 'CP-07' })
    expect(sim.journal).toHaveLength(before)
    launch(2)
    sim.settle()
    expect(run('big').tasks).toHaveLength(1)
  })

  test('LC-19 a task that waits stops at once when it is asked to', () => {
    const [task] = run('big').tasks
    sim.ecs.stopTask({ task: task!.taskArn! })
    expect(tasks()).toMatchObject([{ lastStatus: 'STOPPED', stopCode: 'UserInitiated' }])
    launch()
    sim.advance('1m')
    expect(statuses()).toEqual(['STOPPED'])
  })

  test('PL-25 one with distinctInstance waits for an instance that has none of its group', () => {
    launch()
    const constraints = { placementConstraints: [{ type: 'distinctInstance' as const }] }
    run('small', { count: 2, group: 'g', ...constraints })
    sim.advance('1m')
    expect(statuses()).toEqual(['RUNNING', 'PROVISIONING'])
    launch()
    sim.advance('1m')
    expect(statuses()).toEqual(['RUNNING', 'RUNNING'])
    expect(new Set(tasks().map((task) => task.containerInstanceArn)).size).toBe(2)
  })
})

describe('services', () => {
  test('DP-711 its tasks count as pending, and are not started a second time', () => {
    serve('big', 3)
    sim.advance('10m')
    expect(service()).toMatchObject({ desiredCount: 3, pendingCount: 3, runningCount: 0 })
    expect(tasks()).toHaveLength(3)
    launch(2)
    expect(sim.runUntil('steady', { atMost: '5m' }).reached).toBe(true)
    expect(service()).toMatchObject({ pendingCount: 0, runningCount: 3 })
  })

  test('SV-401 daemons come first, then those who wait, then what services start anew', () => {
    serve('big', 1)
    sim.advance('1m')
    sim.ecs.createService({ serviceName: 'all', taskDefinition: 'big', schedulingStrategy: 'DAEMON' })
    sim.advance('1m')
    launch()
    sim.settle()
    const order = sim.journal.filter(({ kind, atMs }) => atMs === sim.nowMs && /task\.(created|placed)/.test(kind))
    expect(order.map(({ kind }) => kind)).toEqual(['task.created', 'task.placed'])
  })

  test('EV-136 over the quota it says so, and tries again', () => {
    begin({ options: { provisioningQuota: 2 } })
    serve('big', 4)
    sim.advance('1m')
    expect(service()).toMatchObject({ pendingCount: 2 })
    expect(service().events!.map(({ message }) => message)).toContain(
      '(service web) was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded.',
    )
    launch(2)
    expect(sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
    expect(service()).toMatchObject({ runningCount: 4 })
  })

  test('CP-21 DP-702 CB-10 giving up is a failure to launch: ECS tries again, and the circuit breaker counts', () => {
    launch()
    serve('small', 1, { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } })
    sim.runUntil('steady', { atMost: '5m' })
    const huge = { name: 'app', image: 'app:2', cpu: 2048, memory: 1024 }
    sim.ecs.registerTaskDefinition({ family: 'small', containerDefinitions: [huge] })
    sim.ecs.updateService({ service: 'web', taskDefinition: 'small:2' })
    sim.advance('31m')
    const failed = () => service().deployments!.find(({ taskDefinition }) => taskDefinition!.endsWith(':2'))
    expect(failed()).toMatchObject({ failedTasks: 1, pendingCount: 1 })
    sim.advance('3h')
    expect(service().deployments).toMatchObject([
      { rolloutState: 'COMPLETED', taskDefinition: expect.stringMatching(/:1$/) },
    ])
  })

  test('a deployment that is superseded takes its waiting tasks along', () => {
    serve('big', 2)
    sim.advance('1m')
    sim.ecs.updateService({ service: 'web', taskDefinition: 'small' })
    sim.advance('1m')
    expect(
      tasks()
        .filter(({ lastStatus }) => lastStatus === 'PROVISIONING')
        .map((task) => task.taskDefinitionArn),
    ).toEqual([expect.stringMatching(/small:1$/), expect.stringMatching(/small:1$/)])
  })

  test('SV-504 PL-53 a scale-in takes those first that wait', () => {
    launch()
    serve('big', 4)
    sim.advance('2m')
    expect(service()).toMatchObject({ runningCount: 2, pendingCount: 2 })
    sim.ecs.updateService({ service: 'web', desiredCount: 2 })
    sim.advance('1m')
    expect(service()).toMatchObject({ runningCount: 2, pendingCount: 0 })
  })
})

describe('reading', () => {
  test('explain tells why it went where it went, once it has a place', () => {
    const [task] = run('big').tasks
    expect(refusalOf(() => sim.explain(task!.taskArn!))).toMatchObject({
      message: expect.stringContaining('a task that waits for its capacity provider'),
    })
    sim.advance('1m')
    const [instance] = launch()
    sim.settle()
    expect(sim.explain(task!.taskArn!)).toMatchObject({
      at: sim.now,
      chosen: instance!.containerInstanceArn,
      capacityProvider: { name: 'own' },
    })
  })

  test('a world with waiting tasks goes on bit for bit after save, fork and forkAt', () => {
    serve('big', 3)
    run('net', { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } } })
    sim.advance('3m')
    const others = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
    const hashes = [sim, ...others].map((one) => {
      one.fleet.launch({ instanceType: 'm5.large', ready: true, count: 2, capacityProvider: 'own' })
      one.advance('10m')
      one.checkInvariants()
      return one.journalHash()
    })
    expect(new Set(hashes).size).toBe(1)
  })
})
