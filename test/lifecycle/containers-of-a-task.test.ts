// What ECS shows of a task whose containers wait for each other, fail, are restarted and turn unhealthy.
import { describe, expect, test } from 'vitest'
import { type ContainerBehavior, type LatencyOptions, Simulation } from '../../src/index.ts'

const START = Date.parse('2026-01-05T00:00:00Z')
/** Profile T of the worked examples. */
const PROFILE_T: LatencyOptions = {
  ec2Dispatch: 0,
  ec2PullBase: '2s',
  imageMegabytes: 1,
  ec2PullMegabytesPerSecond: 1_000_000,
  ec2CachedPull: '2s',
  ec2ContainerStart: '1s',
  healthReport: 0,
  fargateEniAttach: '5s',
  fargatePullStart: '8s',
  fargatePullBase: '5s',
  fargatePullMegabytesPerSecond: 1_000_000,
  fargateStart: '2s',
  fargateDeprovision: '20s',
}

type Containers = Readonly<Record<string, object>>
type Behaviors = Readonly<Record<string, ContainerBehavior>>

/** One task, run at 0 on a fresh instance. */
function running(containers: Containers, behaviors: Behaviors = {}, latencies: LatencyOptions = {}) {
  const sim = new Simulation({ startAt: START, latencies: { ...PROFILE_T, ...latencies }, paranoid: true })
  sim.fleet.launch({ instanceType: 'm5.large', ready: true })
  register(sim, containers, behaviors)
  return new Running(sim, sim.ecs.runTask({ taskDefinition: 'web' }).tasks[0]?.taskArn as string)
}

function onFargate(containers: Containers, behaviors: Behaviors = {}) {
  const sim = new Simulation({ startAt: START, latencies: PROFILE_T, paranoid: true })
  sim.ecs.createCluster()
  register(sim, containers, behaviors, {
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
  })
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } }
  const { tasks } = sim.ecs.runTask({ taskDefinition: 'web', launchType: 'FARGATE', networkConfiguration })
  return new Running(sim, tasks[0]?.taskArn as string)
}

function register(sim: Simulation, containers: Containers, behaviors: Behaviors, rest: object = {}) {
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: Object.entries(containers).map(([name, own]) => ({
      name,
      image: `${name}:1`,
      memory: 128,
      ...own,
    })),
    ...rest,
  })
  for (const [name, behavior] of Object.entries(behaviors)) sim.workload.behave(`web:${name}`, behavior)
}

class Running {
  readonly sim: Simulation
  readonly arn: string

  constructor(sim: Simulation, arn: string) {
    this.sim = sim
    this.arn = arn
  }

  at(seconds: number) {
    this.sim.advance(START + seconds * 1_000 - this.sim.nowMs)
    const task = this.sim.ecs.describeTasks({ tasks: [this.arn] }).tasks[0]
    if (task === undefined) throw new Error('The task is gone.')
    return task
  }

  stop() {
    this.sim.ecs.stopTask({ task: this.arn })
  }
}

const at = (date: Date | undefined) => (date === undefined ? undefined : (date.getTime() - START) / 1_000)
const HEALTH_CHECK = { command: ['CMD-SHELL', 'true'], interval: 10 }

