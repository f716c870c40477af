// Which sizes, ports and launch types does AWS refuse, in which order, and what does this version refuse on top?
import { describe, expect, test } from 'vitest'
import { registerTaskDefinition } from '../../src/api/task-definitions/register.ts'
import { refusalOf } from '../support/refusals.ts'
import {
  app,
  expectRefusal,
  fargate,
  LONE,
  LONG,
  mapped,
  one,
  type Row,
  rows,
  SETTING,
  times,
  two,
  web,
} from '../support/task-definitions.ts'
import { testWorld } from '../support/worlds.ts'

describe('CPU, memory and storage', () => {
  const invalid = (member: string) =>
    `Invalid '${member}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`
  const start = "Invalid setting for container 'app'."
  const bare = { memory: undefined }

  test.each(
    rows([
      ...['lots', '', '-1', '1e3', '0.3 vCPU', '1 GB', '. vcpu', '64', '196609', '9'.repeat(10_000)].map(
        (cpu): Row => ['TD-95', 'cpu', web({ cpu }), invalid('cpu')],
      ),
      ...['lots', '', '0', '-1', '1 vCPU', '0.0001 GB', LONE].map(
        (memory): Row => ['TD-95', 'memory', web({ memory }), invalid('memory')],
      ),
      [
        'TD-80',
        'containerDefinitions[0]',
        one(bare),
        `${start} At least one of 'memory' or 'memoryReservation' must be specified.`,
      ],
      ['TD-80', 'containerDefinitions[0]', one({ memory: 0, memoryReservation: 0 })],
      ['TD-80', 'containerDefinitions[1]', two({ memory: 64, memoryReservation: 65 }, bare)],
      [
        'TD-81',
        'containerDefinitions[0].memory',
        one({ memory: 64, memoryReservation: 65 }),
        `${start} 'memory' must be greater than or equal to 'memoryReservation'.`,
      ],
      ['TD-82', 'cpu', two({ cpu: 128 }, { cpu: 129 }, { cpu: '256' })],
      [
        'TD-83',
        'containerDefinitions[0].memory',
        one({ memory: 513, memoryReservation: 1 }, { memory: '512' }),
        "The 'memory' setting for container is greater than for the task.",
      ],
      [
        'TD-84',
        'memory',
        two({ memory: 256 }, { memory: 300, memoryReservation: 257 }, { memory: '512' }),
        "The sum of all container memory reservations cannot be greater than the value of the task 'memory'.",
      ],
      ['TD-27', 'ephemeralStorage.sizeInGiB', web({ ephemeralStorage: { sizeInGiB: 20 } })],
      ['TD-27', 'ephemeralStorage.sizeInGiB', web({ ephemeralStorage: { sizeInGiB: 201 } })],
      ['TD-27', 'ephemeralStorage', web({ requiresCompatibilities: ['EC2'], ephemeralStorage: { sizeInGiB: 21 } })],
      ['TD-33', 'inferenceAccelerators', web({ inferenceAccelerators: [{ deviceName: 'a', deviceType: 'b' }] })],
      [
        'TD-24',
        'placementConstraints',
        web({ placementConstraints: times(11, { type: 'memberOf', expression: 'a' }) }),
      ],
    ]),
  )('%s is held at %s', expectRefusal)

  test('TD-81, TD-82, TD-83, TD-84 equality is within the limits', () => {
    const full = two(
      { cpu: 128, memory: 256, memoryReservation: 256 },
      { cpu: 128, memory: 512, memoryReservation: 256 },
      { cpu: '256', memory: '512' },
    )
    expect(registerTaskDefinition(testWorld(), full).taskDefinition.revision).toBe(1)
  })
})

