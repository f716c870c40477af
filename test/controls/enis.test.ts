// Network interfaces: their addresses, and EC2 refusing them.
import { fc, test as lawTest } from '@fast-check/vitest'
import { beforeEach, describe, expect, test } from 'vitest'
import { Simulation, type SimulationOptions, UsageError } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'
import { runs } from '../support/runs.ts'

const START = Date.UTC(2026, 0, 1)
let sim: Simulation

function begin(options: SimulationOptions = {}): void {
  sim = new Simulation({
    paranoid: true,
    subnets: {
      'subnet-a': { availabilityZone: 'us-east-1a', cidrBlock: '10.0.0.0/28' },
      'subnet-b': { availabilityZone: 'us-east-1b', cidrBlock: '10.0.1.0/28' },
      'subnet-c': { availabilityZone: 'us-east-1a', cidrBlock: '10.0.2.0/28' },
    },
    ...options,
  })
  sim.fleet.launch({
    instanceType: 'm5.large',
    ready: true,
    taskEniLimit: 100,
    cpuUnits: 100_000,
    memoryMiB: 100_000,
    subnetId: 'subnet-a',
  })
  const containerDefinitions = [{ name: 'app', image: 'app:1', memory: 64 }]
  sim.ecs.registerTaskDefinition({ family: 'net', networkMode: 'awsvpc', containerDefinitions })
  sim.ecs.registerTaskDefinition({
    family: 'far',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions,
  })
}

beforeEach(() => begin())

function run(family: 'far' | 'net', count: number, ...subnets: string[]): string[] {
  const { tasks } = sim.ecs.runTask({
    taskDefinition: family,
    count,
    launchType: family === 'far' ? 'FARGATE' : 'EC2',
    networkConfiguration: { awsvpcConfiguration: { subnets } },
  })
  return tasks.map(({ taskArn }) => taskArn as string)
}
const read = (task: string | undefined) => sim.ecs.describeTasks({ tasks: [task as string] }).tasks[0]
const addresses = (tasks: readonly string[]) => tasks.map((task) => sim.view.tables.tasks.get(task)?.eni?.address)
const stopAll = () => {
  for (const task of sim.ecs.listTasks().taskArns) sim.ecs.stopTask({ task })
}
const until = (second: number) => sim.advance(START + second * 1_000 - sim.nowMs)

