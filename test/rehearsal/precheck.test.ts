// What does the pre-check prove to the number, and where is it silent although things go wrong?
import { describe, expect, test } from 'vitest'
import { type RehearsalOptions, rehearse } from '../../src/rehearsal/index.ts'
import { type StackSettings, stack } from '../support/blueprints.ts'

function changed(before: StackSettings, after: StackSettings, options: RehearsalOptions = {}) {
  const next = stack({ ...after, image: 'example.com/web:2' })
  return rehearse({ before: stack(before), after: next, fixes: false, ...options }).rehearsal
}

describe('a boot that takes longer than the health check bears', () => {
  // Probes at 10, 20, 30 …: unhealthy at 20; answers from 25 on, so that the probes at 30 and 40 make it healthy.
  const slow = { desired: 1, delay: 5, interval: 10, unhealthy: 2, breaker: false }
  const sentenceOf = (grace: number) =>
    `A new task of web passes the health check of its target group web 40s after its start, and is given up after ${grace}s: maximumPercent 200 has no room for another one meanwhile.`

  test.each([
    [0, 20],
    [20, 20],
    [39, 39],
  ])('DP-604, WE-33 is too long with %i s of grace: given up after %i s', (grace, foundSeconds) => {
    const rehearsal = changed({ ...slow, grace }, { ...slow, grace }, { bootTime: '25s' })
    const proof = { kind: 'grace-too-short', rule: 'DP-604', sentence: sentenceOf(foundSeconds) }
    expect(rehearsal.impossible).toEqual([{ service: 'web', label: 'web', ...proof }])
    expect(rehearsal.verdict).toBe('stuck')
  })

  test('DP-208, LB-10B is not when the grace period ends as the task turns healthy', () => {
    const settings = { ...slow, grace: 40 }
    expect(changed(settings, settings, { bootTime: '25s' })).toMatchObject({ verdict: 'completes', impossible: [] })
  })

  test('TG-102 is not when the app answers the last probe that may fail', () => {
    expect(changed(slow, slow, { bootTime: '20s' })).toMatchObject({ verdict: 'completes', impossible: [] })
  })

  test('DP-605 is no proof where a replacement may start beside the task: it may recover first', () => {
    const roomy = { ...slow, max: 300 }
    expect(changed(roomy, roomy, { bootTime: '25s' }).impossible).toEqual([])
  })

  test('DP-604 the same with three tasks, when there may be one more', () => {
    const settings = { ...slow, desired: 3, max: 134 }
    expect(changed(settings, settings, { bootTime: '25s' }).impossible).toMatchObject([{ rule: 'DP-604' }])
  })

  test('DP-604 and when the old task goes first', () => {
    const settings = { ...slow, min: 0, max: 100 }
    expect(changed(settings, settings, { bootTime: '25s' }).impossible).toMatchObject([{ rule: 'DP-604' }])
  })

  test('K-01 is no proof when nobody can tell when probes begin', () => {
    const options = { bootTime: '25s', latencies: { albTargetRegistration: '15s' } }
    expect(changed(slow, slow, options)).toMatchObject({ verdict: 'completes', impossible: [] })
  })

  test('HC-5 a container whose retries are used up before', () => {
    // Probes at 10, 20, 30 …: unhealthy at 20, healthy at 30.
    const settings = { desired: 1, check: { interval: 10, retries: 2, startPeriod: 0 } }
    const rehearsal = changed(settings, settings, { bootTime: '25s' })
    expect(rehearsal.verdict).toBe('stuck')
    expect(rehearsal.impossible).toMatchObject([
      {
        kind: 'container-unhealthy',
        rule: 'DP-604',
        sentence:
          'A new task of web passes the health check of its container app 30s after its start, and is given up after 20s: maximumPercent 200 has no room for another one meanwhile.',
      },
    ])
    const patient = { ...settings, check: { ...settings.check, startPeriod: 30 } }
    expect(changed(patient, patient, { bootTime: '25s' })).toMatchObject({ verdict: 'completes', impossible: [] })
  })
})

