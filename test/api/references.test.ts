// What a call names that is not there, twice, blank, of another cluster, account or Region: the same in every operation.
import { beforeAll, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const PREFIX = 'arn:aws:ecs:us-east-1:123456789012'
const NOBODY = '0'.repeat(32)

let sim: Simulation
let mine: Readonly<Record<Part, string>>
let theirs: Readonly<Record<Part, string>>

type Part = 'container-instance' | 'service' | 'task'

function populate(cluster: string): Record<Part, string> {
  const { ecs } = sim
  ecs.createCluster({ clusterName: cluster })
  sim.fleet.launch({ cluster, instanceType: 'm5.large', ready: true })
  ecs.createService({ cluster, serviceName: 'web', taskDefinition: 'web', desiredCount: 2 })
  sim.advance('2m')
  return {
    'container-instance': ecs.listContainerInstances({ cluster }).containerInstanceArns[0] as string,
    service: ecs.listServices({ cluster }).serviceArns[0] as string,
    task: ecs.listTasks({ cluster }).taskArns[0] as string,
  }
}

beforeAll(() => {
  sim = new Simulation({ seed: 'references', startAt: '2026-01-05T00:00:00Z' })
  sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }] })
  mine = populate('prod')
  theirs = populate('other')
})

interface Batch {
  readonly part: Part
  readonly path: string
  /** What is said of a blank one. */
  readonly blank: string
  readonly most: number
  /** What happens to a list that names nobody. */
  readonly empty: string
  call(references: string[]): { readonly items: readonly string[]; readonly failures: readonly object[] }
}

const BATCHES: Readonly<Record<string, Batch>> = {
  describeContainerInstances: {
    part: 'container-instance',
    path: 'containerInstances',
    blank: 'Container instance can not be blank.',
    most: 100,
    empty: 'InvalidParameterException: Container instance can not be blank.',
    call(containerInstances) {
      const answer = sim.ecs.describeContainerInstances({ cluster: 'prod', containerInstances })
      return {
        ...answer,
        items: answer.containerInstances.map(({ containerInstanceArn }) => String(containerInstanceArn)),
      }
    },
  },
  updateContainerInstancesState: {
    part: 'container-instance',
    path: 'containerInstances',
    blank: 'Container instance can not be blank.',
    most: 10,
    empty: 'ClientException: Container instances cannot be empty.',
    call(containerInstances) {
      const input = { cluster: 'prod', containerInstances, status: 'ACTIVE' } as const
      const answer = sim.ecs.updateContainerInstancesState(input)
      return {
        ...answer,
        items: answer.containerInstances.map(({ containerInstanceArn }) => String(containerInstanceArn)),
      }
    },
  },
  describeServices: {
    part: 'service',
    path: 'services',
    blank: 'Services can not be blank.',
    most: 10,
    empty: 'InvalidParameterException: Services cannot be empty.',
    call(services) {
      const answer = sim.ecs.describeServices({ cluster: 'prod', services })
      return { ...answer, items: answer.services.map(({ serviceArn }) => String(serviceArn)) }
    },
  },
  describeTasks: {
    part: 'task',
    path: 'tasks',
    blank: 'Tasks can not be blank.',
    most: 100,
    empty: 'InvalidParameterException: Tasks cannot be empty.',
    call(tasks) {
      const answer = sim.ecs.describeTasks({ cluster: 'prod', tasks })
      return { ...answer, items: answer.tasks.map(({ taskArn }) => String(taskArn)) }
    },
  },
  getTaskProtection: {
    part: 'task',
    path: 'tasks',
    blank: 'Tasks can not be blank.',
    most: 100,
    empty: 'nothing is protected',
    call(tasks) {
      const answer = sim.ecs.getTaskProtection({ cluster: 'prod', tasks })
      return { ...answer, items: answer.protectedTasks.map(({ taskArn }) => String(taskArn)) }
    },
  },
  updateTaskProtection: {
    part: 'task',
    path: 'tasks',
    blank: 'Tasks can not be blank.',
    most: 10,
    empty: 'InvalidParameterException: tasks: expected 1 to 10 tasks, found "none".',
    call(tasks) {
      const answer = sim.ecs.updateTaskProtection({ cluster: 'prod', tasks, protectionEnabled: false })
      return { ...answer, items: answer.protectedTasks.map(({ taskArn }) => String(taskArn)) }
    },
  },
}

