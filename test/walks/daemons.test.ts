// One task on every instance that matches: a DAEMON service through the life of its instances.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { timedSimulation } from '../support/rollouts.ts'
import { type Wave, wavesOf } from '../support/waves.ts'

const HOUR = Date.parse('2026-01-05T01:00:00Z')

interface Fleet {
  readonly instances?: number
  readonly cpuUnits?: number
  readonly memoryMiB?: number
  readonly attributes?: Readonly<Record<string, string>>
}

/** Launches instances of 1024 CPU units and 2048 MiB that are ACTIVE at once. Returns their ARNs. */
function launch(sim: Simulation, { instances = 1, ...own }: Fleet = {}): string[] {
  const size = { cpuUnits: 1_024, memoryMiB: 2_048 }
  const fleet = { cluster: 'prod', instanceType: 'm5.large', count: instances, ready: true, ...size, ...own }
  return sim.fleet.launch(fleet).containerInstances.map(({ containerInstanceArn }) => containerInstanceArn as string)
}

function register(sim: Simulation, family: string, memory = 512, hostPort?: number): string {
  const portMappings = hostPort === undefined ? [] : [{ containerPort: 80, hostPort }]
  const { taskDefinition } = sim.ecs.registerTaskDefinition({
    family,
    containerDefinitions: [{ name: 'app', image: 'example.com/app:1', cpu: 128, memory, portMappings }],
  })
  return taskDefinition.taskDefinitionArn as string
}

type Create = Parameters<Simulation['ecs']['createService']>[0]

function createAgent(sim: Simulation, settings: Partial<Create> = {}) {
  const own = { cluster: 'prod', serviceName: 'agent', taskDefinition: 'agent', schedulingStrategy: 'DAEMON' } as const
  return sim.ecs.createService({ ...own, ...settings }).service
}

/** A cluster with instances and the revisions `agent:1` (512 MiB) and `web:1` (512 MiB). */
function prepared(fleet: Fleet = {}, times: { run?: number; heal?: number; stop?: number } = {}): Simulation {
  const sim = timedSimulation({ run: 10, heal: 40, stop: 30, ...times })
  sim.ecs.createCluster({ clusterName: 'prod' })
  launch(sim, fleet)
  register(sim, 'agent')
  register(sim, 'web')
  return sim
}

/** The same with the daemon steady; the clock then shows a whole hour. */
function steady(fleet: Fleet, settings: Partial<Create> = {}): Simulation {
  const sim = prepared(fleet)
  createAgent(sim, settings)
  expect(sim.runUntil('steady', { atMost: '30m' }).reached).toBe(true)
  sim.advance(HOUR - sim.nowMs)
  return sim
}

function serviceOf(sim: Simulation, name = 'agent') {
  const [service] = sim.ecs.describeServices({ cluster: 'prod', services: [name] }).services
  if (service === undefined) throw new Error(`no service ${name}`)
  return service
}

const messagesOf = (sim: Simulation, name = 'agent') =>
  [...(serviceOf(sim, name).events ?? [])].reverse().map(({ message }) => message as string)

/** Wanted tasks of a service, by instance. */
function placesOf(sim: Simulation, name = 'agent'): string[] {
  return [...sim.snapshot().tasks.values()]
    .filter(({ group, desiredStatus }) => group === `service:${name}` && desiredStatus === 'RUNNING')
    .map(({ containerInstanceArn }) => containerInstanceArn as string)
}

const instancesOf = (sim: Simulation) => sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns

function setState(sim: Simulation, arn: string, status: 'ACTIVE' | 'DRAINING'): void {
  sim.ecs.updateContainerInstancesState({ cluster: 'prod', containerInstances: [arn], status })
}

