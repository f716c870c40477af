// Container instances through AWS's own operations.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

let sim: Simulation

beforeEach(() => {
  sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.ecs.registerTaskDefinition({
    family: 'job',
    containerDefinitions: [{ name: 'c', image: 'i', cpu: 128, memory: 64 }],
  })
})

function launch(count = 1): string[] {
  const { containerInstances } = sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count, ready: true })
  return containerInstances.map(({ containerInstanceArn }) => containerInstanceArn)
}

function one(arn: string | undefined) {
  const input = {
    cluster: 'prod',
    containerInstances: [arn as string],
    include: ['CONTAINER_INSTANCE_HEALTH' as const],
  }
  const [instance] = sim.ecs.describeContainerInstances(input).containerInstances
  if (instance === undefined) throw new Error('no instance')
  return instance
}

const run = (count = 1) => sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'job', count }).tasks
const setState = (containerInstances: readonly string[], status: 'ACTIVE' | 'DRAINING') =>
  sim.ecs.updateContainerInstancesState({ cluster: 'prod', containerInstances, status })
const idOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1)
const nobody = 'arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0123456789abcdef0123456789abcdef'

describe('UpdateContainerInstancesState', () => {
  test('CI-17 each instance by itself: an unknown one is MISSING, a deregistered one INACTIVE, the others change', () => {
    const [a, b] = launch(2) as [string, string]
    sim.ecs.deregisterContainerInstance({ cluster: 'prod', containerInstance: b })
    const answer = setState([idOf(a), b, nobody, 'x'], 'DRAINING')
    expect(answer.containerInstances).toMatchObject([{ containerInstanceArn: a, status: 'DRAINING' }])
    expect(answer.failures).toEqual([
      { arn: b, reason: 'INACTIVE' },
      { arn: nobody, reason: 'MISSING' },
      { arn: 'arn:aws:ecs:us-east-1:123456789012:container-instance/prod/x', reason: 'MISSING' },
    ])
  })

  test('CI-17 the same state again changes nothing', () => {
    const [a] = launch() as [string]
    const { version } = one(a)
    setState([a, a], 'ACTIVE')
    expect(one(a).version).toBe(version)
  })

  test('PF-45 another status and an empty list are refused', () => {
    const [a] = launch() as [string]
    const status = 'REGISTERING'
    const call = { cluster: 'prod', containerInstances: [a], status } as const
    expect(refusalOf(() => sim.ecs.updateContainerInstancesState(call))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'Container instance status should be one of [ACTIVE, DRAINING]',
      path: 'status',
    })
    expect(refusalOf(() => setState([], 'DRAINING')).name).toBe('ClientException')
    expect(
      refusalOf(() =>
        setState(
          Array.from({ length: 11 }, () => a),
          'DRAINING',
        ),
      ).name,
    ).toBe('InvalidParameterException')
  })

  test('CI-15, CL-06 a draining instance is listed under its state and counts in its cluster', () => {
    const [a, b] = launch(2) as [string, string]
    setState([b], 'DRAINING')
    const list = (status?: 'ACTIVE' | 'DRAINING' | 'REGISTERING') =>
      sim.ecs.listContainerInstances({ cluster: 'prod', ...(status === undefined ? {} : { status }) })
        .containerInstanceArns
    expect([list('ACTIVE'), list('DRAINING'), list('REGISTERING'), list()]).toEqual([[a], [b], [], [a, b]])
    expect(sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]?.registeredContainerInstancesCount).toBe(2)
  })
})

describe('CI-18 the version of an instance', () => {
  test('CI-18 rises with every task placed or asked to stop, every change of state and of the agent', () => {
    const [a] = launch() as [string]
    const versions = [one(a).version]
    const [task] = run()
    versions.push(one(a).version)
    sim.advance('1m')
    versions.push(one(a).version)
    sim.ecs.stopTask({ cluster: 'prod', task: task?.taskArn as string })
    versions.push(one(a).version)
    sim.advance('2h')
    setState([a], 'DRAINING')
    versions.push(one(a).version)
    sim.fleet.disconnectAgent({ cluster: 'prod', containerInstances: [a] })
    versions.push(one(a).version)
    sim.fleet.reconnectAgent({ cluster: 'prod', containerInstances: [a] })
    versions.push(one(a).version)
    expect(versions).toEqual([1, 2, 2, 3, 4, 5, 6])
  })

  test('CI-18 is the same in a fork, in a restored simulation, and after a launch that took its time', () => {
    const { containerInstances } = sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large' })
    sim.advance('2m')
    run(3)
    sim.advance('3h')
    const input = { cluster: 'prod', containerInstances: [containerInstances[0]?.containerInstanceArn as string] }
    const all = [sim, sim.fork(), Simulation.restore(sim.save()), sim.forkAt(sim.now)]
    const versions = all.map((other) => other.ecs.describeContainerInstances(input).containerInstances[0]?.version)
    expect(versions).toEqual([4, 4, 4, 4])
  })
})

