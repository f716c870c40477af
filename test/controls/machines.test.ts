// Machines under container instances are stopped, started, interrupted and terminated.
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation, UsageError } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

let sim: Simulation
let a: string
let b: string

beforeEach(() => {
  sim = new Simulation({ paranoid: true })
  ;[a, b] = sim.fleet
    .launch({ instanceType: 'm5.large', count: 2, ready: true })
    .containerInstances.map(({ containerInstanceArn }) => containerInstanceArn) as [string, string]
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'app:1', memory: 512, stopTimeout: 5 }],
  })
})

const only = (...containerInstances: string[]) => ({ containerInstances })
const instance = (arn: string) => sim.ecs.describeContainerInstances(only(arn)).containerInstances[0]
const runOn = (arn: string) =>
  sim.ecs.startTask({ taskDefinition: 'web', containerInstances: [arn] }).tasks[0]?.taskArn as string
const read = (task: string) => sim.ecs.describeTasks({ tasks: [task] }).tasks[0]

describe('EC2 stop', () => {
  test('CI-19, LC-17, LC-26 the tasks end at once, the instance stays ACTIVE and is seen to be gone after a minute', () => {
    const task = runOn(a)
    sim.advance('1m')
    sim.fleet.stopInstances(only(a))
    expect(read(task)).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'TerminationNotice',
      stoppedReason: `Host EC2 (instance ${instance(a)?.ec2InstanceId}) stopped.`,
    })
    expect(read(task)?.containers?.[0]).not.toHaveProperty('exitCode')
    expect(instance(a)).toMatchObject({ status: 'ACTIVE', agentConnected: true })
    sim.advance('59999ms')
    expect(instance(a)?.agentConnected).toBe(true)
    sim.advance('1ms')
    expect(instance(a)).toMatchObject({ status: 'ACTIVE', agentConnected: false })
    expect(sim.ecs.runTask({ taskDefinition: 'web' }).tasks[0]?.containerInstanceArn).toBe(b)
  })

  test('CI-07 started again it reconnects under the same ARN after it has booted', () => {
    sim.fleet.stopInstances(only(a))
    sim.advance('10m')
    sim.fleet.startInstances(only(a))
    sim.advance('89999ms')
    expect(instance(a)?.agentConnected).toBe(false)
    sim.advance('1ms')
    expect(instance(a)).toMatchObject({ status: 'ACTIVE', agentConnected: true })
    const task = runOn(a)
    sim.advance('1m')
    expect(read(task)?.lastStatus).toBe('RUNNING')
  })

  test('CI-19 a task that is placed before ECS has seen it waits until the machine is up', () => {
    sim.fleet.stopInstances(only(a))
    const task = runOn(a)
    sim.advance('5m')
    expect(read(task)?.lastStatus).toBe('PENDING')
    sim.fleet.startInstances({ ...only(a), ready: true })
    sim.advance('1m')
    expect(read(task)?.lastStatus).toBe('RUNNING')
  })

  test('CI-07 stopped and started within the minute, the old agent does not come to mind again', () => {
    sim.fleet.stopInstances(only(a))
    sim.advance('30s')
    sim.fleet.startInstances({ ...only(a), ready: true })
    sim.advance('5m')
    expect(instance(a)?.agentConnected).toBe(true)
    sim.fleet.stopInstances(only(a))
    sim.fleet.startInstances(only(a))
    sim.fleet.stopInstances(only(a))
    sim.advance('5m')
    expect(instance(a)?.agentConnected).toBe(false)
  })

  test('CI-19 terminated while stopped it leaves a record that is ACTIVE until somebody deregisters it', () => {
    const task = runOn(b)
    sim.advance('1m')
    sim.fleet.stopInstances(only(a))
    sim.fleet.disconnectAgent(only(b))
    sim.fleet.terminate(only(a, b))
    expect(read(task)).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TerminationNotice' })
    sim.advance('1d')
    for (const arn of [a, b]) expect(instance(arn)).toMatchObject({ status: 'ACTIVE', agentConnected: false })
    expect(refusalOf(() => sim.fleet.startInstances(only(a)))).toMatchObject({ rule: 'CI-19' })
    expect(refusalOf(() => sim.fleet.reconnectAgent(only(a)))).toMatchObject({ rule: 'CI-19' })
    sim.ecs.deregisterContainerInstance({ containerInstance: a })
    expect(instance(a)?.status).toBe('INACTIVE')
  })

  test('DP-608 a service replaces what was on it', () => {
    sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount: 4 })
    sim.advance('2m')
    sim.fleet.stopInstances(only(a))
    sim.advance('5m')
    const { services } = sim.ecs.describeServices({ services: ['web'] })
    expect(services[0]).toMatchObject({ runningCount: 2, pendingCount: 2 })
    sim.advance('5m')
    sim.fleet.terminate(only(a))
    sim.advance('5m')
    expect(sim.ecs.describeServices({ services: ['web'] }).services[0]).toMatchObject({ runningCount: 4 })
  })

  test.each([
    ['stopInstances', 'EA-4'],
    ['startInstances', 'EA-4'],
    ['interruptSpot', 'EA-4'],
  ] as const)('EA-4 %s is for instances on EC2', (call, rule) => {
    const { containerInstances } = sim.fleet.registerExternal({ cpuUnits: 1_024, memoryMiB: 1_024 })
    const before = sim.save()
    const refusal = refusalOf(() => sim.fleet[call](only(containerInstances[0]?.containerInstanceArn as string)))
    expect(refusal).toBeInstanceOf(UsageError)
    expect(refusal).toMatchObject({ rule })
    expect(sim.save()).toBe(before)
  })
})

describe('Spot', () => {
  test('CI-26 two minutes after its notice the instance is gone; nothing happens before', () => {
    const task = runOn(a)
    sim.advance('1m')
    sim.fleet.interruptSpot(only(a))
    sim.advance('119999ms')
    expect([instance(a)?.status, read(task)?.lastStatus]).toEqual(['ACTIVE', 'RUNNING'])
    sim.advance('1ms')
    expect([instance(a)?.status, read(task)?.lastStatus]).toEqual(['INACTIVE', 'STOPPED'])
  })

  test('CI-26 an agent that watches for the notice drains its instance at once', () => {
    const { containerInstances } = sim.fleet.launch({ instanceType: 'm5.large', ready: true, spotDraining: true })
    const c = containerInstances[0]?.containerInstanceArn as string
    sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount: 3 })
    sim.advance('2m')
    sim.fleet.interruptSpot(only(c))
    expect(instance(c)?.status).toBe('DRAINING')
    sim.advance('119s')
    expect(instance(c)).toMatchObject({ status: 'DRAINING', runningTasksCount: 0 })
    sim.advance('1s')
    expect(instance(c)?.status).toBe('INACTIVE')
    expect(sim.ecs.describeServices({ services: ['web'] }).services[0]?.runningCount).toBe(3)
  })

  test('CI-26 a second notice changes nothing', () => {
    sim.fleet.interruptSpot(only(a))
    sim.advance('1m')
    sim.fleet.interruptSpot(only(a))
    sim.advance('1m')
    expect(instance(a)?.status).toBe('INACTIVE')
  })
})
