// Services over several capacity providers: where their tasks start, which stop, and what happens when one provider has no room.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { formatExplanation } from '../../src/report/index.ts'
import { refusalOf } from '../support/refusals.ts'

const MIX = [
  { capacityProvider: 'FARGATE', base: 2, weight: 1 },
  { capacityProvider: 'FARGATE_SPOT', weight: 4 },
]
const NETWORK = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } } }
let sim: Simulation

function begin(options: ConstructorParameters<typeof Simulation>[0] = {}): void {
  sim = new Simulation({ paranoid: true, subnets: { 'subnet-a': 'us-east-1a', 'subnet-b': 'us-east-1b' }, ...options })
  for (const name of ['one', 'two'])
    sim.ecs.createCapacityProvider({ name, autoScalingGroupProvider: { autoScalingGroupArn: `group-${name}` } })
  sim.ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT', 'one', 'two'] })
  sim.ecs.registerTaskDefinition({
    family: 'far',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'app:1' }],
  })
  sim.ecs.registerTaskDefinition({
    family: 'near',
    containerDefinitions: [{ name: 'app', image: 'app:1', cpu: 512, memory: 512 }],
  })
}

beforeEach(() => begin())

const far = (desiredCount: number, more: object = {}) =>
  sim.ecs.createService({
    serviceName: 'web',
    taskDefinition: 'far',
    desiredCount,
    capacityProviderStrategy: MIX,
    ...NETWORK,
    ...more,
  })
const EVEN = [
  { capacityProvider: 'one', weight: 1 },
  { capacityProvider: 'two', weight: 1 },
]
const near = (desiredCount: number, more: object = {}) =>
  sim.ecs.createService({
    serviceName: 'web',
    taskDefinition: 'near',
    desiredCount,
    capacityProviderStrategy: EVEN,
    ...more,
  })
const launch = (capacityProvider: string | undefined, count = 1) =>
  sim.fleet.launch({ instanceType: 'm5.large', ready: true, count, ...(capacityProvider && { capacityProvider }) })
