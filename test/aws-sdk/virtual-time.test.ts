// Does code that waits finish in no time, at the right virtual instant, and are real timers back afterwards?
import { setTimeout as sleep } from 'node:timers/promises'
import {
  DescribeClustersCommand,
  ListTasksCommand,
  RunTaskCommand,
  waitUntilServicesStable,
  waitUntilTasksStopped,
} from '@aws-sdk/client-ecs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type VirtualTime, withVirtualTime } from '../../src/aws-sdk/index.ts'
import { traffic } from '../../src/aws-sdk/traffic.ts'
import { Simulation, UsageError } from '../../src/index.ts'
import { ecsOf, fleet, refusalOf } from '../support/aws-sdk.ts'

const START = Date.parse('2026-01-05T09:00:00Z')
const REAL = {
  Date: globalThis.Date,
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  clearTimeout: globalThis.clearTimeout,
  random: Math.random,
  timeoutSignal: AbortSignal.timeout,
  now: performance.now,
}
const REAL_SLEEP = sleep

/** Whatever a test did, what is real is back. */
afterEach(() => {
  expect([globalThis.Date, globalThis.setTimeout]).toEqual([REAL.Date, REAL.setTimeout])
  expect([globalThis.setInterval, globalThis.clearTimeout]).toEqual([REAL.setInterval, REAL.clearTimeout])
  expect([Math.random, AbortSignal.timeout, sleep]).toEqual([REAL.random, REAL.timeoutSignal, REAL_SLEEP])
  expect(performance.now).toBe(REAL.now)
  expect(Math.abs(Date.now() - START)).toBeGreaterThan(86_400_000)
})

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
const service = { cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 3 } as const

