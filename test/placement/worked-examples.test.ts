// The rule book's worked examples of placement, by number.
import { expect, test } from 'vitest'
import { Yard } from '../support/placing.ts'
import { refusalOf } from '../support/refusals.ts'

const AZ = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const
const MEMORY = { type: 'binpack', field: 'memory' } as const

test('PX-01 binpack(memory) fills the smallest first', () => {
  const yard = new Yard({ i1: { cpu: 4096, mem: 2048 }, i2: { cpu: 4096, mem: 4096 }, i3: { cpu: 4096, mem: 6144 } })
  yard.define({ cpu: 256, memory: 1024 })
  expect(yard.run({ count: 5, placementStrategy: [MEMORY] }).placed).toEqual(['i1', 'i1', 'i2', 'i2', 'i2'])
})

test('PX-02 binpack(cpu) when memory runs out first', () => {
  const yard = new Yard({ i1: { cpu: 1024, mem: 7000 }, i2: { cpu: 2048, mem: 1000 } })
  yard.define({ cpu: 512, memory: 512 })
  expect(yard.run({ count: 4, placementStrategy: [{ type: 'binpack', field: 'cpu' }] })).toEqual({
    placed: ['i1', 'i1', 'i2'],
    failures: ['i1 RESOURCE:CPU', 'i2 RESOURCE:MEMORY'],
  })
})

test('PX-03, PX-04 a service spreads over zones, then over instances; a tie of zones leaves every zone in play', () => {
  const zones = { a1: 'a', b1: 'b', b2: 'b', c1: 'c', c2: 'c', c3: 'c' }
  const yard = new Yard(Object.fromEntries(Object.entries(zones).map(([name, zone]) => [name, { zone }])))
  yard.define({})
  yard.serve({ desiredCount: 6 })
  expect(yard.where()).toEqual(['a1', 'b1', 'c1', 'b2', 'c2', 'a1'])
  yard.sim.ecs.updateService({ cluster: 'c', service: 's', desiredCount: 7 })
  yard.sim.settle()
  expect(yard.where().at(-1)).toBe('c3')
})

test('PX-05 spread over zones, then binpack(memory)', () => {
  const yard = new Yard({ a1: { zone: 'a', mem: 4096 }, b1: { zone: 'b', mem: 4096 }, b2: { zone: 'b', mem: 2048 } })
  yard.define({ memory: 1024 })
  expect(yard.run({ count: 4, placementStrategy: [AZ, MEMORY] }).placed).toEqual(['b2', 'a1', 'b2', 'a1'])
})

test('PX-06 a static host port is taken once an instance; a dynamic one as often as you like', () => {
  const port = (hostPort: number) => ({ portMappings: [{ containerPort: 80, hostPort }] })
  const yard = new Yard({ i1: {} })
  yard.define(port(80))
  yard.run({ group: 'other' })
  yard.add('i2', {})
  yard.add('i3', {})
  const spread = { count: 3, placementStrategy: [{ type: 'spread', field: 'instanceId' }] } as const
  expect(yard.run(spread)).toEqual({
    placed: ['i2', 'i3'],
    failures: ['i1 RESOURCE:PORTS', 'i2 RESOURCE:PORTS', 'i3 RESOURCE:PORTS'],
  })
  yard.define(port(0))
  expect(yard.run(spread).placed).toHaveLength(3)
})

test('PX-07 TCP and UDP are separate, and the instance keeps some ports for itself', () => {
  const yard = new Yard({ i1: {} })
  const port = (hostPort: number, protocol: 'tcp' | 'udp') => {
    yard.define({ portMappings: [{ containerPort: hostPort, hostPort, protocol }] })
    return yard.run()
  }
  expect(port(53, 'tcp').placed).toEqual(['i1'])
  expect(port(53, 'udp').placed).toEqual(['i1'])
  expect(port(22, 'tcp').failures).toEqual(['i1 RESOURCE:PORTS'])
  expect(port(51680, 'tcp').placed).toEqual(['i1'])
})

const DISTINCT = 'DistinctInstance placement constraint unsatisfied.'
const MEMBER_OF = 'MemberOf placement constraint unsatisfied.'

test('PX-09, PF-06, PL-28 distinctInstance is exhausted for a group, and for that group alone', () => {
  const yard = new Yard({ i1: {}, i2: {} })
  yard.define({})
  const run = (group: string) => yard.run({ count: 3, group, placementConstraints: [{ type: 'distinctInstance' }] })
  const first = run('g')
  expect(first.placed.toSorted()).toEqual(['i1', 'i2'])
  expect(first.failures).toEqual([`i1 ${DISTINCT}`, `i2 ${DISTINCT}`])
  expect(run('g').placed).toEqual([])
  expect(run('h').placed).toHaveLength(2)
})

