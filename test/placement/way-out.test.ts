// What would make a refused task fit? One kind of change after the other, with instances and tasks by their short names.
import { describe, expect, test } from 'vitest'
import { type Remedy, Simulation } from '../../src/index.ts'
import { type Place, Yard } from '../support/placing.ts'
import { refusalOf } from '../support/refusals.ts'

type Input = Partial<Parameters<Yard['sim']['ecs']['runTask']>[0]>

/** The way out in one line a remedy. */
function wayOut(yard: Yard, input: Input = {}): string[] {
  const { wayOut } = yard.sim.whyNot({ cluster: 'c', taskDefinition: 'T', ...input })
  return wayOut.map((remedy) => wordsOf(yard, remedy))
}

function only(kind: Remedy['kind'], yard: Yard, input: Input = {}): string[] {
  return wayOut(yard, input).filter((words) => words.startsWith(kind))
}

function wordsOf(yard: Yard, { kind, placedOn, ...facts }: Remedy): string {
  const known = Object.entries(facts).filter(([, value]) => value !== null)
  const words = known.map(([name, value]) =>
    name === 'containerInstanceArn' ? yard.nameOf(value as string) : wordOf(yard, value),
  )
  return [kind, ...words, ...(placedOn === null ? [] : [`on ${yard.nameOf(placedOn)}`])].join(' ')
}

function wordOf(yard: Yard, value: unknown): string {
  const task = (text: unknown) => yard.sim.view.tables.tasks.get(text as string)?.startedBy ?? text
  return Array.isArray(value)
    ? value.map(task).join('+')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : `${value}`
}

/** A task of its own family, called by its name. */
function occupy(yard: Yard, name: string, container: object, input: Input = {}): void {
  const containerDefinitions = [{ name: 'app', image: 'app', memory: 4, ...container }]
  yard.sim.ecs.registerTaskDefinition({ family: name, containerDefinitions })
  const { failures } = yard.sim.ecs.runTask({ cluster: 'c', taskDefinition: name, startedBy: name, ...input })
  expect(failures).toEqual([])
}

const on = (zone: string): Input => ({ placementConstraints: [{ type: 'memberOf', expression: inZone(zone) }] })
const inZone = (zone: string) => `attribute:ecs.availability-zone == ${zone}`
const SMALL: Place = { cpu: 512, mem: 500 }

function full(places: Readonly<Record<string, Place>>, container: object): Yard {
  const yard = new Yard(places, { availabilityZones: ['a'] })
  yard.define(container)
  return yard
}

