// Unhealthy tasks of services: start before stop, one at a time where there is no room, and what the grace period changes.
import { describe, expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { checkedService, eventsSince, sicken, tasksOf, wantedTasks, wellService } from '../support/patients.ts'
import { web } from '../support/rollouts.ts'

/** Seconds since `sinceMs` at which each task was created, was asked to stop, and why. */
function fates(sim: Simulation, sinceMs: number): unknown[] {
  const at = (ms: number | null) => (ms === null ? null : (ms - sinceMs) / 1_000)
  return tasksOf(sim).map(({ createdAtMs, stoppingAtMs, stoppedReason }) => [
    at(createdAtMs),
    at(stoppingAtMs),
    stoppedReason?.replace(/ \(deployment.*/, '') ?? null,
  ])
}

const ILL = 'Task failed container health checks'
const SURPLUS = 'Scaling activity initiated by'

test('EX-27, HC-11, LC-24 a check that always fails: UNHEALTHY at 93, the replacement starts, its own verdict 93 s later ends the first', () => {
  const sim = checkedService({ desired: 1, min: 100, max: 200, run: 3, interval: 30, retries: 3 })
  sim.workload.behave('web:app', { becomesHealthyAfter: 'never' })
  const from = sim.nowMs
  sim.advance('95s')
  expect(fates(sim, from)).toEqual([
    [0, null, null],
    [93, null, null],
  ])
  sim.advance('95s')
  expect(fates(sim, from).slice(0, 3)).toEqual([
    [0, 186, ILL],
    [93, null, null],
    [186, null, null],
  ])
  expect(tasksOf(sim)[0]?.stopCode).toBe('ServiceSchedulerInitiated')
})

test('WE-32, DP-601, DP-602, EV-140 one of two turns unhealthy: replaced first, then named and stopped, steady while it drains', () => {
  const sim = wellService({ desired: 2, min: 100, max: 200, run: 20, stop: 40, interval: 30 })
  const [ill, well] = wantedTasks(sim)
  sicken(sim, ill!)
  const from = sim.nowMs
  const counts: number[][] = []
  for (let second = 0; second <= 95; second++) {
    const { runningCount, pendingCount } = web(sim)
    const now = [second, runningCount as number, pendingCount as number]
    if (now.slice(1).join() !== counts.at(-1)?.slice(1).join()) counts.push(now)
    sim.advance('1s')
  }
  const newcomer = tasksOf(sim).at(-1)!
  expect(eventsSince(sim, from, { [ill!.id]: 'U', [well!.id]: 'W', [newcomer.id]: 'R' })).toEqual([
    '0: has started 1 tasks: (task R). Amazon ECS replaced 1 tasks due to an unhealthy status.',
    '50: (task U) failed container health checks.',
    '50: has stopped 1 running tasks: (task U).',
    '50: has reached a steady state.',
  ])
  expect(counts).toEqual([
    [0, 2, 1],
    [20, 3, 0],
    [50, 2, 0],
  ])
  expect(tasksOf(sim)[0]).toMatchObject({ lastStatus: 'STOPPED', stoppedAtMs: from + 90_000, stoppedReason: ILL })
})

describe('WE-33 a boot longer than the health check', () => {
  /** Fails its probes until it has run for 70 s; three failures, ten seconds apart, make it UNHEALTHY. */
  function slowBoot(grace: number): { sim: Simulation; from: number } {
    const sim = checkedService({ desired: 1, min: 100, max: 200, interval: 10, retries: 3, grace })
    sim.workload.behave('web:app', { becomesHealthyAfter: '70s' })
    return { sim, from: sim.nowMs }
  }

  test('DP-600, DP-603 without a grace period it is replaced for ever: when the replacement fails too, the older one goes', () => {
    const { sim, from } = slowBoot(0)
    sim.advance('125s')
    expect(fates(sim, from)).toEqual([
      [0, 60, ILL],
      [30, 90, ILL],
      [60, 120, ILL],
      [90, null, null],
      [120, null, null],
    ])
    expect(web(sim).deployments?.[0]?.rolloutState).toBe('IN_PROGRESS')
  })

  test('DP-209, DP-605 grace 40: replaced at its end, but the original recovers, and the replacement is one too many', () => {
    const { sim, from } = slowBoot(40)
    sim.advance('10m')
    expect(fates(sim, from)).toEqual([
      [0, null, null],
      [40, 70, SURPLUS],
    ])
    expect(web(sim).deployments?.[0]?.failedTasks).toBe(0)
  })

  test('DP-209 grace 69: the same from there on', () => {
    const { sim, from } = slowBoot(69)
    sim.advance('10m')
    expect(fates(sim, from)).toEqual([
      [0, null, null],
      [69, 70, SURPLUS],
    ])
  })

  test.each([70, 300])('SV-118, DP-208, HC-12 grace %i: nobody minds', (grace) => {
    const { sim, from } = slowBoot(grace)
    sim.advance('10m')
    expect(fates(sim, from)).toEqual([[0, null, null]])
    expect(tasksOf(sim)[0]?.healthyAtMs).toBe(from + 70_000)
  })

  test('HC-12 a verdict that stands when the agent goes away counts at the end of the grace period', () => {
    const { sim } = slowBoot(60)
    sim.advance('35s')
    const [instance] = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns
    sim.fleet.disconnectAgent({ containerInstances: [instance as string], cluster: 'prod' })
    sim.advance('24s')
    expect(tasksOf(sim)[0]?.finding).toBeNull()
    sim.advance('2s')
    expect(tasksOf(sim)[0]?.finding).toMatchObject({ by: 'containers' })
  })
})

describe('DP-604 no room to start first', () => {
  test('DP-604 at 100/100 one stops, its replacement starts when it is STOPPED, and the next waits for its health', () => {
    const sim = wellService({ desired: 3, min: 0, max: 100, run: 10, stop: 20, interval: 30 })
    sicken(sim, ...wantedTasks(sim).slice(0, 2))
    const from = sim.nowMs
    sim.advance('3m')
    const changes = fates(sim, from).filter((fate) => JSON.stringify(fate).includes(ILL))
    expect(changes.map((fate) => (fate as unknown[])[1])).toEqual(expect.arrayContaining([0, 60]))
    const newcomers = fates(sim, from).filter((fate) => ((fate as unknown[])[0] as number) > 0)
    expect(newcomers).toEqual([
      [20, null, null],
      [80, null, null],
    ])
    expect(sim.waitingFor()).toEqual([])
  })

  test('DP-604, DP-601 before 2023-10 it is so even with room', () => {
    const options = { startReplacementFirst: false }
    const sim = wellService({ desired: 2, min: 100, max: 200, run: 10, interval: 30, options })
    sicken(sim, ...wantedTasks(sim))
    const from = sim.nowMs
    sim.advance('3m')
    expect(
      fates(sim, from)
        .slice(0, 2)
        .map((fate) => (fate as unknown[])[1])
        .sort(),
    ).toEqual([0, 40])
    expect(fates(sim, from).slice(2)).toEqual([
      [0, null, null],
      [40, null, null],
    ])
    expect(eventsSince(sim, from).join('\n')).not.toContain('replaced')
  })
})

test('DP-606 all of them unhealthy and replaced: back to the desired count', () => {
  const sim = wellService({ desired: 3, min: 100, max: 150, run: 10, interval: 30 })
  sicken(sim, ...wantedTasks(sim))
  sim.runUntil('steady', { atMost: '30m' })
  sim.advance('10m')
  expect(web(sim)).toMatchObject({ runningCount: 3, pendingCount: 0 })
  expect(tasksOf(sim).filter(({ stoppedReason }) => stoppedReason === ILL)).toHaveLength(3)
})

test('DP-210, PL-53 a scale-in takes the unhealthy ones first, within their grace period too', () => {
  const sim = checkedService({ desired: 3, min: 0, max: 200, interval: 10, grace: 3_600 })
  sim.advance('1m')
  const [, ill] = wantedTasks(sim)
  sicken(sim, ill!)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 2 })
  sim.settle()
  expect(wantedTasks(sim).map(({ id }) => id)).not.toContain(ill!.id)
})

