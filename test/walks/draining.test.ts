// An instance is drained: its service tasks leave under the bounds of their service, everything else stays.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { deployNext, eventsSinceTheHour, type RolloutSettings, steadyService, web } from '../support/rollouts.ts'
import { pairsOf, wavesOf } from '../support/waves.ts'

/** The container instances of `prod`, in order of registration. */
function instancesOf(sim: Simulation): string[] {
  return sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns
}

function setState(sim: Simulation, containerInstances: readonly string[], status: 'ACTIVE' | 'DRAINING') {
  return sim.ecs.updateContainerInstancesState({ cluster: 'prod', containerInstances, status })
}

function addRoom(sim: Simulation, count = 1): void {
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.4xlarge', count, ready: true })
}

/** A steady service on one instance, room elsewhere, and the instance set to DRAINING. */
function drained(settings: RolloutSettings): { sim: Simulation; first: string; elsewhere: (task: object) => boolean } {
  const sim = steadyService(settings)
  const first = instancesOf(sim)[0] as string
  addRoom(sim)
  setState(sim, [first], 'DRAINING')
  return { sim, first, elsewhere: (task) => (task as { containerInstanceArn: string }).containerInstanceArn !== first }
}

function describeFirst(sim: Simulation, first: string) {
  const { containerInstances } = sim.ecs.describeContainerInstances({ cluster: 'prod', containerInstances: [first] })
  return containerInstances[0]
}

const wantedTasks = (sim: Simulation) =>
  [...sim.snapshot().tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING')

describe('WE-29 four tasks leave a draining instance', () => {
  test.each([
    ['WE-29 50/100', { desired: 4, min: 50, max: 100 }, '(2,2) (0,4)'],
    ['WE-29 100/200', { desired: 4, min: 100, max: 200 }, '(4,4) (0,4)'],
    ['WE-29 50/200', { desired: 4, min: 50, max: 200 }, '(2,4) (0,4)'],
  ] as const)('%s', (_title, settings, pairs) => {
    const { sim, first, elsewhere } = drained(settings)
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
    expect(pairsOf(sim, elsewhere)).toBe(pairs)
    expect(describeFirst(sim, first)).toMatchObject({ status: 'DRAINING', runningTasksCount: 0 })
  })

  test('WE-29 with only two of the four on it, 100/200 starts two and then stops two', () => {
    const sim = steadyService({ desired: 4, min: 100, max: 200, instances: 2 })
    const first = instancesOf(sim)[0] as string
    setState(sim, [first], 'DRAINING')
    sim.runUntil('steady', { atMost: '1h' })
    const pairs = wavesOf(sim, ({ containerInstanceArn }) => containerInstanceArn !== first)
    expect(pairs.map((wave) => [wave.old, wave.new])).toEqual([
      [2, 4],
      [0, 4],
    ])
  })
})

describe('CI-24 what the bounds of a service mean for its tasks on a draining instance', () => {
  test.each([
    [4, 50, 100, '(2,2) (0,4)'],
    [4, 100, 200, '(4,4) (0,4)'],
    [3, 50, 150, '(2,2) (0,3)'],
  ] as const)('CI-24 %i tasks, %i/%i: %s', (desired, min, max, pairs) => {
    const { sim, elsewhere } = drained({ desired, min, max })
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
    expect(pairsOf(sim, elsewhere)).toBe(pairs)
  })

  test('CI-24 three tasks, 50/150, when stopping takes its time: one stops and one starts at a time', () => {
    const { sim, elsewhere } = drained({ desired: 3, min: 50, max: 150, stop: 60 })
    sim.runUntil('steady', { atMost: '1h' })
    expect(wavesOf(sim, elsewhere)[0]).toEqual({ at: 0, old: 2, new: 1, stopping: 1 })
  })

  test.each([
    [2, 75, 100],
    [3, 100, 125],
    [4, 100, 100],
  ])('CI-24, DP-503 %i tasks, %i/%i are stuck', (desired, min, max) => {
    const { sim, first } = drained({ desired, min, max })
    const outcome = sim.runUntil('steady', { atMost: '1h' })
    expect(outcome.reached).toBe(false)
    expect(outcome.waitingFor[0]).toMatchObject({ name: 'web', waitingFor: 'deployment-configuration' })
    expect(describeFirst(sim, first)).toMatchObject({ runningTasksCount: desired })
  })
})

test('WE-30, DP-503 at 100/100 nothing stops and nothing starts: one event, again after six hours, and a wider bound lets go', () => {
  const { sim, first } = drained({ desired: 4, min: 100, max: 100 })
  sim.advance('5h')
  const [event, ...more] = eventsSinceTheHour(sim).filter(({ message }) => message.includes('unable to stop or start'))
  expect(event).toMatchObject({ at: 0 })
  expect(more).toEqual([])
  expect(web(sim).deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 4 }])
  sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { maximumPercent: 125 } })
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(describeFirst(sim, first)?.runningTasksCount).toBe(0)
})

