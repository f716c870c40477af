// The life of a task with a network interface of its own on a container instance, to the second.
import { fc, test as lawTest } from '@fast-check/vitest'
import { beforeEach, describe, expect, test } from 'vitest'
import { type LatencyOptions, type LaunchInput, Simulation } from '../../src/index.ts'
import { runs } from '../support/runs.ts'

const START = Date.parse('2026-01-05T00:00:00Z')
/** Pull 2 s, create and start 1 s, SIGTERM 2 s; interfaces as they are by default. */
const PROFILE: LatencyOptions = {
  ec2Dispatch: 0,
  ec2PullBase: '2s',
  imageMegabytes: 1,
  ec2PullMegabytesPerSecond: 1_000_000,
  ec2CachedPull: '2s',
  ec2ContainerStart: '1s',
}
const NETWORK = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } }

let sim: Simulation
let instance: string

function start(launch: Partial<LaunchInput> = {}, latencies: LatencyOptions = {}): void {
  sim = new Simulation({ startAt: START, latencies: { ...PROFILE, ...latencies }, paranoid: true })
  const { containerInstances } = sim.fleet.launch({ instanceType: 'c5.large', ready: true, ...launch })
  instance = containerInstances[0]?.containerInstanceArn as string
  register('net', 'awsvpc', 100)
  register('plain', 'bridge', 100)
}

function register(family: string, networkMode: 'awsvpc' | 'bridge', memory: number): void {
  const containerDefinitions = [{ name: 'app', image: 'i', memory, portMappings: [{ containerPort: 80 }] }]
  sim.ecs.registerTaskDefinition({ family, networkMode, containerDefinitions })
}

const run = (taskDefinition = 'net') =>
  sim.ecs.runTask({ taskDefinition, ...(taskDefinition.startsWith('net') ? NETWORK : {}) }).tasks[0]?.taskArn as string
const read = (arn: string) => sim.ecs.describeTasks({ tasks: [arn] }).tasks[0]
const statusOf = (arn: string) => read(arn)?.lastStatus
const at = (date: Date | undefined) => (date === undefined ? undefined : (date.getTime() - START) / 1000)
const enisTaken = () => {
  const [row] = [...sim.view.tables.containerInstances.values()].filter(({ arn }) => arn === instance)
  return row === undefined ? undefined : sim.view.indexes.slotOf(row)?.enis
}

beforeEach(() => start())

