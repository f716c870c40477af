// What do the matchers let pass, and what do they say when they do not?
import { describe, expect, test } from 'vitest'
import { UsageError } from '../../src/index.ts'
import { type Rehearsed, rehearse } from '../../src/rehearsal/index.ts'
import { rehearsalMatchers } from '../../src/testing/matchers/index.ts'
import '../../src/testing/vitest.ts'
import { type StackSettings, stack } from '../support/blueprints.ts'
import { rehearsal, STUCK, serviceRehearsal, stepRehearsal } from '../support/rehearsals.ts'

const NEXT = 'example.com/web:2'

function rehearsed(settings: StackSettings, requestsPerSecond?: number): Rehearsed {
  return rehearse({ before: stack(settings), after: stack({ ...settings, image: NEXT }), requestsPerSecond })
}

const FINE = rehearsed({ desired: 4, delay: 30 }, 10)
const DEADLOCK = rehearsed({ desired: 1, max: 150 })
/** Every task goes before the next ones come. */
const GAP = rehearsed({ min: 0, max: 100, delay: 0 }, 100)
/** Half of them go first; nobody asked for more. */
const HALF = rehearsed({ desired: 4, min: 50, max: 100 })
const ROLLED_BACK = rehearse({
  before: stack({ breaker: true }),
  after: stack({ breaker: true, image: NEXT }),
  workload: { 'web:app': { exitsAfter: '1s', exitCode: 1 } },
  fixes: false,
})

