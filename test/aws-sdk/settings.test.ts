// Does a connected client need anything of the machine, or of the settings that it was made with?
import { ClusterNotFoundException, ECS, ECSClient, ListClustersCommand, ListTasksCommand } from '@aws-sdk/client-ecs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { answerWith, connect, connectEvery, disconnect } from '../../src/aws-sdk/index.ts'
import { type Simulation, UsageError } from '../../src/index.ts'
import { ecsOf, fleet, refusalOf } from '../support/aws-sdk.ts'

const PROD = 'arn:aws:ecs:us-east-1:123456789012:cluster/prod'
const clustersOf = async (client: ECSClient) => (await client.send(new ListClustersCommand({}))).clusterArns
const failing = (what: string) => async () => {
  throw new Error(`There is no ${what}.`)
}

afterEach(() => vi.unstubAllEnvs())

describe('of the code', () => {
  test.each<[string, ConstructorParameters<typeof ECSClient>[0]]>([
    ['another Region', { region: 'eu-west-1' }],
    ['no Region', { region: failing('Region') }],
    ['no credentials', { credentials: failing('credentials') }],
    ['credentials that never come', { credentials: () => new Promise(() => {}) }],
    ['an endpoint that nobody answers', { endpoint: 'http://127.0.0.1:1/base' }],
    ['an endpoint that is no URL', { endpoint: 'nonsense' }],
    ['no endpoint', { endpoint: failing('endpoint') }],
    ['an endpoint, with dual stacks', { endpoint: 'https://example.com', useDualstackEndpoint: true }],
    ['an endpoint, with FIPS', { endpoint: 'https://example.com', useFipsEndpoint: true }],
    ['dual stacks and FIPS', { useDualstackEndpoint: true, useFipsEndpoint: true }],
    ['a network of its own', { requestHandler: { handle: failing('network') } as never }],
    ['adaptive retries', { retryMode: 'adaptive' }],
    ['one attempt', { maxAttempts: 1 }],
    ['a frozen configuration', Object.freeze({ region: 'eu-west-1' })],
  ])('%s: the simulation answers', async (_, config) => {
    expect(await clustersOf(connect(fleet(), new ECSClient(config!)))).toEqual([PROD])
  })
})

describe('of the environment', () => {
  test.each([
    ['AWS_REGION', 'no region!'],
    ['AWS_PROFILE', 'nobody'],
    ['AWS_CONFIG_FILE', '/nowhere'],
    ['AWS_MAX_ATTEMPTS', 'many'],
    ['AWS_RETRY_MODE', 'nonsense'],
    ['AWS_USE_FIPS_ENDPOINT', 'perhaps'],
    ['AWS_USE_DUALSTACK_ENDPOINT', 'perhaps'],
    ['AWS_ENDPOINT_URL', 'http://127.0.0.1:1'],
    ['AWS_ENDPOINT_URL_ECS', 'nonsense'],
  ])('%s=%s: the simulation answers', async (name, value) => {
    vi.stubEnv(name, value)
    expect(await clustersOf(ecsOf(fleet()))).toEqual([PROD])
  })
})

test('an endpoint of the code is back after disconnect', async () => {
  const hosts: string[] = []
  const handle = async ({ hostname }: { hostname: string }) => {
    hosts.push(hostname)
    return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode('{}') } }
  }
  const credentials = { accessKeyId: 'mine', secretAccessKey: 'mine' }
  const client = new ECSClient({
    region: 'eu-west-1',
    endpoint: 'https://mine.example.com',
    credentials,
    requestHandler: { handle } as never,
  })
  connect(fleet(), client)
  await clustersOf(client)
  disconnect(client)
  await clustersOf(client)
  expect(hosts).toEqual(['mine.example.com'])
})

test('a client of a Region outside of the commercial ones', async () => {
  const [arn] = (await clustersOf(ecsOf(fleet(1, { region: 'cn-north-1' }))))!
  expect(arn).toContain(':cn-north-1:')
})