describe('ports and network modes', () => {
  const ranges = (...texts: string[]) =>
    one({ portMappings: texts.map((containerPortRange) => ({ containerPortRange })) })
  const mismatch = (mode: string) =>
    `When networkMode=${mode}, the host ports and container ports in port mappings must match.`
  const port = (containerPort: number, protocol = 'tcp') => ({ portMappings: [{ containerPort, protocol }] })
  const at = 'containerDefinitions[0].portMappings'

  test.each(
    rows([
      ['NW-2', `${at}[0].containerPort`, mapped({}), SETTING('containerPort')],
      ['NW-2', `${at}[0].containerPort`, mapped({ containerPort: 0 }), SETTING('containerPort')],
      ['NW-2', `${at}[0].containerPort`, mapped({ containerPort: 65_536 }), SETTING('containerPort')],
      ['NW-2', `${at}[0].hostPort`, mapped({ containerPort: 80, hostPort: 65_536 })],
      [
        'NW-3',
        `${at}[0].hostPort`,
        mapped({ containerPort: 80, hostPort: 0 }, { networkMode: 'awsvpc' }),
        mismatch('awsvpc'),
      ],
      [
        'NW-3',
        `${at}[0].hostPort`,
        mapped({ containerPort: 80, hostPort: 81 }, { networkMode: 'host' }),
        mismatch('host'),
      ],
      ['NW-4', at, mapped({ containerPort: 80 }, { networkMode: 'none' })],
      ...['awsvpc', 'host', 'none'].map(
        (networkMode): Row => ['NW-4', 'containerDefinitions[0].links', two({ links: ['b'] }, {}, { networkMode })],
      ),
      ...Object.entries({
        disableNetworking: true,
        hostname: 'h',
        dnsServers: ['a'],
        dnsSearchDomains: ['a'],
        extraHosts: [{ hostname: 'a', ipAddress: 'b' }],
      }).map(
        ([member, value]): Row => [
          'NW-4',
          `containerDefinitions[0].${member}`,
          one({ [member]: value }, { networkMode: 'awsvpc' }),
        ],
      ),
      [
        'NW-5',
        `${at}[1].protocol`,
        one({ portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }] }),
      ],
      [
        'NW-5',
        'containerDefinitions[1].portMappings[0].containerPort',
        two(port(80), port(80), { networkMode: 'awsvpc' }),
      ],
      [
        'NW-5',
        'containerDefinitions[1].portMappings[0].containerPort',
        two(port(80), port(80), { networkMode: 'host' }),
      ],
      ['NW-6', `${at}[0].name`, mapped({ containerPort: 80, name: '-web' })],
      ['NW-6', `${at}[0].name`, mapped({ containerPort: 80, name: 'Web' })],
      ['NW-6', `${at}[0].name`, mapped({ containerPort: 80, name: LONG })],
      [
        'NW-6',
        `${at}[1].name`,
        one({
          portMappings: [
            { containerPort: 80, name: 'a' },
            { containerPort: 81, name: 'a' },
          ],
        }),
      ],
      ...['', '80', '80-80', '90-80', '0-9', '1-65536', '1-2-3', LONG].map((text): Row => ['NW-7', at, ranges(text)]),
      ['NW-7', at, ranges('10-20', '20-30')],
      [
        'NW-7',
        at,
        one({
          portMappings: Array.from({ length: 101 }, (_, n) => ({ containerPortRange: `${2 * n + 1}-${2 * n + 2}` })),
        }),
      ],
      ['NW-7', `${at}[0]`, mapped({ containerPortRange: '10-20', hostPort: 10 })],
      ['NW-7', `${at}[0].containerPortRange`, mapped({ containerPortRange: '10-20' }, { networkMode: 'host' })],
      ['TD-34', 'enableFaultInjection', web({ enableFaultInjection: true })],
      [
        'TD-66',
        'containerDefinitions[0].systemControls[0].namespace',
        one({ systemControls: [{ namespace: 'net.core.somaxconn', value: '1' }] }, { networkMode: 'host' }),
      ],
      [
        'TD-66',
        'containerDefinitions[0].systemControls[0].namespace',
        one({ systemControls: [{ namespace: 'kernel.shmmax', value: '1' }] }, { ipcMode: 'host' }),
      ],
    ]),
  )('%s is held at %s', expectRefusal)

  test('NW-5 the same port of two containers is fine on a bridge, and for two protocols in a shared network', () => {
    for (const input of [two(port(80), port(80)), two(port(53), port(53, 'udp'), { networkMode: 'awsvpc' })]) {
      expect(registerTaskDefinition(testWorld(), input).taskDefinition.revision).toBe(1)
    }
  })

  test('NW-4 empty lists, empty texts and false say nothing', () => {
    const silent = {
      disableNetworking: false,
      hostname: '',
      dnsServers: [],
      dnsSearchDomains: [],
      extraHosts: [],
      links: [],
      privileged: false,
    }
    const { compatibilities } = registerTaskDefinition(testWorld(), fargate(silent)).taskDefinition
    expect(compatibilities).toEqual(['EC2', 'FARGATE'])
  })
})

