// Capacity providers: created, changed, described, associated with clusters, deleted; and what each call refuses.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const PREFIX = 'arn:aws:ecs:us-east-1:123456789012:capacity-provider'
const GROUP = 'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/blue'
const USUAL = {
  status: 'DISABLED',
  targetCapacity: 100,
  minimumScalingStepSize: 1,
  maximumScalingStepSize: 10_000,
  instanceWarmupPeriod: 300,
}
let sim: Simulation

beforeEach(() => {
  sim = new Simulation({ paranoid: true })
})

const create = (name = 'blue', more: object = {}, others: object = {}) =>
  sim.ecs.createCapacityProvider({
    name,
    autoScalingGroupProvider: { autoScalingGroupArn: `${name}-group`, ...more },
    ...others,
  }).capacityProvider
const describeOne = (name: string) => sim.ecs.describeCapacityProviders({ capacityProviders: [name] })
const put = (capacityProviders: string[], strategy: object[] = [], cluster = 'default') =>
  sim.ecs.putClusterCapacityProviders({
    cluster,
    capacityProviders,
    defaultCapacityProviderStrategy: strategy as [],
  }).cluster

describe('CreateCapacityProvider', () => {
  test('CP-01, CP-03, CP-05 the usual settings, and ACTIVE at once', () => {
    expect(create('blue', { autoScalingGroupArn: GROUP }, { tags: [{ key: 'a', value: 'b' }] })).toEqual({
      capacityProviderArn: `${PREFIX}/blue`,
      name: 'blue',
      status: 'ACTIVE',
      updateStatus: 'CREATE_COMPLETE',
      type: 'EC2_AUTOSCALING',
      autoScalingGroupProvider: {
        autoScalingGroupArn: GROUP,
        managedScaling: USUAL,
        managedTerminationProtection: 'DISABLED',
        managedDraining: 'ENABLED',
      },
      tags: [{ key: 'a', value: 'b' }],
    })
    expect(describeOne('blue').capacityProviders[0]?.tags).toEqual([])
  })

  test('CP-03 in 2023 there was no managed draining', () => {
    sim = new Simulation({ behavior: '2023-06' })
    expect(create()?.autoScalingGroupProvider?.managedDraining).toBe('DISABLED')
  })

  test('CP-01 what is said of managed scaling is kept, and switches it on', () => {
    const provider = create('blue', { managedScaling: { targetCapacity: 80 } })
    expect(provider?.autoScalingGroupProvider?.managedScaling).toEqual({
      ...USUAL,
      status: 'ENABLED',
      targetCapacity: 80,
    })
    expect(provider?.autoScalingGroupProvider?.autoScalingGroupArn).toMatch(/:autoScalingGroupName\/blue-group$/)
  })

  test.each([
    ['CP-05 a name that AWS keeps', 'awsome', {}, 'InvalidParameterException', 'name'],
    ['CP-05 a name that AWS keeps, in capitals', 'FARGATE_2', {}, 'InvalidParameterException', 'name'],
    ['CP-05 a name with a blank', 'my provider', {}, 'InvalidParameterException', 'name'],
    ['CP-05 a name that is taken', 'taken', {}, 'ClientException', 'name'],
    [
      'CP-04 a group that is taken',
      'new',
      { autoScalingGroupArn: 'taken-group' },
      'ClientException',
      'autoScalingGroupProvider.autoScalingGroupArn',
    ],
    [
      'CP-04 another ARN',
      'new',
      { autoScalingGroupArn: 'arn:aws:s3:::x' },
      'InvalidParameterException',
      'autoScalingGroupProvider.autoScalingGroupArn',
    ],
    [
      'CP-01 more than all',
      'new',
      { managedScaling: { targetCapacity: 101 } },
      'InvalidParameterException',
      'autoScalingGroupProvider.managedScaling.targetCapacity',
    ],
    [
      'CP-01 a step of nothing',
      'new',
      { managedScaling: { minimumScalingStepSize: 0 } },
      'InvalidParameterException',
      'autoScalingGroupProvider.managedScaling.minimumScalingStepSize',
    ],
    [
      'CP-01 too long a warm-up',
      'new',
      { managedScaling: { instanceWarmupPeriod: 10_001 } },
      'InvalidParameterException',
      'autoScalingGroupProvider.managedScaling.instanceWarmupPeriod',
    ],
    [
      'CP-02 protection without scaling',
      'new',
      { managedTerminationProtection: 'ENABLED' },
      'ClientException',
      'autoScalingGroupProvider.managedTerminationProtection',
    ],
  ])('%s is refused', (_title, name, more, exception, path) => {
    create('taken')
    const before = sim.journalHash()
    expect(refusalOf(() => create(name, more))).toMatchObject({ name: exception, path })
    expect(sim.journalHash()).toBe(before)
  })

  test('PL-42 managed instances are not simulated', () => {
    const refusal = refusalOf(() => sim.ecs.createCapacityProvider({ name: 'm', managedInstancesProvider: undefined }))
    expect(refusal).toMatchObject({ path: 'autoScalingGroupProvider' })
  })
})

