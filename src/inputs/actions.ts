// What does each action do? Each calls one operation and answers with what it was about, in a few words.
import {
  type Cluster,
  type ContainerInstance,
  definitionFromDescription,
  type Ecs,
  type LaunchInput,
  type Simulation,
  type Task,
} from '../index.ts'
import type { Balancers } from './balancers.ts'
import type { Placed } from './files.ts'
import { mistake, within } from './place.ts'
import { placing } from './refusal.ts'
import { type Revisions, shortReference } from './revisions.ts'
import { actOnScaling, drive } from './scaling-actions.ts'
import type { ActionName, LaunchData, ScalingActionName } from './scenario-data.ts'
import { SCALING_ACTION_NAMES } from './schema-actions.ts'
import { type AwsInput, serviceInputs } from './services.ts'

export interface Stage {
  readonly sim: Simulation
  /** The cluster of everything that names none. */
  readonly cluster: string
  readonly revisions: Revisions
  readonly balancers: Balancers
}

type Performer = (stage: Stage, input: Placed<AwsInput>) => string

const PERFORMERS: Readonly<Record<ActionName, Performer>> = {
  createCluster: ({ sim }, { value }) => String(call(sim, 'createCluster', value).cluster.clusterName),
  registerTaskDefinition,
  deregisterTaskDefinition: ({ sim, revisions }, { value }) => {
    const taskDefinition = revisions.translate(value.taskDefinition)
    call(sim, 'deregisterTaskDefinition', { ...value, taskDefinition })
    return String(taskDefinition)
  },
  createService: (stage, input) =>
    serviceInputs(input)
      .map(({ value }) => createService(stage, value, stage.revisions.translate(value.taskDefinition)))
      .join(', '),
  updateService: ({ sim, cluster, revisions, balancers }, { value }) => {
    const taskDefinition = revisions.translate(value.taskDefinition)
    const input = { cluster, ...balancers.translate(value), ...defined({ taskDefinition }) }
    return nameOf(call(sim, 'updateService', input).service)
  },
  deleteService: ({ sim, cluster }, { value }) => nameOf(call(sim, 'deleteService', { cluster, ...value }).service),
  runTask,
  stopTask,
  launch: (stage, { value }) => launch(stage, value as unknown as LaunchData),
  terminate,
  driveLoad: ({ sim }, input) => drive(sim, input),
  ...(Object.fromEntries(
    SCALING_ACTION_NAMES.map((name): [string, Performer] => [name, ({ sim }, input) => actOnScaling(sim, name, input)]),
  ) as Record<ScalingActionName, Performer>),
}

/** ECS checks what it is given: the types of a file's content are its business. */
export function call<Name extends keyof Ecs>(sim: Simulation, operation: Name, input: AwsInput): ReturnType<Ecs[Name]> {
  return (sim.ecs[operation] as (input: AwsInput) => ReturnType<Ecs[Name]>)(input)
}

/** Does one thing now. @throws UsageError for what is refused, with its place in the scenario */
export function act(stage: Stage, name: ActionName, input: Placed<AwsInput>): string {
  return placing(input.place, () => PERFORMERS[name](stage, input))
}

// ── task definitions and services ──

export function registerTaskDefinition({ sim, revisions }: Stage, input: Placed): string {
  const { taskDefinition } = sim.ecs.registerTaskDefinition(definitionFromDescription(input.value))
  const registered = `${taskDefinition.family}:${taskDefinition.revision}`
  revisions.remember(input, registered)
  return registered
}

export function createService({ sim, cluster, balancers }: Stage, value: AwsInput, taskDefinition: unknown): string {
  const input = { cluster, ...balancers.translate(value), ...defined({ taskDefinition }) }
  return nameOf(call(sim, 'createService', input).service)
}

function nameOf({ serviceName }: { serviceName?: string | undefined }): string {
  return String(serviceName)
}

function defined(members: AwsInput): AwsInput {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}

// ── tasks ──

function runTask({ sim, cluster, revisions }: Stage, { value }: Placed<AwsInput>): string {
  const taskDefinition = revisions.translate(value.taskDefinition)
  const { tasks, failures } = call(sim, 'runTask', { cluster, ...value, ...defined({ taskDefinition }) })
  const name = shortReference(String(tasks[0]?.taskDefinitionArn ?? taskDefinition))
  const reasons = [...new Set(failures.map(({ reason }) => reason))]
  if (reasons.length === 0) return `${tasks.length} × ${name}`
  return `${tasks.length} of ${value.count ?? 1} × ${name}; refused: ${reasons.join(', ')}`
}

function stopTask({ sim, cluster: preset }: Stage, { value, place }: Placed<AwsInput>): string {
  const {
    task,
    service,
    count = 1,
    reason,
    cluster = preset,
  } = value as {
    readonly task?: string
    readonly service?: string
    readonly count?: number
    readonly reason?: string
    readonly cluster?: string
  }
  if ((task === undefined) === (service === undefined)) throw mistake(place, 'expected either task or service.')
  const chosen = task === undefined ? oldestTasks(sim, cluster, `service:${service}`).slice(0, count) : [task]
  if (chosen.length === 0) throw mistake(within(place, 'service'), `${service} has no running task to stop.`)
  for (const one of chosen) call(sim, 'stopTask', { cluster, task: one, ...defined({ reason }) })
  return task ?? `${chosen.length} of ${service}`
}

function oldestTasks(sim: Simulation, cluster: string, group: string): string[] {
  const { tables } = sim.view
  const named = clusterNamed(sim, cluster)
  const isOne = (row: Readonly<Task>) =>
    row.clusterArn === named?.arn && row.group === group && row.desiredStatus === 'RUNNING'
  return [...tables.tasks.values()]
    .filter(isOne)
    .sort((a, b) => a.createdAtMs - b.createdAtMs)
    .map(({ arn }) => arn)
}

function clusterNamed(sim: Simulation, nameOrArn: string): Readonly<Cluster> | undefined {
  return [...sim.view.tables.clusters.values()].find(({ name }) => name === shortReference(nameOrArn))
}

// ── fleet ──

export function launch({ sim, cluster }: Stage, value: LaunchData): string {
  const { containerInstances } = sim.fleet.launch({ cluster, ...value } as LaunchInput)
  return `${containerInstances.length} × ${typeof value.instanceType === 'string' ? value.instanceType : value.instanceType.name}`
}

function terminate({ sim, cluster: preset }: Stage, { value, place }: Placed<AwsInput>): string {
  const {
    cluster = preset,
    count,
    containerInstances,
  } = value as {
    readonly cluster?: string
    readonly count?: number
    readonly containerInstances?: readonly string[]
  }
  const chosen = containerInstances ?? fitting(sim, cluster, value).slice(0, count)
  if (chosen.length === 0) throw mistake(place, 'there is no container instance like that.')
  sim.fleet.terminate({ cluster, containerInstances: chosen })
  return `${chosen.length} container ${chosen.length === 1 ? 'instance' : 'instances'}`
}

/** The longest registered first. */
function fitting(sim: Simulation, cluster: string, wish: AwsInput): string[] {
  const arn = clusterNamed(sim, cluster)?.arn
  const fits = (row: Readonly<ContainerInstance>) =>
    row.clusterArn === arn &&
    row.status !== 'INACTIVE' &&
    [row.availabilityZone, undefined].includes(wish.availabilityZone as string | undefined) &&
    [row.instanceType, undefined].includes(wish.instanceType as string | undefined)
  return [...sim.view.tables.containerInstances.values()]
    .filter(fits)
    .sort((a, b) => a.ordinal - b.ordinal)
    .map((row) => row.arn)
}
