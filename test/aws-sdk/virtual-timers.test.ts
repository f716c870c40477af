// Which timers are virtual, and for what does time stand still? Whatever a deployer was written with, and whenever it took it along.
import { AsyncLocalStorage } from 'node:async_hooks'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, get } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { scheduler, setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withVirtualTime } from '../../src/aws-sdk/index.ts'
import { fleet } from '../support/aws-sdk.ts'

/** As a module of CommonJS has them, whose names are bound before any test runs. */
const require = createRequire(import.meta.url)
const { setTimeout: takenSleep, setInterval: takenEvery } = require('node:timers/promises') as {
  setTimeout: typeof sleep
  setInterval: typeof import('node:timers/promises').setInterval
}
const {
  setTimeout: takenTimeout,
  setInterval: takenInterval,
  clearTimeout: takenClear,
} = require('node:timers') as typeof globalThis
const promisified = promisify(setTimeout)

const START = Date.parse('2026-01-05T09:00:00Z')
const elapsed = () => Date.now() - START

describe('timers that were taken along before', () => {
  test.each<[string, (ms: number) => Promise<unknown>]>([
    ['promisify(setTimeout)', (ms) => promisified(ms)],
    ['require("timers/promises").setTimeout', (ms) => takenSleep(ms)],
    ['require("timers").setTimeout', (ms) => new Promise((resolve) => takenTimeout(resolve, ms))],
    ['scheduler.wait', (ms) => scheduler.wait(ms)],
  ])('%s waits in virtual time', async (_, wait) => {
    const sim = fleet()
    const instants = await withVirtualTime(sim, async () => {
      const seen: number[] = []
      while (seen.length < 3) {
        await wait(15_000)
        seen.push(elapsed())
      }
      return seen
    })
    expect(instants).toEqual([15_000, 30_000, 45_000])
  })

  test('they are called in one order with all others', async () => {
    const heard: string[] = []
    await withVirtualTime(fleet(), async () => {
      takenTimeout((what: string) => heard.push(what), 2_000, 'taken')
      setTimeout(() => heard.push('virtual'), 2_000)
      takenTimeout(() => heard.push('first'), 1_000)
      await sleep(3_000)
    })
    expect(heard).toEqual(['first', 'taken', 'virtual'])
  })

  test('they are cleared by either clearTimeout, refreshed, aborted, and come again', async () => {
    const heard: string[] = []
    await withVirtualTime(fleet(), async () => {
      clearTimeout(takenTimeout(() => heard.push('never'), 1_000))
      takenClear(takenTimeout(() => heard.push('never'), 1_000))
      const refreshed = takenTimeout(() => heard.push(`refreshed ${elapsed()}`), 1_000)
      const interval = takenInterval(() => {
        heard.push(`interval ${elapsed()}`)
        if (elapsed() > 800) takenClear(interval)
      }, 450)
      await sleep(500)
      refreshed.refresh()
      await takenSleep(60_000, undefined, { signal: AbortSignal.timeout(5_000) }).catch(({ name }) => heard.push(name))
      for await (const turn of takenEvery(1_000, 'turn')) if (heard.push(turn) > 6) break
    })
    expect(heard).toEqual(['interval 450', 'interval 900', 'refreshed 1500', 'AbortError', 'turn', 'turn', 'turn'])
  })

  test('those of others are left alone, also while time is virtual', async () => {
    const real = new Promise((resolve) => takenTimeout(() => resolve('real'), 500))
    const first = await withVirtualTime(fleet(), () => Promise.race([real, takenSleep(1, 'virtual')]))
    expect([first, await real]).toEqual(['virtual', 'real'])
  })

  test('none of them fires when the code has ended', async () => {
    let fired = 0
    await withVirtualTime(fleet(), () => {
      takenTimeout(() => fired++, 1)
      setTimeout(() => fired++, 1)
    })
    await sleep(20)
    expect(fired).toBe(0)
  })

  test('what one throws ends the code', async () => {
    const work = () => {
      takenTimeout(() => {
        throw new RangeError('mine')
      }, 10)
      return takenSleep(100)
    }
    await expect(withVirtualTime(fleet(), work)).rejects.toThrow(RangeError)
  })
})