describe('a health check that is never passed', () => {
  const behind = { desired: 4, delay: 5, breaker: true }

  test.each([
    ['500', 500],
    ['a silence', 'timeout'],
    ['a closed port', 'refused'],
  ] as const)('DP-410, TG-027 is one that hears %s', (_, answer) => {
    const options = { workload: { 'web:app': { respondsToHealthChecksWith: answer } } }
    const rehearsal = changed(behind, behind, options)
    expect(rehearsal.verdict).toBe('rolls-back')
    expect(rehearsal.impossible).toMatchObject([
      {
        kind: 'target-unhealthy',
        rule: 'DP-410',
        sentence: 'web never passes the health check of its target group web, and needs to.',
      },
    ])
  })

  test('DP-203 is one of a container, too', () => {
    const settings = { check: { interval: 10, retries: 2, startPeriod: 0 } }
    const options = { workload: { 'web:app': { becomesHealthyAfter: 'never' } } } as const
    expect(changed(settings, settings, options)).toMatchObject({
      verdict: 'stuck',
      impossible: [{ kind: 'container-unhealthy', rule: 'DP-410' }],
    })
  })

  test('SV-310 nobody minds when no task is wanted', () => {
    const options = { workload: { 'web:app': { respondsToHealthChecksWith: 500 } } } as const
    expect(changed({ ...behind, desired: 0 }, { ...behind, desired: 0 }, options).impossible).toEqual([])
  })
})

describe('tasks that must run at the same time', () => {
  const own = {
    network: 'awsvpc',
    subnets: ['subnet-a', 'subnet-b', 'subnet-c'],
    instanceType: 'c5.large',
    cpu: 16,
    memory: 64,
  } as const

  test('PX-08, CI-27 two instances have interfaces for four tasks', () => {
    const rehearsal = changed({ ...own, desired: 2, instances: 2 }, { ...own, desired: 5, instances: 2 })
    expect(rehearsal.verdict).toBe('stuck')
    expect(rehearsal.impossible).toMatchObject([
      {
        kind: 'no-interfaces',
        rule: 'PL-10',
        sentence: 'web wants 5 tasks at once, and its container instances have network interfaces for 4.',
      },
    ])
  })

  test('CI-28 with trunks they have enough for twenty', () => {
    const trunked = { ...own, instances: 2, trunk: true }
    const { verdict, impossible } = changed({ ...trunked, desired: 2 }, { ...trunked, desired: 19 })
    expect({ verdict, impossible }).toEqual({ verdict: 'completes', impossible: [] })
    expect(changed({ ...trunked, desired: 2 }, { ...trunked, desired: 21 }).impossible).toMatchObject([
      { sentence: 'web wants 21 tasks at once, and its container instances have network interfaces for 20.' },
    ])
  })

  test('DP-110 one more than the lower bound is needed while old tasks are to go', () => {
    const rehearsal = changed({ ...own, desired: 3, instances: 2 }, { ...own, desired: 4, instances: 2 })
    expect(rehearsal.verdict).toBe('stuck')
    expect(rehearsal.impossible).toMatchObject([
      {
        kind: 'no-interfaces',
        sentence:
          'web keeps 4 tasks healthy (minimumHealthyPercent 100) until one more is, and its container instances have network interfaces for 4.',
      },
    ])
    const relaxed = changed({ ...own, desired: 3, instances: 2 }, { ...own, desired: 4, instances: 2, min: 75 })
    expect(relaxed).toMatchObject({ impossible: [], steps: [{ verdict: 'completes' }] })
  })

  test('PL-12 instances in other zones than the subnets have room for nobody', () => {
    const one = { ...own, subnets: ['subnet-a'], instances: 3 }
    expect(changed({ ...one, desired: 1 }, { ...one, desired: 3 })).toMatchObject({
      verdict: 'stuck',
      impossible: [
        { sentence: 'web wants 3 tasks at once, and its container instances have network interfaces for 2.' },
      ],
    })
  })

  test('PL-15 the same of CPU', () => {
    // 2048 CPU units an instance: two tasks.
    const large = { cpu: 900, instances: 2 }
    const rehearsal = changed({ ...large, desired: 1 }, { ...large, desired: 5 })
    expect(rehearsal.verdict).toBe('stuck')
    expect(rehearsal.impossible).toMatchObject([
      {
        kind: 'no-room',
        rule: 'PL-15',
        sentence: 'web wants 5 tasks at once, and its container instances have CPU for 4.',
      },
    ])
  })
})

test('DP-131 percentages that leave no room once more tasks are wanted', () => {
  const rehearsal = changed({ desired: 1, min: 51, max: 101 }, { desired: 2, min: 51, max: 101 })
  expect(rehearsal.verdict).toBe('stuck')
  expect(rehearsal.impossible).toMatchObject([{ kind: 'percentages', rule: 'DP-131' }])
})