const update = (more: object) => sim.ecs.updateService({ service: 'web', ...more })
const service = () => sim.ecs.describeServices({ services: ['web'] }).services[0]!
const tasks = () => {
  const { taskArns } = sim.ecs.listTasks({ serviceName: 'web' })
  return taskArns.length === 0 ? [] : sim.ecs.describeTasks({ tasks: taskArns }).tasks
}
function split(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { capacityProviderName: name = 'none' } of tasks()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
const events = () => (service().events ?? []).map(({ message }) => message)
const settle = () => expect(sim.runUntil('steady', { atMost: '30m' }).reached).toBe(true)

describe('FARGATE and FARGATE_SPOT', () => {
  test('WE-28, SV-503, SV-506 the base on demand, the rest one to four; out and in again by shares', () => {
    far(7)
    settle()
    expect(split()).toEqual({ FARGATE: 3, FARGATE_SPOT: 4 })
    expect(service()).toMatchObject({ capacityProviderStrategy: [MIX[0], { ...MIX[1], base: 0 }] })
    update({ desiredCount: 12 })
    settle()
    expect(split()).toEqual({ FARGATE: 4, FARGATE_SPOT: 8 })
    update({ desiredCount: 3 })
    settle()
    expect(split()).toEqual({ FARGATE: 2, FARGATE_SPOT: 1 })
  })

  test('SV-503 a rolling update splits the new row by its own tasks', () => {
    far(7)
    settle()
    sim.ecs.registerTaskDefinition({
      family: 'far',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'app:2' }],
    })
    update({ taskDefinition: 'far', deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 120 } })
    settle()
    expect(tasks().every(({ taskDefinitionArn }) => taskDefinitionArn?.endsWith('far:2'))).toBe(true)
    expect(split()).toEqual({ FARGATE: 3, FARGATE_SPOT: 4 })
  })

  test('DP-608, CP-45 lost tasks come back where they were: Spot on Spot, on demand on demand', () => {
    far(12)
    settle()
    const on = (name: string) => tasks().filter(({ capacityProviderName }) => capacityProviderName === name)
    sim.faults.interruptSpot({
      tasks: on('FARGATE_SPOT')
        .slice(0, 3)
        .map(({ taskArn }) => taskArn as string),
    })
    for (const { taskArn } of on('FARGATE').slice(0, 2)) sim.ecs.stopTask({ task: taskArn as string })
    settle()
    expect(split()).toEqual({ FARGATE: 4, FARGATE_SPOT: 8 })
  })

  test('SV-504 scale-in leaves the split of what is left', () => {
    far(6, {
      capacityProviderStrategy: [
        { capacityProvider: 'FARGATE', weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', weight: 1 },
      ],
    })
    settle()
    expect(split()).toEqual({ FARGATE: 3, FARGATE_SPOT: 3 })
    update({ desiredCount: 1 })
    settle()
    expect(split()).toEqual({ FARGATE: 1 })
  })

  test('SV-108, CL-13 the default of the cluster, unless a launch type is named', () => {
    sim.ecs.putClusterCapacityProviders({
      cluster: 'default',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: MIX,
    })
    far(3, { capacityProviderStrategy: undefined })
    settle()
    expect(split()).toEqual({ FARGATE: 2, FARGATE_SPOT: 1 })
    const { tasks: own } = sim.ecs.runTask({ taskDefinition: 'far', launchType: 'FARGATE', ...NETWORK })
    expect(own[0]).not.toHaveProperty('capacityProviderName')
    const refused = refusalOf(() =>
      sim.ecs.createService({ serviceName: 'log', taskDefinition: 'near', schedulingStrategy: 'DAEMON' }),
    )
    expect(refused).toMatchObject({ name: 'InvalidParameterException', rule: 'PL-36' })
    sim.ecs.createService({
      serviceName: 'log',
      taskDefinition: 'near',
      schedulingStrategy: 'DAEMON',
      launchType: 'EC2',
    })
  })

  test('CP-13 each call of RunTask is dealt out for itself', () => {
    const run = (count: number) =>
      sim.ecs
        .runTask({ taskDefinition: 'far', count, capacityProviderStrategy: MIX, ...NETWORK })
        .tasks.map(({ capacityProviderName }) => capacityProviderName)
    expect(run(1)).toEqual(['FARGATE'])
    expect(run(1)).toEqual(['FARGATE'])
    expect(run(4)).toEqual(['FARGATE', 'FARGATE', 'FARGATE_SPOT', 'FARGATE_SPOT'])
  })

  test('SV-500 whyNot and explain tell which provider, and why; events carry it', () => {
    far(3)
    settle()
    expect(sim.whyNot({ service: 'web' })).toMatchObject({
      decidedBy: 'capacity-provider',
      capacityProvider: { name: 'FARGATE_SPOT', why: 'weight', items: [{ tasks: 2 }, { tasks: 1 }] },
    })
    const whys = tasks().map(({ taskArn }) => sim.explain(taskArn as string).capacityProvider?.why)
    expect(whys).toEqual(['base', 'base', 'weight'])
    expect(formatExplanation(sim.whyNot({ service: 'web' }))).toBe(
      'The task would go to FARGATE_SPOT: it is furthest behind its weight.\n' +
        'Tasks before: FARGATE has 2 (base 2, weight 1), FARGATE_SPOT has 1 (weight 4).',
    )
    const details = sim
      .events()
      .filter((event) => event['detail-type'] === 'ECS Task State Change')
      .map(({ detail }) => (detail as { capacityProviderName?: string }).capacityProviderName)
    expect(new Set(details)).toEqual(new Set(['FARGATE', 'FARGATE_SPOT']))
  })
})