describe('one task on each instance', () => {
  test('SV-400 the desired count is the number of ACTIVE instances that match, at any time', () => {
    const sim = prepared({ instances: 3 })
    expect(createAgent(sim)).toMatchObject({ schedulingStrategy: 'DAEMON', desiredCount: 3, runningCount: 0 })
    expect(serviceOf(sim).deployments).toMatchObject([{ desiredCount: 3, rolloutState: 'IN_PROGRESS' }])
    expect(sim.runUntil('steady', { atMost: '5m' }).reached).toBe(true)
    expect(placesOf(sim).sort()).toEqual(instancesOf(sim).sort())
    launch(sim)
    expect(serviceOf(sim).desiredCount).toBe(4)
    sim.fleet.terminate({ cluster: 'prod', containerInstances: [instancesOf(sim)[0] as string] })
    expect(serviceOf(sim).desiredCount).toBe(3)
  })

  test('SV-400, PL-36 attributes and constraints say which instances match', () => {
    const sim = prepared({ instances: 2 })
    const [stacked] = launch(sim, { attributes: { stack: 'prod' } })
    const placementConstraints = [{ type: 'memberOf', expression: 'attribute:stack == prod' }] as const
    expect(createAgent(sim, { placementConstraints })).toMatchObject({ desiredCount: 1 })
    sim.advance('2m')
    expect(placesOf(sim)).toEqual([stacked])
    expect(messagesOf(sim).at(-1)).toBe('(service agent) has reached a steady state.')
  })

  test('SV-401, PL-37, DP-003 a new instance gets its task the instant it is ACTIVE, before any replica', () => {
    const sim = prepared({ instances: 1 })
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 6 })
    sim.advance('2m')
    createAgent(sim)
    sim.advance('1m')
    const [fresh] = launch(sim)
    sim.settle()
    const created = sim.journal.filter(({ kind, atMs }) => kind === 'task.created' && atMs === sim.nowMs)
    const order = created.map(({ set }) => set as { group: string; containerInstanceArn: string })
    expect(order.map(({ group }) => group)).toEqual(['service:agent', 'service:web', 'service:web'])
    expect(order.every(({ containerInstanceArn }) => containerInstanceArn === fresh)).toBe(true)
  })

  test('SV-402 an instance without room: an event, the others go on, and another try when there is room', () => {
    const sim = prepared({ instances: 2 })
    const [full] = instancesOf(sim) as [string]
    register(sim, 'big', 1_792)
    const { tasks } = sim.ecs.startTask({ cluster: 'prod', taskDefinition: 'big', containerInstances: [full] })
    createAgent(sim)
    sim.advance('2m')
    expect(placesOf(sim)).toEqual([instancesOf(sim)[1]])
    const [event] = messagesOf(sim)
    expect(messagesOf(sim).filter((message) => message.includes('was unable to place'))).toHaveLength(1)
    expect(event).toContain('has started 1 tasks')
    expect(messagesOf(sim)[1]).toContain(
      `The closest matching (container-instance ${full.split('/').at(-1)}) has insufficient memory available.`,
    )
    expect(sim.waitingFor()[0]).toMatchObject({ name: 'agent', waitingFor: 'room-for-a-task' })
    sim.ecs.stopTask({ cluster: 'prod', task: tasks[0]?.taskArn as string })
    sim.settle()
    expect(placesOf(sim)).toContain(full)
    expect(sim.runUntil('steady', { atMost: '5m' }).reached).toBe(true)
  })

  test('SV-403, SV-207 an instance that no longer matches loses its task, and ECS says so; matching again, it gets one', () => {
    const sim = steady({ instances: 2 })
    const [first, second] = instancesOf(sim) as [string, string]
    const placementConstraints = [{ type: 'memberOf', expression: 'attribute:stack == prod' }] as const
    sim.ecs.putAttributes({ cluster: 'prod', attributes: [{ name: 'stack', value: 'prod', targetId: first }] })
    const before = serviceOf(sim).deployments?.map(({ id }) => id)
    expect(sim.ecs.updateService({ cluster: 'prod', service: 'agent', placementConstraints }).service).toMatchObject({
      desiredCount: 1,
    })
    sim.settle()
    expect(serviceOf(sim).deployments?.map(({ id }) => id)).toEqual(before)
    expect(placesOf(sim)).toEqual([first])
    expect(messagesOf(sim).at(-1)).toContain('has stopped 1 running tasks')
    expect(sim.journal.find(({ kind }) => kind === 'service.action')).toMatchObject({
      rule: 'SV-403',
      set: {
        eventType: 'ERROR',
        eventName: 'SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED',
        containerInstanceArns: [second],
      },
    })
    sim.ecs.deleteAttributes({ cluster: 'prod', attributes: [{ name: 'stack', targetId: first }] })
    sim.advance('1m')
    expect(placesOf(sim)).toEqual([])
    expect(serviceOf(sim)).toMatchObject({ desiredCount: 0, runningCount: 0 })
    sim.ecs.putAttributes({ cluster: 'prod', attributes: [{ name: 'stack', value: 'prod', targetId: second }] })
    expect(sim.runUntil('steady', { atMost: '5m' }).reached).toBe(true)
    expect(placesOf(sim)).toEqual([second])
  })

  test('SV-403 a constraint on tasks: the daemon follows the group, and its own task is not among those that are asked', () => {
    const sim = prepared({ instances: 2 })
    const expression = 'task:group == jobs and runningTasksCount < 2'
    createAgent(sim, { placementConstraints: [{ type: 'memberOf', expression }] })
    expect(serviceOf(sim).desiredCount).toBe(0)
    const { tasks } = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web', group: 'jobs' })
    sim.advance('3m')
    expect(placesOf(sim)).toEqual([tasks[0]?.containerInstanceArn])
    sim.ecs.stopTask({ cluster: 'prod', task: tasks[0]?.taskArn as string })
    sim.settle()
    expect(placesOf(sim)).toEqual([])
  })

  test('SV-408 without an instance that matches, a deployment completes at once', () => {
    const sim = timedSimulation({})
    sim.ecs.createCluster({ clusterName: 'prod' })
    register(sim, 'agent')
    createAgent(sim)
    sim.settle()
    expect(serviceOf(sim)).toMatchObject({ desiredCount: 0, deployments: [{ rolloutState: 'COMPLETED' }] })
    expect(messagesOf(sim)).toHaveLength(2)
  })

  test('EA-2, SV-400 on external instances a daemon runs with the launch type EXTERNAL', () => {
    const sim = prepared({ instances: 1 })
    sim.fleet.registerExternal({ cluster: 'prod', count: 2, cpuUnits: 1_024, memoryMiB: 2_048 })
    expect(createAgent(sim, { launchType: 'EXTERNAL' })).toMatchObject({ desiredCount: 2 })
    sim.advance('2m')
    expect(serviceOf(sim)).toMatchObject({ runningCount: 2 })
  })
})