describe('UpdateCapacityProvider, DescribeCapacityProviders, DeleteCapacityProvider', () => {
  test('CP-05 members that are given replace the own', () => {
    create('blue', { managedScaling: { targetCapacity: 80 } })
    const { capacityProvider } = sim.ecs.updateCapacityProvider({
      name: 'blue',
      autoScalingGroupProvider: {
        managedScaling: { instanceWarmupPeriod: 30 },
        managedTerminationProtection: 'ENABLED',
      },
    })
    expect(capacityProvider).toMatchObject({
      updateStatus: 'UPDATE_COMPLETE',
      autoScalingGroupProvider: {
        managedScaling: { status: 'ENABLED', targetCapacity: 80, instanceWarmupPeriod: 30 },
        managedTerminationProtection: 'ENABLED',
        managedDraining: 'ENABLED',
      },
    })
    expect(sim.notSimulated().map(({ path }) => path)).toEqual([
      'autoScalingGroupProvider.managedScaling',
      'autoScalingGroupProvider.managedTerminationProtection',
      'autoScalingGroupProvider.managedDraining',
    ])
  })

  test('CP-05 AWS has two of its own; unknown ones are failures', () => {
    create()
    expect(sim.ecs.describeCapacityProviders().capacityProviders.map(({ name }) => name)).toEqual([
      'FARGATE',
      'FARGATE_SPOT',
      'blue',
    ])
    expect(describeOne('FARGATE').capacityProviders).toEqual([
      { capacityProviderArn: `${PREFIX}/FARGATE`, name: 'FARGATE', status: 'ACTIVE', tags: [], type: 'FARGATE' },
    ])
    expect(describeOne('nobody').failures).toEqual([{ arn: `${PREFIX}/nobody`, reason: 'MISSING' }])
    expect(describeOne(`${PREFIX}/blue`).capacityProviders).toHaveLength(1)
  })

  test('CP-06 a deleted one stays describable, and gives way to another of its name', () => {
    create()
    expect(sim.ecs.deleteCapacityProvider({ capacityProvider: 'blue' }).capacityProvider).toMatchObject({
      status: 'INACTIVE',
      updateStatus: 'DELETE_COMPLETE',
    })
    expect(describeOne('blue').capacityProviders[0]?.status).toBe('INACTIVE')
    expect(sim.ecs.describeCapacityProviders().capacityProviders).toHaveLength(2)
    expect(create()?.status).toBe('ACTIVE')
  })

  test.each(['FARGATE', 'nobody'])('CP-05 %s can be neither changed nor deleted', (name) => {
    expect(refusalOf(() => sim.ecs.deleteCapacityProvider({ capacityProvider: name })).name).toBe('ClientException')
    expect(refusalOf(() => sim.ecs.updateCapacityProvider({ name, autoScalingGroupProvider: {} })).name).toBe(
      'ClientException',
    )
  })

  test('CP-06 one of a cluster has to leave it first, and a service before that', () => {
    create()
    sim.ecs.createCluster({ capacityProviders: ['blue'] })
    const remove = () => sim.ecs.deleteCapacityProvider({ capacityProvider: 'blue' })
    expect(refusalOf(remove).message).toContain('associated with cluster: default')
    sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [{ name: 'a', image: 'i', memory: 64 }] })
    sim.ecs.createService({
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 0,
      capacityProviderStrategy: [{ capacityProvider: 'blue' }],
    })
    expect(refusalOf(() => put([])).name).toBe('ResourceInUseException')
    sim.ecs.deleteService({ service: 'web' })
    sim.advance('1m')
    put([])
    remove()
  })
})