describe('providers of Auto Scaling groups', () => {
  test('PL-02 a strategy asks the instances of its providers alone, a launch type all of them', () => {
    launch('one')
    launch('group-two')
    launch(undefined)
    near(6)
    settle()
    expect(split()).toEqual({ one: 3, two: 3 })
    const { containerInstances } = sim.ecs.describeContainerInstances({
      containerInstances: sim.ecs.listContainerInstances().containerInstanceArns,
    })
    expect(
      containerInstances.map(({ capacityProviderName, runningTasksCount }) => [
        capacityProviderName,
        runningTasksCount,
      ]),
    ).toEqual([
      ['one', 3],
      ['two', 3],
      [undefined, 0],
    ])
    expect(tasks()[0]).toMatchObject({ launchType: 'EC2', capacityProviderName: 'one' })
    const { tasks: all } = sim.ecs.runTask({ taskDefinition: 'near', launchType: 'EC2', count: 6 })
    expect(all).toHaveLength(6)
  })

  test('SV-505, DP-713, CP-14 what one provider has no room for is not substituted, and comes when there is room', () => {
    launch('one', 2)
    launch('two')
    near(12)
    sim.advance('5m')
    // An instance takes four.
    expect(split()).toEqual({ one: 6, two: 4 })
    expect(sim.runUntil('steady', { atMost: '5m' }).reached).toBe(false)
    expect(events().join()).toContain('has insufficient CPU units available.')
    expect(sim.whyNot({ service: 'web' })).toMatchObject({
      decidedBy: 'nothing-fits',
      capacityProvider: { name: 'two' },
      wayOut: expect.arrayContaining([expect.objectContaining({ kind: 'add-instance', capacityProvider: 'two' })]),
    })
    launch('two')
    settle()
    expect(split()).toEqual({ one: 6, two: 6 })
  })

  test('SV-504 scale-in removes from the provider most above its share', () => {
    launch('one', 2)
    launch('two')
    near(12)
    sim.advance('5m')
    update({ desiredCount: 9 })
    settle()
    expect(split()).toEqual({ one: 5, two: 4 })
    update({ desiredCount: 2 })
    settle()
    expect(split()).toEqual({ one: 1, two: 1 })
  })

  test('SV-505 a bound that leaves little room does not hold up the share of the provider that has some', () => {
    launch('two', 3)
    near(8, { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } })
    sim.advance('5m')
    expect(split()).toEqual({ two: 4 })
    update({ forceNewDeployment: true, deploymentConfiguration: { minimumHealthyPercent: 25, maximumPercent: 100 } })
    sim.advance('10m')
    expect(service().deployments?.[0]).toMatchObject({ runningCount: 4, status: 'PRIMARY' })
  })

  test('EV-137 an empty provider is no reason to look elsewhere; RunTask throws (PF-11)', () => {
    launch(undefined)
    near(2)
    sim.advance('1m')
    expect(split()).toEqual({})
    expect(events()).toContain(
      '(service web) was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.',
    )
    const heard = sim.events().filter(({ detail }) => JSON.stringify(detail).includes('SERVICE_TASK_PLACEMENT_FAILURE'))
    expect(heard).not.toHaveLength(0)
    expect(
      refusalOf(() => sim.ecs.runTask({ taskDefinition: 'near', capacityProviderStrategy: EVEN.slice(0, 1) })),
    ).toMatchObject({
      name: 'InvalidParameterException',
      message: 'No Container Instances were found in your capacity provider.',
    })
  })

  test('CP-20 with managed scaling a task that finds no room waits, and notSimulated() says when nobody makes any', () => {
    sim.ecs.updateCapacityProvider({
      name: 'one',
      autoScalingGroupProvider: { managedScaling: { status: 'ENABLED', targetCapacity: 80 } },
    })
    launch('one')
    const { tasks: started, failures } = sim.ecs.runTask({
      taskDefinition: 'near',
      count: 6,
      capacityProviderStrategy: EVEN.slice(0, 1),
    })
    expect(started.map(({ lastStatus }) => lastStatus)).toEqual([
      ...Array(4).fill('PENDING'),
      ...Array(2).fill('PROVISIONING'),
    ])
    expect(failures).toEqual([])
    const kept = () => sim.notSimulated().map(({ path }) => path)
    expect(kept()).toContain('autoScalingGroupProvider.managedScaling')
    sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large' })
    sim.autoScaling.createAutoScalingGroup({
      AutoScalingGroupName: 'group-one',
      LaunchTemplate: { LaunchTemplateName: 'nodes' },
      AvailabilityZones: ['us-east-1a'],
      MinSize: 0,
      MaxSize: 3,
    })
    expect(kept()).not.toContain('autoScalingGroupProvider.managedScaling')
  })

  test('PL-03 in RunTask the share of a full provider fails alone', () => {
    launch('one')
    launch('two', 2)
    const call = { taskDefinition: 'near', count: 10, capacityProviderStrategy: EVEN }
    const { tasks: started, failures } = sim.ecs.runTask(call)
    expect(
      started.map(({ capacityProviderName }) => capacityProviderName).filter((name) => name === 'two'),
    ).toHaveLength(5)
    expect(started).toHaveLength(9)
    expect(failures).toHaveLength(1)
    const last = sim.explain(started.at(-1)?.taskArn as string)
    expect(last.capacityProvider).toMatchObject({ name: 'two', withoutRoom: ['one'] })
  })

  test('CI-23, DP-501 what leaves a DRAINING instance comes back on the same provider', () => {
    launch('one', 2)
    launch('two', 2)
    near(6)
    settle()
    const of = sim.ecs.describeContainerInstances({
      containerInstances: sim.ecs.listContainerInstances().containerInstanceArns,
    }).containerInstances
    const [first] = of.filter(({ capacityProviderName }) => capacityProviderName === 'one')
    sim.ecs.updateContainerInstancesState({
      containerInstances: [first?.containerInstanceArn as string],
      status: 'DRAINING',
    })
    settle()
    expect(split()).toEqual({ one: 3, two: 3 })
    expect(tasks().some(({ containerInstanceArn }) => containerInstanceArn === first?.containerInstanceArn)).toBe(false)
  })

  test('a saved simulation goes on alike, and so does a fork of its past', () => {
    launch('one')
    near(4)
    sim.advance('1m')
    const again = Simulation.restore(sim.save())
    for (const one of [sim, again]) {
      one.fleet.launch({ instanceType: 'm5.large', capacityProvider: 'two', ready: true })
      one.advance('5m')
    }
    expect(again.journalHash()).toBe(sim.journalHash())
    expect(sim.fork().journalHash()).toBe(sim.journalHash())
  })
})

