// StartTask: the caller chooses the instances.
import { beforeEach, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

let sim: Simulation
let instances: string[]

beforeEach(() => {
  sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ clusterName: 'prod' })
  instances = launch(3)
  define('job', { cpu: 1_000, memory: 64 })
})

function launch(count: number): string[] {
  const { containerInstances } = sim.fleet.launch({
    cluster: 'prod',
    instanceType: 'm5.large',
    count,
    ready: true,
    memoryMiB: 256,
  })
  return containerInstances.map(({ containerInstanceArn }) => containerInstanceArn)
}

function define(family: string, container: object, more: object = {}): void {
  sim.ecs.registerTaskDefinition({ family, containerDefinitions: [{ name: 'c', image: 'i', ...container }], ...more })
}

const start = (containerInstances: readonly string[], taskDefinition = 'job', more: object = {}) =>
  sim.ecs.startTask({ cluster: 'prod', taskDefinition, containerInstances, ...more })
const reasons = (answer: ReturnType<typeof start>) => answer.failures.map(({ reason }) => reason)

test('PL-35 one task on each instance that is named, by id or ARN, in any order', () => {
  const [a, b, c] = instances as [string, string, string]
  const { tasks, failures } = start([c, a.slice(a.lastIndexOf('/') + 1), b], 'job', { startedBy: 'me', group: 'g' })
  expect(failures).toEqual([])
  expect(tasks.map(({ containerInstanceArn }) => containerInstanceArn)).toEqual([c, a, b])
  expect(tasks[0]).toMatchObject({ startedBy: 'me', group: 'g', launchType: 'EC2', lastStatus: 'PENDING' })
  sim.advance('1m')
  expect(sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]?.runningTasksCount).toBe(3)
})

test('PF-07, PF-08, PL-35 an unknown instance is MISSING; a deregistered or draining one INACTIVE', () => {
  const [a, b, c] = instances as [string, string, string]
  sim.ecs.deregisterContainerInstance({ cluster: 'prod', containerInstance: a })
  sim.ecs.updateContainerInstancesState({ cluster: 'prod', containerInstances: [b], status: 'DRAINING' })
  const answer = start([a, b, 'nobody', c])
  expect(answer.failures).toEqual([
    { arn: a, reason: 'INACTIVE' },
    { arn: b, reason: 'INACTIVE' },
    { arn: 'arn:aws:ecs:us-east-1:123456789012:container-instance/prod/nobody', reason: 'MISSING' },
  ])
  expect(answer.tasks).toHaveLength(1)
})

test('PF-01 what does not fit is a failure of its instance', () => {
  define('big', { cpu: 1, memory: 257 })
  define('port', { cpu: 1, memory: 4, portMappings: [{ containerPort: 80, hostPort: 8080 }] })
  const [a] = instances as [string]
  expect(reasons(start([a, a, a]))).toEqual(['RESOURCE:CPU'])
  expect(reasons(start([a], 'big'))).toEqual(['RESOURCE:MEMORY'])
  expect(reasons(start([a, a], 'port'))).toEqual(['RESOURCE:PORTS'])
})

test('PF-04 an instance without an attribute that the definition needs', () => {
  define('arm', { memory: 4 }, { runtimePlatform: { cpuArchitecture: 'ARM64' } })
  expect(reasons(start(instances.slice(0, 1), 'arm'))).toEqual(['ATTRIBUTE'])
})

test('PF-42 no instances, too many, and an unknown definition are refused', () => {
  expect(refusalOf(() => start([]))).toMatchObject({
    name: 'ClientException',
    message: 'Container Instances cannot be empty.',
  })
  expect(refusalOf(() => start(Array.from({ length: 11 }, () => instances[0] as string))).name).toBe(
    'InvalidParameterException',
  )
  expect(refusalOf(() => start(instances, 'nothing')).name).toBe('ClientException')
})