/** What an assertion says when it fails. */
function said(claim: () => void): string {
  try {
    claim()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing: it passed'
}

const headOf = (claim: () => void) => said(claim).split('\n\n')[0]?.replace(/\n */g, ' ')

describe('toComplete', () => {
  test('passes for what completes, whole or without its simulation, also out of JSON', () => {
    expect(FINE).toComplete()
    expect(FINE.rehearsal).toComplete()
    expect(JSON.parse(JSON.stringify(FINE.rehearsal))).toComplete()
    for (const other of [DEADLOCK, GAP, ROLLED_BACK, STUCK]) expect(other).not.toComplete()
  })

  test('says how it ends instead', () => {
    expect(headOf(() => expect(DEADLOCK).toComplete())).toBe('expected the change to complete: it gets stuck.')
    expect(headOf(() => expect(ROLLED_BACK).toComplete())).toBe('expected the change to complete: it rolls back.')
    expect(headOf(() => expect(GAP).toComplete())).toBe(
      'expected the change to complete: it comes to rest, but falls short of what was asked.',
    )
    expect(headOf(() => expect(FINE).not.toComplete())).toBe(
      'expected the change not to complete: it completes in 48s800ms.',
    )
  })

  test('the message carries verdict, cause with evidence, the first fix and the timeline', () => {
    expect(said(() => expect(DEADLOCK).toComplete())).toMatchInlineSnapshot(`
      "expected the change to complete: it gets stuck.

      stack.json → stack.json
      STUCK: The change gets stuck: web can neither stop nor start a task: of 1 task,
        minimumHealthyPercent 100 keeps 1 and maximumPercent 150 allows 1.
        That is known before any time passes (DP-131).

        ✗ web can neither stop nor start a task: of 1 task, minimumHealthyPercent 100 keeps 1 and
          maximumPercent 150 allows 1. (EV-120)
          » (service web) was unable to stop or start tasks during a deployment because of the service
            deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try
            again.

      The fix, tried:
        1. set deploymentConfiguration.maximumPercent of web from 150 to 200
           stack.json:59:9: completes in 48.8s
        … 2 more in rehearsal.fixes

      web  web:2 replaces web:1

                 ──────── old ───────  ──────── new ───────    healthy   tasks
           time   pend  run heal stop   pend  run heal stop    ≥ limit   ≤ limit  at this instant
         0:00.0      ·    1    1    ·      ·    ·    ·    ·     1 ≥ 1     1 ≤ 1
                 » (service web) was unable to stop or start tasks during a deployment because of the
                   service deployment configuration. Update the minimumHealthyPercent or maximumPercent
                   value and try again.

      deployment not completed, and no change since 0:00.0; fewest healthy tasks: 1 (limit 1), first at
        0:00.0
      critical path of 3h: 3h limits that leave no move"
    `)
  })

  test('without a simulation there is no timeline, and the rest stands', () => {
    const whole = said(() => expect(DEADLOCK).toComplete())
    const alone = said(() => expect(DEADLOCK.rehearsal).toComplete())
    expect(whole.startsWith(`${alone}\n\nweb  web:2 replaces web:1\n`)).toBe(true)
  })

  test('a creation and the release after it: which of them', () => {
    const made = rehearse({ before: null, after: stack({ desired: 1, max: 150 }), fixes: false })
    const message = said(() => expect(made).toComplete())
    expect(message).toMatch(/^expected the creation and the release to complete: the release gets stuck\.\n/)
    expect(message).toMatch(/\nweb {2}web:1 once more\n/)
  })

  test('of several runs it says how many', () => {
    const runs = { completes: 17, degrades: 0, 'rolls-back': 0, stuck: 3 }
    const some = rehearsal({ verdict: 'stuck', steps: [stepRehearsal({ verdict: 'stuck', durationMs: null, runs })] })
    expect(headOf(() => expect(some).toComplete())).toBe(
      'expected the change to complete: it gets stuck (in 3 of 20 runs).',
    )
  })
})

describe('toCompleteWithin', () => {
  test('passes up to the very millisecond', () => {
    expect(FINE).toCompleteWithin('1m')
    expect(FINE).toCompleteWithin(48_800)
    expect(FINE).not.toCompleteWithin(48_799)
    expect(DEADLOCK).not.toCompleteWithin('1d')
  })

  test('says how long it takes, or that it does not complete', () => {
    expect(headOf(() => expect(FINE).toCompleteWithin('10s'))).toBe(
      'expected the change to complete within 10s: the change takes 48s800ms.',
    )
    expect(said(() => expect(FINE).toCompleteWithin('10s'))).toMatch(
      /\ncritical path of 48\.8s: 30s deregistration delay/,
    )
    expect(headOf(() => expect(DEADLOCK).toCompleteWithin('4h'))).toBe(
      'expected the change to complete within 4h: it gets stuck.',
    )
    expect(headOf(() => expect(FINE).not.toCompleteWithin('10m'))).toBe(
      'expected the change not to complete within 10m: it completes in 48s800ms.',
    )
  })

  test('of several runs the 95th percentile counts', () => {
    const varied = rehearsal({ steps: [stepRehearsal({ durationMs: { p50: 60_000, p95: 90_000 } })] })
    expect(varied).toCompleteWithin('90s')
    expect(headOf(() => expect(varied).toCompleteWithin('80s'))).toBe(
      'expected the change to complete within 1m20s: the change takes 1m30s (P95; P50 1m).',
    )
  })
})

describe('toKeepHealthy', () => {
  test('counts the fewest healthy tasks', () => {
    expect(FINE).toKeepHealthy({ atLeast: 4 })
    expect(FINE).toKeepHealthy({ percent: 100, service: 'prod/web' })
    expect(HALF).toKeepHealthy({ atLeast: 2 })
    expect(HALF).toKeepHealthy({ percent: 50 })
    expect(HALF).not.toKeepHealthy({ atLeast: 3 })
    expect(HALF).not.toKeepHealthy({ percent: 75, service: 'web' })
  })

  test('DP-100 a share is rounded up, as ECS does', () => {
    const three = rehearsal({ steps: [stepRehearsal({ services: [withCost({ lowestHealthy: 2, desiredCount: 3 })] })] })
    expect(three).toKeepHealthy({ percent: 66 })
    expect(three).not.toKeepHealthy({ percent: 67 })
  })

  test('says how many there were, when, and draws it', () => {
    const message = said(() => expect(HALF).toKeepHealthy({ percent: 75 }))
    expect(message).toMatch(
      /^expected web to keep at least 75 % of its tasks healthy: web had 2 of 4 desired tasks healthy from\n {2}the beginning, where 3 had to be\.\n/,
    )
    expect(message).toMatch(/\n {3}0:00\.0 .* 2 ≥ 2 .* stop 2 old\n/)
    expect(headOf(() => expect(FINE).not.toKeepHealthy({ atLeast: 4 }))).toBe(
      'expected web not to keep at least 4 tasks healthy: web had 4 of 4 desired tasks healthy at the least.',
    )
  })

  test('every service counts that is there before and after; what is created has nothing to keep', () => {
    const created = withCost({ lowestHealthy: 0, desiredCount: null })
    const services = [
      withCost({ lowestHealthy: 3, desiredCount: 3 }),
      { ...withCost({ lowestHealthy: 1, desiredCount: 3, lowestAtMs: 12_000 }), service: 'mail' },
      { ...created, service: 'new', change: 'created' as const },
    ]
    const all = rehearsal({ steps: [stepRehearsal({ services })] })
    expect(all).toKeepHealthy({ atLeast: 1 })
    expect(headOf(() => expect(all).toKeepHealthy({ atLeast: 2 }))).toBe(
      'expected every service to keep at least 2 tasks healthy: mail had 1 of 3 desired tasks healthy 12s after the change, where 2 had to be.',
    )
    expect(all).toKeepHealthy({ atLeast: 3, service: 'web' })
    expect(refusal(() => expect(all).toKeepHealthy({ atLeast: 1, service: 'new' }))).toBe(
      'toKeepHealthy: expected new to be there before and after the change; found nothing that has tasks to keep.',
    )
  })
})

describe('toServeWithout5xx', () => {
  test('counts requests that met a 5xx', () => {
    expect(FINE).toServeWithout5xx()
    expect(FINE).toServeWithout5xx({ service: 'web' })
    expect(GAP).not.toServeWithout5xx()
    expect(headOf(() => expect(GAP).toServeWithout5xx())).toBe(
      'expected web to serve without a 5xx: 1880 of 1880 requests to web met a 5xx.',
    )
    expect(headOf(() => expect(FINE).not.toServeWithout5xx())).toBe(
      'expected web not to serve without a 5xx: 0 of 488 requests to web met a 5xx.',
    )
  })

  test('refuses a rehearsal in which nobody counted, with .not too', () => {
    const words =
      'toServeWithout5xx: expected requests to a service that stood behind a load balancer before the change to have been counted; found none. Rehearse with { requestsPerSecond: 100 }, or as many as there are.'
    expect(refusal(() => expect(HALF).toServeWithout5xx())).toBe(words)
    expect(refusal(() => expect(HALF).not.toServeWithout5xx())).toBe(words)
  })
})

describe('what is refused', () => {
  const values: readonly [string, unknown, string][] = [
    ['nothing', undefined, 'nothing'],
    ['a text', 'stuck', '"stuck"'],
    ['a promise', Promise.resolve(FINE), '{}'],
    ['a simulation', FINE.simulation, ''],
    ['a verdict alone', { verdict: 'completes' }, '{"verdict":"completes"}'],
    ['another format', { ...STUCK, format: 2 }, ''],
    ['a damaged one', { ...STUCK, steps: [null] }, ''],
    ['one without its lists', { ...STUCK, fixes: undefined }, ''],
  ]
  test.each(values)('%s is no rehearsal', (_, value, found) => {
    for (const claim of [
      () => expect(value).toComplete(),
      () => expect(value).not.toComplete(),
      () => expect(value).toCompleteWithin('1m'),
      () => expect(value).toKeepHealthy({ atLeast: 1 }),
      () => expect(value).not.toServeWithout5xx(),
    ]) {
      expect(refusal(claim)).toMatch(/^to\w+: expected what rehearse\(…\) returns, or its rehearsal; found /)
      expect(refusal(claim)).toContain(found)
    }
  })

  test.each<[string, () => void, string]>([
    ['no bound', () => expect(FINE).toKeepHealthy({} as never), 'either atLeast or percent; found neither.'],
    ['no options', () => expect(FINE).toKeepHealthy(undefined as never), 'an object of atLeast, percent'],
    ['two bounds', () => expect(FINE).toKeepHealthy({ atLeast: 1, percent: 5 } as never), 'found both.'],
    ['half a task', () => expect(FINE).toKeepHealthy({ atLeast: 1.5 }), 'toKeepHealthy: atLeast: expected a whole'],
    ['too much', () => expect(FINE).toKeepHealthy({ percent: 101 }), 'percent: expected a whole number from 0 to 100;'],
    ['a slip', () => expect(FINE).toKeepHealthy({ atleast: 1 } as never), 'found "atleast". Did you mean "atLeast"?'],
    ['no span', () => expect(FINE).toCompleteWithin('soon'), 'toCompleteWithin: span'],
    [
      'a stranger',
      () => expect(FINE).not.toServeWithout5xx({ service: 'wep' }),
      'expected one of the services web; found "wep". Did you mean "web"?',
    ],
  ])('%s', (_, claim, words) => {
    expect(refusal(claim)).toContain(words)
  })

  test('what was left out is unknown: neither a claim nor its opposite holds, unless somebody says so', () => {
    const left = rehearsal({ notRehearsed: [{ what: 'blue', why: 'CodeDeploy deploys it' }] })
    const words =
      'toComplete: expected a rehearsal of every service; found that blue was not rehearsed: CodeDeploy deploys it. Pass { allowNotRehearsed: true } to look at the rest alone.'
    expect(refusal(() => expect(left).toComplete())).toBe(words)
    expect(refusal(() => expect(left).not.toComplete())).toBe(words)
    expect(left).toComplete({ allowNotRehearsed: true })
    expect(left).toKeepHealthy({ atLeast: 3, service: 'web' })
    expect(refusal(() => expect(left).toKeepHealthy({ atLeast: 3, service: 'blue' }))).toContain(
      'expected a service that was rehearsed; found "blue", which was not: CodeDeploy deploys it.',
    )
    // What is known to fail fails, whatever else there is.
    expect({ ...STUCK, notRehearsed: left.notRehearsed }).not.toComplete()
  })
})

test('no message is longer than 40 lines, or wider than 100 columns', () => {
  const many = rehearsed({ desired: 60, instances: 12, max: 110, delay: 30 }, 10)
  const claims = [FINE, DEADLOCK, GAP, HALF, ROLLED_BACK, many].flatMap((one) => [
    rehearsalMatchers.toComplete(one),
    rehearsalMatchers.toCompleteWithin(one, '1s'),
    rehearsalMatchers.toKeepHealthy(one, { atLeast: 50 }),
  ])
  for (const { message } of claims) {
    const lines = message().split('\n')
    expect(lines.length).toBeLessThanOrEqual(40)
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100)
  }
  const last = rehearsalMatchers.toCompleteWithin(many, '1s').message()
  expect(last).toMatch(/\n {2}… \d+ more lines …\n/)
  expect(last).toMatch(/\ndeployment completed at /)
})

