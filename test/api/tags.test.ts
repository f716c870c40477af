// Tags of what ECS holds: put on, taken off, listed, inherited, gone with what carries them.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const PREFIX = 'arn:aws:ecs:us-east-1:123456789012'
const service = { cluster: 'prod', serviceName: 'web', taskDefinition: 'job', desiredCount: 1 }
const blue = [{ key: 'team', value: 'blue' }]
const green = [{ key: 'team', value: 'green' }]
let sim: Simulation
let task: string
let instance: string

beforeEach(() => {
  sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
  sim.ecs.registerTaskDefinition({ family: 'job', containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }] })
  sim.ecs.createService(service)
  sim.ecs.createCapacityProvider({ name: 'group', autoScalingGroupProvider: { autoScalingGroupArn: 'g' } })
  task = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'job' }).tasks[0]?.taskArn as string
  instance = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns[0] as string
})

const arns = (): Readonly<Record<string, string>> => ({
  cluster: `${PREFIX}:cluster/prod`,
  service: `${PREFIX}:service/prod/web`,
  task,
  'task definition': `${PREFIX}:task-definition/job:1`,
  'container instance': instance,
  'capacity provider': `${PREFIX}:capacity-provider/group`,
})

/** The tags that the describing operation shows. */
const SHOWN: Readonly<Record<string, () => unknown>> = {
  cluster: () => sim.ecs.describeClusters({ clusters: ['prod'], include: ['TAGS'] }).clusters[0]?.tags,
  service: () => sim.ecs.describeServices({ cluster: 'prod', services: ['web'], include: ['TAGS'] }).services[0]?.tags,
  task: () => sim.ecs.describeTasks({ cluster: 'prod', tasks: [task], include: ['TAGS'] }).tasks[0]?.tags,
  'task definition': () => sim.ecs.describeTaskDefinition({ taskDefinition: 'job', include: ['TAGS'] }).tags,
  'container instance': () =>
    sim.ecs.describeContainerInstances({ cluster: 'prod', containerInstances: [instance], include: ['TAGS'] })
      .containerInstances[0]?.tags,
  'capacity provider': () =>
    sim.ecs.describeCapacityProviders({ capacityProviders: ['group'], include: ['TAGS'] }).capacityProviders[0]?.tags,
}

describe.each(Object.keys(SHOWN))('CL-16 the tags of a %s', (noun) => {
  test('are put on, replaced by key, listed, shown and taken off', () => {
    const resourceArn = arns()[noun] as string
    sim.ecs.tagResource({ resourceArn, tags: [...blue, { key: 'tier', value: '' }] })
    sim.ecs.tagResource({ resourceArn, tags: green })
    const tags = [...green, { key: 'tier', value: '' }]
    expect(sim.ecs.listTagsForResource({ resourceArn }).tags).toEqual(tags)
    expect(SHOWN[noun]?.()).toEqual(tags)
    sim.ecs.untagResource({ resourceArn, tagKeys: ['team', 'nobody'] })
    expect(sim.ecs.listTagsForResource({ resourceArn }).tags).toEqual([{ key: 'tier', value: '' }])
    expect(SHOWN[noun]?.()).toEqual([{ key: 'tier', value: '' }])
  })

  test('change nothing else', () => {
    const before = sim.fork()
    sim.ecs.tagResource({ resourceArn: arns()[noun] as string, tags: blue })
    sim.advance('5m')
    before.advance('5m')
    const tasksOf = (world: Simulation) => {
      const { taskArns } = world.ecs.listTasks({ cluster: 'prod' })
      return world.ecs.describeTasks({ cluster: 'prod', tasks: taskArns }).tasks
    }
    expect(tasksOf(sim)).toEqual(tasksOf(before))
    const eventsOf = (world: Simulation) => world.events().map(({ id: _, ...event }) => event)
    expect(eventsOf(sim)).toEqual(eventsOf(before))
  })
})

test('CL-14 a resource has at most 50 tags', () => {
  const resourceArn = arns().cluster as string
  const many = Array.from({ length: 50 }, (_, nth) => ({ key: `k${nth}`, value: 'v' }))
  sim.ecs.tagResource({ resourceArn, tags: many })
  sim.ecs.tagResource({ resourceArn, tags: many.slice(0, 3) })
  expect(refusalOf(() => sim.ecs.tagResource({ resourceArn, tags: blue }))).toMatchObject({
    name: 'LimitExceededException',
    path: 'tags',
    found: '51 tags',
  })
  expect(refusalOf(() => sim.ecs.tagResource({ resourceArn, tags: [...many, ...blue] }))).toMatchObject({
    name: 'InvalidParameterException',
    found: expect.stringContaining('51 items'),
  })
})