test('CI-22 health is told on request and does nothing', () => {
  const [a] = launch() as [string]
  expect(one(a).healthStatus).toMatchObject({ overallStatus: 'OK', details: [{ type: 'CONTAINER_RUNTIME' }] })
})

describe('DeregisterContainerInstance', () => {
  test('CI-20 with a task that is wanted it needs force', () => {
    const [a] = launch() as [string]
    run()
    const call = { cluster: 'prod', containerInstance: idOf(a) }
    expect(refusalOf(() => sim.ecs.deregisterContainerInstance(call))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'Found running tasks on the instance.',
      path: 'force',
    })
    expect(one(a).status).toBe('ACTIVE')
  })

  test('CI-20 a task that was asked to stop does not hold it', () => {
    const [a] = launch() as [string]
    const [task] = run()
    sim.advance('1m')
    sim.ecs.stopTask({ cluster: 'prod', task: task?.taskArn as string, reason: 'enough' })
    sim.ecs.deregisterContainerInstance({ cluster: 'prod', containerInstance: a })
    const [stopped] = sim.ecs.describeTasks({ cluster: 'prod', tasks: [task?.taskArn as string] }).tasks
    expect(stopped).toMatchObject({ lastStatus: 'STOPPED', stoppedReason: 'enough' })
  })

  test('CI-21, LC-18 with force the instance is INACTIVE at once, its tasks are STOPPED, and services replace theirs', () => {
    const [a, b] = launch(2) as [string, string]
    sim.ecs.createService({ cluster: 'prod', serviceName: 's', taskDefinition: 'job', desiredCount: 2 })
    sim.runUntil('steady', { atMost: '10m' })
    const { containerInstance } = sim.ecs.deregisterContainerInstance({
      cluster: 'prod',
      containerInstance: a,
      force: true,
    })
    expect(containerInstance).toMatchObject({ status: 'INACTIVE', agentConnected: false, remainingResources: [] })
    const { taskArns } = sim.ecs.listTasks({ cluster: 'prod', desiredStatus: 'STOPPED' })
    expect(sim.ecs.describeTasks({ cluster: 'prod', tasks: taskArns }).tasks).toMatchObject([
      {
        lastStatus: 'STOPPED',
        stopCode: 'UserInitiated',
        stoppedReason: 'Container instance deregistration forced by user',
      },
    ])
    expect(sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
    expect(one(b).runningTasksCount).toBe(2)
  })

  test('PF-44 an unknown instance is refused', () => {
    expect(
      refusalOf(() => sim.ecs.deregisterContainerInstance({ cluster: 'prod', containerInstance: nobody })),
    ).toMatchObject({ name: 'InvalidParameterException', path: 'containerInstance' })
  })
})

