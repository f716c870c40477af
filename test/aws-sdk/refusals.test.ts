// Is a refusal, as the code under test sees it, the one that AWS would send?
import {
  CloudWatchClient,
  CloudWatchServiceException,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  PutMetricStreamCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch'
import { ECSServiceException, RunTaskCommand } from '@aws-sdk/client-ecs'
import { AwsJson1_0Protocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols'
import { expect, test } from 'vitest'
import { type ConnectOptions, connect } from '../../src/aws-sdk/index.ts'
import { ecsOf, fleet, refusalOf } from '../support/aws-sdk.ts'

const cloudWatchOf = (options: ConnectOptions = {}) =>
  connect(fleet(), new CloudWatchClient({ maxAttempts: 1 }), options)

test.each([
  [
    'that the model knows by another name',
    new PutMetricAlarmCommand({} as never),
    'ValidationException',
    'ValidationError',
  ],
  [
    'that the model knows',
    new SetAlarmStateCommand({ AlarmName: 'no', StateValue: 'OK', StateReason: 'x' }),
    'ResourceNotFound',
    'ResourceNotFound',
  ],
  [
    'that the model does not know',
    new PutMetricStreamCommand({} as never),
    'UnsupportedFeatureException',
    'UnsupportedFeatureException',
  ],
])('CloudWatch, which once spoke Query, says the old code of an error %s', async (_, command, name, Code) => {
  const error = await refusalOf(cloudWatchOf().send(command as never))
  expect(error).toBeInstanceOf(CloudWatchServiceException)
  expect(error).toMatchObject({ name, Code, Type: 'Sender', Error: { Code, Message: error.message } })
})

test('CloudWatch that is unavailable says whose fault it is', async () => {
  const error = await refusalOf(cloudWatchOf({ fault: () => 'unavailable' }).send(new DescribeAlarmsCommand({})))
  expect(error).toMatchObject({ name: 'ServiceUnavailable', $fault: 'server', Type: 'Receiver' })
})

const period = { Namespace: 'N', MetricName: 'M', Period: 60 }
test.each([
  ['a text for an instant', '2026-01-01', /^StartTime: expected a Date, found "2026-01-01"\.$/],
  ['an invalid Date', new Date('soon'), /not valid JSON/],
])('%s is a request that cannot be read', async (_, StartTime, words) => {
  const input = { ...period, StartTime: StartTime as Date, EndTime: new Date(0) }
  const error = await refusalOf(cloudWatchOf().send(new GetMetricStatisticsCommand(input)))
  expect(error).toBeInstanceOf(CloudWatchServiceException)
  expect(error).toMatchObject({ name: 'SerializationException', $metadata: { httpStatusCode: 400, attempts: 1 } })
  expect(error.message).toMatch(words)
})

test.each([
  ['JSON', {}, '{"cluster":'],
  ['CBOR', { protocol: AwsSmithyRpcV2CborProtocol as never }, new Uint8Array([0xa1, 0x61])],
])('a body that is no %s is a request that cannot be read', async (_, config, body) => {
  const sim = fleet()
  const entries = sim.journal.length
  const ecs = ecsOf(sim, {}, config)
  const breaking = (request: unknown) => Object.assign(request as object, { body })
  ecs.middlewareStack.add((next) => (args) => next({ ...args, request: breaking(args.request) }), { step: 'build' })
  const error = await refusalOf(ecs.send(new RunTaskCommand({ taskDefinition: 'web' })))
  expect(error).toBeInstanceOf(ECSServiceException)
  expect(error).toMatchObject({ name: 'SerializationException', $metadata: { requestId: expect.any(String) } })
  expect(sim.journal.length).toBe(entries)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s reaches CloudWatch', async (Value) => {
  for (const protocol of [AwsSmithyRpcV2CborProtocol, AwsJson1_0Protocol]) {
    const cloudWatch = connect(fleet(), new CloudWatchClient({ protocol: protocol as never }))
    const command = new PutMetricDataCommand({ Namespace: 'N', MetricData: [{ MetricName: 'M', Value }] })
    expect((await refusalOf(cloudWatch.send(command))).message).toContain(`found ${Value}`)
  }
})
