// RunTask, StopTask and the reading of tasks through the front door.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'
import { timedSimulation } from '../support/rollouts.ts'

let sim: Simulation
beforeEach(() => {
  sim = timedSimulation({ run: 10, stop: 5 })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 2, ready: true, memoryMiB: 1000 })
  sim.ecs.registerTaskDefinition({
    family: 'job',
    tags: [{ key: 'from', value: 'definition' }],
    containerDefinitions: [{ name: 'c', image: 'i', cpu: 100, memory: 200 }],
  })
  sim.ecs.registerTaskDefinition({
    family: 'far',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'c', image: 'i' }],
  })
})

const network = (...subnets: string[]) => ({ networkConfiguration: { awsvpcConfiguration: { subnets } } })
const run = (extra: object = {}) => sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'job', ...extra } as never)
const read = (arn: string | undefined, include: 'TAGS'[] = []) =>
  sim.ecs.describeTasks({ cluster: 'prod', tasks: [arn as string], include }).tasks[0]

describe('RunTask', () => {
  test('LC-3 a task on EC2 is PENDING from the start, connected, with the group of its family', () => {
    const [task] = run().tasks
    expect(task).toMatchObject({
      lastStatus: 'PENDING',
      desiredStatus: 'RUNNING',
      version: 1,
      connectivity: 'CONNECTED',
      group: 'family:job',
      launchType: 'EC2',
      cpu: '100',
      memory: '200',
    })
    expect(task?.taskArn).toMatch(/^arn:aws:ecs:us-east-1:123456789012:task\/prod\/[0-9a-f]{32}$/)
    expect(task?.startedAt).toBeUndefined()
  })

  test('PL-03, PF-09, PF-12 places what fits and gives one reason an instance for the rest', () => {
    const answer = run({ count: 10, overrides: { memory: '300' } })
    expect(answer.tasks).toHaveLength(6)
    expect(answer.failures.map(({ reason }) => reason)).toEqual(['RESOURCE:MEMORY', 'RESOURCE:MEMORY'])
    expect(answer.failures[0]?.arn).toMatch(/:container-instance\/prod\//)
  })

  test('PF-11 a cluster without instances is an exception', () => {
    sim.ecs.createCluster({ clusterName: 'empty' })
    expect(refusalOf(() => run({ cluster: 'empty' }))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'No Container Instances were found in your cluster.',
    })
  })

  test('TD-120 the same client token gives the same tasks, with other parameters a conflict', () => {
    const first = run({ clientToken: 't', count: 2 }).tasks.map(({ taskArn }) => taskArn)
    expect(run({ clientToken: 't', count: 2 }).tasks.map(({ taskArn }) => taskArn)).toEqual(first)
    expect(refusalOf(() => run({ clientToken: 't', count: 3 })).name).toBe('ConflictException')
  })

  test('PL-25 a group of its own is kept, one that looks like a service is refused', () => {
    expect(run({ group: 'batch', startedBy: 'cron' }).tasks[0]).toMatchObject({ group: 'batch', startedBy: 'cron' })
    expect(refusalOf(() => run({ group: 'service:web' }))).toMatchObject({
      name: 'InvalidParameterException',
      path: 'group',
    })
  })

  test('tags come from the call, and from the definition when asked; a stopped task has none (LC-19)', () => {
    const [task] = run({ propagateTags: 'TASK_DEFINITION', tags: [{ key: 'a', value: 'b' }] }).tasks
    expect(read(task?.taskArn, ['TAGS'])?.tags).toEqual([
      { key: 'from', value: 'definition' },
      { key: 'a', value: 'b' },
    ])
    sim.ecs.stopTask({ cluster: 'prod', task: task?.taskArn as string })
    expect(read(task?.taskArn, ['TAGS'])?.tags).toEqual([])
  })

  test.each([
    ['TD-119 a count of 0', { count: 0 }, 'InvalidParameterException', 'count'],
    ['TD-119 a count of 11', { count: 11 }, 'InvalidParameterException', 'count'],
    [
      'TD-119 tags of a service that is not there',
      { propagateTags: 'SERVICE' },
      'InvalidParameterException',
      'propagateTags',
    ],
    ['PF-41 an unknown definition', { taskDefinition: 'nobody' }, 'ClientException', 'taskDefinition'],
    [
      'TD-110 awsvpc without a network',
      { taskDefinition: 'far', launchType: 'FARGATE' },
      'InvalidParameterException',
      'networkConfiguration',
    ],
    ['TD-111 bridge with a network', network('subnet-1'), 'InvalidParameterException', 'networkConfiguration'],
    ['TD-112 the wrong launch type', { launchType: 'FARGATE' }, 'InvalidParameterException', 'launchType'],
    [
      'TD-115 an override for nobody',
      { overrides: { containerOverrides: [{ name: 'x', cpu: 1 }] } },
      'InvalidParameterException',
      'overrides.containerOverrides[0].name',
    ],
    [
      'TD-116 no subnets',
      { taskDefinition: 'far', launchType: 'FARGATE', ...network() },
      'InvalidParameterException',
      'networkConfiguration.awsvpcConfiguration.subnets',
    ],
    [
      'TD-118 an unknown platform',
      { taskDefinition: 'far', launchType: 'FARGATE', platformVersion: '9', ...network('subnet-1') },
      'PlatformUnknownException',
      'platformVersion',
    ],
    [
      'PL-40 strategies on Fargate',
      { taskDefinition: 'far', launchType: 'FARGATE', placementStrategy: [{ type: 'random' }], ...network('subnet-1') },
      'InvalidParameterException',
      'placementStrategy',
    ],
  ])('%s is refused', (_title, change, name, path) => {
    const entries = sim.journal.length
    expect(refusalOf(() => run(change))).toMatchObject({ name, path })
    expect(sim.journal).toHaveLength(entries)
  })
})

