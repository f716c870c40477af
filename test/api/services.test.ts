// Services through the front door: defaults, limits, what starts a deployment, deletion, and the refusals.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'
import { registerWeb, timedSimulation } from '../support/rollouts.ts'

let sim: Simulation
beforeEach(() => {
  sim = timedSimulation({ run: 10, heal: 10, stop: 30 })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 2, ready: true })
  registerWeb(sim)
})

const base = { cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 2 }
const create = (extra: object = {}) => sim.ecs.createService({ ...base, ...extra } as never)
const describeWeb = () => sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services[0]
const update = (extra: object) => sim.ecs.updateService({ cluster: 'prod', service: 'web', ...extra } as never)

describe('a new service', () => {
  test('SV-301 is ACTIVE with one PRIMARY deployment in progress, nothing running yet and no events', () => {
    const { service } = create()
    expect(service).toMatchObject({ status: 'ACTIVE', desiredCount: 2, runningCount: 0, pendingCount: 0, events: [] })
    expect(service.deployments).toMatchObject([
      {
        status: 'PRIMARY',
        rolloutState: 'IN_PROGRESS',
        desiredCount: 2,
        runningCount: 0,
        pendingCount: 0,
        failedTasks: 0,
      },
    ])
    expect(service.deployments?.[0]?.id).toMatch(/^ecs-svc\/\d{19}$/)
  })

  test('SV-112, SV-113 keeps 100 % healthy and may have 200 % by default', () => {
    expect(create().service.deploymentConfiguration).toMatchObject({
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      strategy: 'ROLLING',
    })
  })

  test('SV-103 resolves a family to its latest ACTIVE revision once, and keeps the ARN', () => {
    expect(create().service.taskDefinition).toMatch(/:task-definition\/web:1$/)
    registerWeb(sim)
    sim.advance('5m')
    expect(describeWeb()?.taskDefinition).toMatch(/web:1$/)
  })

  test('SV-106, SV-108, SV-111 is a REPLICA service on EC2 under the controller ECS when nothing is said', () => {
    expect(create().service).toMatchObject({
      schedulingStrategy: 'REPLICA',
      launchType: 'EC2',
      deploymentController: { type: 'ECS' },
    })
  })

  test('SV-125 gets availability zone rebalancing where it is eligible, and is quietly left out where it is not', () => {
    expect(create().service.availabilityZoneRebalancing).toBe('ENABLED')
    const capped = create({ serviceName: 'capped', deploymentConfiguration: { maximumPercent: 100 } })
    expect(capped.service.availabilityZoneRebalancing).toBe('DISABLED')
    const packed = create({ serviceName: 'packed', placementStrategy: [{ type: 'binpack', field: 'cpu' }] })
    expect(packed.service.availabilityZoneRebalancing).toBe('DISABLED')
  })

  test('SV-310 counts RUNNING tasks as running, starting ones as pending, stopping ones as neither', () => {
    create()
    sim.advance('5s')
    expect(describeWeb()).toMatchObject({ runningCount: 0, pendingCount: 2 })
    sim.advance('5s')
    expect(describeWeb()).toMatchObject({ runningCount: 2, pendingCount: 0 })
    update({ desiredCount: 1 })
    sim.advance('1s')
    expect(describeWeb()).toMatchObject({ runningCount: 1, pendingCount: 0 })
  })

  test('SV-312 counts no task that it did not start', () => {
    create()
    sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web', count: 3, startedBy: 'me' })
    sim.advance('5m')
    expect(describeWeb()).toMatchObject({ runningCount: 2, pendingCount: 0 })
  })

  test('DP-410, DP-420, EV-101, EV-100 completes and is steady once its tasks count as healthy', () => {
    create()
    sim.advance('19999ms')
    expect(describeWeb()?.deployments?.[0]?.rolloutState).toBe('IN_PROGRESS')
    sim.advance('1ms')
    expect(describeWeb()?.deployments?.[0]).toMatchObject({
      rolloutState: 'COMPLETED',
      rolloutStateReason: expect.stringMatching(/^ECS deployment ecs-svc\/\d{19} completed\.$/),
    })
    expect(describeWeb()?.events?.map(({ message }) => message)).toEqual([
      '(service web) has reached a steady state.',
      expect.stringMatching(/^\(service web\) \(deployment ecs-svc\/\d{19}\) deployment completed\.$/),
      expect.stringMatching(/^\(service web\) has started 2 tasks: \(task [0-9a-f]{32}\) \(task [0-9a-f]{32}\)\.$/),
    ])
  })

  test('EV-202 lists at most ten task ids in one event', () => {
    create({ desiredCount: 12 })
    sim.settle()
    expect(describeWeb()?.events?.map(({ message }) => message?.match(/started (\d+) tasks/)?.[1])).toEqual(['2', '10'])
  })

  test('DP-421, EV-201 says that it is steady again every six hours', () => {
    create()
    sim.advance('13h')
    const steady = (describeWeb()?.events ?? []).filter(({ message }) => message?.endsWith('steady state.'))
    expect(steady).toHaveLength(3)
  })

  test('DP-130 with a desired count of 0 completes at once', () => {
    create({ desiredCount: 0 })
    sim.settle()
    expect(describeWeb()).toMatchObject({ runningCount: 0, deployments: [{ rolloutState: 'COMPLETED' }] })
  })

  test('SV-129 is created once for the same client token and the same parameters', () => {
    const first = create({ clientToken: 'once' }).service.serviceArn
    const entries = sim.journal.length
    expect(create({ clientToken: 'once' }).service.serviceArn).toBe(first)
    expect(sim.journal).toHaveLength(entries)
    expect(refusalOf(() => create({ clientToken: 'once', desiredCount: 3 }))).toMatchObject({
      name: 'InvalidParameterException',
      rule: 'SV-307',
    })
  })
})

