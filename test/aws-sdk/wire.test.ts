// Do request and answer survive the way through each protocol, there and back?
import {
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  InvalidParameterException,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs'
import { CreateRuleCommand, DescribeRulesCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  AwsJson1_0Protocol,
  AwsJson1_1Protocol,
  AwsQueryProtocol,
  AwsSmithyRpcV2CborProtocol,
  AwsSmithyRpcV2JsonProtocol,
} from '@aws-sdk/core/protocols'
import { fc } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { connect } from '../../src/aws-sdk/index.ts'
import { inputFromForm } from '../../src/aws-sdk/wire/form.ts'
import { xmlOfOutput } from '../../src/aws-sdk/wire/xml.ts'
import { ecsOf, elbv2Of, fleet, refusalOf } from '../support/aws-sdk.ts'

const PROTOCOLS = {
  AwsJson1_0Protocol,
  AwsJson1_1Protocol,
  AwsQueryProtocol,
  AwsSmithyRpcV2CborProtocol,
  AwsSmithyRpcV2JsonProtocol,
}
const NAMES = Object.keys(PROTOCOLS) as (keyof typeof PROTOCOLS)[]
const speaking = (protocol: keyof typeof PROTOCOLS) => new ECSClient({ protocol: PROTOCOLS[protocol] as never })

describe.each(NAMES)('%s', (protocol) => {
  test('says what the simulation says', async () => {
    const sim = fleet()
    const ecs = connect(sim, speaking(protocol))
    const input = {
      cluster: 'prod',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 2,
      deploymentConfiguration: { maximumPercent: 150, deploymentCircuitBreaker: { enable: true, rollback: false } },
      placementStrategy: [{ type: 'spread', field: 'instanceId' }],
      tags: [
        { key: 'a', value: '' },
        { key: 'b', value: '1 < 2 & 3' },
      ],
    } as const
    const { service } = await ecs.send(
      new CreateServiceCommand({ ...input, placementStrategy: [...input.placementStrategy], tags: [...input.tags] }),
    )
    expect(service).toEqual(
      sim.ecs.describeServices({ cluster: 'prod', services: ['web'], include: ['TAGS'] }).services[0],
    )
    const { cluster: _, taskDefinition, ...kept } = input
    expect(service).toMatchObject({
      ...kept,
      taskDefinition: expect.stringMatching(`:task-definition/${taskDefinition}:1$`),
    })
    sim.advance('1m')
    const described = await ecs.send(new DescribeServicesCommand({ cluster: 'prod', services: ['web'] }))
    expect(described.services).toEqual(sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services)
    expect(described.services![0]!.events![0]!.createdAt).toBeInstanceOf(Date)
    const run = await ecs.send(new RunTaskCommand({ cluster: 'prod', taskDefinition: 'web' }))
    expect(run.tasks).toEqual(sim.ecs.describeTasks({ cluster: 'prod', tasks: [run.tasks![0]!.taskArn!] }).tasks)
  })

  test('carries instants to the simulation, and refusals back', async () => {
    const sim = fleet()
    const ecs = connect(sim, speaking(protocol))
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 })
    sim.advance('1m')
    const since = (after: Date) =>
      ecs.send(new ListServiceDeploymentsCommand({ cluster: 'prod', service: 'web', createdAt: { after } }))
    expect((await since(new Date('2026-01-05T08:59:59.250Z'))).serviceDeployments).toHaveLength(1)
    expect((await since(new Date('2026-01-05T09:00:59.750Z'))).serviceDeployments).toHaveLength(0)
    const refusal = await refusalOf(ecs.send(new ListTasksCommand({ cluster: 'prod', maxResults: 0 })))
    expect(refusal).toBeInstanceOf(InvalidParameterException)
    expect(refusal.message).toContain('maxResults')
  })
})

/** Any text that XML can hold. Blanks alone may be its layout. */
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .map((value) => value.replace(/[^\t\n\r\P{C}]/gu, ''))
  .filter((value) => value.trim() !== '' && value !== '__proto__')

test.each(['AwsQueryProtocol', 'AwsSmithyRpcV2CborProtocol', 'AwsJson1_1Protocol'] as const)(
  '%s loses no text',
  async (protocol) => {
    const sim = fleet()
    const ecs = connect(sim, speaking(protocol))
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(text, text, { minKeys: 1, maxKeys: 4 }),
        fc.array(fc.oneof(text, fc.constant('two\r\nlines\r'), fc.constant(' "a" ')), { maxLength: 3 }),
        async (dockerLabels, command) => {
          const container = { name: 'c', image: 'i', memory: 128, dockerLabels, command }
          const { taskDefinition } = await ecs.send(
            new RegisterTaskDefinitionCommand({ family: 'f', containerDefinitions: [container] }),
          )
          expect(taskDefinition?.containerDefinitions).toMatchObject([{ dockerLabels, command }])
        },
      ),
      { numRuns: 40 },
    )
  },
)

