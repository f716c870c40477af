// Where launched instances stand, and how many network interfaces their tasks may have.
import { describe, expect, test } from 'vitest'
import { type LaunchInput, Simulation, type SimulationOptions } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

const AWAY = { availabilityZone: 'us-east-1b', vpcId: 'vpc-1' }

function started(options: SimulationOptions = {}): Simulation {
  const sim = new Simulation({ subnets: { 'subnet-b': AWAY, 'subnet-c': 'us-east-1c' }, ...options })
  sim.ecs.createCluster()
  const containerDefinitions = [{ name: 'app', image: 'i', memory: 8 }]
  sim.ecs.registerTaskDefinition({ family: 'net', networkMode: 'awsvpc', containerDefinitions })
  return sim
}

type Launch = Omit<LaunchInput, 'instanceType'> & { readonly instanceType?: string }

function launch(sim: Simulation, input: Launch = {}) {
  const { containerInstances } = sim.fleet.launch({ instanceType: 'c5.large', ready: true, ...input })
  const arns = containerInstances.map(({ containerInstanceArn }) => containerInstanceArn)
  return sim.ecs.describeContainerInstances({ containerInstances: arns }).containerInstances.map(({ attributes }) => ({
    zone: attributes?.find(({ name }) => name === 'ecs.availability-zone')?.value,
    vpc: attributes?.find(({ name }) => name === 'ecs.vpc-id')?.value,
    subnet: attributes?.find(({ name }) => name === 'ecs.subnet-id')?.value,
    trunk: attributes?.find(({ name }) => name === 'ecs.awsvpc-trunk-id')?.value,
  }))
}

const runIn = (sim: Simulation, ...subnets: string[]) =>
  sim.ecs.runTask({ taskDefinition: 'net', networkConfiguration: { awsvpcConfiguration: { subnets } } })

/** How many tasks with an interface fit. */
function roomIn(sim: Simulation, subnet: string): number {
  let count = 0
  while (runIn(sim, subnet).tasks.length > 0) count++
  return count
}

describe('where an instance stands', () => {
  test('CI-09 without a word: in the default VPC, in a subnet of its zone', () => {
    const sites = launch(started(), { count: 4 })
    expect(new Set(sites.map(({ vpc }) => vpc)).size).toBe(1)
    expect(sites.map(({ zone }) => zone)).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1a'])
    expect(new Set(sites.map(({ subnet }) => subnet)).size).toBe(3)
    expect(sites[0]).toEqual(sites[3])
  })

  test('CI-09 in a VPC of its own it has other subnets', () => {
    const sim = started()
    const [usual] = launch(sim)
    const [own] = launch(sim, { vpcId: 'vpc-own' })
    expect(own).toMatchObject({ vpc: 'vpc-own', zone: usual?.zone })
    expect(own?.subnet).not.toBe(usual?.subnet)
  })

  test('CI-09 a subnet that the options name says zone and VPC', () => {
    expect(launch(started(), { subnetId: 'subnet-b', count: 2 })).toEqual(
      Array(2).fill({ zone: 'us-east-1b', vpc: 'vpc-1', subnet: 'subnet-b', trunk: undefined }),
    )
  })

  test('CI-09, NW-12 a subnet that nobody has named lies where its first instance says, and there tasks find it', () => {
    const sim = started()
    const own = { subnetId: 'subnet-new', availabilityZones: ['us-east-1c'], vpcId: 'vpc-own' }
    expect(launch(sim, own)).toMatchObject([{ zone: 'us-east-1c', vpc: 'vpc-own' }])
    expect(launch(sim, { subnetId: 'subnet-new' })).toMatchObject([{ zone: 'us-east-1c', vpc: 'vpc-own' }])
    expect(launch(sim, { subnetId: 'subnet-own' })).toMatchObject([{ zone: 'us-east-1a', subnet: 'subnet-own' }])
    expect(runIn(sim, 'subnet-new').tasks).toMatchObject([{ availabilityZone: 'us-east-1c' }])
  })

  test('NW-12, PL-40 the subnets that instances show can be named for tasks, and lie in their zones', () => {
    const sim = started()
    const sites = launch(sim, { count: 3 })
    for (const { zone, subnet } of sites.toReversed())
      expect(runIn(sim, subnet as string).tasks).toMatchObject([{ availabilityZone: zone }])
    const [elsewhere] = launch(sim, { availabilityZones: ['us-east-1f'] })
    expect(runIn(sim, elsewhere?.subnet as string).tasks).toMatchObject([{ availabilityZone: 'us-east-1f' }])
    // So do those of zones in which no instance stands yet.
    const early = started()
    launch(early)
    expect(runIn(early, sites[2]?.subnet as string).failures).toMatchObject([{ reason: 'LOCATION' }])
  })
})

