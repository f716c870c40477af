// Which registrations does AWS refuse, in which words and in which order, and which does this version refuse on top?
import { describe, expect, test } from 'vitest'
import { registerTaskDefinition } from '../../src/api/task-definitions/register.ts'
import { refusalOf, testWorld } from '../support/worlds.ts'

const app = { name: 'app', image: 'nginx:1.25', memory: 128 }
const web = (members: object = {}) => ({ family: 'web', containerDefinitions: [app], ...members })
const one = (members: object, task: object = {}) => web({ containerDefinitions: [{ ...app, ...members }], ...task })
const two = (first: object, second: object, task: object = {}) =>
  web({
    containerDefinitions: [
      { ...app, ...first },
      { ...app, name: 'b', ...second },
    ],
    ...task,
  })
const mapped = (mapping: object, task: object = {}) => one({ portMappings: [mapping] }, task)
const FARGATE = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' }
const fargate = (members: object = {}, task: object = {}) => one(members, { ...FARGATE, ...task })
const times = (count: number, item: unknown) => Array(count).fill(item)

/** What is refused, by which rule, at which path, and in which words where they are AWS's. */
type Row = [rule: string, path: string, input: object, message?: string]

/** Rows of a table of tests, which the house reads for their rules. */
const rows = (list: Row[]): Row[] => list

function expectRefusal(rule: string, path: string, input: object, message?: string): void {
  const world = testWorld()
  const refusal = refusalOf(() => registerTaskDefinition(world, input))
  expect(refusal).toMatchObject({ name: 'ClientException', rule, path })
  if (message !== undefined) expect(refusal.message).toBe(message)
  expect(refusal.message.length).toBeLessThan(400)
  expect(refusal.expected).toEqual(expect.any(String))
  expect(refusal.found).toEqual(expect.any(String))
  expect(world.journal).toEqual([])
}

const SETTING = (member: string) => `Invalid '${member}' setting for container 'app'.`
const LONE = '\ud800'
const LONG = 'x'.repeat(10_000)

describe('the request', () => {
  test.each(
    rows([
      ['TD-1', 'family', web({ family: 'a b' }), 'Family contains invalid characters.'],
      ['TD-1', 'family', web({ family: LONE }), 'Family contains invalid characters.'],
      ['TD-1', 'family', web({ family: '' })],
      ['TD-1', 'family', web({ family: LONG })],
      ['TD-11', 'tags', web({ tags: times(51, { key: 'a' }) })],
      ['TD-11', 'tags[0].key', web({ tags: [{ value: 'x' }] })],
      ['TD-11', 'tags[1].key', web({ tags: [{ key: 'a' }, { key: 'x'.repeat(129) }] })],
      ['TD-11', 'tags[0].value', web({ tags: [{ key: 'a', value: 'x'.repeat(257) }] })],
      ['TD-11', 'tags[0].key', web({ tags: [{ key: 'AwS:a' }] })],
      ['TD-13', 'containerDefinitions', web({ containerDefinitions: [] }), 'Container list cannot be empty.'],
      ['TD-13', 'containerDefinitions', web({ containerDefinitions: times(11, app) }), 'Too many containers.'],
      ['TD-12', 'input', one({ command: ['x'.repeat(70_000)] })],
    ]),
  )('%s is held at %s', expectRefusal)

  test('TD-12 what counts is the bytes of the definition with its defaults, without tags', () => {
    const size = (text: string) =>
      refusalOf(() => registerTaskDefinition(testWorld(), one({ command: [text] }))).message
    expect(size('x'.repeat(70_000))).toBe("Actual length: '70258'. Max allowed length is '65536' bytes.")
    expect(size('é'.repeat(35_000))).toBe("Actual length: '70258'. Max allowed length is '65536' bytes.")
    const tags = times(50, { key: 'k'.repeat(128), value: 'v'.repeat(256) })
    registerTaskDefinition(testWorld(), one({ command: ['x'.repeat(65_536 - 258)] }, { tags }))
    expect(size('x'.repeat(65_536 - 257))).toContain("'65537'")
  })
})

