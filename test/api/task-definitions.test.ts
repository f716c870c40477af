// What does a task definition go through from registration to deregistration, and what does AWS answer about it?
import { test as lawTest } from '@fast-check/vitest'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deregisterTaskDefinition } from '../../src/api/task-definitions/deregister.ts'
import { describeTaskDefinition } from '../../src/api/task-definitions/describe.ts'
import { definitionFromDescription } from '../../src/api/task-definitions/from-description.ts'
import { keptButNotSimulated } from '../../src/api/task-definitions/kept.ts'
import { listTaskDefinitions } from '../../src/api/task-definitions/list.ts'
import { registerTaskDefinition } from '../../src/api/task-definitions/register.ts'
import type { World } from '../../src/engine/world.ts'
import { refusalOf } from '../support/refusals.ts'
import { testWorld } from '../support/worlds.ts'

const app = { name: 'app', image: 'nginx:1.25', memory: 128 }
const web = (members: object = {}) => ({ family: 'web', containerDefinitions: [app], ...members })
const onFargate = (members: object = {}) =>
  web({ requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512', ...members })

const register = (input: object, world = testWorld()) => registerTaskDefinition(world, input).taskDefinition
const refused = (input: object) => refusalOf(() => registerTaskDefinition(testWorld(), input))
const arnOf = (name: string) => `arn:aws:ecs:us-east-1:123456789012:task-definition/${name}`

describe('the worked examples', () => {
  test('EX-1, TD-20, TD-45, TD-100 a small bridge definition gets its defaults', () => {
    const definition = register(web({ containerDefinitions: [{ ...app, portMappings: [{ containerPort: 80 }] }] }))
    expect(definition).toMatchObject({
      family: 'web',
      revision: 1,
      status: 'ACTIVE',
      compatibilities: ['EXTERNAL', 'EC2'],
    })
    expect(definition).not.toHaveProperty('networkMode')
    expect(definition.containerDefinitions).toStrictEqual([
      {
        ...app,
        cpu: 0,
        essential: true,
        portMappings: [{ containerPort: 80, hostPort: 0, protocol: 'tcp' }],
        environment: [],
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
      },
    ])
  })

  test('EX-2 Fargate sizes in words are stored in numbers', () => {
    const container = { ...app, portMappings: [{ containerPort: 80 }] }
    const definition = register(onFargate({ cpu: '.25 vCPU', memory: '0.5 GB', containerDefinitions: [container] }))
    expect(definition).toMatchObject({ cpu: '256', memory: '512', compatibilities: ['EC2', 'FARGATE'] })
    expect(definition.containerDefinitions?.[0]?.portMappings?.[0]?.hostPort).toBe(80)
    expect(definition).not.toHaveProperty('runtimePlatform')
    expect(definition.requiresAttributes).toStrictEqual([
      { name: 'ecs.capability.task-eni' },
      { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' },
    ])
  })

  const awslogs = { logDriver: 'awslogs', options: { 'awslogs-group': 'g', 'awslogs-region': 'us-east-1' } }
  const logging = [{ ...app, logConfiguration: awslogs }]
  const pair = (essential: boolean) => [
    { ...app, essential },
    { ...app, name: 'init', essential },
  ]
  const shares = (...cpus: number[]) => cpus.map((cpu, index) => ({ ...app, name: `c${index}`, cpu }))

  test.each([
    [
      'EX-3',
      onFargate({ memory: '4096' }),
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.',
    ],
    [
      'EX-4',
      web({
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        memory: '512',
        containerDefinitions: shares(256),
      }),
      "Fargate requires that 'cpu' be defined at the task level.",
    ],
    ['EX-5', onFargate({ networkMode: undefined }), 'Fargate only supports network mode ‘awsvpc’.'],
    [
      'EX-6',
      web({
        networkMode: 'awsvpc',
        containerDefinitions: [{ ...app, portMappings: [{ containerPort: 3000, hostPort: 8080 }] }],
      }),
      'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
    ],
    [
      'EX-7',
      web({ containerDefinitions: [app, { name: 'b', image: 'b' }, { name: 'c', image: 'c' }] }),
      "Invalid setting for container 'b'. At least one of 'memory' or 'memoryReservation' must be specified.",
    ],
    ['EX-8', web({ containerDefinitions: pair(false) }), "Task definition doesn't have any essential container."],
    [
      'EX-9',
      web({
        containerDefinitions: [
          { ...app, dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
          { ...app, name: 'init' },
        ],
      }),
      'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
    ],
    ['EX-10', web({ containerDefinitions: shares(...Array(11).fill(0)) }), 'Too many containers.'],
    [
      'EX-11',
      onFargate({ containerDefinitions: logging }),
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
    ],
    [
      'EX-12',
      web({ cpu: '512', containerDefinitions: shares(256, 256, 1) }),
      "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
    ],
    [
      'EX-16',
      web({ containerDefinitions: [{ ...app, secrets: [{ name: 'KEY', valueFrom: 'key' }] }] }),
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    ],
  ])('%s is refused in the words of AWS', (_, input, message) => {
    expect(refused(input)).toMatchObject({ name: 'ClientException', message })
  })

  test('EX-11, TD-91 what only Fargate forbids is accepted on EC2, without the compatibility', () => {
    const definition = register(onFargate({ requiresCompatibilities: ['EC2'], containerDefinitions: logging }))
    expect(definition.compatibilities).toEqual(['EC2'])
  })

  test('EX-12, TD-82 containers may fill the CPU of the task exactly', () => {
    expect(register(web({ cpu: '512', containerDefinitions: shares(256, 256) })).cpu).toBe('512')
  })

  test('EX-13, TD-2, TD-3 numbers go on after a deregistration', () => {
    const world = testWorld()
    register(web({ family: 'f' }), world)
    deregisterTaskDefinition(world, { taskDefinition: 'f:1' })
    expect(register(web({ family: 'f' }), world).taskDefinitionArn).toBe(arnOf('f:2'))
    expect(describeTaskDefinition(world, { taskDefinition: 'f' }).taskDefinition.revision).toBe(2)
    expect(describeTaskDefinition(world, { taskDefinition: 'f:1' }).taskDefinition.status).toBe('INACTIVE')
  })

  test('EX-15, TD-23, TD-90 a definition that requires nothing is compatible with all that would take it', () => {
    const definition = register(web({ networkMode: 'awsvpc', cpu: '1024', memory: '2048' }))
    expect(definition.compatibilities).toEqual(['EC2', 'FARGATE'])
    expect(definition).not.toHaveProperty('requiresCompatibilities')
  })
})

describe('what is stored', () => {
  test('TD-2, TD-101 each registration is a new revision, even of the same content', () => {
    const world = testWorld()
    const [first, second] = [register(web(), world), register(web(), world)]
    expect([first.revision, second.revision, register(web({ family: 'api' }), world).revision]).toEqual([1, 2, 1])
    expect(first).toStrictEqual({
      taskDefinitionArn: arnOf('web:1'),
      family: 'web',
      revision: 1,
      status: 'ACTIVE',
      containerDefinitions: [expect.objectContaining(app)],
      volumes: [],
      placementConstraints: [],
      compatibilities: ['EXTERNAL', 'EC2'],
      requiresAttributes: [],
      registeredAt: new Date('2026-01-05T09:00:00Z'),
      registeredBy: 'arn:aws:iam::123456789012:root',
    })
    expect({ ...second, revision: 1, taskDefinitionArn: first.taskDefinitionArn }).toStrictEqual(first)
  })

  test('TD-31, TD-102 a bare volume is a host volume, and a file system is mounted at its root', () => {
    const volumes = [{ name: 'scratch' }, { name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }]
    expect(register(web({ volumes })).volumes).toStrictEqual([
      { name: 'scratch', host: {} },
      { name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/' } },
    ])
  })

  test('the entity holds what the scheduler reads, the command what was asked', () => {
    const world = testWorld()
    const container = { ...app, stopTimeout: 45, portMappings: [{ containerPort: 53, hostPort: 53, protocol: 'udp' }] }
    register(web({ containerDefinitions: [container], tags: [{ key: 'team' }] }), world)
    expect(world.tables.taskDefinitions.certain(arnOf('web:1'))).toMatchObject({
      networkMode: 'bridge',
      tags: [{ key: 'team', value: '' }],
      containers: [
        {
          name: 'app',
          image: 'nginx:1.25',
          essential: true,
          stopTimeoutMs: 45_000,
          portMappings: [{ containerPort: 53, hostPort: 53, protocol: 'udp' }],
        },
      ],
      requiredAttributes: {},
    })
    expect(world.journal.map(({ kind, id, cause, rule }) => ({ kind, id, cause, rule }))).toEqual([
      { kind: 'command', id: 'ecs.registerTaskDefinition', cause: null, rule: null },
      { kind: 'taskDefinition.registered', id: arnOf('web:1'), cause: 0, rule: 'TD-2' },
    ])
  })

  test('answers are copies: changing one changes nothing', () => {
    const world = testWorld()
    const answer = register(web(), world)
    answer.containerDefinitions?.pop()
    expect(describeTaskDefinition(world, { taskDefinition: 'web' }).taskDefinition.containerDefinitions).toHaveLength(1)
  })

  test('names that JavaScript uses itself are ordinary names', () => {
    const world = testWorld()
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const labels = JSON.parse('{"__proto__":"x","constructor":"y"}')
      const input = { family: name, containerDefinitions: [{ ...app, name, dockerLabels: labels }] }
      const definition = register(input, world)
      expect(definition).toMatchObject({ family: name, revision: 1 })
      expect(JSON.stringify(definition.containerDefinitions?.[0]?.dockerLabels)).toBe(JSON.stringify(labels))
    }
    expect(listTaskDefinitions(world).taskDefinitionArns).toHaveLength(3)
  })
})

describe('describing', () => {
  function someRevisions(): World {
    const world = testWorld()
    for (const family of ['web', 'web', 'web', 'api'])
      register(web({ family, tags: [{ key: 'a', value: 'b' }] }), world)
    deregisterTaskDefinition(world, { taskDefinition: 'web:3' })
    return world
  }
  const world = someRevisions()
  const found = (taskDefinition: string) => describeTaskDefinition(world, { taskDefinition }).taskDefinition.revision

  test('TD-7, TD-8 a family is its newest active revision; family:revision and ARN are that one, active or not', () => {
    expect([found('web'), found('web:1'), found('web:3'), found(arnOf('web:3'))]).toEqual([2, 1, 3, 3])
  })

  test.each([
    '',
    'we',
    'web:9',
    'web:x',
    'web:',
    ':1',
    arnOf('web'),
    arnOf('web:9'),
    'w'.repeat(10_000),
    '\ud800',
    '__proto__',
  ])('TD-7 what is not there cannot be described: %j', (taskDefinition) => {
    const refusal = refusalOf(() => describeTaskDefinition(world, { taskDefinition }))
    expect(refusal).toMatchObject({
      name: 'ClientException',
      message: 'Unable to describe task definition.',
      rule: 'TD-7',
    })
  })

  test('TD-11 tags come on request', () => {
    const tags = [{ key: 'a', value: 'b' }]
    expect(describeTaskDefinition(world, { taskDefinition: 'api' }).tags).toEqual([])
    expect(describeTaskDefinition(world, { taskDefinition: 'api', include: ['TAGS'] }).tags).toEqual(tags)
    expect(registerTaskDefinition(testWorld(), web({ tags })).tags).toEqual(tags)
  })

  test('TD-9 lists go by family and number, and by status', () => {
    const many = testWorld()
    for (const family of ['b', 'a-1', ...Array(11).fill('a')]) register(web({ family }), many)
    deregisterTaskDefinition(many, { taskDefinition: 'a:3' })
    const list = (input?: object) => listTaskDefinitions(many, input).taskDefinitionArns.map((arn) => arn.split('/')[1])
    const ascending = ['a:1', 'a:2', ...[4, 5, 6, 7, 8, 9, 10, 11].map((n) => `a:${n}`), 'a-1:1', 'b:1']
    expect(list()).toEqual(ascending)
    expect(list({ sort: 'DESC' })).toEqual([...ascending].reverse())
    expect(list({ familyPrefix: 'a', sort: 'DESC', maxResults: 2 })).toEqual(['a:11', 'a:10'])
    expect(list({ familyPrefix: 'a-' })).toEqual([])
    expect(list({ status: 'INACTIVE' })).toEqual(['a:3'])
    expect(list({ status: 'DELETE_IN_PROGRESS' })).toEqual([])
  })

  test('TD-9 a list of up to 100 is a page', () => {
    const many = testWorld()
    for (let count = 0; count < 101; count++) register(web(), many)
    const first = listTaskDefinitions(many)
    expect(first.taskDefinitionArns).toHaveLength(100)
    const rest = listTaskDefinitions(many, { nextToken: first.nextToken })
    expect(rest).toStrictEqual({ taskDefinitionArns: [arnOf('web:101')] })
    for (const maxResults of [0, 101]) {
      expect(refusalOf(() => listTaskDefinitions(many, { maxResults })).name).toBe('InvalidParameterException')
    }
  })
})

describe('deregistering', () => {
  test('TD-3, TD-4 says when, and a second time changes nothing', () => {
    const world = testWorld()
    register(web(), world)
    world.nowMs += 60_000
    const first = deregisterTaskDefinition(world, { taskDefinition: arnOf('web:1') })
    expect(first.taskDefinition).toMatchObject({ status: 'INACTIVE', deregisteredAt: new Date('2026-01-05T09:01:00Z') })
    world.nowMs += 60_000
    expect(deregisterTaskDefinition(world, { taskDefinition: 'web:1' })).toEqual(first)
    expect(world.journal.map(({ kind }) => kind)).toEqual([
      'command',
      'taskDefinition.registered',
      'command',
      'taskDefinition.deregistered',
      'command',
    ])
    expect(refusalOf(() => describeTaskDefinition(world, { taskDefinition: 'web' })).rule).toBe('TD-7')
  })

  test.each([
    ['web', 'ClientException', 'Revision is missing.'],
    [arnOf('web'), 'ClientException', 'Revision is missing.'],
    ['web:new', 'InvalidParameterException', 'Invalid revision number. Number: new'],
    ['web:1e0', 'InvalidParameterException', 'Invalid revision number. Number: 1e0'],
    ['web:\ud800', 'InvalidParameterException', 'Invalid revision number. Number: \\ud800'],
    ['web:2', 'ClientException', 'Unable to describe task definition.'],
    ['web:99999999999999999999', 'ClientException', 'Unable to describe task definition.'],
  ])('TD-4 needs a revision that is there: %j', (taskDefinition, name, message) => {
    const world = testWorld()
    register(web(), world)
    expect(refusalOf(() => deregisterTaskDefinition(world, { taskDefinition }))).toMatchObject({ name, message })
    expect(world.journal).toHaveLength(2)
  })
})

describe('from a description to a registration', () => {
  const described = () => {
    const world = testWorld()
    register(onFargate({ executionRoleArn: 'role', tags: [{ key: 'a', value: 'b' }] }), world)
    deregisterTaskDefinition(world, { taskDefinition: 'web:1' })
    return describeTaskDefinition(world, { taskDefinition: 'web:1', include: ['TAGS'] })
  }

  test('what AWS prints registers again, with its tags', () => {
    const answer = JSON.parse(JSON.stringify(described()))
    const { taskDefinition, tags } = registerTaskDefinition(testWorld(), definitionFromDescription(answer))
    expect(taskDefinition.containerDefinitions).toEqual(answer.taskDefinition.containerDefinitions)
    expect(tags).toEqual([{ key: 'a', value: 'b' }])
    const inner = definitionFromDescription(answer.taskDefinition)
    expect(registerTaskDefinition(testWorld(), inner).taskDefinition).toEqual(taskDefinition)
  })

  test('registering itself stays strict', () => {
    expect(refused(described())).toMatchObject({ name: 'ClientException', path: 'taskDefinition' })
    expect(refused(described().taskDefinition)).toMatchObject({ name: 'ClientException', path: 'taskDefinitionArn' })
  })

  test('mistakes stay where they are, for registering to name them', () => {
    const mistaken = definitionFromDescription({ taskDefinition: { ...web(), familly: 'web' } })
    expect(refused(mistaken)).toMatchObject({ path: 'familly' })
    for (const nonsense of [undefined, null, 'web', [web()], 7]) {
      const input = definitionFromDescription(nonsense)
      expect(refusalOf(() => registerTaskDefinition(testWorld(), input)).name).toBe('ClientException')
    }
    expect(definitionFromDescription({ taskDefinition: web(), tags: [] })).toEqual(web())
  })
})

test('what is kept without effect is listed, and plain members are not', () => {
  const world = testWorld()
  const container = {
    ...app,
    environment: [{ name: 'A', value: 'b' }],
    command: ['run'],
    dockerLabels: { a: 'b' },
    privileged: false,
    secrets: [{ name: 'KEY', valueFrom: 'key' }],
    mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
    ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 2 }],
  }
  register(
    web({
      executionRoleArn: 'role',
      volumes: [{ name: 'data' }],
      containerDefinitions: [app, { ...container, name: 'b' }],
    }),
    world,
  )
  const kept = keptButNotSimulated(world.tables.taskDefinitions.certain(arnOf('web:1')).definition)
  expect(kept.map(({ path }) => path)).toEqual([
    'volumes',
    'containerDefinitions[1].mountPoints',
    'containerDefinitions[1].ulimits',
  ])
  expect(kept.every(({ why }) => why.length > 10)).toBe(true)
})

// ── laws ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
/** Seldom bad, so that a definition of many members is as often right as wrong. */
const mostly = <T>(good: readonly T[], ...bad: readonly T[]) =>
  fc.oneof(
    { weight: 25, arbitrary: fc.constantFrom(...good) },
    ...bad.map((value) => ({ weight: 1, arbitrary: fc.constant(value) })),
  )
const anyMapping = fc.record({
  containerPort: mostly([80, 443, 8080], 70_000),
  hostPort: mostly<number | undefined>([undefined], 0, 80, 8080),
  protocol: maybe(mostly(['tcp'], 'udp')),
})
const anyContainer = (name: string) =>
  fc.record({
    name: mostly([name], 'twin', 'no good'),
    image: mostly(['nginx', '123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1'], ''),
    cpu: maybe(mostly([0, 64, 128], 300, -1)),
    memory: maybe(mostly([64, 128], 3, 4096)),
    memoryReservation: mostly([0, 32, 64], -1),
    essential: maybe(fc.boolean()),
    stopTimeout: maybe(mostly([2, 30, 120], 1, 200)),
    secrets: mostly<object[] | undefined>([undefined], [{ name: 'KEY', valueFrom: 'key' }]),
    portMappings: maybe(fc.array(anyMapping, { maxLength: 2 })),
  })
const anyDefinition = fc.record({
  family: mostly(['web'], 'no good'),
  containerDefinitions: fc.tuple(anyContainer('app'), anyContainer('log')),
  networkMode: maybe(mostly(['bridge', 'host', 'awsvpc', 'awsvpc'], 'none')),
  cpu: maybe(mostly(['256', '.25 vCPU', '1 vcpu'], '64', 'lots')),
  memory: maybe(mostly(['512', '0.5 GB', '2GB'], '-1')),
  executionRoleArn: maybe(fc.constant('role')),
  requiresCompatibilities: mostly<string[] | undefined>([undefined, ['EC2'], []], ['FARGATE'], ['EXTERNAL']),
  volumes: maybe(fc.constant([{ name: 'data' }])),
})

describe('laws', () => {
  const rounds = { numRuns: 500, seed: 20_260_105 }

  lawTest.prop([anyDefinition], rounds)(
    'TD-2 a rejected registration consumes no number and leaves no trace',
    (input) => {
      const world = testWorld()
      register(web(), world)
      try {
        expect(register(input, world).revision).toBe(2)
      } catch (error) {
        expect(error).toMatchObject({ name: 'ClientException', path: expect.any(String), rule: expect.any(String) })
        expect(error).toMatchObject({ expected: expect.any(String), found: expect.any(String) })
        expect(world.journal).toHaveLength(2)
        expect(register(web(), world).revision).toBe(2)
      }
    },
  )

  lawTest.prop([anyDefinition], rounds)('TD-100, TD-101 what is stored registers again as it is', (input) => {
    const world = testWorld()
    try {
      register(input, world)
    } catch {
      return
    }
    const stored = world.tables.taskDefinitions.certain(arnOf('web:1'))
    register(stored.definition, world)
    const { arn, revision, ...again } = world.tables.taskDefinitions.certain(arnOf('web:2'))
    expect({ ...again, arn: stored.arn, revision: stored.revision }).toStrictEqual(stored)
  })

  lawTest.prop([fc.jsonValue({ maxDepth: 4 })], rounds)(
    'whatever comes in, it is registered or refused as a ClientException',
    (input) => {
      const refusal = refusalOf(() => registerTaskDefinition(testWorld(), input))
      expect(refusal.name).toBe('ClientException')
    },
  )
})