describe('room', () => {
  test('PL-15 the least amount comes first, at most three instances, and never more than tasks hold', () => {
    const zones = ['v', 'w', 'x', 'y']
    const yard = full(Object.fromEntries(zones.map((zone) => [zone, { ...SMALL, zone }])), { memory: 400 })
    for (const [index, zone] of zones.entries()) occupy(yard, zone, { memory: 200 - 10 * index }, on(zone))
    expect(only('free-resource', yard)).toEqual([
      'free-resource y MEMORY 70 on y',
      'free-resource x MEMORY 80 on x',
      'free-resource w MEMORY 90 on w',
    ])
    yard.define({ memory: 501 })
    expect(only('free-resource', yard)).toEqual([])
  })

  test('PL-04 room helps only where room is all that is missing', () => {
    const yard = full({ i1: SMALL }, { memory: 400, cpu: 400 })
    occupy(yard, 'one', { memory: 200, cpu: 100 })
    expect(only('free-resource', yard)).toEqual(['free-resource i1 MEMORY 100 on i1'])
    occupy(yard, 'two', { cpu: 100 })
    expect(only('free-resource', yard)).toEqual([])
  })

  test('PL-09 GPUs are freed by the whole one', () => {
    const yard = full({ i1: { type: 'g4dn.12xlarge' } }, gpus(3))
    occupy(yard, 'one', gpus(2))
    expect(only('free-resource', yard)).toEqual(['free-resource i1 GPU 1 on i1'])
    yard.define(gpus(5))
    expect(only('free-resource', yard)).toEqual([])
  })

  test('PL-15 the task may ask for what the roomiest instance has left, and never for less than a task can', () => {
    const yard = full({ i1: SMALL, i2: { cpu: 512, mem: 700 } }, { memory: 800, cpu: 100 })
    expect(only('shrink-task', yard)).toEqual(['shrink-task MEMORY 700 on i2'])
    occupy(
      yard,
      'one',
      { memory: 498, cpu: 512 },
      {
        placementConstraints: [{ type: 'memberOf', expression: 'runningTasksCount == 0' }],
        placementStrategy: [{ type: 'binpack', field: 'memory' }],
      },
    )
    yard.define({ memory: 700, cpu: 600 })
    expect(only('shrink-task', yard)).toEqual(['shrink-task CPU 512 on i2'])
    yard.define({ memory: 700 }, { cpu: '600' })
    expect(only('shrink-task', yard)).toEqual(['shrink-task CPU 512 on i2'])
    occupy(yard, 'two', { memory: 4, cpu: 400 })
    expect(only('shrink-task', yard)).toEqual([])
  })

  test('PL-24 when several instances would do and a draw decides, no instance is promised', () => {
    const yard = full({ i1: SMALL, i2: SMALL }, { memory: 501 })
    expect(only('shrink-task', yard)).toEqual(['shrink-task MEMORY 500'])
    const first: Input = { placementStrategy: [{ type: 'binpack', field: 'cpu' }] }
    expect(only('shrink-task', yard, first)).toEqual(['shrink-task MEMORY 500 on i1'])
  })
})

const gpus = (count: number) => ({ resourceRequirements: [{ type: 'GPU', value: String(count) }] })
const host = (hostPort: number, protocol: 'tcp' | 'udp' = 'tcp') => ({ containerPort: hostPort, hostPort, protocol })

describe('tasks that stand in the way', () => {
  test('PL-08 host ports are named with the tasks that hold them', () => {
    const yard = full({ i1: {} }, { portMappings: [host(80), host(443), host(53, 'udp')] })
    occupy(yard, 'one', { portMappings: [host(80), host(8_080)] })
    occupy(yard, 'two', { portMappings: [host(53, 'udp')] })
    expect(only('free-ports', yard)).toEqual(['free-ports i1 80/tcp+53/udp one+two on i1'])
    expect(only('stop-tasks', yard)).toEqual(['stop-tasks i1 one+two on i1'])
  })

  test('CI-05 a port that the instance keeps for itself is nobody to free', () => {
    const yard = full({ i1: {} }, { portMappings: [host(22)] })
    occupy(yard, 'one', {})
    expect(wayOut(yard)).toEqual([])
  })

  test('CI-06 ports beyond the limit are freed by the end of tasks, not by their numbers', () => {
    const yard = new Yard({ i1: {} }, { options: { reservedPortLimit: 6 } })
    yard.define({ portMappings: [host(80)] })
    occupy(yard, 'one', { portMappings: [host(81)] })
    expect([only('free-ports', yard), only('stop-tasks', yard)]).toEqual([[], ['stop-tasks i1 one on i1']])
  })

  test('PL-16 the fewest tasks end, wherever they are', () => {
    const yard = full({ i1: { ...SMALL, zone: 'v' }, i2: { ...SMALL, zone: 'w' } }, { memory: 400 })
    for (const name of ['a', 'b', 'c']) occupy(yard, name, { memory: 150 }, on('v'))
    for (const name of ['d', 'e']) occupy(yard, name, { memory: name === 'd' ? 100 : 400 }, on('w'))
    expect(only('stop-tasks', yard)).toEqual(['stop-tasks i2 e on i2', 'stop-tasks i1 a+b+c on i1'])
  })

  test('PL-16 a task that no service starts again is the first to be named', () => {
    const yard = full({ i1: SMALL }, { memory: 200 })
    yard.serve({})
    occupy(yard, 'alone', { memory: 200 })
    expect(yard.where()).toEqual(['i1', 'i1'])
    expect(only('stop-tasks', yard)).toEqual(['stop-tasks i1 alone on i1'])
  })

  test('PL-16 of many tasks, none that is named is spare', () => {
    const yard = full({ i1: { cpu: 2_000, mem: 4_000 } }, { memory: 4_000 - 4 * 100 })
    for (let index = 0; index < 30; index++) occupy(yard, `t${index}`, { memory: index < 26 ? 100 : 350 })
    expect(only('stop-tasks', yard)).toEqual([expect.stringMatching(/t26\+t27\+t28\+t29 on i1$/)])
    const [words] = only('stop-tasks', yard)
    expect(words?.split('+')).toHaveLength(26)
  })

  test('PL-28, PL-29 tasks of the group, and the company that an expression does not want', () => {
    const yard = full({ i1: {} }, {})
    occupy(yard, 'one', {}, { group: 'g' })
    occupy(yard, 'two', {}, { group: 'h' })
    const distinct: Input = { group: 'g', placementConstraints: [{ type: 'distinctInstance' }] }
    expect(only('stop-tasks', yard, distinct)).toEqual(['stop-tasks i1 one on i1'])
    const alone = 'runningTasksCount <= 1 and not(task:group == h)'
    const memberOf: Input = { placementConstraints: [{ type: 'memberOf', expression: alone }] }
    expect(only('stop-tasks', yard, memberOf)).toEqual(['stop-tasks i1 two on i1'])
    const company: Input = { placementConstraints: [{ type: 'memberOf', expression: 'task:group == j' }] }
    expect(only('stop-tasks', yard, company)).toEqual([])
  })
})

