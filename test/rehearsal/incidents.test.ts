// Deployments that went wrong in public, each broken and mended: does the rehearsal see what is wrong, and does its fix work?
import { describe, expect, test } from 'vitest'
import { type CauseKind, type RehearsalOptions, rehearse, type VerdictName } from '../../src/rehearsal/index.ts'
import { type StackSettings, stack } from '../support/blueprints.ts'

interface Incident {
  readonly what: string
  readonly broken: StackSettings
  readonly mended: StackSettings
  readonly options?: Omit<RehearsalOptions, 'fixes'>
  readonly verdict: VerdictName
  readonly cause: CauseKind
  readonly rule: string
  /** The words of one of the fixes. */
  readonly fix: string
}

const NEXT = 'example.com/web:2'

const INCIDENTS: readonly Incident[] = [
  {
    what: 'DP-131, DP-150 one task, 100/134',
    broken: { desired: 1, max: 134 },
    mended: { desired: 1, max: 200 },
    verdict: 'stuck',
    cause: 'percentages',
    rule: 'EV-120',
    fix: 'set deploymentConfiguration.maximumPercent of web from 134 to 200',
  },
  {
    what: 'DP-131, DP-150 one task, 50/150',
    broken: { desired: 1, min: 50, max: 150 },
    mended: { desired: 1, min: 0, max: 150 },
    verdict: 'stuck',
    cause: 'percentages',
    rule: 'EV-120',
    fix: 'set deploymentConfiguration.maximumPercent of web from 150 to 200',
  },
  {
    what: 'DP-131 three tasks, 100/125: the smallest percentage that works is 134',
    broken: { desired: 3, max: 125 },
    mended: { desired: 3, max: 134 },
    verdict: 'stuck',
    cause: 'percentages',
    rule: 'EV-120',
    fix: 'set deploymentConfiguration.maximumPercent of web from 125 to 134',
  },
  {
    what: 'DP-712 a static host port on one instance',
    broken: { desired: 1, instances: 1, hostPort: 80 },
    mended: { desired: 1, instances: 1, hostPort: 0 },
    verdict: 'stuck',
    cause: 'static-port',
    rule: 'DP-712',
    fix: 'set containerDefinitions[0].portMappings[0].hostPort of task definition web from 80 to 0',
  },
  {
    what: 'SV-407 a daemon that keeps all of its tasks',
    broken: { daemon: true, min: 100 },
    mended: { daemon: true, min: 0 },
    verdict: 'stuck',
    cause: 'percentages',
    rule: 'EV-120',
    fix: 'set deploymentConfiguration.minimumHealthyPercent of web from 100 to 66',
  },
  {
    what: 'PL-15 three tasks that fill three instances',
    broken: { desired: 3, cpu: 1_536, memory: 4_096 },
    mended: { desired: 3, cpu: 1_536, memory: 4_096, instances: 4 },
    verdict: 'stuck',
    cause: 'no-room',
    rule: 'PL-15',
    fix: 'set the number of instances of prod-group from 3 to 4',
  },
  {
    what: 'DP-208 an app that boots slower than its grace period lets it',
    broken: { delay: 5, grace: 10 },
    mended: { delay: 5, grace: 90 },
    options: { bootTime: '60s' },
    verdict: 'stuck',
    cause: 'grace-too-short',
    rule: 'DP-208',
    fix: 'set healthCheckGracePeriodSeconds of web from 10 to 80',
  },
  {
    what: 'TG-010 a deregistration delay of five minutes',
    broken: { delay: 300 },
    mended: { delay: 30 },
    options: { expectations: { within: '3m' } },
    verdict: 'degrades',
    cause: 'too-slow',
    rule: 'DP-410',
    fix: 'set deregistration_delay.timeout_seconds of target group web from 300 to 120',
  },
  {
    what: 'PL-28 distinctInstance on exactly as many instances as tasks',
    broken: { distinct: true },
    mended: { distinct: true, instances: 4 },
    verdict: 'stuck',
    cause: 'distinct-instance',
    rule: 'PL-28',
    fix: 'remove the placement constraint distinctInstance from web',
  },
]

function changed(settings: StackSettings, options: RehearsalOptions = {}) {
  return rehearse({ before: stack(settings), after: stack({ ...settings, image: NEXT }), ...options }).rehearsal
}

