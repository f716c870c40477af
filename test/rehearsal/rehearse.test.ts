// What is in a rehearsal, and what does it depend on?
import { expect, test } from 'vitest'
import { loadScenario } from '../../src/inputs/index.ts'
import { changeOfScenario, rehearse, rehearseChange } from '../../src/rehearsal/index.ts'
import { blueprint, stack, stackPieces } from '../support/blueprints.ts'

const NEXT = 'example.com/web:2'
const DEADLOCK = { before: stack({ desired: 1, max: 150 }), after: stack({ desired: 1, max: 150, image: NEXT }) }

test('the same input gives the same bytes, and JSON keeps all of it', () => {
  const [first, second] = [rehearse(DEADLOCK), rehearse(DEADLOCK)]
  expect(JSON.stringify(first.rehearsal)).toBe(JSON.stringify(second.rehearsal))
  expect(JSON.parse(JSON.stringify(first.rehearsal))).toEqual(first.rehearsal)
  expect(first.simulation.journalHash()).toBe(second.simulation.journalHash())
})

test('evidence names entries of the simulation that comes with it', () => {
  const { rehearsal, simulation } = rehearse(DEADLOCK)
  const [cause] = rehearsal.steps[0]?.services[0]?.causes ?? []
  const said = cause?.evidence.entries.map((seq) => simulation.journal[seq]?.set)
  expect(said).toMatchObject([{ message: cause?.evidence.texts[0] }])
})

test('an edit says where in the file it belongs', () => {
  const { fixes } = rehearse(DEADLOCK).rehearsal
  expect(fixes[0]?.edits[0]).toMatchObject({
    piece: 'Service',
    path: 'deploymentConfiguration.maximumPercent',
    from: 150,
  })
  expect(fixes[0]?.edits[0]?.at).toMatch(/^stack\.json:\d+:\d+$/)
  expect(fixes[0]?.patches).toEqual([
    {
      file: 'stack.json',
      op: 'replace',
      path: ['Service', 'input', 'deploymentConfiguration', 'maximumPercent'],
      value: 200,
    },
  ])
})

test('a value that the file does not hold is added with what is around it', () => {
  const bare = (image: string) => {
    const pieces = stackPieces({ desired: 1, instances: 1, hostPort: 80, image })
    const { deploymentConfiguration: _, ...input } = pieces.Service!.input
    return blueprint({ ...pieces, Service: { ...pieces.Service!, input } })
  }
  const { fixes } = rehearse({ before: bare('a:1'), after: bare('a:2') }).rehearsal
  expect(fixes.map(({ patches }) => patches[0])).toContainEqual({
    file: 'stack.json',
    op: 'add',
    path: ['Service', 'input', 'deploymentConfiguration'],
    value: { minimumHealthyPercent: 0 },
  })
})

test('without anything before, the creation is rehearsed and then a release', () => {
  const { rehearsal } = rehearse({ before: null, after: stack({ desired: 1, max: 150 }) })
  expect(rehearsal.steps.map(({ step, verdict }) => [step, verdict])).toEqual([
    ['creation', 'completes'],
    ['release', 'stuck'],
  ])
  expect(rehearsal.steps[0]?.services[0]).toMatchObject({ change: 'created', verdict: 'completes' })
  expect(rehearsal.steps[1]?.services[0]).toMatchObject({ change: 'released', causes: [{ kind: 'percentages' }] })
  expect(rehearsal.fixes[0]).toMatchObject({ verdict: 'completes', edits: [{ family: 'maximumPercent', to: 200 }] })
  // Instances of a stack that is created are not there at once.
  expect(rehearsal.steps[0]?.durationMs?.p50).toBeGreaterThan(90_000)
})

