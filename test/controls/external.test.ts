// Machines outside of EC2, and instances that can more or less than others.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

let sim: Simulation

beforeEach(() => {
  sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.ecs.registerTaskDefinition({
    family: 'job',
    containerDefinitions: [{ name: 'c', image: 'i', cpu: 128, memory: 64 }],
  })
})

const external = (more: object = {}) =>
  sim.fleet.registerExternal({ cluster: 'prod', cpuUnits: 1_024, memoryMiB: 2_048, ...more }).containerInstances
const ec2 = (more: object = {}) =>
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true, ...more }).containerInstances
const run = (more: object = {}) => sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'job', ...more })
const describeOne = (arn: string | undefined) =>
  sim.ecs.describeContainerInstances({ cluster: 'prod', containerInstances: [arn as string] }).containerInstances[0]
const namesOf = (arn: string | undefined) => describeOne(arn)?.attributes?.map(({ name }) => name)

describe('external instances', () => {
  test('EA-4, CI-10 their id begins with mi-, and nobody knows their type and zone', () => {
    const [made] = external({ architecture: 'arm64', attributes: { site: 'lab' } })
    expect(made?.managedInstanceId).toMatch(/^mi-[0-9a-f]{17}$/)
    const names = namesOf(made?.containerInstanceArn)
    expect(names).toEqual(expect.arrayContaining(['ecs.capability.external', 'ecs.os-type', 'site']))
    for (const name of ['ecs.availability-zone', 'ecs.instance-type', 'ecs.ami-id', 'ecs.vpc-id', 'ecs.subnet-id'])
      expect(names).not.toContain(name)
    expect(describeOne(made?.containerInstanceArn)?.attributes).toContainEqual({
      name: 'ecs.cpu-architecture',
      value: 'arm64',
    })
  })

  test('CI-11 they lack what only EC2 has', () => {
    const names = namesOf(external()[0]?.containerInstanceArn)
    expect(names).not.toContain('ecs.capability.task-eni')
    expect(names).not.toContain('ecs.capability.service-connect-v1')
    expect(names).toContain('ecs.capability.execute-command')
  })

  test('PL-02, EA-2 EXTERNAL tasks go to external instances alone, and EC2 tasks never', () => {
    const [outside] = external()
    expect(() => run()).toThrow('No Container Instances were found in your cluster.')
    const [inside] = ec2()
    expect(run().tasks[0]).toMatchObject({ containerInstanceArn: inside?.containerInstanceArn, launchType: 'EC2' })
    const [task] = run({ launchType: 'EXTERNAL' }).tasks
    expect(task).toMatchObject({ containerInstanceArn: outside?.containerInstanceArn, launchType: 'EXTERNAL' })
    expect(task?.availabilityZone).toBeUndefined()
    expect(run({ launchType: 'EXTERNAL', count: 10 }).failures).toEqual([
      { arn: outside?.containerInstanceArn, reason: 'RESOURCE:CPU' },
    ])
    sim.advance('1m')
    expect(sim.ecs.listTasks({ cluster: 'prod', launchType: 'EXTERNAL' }).taskArns).toHaveLength(8)
  })

  test('PL-41, PL-21 a spread over zones sees them as one bucket, then over instances', () => {
    external({ count: 2 })
    sim.ecs.createService({
      cluster: 'prod',
      serviceName: 's',
      taskDefinition: 'job',
      desiredCount: 4,
      launchType: 'EXTERNAL',
    })
    expect(sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
    const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster: 'prod' })
    expect(containerInstanceArns.map((arn) => describeOne(arn)?.runningTasksCount)).toEqual([2, 2])
    const [service] = sim.ecs.describeServices({ cluster: 'prod', services: ['s'] }).services
    expect(service).toMatchObject({ launchType: 'EXTERNAL', availabilityZoneRebalancing: 'DISABLED' })
  })

  test('EA-2 StartTask on an external instance starts an EXTERNAL task', () => {
    const [made] = external()
    const containerInstances = [made?.containerInstanceArn as string]
    const { tasks } = sim.ecs.startTask({ cluster: 'prod', taskDefinition: 'job', containerInstances })
    expect(tasks[0]?.launchType).toBe('EXTERNAL')
  })

  test.each([
    [
      'load balancers',
      { loadBalancers: [{ targetGroupArn: 'a', containerName: 'c', containerPort: 80 }] },
      'loadBalancers',
    ],
    ['service discovery', { serviceRegistries: [{ registryArn: 'a' }] }, 'serviceRegistries'],
    ['rebalancing', { availabilityZoneRebalancing: 'ENABLED' as const }, 'availabilityZoneRebalancing'],
    [
      'capacity providers',
      { capacityProviderStrategy: [{ capacityProvider: 'x', weight: 1 }] },
      'capacityProviderStrategy',
    ],
  ])('EA-1 EXTERNAL with %s is refused', (_title, more, path) => {
    const service = { cluster: 'prod', serviceName: 's', taskDefinition: 'job', desiredCount: 1 }
    expect(refusalOf(() => sim.ecs.createService({ ...service, launchType: 'EXTERNAL', ...more }))).toMatchObject({
      name: 'InvalidParameterException',
      path,
    })
  })

  test('EA-1 a definition in network mode awsvpc does not run there', () => {
    external()
    const containerDefinitions = [{ name: 'c', image: 'i', memory: 64 }]
    sim.ecs.registerTaskDefinition({ family: 'net', networkMode: 'awsvpc', containerDefinitions })
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } }
    expect(refusalOf(() => run({ taskDefinition: 'net', launchType: 'EXTERNAL', networkConfiguration }))).toMatchObject(
      { name: 'InvalidParameterException', path: 'launchType' },
    )
  })

  test('CI-15 they can be drained and deregistered like others', () => {
    const [first] = external({ count: 2 })
    const containerInstance = first?.containerInstanceArn as string
    run({ launchType: 'EXTERNAL' })
    sim.ecs.updateContainerInstancesState({
      cluster: 'prod',
      containerInstances: [containerInstance],
      status: 'DRAINING',
    })
    sim.ecs.deregisterContainerInstance({ cluster: 'prod', containerInstance, force: true })
    expect(sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns).toHaveLength(1)
  })

  test.each([
    ['no memory', { memoryMiB: undefined }, 'memoryMiB'],
    ['a zone', { availabilityZones: ['a'] }, 'availabilityZones'],
    ['a capability of nobody', { withoutCapabilities: ['ecs.capability.tsk-eni'] }, 'withoutCapabilities[0]'],
  ])('%s is refused with one clear error', (_title, input, path) => {
    expect(refusalOf(() => external(input))).toMatchObject({ name: 'UsageError', path })
  })
})

