// The page that answers "why there?" and "why not?": first the answer, then each instance, each step, each way out.
import { describe, expect, test } from 'vitest'
import { type PlacementTrace, type Remedy, Simulation } from '../../src/index.ts'
import { describeRemedy, type Explanation, formatExplanation, type Paint } from '../../src/report/index.ts'

const cluster = 'prod'

/** Four kinds of instances: an idle m5.large, one without its agent, a small one, and one that is DRAINING. */
function yard(): Simulation {
  const sim = new Simulation({ seed: 'yard' })
  sim.ecs.createCluster({ clusterName: cluster })
  const [, away] = launch(sim, 'm5.large', 2)
  launch(sim, 't3.micro', 1)
  const [draining] = launch(sim, 'c5.large', 1)
  sim.fleet.disconnectAgent({ cluster, containerInstances: [away as string] })
  sim.ecs.updateContainerInstancesState({ cluster, containerInstances: [draining as string], status: 'DRAINING' })
  for (const [family, memory] of [
    ['small', 512],
    ['big', 1024],
    ['huge', 20_000],
  ] as const)
    sim.ecs.registerTaskDefinition({
      family,
      containerDefinitions: [{ name: 'c', image: 'i', cpu: 256, memory, portMappings: [{ containerPort: 80 }] }],
    })
  return sim
}

function launch(sim: Simulation, instanceType: string, count: number) {
  const before = sim.ecs.listContainerInstances({ cluster }).containerInstanceArns ?? []
  sim.fleet.launch({ cluster, instanceType, count, ready: true })
  return (sim.ecs.listContainerInstances({ cluster }).containerInstanceArns ?? []).slice(before.length)
}

/** Without a way out: those are written by hand here. */
function whyNot(sim: Simulation, taskDefinition: string, more: Omit<RunTask, 'taskDefinition'> = {}): PlacementTrace {
  return sim.whyNot({ cluster, taskDefinition, ...more }, { wayOut: false })
}
type RunTask = Parameters<Simulation['ecs']['runTask']>[0]
const binpack = { placementStrategy: [{ type: 'binpack' as const, field: 'memory' }] }
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))
/** The first sentence, however it was wrapped. */
const answerOf = (text: string) => text.split('\n\n')[0]!.replace(/\n +/g, ' ')
/** Ids follow from the seed; what matters is that they are short. */
const anonymous = (text: string) => text.replace(/\b[0-9a-f]{8}\b/g, 'xxxxxxxx')