describe('dependsOn', () => {
  const initThen = (condition: string) => ({
    init: { essential: false },
    app: { dependsOn: [{ containerName: 'init', condition }] },
  })

  test('EX-19 app waits for init: the task is PENDING until 16, and init is seen STOPPED only then', () => {
    const task = running(initThen('COMPLETE'), { init: { exitsAfter: '10s' } })
    expect(task.at(15)).toMatchObject({ lastStatus: 'PENDING', version: 1 })
    const started = task.at(16)
    expect(started).toMatchObject({ lastStatus: 'RUNNING', version: 2 })
    expect([started.pullStartedAt, started.pullStoppedAt, started.startedAt].map(at)).toEqual([0, 15, 16])
    expect(started.containers?.map(({ lastStatus, exitCode }) => [lastStatus, exitCode])).toEqual([
      ['STOPPED', 0],
      ['RUNNING', undefined],
    ])
  })

  test('EX-20 SUCCESS and exit 1: STOPPED at 13, never started', () => {
    const task = running(initThen('SUCCESS'), { init: { exitsAfter: '10s', exitCode: 1 } })
    const stopped = task.at(13)
    expect(stopped).toMatchObject({
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'Task failed to start',
      version: 2,
    })
    expect([stopped.startedAt, stopped.executionStoppedAt, stopped.stoppedAt].map(at)).toEqual([undefined, 13, 13])
    expect(stopped.containers?.map(({ exitCode }) => exitCode)).toEqual([1, 143])
    expect(stopped.containers?.[1]?.reason).toMatch(/^CannotStartContainerError: dependency graph: /)
  })

  test('EX-21 HEALTHY: app starts at 16 on EC2; on Fargate all is pulled before, and it starts at 32', () => {
    const containers = {
      proxy: { healthCheck: HEALTH_CHECK },
      app: { dependsOn: [{ containerName: 'proxy', condition: 'HEALTHY' }] },
    }
    expect(at(running(containers).at(60).startedAt)).toBe(16)
    const task = onFargate(containers)
    expect(task.at(31).lastStatus).toBe('PENDING')
    const started = task.at(32)
    expect(started.lastStatus).toBe('RUNNING')
    expect([started.pullStartedAt, started.pullStoppedAt, started.startedAt].map(at)).toEqual([13, 18, 32])
  })

  test('LC-46 a link waits for its target, volumesFrom for its source', () => {
    const containers = { db: {}, app: { links: ['db'] }, side: { volumesFrom: [{ sourceContainer: 'app' }] } }
    const task = running(containers)
    expect(at(task.at(60).startedAt)).toBe(9)
  })

  test('LC-46 a container that logs through a router starts after it', () => {
    const containers = {
      app: { logConfiguration: { logDriver: 'awsfirelens' } },
      router: { firelensConfiguration: { type: 'fluentbit' } },
    }
    expect(at(running(containers).at(60).startedAt)).toBe(6)
  })
})