describe('a draining instance', () => {
  test('SV-404, CI-23 the daemon leaves last, after every other service task is STOPPED; standalone tasks do not hold it', () => {
    const sim = steady({ instances: 2 })
    const [first] = instancesOf(sim) as [string]
    sim.ecs.startTask({ cluster: 'prod', taskDefinition: 'web', containerInstances: [first] })
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 2 })
    sim.advance('5m')
    setState(sim, first, 'DRAINING')
    expect(serviceOf(sim).desiredCount).toBe(1)
    sim.runUntil('steady', { atMost: '30m' })
    const stops = sim.journal
      .filter(({ kind, atMs }) => (kind === 'task.stopRequested' || kind === 'task.stopped') && atMs > HOUR)
      .map(({ kind, id, rule }) => [kind, sim.view.tables.tasks.get(id)?.group, rule])
    expect(stops).toEqual([
      ['task.stopRequested', 'service:web', 'DP-110'],
      ['task.stopped', 'service:web', 'LC-10'],
      ['task.stopRequested', 'service:agent', 'SV-404'],
    ])
    expect(placesOf(sim)).not.toContain(first)
    sim.advance('1m')
    expect(serviceOf(sim)).toMatchObject({ desiredCount: 1, runningCount: 1 })
  })

  test('SV-404 two daemons do not wait for each other', () => {
    const sim = steady({ instances: 1 })
    createAgent(sim, { serviceName: 'logs' })
    sim.advance('5m')
    setState(sim, instancesOf(sim)[0] as string, 'DRAINING')
    sim.settle()
    expect([...placesOf(sim), ...placesOf(sim, 'logs')]).toEqual([])
  })

  test('SV-405, SV-401 new instances get theirs while others drain, and one that is ACTIVE again gets another', () => {
    const sim = steady({ instances: 1 })
    const [first] = instancesOf(sim) as [string]
    setState(sim, first, 'DRAINING')
    const [fresh] = launch(sim)
    sim.settle()
    expect(placesOf(sim)).toEqual([fresh])
    setState(sim, first, 'ACTIVE')
    sim.advance('29s')
    expect(placesOf(sim)).toEqual([fresh])
    sim.advance('1s')
    expect(placesOf(sim)).toEqual([fresh, first])
  })
})

