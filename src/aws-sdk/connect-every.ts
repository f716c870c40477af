// What about code that makes its clients itself? Each client of a class is connected when it is first used.
import { type Simulation, UsageError } from '../index.ts'
import { type ConnectOptions, checkedOptions, checkedSimulation } from './arguments.ts'
import { connect, disconnect, isConnected } from './connect.ts'
import type { AwsSdkClient } from './sdk.ts'

/** Such as ECSClient. */
export interface AwsSdkClientClass {
  readonly prototype: AwsSdkClient
}

const connected = new WeakSet<object>()

/**
 * Connects every client of a class, made before or hereafter, when it is first used. One that `connect` has connected by itself stays where
 * it is.
 *
 * ```ts
 * const release = connectEvery(sim, ECSClient)
 * ```
 * @returns a function that makes them ordinary clients again
 * @throws UsageError for something else than a client's class, or one that is connected already
 */
export function connectEvery(
  sim: Simulation,
  clientClass: AwsSdkClientClass,
  options: ConnectOptions = {},
): () => void {
  checkedSimulation(sim, 'connectEvery')
  checkedOptions(options, 'connectEvery')
  checkClass(clientClass)
  const { prototype } = clientClass
  const own = Object.getOwnPropertyDescriptor(prototype, 'send')
  const original: (...args: never[]) => unknown = prototype.send
  const clients = new Set<AwsSdkClient>()
  prototype.send = function send(this: AwsSdkClient, ...args: never[]) {
    if (!isConnected(this)) {
      connect(sim, this, options)
      clients.add(this)
    }
    return original.apply(this, args)
  }
  connected.add(prototype)
  return () => {
    if (own === undefined) delete (prototype as { send?: unknown }).send
    else Object.defineProperty(prototype, 'send', own)
    connected.delete(prototype)
    for (const client of clients) disconnect(client)
    clients.clear()
  }
}

function checkClass(clientClass: AwsSdkClientClass): void {
  const isClass = typeof clientClass?.prototype?.send === 'function'
  if (isClass && !connected.has(clientClass.prototype)) return
  const expected = "the class of an SDK's clients, such as ECSClient, that is not connected"
  const found = isClass ? 'one that is connected already' : typeof clientClass
  throw new UsageError(`connectEvery: expected ${expected}, found ${found}.`, { path: 'clientClass', expected, found })
}