describe('what starts a deployment', () => {
  beforeEach(() => {
    create()
    sim.runUntil('steady', { atMost: '10m' })
  })

  test.each([
    ['SV-201 a new desired count does not', { desiredCount: 3 }],
    ['SV-201 new percentages do not', { deploymentConfiguration: { minimumHealthyPercent: 50 } }],
    [
      'SV-201 a new placement strategy does not',
      { placementStrategy: [{ type: 'binpack', field: 'memory' }], availabilityZoneRebalancing: 'DISABLED' },
    ],
    ['SV-201 tags to propagate and ECS Exec do not', { propagateTags: 'SERVICE', enableExecuteCommand: true }],
    ['SV-203 the same task definition again does not', { taskDefinition: 'web:1' }],
    ['SV-203 the family does not while its latest revision is the one deployed', { taskDefinition: 'web' }],
  ])('%s', (_title, change) => {
    update(change)
    expect(describeWeb()?.deployments).toHaveLength(1)
  })

  test('SV-200, SV-204 another revision does, once, whatever else changes with it', () => {
    registerWeb(sim)
    update({ taskDefinition: 'web', desiredCount: 3, placementStrategy: [] })
    expect(describeWeb()?.deployments).toMatchObject([
      { status: 'PRIMARY', desiredCount: 3, rolloutState: 'IN_PROGRESS' },
      { status: 'ACTIVE', desiredCount: 2, rolloutState: 'COMPLETED' },
    ])
  })

  test('SV-202 force does, with nothing else changed', () => {
    update({ forceNewDeployment: true })
    expect(describeWeb()?.deployments).toHaveLength(2)
  })

  test('DP-411 a scale-out does not reopen the completed deployment', () => {
    update({ desiredCount: 4 })
    sim.advance('15s')
    expect(describeWeb()?.deployments).toMatchObject([{ rolloutState: 'COMPLETED', pendingCount: 0, runningCount: 4 }])
  })

  test('DP-102, DP-441 a scale-in stops the surplus at once, those first that do not run yet', () => {
    update({ desiredCount: 5 })
    sim.advance('1s')
    update({ desiredCount: 2 })
    sim.settle()
    expect(describeWeb()?.events?.map(({ message }) => message)).toContain('(service web) stopped 3 pending tasks.')
    expect(sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
    expect(describeWeb()?.runningCount).toBe(2)
  })

  test('DP-607 a task that a user stops is replaced', () => {
    const [task] = sim.ecs.listTasks({ cluster: 'prod', serviceName: 'web' }).taskArns
    sim.ecs.stopTask({ cluster: 'prod', task: task as string })
    sim.settle()
    expect(describeWeb()).toMatchObject({ runningCount: 1, pendingCount: 1 })
  })

  test('DP-608 tasks of a terminated instance are replaced on another', () => {
    const [task] = sim.ecs.describeTasks({
      cluster: 'prod',
      tasks: sim.ecs.listTasks({ cluster: 'prod' }).taskArns,
    }).tasks
    sim.fleet.terminate({ cluster: 'prod', containerInstances: [task?.containerInstanceArn as string] })
    expect(sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
    expect(describeWeb()?.runningCount).toBe(2)
    expect(sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns).toHaveLength(1)
  })

  test('DP-443 an old task lost in the middle of a deployment is replaced by its own revision', () => {
    const [task] = sim.ecs.listTasks({ cluster: 'prod', serviceName: 'web' }).taskArns
    const old = describeWeb()?.deployments?.[0]?.id
    const ofOld = () => [...sim.snapshot().tasks.values()].filter(({ deploymentId }) => deploymentId === old)
    registerWeb(sim)
    update({ taskDefinition: 'web', deploymentConfiguration: { maximumPercent: 300 } })
    sim.advance('1s')
    sim.ecs.stopTask({ cluster: 'prod', task: task as string })
    sim.settle()
    expect(ofOld().map(({ lastStatus }) => lastStatus)).toEqual(['STOPPING', 'RUNNING', 'PENDING'])
    expect(sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
    expect(describeWeb()?.deployments).toHaveLength(1)
  })

  test('DP-443 in the profile of 2023-06 the loss is left to the new revision', () => {
    const older = timedSimulation({ run: 10, heal: 10, stop: 30 }, { replaceLostWithSameRevision: false })
    older.fleet.launch({ instanceType: 'm5.large', ready: true })
    registerWeb(older)
    older.ecs.createService({
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 2,
      deploymentConfiguration: { maximumPercent: 300 },
    })
    older.runUntil('steady', { atMost: '10m' })
    const [task] = older.ecs.listTasks({ serviceName: 'web' }).taskArns
    registerWeb(older)
    older.ecs.updateService({ service: 'web', taskDefinition: 'web' })
    older.advance('1s')
    older.ecs.stopTask({ task: task as string })
    older.settle()
    expect(older.snapshot().tasks.size).toBe(4)
  })

  test('PL-62 an update that takes away what rebalancing needs says that nobody need have asked for it, and how to do without', () => {
    const percentages = { deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 } }
    const facts = { rule: 'PL-62', path: 'availabilityZoneRebalancing', expected: 'DISABLED', found: 'ENABLED' }
    expect(() => update(percentages)).toThrow(
      expect.objectContaining({
        ...facts,
        message:
          'Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration. The service has availabilityZoneRebalancing ENABLED, which is the default when it is created: switch it off with availabilityZoneRebalancing DISABLED in the same update.',
      }),
    )
    expect(() => update({ ...percentages, availabilityZoneRebalancing: 'ENABLED' })).toThrow(
      expect.objectContaining({ ...facts, message: expect.stringMatching(/configuration\.$/) }),
    )
    update({ ...percentages, availabilityZoneRebalancing: 'DISABLED' })
    update({ deploymentConfiguration: { maximumPercent: 100 } })
    expect(describeWeb()?.availabilityZoneRebalancing).toBe('DISABLED')
  })

  test('SV-210 new percentages hold from the next evaluation on', () => {
    update({ deploymentConfiguration: { maximumPercent: 100 }, availabilityZoneRebalancing: 'DISABLED' })
    registerWeb(sim)
    update({ taskDefinition: 'web' })
    sim.advance('1m')
    expect(describeWeb()?.deployments).toHaveLength(2)
    update({ deploymentConfiguration: { minimumHealthyPercent: 50 } })
    expect(sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
  })
})

describe('deleting a service', () => {
  beforeEach(() => {
    create()
    sim.runUntil('steady', { atMost: '10m' })
  })

  test('SV-302 is refused while it is scaled above 0', () => {
    expect(refusalOf(() => sim.ecs.deleteService({ cluster: 'prod', service: 'web' }))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'The service cannot be stopped while it is scaled above 0.',
    })
  })

  test('SV-303, SV-304 by force drains it, and it is INACTIVE once its tasks are stopping', () => {
    expect(sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true }).service).toMatchObject({
      status: 'DRAINING',
      desiredCount: 0,
    })
    sim.settle()
    expect(describeWeb()).toMatchObject({ status: 'INACTIVE', deployments: [] })
    expect(sim.ecs.listServices({ cluster: 'prod' }).serviceArns).toEqual([])
    sim.advance('31s')
    expect(sim.ecs.listTasks({ cluster: 'prod' }).taskArns).toEqual([])
  })

  test('SV-306 it stays describable for an hour, then it is MISSING', () => {
    sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
    sim.advance('59m')
    expect(describeWeb()?.status).toBe('INACTIVE')
    sim.advance('1m')
    expect(sim.ecs.describeServices({ cluster: 'prod', services: ['web'] })).toMatchObject({
      services: [],
      failures: [{ reason: 'MISSING' }],
    })
  })

  test('SV-307 its name may be used again once it is INACTIVE, not while it is ACTIVE', () => {
    expect(refusalOf(() => create())).toMatchObject({
      name: 'InvalidParameterException',
      message: 'Creation of service was not idempotent.',
    })
    sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
    expect(refusalOf(() => create())).toMatchObject({ message: 'Unable to Start a service that is still Draining.' })
    sim.settle()
    create({ desiredCount: 1 })
    expect(sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
    expect(describeWeb()).toMatchObject({ status: 'ACTIVE', runningCount: 1 })
    sim.advance('2h')
    expect(describeWeb()).toMatchObject({ status: 'ACTIVE', runningCount: 1 })
  })

  test('SV-163 a service that is not ACTIVE or not there cannot be updated', () => {
    sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
    expect(refusalOf(() => update({ desiredCount: 1 })).name).toBe('ServiceNotActiveException')
    expect(refusalOf(() => sim.ecs.updateService({ cluster: 'prod', service: 'nobody', desiredCount: 1 })).name).toBe(
      'ServiceNotFoundException',
    )
    expect(refusalOf(() => sim.ecs.updateService({ cluster: 'nowhere', service: 'web', desiredCount: 1 })).name).toBe(
      'ClusterNotFoundException',
    )
  })
})

describe('refusals of CreateService', () => {
  test.each([
    ['SV-101 a name with a space', { serviceName: 'my web' }, 'InvalidParameterException', 'serviceName'],
    ['SV-103 no task definition', { taskDefinition: undefined }, 'InvalidParameterException', 'taskDefinition'],
    ['SV-103 an unknown task definition', { taskDefinition: 'nobody' }, 'ClientException', 'taskDefinition'],
    ['SV-103 an unknown revision', { taskDefinition: 'web:7' }, 'ClientException', 'taskDefinition'],
    ['SV-104 no desired count', { desiredCount: undefined }, 'InvalidParameterException', 'desiredCount'],
    ['SV-104 a desired count below 0', { desiredCount: -1 }, 'InvalidParameterException', 'desiredCount'],
    ['SV-104 a desired count above 5000', { desiredCount: 5001 }, 'InvalidParameterException', 'desiredCount'],
    [
      'SV-112 more than 100 % healthy',
      { deploymentConfiguration: { minimumHealthyPercent: 101 } },
      'InvalidParameterException',
      'deploymentConfiguration.minimumHealthyPercent',
    ],
    [
      'SV-113 a maximum below 100 %',
      { deploymentConfiguration: { maximumPercent: 99 } },
      'InvalidParameterException',
      'deploymentConfiguration.maximumPercent',
    ],
    ['SV-110 a platform version on EC2', { platformVersion: '1.4.0' }, 'InvalidParameterException', 'platformVersion'],
    [
      'PL-22 an unknown field to pack by',
      { placementStrategy: [{ type: 'binpack', field: 'disk' }] },
      'InvalidParameterException',
      'placementStrategy[0].field',
    ],
    [
      'PL-22 a spread over nothing',
      { placementStrategy: [{ type: 'spread' }] },
      'InvalidParameterException',
      'placementStrategy[0].field',
    ],
    [
      'PL-22 six strategies',
      { placementStrategy: Array.from({ length: 6 }, () => ({ type: 'random' })) },
      'InvalidParameterException',
      'placementStrategy',
    ],
    [
      'PL-62 rebalancing with a maximum of 100 %',
      { availabilityZoneRebalancing: 'ENABLED', deploymentConfiguration: { maximumPercent: 100 } },
      'InvalidParameterException',
      'availabilityZoneRebalancing',
    ],
    [
      'TD-111 a network configuration for bridge mode',
      { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } },
      'InvalidParameterException',
      'networkConfiguration',
    ],
    [
      'TD-112 Fargate for a definition that cannot',
      { launchType: 'FARGATE' },
      'InvalidParameterException',
      'launchType',
    ],
    [
      'TD-113 a launch type and capacity providers',
      { launchType: 'EC2', capacityProviderStrategy: [{ capacityProvider: 'p' }] },
      'InvalidParameterException',
      'capacityProviderStrategy',
    ],
    ['CL-01 an unknown cluster', { cluster: 'nowhere' }, 'ClusterNotFoundException', 'cluster'],
  ])('%s', (_title, change, name, path) => {
    const before = sim.journal.length
    expect(refusalOf(() => create(change))).toMatchObject({ name, path })
    expect(sim.journal).toHaveLength(before)
  })

  test.each([
    ['deploymentController.type', { deploymentController: { type: 'CODE_DEPLOY' } }],
    ['deploymentConfiguration.strategy', { deploymentConfiguration: { strategy: 'BLUE_GREEN' } }],
    ['launchType', { launchType: 'MANAGED_INSTANCES' }],
  ])('what is not simulated yet and would mislead is refused: %s', (path, change) => {
    const refusal = refusalOf(() => create(change))
    expect(refusal).toMatchObject({ name: 'UnsupportedFeatureException', path })
    expect(refusal.message).toContain('does not simulate')
  })

  test('SV-114 100/100 is accepted, and refused where an option asks for it', () => {
    const percentages = { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } }
    expect(create(percentages).service.status).toBe('ACTIVE')
    const strict = new Simulation({ options: { rejectMin100Max100: true } })
    strict.ecs.createCluster({ clusterName: 'prod' })
    registerWeb(strict)
    expect(refusalOf(() => strict.ecs.createService({ ...base, ...percentages }))).toMatchObject({ rule: 'SV-114' })
  })
})

