// The life of a task on a container instance, to the second.
import { describe, expect, test } from 'vitest'
import { type LatencyOptions, Simulation } from '../../src/index.ts'

const START = Date.parse('2026-01-05T00:00:00Z')
/** The profile of the worked examples: pull 2 s, create and start 1 s, everything else at once. */
const PROFILE_T: LatencyOptions = {
  ec2Dispatch: 0,
  ec2PullBase: '2s',
  imageMegabytes: 1,
  ec2PullMegabytesPerSecond: 1_000_000,
  ec2CachedPull: '2s',
  ec2ContainerStart: '1s',
}

function started(latencies: LatencyOptions = PROFILE_T, size: { cpuUnits?: number; memoryMiB?: number } = {}) {
  const sim = new Simulation({ startAt: START, latencies, paranoid: true })
  sim.fleet.launch({ instanceType: 'm5.large', ready: true, ...size })
  return sim
}

function register(sim: Simulation, container: object = {}) {
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [
      { name: 'app', image: 'nginx:1.25', memory: 128, portMappings: [{ containerPort: 80 }], ...container },
    ],
  })
}

const run = (sim: Simulation) => sim.ecs.runTask({ taskDefinition: 'web' }).tasks[0]?.taskArn as string
const read = (sim: Simulation, arn: string) => sim.ecs.describeTasks({ tasks: [arn] }).tasks[0]
const at = (date: Date | undefined) => (date === undefined ? undefined : (date.getTime() - START) / 1000)

describe('starting', () => {
  test('EX-17, LC-5 one container: PENDING at 0, RUNNING at 3, with its timestamps, version and dynamic host port', () => {
    const sim = started()
    register(sim)
    const arn = run(sim)
    expect(read(sim, arn)).toMatchObject({
      lastStatus: 'PENDING',
      desiredStatus: 'RUNNING',
      version: 1,
      containers: [{ lastStatus: 'PENDING', networkBindings: [] }],
    })
    sim.advance('2s')
    expect(read(sim, arn)?.pullStartedAt).toBeUndefined()
    sim.advance('1s')
    const task = read(sim, arn)
    expect(task).toMatchObject({ lastStatus: 'RUNNING', version: 2 })
    expect(
      [task?.createdAt, task?.connectivityAt, task?.pullStartedAt, task?.pullStoppedAt, task?.startedAt].map(at),
    ).toEqual([0, 0, 0, 2, 3])
    expect(task?.containers?.[0]?.networkBindings).toEqual([
      { bindIP: '0.0.0.0', containerPort: 80, hostPort: 32768, protocol: 'tcp' },
    ])
  })

  test('NW-10 the next dynamic port follows the last one, even when its task has gone', () => {
    const sim = started()
    register(sim)
    const first = run(sim)
    sim.advance('3s')
    sim.ecs.stopTask({ task: first })
    sim.advance('1m')
    const second = run(sim)
    sim.advance('3s')
    expect(read(sim, second)?.containers?.[0]?.networkBindings?.[0]?.hostPort).toBe(32769)
  })

  test('NW-10 the search wraps round at the end of the range and passes over ports in use', () => {
    const sim = new Simulation({
      latencies: PROFILE_T,
      options: { ephemeralPortStart: 40_000, ephemeralPortEnd: 40_002 },
    })
    sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    register(sim)
    const arns = [run(sim), run(sim)]
    sim.advance('3s')
    sim.ecs.stopTask({ task: arns[1] as string })
    sim.advance('1m')
    const later = [run(sim), run(sim)]
    sim.advance('3s')
    expect(later.map((arn) => read(sim, arn)?.containers?.[0]?.networkBindings?.[0]?.hostPort)).toEqual([
      40_002, 40_001,
    ])
  })

  test('NW-11 in host mode the binding is the container port itself', () => {
    const sim = started()
    sim.ecs.registerTaskDefinition({
      family: 'web',
      networkMode: 'host',
      containerDefinitions: [{ name: 'app', image: 'i', memory: 128, portMappings: [{ containerPort: 8080 }] }],
    })
    const arn = run(sim)
    sim.advance('3s')
    expect(read(sim, arn)?.containers?.[0]?.networkBindings?.[0]).toMatchObject({ containerPort: 8080, hostPort: 8080 })
  })

  test('LT-6, LT-7, LT-8, LT-9 by default 6.8 s with a pull of 120 MB, 2 s once the instance holds the image', () => {
    const sim = started({})
    register(sim)
    const first = run(sim)
    sim.advance('1m')
    expect(at(read(sim, first)?.startedAt)).toBe(6.8)
    const second = run(sim)
    sim.advance('1m')
    expect(at(read(sim, second)?.startedAt)).toBe(62)
  })
})

