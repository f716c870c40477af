// Is what docs/OPERATIONS.md calls missing really refused, by the SDK's own exception?
import { readFileSync } from 'node:fs'
import * as ecs from '@aws-sdk/client-ecs'
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2'
import { beforeAll, expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { ecsOf, elbv2Of, fleet, refusalOf } from '../support/aws-sdk.ts'

let sim: Simulation
let loadBalancer: string
let vpc: string
let group: string
let listener: string
let rule: string

beforeAll(() => {
  sim = fleet()
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 })
  const autoScalingGroupArn =
    'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:id:autoScalingGroupName/group'
  sim.ecs.createCapacityProvider({ name: 'group', autoScalingGroupProvider: { autoScalingGroupArn } })
  const front = sim.elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-a', 'subnet-b'] }).LoadBalancers[0]!
  vpc = front.VpcId!
  loadBalancer = front.LoadBalancerArn!
  const web = sim.elbv2.createTargetGroup({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: vpc }).TargetGroups[0]!
  group = web.TargetGroupArn!
  const DefaultActions = [{ Type: 'forward', TargetGroupArn: group }] as const
  const http = { LoadBalancerArn: loadBalancer, Protocol: 'HTTP', Port: 80, DefaultActions } as const
  listener = sim.elbv2.createListener(http).Listeners[0]!.ListenerArn!
  const Conditions = [{ Field: 'path-pattern', Values: ['/a'] }]
  rule = sim.elbv2.createRule({ ListenerArn: listener, Priority: 1, Conditions, Actions: DefaultActions }).Rules[0]!
    .RuleArn!
})