describe('changes of the strategy', () => {
  test('SV-205 without force the rows keep theirs, whatever they start later; the next deployment brings the new one', () => {
    far(3)
    settle()
    const before = service()
    update({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] })
    expect(service()).toMatchObject({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] })
    expect(service().deployments).toMatchObject([
      { id: before.deployments?.[0]?.id, capacityProviderStrategy: [{}, {}] },
    ])
    update({ desiredCount: 7 })
    settle()
    expect(split()).toEqual({ FARGATE: 3, FARGATE_SPOT: 4 })
    update({ forceNewDeployment: true })
    settle()
    expect(split()).toEqual({ FARGATE: 7 })
    const [arn] = (service().currentServiceRevisions ?? []).map((revision) => revision.arn as string)
    const { serviceRevisions } = sim.ecs.describeServiceRevisions({ serviceRevisionArns: [arn as string] })
    expect(serviceRevisions[0]?.capacityProviderStrategy).toEqual([{ capacityProvider: 'FARGATE', base: 0, weight: 1 }])
  })

  test('SV-205 from a launch type to a strategy, and back with an empty one', () => {
    launch('one', 2)
    near(2, { capacityProviderStrategy: undefined, launchType: 'EC2' })
    settle()
    update({ capacityProviderStrategy: EVEN.slice(0, 1), forceNewDeployment: true })
    settle()
    expect(split()).toEqual({ one: 2 })
    expect(service()).not.toHaveProperty('launchType')
    update({ capacityProviderStrategy: [], forceNewDeployment: true })
    settle()
    expect(service().launchType).toBe('EC2')
    expect(service()).not.toHaveProperty('capacityProviderStrategy')
    expect(split()).toEqual({ none: 2 })
  })

  test('SV-205 between Fargate and instances, with a definition for both', () => {
    sim.ecs.registerTaskDefinition({
      family: 'both',
      requiresCompatibilities: ['FARGATE', 'EC2'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'app', image: 'app:1' }],
    })
    sim.fleet.launch({
      instanceType: 'm5.large',
      ready: true,
      capacityProvider: 'one',
      availabilityZones: ['us-east-1a'],
    })
    far(2, { taskDefinition: 'both' })
    settle()
    update({ capacityProviderStrategy: EVEN.slice(0, 1), forceNewDeployment: true })
    settle()
    expect(split()).toEqual({ one: 2 })
    update({ capacityProviderStrategy: MIX, forceNewDeployment: true })
    settle()
    expect(split()).toEqual({ FARGATE: 2 })
  })

  test('SV-205 in 2023 a change of strategy needed force, and Fargate stayed Fargate', () => {
    begin({ behavior: '2023-06' })
    launch('one')
    far(2)
    const spot = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]
    const refusal = refusalOf(() => update({ capacityProviderStrategy: spot }))
    expect(refusal).toMatchObject({ name: 'InvalidParameterException', path: 'forceNewDeployment', rule: 'SV-205' })
    expect(refusal.message).toContain('you must force a new deployment')
    update({ capacityProviderStrategy: spot, forceNewDeployment: true })
    const asg = { capacityProviderStrategy: EVEN.slice(0, 1), forceNewDeployment: true }
    expect(refusalOf(() => update(asg))).toMatchObject({ path: 'capacityProviderStrategy' })
  })
})
