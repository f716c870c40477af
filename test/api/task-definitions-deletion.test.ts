// Task definitions are deleted, once nobody uses them.
import { beforeEach, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

let sim: Simulation

beforeEach(() => {
  sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
})

function register(family = 'web'): string {
  const containerDefinitions = [{ name: 'c', image: 'i', memory: 64 }]
  return sim.ecs.registerTaskDefinition({ family, containerDefinitions }).taskDefinition.taskDefinitionArn as string
}

const deregister = (taskDefinition: string) => sim.ecs.deregisterTaskDefinition({ taskDefinition })
const remove = (...taskDefinitions: string[]) => sim.ecs.deleteTaskDefinitions({ taskDefinitions })
const statusOf = (taskDefinition: string) => sim.ecs.describeTaskDefinition({ taskDefinition }).taskDefinition.status
const families = (input: object = {}) => sim.ecs.listTaskDefinitionFamilies(input).families

test('TD-5 each by itself: ACTIVE, malformed and unknown ones are failures under the name that was given', () => {
  const arn = register()
  register()
  deregister(arn)
  const answer = remove('web:1', 'web:2', 'web', 'web:9')
  expect(answer.taskDefinitions).toMatchObject([{ taskDefinitionArn: arn, status: 'DELETE_IN_PROGRESS' }])
  expect(answer.taskDefinitions[0]?.deleteRequestedAt).toEqual(sim.now)
  expect(answer.failures.map(({ arn: name, reason }) => [name, reason?.slice(0, 45)])).toEqual([
    ['web:2', 'The specified task definition is still in ACT'],
    ['web', 'The specified task definition identifier is i'],
    ['web:9', 'The specified task definition does not exist.'],
  ])
  expect(refusalOf(() => remove(...Array.from({ length: 11 }, () => 'web:1'))).path).toBe('taskDefinitions')
})

test('TD-6, TD-3 it is gone at the first look that finds nobody using it', () => {
  const arn = register()
  const { tasks } = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web' })
  deregister(arn)
  remove(arn)
  sim.advance('10m')
  expect(statusOf(arn)).toBe('DELETE_IN_PROGRESS')
  sim.ecs.stopTask({ cluster: 'prod', task: tasks[0]?.taskArn as string })
  sim.advance('1m')
  expect(refusalOf(() => statusOf(arn)).name).toBe('ClientException')
  expect(sim.ecs.describeTasks({ cluster: 'prod', tasks: [tasks[0]?.taskArn as string] }).tasks).toHaveLength(1)
  expect(remove(arn).failures).toHaveLength(1)
})

test('TD-6 a service holds its definition; the interval is an option', () => {
  sim = new Simulation({ options: { deleteInProgressPoll: '10s' } })
  sim.ecs.createCluster({ clusterName: 'prod' })
  const arn = register()
  sim.ecs.createService({ cluster: 'prod', serviceName: 's', taskDefinition: arn, desiredCount: 0 })
  deregister(arn)
  remove(arn)
  sim.advance('1h')
  expect(statusOf(arn)).toBe('DELETE_IN_PROGRESS')
  sim.ecs.deleteService({ cluster: 'prod', service: 's' })
  sim.advance('10s')
  expect(refusalOf(() => statusOf(arn)).name).toBe('ClientException')
})

test('TD-2 the number of a deleted revision is never given again', () => {
  const arn = register()
  deregister(arn)
  remove(arn)
  sim.advance('1m')
  expect(register()).toMatch(/:2$/)
  expect(Simulation.restore(sim.save()).ecs.listTaskDefinitions().taskDefinitionArns).toHaveLength(1)
})

test('TD-9 families are found by a true prefix, in order, page by page', () => {
  for (const family of ['web', 'api', 'web-2']) register(family)
  expect(families()).toEqual(['api', 'web', 'web-2'])
  expect(families({ familyPrefix: 'we' })).toEqual(['web', 'web-2'])
  const first = sim.ecs.listTaskDefinitionFamilies({ maxResults: 2 })
  expect(sim.ecs.listTaskDefinitionFamilies({ nextToken: first.nextToken as string }).families).toEqual(['web-2'])
})

test('TD-10 a family without an ACTIVE revision is INACTIVE, comes back with a new one, and goes when all are deleted', () => {
  const arn = register()
  deregister(arn)
  expect([families({ status: 'ACTIVE' }), families({ status: 'INACTIVE' }), families()]).toEqual([[], ['web'], ['web']])
  deregister(register())
  register()
  expect(families({ status: 'ACTIVE' })).toEqual(['web'])
  deregister('web:3')
  remove('web:1', 'web:2', 'web:3')
  sim.advance('1m')
  expect(families()).toEqual([])
})