test('DP-443, DP-604 a deployment that cures: the unhealthy tasks leave no room, so they go one by one', () => {
  const sim = wellService({ desired: 4, min: 100, max: 125, run: 10, interval: 30 })
  sicken(sim, ...wantedTasks(sim))
  sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true })
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(web(sim).deployments).toHaveLength(1)
  expect(eventsSince(sim, 0).join('\n')).not.toContain('was unable')
})

test('SV-406, DP-604 an unhealthy daemon task stops before the next one starts on its instance', () => {
  const sim = checkedService({ desired: 1, min: 100, max: 200, interval: 30 })
  sim.ecs.createService({ cluster: 'prod', serviceName: 'agent', taskDefinition: 'web', schedulingStrategy: 'DAEMON' })
  sim.runUntil('steady', { atMost: '30m' })
  const task = tasksOf(sim).find(({ group }) => group === 'service:agent')!
  sicken(sim, task)
  const from = sim.nowMs
  sim.advance('5m')
  const fellows = tasksOf(sim).filter(({ group }) => group === 'service:agent')
  expect(fellows.map(({ createdAtMs }) => createdAtMs - from).slice(1)).toEqual([0])
  expect(fellows[0]).toMatchObject({ stoppedReason: ILL, stoppingAtMs: from })
})