describe('a refusal', () => {
  test('is a table: each instance with its checks, the one that fails with what was wanted and what there is', () => {
    const sim = yard()
    const text = formatExplanation(whyNot(sim, 'huge'), { scene: sim.view, subject: 'the next task of web' })
    expect(`\n${anonymous(text)}`).toBe(`
The next task of web fits on none of 3 container instances: 2 × RESOURCE:MEMORY (wanted 20000 MiB,
  at most 7864 MiB available); 1 × AGENT (wanted a connected agent, found a disconnected agent).

  instance  type      zone        AGENT CPU MEMORY
  xxxxxxxx  m5.large  us-east-1a    ✓    ✓    ✗ wanted 20000 MiB, 7864 MiB available
  xxxxxxxx  m5.large  us-east-1b    ✗ wanted a connected agent, found a disconnected agent
  xxxxxxxx  t3.micro  us-east-1a    ✓    ✓    ✗ wanted 20000 MiB, 983 MiB available

  Not asked: 1 DRAINING (xxxxxxxx).`)
  })

  test('of the only instance says so', () => {
    const sim = new Simulation()
    sim.ecs.createCluster({ clusterName: cluster })
    launch(sim, 't3.micro', 1)
    sim.ecs.registerTaskDefinition({ family: 'x', containerDefinitions: [{ name: 'c', image: 'i', memory: 2000 }] })
    expect(answerOf(formatExplanation(whyNot(sim, 'x')))).toBe(
      'The task does not fit on the only container instance: RESOURCE:MEMORY, wanted 2000 MiB, 983 MiB available.',
    )
  })

  test('that a constraint causes quotes the expression, wrapped where it is long', () => {
    const sim = yard()
    const expression =
      'attribute:ecs.instance-type =~ c5.* and attribute:stack == production and runningTasksCount == 0'
    const text = formatExplanation(
      whyNot(sim, 'small', { placementConstraints: [{ type: 'memberOf' as const, expression }] }),
    )
    expect(answerOf(text)).toContain(`2 × memberOf (wanted ${expression}, found an instance that is no member)`)
    expect(widest(text)).toBeLessThanOrEqual(100)
  })

  test('of a task with an interface of its own tells zones and interfaces, and which of them would help', () => {
    const sim = new Simulation({
      availabilityZones: ['us-east-1a', 'us-east-1b'],
      subnets: { 'subnet-a': { availabilityZone: 'us-east-1a', vpcId: 'vpc-1' } },
    })
    sim.ecs.createCluster({ clusterName: cluster })
    for (const zone of ['us-east-1a', 'us-east-1b', 'us-east-1a'])
      sim.fleet.launch({ cluster, instanceType: 't3.small', ready: true, vpcId: 'vpc-1', availabilityZones: [zone] })
    sim.fleet.launch({ cluster, instanceType: 't3.small', ready: true })
    sim.ecs.registerTaskDefinition({
      family: 'own',
      networkMode: 'awsvpc',
      containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }],
    })
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-a'] } }
    sim.ecs.createService({ cluster, serviceName: 'web', taskDefinition: 'own', desiredCount: 5, networkConfiguration })
    sim.advance('1m')
    const text = formatExplanation(sim.whyNot({ cluster, service: 'web' }), { scene: sim.view })
    expect(`\n${anonymous(text)}`).toBe(`
The task fits on none of 4 container instances: 2 × RESOURCE:ENI (wanted a network interface, found
  0 of 2 network interfaces free); 1 × LOCATION (wanted a subnet in us-east-1a, found us-east-1b); 1
  × ATTRIBUTE (wanted ecs.capability.task-eni, ecs.vpc-id = vpc-1, found ecs.vpc-id =
  vpc-0a4e22397d87fef7c).

  instance  type      zone        AGENT ATTRIBUTE LOCATION CPU MEMORY ENI
  xxxxxxxx  t3.small  us-east-1a    ✓       ✓        ✓      ✓    ✓     ✗
      wanted a network interface, found 0 of 2 network interfaces free
  xxxxxxxx  t3.small  us-east-1b    ✓       ✓        ✗
      wanted a subnet in us-east-1a, found us-east-1b
  xxxxxxxx  t3.small  us-east-1a    ✓       ✓        ✓      ✓    ✓     ✗
      wanted a network interface, found 0 of 2 network interfaces free
  xxxxxxxx  t3.small  us-east-1a    ✓       ✗
      wanted ecs.capability.task-eni, ecs.vpc-id = vpc-1, found ecs.vpc-id = vpc-0a4e22397d87fef7c

The way out, any one of these:
  • free 1 network interface on xxxxxxxx
  • free 1 network interface on xxxxxxxx
  • stop task xxxxxxxx of web on xxxxxxxx
  • stop task xxxxxxxx of web on xxxxxxxx
  • let the task use a subnet in us-east-1b too; the task then goes to xxxxxxxx (t3.small,
    us-east-1b)
  • add one t3.small in us-east-1a of vpc-1
  • add one t2.nano in us-east-1a of vpc-1`)
  })

  test('by an empty fleet is one sentence', () => {
    const nobody: Explanation = { instances: [], steps: [], chosen: null, decidedBy: 'nothing-fits' }
    expect(formatExplanation(nobody)).toBe('The task fits nowhere: there is no ACTIVE container instance to ask.')
  })

  test('without a scene leaves out what nobody knows', () => {
    const [head] = formatExplanation(whyNot(yard(), 'huge')).split('\n\n')[1]!.split('\n')
    expect(head).toBe('  instance  AGENT CPU MEMORY')
  })

  test('on many instances groups those that fail alike, and five thousand are still a page', () => {
    const sim = yard()
    for (let round = 0; round < 5; round++)
      sim.fleet.launch({ cluster, instanceType: 'm5.large', count: 999, ready: true })
    const text = formatExplanation(whyNot(sim, 'huge'), { scene: sim.view })
    expect(anonymous(text)).toContain(`
  4997 instances  2 types   3 zones       ✓    ✓    ✗ wanted 20000 MiB, at most 7864 MiB available
  xxxxxxxx        m5.large  us-east-1b    ✗ wanted a connected agent, found a disconnected agent
`)
    expect(text.split('\n').length).toBeLessThan(12)
    const placed = formatExplanation(whyNot(sim, 'small', binpack), { scene: sim.view })
    expect(placed.split('\n').length).toBeLessThan(20)
    expect(placed).toMatch(/\n→ [0-9a-f]{8} {8}t3\.micro {2}us-east-1a/)
    expect(placed).toMatch(/dropped {2}7864 MiB {2}[0-9a-f]{8}, .* and \d+ more\n?/)
  })
})