describe('the end', () => {
  test('EX-18 a job on Fargate: DEPROVISIONING v4 at 30, STOPPED v5 at 50', () => {
    const task = onFargate({ job: {} }, { job: { exitsAfter: '10s' } })
    const ended = task.at(30)
    expect(ended).toMatchObject({
      lastStatus: 'DEPROVISIONING',
      version: 4,
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    })
    expect([ended.executionStoppedAt, ended.stoppingAt].map(at)).toEqual([30, 30])
    expect(ended.containers?.[0]?.exitCode).toBe(0)
    expect(task.at(50)).toMatchObject({ lastStatus: 'STOPPED', version: 5 })
  })

  test('EX-22 the stop order is the reverse of the dependencies; the last one is killed', () => {
    const behind = (containerName: string) => ({ dependsOn: [{ containerName, condition: 'START' }] })
    const behaviors = {
      a: { stopsAfter: '5s', stopExitCode: 0 },
      b: { stopsAfter: '5s', stopExitCode: 0 },
      c: { stopsAfter: 'never' },
    } as const
    const task = running({ a: behind('b'), b: behind('c'), c: { stopTimeout: 10 } }, behaviors)
    expect(task.at(100)).toMatchObject({ lastStatus: 'RUNNING', version: 2 })
    task.stop()
    expect(task.at(119)).toMatchObject({ lastStatus: 'STOPPING', desiredStatus: 'STOPPED', version: 3 })
    const stopped = task.at(120)
    expect(stopped).toMatchObject({
      lastStatus: 'STOPPED',
      version: 4,
      stopCode: 'UserInitiated',
      stoppedReason: 'Task stopped by user',
    })
    expect([stopped.stoppingAt, stopped.executionStoppedAt, stopped.stoppedAt].map(at)).toEqual([100, 105, 120])
    expect(stopped.containers?.map(({ exitCode }) => exitCode)).toEqual([0, 0, 137])
  })

  test('LC-42, LC-41 an essential exit is reported after 20 s at the latest, and the task is to stop from then on', () => {
    const task = running(
      { app: {}, side: {} },
      { app: { exitsAfter: '10s', exitCode: 2 }, side: { stopsAfter: '25s' } },
    )
    expect(task.at(32)).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'RUNNING', version: 2 })
    const seen = task.at(33)
    expect(seen).toMatchObject({ lastStatus: 'STOPPING', desiredStatus: 'STOPPED', version: 3 })
    expect(seen.containers?.map(({ lastStatus }) => lastStatus)).toEqual(['STOPPED', 'RUNNING'])
    const stopped = task.at(38)
    expect(stopped).toMatchObject({ lastStatus: 'STOPPED', version: 4, stopCode: 'EssentialContainerExited' })
    expect([stopped.executionStoppedAt, stopped.stoppingAt, stopped.stoppedAt].map(at)).toEqual([13, 33, 38])
  })

  test('LC-42, LC-41 a non-essential exit changes nothing but the container, seen after 20 s', () => {
    const task = running({ app: {}, side: { essential: false } }, { side: { exitsAfter: '10s', exitCode: 9 } })
    expect(task.at(32).containers?.[1]).toMatchObject({ lastStatus: 'RUNNING' })
    expect(task.at(33).containers?.[1]).toMatchObject({ lastStatus: 'STOPPED', exitCode: 9 })
    expect(task.at(600)).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'RUNNING', version: 3 })
  })

  test('LC-50 the stop timeout of the container, else of the option; no upper bound on EC2', () => {
    const stubborn = { app: { stopsAfter: 'never' } } as const
    const stopped = (containers: Containers, latencies: LatencyOptions = {}) => {
      const task = running(containers, stubborn, latencies)
      task.at(100)
      task.stop()
      return at(task.at(1_000).stoppedAt)
    }
    expect(stopped({ app: {} })).toBe(130)
    expect(stopped({ app: { stopTimeout: 600 } })).toBe(700)
    expect(stopped({ app: {} }, { stopTimeout: '10s' })).toBe(110)
  })

  test('LC-51 a task that is stopped while init runs: init is asked, app never starts', () => {
    const task = running({
      init: { essential: false },
      app: { dependsOn: [{ containerName: 'init', condition: 'COMPLETE' }] },
    })
    task.at(10)
    task.stop()
    expect(task.at(11)).toMatchObject({ lastStatus: 'STOPPING' })
    const stopped = task.at(12)
    expect(stopped).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'UserInitiated' })
    expect(stopped.containers?.map(({ exitCode }) => exitCode)).toEqual([143, undefined])
    expect(stopped.startedAt).toBeUndefined()
  })

  test('EX-26, TD-88 memory beyond the limit: killed, exit 137, and the task ends', () => {
    const task = running({ app: {} }, { app: { memoryMiB: [{ after: '47s', memoryMiB: 129 }] } })
    const stopped = task.at(50)
    expect(stopped).toMatchObject({ lastStatus: 'STOPPED', stoppedReason: 'Essential container in task exited' })
    expect(stopped.containers?.[0]).toMatchObject({
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    })
  })

  test('LC-53 a container that the runtime cannot start fails alone; LC-42 decides the rest', () => {
    const failsToStart = 'Error response from daemon: no such file or directory'
    const task = running({ app: {}, side: { essential: false } }, { side: { failsToStart } })
    const started = task.at(3)
    expect(started.lastStatus).toBe('RUNNING')
    expect(started.containers?.[1]).toMatchObject({
      lastStatus: 'STOPPED',
      reason: `CannotStartContainerError: ${failsToStart}`,
    })
    const failed = running({ app: {} }, { app: { failsToStart } }).at(3)
    expect(failed).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart' })
    expect(failed.containers?.[0]?.exitCode).toBeUndefined()
  })

  test('LC-20 on Fargate the reason of the container is that of the task', () => {
    const task = onFargate({ app: {} }, { app: { failsToStart: 'exec format error' } })
    expect(task.at(20)).toMatchObject({
      lastStatus: 'DEPROVISIONING',
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'CannotStartContainerError: exec format error',
    })
  })
})