describe('stopping', () => {
  test('LC-8, LC-10, LC-50 SIGTERM at once, exit 143 after two seconds, STOPPED', () => {
    const sim = started()
    register(sim)
    const arn = run(sim)
    sim.advance('100s')
    sim.ecs.stopTask({ task: arn })
    expect(read(sim, arn)).toMatchObject({ lastStatus: 'STOPPING', desiredStatus: 'STOPPED', version: 3 })
    sim.advance('2s')
    const task = read(sim, arn)
    expect(task).toMatchObject({
      lastStatus: 'STOPPED',
      version: 4,
      containers: [{ lastStatus: 'STOPPED', exitCode: 143 }],
    })
    expect([task?.stoppingAt, task?.executionStoppedAt, task?.stoppedAt].map(at)).toEqual([100, 102, 102])
  })

  test.each([
    ['EX-23 a container that ignores SIGTERM is killed after 30 s', {}, 130],
    ['LC-50 or after its own stopTimeout', { stopTimeout: 90 }, 190],
  ])('%s', (_title, container, stoppedAt) => {
    const sim = started({ ...PROFILE_T, gracefulExit: '1h' })
    register(sim, container)
    const arn = run(sim)
    sim.advance('100s')
    sim.ecs.stopTask({ task: arn })
    sim.advance('10m')
    const task = read(sim, arn)
    expect(task?.containers?.[0]?.exitCode).toBe(137)
    expect(at(task?.stoppedAt)).toBe(stoppedAt)
  })

  test('LC-19 stopping a task again changes nothing', () => {
    const sim = started()
    register(sim)
    const arn = run(sim)
    sim.ecs.stopTask({ task: arn, reason: 'first' })
    const before = read(sim, arn)
    sim.ecs.stopTask({ task: arn, reason: 'second' })
    expect(read(sim, arn)).toEqual(before)
  })

  test('LC-15 a stopped task stays for an hour, then it is MISSING', () => {
    const sim = started()
    register(sim)
    const arn = run(sim)
    sim.ecs.stopTask({ task: arn })
    sim.advance('59m59s')
    expect(sim.ecs.listTasks({ desiredStatus: 'STOPPED' }).taskArns).toEqual([arn])
    sim.advance('1s')
    expect(sim.ecs.describeTasks({ tasks: [arn] }).failures).toEqual([{ arn, reason: 'MISSING' }])
  })

  test('LC-17 a terminated instance takes its tasks with it, without exit codes; one that was stopping keeps its reason', () => {
    const sim = started()
    register(sim)
    const [one, two] = [run(sim), run(sim)]
    sim.advance('10s')
    sim.ecs.stopTask({ task: two, reason: 'mine' })
    const ec2InstanceId = [...sim.snapshot().containerInstances.values()][0]?.ec2InstanceId as string
    sim.fleet.terminate({ containerInstances: [ec2InstanceId] })
    expect(read(sim, one)).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TerminationNotice',
      stoppedReason: `Host EC2 (instance ${ec2InstanceId}) terminated.`,
    })
    expect(read(sim, one)?.containers?.[0]?.exitCode).toBeUndefined()
    expect(read(sim, two)).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'mine' })
    sim.advance('5m')
    expect(read(sim, two)?.version).toBe(4)
  })
})

describe('room that is only promised', () => {
  test('LC-14, PL-16 newcomers wait in their order until the room is really free, the first one holding up the rest', () => {
    const sim = started({ ...PROFILE_T, gracefulExit: '20s' }, { memoryMiB: 1000 })
    const family = (name: string, memory: number) =>
      sim.ecs.registerTaskDefinition({ family: name, containerDefinitions: [{ name: 'c', image: 'i', memory }] })
    family('big', 600)
    family('small', 100)
    const start = (name: string) => sim.ecs.runTask({ taskDefinition: name }).tasks[0]?.taskArn as string
    const old = start('big')
    sim.advance('10s')
    sim.ecs.stopTask({ task: old })
    // 400 MiB are free. The big one needs 600: it waits, and the small one behind it waits with it.
    const [big, small] = [start('big'), start('small')]
    sim.advance('19s')
    expect([big, small].map((arn) => read(sim, arn)?.lastStatus)).toEqual(['PENDING', 'PENDING'])
    sim.advance('4s')
    expect([big, small].map((arn) => at(read(sim, arn)?.startedAt))).toEqual([33, 33])
  })

  test('LC-14 stopping the task that waits first lets the next one through', () => {
    const sim = started({ ...PROFILE_T, gracefulExit: '20s' }, { memoryMiB: 1000 })
    for (const [name, memory] of [
      ['big', 600],
      ['small', 100],
    ] as const)
      sim.ecs.registerTaskDefinition({ family: name, containerDefinitions: [{ name: 'c', image: 'i', memory }] })
    const start = (name: string) => sim.ecs.runTask({ taskDefinition: name }).tasks[0]?.taskArn as string
    const old = start('big')
    sim.advance('10s')
    sim.ecs.stopTask({ task: old })
    const [big, small] = [start('big'), start('small')]
    sim.advance('1s')
    sim.ecs.stopTask({ task: big })
    sim.advance('3s')
    expect(at(read(sim, small)?.startedAt)).toBe(14)
  })

  test('LC-14 in the profile of 2023-06 the agent waits for every stopping task of the instance', () => {
    const sim = new Simulation({
      startAt: START,
      behavior: '2023-06',
      latencies: { ...PROFILE_T, gracefulExit: '20s' },
    })
    sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    register(sim)
    const old = run(sim)
    sim.advance('10s')
    sim.ecs.stopTask({ task: old })
    const next = run(sim)
    sim.advance('30s')
    expect(at(read(sim, next)?.startedAt)).toBe(33)
  })
})
