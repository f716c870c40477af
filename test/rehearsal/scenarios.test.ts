// Scenarios, rehearsed: their own expectations are judged, and fixes are written into their files.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runScenario } from '../../src/inputs/index.ts'
import { changeOfScenario, type RehearsalOptions, rehearseChange } from '../../src/rehearsal/index.ts'
import { FORCE, load, webDefinition, webScenario, webService } from '../inputs/scenarios.ts'
import { behindBalancer } from '../support/scenarios-behind.ts'

const rehearsed = (scenario: string | object, options: RehearsalOptions = {}, files = {}) =>
  rehearseChange(changeOfScenario(load(scenario, files)), options).rehearsal
const percentages = (min: number, max: number) => ({ minimumHealthyPercent: min, maximumPercent: max })
const DEADLOCK = [webService({ deploymentConfiguration: percentages(100, 100), desiredCount: 2 })]

describe('expectations', () => {
  const read = (path: string) => readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8')
  test.each([
    ['a lesson', read('teaching/percentages.yaml')],
    ['a static port', read('first-rollout/stuck.yaml')],
    ['lost requests', JSON.stringify(behindBalancer({ delay: 0, expect: [{ errors: { atMost: 0 } }] }))],
    [
      'the world half-way, and long after it is at rest',
      JSON.stringify(
        webScenario({
          actions: [{ at: '10s', ...FORCE }],
          until: '20s',
          expect: [{ tasks: { pending: 0 } }, { steady: false }],
        }),
      ),
    ],
  ])('%s: a rehearsal finds what a run finds', (_name, text) => {
    const facts = ({ sentence, met, found }: { sentence: string; met: boolean; found: string }) => ({
      sentence,
      met,
      found,
    })
    const run = runScenario(load(text)).expectations.filter(({ path }) => path !== null)
    expect(rehearsed(text, { fixes: false }).expectations.map(facts)).toEqual(run.map(facts))
  })

  test('DP-100 one that is not met is a price, at its service, with its evidence', () => {
    const expectations = [{ neverBelow: { healthy: 2 } }, { completes: true }]
    const {
      verdict,
      steps,
      expectations: told,
      summary,
    } = rehearsed(webScenario({ actions: [FORCE], expect: expectations }), { fixes: false })
    expect(verdict).toBe('degrades')
    const [service] = steps[0]!.services
    expect(service).toMatchObject({ verdict: 'degrades', causes: [{ kind: 'not-as-expected', weight: 'degrades' }] })
    expect(service?.causes[0]?.evidence.texts[0]).toContain('has stopped 1 running tasks')
    expect(summary).toContain('web never has fewer than 2 healthy tasks; found fewest 1, at 0s.')
    expect(told).toMatchObject([
      { name: 'neverBelow', path: 'expect[0]', met: false, runs: { met: 0, of: 1 } },
      { name: 'completes', path: 'expect[1]', met: true, runs: { met: 1, of: 1 } },
    ])
  })

  test('the same scenario without it completes', () => {
    const { verdict, expectations } = rehearsed(webScenario({ actions: [FORCE] }))
    expect([verdict, expectations]).toEqual(['completes', []])
  })

  test('one about the whole lies with the service that was at rest last', () => {
    const both = webScenario({
      services: [webService(), webService({ serviceName: 'api', desiredCount: 4 })],
      actions: [FORCE, { at: '30s', updateService: { service: 'api', forceNewDeployment: true } }],
      expect: [{ completes: { within: '45s' } }],
    })
    const { verdict, steps } = rehearsed(both, { fixes: false })
    expect(verdict).toBe('degrades')
    expect(steps[0]?.services.map(({ service, verdict }) => [service, verdict])).toEqual([
      ['web', 'completes'],
      ['api', 'degrades'],
    ])
  })

  test('one that nothing can be blamed for is a price all the same', () => {
    const { verdict, summary, fixes } = rehearsed(webScenario({ actions: [FORCE], expect: [{ stuck: true }] }))
    expect([verdict, fixes]).toEqual(['degrades', []])
    expect(summary).toMatch(/^The change completes at a price in 44s: expected that gets stuck; found completes\.$/)
  })

  test('so many failed requests as are allowed are no price', () => {
    const lost = (atMost: number) =>
      rehearsed(behindBalancer({ delay: 0, expect: [{ errors: { atMost } }] }), { fixes: false })
    const [borne, refused] = [lost(100), lost(99)]
    expect([borne.verdict, refused.verdict]).toEqual(['completes', 'degrades'])
    expect(borne.steps[0]?.services[0]).toMatchObject({ causes: [], cost: { failedRequests: 100 } })
    expect(refused.steps[0]?.services[0]?.causes.map(({ kind }) => kind)).toEqual([
      'failed-requests',
      'not-as-expected',
    ])
  })

  test('RT-020 a listener without a healthy target is borne, too, where somebody has said how many requests may fail', () => {
    const [{ targetGroups, actions, ...rest }, group] = [behindBalancer(), 'next']
    const loadBalancers = [{ targetGroupArn: group, containerName: 'app', containerPort: 80 }]
    const listener = { LoadBalancerArn: 'front', Protocol: 'HTTP', Port: 8080 }
    const moved = {
      ...rest,
      targetGroups: [...targetGroups, { ...targetGroups[0], Name: group }],
      listeners: [...rest.listeners, { ...listener, DefaultActions: [{ Type: 'forward', TargetGroupArn: group }] }],
      actions: actions.map(({ updateService }) => ({ updateService: { ...updateService, loadBalancers } })),
    }
    const found = (expect: readonly object[]) => {
      const { verdict, steps } = rehearsed({ ...moved, expect }, { fixes: false })
      const { causes, cost } = steps[0]!.services[0]!
      return { verdict, kinds: causes.map(({ kind }) => kind), outages: cost.outages.length }
    }
    expect(found([{ errors: { atMostPercent: 100 } }])).toEqual({ verdict: 'completes', kinds: [], outages: 1 })
    const refused = found([{ errors: { atMost: 0 } }])
    expect(refused).toMatchObject({ verdict: 'degrades', outages: 1 })
    expect(refused.kinds).toContain('no-healthy-target')
    expect(found([])).toMatchObject({ verdict: 'degrades', outages: 1 })
  })

  test('what the caller says of requests goes before what the scenario says', () => {
    const scenario = behindBalancer({ delay: 0, expect: [{ errors: { atMost: 0 } }] })
    const found = (options: RehearsalOptions) =>
      rehearsed(scenario, { fixes: false, ...options }).expectations[0]?.found
    expect(found({ requestsPerSecond: 10 })).toMatch(/^10 of 140 requests/)
    expect(found({ requestDuration: '2s' })).toMatch(/^200 of 1400 requests/)
  })

  test('of several runs those that met it are counted, and one that did not is told', () => {
    const scenario = webScenario({ actions: [FORCE], expect: [{ completes: { within: '44s' } }] })
    const { verdict, expectations } = rehearsed(scenario, { runs: 10, fixes: false })
    const [told] = expectations
    expect([verdict, told?.met, told?.runs.of]).toEqual(['degrades', false, 10])
    expect(told?.runs.met).toBeGreaterThan(0)
    expect(told?.runs.met).toBeLessThan(10)
  })
})

