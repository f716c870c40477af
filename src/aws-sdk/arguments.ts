// Is what a user hands over something that can be connected? If not, the error says what was expected.
import { type Simulation, UsageError } from '../index.ts'
import type { CallFault, Fault } from './line.ts'
import type { AwsSdkClient, ClientInternals } from './sdk.ts'
import { checkService } from './services.ts'

export interface ConnectOptions {
  /** What goes wrong between client and service, asked before each attempt. */
  readonly fault?: ((call: CallFault) => Fault | undefined) | undefined
}

/** @throws UsageError */
export function checkedSimulation(sim: Simulation, caller: string): void {
  if (sim?.view?.realm !== undefined) return
  refuse(caller, { path: 'sim', expected: 'a Simulation', found: kindOf(sim) })
}

/** @throws UsageError for a member that is no option, and for one that is of another kind */
export function checkedOptions(options: ConnectOptions, caller: string): ConnectOptions {
  const stranger = Object.keys(options ?? {}).find((name) => name !== 'fault')
  if (typeof options !== 'object' || options === null || stranger !== undefined)
    refuse(caller, { path: 'options', expected: '{ fault }', found: stranger ?? kindOf(options) })
  const { fault } = options
  if (fault !== undefined && typeof fault !== 'function')
    refuse(caller, { path: 'options.fault', expected: 'a function', found: kindOf(fault) })
  return options
}

/** @throws UsageError */
export function checkedClient(client: AwsSdkClient): ClientInternals {
  const { config, middlewareStack } = (client ?? {}) as unknown as Partial<ClientInternals>
  checkService(config?.serviceId)
  if (config?.protocol === undefined || typeof middlewareStack?.add !== 'function')
    refuse('connect', {
      path: 'client',
      expected: 'a client of a version of the AWS SDK v3 that has schemas',
      found: 'one that has none',
      advice: ' Update the package @aws-sdk/client-….',
    })
  if (Object.isFrozen(config) || Object.isFrozen(client))
    refuse('connect', { path: 'client', expected: 'a client that can be changed', found: 'one that is frozen' })
  return client as unknown as ClientInternals
}

interface Problem {
  readonly path: string
  readonly expected: string
  readonly found: string
  readonly advice?: string
}

function refuse(caller: string, { path, expected, found, advice = '' }: Problem): never {
  throw new UsageError(`${caller}: ${path}: expected ${expected}, found ${found}.${advice}`, { path, expected, found })
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  return typeof value === 'string' ? JSON.stringify(value) : `something else (${typeof value})`
}