test('varied latencies are run twenty times, each from a seed of its own', () => {
  const latencies = { ec2Dispatch: { uniform: ['1s', '60s'] } } as never
  const change = { before: stack(), after: stack({ image: NEXT }), latencies, fixes: false }
  const [step] = rehearse(change).rehearsal.steps
  expect(step?.runs).toEqual({ completes: 20, degrades: 0, 'rolls-back': 0, stuck: 0 })
  expect(step?.durationMs?.p95).toBeGreaterThan(step?.durationMs?.p50 as number)
  expect(rehearse({ ...change, seed: 'another' }).rehearsal.steps[0]?.durationMs).not.toEqual(step?.durationMs)
})

test('no more changes are tried than the search may, and it says so', () => {
  const change = { before: stack({ distinct: true }), after: stack({ distinct: true, image: NEXT }) }
  expect(rehearse({ ...change, mostTrials: 1 }).rehearsal.search).toEqual({
    trials: 1,
    mostTrials: 1,
    isExhausted: true,
  })
  expect(rehearse({ ...change, fixes: false }).rehearsal).toMatchObject({ fixes: [], search: { trials: 0 } })
})

test('progress is told: runs, then trials', () => {
  const told: string[] = []
  rehearse({ ...DEADLOCK, onProgress: ({ phase, done }) => told.push(`${phase} ${done}`) })
  expect(told).toEqual(['run 1', 'trial 1', 'trial 2', 'trial 3'])
})

test('DP-100 fewer healthy tasks than asked for is a price', () => {
  const change = { before: stack({ min: 0, max: 100 }), after: stack({ min: 0, max: 100, image: NEXT }), fixes: false }
  expect(rehearse(change).rehearsal.verdict).toBe('completes')
  const { rehearsal } = rehearse({ ...change, expectations: { keepHealthyPercent: 50 } })
  expect(rehearsal.verdict).toBe('degrades')
  expect(rehearsal.steps[0]?.services[0]).toMatchObject({
    causes: [{ kind: 'fewer-healthy' }],
    cost: { lowestHealthy: 0, askedHealthy: 2 },
  })
})

test('requests that find no healthy target are counted', () => {
  const settings = { min: 0, max: 100, delay: 0 }
  const change = { before: stack(settings), after: stack({ ...settings, image: NEXT }), fixes: false }
  const { rehearsal } = rehearse({ ...change, requestsPerSecond: 100 })
  const cost = rehearsal.steps[0]?.services[0]?.cost
  expect(rehearsal.verdict).toBe('degrades')
  expect(cost?.failedRequests).toBeGreaterThan(0)
  expect(cost?.failedRequests).toBeLessThanOrEqual(cost?.requests as number)
  const [span] = cost?.failing ?? []
  expect(span).toMatchObject({ percent: 100, answers: [{ status: 503, answeredBy: 'load-balancer' }] })
  expect(rehearsal.steps[0]?.services[0]?.causes[0]?.sentence).toMatch(
    /requests to web failed; worst from .* to .* after the change, all of them: 503\.$/,
  )
})

test('a request is lost when its target ends while it is open, and none is that is over at once', () => {
  const settings = { delay: 0 }
  const change = { before: stack(settings), after: stack({ ...settings, image: NEXT }), fixes: false }
  const long = rehearse({ ...change, requestsPerSecond: 10, requestDuration: '20s' }).rehearsal
  const short = rehearse({ ...change, requestsPerSecond: 10, requestDuration: 0 }).rehearsal
  expect(long.steps[0]?.services[0]?.cost.failedRequests).toBeGreaterThan(0)
  expect(short.steps[0]?.services[0]?.cost.failedRequests).toBe(0)
})

test('what was not at rest before the change is told, and the change is tried all the same', () => {
  const settings = { desired: 3, instances: 1, hostPort: 80 }
  const { rehearsal } = rehearse({ before: stack(settings), after: stack({ ...settings, hostPort: 0 }) })
  expect(rehearsal.restless).toEqual(['web: 2 of 3 tasks find no container instance with room'])
})

