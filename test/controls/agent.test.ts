// The agent of an instance loses touch with ECS, and finds it again.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'
import {
  deployNext,
  eventsSinceTheHour,
  registerWeb,
  steadyService,
  timedSimulation,
  web,
} from '../support/rollouts.ts'

let sim: Simulation
let a: string

beforeEach(() => {
  sim = timedSimulation({ run: 10, heal: 10, stop: 5 })
  sim.ecs.createCluster({ clusterName: 'prod' })
  registerWeb(sim)
  a = launch()
})

function launch(memoryMiB = 1_024): string {
  const { containerInstances } = sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true, memoryMiB })
  return containerInstances[0]?.containerInstanceArn as string
}

const disconnect = (...containerInstances: string[]) =>
  sim.fleet.disconnectAgent({ cluster: 'prod', containerInstances })
const reconnect = (...containerInstances: string[]) => sim.fleet.reconnectAgent({ cluster: 'prod', containerInstances })
const run = (more: object = {}) => sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'web', ...more })
const taskOf = (arn: string | undefined) => sim.ecs.describeTasks({ cluster: 'prod', tasks: [arn as string] }).tasks[0]
const instance = () =>
  sim.ecs.describeContainerInstances({ cluster: 'prod', containerInstances: [a] }).containerInstances[0]

describe('placement', () => {
  test('CI-16, PF-02, PL-04 no task is placed without an agent, whatever else would be wrong', () => {
    disconnect(a)
    expect(instance()).toMatchObject({ agentConnected: false, status: 'ACTIVE' })
    expect(run().failures).toEqual([{ arn: a, reason: 'AGENT' }])
    sim.ecs.registerTaskDefinition({ family: 'huge', containerDefinitions: [{ name: 'c', image: 'i', memory: 9_000 }] })
    expect(run({ taskDefinition: 'huge' }).failures[0]?.reason).toBe('AGENT')
    const started = sim.ecs.startTask({ cluster: 'prod', taskDefinition: 'web', containerInstances: [a] })
    expect(started.failures).toEqual([{ arn: a, reason: 'AGENT' }])
    reconnect(a)
    expect(run().tasks).toHaveLength(1)
  })

  test('PF-35, PF-22 of a full instance and one without agent the full one is closest', () => {
    sim.ecs.registerTaskDefinition({
      family: 'wide',
      containerDefinitions: [{ name: 'c', image: 'i', cpu: 4_000, memory: 64 }],
    })
    const b = launch()
    disconnect(b)
    expect(run({ taskDefinition: 'wide' }).failures.map(({ reason }) => reason)).toEqual(['RESOURCE:CPU', 'AGENT'])
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'wide', desiredCount: 1 })
    sim.settle()
    expect(web(sim).events?.[0]?.message).toContain('has insufficient CPU units available.')
  })

  test('PF-26 a service says that the agent is away, and goes on when it is back', () => {
    disconnect(a)
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 })
    sim.settle()
    expect(web(sim).events?.[0]?.message).toContain('encountered error "AGENT".')
    reconnect(a)
    sim.settle()
    expect(web(sim).pendingCount).toBe(1)
  })

  test('CI-16, CL-06 an instance without agent keeps its tasks and its place in the counts', () => {
    run()
    sim.advance('1m')
    disconnect(a)
    sim.advance('3h')
    expect(instance()).toMatchObject({ runningTasksCount: 1 })
    expect(sim.ecs.describeClusters({ clusters: ['prod'] }).clusters[0]).toMatchObject({
      registeredContainerInstancesCount: 1,
      runningTasksCount: 1,
    })
  })
})

