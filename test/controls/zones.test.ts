// A zone is lost, and comes back; faults come by themselves.
import { beforeEach, describe, expect, test } from 'vitest'
import { type PlannedFault, Simulation, UsageError } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const ZONE = { availabilityZone: 'us-east-1a' }
const network = (...subnets: string[]) => ({ networkConfiguration: { awsvpcConfiguration: { subnets } } })
let sim: Simulation

beforeEach(() => {
  sim = new Simulation({
    paranoid: true,
    subnets: { 'subnet-a': 'us-east-1a', 'subnet-b': 'us-east-1b', 'subnet-c': 'us-east-1c' },
  })
  sim.ecs.createCluster({})
  sim.ecs.registerTaskDefinition({
    family: 'far',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'app:1' }],
  })
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'app:1', memory: 512 }],
  })
})

const runFar = (count: number, ...subnets: string[]) =>
  sim.ecs.runTask({ taskDefinition: 'far', launchType: 'FARGATE', count, ...network(...subnets) })
const zonesOf = (...tasks: { availabilityZone?: string | undefined }[]) =>
  tasks.map(({ availabilityZone }) => availabilityZone)
const service = () => sim.ecs.describeServices({ services: ['web'] }).services[0]

describe('zones', () => {
  test('FG-10, LC-26 tasks of Fargate in a lost zone are over at once, and none goes there until it is back', () => {
    const { tasks } = runFar(2, 'subnet-a', 'subnet-b')
    sim.advance('1m')
    sim.faults.loseZone(ZONE)
    const [lost, alive] = sim.ecs.describeTasks({ tasks: tasks.map(({ taskArn }) => taskArn as string) }).tasks
    expect([lost, alive].map((task) => task?.lastStatus)).toEqual(['STOPPED', 'RUNNING'])
    expect(lost).toMatchObject({ availabilityZone: 'us-east-1a', stopCode: 'TerminationNotice' })
    expect(zonesOf(...runFar(2, 'subnet-a', 'subnet-b').tasks)).toEqual(['us-east-1b', 'us-east-1b'])
    sim.faults.restoreZone(ZONE)
    expect(zonesOf(...runFar(1, 'subnet-a', 'subnet-b').tasks)).toEqual(['us-east-1a'])
  })

  test('FG-10 without a zone that is up Fargate has no capacity', () => {
    sim.faults.loseZone(ZONE)
    expect(runFar(1, 'subnet-a')).toMatchObject({ tasks: [], failures: [{ reason: 'RESOURCE:FARGATE' }] })
    sim.ecs.createService({
      serviceName: 'web',
      taskDefinition: 'far',
      launchType: 'FARGATE',
      desiredCount: 2,
      ...network('subnet-a'),
    })
    sim.advance('10s')
    expect(service()).toMatchObject({ runningCount: 0, pendingCount: 0 })
    expect(service()?.events?.[0]?.message).toBe(
      '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    )
    sim.faults.restoreZone(ZONE)
    sim.settle()
    expect(service()?.pendingCount).toBe(2)
  })

  test('LC-17, CI-19 its instances are terminated with their tasks, those that boot included', () => {
    const { containerInstances } = sim.fleet.launch({ instanceType: 'm5.large', count: 3, ready: true })
    const [a, b, c] = containerInstances.map(({ containerInstanceArn }) => containerInstanceArn) as [
      string,
      string,
      string,
    ]
    const booting = sim.fleet.launch({ instanceType: 'm5.large', availabilityZones: ['us-east-1a'] })
    sim.ecs.startTask({ taskDefinition: 'web', containerInstances: [a, b] })
    sim.advance('1m')
    sim.faults.loseZone(ZONE)
    sim.advance('10m')
    const all = [a, b, c, booting.containerInstances[0]?.containerInstanceArn as string]
    const { containerInstances: after } = sim.ecs.describeContainerInstances({ containerInstances: all })
    expect(after.map(({ status }) => status)).toEqual(['INACTIVE', 'ACTIVE', 'ACTIVE', 'INACTIVE'])
    expect(after.map(({ runningTasksCount }) => runningTasksCount)).toEqual([0, 1, 0, 0])
  })

  test('a machine that was stopped before survives the outage, and cannot be started during it', () => {
    const { containerInstances } = sim.fleet.launch({
      instanceType: 'm5.large',
      availabilityZones: ['us-east-1a'],
      ready: true,
    })
    const mine = { containerInstances: [containerInstances[0]?.containerInstanceArn as string] }
    sim.fleet.stopInstances(mine)
    sim.faults.loseZone(ZONE)
    expect(refusalOf(() => sim.fleet.startInstances(mine))).toMatchObject({ rule: 'FG-10' })
    sim.faults.restoreZone(ZONE)
    sim.fleet.startInstances({ ...mine, ready: true })
    expect(sim.ecs.describeContainerInstances(mine).containerInstances[0]?.agentConnected).toBe(true)
  })

  test('nothing is launched into a lost zone; who names none gets the others', () => {
    sim.faults.loseZone(ZONE)
    const launch =
      (...availabilityZones: string[]) =>
      () =>
        sim.fleet.launch({ instanceType: 'm5.large', ...(availabilityZones.length === 0 ? {} : { availabilityZones }) })
    expect(refusalOf(launch('us-east-1b', 'us-east-1a'))).toMatchObject({ path: 'availabilityZones' })
    expect(zonesOf(...launch()().containerInstances)).toEqual(['us-east-1b'])
    expect(refusalOf(() => sim.fleet.launch({ instanceType: 'm5.large', subnetId: 'subnet-a' }))).toBeInstanceOf(
      UsageError,
    )
  })

  test('an unknown zone is one clear error; a zone is lost once', () => {
    const before = sim.save()
    expect(refusalOf(() => sim.faults.loseZone({ availabilityZone: 'us-east-1x' }))).toMatchObject({
      path: 'availabilityZone',
    })
    expect(sim.save()).toBe(before)
    sim.faults.loseZone(ZONE)
    const entries = sim.journal.length
    sim.faults.loseZone(ZONE)
    expect(sim.journal.slice(entries).map(({ kind }) => kind)).toEqual(['command'])
  })
})

describe('the schedule', () => {
  const plan: readonly PlannedFault[] = [
    { fault: 'loseZone', input: ZONE, after: '1m', until: '2026-01-01T00:03:00Z' },
    { fault: 'loseZone', input: { availabilityZone: 'us-east-1b' }, at: '2026-01-01T00:02:00Z', lasts: '2m' },
  ]
  const lost = () => [...sim.view.tables.outages.values()].map(({ id }) => id)

  test('faults come and go by themselves, each with an entry that says so and a cause', () => {
    sim.faults.schedule(plan)
    const seen = ['59999ms', '1ms', '1m', '1m', '1m'].map((span) => {
      sim.advance(span)
      return lost().join()
    })
    expect(seen).toEqual(['', 'zone/us-east-1a', 'zone/us-east-1a,zone/us-east-1b', 'zone/us-east-1b', ''])
    const struck = sim.journal.filter(({ kind }) => kind === 'fault.struck')
    expect(struck).toHaveLength(4)
    for (const { cause, id } of struck)
      expect(sim.journal[cause as number]).toMatchObject({ kind: 'fault.created', id })
    expect(sim.journal.find(({ kind }) => kind === 'outage.created')?.cause).toBe(struck[0]?.seq)
  })

  test('a plan is saved, forked and replayed, and strikes once', () => {
    sim.fleet.launch({ instanceType: 'm5.large', count: 3, ready: true })
    sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount: 6 })
    sim.faults.schedule(plan)
    sim.advance('90s')
    const all = [
      sim,
      sim.fork(),
      Simulation.restore(sim.save()),
      sim.forkAt(sim.now),
      sim.forkAt('2026-01-01T00:00:30Z'),
    ]
    for (const other of all) other.advance(Date.UTC(2026, 0, 1, 0, 10) - other.nowMs)
    expect(new Set(all.map((other) => other.journalHash())).size).toBe(1)
    for (const other of all) other.checkInvariants()
    expect(sim.forkAt(sim.now).save()).toBe(sim.fork().save())
  })

  test('what has gone meanwhile is passed over', () => {
    const { containerInstances } = sim.fleet.launch({ instanceType: 'm5.large', ready: true })
    const input = { containerInstances: [containerInstances[0]?.containerInstanceArn as string] }
    sim.faults.schedule([
      { fault: 'fleet.stopInstances', input, after: '1m', lasts: '1h' },
      { fault: 'fleet.disconnectAgent', input, after: '2h' },
    ])
    sim.fleet.terminate(input)
    sim.advance('3h')
    expect(sim.journal.filter(({ kind }) => kind === 'fault.struck')).toHaveLength(3)
    sim.checkInvariants()
  })

  const at = '2026-01-01T00:02:00Z'
  test.each([
    ['an unknown fault', { fault: 'looseZone', input: ZONE, at }, '[0].fault', /Did you mean "loseZone"/],
    ['the past', { fault: 'loseZone', input: ZONE, at: '2025-12-31T00:00:00Z' }, '[0].at', /from 2026-01-01/],
    ['no time at all', { fault: 'loseZone', input: ZONE }, '[0].at', /instant/],
    ['two times', { fault: 'loseZone', input: ZONE, at, after: '1m' }, '[0].after', /beside/],
    ['an input that the call would refuse', { fault: 'loseZone', input: {}, at }, 'availabilityZone', /\[0\].input/],
    ['a zone that is not there', { fault: 'loseZone', input: { availabilityZone: 'x' }, at }, 'availabilityZone', /x/],
    ['an end before the beginning', { fault: 'loseZone', input: ZONE, at, until: at }, '[0].until', /after/],
    ['an end of what has none', { fault: 'restoreZone', input: ZONE, at, lasts: '1m' }, '[0].until', /nothing takes/],
    ['an unknown member', { fault: 'loseZone', input: ZONE, at, when: 1 }, '[0].when', /when/],
  ])('%s is one clear error', (_what, item, path, words) => {
    const before = sim.save()
    const refusal = refusalOf(() => sim.faults.schedule([item as PlannedFault]))
    expect(refusal).toBeInstanceOf(UsageError)
    expect(refusal).toMatchObject({ path })
    expect(String((refusal as Error).message)).toMatch(words)
    expect(sim.save()).toBe(before)
  })
})
