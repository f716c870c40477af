// Do the kit's arbitraries make what they promise: only what is valid, enough of what matters, and small things in the end?
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { Simulation } from '../../src/index.ts'
import {
  type FleetInstance,
  fleets,
  type Operation,
  operations,
  perform,
  placementCases,
  placementConstraints,
  placementStrategies,
  programOf,
  type RunTaskInput,
  requests,
  taskDefinitions,
  worldOf,
} from '../../src/testing/index.ts'
import { runs } from '../support/runs.ts'

const custom = { strategies: { mine: () => 0 } }

describe('what they make is valid', () => {
  test.prop([fleets()], runs(100))('a fleet registers as it is written', (fleet) => {
    const sim = worldOf({ fleet }, { paranoid: true })
    const found = [...sim.view.tables.containerInstances.values()].map((instance) => ({
      instanceType: instance.instanceType,
      availabilityZone: instance.availabilityZone,
      cpuUnits: instance.cpuUnits,
      memoryMiB: instance.memoryMiB,
      attributes: Object.entries(instance.attributes).filter(([name]) => !name.startsWith('ecs.')),
      isUnavailable: instance.status !== 'ACTIVE' || !instance.agentConnected,
      hasArm: instance.attributes['ecs.cpu-architecture'] === 'arm64',
    }))
    expect(found).toEqual(
      fleet.map(({ attributes = {}, unavailable, reservedTcpPorts: _, ...rest }) => ({
        ...rest,
        attributes: Object.entries(attributes),
        isUnavailable: unavailable !== undefined,
        hasArm: rest.instanceType.startsWith('m6g'),
      })),
    )
    const ports = fleet.flatMap(({ reservedTcpPorts }) => (reservedTcpPorts === undefined ? [] : [reservedTcpPorts]))
    const instances = [...sim.view.tables.containerInstances.values()]
    expect(instances.flatMap((each, index) => (fleet[index]?.reservedTcpPorts ? [each.reservedTcpPorts] : []))).toEqual(
      ports,
    )
  })

  test.prop([taskDefinitions()], runs(300))('every task definition is accepted', (input) => {
    const { taskDefinition } = new Simulation().ecs.registerTaskDefinition(input)
    expect(taskDefinition.compatibilities).toContain('EC2')
  })

  test.prop([taskDefinitions(), requests({ strategies: { custom: ['mine'] } })], runs(300))(
    'every request is accepted where there is an instance',
    (definition, request) => {
      const fleet: FleetInstance[] = [
        { instanceType: 'm5.large', availabilityZone: 'us-east-1a', cpuUnits: 2_048, memoryMiB: 2_048 },
      ]
      const sim = worldOf({ fleet, taskDefinitions: [definition] }, { plugins: custom })
      const { tasks, failures } = sim.ecs.runTask(request)
      expect(tasks.length + failures.length).toBeGreaterThan(0)
      sim.checkInvariants()
    },
  )

  test.prop([placementStrategies({ custom: ['mine'] }), placementConstraints({ maxLength: 10 })], runs(100))(
    'a service takes every chain and every list of constraints',
    (placementStrategy, constraints) => {
      const sim = worldOf({ fleet: [] }, { plugins: custom })
      sim.ecs.registerTaskDefinition({ family: 'T', containerDefinitions: [{ name: 'a', image: 'a', memory: 64 }] })
      sim.ecs.createService({
        serviceName: 's',
        taskDefinition: 'T',
        desiredCount: 0,
        placementStrategy,
        placementConstraints: constraints,
      })
      sim.settle()
    },
  )

  test.prop([operations({ custom: ['mine'] })], runs(100))(
    'every operation is accepted, or refused as AWS would, and then changes nothing',
    (list) => {
      const sim = new Simulation({ plugins: custom })
      for (const operation of list) {
        const before = sim.journal.length
        const refusal = perform(sim, operation)
        if (refusal !== null) expect(sim.journal.length).toBe(before)
      }
      sim.checkInvariants()
      expect(JSON.parse(JSON.stringify(list))).toEqual(list)
    },
  )
})

/** The seed is fixed, and so are the samples. */
function samplesOf<T>(arbitrary: fc.Arbitrary<T>): T[] {
  return fc.sample(arbitrary, { numRuns: 400, seed: 7 })
}

/** How many of the samples are so, in percent. */
function percent<T>(samples: readonly T[], isSo: (value: T) => boolean): number {
  return (samples.filter(isSo).length * 100) / samples.length
}