describe('Fargate', () => {
  const far = (count: number, ...subnets: string[]) =>
    run({ taskDefinition: 'far', launchType: 'FARGATE', count, ...network(...subnets) })

  test('LC-2, NW-16 a task is PROVISIONING with an attachment that has only its subnet', () => {
    const [task] = far(1, 'subnet-1').tasks
    expect(task).toMatchObject({
      lastStatus: 'PROVISIONING',
      platformVersion: '1.4.0',
      platformFamily: 'Linux',
      cpu: '256',
      memory: '512',
      ephemeralStorage: { sizeInGiB: 20 },
    })
    expect(task?.attachments).toMatchObject([
      { type: 'ElasticNetworkInterface', status: 'PRECREATED', details: [{ name: 'subnetId', value: 'subnet-1' }] },
    ])
    expect(task?.containerInstanceArn).toBeUndefined()
    sim.advance('5s')
    expect(read(task?.taskArn)?.attachments?.[0]).toMatchObject({
      status: 'ATTACHED',
      details: [
        {},
        { name: 'networkInterfaceId' },
        { name: 'macAddress' },
        { name: 'privateDnsName', value: 'ip-172-31-0-4.ec2.internal' },
        { name: 'privateIPv4Address', value: '172.31.0.4' },
      ],
    })
  })

  test('PL-40 tasks go to the zone that has fewest, then in the order of the subnets', () => {
    const zones = far(5, 'subnet-1', 'subnet-2').tasks.map(({ availabilityZone }) => availabilityZone)
    expect(zones).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1a', 'us-east-1b', 'us-east-1a'])
  })
})

describe('StopTask', () => {
  test('LC-23 stops with the reason given, or a usual one', () => {
    const [one, two] = run({ count: 2 }).tasks
    sim.advance('20s')
    sim.ecs.stopTask({ cluster: 'prod', task: one?.taskArn as string, reason: 'enough' })
    const { task } = sim.ecs.stopTask({ cluster: 'prod', task: two?.taskArn as string })
    expect(task).toMatchObject({
      lastStatus: 'STOPPING',
      desiredStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'Task stopped by user',
    })
    sim.advance('5s')
    expect(read(one?.taskArn)).toMatchObject({
      lastStatus: 'STOPPED',
      stoppedReason: 'enough',
      containers: [{ lastStatus: 'STOPPED', exitCode: 143 }],
    })
  })

  test('LC-51 a task whose container has not started stops at once, without an exit code', () => {
    const [task] = run().tasks
    const stopped = sim.ecs.stopTask({ cluster: 'prod', task: task?.taskArn as string }).task
    expect(stopped).toMatchObject({ lastStatus: 'STOPPED', containers: [{ lastStatus: 'STOPPED' }] })
    expect(stopped.containers?.[0]?.exitCode).toBeUndefined()
    expect(stopped.startedAt).toBeUndefined()
  })

  test('GEN-2, GEN-4 an unknown task and an id of the wrong length are refused', () => {
    expect(refusalOf(() => sim.ecs.stopTask({ cluster: 'prod', task: 'short' })).message).toBe(
      'taskId length should be one of [32,36]',
    )
    expect(refusalOf(() => sim.ecs.stopTask({ cluster: 'prod', task: 'a'.repeat(32) })).message).toBe(
      'The referenced task was not found.',
    )
  })
})

describe('reading tasks', () => {
  test('an unknown task is MISSING', () => {
    expect(sim.ecs.describeTasks({ cluster: 'prod', tasks: ['b'.repeat(32)] }).failures).toEqual([
      { arn: `arn:aws:ecs:us-east-1:123456789012:task/prod/${'b'.repeat(32)}`, reason: 'MISSING' },
    ])
  })

  test('ListTasks filters by desired status, family, starter, instance and launch type, and pages', () => {
    const { tasks } = run({ count: 4, startedBy: 'me' })
    run({ count: 2 })
    sim.ecs.stopTask({ cluster: 'prod', task: tasks[0]?.taskArn as string })
    const list = (extra: object = {}) => sim.ecs.listTasks({ cluster: 'prod', ...extra }).taskArns
    expect(list()).toHaveLength(5)
    expect(list({ desiredStatus: 'STOPPED' })).toHaveLength(1)
    expect(list({ desiredStatus: 'PENDING' })).toHaveLength(0)
    expect(list({ startedBy: 'me' })).toHaveLength(3)
    expect(list({ family: 'far' })).toHaveLength(0)
    expect(list({ launchType: 'EC2' })).toHaveLength(5)
    expect(list({ containerInstance: tasks[1]?.containerInstanceArn })).not.toHaveLength(0)
    const page = sim.ecs.listTasks({ cluster: 'prod', maxResults: 3 })
    expect(page.taskArns).toHaveLength(3)
    expect(sim.ecs.listTasks({ cluster: 'prod', nextToken: page.nextToken }).taskArns).toHaveLength(2)
    expect(refusalOf(() => sim.ecs.listTasks({ cluster: 'prod', nextToken: 'made up' })).name).toBe(
      'InvalidParameterException',
    )
  })
})
