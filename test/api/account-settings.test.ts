// Account settings: who has set what, what holds, and what it changes.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const ROOT = 'arn:aws:iam::123456789012:root'
const ME = 'arn:aws:iam::123456789012:user/ecs-drydock'
const ROLE = 'arn:aws:iam::123456789012:role/path/ecsInstanceRole'
const simulation = () => new Simulation({ paranoid: true })

describe('CL-15 what holds', () => {
  test('is what AWS begins with, then the default of the account, then what the caller has set', () => {
    const { ecs } = simulation()
    const inForce = (principalArn?: string) =>
      ecs.listAccountSettings({ name: 'containerInsights', effectiveSettings: true, principalArn }).settings
    expect(inForce()).toEqual([{ name: 'containerInsights', value: 'disabled', principalArn: ROOT, type: 'user' }])
    ecs.putAccountSettingDefault({ name: 'containerInsights', value: 'enabled' })
    expect(inForce()).toMatchObject([{ value: 'enabled', principalArn: ROOT }])
    const { setting } = ecs.putAccountSetting({ name: 'containerInsights', value: 'enhanced' })
    expect(setting).toEqual({ name: 'containerInsights', value: 'enhanced', principalArn: ME, type: 'user' })
    expect(inForce()).toEqual([setting])
    expect(inForce(ROLE)).toMatchObject([{ value: 'enabled', principalArn: ROOT }])
    expect(ecs.deleteAccountSetting({ name: 'containerInsights' }).setting).toEqual(setting)
    expect(inForce()).toMatchObject([{ value: 'enabled', principalArn: ROOT }])
    ecs.deleteAccountSetting({ name: 'containerInsights', principalArn: ROOT })
    ecs.deleteAccountSetting({ name: 'containerInsights', principalArn: ROOT })
    expect(inForce()).toMatchObject([{ value: 'disabled', principalArn: ROOT }])
  })

  test('the default of the account is the setting of its root user', () => {
    const { ecs } = simulation()
    ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'enabled', principalArn: ROOT })
    ecs.putAccountSettingDefault({ name: 'awsvpcTrunking', value: 'disabled' })
    expect(ecs.listAccountSettings({ principalArn: ROOT }).settings).toEqual([
      { name: 'awsvpcTrunking', value: 'disabled', principalArn: ROOT, type: 'user' },
    ])
  })
})

describe('CL-15 a list', () => {
  test('without effectiveSettings has only what the principal has set', () => {
    const { ecs } = simulation()
    ecs.putAccountSettingDefault({ name: 'awsvpcTrunking', value: 'enabled' })
    expect(ecs.listAccountSettings()).toEqual({ settings: [] })
    ecs.putAccountSetting({ name: 'fargateTaskRetirementWaitPeriod', value: '14' })
    ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'enabled' })
    expect(ecs.listAccountSettings().settings.map(({ name }) => name)).toEqual([
      'awsvpcTrunking',
      'fargateTaskRetirementWaitPeriod',
    ])
    expect(ecs.listAccountSettings({ name: 'awsvpcTrunking', value: 'disabled' }).settings).toEqual([])
    expect(ecs.listAccountSettings({ name: 'awsvpcTrunking', value: 'enabled' }).settings).toHaveLength(1)
  })

  test('of all that holds comes in pages of ten at most', () => {
    const { ecs } = simulation()
    const first = ecs.listAccountSettings({ effectiveSettings: true })
    const second = ecs.listAccountSettings({ effectiveSettings: true, nextToken: first.nextToken })
    expect([first.settings.length, second.settings.length, second.nextToken]).toEqual([10, 1, undefined])
    expect(new Set([...first.settings, ...second.settings].map(({ name }) => name)).size).toBe(11)
    expect([...first.settings, ...second.settings].filter(({ type }) => type === 'aws_managed')).toEqual([
      { name: 'guardDutyActivate', value: 'off', principalArn: ROOT, type: 'aws_managed' },
    ])
  })
})