test.each([
  ['a key of AWS', [{ key: 'aws:mine', value: 'v' }], 'tags[0].key'],
  ['a key of AWS in another case', [{ key: 'AWS:mine', value: 'v' }], 'tags[0].key'],
  ['a value of AWS', [{ key: 'mine', value: 'aws:v' }], 'tags[0].value'],
  ['no key', [{ key: '', value: 'v' }], 'tags[0].key'],
  ['a key of 129 characters', [{ key: 'k'.repeat(129), value: 'v' }], 'tags[0].key'],
  ['a value of 257 characters', [{ key: 'k', value: 'v'.repeat(257) }], 'tags[0].value'],
  ['a key twice', [...blue, ...green], 'tags[1].key'],
])('CL-14 %s is refused, of whatever is made and whatever is there', (_, tags, path) => {
  const expected = { name: 'InvalidParameterException', path, rule: 'CL-14' }
  expect(refusalOf(() => sim.ecs.tagResource({ resourceArn: task, tags }))).toMatchObject(expected)
  expect(refusalOf(() => sim.ecs.createCluster({ clusterName: 'c', tags }))).toMatchObject(expected)
})

test('CL-14 keys of AWS are not taken off', () => {
  const call = () => sim.ecs.untagResource({ resourceArn: task, tagKeys: ['a', 'aws:b'] })
  expect(refusalOf(call)).toMatchObject({ name: 'InvalidParameterException', path: 'tagKeys[1]' })
})

test.each([
  ['cluster', 'inactive. Specify an active', () => sim.ecs.deleteCluster({ cluster: 'other' })],
  [
    'service',
    'inactive. Specify an active',
    () => sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true }),
  ],
  ['task', 'stopped. Specify a running', () => sim.ecs.stopTask({ cluster: 'prod', task })],
  [
    'container instance',
    'inactive. Specify an active',
    () => sim.ecs.deregisterContainerInstance({ cluster: 'prod', containerInstance: instance, force: true }),
  ],
  [
    'capacity provider',
    'inactive. Specify an active',
    () => sim.ecs.deleteCapacityProvider({ capacityProvider: 'group' }),
  ],
])('CL-16 a %s that is gone has no tags', (noun, words, remove) => {
  sim.ecs.createCluster({ clusterName: 'other' })
  const resourceArn = noun === 'cluster' ? `${PREFIX}:cluster/other` : (arns()[noun] as string)
  remove()
  sim.advance('2m')
  const refusal = { name: 'InvalidParameterException', message: expect.stringContaining(words) }
  expect(refusalOf(() => sim.ecs.listTagsForResource({ resourceArn }))).toMatchObject(refusal)
  expect(refusalOf(() => sim.ecs.tagResource({ resourceArn, tags: blue }))).toMatchObject(refusal)
})

test('CL-16 revisions that are being deleted have no tags, deregistered ones do', () => {
  const resourceArn = arns()['task definition'] as string
  sim.ecs.deregisterTaskDefinition({ taskDefinition: 'job:1' })
  sim.ecs.tagResource({ resourceArn, tags: blue })
  expect(sim.ecs.listTagsForResource({ resourceArn }).tags).toEqual(blue)
  sim.ecs.deleteTaskDefinitions({ taskDefinitions: ['job:1'] })
  expect(refusalOf(() => sim.ecs.listTagsForResource({ resourceArn })).name).toBe('InvalidParameterException')
})

