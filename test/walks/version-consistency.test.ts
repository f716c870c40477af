// A tag moves under a service: what its tasks run, deployment by deployment.
import { expect, test } from 'vitest'
import { Supplied } from '../support/supplied.ts'

/** A service of two tasks from `shop:stable`, with the digest that the tag had then. */
function served(options: object = {}, container: object = {}) {
  const world = new Supplied('FARGATE', options).register({ app: { image: 'shop:stable', ...container } })
  const { imageDigest: first } = world.sim.images.publish({ image: 'shop:stable', sizeMB: 1 })
  world.serve(2)
  world.sim.runUntil('steady', { atMost: '10m' })
  const { imageDigest: second } = world.sim.images.publish({ image: 'shop:stable', sizeMB: 2 })
  return { world, first, second }
}

const digestsOf = (world: Supplied) => world.tasks().map(({ containers }) => containers?.[0]?.imageDigest)

test('IM-7, DP-460 tasks of a scale-out run what the first one found, whatever the tag is now', () => {
  const { world, first } = served()
  world.sim.ecs.updateService({ service: 'web', desiredCount: 4 })
  world.sim.runUntil('steady', { atMost: '10m' })
  expect(digestsOf(world)).toEqual([first, first, first, first])
})

test('IM-7, DP-460 a new deployment resolves the tag anew', () => {
  const { world, second } = served()
  world.sim.ecs.updateService({ service: 'web', forceNewDeployment: true })
  world.sim.runUntil('steady', { atMost: '30m' })
  expect(digestsOf(world)).toEqual([second, second])
})

test('IM-7 a digest that is deleted makes new tasks fail', () => {
  const { world, first } = served()
  world.sim.images.withdraw({ image: `shop@${first}` })
  world.sim.ecs.updateService({ service: 'web', desiredCount: 3 })
  world.sim.advance('2m')
  expect(world.service()).toMatchObject({ runningCount: 2 })
  const { taskArns } = world.sim.ecs.listTasks({ desiredStatus: 'STOPPED' })
  const { tasks } = world.sim.ecs.describeTasks({ tasks: taskArns })
  expect(tasks[0]?.stoppedReason).toMatch(/^CannotPullContainerError: /)
})

test('IM-7 a task of its own resolves the tag each time', () => {
  const { world, second } = served()
  expect(world.run().at(60).containers?.[0]?.imageDigest).toBe(second)
})

test.each([
  ['a container may opt out', {}, { versionConsistency: 'disabled' }],
  ['before 2024-07 nobody was', { behavior: '2023-06' }, {}],
  ['the option turns it off', { options: { versionConsistency: false } }, {}],
])('IM-7 %s: the tag counts at each start', (_title, options, container) => {
  const { world, first, second } = served(options, container)
  world.sim.ecs.updateService({ service: 'web', desiredCount: 3 })
  world.sim.runUntil('steady', { atMost: '10m' })
  expect(digestsOf(world)).toEqual([first, first, second])
})

test('DP-460 what could not be resolved is resolved by a later task', () => {
  const world = new Supplied('FARGATE').register({ app: { image: 'shop:stable' } })
  world.sim.images.publish({ image: 'shop:other', sizeMB: 1 })
  world.serve(1).at(40)
  const { imageDigest } = world.sim.images.publish({ image: 'shop:stable', sizeMB: 1 })
  world.sim.runUntil('steady', { atMost: '1h' })
  expect(digestsOf(world)).toEqual([imageDigest])
})
