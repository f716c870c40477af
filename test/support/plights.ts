// A small fleet, a few tasks on it and a request that may be refused: as plain data, so that any detail can be changed and the
// whole built again with the same ARNs.
import { fc } from '@fast-check/vitest'
import { Simulation } from '../../src/index.ts'
import { ZONES } from './arbitraries.ts'

interface Machine {
  readonly zone: string
  readonly cpuUnits: number
  readonly memoryMiB: number
  readonly gpus: boolean
  readonly stack: string | null
  readonly canExecute: boolean
  readonly state: 'ready' | 'away' | 'draining'
  /** Interfaces for tasks. */
  readonly enis: number
  readonly isFar: boolean
}

interface Sizes {
  readonly cpuUnits: number
  readonly memoryMiB: number
  /** Host ports such as `80/tcp`. */
  readonly ports: readonly string[]
  readonly gpus: number
  readonly group: string
}

/** A task on the nth instance. */
interface Work extends Sizes {
  readonly on: number
  /** In network mode awsvpc, with a subnet where its instance is. */
  readonly hasInterface: boolean
  /** It was just asked to stop, and has not yet. */
  readonly isEnding: boolean
}

interface Constraint {
  readonly type: 'memberOf' | 'distinctInstance'
  readonly expression?: string
}

export interface Wanted extends Sizes {
  readonly constraints: readonly Constraint[]
  /** Those of the task definition. */
  readonly own: readonly Constraint[]
  readonly architecture: 'ARM64' | 'X86_64' | null
  readonly execute: boolean
  /** In network mode awsvpc with subnets in these zones, of the far VPC or of the default one; null for the bridge. */
  readonly zones: readonly string[] | null
  readonly isFar: boolean
  readonly strategy: readonly { readonly type: 'spread' | 'binpack' | 'random'; readonly field?: string }[]
}

export interface Plight {
  readonly machines: readonly Machine[]
  readonly work: readonly Work[]
  readonly wanted: Wanted
}

const EXPRESSIONS = [
  'attribute:stack == a',
  'attribute:stack != a',
  'attribute:stack in [a, b]',
  'attribute:stack exists and attribute:ecs.availability-zone == us-east-1b',
  'attribute:stack !exists',
  'not(task:group == g)',
  'task:group == h',
  'runningTasksCount <= 1',
  'attribute:ecs.instance-type =~ r.*',
  'attribute:ecs.os-type == windows',
  'agentConnected == true',
]

/** What stands in the way, for the most part: a request that is refused for many reasons at once is helped by no single change. */
export type Trouble = 'room' | 'ports' | 'gpus' | 'states' | 'constraints' | 'attributes' | 'enis' | 'subnets'

/** Wherever this is the trouble, it is there half of the time; elsewhere it is rare. */
function when<T>(isTrouble: boolean, usual: fc.Arbitrary<T>, trouble: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: isTrouble ? 1 : 8, arbitrary: usual }, { weight: 1, arbitrary: trouble })
}

const group = fc.constantFrom('g', 'h')
const memberOf: fc.Arbitrary<Constraint> = fc
  .constantFrom(...EXPRESSIONS)
  .map((expression) => ({ type: 'memberOf', expression }))
const constraint: fc.Arbitrary<Constraint> = fc.oneof(memberOf, fc.constant<Constraint>({ type: 'distinctInstance' }))

const portsIn = (trouble: Trouble) =>
  when<readonly string[]>(trouble === 'ports', fc.constant([]), fc.subarray(['80/tcp', '53/tcp', '53/udp']))
const gpusIn = (trouble: Trouble) => when(trouble === 'gpus', fc.constant(0), fc.integer({ min: 1, max: 4 }))
const sizeIn = (trouble: Trouble) =>
  when(trouble === 'room', fc.constantFrom(64, 100), fc.constantFrom(256, 400, 3_000))

function machineIn(trouble: Trouble): fc.Arbitrary<Machine> {
  return fc.record({
    zone: fc.constantFrom(...ZONES),
    cpuUnits: fc.constantFrom(512, 300, 1_024),
    memoryMiB: fc.constantFrom(512, 300, 1_024),
    gpus: when(trouble === 'gpus', fc.constant(false), fc.constant(true)),
    stack: fc.constantFrom(null, 'a', 'b', ''),
    canExecute: when(trouble === 'attributes', fc.constant(true), fc.constant(false)),
    enis: trouble === 'enis' ? fc.constantFrom(0, 1, 2) : fc.constant(3),
    isFar: when(trouble === 'subnets', fc.constant(false), fc.constant(true)),
    state: when<Machine['state']>(trouble === 'states', fc.constant('ready'), fc.constantFrom('away', 'draining')),
  })
}

