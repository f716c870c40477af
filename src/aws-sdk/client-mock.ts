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
  return async function answer(this: unknown, ...[command, sendOptions]: readonly unknown[]): Promise<never> {
    const client = this as AwsSdkClient
    if (!answered.has(client) || !isConnected(client)) connect(sim, client, options)
    answered.add(client)
    const handler = (command as Command).resolveMiddleware(client.middlewareStack, client.config, sendOptions)
    // The suite's types speak of the command's own output.
    return (await handler(command)).output as never
  }
}
