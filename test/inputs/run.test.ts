// How scenarios play: the clock, the actions, the goal, and what is refused on the way.
import { describe, expect, test } from 'vitest'
import { describeResult, runScenario } from '../../src/inputs/index.ts'
import { FORCE, load, mistakeOf, play, webDefinition, webScenario, webService } from './scenarios.ts'

const START = Date.parse('2026-01-05T09:00:00Z')
const at = (result: ReturnType<typeof play>) => result.actions.map(({ action, clockMs }) => [action, clockMs / 1000])

describe('the clock', () => {
  test('shows 0 at startAt, when the services have long been at rest', () => {
    const result = play(webScenario({ startAt: '2026-01-05T09:00:00Z', actions: [FORCE] }))
    expect(result.zeroMs).toBe(START)
    const before = result.simulation.at({ seq: result.since.seq - 1 })
    expect([...before.tasks.values()].map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING'])
    expect(result.simulation.journal[result.since.seq]).toMatchObject({ kind: 'command', atMs: START })
  })

  test('shows 0 when the services are created, if the scenario says so', () => {
    const result = play(webScenario({ start: 'created', startAt: '2026-01-05T09:00:00Z' }))
    expect([...result.simulation.view.tables.services.values()][0]?.createdAtMs).toBe(START)
    expect(result.verdict).toMatchObject({ status: 'completes', phase: 'scenario' })
    expect(result.verdict.durationMs).toBeGreaterThan(40_000)
  })

  test('actions come at their times, spans and instants alike, in order of time', () => {
    const result = play(
      webScenario({
        startAt: '2026-01-05T09:00:00Z',
        actions: [
          { at: '10m', updateService: { service: 'web', desiredCount: 4 } },
          { at: '2026-01-05T09:05:00Z', launch: { instanceType: 'm5.large' } },
          FORCE,
        ],
      }),
    )
    expect(at(result)).toEqual([
      ['updateService', 0],
      ['launch', 300],
      ['updateService', 600],
    ])
    const commands = result.simulation.journal.slice(result.since.seq).filter(({ kind }) => kind === 'command')
    expect(commands.map(({ atMs }) => (atMs - START) / 1000)).toEqual([0, 300, 600])
  })

  test('durations count from the first action', () => {
    const early = play(webScenario({ actions: [FORCE] })).verdict
    const late = play(webScenario({ actions: [{ ...FORCE, at: '20m' }] })).verdict
    expect(late.durationMs).toBe(early.durationMs)
    expect(late.clockMs).toBe(early.clockMs + 20 * 60_000)
  })
})

test('a fleet stands in subnets of a VPC, and tasks have interfaces there', () => {
  const subnets = { 'subnet-1': { availabilityZone: 'us-east-1b', vpcId: 'vpc-1' }, 'subnet-2': 'us-east-1c' }
  const fleet = [
    { instanceType: 'c5.large', subnetId: 'subnet-1', vpcId: 'vpc-1', awsvpcTrunking: true },
    { instanceType: 'c5.large', subnetId: 'subnet-2', taskEniLimit: 5 },
  ]
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-1'] } }
  const taskDefinitions = [{ ...webDefinition(), networkMode: 'awsvpc' }]
  const services = [webService({ networkConfiguration, desiredCount: 3 })]
  const { simulation } = play(webScenario({ subnets, fleet, taskDefinitions, services }))
  const tasks = [...simulation.view.tables.tasks.values()]
  expect(tasks.map(({ subnetId, lastStatus }) => [subnetId, lastStatus])).toEqual(
    Array(3).fill(['subnet-1', 'RUNNING']),
  )
  const wrong = webScenario({ subnets: { 'subnet-1': { vpcId: 'vpc-1' } } })
  expect(mistakeOf(() => load(wrong)).path).toContain('subnets.subnet-1')
})

test('capacity providers come before the clusters that name them, and the fleet may belong to one', () => {
  const { simulation, verdict } = play(
    webScenario({
      capacityProviders: [{ name: 'blue', autoScalingGroupProvider: { autoScalingGroupArn: 'blue-group' } }],
      clusters: [{ clusterName: 'prod', capacityProviders: ['blue', 'FARGATE'] }],
      fleet: [{ instanceType: 'm5.large', count: 2, capacityProvider: 'blue' }, { instanceType: 'm5.large' }],
      services: [webService({ capacityProviderStrategy: [{ capacityProvider: 'blue' }] })],
    }),
  )
  expect(verdict.status).toBe('completes')
  const names = [...simulation.view.tables.tasks.values()].map(({ launch }) => launch.capacityProvider?.name)
  expect(names).toEqual(['blue', 'blue'])
  const twice = [{ name: 'aws', autoScalingGroupProvider: { autoScalingGroupArn: 'x' } }]
  expect(mistakeOf(() => play(webScenario({ capacityProviders: twice }))).path).toContain('capacityProviders[0]')
})

describe('the end', () => {
  test('a time on the clock: the simulation stops there, and rest counts from when it came', () => {
    const steady = play(webScenario({ actions: [FORCE] }))
    const timed = play(webScenario({ actions: [FORCE], until: '30m' }))
    expect(timed.simulation.nowMs - timed.zeroMs).toBe(30 * 60_000)
    expect(timed.verdict).toMatchObject({ status: 'completes', durationMs: steady.verdict.durationMs })
  })

  test('unfinished when the time is up while tasks still start', () => {
    const { verdict, ok } = play(webScenario({ actions: [FORCE], atMost: '10s' }))
    expect(verdict).toMatchObject({ status: 'unfinished', durationMs: 10_000 })
    expect(verdict.waitingFor[0]?.name).toBe('web')
    expect(ok).toBe(false)
  })

  test('stuck when nothing is on its way that could help', () => {
    const service = webService({ deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } })
    const { verdict, ok } = play(webScenario({ services: [service], actions: [FORCE] }))
    expect(verdict.status).toBe('stuck')
    expect(verdict.waitingFor[0]).toMatchObject({ waitingFor: 'deployment-configuration', sinceMs: expect.any(Number) })
    expect(verdict.waitingFor[0]?.events[0]).toMatch(/unable to stop or start tasks/)
    expect(ok).toBe(false)
  })

  test('a fleet that is too small from the beginning: stuck before the first action, which is not taken', () => {
    const definition = webDefinition({ memory: 60_000 })
    const expectations = [{ deployments: 1 }, { service: 'nobody', deployments: 1 }]
    const result = play(webScenario({ taskDefinitions: [definition], actions: [FORCE], expect: expectations }))
    expect(result.verdict).toMatchObject({ status: 'stuck', phase: 'start', clockMs: 0 })
    expect(result.actions).toEqual([])
    expect(result.expectations.map(({ met, found }) => [met, found])).toEqual([
      [false, 'stuck'],
      [false, 'the scenario did not begin'],
      [false, 'the scenario did not begin'],
    ])
  })

  test("stable is what AWS's waiter wants: sooner than steady", () => {
    const duration = (until: string) => play(webScenario({ actions: [FORCE], until })).verdict
    expect(duration('stable')).toMatchObject({ status: 'completes' })
    expect(duration('stable').durationMs).toBeLessThanOrEqual(duration('steady').durationMs)
  })

  test('without services and actions there is nothing to wait for', () => {
    expect(play({ fleet: [] }).verdict).toMatchObject({ status: 'completes', durationMs: 0 })
  })
})

