// What does a task of a definition take from an instance, with and without overrides, and what must the instance be?
import { describe, expect, test } from 'vitest'
import { parseInput } from '../../src/api/shapes/parse-input.ts'
import { requiresAttributes } from '../../src/api/task-definitions/attributes.ts'
import type { Definition } from '../../src/api/task-definitions/definition.ts'
import { normalise } from '../../src/api/task-definitions/normalise.ts'
import { needsAfterOverrides } from '../../src/api/task-definitions/overrides.ts'
import { registerTaskDefinition } from '../../src/api/task-definitions/register.ts'
import { parseCpuUnits, parseMemoryMiB } from '../../src/api/task-definitions/sizes.ts'
import type { LaunchType } from '../../src/model/entities.ts'
import { refusalOf } from '../support/refusals.ts'
import { testWorld } from '../support/worlds.ts'

const app = { name: 'app', image: 'nginx:1.25', memory: 128 }
const web = (members: object = {}) => ({ family: 'web', containerDefinitions: [app], ...members })
const parsed = (members: object = {}): Definition => parseInput('RegisterTaskDefinition', web(members))

function registered(members: object = {}) {
  const world = testWorld()
  const { taskDefinitionArn = '' } = registerTaskDefinition(world, web(members)).taskDefinition
  return world.tables.taskDefinitions.certain(taskDefinitionArn)
}

describe('amounts', () => {
  test.each([
    ['256', 256],
    ['0256', 256],
    ['1 vCPU', 1_024],
    ['1vcpu', 1_024],
    ['.25 vCPU', 256],
    ['0.25 VCPU', 256],
    ['192 vCPU', 196_608],
    ['0.3 vCPU', undefined],
    ['1  vCPU', undefined],
    [' 256', undefined],
    ['1 GB', undefined],
    ['256.0', undefined],
  ])('TD-21, FG-2 cpu %j is %j units', (text, units) => expect(parseCpuUnits(text)).toBe(units))

  test.each([
    ['512', 512],
    ['0.5GB', 512],
    ['2 GB', 2_048],
    ['1.5 gb', 1_536],
    ['2 G', undefined],
    ['2 MB', undefined],
  ])('TD-22, FG-2 memory %j is %j MiB', (text, mebibytes) => expect(parseMemoryMiB(text)).toBe(mebibytes))
})

describe('needs', () => {
  const containers = [
    { ...app, cpu: 100, memory: 300, memoryReservation: 200 },
    { ...app, name: 'b', cpu: 50, memory: 128, memoryReservation: 0 },
    { ...app, name: 'c' },
  ]

  test('TD-86, PL-05, PL-06 without task values the containers add up', () => {
    expect(registered({ containerDefinitions: containers }).needs).toEqual({
      cpuUnits: 150,
      memoryMiB: 200 + 128 + 128,
      tcpPorts: [],
      udpPorts: [],
      gpus: 0,
      enis: 0,
    })
  })

  test('TD-86, PL-05, PL-06 a task value makes those of the containers irrelevant', () => {
    const { needs } = registered({ cpu: '1 vCPU', memory: '2 GB', containerDefinitions: containers })
    expect(needs).toMatchObject({ cpuUnits: 1_024, memoryMiB: 2_048 })
  })

  test.each([
    [undefined, [53, 8080], [53]],
    ['bridge', [53, 8080], [53]],
    ['host', [53, 80, 8080], [53]],
    ['awsvpc', [], []],
  ])('PL-08, NW-3 in network mode %s the static host ports are %j and %j', (networkMode, tcpPorts, udpPorts) => {
    const mappings = [
      { containerPort: 8080, ...(networkMode === 'awsvpc' ? {} : { hostPort: 8080 }) },
      { containerPort: 80 },
    ]
    const dns = ['tcp', 'udp'].map((protocol) => ({
      ...app,
      name: protocol,
      portMappings: [{ containerPort: 53, hostPort: 53, protocol }],
    }))
    const containerDefinitions = [{ ...app, portMappings: mappings }, ...dns]
    expect(registered({ networkMode, containerDefinitions }).needs).toMatchObject({ tcpPorts, udpPorts })
  })

  test('NW-3 what is not said about the host port is stored', () => {
    const portMappings = [{ containerPort: 80, protocol: 'udp' }]
    const hostPortIn = (networkMode: string) =>
      registered({ networkMode, containerDefinitions: [{ ...app, portMappings }] }).containers[0]?.portMappings
    expect(hostPortIn('bridge')).toEqual([{ containerPort: 80, hostPort: 0, protocol: 'udp' }])
    for (const mode of ['host', 'awsvpc']) {
      expect(hostPortIn(mode)).toEqual([{ containerPort: 80, hostPort: 80, protocol: 'udp' }])
    }
  })
})

