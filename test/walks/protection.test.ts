// Task protection: what it holds up, what it does not, and how it ends.
import { expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { eventsSince, sicken, wantedTasks, wellService } from '../support/patients.ts'
import { deployNext, steadyService, web } from '../support/rollouts.ts'

function protect(sim: Simulation, count: number, expiresInMinutes?: number): string[] {
  const tasks = wantedTasks(sim)
    .slice(0, count)
    .map(({ arn }) => arn as string)
  const expiry = expiresInMinutes === undefined ? {} : { expiresInMinutes }
  const answer = sim.ecs.updateTaskProtection({ cluster: 'prod', tasks, protectionEnabled: true, ...expiry })
  expect(answer.failures).toEqual([])
  return tasks
}

const arnsOf = (sim: Simulation) => wantedTasks(sim).map(({ arn }) => arn as string)

test('DP-450, EV-125 a scale-in spares protected tasks, says so once, and goes on when the protection ends', () => {
  const sim = steadyService({ desired: 4, min: 100, max: 200 })
  const from = sim.nowMs
  const tasks = protect(sim, 3, 10)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 2 })
  sim.advance('9m')
  expect(arnsOf(sim)).toEqual(tasks)
  const { id } = web(sim).deployments?.[0] ?? {}
  const spared = `(taskSet ${id}) was unable to scale in due to (reason 3 tasks under protection)`
  expect(eventsSince(sim, from)).toEqual([
    '0: has stopped 1 running tasks: (task ?).',
    `0: was unable to reach steady state because ${spared}`,
  ])
  sim.advance('1m')
  expect(arnsOf(sim)).toHaveLength(2)
  sim.settle()
  expect(eventsSince(sim, from).slice(2)).toEqual([
    '600: has stopped 1 running tasks: (task ?).',
    '600: has reached a steady state.',
  ])
})

test('DP-450, PL-53 a deployment goes round protected tasks and ends when somebody takes the protection away', () => {
  const sim = steadyService({ desired: 3, min: 100, max: 200, heal: 10 })
  const from = sim.nowMs
  const [spared] = protect(sim, 1)
  deployNext(sim)
  sim.advance('1h')
  expect(arnsOf(sim)).toHaveLength(4)
  expect(arnsOf(sim)).toContain(spared)
  expect(web(sim).deployments?.map(({ status, runningCount }) => [status, runningCount])).toEqual([
    ['PRIMARY', 3],
    ['ACTIVE', 1],
  ])
  expect(eventsSince(sim, from).join('\n')).toContain('1 tasks under protection')
  expect(eventsSince(sim, from).join('\n')).not.toContain('unable to stop or start')
  sim.ecs.updateTaskProtection({ cluster: 'prod', tasks: [spared as string], protectionEnabled: false })
  expect(sim.runUntil('steady', { atMost: '5m' }).reached).toBe(true)
  expect(arnsOf(sim)).not.toContain(spared)
})

test('DP-450 it is for two hours when nobody says how long, and a later call replaces an earlier one', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200 })
  const tasks = protect(sim, 2)
  const read = () => sim.ecs.getTaskProtection({ cluster: 'prod' }).protectedTasks
  expect(read().map(({ taskArn }) => taskArn)).toEqual(tasks)
  expect(read()[0]?.expirationDate).toEqual(new Date(sim.nowMs + 7_200_000))
  protect(sim, 1, 180)
  sim.advance('2h')
  expect(read()).toMatchObject([{ taskArn: tasks[0], protectionEnabled: true }])
  sim.advance('1h')
  expect(read()).toEqual([])
  expect(sim.ecs.getTaskProtection({ cluster: 'prod', tasks }).protectedTasks).toEqual(
    tasks.map((taskArn) => ({ taskArn, protectionEnabled: false })),
  )
})