describe('WE-31 a rolling deployment of a daemon on five instances', () => {
  const deploy = (minimumHealthyPercent: number): { sim: Simulation; waves: Wave[] } => {
    const sim = steady({ instances: 5 }, { deploymentConfiguration: { minimumHealthyPercent } })
    const taskDefinition = register(sim, 'agent')
    const { service } = sim.ecs.updateService({ cluster: 'prod', service: 'agent', taskDefinition })
    sim.runUntil('steady', { atMost: '1h' })
    return { sim, waves: wavesOf(sim, service.deployments?.[0]?.id as string) }
  }
  const secondsNow = (sim: Simulation) => (sim.nowMs - HOUR) / 1_000

  test('WE-31, SV-406 at 0 % all at once: completed after 80 s', () => {
    const { sim, waves } = deploy(0)
    expect(secondsNow(sim)).toBe(80)
    expect(waves).toEqual([
      { at: 0, old: 0, new: 0, stopping: 5 },
      { at: 30, old: 0, new: 5, stopping: 0 },
    ])
  })

  test('WE-31, SV-406 at 50 % two, two and one: completed after 240 s', () => {
    const { sim, waves } = deploy(50)
    expect(secondsNow(sim)).toBe(240)
    expect(waves).toEqual([
      { at: 0, old: 3, new: 0, stopping: 2 },
      { at: 30, old: 3, new: 2, stopping: 0 },
      { at: 80, old: 1, new: 2, stopping: 2 },
      { at: 110, old: 1, new: 4, stopping: 0 },
      { at: 160, old: 0, new: 4, stopping: 1 },
      { at: 190, old: 0, new: 5, stopping: 0 },
    ])
  })

  test('SV-407 at 100 % nothing can stop: the deadlock is said', () => {
    const { sim } = deploy(100)
    expect(messagesOf(sim).at(-1)).toContain('was unable to stop or start tasks during a deployment')
    expect(placesOf(sim)).toHaveLength(5)
    const deploymentConfiguration = { minimumHealthyPercent: 0 }
    sim.ecs.updateService({ cluster: 'prod', service: 'agent', deploymentConfiguration })
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  })

  test('SV-406, DP-443 a task lost in the middle is followed by the new revision', () => {
    const sim = steady({ instances: 2 }, { deploymentConfiguration: { minimumHealthyPercent: 50 } })
    const taskDefinition = register(sim, 'agent')
    sim.ecs.updateService({ cluster: 'prod', service: 'agent', taskDefinition })
    sim.settle()
    const old = sim.ecs.listTasks({ cluster: 'prod', serviceName: 'agent' }).taskArns[0] as string
    sim.ecs.stopTask({ cluster: 'prod', task: old })
    sim.advance('31s')
    const running = [...sim.snapshot().tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
    expect(running.map(({ taskDefinitionArn }) => taskDefinitionArn)).toEqual([taskDefinition, taskDefinition])
  })
})

describe('the daemon reserve', () => {
  const whyNot = (sim: Simulation, taskDefinition: string) =>
    sim
      .whyNot({ cluster: 'prod', taskDefinition }, { wayOut: false })
      .instances.flatMap(({ checks }) => checks.at(-1) ?? [])

  test('PL-38, PL-17 CPU and memory of a daemon that does not run yet are kept from others, from the first instant', () => {
    const sim = prepared({ instances: 1 })
    createAgent(sim)
    register(sim, 'big', 1_792)
    expect(sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'big' })).toMatchObject({
      tasks: [],
      failures: [{ reason: 'RESOURCE:MEMORY' }],
    })
    expect(whyNot(sim, 'big')).toMatchObject([
      { reason: 'RESOURCE:MEMORY', wanted: '1792 MiB', available: '1536 MiB (512 MiB held for service:agent)' },
    ])
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 5 })
    sim.advance('2m')
    expect(placesOf(sim)).toHaveLength(1)
    expect(placesOf(sim, 'web')).toHaveLength(3)
  })

  test('PL-38 StartTask finds it kept too, and an answer about the instance does not show it', () => {
    const sim = prepared({ instances: 1 })
    createAgent(sim)
    register(sim, 'big', 1_792)
    const [instance] = instancesOf(sim) as [string]
    const { failures } = sim.ecs.startTask({ cluster: 'prod', taskDefinition: 'big', containerInstances: [instance] })
    expect(failures).toMatchObject([{ reason: 'RESOURCE:MEMORY' }])
    const [answer] = sim.ecs.describeContainerInstances({
      cluster: 'prod',
      containerInstances: [instance],
    }).containerInstances
    expect(answer?.remainingResources?.find(({ name }) => name === 'MEMORY')?.integerValue).toBe(2_048)
  })

  test('PL-38 static host ports are kept as well: undocumented, but the daemon would starve', () => {
    const sim = prepared({ instances: 1 })
    register(sim, 'agent', 512, 9_100)
    register(sim, 'rival', 128, 9_100)
    createAgent(sim)
    expect(whyNot(sim, 'rival')).toMatchObject([
      { reason: 'RESOURCE:PORTS', available: '9100/tcp held for service:agent' },
    ])
  })

  test('PL-38, PL-16 a network interface is kept as well, but not twice while the old task still has its own', () => {
    const sim = prepared({ instances: 1, cpuUnits: 2_048, memoryMiB: 8_192 })
    const awsvpc = (family: string) =>
      sim.ecs.registerTaskDefinition({
        family,
        networkMode: 'awsvpc',
        containerDefinitions: [{ name: 'app', image: 'example.com/app:1', cpu: 128, memory: 128 }],
      })
    awsvpc('eni-agent')
    awsvpc('eni-web')
    const [instance] = instancesOf(sim) as [string]
    const { attributes = [] } = sim.ecs.describeContainerInstances({ cluster: 'prod', containerInstances: [instance] })
      .containerInstances[0] as { attributes?: { name?: string; value?: string }[] }
    const subnet = attributes.find(({ name }) => name === 'ecs.subnet-id')?.value as string
    const networkConfiguration = { awsvpcConfiguration: { subnets: [subnet] } }
    const run = () => sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'eni-web', count: 2, networkConfiguration })
    createAgent(sim, { taskDefinition: 'eni-agent', networkConfiguration })
    expect(run()).toMatchObject({ tasks: [{}], failures: [{ reason: 'RESOURCE:ENI' }] })
    expect(sim.runUntil('steady', { atMost: '30m' }).reached).toBe(true)
    sim.ecs.updateService({ cluster: 'prod', service: 'agent', forceNewDeployment: true })
    expect(sim.runUntil('steady', { atMost: '30m' }).reached).toBe(true)
    sim.checkInvariants()
    expect(placesOf(sim)).toHaveLength(1)
  })

  test('PL-38 while room is short, whatever comes free is kept until it is enough', () => {
    const sim = prepared({ instances: 1 })
    const { tasks } = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web', count: 4 })
    createAgent(sim)
    sim.settle()
    expect(placesOf(sim)).toEqual([])
    register(sim, 'small', 64)
    expect(whyNot(sim, 'small')).toMatchObject([{ available: '0 MiB' }])
    sim.fleet.disconnectAgent({ cluster: 'prod', containerInstances: instancesOf(sim) })
    sim.ecs.stopTask({ cluster: 'prod', task: tasks[0]?.taskArn as string })
    sim.settle()
    expect(placesOf(sim)).toEqual([])
    expect(messagesOf(sim).at(-1)).toContain('encountered error "AGENT"')
    sim.fleet.reconnectAgent({ cluster: 'prod', containerInstances: instancesOf(sim) })
    expect(whyNot(sim, 'small')).toMatchObject([{ available: '0 MiB (512 MiB held for service:agent)' }])
    sim.settle()
    expect(placesOf(sim)).toHaveLength(1)
  })

  test('PL-38 a deployment with a larger size keeps the difference at once', () => {
    const sim = steady({ instances: 1 }, { deploymentConfiguration: { minimumHealthyPercent: 100 } })
    const taskDefinition = register(sim, 'agent', 1_024)
    sim.ecs.updateService({ cluster: 'prod', service: 'agent', taskDefinition })
    register(sim, 'big', 1_536)
    expect(whyNot(sim, 'big')).toMatchObject([{ available: '1024 MiB (512 MiB held for service:agent)' }])
  })

  test('PL-38 instances that do not match, or drain, keep nothing; a deleted service lets go', () => {
    const sim = prepared({ instances: 2 })
    const [first, second] = instancesOf(sim) as [string, string]
    register(sim, 'big', 2_048)
    sim.ecs.putAttributes({ cluster: 'prod', attributes: [{ name: 'stack', value: 'prod', targetId: first }] })
    createAgent(sim, { placementConstraints: [{ type: 'memberOf', expression: 'attribute:stack == prod' }] })
    expect(sim.whyNot({ cluster: 'prod', taskDefinition: 'big' }).chosen).toBe(second)
    sim.ecs.deleteService({ cluster: 'prod', service: 'agent' })
    expect(sim.whyNot({ cluster: 'prod', taskDefinition: 'big' }).decidedBy).toBe('draw')
  })

  test('PL-38 one daemon is not kept from another: the older takes the room that is enough for one', () => {
    const sim = prepared({ instances: 1, memoryMiB: 700 })
    createAgent(sim)
    createAgent(sim, { serviceName: 'logs' })
    sim.settle()
    expect([placesOf(sim).length, placesOf(sim, 'logs').length]).toEqual([1, 0])
  })

  test('PL-39 replicas anchored to a daemon follow it, also when it comes later', () => {
    const sim = prepared({ instances: 2 })
    const expression = 'task:group == service:agent'
    const anchored = { cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 2 }
    sim.ecs.createService({ ...anchored, placementConstraints: [{ type: 'memberOf', expression }] })
    sim.advance('1m')
    expect(placesOf(sim, 'web')).toEqual([])
    createAgent(sim)
    sim.settle()
    expect(placesOf(sim, 'web').sort()).toEqual(placesOf(sim).sort())
  })
})