describe('demands', () => {
  test('PL-27 each constraint by itself, with the request or in the definition', () => {
    const yard = new Yard({ i1: { attributes: { stack: 'a' } }, i2: { zone: 'b' } })
    yard.define({}, { placementConstraints: [{ type: 'memberOf', expression: 'attribute:stack == a' }] })
    expect(only('drop-constraint', yard, on('b'))).toEqual([
      `drop-constraint {"type":"memberOf","expression":"${inZone('b')}"} request on i1`,
      'drop-constraint {"type":"memberOf","expression":"attribute:stack == a"} task-definition on i2',
    ])
    const twice = { placementConstraints: [...on('c').placementConstraints!, ...on('c').placementConstraints!] }
    expect(only('drop-constraint', yard, twice)).toEqual([])
  })

  test('PL-13, CI-14 a required attribute of AWS can be dropped, and cannot be put', () => {
    const yard = new Yard({ i1: {} })
    yard.define({}, { runtimePlatform: { cpuArchitecture: 'ARM64' } })
    expect(wayOut(yard)).toEqual(['drop-attribute ecs.cpu-architecture arm64 on i1', 'add-instance t4g.nano a {}'])
  })

  test('CI-12 an attribute that an expression asks for can be put on any instance that lacks nothing else', () => {
    const yard = new Yard({ i1: { mem: 32 }, i2: {}, i3: {} })
    yard.define({})
    const input: Input = { placementConstraints: [{ type: 'memberOf', expression: 'attribute:stack in [b, a]' }] }
    expect(only('put-attribute', yard, input)).toEqual([
      'put-attribute i2 stack b on i2',
      'put-attribute i3 stack b on i3',
    ])
    const other: Input = { placementConstraints: [{ type: 'memberOf', expression: 'attribute:stack =~ pr.*' }] }
    expect(only('put-attribute', yard, other)).toEqual([])
    yard.add('i4', { mem: 32, attributes: { stack: 'prod' } })
    expect(only('put-attribute', yard, other)).toEqual([
      'put-attribute i2 stack prod on i2',
      'put-attribute i3 stack prod on i3',
    ])
  })

  test('CI-12 an instance that has ten attributes takes no eleventh', () => {
    const attributes = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`a${index}`, '']))
    const yard = new Yard({ i1: { attributes } })
    yard.define({})
    const wanting = (name: string): Input => ({
      placementConstraints: [{ type: 'memberOf', expression: `attribute:${name} == x` }],
    })
    expect(only('put-attribute', yard, wanting('b'))).toEqual([])
    expect(only('put-attribute', yard, wanting('a3'))).toEqual(['put-attribute i1 a3 x on i1'])
  })
})