test('DP-450 it is not against a failing health check, nor against StopTask or a deletion', () => {
  const sim = wellService({ desired: 3, min: 100, max: 200, interval: 30 })
  const [ill, stopped, last] = protect(sim, 3)
  sicken(sim, wantedTasks(sim)[0]!)
  sim.ecs.stopTask({ cluster: 'prod', task: stopped as string })
  sim.advance('5m')
  expect(arnsOf(sim)).toContain(last)
  expect(arnsOf(sim)).not.toContain(ill)
  expect(arnsOf(sim)).not.toContain(stopped)
  sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
  sim.advance('1m')
  expect(arnsOf(sim)).toEqual([])
})

test('DP-450 tasks on a draining instance are spared too', () => {
  const sim = steadyService({ desired: 2, min: 0, max: 200, instances: 1 })
  const [spared] = protect(sim, 1, 30)
  const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
  const containerInstances = containerInstanceArns
  sim.ecs.updateContainerInstancesState({ cluster: 'prod', containerInstances, status: 'DRAINING' })
  sim.advance('29m')
  expect(arnsOf(sim)).toContain(spared)
  sim.advance('2m')
  expect(arnsOf(sim)).not.toContain(spared)
  expect(arnsOf(sim)).toHaveLength(2)
})

test('DP-802, DP-450 a move between zones does not begin while nobody may leave', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200 })
  const zone = sim.view.tables.containerInstances.values().next().value?.availabilityZone
  const other = ['us-east-1a', 'us-east-1b'].find((each) => each !== zone) as string
  protect(sim, 2, 60)
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true, availabilityZones: [other] })
  sim.advance('59m')
  expect(sim.view.tables.tasks.size).toBe(2)
  sim.advance('10m')
  expect(
    wantedTasks(sim)
      .map(({ availabilityZone }) => availabilityZone)
      .sort(),
  ).toEqual([zone, other].sort())
})

test('DP-451 who has more protected tasks than it wants can protect no more', () => {
  const sim = steadyService({ desired: 4, min: 0, max: 200 })
  const tasks = arnsOf(sim)
  protect(sim, 3)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 2 })
  const last = tasks[3] as string
  const answer = sim.ecs.updateTaskProtection({ cluster: 'prod', tasks: [last], protectionEnabled: true })
  expect(answer.failures).toMatchObject([{ arn: last, reason: 'DEPLOYMENT_BLOCKED' }])
  expect(answer.protectedTasks).toEqual([])
  const freed = sim.ecs.updateTaskProtection({ cluster: 'prod', tasks: tasks.slice(0, 1), protectionEnabled: false })
  expect(freed.protectedTasks).toHaveLength(1)
})

test('DP-450 what cannot be protected is a failure of its own', () => {
  const sim = steadyService({ desired: 1, min: 100, max: 200 })
  const [standalone] = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web' }).tasks
  const missing = '0'.repeat(32)
  const tasks = [standalone?.taskArn as string, missing]
  const reasons = (failures: readonly { reason?: string | undefined }[]) => failures.map(({ reason }) => reason)
  const expected = ['TASK_NOT_VALID', 'MISSING']
  expect(reasons(sim.ecs.getTaskProtection({ cluster: 'prod', tasks }).failures)).toEqual(expected)
  const update = sim.ecs.updateTaskProtection({ cluster: 'prod', tasks, protectionEnabled: true })
  expect(reasons(update.failures)).toEqual(expected)
})

test.each([
  ['expiresInMinutes', { expiresInMinutes: 0 }],
  ['expiresInMinutes', { expiresInMinutes: 2_881 }],
  ['tasks', { tasks: [] }],
  ['tasks', { tasks: Array.from({ length: 11 }, (_, nth) => String(nth).padStart(32, '0')) }],
])('DP-450 a protection with a wrong %s is refused', (path, wrong) => {
  const sim = steadyService({ desired: 1, min: 100, max: 200 })
  const input = { cluster: 'prod', tasks: arnsOf(sim), protectionEnabled: true, ...wrong }
  expect(() => sim.ecs.updateTaskProtection(input)).toThrow(
    expect.objectContaining({ name: 'InvalidParameterException', path, rule: 'DP-450' }),
  )
})
