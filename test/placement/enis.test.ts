// Tasks with a network interface of their own: which instances have one left, and stand where it can be.
import { describe, expect, test } from 'vitest'
import { type Place, Yard } from '../support/placing.ts'
import { refusalOf } from '../support/refusals.ts'

const ZONES = ['a', 'b', 'c']
const network = (...subnets: string[]) => ({ networkConfiguration: { awsvpcConfiguration: { subnets } } })
/** A cluster whose `T` is in network mode awsvpc and `B` on the bridge. */
function yardOf(places: Readonly<Record<string, Place>>, container: object = {}): Yard {
  const yard = new Yard(places, {
    availabilityZones: ZONES,
    subnets: {
      'subnet-a': 'a',
      'subnet-b': 'b',
      'subnet-far': { availabilityZone: 'a', vpcId: 'vpc-far' },
    },
  })
  yard.define(container, { networkMode: 'awsvpc' })
  yard.define({}, { family: 'B' })
  return yard
}

const tasksOf = ({ sim }: Yard, desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING') =>
  sim.ecs.listTasks({ cluster: 'c', desiredStatus }).taskArns
const stopFirst = (yard: Yard) => yard.sim.ecs.stopTask({ cluster: 'c', task: tasksOf(yard)[0] as string })

describe('RESOURCE:ENI', () => {
  test('PX-08, PL-10, PF-01, CI-27, NW-13 a c5.large has two interfaces for tasks; tasks on its bridge need none', () => {
    const yard = yardOf({ i1: { type: 'c5.large' } })
    expect(yard.run({ count: 3, ...network('subnet-a') })).toEqual({
      placed: ['i1', 'i1'],
      failures: ['i1 RESOURCE:ENI'],
    })
    expect(yard.run({ taskDefinition: 'B', count: 3 }).placed).toEqual(['i1', 'i1', 'i1'])
  })

  test('PX-08, CI-27, CI-28 with a trunk it has ten', () => {
    const yard = yardOf({ i1: { type: 'c5.large', launch: { awsvpcTrunking: true } } })
    expect(yard.run({ count: 7, ...network('subnet-a') }).failures).toEqual([])
    expect(yard.run({ count: 3, ...network('subnet-a') }).failures).toEqual([])
    expect(yard.run(network('subnet-a'))).toEqual({ placed: [], failures: ['i1 RESOURCE:ENI'] })
    expect(yard.run({ taskDefinition: 'B' }).placed).toEqual(['i1'])
  })

  test('PL-16, PL-10 a task that stops gives back its CPU at once, and its interface only when it is STOPPED', () => {
    const yard = yardOf({ i1: { cpu: 1_024, launch: { taskEniLimit: 1 } } }, { cpu: 1_024 })
    yard.run(network('subnet-a'))
    yard.sim.advance('1m')
    expect(yard.run(network('subnet-a')).failures).toEqual(['i1 RESOURCE:CPU'])
    stopFirst(yard)
    expect(yard.run(network('subnet-a')).failures).toEqual(['i1 RESOURCE:ENI'])
    // Two seconds until the container has exited, eight until the interface is gone.
    yard.sim.advance('9999ms')
    expect(yard.run(network('subnet-a')).failures).toEqual(['i1 RESOURCE:ENI'])
    yard.sim.advance('1ms')
    expect(yard.run(network('subnet-a')).placed).toEqual(['i1'])
  })

  test('PL-04, PF-01 interfaces are asked for after GPUs and before constraints', () => {
    const gpus = { resourceRequirements: [{ type: 'GPU', value: '1' }] }
    const yard = yardOf({ i1: { launch: { taskEniLimit: 0 } } }, gpus)
    expect(yard.run(network('subnet-a')).failures).toEqual(['i1 RESOURCE:GPU'])
    yard.define({}, { networkMode: 'awsvpc' })
    const placementConstraints = [{ type: 'memberOf' as const, expression: 'attribute:none exists' }]
    expect(yard.run({ ...network('subnet-a'), placementConstraints }).failures).toEqual(['i1 RESOURCE:ENI'])
  })

  test('PF-27, PF-35 a service without an interface says so, and goes on when one is free', () => {
    const yard = yardOf({ i1: { launch: { taskEniLimit: 1 } } })
    yard.run(network('subnet-a'))
    yard.sim.advance('1m')
    yard.serve(network('subnet-a'))
    expect(yard.event()).toContain('The closest matching (container-instance i1) encountered error "RESOURCE:ENI".')
    stopFirst(yard)
    yard.sim.advance('9s')
    expect(yard.where()).toEqual([])
    yard.sim.advance('1s')
    expect(yard.where()).toEqual(['i1'])
  })
})

test('PL-21, PL-29, CI-10 constraints and spreads see the trunk of each instance, though a class of them shares the rest', () => {
  const launch = { awsvpcTrunking: true }
  const yard = yardOf({ i1: { launch }, i2: {}, i3: { launch }, i4: {} })
  const [first] = [...yard.sim.view.tables.containerInstances.values()]
  expect(yard.sim.view.indexes.fleet(first?.clusterArn ?? '').classes).toHaveLength(1)
  const only = (expression: string) =>
    yard.run({ taskDefinition: 'B', placementConstraints: [{ type: 'memberOf', expression }], count: 4 }).placed
  const id = first?.attributes['ecs.awsvpc-trunk-id']
  expect(new Set(only(`attribute:ecs.awsvpc-trunk-id == ${id}`))).toEqual(new Set(['i1']))
  expect(new Set(only('attribute:ecs.awsvpc-trunk-id !exists'))).toEqual(new Set(['i2', 'i4']))
  const placementStrategy = [{ type: 'spread' as const, field: 'attribute:ecs.awsvpc-trunk-id' }]
  // Three buckets: i1, i3, and those without a trunk together.
  const { placed } = yard.run({ taskDefinition: 'B', group: 'g', placementStrategy, count: 3 })
  expect(placed).toEqual(['i1', 'i2', 'i3'])
})

describe('where', () => {
  test('PL-12, PF-03, PL-04 an instance in no zone of the subnets is a failure LOCATION, before any lack of room', () => {
    const yard = yardOf({ i1: { zone: 'b', cpu: 100 }, i2: { zone: 'a', cpu: 100 } }, { cpu: 512 })
    expect(yard.run(network('subnet-a')).failures).toEqual(['i1 LOCATION', 'i2 RESOURCE:CPU'])
    expect(yard.run(network('subnet-a', 'subnet-b')).failures).toEqual(['i1 RESOURCE:CPU', 'i2 RESOURCE:CPU'])
  })

  test('PL-11, PF-04 an instance in another VPC is a failure ATTRIBUTE, before LOCATION', () => {
    const yard = yardOf({ i1: {}, i2: { zone: 'b' }, i3: { zone: 'b', launch: { vpcId: 'vpc-far' } } })
    expect(yard.run(network('subnet-far')).failures).toEqual(['i1 ATTRIBUTE', 'i2 ATTRIBUTE', 'i3 LOCATION'])
    yard.add('i4', { launch: { subnetId: 'subnet-far', availabilityZones: undefined } })
    expect(yard.run(network('subnet-far')).placed).toEqual(['i4'])
  })

  test('PL-11 an agent that cannot attach interfaces takes no such task', () => {
    const yard = yardOf({ i1: { launch: { withoutCapabilities: ['ecs.capability.task-eni'] } } })
    expect(yard.run(network('subnet-a')).failures).toEqual(['i1 ATTRIBUTE'])
  })

  test('PF-27 a service says that its closest instance is in the wrong place', () => {
    const yard = yardOf({ i1: { zone: 'c' } })
    yard.serve(network('subnet-a'))
    expect(yard.event()).toContain('The closest matching (container-instance i1) encountered error "LOCATION".')
  })

  test('NW-12 a task has its interface in the first subnet of the zone of its instance', () => {
    const yard = yardOf({ i1: { zone: 'b' } })
    const given = network('subnet-a', 'subnet-b', 'subnet-c1', 'subnet-b2')
    const { tasks } = yard.sim.ecs.runTask({ cluster: 'c', taskDefinition: 'T', ...given })
    expect(tasks[0]).toMatchObject({
      availabilityZone: 'b',
      attachments: [{ details: [{ name: 'subnetId', value: 'subnet-b' }] }],
    })
  })

  test('PX-13, PF-02, PF-35 without agent and without room: two reasons, and the one that came further is closest', () => {
    const yard = yardOf({ i1: { cpu: 100 }, i2: { cpu: 4_096 } }, { cpu: 512 })
    const [, two] = yard.sim.ecs.listContainerInstances({ cluster: 'c' }).containerInstanceArns
    yard.sim.fleet.disconnectAgent({ cluster: 'c', containerInstances: [two as string] })
    expect(yard.run(network('subnet-a')).failures).toEqual(['i1 RESOURCE:CPU', 'i2 AGENT'])
    yard.serve(network('subnet-a'))
    expect(yard.event()).toContain('(container-instance i1) has insufficient CPU units available.')
  })
})

describe('the other ways to start a task', () => {
  test('PL-35, PF-01, PF-03 StartTask asks the same of the instances that it names', () => {
    const yard = yardOf({ i1: { launch: { taskEniLimit: 0 } }, i2: { zone: 'c' }, i3: {} })
    const { containerInstanceArns: containerInstances } = yard.sim.ecs.listContainerInstances({ cluster: 'c' })
    const call = { cluster: 'c', taskDefinition: 'T', containerInstances, ...network('subnet-a') }
    const { tasks, failures } = yard.sim.ecs.startTask(call)
    expect(failures.map(({ arn, reason }) => `${yard.nameOf(arn)} ${reason}`)).toEqual([
      'i1 RESOURCE:ENI',
      'i2 LOCATION',
    ])
    expect(tasks).toMatchObject([{ lastStatus: 'PROVISIONING', availabilityZone: 'a' }])
  })

  test('SV-124, DP-103 a rolling deployment gets past a shortage of interfaces, one at a time', () => {
    const yard = yardOf({ i1: { launch: { taskEniLimit: 3 } } })
    yard.serve({ desiredCount: 2, ...network('subnet-a') })
    expect(yard.sim.runUntil('steady', { atMost: '10m' }).reached).toBe(true)
    yard.define({ cpu: 64 }, { networkMode: 'awsvpc' })
    yard.sim.ecs.updateService({ cluster: 'c', service: 's', taskDefinition: 'T' })
    expect(yard.sim.runUntil('steady', { atMost: '30m' })).toMatchObject({ reached: true, waitingFor: [] })
    expect(yard.where()).toEqual(['i1', 'i1'])
    yard.sim.checkInvariants()
  })

  test('PL-10, PL-12 whyNot names zone and interfaces, without writing down what the subnets are', () => {
    const yard = yardOf({ i1: { launch: { taskEniLimit: 0 } }, i2: { zone: 'c' } })
    const entries = yard.sim.journal.length
    const { instances } = yard.sim.whyNot({ cluster: 'c', taskDefinition: 'T', ...network('subnet-new') })
    expect(instances.map(({ checks }) => checks.at(-1))).toEqual([
      {
        reason: 'RESOURCE:ENI',
        rule: 'PL-10',
        passed: false,
        wanted: 'a network interface',
        available: '0 of 0 network interfaces free',
      },
      { reason: 'LOCATION', rule: 'PL-12', passed: false, wanted: 'a subnet in a', available: 'c' },
    ])
    expect(yard.sim.journal).toHaveLength(entries)
  })
})

describe('what is refused', () => {
  test('TD-110, TD-111 a network configuration is wanted with awsvpc, and with nothing else', () => {
    const yard = yardOf({ i1: {} })
    expect(refusalOf(() => yard.run())).toMatchObject({ rule: 'TD-110', path: 'networkConfiguration' })
    expect(refusalOf(() => yard.run({ taskDefinition: 'B', ...network('subnet-a') }))).toMatchObject({ rule: 'TD-111' })
    expect(refusalOf(() => yard.serve())).toMatchObject({ rule: 'TD-110' })
  })

  test('TD-117 an interface on EC2 gets no public address', () => {
    const yard = yardOf({ i1: {} })
    const assigning = (assignPublicIp: 'ENABLED' | 'DISABLED') => ({
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'], assignPublicIp } },
    })
    const before = yard.sim.journal.length
    const refusal = refusalOf(() => yard.run(assigning('ENABLED')))
    expect(refusal).toMatchObject({
      name: 'InvalidParameterException',
      message: 'Assign public IP is not supported for this launch type.',
      path: 'networkConfiguration.awsvpcConfiguration.assignPublicIp',
      rule: 'TD-117',
    })
    expect(refusalOf(() => yard.serve(assigning('ENABLED')))).toMatchObject({ rule: 'TD-117' })
    expect(yard.sim.journal).toHaveLength(before)
    expect(yard.run(assigning('DISABLED')).placed).toEqual(['i1'])
  })

  test('LB-12D subnets of two VPCs', () => {
    const yard = yardOf({ i1: {} })
    const refusal = refusalOf(() => yard.run(network('subnet-a', 'subnet-far')))
    expect(refusal).toMatchObject({
      name: 'InvalidParameterException',
      path: 'networkConfiguration.awsvpcConfiguration.subnets',
      found: '"subnet-far of vpc-far"',
      rule: 'LB-12D',
    })
  })
})