describe('instances', () => {
  const all = (yard: Yard) => yard.sim.ecs.listContainerInstances({ cluster: 'c' }).containerInstanceArns

  test('CI-16, CI-17 an agent that is away, an instance that is DRAINING', () => {
    const yard = new Yard({ i1: {}, i2: {} })
    yard.define({})
    const [first, second] = all(yard) as [string, string]
    yard.sim.fleet.disconnectAgent({ cluster: 'c', containerInstances: [first] })
    yard.sim.ecs.updateContainerInstancesState({ cluster: 'c', containerInstances: [second], status: 'DRAINING' })
    expect(wayOut(yard)).toEqual([
      'reconnect-agent i1 on i1',
      'activate-instance i2 on i2',
      'add-instance m5.large a {}',
      'add-instance t2.nano a {}',
    ])
    yard.define({ memory: 8_000 })
    expect(wayOut(yard).filter((words) => !words.startsWith('add-instance'))).toEqual([])
  })

  test('PF-11 RunTask refuses an empty cluster; whyNot says what to launch into it', () => {
    const yard = new Yard({}, { availabilityZones: ['a', 'b'] })
    yard.define({ memory: 4_000 })
    expect(() => yard.run()).toThrow('No Container Instances were found in your cluster.')
    expect(yard.sim.whyNot({ cluster: 'c', taskDefinition: 'T' })).toMatchObject({ instances: [], chosen: null })
    expect(wayOut(yard)).toEqual(['add-instance c5n.large a {}'])
    expect(wayOut(yard, on('b'))).toEqual(['add-instance c5n.large b {}'])
  })

  test('CI-29 the smallest type of the cluster, then the smallest there is, of an architecture that the fleet has', () => {
    const yard = new Yard({ i1: { type: 'm6g.xlarge', cpu: 1 }, i2: { type: 'm6g.large', cpu: 1 } })
    yard.define({ cpu: 2_048, memory: 600 })
    expect(only('add-instance', yard)).toEqual(['add-instance m6g.large a {}', 'add-instance t4g.micro a {}'])
    yard.define({ cpu: 2_048, memory: 600 }, { runtimePlatform: { cpuArchitecture: 'X86_64' } })
    expect(only('add-instance', yard)).toEqual(['add-instance t3.micro a {}'])
  })

  test('PL-29 with the attributes that the constraints ask for, and none at all where no type will do', () => {
    const yard = full({ i1: { type: 'm5.large' } }, {})
    const where = (expression: string): Input => ({ placementConstraints: [{ type: 'memberOf', expression }] })
    const both = where('attribute:stack == b and attribute:tier != x')
    expect(only('add-instance', yard, both)[0]).toBe('add-instance m5.large a {"stack":"b","tier":""}')
    expect(only('add-instance', yard, where('attribute:ecs.instance-type =~ r5.*'))).toEqual([
      'add-instance r5.large a {}',
    ])
    expect(only('add-instance', yard, where('attribute:ecs.os-type == windows'))).toEqual([])
  })

  test('EA-2 nobody knows which external machine to add', () => {
    const yard = new Yard({ i1: {} })
    yard.define({}, { requiresCompatibilities: ['EXTERNAL'] })
    expect(wayOut(yard, { launchType: 'EXTERNAL' })).toEqual([])
    yard.sim.fleet.registerExternal({ cluster: 'c', cpuUnits: 1_024, memoryMiB: 32 })
    expect(wayOut(yard, { launchType: 'EXTERNAL' })).toEqual(['shrink-task MEMORY 32 on ?'])
  })
})