describe('overrides', () => {
  const definition = registered({
    containerDefinitions: [
      { ...app, cpu: 100, portMappings: [{ containerPort: 80, hostPort: 80 }] },
      { ...app, name: 'b', cpu: 50 },
    ],
  })
  const small = registered({ networkMode: 'awsvpc', cpu: '256', memory: '512' })
  const parse = (overrides: object) => parseInput('RunTask', { taskDefinition: 'web', overrides }).overrides
  const needs = (overrides: object, of = definition, on: LaunchType = 'EC2') =>
    needsAfterOverrides(of, parse(overrides), on)
  const refused = (overrides: object, of = definition, on: LaunchType = 'EC2') =>
    refusalOf(() => needs(overrides, of, on))

  test('TD-124, PL-07 without overrides nothing changes', () => {
    expect(needsAfterOverrides(definition, undefined, 'EC2')).toBe(definition.needs)
    expect(needs({})).toEqual(definition.needs)
  })

  test('TD-124, PL-07 what is overridden replaces the value before needs are computed', () => {
    const container = { containerOverrides: [{ name: 'app', cpu: 300, memoryReservation: 64 }] }
    expect(needs(container)).toEqual({
      cpuUnits: 350,
      memoryMiB: 64 + 128,
      tcpPorts: [80],
      udpPorts: [],
      gpus: 0,
      enis: 0,
    })
    expect(needs({ cpu: '1 vCPU', memory: '1 GB', ...container })).toMatchObject({ cpuUnits: 1_024, memoryMiB: 1_024 })
    expect(needs(container, small)).toEqual(small.needs)
    expect(
      needs({
        containerOverrides: [
          { name: 'b', cpu: 1 },
          { name: 'b', cpu: 2 },
        ],
      }).cpuUnits,
    ).toBe(102)
  })

  test.each([
    ['TD-114', 'overrides', { taskRoleArn: 'x'.repeat(8_192) }, 'Container Overrides length must be at most 8192.'],
    [
      'TD-115',
      'overrides.containerOverrides[0].name',
      { containerOverrides: [{ name: 'constructor' }] },
      'Override for container named constructor is not a container in the TaskDefinition.',
    ],
    ['TD-115', 'overrides.containerOverrides[0].name', { containerOverrides: [{ cpu: 1 }] }, undefined],
    ['TD-124', 'overrides.containerOverrides[0].cpu', { containerOverrides: [{ name: 'app', cpu: -1 }] }, undefined],
    ['TD-95', 'overrides.cpu', { cpu: 'lots' }, undefined],
    ['TD-95', 'overrides.cpu', { cpu: '64' }, undefined],
    ['TD-95', 'overrides.memory', { memory: '0' }, undefined],
  ])('%s is held at %s', (rule, path, overrides, message) => {
    const refusal = refused(overrides)
    expect(refusal).toMatchObject({ name: 'InvalidParameterException', rule, path })
    if (message !== undefined) expect(refusal.message).toBe(message)
  })

  test('TD-114 8192 characters are allowed', () => {
    const frame = JSON.stringify({ taskRoleArn: '' }).length
    expect(needs({ taskRoleArn: 'x'.repeat(8_192 - frame) })).toEqual(definition.needs)
    expect(refused({ taskRoleArn: 'x'.repeat(8_193 - frame) }).rule).toBe('TD-114')
  })

  test('TD-123 on Fargate the pair must again be on offer', () => {
    expect(needs({ cpu: '1 vCPU', memory: '2 GB' }, small, 'FARGATE')).toMatchObject({
      cpuUnits: 1_024,
      memoryMiB: 2_048,
    })
    for (const overrides of [{ cpu: '1024' }, { memory: '4096' }, { cpu: '64' }]) {
      expect(refused(overrides, small, 'FARGATE')).toMatchObject({
        name: 'InvalidParameterException',
        message: expect.stringContaining('No Fargate configuration exists for given values: '),
        rule: 'TD-123',
      })
    }
    expect(needs({ cpu: '1024' }, small)).toMatchObject({ cpuUnits: 1_024, memoryMiB: 512 })
  })

  test('TD-33, TD-60 accelerators are refused here too', () => {
    const override = (requirement: object) => ({
      containerOverrides: [{ name: 'app', resourceRequirements: [requirement] }],
    })
    const inference = override({ type: 'InferenceAccelerator', value: 'a' })
    expect(refused(inference)).toMatchObject({ name: 'UnsupportedFeatureException', rule: 'TD-60' })
    const some = override({ type: 'GPU', value: 'some' })
    expect(refused(some)).toMatchObject({ name: 'InvalidParameterException', rule: 'TD-60' })
    const elastic = { inferenceAcceleratorOverrides: [{ deviceName: 'a', deviceType: 'b' }] }
    expect(refused(elastic)).toMatchObject({ name: 'UnsupportedFeatureException', rule: 'TD-33' })
  })
})

