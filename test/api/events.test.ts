// What does EventBridge hear of a task, an instance and a service, in which words and in which order?
import { describe, expect, test } from 'vitest'
import { type EventBridgeEvent, Simulation, type SimulationOptions } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const TASK = { 'detail-type': ['ECS Task State Change'] }
const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } }

function world(options: SimulationOptions = {}) {
  const sim = new Simulation({ startAt: '2026-01-05T00:00:00Z', paranoid: true, ...options })
  sim.fleet.launch({ instanceType: 'm5.large', ready: true })
  const app = { name: 'app', image: 'app:1', memory: 128, portMappings: [{ containerPort: 80 }] }
  sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [app] })
  sim.ecs.registerTaskDefinition({
    family: 'fargate',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'app:1' }],
  })
  return sim
}

type Launch = 'EC2' | 'FARGATE'

function run(sim: Simulation, launchType: Launch = 'EC2'): string {
  const input =
    launchType === 'EC2' ? { taskDefinition: 'web' } : { taskDefinition: 'fargate', launchType, networkConfiguration }
  return sim.ecs.runTask(input).tasks[0]!.taskArn!
}

/** `version lastStatus desiredStatus seconds`, as events of the task tell. */
function storyOf(events: readonly EventBridgeEvent[], task: string): string[] {
  const start = Date.parse('2026-01-05T00:00:00Z')
  return events
    .filter(({ resources }) => resources[0] === task)
    .map(({ detail }) => {
      const seconds = (Date.parse(detail.updatedAt as string) - start) / 1_000
      return `${detail.version} ${detail.lastStatus} ${detail.desiredStatus} ${seconds}`
    })
}

/** Names of what services do, in order. */
function actionsOf(events: readonly EventBridgeEvent[], type = 'ECS Service Action'): string[] {
  return events
    .filter((event) => event['detail-type'] === type)
    .map(({ detail }) => `${detail.eventType} ${detail.eventName}`)
}

