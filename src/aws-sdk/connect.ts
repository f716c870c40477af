// How does an AWS SDK client come to talk to a simulation? Two middlewares, at the two ends of its own stack: everything
// between them (validation, serialisers, retries, signing, deserialisers, what the user put in) is as with AWS.
import type { Simulation } from '../index.ts'
import { type ConnectOptions, checkedClient, checkedOptions, checkedSimulation } from './arguments.ts'
import { Line } from './line.ts'
import type { AwsSdkClient, ClientInternals, Config } from './sdk.ts'

const FIRST = 'ecsDrydockDeparture'
const LAST = 'ecsDrydockArrival'

/** What would ask the machine (its environment, its files, its network), and where the requests go. */
const WORLDLY = [
  'region',
  'endpoint',
  'isCustomEndpoint',
  'serviceConfiguredEndpoint',
  'useFipsEndpoint',
  'useDualstackEndpoint',
  'credentials',
  'requestHandler',
] as const
type Worldly = Pick<Config, (typeof WORLDLY)[number]>

/** What each client had before, to be put back: by its configuration, which a client shares with the proxies around it. */
const connections = new WeakMap<object, Worldly>()

/**
 * Lets a client of the AWS SDK v3 end in a simulation: no network, no credentials, and no change to the code that uses it. A client that is
 * connected already changes over.
 *
 * ```ts
 * const ecs = connect(sim, new ECSClient({}))
 * await ecs.send(new DescribeClustersCommand({}))
 * ```
 * @returns the same client
 * @throws UsageError for something else than a client of ECS, Elastic Load Balancing v2, Application Auto Scaling, Auto Scaling,
 * CloudWatch or STS, of a version of the SDK that has schemas, whose configuration is not frozen
 */
export function connect<Client extends AwsSdkClient>(
  sim: Simulation,
  client: Client,
  options: ConnectOptions = {},
): Client {
  checkedSimulation(sim, 'connect')
  const { fault } = checkedOptions(options, 'connect')
  const internals = checkedClient(client)
  disconnect(client)
  const { config, middlewareStack } = internals
  const line = new Line(sim, config, fault)
  connections.set(config, Object.fromEntries(WORLDLY.map((name) => [name, config[name]])) as unknown as Worldly)
  Object.assign(config, {
    region: async () => sim.view.realm.region,
    endpoint: undefined,
    isCustomEndpoint: false,
    serviceConfiguredEndpoint: async () => undefined,
    useFipsEndpoint: async () => false,
    useDualstackEndpoint: async () => false,
    credentials: async () => ({ accessKeyId: 'AKIADRYDOCK000000000', secretAccessKey: 'not-a-secret' }),
    requestHandler: line.requestHandler,
  } satisfies Worldly)
  middlewareStack.add(line.departure, { step: 'initialize', priority: 'high', name: FIRST, override: true })
  middlewareStack.add(line.arrival, { step: 'deserialize', priority: 'low', name: LAST, override: true })
  delete internals.handlers
  readSettings(config)
  return client
}

/** Settings that the SDK takes from the machine's files, which it reads once for all clients. */
const FROM_FILES = ['maxAttempts', 'retryMode', 'userAgentAppId'] as const

/** Asked now they are there when the first calls are made, which then come in the order in which they are made. */
function readSettings(config: Config): void {
  for (const name of FROM_FILES) {
    const setting = (config as unknown as Readonly<Record<string, unknown>>)[name]
    // Whoever cannot be asked says so to the call that needs it.
    if (typeof setting === 'function') Promise.resolve(setting()).catch(() => {})
  }
}

/** Makes it an ordinary client again, with its own Region, credentials and network. Nothing happens to one that is not connected. */
export function disconnect(client: AwsSdkClient): void {
  if (!isConnected(client)) return
  const internals = client as unknown as ClientInternals
  Object.assign(internals.config, connections.get(internals.config))
  connections.delete(internals.config)
  internals.middlewareStack.remove(FIRST)
  internals.middlewareStack.remove(LAST)
  delete internals.handlers
}

export function isConnected(client: AwsSdkClient): boolean {
  return connectionOf(client) !== undefined
}

/** Another whenever it changes over. */
export function connectionOf(client: AwsSdkClient): object | undefined {
  return connections.get(client?.config)
}