describe('capabilities', () => {
  test('CI-11 an instance may come without some, and with others', () => {
    const [made] = ec2({
      withoutCapabilities: ['ecs.capability.efs', 'com.amazonaws.ecs.capability.ecr-auth'],
      withCapabilities: ['ecs.capability.gmsa', 'ecs.capability.execute-command'],
    })
    const names = namesOf(made?.containerInstanceArn)
    expect(names).not.toContain('ecs.capability.efs')
    expect(names).not.toContain('com.amazonaws.ecs.capability.ecr-auth')
    expect(names?.filter((name) => name?.endsWith('gmsa') || name?.endsWith('execute-command'))).toHaveLength(2)
  })

  test('PL-11 placement asks for a capability by name, and an instance without it is passed over', () => {
    ec2({ withoutCapabilities: ['ecs.capability.efs'] })
    const [whole] = ec2()
    sim.ecs.registerTaskDefinition({
      family: 'files',
      volumes: [{ name: 'v', efsVolumeConfiguration: { fileSystemId: 'fs-12345678' } }],
      containerDefinitions: [
        { name: 'c', image: 'i', memory: 64, mountPoints: [{ sourceVolume: 'v', containerPath: '/v' }] },
      ],
    })
    const { tasks } = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'files', count: 3 })
    expect(tasks.map(({ containerInstanceArn }) => containerInstanceArn)).toEqual(
      Array(3).fill(whole?.containerInstanceArn),
    )
  })

  test.each([
    ['withoutCapabilities', ['ecs.capability.esf'], 'Did you mean "ecs.capability.efs"?'],
    ['withCapabilities', ['efs'], 'begins with'],
  ])('CI-11 %s with a wrong name is refused', (member, names, words) => {
    const refusal = refusalOf(() => ec2({ [member]: names }))
    expect(refusal).toMatchObject({ name: 'UsageError', path: `${member}[0]`, rule: 'CI-11' })
    expect(refusal.message).toContain(words)
  })
})