describe('what they make is worth trying', () => {
  const fitting = ({
    requests: all,
    ...parts
  }: { requests: readonly RunTaskInput[] } & Parameters<typeof worldOf>[0]) => {
    const sim = worldOf({ ...parts, requests: all.slice(0, -1) })
    const last = all.at(-1) as RunTaskInput
    if (sim.ecs.listContainerInstances({ status: 'ACTIVE' }).containerInstanceArns.length === 0) return 0
    return sim.whyNot(last, { wayOut: false }).instances.filter(({ fits }) => fits).length
  }

  test('most cases leave a choice or a refusal to judge, and many a choice', () => {
    const counts = samplesOf(placementCases()).map(fitting)
    expect(percent(counts, (count) => count > 0)).toBeGreaterThan(50)
    expect(percent(counts, (count) => count > 1)).toBeGreaterThan(30)
    expect(percent(counts, (count) => count === 0)).toBeGreaterThan(20)
  })

  test('every kind of instance, constraint and operation comes up', () => {
    const seen = new Set<string>()
    for (const fleet of fc.sample(fleets(), { numRuns: 300, seed: 7 }))
      for (const { instanceType, unavailable, reservedTcpPorts, attributes } of fleet)
        for (const fact of [instanceType, unavailable, reservedTcpPorts && 'ports', attributes && 'attributes'])
          if (fact !== undefined) seen.add(fact)
    for (const list of fc.sample(placementConstraints(), { numRuns: 300, seed: 7 }))
      for (const { type, expression = '' } of list) seen.add(`${type} ${/^\w*:?\w*/.exec(expression)?.[0]}`.trim())
    for (const list of fc.sample(operations(), { numRuns: 300, seed: 7 })) for (const each of list) seen.add(each.do)
    const kinds: (Operation['do'] | string)[] = [
      'launch',
      'registerContainerInstance',
      'runTask',
      'startTask',
      'stopTask',
    ]
    const states = ['terminate', 'drain', 'activate', 'disconnect', 'reconnect', 'deregister', 'putAttribute']
    const services = ['createService', 'updateService', 'deleteService', 'advance', 'settle', 'registerTaskDefinition']
    const facts = ['m5.large', 'm6g.large', 'g4dn.xlarge', 'DRAINING', 'AGENT_AWAY', 'ports', 'attributes']
    const constraints = ['distinctInstance', 'memberOf attribute:stack', 'memberOf task:group', 'memberOf not']
    expect([...seen]).toEqual(expect.arrayContaining([...kinds, ...states, ...services, ...facts, ...constraints]))
  })
})

/** The smallest value that a property fails on. */
function smallest<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => boolean): T {
  const { counterexample } = fc.check(fc.property(arbitrary, holds), { seed: 3, numRuns: 2_000 })
  if (counterexample === null) throw new Error('the property holds')
  return counterexample[0]
}

describe('what they shrink to is small', () => {
  const plain = { instanceType: 'm5.large', availabilityZone: 'us-east-1a', cpuUnits: 1_024, memoryMiB: 1_024 }

  test('fleets toward few ordinary instances', () => {
    expect(smallest(fleets(), (fleet) => fleet.length < 2)).toEqual([plain, plain])
    expect(smallest(fleets(), (fleet) => fleet.every(({ unavailable }) => unavailable !== 'DRAINING'))).toEqual([
      { ...plain, unavailable: 'DRAINING' },
    ])
  })

  test('task definitions toward one container with nothing special', () => {
    const app = { name: 'app', image: 'example.com/app:1', cpu: 128, memory: 128 }
    expect(smallest(taskDefinitions(), () => false)).toEqual({ family: 'task-1', containerDefinitions: [app] })
    const twins = smallest(taskDefinitions(), ({ containerDefinitions = [] }) => containerDefinitions.length < 2)
    expect(twins).toEqual({ family: 'task-1', containerDefinitions: [app, { ...app, name: 'sidecar-1' }] })
  })

  test('requests toward one task without wishes', () => {
    expect(smallest(requests(), () => false)).toEqual({ taskDefinition: 'task-1' })
    expect(smallest(requests(), ({ count = 1 }) => count < 3)).toEqual({ taskDefinition: 'task-1', count: 3 })
  })

  test('operations toward the one that matters, and it prints', () => {
    const list = smallest(operations(), (all) => all.every((each) => each.do !== 'drain'))
    expect(list.map((each) => each.do).slice(-1)).toEqual(['drain'])
    expect(list).toHaveLength(5)
    expect(programOf(list)).toContain("updateContainerInstancesState({ containerInstances: [i1], status: 'DRAINING' })")
  })
})