describe('restarts and health', () => {
  test('EX-24, LC-62 restarted at 70 without a word, not at 100', () => {
    const restartPolicy = { enabled: true, restartAttemptPeriod: 60, ignoredExitCodes: [0] }
    const task = running({ app: { restartPolicy } }, { app: { exitsAfter: ['67s', '30s'], exitCode: 1 } })
    expect(task.at(99)).toMatchObject({ lastStatus: 'RUNNING', version: 2 })
    expect(task.at(100)).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited', version: 3 })
    expect(task.sim.journal.filter(({ kind }) => kind.startsWith('task.')).map(({ kind }) => kind)).toEqual([
      'task.created',
      'task.running',
      'task.stopped',
    ])
  })

  test('EX-27, HC-11 a standalone task that is UNHEALTHY stays RUNNING', () => {
    const task = running(
      { app: { healthCheck: { ...HEALTH_CHECK, interval: 30 } } },
      { app: { becomesHealthyAfter: 'never' } },
    )
    expect(task.at(92)).toMatchObject({ healthStatus: 'UNKNOWN' })
    expect(task.at(93)).toMatchObject({ healthStatus: 'UNHEALTHY', lastStatus: 'RUNNING', version: 2 })
    expect(task.at(93).containers?.[0]?.healthStatus).toBe('UNHEALTHY')
  })

  test('HC-10, LT-15 health is seen ten seconds late; a dependent does not wait for that', () => {
    const containers = {
      proxy: { healthCheck: HEALTH_CHECK },
      app: { dependsOn: [{ containerName: 'proxy', condition: 'HEALTHY' }] },
    }
    const task = running(containers, {}, { healthReport: '10s' })
    expect(task.at(16)).toMatchObject({ lastStatus: 'RUNNING', healthStatus: 'UNKNOWN' })
    expect(task.at(23)).toMatchObject({ healthStatus: 'HEALTHY' })
  })

  test('HC-9 an essential container without check leaves the health UNKNOWN if the option is strict', () => {
    const containers = { app: { healthCheck: HEALTH_CHECK }, side: {} }
    expect(running(containers).at(60).healthStatus).toBe('HEALTHY')
    const sim = new Simulation({ startAt: START, latencies: PROFILE_T, options: { strictHealthAggregation: true } })
    sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    register(sim, containers, {})
    const task = new Running(sim, sim.ecs.runTask({ taskDefinition: 'web' }).tasks[0]?.taskArn as string)
    expect(task.at(60).healthStatus).toBe('UNKNOWN')
  })

  test('LC-16 while the agent is away health and exits are not seen; then all at once', () => {
    const task = running(
      { app: {}, side: { essential: false, healthCheck: HEALTH_CHECK } },
      { side: { exitsAfter: '60s', exitCode: 4 } },
    )
    const [instance] = task.sim.ecs.listContainerInstances({}).containerInstanceArns as [string]
    task.at(5)
    task.sim.fleet.disconnectAgent({ containerInstances: [instance] })
    expect(task.at(300).containers?.[1]).toMatchObject({ lastStatus: 'RUNNING', healthStatus: 'UNKNOWN' })
    task.sim.fleet.reconnectAgent({ containerInstances: [instance] })
    expect(task.at(300).containers?.[1]).toMatchObject({ lastStatus: 'STOPPED', exitCode: 4, healthStatus: 'HEALTHY' })
  })
})