describe('containers', () => {
  test.each(
    rows([
      [
        'TD-40',
        'containerDefinitions[0].name',
        one({ name: undefined }),
        'Container.name should not be null or empty.',
      ],
      ['TD-40', 'containerDefinitions[0].name', one({ name: 'a b' })],
      ['TD-40', 'containerDefinitions[0].name', one({ name: LONE })],
      ['TD-40', 'containerDefinitions[0].name', one({ name: LONG })],
      ['TD-40', 'containerDefinitions[1].name', two({}, { name: 'app' })],
      ['TD-40', 'containerDefinitions[1].name', two({ name: '__proto__' }, { name: '__proto__' })],
      ['TD-41', 'containerDefinitions[0].image', one({ image: '' }), 'Container.image should not be null or empty.'],
      ['TD-41', 'containerDefinitions[0].image', one({ image: 'a b' }), 'Container.image contains invalid characters.'],
      ['TD-41', 'containerDefinitions[0].image', one({ image: LONG })],
      ['TD-41', 'containerDefinitions[0].image', one({ image: 'app@sha256:abc' })],
      ['TD-42', 'containerDefinitions[0].cpu', one({ cpu: -1 })],
      ['TD-43', 'containerDefinitions[0].memoryReservation', one({ memoryReservation: -1 })],
      ['TD-85', 'containerDefinitions[0].memory', one({ memory: 3 })],
      ['TD-85', 'containerDefinitions[0].memory', one({ memory: -128 })],
      [
        'TD-44',
        'containerDefinitions',
        one({ essential: false }),
        "Task definition doesn't have any essential container.",
      ],
    ]),
  )('%s is held at %s', expectRefusal)

  const digest = `sha256:${'0'.repeat(64)}`

  test.each(['nginx', 'public.ecr.aws/a/b:1.2', `${'x'.repeat(255)}@${digest}`, `app:1@${digest}`])(
    'TD-41 the image %s is taken',
    (image) => {
      expect(registerTaskDefinition(testWorld(), one({ image })).taskDefinition.revision).toBe(1)
    },
  )

  const logs = (options: object, members: object = {}) => ({
    logConfiguration: { logDriver: 'awslogs', options, ...members },
  })
  const bothOptions = { 'awslogs-group': 'g', 'awslogs-region': 'r' }
  const needed = 'Log driver awslogs requires options: awslogs-region, awslogs-group'
  const noRole = "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
  const key = [{ name: 'KEY', valueFrom: 'key' }]
  const firelens = { firelensConfiguration: { type: 'fluentbit' } }

  test.each(
    rows([
      ['HC-1', 'containerDefinitions[0].healthCheck.command', one({ healthCheck: { command: [] } })],
      ...[
        ['interval', 4],
        ['interval', 301],
        ['timeout', 1],
        ['timeout', 61],
        ['retries', 0],
        ['retries', 11],
        ['startPeriod', -1],
        ['startPeriod', 301],
      ].map(
        ([member, value]): Row => [
          'HC-2',
          `containerDefinitions[0].healthCheck.${member}`,
          one({ healthCheck: { command: ['true'], [`${member}`]: value } }),
          SETTING(`healthCheck.${member}`),
        ],
      ),
      [
        'TD-49',
        'containerDefinitions[0].environmentFiles',
        one({ environmentFiles: times(11, { type: 's3', value: 'a.env' }) }),
      ],
      [
        'TD-49',
        'containerDefinitions[0].environmentFiles[0].value',
        one({ environmentFiles: [{ type: 's3', value: 'a.txt' }] }),
      ],
      ['TD-50', 'containerDefinitions[0].secrets', one({ secrets: key }), noRole],
      [
        'TD-50',
        'containerDefinitions[0].logConfiguration.secretOptions',
        one(logs(bothOptions, { secretOptions: key })),
        noRole,
      ],
      [
        'TD-52',
        'containerDefinitions[0].startTimeout',
        one({ startTimeout: 1 }),
        "Granular start timeout on container 'app' must be at least 2 seconds.",
      ],
      ['TD-53', 'containerDefinitions[0].stopTimeout', one({ stopTimeout: 1 })],
      [
        'TD-54',
        'containerDefinitions[0].restartPolicy.ignoredExitCodes',
        one({ restartPolicy: { enabled: true, ignoredExitCodes: times(51, 1) } }),
      ],
      [
        'TD-54',
        'containerDefinitions[0].restartPolicy.restartAttemptPeriod',
        one({ restartPolicy: { enabled: true, restartAttemptPeriod: 59 } }),
      ],
      ['TD-57', 'containerDefinitions[0].logConfiguration.options', one(logs({})), needed],
      ['TD-57', 'containerDefinitions[0].logConfiguration.options', one(logs({ 'awslogs-group': 'g' })), needed],
      ['TD-58', 'containerDefinitions[1].firelensConfiguration', two(firelens, firelens)],
      [
        'TD-60',
        'containerDefinitions[0].resourceRequirements[0].value',
        one({ resourceRequirements: [{ type: 'GPU', value: 'all' }] }),
      ],
      ['TD-63', 'containerDefinitions[0].credentialSpecs', one({ credentialSpecs: ['a', 'b'] })],
      ['TD-64', 'containerDefinitions[0].linuxParameters.swappiness', one({ linuxParameters: { swappiness: 10 } })],
      [
        'TD-64',
        'containerDefinitions[0].linuxParameters.swappiness',
        one({ linuxParameters: { swappiness: 101, maxSwap: 1 } }),
      ],
    ]),
  )('%s is held at %s', expectRefusal)
})