test('DP-500, CI-23 a PENDING task of a service stops at once and another starts elsewhere', () => {
  const sim = steadyService({ desired: 1, min: 100, max: 200 })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 })
  sim.settle()
  const first = instancesOf(sim)[0] as string
  addRoom(sim)
  setState(sim, [first], 'DRAINING')
  sim.settle()
  expect(eventsSinceTheHour(sim).map(({ message }) => message)).toContain('stopped 2 pending tasks.')
  expect(wantedTasks(sim).filter(({ containerInstanceArn }) => containerInstanceArn === first)).toHaveLength(1)
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(wantedTasks(sim)).toHaveLength(3)
})

test('DP-501 replacements run the same revision, without a deployment', () => {
  const { sim, first } = drained({ desired: 4, min: 100, max: 200 })
  const before = web(sim).deployments?.map(({ id }) => id)
  sim.runUntil('steady', { atMost: '1h' })
  expect(web(sim).deployments?.map(({ id }) => id)).toEqual(before)
  expect(new Set(wantedTasks(sim).map(({ taskDefinitionArn }) => taskDefinitionArn)).size).toBe(1)
  expect(wantedTasks(sim).some(({ containerInstanceArn }) => containerInstanceArn === first)).toBe(false)
})

test('DP-502 in a deployment old tasks there are simply old, and new ones there are replaced by new ones', () => {
  const sim = steadyService({ desired: 4, min: 100, max: 200 })
  const deployment = deployNext(sim)
  sim.advance('15s')
  addRoom(sim)
  setState(sim, instancesOf(sim).slice(0, 1), 'DRAINING')
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  const left = wantedTasks(sim)
  expect(left.map(({ deploymentId }) => deploymentId)).toEqual(Array.from({ length: 4 }, () => deployment))
  expect(left.every(({ containerInstanceArn }) => containerInstanceArn === instancesOf(sim)[1])).toBe(true)
})

test('DP-504 with a maximum of 100 % the replacement starts only once the old task is STOPPED', () => {
  const { sim, elsewhere } = drained({ desired: 2, min: 50, max: 100, stop: 40 })
  sim.runUntil('steady', { atMost: '1h' })
  expect(wavesOf(sim, elsewhere).slice(0, 2)).toEqual([
    { at: 0, old: 1, new: 0, stopping: 1 },
    { at: 40, old: 1, new: 1, stopping: 0 },
  ])
})

