// The rolling worked examples in model W: stops are instantaneous, and a wave is healthy before the next begins.
import { describe, expect, test } from 'vitest'
import { deployNext, eventsSinceTheHour, type RolloutSettings, steadyService, web } from '../support/rollouts.ts'
import { pairsOf, wavesOf } from '../support/waves.ts'

function roll(settings: RolloutSettings) {
  const sim = steadyService(settings)
  const deployment = deployNext(sim)
  const outcome = sim.runUntil('steady', { atMost: '2h' })
  return { sim, deployment, outcome, pairs: pairsOf(sim, deployment) }
}

function expectDeadlock(settings: RolloutSettings): void {
  const { sim, outcome, pairs } = roll(settings)
  expect(outcome.reached).toBe(false)
  expect(outcome.waitingFor[0]).toMatchObject({ name: 'web', waitingFor: 'deployment-configuration' })
  expect(pairs).toBe(`(${settings.desired},0)`)
  const events = eventsSinceTheHour(sim)
  expect(events).toHaveLength(1)
  expect(events[0]?.message).toMatch(
    /^was unable to stop or start tasks during a deployment because of the service deployment configuration/,
  )
  expect(web(sim).deployments?.map(({ rolloutState }) => rolloutState)).toEqual(['IN_PROGRESS', 'COMPLETED'])
}

describe('waves of a rolling update', () => {
  test.each([
    [
      'WE-01 six tasks, 100/200, room for eight',
      { desired: 6, min: 100, max: 200, room: 8 },
      '(6,2) (4,4) (2,6) (0,6)',
    ],
    ['WE-02 six tasks, 50/200, room for eight', { desired: 6, min: 50, max: 200, room: 8 }, '(3,5) (0,6)'],
    ['WE-03 six tasks, 50/200, room for ten', { desired: 6, min: 50, max: 200, room: 10 }, '(3,6) (0,6)'],
    ['WE-04 four tasks, 50/100', { desired: 4, min: 50, max: 100 }, '(2,2) (0,4)'],
    ['WE-05 four tasks, 100/200', { desired: 4, min: 100, max: 200 }, '(4,4) (0,4)'],
    ['WE-06 two tasks, 75/200', { desired: 2, min: 75, max: 200 }, '(2,2) (0,2)'],
    ['WE-08 one task, 100/200', { desired: 1, min: 100, max: 200 }, '(1,1) (0,1)'],
    ['WE-08 one task, 0/100', { desired: 1, min: 0, max: 100 }, '(0,1)'],
    ['WE-08 one task, 0/200', { desired: 1, min: 0, max: 200 }, '(0,1)'],
    ['WE-09 four tasks, 100/125: one at a time', { desired: 4, min: 100, max: 125 }, '(4,1) (3,2) (2,3) (1,4) (0,4)'],
    ['WE-10 ten tasks, 90/110', { desired: 10, min: 90, max: 110 }, '(9,2) (7,4) (5,6) (3,8) (1,10) (0,10)'],
    ['WE-11 five tasks, 60/140', { desired: 5, min: 60, max: 140 }, '(3,4) (0,5)'],
    ['WE-12 three tasks, 66/100', { desired: 3, min: 66, max: 100 }, '(2,1) (1,2) (0,3)'],
  ] as const)('%s', (_title, settings, pairs) => {
    const run = roll(settings)
    expect(run.outcome.reached).toBe(true)
    expect(run.pairs).toBe(pairs)
    expect(run.sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services[0]?.deployments).toHaveLength(
      1,
    )
  })

  test('WE-13 a hundred tasks, 100/110: eleven evaluations of ten', () => {
    const { pairs } = roll({ desired: 100, min: 100, max: 110 })
    const expected = ['(100,10)', ...Array.from({ length: 9 }, (_, i) => `(${90 - i * 10},${20 + i * 10})`), '(0,100)']
    expect(pairs).toBe(expected.join(' '))
  })

  test.each([
    ['WE-06 two tasks, 75/100', { desired: 2, min: 75, max: 100 }],
    ['WE-07 three tasks, 100/125', { desired: 3, min: 100, max: 125 }],
    ['WE-08 one task, 50/100', { desired: 1, min: 50, max: 100 }],
    ['WE-08 one task, 100/150', { desired: 1, min: 100, max: 150 }],
    ['WE-12 three tasks, 67/100', { desired: 3, min: 67, max: 100 }],
  ] as const)('%s is a deadlock and is seen to be one', (_title, settings) => expectDeadlock(settings))

  test('WE-14 percentages use integer arithmetic: 7 % and 55 % of 100 keep 7 and 55, 115 % of 100 allows 115', () => {
    expect(wavesOf(...sides({ desired: 100, min: 7, max: 100 }))[0]).toMatchObject({ old: 7 })
    expect(wavesOf(...sides({ desired: 100, min: 55, max: 100 }))[0]).toMatchObject({ old: 55 })
    expect(wavesOf(...sides({ desired: 100, min: 100, max: 115 }))[0]).toMatchObject({ old: 100, new: 15 })
  })
})

