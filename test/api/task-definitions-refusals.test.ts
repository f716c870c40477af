// Which containers, volumes and references does AWS refuse, and in which words?
import { describe, expect, test } from 'vitest'
import { registerTaskDefinition } from '../../src/api/task-definitions/register.ts'
import { refusalOf } from '../support/refusals.ts'
import {
  app,
  expectRefusal,
  LONE,
  LONG,
  one,
  type Row,
  rows,
  SETTING,
  times,
  two,
  web,
} from '../support/task-definitions.ts'
import { testWorld } from '../support/worlds.ts'

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