describe('interfaces', () => {
  const into = (...subnets: string[]): Input => ({ networkConfiguration: { awsvpcConfiguration: { subnets } } })
  const AWSVPC = { networkMode: 'awsvpc' }
  const yardOf = (places: Readonly<Record<string, Place>>) => {
    const subnets = { sa: 'a', sb: 'b', far: { availabilityZone: 'a', vpcId: 'vpc-far' } }
    const named = Object.entries(subnets).map(([name, place]) => [`subnet-${name}`, place])
    const yard = new Yard(places, { availabilityZones: ['a', 'b'], subnets: Object.fromEntries(named) })
    yard.define({}, AWSVPC)
    return yard
  }
  const start = (yard: Yard, startedBy: string, input: Input = into('subnet-sa')) =>
    expect(yard.run({ startedBy, ...input }).failures).toEqual([])
  const stop = ({ sim }: Yard, name: string) => {
    const [task] = sim.ecs.listTasks({ cluster: 'c', startedBy: name }).taskArns
    sim.ecs.stopTask({ cluster: 'c', task: task as string })
  }

  test('PL-10, PL-16 one is free when a task with one has STOPPED; a task on the bridge has none', () => {
    const yard = yardOf({ i1: { launch: { taskEniLimit: 2 } } })
    occupy(yard, 'bridge', {})
    for (const name of ['one', 'two']) start(yard, name)
    yard.sim.advance('1m')
    const room = ['free-resource i1 ENI 1 on i1']
    const others = ['add-instance m5.large a ID {}', 'add-instance t2.nano a ID {}']
    const offered = () => wayOut(yard, into('subnet-sa')).map((words) => words.replace(/vpc-\w+/, 'ID'))
    expect(offered()).toEqual([...room, 'stop-tasks i1 one on i1', ...others])
    stop(yard, 'one')
    expect(offered()).toEqual([...room, 'stop-tasks i1 two on i1', ...others])
    // Those that are asked to stop already need not be asked again, and nobody else can help.
    stop(yard, 'two')
    expect(offered()).toEqual([...room, ...others])
    yard.sim.advance('1m')
    expect(offered()).toEqual([])
  })

  test('CI-27 an instance without room for any has none to free', () => {
    const yard = yardOf({ i1: { launch: { taskEniLimit: 0 } } })
    occupy(yard, 'bridge', {})
    expect(only('free-resource', yard, into('subnet-sa'))).toEqual([])
    expect(only('stop-tasks', yard, into('subnet-sa'))).toEqual([])
  })

  test('PL-12 a subnet in each zone that has an instance for the task', () => {
    const yard = yardOf({ i1: { zone: 'b' }, i2: { zone: 'b' }, i3: { zone: 'c' }, i4: { zone: 'd', mem: 32 } })
    const first: Input = { placementStrategy: [{ type: 'binpack', field: 'memory' }], ...into('subnet-sa') }
    expect(only('add-subnet', yard, first)).toEqual(['add-subnet b on i1', 'add-subnet c on i3'])
    const sixteen = into(...Array.from({ length: 16 }, (_, index) => `subnet-sa${index}`))
    expect(only('add-subnet', yard, sixteen)).toEqual([])
  })

  test('PL-11 another VPC is no attribute to put or to drop: an instance there is the way out', () => {
    const yard = yardOf({ i1: {} })
    expect(wayOut(yard, into('subnet-far'))).toEqual([
      'add-instance m5.large a vpc-far {}',
      'add-instance t2.nano a vpc-far {}',
    ])
    yard.sim.fleet.launch({ cluster: 'c', instanceType: 't2.nano', ready: true, vpcId: 'vpc-far' })
    expect(yard.run(into('subnet-far')).failures).toEqual([])
  })

  test('PL-11 an agent that attaches none: the definition cannot do without and stay what it is', () => {
    const yard = yardOf({ i1: { launch: { withoutCapabilities: ['ecs.capability.task-eni'] } } })
    expect(only('drop-attribute', yard, into('subnet-sa'))).toEqual([])
    expect(only('add-instance', yard, into('subnet-sa'))).toHaveLength(2)
  })

  test('CI-10, CI-12 with an attribute more an instance keeps its trunk', () => {
    const yard = yardOf({ i1: { launch: { awsvpcTrunking: true } }, i2: {} })
    const where = (expression: string): Input => ({
      ...into('subnet-sa'),
      placementConstraints: [{ type: 'memberOf', expression: `attribute:stack == x and ${expression}` }],
    })
    const trunk = 'attribute:ecs.awsvpc-trunk-id'
    expect(only('put-attribute', yard, where(`${trunk} exists`))).toEqual(['put-attribute i1 stack x on i1'])
    expect(only('put-attribute', yard, where(`${trunk} !exists`))).toEqual(['put-attribute i2 stack x on i2'])
  })
})