describe.each(INCIDENTS)('$what', ({ broken, mended, options, verdict, cause, rule, fix }) => {
  test('broken', () => {
    const rehearsal = changed(broken, options)
    expect(rehearsal.verdict).toBe(verdict)
    expect(rehearsal.steps[0]?.services[0]?.causes[0]).toMatchObject({ kind: cause, rule })
    expect(rehearsal.fixes.map(({ words }) => words)).toContain(fix)
    expect(rehearsal.fixes[0]?.verdict).toBe('completes')
  })

  test('mended', () => {
    expect(changed(mended, options)).toMatchObject({ verdict: 'completes', impossible: [], fixes: [] })
  })

  test('each fix, written into the files, comes out as was promised', () => {
    const after = stack({ ...broken, image: NEXT })
    for (const { patches, verdict: promised, durationMs } of changed(broken, options).fixes) {
      const { rehearsal } = rehearse({ before: stack(broken), after: after.revise(patches), ...options, fixes: false })
      expect(rehearsal.verdict).toBe(promised)
      expect(rehearsal.steps[0]?.durationMs?.p50 ?? null).toBe(durationMs)
    }
  })
})

describe('an ordinary change of an image', () => {
  const ordinary: readonly StackSettings[] = [
    {},
    { desired: 1 },
    { desired: 10, instances: 5 },
    { min: 50, max: 100, desired: 4 },
    { hostPort: 80, instances: 4, desired: 2 },
    { daemon: true, min: 0 },
    { delay: 30, grace: 60, breaker: true },
    { delay: 300 },
    { distinct: true, instances: 6 },
  ]

  test.each(ordinary)('raises no alarm with %j', (settings) => {
    const rehearsal = changed(settings)
    expect(rehearsal).toMatchObject({ verdict: 'completes', impossible: [], restless: [] })
    const causes = rehearsal.steps.flatMap(({ services }) => services.flatMap((service) => service.causes))
    expect(causes.filter(({ weight }) => weight !== 'slows')).toEqual([])
  })
})

test('TG-010 a long drain is told with its share of the time, and a shorter delay is the fix', () => {
  const rehearsal = changed({ delay: 300 })
  const [service] = rehearsal.steps[0]?.services ?? []
  expect(service?.causes).toMatchObject([
    { kind: 'slow-drain', weight: 'slows', sentence: 'web took 5m19s, 5m00s of it deregistration delay.' },
  ])
  expect(service?.longest[0]).toEqual({ name: 'deregistration-delay', ms: 300_000 })
  const sum = service?.criticalPath.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0)
  expect(sum).toBe(service?.durationMs?.p50)
  expect(rehearsal.fixes[0]?.words).toBe('set deregistration_delay.timeout_seconds of target group web from 300 to 30')
})

test('CB-20 a container that exits is rolled back by the breaker, and got stuck without one', () => {
  const workload = { 'web:app': { exitsAfter: '2s', exitCode: 1 } }
  const rolled = changed({ breaker: true }, { workload })
  expect(rolled.verdict).toBe('rolls-back')
  expect(rolled.steps[0]?.services[0]?.causes.map(({ kind }) => kind)).toEqual(['container-exits', 'breaker'])
  const stuck = changed({}, { workload })
  expect(stuck.verdict).toBe('stuck')
  expect(stuck.fixes).toMatchObject([{ verdict: 'rolls-back', edits: [{ family: 'breaker' }, { family: 'breaker' }] }])
})

test('IM-20 an image that is not there is told by its name', () => {
  const prepare: RehearsalOptions['prepare'] = (sim) =>
    void sim.images.publish({ image: 'example.com/web:1', sizeMB: 100 })
  const rehearsal = changed({ breaker: true }, { prepare })
  expect(rehearsal.verdict).toBe('rolls-back')
  const [cause] = rehearsal.steps[0]?.services[0]?.causes ?? []
  expect(cause).toMatchObject({ kind: 'image' })
  expect(cause?.sentence).toContain('web cannot pull its image example.com/web:2.')
})

test('PL-15 what fits nowhere is impossible from the start', () => {
  const { rehearsal } = rehearse({ before: stack(), after: stack({ cpu: 4_096, memory: 512 }) })
  expect(rehearsal.impossible).toMatchObject([{ service: 'web', kind: 'task-too-large' }])
  expect(rehearsal.verdict).toBe('stuck')
})