describe('from beginning to end', () => {
  test('LC-2, LC-4, LC-9, LC-10, LC-13, LT-10 attached at 5, RUNNING at 8, asked to stop at 30, STOPPED at 40 as version 6', () => {
    const arn = run()
    expect(read(arn)).toMatchObject({ lastStatus: 'PROVISIONING', version: 1, containerInstanceArn: instance })
    sim.advance('4999ms')
    expect(statusOf(arn)).toBe('PROVISIONING')
    sim.advance('1ms')
    expect(read(arn)).toMatchObject({ lastStatus: 'PENDING', version: 2 })
    sim.advance('3s')
    expect(read(arn)).toMatchObject({ lastStatus: 'RUNNING', version: 3 })
    sim.advance('22s')
    sim.ecs.stopTask({ task: arn })
    expect(read(arn)).toMatchObject({ lastStatus: 'STOPPING', desiredStatus: 'STOPPED', version: 4 })
    sim.advance('2s')
    expect(read(arn)).toMatchObject({ lastStatus: 'DEPROVISIONING', version: 5, containers: [{ exitCode: 143 }] })
    sim.advance('8s')
    const task = read(arn)
    expect(task).toMatchObject({ lastStatus: 'STOPPED', version: 6 })
    const times = [task?.createdAt, task?.connectivityAt, task?.pullStartedAt, task?.pullStoppedAt, task?.startedAt]
    expect(times.map(at)).toEqual([0, 0, 5, 7, 8])
    expect([task?.stoppingAt, task?.executionStoppedAt, task?.stoppedAt].map(at)).toEqual([30, 32, 40])
  })

  test('LT-10, CI-10, CI-28 a branch of a trunk takes 2 s to come and 3 s to go', () => {
    start({ awsvpcTrunking: true })
    const arn = run()
    sim.advance('30s')
    sim.ecs.stopTask({ task: arn })
    sim.advance('1m')
    expect([read(arn)?.startedAt, read(arn)?.stoppedAt].map(at)).toEqual([5, 35])
  })

  test('NW-16, NW-14, NW-11 its attachment shows the subnet first, the interface once attached, and no container of AWS', () => {
    const arn = run()
    const attachment = () => read(arn)?.attachments?.[0]
    const details = () => attachment()?.details?.map(({ name }) => name)
    expect(attachment()).toMatchObject({
      type: 'ElasticNetworkInterface',
      status: 'PRECREATED',
      details: [{ name: 'subnetId', value: 'subnet-1' }],
    })
    sim.advance('10s')
    expect(attachment()).toMatchObject({ status: 'ATTACHED' })
    expect(details()).toEqual(['subnetId', 'networkInterfaceId', 'macAddress', 'privateDnsName', 'privateIPv4Address'])
    expect(attachment()?.details?.[1]?.value).toMatch(/^eni-[0-9a-f]{17}$/)
    expect(attachment()?.details?.[2]?.value).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/)
    expect(read(arn)?.containers).toMatchObject([
      {
        name: 'app',
        networkBindings: [],
        networkInterfaces: [{ attachmentId: attachment()?.id, privateIpv4Address: '172.31.0.4' }],
      },
    ])
    sim.ecs.stopTask({ task: arn })
    sim.advance('1m')
    expect(attachment()).toMatchObject({ status: 'DELETED' })
    expect(details()).toEqual(['subnetId', 'networkInterfaceId', 'macAddress', 'privateDnsName', 'privateIPv4Address'])
  })

  test('NW-1, NW-16 a task on the bridge has no attachment', () => {
    const arn = run('plain')
    expect(read(arn)).toMatchObject({ lastStatus: 'PENDING', attachments: [] })
    sim.advance('10s')
    expect(read(arn)?.containers).toMatchObject([{ networkInterfaces: [], networkBindings: [{ hostPort: 32_768 }] }])
  })
})

describe('an early end', () => {
  test.each([
    ['PROVISIONING', '2s', 10],
    ['PENDING', '6s', 14],
  ] as const)(
    'LC-51, LC-9 stopped while %s it is DEPROVISIONING at once, without exit code, and its interface goes',
    (status, after, stoppedAt) => {
      const arn = run()
      sim.advance(after)
      expect(statusOf(arn)).toBe(status)
      sim.ecs.stopTask({ task: arn })
      expect(read(arn)).toMatchObject({ lastStatus: 'DEPROVISIONING', desiredStatus: 'STOPPED' })
      expect(enisTaken()).toBe(1)
      sim.advance('1m')
      expect(read(arn)).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'UserInitiated' })
      expect(at(read(arn)?.stoppedAt)).toBe(stoppedAt)
      expect(read(arn)?.startedAt).toBeUndefined()
      expect(read(arn)?.containers?.[0]?.exitCode).toBeUndefined()
      expect(enisTaken()).toBe(0)
    },
  )

  test.each(['1s', '6s', '20s'])(
    'LC-17, NW-16 a terminated instance takes a task with it, %s after its creation',
    (after) => {
      const arn = run()
      sim.advance(after)
      sim.fleet.terminate({ containerInstances: [instance] })
      expect(read(arn)).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TerminationNotice' })
      expect(read(arn)?.attachments).toMatchObject([{ status: 'DELETED' }])
      const version = read(arn)?.version
      sim.advance('5m')
      expect(read(arn)?.version).toBe(version)
      sim.checkInvariants()
    },
  )

  test('LC-18, CI-21 so does a forced deregistration, while the interface is attached or taken away', () => {
    const [one, two] = [run(), run()]
    sim.advance('3s')
    sim.ecs.stopTask({ task: two })
    sim.ecs.deregisterContainerInstance({ containerInstance: instance, force: true })
    expect([statusOf(one), statusOf(two)]).toEqual(['STOPPED', 'STOPPED'])
    expect([read(one)?.stoppedReason, read(two)?.stoppedReason]).toEqual([
      'Container instance deregistration forced by user',
      'Task stopped by user',
    ])
    sim.advance('5m')
    sim.checkInvariants()
  })
})

