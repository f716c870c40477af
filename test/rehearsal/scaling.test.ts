// Rehearsals of stacks that scale: room that a capacity provider makes, room that never comes, and changes under load.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Blueprint } from '../../src/inputs/index.ts'
import { rehearse } from '../../src/rehearsal/index.ts'
import { loadFixture } from '../inputs/templates.ts'

const load = (parameters: Record<string, string> = {}) => loadFixture('grow.yaml', { parameters, stackName: 'grow' })
const release = (parameters: Record<string, string> = {}, more: object = {}) =>
  rehearse({ before: load(parameters), after: load({ ...parameters, Image: 'shop:2' }), ...more }).rehearsal

const serviceIn = ({ steps }: ReturnType<typeof release>) => steps[0]!.services[0]!

describe('an ordinary release on instances that its capacity provider adds', () => {
  const rehearsal = release()

  test('CP-20 completes, and most of its time goes to instances', () => {
    expect([rehearsal.verdict, rehearsal.impossible, rehearsal.fixes]).toEqual(['completes', [], []])
    const { longest, cost } = serviceIn(rehearsal)
    expect(longest[0]).toMatchObject({ name: 'waiting-for-instances' })
    expect(longest[0]!.ms).toBeGreaterThan(120_000)
    expect(cost).toMatchObject({ lowestHealthy: 4, extraInstances: 2 })
  })

  test('RH-01 a service of which nobody has said a load is not taken for idle', () => {
    const { verdict, steps } = release({}, { bootTime: '20m' })
    expect(verdict).toBe('completes')
    expect(steps[0]!.services[0]!.cost.desiredCount).toBe(4)
  })
})

describe('MaxSize leaves no room', () => {
  const rehearsal = release({ MaxSize: '2' })

  test('CP-21 it is stuck, says why, and a larger MaxSize is the fix that was tried', () => {
    expect(rehearsal.verdict).toBe('stuck')
    const [cause] = serviceIn(rehearsal).causes
    expect(cause).toMatchObject({ kind: 'no-capacity', weight: 'blocks', rule: 'CP-21' })
    expect(cause!.sentence).toContain(
      'capacity provider Provider has all that MaxSize (2) of its Auto Scaling group Group allows',
    )
    expect(rehearsal.fixes[0]).toMatchObject({
      words: 'set MaxSize of Group from 2 to 3',
      verdict: 'completes',
      edits: [{ family: 'maxSize', piece: 'Group', path: 'MaxSize', from: 2, to: 3 }],
    })
  })

  test('the pre-check is silent: what a capacity provider brings is no matter of arithmetic', () => {
    expect(rehearsal.impossible).toEqual([])
  })
})

test('PL-15 a task that no instance is large enough for is told as that, whatever the group may grow to', () => {
  const { rehearsal } = rehearse({ before: load(), after: load({ Image: 'shop:2', Cpu: '4096' }), mostTrials: 4 })
  expect(rehearsal.verdict).toBe('stuck')
  expect(serviceIn(rehearsal).causes[0]).toMatchObject({ kind: 'task-too-large' })
})

test('AG-01 fewer instances: the rehearsal waits for those that go, and for the tasks that move', () => {
  const smaller = { before: load({ MaxSize: '6' }), after: load({ MaxSize: '1' }) }
  const { rehearsal, simulation } = rehearse({ ...smaller, fixes: false, atMost: '30m' })
  expect(rehearsal.steps[0]!.pieces.map(({ id, action }) => `${id} ${action}`)).toContain('Group updated')
  const states = [...simulation.view.tables.groupInstances.values()].map(({ state }) => state)
  expect(rehearsal.verdict === 'stuck' || states.every((state) => state === 'InService')).toBe(true)
})

describe('under load', () => {
  const requests = { steps: { from: 40, turns: [{ at: '1m', value: 60 }] } } as const

  test('AS-32 services rest under it before the change, and scale during it', () => {
    const given = { service: 'web', requestsPerSecond: requests, cpuSecondsPerRequest: 0.05 }
    const { rehearsal, simulation } = rehearse({
      before: load({ MaxSize: '12' }),
      after: load({ MaxSize: '12', Image: 'shop:2' }),
      load: given,
    })
    expect(rehearsal.verdict).toBe('completes')
    expect(serviceIn(rehearsal).cost.desiredCount).toBe(4)
    const [service] = simulation.view.tables.services.values()
    expect(service!.desiredCount).toBeGreaterThan(4)
  })

  test('a number is requests a second to every service', () => {
    const { simulation } = rehearse({ before: load(), after: load({ Image: 'shop:2' }), load: 20, fixes: false })
    expect(simulation.load.describe()).toMatchObject([{ load: { requestsPerSecond: 20 } }])
  })

  test.each<[string, unknown, RegExp]>([
    ['less than nothing', -1, /^load: expected a number of requests a second, 0 or more, found -1/],
    [
      'a service that is not there',
      { service: 'wob', users: 1, cpuSecondsPerRequest: 1 },
      /load\.service: expected one of the services web, found "wob"/,
    ],
    ['no profile', { service: 'web', requestsPerSecond: { stpes: 1 } }, /requestsPerSecond\.stpes: expected steps/],
  ])('%s is refused', (_, given, message) => {
    expect(() => rehearse({ before: load(), after: load(), load: given as never })).toThrow(message)
  })
})

/** Unless it is to stay: without what changes the desired count by the clock, or by steps. */
function withoutMoving(blueprint: Blueprint, isScheduled: boolean): Blueprint {
  if (isScheduled) return blueprint
  const paths = [
    ['Resources', 'Target', 'Properties', 'ScheduledActions'],
    ['Resources', 'Peak'],
    ['Resources', 'MoreOnPeaks'],
  ]
  return blueprint.revise(paths.map((path) => ({ file: blueprint.name, op: 'remove', path })))
}

test('what the pre-check proves of stacks that scale, the simulation says, too', () => {
  const some = fc.record({
    MaxSize: fc.constantFrom('2', '3', '6'),
    Cpu: fc.constantFrom('512', '1024', '4096'),
    load: fc.constantFrom(undefined, 20, 200),
    minimum: fc.constantFrom(50, 100),
    maximum: fc.constantFrom(101, 150, 200),
    isScheduled: fc.boolean(),
  })
  fc.assert(
    fc.property(some, ({ load: requests, minimum, maximum, isScheduled, ...parameters }) => {
      const files = { MaxSize: parameters.MaxSize }
      const after = load({ ...parameters, Image: 'shop:2' })
      const [web] = after.pieces.filter(({ kind }) => kind === 'service')
      const path = web!.locate(['deploymentConfiguration'])!
      const value = { MinimumHealthyPercent: minimum, MaximumPercent: maximum }
      const revised = withoutMoving(after.revise([{ file: after.name, op: 'add', path, value }]), isScheduled)
      const before = withoutMoving(load(files), isScheduled)
      const { rehearsal } = rehearse({ before, after: revised, load: requests, fixes: false })
      if (rehearsal.impossible.length > 0) expect(['stuck', 'rolls-back']).toContain(rehearsal.verdict)
      if (minimum === 100 && maximum === 101 && requests === undefined && !isScheduled)
        expect([rehearsal.verdict, rehearsal.impossible.map(({ kind }) => kind)]).toEqual(['stuck', ['percentages']])
    }),
    { numRuns: 12, seed: 4 },
  )
}, 120_000)