describe('attributes and compatibilities', () => {
  test('PL-14, TD-28 a platform that is said is a demand on the instance', () => {
    const demands = (runtimePlatform?: object) => registered({ runtimePlatform }).requiredAttributes
    expect(demands()).toEqual({})
    expect(demands({ cpuArchitecture: 'X86_64' })).toEqual({ 'ecs.cpu-architecture': 'x86_64' })
    expect(demands({ cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' })).toEqual({
      'ecs.cpu-architecture': 'arm64',
      'ecs.os-family': 'LINUX',
    })
  })

  const old = 'com.amazonaws.ecs.capability'
  const role = { executionRoleArn: 'role' }
  const logs = { logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'g', 'awslogs-region': 'r' } } }
  const secret = (valueFrom: string) => [{ name: 'KEY', valueFrom }]
  /** What the definition says, and the names that follow from it. */
  type Attributed = [what: string, task: object, container: object, names: string[]]
  const attributed = (list: Attributed[]) => list
  const manager = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:key'

  test.each(
    attributed([
      ['awsvpc', { networkMode: 'awsvpc' }, {}, ['ecs.capability.task-eni', `${old}.docker-remote-api.1.18`]],
      [
        'logs',
        role,
        logs,
        [`${old}.logging-driver.awslogs`, `${old}.docker-remote-api.1.19`, 'ecs.capability.execution-role-awslogs'],
      ],
      [
        'an ECR image',
        {},
        { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/app' },
        [`${old}.ecr-auth`, `${old}.docker-remote-api.1.19`],
      ],
      ['a role', { taskRoleArn: 'role' }, {}, [`${old}.task-iam-role`]],
      ['a role on the host', { taskRoleArn: 'role', networkMode: 'host' }, {}, [`${old}.task-iam-role-network-host`]],
      [
        'task sizes',
        { cpu: '20 vCPU' },
        {},
        ['ecs.capability.task-cpu-mem-limit', 'ecs.capability.increased-task-cpu-limit'],
      ],
      [
        'secrets',
        role,
        { secrets: [...secret('key'), ...secret(manager)] },
        ['ecs.capability.secrets.ssm.environment-variables', 'ecs.capability.secrets.asm.environment-variables'],
      ],
      ['timeouts', {}, { stopTimeout: 2 }, ['ecs.capability.container-ordering']],
      ['health checks', {}, { healthCheck: { command: ['true'] } }, ['ecs.capability.container-health-check']],
      [
        'a file system',
        { volumes: [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'f', authorizationConfig: {} } }] },
        {},
        ['ecs.capability.efs', 'ecs.capability.efsAuth'],
      ],
      [
        'a volume driver',
        { volumes: [{ name: 'a', dockerVolumeConfiguration: { driver: 'd' } }] },
        {},
        ['ecs.capability.docker-plugin.d'],
      ],
      ['nothing', {}, {}, []],
    ]),
  )('TD-103 %s: the names that AWS lists', (_, task, container, names) => {
    const definition = normalise(parsed({ ...task, containerDefinitions: [{ ...app, ...container }] }))
    expect(requiresAttributes(definition, ['EC2'])).toEqual(names)
  })

  test('HC-2 defaults of a health check are stored', () => {
    const { containerDefinitions } = normalise(
      parsed({ containerDefinitions: [{ ...app, healthCheck: { command: ['true'], retries: 5 } }] }),
    )
    expect(containerDefinitions[0]?.healthCheck).toEqual({ command: ['true'], interval: 30, timeout: 5, retries: 5 })
  })

  test('TD-101 normalising twice is normalising once', () => {
    const once = normalise(
      parsed({ cpu: '1 vCPU', memory: '.5 GB', volumes: [{ name: 'a', configuredAtLaunch: false }] }),
    )
    expect(once).toMatchObject({ cpu: '1024', memory: '512', volumes: [{ host: {} }] })
    expect(normalise(once)).toEqual(once)
  })

  const efs = [{ name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }]

  test.each([
    [{}, ['EXTERNAL', 'EC2']],
    [{ networkMode: 'none' }, ['EXTERNAL', 'EC2']],
    [{ volumes: efs }, ['EC2']],
    [{ networkMode: 'awsvpc' }, ['EC2']],
    [{ networkMode: 'awsvpc', cpu: '256', memory: '512' }, ['EC2', 'FARGATE']],
    [{ networkMode: 'awsvpc', cpu: '256', memory: '513' }, ['EC2']],
    [{ networkMode: 'awsvpc', cpu: '256', memory: '512', pidMode: 'host' }, ['EC2']],
  ])('NW-1, TD-91, TD-92, TD-93 %j is compatible with %j', (members, compatibilities) => {
    expect(registered(members).compatibilities).toEqual(compatibilities)
  })
})