const service = { cluster: 'prod', serviceName: 'new', taskDefinition: 'web', desiredCount: 1 }
const update = { cluster: 'prod', service: 'web' }
const container = { name: 'app', image: 'i', memory: 16 }
const instanceLaunchTemplate = { ec2InstanceProfileArn: 'arn', networkConfiguration: { subnets: ['subnet-a'] } }
const managedInstancesProvider = { infrastructureRoleArn: 'arn', instanceLaunchTemplate }
const oidc = { Type: 'authenticate-oidc', Order: 1 } as const
const forward = () => ({ Type: 'forward', TargetGroupArn: group, Order: 2 }) as const
const path = { Field: 'path-pattern', Values: ['/b'] }
const regex = { Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/b$'] } }

type Case = readonly [operation: string, what: RegExp, command: () => { readonly input: unknown }]

const ECS_CASES: readonly Case[] = [
  [
    'CreateService',
    /CODE_DEPLOY/,
    () => new ecs.CreateServiceCommand({ ...service, deploymentController: { type: 'CODE_DEPLOY' } }),
  ],
  [
    'CreateService',
    /EXTERNAL/,
    () => new ecs.CreateServiceCommand({ ...service, deploymentController: { type: 'EXTERNAL' } }),
  ],
  [
    'CreateService',
    /strategy BLUE_GREEN/,
    () => new ecs.CreateServiceCommand({ ...service, deploymentConfiguration: { strategy: 'BLUE_GREEN' } }),
  ],
  [
    'CreateService',
    /MANAGED_INSTANCES/,
    () => new ecs.CreateServiceCommand({ ...service, launchType: 'MANAGED_INSTANCES' }),
  ],
  [
    'UpdateService',
    /strategy CANARY/,
    () => new ecs.UpdateServiceCommand({ ...update, deploymentConfiguration: { strategy: 'CANARY' } }),
  ],
  [
    'UpdateService',
    /lifecycle hooks/,
    () =>
      new ecs.UpdateServiceCommand({
        ...update,
        deploymentConfiguration: { lifecycleHooks: [{ hookTargetArn: 'arn' }] },
      }),
  ],
  [
    'RunTask',
    /MANAGED_INSTANCES/,
    () => new ecs.RunTaskCommand({ cluster: 'prod', taskDefinition: 'web', launchType: 'MANAGED_INSTANCES' }),
  ],
  [
    'RegisterTaskDefinition',
    /Windows/,
    () =>
      new ecs.RegisterTaskDefinitionCommand({
        family: 'w',
        containerDefinitions: [container],
        runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
      }),
  ],
  [
    'RegisterTaskDefinition',
    /port ranges/,
    () =>
      new ecs.RegisterTaskDefinitionCommand({
        family: 'w',
        networkMode: 'bridge',
        containerDefinitions: [{ ...container, portMappings: [{ containerPortRange: '100-200' }] }],
      }),
  ],
  [
    'CreateCapacityProvider',
    /managed instances/,
    () => new ecs.CreateCapacityProviderCommand({ name: 'mine', managedInstancesProvider }),
  ],
  [
    'UpdateCapacityProvider',
    /managed instances/,
    () => new ecs.UpdateCapacityProviderCommand({ name: 'group', managedInstancesProvider }),
  ],
]

const ELB_CASES: readonly Case[] = [
  [
    'CreateLoadBalancer',
    /Gateway/,
    () => new elbv2.CreateLoadBalancerCommand({ Name: 'g', Type: 'gateway', Subnets: ['subnet-a'] }),
  ],
  [
    'CreateLoadBalancer',
    /IPv6/,
    () =>
      new elbv2.CreateLoadBalancerCommand({ Name: 'g', IpAddressType: 'dualstack', Subnets: ['subnet-a', 'subnet-b'] }),
  ],
  ['CreateTargetGroup', /type lambda/, () => new elbv2.CreateTargetGroupCommand({ Name: 'g', TargetType: 'lambda' })],
  [
    'CreateTargetGroup',
    /GRPC/,
    () =>
      new elbv2.CreateTargetGroupCommand({
        Name: 'g',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: vpc,
        ProtocolVersion: 'GRPC',
      }),
  ],
  [
    'ModifyTargetGroup',
    /gRPC/,
    () => new elbv2.ModifyTargetGroupCommand({ TargetGroupArn: group, Matcher: { GrpcCode: '0' } }),
  ],
  [
    'ModifyTargetGroupAttributes',
    /app_cookie/,
    () =>
      new elbv2.ModifyTargetGroupAttributesCommand({
        TargetGroupArn: group,
        Attributes: [
          { Key: 'stickiness.enabled', Value: 'true' },
          { Key: 'stickiness.type', Value: 'app_cookie' },
        ],
      }),
  ],
  [
    'CreateListener',
    /authenticate-oidc/,
    () =>
      new elbv2.CreateListenerCommand({
        LoadBalancerArn: loadBalancer,
        Protocol: 'HTTP',
        Port: 81,
        DefaultActions: [oidc, forward()],
      }),
  ],
  [
    'ModifyListener',
    /authenticate-oidc/,
    () => new elbv2.ModifyListenerCommand({ ListenerArn: listener, DefaultActions: [oidc, forward()] }),
  ],
  [
    'CreateRule',
    /authenticate-oidc/,
    () =>
      new elbv2.CreateRuleCommand({
        ListenerArn: listener,
        Priority: 2,
        Conditions: [path],
        Actions: [oidc, forward()],
      }),
  ],
  [
    'CreateRule',
    /regular expressions/,
    () =>
      new elbv2.CreateRuleCommand({ ListenerArn: listener, Priority: 2, Conditions: [regex], Actions: [forward()] }),
  ],
  [
    'ModifyRule',
    /transforms/,
    () => new elbv2.ModifyRuleCommand({ RuleArn: rule, Transforms: [{ Type: 'url-rewrite' }] }),
  ],
]

test.each(ECS_CASES)('ECS %s: %s', async (_, what, command) => {
  const entries = sim.journal.length
  const error = await refusalOf(ecsOf(sim).send(command() as ecs.RunTaskCommand))
  expect(error).toBeInstanceOf(ecs.UnsupportedFeatureException)
  expect(error.message).toMatch(what)
  expect(sim.journal.length).toBe(entries)
})

test.each(ELB_CASES)('Elastic Load Balancing %s: %s', async (_, what, command) => {
  const entries = sim.journal.length
  const error = await refusalOf(elbv2Of(sim).send(command() as elbv2.CreateRuleCommand))
  expect(error).toBeInstanceOf(elbv2.ElasticLoadBalancingV2ServiceException)
  expect([error.name, error.message]).toEqual(['UnsupportedFeatureException', expect.stringMatching(what)])
  expect(sim.journal.length).toBe(entries)
})

test('ECS RegisterContainerInstance: again with less than its tasks hold', async () => {
  const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster: 'prod' })
  const containerInstanceArn = containerInstanceArns[0]!
  const { ec2InstanceId: instanceId } = sim.ecs.describeContainerInstances({
    cluster: 'prod',
    containerInstances: [containerInstanceArn],
  }).containerInstances[0]!
  sim.ecs.startTask({ cluster: 'prod', taskDefinition: 'web', containerInstances: [containerInstanceArn] })
  const facts = { instanceId, instanceType: 'm5.large', availabilityZone: 'us-east-1a', region: 'us-east-1' }
  const again = {
    cluster: 'prod',
    containerInstanceArn,
    instanceIdentityDocument: JSON.stringify({ ...facts, accountId: '123456789012' }),
    instanceIdentityDocumentSignature: 'signed',
    totalResources: ['CPU', 'MEMORY'].map((name) => ({ name, type: 'INTEGER', integerValue: 1 })),
  }
  const error = await refusalOf(ecsOf(sim).send(new ecs.RegisterContainerInstanceCommand(again)))
  expect(error.message).toContain('less than its tasks hold')
  expect(error).toBeInstanceOf(ecs.UnsupportedFeatureException)
})

test('every operation that the page calls partial is tried here, or says which one it is like', () => {
  const page = readFileSync(new URL('../../docs/OPERATIONS.md', import.meta.url), 'utf8')
  const partial = [...page.matchAll(/^\| (\w+) \| partial \| (.*) \|$/gm)]
  const tried = new Set(
    [...ECS_CASES, ...ELB_CASES].map(([operation]) => operation).concat('RegisterContainerInstance'),
  )
  expect(partial.length).toBeGreaterThan(10)
  expect(
    partial.filter(([, name, why]) => !tried.has(name!) && !why!.startsWith('as ')).map(([, name]) => name),
  ).toEqual([])
})