test.each([
  ['no ARN', 'prod', 'InvalidParameterException'],
  ['another account', 'arn:aws:ecs:us-east-1:999999999999:cluster/prod', 'InvalidParameterException'],
  ['another Region', 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod', 'InvalidParameterException'],
  ['something without tags', `${PREFIX}:service-deployment/prod/web/1`, 'InvalidParameterException'],
  ['an ARN of the old format', `${PREFIX}:service/web`, 'InvalidParameterException'],
  ['an unknown cluster', `${PREFIX}:cluster/nowhere`, 'ClusterNotFoundException'],
  ['a service of an unknown cluster', `${PREFIX}:service/nowhere/web`, 'ClusterNotFoundException'],
  ['an unknown service', `${PREFIX}:service/prod/nobody`, 'ResourceNotFoundException'],
  ['an unknown revision', `${PREFIX}:task-definition/job:9`, 'ResourceNotFoundException'],
  ['a provider of AWS', `${PREFIX}:capacity-provider/FARGATE`, 'ResourceNotFoundException'],
])('CL-16 %s is refused by resourceArn', (_, resourceArn, name) => {
  const entries = sim.journal.length
  expect(refusalOf(() => sim.ecs.tagResource({ resourceArn, tags: blue }))).toMatchObject({ name, path: 'resourceArn' })
  expect(refusalOf(() => sim.ecs.untagResource({ resourceArn, tagKeys: ['a'] }))).toMatchObject({ name })
  const listing = name === 'ResourceNotFoundException' ? 'InvalidParameterException' : name
  expect(refusalOf(() => sim.ecs.listTagsForResource({ resourceArn }))).toMatchObject({ name: listing })
  expect(sim.journal.length).toBe(entries)
})

describe('SV-126 tasks that start later inherit', () => {
  test('what the service or the definition is tagged with by then', () => {
    sim.ecs.tagResource({ resourceArn: arns().service as string, tags: blue })
    sim.ecs.tagResource({ resourceArn: arns()['task definition'] as string, tags: green })
    const started = (propagateTags: 'SERVICE' | 'TASK_DEFINITION' | 'NONE', desiredCount: number) => {
      sim.ecs.updateService({ cluster: 'prod', service: 'web', propagateTags, desiredCount })
      const { taskArns } = sim.ecs.listTasks({ cluster: 'prod', serviceName: 'web' })
      sim.advance('2m')
      const later = sim.ecs.listTasks({ cluster: 'prod', serviceName: 'web' }).taskArns
      const fresh = later.filter((arn) => !taskArns.includes(arn))
      return fresh.map((resourceArn) => sim.ecs.listTagsForResource({ resourceArn }).tags)
    }
    sim.advance('2m')
    expect(started('SERVICE', 2)).toEqual([blue])
    expect(started('TASK_DEFINITION', 3)).toEqual([green])
    expect(started('NONE', 4)).toEqual([[]])
  })

  test('and a key of RunTask holds against the one of the definition', () => {
    const tags = [...blue, { key: 'tier', value: '1' }]
    sim.ecs.tagResource({ resourceArn: arns()['task definition'] as string, tags })
    const call = { cluster: 'prod', taskDefinition: 'job', propagateTags: 'TASK_DEFINITION', tags: green } as const
    const resourceArn = sim.ecs.runTask(call).tasks[0]?.taskArn as string
    expect(sim.ecs.listTagsForResource({ resourceArn }).tags).toEqual([...green, { key: 'tier', value: '1' }])
  })
})

test('SV-127 ECS tags tasks with their cluster and service where it is told to; nobody takes that off, and it does not count', () => {
  const clusterName = { key: 'aws:ecs:clusterName', value: 'prod' }
  const call = { cluster: 'prod', taskDefinition: 'job', enableECSManagedTags: true, tags: blue }
  const resourceArn = sim.ecs.runTask(call).tasks[0]?.taskArn as string
  expect(sim.ecs.listTagsForResource({ resourceArn }).tags).toEqual([clusterName, ...blue])
  const untag = () => sim.ecs.untagResource({ resourceArn, tagKeys: [clusterName.key] })
  expect(refusalOf(untag).name).toBe('InvalidParameterException')
  const others = Array.from({ length: 49 }, (_, nth) => ({ key: `k${nth}`, value: 'v' }))
  sim.ecs.tagResource({ resourceArn, tags: others })
  expect(sim.ecs.listTagsForResource({ resourceArn }).tags).toHaveLength(51)
  const given = { cluster: 'prod', service: 'web', enableECSManagedTags: true, forceNewDeployment: true }
  sim.ecs.updateService(given)
  sim.advance('10m')
  const [only] = sim.ecs.listTasks({ cluster: 'prod', serviceName: 'web' }).taskArns
  expect(sim.ecs.listTagsForResource({ resourceArn: only as string }).tags).toEqual([
    clusterName,
    { key: 'aws:ecs:serviceName', value: 'web' },
  ])
})

test('CL-16 tags survive being saved, forked and replayed', () => {
  const resourceArn = arns().task as string
  sim.ecs.tagResource({ resourceArn, tags: blue })
  for (const other of [sim.fork(), Simulation.restore(sim.save())])
    expect(other.ecs.listTagsForResource({ resourceArn }).tags).toEqual(blue)
  expect(sim.at({ seq: sim.journal.length - 1 }).tasks.get(resourceArn)?.launch.tags).toEqual(blue)
})