describe('clusters', () => {
  test('CL-11, CL-12 a cluster shows its providers and its default strategy', () => {
    create()
    const strategy = [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }]
    const { cluster } = sim.ecs.createCluster({
      capacityProviders: ['FARGATE', 'blue'],
      defaultCapacityProviderStrategy: strategy,
    })
    expect(cluster).toMatchObject({
      capacityProviders: ['FARGATE', 'blue'],
      defaultCapacityProviderStrategy: strategy,
      status: 'ACTIVE',
    })
    const changed = put(['blue'], [{ capacityProvider: 'blue' }])
    expect(changed).toMatchObject({
      capacityProviders: ['blue'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'blue', base: 0, weight: 0 }],
      attachmentsStatus: 'UPDATE_COMPLETE',
    })
    const read = (include: ['ATTACHMENTS'] | []) => sim.ecs.describeClusters({ include }).clusters[0]
    expect(read(['ATTACHMENTS'])).toEqual({ ...changed, settings: [] })
    expect(read([])).not.toHaveProperty('attachmentsStatus')
    expect(sim.ecs.describeCapacityProviders({ cluster: 'default' }).capacityProviders).toHaveLength(1)
  })

  test('CL-08 providers of groups do not hold up the deletion of a cluster', () => {
    create()
    sim.ecs.createCluster({ capacityProviders: ['blue'] })
    expect(sim.ecs.deleteCluster({ cluster: 'default' }).cluster?.status).toBe('INACTIVE')
  })

  test('CL-11 one that has tasks stays', () => {
    create()
    sim.ecs.createCluster({ capacityProviders: ['blue'] })
    sim.fleet.launch({ instanceType: 'm5.large', ready: true, capacityProvider: 'blue' })
    sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [{ name: 'a', image: 'i', memory: 64 }] })
    const { tasks } = sim.ecs.runTask({
      taskDefinition: 'web',
      capacityProviderStrategy: [{ capacityProvider: 'blue' }],
    })
    expect(refusalOf(() => put([]))).toMatchObject({ name: 'ResourceInUseException', found: tasks[0]?.taskArn })
    sim.ecs.stopTask({ task: tasks[0]?.taskArn as string })
    sim.advance('2m')
    expect(put([])?.capacityProviders).toEqual([])
  })

  test('CP-04 managed scaling serves one cluster', () => {
    create('blue', { managedScaling: {} })
    create('green')
    sim.ecs.createCluster({ capacityProviders: ['blue', 'green'] })
    const other = (name: string) => sim.ecs.createCluster({ clusterName: `other-${name}`, capacityProviders: [name] })
    expect(refusalOf(() => other('blue'))).toMatchObject({ path: 'capacityProviders[0]', rule: 'CP-04' })
    other('green')
    const manage = () =>
      sim.ecs.updateCapacityProvider({ name: 'green', autoScalingGroupProvider: { managedScaling: {} } })
    expect(refusalOf(manage)).toMatchObject({ name: 'ClientException', rule: 'CP-04' })
  })

  test('CP-07 twenty providers and no more', () => {
    const names = Array.from({ length: 21 }, (_, nth) => `p${nth}`)
    for (const name of names) create(name)
    sim.ecs.createCluster({ capacityProviders: names.slice(0, 20) })
    expect(refusalOf(() => put(names))).toMatchObject({ path: 'capacityProviders', rule: 'CP-07' })
  })

  test.each([
    ['a provider that is not there', ['nobody'], [], 'capacityProviders[0]'],
    [
      'a default of another provider',
      ['FARGATE'],
      [{ capacityProvider: 'blue' }],
      'defaultCapacityProviderStrategy[0].capacityProvider',
    ],
  ])('CL-12 %s is refused', (_title, names, strategy, path) => {
    create()
    sim.ecs.createCluster()
    expect(refusalOf(() => put(names, strategy))).toMatchObject({ name: 'InvalidParameterException', path })
  })
})