function workIn(trouble: Trouble): fc.Arbitrary<Work> {
  return fc.record({
    on: fc.nat(3),
    cpuUnits: fc.constantFrom(64, 128, 250),
    memoryMiB: fc.constantFrom(64, 128, 250),
    ports: portsIn(trouble),
    gpus: gpusIn(trouble),
    group,
    hasInterface:
      trouble === 'enis' ? fc.constantFrom(true, true, true, false) : fc.constantFrom(false, false, false, true),
    isEnding: when(trouble === 'states' || trouble === 'enis', fc.constant(false), fc.constant(true)),
  })
}

function zonesIn(trouble: Trouble): fc.Arbitrary<Wanted['zones']> {
  if (trouble === 'enis') return fc.constant(ZONES)
  return when<Wanted['zones']>(
    trouble === 'subnets',
    fc.constant(null),
    fc.constantFrom(...ZONES).map((zone) => [zone]),
  )
}

function wantedIn(trouble: Trouble): fc.Arbitrary<Wanted> {
  const isBound = trouble === 'constraints'
  return fc.record({
    cpuUnits: sizeIn(trouble),
    memoryMiB: sizeIn(trouble),
    ports: portsIn(trouble),
    gpus: gpusIn(trouble),
    group,
    constraints: when<readonly Constraint[]>(
      isBound,
      fc.constant([]),
      fc.array(constraint, { minLength: 1, maxLength: 2 }),
    ),
    own: when<readonly Constraint[]>(isBound, fc.constant([]), fc.array(memberOf, { minLength: 1, maxLength: 1 })),
    architecture: when<Wanted['architecture']>(
      trouble === 'attributes',
      fc.constant(null),
      fc.constantFrom('X86_64', 'ARM64'),
    ),
    execute: when(trouble === 'attributes', fc.constant(false), fc.constant(true)),
    zones: zonesIn(trouble),
    isFar: when(trouble === 'subnets', fc.constant(false), fc.constant(true)),
    strategy: fc.constantFrom([], [{ type: 'binpack', field: 'memory' }], [{ type: 'spread', field: 'instanceId' }]),
  })
}

function plightIn(trouble: Trouble): fc.Arbitrary<Plight> {
  const work = fc.array(workIn(trouble), { maxLength: 10, size: trouble === 'room' ? 'max' : 'small' })
  return fc.record({ machines: fc.array(machineIn(trouble), { maxLength: 4 }), work, wanted: wantedIn(trouble) })
}

const TROUBLES: readonly Trouble[] = ['room', 'ports', 'gpus', 'states', 'constraints', 'attributes', 'enis', 'subnets']

/** Any plight, most often of the troubles that are asked for. */
export function plightOf(troubles: readonly Trouble[]): fc.Arbitrary<Plight> {
  const often = troubles.map((trouble) => ({ weight: 9, arbitrary: plightIn(trouble) }))
  return fc.oneof(...often, ...TROUBLES.map(plightIn))
}

const VPC = 'vpc-far'
const SUBNETS = Object.fromEntries(
  ZONES.flatMap((availabilityZone) => [
    [subnetIn(availabilityZone, false), availabilityZone],
    [subnetIn(availabilityZone, true), { availabilityZone, vpcId: VPC }],
  ]),
)

function subnetIn(zone: string, isFar: boolean): string {
  return `subnet-${isFar ? 'far-' : ''}${zone}`
}

function networkIn(zones: readonly string[], isFar: boolean) {
  const subnets = zones.map((zone) => subnetIn(zone, isFar))
  return { networkConfiguration: { awsvpcConfiguration: { subnets } } }
}