test('SV-303, SV-304 a daemon is deleted without force, and all its tasks stop', () => {
  const sim = steady({ instances: 3 })
  const { service } = sim.ecs.deleteService({ cluster: 'prod', service: 'agent' })
  expect(service).toMatchObject({ status: 'DRAINING', desiredCount: 0 })
  sim.settle()
  expect(placesOf(sim)).toEqual([])
  expect(serviceOf(sim).status).toBe('INACTIVE')
  launch(sim)
  sim.advance('5m')
  expect(placesOf(sim)).toEqual([])
})

test('SV-208 any other revision of the task definition is a deployment', () => {
  const sim = steady({ instances: 2 })
  const taskDefinition = register(sim, 'agent')
  sim.ecs.updateService({ cluster: 'prod', service: 'agent', taskDefinition })
  expect(serviceOf(sim).deployments).toMatchObject([{ status: 'PRIMARY', desiredCount: 2 }, { status: 'ACTIVE' }])
})

test('SV-404 in the middle of draining and deploying, forks, archives and the past go on alike', () => {
  const sim = steady({ instances: 3 }, { deploymentConfiguration: { minimumHealthyPercent: 50 } })
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 3 })
  sim.advance('5m')
  setState(sim, instancesOf(sim)[0] as string, 'DRAINING')
  sim.ecs.updateService({ cluster: 'prod', service: 'agent', taskDefinition: register(sim, 'agent', 768) })
  sim.advance('15s')
  const all = [sim, sim.fork(), Simulation.restore(sim.save()), sim.forkAt(sim.now)]
  for (const other of all) {
    launch(other)
    other.advance('30m')
    other.checkInvariants()
  }
  expect(new Set(all.map((other) => other.journalHash())).size).toBe(1)
})