describe('an agent that is away', () => {
  const away = () => sim.fleet.disconnectAgent({ containerInstances: [instance] })
  const back = () => sim.fleet.reconnectAgent({ containerInstances: [instance] })

  test('LC-16, LC-4 an interface that is attached meanwhile is reported when the agent is back', () => {
    const arn = run()
    sim.advance('1s')
    away()
    sim.advance('1m')
    expect(statusOf(arn)).toBe('PROVISIONING')
    back()
    sim.settle()
    expect(read(arn)).toMatchObject({ lastStatus: 'PENDING', version: 2 })
    sim.advance('3s')
    expect(at(read(arn)?.startedAt)).toBe(64)
  })

  test('LC-16, LC-9 what never reached the agent ends without it; what was attached meanwhile is not attached later', () => {
    const arn = run()
    sim.advance('1s')
    away()
    sim.advance('30s')
    sim.ecs.stopTask({ task: arn })
    sim.advance('10s')
    expect(statusOf(arn)).toBe('STOPPED')
    expect(enisTaken()).toBe(0)
    back()
    sim.advance('1m')
    expect(read(arn)).toMatchObject({ lastStatus: 'STOPPED', version: 3 })
  })

  test('EA-5, LC-9 a running task exits when the agent is back, and its interface goes after that', () => {
    const arn = run()
    sim.advance('20s')
    away()
    sim.ecs.stopTask({ task: arn })
    sim.advance('40s')
    expect(statusOf(arn)).toBe('STOPPING')
    back()
    sim.advance('1m')
    expect(at(read(arn)?.stoppedAt)).toBe(70)
  })
})

describe('waiting for room', () => {
  test('LC-14 the agent hears of a task when its interface is attached: who came to it earlier goes first', () => {
    start({ memoryMiB: 500 }, { gracefulExit: '20s' })
    register('big', 'bridge', 450)
    register('net-large', 'awsvpc', 300)
    register('wide', 'bridge', 200)
    const old = run('big')
    sim.advance('10s')
    sim.ecs.stopTask({ task: old })
    const late = run('net-large')
    sim.advance('1s')
    const early = run('wide')
    const fork = sim.fork()
    for (const world of [sim, fork, sim.fork()]) {
      world.advance('6s')
      const slot = world.view.indexes.slotOf([...world.view.tables.containerInstances.values()][0]!)
      expect(slot?.waiting).toEqual([early, late])
      // A world that was forked meanwhile, and so is told of both in order of creation, keeps the order of arrival.
      const { tables, indexes } = world.fork().view
      expect(indexes.slotOf([...tables.containerInstances.values()][0]!)?.waiting).toEqual([early, late])
    }
    sim.advance('1m')
    expect([early, late].map((arn) => at(read(arn)?.startedAt))).toEqual([33, 33])
  })

  test('LC-14, PL-16 room is promised from the beginning, held from PENDING on, and free with the last container', () => {
    start({ memoryMiB: 400 })
    register('net-large', 'awsvpc', 300)
    const first = run('net-large')
    expect(sim.ecs.runTask({ taskDefinition: 'net-large', ...NETWORK }).failures).toMatchObject([
      { reason: 'RESOURCE:MEMORY' },
    ])
    sim.advance('10s')
    sim.ecs.stopTask({ task: first })
    // Its container exits at 12, its interface goes at 20. The newcomer has its own at 15 and need not wait.
    const second = run('net-large')
    sim.advance('1m')
    expect(at(read(second)?.startedAt)).toBe(18)
    expect(at(read(first)?.stoppedAt)).toBe(20)
  })

  test('LC-14 in the profile of 2023-06 the agent waits for containers, not for interfaces', () => {
    sim = new Simulation({ startAt: START, behavior: '2023-06', latencies: { ...PROFILE, eniDetach: '1m' } })
    sim.fleet.launch({ instanceType: 'c5.large', ready: true })
    register('net', 'awsvpc', 100)
    register('plain', 'bridge', 100)
    const old = run()
    sim.advance('10s')
    sim.ecs.stopTask({ task: old })
    const next = run('plain')
    sim.advance('30s')
    expect(at(read(next)?.startedAt)).toBe(15)
    expect(statusOf(old)).toBe('DEPROVISIONING')
  })
})

