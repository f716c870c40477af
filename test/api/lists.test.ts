// Each filter of the lists, alone and with others, and each part that a description includes only on request.
import { beforeAll, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const TAGS = [{ key: 'team', value: 'blue' }]
const cluster = 'prod'

let sim: Simulation
/** `a`, `b` and `c` are of EC2, `c` is draining; `x` stands outside. */
let instances: Readonly<Record<'a' | 'b' | 'c' | 'x', string>>
/** What the tests call a task, by its ARN. */
const names = new Map<string, string>()

function define(family: string, settings: object = {}): void {
  const containerDefinitions = [{ name: 'app', image: 'i', cpu: 16, memory: 64 }]
  sim.ecs.registerTaskDefinition({ family, containerDefinitions, tags: TAGS, ...settings })
}

function launch(): typeof instances {
  const common = { cluster, tags: TAGS }
  const inside = sim.fleet.launch({ ...common, instanceType: 'm5.large', count: 3, ready: true })
  const outside = sim.fleet.registerExternal({ ...common, cpuUnits: 1_024, memoryMiB: 1_024 })
  const [a, b, c, x] = [...inside.containerInstances, ...outside.containerInstances].map((one) =>
    String(one.containerInstanceArn),
  )
  return { a, b, c, x } as typeof instances
}

function call(name: string, tasks: readonly { taskArn?: string | undefined }[]): void {
  for (const { taskArn } of tasks) names.set(String(taskArn), name)
}

beforeAll(() => {
  sim = new Simulation({ seed: 'lists', startAt: '2026-01-05T00:00:00Z' })
  const { ecs } = sim
  const configuration = { executeCommandConfiguration: { logging: 'DEFAULT' } } as const
  ecs.createCluster({ clusterName: cluster, tags: TAGS, configuration, capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  ecs.createCluster({ clusterName: 'empty' })
  ecs.createCapacityProvider({ name: 'own', autoScalingGroupProvider: { autoScalingGroupArn: 'group' }, tags: TAGS })
  for (const family of ['app', 'job', 'app', 'app-2', 'old', 'gone', 'app']) define(family)
  define('far', { networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' })
  for (const taskDefinition of ['app:2', 'old:1', 'gone:1']) ecs.deregisterTaskDefinition({ taskDefinition })
  instances = launch()
  const awsvpcConfiguration = { subnets: ['subnet-a'] }
  const network = { networkConfiguration: { awsvpcConfiguration } }
  const service = { cluster, taskDefinition: 'app:1', desiredCount: 1, tags: TAGS }
  ecs.createService({ ...service, serviceName: 'web', launchType: 'EC2' })
  ecs.createService({ ...service, serviceName: 'web-2', launchType: 'EC2' })
  ecs.createService({ ...service, ...network, serviceName: 'far', taskDefinition: 'far', launchType: 'FARGATE' })
  const capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT' }]
  ecs.createService({ ...service, ...network, serviceName: 'spot', taskDefinition: 'far', capacityProviderStrategy })
  ecs.createService({ cluster, serviceName: 'agent', taskDefinition: 'app:3', schedulingStrategy: 'DAEMON' })
  ecs.createService({ ...service, serviceName: 'left', desiredCount: 0 })
  ecs.deleteService({ cluster, service: 'left' })
  sim.advance('3m')
  ecs.updateContainerInstancesState({ cluster, containerInstances: [instances.c], status: 'DRAINING' })
  sim.advance('3m')
  for (const serviceName of ['web', 'web-2', 'far', 'spot', 'agent']) {
    const { taskArns } = ecs.listTasks({ cluster, serviceName })
    if (taskArns.length > 0) call(serviceName, ecs.describeTasks({ cluster, tasks: taskArns }).tasks)
  }
  const start = { cluster, taskDefinition: 'job', tags: TAGS }
  call('mine', ecs.startTask({ ...start, containerInstances: [instances.a], startedBy: 'me' }).tasks)
  call('yours', ecs.startTask({ ...start, containerInstances: [instances.b], startedBy: 'you' }).tasks)
  call('app-2', ecs.startTask({ ...start, containerInstances: [instances.a], taskDefinition: 'app-2' }).tasks)
  call('out', ecs.startTask({ ...start, containerInstances: [instances.x] }).tasks)
  const stopped = ecs.startTask({ ...start, containerInstances: [instances.a], startedBy: 'me' }).tasks
  call('stopped', stopped)
  ecs.stopTask({ cluster, task: String(stopped[0]?.taskArn) })
  sim.advance('2m')
})

/** In the list's own order. */
function tasks(filters: object): string[] {
  return sim.ecs.listTasks({ cluster, ...filters }).taskArns.map((arn) => names.get(arn) ?? 'drained')
}

describe('ListTasks', () => {
  const id = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1)
  const running = ['agent', 'agent', 'app-2', 'far', 'mine', 'out', 'spot', 'web', 'web-2', 'yours']

  test.each<readonly [string, () => object, readonly string[]]>([
    ['without a filter those that are to run', () => ({}), running],
    ['RUNNING, in as many words', () => ({ desiredStatus: 'RUNNING' }), running],
    ['PENDING, which ECS never desires', () => ({ desiredStatus: 'PENDING' }), []],
    ['a family, by its whole name', () => ({ family: 'job' }), ['mine', 'out', 'yours']],
    ['a family whose name begins another', () => ({ family: 'app' }), ['agent', 'agent', 'web', 'web-2']],
    ['a family of nobody', () => ({ family: 'ap' }), []],
    ['who started it', () => ({ startedBy: 'me' }), ['mine']],
    ['who started it, stopped', () => ({ startedBy: 'me', desiredStatus: 'STOPPED' }), ['stopped']],
    ['a service', () => ({ serviceName: 'web' }), ['web']],
    [
      'a service by its ARN',
      () => ({ serviceName: sim.ecs.listServices({ cluster, schedulingStrategy: 'DAEMON' }).serviceArns[0] }),
      ['agent', 'agent'],
    ],
    ['a service and a launch type', () => ({ serviceName: 'web', launchType: 'FARGATE' }), []],
    ['a daemon of ECS, which is nobody', () => ({ daemonName: 'watch' }), []],
    ['launch type FARGATE, whatever provider', () => ({ launchType: 'FARGATE' }), ['far', 'spot']],
    ['launch type EXTERNAL', () => ({ launchType: 'EXTERNAL' }), ['out']],
    ['a family and a launch type', () => ({ family: 'job', launchType: 'EXTERNAL' }), ['out']],
    ['a family and a desired status', () => ({ family: 'job', desiredStatus: 'STOPPED' }), ['stopped']],
    ['an instance by its ARN, and a family', () => ({ containerInstance: instances.b, family: 'job' }), ['yours']],
    ['an instance by its id', () => ({ containerInstance: id(instances.x) }), ['out']],
    ['an instance of EC2, and a launch type', () => ({ containerInstance: instances.x, launchType: 'EC2' }), []],
    [
      'an instance, a family and a desired status',
      () => ({ containerInstance: instances.a, family: 'job', desiredStatus: 'STOPPED' }),
      ['stopped'],
    ],
  ])('LC-30 %s', (_, filters, expected) => {
    expect(tasks(filters()).sort()).toEqual(expected)
  })

  test.each([
    ['startedBy', { startedBy: 'me', family: 'job' }, 'family'],
    ['startedBy', { startedBy: 'me', launchType: 'EC2' }, 'launchType'],
    ['startedBy', { startedBy: 'me', serviceName: 'web' }, 'serviceName'],
    ['startedBy', { startedBy: 'me', containerInstance: 'i' }, 'containerInstance'],
    ['serviceName', { serviceName: 'web', family: 'app' }, 'family'],
    ['serviceName', { serviceName: 'web', containerInstance: 'i' }, 'containerInstance'],
    ['daemonName', { daemonName: 'watch', family: 'app' }, 'family'],
  ] as const)('LC-30 %s goes with no other: %o', (filter, input, path) => {
    expect(refusalOf(() => sim.ecs.listTasks({ cluster, ...input }))).toMatchObject({
      name: 'InvalidParameterException',
      message: `cannot specify ${filter} with other arguments`,
      path,
    })
  })

  test('LC-30 an unknown service and an unknown instance are refused', () => {
    const wrong = (input: object) => refusalOf(() => sim.ecs.listTasks({ cluster, ...input }))
    expect(wrong({ serviceName: 'nobody' })).toMatchObject({ name: 'ServiceNotFoundException', path: 'serviceName' })
    expect(wrong({ containerInstance: '0'.repeat(32) }).path).toBe('containerInstance')
  })

  test('LC-15, LC-30 STOPPED tasks are listed for the hour in which they are kept', () => {
    const later = sim.fork()
    const stopped = () => later.ecs.listTasks({ cluster, family: 'job', desiredStatus: 'STOPPED' }).taskArns
    later.advance('57m')
    expect(stopped()).toHaveLength(1)
    later.advance('3m')
    expect(stopped()).toHaveLength(0)
  })
})

describe('ListServices', () => {
  test.each([
    ['without a filter those that are ACTIVE', {}, ['web', 'web-2', 'far', 'spot', 'agent']],
    ['launch type EC2', { launchType: 'EC2' }, ['web', 'web-2', 'agent']],
    ['launch type FARGATE, without those of a strategy', { launchType: 'FARGATE' }, ['far']],
    ['launch type EXTERNAL', { launchType: 'EXTERNAL' }, []],
    ['REPLICA', { schedulingStrategy: 'REPLICA' }, ['web', 'web-2', 'far', 'spot']],
    ['DAEMON', { schedulingStrategy: 'DAEMON' }, ['agent']],
    ['REPLICA on EC2', { schedulingStrategy: 'REPLICA', launchType: 'EC2' }, ['web', 'web-2']],
    ['DAEMON on Fargate', { schedulingStrategy: 'DAEMON', launchType: 'FARGATE' }, []],
    ['those of the user', { resourceManagementType: 'CUSTOMER' }, ['web', 'web-2', 'far', 'spot', 'agent']],
    ['those that ECS manages', { resourceManagementType: 'ECS' }, []],
    ['those of the user on Fargate', { resourceManagementType: 'CUSTOMER', launchType: 'FARGATE' }, ['far']],
  ] as const)('SV-106, SV-306, SV-316 %s', (_, filters, expected) => {
    const { serviceArns } = sim.ecs.listServices({ cluster, ...filters })
    expect(serviceArns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1))).toEqual(expected)
  })
})

describe('ListContainerInstances', () => {
  test.each([
    ['without a filter all but INACTIVE ones', {}, 'abcx'],
    ['ACTIVE', { status: 'ACTIVE' }, 'abx'],
    ['DRAINING', { status: 'DRAINING' }, 'c'],
    ['REGISTERING', { status: 'REGISTERING' }, ''],
    ['DEREGISTERING', { status: 'DEREGISTERING' }, ''],
    ['REGISTRATION_FAILED', { status: 'REGISTRATION_FAILED' }, ''],
    ['an expression', { filter: 'task:group == family:job' }, 'abx'],
    ['an expression and a status', { filter: 'attribute:ecs.instance-type == m5.large', status: 'ACTIVE' }, 'ab'],
    ['an expression of nobody', { filter: 'attribute:ecs.instance-type == m5.xlarge' }, ''],
  ] as const)('CI-15, CQ-01 %s', (_, filters, expected) => {
    const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster, ...filters })
    const known = Object.entries(instances)
    const found = containerInstanceArns.map((arn) => known.find(([, each]) => each === arn)?.[0])
    expect(found.sort().join('')).toBe(expected)
  })

  test('CI-15 one that has left is in no list', () => {
    const later = sim.fork()
    later.ecs.deregisterContainerInstance({ cluster, containerInstance: instances.b, force: true })
    expect(later.ecs.listContainerInstances({ cluster }).containerInstanceArns).toHaveLength(3)
  })
})

