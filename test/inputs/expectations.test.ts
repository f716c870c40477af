// Expectations: what each says in words, when it is met, and what it found.
import { describe, expect, test } from 'vitest'
import { FORCE, mistakeOf, play, webScenario, webService } from './scenarios.ts'

/** An update of two tasks at 50/200: one old task stops at once, both new ones start, the other old one follows. */
function judged(expectation: object, overrides: object = {}) {
  const result = play(webScenario({ actions: [FORCE], expect: [{ completes: true }, expectation], ...overrides }))
  const { sentence, met, found } = result.expectations[1]!
  return [met, sentence, found]
}

describe('of a rolling update that completes', () => {
  test.each<[expectation: object, met: boolean, sentence: string, found: string]>([
    [{ completes: { within: '1m' } }, true, 'completes within 1m', 'in 44s'],
    [{ completes: { within: '40s' } }, false, 'completes within 40s', 'in 44s'],
    [{ completes: false }, false, 'does not complete', 'in 44s'],
    [{ stuck: false }, true, 'does not get stuck', 'completes'],
    [{ stuck: true }, false, 'gets stuck', 'completes'],
    [{ steady: true }, true, 'web is steady', 'after 44s'],
    [{ steady: { within: '44000ms' } }, true, 'web is steady within 44000ms', 'after 44s'],
    [{ steady: { within: '43s' } }, false, 'web is steady within 43s', 'after 44s'],
    [{ steady: false }, false, 'web is not steady at the end', 'after 44s'],
    [{ neverBelow: { healthy: 1 } }, true, 'web never has fewer than 1 healthy tasks', 'fewest 1, at 0s'],
    [{ neverBelow: { healthy: 2 } }, false, 'web never has fewer than 2 healthy tasks', 'fewest 1, at 0s'],
    [
      { neverBelow: { healthy: 1, running: 2 } },
      false,
      'web never has fewer than 1 healthy and 2 running tasks',
      'fewest 1, at 0s',
    ],
    [{ neverBelow: { healthy: 9 } }, false, 'web never has fewer than 9 healthy tasks', 'never more than 2'],
    [{ neverAbove: { tasks: 4 } }, true, 'web never has more than 4 tasks', 'most 4, at 0s'],
    [{ neverAbove: { tasks: 3 } }, false, 'web never has more than 3 tasks', 'most 4, at 0s'],
    [{ deployments: 1 }, true, 'web ends with 1 deployment', '1 deployment'],
    [
      { tasks: { running: 2, pending: 0 } },
      true,
      'web ends with 2 running and 0 pending tasks',
      '2 running, 0 pending',
    ],
    [
      { tasks: { healthy: 1, stopping: 0 } },
      false,
      'web ends with 1 healthy and 0 stopping tasks',
      '2 healthy, 0 stopping',
    ],
    [{ event: 'has started 2 tasks' }, true, 'an event of web says "has started 2 tasks"', 'at 0s'],
    [{ event: 'unable' }, false, 'an event of web says "unable"', 'none does'],
    [{ noEvent: 'unable' }, true, 'no event of web says "unable"', 'none does'],
    [{ noEvent: 'steady state' }, false, 'no event of web says "steady state"', 'at 44s'],
    [{ service: 'prod/web', deployments: 1 }, true, 'web ends with 1 deployment', '1 deployment'],
  ])('%j: %s', (expectation, ...finding) => {
    expect(judged(expectation)).toEqual(finding)
  })
})

describe('of one that gets stuck', () => {
  const percentages = { minimumHealthyPercent: 100, maximumPercent: 100 }
  const stuck = { services: [webService({ deploymentConfiguration: percentages })], actions: [FORCE] }

  test.each<[expectation: object, ok: boolean]>([
    [{ completes: true }, false],
    [{ completes: false }, true],
    [{ stuck: true }, true],
    [{ stuck: false }, false],
    [{ stuck: 'deployment-configuration' }, true],
    [{ stuck: 'room-for-a-task' }, false],
    [{ steady: false }, false],
  ])('%j decides whether it is well: %s', (expectation, ok) => {
    expect(play(webScenario({ ...stuck, expect: [expectation] })).ok).toBe(ok)
  })

  test('that it completes is expected when nobody speaks of it', () => {
    const { expectations } = play(webScenario({ ...stuck, expect: [{ deployments: 2 }] }))
    expect(expectations).toMatchObject([
      { path: null, sentence: 'completes', met: false, found: 'stuck' },
      { path: 'expect[0]', sentence: 'web ends with 2 deployments', met: true, found: '2 deployments' },
    ])
  })
})

test('a level that rises first counts from when it is reached', () => {
  const [met] = judged({ neverBelow: { healthy: 2 } }, { start: 'created', actions: [] })
  expect(met).toBe(true)
})

test('of several services one must be named; a name in two clusters needs the cluster', () => {
  const services = [webService(), webService({ serviceName: 'api' })]
  expect(mistakeOf(() => judged({ deployments: 1 }, { services })).message).toMatch(
    /: expect\[1\]: expected one of the services prod\/web, prod\/api, found nothing\.$/,
  )
  expect(judged({ service: 'api', deployments: 1 }, { services })[1]).toBe('api ends with 1 deployment')
})