describe('a task', () => {
  test('LC-13 on Fargate, stopped by a user: the versions that were recorded', () => {
    const sim = world()
    const task = run(sim, 'FARGATE')
    sim.advance('1m')
    sim.ecs.stopTask({ task })
    sim.advance('5m')
    expect(storyOf(sim.events(), task)).toEqual([
      '1 PROVISIONING RUNNING 0',
      '2 PENDING RUNNING 4.5',
      '3 RUNNING RUNNING 27.4',
      '4 RUNNING STOPPED 60',
      '5 DEPROVISIONING STOPPED 62',
      '6 STOPPED STOPPED 82',
    ])
  })

  test('LC-13 on Fargate, its essential container exits: one event fewer', () => {
    const sim = world()
    sim.workload.behave('fargate:app', { exitsAfter: '10s', exitCode: 1 })
    const task = run(sim, 'FARGATE')
    sim.advance('5m')
    expect(storyOf(sim.events(), task)).toEqual([
      '1 PROVISIONING RUNNING 0',
      '2 PENDING RUNNING 4.5',
      '3 RUNNING RUNNING 27.4',
      '4 DEPROVISIONING STOPPED 37.4',
      '5 STOPPED STOPPED 57.4',
    ])
  })

  test('LC-13 on an instance there is neither PROVISIONING nor DEPROVISIONING', () => {
    const sim = world()
    const task = run(sim)
    sim.advance('1m')
    sim.ecs.stopTask({ task })
    expect(sim.ecs.describeTasks({ tasks: [task] }).tasks[0]?.lastStatus).toBe('STOPPING')
    sim.advance('5m')
    expect(storyOf(sim.events(), task)).toEqual([
      '1 PENDING RUNNING 0',
      '2 RUNNING RUNNING 6.8',
      '3 RUNNING STOPPED 60',
      '4 STOPPED STOPPED 62',
    ])
  })

  test('LC-13 with emitTransientStates STOPPING has an event and a version of its own', () => {
    const sim = world({ options: { emitTransientStates: true } })
    const task = run(sim)
    sim.advance('1m')
    expect(sim.ecs.stopTask({ task }).task?.version).toBe(4)
    sim.advance('5m')
    expect(storyOf(sim.events(), task)).toEqual([
      '1 PENDING RUNNING 0',
      '2 RUNNING RUNNING 6.8',
      '3 RUNNING STOPPED 60',
      '4 STOPPING STOPPED 60',
      '5 STOPPED STOPPED 62',
    ])
  })

  test('EV-1 the envelope, and the task as DescribeTasks shows it but for a few members', () => {
    const sim = world()
    const task = run(sim, 'FARGATE')
    sim.advance('1m')
    const [event] = sim.events({ since: '2026-01-05T00:00:27Z' }).filter(({ resources }) => resources[0] === task)
    expect(event).toMatchObject({
      version: '0',
      id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
      'detail-type': 'ECS Task State Change',
      source: 'aws.ecs',
      account: '123456789012',
      time: '2026-01-05T00:00:27Z',
      region: 'us-east-1',
      resources: [task],
    })
    const { tags: _tags, healthStatus: _health, ...described } = sim.ecs.describeTasks({ tasks: [task] }).tasks[0]!
    const { inferenceAccelerators: _none, ...shown } = JSON.parse(JSON.stringify(described))
    const [{ healthStatus: _unknown, networkBindings: _bindings, ...container }] = shown.containers
    expect(event?.detail).toEqual({
      ...shown,
      attachments: [{ ...shown.attachments[0], type: 'eni' }],
      containers: [container],
      overrides: {},
      updatedAt: '2026-01-05T00:00:27.400Z',
    })
  })

  test('GEN-3 instants of events are ISO texts, and events cannot be written to', () => {
    const sim = world()
    run(sim)
    sim.advance('1m')
    const { detail } = sim.events().at(-1)!
    expect(detail.startedAt).toBe('2026-01-05T00:00:06.800Z')
    expect(detail.createdAt).toBe('2026-01-05T00:00:00.000Z')
    expect(() => Object.assign(detail, { startedAt: 'never' })).toThrow(TypeError)
  })

  test('LC-41 a container that changes alone is told with its report', () => {
    const sim = world()
    const base = { image: 'a:1', memory: 64 }
    sim.ecs.registerTaskDefinition({
      family: 'two',
      containerDefinitions: [
        { ...base, name: 'app' },
        { ...base, name: 'once', essential: false },
      ],
    })
    sim.workload.behave('two:once', { exitsAfter: '10s', exitCode: 0 })
    const task = sim.ecs.runTask({ taskDefinition: 'two' }).tasks[0]!.taskArn!
    sim.advance('1m')
    expect(storyOf(sim.events(), task).at(-1)).toBe('3 RUNNING RUNNING 36.8')
    expect(sim.events().at(-1)?.detail.containers).toMatchObject([
      { name: 'app', lastStatus: 'RUNNING' },
      { name: 'once', lastStatus: 'STOPPED', exitCode: 0 },
    ])
  })
})

describe('a container instance', () => {
  test('EV-2 registration, a task that comes and goes, its status and its agent', () => {
    const sim = new Simulation({ startAt: '2026-01-05T00:00:00Z', paranoid: true })
    const { containerInstanceArn: containerInstance } = sim.fleet.launch({ instanceType: 'm5.large' })
      .containerInstances[0]!
    sim.advance('2m')
    sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [{ name: 'app', image: 'a', memory: 128 }] })
    const task = run(sim)
    sim.advance('1m')
    sim.ecs.stopTask({ task })
    sim.advance('1m')
    sim.ecs.updateContainerInstancesState({ containerInstances: [containerInstance], status: 'DRAINING' })
    sim.fleet.disconnectAgent({ cluster: 'default', containerInstances: [containerInstance] })
    sim.fleet.reconnectAgent({ cluster: 'default', containerInstances: [containerInstance] })
    sim.fleet.terminate({ cluster: 'default', containerInstances: [containerInstance] })
    const told = sim.events().filter((event) => event['detail-type'] === 'ECS Container Instance State Change')
    const free = (event: EventBridgeEvent) =>
      (event.detail.remainingResources as readonly { name: string; integerValue: number }[] | undefined)?.[1]
        ?.integerValue
    expect(
      told.map((event) => [event.detail.version, event.detail.status, event.detail.agentConnected, free(event)]),
    ).toEqual([
      [1, 'ACTIVE', true, 7864],
      [2, 'ACTIVE', true, 7736],
      [3, 'ACTIVE', true, 7864],
      [4, 'DRAINING', true, 7864],
      [5, 'DRAINING', false, 7864],
      [6, 'DRAINING', true, 7864],
      [7, 'INACTIVE', false, undefined],
    ])
    expect(Object.keys(told[0]!.detail)).toEqual([
      'agentConnected',
      'attributes',
      'clusterArn',
      'containerInstanceArn',
      'ec2InstanceId',
      'registeredResources',
      'remainingResources',
      'status',
      'version',
      'versionInfo',
      'updatedAt',
    ])
    expect(told[0]).toMatchObject({ resources: [containerInstance], time: '2026-01-05T00:01:30Z' })
    expect(told[0]!.detail.registeredResources).toContainEqual({ name: 'CPU', type: 'INTEGER', integerValue: 2048 })
  })
})