test('an option that cannot be is refused', () => {
  expect(() => rehearse({ ...DEADLOCK, runs: 0 })).toThrow('runs: expected a whole number, 1 or more, found 0.')
  expect(() => rehearse({ ...DEADLOCK, imageSizeMB: 0 })).toThrow(
    'imageSizeMB: expected a whole number, 1 or more, found 0.',
  )
  expect(() => rehearse({ ...DEADLOCK, services: ['web', 'other'] })).toThrow(
    /^services\[1\]: expected a service that is there: web; found "other"\.$/,
  )
  expect(() => rehearse({ ...DEADLOCK, services: ['wep'] })).toThrow(
    'services[0]: expected a service that is there: web; found "wep". Did you mean "web"?',
  )
  expect(() => rehearse({ ...DEADLOCK, atMost: 'soon' })).toThrow(/^atMost/)
})

test('a scenario is rehearsed: its world is what there is before, its actions are the change', () => {
  const scenario = loadScenario(
    JSON.stringify({
      cluster: 'prod',
      fleet: [{ instanceType: 'm5.large', count: 1 }],
      taskDefinitions: [{ family: 'web', containerDefinitions: [{ name: 'app', image: 'a', cpu: 128, memory: 128 }] }],
      services: [
        {
          serviceName: 'web',
          taskDefinition: 'web',
          desiredCount: 1,
          deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 134 },
        },
      ],
      actions: [{ at: '1m', updateService: { service: 'web', forceNewDeployment: true } }],
    }),
  )
  const { rehearsal } = rehearseChange(changeOfScenario(scenario))
  expect(rehearsal.verdict).toBe('stuck')
  expect(rehearsal.steps[0]?.services).toMatchObject([
    { service: 'web', change: 'updated', causes: [{ kind: 'percentages' }] },
  ])
})

const API = { kind: 'service', names: { arn: 'arn:Api', name: 'api' }, needs: ['Service'] } as const
const chain = (image: string, breaker: boolean) =>
  stack(
    { breaker, image },
    {
      Api: {
        ...API,
        input: { cluster: 'arn:Cluster', serviceName: 'api', taskDefinition: 'arn:TaskDefinition', desiredCount: 1 },
      },
    },
  )

test('a service that needs one that rolls back is not reached', () => {
  const workload = { 'web:app': { exitsAfter: '2s', exitCode: 1 } } as const
  const { rehearsal } = rehearse({ before: chain('a:1', true), after: chain(NEXT, true), workload })
  expect(rehearsal.verdict).toBe('rolls-back')
  expect(rehearsal.steps[0]?.services.map(({ service, verdict, change }) => [service, verdict, change])).toEqual([
    ['web', 'rolls-back', 'updated'],
    ['api', 'rolls-back', 'not reached'],
  ])
  expect(rehearsal.steps[0]?.services[1]?.causes).toMatchObject([{ kind: 'not-reached' }])
})

test('only the services that were asked for are reported, and all are simulated', () => {
  const { rehearsal } = rehearse({ before: chain('a:1', true), after: chain(NEXT, true), services: ['api'] })
  expect(rehearsal.steps[0]?.services).toMatchObject([{ service: 'api', change: 'updated', verdict: 'completes' }])
  expect(rehearsal.steps[0]?.durationMs?.p50).toBe(92_800)
})

test('DP-131 several services in trouble are mended together', () => {
  const two = (image: string) => {
    const { Service, ...pieces } = stackPieces({ desired: 3, max: 125, image })
    const twin = {
      ...Service!,
      input: { ...Service!.input, serviceName: 'twin' },
      names: { arn: 'arn:Twin', name: 'twin' },
    }
    return blueprint({ ...pieces, Service: Service!, Twin: twin })
  }
  const { rehearsal } = rehearse({ before: two('a:1'), after: two(NEXT) })
  expect(rehearsal.steps[0]?.services.map(({ verdict }) => verdict)).toEqual(['stuck', 'stuck'])
  expect(rehearsal.fixes.map(({ verdict, words }) => [verdict, words])).toEqual([
    [
      'completes',
      'set deploymentConfiguration.maximumPercent of web from 125 to 134; set deploymentConfiguration.maximumPercent of twin from 125 to 134',
    ],
    [
      'completes',
      'set deploymentConfiguration.minimumHealthyPercent of web from 100 to 66; set deploymentConfiguration.minimumHealthyPercent of twin from 100 to 66',
    ],
    ['completes', 'set desiredCount of web from 3 to 4; set desiredCount of twin from 3 to 4'],
  ])
})