describe('plug-ins', () => {
  const yardWith = (filter: (candidate: { instanceType: string | null; runningTasksCount: number }) => boolean) => {
    const yard = new Yard({ i1: {} }, { plugins: { filters: { mine: filter } } })
    yard.define({})
    return yard
  }
  const input: Input = { placementStrategy: [{ type: 'custom:mine' } as never] }

  test('PL-04 a custom filter has its say about what would be', () => {
    const yard = yardWith(
      ({ instanceType, runningTasksCount }) => instanceType === 'm5.large' && runningTasksCount === 0,
    )
    occupy(yard, 'one', {})
    expect(wayOut(yard, input)).toEqual(['stop-tasks i1 one on i1', 'add-instance m5.large a {}'])
  })

  test('what a filter throws over is no way out', () => {
    const yard = yardWith(({ runningTasksCount }) => {
      if (runningTasksCount === 0) throw new Error('never empty')
      return false
    })
    occupy(yard, 'one', {})
    expect(wayOut(yard, input)).toEqual([])
  })
})

describe('daemons', () => {
  const daemonYard = () => {
    const sim = new Simulation({ paranoid: true })
    const fleet = { instanceType: 'm5.large', cpuUnits: 1_024, memoryMiB: 2_048, ready: true }
    sim.fleet.launch(fleet)
    for (const [family, memory] of [
      ['agent', 512],
      ['web', 1_280],
      ['small', 256],
    ] as const)
      sim.ecs.registerTaskDefinition({ family, containerDefinitions: [{ name: 'c', image: 'i', memory }] })
    return { sim, fleet }
  }
  const agent = { serviceName: 'agent', taskDefinition: 'agent', schedulingStrategy: 'DAEMON' } as const
  const shortOf = (sim: Simulation) =>
    sim.whyNot({ taskDefinition: 'web' }).wayOut.flatMap((each) => (each.kind === 'free-resource' ? [each] : []))

  test('PL-38 room that is kept for a daemon has to be freed as well, and its own task is not offered', () => {
    const { sim } = daemonYard()
    const { tasks } = sim.ecs.runTask({ taskDefinition: 'small', count: 3 })
    sim.ecs.createService(agent)
    expect(shortOf(sim)).toMatchObject([{ resource: 'MEMORY', amount: 512 }])
    sim.runUntil('steady', { atMost: '10m' })
    const stops = sim
      .whyNot({ taskDefinition: 'web' })
      .wayOut.flatMap((each) => (each.kind === 'stop-tasks' ? each.taskArns : []))
    expect(stops).toHaveLength(2)
    expect(tasks.map(({ taskArn }) => taskArn)).toEqual(expect.arrayContaining(stops))
  })

  test('SV-400 a daemon is asked about the instances where it has no task yet', () => {
    const { sim, fleet } = daemonYard()
    sim.ecs.createService(agent)
    sim.runUntil('steady', { atMost: '10m' })
    expect(refusalOf(() => sim.whyNot({ service: 'agent' }))).toMatchObject({ path: 'service' })
    const [full] = sim.fleet.launch({ ...fleet, memoryMiB: 256 }).containerInstances
    const advice = sim.whyNot({ service: 'agent' })
    expect(advice.instances.map(({ containerInstanceArn }) => containerInstanceArn)).toEqual([
      full?.containerInstanceArn,
    ])
    expect(advice.wayOut.some(({ kind }) => kind === 'add-instance')).toBe(false)
  })
})