describe('actions', () => {
  const about = (...actions: object[]) => play(webScenario({ actions })).actions.map((record) => record.about)

  test('say what they were about', () => {
    expect(
      about(
        { createCluster: { clusterName: 'other' } },
        { registerTaskDefinition: webDefinition({ image: 'example.com/web:2' }) },
        { createService: webService({ serviceName: 'api', desiredCount: 1 }) },
        { runTask: { taskDefinition: 'web', count: 2 } },
        { runTask: { taskDefinition: 'web', count: 1, overrides: {} } },
        { launch: { instanceType: 'c5.large', count: 2, ready: true } },
        { deregisterTaskDefinition: { taskDefinition: 'web:1' } },
        { at: '5m', stopTask: { service: 'web', count: 2 } },
        { at: '10m', deleteService: { service: 'api', force: true } },
        { at: '10m', terminate: { instanceType: 'c5.large' } },
      ),
    ).toEqual([
      'other',
      'web:2',
      'api',
      '2 × web:2',
      '1 × web:2',
      '2 × c5.large',
      'web:1',
      '2 of web',
      'api',
      '2 container instances',
    ])
  })

  test('a task that finds no room is said to', () => {
    expect(
      about(
        { registerTaskDefinition: webDefinition({ memory: 7_500 }) },
        { runTask: { taskDefinition: 'web', count: 1 } },
      ),
    ).toEqual(['web:2', '0 of 1 × web; refused: RESOURCE:MEMORY'])
  })

  test('terminate takes the longest registered instance that fits', () => {
    const actions = [{ terminate: { count: 1, availabilityZone: 'us-east-1b' } }]
    const { simulation } = play(webScenario({ fleet: [{ instanceType: 'm5.large', count: 6 }], actions }))
    const rows = [...simulation.view.tables.containerInstances.values()]
    expect(rows.map(({ status }) => status === 'INACTIVE')).toEqual([false, true, false, false, false, false])
    expect(rows[1]?.availabilityZone).toBe('us-east-1b')
  })
})