describe('a placement', () => {
  test('names what decided, and every step with what it kept and dropped', () => {
    const sim = yard()
    const [task] = sim.ecs.runTask({ cluster, taskDefinition: 'small', ...binpack }).tasks
    const text = formatExplanation(sim.explain(task?.taskArn as string), { scene: sim.view })
    expect(`\n${anonymous(text)}`).toBe(`
Task xxxxxxxx went to xxxxxxxx (t3.micro, us-east-1a): of the 2 that fit, binpack memory prefers it
  (983 MiB left, the next best has 7864 MiB).
It was placed at 2026-01-01T00:00:00.000Z.

  instance  type      zone        AGENT CPU MEMORY
  xxxxxxxx  m5.large  us-east-1a    ✓    ✓    ✓
  xxxxxxxx  m5.large  us-east-1b    ✗ wanted a connected agent, found a disconnected agent
→ xxxxxxxx  t3.micro  us-east-1a    ✓    ✓    ✓

  Not asked: 1 DRAINING (xxxxxxxx).

2 instances fit. What chose among them:
  1. binpack memory, least memory left first
     kept      983 MiB  xxxxxxxx
     dropped  7864 MiB  xxxxxxxx`)
  })

  test('that was the only one possible needs no strategy', () => {
    const text = formatExplanation(whyNot(yard(), 'big'))
    expect(anonymous(answerOf(text))).toBe(
      'The task would go to xxxxxxxx: of 3 container instances only this one fits.',
    )
    expect(text).not.toContain('chose')
  })

  test('by order of registration, after a spread that names the values it counted', () => {
    const sim = yard()
    launch(sim, 'm5.large', 2)
    sim.ecs.createService({ cluster, serviceName: 'web', taskDefinition: 'big', desiredCount: 1 })
    sim.settle()
    const [task] = [...sim.view.tables.tasks.values()]
    const text = formatExplanation(sim.explain(task!.arn), { scene: sim.view })
    expect(anonymous(answerOf(text))).toMatch(/^Task .*: of the 3 that fit, it was registered first\.\n/)
    expect(anonymous(text.split('\n\n').at(-1)!)).toBe(`3 instances fit. What chose among them:
  1. spread attribute:ecs.availability-zone, fewest tasks in the zone first
     kept     0 tasks  us-east-1a: xxxxxxxx, xxxxxxxx
     kept     0 tasks  us-east-1b: xxxxxxxx
  2. spread instanceId, fewest tasks on the instance first
     kept     0 tasks  xxxxxxxx, xxxxxxxx, xxxxxxxx
  3. order of registration, first registered first
     kept     xxxxxxxx`)
  })

  test('by a draw: before it any may be it, afterwards one was', () => {
    const sim = yard()
    expect(anonymous(answerOf(formatExplanation(whyNot(sim, 'small'))))).toBe(
      'The task would go to one of 2 container instances: of the 2 that fit, chance will pick one.',
    )
    const [task] = sim.ecs.runTask({ cluster, taskDefinition: 'small' }).tasks
    expect(anonymous(answerOf(formatExplanation(sim.explain(task?.taskArn as string))))).toMatch(
      /^Task xxxxxxxx went to xxxxxxxx: of the 2 that fit, chance picked it\.\n/,
    )
  })

  test('by a strategy of the user shows its ranks', () => {
    const candidates = [...'abcdefgh'].map((id, index) => ({
      containerInstanceArn: `x/${id}`,
      value: index,
      kept: index === 0,
    }))
    const instances = candidates.map(({ containerInstanceArn }) => ({ containerInstanceArn, fits: true, checks: [] }))
    const text = formatExplanation({
      instances,
      steps: [{ type: 'custom:cheapest', field: '', candidates }],
      chosen: 'x/a',
      decidedBy: 'strategy',
    })
    expect(answerOf(text)).toBe(
      'The task would go to a: of the 8 that fit, custom:cheapest prefers it (rank 0, the next best has rank 1).',
    )
    expect(text).toMatch(
      /\n {5}kept {5}rank 0 {2}a\n {5}dropped {2}rank 1 {2}b\n.*\n {5}dropped {2}2 instances more, up to rank 7$/s,
    )
  })
})

