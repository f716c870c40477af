// Does a suite that mocks its clients already get by with a simulation behind the mocks?
import {
  ClusterNotFoundException,
  DescribeServicesCommand,
  ECS,
  ECSClient,
  ListClustersCommand,
  ListTasksCommand,
  paginateListTasks,
  RunTaskCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerWith, connectEvery, withVirtualTime } from '../../src/aws-sdk/index.ts'
import type { Simulation } from '../../src/index.ts'
import { fleet, refusalOf } from '../support/aws-sdk.ts'

const client = new ECSClient({})
let sim: Simulation
let ecsMock: ReturnType<typeof mockEcs>

/** The class itself is changed, for other files of this worker too, so each test takes it back. */
const mockEcs = () => mockClient(ECSClient)

beforeEach(() => {
  sim = fleet()
  ecsMock = mockEcs()
  ecsMock.send.callsFake(answerWith(sim))
})
afterEach(() => ecsMock.restore())

test('every command is answered by the simulation of this test, and recorded', async () => {
  for (let nth = 0; nth < 3; nth++) await client.send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' }))
  expect(sim.ecs.listTasks({ cluster: 'prod' }).taskArns).toHaveLength(3)
  expect(ecsMock.commandCalls(RunTaskCommand)).toHaveLength(3)
})

test('the next test has the next simulation; other clients of the class are answered, too', async () => {
  expect((await client.send(new ListTasksCommand({ cluster: 'prod' }))).taskArns).toEqual([])
  expect((await new ECSClient({}).send(new ListTasksCommand({ cluster: 'prod' }))).taskArns).toEqual([])
  expect(await refusalOf(client.send(new ListTasksCommand({ cluster: 'no' })))).toBeInstanceOf(ClusterNotFoundException)
})

test('what the suite says of particular commands goes before it', async () => {
  ecsMock.on(RunTaskCommand).rejects(new Error('not today'))
  await expect(client.send(new RunTaskCommand({ taskDefinition: 'web' }))).rejects.toThrow('not today')
  expect((await client.send(new ListTasksCommand({ cluster: 'prod' }))).taskArns).toEqual([])
})

test('waiters and paginators go through the mock', async () => {
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 3 })
  const input = { cluster: 'prod', services: ['web'] }
  const { state } = await withVirtualTime(sim, () => waitUntilServicesStable({ client, maxWaitTime: 600 }, input))
  const pages: unknown[] = []
  for await (const { taskArns } of paginateListTasks({ client, pageSize: 2 }, { cluster: 'prod' }))
    pages.push(taskArns!.length)
  expect([state, pages]).toEqual(['SUCCESS', [2, 1]])
  expect(ecsMock.commandCalls(DescribeServicesCommand).length).toBeGreaterThan(1)
})

test('callbacks are called, with answers and refusals', async () => {
  const told = (call: (callback: (error: unknown, output?: object) => void) => void) =>
    new Promise((resolve) => call((error, output) => resolve(error ?? Object.keys(output!))))
  const ecs = new ECS({})
  expect(await told((callback) => client.send(new ListClustersCommand({}), callback))).toContain('clusterArns')
  expect(await told((callback) => ecs.listClusters({}, callback))).toContain('clusterArns')
  const refusal = await told((callback) => client.send(new ListTasksCommand({ cluster: 'no' }), {}, callback))
  expect(refusal).toBeInstanceOf(ClusterNotFoundException)
})

test('a mock around connectEvery outlives it, and leaves the class as it was', async () => {
  ecsMock.restore()
  const send = ECSClient.prototype.send
  const release = connectEvery(sim, ECSClient)
  ecsMock = mockEcs()
  ecsMock.on(ListTasksCommand).resolves({ taskArns: ['mocked'] })
  release()
  expect((await client.send(new ListTasksCommand({}))).taskArns).toEqual(['mocked'])
  ecsMock.restore()
  const ordinary = new ECSClient({ region: 'eu-west-1', maxAttempts: 1, ...unplugged })
  expect((await refusalOf(ordinary.send(new ListClustersCommand({})))).message).toBe('my own network')
  Reflect.deleteProperty(ECSClient.prototype, 'send')
  expect(ECSClient.prototype.send).toBe(send)
})

const unplugged = {
  credentials: { accessKeyId: 'mine', secretAccessKey: 'mine' },
  requestHandler: {
    handle: async () => {
      throw new Error('my own network')
    },
  } as never,
}