describe('what ECS refuses is reported with its place in the scenario', () => {
  test.each<[what: string, overrides: object, message: RegExp]>([
    [
      'a service',
      { services: [webService({ desiredCont: 1 })] },
      /^scenario.yaml:\d+:\d+: services\[0\]\.desiredCont: InvalidParameterException: .* Did you mean "desiredCount"\?$/,
    ],
    [
      'a task definition',
      { taskDefinitions: [webDefinition({ memory: '5' })] },
      /: taskDefinitions\[0\]\.containerDefinitions\[0\]\.memory: ClientException: expected an integer, found "5"\.$/,
    ],
    [
      'an instance type',
      { fleet: [{ instanceType: 'm5.larg' }] },
      /: fleet\[0\]\.instanceType: no such type in the catalogue: "m5\.larg"\. Did you mean "m5\.large"\?/,
    ],
    [
      'a cluster of the fleet',
      { fleet: [{ cluster: 'x', instanceType: 'm5.large' }] },
      /: fleet\[0\]\.cluster: expected a cluster that the scenario creates: prod, found "x"\./,
    ],
    [
      'an action',
      { actions: [FORCE, { at: '5m', updateService: { service: 'wbe' } }] },
      /: actions\[1\]\.updateService\.service: ServiceNotFoundException: Service not found\. Expected an existing service, found wbe\.$/,
    ],
    [
      '__proto__ in an AWS input',
      { actions: [{ runTask: JSON.parse('{ "taskDefinition": "web", "__proto__": {} }') }] },
      /: actions\[0\]\.runTask\.__proto__: InvalidParameterException: expected a member of RunTaskRequest/,
    ],
    ['an account', { accountId: '12' }, /: accountId: expected twelve digits, found "12"\.$/],
    [
      'a stop of nothing',
      { actions: [{ stopTask: {} }] },
      /: actions\[0\]\.stopTask: expected either task or service\.$/,
    ],
    [
      'a stop in no service',
      { actions: [{ stopTask: { service: 'x' } }] },
      /: actions\[0\]\.stopTask\.service: x has no running task to stop\.$/,
    ],
    [
      'a loss of nothing',
      { actions: [{ terminate: { availabilityZone: 'x' } }] },
      /: actions\[0\]\.terminate: there is no container instance like that\.$/,
    ],
    [
      'an expectation of nobody',
      { expect: [{ service: 'x', deployments: 1 }] },
      /: expect\[0\]\.service: expected one of the services prod\/web, found "x"\.$/,
    ],
  ])('%s', (_, overrides, message) => {
    const error = mistakeOf(() => play(webScenario(overrides)))
    expect(error.message).toMatch(message)
    expect(error.message.split('\n')).toHaveLength(1)
  })

  test('in the file that holds it, at its line', () => {
    const files = { 'td.json': webDefinition({ memory: 'much' }) }
    expect(mistakeOf(() => play(webScenario({ taskDefinitions: ['file://td.json'] }), files)).message).toMatch(
      /^td\.json:8:7: taskDefinitions\[0\]\.containerDefinitions\[0\]\.memory: ClientException: /,
    )
  })
})

describe('determinism', () => {
  test('the same scenario gives the same document, another seed another journal', () => {
    const scenario = load(webScenario({ actions: [FORCE] }))
    const [first, again, other] = [undefined, undefined, 'another'].map((seed) =>
      describeResult(runScenario(scenario, { seed })),
    )
    expect(again).toEqual(first)
    expect(other?.journal.sha256).not.toBe(first?.journal.sha256)
    expect(other?.seed).toBe('another')
    expect(JSON.parse(JSON.stringify(first))).toEqual(first)
  })

  test('the order of members in a scenario does not matter', () => {
    const scenario = webScenario({ actions: [FORCE] })
    const turned = Object.fromEntries(Object.entries(scenario).reverse())
    expect(describeResult(play(turned)).journal).toEqual(describeResult(play(scenario)).journal)
  })
})