describe('waiting', () => {
  test("the SDK's waiters, and their failures", async () => {
    const sim = fleet()
    sim.ecs.createService(service)
    const client = ecsOf(sim)
    await withVirtualTime(sim, async () => {
      const done = await waitUntilServicesStable({ client, maxWaitTime: 600 }, { cluster: 'prod', services: ['web'] })
      expect(done.state).toBe('SUCCESS')
      const { taskArns: tasks } = await client.send(new ListTasksCommand({ cluster: 'prod' }))
      const stopped = await refusalOf(waitUntilTasksStopped({ client, maxWaitTime: 60 }, { cluster: 'prod', tasks }))
      expect(stopped.name).toBe('TimeoutError')
    })
    expect(sim.nowMs - START).toBeGreaterThan(60_000)
    expect(sim.nowMs - START).toBeLessThan(180_000)
  })

  test('a polling loop: Date, performance and hrtime follow the simulation', async () => {
    const sim = fleet()
    const result = await withVirtualTime(sim, async () => {
      const [performanceMs, startedNs] = [performance.now(), process.hrtime.bigint()]
      const instants: number[] = []
      while (Date.now() - START < 45_000) {
        await pause(15_000)
        expect(Date.now()).toBe(sim.nowMs)
        instants.push(Date.parse(new Date().toISOString()) - START)
      }
      return { instants, ms: performance.now() - performanceMs, ns: process.hrtime.bigint() - startedNs }
    })
    expect(result).toEqual({ instants: [15_000, 30_000, 45_000], ms: 45_000, ns: 45_000_000_000n })
    expect(sim.nowMs).toBe(START + 45_000)
  })

  test('intervals, timers/promises, AbortSignal.timeout', async () => {
    const sim = fleet()
    await withVirtualTime(sim, async () => {
      let ticks = 0
      const interval = setInterval(() => ticks++, 1_000)
      await sleep(3_500)
      clearInterval(interval)
      expect(ticks).toBe(3)
      const signal = AbortSignal.timeout(60_000)
      const reason = await new Promise((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)))
      expect(reason).toMatchObject({ name: 'TimeoutError' })
    })
    expect(sim.nowMs).toBe(START + 63_500)
  })

  test('timers of one instant go in the order in which they were set; concurrent loops share one time', async () => {
    const sim = fleet()
    const heard: string[] = []
    const loop = async (name: string, everyMs: number) => {
      for (let turn = 0; turn < 3; turn++) {
        await pause(everyMs)
        heard.push(`${name}${(sim.nowMs - START) / 1_000}`)
      }
    }
    await withVirtualTime(sim, () => Promise.all([loop('a', 2_000), loop('b', 3_000)]))
    expect(heard).toEqual(['a2', 'b3', 'a4', 'b6', 'a6', 'b9'])
  })

  test('the simulation is heard at the instant at which it speaks', async () => {
    const sim = fleet()
    const started = await withVirtualTime(sim, async () => {
      const running = new Promise<number>((resolve) => {
        sim.on({ 'detail-type': ['ECS Task State Change'], detail: { lastStatus: ['RUNNING'] } }, () =>
          resolve(Date.now()),
        )
      })
      sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web' })
      const atMs = await Promise.race([running.then((ms) => [ms, Date.now()]), pause(600_000).then(() => [])])
      return atMs
    })
    const [task] = sim.ecs.describeTasks({
      cluster: 'prod',
      tasks: sim.ecs.listTasks({ cluster: 'prod' }).taskArns,
    }).tasks
    expect(started).toEqual([task!.startedAt!.getTime(), task!.startedAt!.getTime()])
    expect(sim.nowMs).toBe(started[0])
  })

  test('no time passes while a call is on its way, also while the SDK reads its configuration', async () => {
    const sim = fleet()
    const ecs = ecsOf(sim)
    const answer = await withVirtualTime(sim, () =>
      Promise.race([ecs.send(new DescribeClustersCommand({ clusters: ['prod'] })), pause(1).then(() => 'late')]),
    )
    expect(answer).not.toBe('late')
    expect(sim.nowMs).toBe(START)
  })

  test('a middleware that sleeps before its call does not stop time', async () => {
    const sim = fleet()
    const ecs = ecsOf(sim)
    const patient = { step: 'build', name: 'patient' } as const
    ecs.middlewareStack.add((next) => async (args) => pause(5_000).then(() => next(args)), patient)
    await withVirtualTime(sim, () => ecs.send(new ListTasksCommand({ cluster: 'prod' })))
    expect(sim.nowMs).toBe(START + 5_000)
  })

  test('abort in mid-wait ends the wait there', async () => {
    const sim = fleet(1)
    sim.ecs.createService({ ...service, desiredCount: 5_000 })
    const client = ecsOf(sim)
    const error = await withVirtualTime(sim, () => {
      const limits = { client, maxWaitTime: 3_600, abortSignal: AbortSignal.timeout(100_000) }
      return refusalOf(waitUntilServicesStable(limits, { cluster: 'prod', services: ['web'] }))
    })
    expect(error.name).toBe('AbortError')
    expect(sim.nowMs).toBe(START + 100_000)
  })

  test('twice the same: the same journal, though the SDK draws how long it waits', async () => {
    const run = async () => {
      const sim = fleet()
      const client = ecsOf(sim)
      sim.ecs.createService(service)
      sim.advance('1m')
      await withVirtualTime(sim, async () => {
        sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true })
        await waitUntilServicesStable({ client, maxWaitTime: 600 }, { cluster: 'prod', services: ['web'] })
        await client.send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' }))
      })
      expect(sim.nowMs - START).toBeGreaterThan(90_000)
      return `${sim.nowMs} ${sim.journalHash()}`
    }
    expect(await run()).toBe(await run())
  })

  test('chance has a seed', async () => {
    const draw = (seed?: string) => withVirtualTime(fleet(), () => [Math.random(), Math.random()], { seed })
    const [first, second, other] = [await draw(), await draw(), await draw('another')]
    expect(second).toEqual(first)
    expect(new Set([...first, ...other]).size).toBe(4)
    for (const drawn of [...first, ...other]) expect(drawn >= 0 && drawn < 1).toBe(true)
  })
})