test.each([
  ['putAccountSetting', { name: 'awsvpcTrunking', value: 'enhanced' }, 'value', 'InvalidParameterException'],
  ['putAccountSetting', { name: 'containerInsights', value: 'ON' }, 'value', 'InvalidParameterException'],
  ['putAccountSetting', { name: 'unicorns', value: 'on' }, 'name', 'InvalidParameterException'],
  [
    'putAccountSettingDefault',
    { name: 'fargateTaskRetirementWaitPeriod', value: '8' },
    'value',
    'InvalidParameterException',
  ],
  ['putAccountSettingDefault', { name: 'guardDutyActivate', value: 'on' }, 'name', 'InvalidParameterException'],
  ['deleteAccountSetting', { name: 'guardDutyActivate' }, 'name', 'InvalidParameterException'],
  [
    'putAccountSettingDefault',
    { name: 'taskLongArnFormat', value: 'disabled' },
    'value',
    'UnsupportedFeatureException',
  ],
  ['deleteAccountSetting', { name: 'awsvpcTrunking', principalArn: 'me' }, 'principalArn', 'InvalidParameterException'],
  ['listAccountSettings', { principalArn: ROOT.replace('1', '2') }, 'principalArn', 'InvalidParameterException'],
  ['listAccountSettings', { value: 'enabled' }, 'name', 'InvalidParameterException'],
  ['listAccountSettings', { maxResults: 11 }, 'maxResults', 'InvalidParameterException'],
] as const)('CL-15 %s refuses %o by %s', (operation, input, path, name) => {
  const sim = simulation()
  expect(refusalOf(() => sim.ecs[operation](input as never))).toMatchObject({ name, path })
  expect(sim.journal).toEqual([])
})

describe('CL-15 Container Insights', () => {
  const settingsOf = (sim: Simulation, cluster: string) =>
    sim.ecs.describeClusters({ clusters: [cluster], include: ['SETTINGS'] }).clusters[0]?.settings

  test('are on in clusters that are made afterwards, unless the call says otherwise', () => {
    const sim = simulation()
    sim.ecs.createCluster({ clusterName: 'before' })
    sim.ecs.putAccountSetting({ name: 'containerInsights', value: 'enhanced' })
    sim.ecs.createCluster({ clusterName: 'after' })
    const off = [{ name: 'containerInsights', value: 'disabled' }] as const
    sim.ecs.createCluster({ clusterName: 'said', settings: off })
    sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    expect(['before', 'after', 'said', 'default'].map((cluster) => settingsOf(sim, cluster))).toEqual([
      off,
      [{ name: 'containerInsights', value: 'enhanced' }],
      off,
      [{ name: 'containerInsights', value: 'enhanced' }],
    ])
  })

  test('are measured there', () => {
    const sim = simulation()
    sim.ecs.createCluster({ clusterName: 'before' })
    sim.ecs.putAccountSettingDefault({ name: 'containerInsights', value: 'enabled' })
    sim.ecs.createCluster({ clusterName: 'after' })
    sim.ecs.registerTaskDefinition({ family: 'job', containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }] })
    for (const cluster of ['before', 'after']) {
      sim.fleet.launch({ cluster, instanceType: 'm5.large', ready: true })
      sim.ecs.createService({ cluster, serviceName: 'web', taskDefinition: 'job', desiredCount: 1 })
    }
    sim.advance('5m')
    const { Metrics } = sim.cloudWatch.listMetrics({ Namespace: 'ECS/ContainerInsights' })
    const clusters = Metrics.flatMap(({ Dimensions = [] }) => Dimensions.filter(({ Name }) => Name === 'ClusterName'))
    expect(new Set(clusters.map(({ Value }) => Value))).toEqual(new Set(['after']))
  })
})

