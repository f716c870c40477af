// How does an AWS SDK client come to talk to a simulation? Two middlewares, at the two ends of its own stack: everything
// between them (validation, serialisers, retries, signing, deserialisers, what the user put in) is as with AWS.
import { type Simulation, UsageError } from '../index.ts'
import { type CallFault, Line } from './line.ts'
import type { AwsSdkClient, ClientInternals, Config } from './sdk.ts'
import { checkService } from './services.ts'

export interface ConnectOptions {
  /** What goes wrong between client and service, asked before each attempt. */
  readonly fault?: ((call: CallFault) => 'throttled' | 'unavailable' | 'answer-lost' | undefined) | undefined
}

const FIRST = 'ecsDrydockDeparture'
const LAST = 'ecsDrydockArrival'

/** What would ask the machine: its environment, its files, its network. */
type Worldly = Pick<Config, 'region' | 'useFipsEndpoint' | 'credentials' | 'requestHandler'>

/** What each client had before, to be put back. */
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
 * CloudWatch or STS, of a version of the SDK that has schemas
 */
export function connect<Client extends AwsSdkClient>(
  sim: Simulation,
  client: Client,
  options: ConnectOptions = {},
): Client {
  const internals = internalsOf(client)
  disconnect(client)
  const { config, middlewareStack } = internals
  const line = new Line(sim, config, options.fault)
  const { region, useFipsEndpoint, credentials, requestHandler } = config
  connections.set(client, { region, useFipsEndpoint, credentials, requestHandler })
  Object.assign(config, {
    region: async () => sim.view.realm.region,
    useFipsEndpoint: async () => false,
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
const FROM_FILES = ['maxAttempts', 'retryMode', 'useDualstackEndpoint', 'userAgentAppId'] as const

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
  const before = connections.get(client)
  if (before === undefined) return
  connections.delete(client)
  const internals = internalsOf(client)
  Object.assign(internals.config, before)
  internals.middlewareStack.remove(FIRST)
  internals.middlewareStack.remove(LAST)
  delete internals.handlers
}

export function isConnected(client: object): boolean {
  return connections.has(client)
}

function internalsOf(client: AwsSdkClient): ClientInternals {
  const { config, middlewareStack } = (client ?? {}) as unknown as Partial<ClientInternals>
  checkService(config?.serviceId)
  if (config?.protocol !== undefined && typeof middlewareStack?.add === 'function')
    return client as unknown as ClientInternals
  const expected = 'a client of a version of the AWS SDK v3 that has schemas'
  const found = 'one that has none'
  throw new UsageError(`connect: expected ${expected}, found ${found}. Update the package @aws-sdk/client-….`, {
    path: 'client',
    expected,
    found,
  })
}