describe('ListTaskDefinitions and their families', () => {
  /** By family, as texts are compared, then by number. */
  const active = ['app:1', 'app:3', 'app-2:1', 'far:1', 'job:1']

  test.each([
    ['without a filter ACTIVE revisions, by family and number', {}, active],
    ['down', { sort: 'DESC' }, active.toReversed()],
    ['up, in as many words', { sort: 'ASC', status: 'ACTIVE' }, active],
    ['INACTIVE', { status: 'INACTIVE' }, ['app:2', 'gone:1', 'old:1']],
    ['a family, by its whole name', { familyPrefix: 'app' }, ['app:1', 'app:3']],
    ['a family, down', { familyPrefix: 'app', sort: 'DESC' }, ['app:3', 'app:1']],
    ['a family and a status', { familyPrefix: 'app', status: 'INACTIVE' }, ['app:2']],
    ['the beginning of a name', { familyPrefix: 'ap' }, []],
    ['DELETE_IN_PROGRESS', { status: 'DELETE_IN_PROGRESS' }, []],
  ] as const)('TD-9 %s', (_, filters, expected) => {
    const { taskDefinitionArns } = sim.ecs.listTaskDefinitions(filters)
    const found = taskDefinitionArns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1))
    expect(found).toEqual(expected)
  })

  test('TD-3, TD-9 one that is being deleted is listed by that status alone', () => {
    const { ecs } = sim.fork()
    ecs.deleteTaskDefinitions({ taskDefinitions: ['gone:1'] })
    expect(ecs.listTaskDefinitions({ status: 'DELETE_IN_PROGRESS' }).taskDefinitionArns).toHaveLength(1)
    expect(ecs.listTaskDefinitions({ status: 'INACTIVE' }).taskDefinitionArns).toHaveLength(2)
  })

  test.each([
    ['without a filter all of them', {}, ['app', 'app-2', 'far', 'gone', 'job', 'old']],
    ['ALL, in as many words', { status: 'ALL' }, ['app', 'app-2', 'far', 'gone', 'job', 'old']],
    ['ACTIVE: with an ACTIVE revision', { status: 'ACTIVE' }, ['app', 'app-2', 'far', 'job']],
    ['INACTIVE: without one', { status: 'INACTIVE' }, ['gone', 'old']],
    ['a true prefix', { familyPrefix: 'ap' }, ['app', 'app-2']],
    ['a prefix and a status', { familyPrefix: 'o', status: 'INACTIVE' }, ['old']],
    ['a prefix of nobody', { familyPrefix: 'x' }, []],
  ] as const)('TD-9, TD-10 families: %s', (_, filters, expected) => {
    expect(sim.ecs.listTaskDefinitionFamilies(filters).families).toEqual(expected)
  })
})