describe('manual', () => {
  test('time passes by advance only, with everything that falls due', async () => {
    const sim = fleet()
    sim.ecs.createService(service)
    const client = ecsOf(sim)
    await withVirtualTime(
      sim,
      async (time) => {
        let state = 'waiting'
        const wait = waitUntilServicesStable({ client, maxWaitTime: 600 }, { cluster: 'prod', services: ['web'] })
        const told = wait.then((result) => {
          state = result.state
        })
        await time.advance('14s')
        expect([state, Date.now() - START]).toEqual(['waiting', 14_000])
        await time.advance('5m')
        expect([state, sim.nowMs - START]).toEqual(['SUCCESS', 314_000])
        await told
      },
      { manual: true },
    )
  })

  test('timers that the simulation has passed are called late', async () => {
    const sim = fleet()
    const instants: number[] = []
    await withVirtualTime(
      sim,
      async (time) => {
        setTimeout(() => instants.push(Date.now() - START), 5_000)
        sim.advance('20s')
        await time.advance(0)
      },
      { manual: true },
    )
    expect(instants).toEqual([20_000])
  })
})

describe('perCall', () => {
  test('each answer takes its time; calls at once take it together', async () => {
    const sim = fleet()
    const ecs = ecsOf(sim)
    const call = () => ecs.send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' }))
    await withVirtualTime(
      sim,
      async () => {
        await call()
        await Promise.all([call(), call()])
      },
      { perCall: '1s' },
    )
    expect(sim.nowMs - START).toBe(2_000)
    expect(sim.journal.filter(({ id }) => id === 'ecs.runTask').map(({ atMs }) => atMs - START)).toEqual([
      0, 1_000, 1_000,
    ])
  })

  test('a call that is given up while its answer is on the way has had its effect', async () => {
    const sim = fleet()
    const ecs = ecsOf(sim)
    const error = await withVirtualTime(
      sim,
      () => {
        const command = new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' })
        return refusalOf(ecs.send(command, { abortSignal: AbortSignal.timeout(300) }))
      },
      { perCall: '1s' },
    )
    expect(error).toMatchObject({ name: 'AbortError', message: 'Request aborted', cause: { name: 'TimeoutError' } })
    expect(sim.nowMs - START).toBe(300)
    expect(sim.ecs.listTasks({ cluster: 'prod' }).taskArns).toHaveLength(1)
  })

  test('a call that is given up before it is made has none', async () => {
    const sim = fleet()
    const command = new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' })
    const error = await refusalOf(ecsOf(sim).send(command, { abortSignal: AbortSignal.abort('why not') }))
    expect(error).toMatchObject({ name: 'AbortError', message: 'why not' })
    expect(sim.ecs.listTasks({ cluster: 'prod' }).taskArns).toEqual([])
  })

  test('other simulations are not concerned', async () => {
    const [sim, other] = [fleet(), fleet()]
    await withVirtualTime(sim, () => ecsOf(other).send(new ListTasksCommand({ cluster: 'prod' })), { perCall: '1s' })
    expect([sim.nowMs, other.nowMs]).toEqual([START, START])
  })
})