describe('fixes', () => {
  const wordsOf = (scenario: object) => rehearsed(scenario).fixes.map(({ words }) => words)

  test('DP-131 percentages: the edit stands in the update, where the scenario does not repeat them', () => {
    const { fixes, verdict } = rehearsed(webScenario({ services: DEADLOCK, actions: [FORCE] }))
    expect(verdict).toBe('stuck')
    expect(fixes[0]).toMatchObject({
      words: 'set deploymentConfiguration.maximumPercent of web from 100 to 150',
      verdict: 'completes',
      patches: [
        {
          file: 'scenario.yaml',
          op: 'add',
          path: ['actions', 0, 'updateService', 'deploymentConfiguration'],
          value: { maximumPercent: 150 },
        },
      ],
    })
  })

  test('and where the update says them, they are replaced there', () => {
    const update = { service: 'web', forceNewDeployment: true, deploymentConfiguration: percentages(100, 120) }
    const { fixes } = rehearsed(webScenario({ actions: [{ updateService: update }] }))
    expect(fixes[0]?.patches).toEqual([
      {
        file: 'scenario.yaml',
        op: 'replace',
        path: ['actions', 0, 'updateService', 'deploymentConfiguration', 'maximumPercent'],
        value: 150,
      },
    ])
  })

  test('an update in a file of its own is changed in that file', () => {
    const update = { service: 'web', forceNewDeployment: true, deploymentConfiguration: percentages(100, 120) }
    const scenario = load(webScenario({ actions: [{ updateService: 'file://update.json' }] }), {
      'update.json': update,
    })
    const [fix] = rehearseChange(changeOfScenario(scenario)).rehearsal.fixes
    expect(fix?.patches[0]).toMatchObject({ file: 'update.json', path: ['deploymentConfiguration', 'maximumPercent'] })
    expect(fix?.edits[0]?.at).toMatch(/^update\.json:\d+:\d+$/)
    expect(runScenario(scenario.revise(fix?.patches ?? [])).ok).toBe(true)
  })

  test('DP-712 a static port: what was there before is made anew with the edit', () => {
    const definition = { ...(webDefinition({ portMappings: [{ containerPort: 80, hostPort: 80 }] }) as object) }
    const services = [webService({ deploymentConfiguration: percentages(100, 200) })]
    expect(wordsOf(webScenario({ taskDefinitions: [definition], services, actions: [FORCE] }))).toEqual([
      'set deploymentConfiguration.minimumHealthyPercent of web from 100 to 50',
      'set containerDefinitions[0].portMappings[0].hostPort of task definition web from 80 to 0',
      'set the number of instances of fleet[0] from 2 to 3',
      'set desiredCount of web from 2 to 1',
    ])
  })

  test('a constraint that the update does not repeat is left out of what it says anew', () => {
    const services = [
      webService({
        placementConstraints: [{ type: 'distinctInstance' }],
        deploymentConfiguration: percentages(100, 200),
      }),
    ]
    const { fixes } = rehearsed(webScenario({ services, actions: [FORCE] }))
    expect(fixes.flatMap(({ patches }) => patches)).toContainEqual({
      file: 'scenario.yaml',
      op: 'add',
      path: ['actions', 0, 'updateService', 'placementConstraints'],
      value: [],
    })
  })

  test('a new revision is fixed where it is registered', () => {
    const large = webDefinition({ portMappings: [{ containerPort: 80, hostPort: 80 }] })
    const services = [webService({ deploymentConfiguration: percentages(100, 200), desiredCount: 2 })]
    const actions = [
      { registerTaskDefinition: large },
      { updateService: { service: 'web', taskDefinition: 'web' } },
      { at: '10m', updateService: { service: 'web', forceNewDeployment: true } },
    ]
    const { fixes } = rehearsed(webScenario({ services, actions }))
    expect(fixes.flatMap(({ patches }) => patches)).toContainEqual({
      file: 'scenario.yaml',
      op: 'replace',
      path: [
        ...(['actions', 0, 'registerTaskDefinition', 'containerDefinitions'] as const),
        ...([0, 'portMappings', 0, 'hostPort'] as const),
      ],
      value: 0,
    })
  })

  test('TG-010, TG-112 lost requests: as long as they are open, and no shorter', () => {
    const [fix] = rehearsed(behindBalancer({ delay: 0, expect: [{ errors: { atMost: 0 } }] })).fixes
    expect(fix).toMatchObject({
      words: 'set deregistration_delay.timeout_seconds of target group web from 0 to 1',
      verdict: 'completes',
      patches: [{ path: ['targetGroups', 0, 'Attributes', 0, 'Value'], value: '1' }],
    })
  })

  test('an expectation rules out what it does not bear', () => {
    const services = [webService({ deploymentConfiguration: percentages(0, 100), desiredCount: 2 })]
    const { fixes } = rehearsed(webScenario({ services, actions: [FORCE], expect: [{ neverBelow: { healthy: 1 } }] }))
    expect(fixes[0]?.words).toBe('set deploymentConfiguration.minimumHealthyPercent of web from 0 to 50')
  })

  const STUCK: readonly (readonly [string, object])[] = [
    ['percentages', webScenario({ services: DEADLOCK, actions: [FORCE] })],
    [
      'a static port',
      webScenario({
        taskDefinitions: [webDefinition({ portMappings: [{ containerPort: 80, hostPort: 80 }] })],
        services: [webService({ deploymentConfiguration: percentages(100, 200) })],
        actions: [FORCE],
      }),
    ],
    ['requests', behindBalancer({ min: 0, max: 100, delay: 0, expect: [{ errors: { atMost: 0 } }] })],
  ]
  test.each(STUCK)(
    '%s: each fix, put into the files, comes to what it promises, and a run meets the expectations',
    (_name, scenario) => {
      const before = load(scenario)
      const { fixes } = rehearseChange(changeOfScenario(before)).rehearsal
      expect(fixes.length).toBeGreaterThan(0)
      for (const { patches, verdict } of fixes) {
        const after = before.revise(patches)
        expect(rehearseChange(changeOfScenario(after), { fixes: false }).rehearsal.verdict).toBe(verdict)
        expect(runScenario(after).ok).toBe(true)
      }
      expect(runScenario(before).ok).toBe(false)
    },
  )

  test('a patch of a file that is not there is refused', () => {
    const patch = { file: 'other.yaml', op: 'replace', path: ['title'], value: 'x' } as const
    expect(() => load(webScenario()).revise([patch])).toThrow(
      'patch: expected a file that was read (scenario.yaml), found "other.yaml".',
    )
  })
})