describe.each(Object.entries(BATCHES))('%s', (_, { part, path, blank, most, empty, call }) => {
  const own = () => mine[part]
  const idOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1)

  test('PF-13, PF-07 an id that is nowhere fails as the ARN it would have, an ARN as it is', () => {
    const elsewhere = own().replace('us-east-1', 'eu-west-1')
    const stranger = own().replace('123456789012', '210987654321')
    const old = `${PREFIX}:${part}/${NOBODY}`
    const missing = (arn: string) => ({ arn, reason: 'MISSING' })
    expect(call([NOBODY, elsewhere, own(), stranger, old])).toMatchObject({
      items: [own()],
      failures: [missing(`${PREFIX}:${part}/prod/${NOBODY}`), missing(elsewhere), missing(stranger)],
    })
    expect(call([old]).failures).toEqual([missing(old)])
  })

  test('PF-13 an id, the ARN and an ARN of the old format name the same thing, which is answered once', () => {
    const id = idOf(own())
    expect(call([id, own(), `${PREFIX}:${part}/${id}`, id])).toMatchObject({ items: [own()], failures: [] })
  })

  test('PF-13 an ARN of another cluster or kind, and what is no ARN, are refused by their place in the list', () => {
    const refused = (reference: string) => refusalOf(() => call([own(), reference]))
    const at = { name: 'InvalidParameterException', path: `${path}[1]`, rule: 'PF-13' }
    expect(refused(theirs[part])).toMatchObject({
      ...at,
      message: 'Invalid identifier: Identifier is for cluster other. Your cluster is prod',
    })
    const other = `${PREFIX}:${part === 'task' ? 'service' : 'task'}/prod/${NOBODY}`
    expect(refused(other).message).toBe(`Unsupported resource type: ${part === 'task' ? 'service' : 'task'}`)
    expect(refused(`${PREFIX}:${part}/prod/more/${NOBODY}`)).toMatchObject({
      ...at,
      message: 'Invalid identifier: Unexpected number of separators',
    })
    expect(refused('').message).toBe(blank)
  })

  test('PF-13 more than are allowed are refused, and so is nobody where somebody must be named', () => {
    const many = Array.from({ length: most + 1 }, (__, nth) => String(nth).padStart(32, '0'))
    expect(refusalOf(() => call(many))).toMatchObject({ name: 'InvalidParameterException', path })
    expect(call(many.slice(1)).failures).toHaveLength(most)
    if (empty === 'nothing is protected') expect(call([])).toMatchObject({ items: [], failures: [] })
    else expect(String(refusalOf(() => call([])))).toBe(empty)
  })
})

test('PF-13 GetTaskProtection without tasks, or with none of them, answers for those that are protected', () => {
  const sample = sim.fork()
  const tasks = [mine.task]
  sample.ecs.updateTaskProtection({ cluster: 'prod', tasks, protectionEnabled: true })
  for (const input of [{}, { tasks: [] }])
    expect(sample.ecs.getTaskProtection({ cluster: 'prod', ...input }).protectedTasks).toMatchObject([
      { taskArn: mine.task, protectionEnabled: true },
    ])
})

test('PF-13, CL-07 clusters: as named, once; nobody is the default one, a blank name is refused', () => {
  const { ecs } = sim
  const far = 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod'
  const clusters = ['nowhere', `${PREFIX}:cluster/prod`, 'prod', far, 'nowhere', 'other']
  const answer = ecs.describeClusters({ clusters })
  expect(answer.clusters.map(({ clusterName }) => clusterName)).toEqual(['prod', 'other'])
  expect(answer.failures).toEqual([
    { arn: `${PREFIX}:cluster/nowhere`, reason: 'MISSING' },
    { arn: far, reason: 'MISSING' },
  ])
  const missing = [{ arn: `${PREFIX}:cluster/default`, reason: 'MISSING' }]
  for (const input of [{}, { clusters: [] }]) expect(ecs.describeClusters(input).failures).toEqual(missing)
  expect(refusalOf(() => ecs.describeClusters({ clusters: [''] })).message).toBe('Clusters can not be blank.')
  expect(refusalOf(() => ecs.describeClusters({ clusters: Array(101).fill('prod') })).path).toBe('clusters')
})

test('PF-13, CP-05 capacity providers: as named, once, by name or ARN', () => {
  const far = 'arn:aws:ecs:eu-west-1:123456789012:capacity-provider/FARGATE'
  const names = ['FARGATE_SPOT', 'nobody', `${PREFIX}:capacity-provider/FARGATE_SPOT`, far, 'FARGATE']
  const answer = sim.ecs.describeCapacityProviders({ capacityProviders: names })
  expect(answer.capacityProviders.map(({ name }) => name)).toEqual(['FARGATE_SPOT', 'FARGATE'])
  expect(answer.failures).toEqual([
    { arn: `${PREFIX}:capacity-provider/nobody`, reason: 'MISSING' },
    { arn: far, reason: 'MISSING' },
  ])
  const blank = () => sim.ecs.describeCapacityProviders({ capacityProviders: [''] })
  expect(refusalOf(blank).message).toBe('Capacity providers can not be blank.')
})