test('DP-505, DP-506, CI-25 a standalone task stays, and the instance stays DRAINING until it is set ACTIVE', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200 })
  const first = instancesOf(sim)[0] as string
  const { tasks } = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web' })
  addRoom(sim)
  sim.advance('1m')
  setState(sim, [first], 'DRAINING')
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  sim.advance('2h')
  expect(describeFirst(sim, first)).toMatchObject({ status: 'DRAINING', runningTasksCount: 1 })
  sim.ecs.stopTask({ cluster: 'prod', task: tasks[0]?.taskArn as string })
  sim.advance('1m')
  expect(describeFirst(sim, first)).toMatchObject({ status: 'DRAINING', runningTasksCount: 0 })
  setState(sim, [first], 'ACTIVE')
  const [back] = sim.ecs.startTask({ cluster: 'prod', taskDefinition: 'web', containerInstances: [first] }).tasks
  expect(back?.containerInstanceArn).toBe(first)
  expect(wantedTasks(sim).filter(({ serviceArn }) => serviceArn !== null)).toHaveLength(2)
})

test('CI-25 an instance set ACTIVE in the middle keeps what it has, and the surplus of replacements stops', () => {
  const { sim, first } = drained({ desired: 4, min: 100, max: 200 })
  sim.advance('5s')
  setState(sim, [first], 'ACTIVE')
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
  expect(wantedTasks(sim).map(({ containerInstanceArn }) => containerInstanceArn)).toEqual([first, first, first, first])
})

test('PL-02, PF-21 a draining instance takes no task; when it is the only one, its cluster has none', () => {
  const sim = steadyService({ desired: 2, min: 100, max: 200 })
  const [first] = setState(sim, instancesOf(sim), 'DRAINING').containerInstances
  expect(first?.status).toBe('DRAINING')
  expect(() => sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web' })).toThrow(
    'No Container Instances were found in your cluster.',
  )
  sim.settle()
  expect(eventsSinceTheHour(sim).at(-1)?.message).toContain('No Container Instances were found in your cluster.')
  expect(sim.waitingFor()[0]).toMatchObject({ waitingFor: 'room-for-a-task' })
  addRoom(sim)
  expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
})

test('DP-420 there is no steady state while a task is still to leave', () => {
  const { sim } = drained({ desired: 2, min: 100, max: 100 })
  sim.settle()
  expect(sim.view.indexes.services.unsteady.size).toBe(1)
})

test('PL-53 a scale-in takes the tasks on the draining instance first', () => {
  const sim = steadyService({ desired: 4, min: 100, max: 100, instances: 2 })
  const [first, second] = instancesOf(sim) as [string, string]
  setState(sim, [second], 'DRAINING')
  sim.settle()
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 2 })
  sim.runUntil('steady', { atMost: '1h' })
  expect(wantedTasks(sim).map(({ containerInstanceArn }) => containerInstanceArn)).toEqual([first, first])
})

test('PL-21 tasks on a draining instance count where they are: the spread keeps away from their zone', () => {
  const sim = steadyService({ desired: 2, min: 0, max: 100, instances: 2 })
  const zones = ['us-east-1a', 'us-east-1c']
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.4xlarge', count: 2, ready: true, availabilityZones: zones })
  const { tasks } = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web', group: 'jobs', count: 1 })
  const home = tasks[0]?.containerInstanceArn as string
  setState(sim, [home], 'DRAINING')
  const spread = [{ type: 'spread' as const, field: 'attribute:ecs.availability-zone' }]
  const next = sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web', group: 'jobs', placementStrategy: spread })
  expect(next.tasks[0]?.availabilityZone).not.toBe(tasks[0]?.availabilityZone)
})

test('draining in the middle of everything survives fork, archive and the past', () => {
  const { sim } = drained({ desired: 4, min: 50, max: 150, stop: 20 })
  sim.advance('15s')
  const fork = sim.fork()
  const restored = Simulation.restore(sim.save())
  const again = sim.forkAt(sim.now)
  for (const other of [sim, fork, restored, again]) {
    other.runUntil('steady', { atMost: '1h' })
    other.checkInvariants()
  }
  expect(new Set([sim, fork, restored, again].map((other) => other.journalHash())).size).toBe(1)
})
