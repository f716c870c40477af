// Container instances come and go.
import { describe, expect, test } from 'vitest'
import { type LaunchInput, Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const resource = (
  list:
    | { name?: string | undefined; integerValue?: number | undefined; stringSetValue?: string[] | undefined }[]
    | undefined,
  name: string,
) => list?.find((entry) => entry.name === name)

function started() {
  const sim = new Simulation()
  sim.ecs.createCluster({ clusterName: 'prod' })
  return sim
}

function describeAll(sim: Simulation) {
  const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster: 'prod' })
  return sim.ecs.describeContainerInstances({ cluster: 'prod', containerInstances: containerInstanceArns })
    .containerInstances
}

describe('launching', () => {
  test('LT-12, CI-15 an instance registers ninety seconds after its launch, or at once when it is ready', () => {
    const sim = started()
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 2 })
    sim.advance('89999ms')
    expect(listed(sim)).toHaveLength(0)
    sim.advance('1ms')
    expect(listed(sim)).toHaveLength(2)
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
    expect(listed(sim)).toHaveLength(3)
  })

  test('CI-01, CI-04 it registers 1024 CPU units a vCPU and 96 % of the advertised memory, unless told otherwise', () => {
    const sim = started()
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.xlarge', ready: true })
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.xlarge', ready: true, memoryMiB: 7985, cpuUnits: 1000 })
    const [usual, own] = describeAll(sim)
    expect(resource(usual?.registeredResources, 'CPU')?.integerValue).toBe(4096)
    expect(resource(usual?.registeredResources, 'MEMORY')?.integerValue).toBe(15728)
    expect(resource(own?.registeredResources, 'CPU')?.integerValue).toBe(1000)
    expect(resource(own?.registeredResources, 'MEMORY')?.integerValue).toBe(7985)
  })

  test('CI-02, CI-05 remaining CPU and memory shrink and the reserved ports grow as tasks are placed', () => {
    const sim = started()
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
    sim.ecs.registerTaskDefinition({
      family: 'w',
      containerDefinitions: [
        { name: 'c', image: 'i', cpu: 100, memory: 200, portMappings: [{ containerPort: 80, hostPort: 8080 }] },
      ],
    })
    sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'w' })
    const [instance] = describeAll(sim)
    expect(resource(instance?.registeredResources, 'PORTS')?.stringSetValue).toEqual([
      '22',
      '2375',
      '2376',
      '51678',
      '51679',
    ])
    expect(resource(instance?.remainingResources, 'PORTS')?.stringSetValue).toEqual([
      '22',
      '2375',
      '2376',
      '8080',
      '51678',
      '51679',
    ])
    expect(resource(instance?.remainingResources, 'CPU')?.integerValue).toBe(1948)
  })

  test('CI-06 an instance reserves at most a hundred ports, its own included', () => {
    const sim = started()
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
    const mappings = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => ({ containerPort: from + i, hostPort: from + i }))
    const register = (family: string, portMappings: object[]) =>
      sim.ecs.registerTaskDefinition({
        family,
        containerDefinitions: [{ name: 'c', image: 'i', memory: 64, portMappings: portMappings as never }],
      })
    register('many', mappings(1000, 95))
    register('one', mappings(3000, 1))
    expect(sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'many' }).tasks).toHaveLength(1)
    expect(sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'one' }).failures[0]?.reason).toBe('RESOURCE:PORTS')
  })

  test('CI-18 running counts what is wanted, so a pending task counts twice', () => {
    const sim = started()
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
    sim.ecs.registerTaskDefinition({ family: 'w', containerDefinitions: [{ name: 'c', image: 'i', memory: 200 }] })
    sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'w' })
    expect(describeAll(sim)[0]).toMatchObject({ runningTasksCount: 1, pendingTasksCount: 1 })
  })

  test('CI-09, CI-11 it carries built-in, capability and custom attributes, and its zones come in turn', () => {
    const sim = started()
    const { containerInstances } = sim.fleet.launch({
      cluster: 'prod',
      instanceType: 't4g.medium',
      count: 4,
      ready: true,
      availabilityZones: ['us-east-1d', 'us-east-1e'],
      attributes: { stack: 'prod', canary: '' },
    })
    expect(containerInstances.map(({ availabilityZone }) => availabilityZone)).toEqual([
      'us-east-1d',
      'us-east-1e',
      'us-east-1d',
      'us-east-1e',
    ])
    const { attributes } = describeAll(sim)[0] ?? {}
    expect(attributes).toContainEqual({ name: 'ecs.cpu-architecture', value: 'arm64' })
    expect(attributes).toContainEqual({ name: 'ecs.instance-type', value: 't4g.medium' })
    expect(attributes).toContainEqual({ name: 'stack', value: 'prod' })
    expect(attributes).toContainEqual({ name: 'canary' })
    expect(attributes).toContainEqual({ name: 'ecs.capability.task-eni' })
  })

  test('PL-14 a task that asks for an architecture goes only where it is', () => {
    const sim = started()
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
    sim.ecs.registerTaskDefinition({
      family: 'arm',
      runtimePlatform: { cpuArchitecture: 'ARM64' },
      containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }],
    })
    expect(sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'arm' }).failures[0]?.reason).toBe('ATTRIBUTE')
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm6g.large', ready: true })
    expect(sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'arm' }).tasks).toHaveLength(1)
  })

  test('a type of your own is one object', () => {
    const sim = started()
    const instanceType = {
      name: 'lab.tiny',
      vCpus: 1,
      memoryMiB: 1000,
      architecture: 'arm64',
      gpus: 0,
      maxNetworkInterfaces: 2,
      ipv4AddressesPerInterface: 4,
      trunkedTaskLimit: null,
    } as const
    sim.fleet.launch({ cluster: 'prod', instanceType, ready: true })
    expect(resource(describeAll(sim)[0]?.registeredResources, 'MEMORY')?.integerValue).toBe(960)
  })

  test.each([
    ['a type that is misspelt', { instanceType: 'm5.larg' }, 'instanceType', 'Did you mean "m5.large"?'],
    ['an unknown member', { instanceType: 'm5.large', cuont: 3 }, 'cuont', 'Did you mean "count"?'],
    ['a fraction of an instance', { instanceType: 'm5.large', count: 1.5 }, 'count', 'expected a whole number'],
    ['no instances', { instanceType: 'm5.large', count: 0 }, 'count', 'above 0'],
    ['too many instances', { instanceType: 'm5.large', count: 5001 }, 'count', 'at most 5000'],
    ['no zones', { instanceType: 'm5.large', availabilityZones: [] }, 'availabilityZones', 'at least one zone'],
    [
      'a zone that is a number',
      { instanceType: 'm5.large', availabilityZones: ['a', 7] },
      'availabilityZones[1]',
      'a text',
    ],
    [
      'an attribute of AWS',
      { instanceType: 'm5.large', attributes: { 'ecs.instance-type': 'x' } },
      'attributes',
      'do not begin with',
    ],
    ['nothing', undefined, '', 'expected'],
  ])('%s is refused with one clear error', (_title, input, path, words) => {
    const sim = started()
    const entries = sim.journal.length
    const refusal = refusalOf(() =>
      sim.fleet.launch(input === undefined ? (undefined as never) : ({ cluster: 'prod', ...input } as LaunchInput)),
    )
    expect(refusal).toMatchObject({ name: 'UsageError', path })
    expect(refusal.message).toContain(words)
    expect(sim.journal).toHaveLength(entries)
  })

  test('CI-08 a cluster holds 5000 instances', () => {
    const sim = started()
    sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 5000, ready: true })
    expect(refusalOf(() => sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large' })).name).toBe(
      'LimitExceededException',
    )
  })
})

