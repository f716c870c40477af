// Why there, and why not elsewhere: the answers are those of the world as it was, and agree with what was done.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

function yard(): Simulation {
  const sim = new Simulation()
  sim.ecs.createCluster()
  for (const memoryMiB of [1000, 400, 100]) {
    sim.fleet.launch({ instanceType: 'm5.large', ready: true, memoryMiB, availabilityZones: ['us-east-1a'] })
  }
  sim.ecs.registerTaskDefinition({
    family: 'job',
    containerDefinitions: [{ name: 'c', image: 'i', cpu: 10, memory: 200 }],
  })
  return sim
}

const PACK = { placementStrategy: [{ type: 'binpack' as const, field: 'memory' }] }
const instancesOf = (sim: Simulation) => sim.ecs.listContainerInstances().containerInstanceArns

describe('explain', () => {
  test('PL-04, PL-18 names each check with what was wanted and what there was, and each step with its candidates', () => {
    const sim = yard()
    const [big, middle, small] = instancesOf(sim)
    const { tasks } = sim.ecs.runTask({ taskDefinition: 'job', ...PACK })
    const explanation = sim.explain(tasks[0]?.taskArn as string)
    expect(explanation).toMatchObject({ chosen: middle, decidedBy: 'strategy', at: sim.now })
    expect(explanation.instances.map(({ containerInstanceArn, fits }) => [containerInstanceArn, fits])).toEqual([
      [big, true],
      [middle, true],
      [small, false],
    ])
    expect(explanation.instances[2]?.checks.at(-1)).toEqual({
      reason: 'RESOURCE:MEMORY',
      rule: 'PL-15',
      passed: false,
      wanted: '200 MiB',
      available: '100 MiB',
    })
    expect(explanation.steps).toEqual([
      {
        type: 'binpack',
        field: 'memory',
        candidates: [
          { containerInstanceArn: big, value: 1000, kept: false },
          { containerInstanceArn: middle, value: 400, kept: true },
        ],
      },
    ])
  })

  test('it speaks of the world as it was, whatever came later, even of a task that is forgotten', () => {
    const sim = yard()
    const { tasks } = sim.ecs.runTask({ taskDefinition: 'job', count: 2, ...PACK })
    const before = tasks.map(({ taskArn }) => sim.explain(taskArn as string))
    for (const { taskArn } of tasks) sim.ecs.stopTask({ task: taskArn as string })
    sim.fleet.terminate({ containerInstances: [instancesOf(sim)[1] as string] })
    sim.advance('3h')
    expect(tasks.map(({ taskArn }) => sim.explain(taskArn as string))).toEqual(before)
    // The second task of the call saw the first.
    expect(before[1]?.steps[0]?.candidates[1]).toMatchObject({ value: 200 })
  })

  test('PL-23, PL-24 a service decides by its default, RunTask by a draw, and the explanation agrees with both', () => {
    const sim = yard()
    sim.ecs.createService({ serviceName: 's', taskDefinition: 'job', desiredCount: 3 })
    sim.settle()
    sim.ecs.runTask({ taskDefinition: 'job', count: 2 })
    for (const { arn, containerInstanceArn } of sim.snapshot().tasks.values())
      expect(sim.explain(arn).chosen).toBe(containerInstanceArn)
  })

  test('explaining leaves no trace', () => {
    const sim = yard()
    const { tasks } = sim.ecs.runTask({ taskDefinition: 'job' })
    const before = sim.save()
    sim.explain(tasks[0]?.taskArn as string)
    sim.whyNot({ taskDefinition: 'job' })
    sim.whyNot({ taskDefinition: 'job', overrides: { containerOverrides: [{ name: 'c', memory: 2000 }] } })
    expect(sim.save()).toBe(before)
  })

  test('a task that never was, and one that had no choice, are refused', () => {
    const sim = yard()
    const [named] = sim.ecs.startTask({
      taskDefinition: 'job',
      containerInstances: [instancesOf(sim)[0] as string],
    }).tasks
    expect(refusalOf(() => sim.explain('nobody')).message).toBe('The referenced task was not found.')
    expect(refusalOf(() => sim.explain(named?.taskArn as string)).message).toContain('nothing to choose')
    expect(refusalOf(() => sim.explain(null as never)).name).toBe('InvalidParameterException')
  })
})

