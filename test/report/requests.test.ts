// How an account of requests reads.
import { expect, test } from 'vitest'
import { formatRequests } from '../../src/report/index.ts'
import { BalancedService } from '../support/balanced-services.ts'

test('RT-030 what was answered how often, and when requests failed', () => {
  const b = new BalancedService({ desired: 2, run: 20, delay: 60, stop: 2 }).steady()
  const from = b.sim.now
  b.sim.advance('1m')
  b.sim.ecs.stopTask({ cluster: 'prod', task: b.tasks[0]?.arn as string })
  b.sim.advance('4m')
  const question = { loadBalancer: 'front', requestsPerSecond: 100, from }
  const account = b.sim.traffic.account({ ...question, requestDuration: '5s' })
  expect(formatRequests(account).split('\n')).toEqual([
    '30,000 requests, 100 a second, from 0:00.0 to 5:00.0 (2026-01-05T01:00:50Z): 150 failed (0.5 %)',
    '        29,850  200 by a target',
    '           150  502 by the load balancer: The target ended before it had answered.',
    'When requests failed:',
    '  0:57.0 to 1:00.0: 50 % of 300: 502 by the load balancer: The target ended before it had answered.',
  ])
  const fine = b.sim.traffic.account(question)
  expect(formatRequests(fine)).toContain(': none failed\n')
  expect(formatRequests(account, { color: true })).toContain('\u001b[31m')
  expect(formatRequests(account, { zeroMs: from.getTime() - 60_000, width: 60 })).toContain(' from 1:00.0')
})