describe('RegisterContainerInstance', () => {
  const document = (members: object = {}) =>
    JSON.stringify({
      instanceId: 'i-0123456789abcdef0',
      instanceType: 'm5.large',
      availabilityZone: 'us-east-1b',
      ...members,
    })
  const resources = (cpu: number, memory: number) => [
    { name: 'CPU', type: 'INTEGER', integerValue: cpu },
    { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
    { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '9000'] },
  ]
  const register = (input: object = {}) =>
    sim.ecs.registerContainerInstance({ cluster: 'prod', instanceIdentityDocument: document(), ...input })
      .containerInstance

  test('CI-01, CI-09 what the agent says is registered, and the identity document fills the built-in attributes', () => {
    const attributes = [
      { name: 'stack', value: 'prod' },
      { name: 'ecs.ami-id', value: 'ami-1' },
    ]
    const versionInfo = { agentVersion: '1.14.5' }
    const made = register({ totalResources: resources(2_000, 3_000), attributes, versionInfo })
    expect(made).toMatchObject({
      ec2InstanceId: 'i-0123456789abcdef0',
      status: 'ACTIVE',
      agentConnected: true,
      version: 1,
      versionInfo: { agentVersion: '1.14.5' },
    })
    expect(made.registeredResources).toMatchObject([
      { name: 'CPU', integerValue: 2_000 },
      { name: 'MEMORY', integerValue: 3_000 },
      { name: 'PORTS', stringSetValue: ['22', '9000'] },
      { name: 'PORTS_UDP' },
    ])
    for (const [name, value] of Object.entries({
      stack: 'prod',
      'ecs.ami-id': 'ami-1',
      'ecs.availability-zone': 'us-east-1b',
      'ecs.instance-type': 'm5.large',
    }))
      expect(made.attributes).toContainEqual({ name, value })
    expect(run()[0]?.containerInstanceArn).toBe(made.containerInstanceArn)
  })

  test('CI-04 without resources a type of the catalogue says them; of another type they must be given', () => {
    expect(register().registeredResources).toMatchObject([{ integerValue: 2_048 }, { integerValue: 7_864 }, {}, {}])
    const other = { instanceIdentityDocument: document({ instanceType: 'lab.tiny' }) }
    expect(refusalOf(() => register(other))).toMatchObject({ path: 'totalResources', rule: 'CI-01' })
  })

  test('CI-11 an agent that names some capabilities lacks the others', () => {
    const made = register({ attributes: [{ name: 'ecs.capability.task-eni' }, { name: 'ecs.capability.gmsa' }] })
    const names = made.attributes?.map(({ name }) => name)
    expect(names).toContain('ecs.capability.gmsa')
    expect(names?.filter((name) => name === 'ecs.capability.task-eni')).toHaveLength(1)
    expect(names).not.toContain('ecs.capability.efs')
  })

  test('CI-07 again under its ARN it keeps identity, tasks and custom attributes, and its agent is back', () => {
    const first = register({ attributes: [{ name: 'stack', value: 'prod' }] })
    const containerInstanceArn = first.containerInstanceArn as string
    run()
    sim.fleet.disconnectAgent({ cluster: 'prod', containerInstances: [containerInstanceArn] })
    const again = register({
      containerInstanceArn,
      attributes: [
        { name: 'stack', value: 'dev' },
        { name: 'ecs.ami-id', value: 'ami-2' },
      ],
      versionInfo: { agentVersion: '1.200.0' },
    })
    expect(again).toMatchObject({ containerInstanceArn, agentConnected: true, runningTasksCount: 1 })
    expect(again.versionInfo?.agentVersion).toBe('1.200.0')
    expect(again.attributes).toContainEqual({ name: 'stack', value: 'prod' })
    expect(again.attributes).toContainEqual({ name: 'ecs.ami-id', value: 'ami-2' })
  })

  test('CI-07, PF-43 another type under the same ARN is refused, and so is an unknown cluster', () => {
    const { containerInstanceArn } = register()
    const other = { containerInstanceArn, instanceIdentityDocument: document({ instanceType: 'm5.xlarge' }) }
    expect(refusalOf(() => register(other))).toMatchObject({
      name: 'ClientException',
      message: 'Container instance type changes are not supported.',
    })
    expect(refusalOf(() => register({ cluster: 'nowhere' })).name).toBe('ClusterNotFoundException')
    expect(refusalOf(() => register({ containerInstanceArn: nobody })).path).toBe('containerInstanceArn')
  })

  test('CI-02, CI-07 again with other resources it keeps those that it registered first, whoever holds them', () => {
    const { containerInstanceArn, registeredResources } = register()
    const amounts = () =>
      one(containerInstanceArn)
        .remainingResources?.slice(0, 2)
        .map(({ integerValue }) => integerValue)
    run(2)
    const before = amounts()
    for (const [cpuUnits, memoryMiB] of [
      [9_000, 90_000],
      [1, 1],
    ] as const) {
      const again = register({ containerInstanceArn, totalResources: resources(cpuUnits, memoryMiB) })
      expect(again.registeredResources).toEqual(registeredResources)
      expect(amounts()).toEqual(before)
    }
    const wrong = { containerInstanceArn, totalResources: resources(1, -5) }
    expect(refusalOf(() => register(wrong)).path).toBe('totalResources[1].integerValue')
    expect(Simulation.restore(sim.save()).save()).toBe(sim.save())
    sim.fork().checkInvariants()
  })

  test.each([
    ['no document', { instanceIdentityDocument: undefined }, 'instanceIdentityDocument'],
    ['a document that is no JSON', { instanceIdentityDocument: '{' }, 'instanceIdentityDocument'],
    ['a document without a type', { instanceIdentityDocument: '{"instanceId":"i-1"}' }, 'instanceIdentityDocument'],
    ['memory below zero', { totalResources: resources(1, -5) }, 'totalResources[1].integerValue'],
    ['a custom attribute with a bad name', { attributes: [{ name: 'a b' }] }, 'attributes'],
  ])('CI-01 %s is refused with one clear error', (_title, input, path) => {
    const entries = sim.journal.length
    expect(refusalOf(() => register(input))).toMatchObject({ name: 'InvalidParameterException', path })
    expect(sim.journal).toHaveLength(entries)
  })
})

