// What can somebody do to a simulation? Operations as plain data, small enough to shrink, carried out on a real one.
//
// An operation names things by a number that is taken modulo what there is, so that it means something in every world and
// a shorter list of operations still runs. What AWS refuses is part of the game: the refusal is returned, nothing else is caught.
import { AwsException, Simulation, type SimulationOptions } from '../../src/index.ts'
import { type Operation as KitOperation, perform as performOfKit } from '../../src/testing/index.ts'

/** Kinds of task: room alone, a static TCP port, a static UDP port beside a dynamic TCP one, a network interface, Fargate, a health check. */
export const FAMILIES = ['room', 'tcp', 'udp', 'eni', 'fargate', 'checked'] as const

/** How tasks of Fargate are shared out, by a number: by launch type, or over both of its capacity providers. */
const MIXES = [
  null,
  [
    { capacityProvider: 'FARGATE', base: 2, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', weight: 3 },
  ],
  [
    { capacityProvider: 'FARGATE_SPOT', weight: 2 },
    { capacityProvider: 'FARGATE', base: 1 },
  ],
] as const
export type Family = (typeof FAMILIES)[number]

/** Service names that would hurt a careless table. */
export const SERVICE_NAMES = ['web', '__proto__', 'constructor'] as const

export interface Strategy {
  readonly type: 'spread' | 'binpack' | 'random'
  readonly field?: string
}

export interface Percentages {
  readonly minimumHealthyPercent: number
  readonly maximumPercent: number
}

export type Operation =
  | {
      readonly do: 'launch'
      readonly count: number
      readonly cpuUnits: number
      readonly memoryMiB: number
      readonly ready: boolean
      readonly zones: readonly string[]
      readonly stack: string | null
      /** Room for interfaces of tasks: what the type has, as many as are said, or those of a trunk. */
      readonly enis: number | 'trunk' | null
    }
  | { readonly do: 'terminate'; readonly nth: number }
  | { readonly do: 'register'; readonly family: Family; readonly cpuUnits: number; readonly memoryMiB: number }
  | {
      readonly do: 'run'
      readonly family: Family
      readonly count: number
      readonly strategies: readonly Strategy[]
      readonly group: string | null
    }
  | { readonly do: 'stop'; readonly nth: number }
  /** A running task fails its health checks from now on, if it has any. */
  /** A circuit breaker without rollback, or none. */
  | { readonly do: 'arm'; readonly name: string; readonly enable: boolean }
  /** A task is protected for so many minutes; for none when that is null. */
  | { readonly do: 'protect'; readonly nth: number; readonly minutes: number | null }
  | { readonly do: 'sicken'; readonly nth: number }
  | {
      readonly do: 'create'
      readonly name: string
      /** One task on each instance: without desired count, strategies and a maximum of its own. */
      readonly daemon?: boolean
      readonly family: Family
      /** Of MIXES; for Fargate alone. */
      readonly mix?: number
      readonly desired: number
      readonly percentages: Percentages | null
      readonly strategies: readonly Strategy[]
    }
  | {
      readonly do: 'update'
      readonly name: string
      readonly desired: number | null
      readonly family: Family | null
      readonly percentages: Percentages | null
      readonly strategies: readonly Strategy[] | null
      readonly force: boolean
      /** Of MIXES: another strategy; its own when null. */
      readonly mix?: number | null
    }
  | { readonly do: 'delete'; readonly name: string; readonly force: boolean }
  | { readonly do: 'advance'; readonly seconds: number }
  | { readonly do: 'settle' }

export const CLUSTER = 'prod'

/** A simulation with its cluster and the first revision of each family. */
export function preparedSimulation(options: SimulationOptions = {}): Simulation {
  const sim = new Simulation({ startAt: '2026-01-05T00:00:00Z', paranoid: true, ...options })
  sim.ecs.createCluster({ clusterName: CLUSTER, capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  for (const family of FAMILIES) register(sim, family, 128, 256)
  return sim
}

/** A prepared simulation after the operations. */
export function simulationAfter(operations: readonly Operation[], options: SimulationOptions = {}): Simulation {
  const sim = preparedSimulation(options)
  for (const operation of operations) perform(sim, operation)
  return sim
}

/** Carries an operation out. Returns the refusal, if AWS would refuse; null when it was accepted or means nothing here. */
export function perform(sim: Simulation, operation: Operation): AwsException | null {
  try {
    carryOut(sim, operation)
    return null
  } catch (error) {
    if (error instanceof AwsException) return error
    throw error
  }
}

type Of<Name extends Operation['do']> = Extract<Operation, { readonly do: Name }>

const DOINGS: { readonly [Name in Operation['do']]: (sim: Simulation, operation: Of<Name>) => void } = {
  launch,
  terminate,
  register: (sim, { family, cpuUnits, memoryMiB }) => {
    register(sim, family, cpuUnits, memoryMiB)
  },
  run,
  stop,
  arm,
  protect,
  sicken,
  create,
  update,
  delete: (sim, { name, force }) => {
    sim.ecs.deleteService({ cluster: CLUSTER, service: name, force })
  },
  advance: (sim, { seconds }) => {
    sim.advance(seconds * 1_000)
  },
  settle: (sim) => sim.settle(),
}

function carryOut<Name extends Operation['do']>(sim: Simulation, operation: Of<Name>): void {
  const doing = DOINGS[operation.do] as (sim: Simulation, operation: Of<Name>) => void
  doing(sim, operation)
}

/** What the testing kit says in the same words is carried out by it. */
function performHere(sim: Simulation, operation: KitOperation): void {
  const refusal = performOfKit(sim, operation, { cluster: CLUSTER })
  if (refusal !== null) throw refusal
}

function launch(sim: Simulation, { count, cpuUnits, memoryMiB, ready, zones, stack, enis }: Of<'launch'>): void {
  sim.fleet.launch({
    cluster: CLUSTER,
    instanceType: 'm5.large',
    count,
    cpuUnits,
    memoryMiB,
    ready,
    availabilityZones: zones,
    ...(stack === null ? {} : { attributes: { stack } }),
    ...(enis === 'trunk' ? { awsvpcTrunking: true } : {}),
    ...(typeof enis === 'number' ? { taskEniLimit: enis } : {}),
  })
}

function terminate(sim: Simulation, operation: Of<'terminate'>): void {
  performHere(sim, operation)
}

/** The first two zones of three. */
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } }
const PORTS = {
  room: [{ containerPort: 80 }],
  tcp: [{ containerPort: 80, hostPort: 8_080 }],
  udp: [
    { containerPort: 53, hostPort: 5_353, protocol: 'udp' },
    { containerPort: 80, hostPort: 0 },
  ],
  eni: [{ containerPort: 80 }],
  fargate: [{ containerPort: 80 }],
  checked: [{ containerPort: 80 }],
} as const
const CHECK = { healthCheck: { command: ['CMD', 'true'], interval: 10, retries: 2, timeout: 2 } }

/** The next revision of a family. Returns its ARN. */
function register(sim: Simulation, family: Family, cpuUnits: number, memoryMiB: number): string {
  const onFargate = family === 'fargate'
  const { taskDefinition } = sim.ecs.registerTaskDefinition({
    family,
    ...(onFargate
      ? { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' }
      : { networkMode: family === 'eni' ? 'awsvpc' : 'bridge' }),
    containerDefinitions: [
      {
        name: 'app',
        image: `example.com/${family}:1`,
        portMappings: PORTS[family],
        ...(family === 'checked' ? CHECK : {}),
        ...(onFargate ? {} : { cpu: cpuUnits, memory: memoryMiB }),
      },
    ],
  })
  return taskDefinition.taskDefinitionArn as string
}

function launchOf(family: Family, strategies: readonly Strategy[], mix = 0) {
  const items = MIXES[mix % MIXES.length] ?? null
  if (family === 'fargate' && items !== null) return { capacityProviderStrategy: items, networkConfiguration: NETWORK }
  if (family === 'fargate') return { launchType: 'FARGATE' as const, networkConfiguration: NETWORK }
  return { placementStrategy: strategies, ...(family === 'eni' ? { networkConfiguration: NETWORK } : {}) }
}

function run(sim: Simulation, { family, count, strategies, group }: Of<'run'>): void {
  sim.ecs.runTask({
    cluster: CLUSTER,
    taskDefinition: family,
    count,
    ...launchOf(family, strategies),
    ...(group === null ? {} : { group }),
  })
}

function stop(sim: Simulation, { nth }: Of<'stop'>): void {
  performHere(sim, { do: 'stopTask', nth })
}

function arm(sim: Simulation, { name, enable }: Of<'arm'>): void {
  const deploymentConfiguration = { deploymentCircuitBreaker: { enable, rollback: false } }
  sim.ecs.updateService({ cluster: CLUSTER, service: name, deploymentConfiguration })
}

function protect(sim: Simulation, { nth, minutes }: Of<'protect'>): void {
  const { taskArns } = sim.ecs.listTasks({ cluster: CLUSTER })
  const task = taskArns[nth % Math.max(1, taskArns.length)]
  if (task === undefined) return
  const expiry = minutes === null ? {} : { expiresInMinutes: minutes }
  sim.ecs.updateTaskProtection({ cluster: CLUSTER, tasks: [task], protectionEnabled: minutes !== null, ...expiry })
}

function sicken(sim: Simulation, { nth }: Of<'sicken'>): void {
  const running = [...sim.view.tables.tasks.values()].filter(
    ({ clusterArn, desiredStatus, lastStatus }) =>
      clusterArn.endsWith(`/${CLUSTER}`) && desiredStatus === 'RUNNING' && lastStatus === 'RUNNING',
  )
  const task = running[nth % Math.max(1, running.length)]
  if (task === undefined) return
  sim.workload.behave(`${task.id}:app`, { failsHealthAt: sim.nowMs - (task.startedAtMs as number) })
}

function create(sim: Simulation, operation: Of<'create'>): void {
  const { name, family, desired, percentages, strategies } = operation
  if (operation.daemon === true) {
    createDaemon(sim, operation)
    return
  }
  sim.ecs.createService({
    cluster: CLUSTER,
    serviceName: name,
    taskDefinition: family,
    desiredCount: desired,
    ...launchOf(family, strategies, operation.mix),
    ...(percentages === null ? {} : { deploymentConfiguration: percentages }),
  })
}

function createDaemon(sim: Simulation, { name, family, percentages }: Of<'create'>): void {
  sim.ecs.createService({
    cluster: CLUSTER,
    serviceName: name,
    taskDefinition: family,
    schedulingStrategy: 'DAEMON',
    ...minimumOf(percentages),
  })
}

function minimumOf(percentages: Percentages | null) {
  if (percentages === null) return {}
  return { deploymentConfiguration: { minimumHealthyPercent: percentages.minimumHealthyPercent } }
}

function isDaemon(sim: Simulation, name: string): boolean {
  const [service] = sim.ecs.describeServices({ cluster: CLUSTER, services: [name] }).services
  return service?.schedulingStrategy === 'DAEMON'
}

function update(sim: Simulation, operation: Of<'update'>): void {
  const { name, desired, family, percentages, strategies, force } = operation
  if (isDaemon(sim, name)) {
    const revision = family === null ? {} : { taskDefinition: family }
    const wish = { cluster: CLUSTER, service: name, forceNewDeployment: force, ...revision }
    sim.ecs.updateService({ ...wish, ...minimumOf(percentages) })
    return
  }
  sim.ecs.updateService({
    cluster: CLUSTER,
    service: name,
    forceNewDeployment: force,
    ...(desired === null ? {} : { desiredCount: desired }),
    ...(family === null ? {} : { taskDefinition: family }),
    ...(percentages === null ? {} : { deploymentConfiguration: percentages }),
    ...(strategies === null ? {} : { placementStrategy: strategies }),
    ...mixOf(operation.mix),
  })
}

function mixOf(mix: number | null = null) {
  return mix === null ? {} : { capacityProviderStrategy: MIXES[mix % MIXES.length] ?? [] }
}