test('a wrapper around a client is the same client: connected, changed over and disconnected by either', async () => {
  const credentials = { accessKeyId: 'mine', secretAccessKey: 'mine' }
  const handle = async () => {
    throw new Error('my own network')
  }
  const client = new ECSClient({ region: 'a', credentials, requestHandler: { handle } as never, maxAttempts: 1 })
  const wrapper = new Proxy(client, {})
  connect(fleet(1, { accountId: '111111111111' }), wrapper)
  connect(fleet(1, { accountId: '222222222222' }), client)
  expect((await clustersOf(wrapper))![0]).toContain(':222222222222:')
  disconnect(client)
  disconnect(wrapper)
  for (const either of [client, wrapper]) expect((await refusalOf(clustersOf(either))).message).toBe('my own network')
})

test('code that replaces send, and subclasses, keep what they do', async () => {
  const sent: string[] = []
  class Counting extends ECS {
    override send(...args: unknown[]): never {
      sent.push((args[0] as object).constructor.name)
      return super.send(...(args as [never])) as never
    }
  }
  const client = connect(fleet(), new Counting({}))
  await client.listClusters()
  expect(await refusalOf(client.listTasks({ cluster: 'no' }))).toBeInstanceOf(ClusterNotFoundException)
  expect(sent).toEqual(['ListClustersCommand', 'ListTasksCommand'])
})

test('destroy, before and after, leaves a connected client as it is', async () => {
  const client = new ECSClient({})
  client.destroy()
  connect(fleet(), client)
  expect(await clustersOf(client)).toEqual([PROD])
  client.destroy()
  expect(await clustersOf(client)).toEqual([PROD])
})

test('what connectEvery has connected and connect has changed over stays when it ends, however often', async () => {
  const release = connectEvery(fleet(1, { accountId: '111111111111' }), ECSClient)
  const client = new ECSClient({})
  await clustersOf(client)
  connect(fleet(1, { accountId: '222222222222' }), client)
  release()
  expect((await clustersOf(client))![0]).toContain(':222222222222:')
  const again = connectEvery(fleet(1, { accountId: '333333333333' }), ECSClient)
  release()
  expect((await clustersOf(new ECSClient({})))![0]).toContain(':333333333333:')
  again()
})

describe('arguments', () => {
  const sim = fleet()
  const client = new ECSClient({})
  test.each<[string, () => unknown, string]>([
    ['no simulation', () => connect(undefined as never, client), 'connect: sim: expected a Simulation, found nothing.'],
    ['a client first', () => connect(client as never, sim as never), 'connect: sim: expected a Simulation, found'],
    ['no simulation', () => connectEvery({} as Simulation, ECSClient), 'connectEvery: sim: expected a Simulation'],
    ['no simulation', () => answerWith({} as Simulation), 'answerWith: sim: expected a Simulation'],
    ['an option of no name', () => connect(sim, client, { faults: 1 } as never), 'expected { fault }, found faults.'],
    ['no options', () => connectEvery(sim, ECSClient, null as never), 'connectEvery: options: expected { fault }'],
    [
      'a fault as such',
      () => answerWith(sim, { fault: 'throttled' as never }),
      'fault: expected a function, found "thr',
    ],
    ['a frozen client', () => connect(sim, Object.freeze(new ECSClient({}))), 'that can be changed, found one'],
  ])('%s: refused at once', (_, call, words) => {
    expect(call).toThrow(UsageError)
    expect(call).toThrow(words)
  })

  test('a configuration that is frozen is refused, and nothing is connected', async () => {
    const frozen = new ECSClient({ region: 'eu-west-1' })
    Object.freeze(frozen.config)
    expect(() => connect(sim, frozen)).toThrow('that can be changed')
    disconnect(frozen)
    expect(await frozen.config.region()).toBe('eu-west-1')
  })

  test.each([
    ['nonsense', () => 'on fire', 'found "on fire".'],
    ['a promise', async () => 'throttled', 'found a Promise.'],
  ])('a fault that is %s is refused', async (_, fault, words) => {
    const error = await refusalOf(ecsOf(sim, { fault: fault as never }).send(new ListTasksCommand({})))
    expect(error).toBeInstanceOf(UsageError)
    expect(error.message).toBe(`fault: expected 'throttled', 'unavailable', 'answer-lost' or undefined, ${words}`)
  })
})