describe('addresses', () => {
  test('NV-001, NV-030 the lowest first, without the five that belong to AWS, whoever runs the task', () => {
    const tasks = [...run('net', 2, 'subnet-a'), ...run('far', 2, 'subnet-a')]
    expect(addresses(tasks)).toEqual(['10.0.0.4', '10.0.0.5', '10.0.0.6', '10.0.0.7'])
    sim.advance('1m')
    const task = read(tasks[0])
    expect(task?.attachments?.[0]?.details?.slice(3)).toEqual([
      { name: 'privateDnsName', value: 'ip-10-0-0-4.ec2.internal' },
      { name: 'privateIPv4Address', value: '10.0.0.4' },
    ])
    expect(task?.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address).toBe('10.0.0.4')
  })

  test('NV-030 an address rests for five minutes while there is another; then it is the lowest again', () => {
    const [first] = run('net', 1, 'subnet-a')
    sim.ecs.stopTask({ task: first as string })
    sim.advance('8s')
    expect(read(first)?.lastStatus).toBe('STOPPED')
    sim.advance('299999ms')
    expect(addresses(run('net', 1, 'subnet-a'))).toEqual(['10.0.0.5'])
    sim.advance('1ms')
    expect(addresses(sim.fork().ecs.listTasks().taskArns)).toEqual(['10.0.0.5'])
    expect(addresses(run('net', 2, 'subnet-a'))).toEqual(['10.0.0.4', '10.0.0.6'])
  })

  test('NV-030 when nothing else is left, the address that has rested longest is taken', () => {
    const tasks = [...run('net', 10, 'subnet-a'), ...run('net', 1, 'subnet-a')]
    sim.ecs.stopTask({ task: tasks[7] as string })
    sim.advance('10s')
    sim.ecs.stopTask({ task: tasks[2] as string })
    sim.advance('10s')
    expect(addresses(run('net', 2, 'subnet-a'))).toEqual(['10.0.0.11', '10.0.0.6'])
  })

  test('NV-02A with every address taken RunTask succeeds, and the task fails when its interface is to be made', () => {
    run('net', 10, 'subnet-a')
    run('net', 1, 'subnet-a')
    const [full] = run('far', 1, 'subnet-a')
    expect(read(full)?.lastStatus).toBe('PROVISIONING')
    sim.advance('4500ms')
    expect(read(full)).toMatchObject({
      lastStatus: 'DEPROVISIONING',
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'InsufficientFreeAddressesInSubnet',
    })
    sim.advance('1m')
    expect(read(full)?.lastStatus).toBe('STOPPED')
  })

  test('NV-02A the other subnets first', () => {
    run('net', 10, 'subnet-a')
    run('net', 1, 'subnet-a')
    expect(addresses(run('net', 1, 'subnet-a', 'subnet-c'))).toEqual(['10.0.2.4'])
    expect(addresses(run('far', 1, 'subnet-a', 'subnet-b'))).toEqual(['10.0.1.4'])
  })

  test('NV-001 subnets without a block get one that overlaps no other, the same in every run', () => {
    begin({
      subnets: {
        'subnet-a': 'us-east-1a',
        'subnet-x': { availabilityZone: 'us-east-1b', cidrBlock: '172.31.16.0/28' },
      },
    })
    run('far', 1, 'subnet-a', 'subnet-x', 'subnet-y')
    const blocks = [...sim.view.tables.subnets.values()].map(({ id, cidrBlock }) => [id, cidrBlock])
    expect(blocks).toEqual([
      ['subnet-a', '172.31.0.0/20'],
      ['subnet-x', '172.31.16.0/28'],
      ['subnet-y', '172.31.32.0/20'],
    ])
  })

  test.each([
    ['no block', '10.0.0.0'],
    ['too large a block', '10.0.0.0/15'],
    ['too small a block', '10.0.0.0/29'],
    ['a block that begins in the middle', '10.0.0.8/28'],
    ['no address', '10.0.256.0/24'],
  ])('NV-001 %s is one clear error', (_what, cidrBlock) => {
    const build = () => new Simulation({ subnets: { s: { availabilityZone: 'us-east-1a', cidrBlock } } })
    expect(refusalOf(build)).toBeInstanceOf(UsageError)
  })

  test('NV-001 blocks of two subnets do not overlap', () => {
    const place = (cidrBlock: string) => ({ availabilityZone: 'us-east-1a', cidrBlock })
    const build = () => new Simulation({ subnets: { a: place('10.0.0.0/24'), b: place('10.0.0.128/25') } })
    expect(refusalOf(build)).toMatchObject({ path: 'subnets.b.cidrBlock', expected: 'a block beside 10.0.0.0/24' })
  })
})