describe('LC-16 what is reported', () => {
  test('LC-16 a task that comes to run meanwhile is PENDING until the agent is back', () => {
    const { tasks } = run()
    sim.advance('5s')
    disconnect(a)
    sim.advance('1m')
    expect(taskOf(tasks[0]?.taskArn)?.lastStatus).toBe('PENDING')
    reconnect(a)
    sim.settle()
    expect(taskOf(tasks[0]?.taskArn)).toMatchObject({ lastStatus: 'RUNNING', startedAt: sim.now })
  })

  test('LC-16 one whose time has not come when the agent is back runs in its own time', () => {
    const { tasks } = run()
    disconnect(a)
    sim.advance('5s')
    reconnect(a)
    sim.advance('4999ms')
    expect(taskOf(tasks[0]?.taskArn)?.lastStatus).toBe('PENDING')
    sim.advance('1ms')
    expect(taskOf(tasks[0]?.taskArn)?.lastStatus).toBe('RUNNING')
  })

  test('EA-5 StopTask takes effect when the agent is back', () => {
    const { tasks } = run()
    sim.advance('1m')
    disconnect(a)
    sim.ecs.stopTask({ cluster: 'prod', task: tasks[0]?.taskArn as string })
    sim.advance('1h')
    expect(taskOf(tasks[0]?.taskArn)).toMatchObject({ lastStatus: 'STOPPING', desiredStatus: 'STOPPED' })
    reconnect(a)
    sim.advance('4999ms')
    expect(taskOf(tasks[0]?.taskArn)?.lastStatus).toBe('STOPPING')
    sim.advance('1ms')
    expect(taskOf(tasks[0]?.taskArn)?.lastStatus).toBe('STOPPED')
  })

  test('LC-16 an end that the agent could not report is reported when it is back, and a waiting task moves up', () => {
    const { tasks } = run({ count: 8 })
    sim.advance('1m')
    sim.ecs.stopTask({ cluster: 'prod', task: tasks[0]?.taskArn as string })
    const waiting = run().tasks[0]?.taskArn
    disconnect(a)
    sim.advance('1m')
    expect([taskOf(tasks[0]?.taskArn)?.lastStatus, taskOf(waiting)?.lastStatus]).toEqual(['STOPPING', 'PENDING'])
    reconnect(a)
    sim.advance('10s')
    expect([taskOf(tasks[0]?.taskArn)?.lastStatus, taskOf(waiting)?.lastStatus]).toEqual(['STOPPED', 'RUNNING'])
  })

  test('EA-6 the tasks of a service there are not replaced merely because the agent is away', () => {
    sim = steadyService({ desired: 2, min: 100, max: 200 })
    a = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns[0] as string
    disconnect(a)
    sim.advance('1h')
    expect(web(sim).runningCount).toBe(2)
    expect(eventsSinceTheHour(sim)).toEqual([])
  })

  test('LC-16 a rollout waits for what it cannot stop', () => {
    sim = steadyService({ desired: 2, min: 100, max: 200, stop: 5 })
    a = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns[0] as string
    launch()
    disconnect(a)
    deployNext(sim)
    const outcome = sim.runUntil('steady', { atMost: '1h' })
    expect(outcome).toMatchObject({ reached: false, waitingFor: [{ waitingFor: 'tasks-to-stop' }] })
    reconnect(a)
    expect(sim.runUntil('steady', { atMost: '1m' }).reached).toBe(true)
  })
})

test('the backlog survives fork, archive and the past', () => {
  run({ count: 3 })
  sim.advance('5s')
  disconnect(a)
  sim.advance('10s')
  const all = [sim, sim.fork(), Simulation.restore(sim.save()), sim.forkAt(sim.now)]
  for (const other of all) {
    other.fleet.reconnectAgent({ cluster: 'prod', containerInstances: [a] })
    other.advance('1m')
    other.checkInvariants()
  }
  expect(new Set(all.map((other) => other.journalHash())).size).toBe(1)
})

test('an agent that is away already, or there already, stays so; one that never registered has none to lose', () => {
  disconnect(a, a)
  const entries = sim.journal.length
  disconnect(a)
  expect(sim.journal.slice(entries).map(({ kind }) => kind)).toEqual(['command'])
  const { containerInstances } = sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large' })
  const refusal = refusalOf(() => disconnect(containerInstances[0]?.containerInstanceArn as string))
  expect(refusal).toMatchObject({ name: 'UsageError', path: 'containerInstances', rule: 'CI-16' })
  expect(refusalOf(() => reconnect('i-nobody'))).toMatchObject({ path: 'containerInstances[0]' })
})