describe('required compatibilities', () => {
  const container = 'containerDefinitions[0]'
  const role = { executionRoleArn: 'role' }
  const efs = { name: 'a', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }
  const external = { requiresCompatibilities: ['EXTERNAL'] }
  const bothOptions = { 'awslogs-group': 'g', 'awslogs-region': 'r' }
  const lacks = 'Fargate requires task definition to have execution role ARN to support'

  test.each(
    rows([
      ['TD-94', 'cpu', fargate({}, { cpu: undefined }), "Fargate requires that 'cpu' be defined at the task level."],
      [
        'TD-94',
        'memory',
        fargate({}, { memory: undefined }),
        "Fargate requires that 'memory' be defined at the task level.",
      ],
      ['TD-94', 'networkMode', fargate({}, { networkMode: 'host' }), 'Fargate only supports network mode ‘awsvpc’.'],
      [
        'TD-94',
        'executionRoleArn',
        fargate({ image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1' }),
        `${lacks} ECR images.`,
      ],
      [
        'TD-94',
        'executionRoleArn',
        fargate({ logConfiguration: { logDriver: 'awslogs', options: bothOptions } }),
        `${lacks} log driver awslogs.`,
      ],
      [
        'TD-94',
        'pidMode',
        fargate({}, { pidMode: 'host' }),
        "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
      ],
      ['TD-94', 'ipcMode', fargate({}, { ipcMode: 'task' }), "Fargate does not support the 'ipcMode' parameter."],
      [
        'TD-24',
        'placementConstraints',
        fargate({}, { placementConstraints: [{ type: 'memberOf' }] }),
        'Fargate does not support task placement constraints.',
      ],
      [
        'TD-31',
        'volumes[0].host.sourcePath',
        fargate({}, { volumes: [{ name: 'a', host: { sourcePath: '/' } }] }),
        'host.sourcePath should not be set for volumes in Fargate.',
      ],
      [
        'TD-94',
        'volumes[0].dockerVolumeConfiguration',
        fargate({}, { volumes: [{ name: 'a', dockerVolumeConfiguration: {} }] }),
      ],
      ['TD-52', `${container}.startTimeout`, fargate({ startTimeout: 121 })],
      [
        'TD-53',
        `${container}.stopTimeout`,
        fargate({ stopTimeout: 121 }),
        'Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.',
      ],
      [
        'TD-57',
        `${container}.logConfiguration.logDriver`,
        fargate({ logConfiguration: { logDriver: 'gelf' } }),
        'gelf is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]',
      ],
      [
        'TD-57',
        `${container}.logConfiguration.options`,
        fargate({ logConfiguration: { logDriver: 'awslogs', options: bothOptions } }, role),
      ],
      [
        'TD-58',
        `${container}.firelensConfiguration.options`,
        fargate({ firelensConfiguration: { type: 'fluentd', options: { 'config-file-type': 's3' } } }),
      ],
      ['TD-60', `${container}.resourceRequirements`, fargate({ resourceRequirements: [{ type: 'GPU', value: '1' }] })],
      [
        'TD-61',
        `${container}.privileged`,
        fargate({ privileged: true }),
        "Fargate does not support the 'privileged' parameter.",
      ],
      ['TD-63', `${container}.dockerSecurityOptions`, fargate({ dockerSecurityOptions: ['a'] })],
      ['TD-63', `${container}.credentialSpecs`, fargate({ credentialSpecs: ['a'] })],
      ['TD-64', `${container}.linuxParameters.sharedMemorySize`, fargate({ linuxParameters: { sharedMemorySize: 1 } })],
      [
        'TD-64',
        `${container}.linuxParameters.capabilities.add`,
        fargate({ linuxParameters: { capabilities: { add: ['SYS_PTRACE', 'ALL'] } } }),
      ],
      ['TD-92', 'networkMode', web({ ...external, networkMode: 'awsvpc' })],
      ['TD-92', 'proxyConfiguration', web({ ...external, proxyConfiguration: { containerName: 'app' } })],
      ['TD-92', 'volumes[0].efsVolumeConfiguration', web({ ...external, volumes: [efs] })],
      ['TD-92', 'networkMode', web({ requiresCompatibilities: ['MANAGED_INSTANCES'] })],
    ]),
  )('%s is held at %s', expectRefusal)

  test.each([
    ['256', [512, 1_024, 2_048], [511, 1_536, 3_072, 4_096]],
    ['512', [1_024, 2_048, 4_096], [512, 1_536, 5_120]],
    ['1024', [2_048, 3_072, 8_192], [1_024, 9_216]],
    ['2048', [4_096, 16_384], [3_072, 17_408]],
    ['4096', [8_192, 30_720], [7_168, 31_744]],
    ['8192', [16_384, 20_480, 61_440], [17_408, 65_536]],
    ['16384', [32_768, 40_960, 122_880], [36_864, 131_072]],
    ['300', [], [512, 1_024]],
    ['64', [], [512]],
  ])('FG-1 with %s CPU units there is memory of %j MiB, and not of %j', (cpu, offered, others) => {
    for (const memory of offered) {
      expect(registerTaskDefinition(testWorld(), fargate({}, { cpu, memory: `${memory}` })).taskDefinition.memory).toBe(
        `${memory}`,
      )
    }
    for (const memory of others) expectRefusal('FG-1', 'memory', fargate({}, { cpu, memory: `${memory}` }))
  })

  const windows = (task: object) =>
    fargate(
      {},
      { cpu: '1024', memory: '2048', runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ...task },
    )

  test.each(
    rows([
      ['FG-1', 'memory', windows({ cpu: '512' })],
      ['FG-6', 'ephemeralStorage', windows({ ephemeralStorage: { sizeInGiB: 21 } })],
      ['FG-6', 'volumes[0].efsVolumeConfiguration', windows({ volumes: [efs] })],
      [
        'FG-6',
        'containerDefinitions[0].portMappings[0].containerPort',
        windows({ containerDefinitions: [{ ...app, portMappings: [{ containerPort: 3_150 }] }] }),
      ],
      [
        'FG-6',
        'runtimePlatform.cpuArchitecture',
        windows({ runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_FULL', cpuArchitecture: 'ARM64' } }),
      ],
    ]),
  )('%s is held at %s', expectRefusal)

  test('TD-70 requirements are asked in the order of the request', () => {
    const input = (...requiresCompatibilities: string[]) => web({ requiresCompatibilities, cpu: '64' })
    const messages = [input('EC2', 'FARGATE'), input('FARGATE', 'EC2')].map(
      (definition) => refusalOf(() => registerTaskDefinition(testWorld(), definition)).rule,
    )
    expect(messages).toEqual(['TD-95', 'TD-94'])
  })
})

test('TD-70, GEN-1 of many mistakes the first in the fixed order is named', () => {
  const mistakes: readonly (readonly [rule: string, task: object, container: object])[] = [
    ['TD-1', { family: 'a b' }, {}],
    ['TD-11', { tags: [{ key: 'aws:' }] }, {}],
    ['TD-40', {}, { name: '' }],
    ['TD-41', {}, { image: '' }],
    ['TD-42', {}, { cpu: -1 }],
    ['NW-2', {}, { portMappings: [{ containerPort: 0 }] }],
    ['HC-1', {}, { healthCheck: { command: [] } }],
    ['TD-53', {}, { stopTimeout: 0 }],
    ['TD-57', {}, { logConfiguration: { logDriver: 'awslogs' } }],
    ['TD-50', {}, { secrets: [{ name: 'a', valueFrom: 'b' }] }],
    ['TD-44', {}, { essential: false }],
    ['TD-31', { volumes: [{}] }, {}],
    ['TD-51', {}, { dependsOn: [{ containerName: 'x', condition: 'START' }] }],
    ['TD-95', { cpu: 'x' }, {}],
    ['TD-80', {}, { memory: 0 }],
    ['TD-34', { enableFaultInjection: true }, {}],
    ['TD-94', { requiresCompatibilities: ['FARGATE'] }, {}],
    ['TD-12', {}, { command: ['x'.repeat(70_000)] }],
  ]
  for (const [index, [rule]] of mistakes.entries()) {
    const rest = mistakes.slice(index).reverse()
    const container = Object.assign({ ...app }, ...rest.map(([, , members]) => members))
    const input = Object.assign(web(), ...rest.map(([, task]) => task), { containerDefinitions: [container] })
    expect(refusalOf(() => registerTaskDefinition(testWorld(), input)).rule).toBe(rule)
  }
})

describe('what this version does not simulate', () => {
  const container = 'containerDefinitions[0]'

  test.each([
    [
      'TD-28',
      'runtimePlatform.operatingSystemFamily',
      web({ runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }),
    ],
    [
      'TD-60',
      `${container}.resourceRequirements`,
      one({ resourceRequirements: [{ type: 'InferenceAccelerator', value: 'a' }] }),
    ],
    ['NW-7', `${container}.portMappings`, mapped({ containerPortRange: '8000-8010' })],
  ])('%s what would mislead is refused at %s, once AWS itself would accept it', (rule, path, input) => {
    const world = testWorld()
    const refusal = refusalOf(() => registerTaskDefinition(world, input))
    expect(refusal).toMatchObject({
      name: 'UnsupportedFeatureException',
      path,
      rule,
      expected: expect.any(String),
      found: expect.any(String),
    })
    expect(world.journal).toEqual([])
    const tooLarge = { ...input, executionRoleArn: 'x'.repeat(70_000) }
    expect(refusalOf(() => registerTaskDefinition(world, tooLarge)).rule).toBe('TD-12')
  })

  test('what says nothing is no reason to refuse', () => {
    const silent = {
      links: [],
      dependsOn: [],
      volumesFrom: [],
      resourceRequirements: [],
      restartPolicy: { enabled: false },
    }
    expect(registerTaskDefinition(testWorld(), one(silent, { placementConstraints: [] })).taskDefinition.revision).toBe(
      1,
    )
  })
})