describe('CI-28 trunks', () => {
  const instances = (sim: Simulation) => {
    const { containerInstanceArns: containerInstances } = sim.ecs.listContainerInstances()
    return sim.ecs.describeContainerInstances({ containerInstances }).containerInstances
  }
  const trunksOf = (sim: Simulation) =>
    instances(sim).map(({ attributes = [] }) => attributes.some(({ name }) => name === 'ecs.awsvpc-trunk-id'))
  const run = (sim: Simulation) => {
    const containerDefinitions = [{ name: 'c', image: 'i', memory: 64 }]
    sim.ecs.registerTaskDefinition({ family: 'job', networkMode: 'awsvpc', containerDefinitions })
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } }
    return sim.ecs.runTask({ taskDefinition: 'job', count: 10, networkConfiguration })
  }

  test('NX-35 and PX-08: three m5.large take six tasks, with trunks thirty, a t3.micro one', () => {
    const count = (instanceType: string, instances: number, isOptedIn: boolean) => {
      const sim = simulation()
      if (isOptedIn) sim.ecs.putAccountSettingDefault({ name: 'awsvpcTrunking', value: 'enabled' })
      sim.fleet.launch({ instanceType, count: instances, ready: true, availabilityZones: ['us-east-1a'] })
      return [1, 2, 3, 4]
        .map(() => run(sim))
        .reduce((all, { tasks, failures }) => all.concat([[tasks.length, failures[0]?.reason]]), [] as unknown[])
    }
    expect(count('m5.large', 3, false).slice(0, 2)).toEqual([
      [6, 'RESOURCE:ENI'],
      [0, 'RESOURCE:ENI'],
    ])
    expect(count('m5.large', 3, true)).toEqual([
      [10, undefined],
      [10, undefined],
      [10, undefined],
      [0, 'RESOURCE:ENI'],
    ])
    expect(count('t3.micro', 1, true)[0]).toEqual([1, 'RESOURCE:ENI'])
  })

  test('CI-28 come with instances that are launched after the account opted in: ten tasks on an m5.large, not two', () => {
    const sim = simulation()
    sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    sim.ecs.putAccountSettingDefault({ name: 'awsvpcTrunking', value: 'enabled' })
    expect(trunksOf(sim)).toEqual([false])
    expect(run(sim.fork()).tasks).toHaveLength(2)
    sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    sim.fleet.launch({ instanceType: 't3.large', ready: true })
    expect(trunksOf(sim)).toEqual([false, true, false])
    sim.ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'off' })
    sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    expect(trunksOf(sim)).toEqual([false, true, false, false])
    const other = simulation()
    other.ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'on' })
    other.fleet.launch({ instanceType: 'm5.large', ready: true })
    expect(run(other).tasks).toHaveLength(10)
  })

  test('come with instances that register, and not with those that register again', () => {
    const sim = simulation()
    sim.ecs.createCluster()
    const document = { instanceType: 'm5.large', availabilityZone: 'us-east-1a', region: 'us-east-1' }
    const register = (instanceId: string, containerInstanceArn?: string) =>
      sim.ecs.registerContainerInstance({
        ...(containerInstanceArn === undefined ? {} : { containerInstanceArn }),
        instanceIdentityDocument: JSON.stringify({ ...document, instanceId, accountId: '123456789012' }),
      }).containerInstance
    const first = register('i-0123456789abcdef0')
    sim.ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'enabled' })
    register('i-0123456789abcdef1')
    register('i-0123456789abcdef0', first.containerInstanceArn)
    expect(trunksOf(sim)).toEqual([false, true])
    expect(run(sim).tasks).toHaveLength(10)
  })

  test('come with instances of Auto Scaling groups', () => {
    const sim = simulation()
    sim.ecs.createCluster()
    sim.ecs.putAccountSettingDefault({ name: 'awsvpcTrunking', value: 'enabled' })
    const UserData = Buffer.from('ECS_CLUSTER=default').toString('base64')
    sim.autoScaling.createLaunchConfiguration({ LaunchConfigurationName: 'l', InstanceType: 'm5.large', UserData })
    sim.autoScaling.createAutoScalingGroup({
      AutoScalingGroupName: 'g',
      LaunchConfigurationName: 'l',
      MinSize: 1,
      MaxSize: 1,
      AvailabilityZones: ['us-east-1a'],
    })
    sim.advance('10m')
    expect(trunksOf(sim)).toEqual([true])
  })
})

test('CL-15 settings that change nothing are told of', () => {
  const sim = simulation()
  sim.ecs.putAccountSetting({ name: 'defaultLogDriverMode', value: 'blocking' })
  sim.ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'enabled', principalArn: ROLE })
  sim.ecs.putAccountSetting({ name: 'containerInsights', value: 'enabled' })
  sim.ecs.putAccountSetting({ name: 'tagResourceAuthorization', value: 'on' })
  expect(sim.notSimulated().map(({ id, path }) => [id, path])).toEqual([
    [ME, 'defaultLogDriverMode'],
    [ROLE, 'awsvpcTrunking'],
  ])
})

test('CL-15 settings survive being saved and forked', () => {
  const sim = simulation()
  const { setting } = sim.ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'enabled' })
  for (const other of [sim.fork(), Simulation.restore(sim.save())])
    expect(other.ecs.listAccountSettings().settings).toEqual([setting])
})

