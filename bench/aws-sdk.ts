// What does a call through an AWS SDK client cost, how much of that is the SDK's own, and how long does waiting take?
import type { ECSClient } from '@aws-sdk/client-ecs'
import { connect, withVirtualTime } from '../src/aws-sdk/index.ts'
import { Simulation } from '../src/index.ts'
import { type Effort, type Figures, family } from './family.ts'
import { inAwaitedRounds } from './rounds.ts'
import { median } from './stopwatch.ts'

type Id = 'sdk-calls' | 'sdk-own-percent' | 'sdk-direct-calls' | 'sdk-wait-ms' | 'sdk-deployer-ms'

export const awsSdkRows = family<Id>({
  id: 'aws-sdk',
  rows: [
    {
      id: 'sdk-calls',
      name: 'Calls of DescribeServices a second through an SDK client',
      unit: '/s',
      kind: 'rate',
      bar: null,
    },
    {
      id: 'sdk-own-percent',
      name: "Of their time is the SDK's own: the same client, and an answer that is ready",
      unit: '%',
      kind: 'ratio',
      bar: null,
    },
    {
      id: 'sdk-direct-calls',
      name: 'The same call a second without the SDK',
      unit: '/s',
      kind: 'rate',
      bar: null,
    },
    {
      id: 'sdk-wait-ms',
      name: 'waitUntilServicesStable over a rollout of 10 tasks takes',
      unit: 'ms',
      kind: 'time',
      bar: null,
    },
    {
      id: 'sdk-deployer-ms',
      name: "The slowest of the deployer's stories takes, told for the first time",
      unit: 'ms',
      kind: 'time',
      bar: { atMost: 1_000 },
    },
  ],
  measure: measureAwsSdk,
})

const SIZES: Readonly<Record<Effort, { rounds: number; calls: number; rollouts: number }>> = {
  full: { rounds: 7, calls: 1_000, rollouts: 10 },
  quick: { rounds: 1, calls: 3, rollouts: 1 },
}

const INPUT = { cluster: 'prod', services: ['web'] }

/** The SDK is loaded here, so that the other families' processes stay without it. */
async function measureAwsSdk(effort: Effort): Promise<Figures<Id>> {
  // It says on stderr which versions of Node it will leave behind.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
  const { ECSClient, DescribeServicesCommand, waitUntilServicesStable } = await import('@aws-sdk/client-ecs')
  const { rounds, calls, rollouts } = SIZES[effort]
  // First of all: a unit test finds nothing warm either.
  const slowestMs = Math.max(...(await storyMs()))
  const sim = rolling()
  const connected = connect(sim, new ECSClient({}))
  const canned = new ECSClient(await answering(connected, () => connected.send(new DescribeServicesCommand(INPUT))))
  const asking = (client: ECSClient) => async () => {
    const { services } = await client.send(new DescribeServicesCommand(INPUT))
    if (services?.[0]?.runningCount !== 10) throw new Error('This is not the answer.')
  }
  const directly = async () => {
    if (sim.ecs.describeServices(INPUT).services[0]?.runningCount !== 10) throw new Error('This is not the answer.')
  }
  const rollOut = async () => {
    sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true })
    await withVirtualTime(sim, () => waitUntilServicesStable({ client: connected, maxWaitTime: 900 }, INPUT))
  }
  const each = async (times: number, work: () => Promise<void>) =>
    median(await inAwaitedRounds(rounds, () => eachMs(times, work)))
  for (const work of [asking(connected), asking(canned), directly]) await eachMs(calls, work)
  const callMs = await each(calls, asking(connected))
  const ownMs = await each(calls, asking(canned))
  return {
    'sdk-calls': 1_000 / callMs,
    'sdk-own-percent': (100 * ownMs) / callMs,
    'sdk-direct-calls': 1_000 / (await each(calls, directly)),
    'sdk-wait-ms': await each(rollouts, rollOut),
    'sdk-deployer-ms': slowestMs,
  }
}

/** How long each story of the example's deployer takes, with its world and its clients, one after another. */
async function storyMs(): Promise<number[]> {
  const { STORIES } = await import('../examples/deployer/stories.ts')
  const times: number[] = []
  for (const { name, tell, end } of STORIES) {
    const startedMs = performance.now()
    const told = await tell()
    times.push(performance.now() - startedMs)
    if (told !== end) throw new Error(`${name} ends with '${told}', not with '${end}'.`)
  }
  return times
}

function rolling(): Simulation {
  const sim = new Simulation({ seed: 'bench' })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 5, ready: true })
  const containerDefinitions = [{ name: 'app', image: 'i', cpu: 128, memory: 256 }]
  sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions })
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 10 })
  sim.runUntil('steady', { atMost: '10m' })
  return sim
}

async function eachMs(times: number, work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now()
  for (let turn = 0; turn < times; turn++) await work()
  return (performance.now() - startedMs) / times
}

/** A configuration whose network has the bytes ready that the simulation would answer. */
async function answering(client: ECSClient, send: () => Promise<unknown>) {
  let answer: object = {}
  const recording = {
    applyToStack: (stack: ECSClient['middlewareStack']) =>
      stack.add(
        (next) => async (args) => {
          const result = await next(args)
          answer = result.response as object
          return result
        },
        { step: 'deserialize', priority: 'low', name: 'recording' },
      ),
  }
  client.middlewareStack.use(recording)
  await send()
  client.middlewareStack.remove('recording')
  const { headers } = answer as { headers: object }
  return {
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: { handle: async () => ({ response: { ...answer, headers: { ...headers } } }) } as never,
  }
}