// ── whatever happens ──

type Deed =
  | {
      readonly do:
        | 'run'
        | 'plain'
        | 'away'
        | 'back'
        | 'fork'
        | 'halt'
        | 'boot'
        | 'spot'
        | 'terminate'
        | 'deregister'
        | 'drain'
    }
  | { readonly do: 'stop'; readonly nth: number }
  | { readonly do: 'pass'; readonly seconds: number }

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ do: fc.constant('stop' as const), nth: fc.nat(9) }),
  fc.record({ do: fc.constant('pass' as const), seconds: fc.nat(9) }),
  fc.record({ do: fc.constantFrom('run', 'run', 'plain', 'away', 'back', 'fork', 'halt', 'boot', 'drain') }),
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('terminate', 'deregister', 'spot') }) },
)

function perform(doing: Deed): void {
  const known = sim.view.tables.containerInstances.get(instance)
  const isThere = known?.status === 'ACTIVE' || known?.status === 'DRAINING'
  const containerInstances = [instance]
  if (doing.do === 'pass') sim.advance(doing.seconds * 1_000)
  if (doing.do === 'fork') sim = sim.fork()
  if (doing.do === 'stop') {
    const { taskArns } = sim.ecs.listTasks()
    if (taskArns.length > 0) sim.ecs.stopTask({ task: taskArns[doing.nth % taskArns.length] as string })
  }
  if (!isThere) return
  if (doing.do === 'run') sim.ecs.runTask({ taskDefinition: 'net', ...NETWORK })
  if (doing.do === 'plain') sim.ecs.runTask({ taskDefinition: 'plain' })
  if (doing.do === 'away') sim.fleet.disconnectAgent({ containerInstances })
  const { state } = known.machine
  if (doing.do === 'halt' && state !== 'terminated') sim.fleet.stopInstances({ containerInstances })
  if (doing.do === 'boot' && state !== 'terminated') sim.fleet.startInstances({ containerInstances })
  if (doing.do === 'spot' && state === 'running') sim.fleet.interruptSpot({ containerInstances })
  if (doing.do === 'back' && state === 'running') sim.fleet.reconnectAgent({ containerInstances })
  if (doing.do === 'drain') {
    const status = known.status === 'ACTIVE' ? 'DRAINING' : 'ACTIVE'
    sim.ecs.updateContainerInstancesState({ containerInstances, status })
  }
  if (doing.do === 'terminate') sim.fleet.terminate({ containerInstances })
  if (doing.do === 'deregister') sim.ecs.deregisterContainerInstance({ containerInstance: instance, force: true })
}

lawTest.prop([fc.array(deed, { maxLength: 30, size: 'max' }), fc.constantFrom(0, 1, 2, 9), fc.boolean()], runs(150))(
  'PL-16, LC-10 every interface is given back exactly once, whatever happens to task, agent and instance',
  (deeds, limit, awsvpcTrunking) => {
    start({ taskEniLimit: limit, awsvpcTrunking, memoryMiB: 500 }, { eniAttach: limit === 9 ? 0 : '5s' })
    // One more that stays, so that there is always somebody to ask.
    sim.fleet.launch({ instanceType: 'm5.large', ready: true, taskEniLimit: 0, availabilityZones: ['us-east-1b'] })
    for (const doing of deeds) {
      perform(doing)
      sim.checkInvariants()
    }
    const known = sim.view.tables.containerInstances.get(instance)
    const isThere = enisTaken() !== undefined
    if (isThere && known?.machine.state === 'stopped') sim.fleet.startInstances({ containerInstances: [instance] })
    else if (known?.machine.state === 'running' && !known.agentConnected && isThere)
      sim.fleet.reconnectAgent({ containerInstances: [instance] })
    for (const task of sim.ecs.listTasks().taskArns) sim.ecs.stopTask({ task })
    sim.advance('3m')
    expect([...sim.view.tables.tasks.values()].filter(({ lastStatus }) => lastStatus !== 'STOPPED')).toEqual([])
    expect(enisTaken() ?? 0).toBe(0)
    sim.checkInvariants()
  },
)
