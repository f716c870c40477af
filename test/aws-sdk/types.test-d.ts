// Does every operation fit the SDK's types, and do the SDK's clients fit ours? Nothing here runs: `tsc` is the judge.
//
// Whoever adds an operation to a room has it compared here without a further line.

import * as applicationAutoScaling from '@aws-sdk/client-application-auto-scaling'
import * as autoScaling from '@aws-sdk/client-auto-scaling'
import * as cloudWatch from '@aws-sdk/client-cloudwatch'
import * as ecs from '@aws-sdk/client-ecs'
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2'
import { GetCallerIdentityCommand, type GetCallerIdentityCommandOutput, STSClient } from '@aws-sdk/client-sts'
import { mockClient } from 'aws-sdk-client-mock'
import { answerWith, connect, connectEvery, disconnect, withVirtualTime } from '../../src/aws-sdk/index.ts'
import type { ApplicationAutoScaling, AutoScaling, CloudWatch, Ecs, Elbv2, Simulation } from '../../src/index.ts'

// ── operations ──

/** The command of an operation, by its name in the SDK's package. */
type CommandOf<Sdk, Name> = Name extends string
  ? `${Capitalize<Name>}Command` extends keyof Sdk
    ? Sdk[`${Capitalize<Name>}Command`]
    : never
  : never
type InputOf<Command> = Command extends abstract new (...args: infer Args) => unknown ? NonNullable<Args[0]> : never
type OutputOf<Command> = Command extends abstract new (
  ...args: never[]
) => { resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }> }
  ? Omit<Output, '$metadata'>
  : never
type Operation = (input: never) => unknown

/** Without what is refused as a whole, which is any JSON here and a structure there: nothing else may be null. */
type Known<T> = null extends T
  ? // biome-ignore lint/suspicious/noExplicitAny: it fits whatever the SDK says
    any
  : T extends Date
    ? T
    : T extends readonly (infer Item)[]
      ? Known<Item>[]
      : T extends object
        ? { [Member in keyof T]: Known<T[Member]> }
        : T

/** Operations of a room that no command of the package carries. */
type WithoutCommand<Room, Sdk> = {
  [Name in keyof Room]: [CommandOf<Sdk, Name>] extends [never] ? Name : never
}[keyof Room]

/** Operations that would not take what a command carries. */
type TakesLess<Room, Sdk> = {
  [Name in keyof Room]: Room[Name] extends Operation
    ? Known<InputOf<CommandOf<Sdk, Name>>> extends Known<NonNullable<Parameters<Room[Name]>[0]>>
      ? never
      : Name
    : Name
}[keyof Room]

/** Operations whose answer is not what the SDK promises of it. */
type AnswersOtherwise<Room, Sdk> = {
  [Name in keyof Room]: Room[Name] extends Operation
    ? Known<ReturnType<Room[Name]>> extends OutputOf<CommandOf<Sdk, Name>>
      ? never
      : Name
    : Name
}[keyof Room]

type None<Names> = [Names] extends [never] ? true : Names
export const fits: readonly true[] = [
  true satisfies None<WithoutCommand<Ecs, typeof ecs>>,
  true satisfies None<TakesLess<Ecs, typeof ecs>>,
  true satisfies None<AnswersOtherwise<Ecs, typeof ecs>>,
  true satisfies None<WithoutCommand<Elbv2, typeof elbv2>>,
  true satisfies None<TakesLess<Elbv2, typeof elbv2>>,
  true satisfies None<AnswersOtherwise<Elbv2, typeof elbv2>>,
  true satisfies None<WithoutCommand<ApplicationAutoScaling, typeof applicationAutoScaling>>,
  true satisfies None<TakesLess<ApplicationAutoScaling, typeof applicationAutoScaling>>,
  true satisfies None<AnswersOtherwise<ApplicationAutoScaling, typeof applicationAutoScaling>>,
  true satisfies None<WithoutCommand<AutoScaling, typeof autoScaling>>,
  true satisfies None<TakesLess<AutoScaling, typeof autoScaling>>,
  true satisfies None<AnswersOtherwise<AutoScaling, typeof autoScaling>>,
  true satisfies None<WithoutCommand<CloudWatch, typeof cloudWatch>>,
  true satisfies None<TakesLess<CloudWatch, typeof cloudWatch>>,
  true satisfies None<AnswersOtherwise<CloudWatch, typeof cloudWatch>>,
]

/** The comparison finds what does not fit. */
interface Wrong {
  listTasks(input: { readonly cluster: number }): { taskArns: string[] }
  listClusters(input: { readonly maxResults?: number | undefined }): { clusterArns: number[] }
  listUnicorns(input: object): object
}
export const finds = [
  'listUnicorns' satisfies WithoutCommand<Wrong, typeof ecs>,
  'listTasks' satisfies TakesLess<Pick<Wrong, 'listTasks'>, typeof ecs>,
  'listClusters' satisfies AnswersOtherwise<Pick<Wrong, 'listTasks' | 'listClusters'>, typeof ecs>,
  // @ts-expect-error an operation that fits is not found
  'listTasks' satisfies AnswersOtherwise<Pick<Wrong, 'listTasks' | 'listClusters'>, typeof ecs>,
]

// ── clients ──

export async function clients(sim: Simulation): Promise<void> {
  const client: ecs.ECSClient = connect(sim, new ecs.ECSClient({}))
  connect(sim, new ecs.ECS({}), {
    fault: ({ operation, nth }) => (operation === 'RunTask' && nth === 1 ? 'answer-lost' : undefined),
  })
  connect(sim, new elbv2.ElasticLoadBalancingV2Client({}))
  connect(sim, new autoScaling.AutoScalingClient({}))
  connect(sim, new applicationAutoScaling.ApplicationAutoScalingClient({}))
  connect(sim, new cloudWatch.CloudWatchClient({}))
  const identity: GetCallerIdentityCommandOutput = await connect(sim, new STSClient({})).send(
    new GetCallerIdentityCommand(),
  )
  const release: () => void = connectEvery(sim, autoScaling.AutoScaling)
  // @ts-expect-error what is no client
  connect(sim, {})
  // @ts-expect-error what is no fault
  connect(sim, client, { fault: () => 'on fire' })
  disconnect(client)
  release()
  mockClient(ecs.ECSClient).send.callsFake(answerWith(sim))
  const account: string | undefined = await withVirtualTime(sim, async (time) => {
    await time.advance('1m')
    return identity.Account
  })
  console.log(account)
}