test('the UsageError is one of the library', () => {
  expect(() => rehearsalMatchers.toComplete(1)).toThrow(UsageError)
})

// ── jest ──

test('importing the file for Jest puts the same matchers into the global expect', async () => {
  const { matchers, expect: fake } = fakeJest()
  const globals = globalThis as { expect?: unknown }
  const before = globals.expect
  globals.expect = fake
  try {
    await import('../../src/testing/jest.ts')
  } finally {
    if (before === undefined) delete globals.expect
    else globals.expect = before
  }
  expect(Object.keys(matchers)).toEqual(['toComplete', 'toCompleteWithin', 'toKeepHealthy', 'toServeWithout5xx'])
  expect(() => fake(FINE, 'toComplete')).not.toThrow()
  expect(() => fake(DEADLOCK, 'toComplete')).toThrow('expected the change to complete: it gets stuck.')
  expect(() => fake(FINE, 'toKeepHealthy', { atLeast: 5 })).toThrow('web had 4 of 4 desired tasks healthy')
})

type Matcher = (...given: unknown[]) => { pass: boolean; message: () => string }

/** As Jest does it: a matcher answers whether it passes, and what to say if that is not what was wanted. */
function fakeJest() {
  const matchers: Record<string, Matcher> = {}
  const call = (value: unknown, name: string, ...given: unknown[]) => {
    const { pass, message } = matchers[name]!(value, ...given)
    if (!pass) throw new Error(message())
  }
  return { matchers, expect: Object.assign(call, { extend: (own: typeof matchers) => Object.assign(matchers, own) }) }
}

// ── helpers ──

function withCost(cost: Partial<ReturnType<typeof serviceRehearsal>['cost']>) {
  const service = serviceRehearsal()
  return { ...service, cost: { ...service.cost, ...cost } }
}

/** The words of a UsageError; a failed assertion is none. */
function refusal(claim: () => void): string {
  try {
    claim()
  } catch (error) {
    return error instanceof UsageError ? error.message : `no refusal: ${(error as Error).message}`
  }
  return 'nothing: it passed'
}