test('DP-131, DP-208 a pair of edits is found where one is not enough', () => {
  const { fixes, search } = changed({ desired: 1, max: 150, delay: 5, grace: 10 }, { bootTime: '60s' })
  expect(fixes[0]).toMatchObject({
    verdict: 'completes',
    edits: [
      { family: 'maximumPercent', from: 150, to: 200 },
      { family: 'healthCheckGracePeriod', from: 10, to: 80 },
    ],
  })
  expect(search.isExhausted).toBe(false)
})

test('EV-125 protected tasks keep a deployment from its end', () => {
  const prepare: RehearsalOptions['prepare'] = (sim) => {
    const { taskArns = [] } = sim.ecs.listTasks({ cluster: 'prod' })
    sim.ecs.updateTaskProtection({ cluster: 'prod', tasks: taskArns, protectionEnabled: true, expiresInMinutes: 600 })
  }
  const rehearsal = changed({}, { prepare })
  expect(rehearsal.verdict).toBe('stuck')
  expect(rehearsal.steps[0]?.services[0]?.causes[0]).toMatchObject({ kind: 'protection', rule: 'EV-125' })
})

test('PL-11, PL-27 what no instance is cannot be had', () => {
  const rehearsal = rehearse({
    before: stack(),
    after: stack({ memberOf: 'attribute:ecs.instance-type == c5.large', image: NEXT }),
  }).rehearsal
  expect(rehearsal).toMatchObject({ verdict: 'stuck', impossible: [{ kind: 'member-of' }] })
  expect(rehearsal.steps[0]?.services[0]?.causes[0]).toMatchObject({ kind: 'member-of', rule: 'PL-27' })
  expect(rehearsal.fixes[0]?.words).toBe('remove the placement constraint memberOf from web')
})

/** Of one cause, as it is told of so many instances. */
function toldOf(settings: StackSettings, options: RehearsalOptions = {}): string {
  return changed(settings, { fixes: false, ...options }).steps[0]?.services[0]?.causes[0]?.sentence ?? ''
}

test.each([
  [1, 'the only container instance has 0 of 2 network interfaces free.'],
  [2, 'of 2 container instances the closest has 0 of 2 network interfaces free.'],
  [3, 'of 3 container instances the closest has 0 of 2 network interfaces free.'],
])('PL-10 interfaces that are all taken are told of %i instances', (instances, words) => {
  const sentence = toldOf({ network: 'awsvpc', instances, desired: 2 * instances })
  expect(sentence).toBe(`web needs a network interface for each task, and ${words}`)
})

test.each([
  [1, 'the only container instance'],
  [2, 'both container instances'],
  [3, 'all 3 container instances'],
])('DP-712 a port that is taken is told of %i instances', (instances, words) => {
  const sentence = toldOf({ hostPort: 80, instances, desired: instances })
  expect(sentence).toContain(`(80/tcp) that is taken on ${words}: one task an instance`)
})

test.each([
  [1, 'and that does not hold on the only container instance.'],
  [3, 'and that holds on none of the 3 container instances with room.'],
])('PL-27 a condition that holds nowhere is told of %i instances', (instances, words) => {
  const memberOf = 'attribute:ecs.instance-type == c5.large'
  const before = stack({ instances, desired: 1 })
  const { rehearsal } = rehearse({
    before,
    after: stack({ instances, desired: 1, memberOf, image: NEXT }),
    fixes: false,
  })
  expect(rehearsal.steps[0]?.services[0]?.causes[0]?.sentence).toContain(words)
})

test.each([
  [1, 'the agent of the only container instance is away.'],
  [3, 'the agents of all 3 container instances are away.'],
])('CI-16 agents that are away are told of %i instances', (instances, words) => {
  const prepare: RehearsalOptions['prepare'] = (sim) => {
    const { containerInstanceArns = [] } = sim.ecs.listContainerInstances({ cluster: 'prod' })
    sim.fleet.disconnectAgent({ cluster: 'prod', containerInstances: containerInstanceArns })
  }
  expect(toldOf({ instances, desired: 1 }, { prepare })).toContain(words)
})
