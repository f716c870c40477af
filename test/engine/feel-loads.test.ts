// A load may do harm: tasks that answer too late fail their health checks, tasks that hold too much memory are killed.
import { expect, test } from 'vitest'
import { steps } from '../../src/index.ts'
import { BalancedService } from '../support/balanced-services.ts'
import { meteredService } from '../support/metered.ts'

const START_MS = Date.parse('2026-01-05T00:10:00Z')

/** Two tasks of 64 units behind a load balancer: of requests of 12.5 ms, five a second each. */
function saturated(failsHealthChecks: boolean): BalancedService {
  const web = new BalancedService({ desired: 2, delay: 0 }).create()
  web.sim.advance(START_MS - web.sim.nowMs)
  const requestsPerSecond = steps(5, { at: '1m', value: 12 }, { at: '4m', value: 0 })
  web.sim.load.drive('web', { requestsPerSecond, cpuSecondsPerRequest: 0.0125, failsHealthChecks })
  return web
}

const entries = (web: BalancedService, kind: string, rule: string) =>
  web.sim.journal
    .filter((entry) => entry.kind === kind && entry.rule === rule && entry.atMs >= START_MS)
    .map(({ atMs }) => (atMs - START_MS) / 1_000)

test('LD-26 a wait longer than the health check bears turns targets unhealthy, and ECS replaces their tasks', () => {
  const web = saturated(true)
  web.sim.advance('2m')
  // 60 requests too many for each task: 12 seconds, and the check waits for 5.
  expect(web.sim.load.trace('web').at(-1)).toMatchObject({ arrived: 720, served: 600, queued: 120 })
  expect(entries(web, 'task.trafficSeen', 'LD-26')).toEqual([120, 120])
  expect(web.health('web')).toEqual(['healthy', 'healthy'])
  web.sim.advance('2m')
  expect(entries(web, 'target.changed', 'TG-104').length).toBeGreaterThanOrEqual(2)
  expect(web.events.some((event) => event.includes('is unhealthy in (target-group web) due to (reason'))).toBe(true)
})

test('LD-26 by default a load harms nobody; where it is over, and once it is stopped, probes are answered again', () => {
  const calm = saturated(false)
  calm.sim.advance('4m')
  expect(calm.health('web')).toEqual(['healthy', 'healthy'])
  const web = saturated(true)
  web.sim.advance('2m')
  web.sim.load.stop('web')
  expect(entries(web, 'task.trafficSeen', 'LD-26')).toEqual([120, 120, 120, 120])
  web.sim.advance('10m')
  expect(web.health('web')).toEqual(['healthy', 'healthy'])
  expect(entries(web, 'target.changed', 'TG-104')).toEqual([])
})

test('LD-27 memory above the hard limit is the end of a container, exit code 137', () => {
  const sim = meteredService({ desired: 1, memory: 1_024 })
  sim.load.drive('web', { requestsPerSecond: 1, memoryMiB: steps(1_024, { at: '2m', value: 1_025 }) })
  sim.advance('119s')
  const stopped = () => [...sim.view.tables.tasks.values()].filter(({ lastStatus }) => lastStatus === 'STOPPED')
  expect(stopped()).toEqual([])
  sim.advance('5s')
  expect(stopped()).toHaveLength(1)
  expect(stopped()[0]?.containers[0]).toMatchObject({ exitCode: 137, reason: expect.stringContaining('OutOfMemory') })
})

test('LD-27 a leak grows with the age of a task, and a new task begins anew', () => {
  const sim = meteredService({ desired: 1, memory: 1_024, run: 60 })
  // Its task has run for 59 minutes.
  sim.load.drive('web', { requestsPerSecond: 1, memoryMiB: 100, leakMiBPerHour: 600 })
  sim.advance('1m')
  expect(sim.load.trace('web')[0]?.memoryUtilization).toBeCloseTo((100 * (100 + 593.333)) / 1_024, 2)
  sim.advance('32m')
  expect(sim.load.trace('web').at(-1)?.memoryUtilization).toBeCloseTo((100 * (100 + 913.333)) / 1_024, 2)
  const before = [...sim.view.tables.tasks.values()].map(({ arn }) => arn)
  sim.advance('4m')
  const [task] = [...sim.view.tables.tasks.values()].filter(({ lastStatus }) => lastStatus === 'RUNNING')
  expect(before).not.toContain(task?.arn)
  expect(sim.load.trace('web').at(-1)?.memoryUtilization).toBeLessThan(15)
})

test('LD-27 requests that wait take memory, too', () => {
  const sim = meteredService({ desired: 1, memory: 1_024 })
  sim.load.drive('web', { requestsPerSecond: 30, cpuSecondsPerRequest: 0.02, memoryMiB: 500, memoryPerInflightMiB: 2 })
  sim.advance('2m')
  const stopped = [...sim.view.tables.tasks.values()].filter(({ stoppedAtMs }) => stoppedAtMs !== null)
  // 300 requests more than it can serve a minute: 500 + 600 MiB.
  expect(stopped).toHaveLength(1)
})