test('the time goes by the names of sim.deployments: a creation waits for instances with room, a service for its turn', () => {
  const { rehearsal, simulation } = rehearse({ before: null, after: stack(), fixes: false })
  const [created] = rehearsal.steps[0]?.services ?? []
  expect(created?.criticalPath[0]).toMatchObject({ name: 'placement', fromMs: 0, taskArn: null })
  expect(created?.longest[0]?.name).toBe('placement')
  const released = rehearsal.steps[1]?.services[0]
  const record = simulation.deployments('web').at(-1)
  expect(released?.criticalPath.map(({ name }) => name)).toEqual(record?.criticalPath.segments.map(({ name }) => name))
  const waits = rehearse({ before: chain('a:1', true), after: chain(NEXT, true), fixes: false }).rehearsal
  const [web, api] = waits.steps[0]?.services ?? []
  expect(api?.criticalPath[0]).toEqual({ name: 'turn', fromMs: 0, toMs: web?.durationMs?.p50, taskArn: null })
})

test('several runs without a distribution vary every latency about its default', () => {
  const change = { before: stack(), after: stack({ image: NEXT }), fixes: false }
  const constant = rehearse(change).rehearsal.steps[0]?.durationMs
  const step = rehearse({ ...change, runs: 20 }).rehearsal.steps[0]
  expect(step?.durationMs?.p95).toBeGreaterThan(step?.durationMs?.p50 as number)
  expect(step?.durationMs).toEqual(rehearse({ ...change, runs: 20 }).rehearsal.steps[0]?.durationMs)
  expect(Number.isInteger(step?.durationMs?.p50)).toBe(true)
  expect(rehearse({ ...change, runs: 3, vary: 0 }).rehearsal.steps[0]?.durationMs).toEqual(constant)
  expect(rehearse({ ...change, vary: 0.5 }).rehearsal.steps[0]?.runs.completes).toBe(20)
  expect(() => rehearse({ ...change, vary: -1 })).toThrow('vary: expected a number from 0 to 3, found -1.')
})

test('a release after a creation begins once that is over', () => {
  const { steps } = rehearse({ before: null, after: stack(), fixes: false }).rehearsal
  const [creation, release] = steps
  expect(release?.sinceMs).toBe((creation?.sinceMs ?? 0) + (creation?.durationMs?.p50 ?? 0) + 60_000)
})

/** Two static ports, which go together, on the only instance. */
function twoPorts(image: string) {
  const pieces = stackPieces({ desired: 1, instances: 1, image })
  const { TaskDefinition } = pieces
  const [container] = TaskDefinition!.input.containerDefinitions as readonly object[]
  const portMappings = [80, 81].map((port) => ({ containerPort: port, hostPort: port }))
  const input = { ...TaskDefinition!.input, containerDefinitions: [{ ...container, portMappings }] }
  return blueprint({ ...pieces, TaskDefinition: { ...TaskDefinition!, input } })
}

test('of fixes that come out alike the one with fewer edits goes first', () => {
  const { fixes } = rehearse({ before: twoPorts('web:1'), after: twoPorts('web:2') }).rehearsal
  expect(fixes.map(({ verdict, edits }) => [verdict, edits.map(({ family }) => family)])).toEqual([
    ['completes', ['minimumHealthyPercent']],
    ['completes', ['instances']],
    ['completes', ['hostPort', 'hostPort']],
  ])
})
