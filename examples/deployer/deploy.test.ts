// Does the deployer do the right thing when ECS does not? Each test is minutes or hours of AWS, in milliseconds.
import type { Simulation } from 'ecs-drydock'
import { withVirtualTime } from 'ecs-drydock/aws-sdk'
import { expect, test } from 'vitest'
import { deploy } from './deploy.ts'
import { openShop, revision } from './shop.ts'
import {
  believeTheWaiter,
  clientsOf,
  deployInto,
  release,
  STORIES,
  tooLarge,
  withoutImage,
  withoutZoneAfter,
} from './stories.ts'

const runs = (sim: Simulation) => {
  const [web] = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services
  return `${web?.runningCount} × ${web?.taskDefinition?.split('/').at(-1)}`
}

test('a good revision is deployed, and its targets are healthy', async () => {
  const sim = openShop()
  const outcome = await deployInto(sim)
  expect(outcome).toMatchObject({ status: 'deployed', reason: 'every target of web is healthy' })
  expect(outcome.seconds).toBeGreaterThan(60)
  expect(runs(sim)).toBe('6 × web:2')
})

test('a revision that no instance has room for: the deployer loses patience and takes it back', async () => {
  const sim = openShop()
  const outcome = await deployInto(sim, tooLarge())
  expect(outcome.status).toBe('rolled back')
  expect(outcome.reason).toMatch(/^not stable after 600 s: .*has insufficient memory available/)
  expect(outcome.seconds).toBeGreaterThan(600)
  expect(runs(sim)).toBe('6 × web:1')
})

test('a host port that is taken everywhere: not even the way back is free', async () => {
  const sim = openShop({ hostPort: 8_080 })
  const taskDefinition = revision('2', { hostPort: 8_080 })
  const outcome = await deployInto(sim, { taskDefinition, timeoutSeconds: 600 })
  expect(outcome.status).toBe('stranded')
  expect(outcome.reason).toMatch(/already using a port required by your task.*on the way back: not stable after 600 s/)
  expect(sim.waitingFor()).toMatchObject([{ name: 'web', detail: '6 of 6 tasks find no container instance with room' }])
})

test('a revision without an image is rolled back by ECS, and the deployer notices', async () => {
  const sim = withoutImage()
  const outcome = await deployInto(sim, { timeoutSeconds: 3_600 })
  expect(outcome).toMatchObject({ status: 'rolled back by ECS' })
  expect(outcome.reason).toContain('tasks failed to start')
  expect(runs(sim)).toBe('6 × web:1')
})

test('the naive deployer calls the same rollback a success', async () => {
  const sim = withoutImage()
  expect([await believeTheWaiter(sim), runs(sim)]).toEqual(['deployed', '6 × web:1'])
})

const zonesOf = (sim: Simulation) => {
  const { taskArns: tasks } = sim.ecs.listTasks({ cluster: 'prod', serviceName: 'web' })
  const zones = sim.ecs.describeTasks({ cluster: 'prod', tasks }).tasks.map(({ availabilityZone }) => availabilityZone)
  return [...new Set(zones)].sort()
}

test('a zone that goes dark in mid-wait: the revision is deployed into the other two', async () => {
  const sim = withoutZoneAfter('40s')
  const outcome = await deployInto(sim)
  expect(outcome.status).toBe('deployed')
  expect([runs(sim), zonesOf(sim)]).toEqual(['6 × web:2', ['us-east-1a', 'us-east-1c']])
})

test('a zone that goes dark just before the end: the deployer waits for the targets that take over', async () => {
  const sim = withoutZoneAfter('55s')
  const outcome = await deployInto(sim)
  expect(outcome.status).toBe('deployed')
  expect([runs(sim), zonesOf(sim)]).toEqual(['6 × web:2', ['us-east-1a', 'us-east-1c']])
})

test('a deployment that is called off in mid-wait is taken back', async () => {
  const sim = openShop()
  const outcome = await withVirtualTime(sim, () =>
    deploy(clientsOf(sim), release({ abortSignal: AbortSignal.timeout(20_000) })),
  )
  expect(outcome.status).toBe('rolled back')
  expect(outcome.reason).toContain('called off: ')
  expect(runs(sim)).toBe('6 × web:1')
})

test('another account is noticed before anything is done', async () => {
  const sim = openShop()
  const entries = sim.journal.length
  await expect(deploy(clientsOf(sim), release({ account: '999999999999' }))).rejects.toThrow(
    'credentials of 123456789012',
  )
  expect(sim.journal.length).toBe(entries)
})

test.each(STORIES)('$name ends as the benchmark expects it', async ({ tell, end }) => {
  expect(await tell()).toBe(end)
})