describe('CL-17 ListServicesByNamespace', () => {
  test('names ACTIVE services of all clusters whose Service Connect is in the namespace, page by page', () => {
    const sim = simulation()
    sim.ecs.createCluster({ clusterName: 'a', serviceConnectDefaults: { namespace: 'shop.local' } })
    sim.ecs.createCluster({ clusterName: 'b' })
    sim.ecs.registerTaskDefinition({ family: 'job', containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }] })
    const create = (cluster: string, serviceName: string, serviceConnectConfiguration?: object) =>
      sim.ecs.createService({
        cluster,
        serviceName,
        taskDefinition: 'job',
        desiredCount: 0,
        ...(serviceConnectConfiguration === undefined
          ? {}
          : { serviceConnectConfiguration: serviceConnectConfiguration as never }),
      }).service.serviceArn
    const named = create('b', 'named', { enabled: true, namespace: 'shop.local' })
    const usual = create('a', 'usual', { enabled: true })
    create('a', 'without')
    create('a', 'off', { enabled: false })
    create('b', 'elsewhere', { enabled: true, namespace: 'other.local' })
    create('a', 'gone', { enabled: true })
    sim.ecs.deleteService({ cluster: 'a', service: 'gone' })
    const first = sim.ecs.listServicesByNamespace({ namespace: 'shop.local', maxResults: 1 })
    const { nextToken } = first
    const second = sim.ecs.listServicesByNamespace({ namespace: 'shop.local', maxResults: 1, nextToken })
    expect([...first.serviceArns, ...second.serviceArns]).toEqual([named, usual])
    expect(second.nextToken).toBeUndefined()
  })

  test('SV-200 Service Connect, volumes and the like are kept, shown with the deployment, and a change is a deployment', () => {
    const sim = simulation()
    sim.ecs.createCluster()
    sim.ecs.registerTaskDefinition({
      family: 'job',
      volumes: [{ name: 'v', configuredAtLaunch: true }],
      containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }],
    })
    const service = { serviceName: 'web', taskDefinition: 'job', desiredCount: 0 }
    const connect = (namespace: string) => ({ serviceConnectConfiguration: { enabled: true, namespace } })
    const created = sim.ecs.createService({ ...service, ...connect('a.local') }).service
    expect(created.deployments).toMatchObject([connect('a.local')])
    const update = (input: object) => sim.ecs.updateService({ service: 'web', ...input }).service.deployments ?? []
    const ids = () => update({}).map(({ id }) => id)
    const [first] = ids()
    expect(update(connect('a.local')).map(({ id }) => id)).toEqual([first])
    expect(update(connect('b.local'))[0]).toMatchObject(connect('b.local'))
    expect(ids()[0]).not.toBe(first)
    const registries = [{ registryArn: 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1' }]
    const volumes = [{ name: 'v', managedEBSVolume: { roleArn: 'arn', sizeInGiB: 5 } }]
    const [second] = ids()
    update({ serviceRegistries: registries, volumeConfigurations: volumes })
    const [third] = ids()
    expect(third).not.toBe(second)
    expect(update({})[0]).toMatchObject({ volumeConfigurations: volumes, ...connect('b.local') })
    const [rollout] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments
    const serviceRevisionArns = [rollout?.targetServiceRevisionArn as string]
    expect(sim.ecs.describeServiceRevisions({ serviceRevisionArns }).serviceRevisions).toMatchObject([
      { ...connect('b.local'), volumeConfigurations: volumes, serviceRegistries: registries },
    ])
    expect(sim.notSimulated().map(({ path }) => path)).toEqual([
      'volumes',
      'serviceRegistries',
      'serviceConnectConfiguration',
      'volumeConfigurations',
    ])
    expect(update({ volumeConfigurations: [] })[0]).not.toHaveProperty('volumeConfigurations')
  })

  test('does not know a namespace that nobody names', () => {
    const sim = simulation()
    sim.ecs.createCluster({ clusterName: 'a', serviceConnectDefaults: { namespace: 'shop.local' } })
    expect(sim.ecs.listServicesByNamespace({ namespace: 'shop.local' })).toEqual({ serviceArns: [] })
    expect(refusalOf(() => sim.ecs.listServicesByNamespace({ namespace: 'nowhere' }))).toMatchObject({
      name: 'NamespaceNotFoundException',
      path: 'namespace',
    })
  })
})

test.each([
  ['discoverPollEndpoint', /agents that are not its own/],
  ['submitTaskStateChange', /agents that are not its own/],
  ['submitContainerStateChange', /agents that are not its own/],
  ['submitAttachmentStateChanges', /agents that are not its own/],
  ['executeCommand', /ECS Exec/],
  ['createTaskSet', /task sets/],
  ['describeTaskSets', /task sets/],
  ['continueServiceDeployment', /deployments that pause/],
] as const)('CL-18 %s is refused by its name', (operation, words) => {
  const { ecs, journal } = simulation()
  const error = refusalOf(() => ecs[operation]({ cluster: 'prod' }))
  expect(error).toMatchObject({ name: 'UnsupportedFeatureException', path: operation })
  expect(error.message).toMatch(words)
  expect(journal).toEqual([])
})
