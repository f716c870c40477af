// `drydock plan SCENARIO`: its expectations decide the status, and are told in text, Markdown and JSON.
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { planSchema } from '../../src/cli/plan-schema.ts'
import { FORCE, webScenario } from '../inputs/scenarios.ts'
import { behindBalancer } from '../support/scenarios-behind.ts'
import { drydock } from './command.ts'

const expectations = [{ neverBelow: { healthy: 2 } }, { noEvent: 'unable' }]
const files = {
  'a.json': JSON.stringify(webScenario({ actions: [FORCE], expect: expectations }), null, 2),
  'good.json': JSON.stringify(webScenario({ actions: [FORCE], expect: [{ neverBelow: { healthy: 1 } }] })),
  'lost.json': JSON.stringify(behindBalancer({ delay: 0, expect: [{ errors: { atMost: 0 } }] })),
  'silent.json': JSON.stringify(behindBalancer({ perSecond: null, expect: [{ errors: { atMost: 0 } }] })),
}
const plan = (...args: string[]) => drydock(['plan', ...args], { files })

test('an expectation that is not met ends with status 1, and run says the same', async () => {
  expect([(await plan('a.json')).status, (await drydock(['run', 'a.json'], { files })).status]).toEqual([1, 1])
  expect([(await plan('good.json')).status, (await drydock(['run', 'good.json'], { files })).status]).toEqual([0, 0])
})

describe('it is told', () => {
  test('in the terminal', async () => {
    const { out } = await plan('a.json', '--no-fixes')
    expect(out).toMatch(
      /^DEGRADES: The change completes at a price in 44s: web is not as expected at a\.json:\d+:\d+:/m,
    )
    expect(out).toMatch(
      /^What the scenario expects:\n {2}✗ web never has fewer than 2 healthy tasks \(fewest 1, at 0s\), a\.json:/m,
    )
    expect(out).toMatch(/^ {2}✓ no event of web says "unable" \(none does\)$/m)
    expect(out).toMatch(/^ {4}» \(service web\) has stopped 1 running tasks/m)
  })

  test('when quiet, only what is not met', async () => {
    const { out } = await plan('a.json', '--no-fixes', '--quiet')
    expect(out).toContain('✗ web never has fewer than 2 healthy tasks')
    expect(out).not.toContain('✓')
    expect((await plan('good.json', '--quiet')).out).not.toContain('What the scenario expects')
  })

  test('in Markdown', async () => {
    const { out } = await plan('a.json', '--no-fixes', '--markdown')
    expect(out).toMatch(
      /^\*\*What the scenario expects:\*\*\n- ❌ web never has fewer than 2 healthy tasks \(fewest 1, at 0s\) `a\.json:/m,
    )
    expect(out).toMatch(/^- ✅ no event of web says "unable" \(none does\)$/m)
  })

  test('in JSON, by the schema', async () => {
    const { out } = await plan('a.json', '--json')
    const document = JSON.parse(out)
    expect(z.safeParse(planSchema, document).error?.issues ?? []).toEqual([])
    expect(document.expectations[0]).toMatchObject({ name: 'neverBelow', path: 'expect[0]', met: false })
    expect(document.expectations[0].evidence.entries.length).toBeGreaterThan(0)
    expect(document.fixes[0]).toMatchObject({
      words: 'set deploymentConfiguration.minimumHealthyPercent of web from 50 to 100',
      verdict: 'completes',
    })
  })
})

test('TG-112 lost requests: status 1 with the fix, in run and in plan', async () => {
  const run = await drydock(['run', 'lost.json', '-q'], { files })
  expect([run.status, run.out]).toEqual([
    1,
    'COMPLETES in 14s\n  ✗ no request fails (100 of 1400 requests; 502 from 11s to 12s)\n',
  ])
  const { status, out } = await plan('lost.json')
  expect(status).toBe(1)
  expect(out).toMatch(
    /The fix, tried:\n {2}1\. set deregistration_delay\.timeout_seconds of target group web from 0 to 1\n/,
  )
})

test.each(['run', 'plan', 'validate'])('requests that nobody sends are bad input: %s', async (command) => {
  const { status, err } = await drydock([command, 'silent.json'], { files })
  expect(status).toBe(2)
  expect(err).toMatch(/^error: silent\.json:1:\d+: expect\[0\]\.errors: nobody sends requests: /)
})
