// Every list of ECS and Elastic Load Balancing is handed out page by page: nobody is missing, nobody comes twice, and a token is its list's.
import { describe, expect, test } from 'vitest'
import { ecsShapes, elbv2Shapes, Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

/** More of everything than fits on a page. */
function crowded(): Simulation {
  const sim = new Simulation({ seed: 'pages', startAt: '2026-01-05T00:00:00Z' })
  const { ecs } = sim
  ecs.createCluster({ clusterName: 'prod' })
  const container = { name: 'app', image: 'app', memory: 4 }
  for (let nth = 0; nth < 3; nth++) {
    ecs.createCluster({ clusterName: `c${nth}` })
    ecs.registerTaskDefinition({ family: `f${nth}`, containerDefinitions: [container] })
    ecs.createCapacityProvider({ name: `p${nth}`, autoScalingGroupProvider: { autoScalingGroupArn: `group-${nth}` } })
  }
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.4xlarge', count: 4, ready: true })
  const serviceConnectConfiguration = { enabled: true, namespace: 'shop.local' }
  for (let nth = 0; nth < 4; nth++)
    ecs.createService({
      cluster: 'prod',
      serviceName: `s${nth}`,
      taskDefinition: 'f0',
      desiredCount: 1,
      serviceConnectConfiguration,
    })
  for (let nth = 0; nth < 3; nth++) {
    sim.advance('1m')
    ecs.updateService({ cluster: 'prod', service: 's0', forceNewDeployment: true })
  }
  balance(sim)
  return sim
}

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/'

function balance({ elbv2 }: Simulation): void {
  for (let nth = 0; nth < 3; nth++) {
    const made = elbv2.createLoadBalancer({ Name: `b${nth}`, Subnets: ['subnet-a', 'subnet-b'] }).LoadBalancers[0]
    elbv2.createTargetGroup({ Name: `g${nth}`, Protocol: 'HTTP', Port: 80, VpcId: made?.VpcId })
  }
  const { LoadBalancerArn } = elbv2.describeLoadBalancers().LoadBalancers[0] ?? {}
  const action = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } } as const
  for (let nth = 0; nth < 3; nth++) {
    const secure = { Protocol: 'HTTPS', Certificates: [{ CertificateArn: `${CERTIFICATE}0` }] } as const
    const listener = { LoadBalancerArn, ...secure, Port: 443 + nth, DefaultActions: [action] }
    const { ListenerArn } = elbv2.createListener(listener).Listeners[0] ?? {}
    const Certificates = [1, 2].map((each) => ({ CertificateArn: `${CERTIFICATE}${each}` }))
    elbv2.addListenerCertificates({ ListenerArn, Certificates })
    for (let Priority = 1; Priority < 4; Priority++)
      elbv2.createRule({
        ListenerArn,
        Priority,
        Conditions: [{ Field: 'path-pattern', Values: ['/x'] }],
        Actions: [action],
      })
  }
}

const world = crowded()
const { LoadBalancerArn } = world.elbv2.describeLoadBalancers().LoadBalancers[0] ?? {}
const { ListenerArn } = world.elbv2.describeListeners({ LoadBalancerArn }).Listeners[0] ?? {}

interface List {
  readonly room: 'ecs' | 'elbv2'
  readonly input: object
  /** The member of the answer that has the items. */
  readonly items: string
  /** The largest page, which is what a page is without a word. */
  readonly most: number
}

const ecs = (items: string, most: number, input: object = {}): List => ({ room: 'ecs', input, items, most })
const elb = (items: string, input: object = {}): List => ({ room: 'elbv2', input, items, most: 400 })
const cluster = 'prod'

const LISTS: Readonly<Record<string, List>> = {
  DescribeCapacityProviders: ecs('capacityProviders', 10),
  ListAccountSettings: ecs('settings', 10, { effectiveSettings: true }),
  ListAttributes: ecs('attributes', 100, { cluster, targetType: 'container-instance' }),
  ListClusters: ecs('clusterArns', 100),
  ListContainerInstances: ecs('containerInstanceArns', 100, { cluster }),
  ListServiceDeployments: ecs('serviceDeployments', 100, { cluster, service: 's0' }),
  ListServices: ecs('serviceArns', 100, { cluster }),
  ListServicesByNamespace: ecs('serviceArns', 100, { namespace: 'shop.local' }),
  ListTaskDefinitionFamilies: ecs('families', 100),
  ListTaskDefinitions: ecs('taskDefinitionArns', 100),
  ListTasks: ecs('taskArns', 100, { cluster }),
  DescribeAccountLimits: elb('Limits'),
  DescribeListenerCertificates: elb('Certificates', { ListenerArn }),
  DescribeListeners: elb('Listeners', { LoadBalancerArn }),
  DescribeLoadBalancers: elb('LoadBalancers'),
  DescribeRules: elb('Rules', { ListenerArn }),
  DescribeSSLPolicies: elb('SslPolicies'),
  DescribeTargetGroups: elb('TargetGroups'),
}

