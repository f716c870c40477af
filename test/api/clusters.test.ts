// Clusters through the front door.
import { expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

test('CL-01 a cluster has a name, an ARN, and is called default when it is not named', () => {
  const sim = new Simulation({ region: 'eu-west-1', accountId: '210987654321' })
  expect(sim.ecs.createCluster({ clusterName: 'prod' }).cluster).toMatchObject({
    clusterArn: 'arn:aws:ecs:eu-west-1:210987654321:cluster/prod',
    status: 'ACTIVE',
  })
  expect(sim.ecs.createCluster().cluster.clusterName).toBe('default')
  expect(
    sim.ecs.describeClusters({ clusters: ['prod', 'arn:aws:ecs:eu-west-1:210987654321:cluster/default'] }).clusters,
  ).toHaveLength(2)
  expect(sim.ecs.listClusters().clusterArns).toHaveLength(2)
})

test('CL-02 the first instance without a cluster creates default; no other call does', () => {
  const sim = new Simulation()
  expect(refusalOf(() => sim.ecs.listTasks()).name).toBe('ClusterNotFoundException')
  sim.fleet.launch({ instanceType: 'm5.large', ready: true })
  expect(sim.ecs.describeClusters().clusters[0]).toMatchObject({
    clusterName: 'default',
    registeredContainerInstancesCount: 1,
  })
  expect(refusalOf(() => sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large' })).name).toBe(
    'ClusterNotFoundException',
  )
})

test('CL-03 creating a cluster again returns it unchanged', () => {
  const sim = new Simulation()
  sim.ecs.createCluster({ clusterName: 'prod', tags: [{ key: 'a', value: '1' }] })
  expect(sim.ecs.createCluster({ clusterName: 'prod', tags: [{ key: 'a', value: '2' }] }).cluster.tags).toEqual([
    { key: 'a', value: '1' },
  ])
})

test('CL-06 counts instances, tasks and services, and in statistics on request', () => {
  const sim = new Simulation()
  sim.ecs.createCluster()
  sim.fleet.launch({ instanceType: 'm5.large', count: 2, ready: true })
  sim.ecs.registerTaskDefinition({ family: 'job', containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }] })
  sim.ecs.createService({ serviceName: 's', taskDefinition: 'job', desiredCount: 1 })
  sim.advance('1m')
  sim.ecs.runTask({ taskDefinition: 'job', count: 3 })
  const [cluster] = sim.ecs.describeClusters({ include: ['STATISTICS'] }).clusters
  expect(cluster).toMatchObject({
    registeredContainerInstancesCount: 2,
    runningTasksCount: 1,
    pendingTasksCount: 3,
    activeServicesCount: 1,
  })
  const statistics = Object.fromEntries((cluster?.statistics ?? []).map(({ name, value }) => [name, value]))
  expect(statistics).toMatchObject({
    runningEC2TasksCount: '1',
    pendingEC2TasksCount: '3',
    activeEC2ServiceCount: '1',
    drainingEC2ServiceCount: '0',
    runningFargateTasksCount: '0',
    activeFargateServiceCount: '0',
    runningExternalTasksCount: '0',
  })
  sim.ecs.deleteService({ service: 's', force: true })
  expect(sim.ecs.describeClusters({ include: ['STATISTICS'] }).clusters[0]?.statistics).toContainEqual({
    name: 'drainingEC2ServiceCount',
    value: '1',
  })
})

test('CL-07 an unknown cluster is a failure of DescribeClusters, not an exception', () => {
  const sim = new Simulation()
  expect(sim.ecs.describeClusters({ clusters: ['nowhere'] })).toEqual({
    clusters: [],
    failures: [{ arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/nowhere', reason: 'MISSING' }],
  })
})

test('PF-40 other calls answer ClusterNotFoundException for it', () => {
  expect(refusalOf(() => new Simulation().ecs.listServices({ cluster: 'nowhere' }))).toMatchObject({
    name: 'ClusterNotFoundException',
    message: 'Cluster not found.',
    path: 'cluster',
  })
})

test('settings and configuration come back where they are asked for', () => {
  const sim = new Simulation()
  const settings = [{ name: 'containerInsights' as const, value: 'enabled' }]
  sim.ecs.createCluster({ clusterName: 'prod', settings })
  expect(sim.ecs.describeClusters({ clusters: ['prod'], include: ['SETTINGS'] }).clusters[0]?.settings).toEqual(
    settings,
  )
  expect(sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]?.settings).toEqual([])
})
