// Clusters change and go.
import { beforeEach, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

let sim: Simulation

beforeEach(() => {
  sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ clusterName: 'prod', tags: [{ key: 'a', value: '1' }] })
  sim.ecs.registerTaskDefinition({
    family: 'job',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'c', image: 'i' }],
  })
})

const remove = () => sim.ecs.deleteCluster({ cluster: 'prod' })
const fargate = {
  cluster: 'prod',
  taskDefinition: 'job',
  launchType: 'FARGATE' as const,
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
}

test('CL-08 instances, then services, then tasks keep a cluster from being deleted', () => {
  const { containerInstances } = sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
  sim.ecs.createService({ ...fargate, serviceName: 's', desiredCount: 1 })
  sim.ecs.runTask(fargate)
  sim.advance('2m')
  const arns = containerInstances.map(({ containerInstanceArn }) => containerInstanceArn)
  sim.ecs.updateContainerInstancesState({ cluster: 'prod', containerInstances: arns, status: 'DRAINING' })
  expect(refusalOf(remove).name).toBe('ClusterContainsContainerInstancesException')
  sim.ecs.deregisterContainerInstance({ cluster: 'prod', containerInstance: arns[0] as string })
  expect(refusalOf(remove).name).toBe('ClusterContainsServicesException')
  sim.ecs.deleteService({ cluster: 'prod', service: 's', force: true })
  sim.advance('2m')
  expect(refusalOf(remove).name).toBe('ClusterContainsTasksException')
  for (const task of sim.ecs.listTasks({ cluster: 'prod' }).taskArns) sim.ecs.stopTask({ cluster: 'prod', task })
  sim.advance('2m')
  expect(remove().cluster).toMatchObject({ clusterName: 'prod', status: 'INACTIVE' })
})

test('CL-05, CL-09 a deleted cluster is INACTIVE: it can be described, and no other call accepts it', () => {
  remove()
  expect(sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]?.status).toBe('INACTIVE')
  expect(sim.ecs.listClusters().clusterArns).toEqual([])
  const inactive = { name: 'ClusterNotFoundException', message: 'The referenced cluster was inactive.', rule: 'CL-09' }
  expect(refusalOf(() => sim.ecs.listTasks({ cluster: 'prod' }))).toMatchObject(inactive)
  expect(refusalOf(remove)).toMatchObject(inactive)
  expect(refusalOf(() => sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large' }))).toMatchObject(inactive)
})

test('CL-09 an instance that boots into a deleted cluster never registers', () => {
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large' })
  remove()
  sim.advance('5m')
  expect(sim.view.tables.containerInstances.size).toBe(0)
})

test('CL-03 a deleted name makes a fresh cluster', () => {
  remove()
  expect(sim.ecs.createCluster({ clusterName: 'prod' }).cluster).toMatchObject({ status: 'ACTIVE', tags: [] })
  expect(sim.fork().ecs.listClusters().clusterArns).toHaveLength(1)
})

test('UpdateCluster and UpdateClusterSettings replace what they name and keep the rest', () => {
  const value = (setting: string) => [{ name: 'containerInsights' as const, value: setting }]
  const serviceConnectDefaults = { namespace: 'inner' }
  sim.ecs.updateCluster({ cluster: 'prod', settings: value('enabled'), serviceConnectDefaults })
  const { cluster } = sim.ecs.updateClusterSettings({ cluster: 'prod', settings: value('enhanced') })
  expect(cluster).toMatchObject({
    settings: value('enhanced'),
    serviceConnectDefaults,
    tags: [{ key: 'a', value: '1' }],
  })
  expect(sim.ecs.describeClusters({ clusters: ['prod'], include: ['SETTINGS'] }).clusters[0]?.settings).toEqual(
    value('enhanced'),
  )
})