/** The cluster `c` with the fleet and the tasks that fit on it; the family `wanted` has one revision. */
export function simulationOf({ machines, work, wanted }: Plight): Simulation {
  const sim = new Simulation({ startAt: '2026-01-05T00:00:00Z', subnets: SUBNETS })
  sim.ecs.createCluster({ clusterName: 'c' })
  const arns = machines.map((one) => launch(sim, one))
  for (const [index, one] of work.entries()) {
    const place = one.on % arns.length
    const arn = arns[place]
    if (arn === undefined) continue
    const taskDefinition = register(sim, `work${index}`, one, one.hasInterface)
    const { zone, isFar } = machines[place]!
    const network = one.hasInterface ? networkIn([zone], isFar) : {}
    sim.ecs.startTask({ cluster: 'c', taskDefinition, containerInstances: [arn], group: one.group, ...network })
  }
  sim.advance('5m')
  for (const [index, { state }] of machines.entries()) {
    const containerInstances = [arns[index] as string]
    if (state === 'away') sim.fleet.disconnectAgent({ cluster: 'c', containerInstances })
    if (state === 'draining')
      sim.ecs.updateContainerInstancesState({ cluster: 'c', containerInstances, status: 'DRAINING' })
  }
  for (const [index, { isEnding }] of work.entries()) {
    const task = isEnding ? taskOf(sim, index) : undefined
    if (task !== undefined) sim.ecs.stopTask({ cluster: 'c', task })
  }
  registerWanted(sim, wanted)
  return sim
}

function launch(sim: Simulation, machine: Machine): string {
  const { zone, cpuUnits, memoryMiB, gpus, stack, canExecute, enis, isFar } = machine
  const { containerInstances } = sim.fleet.launch({
    cluster: 'c',
    instanceType: gpus ? 'g4dn.12xlarge' : 'm5.large',
    ready: true,
    availabilityZones: [zone],
    cpuUnits,
    memoryMiB,
    taskEniLimit: enis,
    ...(isFar ? { vpcId: VPC } : {}),
    attributes: stack === null ? {} : { stack },
    withoutCapabilities: canExecute ? [] : ['ecs.capability.execute-command'],
  })
  return containerInstances[0]?.containerInstanceArn as string
}

/** The same without the tasks that found no room, so that they stay away when there is more. */
export function feasible(plight: Plight): Plight {
  const sim = simulationOf(plight)
  return { ...plight, work: plight.work.filter((_one, index) => taskOf(sim, index) !== undefined) }
}

/** The plight in which these tasks of a simulation of it have ended. */
export function without(plight: Plight, sim: Simulation, ended: readonly string[]): Plight {
  return { ...plight, work: plight.work.filter((_one, index) => !ended.includes(taskOf(sim, index) ?? '')) }
}

function taskOf(sim: Simulation, index: number): string | undefined {
  const tasks = [...sim.view.tables.tasks.values()]
  return tasks.find(({ taskDefinitionArn }) => taskDefinitionArn.endsWith(`/work${index}:1`))?.arn
}

function register(
  sim: Simulation,
  family: string,
  { cpuUnits, memoryMiB, ports, gpus }: Sizes,
  hasInterface: boolean,
  members = {},
): string {
  const { taskDefinition } = sim.ecs.registerTaskDefinition({
    family,
    containerDefinitions: [
      {
        name: 'app',
        image: 'app',
        cpu: cpuUnits,
        memory: memoryMiB,
        // On an interface of its own a task is in nobody's way.
        portMappings: hasInterface ? [] : ports.map(mappingOf),
        ...(gpus === 0 ? {} : { resourceRequirements: [{ type: 'GPU', value: String(gpus) }] }),
      },
    ],
    ...(hasInterface ? { networkMode: 'awsvpc' as const } : {}),
    ...members,
  })
  return taskDefinition.taskDefinitionArn as string
}

function mappingOf(text: string, index: number) {
  const [port, protocol] = text.split('/') as [string, 'tcp' | 'udp']
  return { containerPort: 8_000 + index, hostPort: Number(port), protocol }
}

/** One more revision of the family `wanted`. */
export function registerWanted(sim: Simulation, wanted: Wanted): void {
  register(sim, 'wanted', wanted, wanted.zones !== null, {
    placementConstraints: wanted.own,
    ...(wanted.architecture === null ? {} : { runtimePlatform: { cpuArchitecture: wanted.architecture } }),
  })
}

/** The request in RunTask's words. */
export function requestFor({ group, constraints, execute, strategy, zones, isFar }: Wanted) {
  return {
    cluster: 'c',
    taskDefinition: 'wanted',
    group,
    placementConstraints: constraints,
    enableExecuteCommand: execute,
    placementStrategy: strategy,
    ...(zones === null ? {} : networkIn(zones, isFar)),
  }
}
