// Does a client of the SDK behave in a simulation as it does with AWS?

import {
  ApplicationAutoScalingClient,
  GetPredictiveScalingForecastCommand,
} from '@aws-sdk/client-application-auto-scaling'
import { AutoScalingClient, LaunchInstancesCommand } from '@aws-sdk/client-auto-scaling'
import { CloudWatchClient, PutAnomalyDetectorCommand, PutMetricStreamCommand } from '@aws-sdk/client-cloudwatch'
import {
  ClusterNotFoundException,
  CreateClusterCommand,
  CreateDaemonCommand,
  CreateTaskSetCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  DiscoverPollEndpointCommand,
  ECS,
  ECSClient,
  ECSServiceException,
  InvalidParameterException,
  ListClustersCommand,
  ListTasksCommand,
  paginateListTasks,
  RunTaskCommand,
  ServiceNotFoundException,
  SubmitTaskStateChangeCommand,
  UnsupportedFeatureException,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import {
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2ServiceException,
  paginateDescribeTargetGroups,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { type AwsSdkClient, connect, connectEvery, disconnect } from '../../src/aws-sdk/index.ts'
import { Simulation, UsageError } from '../../src/index.ts'
import { ecsOf, elbv2Of, fleet, refusalOf } from '../support/aws-sdk.ts'

describe('answers', () => {
  test('are those of the simulation, with Dates and metadata', async () => {
    const sim = fleet()
    const { tasks, $metadata } = await ecsOf(sim).send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' }))
    const [task] = sim.ecs.describeTasks({ cluster: 'prod', tasks: [tasks![0]!.taskArn!] }).tasks
    expect(tasks).toEqual([task])
    expect(tasks![0]!.createdAt).toBeInstanceOf(Date)
    expect($metadata).toMatchObject({
      httpStatusCode: 200,
      attempts: 1,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  test('come from Elastic Load Balancing through its XML', async () => {
    const sim = fleet()
    const input = { Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', Matcher: { HttpCode: '200-299' } } as const
    const { TargetGroups } = await elbv2Of(sim).send(new CreateTargetGroupCommand(input))
    expect(TargetGroups).toEqual(sim.elbv2.describeTargetGroups().TargetGroups)
    expect(TargetGroups).toMatchObject([{ Port: 80, HealthCheckEnabled: true, LoadBalancerArns: [] }])
  })

  test('tell who is calling', async () => {
    const sim = new Simulation({ accountId: '210987654321' })
    const { Account, Arn } = await connect(sim, new STSClient({})).send(new GetCallerIdentityCommand({}))
    expect([Account, Arn]).toEqual(['210987654321', 'arn:aws:iam::210987654321:user/ecs-drydock'])
  })

  test('reach callbacks and the aggregated client', async () => {
    const sim = fleet()
    const ecs = connect(sim, new ECS({}))
    expect((await ecs.listClusters()).clusterArns).toHaveLength(1)
    const told = await new Promise((resolve) =>
      ecs.listClusters({}, (_, answer) => resolve(answer?.clusterArns?.length)),
    )
    expect(told).toBe(1)
  })

  test('pass through what the user put into the stack, which sees signed requests', async () => {
    const sim = fleet()
    const ecs = ecsOf(sim)
    const seen: unknown[] = []
    ecs.middlewareStack.add(
      (next) => async (args) => {
        const { headers, body } = args.request as { headers: Record<string, string>; body: Uint8Array }
        seen.push(headers['x-amz-target'], headers.authorization?.split(' ')[0], new TextDecoder().decode(body))
        return next(args)
      },
      { step: 'finalizeRequest', priority: 'low', name: 'spy' },
    )
    await ecs.send(new DescribeClustersCommand({ clusters: ['prod'] }))
    expect(seen).toEqual([
      'AmazonEC2ContainerServiceV20141113.DescribeClusters',
      'AWS4-HMAC-SHA256',
      '{"clusters":["prod"]}',
    ])
  })
})

test('a middleware that stands last of all sees the answer as it came', async () => {
  const ecs = ecsOf(fleet())
  const seen: unknown[] = []
  ecs.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const { statusCode, body } = result.response as { statusCode: number; body: Uint8Array }
      seen.push(statusCode, JSON.parse(new TextDecoder().decode(body)))
      return result
    },
    { step: 'deserialize', priority: 'low', name: 'spy' },
  )
  const { clusterArns } = await ecs.send(new ListClustersCommand({}))
  expect(seen).toEqual([200, { clusterArns }])
})

describe('errors', () => {
  test("are the SDK's own classes, with metadata, and are not tried again", async () => {
    const error = await refusalOf(ecsOf(fleet()).send(new ListTasksCommand({ cluster: 'nowhere' })))
    expect(error).toBeInstanceOf(ClusterNotFoundException)
    expect(error).toBeInstanceOf(ECSServiceException)
    expect(error).toMatchObject({ name: 'ClusterNotFoundException', message: 'Cluster not found.', $fault: 'client' })
    expect(error.$metadata).toMatchObject({ httpStatusCode: 400, attempts: 1 })
  })

  test.each([
    [new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web', count: 11 }), InvalidParameterException, /count/],
    [new RunTaskCommand({ cluster: 'prod' } as never), InvalidParameterException, /taskDefinition: expected a string/],
    [
      new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web', count: 'two' as never }),
      InvalidParameterException,
      /^count: .*two/,
    ],
    [new UpdateServiceCommand({ cluster: 'prod', service: 'web' }), ServiceNotFoundException, /Service not found/],
  ])('%# name the parameter that is wrong', async (command, exception, words) => {
    const sim = fleet()
    const entries = sim.journal.length
    const error = await refusalOf(ecsOf(sim).send(command as RunTaskCommand))
    expect(error).toBeInstanceOf(exception)
    expect(error.message).toMatch(words)
    expect(sim.journal.length).toBe(entries)
  })

  test('of the Query protocol know their old code', async () => {
    const command = new DescribeTargetHealthCommand({
      TargetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/no/0123456789abcdef',
    })
    const error = await refusalOf(elbv2Of(fleet()).send(command))
    expect(error).toBeInstanceOf(TargetGroupNotFoundException)
    expect(error).toMatchObject({ Code: 'TargetGroupNotFound', $fault: 'client', $metadata: { httpStatusCode: 400 } })
  })

  test('that the model does not know are of its base class', async () => {
    const error = await refusalOf(elbv2Of(fleet()).send(new DescribeTargetHealthCommand({} as never)))
    expect(error).toBeInstanceOf(ElasticLoadBalancingV2ServiceException)
    expect(error).toMatchObject({ name: 'ValidationError', message: expect.stringContaining('TargetGroupArn') })
  })

  test('of listeners are not dressed up', async () => {
    const sim = fleet()
    sim.on({ 'detail-type': ['ECS Task State Change'] }, () => {
      throw new RangeError('mine')
    })
    const error = await refusalOf(ecsOf(sim).send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' })))
    expect([error.constructor, error.message]).toEqual([RangeError, 'mine'])
  })
})

describe('what is not simulated', () => {
  const sim = fleet()
  test.each([
    ['ECS CreateDaemon', () => ecsOf(sim).send(new CreateDaemonCommand({} as never))],
    [
      'Auto Scaling LaunchInstances',
      () => connect(sim, new AutoScalingClient({})).send(new LaunchInstancesCommand({} as never)),
    ],
    [
      'Application Auto Scaling GetPredictiveScalingForecast',
      () =>
        connect(sim, new ApplicationAutoScalingClient({})).send(new GetPredictiveScalingForecastCommand({} as never)),
    ],
    [
      'CloudWatch PutMetricStream',
      () => connect(sim, new CloudWatchClient({})).send(new PutMetricStreamCommand({} as never)),
    ],
    ['STS GetSessionToken', () => connect(sim, new STSClient({})).send(new GetSessionTokenCommand({}))],
  ])('%s is refused by name', async (what, call) => {
    const error = await refusalOf(call())
    expect(error.name).toBe('UnsupportedFeatureException')
    expect(error.message).toBe(`${what}: ecs-drydock does not simulate this operation.`)
    expect(error.$metadata).toMatchObject({ httpStatusCode: 400 })
    if (what.startsWith('ECS')) expect(error).toBeInstanceOf(UnsupportedFeatureException)
  })

  test.each([
    ['task sets', () => ecsOf(sim).send(new CreateTaskSetCommand({} as never))],
    ['agents that are not its own', () => ecsOf(sim).send(new SubmitTaskStateChangeCommand({}))],
    ['agents that are not its own', () => ecsOf(sim).send(new DiscoverPollEndpointCommand({}))],
    [
      'anomaly detection',
      () => connect(sim, new CloudWatchClient({})).send(new PutAnomalyDetectorCommand({} as never)),
    ],
  ])('%s: refused with what is missing', async (what, call) => {
    const error = await refusalOf(call())
    expect(error.name).toBe('UnsupportedFeatureException')
    expect(error.message).toContain(`ecs-drydock does not simulate ${what}`)
  })

  test.each([
    ['another service', { config: { serviceId: 'S3' }, middlewareStack: {}, send() {} }, 'found a client of S3'],
    ['nothing', undefined, 'found something else'],
    ['an old version', { config: { serviceId: 'ECS' }, middlewareStack: { add() {} }, send() {} }, 'that has schemas'],
  ])('%s is refused at once', (_, client, words) => {
    const call = () => connect(sim, client as unknown as AwsSdkClient)
    expect(call).toThrow(UsageError)
    expect(call).toThrow(words)
  })
})

describe('many', () => {
  test('pages: 1,000 tasks', async () => {
    const sim = fleet(10)
    for (let call = 0; call < 100; call++) sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web', count: 10 })
    const client = ecsOf(sim)
    const pages: string[][] = []
    for await (const { taskArns } of paginateListTasks({ client, pageSize: 100 }, { cluster: 'prod' })) {
      const { tasks } = await client.send(new DescribeTasksCommand({ cluster: 'prod', tasks: taskArns }))
      pages.push(tasks!.map(({ taskArn }) => taskArn!))
    }
    expect(pages).toHaveLength(10)
    expect(new Set(pages.flat()).size).toBe(1_000)
  })

  test('pages of the Query protocol', async () => {
    const sim = fleet()
    for (let nth = 0; nth < 45; nth++)
      sim.elbv2.createTargetGroup({ Name: `group-${nth}`, Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' })
    const names: string[] = []
    for await (const { TargetGroups } of paginateDescribeTargetGroups({ client: elbv2Of(sim), pageSize: 20 }, {}))
      names.push(...TargetGroups!.map(({ TargetGroupName }) => TargetGroupName!))
    expect(new Set(names).size).toBe(45)
  })

  test('calls at once: each is carried out, once, in the order in which they were made', async () => {
    const sim = fleet()
    const ecs = ecsOf(sim)
    const names = Array.from({ length: 60 }, (_, nth) => `cluster-${nth}`)
    const answers = await Promise.all(names.map((clusterName) => ecs.send(new CreateClusterCommand({ clusterName }))))
    expect(answers.map(({ cluster }) => cluster?.clusterName)).toEqual(names)
    expect(sim.ecs.listClusters().clusterArns.map((arn) => arn.split('/')[1])).toEqual(['prod', ...names])
  })

  test('runs of one program: the same journal to the byte, though the SDK draws its tokens', async () => {
    const run = async () => {
      const sim = fleet()
      const ecs = ecsOf(sim)
      const command = () => new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' })
      const group = { Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' } as const
      const created = elbv2Of(sim).send(new CreateTargetGroupCommand(group))
      await Promise.all([ecs.send(command()), created, ecs.send(command())])
      sim.advance('1m')
      await ecs.send(command())
      expect(sim.ecs.listTasks({ cluster: 'prod' }).taskArns).toHaveLength(3)
      return sim.journalHash()
    }
    expect(await run()).toBe(await run())
  })

  test('clients and simulations side by side', async () => {
    const [first, second] = [
      new Simulation({ accountId: '111111111111' }),
      new Simulation({ accountId: '222222222222' }),
    ]
    const clients = [ecsOf(first), ecsOf(second), ecsOf(second)]
    await Promise.all(clients.map((ecs, nth) => ecs.send(new CreateClusterCommand({ clusterName: `c${nth}` }))))
    expect(first.ecs.listClusters().clusterArns).toEqual(['arn:aws:ecs:us-east-1:111111111111:cluster/c0'])
    expect(second.ecs.listClusters().clusterArns).toHaveLength(2)
  })
})

describe('reading', () => {
  test('leaves no trace in the journal', async () => {
    const sim = fleet()
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 2 })
    sim.elbv2.createTargetGroup({ Name: 'group', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1' })
    sim.advance('1m')
    const [before, hash] = [sim.journal.length, sim.journalHash()]
    const ecs = ecsOf(sim)
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: 'prod' }))
    const reads = [
      new DescribeTasksCommand({ cluster: 'prod', tasks: taskArns }),
      new DescribeServicesCommand({ cluster: 'prod', services: ['web'] }),
      new DescribeClustersCommand({ clusters: ['prod'] }),
      new ListClustersCommand({}),
    ]
    for (const command of reads) await ecs.send(command as ListClustersCommand)
    for await (const _ of paginateDescribeTargetGroups({ client: elbv2Of(sim) }, {}));
    await connect(sim, new STSClient({})).send(new GetCallerIdentityCommand({}))
    expect(taskArns).toHaveLength(2)
    expect([sim.journal.length, sim.journalHash()]).toEqual([before, hash])
  })
})

describe('connections', () => {
  /** A client whose network is a list of requests. */
  const wired = () => {
    const sent: unknown[] = []
    const handle = async (request: unknown) => {
      sent.push(request)
      const body = new TextEncoder().encode('{"clusterArns":["from the network"]}')
      return { response: { statusCode: 200, headers: {}, body } }
    }
    const credentials = { accessKeyId: 'mine', secretAccessKey: 'mine' }
    const requestHandler = { handle } as never
    return { sent, client: new ECSClient({ region: 'eu-west-1', credentials, requestHandler, cacheMiddleware: true }) }
  }
  const clustersOf = async (client: ECSClient) => (await client.send(new ListClustersCommand({}))).clusterArns

  test('end with disconnect: Region, credentials and network are as before', async () => {
    const { sent, client } = wired()
    expect(await clustersOf(client)).toEqual(['from the network'])
    connect(fleet(), client)
    expect(await clustersOf(client)).toEqual(['arn:aws:ecs:us-east-1:123456789012:cluster/prod'])
    expect(await client.config.region()).toBe('us-east-1')
    disconnect(client)
    disconnect(client)
    expect(await clustersOf(client)).toEqual(['from the network'])
    expect(await client.config.region()).toBe('eu-west-1')
    expect(await client.config.credentials()).toMatchObject({ accessKeyId: 'mine' })
    expect(sent).toHaveLength(2)
  })

  test('may change over to another simulation, also in a client that keeps its stacks', async () => {
    const { client } = wired()
    for (const accountId of ['111111111111', '222222222222']) {
      connect(fleet(1, { accountId }), client)
      expect(await clustersOf(client)).toEqual([`arn:aws:ecs:us-east-1:${accountId}:cluster/prod`])
    }
    await client.send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' }))
    const second = await client.send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' }))
    const { taskArns } = await client.send(new ListTasksCommand({ cluster: 'prod' }))
    expect(taskArns).toHaveLength(2)
    expect(taskArns).toContain(second.tasks![0]!.taskArn)
  })

  test('of a whole class reach clients that the code makes itself', async () => {
    const sim = fleet()
    const other = fleet(1, { accountId: '999999999999' })
    const elsewhere = ecsOf(other)
    const { client, sent } = wired()
    const release = connectEvery(sim, ECSClient)
    try {
      expect(() => connectEvery(sim, ECSClient)).toThrow('connected already')
      expect(await clustersOf(new ECSClient({}))).toEqual(['arn:aws:ecs:us-east-1:123456789012:cluster/prod'])
      expect(await clustersOf(client)).toHaveLength(1)
      expect((await new ECS({}).listClusters()).clusterArns).toHaveLength(1)
      expect(await clustersOf(elsewhere)).toEqual(['arn:aws:ecs:us-east-1:999999999999:cluster/prod'])
    } finally {
      release()
    }
    expect(sent).toEqual([])
    expect(await clustersOf(client)).toEqual(['from the network'])
    expect(() => connectEvery(sim, {} as never)).toThrow(UsageError)
  })
})
