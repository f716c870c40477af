// What is a user told whose code cannot run in virtual time, and is everything as before afterwards?
import { setTimeout as sleep } from 'node:timers/promises'
import {
  DescribeServicesCommand,
  type ECSClient,
  ListTasksCommand,
  RunTaskCommand,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs'
import { afterEach, expect, test } from 'vitest'
import { type VirtualTime, withVirtualTime } from '../../src/aws-sdk/index.ts'
import { type Simulation, UsageError } from '../../src/index.ts'
import { ecsOf, fleet, refusalOf } from '../support/aws-sdk.ts'

const REAL = [
  Date,
  setTimeout,
  setInterval,
  clearTimeout,
  Math.random,
  AbortSignal.timeout,
  performance.now,
  Intl,
  sleep,
]
const START = Date.parse('2026-01-05T09:00:00Z')
const WEB = { cluster: 'prod', services: ['web'] }

/** Whatever was refused, time is real again, and can be made virtual anew. */
afterEach(async () => {
  expect([
    Date,
    setTimeout,
    setInterval,
    clearTimeout,
    Math.random,
    AbortSignal.timeout,
    performance.now,
    Intl,
    sleep,
  ]).toEqual(REAL)
  expect(await withVirtualTime(fleet(), () => sleep(1_000, 'well'))).toBe('well')
})

function rollout() {
  const sim = fleet()
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 3 })
  sim.runUntil('steady', { atMost: '10m' })
  return { sim, ecs: ecsOf(sim) }
}

const update = (ecs: ECSClient) =>
  ecs.send(new UpdateServiceCommand({ cluster: 'prod', service: 'web', forceNewDeployment: true }))
const stable = (client: ECSClient) => waitUntilServicesStable({ client, maxWaitTime: 600 }, WEB)
const isStable = async (ecs: ECSClient) => {
  const { services } = await ecs.send(new DescribeServicesCommand(WEB))
  return services?.[0]?.deployments?.length === 1
}

async function toldBy(sim: Simulation, work: (time: VirtualTime) => unknown, options = {}): Promise<string> {
  const error = await refusalOf(withVirtualTime(sim, work, { patience: '50ms', ...options }))
  expect(error).toBeInstanceOf(UsageError)
  return error.message
}

test('a deployment that nobody awaits', async () => {
  const { sim, ecs } = rollout()
  const told = await toldBy(sim, () => {
    update(ecs).then(() => stable(ecs))
  })
  expect(told).toContain(
    'expected code that awaits its calls, found an end while a call was on its way. Await or return',
  )
})

test('a call that was lost in a race is no mistake', async () => {
  const { sim, ecs } = rollout()
  const perCall = { perCall: '10s' } as const
  expect(await withVirtualTime(sim, () => Promise.race([stable(ecs), sleep(5_000, 'late')]), perCall)).toBe('late')
})

test('code that fails while a call is on its way is told by its own error', async () => {
  const { sim, ecs } = rollout()
  const work = () => Promise.all([update(ecs), Promise.reject(new Error('mine'))])
  await expect(withVirtualTime(sim, work)).rejects.toThrow('mine')
})

test('a call by code that goes on after the end is refused, and changes nothing', async () => {
  const { sim, ecs } = rollout()
  let goOn = () => {}
  let late: Promise<Error> | undefined
  await withVirtualTime(sim, () => {
    const signal = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const run = () => ecs.send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' }))
    late = refusalOf(signal.then(run))
  })
  const hash = sim.journalHash()
  goOn()
  expect((await late)!.message).toContain('a call of RunTask by code that goes on. Await in withVirtualTime')
  expect(sim.journalHash()).toBe(hash)
  expect((await ecs.send(new ListTasksCommand({ cluster: 'prod' }))).taskArns).toHaveLength(3)
})

test.each([
  [
    'polls without a pause',
    async (ecs: ECSClient) => {
      while (!(await isStable(ecs)));
    },
  ],
  [
    'polls once a turn of the event loop',
    async (ecs: ECSClient) => {
      while (!(await isStable(ecs))) await new Promise(setImmediate)
    },
  ],
])('code that %s is told, and comes to an end where answers take their time', async (_, wait) => {
  const { sim, ecs } = rollout()
  const told = await toldBy(sim, async () => {
    await update(ecs)
    await wait(ecs)
  })
  expect(told).toContain('DescribeServices with the same input 500 times')
  const before = sim.nowMs
  await withVirtualTime(sim, () => wait(ecs), { perCall: '1s' })
  expect(sim.nowMs - before).toBeGreaterThan(10_000)
})

test('also code that goes on in spite of being told', async () => {
  const { sim, ecs } = rollout()
  let goOn = true
  const told = await toldBy(sim, async () => {
    while (goOn) await ecs.send(new ListTasksCommand({ cluster: 'prod' })).catch(() => {})
  })
  goOn = false
  expect(told).toContain('ListTasks with the same input')
})

test('many different calls at one instant are no mistake', async () => {
  const { sim, ecs } = rollout()
  const ask = (maxResults: number) =>
    ecs.send(new ListTasksCommand({ cluster: 'prod', maxResults: (maxResults % 100) + 1 }))
  await withVirtualTime(sim, async () => {
    for (let call = 0; call < 600; call++) await ask(call)
  })
  expect(sim.waitingFor()).toEqual([])
})

test('a loop that looks at the clock', async () => {
  const told = await toldBy(fleet(), () => {
    const deadline = Date.now() + 1_000
    while (Date.now() < deadline);
  })
  expect(told).toContain('found a loop that looks at the clock 1000000 times at 2026-01-05T09:00:00.000Z')
})

test('manual: nobody lets time pass', async () => {
  const { sim, ecs } = rollout()
  const told = await toldBy(sim, () => update(ecs).then(() => stable(ecs)), { manual: true })
  expect(told).toContain("while nobody does. Time is manual: call time.advance('1m') beside what waits")
})

test('manual: time passes no further than the code, and not afterwards', async () => {
  const sim = fleet()
  let time: VirtualTime | undefined
  await withVirtualTime(
    sim,
    (given) => {
      time = given
      time.advance('1h')
      return sleep(60_000)
    },
    { manual: true },
  )
  await sleep(50)
  expect(sim.nowMs).toBe(START + 60_000)
  expect((await refusalOf(time!.advance('1m'))).message).toContain('found code that has ended')
})