describe('interfaces that EC2 refuses', () => {
  test('LC-21, LT-13 the task waits, and fails exactly three minutes after its creation', () => {
    sim.faults.refuseEnis({ all: true })
    const tasks = [...run('net', 1, 'subnet-a'), ...run('far', 1, 'subnet-a')]
    until(179.999)
    for (const task of tasks) expect(read(task)?.lastStatus).toBe('PROVISIONING')
    until(180)
    for (const task of tasks)
      expect(read(task)).toMatchObject({
        lastStatus: 'DEPROVISIONING',
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'Timeout waiting for network interface provisioning to complete.',
        stoppingAt: new Date(START + 180_000),
      })
    until(200)
    for (const task of tasks) expect(read(task)?.lastStatus).toBe('STOPPED')
  })

  test('LC-21 allowed again they come after their time, if the three minutes are not over', () => {
    sim.faults.refuseEnis({ subnet: 'subnet-a' })
    const [net] = run('net', 1, 'subnet-a')
    const [far] = run('far', 1, 'subnet-b')
    until(100)
    expect([net, far].map((task) => read(task)?.lastStatus)).toEqual(['PROVISIONING', 'RUNNING'])
    sim.faults.allowEnis({ subnet: 'subnet-a' })
    until(104.999)
    expect(read(net)?.lastStatus).toBe('PROVISIONING')
    until(105)
    expect(read(net)?.lastStatus).toBe('PENDING')
    until(300)
    expect(read(net)?.lastStatus).toBe('RUNNING')
  })

  test('LC-21 another refusal still holds, and what comes too late comes not at all', () => {
    sim.faults.refuseEnis({ all: true })
    sim.faults.refuseEnis({ availabilityZone: 'us-east-1a' })
    const [task] = run('net', 1, 'subnet-a')
    until(100)
    sim.faults.allowEnis({ all: true })
    until(176)
    expect(read(task)?.lastStatus).toBe('PROVISIONING')
    sim.faults.allowEnis({ availabilityZone: 'us-east-1a' })
    until(180)
    expect(read(task)?.stopCode).toBe('TaskFailedToStart')
  })

  test('LT-13 an interface that takes longer than the three minutes never comes', () => {
    begin({ latencies: { eniAttach: '4m' } })
    const [task] = run('net', 1, 'subnet-a')
    until(180)
    expect(read(task)?.stopCode).toBe('TaskFailedToStart')
  })

  test.each([
    ['nothing', {}],
    ['two places', { all: true, subnet: 'subnet-a' } as const],
    ['a subnet that nobody knows', { subnet: 'subnet-z' }],
    ['a zone that nobody knows', { availabilityZone: 'us-east-1z' }],
  ])('refusing %s is one clear error', (_what, input) => {
    const before = sim.save()
    expect(refusalOf(() => sim.faults.refuseEnis(input))).toBeInstanceOf(UsageError)
    expect(sim.save()).toBe(before)
  })
})

// ── whatever happens ──

const deed = fc.oneof(
  fc.record({ do: fc.constantFrom('net' as const, 'far' as const), count: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ do: fc.constant('stop' as const), count: fc.nat(20) }),
  fc.record({ do: fc.constant('pass' as const), count: fc.constantFrom(1, 10, 60, 200, 400) }),
  fc.record({
    do: fc.constantFrom('fork' as const, 'restore' as const, 'refuse' as const, 'allow' as const),
    count: fc.nat(),
  }),
)

function perform({ do: what, count }: { do: string; count: number }): void {
  if (what === 'net' || what === 'far') run(what, count, 'subnet-a', 'subnet-b', 'subnet-c')
  if (what === 'pass') sim.advance(count * 1_000)
  if (what === 'refuse') sim.faults.refuseEnis({ availabilityZone: 'us-east-1a' })
  if (what === 'allow') sim.faults.allowEnis({ availabilityZone: 'us-east-1a' })
  const { taskArns } = sim.ecs.listTasks()
  if (what === 'stop' && taskArns.length > 0) sim.ecs.stopTask({ task: taskArns[count % taskArns.length] as string })
  if (what === 'fork') sim = sim.fork()
  if (what === 'restore') sim = Simulation.restore(sim.save())
}

lawTest.prop([fc.array(deed, { maxLength: 25, size: 'max' }), fc.constantFrom('5s', '1h')], runs(60))(
  'NV-02A, NV-030 no two live tasks share an address, and a fork and the past give the same ones',
  (deeds, stoppedTaskRetention) => {
    begin({ paranoid: false, options: { stoppedTaskRetention } })
    for (const doing of deeds) {
      perform(doing)
      sim.checkInvariants()
      const live = [...sim.view.tables.tasks.values()].filter(({ lastStatus }) => lastStatus !== 'STOPPED')
      const held = live.flatMap(({ eni }) => eni?.address ?? [])
      expect(new Set(held).size).toBe(held.length)
    }
    const all = [sim, sim.fork(), sim.forkAt(sim.now)]
    const next = all.map((other) => {
      sim = other
      return addresses(run('far', 10, 'subnet-a', 'subnet-b')).join()
    })
    expect(new Set(next).size).toBe(1)
    stopAll()
    sim.advance('5m')
    sim.checkInvariants()
    expect(addresses(run('far', 2, 'subnet-b', 'subnet-a'))).not.toContain(null)
  },
)
