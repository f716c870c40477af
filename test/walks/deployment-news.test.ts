// What befalls the tasks of a deployment is news to it, whoever brings it about: a fault, a new script, a load balancer.
import { expect, test } from 'vitest'
import { BalancedService } from '../support/balanced-services.ts'
import { eventsSince, tasksOf, wantedTasks } from '../support/patients.ts'
import { deployNext, steadyService, web } from '../support/rollouts.ts'

const failedTasks = (service: ReturnType<typeof web>) => service.deployments?.[0]?.failedTasks

test('CB-13 a container that is made to crash before its task counts is a failure, like one that crashes by its script', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 10, heal: 20 })
  deployNext(sim)
  sim.advance('15s')
  const [one, other] = wantedTasks(sim).slice(2)
  sim.faults.crashContainer({ task: one!.arn })
  expect(failedTasks(web(sim))).toBe(1)
  sim.faults.killForMemory({ task: other!.arn })
  expect(failedTasks(web(sim))).toBe(2)
})

test('CB-13 so is one whose new script has it exit at once', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 10, heal: 20 })
  deployNext(sim)
  sim.advance('15s')
  sim.workload.behave(`${wantedTasks(sim).at(-1)!.id}:app`, { exitsAfter: '1s', exitCode: 1 })
  expect(failedTasks(web(sim))).toBe(1)
})

test('CB-12 a task whose target turns healthy starts the count anew', () => {
  const b = new BalancedService({ desired: 2, run: 10, interval: 30, delay: 0 }).steady()
  b.deploy()
  b.sim.advance('15s')
  b.sim.faults.crashContainer({ task: b.tasks.at(-1)!.arn })
  expect(failedTasks(b.service)).toBe(1)
  b.sim.advance('24s')
  expect(failedTasks(b.service)).toBe(1)
  b.sim.advance('1s')
  expect(b.health('web')).toContain('healthy')
  expect(failedTasks(b.service)).toBe(0)
})

test('DP-443 an old task that crashes in the middle of a deployment is replaced by its own revision', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 60, heal: 20 })
  const from = sim.nowMs
  deployNext(sim)
  sim.advance('5s')
  sim.faults.crashContainer({ task: wantedTasks(sim)[0]!.arn })
  sim.settle()
  expect(eventsSince(sim, from)).toEqual([
    '0: has started 2 tasks: (task ?) (task ?).',
    '5: has started 1 tasks: (task ?).',
  ])
  expect(tasksOf(sim).at(-1)?.taskDefinitionArn).toMatch(/web:1$/)
})

test('DP-443 so is one that exits by itself', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 60, heal: 20 })
  const [one] = wantedTasks(sim)
  sim.workload.behave(`${one!.id}:app`, { exitsAfter: sim.nowMs - one!.startedAtMs! + 5_000, exitCode: 1 })
  deployNext(sim)
  sim.advance('5s')
  const revisions = tasksOf(sim).map(({ taskDefinitionArn }) => taskDefinitionArn.slice(-5))
  expect(revisions).toEqual(['web:1', 'web:1', 'web:2', 'web:2', 'web:1'])
})