describe('remedies', () => {
  const on = (id: string) => `arn:aws:ecs:us-east-1:123456789012:container-instance/prod/${id}00000000`
  const task = (id: string) => `arn:aws:ecs:us-east-1:123456789012:task/prod/${id}00000000`
  const here = { containerInstanceArn: on('3f2a91c0'), placedOn: on('3f2a91c0') }
  const there = { placedOn: on('77be0d11') }

  const SENTENCES: readonly (readonly [Remedy, string])[] = [
    [{ kind: 'free-resource', resource: 'CPU', amount: 256, ...here }, 'free 256 CPU units on 3f2a91c0'],
    [{ kind: 'free-resource', resource: 'MEMORY', amount: 512, ...here }, 'free 512 MiB of memory on 3f2a91c0'],
    [{ kind: 'free-resource', resource: 'GPU', amount: 1, ...here }, 'free 1 GPU on 3f2a91c0'],
    [{ kind: 'free-resource', resource: 'ENI', amount: 2, ...here }, 'free 2 network interfaces on 3f2a91c0'],
    [
      { kind: 'free-ports', ports: ['80/tcp'], heldBy: [task('5c0f3a12')], ...here },
      'free host port 80/tcp on 3f2a91c0, held by task 5c0f3a12',
    ],
    [
      { kind: 'free-ports', ports: ['22/tcp', '53/udp'], heldBy: [], ...here },
      'free host ports 22/tcp, 53/udp on 3f2a91c0, held by the instance itself',
    ],
    [{ kind: 'stop-tasks', taskArns: [task('5c0f3a12')], ...here }, 'stop task 5c0f3a12 on 3f2a91c0'],
    [
      { kind: 'stop-tasks', taskArns: [task('5c0f3a12'), task('77be0d11')], ...here },
      'stop 2 tasks (5c0f3a12, 77be0d11) on 3f2a91c0',
    ],
    [{ kind: 'shrink-task', resource: 'CPU', to: 1, ...there }, 'let the task ask for no more than 1 CPU unit'],
    [
      { kind: 'shrink-task', resource: 'MEMORY', to: 512, ...there },
      'let the task ask for no more than 512 MiB of memory',
    ],
    [
      { kind: 'drop-constraint', constraint: { type: 'distinctInstance', expression: '' }, from: 'request', ...there },
      'drop the placement constraint distinctInstance of the service or RunTask call',
    ],
    [
      {
        kind: 'drop-constraint',
        constraint: { type: 'memberOf', expression: 'attribute:stack == prod' },
        from: 'task-definition',
        ...there,
      },
      'drop the placement constraint memberOf "attribute:stack == prod" of the task definition',
    ],
    [
      { kind: 'drop-attribute', name: 'ecs.capability.x', value: '', ...there },
      'change the task definition so that it does not need the attribute ecs.capability.x',
    ],
    [{ kind: 'put-attribute', name: 'stack', value: 'prod', ...here }, 'put the attribute stack = prod on 3f2a91c0'],
    [{ kind: 'reconnect-agent', ...here }, 'reconnect the agent of 3f2a91c0'],
    [{ kind: 'activate-instance', ...here }, 'set 3f2a91c0 from DRAINING to ACTIVE'],
    [{ kind: 'add-subnet', availabilityZone: 'us-east-1b', ...there }, 'let the task use a subnet in us-east-1b too'],
    [
      {
        kind: 'add-instance',
        instanceType: 'm5.large',
        availabilityZone: 'us-east-1a',
        vpcId: null,
        attributes: {},
        placedOn: null,
      },
      'add one m5.large in us-east-1a',
    ],
    [
      {
        kind: 'add-instance',
        instanceType: 'm5.large',
        availabilityZone: 'us-east-1a',
        vpcId: 'vpc-1',
        attributes: { stack: 'prod', gpu: '' },
        placedOn: null,
      },
      'add one m5.large in us-east-1a of vpc-1 with the attributes stack = prod, gpu',
    ],
  ]

  test.each(SENTENCES)('%j', (remedy, sentence) => {
    expect(describeRemedy(remedy)).toBe(sentence)
  })

  const refused: Explanation = {
    instances: [
      {
        containerInstanceArn: on('3f2a91c0'),
        fits: false,
        checks: [
          { reason: 'RESOURCE:CPU', rule: 'PL-15', passed: false, wanted: '9 CPU units', available: '1 CPU units' },
        ],
      },
    ],
    steps: [],
    chosen: null,
    decidedBy: 'nothing-fits',
  }
  const wayOutOf = (wayOut: readonly Remedy[]) =>
    formatExplanation({ ...refused, wayOut })
      .split('\n\n')
      .at(-1)

  test('stand below a refusal, with where the task then goes when that is elsewhere', () => {
    const [free, shrink] = [SENTENCES[0]![0], SENTENCES[8]![0]]
    expect(wayOutOf([free])).toBe('The way out:\n  • free 256 CPU units on 3f2a91c0')
    expect(wayOutOf([free, shrink])).toBe(`The way out, any one of these:
  • free 256 CPU units on 3f2a91c0
  • let the task ask for no more than 1 CPU unit; the task then goes to 77be0d11`)
  })

  test('say whose tasks they are, where a scene tells', () => {
    const sim = yard()
    sim.ecs.createService({ cluster, serviceName: 'web', taskDefinition: 'small', desiredCount: 1 })
    sim.settle()
    const [running] = [...sim.view.tables.tasks.values()]
    const { arn, containerInstanceArn, id } = running!
    const place = { containerInstanceArn: containerInstanceArn!, placedOn: containerInstanceArn }
    const wayOut: Remedy[] = [{ kind: 'stop-tasks', taskArns: [arn], ...place }]
    const text = formatExplanation({ ...whyNot(sim, 'huge'), wayOut }, { scene: sim.view })
    expect(text).toContain(
      `• stop task ${id.slice(0, 8)} of web on ${containerInstanceArn!.split('/').at(-1)!.slice(0, 8)}`,
    )
  })

  test('of every kind fit into the width', () => {
    const wayOut = SENTENCES.map(([remedy]) => remedy)
    for (const width of [60, 100]) {
      const text = formatExplanation({ ...refused, wayOut }, { width })
      expect(widest(text)).toBeLessThanOrEqual(width)
      for (const kind of new Set(wayOut.map((remedy) => remedy.kind))) expect(text).toContain(firstWords(kind))
    }
  })

  const firstWords = (kind: Remedy['kind']) =>
    SENTENCES.find(([remedy]) => remedy.kind === kind)![1]
      .split(' ')
      .slice(0, 2)
      .join(' ')

  test('that are many of a kind begin with the smallest and end with a count', () => {
    const amounts = [900, 300, 100, 500, 700]
    const wayOut = amounts.map((amount): Remedy => ({ kind: 'free-resource', resource: 'CPU', amount, ...here }))
    expect(wayOutOf(wayOut)).toBe(`The way out, any one of these:
  • free 100 CPU units on 3f2a91c0
  • free 300 CPU units on 3f2a91c0
  • free 500 CPU units on 3f2a91c0
  • … and 2 more like these`)
  })

  test('that do not exist are missed in a sentence', () => {
    expect(wayOutOf([])).toBe('The way out: no single change would help.')
    expect(formatExplanation(refused)).not.toContain('way out')
    expect(formatExplanation({ ...whyNot(yard(), 'small'), wayOut: [] })).not.toContain('way out')
  })

  test('ids that begin alike are told apart', () => {
    const wayOut: Remedy[] = [{ kind: 'reconnect-agent', containerInstanceArn: `${on('3f2a91c0')}f`, placedOn: null }]
    const text = formatExplanation({
      ...refused,
      wayOut: [...wayOut, { kind: 'reconnect-agent', containerInstanceArn: on('3f2a91c0ffff'), placedOn: null }],
    })
    expect(text).toContain('reconnect the agent of 3f2a91c00000')
    expect(text).toContain('reconnect the agent of 3f2a91c0ffff')
  })
})

