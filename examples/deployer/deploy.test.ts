// Does the deployer do the right thing when ECS does not? Each test is minutes or hours of AWS, in milliseconds.
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { STSClient } from '@aws-sdk/client-sts'
import type { Simulation } from 'ecs-drydock'
import { connect, withVirtualTime } from 'ecs-drydock/aws-sdk'
import { expect, test } from 'vitest'
import { deploy, type Release } from './deploy.ts'
import { deployNaively } from './naive.ts'
import { openShop, revision } from './shop.ts'

const clientsOf = (sim: Simulation) => ({
  ecs: connect(sim, new ECSClient({})),
  elbv2: connect(sim, new ElasticLoadBalancingV2Client({})),
  sts: connect(sim, new STSClient({})),
})

const release = (options: Partial<Release> = {}): Release => ({
  account: '123456789012',
  cluster: 'prod',
  service: 'web',
  taskDefinition: revision('2'),
  timeoutSeconds: 900,
  ...options,
})

const runs = (sim: Simulation) => {
  const [web] = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services
  return `${web?.runningCount} × ${web?.taskDefinition?.split('/').at(-1)}`
}

test('a good revision is deployed, and its targets are healthy', async () => {
  const sim = openShop()
  const outcome = await withVirtualTime(sim, () => deploy(clientsOf(sim), release()))
  expect(outcome).toMatchObject({ status: 'deployed', reason: 'every target of web is healthy' })
  expect(outcome.seconds).toBeGreaterThan(60)
  expect(runs(sim)).toBe('6 × web:2')
})

test('a revision that no instance has room for: the deployer loses patience and takes it back', async () => {
  const sim = openShop()
  const outcome = await withVirtualTime(sim, () => {
    const taskDefinition = revision('2', { memory: 20_000 })
    return deploy(clientsOf(sim), release({ taskDefinition, timeoutSeconds: 600 }))
  })
  expect(outcome).toMatchObject({ status: 'rolled back', reason: 'not stable after 600 s' })
  expect(outcome.seconds).toBeGreaterThan(600)
  expect(runs(sim)).toBe('6 × web:1')
})

test('a host port that is taken everywhere: not even the way back is free', async () => {
  const sim = openShop({ hostPort: 8_080 })
  const outcome = await withVirtualTime(sim, () => {
    const taskDefinition = revision('2', { hostPort: 8_080 })
    return deploy(clientsOf(sim), release({ taskDefinition, timeoutSeconds: 600 }))
  })
  expect(outcome).toMatchObject({ status: 'stranded', reason: 'not stable after 600 s' })
  expect(sim.waitingFor()).toMatchObject([{ name: 'web', detail: '6 of 6 tasks find no container instance with room' }])
})

/** Nobody has pushed the image of the next revision. */
const withoutImage = () => {
  const sim = openShop({ rollback: true })
  sim.images.publish({ image: 'example.com/web:1', sizeMB: 180 })
  return sim
}

test('a revision without an image is rolled back by ECS, and the deployer notices', async () => {
  const sim = withoutImage()
  const outcome = await withVirtualTime(sim, () => deploy(clientsOf(sim), release({ timeoutSeconds: 3_600 })))
  expect(outcome).toMatchObject({ status: 'rolled back by ECS' })
  expect(outcome.reason).toContain('tasks failed to start')
  expect(runs(sim)).toBe('6 × web:1')
})

test('the naive deployer calls the same rollback a success', async () => {
  const sim = withoutImage()
  const { ecs } = clientsOf(sim)
  const claim = await withVirtualTime(sim, () => deployNaively(ecs, release({ timeoutSeconds: 3_600 })))
  expect([claim, runs(sim)]).toEqual(['deployed', '6 × web:1'])
})

const withoutZoneAfter = (after: string) => {
  const sim = openShop()
  sim.faults.schedule([{ fault: 'loseZone', input: { availabilityZone: 'us-east-1b' }, after }])
  return sim
}
const zonesOf = (sim: Simulation) => {
  const { taskArns: tasks } = sim.ecs.listTasks({ cluster: 'prod', serviceName: 'web' })
  const zones = sim.ecs.describeTasks({ cluster: 'prod', tasks }).tasks.map(({ availabilityZone }) => availabilityZone)
  return [...new Set(zones)].sort()
}

test('a zone that goes dark in mid-wait: the revision is deployed into the other two', async () => {
  const sim = withoutZoneAfter('40s')
  const outcome = await withVirtualTime(sim, () => deploy(clientsOf(sim), release()))
  expect(outcome.status).toBe('deployed')
  expect([runs(sim), zonesOf(sim)]).toEqual(['6 × web:2', ['us-east-1a', 'us-east-1c']])
})

test('a zone that goes dark just before the end: the deployer blames the revision', async () => {
  const sim = withoutZoneAfter('55s')
  const outcome = await withVirtualTime(sim, () => deploy(clientsOf(sim), release()))
  expect(outcome).toMatchObject({ status: 'rolled back', reason: expect.stringContaining('(initial)') })
  expect(runs(sim)).toBe('6 × web:1')
})

test('a deployment that is called off in mid-wait is taken back', async () => {
  const sim = openShop()
  const outcome = await withVirtualTime(sim, () =>
    deploy(clientsOf(sim), release({ abortSignal: AbortSignal.timeout(20_000) })),
  )
  expect(outcome).toMatchObject({ status: 'stranded', reason: 'called off', seconds: 20 })
  sim.runUntil('steady', { atMost: '10m' })
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
