// Laws of load balancing, against readings of the rules that do everything one by one.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { nextVerdict } from '../../src/balancing/verdicts.ts'
import { matchesWildcard } from '../../src/balancing/wildcards.ts'
import type { AnswerTurn, Target, TargetHealthCheck } from '../../src/model/balancing.ts'
import { Balancing } from '../support/balancers.ts'
import { runs } from '../support/runs.ts'

// ── verdicts ──

const answer = fc.constantFrom<AnswerTurn['answer']>('ok', 200, 404, 'timeout', 'refused')
const turns = fc
  .uniqueArray(fc.record({ fromMs: fc.integer({ min: 0, max: 600 }).map((second) => second * 1_000), answer }), {
    selector: ({ fromMs }) => fromMs,
    maxLength: 6,
  })
  .map((list) => [...list].sort((a, b) => a.fromMs - b.fromMs))
const check = fc.record({
  intervalSeconds: fc.integer({ min: 6, max: 40 }),
  healthyThreshold: fc.integer({ min: 2, max: 10 }),
  unhealthyThreshold: fc.integer({ min: 2, max: 10 }),
})

interface Turned {
  readonly atMs: number
  readonly state: string
}

/** Probe by probe, with a counter. */
function slowly(answers: readonly AnswerTurn[], healthCheck: TargetHealthCheck, untilMs: number): Turned[] {
  const turned: Turned[] = []
  let [state, good, bad] = ['initial', 0, 0]
  for (
    let sentMs = healthCheck.intervalSeconds * 1_000;
    sentMs <= untilMs;
    sentMs += healthCheck.intervalSeconds * 1_000
  ) {
    const said = answers.filter(({ fromMs }) => fromMs <= sentMs).at(-1)?.answer ?? 'ok'
    const passed = said === 'ok' || said === 200
    good = passed ? good + 1 : 0
    bad = passed ? 0 : bad + 1
    const next =
      state !== 'healthy' && (good >= healthCheck.healthyThreshold || (state === 'initial' && good > 0))
        ? 'healthy'
        : state !== 'unhealthy' && bad >= healthCheck.unhealthyThreshold
          ? 'unhealthy'
          : state
    if (next !== state)
      turned.push({ atMs: sentMs + (said === 'timeout' ? healthCheck.timeoutSeconds * 1_000 : 0), state: next })
    state = next
  }
  return turned
}

/** Verdict by verdict, as the simulation does it. */
function atOnce(clients: readonly AnswerTurn[], healthCheck: TargetHealthCheck, untilMs: number): Turned[] {
  const turned: Turned[] = []
  let target: Parameters<typeof nextVerdict>[0] = {
    state: 'initial',
    probedFromMs: 0,
    probes: 0,
    streak: 0,
    answers: { clients, probes: null },
  }
  for (;;) {
    const verdict = nextVerdict(target, { healthCheck, balancer: 'application' })
    if (verdict === null || verdict.probes * healthCheck.intervalSeconds * 1_000 > untilMs) return turned
    turned.push({ atMs: verdict.atMs, state: verdict.state })
    target = { ...target, ...(verdict satisfies Partial<Target> | object) }
  }
}

test.prop([turns, check], runs(300))(
  'verdicts that are worked out are those that counting probes gives',
  (answers, limits) => {
    const healthCheck = {
      ...limits,
      protocol: 'HTTP',
      port: 'traffic-port',
      path: '/',
      matcher: '200',
      timeoutSeconds: 5,
    }
    expect(atOnce(answers, healthCheck, 2_000_000)).toEqual(slowly(answers, healthCheck, 2_000_000))
  },
)

// ── rules ──

const letters = fc
  .array(fc.constantFrom('a', 'b', '/', '*', '?'), { minLength: 1, maxLength: 6 })
  .map((all) => all.join(''))
const path = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map((all) => `/${all.join('')}`)

function asRegExp(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('/', '\\/').replaceAll('?', '.').replaceAll('*', '.*')}$`)
}

test.prop([letters, path], runs(500))('a wildcard matches what its regular expression does', (pattern, value) => {
  expect(matchesWildcard(pattern, value, { ignoresCase: false })).toBe(asRegExp(pattern).test(value))
})

const rules = fc.uniqueArray(fc.record({ priority: fc.integer({ min: 1, max: 50_000 }), pattern: letters }), {
  selector: ({ priority }) => priority,
  maxLength: 6,
})

test.prop([rules, path], runs(50))('the first rule by priority that matches takes the request', (given, wanted) => {
  const b = new Balancing({ paranoid: false }).group('web').group('other').listener('web')
  for (const { priority, pattern } of given) b.paths(priority, [pattern], 'other')
  const { rule, skipped } = b.sim.traffic.route({ loadBalancer: 'front', path: wanted })
  const inOrder = [...given].sort((one, other) => one.priority - other.priority)
  const first = inOrder.find(({ pattern }) => asRegExp(pattern).test(wanted))
  expect(rule?.priority).toBe(first?.priority ?? null)
  expect(skipped.map(({ priority }) => priority)).toEqual(
    inOrder.slice(0, first === undefined ? inOrder.length : inOrder.indexOf(first)).map(({ priority }) => priority),
  )
})