describe('the end', () => {
  test('brings what the code returns', async () => {
    expect(await withVirtualTime(fleet(), () => 7)).toBe(7)
    expect(await withVirtualTime(fleet(), async () => [await pause(1_000)])).toEqual([undefined])
    expect(await withVirtualTime(fleet(), () => 7, { manual: true })).toBe(7)
  })

  test.each([
    ['at once', () => Promise.reject(new Error('mine'))],
    [
      'without a promise',
      () => {
        throw new Error('mine')
      },
    ],
    [
      'after a while',
      () =>
        pause(5_000).then(() => {
          throw new Error('mine')
        }),
    ],
    [
      'in a timer',
      () => {
        setTimeout(() => {
          throw new Error('mine')
        }, 10)
        return pause(100)
      },
    ],
  ])('brings what the code throws %s', async (_, work: () => Promise<unknown>) => {
    await expect(withVirtualTime(fleet(), work)).rejects.toThrow('mine')
    await expect(withVirtualTime(fleet(), () => Promise.resolve('again'))).resolves.toBe('again')
  })

  test('brings what a listener of the simulation throws while time passes', async () => {
    const sim = fleet()
    sim.ecs.createService(service)
    sim.on({ 'detail-type': ['ECS Task State Change'], detail: { lastStatus: ['RUNNING'] } }, () => {
      throw new RangeError('mine')
    })
    await expect(withVirtualTime(sim, () => pause(600_000))).rejects.toThrow(RangeError)
  })

  test('within another, beside another, over faked timers: refused', async () => {
    const sim = fleet()
    const inner = () => withVirtualTime(fleet(), () => 0)
    await expect(withVirtualTime(sim, inner)).rejects.toThrow(
      'one virtual time at once, found another that has not ended',
    )
    const [first, second] = await Promise.allSettled([withVirtualTime(sim, () => pause(1_000)), inner()])
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected'])
    vi.useFakeTimers()
    const faked = await refusalOf(inner())
    vi.useRealTimers()
    expect(faked).toBeInstanceOf(UsageError)
    expect(faked.message).toContain('timers that are faked already. Virtual time brings its own')
  })

  test('has a limit in virtual time, which says who is waited for', async () => {
    const sim = fleet(1)
    sim.ecs.createService({ ...service, desiredCount: 5_000 })
    const forever = async () => {
      for (;;) await pause(60_000)
    }
    const error = await refusalOf(withVirtualTime(sim, forever, { atMost: '1h' }))
    expect(error).toBeInstanceOf(UsageError)
    expect(error).toMatchObject({ path: 'atMost', found: 'code that still waits at 2026-01-05T10:00:00.000Z' })
    expect(error.message).toMatch(/The simulation waits for web: \d+ of 5000 tasks find no/)
    expect(sim.nowMs).toBe(START + 3_600_000)
  })

  test('is given up for code that waits for something that time does not bring', async () => {
    const error = await refusalOf(withVirtualTime(fleet(), () => new Promise(() => {}), { patience: '20ms' }))
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message).toContain('there is no timer')
  })

  test('leaves calls behind that never came to be made, and the next one goes on without them', async () => {
    const sim = fleet()
    const ecs = ecsOf(sim)
    ecs.middlewareStack.add((next) => async (args) => pause(3_600_000).then(() => next(args)), {
      step: 'build',
      name: 'slow',
    })
    await withVirtualTime(sim, () => {
      ecs.send(new ListTasksCommand({ cluster: 'prod' }))
      return pause(1_000)
    })
    expect(traffic.onTheWay).toBe(0)
    expect(await withVirtualTime(sim, () => pause(1_000).then(() => sim.nowMs))).toBe(START + 2_000)
  })

  test('instants that the code brought along are ordinary Dates', async () => {
    const sim = fleet()
    const started = await withVirtualTime(sim, async () => {
      const { tasks } = await ecsOf(sim).send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' }))
      return [tasks![0]!.createdAt, new Date()]
    })
    expect(started).toEqual([new Date(START), new Date(START)])
    expect(started.every((instant) => instant instanceof Date)).toBe(true)
    expect(JSON.stringify(started)).toBe(JSON.stringify([new Date(START), new Date(START)]))
    expect(started).toStrictEqual([new Date(START), new Date(START)])
  })

  test.each([{ perCall: 'soon' }, { atMost: -1 }, { patience: {} }])(
    '%o is refused before anything is faked',
    async (options) => {
      const call = withVirtualTime(new Simulation(), (_: VirtualTime) => 0, options as never)
      await expect(call).rejects.toThrow(UsageError)
    },
  )
})
