// Is a listener without a healthy target found when nobody counts requests, and does what is advised against it work?
import { expect, test } from 'vitest'
import type { Blueprint } from '../../src/inputs/index.ts'
import { type Rehearsal, type RehearsalOptions, rehearse } from '../../src/rehearsal/index.ts'
import { blueprint, type PlainPieces, type StackSettings, stack, stackPieces } from '../support/blueprints.ts'

const SETTINGS: StackSettings = { delay: 30, grace: 300, interval: 30 }

/** The target group of the stack, under a name and port of its own. */
function groupOn(port: number): PlainPieces[string] {
  const { Group } = stackPieces(SETTINGS)
  const name = `web-${port}`
  return { ...Group!, input: { ...Group!.input, Name: name, Port: port }, names: { arn: `arn:Group${port}`, name } }
}

interface Stage {
  readonly ids: Readonly<Record<string, number>>
  /** Weights by port. */
  readonly weights: Readonly<Record<number, number>>
  readonly registered: readonly number[]
}

/** Target groups by id and port, where the listener leads, and where the service stands. */
function staged({ ids, weights, registered }: Stage): Blueprint {
  const { Group: _, Listener, Service, ...pieces } = stackPieces(SETTINGS)
  const groups = Object.entries(ids).map(([id, port]) => [id, groupOn(port)] as const)
  const TargetGroups = Object.entries(weights).map(([port, Weight]) => ({ TargetGroupArn: `arn:Group${port}`, Weight }))
  const listener = {
    ...Listener!.input,
    DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
  }
  const loadBalancers = registered.map((port) => ({
    targetGroupArn: `arn:Group${port}`,
    containerName: 'app',
    containerPort: 80,
  }))
  return blueprint({
    ...pieces,
    ...Object.fromEntries(groups),
    Listener: { ...Listener!, input: listener, needs: ['Balancer', ...Object.keys(ids)] },
    Service: { ...Service!, input: { ...Service!.input, loadBalancers } },
  })
}

const OLD = staged({ ids: { Group: 80 }, weights: { 80: 1 }, registered: [80] })
const NEW = staged({ ids: { Group: 8080 }, weights: { 8080: 1 }, registered: [8080] })

function played(before: Blueprint, after: Blueprint, options: RehearsalOptions = {}): Rehearsal {
  return rehearse({ before, after, fixes: false, ...options }).rehearsal
}

test('RT-020 a target group that is replaced leaves its listener without a healthy target, whether or not requests are counted', () => {
  const { rehearsal, simulation } = rehearse({ before: OLD, after: NEW, fixes: false })
  expect(rehearsal.verdict).toBe('degrades')
  const [service] = rehearsal.steps[0]?.services ?? []
  expect(service?.causes).toMatchObject([{ kind: 'no-healthy-target', weight: 'degrades', rule: 'RT-020' }])
  expect(service?.causes[0]?.sentence).toBe(
    'web is cut off: the listener on port 80 of front has no healthy target for 32s, from 0s to 32s after the change, because it leads to target group web-8080 before a task is healthy there. Do it in three changes: web-8080 beside web-80, with weight 0 in the listener and in loadBalancers of the service; then the weight; then web-80 goes.',
  )
  expect(service?.cost).toMatchObject({
    lowestHealthy: 3,
    requests: null,
    outages: [
      {
        loadBalancer: 'front',
        port: 80,
        priority: null,
        targetGroups: ['web-8080'],
        before: ['web-80'],
        fromMs: 0,
        toMs: 32_000,
        isOver: true,
        status: 503,
      },
    ],
  })
  const { entries, texts } = service?.causes[0]?.evidence ?? { entries: [], texts: [] }
  expect(texts).toEqual(['503: The target group has no target that may take requests.'])
  expect(simulation.journal[entries[0]!]?.kind).toMatch(/^(?:listenerRule|targetGroup|target)\./)
})

test('RT-020 counted requests fail in the same span', () => {
  const { requests, failedRequests, failing, outages } = played(OLD, NEW, { requestsPerSecond: 10 }).steps[0]!
    .services[0]!.cost
  expect([requests, failedRequests]).toEqual([340, 320])
  expect(failing.map(({ fromMs, toMs, percent }) => [fromMs, toMs, percent])).toEqual([[0, 32_000, 100]])
  expect(outages.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[0, 32_000]])
})

test('RT-020 the three changes that are advised keep the service reachable', () => {
  const both = { Group: 80, Next: 8080 }
  const beside = staged({ ids: both, weights: { 80: 1, 8080: 0 }, registered: [80, 8080] })
  const led = staged({ ids: both, weights: { 80: 0, 8080: 1 }, registered: [80, 8080] })
  const gone = staged({ ids: { Next: 8080 }, weights: { 8080: 1 }, registered: [8080] })
  const verdicts = [played(OLD, beside), played(beside, led), played(led, gone)].map(({ verdict, summary }) => [
    verdict,
    summary.includes('cut off'),
  ])
  expect(verdicts).toEqual(Array(3).fill(['completes', false]))
})

test('RT-020 an outage that does not end is told when the change gets stuck, too', () => {
  const workload = { 'web:app': { exitsAfter: '2s', exitCode: 1 } } as const
  const [service] = played(OLD, NEW, { workload }).steps[0]?.services ?? []
  expect(service?.verdict).toBe('stuck')
  expect(service?.causes.map(({ kind }) => kind)).toEqual(['container-exits', 'no-healthy-target'])
  expect(service?.cost.outages).toMatchObject([{ fromMs: 0, isOver: false }])
  expect(service?.causes[1]?.sentence).toContain('from 0s to the end after the change')
})

test('RT-020 a service that leaves the group of its listener is cut off, though the listener stays as it is', () => {
  const both = { Group: 80, Next: 8080 }
  const before = staged({ ids: both, weights: { 80: 1, 8080: 0 }, registered: [80] })
  const after = staged({ ids: both, weights: { 80: 1, 8080: 0 }, registered: [8080] })
  const rehearsal = played(before, after)
  expect(rehearsal.verdict).toBe('degrades')
  const [outage] = rehearsal.steps[0]?.services[0]?.cost.outages ?? []
  expect(outage).toMatchObject({ targetGroups: ['web-80'], before: ['web-80'] })
})

test('whoever keeps no task healthy has asked for the gap: it is counted when requests are', () => {
  const settings = { ...SETTINGS, min: 0, max: 100 }
  const change = [stack(settings), stack({ ...settings, image: 'example.com/web:2' })] as const
  expect(played(...change)).toMatchObject({ verdict: 'completes', steps: [{ services: [{ cost: { outages: [] } }] }] })
  const kept = played(...change, { expectations: { keepHealthyPercent: 34 } })
  expect(kept.steps[0]?.services[0]?.causes.map(({ kind }) => kind)).toEqual(['no-healthy-target', 'fewer-healthy'])
})