describe('whyNot', () => {
  test('PF-09 gives the refusals that RunTask would give', () => {
    const sim = yard()
    const input = { taskDefinition: 'job', overrides: { containerOverrides: [{ name: 'c', memory: 2000 }] } }
    const { instances, chosen, decidedBy } = sim.whyNot(input)
    expect({ chosen, decidedBy }).toEqual({ chosen: null, decidedBy: 'nothing-fits' })
    expect(instances.map(({ checks }) => checks.at(-1)?.reason)).toEqual(
      sim.ecs.runTask(input).failures.map(({ reason }) => reason),
    )
  })

  test('PL-24 keeps every candidate of a draw that has not been made', () => {
    const { steps, chosen, decidedBy } = yard().whyNot({ taskDefinition: 'job' })
    expect({ chosen, decidedBy }).toEqual({ chosen: null, decidedBy: 'draw' })
    expect(steps[0]?.candidates.map(({ kept }) => kept)).toEqual([true, true])
  })

  test('it throws what RunTask throws', () => {
    expect(refusalOf(() => yard().whyNot({ taskDefinition: 'nobody' }))).toMatchObject({
      name: 'ClientException',
      path: 'taskDefinition',
    })
  })

  test('PF-09 offers nothing when the task fits, and ways out when it does not', () => {
    const sim = yard()
    expect(sim.whyNot({ taskDefinition: 'job' }).wayOut).toEqual([])
    const overrides = { containerOverrides: [{ name: 'c', memory: 2000 }] }
    const { wayOut } = sim.whyNot({ taskDefinition: 'job', overrides, ...PACK })
    const [first] = instancesOf(sim)
    expect(wayOut).toEqual([
      { kind: 'shrink-task', resource: 'MEMORY', to: 1000, placedOn: first },
      expect.objectContaining({ kind: 'add-instance', instanceType: 'm5.large', placedOn: null }),
      expect.objectContaining({ kind: 'add-instance', instanceType: 'c4.large', placedOn: null }),
    ])
  })

  test('PF-09 without a way out the answer is the same but for it, and has no such member', () => {
    const sim = yard()
    for (const memory of [100, 2000]) {
      const input = { taskDefinition: 'job', overrides: { containerOverrides: [{ name: 'c', memory }] }, ...PACK }
      const { wayOut, ...trace } = sim.whyNot(input)
      expect(wayOut.length > 0).toBe(memory === 2000)
      expect(sim.whyNot(input, { wayOut: false })).toStrictEqual(trace)
      expect(sim.whyNot(input, { wayOut: true })).toStrictEqual({ ...trace, wayOut })
    }
  })

  test('its options are checked before anything is asked', () => {
    const ask = (options: unknown) => refusalOf(() => yard().whyNot({ taskDefinition: 'job' }, options as never))
    expect(ask({ wayOut: 'no' })).toMatchObject({ name: 'InvalidParameterException', path: 'wayOut', found: '"no"' })
    expect(ask({ wayout: false }).message).toContain('wayOut')
    expect(ask(null).name).toBe('InvalidParameterException')
  })

  test('PL-40 there is nothing to choose on Fargate', () => {
    const sim = fargate()
    const launch = { taskDefinition: 'far', launchType: 'FARGATE' as const, networkConfiguration: NETWORK }
    expect(refusalOf(() => sim.whyNot(launch))).toMatchObject({ name: 'InvalidParameterException', path: 'launchType' })
    expect(refusalOf(() => sim.whyNot({ service: 'far' }))).toMatchObject({
      name: 'InvalidParameterException',
      path: 'service',
      found: 'a task on Fargate',
    })
  })
})

const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1'] } }

function fargate(): Simulation {
  const sim = yard()
  sim.ecs.registerTaskDefinition({
    family: 'far',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'c', image: 'i' }],
  })
  const launch = { launchType: 'FARGATE' as const, networkConfiguration: NETWORK }
  sim.ecs.createService({ serviceName: 'far', taskDefinition: 'far', desiredCount: 1, ...launch })
  return sim
}

describe('whyNot, of a service', () => {
  test('PL-23 asks for the next task of the PRIMARY deployment, wanted or not', () => {
    const sim = yard()
    sim.ecs.createService({ serviceName: 's', taskDefinition: 'job', desiredCount: 1 })
    sim.settle()
    const { chosen, decidedBy, wayOut } = sim.whyNot({ service: 's' })
    expect({ chosen, decidedBy, wayOut }).toEqual({ chosen: instancesOf(sim)[1], decidedBy: 'strategy', wayOut: [] })
    sim.ecs.updateService({ service: 's', desiredCount: 2 })
    sim.settle()
    expect([...sim.view.tables.tasks.values()].at(-1)?.containerInstanceArn).toBe(chosen)
  })

  test('PL-28 with the constraints of the service, and its tasks as the group', () => {
    const sim = yard()
    sim.ecs.createService({
      serviceName: 's',
      taskDefinition: 'job',
      desiredCount: 3,
      placementConstraints: [{ type: 'distinctInstance' }],
    })
    sim.settle()
    const { wayOut } = sim.whyNot({ cluster: 'default', service: 's' })
    expect(wayOut.map((remedy) => remedy.kind)).toEqual([
      'stop-tasks',
      'stop-tasks',
      'shrink-task',
      'drop-constraint',
      'add-instance',
      'add-instance',
    ])
    const dropped = wayOut.find(({ kind }) => kind === 'drop-constraint')
    expect(dropped).toMatchObject({ from: 'request', constraint: { type: 'distinctInstance' } })
  })

  test('SV-163 a service that is not there, and one that is gone', () => {
    const sim = yard()
    expect(refusalOf(() => sim.whyNot({ service: 's' })).name).toBe('ServiceNotFoundException')
    sim.ecs.createService({ serviceName: 's', taskDefinition: 'job', desiredCount: 0 })
    sim.ecs.deleteService({ service: 's' })
    expect(refusalOf(() => sim.whyNot({ service: 's' })).name).toBe('ServiceNotActiveException')
    expect(refusalOf(() => sim.whyNot({ service: 's', cluster: 'nowhere' })).name).toBe('ClusterNotFoundException')
  })

  test('an input that asks for both is refused', () => {
    const both = { service: 's', taskDefinition: 'job' } as never
    expect(refusalOf(() => yard().whyNot(both))).toMatchObject({
      name: 'InvalidParameterException',
      path: 'taskDefinition',
    })
  })
})