const WORDS = {
  ecs: { size: 'maxResults', token: 'nextToken', next: 'nextToken', refusal: 'InvalidParameterException' },
  elbv2: { size: 'PageSize', token: 'Marker', next: 'NextMarker', refusal: 'ValidationError' },
} as const

function ask(sim: Simulation, name: string, more: object): Record<string, unknown> {
  const { room, input } = LISTS[name]!
  const method = `${name[0]!.toLowerCase()}${name.slice(1)}`
  return (sim[room] as unknown as Record<string, (input: object) => Record<string, unknown>>)[method]!({
    ...input,
    ...more,
  })
}

/** Page after page; what happens between two of them is up to the caller. */
function all(sim: Simulation, name: string, size: number, between: () => void = () => {}): unknown[] {
  const { room, items } = LISTS[name]!
  const words = WORDS[room]
  const found: unknown[] = []
  for (let token: unknown; ; between()) {
    const answer = ask(sim, name, { [words.size]: size, ...(token === undefined ? {} : { [words.token]: token }) })
    found.push(...(answer[items] as unknown[]))
    token = answer[words.next]
    if (token === undefined) return found
  }
}

test('CL-21 no list is forgotten', () => {
  const isPaged = (shapes: typeof ecsShapes, token: string) =>
    Object.entries(shapes.operations).flatMap(([name, structure]) =>
      Object.hasOwn(shapes.structures[structure] ?? {}, token) ? [name] : [],
    )
  const names = [...isPaged(ecsShapes, 'nextToken'), ...isPaged(elbv2Shapes, 'Marker')]
  expect(names.sort()).toEqual(Object.keys(LISTS).sort())
})

describe.each(Object.keys(LISTS))('CL-21 %s', (name) => {
  const { room, items, most } = LISTS[name]!
  const { size, token, next, refusal } = WORDS[room]
  const whole = ask(world, name, { [size]: most })[items] as unknown[]

  test.each([1, 2, 3, most])('has everybody once, %i a page', (count) => {
    const everybody = all(world, name, most)
    expect(everybody.slice(0, most)).toEqual(whole)
    expect(everybody.length).toBeGreaterThan(2)
    expect(all(world, name, count)).toEqual(everybody)
  })

  test.each([0, -1, most + 1])('has no pages of %i', (count) => {
    expect(refusalOf(() => ask(world, name, { [size]: count }))).toMatchObject({ name: refusal, path: size })
  })

  test('takes its own tokens and no others', () => {
    const other = Object.keys(LISTS).find((each) => each !== name && LISTS[each]!.room === room)!
    const tokens = [
      'x',
      '',
      'drydock:',
      `drydock:${name}:`,
      `drydock:${name}:0:x`,
      `drydock:${name}:-1:x`,
      `drydock:${name}:1e3:x`,
      'x'.repeat(5_000),
      ask(world, other, { [size]: 1 })[next],
    ]
    for (const each of tokens)
      expect(refusalOf(() => ask(world, name, { [token]: each }))).toMatchObject({ name: refusal, path: token })
  })
})

describe('CL-21 a list that changes between two pages', () => {
  const running = (sim: Simulation) => all(sim, 'ListTasks', 100) as string[]

  test('misses nobody who stays, and shows nobody twice', () => {
    const sim = world.fork()
    sim.ecs.runTask({ cluster, taskDefinition: 'f0', count: 10 })
    const before = running(sim)
    const found = all(sim, 'ListTasks', 3, () => {
      const [first] = running(sim)
      sim.ecs.stopTask({ cluster, task: first as string })
    }) as string[]
    const after = running(sim)
    expect(new Set(found).size).toBe(found.length)
    expect(before.filter((arn) => after.includes(arn)).every((arn) => found.includes(arn))).toBe(true)
  })

  test('is at its end when those that were to come have gone', () => {
    const sim = world.fork()
    const page = sim.ecs.listTasks({ cluster, maxResults: 3 })
    for (const task of running(sim)) sim.ecs.stopTask({ cluster, task })
    expect(sim.ecs.listTasks({ cluster, nextToken: page.nextToken })).toEqual({ taskArns: [] })
  })
})

test('CL-21 more than a thousand tasks come a hundred at a time', () => {
  const sim = world.fork()
  sim.fleet.launch({ cluster, instanceType: 'm5.24xlarge', count: 2, ready: true })
  for (let nth = 0; nth < 101; nth++) sim.ecs.runTask({ cluster, taskDefinition: 'f0', count: 10, startedBy: 'crowd' })
  const pages: number[] = []
  const found = new Set<string>()
  for (let nextToken: string | undefined, isMore = true; isMore; isMore = nextToken !== undefined) {
    const answer = sim.ecs.listTasks({ cluster, startedBy: 'crowd', nextToken })
    pages.push(answer.taskArns.length)
    for (const arn of answer.taskArns) found.add(arn)
    nextToken = answer.nextToken
  }
  expect(pages).toEqual([...Array.from({ length: 10 }, () => 100), 10])
  expect(found.size).toBe(1_010)
})