test('EV-2 an instance that never registered is told of to nobody', () => {
  const sim = new Simulation({ paranoid: true })
  const { containerInstanceArn } = sim.fleet.launch({ instanceType: 'm5.large' }).containerInstances[0]!
  sim.fleet.terminate({ cluster: 'default', containerInstances: [containerInstanceArn] })
  sim.advance('5m')
  expect(sim.events()).toEqual([])
})

describe('a service', () => {
  const rollout = (options: SimulationOptions = {}) => {
    const sim = world(options)
    sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount: 1 })
    sim.advance('5m')
    return sim
  }

  test('EV-3 what its scheduler does is a service action, without a version', () => {
    const events = rollout()
      .events()
      .filter((event) => event['detail-type'] === 'ECS Service Action')
    expect(events.at(-1)).toMatchObject({
      resources: ['arn:aws:ecs:us-east-1:123456789012:service/default/web'],
      detail: {
        eventType: 'INFO',
        eventName: 'SERVICE_STEADY_STATE',
        clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/default',
        createdAt: '2026-01-05T00:00:46.800Z',
      },
    })
  })

  test('EV-212 no service action carries a version', () => {
    for (const { detail } of rollout().events()) expect('version' in detail).toBe(!('eventName' in detail))
  })

  test('EV-4 how a deployment gets on', () => {
    const events = rollout()
      .events()
      .filter((event) => event['detail-type'] === 'ECS Deployment State Change')
    const deploymentId = expect.stringMatching(/^ecs-svc\/\d{19}$/)
    expect(events.map(({ detail }) => detail)).toEqual([
      {
        eventType: 'INFO',
        eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS',
        deploymentId,
        updatedAt: '2026-01-05T00:00:00.000Z',
        reason: expect.stringMatching(/^ECS deployment ecs-svc\/\d{19} in progress\.$/),
      },
      {
        eventType: 'INFO',
        eventName: 'SERVICE_DEPLOYMENT_COMPLETED',
        deploymentId,
        updatedAt: '2026-01-05T00:00:46.800Z',
        reason: expect.stringMatching(/^ECS deployment ecs-svc\/\d{19} completed\.$/),
      },
    ])
  })

  test('EV-5 each deployment begins once; a change that is none has no such event', () => {
    const sim = rollout()
    sim.ecs.updateService({ service: 'web', desiredCount: 2 })
    sim.ecs.updateService({ service: 'web', forceNewDeployment: true })
    sim.advance('10m')
    const { taskDefinition } = sim.ecs.describeServices({ services: ['web'] }).services[0]!
    expect(taskDefinition).toMatch(/web:1$/)
    expect(actionsOf(sim.events(), 'ECS Deployment State Change')).toEqual([
      'INFO SERVICE_DEPLOYMENT_IN_PROGRESS',
      'INFO SERVICE_DEPLOYMENT_COMPLETED',
      'INFO SERVICE_DEPLOYMENT_IN_PROGRESS',
      'INFO SERVICE_DEPLOYMENT_COMPLETED',
    ])
  })

  test('EV-210 the first deployment of a service is one, and completes with its tasks', () => {
    expect(actionsOf(rollout().events(), 'ECS Deployment State Change')).toHaveLength(2)
  })

  test('EV-211 names of service actions, newer ones included', () => {
    const sim = rollout()
    sim.ecs.updateService({ service: 'web', desiredCount: 0 })
    sim.advance('5m')
    expect(actionsOf(sim.events())).toEqual([
      'INFO SERVICE_DEPLOYMENT_IN_PROGRESS',
      'INFO TASKS_STARTED',
      'INFO SERVICE_DEPLOYMENT_COMPLETED',
      'INFO SERVICE_STEADY_STATE',
      'INFO TASKS_STOPPED',
    ])
  })

  test('EV-211 in 2023 only the older ones', () => {
    expect(actionsOf(rollout({ behavior: '2023-06' }).events())).toEqual(['INFO SERVICE_STEADY_STATE'])
  })

  test.each([
    ['RESOURCE:MEMORY', { memory: 9_000 }],
    ['RESOURCE:CPU', { memory: 128, cpu: 4_096 }],
    ['RESOURCE:PORTS', { memory: 128, portMappings: [{ containerPort: 80, hostPort: 22 }] }],
  ])('EV-211 no room: %s', (reason, members) => {
    const sim = world()
    sim.ecs.registerTaskDefinition({ family: 'big', containerDefinitions: [{ name: 'app', image: 'a', ...members }] })
    sim.ecs.createService({ serviceName: 'big', taskDefinition: 'big', desiredCount: 1 })
    sim.advance('10m')
    const events = sim.events().filter(({ detail }) => detail.eventType !== 'INFO' && 'eventName' in detail)
    expect(events.map(({ detail }) => [detail.eventType, detail.eventName, detail.reason])).toEqual([
      ['ERROR', 'SERVICE_TASK_PLACEMENT_FAILURE', reason],
      ['WARN', 'SERVICE_TASK_START_IMPAIRED', undefined],
    ])
  })

  test('EV-211 no instance at all', () => {
    const sim = world()
    sim.ecs.createCluster({ clusterName: 'empty' })
    sim.ecs.createService({ cluster: 'empty', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 })
    sim.settle()
    expect(sim.events().at(-1)?.detail.reason).toBe('No Container Instances were found in your cluster.')
  })
})