describe('reading services', () => {
  test('SV-163 an unknown service is a failure, not an exception', () => {
    expect(sim.ecs.describeServices({ cluster: 'prod', services: ['nobody'] }).failures).toEqual([
      { arn: 'arn:aws:ecs:us-east-1:123456789012:service/prod/nobody', reason: 'MISSING' },
    ])
  })

  test('SV-311 lists ten a page by default, and describes ten at most', () => {
    for (let i = 0; i < 12; i++) create({ serviceName: `s${i}`, desiredCount: 0 })
    const first = sim.ecs.listServices({ cluster: 'prod' })
    expect(first.serviceArns).toHaveLength(10)
    const second = sim.ecs.listServices({ cluster: 'prod', nextToken: first.nextToken })
    expect(second.serviceArns).toHaveLength(2)
    expect(second.nextToken).toBeUndefined()
    expect(
      refusalOf(() => sim.ecs.describeServices({ cluster: 'prod', services: Array.from({ length: 11 }, () => 'x') }))
        .name,
    ).toBe('InvalidParameterException')
  })

  test('answers are fresh: changing one changes nothing', () => {
    create({ tags: [{ key: 'team', value: 'a' }] })
    const { service } = sim.ecs.updateService({ cluster: 'prod', service: 'web' })
    service.tags?.push({ key: 'x', value: 'y' })
    ;(service.deployments ?? []).length = 0
    expect(describeWeb()?.deployments).toHaveLength(1)
    expect(
      sim.ecs.describeServices({ cluster: 'prod', services: ['web'], include: ['TAGS'] }).services[0]?.tags,
    ).toEqual([{ key: 'team', value: 'a' }])
  })
})

