// `ecs-drydock/aws-sdk`: clients of the AWS SDK for JavaScript v3 whose other end is a simulation.
export type { ConnectOptions } from './arguments.ts'
export { answerWith } from './client-mock.ts'
export { connect, disconnect } from './connect.ts'
export { type AwsSdkClientClass, connectEvery } from './connect-every.ts'
export type { CallFault } from './line.ts'
export type { AwsSdkClient } from './sdk.ts'
export { type VirtualTime, type VirtualTimeOptions, withVirtualTime } from './virtual-time/with-virtual-time.ts'