describe('sim.on', () => {
  test('EV-6 each event once, in order, and after what brought it about is complete', () => {
    const sim = world()
    const seen: EventBridgeEvent[] = []
    sim.on({}, (event) => {
      if (event['detail-type'] === 'ECS Task State Change') {
        const { lastStatus } = sim.ecs.describeTasks({ tasks: [...event.resources] }).tasks[0]!
        expect(lastStatus).toBe(event.detail.lastStatus)
      }
      sim.checkInvariants()
      seen.push(event)
    })
    const from = sim.journal.length
    run(sim)
    expect(seen).toHaveLength(2)
    sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount: 2 })
    sim.advance('5m')
    expect(seen).toEqual(sim.events({ since: { seq: from } }))
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
  })

  test('EB-20 only what the pattern asks for, until it is taken back', () => {
    const sim = world()
    const seen: unknown[] = []
    const off = sim.on({ ...TASK, detail: { lastStatus: ['RUNNING'] } }, ({ detail }) => seen.push(detail.version))
    run(sim)
    sim.advance('1m')
    off()
    off()
    run(sim)
    sim.advance('1m')
    expect(seen).toEqual([2])
  })

  test('a handler may call the simulation: what follows is told after what was waiting', () => {
    const sim = world()
    const seen: string[] = []
    sim.on({ ...TASK, detail: { lastStatus: ['RUNNING'], desiredStatus: ['RUNNING'] } }, ({ resources }) => {
      sim.ecs.stopTask({ task: resources[0]!, reason: 'seen' })
      seen.push('asked')
    })
    sim.on(TASK, ({ detail }) => seen.push(`${detail.version} ${detail.lastStatus} ${detail.desiredStatus}`))
    const task = run(sim)
    sim.advance('1m')
    expect(seen).toEqual(['1 PENDING RUNNING', 'asked', '2 RUNNING RUNNING', '3 RUNNING STOPPED', '4 STOPPED STOPPED'])
    expect(sim.ecs.describeTasks({ tasks: [task] }).tasks[0]?.stoppedReason).toBe('seen')
    // The commands of a handler stand in the journal like any other: the past can be lived again without it.
    const again = sim.forkAt({ seq: sim.journal.length - 1 })
    expect(again.journalHash()).toBe(sim.journalHash())
  })

  test('who comes later is not told of what was before, and who has gone not of what is still waiting', () => {
    const sim = world()
    const seen: string[] = []
    const offs = new Map<string, () => void>()
    offs.set(
      'a',
      sim.on(TASK, () => {
        seen.push('a')
        offs.get('b')?.()
        if (!offs.has('c'))
          offs.set(
            'c',
            sim.on(TASK, ({ detail }) => seen.push(`c ${detail.version}`)),
          )
      }),
    )
    offs.set(
      'b',
      sim.on(TASK, () => seen.push('b')),
    )
    run(sim)
    sim.advance('1m')
    expect(seen).toEqual(['a', 'a', 'c 2'])
  })

  test('time does not pass inside of a handler', () => {
    const sim = world()
    const refusals: unknown[] = []
    sim.on({ ...TASK, detail: { lastStatus: ['PENDING'] } }, () => {
      for (const call of ['advance', 'runUntil', 'settle'] as const)
        refusals.push(refusalOf(() => (sim[call] as (...input: unknown[]) => void)('steady', { atMost: '1m' })).path)
    })
    run(sim)
    expect(refusals).toEqual(['advance', 'runUntil', 'settle'])
  })

  test('what a handler throws comes out at the end of the instant, and everybody has been told', () => {
    const sim = world()
    const seen: unknown[] = []
    sim.on({ ...TASK, detail: { lastStatus: ['RUNNING'] } }, ({ detail }) => {
      throw new Error(`version ${detail.version}`)
    })
    sim.on(TASK, ({ detail }) => seen.push(detail.version))
    const task = run(sim)
    run(sim)
    expect(() => sim.advance('1m')).toThrow('version 2')
    expect(seen).toEqual([1, 1, 2, 2])
    expect(sim.now.toISOString()).toBe('2026-01-05T00:00:06.800Z')
    sim.checkInvariants()
    expect(() => sim.ecs.stopTask({ task })).toThrow('version 3')
    expect(sim.ecs.describeTasks({ tasks: [task] }).tasks[0]?.lastStatus).toBe('STOPPING')
    sim.advance('1m')
    expect(seen).toEqual([1, 1, 2, 2, 3, 4])
  })

  test('handlers that answer each other for ever are reported', () => {
    const sim = world({ options: { eventsPerInstantLimit: 500 }, paranoid: false })
    const [containerInstance] = sim.ecs.listContainerInstances({}).containerInstanceArns as [string]
    const turn = (status: 'ACTIVE' | 'DRAINING') =>
      sim.ecs.updateContainerInstancesState({ containerInstances: [containerInstance], status })
    sim.on({}, ({ detail }) => void turn(detail.status === 'ACTIVE' ? 'DRAINING' : 'ACTIVE'))
    expect(() => turn('DRAINING')).toThrow(/More than 500 events at/)
    expect(sim.events()).toHaveLength(503)
  })

  test.each([null, undefined, 'log', {}])('no handler: %s', (handler) => {
    expect(refusalOf(() => world().on({}, handler as never))).toMatchObject({ name: 'UsageError', path: 'handler' })
  })

  test('handlers are neither forked nor saved', () => {
    const sim = world()
    const seen: unknown[] = []
    sim.on({}, (event) => seen.push(event))
    for (const other of [sim.fork(), Simulation.restore(sim.save()), sim.forkAt(sim.now)]) {
      run(other)
      other.advance('1m')
    }
    expect(seen).toEqual([])
  })
})

describe('sim.events', () => {
  test('from an instant or an entry on', () => {
    const sim = world()
    run(sim)
    sim.advance('1m')
    const all = sim.events()
    expect(all.map(({ detail }) => `${detail.status ?? detail.lastStatus} ${detail.version}`)).toEqual([
      'ACTIVE 1',
      'PENDING 1',
      'ACTIVE 2',
      'RUNNING 2',
    ])
    expect(sim.events({ since: '2026-01-05T00:00:06.800Z' })).toEqual(all.slice(3))
    expect(sim.events({ since: '2026-01-05T00:00:06.801Z' })).toEqual([])
    expect(sim.events({ since: { seq: sim.journal.findIndex(({ kind }) => kind === 'task.created') } })).toEqual(
      all.slice(1),
    )
    expect(refusalOf(() => sim.events({ since: '2027-01-01T00:00:00Z' })).path).toBe('moment')
  })
})
