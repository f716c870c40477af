// GPUs: whole ones, given by their ids with the promise of room, and free again with it.
import { expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { Yard } from '../support/placing.ts'
import { refusalOf } from '../support/refusals.ts'

const gpus = (value: string) => ({ resourceRequirements: [{ type: 'GPU', value }] })

function gpuYard(): Yard {
  const yard = new Yard({ i1: { type: 'g4dn.12xlarge' } })
  yard.define(gpus('2'))
  return yard
}

function resourcesOf(yard: Yard, kind: 'registeredResources' | 'remainingResources'): string[] | undefined {
  const { containerInstanceArns } = yard.sim.ecs.listContainerInstances({ cluster: 'c' })
  const input = { cluster: 'c', containerInstances: containerInstanceArns }
  const [instance] = yard.sim.ecs.describeContainerInstances(input).containerInstances
  return instance?.[kind]?.find(({ name }) => name === 'GPU')?.stringSetValue
}

function tasksOf(yard: Yard) {
  const { taskArns } = yard.sim.ecs.listTasks({ cluster: 'c' })
  return yard.sim.ecs.describeTasks({ cluster: 'c', tasks: taskArns }).tasks
}

test('PL-09, PF-01, TD-60 a task gets GPUs of one instance by their ids, as long as there are enough', () => {
  const yard = gpuYard()
  const registered = resourcesOf(yard, 'registeredResources')
  expect(new Set(registered).size).toBe(4)
  expect(yard.run({ count: 3 })).toEqual({ placed: ['i1', 'i1'], failures: ['i1 RESOURCE:GPU'] })
  expect(tasksOf(yard).flatMap(({ containers }) => containers?.[0]?.gpuIds ?? [])).toEqual(registered)
  expect(resourcesOf(yard, 'remainingResources')).toEqual([])
  expect(resourcesOf(yard, 'registeredResources')).toEqual(registered)
})

test('PL-09, PL-16 GPUs are free with the promise; who gets them waits until they are really let go', () => {
  const yard = gpuYard()
  yard.run({ count: 2 })
  yard.sim.advance('10m')
  const [first] = tasksOf(yard)
  yard.sim.ecs.stopTask({ cluster: 'c', task: first!.taskArn as string })
  expect(resourcesOf(yard, 'remainingResources')).toEqual(first?.containers?.[0]?.gpuIds)
  expect(yard.run().placed).toEqual(['i1'])
  const heir = [...yard.sim.view.tables.tasks.values()].at(-1)
  expect(heir).toMatchObject({ gpuIds: first?.containers?.[0]?.gpuIds, admittedAtMs: null })
  yard.sim.advance('10m')
  expect(tasksOf(yard).map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING'])
  yard.sim.checkInvariants()
})

test('TD-60, PL-07 overrides replace what a container asks for, and containers share in their order', () => {
  const yard = new Yard({ i1: { type: 'g4dn.12xlarge' } })
  const container = (name: string, value: string) => ({ name, image: 'i', memory: 64, ...gpus(value) })
  yard.define({}, { containerDefinitions: [container('a', '1'), container('b', '4')] })
  expect(yard.run().failures).toEqual(['i1 RESOURCE:GPU'])
  yard.run({ overrides: { containerOverrides: [{ name: 'b', resourceRequirements: [{ type: 'GPU', value: '2' }] }] } })
  const [one, two, three] = resourcesOf(yard, 'registeredResources') ?? []
  expect(tasksOf(yard)[0]?.containers?.map(({ gpuIds }) => gpuIds)).toEqual([[one], [two, three]])
})

test('TD-60 Fargate has none', () => {
  const yard = new Yard({})
  yard.define(
    { portMappings: [] },
    { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' },
  )
  const refusal = refusalOf(() =>
    yard.run({
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
      overrides: { containerOverrides: [{ name: 'app', resourceRequirements: [{ type: 'GPU', value: '1' }] }] },
    }),
  )
  expect(refusal).toMatchObject({ name: 'InvalidParameterException', rule: 'TD-60' })
})

test('PL-09 an instance without GPUs lists none and takes no task that wants one', () => {
  const yard = new Yard({ i1: {} })
  yard.define(gpus('1'))
  expect(yard.run().failures).toEqual(['i1 RESOURCE:GPU'])
  expect(resourcesOf(yard, 'registeredResources')).toBeUndefined()
})

test('CI-01 an agent registers its GPUs by their ids, and tasks get them', () => {
  const sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ clusterName: 'prod' })
  const instanceIdentityDocument = JSON.stringify({
    instanceId: 'i-0123456789abcdef0',
    instanceType: 'm5.large',
    availabilityZone: 'us-east-1a',
    region: 'us-east-1',
  })
  const register = (...ids: string[]) =>
    sim.ecs.registerContainerInstance({
      cluster: 'prod',
      instanceIdentityDocument,
      platformDevices: ids.map((id) => ({ id, type: 'GPU' as const })),
    })
  expect(refusalOf(() => register('a', 'a'))).toMatchObject({ path: 'platformDevices[1].id', rule: 'CI-01' })
  const { containerInstance } = register('GPU-b', 'GPU-a')
  expect(containerInstance?.registeredResources?.find(({ name }) => name === 'GPU')?.stringSetValue).toEqual([
    'GPU-b',
    'GPU-a',
  ])
  sim.ecs.registerTaskDefinition({
    family: 'train',
    containerDefinitions: [{ name: 'c', image: 'i', memory: 64, ...gpus('1') } as never],
  })
  const { tasks } = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'train' })
  expect(tasks[0]?.containers?.[0]?.gpuIds).toEqual(['GPU-b'])
})