test('PX-10, PF-05, PF-28, PL-31 a constraint that nothing satisfies: failures, or an event and another attempt', () => {
  const yard = new Yard({ i1: { type: 't2.small' }, i2: { type: 'm5.large' } })
  yard.define({})
  const placementConstraints = [{ type: 'memberOf', expression: 'attribute:ecs.instance-type =~ p3.*' } as const]
  expect(yard.run({ placementConstraints })).toEqual({ placed: [], failures: [`i1 ${MEMBER_OF}`, `i2 ${MEMBER_OF}`] })
  yard.serve({ placementConstraints })
  expect(yard.where()).toEqual([])
  expect(yard.event()).toContain(`The closest matching (container-instance i1) encountered error "${MEMBER_OF}".`)
  yard.add('i3', { type: 'p3.2xlarge' })
  yard.sim.settle()
  expect(yard.where()).toEqual(['i3'])
})

test('PX-11 what is subtracted: the task, or else the sum of its containers', () => {
  const containerDefinitions = [
    { name: 'a', image: 'a', cpu: 256, memory: 300, memoryReservation: 128 },
    { name: 'b', image: 'b', cpu: 128, memory: 256 },
  ]
  const left = (size: object) => {
    const yard = new Yard({ i1: { cpu: 2048, mem: 3800 } })
    yard.define({}, { containerDefinitions, ...size })
    yard.run()
    return yard.left('i1')
  }
  expect(left({})).toBe('1664/3416')
  expect(left({ cpu: '512', memory: '1024' })).toBe('1536/2776')
})

test('PX-12 the advertised size is not what is there', () => {
  const yard = new Yard({ i1: { type: 'm4.large', mem: 7985 }, i2: { type: 'm4.large', mem: 7729 } })
  yard.define({ memory: 8192 })
  expect(yard.run().failures).toEqual(['i1 RESOURCE:MEMORY', 'i2 RESOURCE:MEMORY'])
  yard.define({ memory: 7729 })
  expect(yard.run({ placementStrategy: [MEMORY] }).placed).toEqual(['i2'])
})

test('PX-14 scale-in keeps the zones even', () => {
  const yard = new Yard({ a1: { zone: 'a' }, b1: { zone: 'b' }, c1: { zone: 'c' } })
  yard.define({})
  yard.serve({ desiredCount: 7, placementStrategy: [AZ] })
  yard.sim.advance('10m')
  yard.sim.ecs.updateService({ cluster: 'c', service: 's', desiredCount: 5 })
  yard.sim.settle()
  const counts = ['a1', 'b1', 'c1'].map((name) => yard.where().filter((place) => place === name).length)
  expect(counts.toSorted()).toEqual([1, 2, 2])
})

test('PX-15 scale-in under binpack(memory) stops where most is left afterwards', () => {
  const yard = new Yard({ i1: { mem: 1536 } })
  yard.define({ memory: 1024 })
  yard.serve({ placementStrategy: [MEMORY] })
  yard.add('i2', { mem: 4096 })
  yard.sim.ecs.updateService({ cluster: 'c', service: 's', desiredCount: 2 })
  yard.sim.advance('10m')
  expect(yard.where()).toEqual(['i1', 'i2'])
  yard.sim.ecs.updateService({ cluster: 'c', service: 's', desiredCount: 1 })
  yard.sim.settle()
  expect(yard.where()).toEqual(['i1'])
})

test('PX-16, PL-29 anti-affinity within one call: each placement feeds the next evaluation', () => {
  const yard = new Yard({ i1: {}, i2: {} })
  yard.define({})
  const placementConstraints = [{ type: 'memberOf', expression: 'not(task:group == db)' } as const]
  const { placed, failures } = yard.run({ count: 3, group: 'db', placementConstraints })
  expect(placed.toSorted()).toEqual(['i1', 'i2'])
  expect(failures).toEqual([`i1 ${MEMBER_OF}`, `i2 ${MEMBER_OF}`])
})

test('PX-17 an empty cluster: an exception for RunTask, an event for a service', () => {
  const yard = new Yard({})
  yard.define({})
  expect(refusalOf(() => yard.run({ launchType: 'EC2' }))).toMatchObject({
    name: 'InvalidParameterException',
    message: 'No Container Instances were found in your cluster.',
  })
  yard.serve({ launchType: 'EC2' })
  expect(yard.event()).toContain('Reason: No Container Instances were found in your cluster.')
})
