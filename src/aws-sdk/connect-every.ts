// What about code that makes its clients itself? Each client of a class is connected when it is first used.
import { type Simulation, UsageError } from '../index.ts'
import { type ConnectOptions, checkedOptions, checkedSimulation } from './arguments.ts'
import { connect, connectionOf, disconnect, isConnected } from './connect.ts'
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
  const clients = new Map<AwsSdkClient, object | undefined>()
  let isReleased = false
  function send(this: AwsSdkClient, ...args: never[]) {
    if (!isReleased && !isConnected(this)) clients.set(this, connectionOf(connect(sim, this, options)))
    return original.apply(this, args)
  }
  prototype.send = send
  connected.add(prototype)
  return () => {
    if (isReleased) return
    isReleased = true
    connected.delete(prototype)
    // Whoever has wrapped it since, such as a mock, calls it: then it passes on.
    if (prototype.send === send) putBack(prototype, own)
    for (const [client, connection] of clients) if (connectionOf(client) === connection) disconnect(client)
    clients.clear()
  }
}

function putBack(prototype: object, own: PropertyDescriptor | undefined): void {
  if (own === undefined) Reflect.deleteProperty(prototype, 'send')
  else Object.defineProperty(prototype, 'send', own)
}

function checkClass(clientClass: AwsSdkClientClass): void {
  const isClass = typeof clientClass?.prototype?.send === 'function'
  if (isClass && !connected.has(clientClass.prototype)) return
  const expected = "the class of an SDK's clients, such as ECSClient, that is not connected"
  const found = isClass ? 'one that is connected already' : typeof clientClass
  throw new UsageError(`connectEvery: expected ${expected}, found ${found}.`, { path: 'clientClass', expected, found })
}
