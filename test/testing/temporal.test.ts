// Temporal assertions: what they let pass, and what they say when they fail.
import { expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { always, countsOf, eventually, never, TemporalAssertionError, within } from '../../src/testing/index.ts'

function shop(minimumHealthyPercent: number): Simulation {
  const sim = new Simulation({ seed: 'temporal' })
  sim.ecs.createCluster({ clusterName: 'shop' })
  sim.fleet.launch({ cluster: 'shop', instanceType: 'm5.large', count: 3, ready: true })
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'web', cpu: 128, memory: 256 }],
  })
  sim.ecs.createService({
    cluster: 'shop',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 4,
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent: 200 },
  })
  sim.runUntil('steady', { atMost: '10m' })
  sim.ecs.updateService({ cluster: 'shop', service: 'web', forceNewDeployment: true })
  return sim
}

test('always and never hold until the goal, and time stops there', () => {
  const sim = shop(100)
  always(sim, (view) => countsOf(view, 'web').healthy >= 4, { until: 'steady', for: '1h' })
  expect(sim.waitingFor()).toEqual([])
  const atMs = sim.nowMs
  never(sim, (view) => countsOf(view, 'shop/web').stopping > 0, { for: '5m' })
  expect(sim.nowMs).toBe(atMs + 300_000)
})

test('always names the statement, the span and what the world looks like', () => {
  const sim = shop(50)
  const keepsThree = () => countsOf(sim.view, 'web').healthy >= 3
  const call = () => always(sim, keepsThree, { until: 'stable', for: '1h' })
  expect(call).toThrow(TemporalAssertionError)
  const again = shop(50)
  try {
    always(again, (view) => countsOf(view, 'web').healthy >= 3, { for: '1h', what: 'three are healthy' })
    expect.unreachable()
  } catch (error) {
    expect((error as Error).message.split('\n')).toEqual([
      'always: three are healthy: it did not from the beginning.',
      `At ${again.now.toISOString()}:`,
      expect.stringMatching(
        /^ {2}shop\/web: 4 desired, 2 running \(2 healthy\), 4 pending, 2 stopping; waits for tasks-to-start: /,
      ),
      expect.stringMatching(/^ {4}» \(service web\) has started 4 tasks: /),
    ])
    expect((error as TemporalAssertionError).at).toEqual(again.now)
  }
})

test('never says when it did', () => {
  const sim = shop(100)
  const call = () => never(sim, (view) => countsOf(view, 'web').stopping > 0, { for: '1h', what: 'a task stops' })
  expect(call).toThrow(/^never: a task stops: it did after 4\ds/)
})

test('eventually and within return the instant, or say who waits', () => {
  const sim = shop(100)
  const isDone = (view: Simulation['view']) => countsOf(view, 'web').stopping > 0
  expect(eventually(sim, isDone, { atMost: '10m' })).toEqual(sim.now)
  expect(within(sim, '0s', isDone)).toEqual(sim.now)
  expect(() => within(sim, '90s', (view) => countsOf(view, 'web').running > 8)).toThrow(
    /^eventually: \(view\) => countsOf\(view, ['"]web['"]\)\.running > 8: it did not within 1m30s\.\nAt /,
  )
})

test('bad input is one clear error, and no time passes', () => {
  const sim = shop(100)
  const atMs = sim.nowMs
  const anything = 'steady' as never
  expect(() => always(sim, anything, { for: '1m' })).toThrow(
    'statement: expected a function of the view, found "steady".',
  )
  expect(() => always(sim, () => true, { for: 'soon' })).toThrow(/^for: expected /)
  expect(() => always(sim, () => true, { for: '1m', until: 'later' as never })).toThrow(
    `until: expected 'steady', 'stable' or a function of the view, found "later".`,
  )
  expect(() => countsOf(sim.view, 'wbe')).toThrow('expected one of the services shop/web, found wbe')
  expect(sim.nowMs).toBe(atMs)
})