describe('placement failures of a service', () => {
  test('PF-20, PF-21 an empty cluster is named, and the service goes on as soon as an instance comes', () => {
    sim.ecs.createCluster({ clusterName: 'empty' })
    sim.ecs.createService({ ...base, cluster: 'empty' })
    sim.advance('1m')
    const read = () => sim.ecs.describeServices({ cluster: 'empty', services: ['web'] }).services[0]
    expect(read()?.events?.at(-1)?.message).toBe(
      '(service web) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    )
    sim.fleet.launch({ cluster: 'empty', instanceType: 'm5.large', ready: true })
    expect(sim.runUntil('steady', { atMost: '25s' }).reached).toBe(true)
  })

  test.each([
    ['PF-22', { cpuUnits: 100, memoryMiB: 4000 }, 'has insufficient CPU units available.'],
    ['PF-23', { cpuUnits: 4000, memoryMiB: 100 }, 'has insufficient memory available.'],
  ])('%s the closest instance is named with what it lacks', (_rule, size, words) => {
    sim.ecs.createCluster({ clusterName: 'small' })
    sim.fleet.launch({ cluster: 'small', instanceType: 'm5.large', ready: true, ...size })
    sim.ecs.createService({ ...base, cluster: 'small' })
    sim.settle()
    const [event] = sim.ecs.describeServices({ cluster: 'small', services: ['web'] }).services[0]?.events ?? []
    expect(event?.message).toContain(
      `The closest matching (container-instance ${[...sim.snapshot().containerInstances.values()].at(-1)?.id}) ${words}`,
    )
  })

  test('PF-35 the closest instance is the one that came furthest through the checks', () => {
    sim.ecs.createCluster({ clusterName: 'mixed' })
    sim.fleet.launch({ cluster: 'mixed', instanceType: 'm5.large', ready: true, cpuUnits: 100 })
    sim.fleet.launch({ cluster: 'mixed', instanceType: 'm5.large', ready: true, memoryMiB: 100 })
    sim.ecs.createService({ ...base, cluster: 'mixed' })
    sim.settle()
    const [event] = sim.ecs.describeServices({ cluster: 'mixed', services: ['web'] }).services[0]?.events ?? []
    expect(event?.message).toContain('insufficient memory')
  })
})