describe('service deployments and revisions', () => {
  const revision = `${PREFIX}:service-revision/prod/web/1`
  const deployment = `${PREFIX}:service-deployment/prod/web/1`
  const calls = [
    [
      'serviceDeploymentArns',
      deployment,
      revision,
      (arns: string[]) => sim.ecs.describeServiceDeployments({ serviceDeploymentArns: arns }).failures,
    ],
    [
      'serviceRevisionArns',
      revision,
      deployment,
      (arns: string[]) => sim.ecs.describeServiceRevisions({ serviceRevisionArns: arns }).failures,
    ],
  ] as const

  test.each(calls)(
    'PF-13 %s are ARNs: each once, as it is; another kind or a name is refused',
    (path, arn, other, call) => {
      const far = arn.replace('us-east-1', 'eu-west-1')
      expect(call([arn, far, arn])).toEqual([arn, far].map((each) => ({ arn: each, reason: 'MISSING' })))
      for (const wrong of [other, 'web', ''])
        expect(refusalOf(() => call([arn, wrong]))).toMatchObject({
          name: 'InvalidParameterException',
          path: `${path}[1]`,
        })
      expect(refusalOf(() => call([]))).toMatchObject({ path, expected: '1 to 20 ARNs' })
      expect(refusalOf(() => call(Array(21).fill(arn)))).toMatchObject({ path, expected: 'at most 20 items' })
    },
  )
})

test('PF-13, TD-5 task definitions: named twice, deleted once, and failed once under the name that was given', () => {
  const { ecs } = sim.fork()
  ecs.deregisterTaskDefinition({ taskDefinition: 'web:1' })
  const answer = ecs.deleteTaskDefinitions({ taskDefinitions: ['web:1', 'nobody:1', 'web:1', 'nobody:1'] })
  expect(answer.taskDefinitions).toMatchObject([{ family: 'web' }])
  expect(answer.failures).toMatchObject([{ arn: 'nobody:1' }])
  expect(refusalOf(() => ecs.deleteTaskDefinitions({ taskDefinitions: [] })).path).toBe('taskDefinitions')
})

test('PF-13 whoever is named alone is named by the same rules', () => {
  const cluster = 'prod'
  const { ecs } = sim
  const calls: readonly (readonly [Part, string, (reference: string) => unknown])[] = [
    ['task', 'task', (task) => ecs.stopTask({ cluster, task })],
    ['service', 'service', (service) => ecs.updateService({ cluster, service })],
    ['service', 'service', (service) => ecs.deleteService({ cluster, service })],
    ['service', 'service', (service) => ecs.listServiceDeployments({ cluster, service })],
    ['service', 'serviceName', (serviceName) => ecs.listTasks({ cluster, serviceName })],
    ['container-instance', 'containerInstance', (containerInstance) => ecs.listTasks({ cluster, containerInstance })],
    [
      'container-instance',
      'containerInstance',
      (each) => ecs.deregisterContainerInstance({ cluster, containerInstance: each }),
    ],
    [
      'container-instance',
      'containerInstance',
      (each) => ecs.updateContainerAgent({ cluster, containerInstance: each }),
    ],
    [
      'container-instance',
      'containerInstances[0]',
      (each) => ecs.startTask({ cluster, taskDefinition: 'web', containerInstances: [each] }),
    ],
    [
      'container-instance',
      'attributes[0].targetId',
      (targetId) => ecs.putAttributes({ cluster, attributes: [{ name: 'a', targetId }] }),
    ],
  ]
  for (const [part, path, call] of calls)
    expect(refusalOf(() => call(theirs[part]))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid identifier: Identifier is for cluster other. Your cluster is prod',
      path,
    })
})

test('PF-13, PF-40 what is no name of a cluster is refused; an unknown name and an ARN of elsewhere are not found', () => {
  const list = (cluster: string) => refusalOf(() => sim.ecs.listTasks({ cluster }))
  for (const wrong of ['pro d', 'x'.repeat(256), 'prod\r'])
    expect(list(wrong)).toMatchObject({
      name: 'InvalidParameterException',
      message: `Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was ${wrong}`,
      path: 'cluster',
    })
  for (const absent of ['nowhere', 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod'])
    expect(list(absent).name).toBe('ClusterNotFoundException')
})
