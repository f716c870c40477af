// The fleet as boxes: nothing wider than the page, every instance and every task drawn once, the same words without colours.
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { allotted } from '../../src/report/fleet/bar.ts'
import { formatFleet, shortIdOf } from '../../src/report/index.ts'

const cluster = 'prod'
const TYPES = ['m5.large', 't3.micro', 'c5.24xlarge'] as const

interface FleetPlan {
  readonly zones: number
  readonly instances: readonly { readonly type: (typeof TYPES)[number]; readonly mark: 'none' | 'draining' | 'away' }[]
  readonly services: readonly { readonly cpu: number; readonly memory: number; readonly desired: number }[]
  readonly fargate: number
  /** Seconds after which some tasks are asked to stop. */
  readonly waitS: number
}

const plans: fc.Arbitrary<FleetPlan> = fc.record({
  zones: fc.integer({ min: 1, max: 5 }),
  instances: fc.array(
    fc.record({ type: fc.constantFrom(...TYPES), mark: fc.constantFrom('none', 'draining', 'away') }),
    { maxLength: 12 },
  ),
  services: fc.array(
    fc.record({
      cpu: fc.integer({ min: 0, max: 1000 }),
      memory: fc.integer({ min: 6, max: 3000 }),
      desired: fc.integer({ min: 0, max: 150 }),
    }),
    { maxLength: 4 },
  ),
  fargate: fc.integer({ min: 0, max: 9 }),
  waitS: fc.constantFrom(0, 3, 60),
})

function build({ zones, instances, services, fargate, waitS }: FleetPlan): Simulation {
  const availabilityZones = [...'abcde'].slice(0, zones).map((letter) => `us-east-1${letter}`)
  const sim = new Simulation({ availabilityZones, subnets: { 'subnet-11111111': availabilityZones[0]! } })
  sim.ecs.createCluster({ clusterName: cluster })
  for (const [index, { type }] of instances.entries()) {
    const zone = availabilityZones[index % zones] as string
    sim.fleet.launch({ cluster, instanceType: type, ready: true, availabilityZones: [zone] })
  }
  for (const [index, { cpu, memory, desired }] of services.entries()) {
    const name = `service-${index}`
    const container = { name: 'c', image: 'i', cpu, memory }
    sim.ecs.registerTaskDefinition({ family: name, containerDefinitions: [container] })
    sim.ecs.createService({ cluster, serviceName: name, taskDefinition: name, desiredCount: desired })
  }
  addFargate(sim, fargate)
  sim.advance(`${waitS}s`)
  for (const [index, { mark }] of instances.entries()) markInstance(sim, index, mark)
  for (const { arn } of [...sim.view.tables.tasks.values()].slice(0, 3)) sim.ecs.stopTask({ cluster, task: arn })
  sim.settle()
  return sim
}

function addFargate(sim: Simulation, desiredCount: number): void {
  const container = { name: 'c', image: 'i' }
  const size = { cpu: '256', memory: '512', networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] } as const
  sim.ecs.registerTaskDefinition({ family: 'edge', containerDefinitions: [container], ...size })
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-11111111'] } }
  const launch = { launchType: 'FARGATE', networkConfiguration } as const
  sim.ecs.createService({ cluster, serviceName: 'edge', taskDefinition: 'edge', desiredCount, ...launch })
}

function markInstance(sim: Simulation, index: number, mark: FleetPlan['instances'][number]['mark']): void {
  const containerInstances = [
    (sim.ecs.listContainerInstances({ cluster }).containerInstanceArns ?? [])[index] as string,
  ]
  if (mark === 'draining') sim.ecs.updateContainerInstancesState({ cluster, containerInstances, status: 'DRAINING' })
  if (mark === 'away') sim.fleet.disconnectAgent({ cluster, containerInstances })
}

const living = (sim: Simulation) =>
  [...sim.view.tables.tasks.values()].filter(({ lastStatus }) => lastStatus !== 'STOPPED')

/** Tasks in each box, read from the drawing: letters of the memory bar, or the counts below it. */
function tasksDrawn(text: string): number {
  const boxes = new Map<number, { mode: string; letters: number; counts: number }>()
  let total = 0
  for (const line of text.split('\n')) {
    for (const { index } of line.matchAll(/┌/g)) boxes.set(index, { mode: '', letters: 0, counts: 0 })
    for (const { index, 1: inside } of line.matchAll(/│ (.*?) │/g)) readInside(boxes.get(index)!, inside!)
    for (const { index } of line.matchAll(/└/g)) {
      const { letters, counts } = boxes.get(index)!
      total += counts > 0 ? counts : letters
    }
  }
  return total
}