describe('looks', () => {
  const sim = yard()
  const trace = whyNot(sim, 'small', binpack)

  test('colours never change the words', () => {
    const plain = formatExplanation(trace, { scene: sim.view })
    const colored = formatExplanation(trace, { scene: sim.view, color: true })
    expect(plain).not.toContain('\u001b')
    expect(colored).toContain('\u001b[32m')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what colours are made of
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain)
  })

  test('a paint of the caller marks what fails and what is chosen', () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`
    const paint: Paint = { bold: mark('b'), dim: mark('d'), good: mark('g'), bad: mark('x'), hue: (_, text) => text }
    const text = formatExplanation(trace, { paint })
    expect(text).toContain('<g>→ </g>')
    expect(text).toContain('<x>✗</x>')
  })

  test('a narrow page names the checks in a line of their own', () => {
    const placementConstraints = [
      { type: 'memberOf' as const, expression: 'attribute:stack !exists' },
      { type: 'distinctInstance' as const },
    ]
    const constrained = whyNot(sim, 'small', { placementConstraints })
    const text = formatExplanation(constrained, { scene: sim.view, width: 60 })
    expect(text).toContain('\n  Checks in this order: AGENT, CPU, MEMORY, memberOf,\n  distinctInstance.\n')
    expect(widest(text)).toBeLessThanOrEqual(60)
  })

  test.each([0, 59, 60.5, Number.NaN, '100', null, 1e9])('width %j is refused', (width) => {
    expect(() => formatExplanation(trace, { width: width as number })).toThrow(
      /^width: expected a whole number of columns from 60 to 10000, found /,
    )
  })

  test('no escape sequence gets through from names', () => {
    const text = formatExplanation(trace, { subject: 'the \u001b[31mtask\n\u0007' })
    expect(text).toContain('The ?[31mtask??')
  })
})