describe('volumes and references', () => {
  const efs = { efsVolumeConfiguration: { fileSystemId: 'fs-1' } }
  const waits = (...on: (readonly [string, string])[]) => ({
    dependsOn: on.map(([containerName, condition]) => ({ containerName, condition })),
  })
  const missing = (name: string) => `Cannot depend on container + '${name}' because it does not exist`
  const cycle = 'Container dependsOn contains a cycle'
  const proxy = { proxyConfiguration: { containerName: 'envoy' } }

  test.each(
    rows([
      ['TD-31', 'volumes[0].name', web({ volumes: [{}] })],
      ['TD-31', 'volumes[0].name', web({ volumes: [{ name: LONE }] })],
      ['TD-31', 'volumes[0].name', web({ volumes: [{ name: LONG }] })],
      ['TD-31', 'volumes[1].name', web({ volumes: times(2, { name: 'constructor' }) })],
      ['TD-31', 'volumes[0]', web({ volumes: [{ name: 'a', host: {}, ...efs }] })],
      [
        'TD-31',
        'volumes',
        web({
          volumes: [
            { name: 'a', configuredAtLaunch: true },
            { name: 'b', configuredAtLaunch: true },
          ],
        }),
      ],
      [
        'TD-48',
        'containerDefinitions[0].mountPoints[0].sourceVolume',
        one({ mountPoints: [{ sourceVolume: '__proto__' }] }),
      ],
      ['TD-48', 'containerDefinitions[0].mountPoints[0].sourceVolume', one({ mountPoints: [{ sourceVolume: LONG }] })],
      ['TD-32', 'proxyConfiguration.containerName', web(proxy)],
      ['TD-46', 'containerDefinitions[0].links[0]', one({ links: ['db:database'] })],
      [
        'TD-47',
        'containerDefinitions[0].volumesFrom[0].sourceContainer',
        one({ volumesFrom: [{ sourceContainer: 'data' }] }),
      ],
      ['TD-51', 'containerDefinitions[0].dependsOn[0].containerName', one(waits(['db', 'START'])), missing('db')],
      [
        'TD-51',
        'containerDefinitions[0].dependsOn[0].containerName',
        one(waits(['constructor', 'START'])),
        missing('constructor'),
      ],
      ['TD-51', 'containerDefinitions[0].dependsOn[0].containerName', one(waits([LONE, 'START'])), missing('\\ud800')],
      ['TD-51', 'containerDefinitions[0].dependsOn[0].containerName', one(waits([LONG, 'START']))],
      [
        'TD-51',
        'containerDefinitions[0].dependsOn[0].condition',
        two(waits(['b', 'COMPLETE']), {}),
        'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
      ],
      [
        'TD-51',
        'containerDefinitions[0].dependsOn[0].condition',
        two(waits(['b', 'HEALTHY']), {}),
        'A dependency container with HEALTHY condition must have health check configured',
      ],
      ['TD-51', 'containerDefinitions', one(waits(['app', 'START'])), cycle],
      ['TD-51', 'containerDefinitions', two(waits(['b', 'START']), waits(['app', 'START'])), cycle],
    ]),
  )('%s is held at %s', expectRefusal)

  test('TD-51 a ring is named; many edges without a ring are none', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
    const chained = (edges: (index: number) => readonly string[]) =>
      web({
        containerDefinitions: names.map((name, index) => ({
          ...app,
          name,
          ...waits(...edges(index).map((on) => [on, 'START'] as const)),
        })),
      })
    const refusal = refusalOf(() =>
      registerTaskDefinition(
        testWorld(),
        chained((index) => [`${names[(index + 1) % 10]}`]),
      ),
    )
    expect(refusal.found).toBe('"a → b → c → d → e → f → g → h → i → j → a"')
    const dense = chained((index) => times(500, names.slice(index + 1)).flat())
    expect(refusalOf(() => registerTaskDefinition(testWorld(), dense)).rule).toBe('TD-12')
  })
})

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
  const healthCheck = { command: ['true'] }

  test.each([
    ['TD-24', 'placementConstraints', web({ placementConstraints: [{ type: 'memberOf', expression: 'a == b' }] })],
    [
      'TD-28',
      'runtimePlatform.operatingSystemFamily',
      web({ runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }),
    ],
    ['TD-46', `${container}.links`, two({ links: ['b:other'] }, {})],
    ['TD-47', `${container}.volumesFrom`, two({ volumesFrom: [{ sourceContainer: 'b' }] }, {})],
    ['TD-51', `${container}.dependsOn`, two({ dependsOn: [{ containerName: 'b', condition: 'START' }] }, {})],
    [
      'TD-51',
      `${container}.dependsOn`,
      two({ dependsOn: [{ containerName: 'b', condition: 'HEALTHY' }] }, { healthCheck }),
    ],
    ['TD-52', `${container}.startTimeout`, one({ startTimeout: 2 })],
    ['TD-54', `${container}.restartPolicy`, one({ restartPolicy: { enabled: true, restartAttemptPeriod: 60 } })],
    ['TD-55', `${container}.healthCheck`, one({ healthCheck })],
    ['TD-58', `${container}.firelensConfiguration`, one({ firelensConfiguration: { type: 'fluentbit' } })],
    ['TD-58', `${container}.logConfiguration`, one({ logConfiguration: { logDriver: 'awsfirelens' } })],
    ['TD-60', `${container}.resourceRequirements`, one({ resourceRequirements: [{ type: 'GPU', value: '1' }] })],
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