describe('attributes', () => {
  const put = (attributes: readonly { name: string; value?: string; targetId?: string }[]) =>
    sim.ecs.putAttributes({
      cluster: 'prod',
      attributes: attributes.map((attribute) => ({ targetType: 'container-instance' as const, ...attribute })),
    })
  const list = (more: object = {}) =>
    sim.ecs.listAttributes({ cluster: 'prod', targetType: 'container-instance', ...more }).attributes

  test('CI-12 put adds and overwrites, delete takes away by name, list finds by name and value', () => {
    const [a, b] = launch(2) as [string, string]
    put([
      { name: 'stack', value: 'prod', targetId: a },
      { name: 'canary', targetId: idOf(a) },
      { name: 'stack', value: 'dev', targetId: b },
    ])
    put([{ name: 'stack', value: 'prod eu', targetId: b }])
    expect(list({ attributeName: 'stack' })).toEqual([
      { name: 'stack', value: 'prod', targetId: a },
      { name: 'stack', value: 'prod eu', targetId: b },
    ])
    expect(list({ attributeName: 'stack', attributeValue: 'prod' })).toHaveLength(1)
    sim.ecs.deleteAttributes({
      cluster: 'prod',
      attributes: [
        { name: 'stack', targetId: a },
        { name: 'x', targetId: b },
      ],
    })
    expect(list({ attributeName: 'stack' })).toHaveLength(1)
    expect(list({ attributeName: 'canary' })).toEqual([{ name: 'canary', targetId: a }])
    expect(list({ attributeName: 'ecs.instance-type', attributeValue: 'm5.large' })).toHaveLength(2)
  })

  test('PL-21 tasks move to another bucket of a spread when their instance changes its attribute', () => {
    const [a, b] = launch(2) as [string, string]
    put([
      { name: 'rack', value: '1', targetId: a },
      { name: 'rack', value: '2', targetId: b },
    ])
    const placementStrategy = [
      { type: 'spread' as const, field: 'attribute:rack' },
      { type: 'binpack' as const, field: 'memory' },
    ]
    const start = () =>
      sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'job', placementStrategy }).tasks[0]?.containerInstanceArn
    expect([start(), start()]).toEqual([a, b])
    put([{ name: 'rack', value: '2', targetId: a }])
    const [c] = launch() as [string]
    put([{ name: 'rack', value: '1', targetId: c }])
    expect([start(), start()]).toEqual([c, c])
  })

  test('CI-12 an instance carries ten custom attributes, a call names ten', () => {
    const [a] = launch() as [string]
    put(Array.from({ length: 10 }, (_, index) => ({ name: `a${index}`, targetId: a })))
    expect(refusalOf(() => put([{ name: 'one-more', targetId: a }])).name).toBe('AttributeLimitExceededException')
    put([{ name: 'a3', value: 'changed', targetId: a }])
    const eleven = Array.from({ length: 11 }, () => ({ name: 'a', targetId: a }))
    expect(refusalOf(() => put(eleven)).name).toBe('InvalidParameterException')
  })

  test('CI-13, PF-47 an unknown target is refused, and so is a short id without a type', () => {
    const [a] = launch() as [string]
    expect(refusalOf(() => put([{ name: 'x', targetId: nobody }])).name).toBe('TargetNotFoundException')
    const short = { cluster: 'prod', attributes: [{ name: 'x', targetId: idOf(a) }] }
    expect(refusalOf(() => sim.ecs.putAttributes(short)).path).toBe('attributes[0].targetType')
    expect(refusalOf(() => put([{ name: 'x' }])).path).toBe('attributes[0].targetId')
  })

  test('CI-13 values have no place in a deletion, nor without a name in a list', () => {
    const [a] = launch() as [string]
    const attributes = [{ name: 'x', value: '1', targetId: a }]
    expect(refusalOf(() => sim.ecs.deleteAttributes({ cluster: 'prod', attributes })).path).toBe('attributes[0].value')
    expect(refusalOf(() => list({ attributeValue: 'x' })).path).toBe('attributeName')
  })

  test.each([
    ['CI-14 a name of AWS', { name: 'ecs.instance-type', value: 'x' }, 'name'],
    ['CI-14 a capability', { name: 'com.amazonaws.ecs.capability.ecr-auth' }, 'name'],
    ['CI-12 a name with a space', { name: 'a b' }, 'name'],
    ['CI-12 a value that ends with a space', { name: 'a', value: 'b ' }, 'value'],
    ['CI-12 a value that is too long', { name: 'a', value: 'x'.repeat(129) }, 'value'],
  ])('%s is refused', (_title, attribute, member) => {
    const [a] = launch() as [string]
    expect(refusalOf(() => put([{ ...attribute, targetId: a }]))).toMatchObject({
      name: 'InvalidParameterException',
      path: `attributes[0].${member}`,
    })
  })
})
