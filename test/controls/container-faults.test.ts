// Containers in trouble: crashes, kills, frozen health; and the scripts that users give them.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation, UsageError } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const HEALTH_CHECK = { command: ['CMD-SHELL', 'true'], interval: 10 }
let sim: Simulation
let task: string

beforeEach(() => {
  sim = new Simulation({ paranoid: true, latencies: { healthReport: 0 } })
  sim.fleet.launch({ instanceType: 'm5.large', ready: true })
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [
      { name: 'app', image: 'app:1', memory: 128, healthCheck: HEALTH_CHECK },
      {
        name: 'side',
        image: 'side:1',
        memory: 64,
        essential: false,
        restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
      },
    ],
  })
  task = sim.ecs.runTask({ taskDefinition: 'web' }).tasks[0]?.taskArn as string
  sim.advance('1m')
})

const read = () => sim.ecs.describeTasks({ tasks: [task] }).tasks[0]

describe('faults', () => {
  test('LC-42 an essential container that crashes ends its task', () => {
    sim.faults.crashContainer({ task, container: 'app', exitCode: 139 })
    sim.advance('1m')
    expect(read()).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' })
    expect(read()?.containers?.map(({ exitCode }) => exitCode)).toEqual([139, 143])
  })

  test('LC-60 a container with a restart policy comes back after a crash, but not after the next one too soon', () => {
    sim.advance('10s')
    sim.faults.crashContainer({ task, container: 'side' })
    sim.advance('59s')
    expect(read()?.containers?.[1]?.lastStatus).toBe('RUNNING')
    sim.faults.crashContainer({ task, container: 'side' })
    sim.advance('20s')
    expect(read()?.containers?.[1]).toMatchObject({ lastStatus: 'STOPPED', exitCode: 1 })
    expect(read()?.lastStatus).toBe('RUNNING')
  })

  test('TD-88 killed for want of memory: 137 and a reason', () => {
    sim.faults.killForMemory({ task, container: 'app' })
    sim.advance('1m')
    expect(read()?.containers?.[0]).toMatchObject({
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    })
  })

  test('frozen health stays what it is until it is thawed', () => {
    sim.workload.behave(`${task}:app`, { failsHealthAt: '70s' })
    sim.faults.freezeHealth({ task, container: 'app' })
    sim.advance('10m')
    expect(read()?.healthStatus).toBe('HEALTHY')
    sim.faults.thawHealth({ task, container: 'app' })
    expect(read()?.healthStatus).toBe('UNHEALTHY')
  })

  test('a container that is past harming stays as it is', () => {
    sim.ecs.stopTask({ task })
    sim.advance('1m')
    const entries = sim.journal.length
    sim.faults.crashContainer({ task, container: 'app' })
    sim.faults.freezeHealth({ task, container: 'app' })
    expect(sim.journal.slice(entries).map(({ kind }) => kind)).toEqual(['command', 'command'])
  })

  test.each([
    ['a task that is not there', { task: 'nobody' }, 'task'],
    ['no container where there are two', { task: '' }, 'container'],
    ['a container that is not there', { task: '', container: 'ap' }, 'container'],
    ['an exit code that is none', { task: '', container: 'app', exitCode: 256 }, 'exitCode'],
  ])('%s is one clear error', (_what, input, path) => {
    const refusal = refusalOf(() => sim.faults.crashContainer({ ...input, task: input.task || task }))
    expect(refusal).toBeInstanceOf(UsageError)
    expect(refusal).toMatchObject({ path })
  })
})

describe('scripts', () => {
  const started = () => {
    const arn = sim.ecs.runTask({ taskDefinition: 'web' }).tasks[0]?.taskArn as string
    sim.advance('5m')
    return sim.ecs.describeTasks({ tasks: [arn] }).tasks[0]
  }

  test('what is said of a revision goes before what is said of its family; containers that run already go on', () => {
    sim.workload.behave('web:app', { exitsAfter: '1m', exitCode: 1 })
    sim.workload.behave('web:1:app', { exitsAfter: '1m', exitCode: 2 })
    expect(started()?.containers?.[0]?.exitCode).toBe(2)
    sim.workload.forget('web:1:app')
    expect(started()?.containers?.[0]?.exitCode).toBe(1)
    expect(read()?.lastStatus).toBe('RUNNING')
  })

  test('a running container follows a script that names its task, at once if its time has passed', () => {
    sim.workload.behave(`${task}:app`, { exitsAfter: '30s', exitCode: 7 })
    sim.advance('20s')
    expect(read()?.containers?.[0]).toMatchObject({ lastStatus: 'STOPPED', exitCode: 7 })
  })

  test('TD-88 memory step by step', () => {
    const [, id] = task.split('task/default/')
    sim.workload.behave(`${id}:app`, {
      memoryMiB: [
        { after: 0, memoryMiB: 100 },
        { after: '2m', memoryMiB: 129 },
      ],
    })
    sim.advance('1m')
    expect(read()?.lastStatus).toBe('RUNNING')
    sim.advance('2m')
    expect(read()?.containers?.[0]?.exitCode).toBe(137)
  })

  test('scripts survive fork, archive and the past', () => {
    sim.workload.behave('web:app', { exitsAfter: '1m', exitCode: 3 })
    sim.workload.behave('web:app', { exitsAfter: '2m', exitCode: 4 })
    sim.ecs.runTask({ taskDefinition: 'web' })
    const all = [sim, sim.fork(), Simulation.restore(sim.save()), sim.forkAt(sim.now)]
    for (const other of all) other.advance('10m')
    expect(new Set(all.map((other) => other.journalHash())).size).toBe(1)
  })

  test.each([
    ['an unknown family', 'wob:app', {}, 'container', /Did you mean "web"/],
    ['an unknown container', 'web:ap', {}, 'container', /app, side/],
    ['an unknown revision', 'web:7:app', {}, 'container', /revision/],
    ['no container', 'web', {}, 'container', /family:container/],
    ['an unknown member', 'web:app', { exitAfter: '1s' }, 'exitAfter', /exitsAfter/],
    ['a duration that is none', 'web:app', { exitsAfter: 'soon' }, 'exitsAfter', /duration/],
    ['a run of no length', 'web:app', { exitsAfter: [1, 0] }, 'exitsAfter[1]', /at least 1 ms/],
    [
      'health that recovers before it fails',
      'web:app',
      { failsHealthAt: '2m', recoversHealthAt: '1m' },
      'recoversHealthAt',
      /order/,
    ],
    [
      'health that recovers and never fails',
      'web:app',
      { recoversHealthAt: '1m' },
      'recoversHealthAt',
      /failsHealthAt/,
    ],
    [
      'memory that goes back in time',
      'web:app',
      {
        memoryMiB: [
          { after: '2m', memoryMiB: 1 },
          { after: '1m', memoryMiB: 2 },
        ],
      },
      'memoryMiB[1].after',
      /no shorter/,
    ],
  ])('%s is one clear error', (_what, container, behavior, path, words) => {
    const before = sim.save()
    const refusal = refusalOf(() => sim.workload.behave(container, behavior as object))
    expect(refusal).toBeInstanceOf(UsageError)
    expect(refusal).toMatchObject({ path })
    expect(String((refusal as Error).message)).toMatch(words)
    expect(sim.save()).toBe(before)
  })

  test('forgetting what was never said names what was', () => {
    sim.workload.behave('web:app', {})
    expect(refusalOf(() => sim.workload.forget('web:side'))).toMatchObject({ expected: 'one of web:app' })
  })
})
