// Where did the time of a task go? The critical path of its start and of its stop, and the story of its containers.
import { describe, expect, test } from 'vitest'
import { type ContainerBehavior, type LatencyOptions, Simulation, type TimingPath } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

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

type Behaviors = Readonly<Record<string, ContainerBehavior>>
const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } }
const FARGATE = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' }

function world(containers: Readonly<Record<string, object>>, behaviors: Behaviors = {}, rest: object = {}): Simulation {
  const sim = new Simulation({ startAt: START, latencies: PROFILE_T, paranoid: true })
  sim.fleet.launch({ instanceType: 'm5.large', ready: true })
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
  return sim
}

const run = (sim: Simulation, rest: object = {}) =>
  sim.ecs.runTask({ taskDefinition: 'web', ...rest }).tasks[0]!.taskArn!
const onFargate = { launchType: 'FARGATE' as const, networkConfiguration }

/** `seconds container name`, what it waits for, the rule, and `…` while it goes on. */
function stepsOf({ segments }: TimingPath): string[] {
  return segments.map(({ ms, container, name, waitsFor, rule, toMs }) =>
    [
      ms / 1_000,
      ...(container === null ? [] : [container]),
      name,
      ...(waitsFor === null ? [] : [waitsFor.container, waitsFor.condition]),
      rule + (toMs === null ? ' …' : ''),
    ].join(' '),
  )
}

const seconds = (ms: number | null) => (ms === null ? null : (ms - START) / 1_000)
const HEALTHY = { dependsOn: [{ containerName: 'proxy', condition: 'HEALTHY' }] }
const CHECK = { healthCheck: { command: ['CMD-SHELL', 'true'], interval: 10 } }

describe('the start', () => {
  test('LC-44 on an instance a dependent waits, and then pulls', () => {
    const sim = world({ proxy: CHECK, app: HEALTHY })
    const task = run(sim)
    sim.advance('1m')
    const { start, stop } = sim.timing(task)
    expect([start.outcome, start.totalMs, stop]).toEqual(['started', 16_000, null])
    expect(stepsOf(start)).toEqual([
      '2 proxy pull LT-7',
      '1 proxy start LT-9',
      '10 app dependency proxy HEALTHY LC-44',
      '2 app pull LT-7',
      '1 app start LT-9',
    ])
  })

  test('LT-1 on Fargate the interface comes first, and all images before the first container', () => {
    const sim = world({ proxy: CHECK, app: HEALTHY }, {}, FARGATE)
    const task = run(sim, onFargate)
    sim.advance('1m')
    expect(stepsOf(sim.timing(task).start)).toEqual([
      '5 eni-attach LT-1',
      '8 proxy dispatch LT-2',
      '5 proxy pull LT-3',
      '2 proxy start LT-4',
      '10 app dependency proxy HEALTHY LC-44',
      '2 app start LT-4',
    ])
  })

  test('LC-14 a task that waits for room', () => {
    const sim = world(
      { app: { portMappings: [{ containerPort: 80, hostPort: 80 }], stopTimeout: 20 } },
      { app: { stopsAfter: '20s' } },
    )
    const first = run(sim)
    sim.advance('10s')
    sim.ecs.stopTask({ task: first })
    const task = run(sim)
    sim.advance('5s')
    expect(stepsOf(sim.timing(task).start)).toEqual(['5 waiting-for-room LC-14 …'])
    expect(sim.timing(task).start).toMatchObject({ outcome: 'under way', toMs: null, totalMs: 5_000 })
    sim.advance('1m')
    expect(stepsOf(sim.timing(task).start)).toEqual([
      '20 waiting-for-room LC-14',
      '2 app pull LT-7',
      '1 app start LT-9',
    ])
  })

  test('a task of a service settles, or is seen to be healthy', () => {
    for (const [own, last] of [
      [{}, '40 settle DP-200'],
      [CHECK, '10 health HC-10'],
    ] as const) {
      const sim = world({ app: own })
      sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount: 1 })
      sim.advance('5s')
      const [task] = sim.ecs.listTasks({}).taskArns as [string]
      expect(stepsOf(sim.timing(task).start).at(-1)).toBe(last.replace(/^\d+/, '2').concat(' …'))
      sim.advance('2m')
      expect(stepsOf(sim.timing(task).start)).toEqual(['2 app pull LT-7', '1 app start LT-9', last])
    }
  })

  test('LC-48 a start that is given up ends with the container that failed', () => {
    const sim = world(
      { init: { essential: false }, app: { dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] } },
      { init: { exitsAfter: '10s', exitCode: 1 } },
    )
    const task = run(sim)
    sim.advance('1m')
    const { start, stop } = sim.timing(task)
    expect([start.outcome, start.totalMs, start.runningAtMs]).toEqual(['given up', 13_000, null])
    expect(stop).toMatchObject({ totalMs: 0, segments: [] })
  })
})