describe('what a description includes on request', () => {
  type Described = Readonly<Record<string, unknown>>
  const one = (items: readonly unknown[]) => items[0] as Described

  test.each<readonly [string, string, readonly string[], readonly string[], (include: never[]) => Described]>([
    [
      'DescribeClusters',
      'CL-06',
      ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'],
      ['attachments', 'configuration', 'settings', 'statistics', 'tags'],
      (include) => one(sim.ecs.describeClusters({ clusters: [cluster], include }).clusters),
    ],
    [
      'DescribeContainerInstances',
      'CI-01',
      ['CONTAINER_INSTANCE_HEALTH', 'TAGS'],
      ['healthStatus', 'tags'],
      (include) =>
        one(
          sim.ecs.describeContainerInstances({ cluster, containerInstances: [instances.a], include })
            .containerInstances,
        ),
    ],
    [
      'DescribeServices',
      'SV-311',
      ['TAGS'],
      ['tags'],
      (include) => one(sim.ecs.describeServices({ cluster, services: ['web'], include }).services),
    ],
    [
      'DescribeTasks',
      'LC-30',
      ['TAGS'],
      ['tags'],
      (include) => {
        const { taskArns } = sim.ecs.listTasks({ cluster, startedBy: 'me' })
        return one(sim.ecs.describeTasks({ cluster, tasks: taskArns, include }).tasks)
      },
    ],
    [
      'DescribeCapacityProviders',
      'CP-05',
      ['TAGS'],
      ['tags'],
      (include) => one(sim.ecs.describeCapacityProviders({ capacityProviders: ['own'], include }).capacityProviders),
    ],
    [
      'DescribeTaskDefinition',
      'TD-11',
      ['TAGS'],
      ['tags'],
      (include) => sim.ecs.describeTaskDefinition({ taskDefinition: 'app', include }) as unknown as Described,
    ],
  ])('%s (%s): each value adds its part and no other', (_, __, values, members, describeWith) => {
    const bare = describeWith([])
    const isThere = (held: unknown) => held !== undefined && !(Array.isArray(held) && held.length === 0)
    expect(members.filter((member) => isThere(bare[member]))).toEqual([])
    for (const [index, value] of values.entries()) {
      const member = members[index] as string
      const full = describeWith([value] as never[])
      const differs = [...new Set([...Object.keys(bare), ...Object.keys(full)])].filter(
        (each) => JSON.stringify(full[each]) !== JSON.stringify(bare[each]),
      )
      expect(differs.map((each) => (each === 'attachmentsStatus' ? 'attachments' : each))).toContain(member)
      expect(new Set(differs.filter((each) => each !== 'attachmentsStatus' && each !== member))).toEqual(new Set())
    }
    expect(refusalOf(() => describeWith(['ALL'] as never[])).path).toBe('include[0]')
  })
})