describe('terminating', () => {
  test('CI-19, CI-15 the instance leaves the list, is INACTIVE for an hour, then MISSING', () => {
    const sim = started()
    const { containerInstances } = sim.fleet.launch({
      cluster: 'prod',
      instanceType: 'm5.large',
      count: 2,
      ready: true,
    })
    sim.fleet.terminate({ cluster: 'prod', containerInstances: [containerInstances[0]?.ec2InstanceId as string] })
    expect(sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns).toHaveLength(1)
    const gone = { cluster: 'prod', containerInstances: [containerInstances[0]?.containerInstanceArn as string] }
    expect(sim.ecs.describeContainerInstances(gone).containerInstances[0]).toMatchObject({
      status: 'INACTIVE',
      agentConnected: false,
    })
    sim.advance('1h')
    expect(sim.ecs.describeContainerInstances(gone).failures).toEqual([
      { arn: gone.containerInstances[0], reason: 'MISSING' },
    ])
  })

  test('an instance that has not registered never does', () => {
    const sim = started()
    const { containerInstances } = sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large' })
    sim.fleet.terminate({
      cluster: 'prod',
      containerInstances: [containerInstances[0]?.containerInstanceArn as string],
    })
    sim.advance('5m')
    expect(sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns).toHaveLength(0)
  })

  test('an unknown instance is refused, and the others named with it stay', () => {
    const sim = started()
    const { containerInstances } = sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
    const refusal = refusalOf(() =>
      sim.fleet.terminate({
        cluster: 'prod',
        containerInstances: [containerInstances[0]?.ec2InstanceId as string, 'i-nobody'],
      }),
    )
    expect(refusal).toMatchObject({ name: 'UsageError', path: 'containerInstances[1]', found: '"i-nobody"' })
    expect(describeAll(sim)).toHaveLength(1)
  })
})

function listed(sim: Simulation) {
  return sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns
}