function readInside(box: { mode: string; letters: number; counts: number }, inside: string): void {
  const label = inside.slice(0, 4)
  if (/×\d/.test(inside)) for (const [, count] of inside.matchAll(/×(\d+)/g)) box.counts += Number(count)
  else if (label === 'mem ' || label === 'cpu ') box.mode = label
  if (box.mode === 'mem ') box.letters += inside.slice(4).match(/[A-Za-z0-9#]/g)?.length ?? 0
}

describe('any fleet', () => {
  property.prop([plans, fc.constantFrom(60, 61, 80, 100, 200)], { numRuns: 60 })(
    'is drawn within the width, each instance once, each task once, with and without colours',
    (plan, width) => {
      const sim = build(plan)
      const text = formatFleet(sim.view, { width })
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width)
      const instances = [...sim.view.tables.containerInstances.values()]
      for (const { arn } of instances) expect(text.split(`┌ ${shortIdOf(arn)} `)).toHaveLength(2)
      expect(tasksDrawn(text)).toBe(living(sim).length)
      expect(text).not.toContain('\u001b')
      const colored = formatFleet(sim.view, { width, color: true })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what colours are made of
      expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(text)
      expect(formatFleet(sim.snapshot(), { width })).toBe(text)
    },
  )
})

/** Ids follow from the seed. */
const anonymous = (text: string) => text.replace(/\b[0-9a-f]{8}\b/g, 'xxxxxxxx')

function small(): Simulation {
  const sim = new Simulation({ startAt: '2026-01-05T09:00:00Z' })
  sim.ecs.createCluster({ clusterName: cluster })
  sim.fleet.launch({ cluster, instanceType: 'm5.large', count: 4, ready: true })
  const families = { web: { cpu: 512, memory: 2304 }, worker: { cpu: 1024, memory: 1024 } }
  for (const [family, needs] of Object.entries(families))
    sim.ecs.registerTaskDefinition({ family, containerDefinitions: [{ name: 'c', image: 'i', ...needs }] })
  sim.ecs.createService({ cluster, serviceName: 'web', taskDefinition: 'web', desiredCount: 5 })
  sim.runUntil('steady', { atMost: '10m' })
  const arns = sim.ecs.listContainerInstances({ cluster }).containerInstanceArns as string[]
  sim.fleet.disconnectAgent({ cluster, containerInstances: [arns[1]!] })
  sim.ecs.updateContainerInstancesState({ cluster, containerInstances: [arns[2]!], status: 'DRAINING' })
  sim.ecs.runTask({ cluster, taskDefinition: 'worker', count: 1, group: 'night' })
  sim.ecs.updateService({ cluster, service: 'web', desiredCount: 4 })
  sim.settle()
  return sim
}

describe('a drawing', () => {
  test('has a box an instance under its zone, a bar of memory and of CPU, what is free, and a legend', () => {
    expect(`\n${anonymous(formatFleet(small().view))}`).toBe(`
prod: 4 container instances, 6 tasks at 2026-01-05T09:00:46.800Z

us-east-1a                       us-east-1b                       us-east-1c
┌ xxxxxxxx m5.large ───────────┐ ┌ xxxxxxxx m5.large ───────────┐ ┌ xxxxxxxx m5.large ───────────┐
│ mem A██████················· │ │ agent away                   │ │ DRAINING                     │
│ cpu A█████·················· │ │ mem A██████A██████·········· │ │ mem A░░░░░░················· │
└ free 1536 CPU, 5560 MiB ─────┘ │ cpu A█████A█████············ │ │ cpu A░░░░░·················· │
┌ xxxxxxxx m5.large ───────────┐ └ free 1024 CPU, 3256 MiB ─────┘ └ free 2048 CPU, 7864 MiB ─────┘
│ mem A██████B▒▒·············· │
│ cpu A█████B▒▒▒▒▒▒▒▒▒▒▒······ │
└ free 512 CPU, 4536 MiB ──────┘

A web ×5   B night ×1
█ running   ▒ starting   ░ stopping, its room counts as free   · free`)
  })

  test('of an empty cluster is one line, and so is that of none', () => {
    const sim = new Simulation()
    expect(formatFleet(sim.view)).toBe('There is no cluster.')
    sim.ecs.createCluster({ clusterName: cluster })
    const line = 'prod: no container instances, no tasks at 2026-01-01T00:00:00.000Z'
    expect(formatFleet(sim.view)).toBe(line)
    expect(formatFleet(sim.view, { width: 60 })).toBe(line.replace(' at', '\nat'))
  })

  test('has every cluster, or the one that is named', () => {
    const sim = small()
    const { clusterArn } = sim.ecs.createCluster({ clusterName: 'night' }).cluster
    const night = 'night: no container instances, no tasks at 2026-01-05T09:00:46.800Z'
    expect(formatFleet(sim.view)).toBe(`${formatFleet(sim.view, { cluster })}\n\n${night}`)
    expect(formatFleet(sim.view, { cluster: clusterArn as string })).toBe(night)
    expect(() => formatFleet(sim.view, { cluster: 'nigth' })).toThrow(
      'cluster: expected one of the clusters prod, night, found "nigth". Did you mean "night"?',
    )
    expect(() => formatFleet(sim.view, { cluster: 7 as never })).toThrow(/^cluster: expected one of .* found 7 \(/)
    expect(() => formatFleet(new Simulation().view, { cluster })).toThrow('expected a cluster, but there is none')
    expect(() => formatFleet(sim.view, { width: 20 })).toThrow(/^width: expected/)
  })

  test('of Fargate has one box a zone, without anything free', () => {
    const sim = build({ zones: 1, instances: [], services: [], fargate: 3, waitS: 60 })
    expect(formatFleet(sim.view)).toBe(`prod: no container instances, 6 tasks at 2026-01-01T00:01:00.000Z

us-east-1a
┌ Fargate ─────────────────────┐
│ mem A▒▒▒A▒▒▒A▒▒▒A░░░A░░░A░░░ │
│ cpu A▒▒▒A▒▒▒A▒▒▒A░░░A░░░A░░░ │
└ 6 tasks, 1536 CPU, 3072 MiB ─┘

A edge ×6
▒ starting   ░ stopping, its room counts as free`)
  })

  test('counts the tasks of a box that has no room for each of them', () => {
    const sim = build({
      zones: 1,
      instances: [{ type: 'c5.24xlarge', mark: 'none' }],
      services: [
        { cpu: 64, memory: 128, desired: 90 },
        { cpu: 64, memory: 128, desired: 30 },
      ],
      fargate: 0,
      waitS: 0,
    })
    expect(formatFleet(sim.view)).toMatch(/│ mem A.*\n│ cpu A.*\n│ A×90 B×30 +│\n└ free/)
  })

  test('shows machines outside of EC2 and those that are not registered yet', () => {
    const sim = new Simulation()
    sim.ecs.createCluster({ clusterName: cluster })
    sim.fleet.registerExternal({ cluster, cpuUnits: 1024, memoryMiB: 1000 })
    sim.fleet.launch({ cluster, instanceType: 'm5.large' })
    const text = formatFleet(sim.view)
    expect(text).toMatch(/^outside of EC2 +us-east-1a$/m)
    expect(text).toMatch(/^┌ [0-9a-f]{8} external ─+┐ ┌ [0-9a-f]{8} m5\.large ─+┐$/m)
    expect(text).toMatch(/│ REGISTERING +│/)
  })

  test('gives the last groups one letter when the alphabets are used up', () => {
    const sim = new Simulation()
    sim.ecs.createCluster({ clusterName: cluster })
    sim.fleet.launch({ cluster, instanceType: 'c5.24xlarge', ready: true })
    sim.ecs.registerTaskDefinition({ family: 'x', containerDefinitions: [{ name: 'c', image: 'i', memory: 8 }] })
    for (let index = 100; index < 164; index++)
      sim.ecs.runTask({ cluster, taskDefinition: 'x', group: `\u001b[31mgroup ${index} ${'long '.repeat(20)}` })
    const text = formatFleet(sim.view)
    expect(text).toContain('A ?[31mgroup 100 long')
    expect(text).toContain('9 ?[31mgroup 161 long')
    expect(text).toContain('# 2 other groups ×2')
    expect(tasksDrawn(text)).toBe(64)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })
})

describe('a large fleet', () => {
  const tasks = (desired: number) => [{ cpu: 64, memory: 512, desired }]
  const many = (count: number) => Array.from({ length: count }, () => ({ type: 'm5.large', mark: 'none' }) as const)

  test('up to sixty instances has a box for each, from there on one for those that look alike', () => {
    const each = formatFleet(build({ zones: 3, instances: many(60), services: tasks(62), fargate: 0, waitS: 60 }).view)
    expect(each.match(/┌ [0-9a-f]{8} /g)).toHaveLength(60)
    const alike = formatFleet(build({ zones: 3, instances: many(90), services: tasks(93), fargate: 0, waitS: 60 }).view)
    expect(alike).toMatch(/┌ 2\d × m5\.large ─+┐/)
    expect(alike).toContain('│ each of them                 │')
    expect(alike.match(/┌/g)!.length).toBeLessThan(12)
  })

  test('of which no two look alike is added up, and no page is endless', () => {
    const sim = new Simulation()
    sim.ecs.createCluster({ clusterName: cluster })
    for (let index = 0; index < 70; index++)
      sim.fleet.launch({ cluster, instanceType: 'm5.large', ready: true, memoryMiB: 4000 + index })
    sim.ecs.registerTaskDefinition({ family: 'x', containerDefinitions: [{ name: 'c', image: 'i', memory: 8 }] })
    sim.ecs.createService({ cluster, serviceName: 'web', taskDefinition: 'x', desiredCount: 100 })
    sim.settle()
    const text = formatFleet(sim.view)
    expect(text).toMatch(/│ all of them together +│/)
    expect(text.split('\n').length).toBeLessThan(20)
    expect(tasksDrawn(text)).toBe(100)
  })
})

test('cells are in proportion, none is lost, and whoever takes anything gets one', () => {
  const share = (size: number, least = 1) => ({ size, least })
  expect(allotted([share(1), share(1), share(2, 0)], 8)).toEqual([2, 2, 4])
  expect(allotted([share(1), share(1000), share(0, 0)], 10)).toEqual([1, 9, 0])
  expect(allotted([share(0), share(0, 0)], 3)).toEqual([1, 2])
  expect(allotted([share(0, 0)], 3)).toEqual([3])
})