test('the Query protocol of Elastic Load Balancing carries lists within lists', async () => {
  const sim = fleet()
  const { LoadBalancerArn } = sim.elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-a', 'subnet-b'] })
    .LoadBalancers[0]!
  const TargetGroupArn = sim.elbv2.createTargetGroup({
    Name: 'g',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: sim.elbv2.describeLoadBalancers().LoadBalancers[0]!.VpcId!,
  }).TargetGroups[0]!.TargetGroupArn!
  const { ListenerArn } = sim.elbv2.createListener({
    LoadBalancerArn: LoadBalancerArn!,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  }).Listeners[0]!
  const rule = {
    ListenerArn,
    Priority: 7,
    Conditions: [
      { Field: 'path-pattern', PathPatternConfig: { Values: ['/a/*', '/b?c"d&e'] } },
      { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'k', Value: "it's & <v>" }, { Value: 'w' }] } },
    ],
    Actions: [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn, Weight: 3 }],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      },
    ],
  } as const
  const elbv2 = elbv2Of(sim)
  await elbv2.send(new CreateRuleCommand(structuredClone(rule) as never))
  const { Rules } = await elbv2.send(new DescribeRulesCommand({ ListenerArn }))
  expect(Rules).toEqual(sim.elbv2.describeRules({ ListenerArn: ListenerArn! }).Rules)
  expect(Rules).toMatchObject([{ Priority: '7', Conditions: rule.Conditions }, { IsDefault: true }])
})

// ── the parts of the Query protocol that these services do not use, and others of AWS do ──

const NOTHING = 0
const STRING = 0
const flat = { xmlFlattened: 1, xmlName: 'Item' }
const structure = (names: readonly string[], types: readonly unknown[]) => [3, 'ns', 'S', NOTHING, names, types]
const schema = () =>
  structure(
    ['texts', 'flat', 'map', 'flatMap', 'numbers', 'at', 'renamed', 'wrapped'],
    [
      64 | STRING,
      [() => [1, 'ns', 'L', NOTHING, STRING], flat],
      128 | 1,
      [128 | STRING, { xmlFlattened: 1 }],
      64 | 1,
      4,
      [2, { xmlName: 'Other' }],
      [0, 'ns', 'W', NOTHING, 1],
    ],
  )

test('forms are read by the schema: flattened lists, maps, renamed members', () => {
  const form =
    'texts.member.2=b&texts.member.10=c&texts.member.1=a&Item.1=x&Item.2=y&map.entry.1.key=one&map.entry.1.value=1' +
    '&flatMap.1.key=k&flatMap.1.value=v&numbers=&at=2026-01-05T09:00:00Z&Other=true&wrapped=2.5&unknown=1'
  expect(inputFromForm(schema, form)).toEqual({
    texts: ['a', 'b', 'c'],
    flat: ['x', 'y'],
    map: { one: 1 },
    flatMap: { k: 'v' },
    numbers: [],
    at: new Date('2026-01-05T09:00:00Z'),
    renamed: true,
    wrapped: 2.5,
  })
  expect(inputFromForm(schema, 'Other=perhaps&wrapped=many&map=')).toEqual({
    renamed: 'perhaps',
    wrapped: 'many',
    map: {},
  })
  expect(inputFromForm('unit', 'Action=X')).toEqual({})
})

test('answers are written by the schema: flattened lists, maps, renamed members', () => {
  const output = {
    texts: ['a', 'b'],
    flat: ['x'],
    map: { one: 1 },
    flatMap: { k: 'v' },
    numbers: [],
    at: new Date(0),
    renamed: false,
    wrapped: undefined,
  }
  const xml = xmlOfOutput({ operation: 'Ask', namespace: 'urn:x', requestId: 'r', schema, output })
  expect(xml).toBe(
    '<AskResponse xmlns="urn:x"><AskResult><texts><member>a</member><member>b</member></texts><Item>x</Item>' +
      '<map><entry><key>one</key><value>1</value></entry></map><flatMap><key>k</key><value>v</value></flatMap>' +
      '<numbers/><at>1970-01-01T00:00:00.000Z</at><Other>false</Other></AskResult>' +
      '<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AskResponse>',
  )
  const nothing = xmlOfOutput({
    operation: 'Ask',
    namespace: 'urn:x',
    requestId: 'r',
    schema: 'unit',
    output: undefined,
  })
  expect(nothing).toBe(
    '<AskResponse xmlns="urn:x"><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AskResponse>',
  )
})

test('a protocol of the future is refused by name', async () => {
  const protocol = class extends AwsJson1_1Protocol {
    override getShapeId() {
      return 'aws.protocols#awsTelepathy' as never
    }
  }
  const error = await refusalOf(ecsOf(fleet(), {}, { protocol: protocol as never }).send(new ListTasksCommand({})))
  expect(error.message).toBe('ecs-drydock does not speak the protocol aws.protocols#awsTelepathy of this ECS client.')
})
