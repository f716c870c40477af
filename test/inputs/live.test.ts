// A folder of what the AWS CLI printed: read, made, adopted; and what is said when it cannot be.
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { UsageError } from '../../src/index.ts'
import { type LiveFile, loadChange, loadLive, withChange } from '../../src/inputs/index.ts'
import { Judge } from '../support/judge.ts'
import { printed } from '../support/live-print.ts'
import { shop } from '../support/live-shop.ts'
import { LiveSite } from '../support/live-site.ts'
import { deployNext, steadyService } from '../support/rollouts.ts'

const json = (name: string, data: unknown): LiveFile => ({ name, text: JSON.stringify(data, null, 2) })

function refusal(files: readonly LiveFile[]): string {
  try {
    loadLive(files)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'nothing was refused'
}

/** Each task that starts or stops, once. */
const moves = ({ sim }: LiveSite) =>
  [
    ...new Set(
      sim.journal
        .filter(({ kind }) => kind === 'task.created' || kind === 'task.stopRequested')
        .map(({ kind, id }) => `${kind} ${id}`),
    ),
  ].map((move) => move.split(' ')[0])

type Services = { services: Record<string, unknown>[] }

describe('the shop', () => {
  test('becomes a running simulation in that state', () => {
    const blueprint = loadLive(shop(), { name: 'shop' })
    expect(blueprint.settings).toMatchObject({
      region: 'eu-west-1',
      accountId: '111122223333',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      subnets: {
        'subnet-0aaa1111bbbb22221': {
          availabilityZone: 'eu-west-1a',
          vpcId: 'vpc-0a1b2c3d4e5f60718',
          cidrBlock: '10.20.0.0/24',
        },
      },
    })
    expect(blueprint.kept).toEqual([])
    expect(blueprint.notSimulated).toEqual([])
    const site = new LiveSite(blueprint)
    const { sim } = site
    const judge = new Judge(sim)
    sim.settle()
    expect(sim.waitingFor()).toEqual([])
    const { tasks } = sim.ecs.describeTasks({
      cluster: 'shop',
      tasks: ['a', 'b', 'c', 'd', 'e'].map((digit) => digit.repeat(32)),
    })
    expect(
      tasks.map(({ availabilityZone, group, containers }) => [
        group,
        availabilityZone,
        containers?.[0]?.networkBindings?.[0]?.hostPort,
      ]),
    ).toEqual([
      ['service:web', 'eu-west-1a', 32_768],
      ['service:web', 'eu-west-1a', 32_770],
      ['service:web', 'eu-west-1b', 32_768],
      ['service:worker', 'eu-west-1a', undefined],
      ['service:worker', 'eu-west-1b', undefined],
    ])
    expect(JSON.stringify(tasks[3])).toContain('10.20.0.41')
    sim.advance('1h')
    judge.look()
    sim.checkInvariants()
    expect(moves(site)).toEqual([])
  })

  test('reads the same as YAML', () => {
    const yaml = shop().map(({ name, text }) => ({ name, text: stringify(JSON.parse(text as string)) }))
    const inputs = (files: readonly LiveFile[]) => loadLive(files).pieces.map(({ id, input }) => [id, input])
    expect(inputs(yaml)).toEqual(inputs(shop()))
  })

  test('every piece comes after what it needs, and is located in its file', () => {
    const { pieces } = loadLive(shop())
    const ids = pieces.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [index, { needs }] of pieces.entries())
      for (const need of needs) expect(ids.slice(0, index)).toContain(need)
    const web = pieces.find(({ id }) => id === 'service/shop/web')!
    expect(web.locate(['deploymentConfiguration', 'maximumPercent'])).toEqual([
      'services',
      0,
      'deploymentConfiguration',
      'maximumPercent',
    ])
    expect(web.place.document.name).toBe('services.json')
    expect(
      pieces.find(({ id }) => id === 'task-definition/web')!.locate(['containerDefinitions', 0, 'memory']),
    ).toEqual(['taskDefinition', 'containerDefinitions', 0, 'memory'])
    expect(pieces.find(({ kind }) => kind === 'fleet')!.locate(['count'])).toBeNull()
  })

  test('is revised by patches', () => {
    const before = loadLive(shop())
    const revised = before.revise([
      { file: 'services.json', op: 'replace', path: ['services', 0, 'desiredCount'], value: 4 },
    ])
    expect(revised.pieces.find(({ id }) => id === 'service/shop/web')!.input.desiredCount).toBe(4)
    const removed = before.revise([{ file: 'services.json', op: 'remove', path: ['services', 1] }])
    expect(removed.pieces.filter(({ kind }) => kind === 'service')).toHaveLength(1)
    expect(() => before.revise([{ file: 'none.json', op: 'remove', path: [] }])).toThrow(
      'none.json: there is no such file',
    )
  })

  test('without tasks the schedulers bring it to rest', () => {
    const blueprint = loadLive(shop({ 'tasks.json': null, 'health-web.json': null }))
    expect(blueprint.notSimulated.map(({ why }) => why).join()).toContain('aws ecs describe-tasks')
    const site = new LiveSite(blueprint)
    expect(site.sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
    expect(moves(site)).toHaveLength(5)
  })

  test('an instance that drains and one whose agent is away are so', () => {
    const files = shop({
      'container-instances.json': ({ containerInstances: [one, other] }: { containerInstances: object[] }) => ({
        containerInstances: [
          { ...one, status: 'DRAINING' },
          { ...other, agentConnected: false },
        ],
      }),
    })
    const { sim } = new LiveSite(loadLive(files))
    const instances = [...sim.view.tables.containerInstances.values()]
    expect(instances.map(({ status, agentConnected }) => [status, agentConnected])).toEqual([
      ['DRAINING', true],
      ['ACTIVE', false],
    ])
    sim.checkInvariants()
  })

  test('an unhealthy target is replaced', () => {
    const sick = {
      State: 'unhealthy',
      Reason: 'Target.ResponseCodeMismatch',
      Description: 'Health checks failed with these codes: [503]',
    }
    const files = shop({
      'health-web.json': ({ TargetHealthDescriptions: [one, ...others] }: { TargetHealthDescriptions: object[] }) => ({
        TargetHealthDescriptions: [{ ...one, TargetHealth: sick }, ...others],
      }),
    })
    const site = new LiveSite(loadLive(files))
    site.sim.advance('1h')
    expect(JSON.stringify(site.sim.ecs.describeServices({ cluster: 'shop', services: ['web'] }))).toContain(
      'codes: [503]',
    )
    expect(moves(site)).toEqual(['task.created', 'task.stopRequested'])
  })

  test('Auto Scaling groups stand for instances that nobody has described', () => {
    const groups = json('groups.json', {
      AutoScalingGroups: [
        {
          AutoScalingGroupName: 'shop',
          AutoScalingGroupARN: 'arn:aws:autoscaling:x',
          MinSize: 1,
          MaxSize: 4,
          DesiredCapacity: 2,
          AvailabilityZones: ['eu-west-1a'],
          Instances: [{ InstanceId: 'i-1', InstanceType: 'm5.large' }],
        },
      ],
    })
    const { pieces } = loadLive([...shop({ 'container-instances.json': null, 'tasks.json': null }), groups])
    expect(pieces.filter(({ kind }) => kind === 'launchTemplate').map(({ input }) => input)).toEqual([
      { launchTemplateName: 'shop-of-shop', cluster: 'shop', instanceType: 'm5.large' },
    ])
    expect(pieces.find(({ kind }) => kind === 'autoScalingGroup')?.input).toMatchObject({
      ...{ MinSize: 1, MaxSize: 4, DesiredCapacity: 2, AvailabilityZones: ['eu-west-1a'] },
    })
  })
})

test('a deployment in progress goes on where it was', () => {
  const original = steadyService({ desired: 4, min: 50, max: 100 })
  deployNext(original)
  for (let second = 0; second < 300; second++) {
    original.advance('1s')
    const [primary, old] = original.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services[0]!
      .deployments!
    if (primary!.runningCount === 2 && old?.runningCount === 2) break
  }
  const { sim } = new LiveSite(loadLive(printed(original)))
  const rows = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services[0]!.deployments!
  expect(
    rows.map(({ status, rolloutState, runningCount, taskDefinition }) => [
      status,
      rolloutState,
      runningCount,
      taskDefinition?.at(-1),
    ]),
  ).toEqual([
    ['PRIMARY', 'IN_PROGRESS', 2, '2'],
    ['ACTIVE', 'COMPLETED', 2, '1'],
  ])
  const judge = new Judge(sim)
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  judge.look()
  sim.checkInvariants()
})

describe('what is missing is asked for, with the command that prints it', () => {
  test.each<[string, Parameters<typeof shop>[0], readonly string[]]>([
    [
      'web-41.json',
      { 'web-41.json': null },
      ['services.json:', 'aws ecs describe-task-definition --task-definition web:41', 'service web uses web:41'],
    ],
    [
      'target-groups.json',
      { 'target-groups.json': null },
      ['aws elbv2 describe-target-groups --target-group-arns arn:aws'],
    ],
    ['listeners.json', { 'listeners.json': null }, ['aws elbv2 describe-listeners --load-balancer-arn arn:aws']],
    ['rules.json', { 'rules.json': null }, ['aws elbv2 describe-rules --listener-arn arn:aws']],
    [
      'load-balancers.json',
      { 'load-balancers.json': null },
      ['aws elbv2 describe-load-balancers --load-balancer-arns arn:aws'],
    ],
    [
      'container-instances.json',
      { 'container-instances.json': null },
      ['aws ecs describe-container-instances --cluster shop'],
    ],
    ['two at once', { 'web-41.json': null, 'worker-7.json': null }, ['2 things are missing', 'web:41', 'worker:7']],
  ])('%s', (_, changes, words) => {
    const message = refusal(shop(changes))
    for (const word of words) expect(message).toContain(word)
  })

  test('subnets, when no file tells their zones', () => {
    const isFargate = {
      'tasks.json': null,
      'subnets.json': null,
      'load-balancers.json': null,
      'container-instances.json': null,
    }
    const files = shop({
      ...isFargate,
      'target-groups.json': null,
      'listeners.json': null,
      'rules.json': null,
      'attributes-web.json': null,
      'health-web.json': null,
      'services.json': ({ services }: Services) => ({ services: services.slice(1) }),
    })
    expect(refusal(files)).toContain(
      'aws ec2 describe-subnets --subnet-ids subnet-0aaa1111bbbb22221 subnet-0aaa1111bbbb22222',
    )
  })
})

describe('what is no such answer is refused', () => {
  test.each<[string, readonly LiveFile[], string]>([
    ['no file', [], 'there is no file to read'],
    ['no service', shop({ 'services.json': null }), 'no file describes a service'],
    [
      'an answer of another service',
      [json('a.json', { Buckets: [] })],
      'a.json:1:1: scenario: this is no answer of the AWS CLI that is read here',
    ],
    [
      'a list',
      [json('a.json', { serviceArns: [] })],
      'a.json:2:3: serviceArns: a list of names is not enough: expected what aws ecs describe-services',
    ],
    ['a text', [{ name: 'a.json', text: '"x"' }], 'a.json:1:1'],
    ['an odd list', [json('a.json', { services: {} })], 'a.json:2:3: services: expected a list'],
    ['an odd item', [json('a.json', { services: [1] })], 'a.json:3:5: services[0]: expected an object'],
    [
      'failures',
      [json('a.json', { services: [], failures: [{ arn: 'web', reason: 'MISSING' }] })],
      'AWS reports: MISSING web',
    ],
    [
      'two states',
      [
        ...shop(),
        json('z.json', {
          clusters: [{ clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop', clusterName: 'other' }],
        }),
      ],
      'is described differently in cluster.json:3:',
    ],
  ])('%s', (_, files, words) => {
    expect(refusal(files)).toContain(words)
  })

  test('the same object twice is the same object', () => {
    expect(
      loadLive([
        ...shop(),
        ...shop()
          .map(({ name, text }) => ({ name: `copy-${name}`, text }))
          .filter(({ name }) => !/health|attributes/.test(name)),
      ]).pieces,
    ).toHaveLength(loadLive(shop()).pieces.length)
  })

  test('a task that has no room is placed in its file', () => {
    const files = shop({
      'tasks.json': ({ tasks }: { tasks: object[] }) => ({ tasks: tasks.map((task) => ({ ...task, cpu: '2048' })) }),
    })
    expect(() => new LiveSite(loadLive(files))).toThrow(
      /^tasks\.json:\d+:\d+: tasks\[1\]: tasks\[1\]: expected 2048 CPU units free/,
    )
  })
})

describe('one file is a change', () => {
  const before = loadLive(shop())
  const service = (id: string, blueprint = before) =>
    blueprint.pieces.find((piece) => piece.id === `service/shop/${id}`)!
  const change = (data: unknown) => withChange(before, loadChange(JSON.stringify(data), { name: 'change.json' }))
  const definition = { family: 'web', containerDefinitions: [{ name: 'app', image: 'web:next', memory: 256 }] }

  test('a registration is what every service of its family uses', () => {
    const after = change(definition)
    const made = after.pieces.find(({ id }) => id === 'task-definition/web')!
    expect(made.input).toEqual(definition)
    expect(made.names).toEqual({ name: 'web:42' })
    expect(service('web', after).input.taskDefinition).toBe('web:42')
    expect(service('worker', after)).toBe(service('worker'))
    expect(made.locate(['containerDefinitions', 0, 'memory'])).toEqual(['containerDefinitions', 0, 'memory'])
    const revised = after.revise([
      { file: 'change.json', op: 'replace', path: ['containerDefinitions', 0, 'memory'], value: 300 },
    ])
    expect(JSON.stringify(revised.pieces.find(({ id }) => id === 'task-definition/web')!.input)).toContain(
      '"memory":300',
    )
    const both = after.revise([
      { file: 'services.json', op: 'replace', path: ['services', 0, 'desiredCount'], value: 9 },
    ])
    expect(service('web', both).input).toMatchObject({ desiredCount: 9, taskDefinition: 'web:42' })
  })

  test('a description is one, too', () => {
    const after = change({
      taskDefinition: { ...definition, revision: 50, taskDefinitionArn: 'arn:x', status: 'ACTIVE' },
    })
    expect(service('web', after).input.taskDefinition).toBe('web:50')
  })

  test('SV-210 an update changes the members that it names, also of a configuration', () => {
    const after = change({
      cluster: 'shop',
      service: 'web',
      desiredCount: 5,
      deploymentConfiguration: { maximumPercent: 150 },
    })
    expect(service('web', after).input).toEqual({
      ...service('web').input,
      desiredCount: 5,
      deploymentConfiguration: { ...(service('web').input.deploymentConfiguration as object), maximumPercent: 150 },
    })
    expect(service('web', after).locate(['desiredCount'])).toEqual(['desiredCount'])
  })

  test('SV-202 an update may force a deployment of what is there', () => {
    const forced = change({ cluster: 'shop', service: 'web', forceNewDeployment: true })
    expect(service('web', forced).input).toEqual({ ...service('web').input, forceNewDeployment: true })
  })

  test('a description of services is what they are to be', () => {
    const files = shop()
    const { services } = JSON.parse(files.find(({ name }) => name === 'services.json')!.text as string) as Services
    const after = change({ services: services.map((each) => ({ ...each, desiredCount: 1 })) })
    expect(after.pieces.filter(({ kind }) => kind === 'service').map(({ input }) => input.desiredCount)).toEqual([1, 1])
  })

  test.each<[unknown, string]>([
    [
      { ...definition, family: 'wbe' },
      'change.json:1:2: family: expected a family that some service uses: worker, web, found "wbe". Did you mean "web"?',
    ],
    [{ service: 'wbe' }, 'expected one of the services: web in shop, worker in shop'],
    [
      { service: 'web', taskDefinition: 'web:99' },
      'expected one of the revisions that are described: worker:7, web:41',
    ],
    [{ Buckets: [] }, 'expected the input of register-task-definition'],
  ])('%j is refused', (data, words) => {
    expect(() => change(data)).toThrow(words)
  })
})