describe('strategies', () => {
  const both = (one: object, two: object) => [
    { capacityProvider: 'FARGATE', ...one },
    { capacityProvider: 'FARGATE_SPOT', ...two },
  ]
  const at = (place: string) => `capacityProviderStrategy${place}`
  test.each([
    ['no weight at all', both({}, {}), at('')],
    ['two bases', both({ base: 1, weight: 1 }, { base: 1 }), at('[1].base')],
    ['a base below none', both({ base: -1, weight: 1 }, {}), at('[0].base')],
    ['too great a base', both({ base: 100_001, weight: 1 }, {}), at('[0].base')],
    ['too great a weight', both({}, { weight: 1_001 }), at('[1].weight')],
    ['Fargate with a group', [...both({ weight: 1 }, {}).slice(0, 1), { capacityProvider: 'blue', weight: 1 }], at('')],
    ['a provider twice', [...both({ weight: 1 }, {}), { capacityProvider: 'FARGATE' }], at('[2].capacityProvider')],
    ['one that is not there', [{ capacityProvider: 'nobody' }], at('[0].capacityProvider')],
    ['one that the cluster does not have', [{ capacityProvider: 'spare' }], at('')],
    ['more than twenty', Array.from({ length: 21 }, () => ({ capacityProvider: 'blue', weight: 1 })), at('')],
  ])('SV-109, CL-12, CP-10, CP-11 %s', (_title, capacityProviderStrategy, path) => {
    create()
    create('spare')
    sim.ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT', 'blue'] })
    sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [{ name: 'a', image: 'i', memory: 64 }] })
    const before = sim.journalHash()
    const calls = [
      () => sim.ecs.runTask({ taskDefinition: 'web', capacityProviderStrategy }),
      () =>
        sim.ecs.createService({ serviceName: 'w', taskDefinition: 'web', desiredCount: 1, capacityProviderStrategy }),
    ]
    for (const call of calls) expect(refusalOf(call)).toMatchObject({ name: 'InvalidParameterException', path })
    expect(sim.journalHash()).toBe(before)
  })

  test('CL-12 the limit of items is an option', () => {
    sim = new Simulation({ behavior: '2023-06' })
    sim.ecs.createCluster()
    sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [{ name: 'a', image: 'i', memory: 64 }] })
    const capacityProviderStrategy = Array.from({ length: 7 }, () => ({ capacityProvider: 'FARGATE', weight: 1 }))
    const refusal = refusalOf(() => sim.ecs.runTask({ taskDefinition: 'web', capacityProviderStrategy }))
    expect(refusal).toMatchObject({ expected: 'at most 6 items', rule: 'CL-12' })
  })

  test('PL-02 instances are launched for a provider of the cluster, and for no other', () => {
    create()
    create('spare')
    sim.ecs.createCluster({ capacityProviders: ['FARGATE', 'blue'] })
    for (const capacityProvider of ['FARGATE', 'spare', 'nobody'])
      expect(refusalOf(() => sim.fleet.launch({ instanceType: 'm5.large', capacityProvider }))).toMatchObject({
        name: 'UsageError',
        path: 'capacityProvider',
      })
    sim.fleet.launch({ instanceType: 'm5.large', capacityProvider: 'blue-group' })
    sim.advance('2m')
    const { containerInstances } = sim.ecs.describeContainerInstances({
      containerInstances: sim.ecs.listContainerInstances().containerInstanceArns,
    })
    expect(containerInstances).toMatchObject([{ capacityProviderName: 'blue' }])
  })
})