function sides(settings: RolloutSettings) {
  const { sim, deployment } = roll(settings)
  return [sim, deployment] as const
}

describe('DP-131 which percentages deadlock', () => {
  const table: readonly [desired: number, stuck: readonly string[], works: readonly string[]][] = [
    [1, ['100/100', '100/150', '100/199', '50/100', '1/100'], ['100/200', '0/100', '0/150']],
    [2, ['100/100', '100/149', '75/100', '51/100'], ['100/150', '50/100']],
    [3, ['100/125', '100/133', '67/100'], ['100/134', '66/100']],
    [9, ['100/110', '100/111'], ['100/112', '88/100']],
    [10, ['99/101', '91/109'], ['90/109', '100/110']],
  ]
  const rows = table.flatMap(([desired, stuck, works]) => [
    ...stuck.map((percentages) => [desired, percentages, false] as const),
    ...works.map((percentages) => [desired, percentages, true] as const),
  ])
  test.each(rows)('DP-150 %i tasks with %s: completes is %s', (desired, percentages, completes) => {
    const [min, max] = percentages.split('/').map(Number) as [number, number]
    expect(roll({ desired, min, max }).outcome.reached).toBe(completes)
  })
})

describe('changes in the middle of a deployment', () => {
  test('WE-22 a scale-out goes to both revisions: two old, then two new', () => {
    const sim = steadyService({ desired: 4, min: 100, max: 200 })
    const deployment = deployNext(sim)
    sim.settle()
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 6 })
    sim.runUntil('steady', { atMost: '1h' })
    expect(pairsOf(sim, deployment)).toBe('(6,6) (0,6)')
  })

  test('DP-440 in the profile of 2023-06 a scale-out goes to the new revision alone', () => {
    const sim = steadyService({ desired: 4, min: 100, max: 200, options: { scaleOutBothRevisions: false } })
    const deployment = deployNext(sim)
    sim.settle()
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 6 })
    sim.runUntil('steady', { atMost: '1h' })
    expect(pairsOf(sim, deployment)).toBe('(4,6) (0,6)')
  })

  test('WE-23 a third deployment stops the pending tasks of the second at once', () => {
    const sim = steadyService({ desired: 4, min: 100, max: 200 })
    deployNext(sim)
    sim.advance('5s')
    const third = deployNext(sim)
    sim.runUntil('steady', { atMost: '1h' })
    expect(pairsOf(sim, third)).toBe('(8,0) (4,4) (0,4)')
    expect(eventsSinceTheHour(sim).map(({ message }) => message)).toContain('stopped 4 pending tasks.')
  })

  test('DP-432 running tasks of a revision that never completed go before those of the last good one', () => {
    const sim = steadyService({ desired: 4, min: 100, max: 200, run: 10, heal: 10, stop: 0 })
    const first = web(sim).deployments?.[0]?.id
    const second = deployNext(sim)
    sim.advance('15s')
    const third = deployNext(sim)
    sim.settle()
    const wanted = [...sim.snapshot().tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
    const of = (deployment: string | undefined) =>
      wanted.filter(({ deploymentId }) => deploymentId === deployment).length
    expect([of(first), of(second), of(third)]).toEqual([4, 0, 4])
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  })

  test('DP-152 a deadlock dissolves when its percentages change, without a new deployment', () => {
    const sim = steadyService({ desired: 1, min: 100, max: 100 })
    const deployment = deployNext(sim)
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(false)
    sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { minimumHealthyPercent: 0 } })
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
    expect(web(sim).deployments?.map(({ id }) => id)).toEqual([deployment])
  })
})