describe('how many interfaces', () => {
  const subnet = (sim: Simulation) =>
    launch(sim, { taskEniLimit: 0, availabilityZones: ['us-east-1a'] })[0]?.subnet as string

  test.each([
    ['CI-27 one less than the type has', { instanceType: 'm5.4xlarge' }, 7],
    ['CI-27, NW-13 with a trunk as many as AWS lists', { instanceType: 'm5.large', awsvpcTrunking: true }, 10],
    ['CI-28 a type that AWS does not list gets no trunk', { instanceType: 't3.large', awsvpcTrunking: true }, 2],
    ['CI-28 without the opt-in there is none', { instanceType: 'm5.large', awsvpcTrunking: false }, 2],
    ['CI-27 a number of your own', { instanceType: 'm5.large', taskEniLimit: 5 }, 5],
    ['CI-27 none', { instanceType: 'm5.large', taskEniLimit: 0 }, 0],
  ])('%s', (_title, input, expected) => {
    const sim = started()
    const own = subnet(sim)
    launch(sim, { ...input, availabilityZones: ['us-east-1a'] })
    expect(roomIn(sim, own)).toBe(expected)
  })

  test('CI-10, CI-28 a trunk shows as an attribute, each with an id of its own', () => {
    const sim = started()
    const trunks = launch(sim, { count: 2, awsvpcTrunking: true }).map(({ trunk }) => trunk)
    for (const trunk of trunks) expect(trunk).toMatch(/^eni-[0-9a-f]{17}$/)
    expect(trunks[0]).not.toBe(trunks[1])
    expect(launch(sim, { instanceType: 't3.large', awsvpcTrunking: true })[0]?.trunk).toBeUndefined()
    const filter = 'attribute:ecs.awsvpc-trunk-id exists'
    expect(sim.ecs.listContainerInstances({ filter }).containerInstanceArns).toHaveLength(2)
  })

  test.each([
    ['m5.large', [], 2],
    ['m5.large', [{ name: 'ecs.awsvpc-trunk-id', value: 'eni-1' }], 10],
    ['x9.unknown', [], 1],
  ])('CI-27 an agent on %s that registers with %j has room for %i', (instanceType, attributes, expected) => {
    const sim = started()
    const document = { instanceId: 'i-1', instanceType, availabilityZone: 'us-east-1c' }
    sim.ecs.registerContainerInstance({
      cluster: 'default',
      instanceIdentityDocument: JSON.stringify(document),
      totalResources: [
        { name: 'CPU', type: 'INTEGER', integerValue: 1_024 },
        { name: 'MEMORY', type: 'INTEGER', integerValue: 4_096 },
      ],
      attributes,
    })
    expect(roomIn(sim, 'subnet-c')).toBe(expected)
  })

  test('CI-11, EA-1 outside of EC2 there are none', () => {
    const sim = started()
    sim.fleet.registerExternal({ cpuUnits: 1_024, memoryMiB: 1_024 })
    const [containerInstance] = sim.ecs.listContainerInstances().containerInstanceArns
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-c'] } }
    const call = { taskDefinition: 'net', containerInstances: [containerInstance as string], networkConfiguration }
    expect(sim.ecs.startTask(call).failures).toMatchObject([{ reason: 'ATTRIBUTE' }])
  })
})

describe('what is refused', () => {
  test.each<[string, object, string]>([
    ['a subnet in another zone', { subnetId: 'subnet-b', availabilityZones: ['us-east-1a'] }, 'subnetId'],
    ['a subnet in two zones', { subnetId: 'subnet-x', availabilityZones: ['us-east-1a', 'us-east-1b'] }, 'subnetId'],
    ['a subnet of another VPC', { subnetId: 'subnet-b', vpcId: 'vpc-2' }, 'subnetId'],
    ['a subnet of the default VPC in another', { subnetId: 'subnet-c', vpcId: 'vpc-1' }, 'subnetId'],
    ['what is no subnet', { subnetId: 'us-east-1a' }, 'subnetId'],
    ['an empty subnet', { subnetId: '' }, 'subnetId'],
    ['what is no VPC', { vpcId: 'subnet-1' }, 'vpcId'],
    ['a trunk that is no truth', { awsvpcTrunking: 'enabled' }, 'awsvpcTrunking'],
    ['a negative limit', { taskEniLimit: -1 }, 'taskEniLimit'],
    ['half an interface', { taskEniLimit: 1.5 }, 'taskEniLimit'],
    ['more than any machine has', { taskEniLimit: 1_001 }, 'taskEniLimit'],
  ])('CI-09, CI-27 %s', (_title, input, path) => {
    const sim = started()
    const entries = sim.journal.length
    const refusal = refusalOf(() => launch(sim, input as Launch))
    expect(refusal).toMatchObject({ name: 'UsageError', path })
    expect(sim.journal).toHaveLength(entries)
  })

  test('CI-09 a subnet that a task has named first, in the zone that it was given', () => {
    const sim = started()
    launch(sim)
    runIn(sim, 'subnet-x')
    const refusal = refusalOf(() => launch(sim, { subnetId: 'subnet-x', availabilityZones: ['us-east-1b'] }))
    expect(refusal).toMatchObject({ path: 'subnetId', found: '"subnet-x" in us-east-1a', rule: 'CI-09' })
  })

  test('CI-11 a trunk or a limit outside of EC2', () => {
    const sim = started()
    for (const own of [{ awsvpcTrunking: true }, { taskEniLimit: 1 }, { subnetId: 'subnet-b' }]) {
      const input = { cpuUnits: 1_024, memoryMiB: 1_024, ...own }
      const refusal = refusalOf(() => sim.fleet.registerExternal(input))
      expect(refusal).toMatchObject({ name: 'UsageError' })
      expect(refusal.message).toContain(Object.keys(own)[0])
    }
  })

  test.each<[string, unknown]>([
    ['a zone that is empty', { 'subnet-1': '' }],
    ['a place without zone', { 'subnet-1': { vpcId: 'vpc-1' } }],
    ['a VPC that is none', { 'subnet-1': { availabilityZone: 'us-east-1a', vpcId: 'mine' } }],
    ['an unknown member', { 'subnet-1': { availabilityZone: 'us-east-1a', cidr: '10.0.0.0/24' } }],
    ['a list', ['subnet-1']],
  ])('CI-09 options whose subnets have %s', (_title, subnets) => {
    const refusal = refusalOf(() => new Simulation({ subnets } as SimulationOptions))
    expect(refusal).toMatchObject({ name: 'UsageError', path: 'subnets' })
  })
})
