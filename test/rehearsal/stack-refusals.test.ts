// Is what AWS refuses half-way through an update of a stack a verdict, and what is wrong by itself still a mistake?
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadTemplate } from '../../src/inputs/index.ts'
import { rehearse } from '../../src/rehearsal/index.ts'
import { drydock } from '../cli/command.ts'

/** Two services behind one listener, each with a rule of its own. */
const SHOP = `
Resources:
  Cluster: { Type: AWS::ECS::Cluster, Properties: { ClusterName: shop } }
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Name: front, Subnets: [subnet-1, subnet-2] }
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { Name: web, VpcId: vpc-1, TargetType: ip, Protocol: HTTP, Port: 80 }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Protocol: HTTP
      Port: 80
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }]
  Api:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/api/*] }]
      Actions: [{ Type: forward, TargetGroupArn: !Ref Group }]
  Admin:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: [/admin/*] }]
      Actions: [{ Type: forward, TargetGroupArn: !Ref Group }]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      Cpu: '256'
      Memory: '512'
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      ContainerDefinitions: [{ Name: web, Image: 'nginx:1', PortMappings: [{ ContainerPort: 80 }] }]
  Service:
    Type: AWS::ECS::Service
    DependsOn: [Api, Admin]
    Properties:
      ServiceName: web
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Task
      LaunchType: FARGATE
      DesiredCount: 2
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [subnet-1, subnet-2] } }
      LoadBalancers: [{ TargetGroupArn: !Ref Group, ContainerName: web, ContainerPort: 80 }]
`
const SWAPPED = SHOP.replace('Priority: 10', 'Priority: 30')
  .replace('Priority: 20', 'Priority: 10')
  .replace('Priority: 30', 'Priority: 20')
  .replace('nginx:1', 'nginx:2')

function plan(after: string, ...args: readonly string[]) {
  const files = { 'before.yaml': SHOP, 'after.yaml': after }
  return drydock(['plan', 'after.yaml', '--before', 'before.yaml', ...args], { files })
}

const WHOLE_UPDATE = 'CloudFormation takes the whole update back'

interface Refused {
  readonly what: string
  readonly after: string
  readonly piece: string
  readonly rule: string
  readonly said: RegExp
  readonly at: string
}

const REFUSED: readonly Refused[] = [
  {
    what: 'CFN-01, LB-011 rules that change places',
    after: SWAPPED,
    piece: 'Api',
    rule: 'LB-011',
    said: /^PriorityInUseException: /,
    at: 'after.yaml:17:3: Resources.Api.Priority',
  },
  {
    what: 'CFN-02 a target group with a name of its own and another port',
    after: SHOP.replace('Protocol: HTTP, Port: 80 }', 'Protocol: HTTP, Port: 8080 }'),
    piece: 'Group',
    rule: 'CFN-02',
    said: /^CloudFormation cannot update a stack when a custom-named resource requires replacing\. Rename web and/,
    at: 'after.yaml:9:19: Resources.Group.Name',
  },
  {
    what: 'CFN-02 a service with a name of its own and another launch type',
    after: SHOP.replace('LaunchType: FARGATE', 'CapacityProviderStrategy: [{ CapacityProvider: FARGATE }]').replace(
      'ClusterName: shop }',
      'ClusterName: shop, CapacityProviders: [FARGATE] }',
    ),
    piece: 'Service',
    rule: 'CFN-02',
    said: /Rename web and update the stack again\.$/,
    at: 'after.yaml:44:7: Resources.Service.serviceName',
  },
]

describe.each(REFUSED)('$what', ({ after, piece, rule, said, at }) => {
  test('rolls back, in JSON', async () => {
    const { status, out, err } = await plan(after, '--json')
    expect([status, err]).toEqual([1, ''])
    const [step] = JSON.parse(out).steps
    expect(JSON.parse(out)).toMatchObject({ verdict: 'rolls-back', fixes: [], steps: [{ verdict: 'rolls-back' }] })
    expect(step.causes).toMatchObject([{ kind: 'refused', weight: 'blocks', rule }])
    expect(step.causes[0].evidence.texts).toEqual([expect.stringMatching(said)])
    expect(step.causes[0].sentence).toContain(`CloudFormation cannot bring ${piece} up to date`)
    expect(step.causes[0].sentence).toContain(at)
    expect(step.durationMs).toBeNull()
    expect(step.pieces).toContainEqual(expect.objectContaining({ id: piece, action: 'refused' }))
  })

  test('rolls back, in words', async () => {
    for (const args of [[], ['--quiet'], ['--markdown']]) {
      const { status, out } = await plan(after, ...args)
      expect(status).toBe(1)
      expect(out).toContain('ROLLS BACK: The change rolls back: CloudFormation cannot bring')
      expect(out).toContain(`(${rule})`)
      expect(out.replace(/\\|\s+/g, ' ')).toContain(rule === 'LB-011' ? 'PriorityInUseException' : 'custom-named')
    }
  })
})

test('CFN-01 what comes after the refusal stays as it was', async () => {
  const { steps } = JSON.parse((await plan(SWAPPED, '--json')).out)
  const [web] = steps[0].services
  expect(web).toMatchObject({ service: 'web', change: 'not reached', verdict: 'rolls-back' })
  expect(web.causes).toMatchObject([
    { kind: 'not-reached', rule: 'CFN-01', sentence: expect.stringContaining(WHOLE_UPDATE) },
  ])
  expect(steps[0].pieces.map(({ id, action }: { id: string; action: string }) => [id, action])).toEqual([
    ['Api', 'refused'],
    ['Admin', 'not reached'],
    ['Task', 'not reached'],
    ['Service', 'not reached'],
  ])
})

test('CFN-01 a priority that nobody else has is no refusal', async () => {
  const { status } = await plan(SHOP.replace('Priority: 10', 'Priority: 30'))
  expect(status).toBe(0)
})

test('what every account would refuse is a mistake in the file, and no deployment', async () => {
  const { status, out, err } = await plan(SHOP.replace("Cpu: '256'", "Cpu: '257'"))
  expect([status, out]).toEqual([2, ''])
  expect(err).toMatch(/^error: after\.yaml:\d+:\d+: Resources\.Task\./)
})

test('what is refused as a trial is no fix', () => {
  const text = readFileSync('test/fixtures/incidents/full-instances.broken.yaml', 'utf8')
  const load = (content: string) => loadTemplate(content, { name: 'shop.yaml' })
  const { fixes } = rehearse({ before: load(text), after: load(text.replace('shop:1', 'shop:2')) }).rehearsal
  expect(fixes.every(({ verdict }) => verdict === 'completes')).toBe(true)
})
