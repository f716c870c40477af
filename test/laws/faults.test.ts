// Whatever goes wrong, and whenever: the world stays in order, and interfaces, addresses and room come back exactly once.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { type PlannedFault, Simulation } from '../../src/index.ts'
import { runs } from '../support/runs.ts'

const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c']
const NETWORK = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b', 'subnet-c'] } } }
const SUBNETS = Object.fromEntries(
  ['a', 'b', 'c'].map((letter, nth) => [
    `subnet-${letter}`,
    { availabilityZone: `us-east-1${letter}`, cidrBlock: `10.0.${nth}.0/27` },
  ]),
)

function town(): Simulation {
  const sim = new Simulation({ subnets: SUBNETS })
  sim.fleet.launch({ instanceType: 'm5.large', count: 6, ready: true, taskEniLimit: 4, spotDraining: true })
  sim.ecs.putClusterCapacityProviders({
    cluster: 'default',
    capacityProviders: ['FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
  })
  const containerDefinitions = [
    { name: 'app', image: 'app:1', cpu: 100, memory: 128, healthCheck: { command: ['CMD', 'true'] } },
  ]
  sim.ecs.registerTaskDefinition({ family: 'web', containerDefinitions })
  sim.ecs.registerTaskDefinition({ family: 'net', networkMode: 'awsvpc', containerDefinitions })
  sim.ecs.registerTaskDefinition({
    family: 'far',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions,
  })
  const spot = { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] }
  sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount: 8 })
  sim.ecs.createService({ serviceName: 'net', taskDefinition: 'net', desiredCount: 6, ...NETWORK })
  sim.ecs.createService({ serviceName: 'far', taskDefinition: 'far', desiredCount: 4, ...NETWORK, ...spot })
  sim.advance('2m')
  return sim
}

const origin = town()
const instances = origin.ecs.listContainerInstances().containerInstanceArns
const tasks = origin.ecs.listTasks({ serviceName: 'web' }).taskArns
const onSpot = origin.ecs.listTasks({ serviceName: 'far' }).taskArns

const zone = fc.constantFrom(...ZONES).map((availabilityZone) => ({ availabilityZone }))
const machines = fc.uniqueArray(fc.constantFrom(...instances), { minLength: 1, maxLength: 3 })
const onMachines = machines.map((containerInstances) => ({ containerInstances }))
const container = fc.constantFrom(...tasks).map((task) => ({ task }))
const place = fc.oneof(
  zone,
  fc.constant({ all: true }),
  fc.constantFrom(...Object.keys(SUBNETS)).map((subnet) => ({ subnet })),
)
const spotTasks = fc.oneof(
  zone,
  fc.constantFrom(...onSpot).map((task) => ({ tasks: [task] })),
)

const fargate = fc.constantFrom({}, { capacityProvider: 'FARGATE_SPOT' }, { reason: 'vcpuLimit', cluster: 'default' })
const throttled = fc.constantFrom({}, { service: 'web' }, { cluster: 'default' })

const after = fc.integer({ min: 0, max: 900 }).map((seconds) => seconds * 1_000)
const lasts = fc.integer({ min: 1, max: 300 }).map((seconds) => seconds * 1_000)

function passing(fault: string, input: fc.Arbitrary<object>): fc.Arbitrary<PlannedFault> {
  return fc.record({ fault: fc.constant(fault), input, after, lasts }, { requiredKeys: ['fault', 'input', 'after'] })
}

function final(fault: string, input: fc.Arbitrary<object>): fc.Arbitrary<PlannedFault> {
  return fc.record({ fault: fc.constant(fault), input, after })
}

const planned = fc.oneof(
  passing('loseZone', zone),
  passing('refuseEnis', place),
  passing('refuseFargate', fargate),
  passing('throttle', throttled),
  passing('freezeHealth', container),
  passing('fleet.stopInstances', onMachines),
  passing('fleet.disconnectAgent', onMachines),
  final('restoreZone', zone),
  final('allowEnis', place),
  final('allowFargate', fargate),
  final('unthrottle', throttled),
  final('thawHealth', container),
  final('crashContainer', container),
  final('killForMemory', container),
  final('interruptSpot', spotTasks),
  final(
    'retireTask',
    fc.constantFrom(...onSpot).map((task) => ({ task })),
  ),
  final('fleet.startInstances', onMachines),
  final('fleet.reconnectAgent', onMachines),
  final('fleet.interruptSpot', onMachines),
  final('fleet.terminate', onMachines),
)

test.prop([fc.array(planned, { minLength: 1, maxLength: 15 })], runs(60))(
  'any plan of faults leaves the world in order, and everything is given back once',
  (plan) => {
    const sim = origin.fork()
    sim.faults.schedule(plan)
    for (let minute = 0; minute < 25; minute++) {
      sim.advance('1m')
      sim.checkInvariants()
    }
    const others = [Simulation.restore(sim.save()), sim.forkAt(sim.now)]
    for (const other of others) expect(other.save()).toBe(sim.fork().save())
    clear(sim)
    sim.checkInvariants()
    const alive = [...sim.view.tables.tasks.values()].filter(({ lastStatus }) => lastStatus !== 'STOPPED')
    expect(alive).toEqual([])
    for (const { arn, clusterArn, cpuUnits, memoryMiB } of sim.view.tables.containerInstances.values()) {
      const slot = sim.view.indexes.fleet(clusterArn).slot(arn)
      if (slot === undefined) continue
      expect([slot.promised.cpuFree, slot.held.memoryFree, slot.enis]).toEqual([cpuUnits, memoryMiB, 0])
    }
    for (const id of Object.keys(SUBNETS)) expect(sim.view.indexes.pool(id)?.free).toBe(32 - 5)
  },
)

/** Services go, whoever is away comes back or is given up. */
function clear(sim: Simulation): void {
  for (const service of ['web', 'net', 'far']) sim.ecs.deleteService({ service, force: true })
  for (const { arn, status, agentConnected } of [...sim.view.tables.containerInstances.values()]) {
    const isThere = status === 'ACTIVE' || status === 'DRAINING'
    if (isThere && !agentConnected) sim.ecs.deregisterContainerInstance({ containerInstance: arn, force: true })
  }
  sim.advance('10m')
}
