// How does a suite that has aws-sdk-client-mock already get a simulation behind its mocks?
import type { Simulation } from '../index.ts'
import { type ConnectOptions, checkedOptions, checkedSimulation } from './arguments.ts'
import { connect, isConnected } from './connect.ts'
import type { AwsSdkClient } from './sdk.ts'

interface Command {
  resolveMiddleware(
    stack: unknown,
    config: unknown,
    options?: unknown,
  ): (command: unknown) => Promise<{ output: unknown }>
}

/**
 * What a mocked `send` is to do: answer from the simulation, through the client's own middlewares. Answers that the suite gives to
 * particular commands go before it.
 *
 * ```ts
 * const ecsMock = mockClient(ECSClient)
 * ecsMock.send.callsFake(answerWith(sim))
 * ecsMock.on(RunTaskCommand).rejects('not today')
 * ```
 */
export function answerWith(
  sim: Simulation,
  options: ConnectOptions = {},
): (...args: readonly unknown[]) => Promise<never> {
  checkedSimulation(sim, 'answerWith')
  checkedOptions(options, 'answerWith')
  const answered = new WeakSet<object>()
  async function answer(client: AwsSdkClient, command: Command, sendOptions: unknown): Promise<unknown> {
    if (!answered.has(client) || !isConnected(client)) connect(sim, client, options)
    answered.add(client)
    const handler = command.resolveMiddleware(client.middlewareStack, client.config, sendOptions)
    return (await handler(command)).output
  }
  return function send(this: unknown, command: unknown, ...rest: readonly unknown[]): Promise<never> {
    const callback = rest.find((argument) => typeof argument === 'function') as Callback | undefined
    const sendOptions = typeof rest[0] === 'function' ? undefined : rest[0]
    const output = answer(this as AwsSdkClient, command as Command, sendOptions)
    // The suite's types speak of the command's own output.
    return (callback === undefined ? output : called(callback, output)) as Promise<never>
  }
}

type Callback = (error: unknown, output?: unknown) => void

/** Whoever gives a callback gets no promise, and what it throws is nobody's: so does the SDK. */
function called(callback: Callback, promised: Promise<unknown>): undefined {
  promised
    .then(
      (output) => callback(null, output),
      (error) => callback(error),
    )
    .catch(() => {})
  return undefined
}