describe('the stop', () => {
  test('LC-49 containers stop one after another, and then the interface goes', () => {
    const sim = world(
      { proxy: { ...CHECK, stopTimeout: 10 }, app: { ...HEALTHY, stopTimeout: 10 } },
      { proxy: { stopsAfter: 'never' }, app: { stopsAfter: '4s' } },
      FARGATE,
    )
    const task = run(sim, onFargate)
    sim.advance('1m')
    sim.ecs.stopTask({ task })
    sim.advance('7s')
    expect(stepsOf(sim.timing(task).stop!)).toEqual(['4 app exit LC-50', '3 proxy exit LC-50 …'])
    sim.advance('1m')
    expect(stepsOf(sim.timing(task).stop!)).toEqual(['4 app exit LC-50', '10 proxy exit LC-50', '20 eni-detach LT-5'])
    expect(sim.timing(task).stop).toMatchObject({ totalMs: 34_000, fromMs: START + 60_000, toMs: START + 94_000 })
  })

  test('EA-5 an order that the agent hears late', () => {
    const sim = world({ app: {} })
    const [instance] = sim.ecs.listContainerInstances({}).containerInstanceArns as [string]
    const task = run(sim)
    sim.advance('10s')
    sim.fleet.disconnectAgent({ cluster: 'default', containerInstances: [instance] })
    sim.ecs.stopTask({ task })
    sim.advance('30s')
    sim.fleet.reconnectAgent({ cluster: 'default', containerInstances: [instance] })
    sim.advance('1m')
    expect(stepsOf(sim.timing(task).stop!)).toEqual(['30 agent-away EA-5', '2 app exit LC-50'])
  })
})

describe('the timeline', () => {
  test('states of the task and of each container, and what happened', () => {
    const sim = world({ proxy: CHECK, app: HEALTHY }, {}, FARGATE)
    const task = run(sim, onFargate)
    sim.advance('1m')
    sim.ecs.stopTask({ task, reason: 'enough' })
    sim.advance('2m')
    const timeline = sim.timeline(task)
    const plain = (states: readonly { state: string; fromMs: number; toMs: number | null }[]) =>
      states.map(({ state, fromMs, toMs }) => `${state} ${seconds(fromMs)}-${seconds(toMs)}`)
    expect(plain(timeline.statuses)).toEqual([
      'PROVISIONING 0-5',
      'PENDING 5-32',
      'RUNNING 32-60',
      'STOPPING 60-64',
      'DEPROVISIONING 64-84',
    ])
    const [proxy, app] = timeline.containers
    expect(plain(proxy!.states)).toEqual([
      'waiting 0-13',
      'pulling 13-18',
      'starting 18-20',
      'running 20-62',
      'stopping 62-64',
    ])
    expect(plain(app!.states)).toEqual([
      'waiting 0-13',
      'pulling 13-18',
      'waiting 18-30',
      'starting 30-32',
      'running 32-60',
      'stopping 60-62',
    ])
    const happened = (events: readonly { what: string; atMs: number; detail: string | null }[]) =>
      events.map(({ what, atMs, detail }) => `${seconds(atMs)} ${what}${detail === null ? '' : ` ${detail}`}`)
    expect(happened(timeline.events)).toEqual(['30 healthy as ECS sees it', '60 to-stop enough'])
    expect(happened(proxy!.events)).toEqual(['30 healthy', '62 stop-signal', '64 exit exit code 143'])
    expect(timeline).toMatchObject({
      taskDefinition: 'web:1',
      launchType: 'FARGATE',
      isOver: true,
      stopCode: 'UserInitiated',
    })
  })

  test('LC-60 restarts by script and after a fault', () => {
    const sim = world(
      { app: { restartPolicy: { enabled: true, restartAttemptPeriod: 60 } } },
      { app: { exitsAfter: '100s', exitCode: 1 } },
    )
    const task = run(sim)
    sim.advance('4m30s')
    sim.faults.crashContainer({ task })
    sim.advance('2m')
    const [app] = sim.timeline(task).containers
    expect(app?.events.map(({ what, atMs }) => `${what} ${seconds(atMs)}`)).toEqual([
      'restart 103',
      'restart 203',
      'fault 270',
      'restart 270',
      'restart 370',
    ])
    sim.faults.crashContainer({ task, exitCode: 3 })
    expect(sim.timeline(task).containers[0]).toMatchObject({
      exitCode: 3,
      states: [{}, {}, { state: 'running', toMs: START + 390_000 }],
    })
  })

  test('health that turns, and stands still after a fault', () => {
    const sim = world(
      { app: { healthCheck: { command: ['CMD', 'x'], interval: 10, retries: 2 } } },
      { app: { failsHealthAt: '25s' } },
    )
    const task = run(sim)
    sim.advance('2m')
    const [app] = sim.timeline(task).containers
    expect(app?.events.map(({ what, atMs }) => `${what} ${seconds(atMs)}`)).toEqual(['healthy 13', 'unhealthy 43'])
  })

  test('a task that is long forgotten is still told of, one that never was is not', () => {
    const sim = world({ app: {} }, { app: { exitsAfter: '10s' } })
    const task = run(sim)
    sim.advance('3h')
    expect(sim.ecs.describeTasks({ tasks: [task] }).failures).toHaveLength(1)
    expect(sim.timeline(task.slice(task.lastIndexOf('/') + 1)).isOver).toBe(true)
    expect(sim.timing(task).start.totalMs).toBe(3_000)
    for (const call of [() => sim.timing('nobody'), () => sim.timeline('nobody')])
      expect(refusalOf(call)).toMatchObject({
        name: 'InvalidParameterException',
        path: 'task',
      })
  })
})