test('timers keep the context of whoever set them', async () => {
  const context = new AsyncLocalStorage<string>()
  const seen = await withVirtualTime(fleet(), () =>
    context.run('mine', () => {
      const set = [setTimeout, takenTimeout] as const
      return Promise.all(set.map((later) => new Promise((resolve) => later(() => resolve(context.getStore()), 1_000))))
    }),
  )
  expect(seen).toEqual(['mine', 'mine'])
})

test('the clock that Intl shows, and the one that measures', async () => {
  const sim = fleet()
  const before = performance.now()
  const [shown, measuredMs] = await withVirtualTime(sim, async () => {
    const startedMs = performance.now()
    expect(startedMs).toBeGreaterThanOrEqual(before)
    await sleep(60_000)
    return [
      new Intl.DateTimeFormat('en-GB', { timeStyle: 'long', timeZone: 'UTC' }).format(),
      performance.now() - startedMs,
    ]
  })
  expect(shown).toBe('09:01:00 UTC')
  expect(measuredMs).toBeCloseTo(60_000)
})

describe('time stands still', () => {
  const server = createServer((_, answer) => takenTimeout(() => answer.end('ok'), 40))
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  beforeAll(async () => {
    server.keepAliveTimeout = 1
    await once(server.listen(0, '127.0.0.1'), 'listening')
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const body = () =>
    new Promise((resolve) =>
      get(url(), { agent: false }, (answer) => answer.on('data', (chunk) => resolve(String(chunk)))),
    )
  /** Ten turns of the event loop away. */
  const message = async () => {
    const { port1, port2 } = new MessageChannel()
    const arrived = once(port1, 'message')
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
    port2.postMessage(7)
    const [said] = await arrived
    port1.close()
    return said
  }

  test.each<[string, () => Promise<unknown>, unknown]>([
    ['a file', async () => (await readFile(new URL(import.meta.url), 'utf8')).length > 0, true],
    ['a server', body, 'ok'],
    ['fetch', async () => (await fetch(url(), { signal: AbortSignal.timeout(5_000) })).text(), 'ok'],
    ['a process', async () => (await promisify(execFile)(process.execPath, ['-e', 'console.log(1)'])).stdout, '1\n'],
    ['a thread', message, 7],
    ['a module', async () => Object.keys(await import('../../src/aws-sdk/abort.ts')).length, 2],
  ])('while %s is waited for', async (_, work, expected) => {
    const sim = fleet()
    const deadline = () => sleep(1).then(() => 'late')
    expect(await withVirtualTime(sim, () => Promise.race([work(), deadline()]))).toEqual(expected)
    expect(sim.nowMs).toBe(START)
  })

  test('not for connections that are idle', async () => {
    const open: Promise<unknown>[] = []
    const silent = createServer().on('connection', (socket) => open.push(once(socket, 'close')))
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    const { port } = silent.address() as AddressInfo
    const sim = fleet()
    await withVirtualTime(sim, async () => {
      get({ port, host: '127.0.0.1', agent: false }).on('error', () => {})
      await sleep(600_000)
    })
    expect(sim.nowMs).toBe(START + 600_000)
    silent.closeAllConnections()
    silent.close()
    await Promise.all(open)
  })

  test("Node's own timers stay real: a process is not killed before its time", async () => {
    const long = `setTimeout(() => console.log('done'), 100)`
    const output = await withVirtualTime(fleet(), async () => {
      const done = promisify(execFile)(process.execPath, ['-e', long], { timeout: 60_000 })
      await sleep(3_600_000)
      return (await done).stdout
    })
    expect(output).toBe('done\n')
  })
})
