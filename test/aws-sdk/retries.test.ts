// What does the SDK do when the line to the service is bad, and does it do anything twice?
import {
  CreateServiceCommand,
  DescribeClustersCommand,
  InvalidParameterException,
  ListClustersCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs'
import {
  CreateTargetGroupCommand,
  DuplicateTargetGroupNameException,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { expect, test } from 'vitest'
import { type CallFault, connect, withVirtualTime } from '../../src/aws-sdk/index.ts'
import { ecsOf, fleet, refusalOf } from '../support/aws-sdk.ts'

type Fault = 'throttled' | 'unavailable' | 'answer-lost'
/** Attempts meet these, one after the other. */
const meeting =
  (...faults: readonly (Fault | undefined)[]) =>
  ({ nth }: CallFault) =>
    faults[nth - 1]
const task = { cluster: 'prod', taskDefinition: 'web' }

test.each<Fault>(['throttled', 'unavailable', 'answer-lost'])(
  '%s twice: the third attempt brings the answer',
  async (fault) => {
    const sim = fleet()
    const asked: string[] = []
    const ecs = ecsOf(sim, {
      fault: ({ serviceId, operation, input, nth }) => {
        asked.push(`${nth} ${serviceId} ${operation} ${JSON.stringify(input)}`)
        return nth < 3 ? fault : undefined
      },
    })
    const { $metadata, clusters } = await withVirtualTime(sim, () =>
      ecs.send(new DescribeClustersCommand({ clusters: ['prod'] })),
    )
    expect([clusters?.length, $metadata.attempts]).toEqual([1, 3])
    expect($metadata.totalRetryDelay).toBeGreaterThan(0)
    expect(asked).toEqual([1, 2, 3].map((nth) => `${nth} ECS DescribeClusters {"clusters":["prod"]}`))
  },
)

test('three times is once too often: the error is the last one', async () => {
  const sim = fleet()
  const ecs = ecsOf(sim, { fault: () => 'throttled' })
  const error = await refusalOf(withVirtualTime(sim, () => ecs.send(new ListClustersCommand({}))))
  expect(error).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded', $metadata: { attempts: 3 } })
})

test('a Query service that is unavailable', async () => {
  const sim = fleet()
  const elbv2 = connect(sim, new ElasticLoadBalancingV2Client({ maxAttempts: 1 }), { fault: () => 'unavailable' })
  const error = await refusalOf(
    elbv2.send(new CreateTargetGroupCommand({ Name: 'g', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' })),
  )
  expect(error).toMatchObject({ name: 'ServiceUnavailable', $fault: 'server', $metadata: { httpStatusCode: 503 } })
  expect(sim.elbv2.describeTargetGroups().TargetGroups).toEqual([])
})

test('RunTask whose answer is lost runs once: the SDK repeats its token', async () => {
  const sim = fleet()
  const ecs = ecsOf(sim, { fault: meeting('answer-lost', 'answer-lost') })
  const { tasks, $metadata } = await withVirtualTime(sim, () => ecs.send(new RunTaskCommand(task)))
  expect($metadata.attempts).toBe(3)
  expect(sim.ecs.listTasks({ cluster: 'prod' }).taskArns).toEqual([tasks![0]!.taskArn])
})

test('a token of one call is no token of another, whatever befalls them', async () => {
  const sim = fleet()
  const ecs = ecsOf(sim, { fault: meeting('throttled', 'throttled', undefined, 'answer-lost') })
  await withVirtualTime(sim, () => Promise.all([1, 2, 3].map(() => ecs.send(new RunTaskCommand(task)))))
  expect(sim.ecs.listTasks({ cluster: 'prod' }).taskArns).toHaveLength(3)
})

test('a token of the caller reaches the simulation as it is', async () => {
  const sim = fleet()
  const ecs = ecsOf(sim, { fault: meeting('answer-lost') })
  const service = { cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 1, clientToken: 'mine' }
  const { $metadata } = await withVirtualTime(sim, () => ecs.send(new CreateServiceCommand(service)))
  expect($metadata.attempts).toBe(2)
  const created = sim.journal.filter(({ kind, id }) => kind === 'command' && id === 'ecs.createService')
  expect(created).toMatchObject([{ set: { input: { clientToken: 'mine' } } }])
})

test('what has no token meets its own effect, as with AWS', async () => {
  const sim = fleet()
  const ecs = ecsOf(sim, { fault: meeting('answer-lost') })
  const service = { cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 }
  const error = await refusalOf(withVirtualTime(sim, () => ecs.send(new CreateServiceCommand(service))))
  expect(error).toBeInstanceOf(InvalidParameterException)
  const elbv2 = connect(sim, new ElasticLoadBalancingV2Client({}), { fault: meeting(undefined, 'answer-lost') })
  const group = (Port: number) =>
    elbv2.send(new CreateTargetGroupCommand({ Name: 'g', Protocol: 'HTTP', Port, VpcId: 'vpc-1' }))
  await group(80)
  expect(await refusalOf(group(81))).toBeInstanceOf(DuplicateTargetGroupNameException)
})
