// What can somebody do to a simulation? Operations as plain data, which print and shrink, carried out on a real one.
//
// An operation names an instance or a task by a number that is taken modulo what there is, so that it means something in
// every world and a shorter list of operations still runs. What AWS refuses is part of the game.
import { AwsException, type LaunchInput, type Simulation } from '../index.ts'
import type { RunTaskInput, TaskDefinitionInput } from './shapes.ts'

type Input<Name extends keyof Simulation['ecs']> = NonNullable<Parameters<Simulation['ecs'][Name]>[0]>

interface Inputs {
  readonly launch: LaunchInput
  readonly createCluster: Input<'createCluster'>
  readonly registerContainerInstance: Input<'registerContainerInstance'>
  readonly registerTaskDefinition: TaskDefinitionInput
  readonly runTask: RunTaskInput
  readonly createService: Input<'createService'>
  readonly updateService: Input<'updateService'>
  readonly deleteService: Input<'deleteService'>
}

/** Calls with their whole input. */
type Calling = { readonly [Name in keyof Inputs]: { readonly do: Name; readonly input: Inputs[Name] } }[keyof Inputs]

/** `nth` counts registered instances in order of launch (`terminate` also those on their way), for `stopTask` living tasks. */
export type Operation =
  | Calling
  | { readonly do: 'terminate' | 'drain' | 'activate' | 'disconnect' | 'reconnect'; readonly nth: number }
  | { readonly do: 'deregister'; readonly nth: number; readonly force: boolean }
  | { readonly do: 'putAttribute'; readonly nth: number; readonly name: string; readonly value: string }
  | {
      readonly do: 'startTask'
      readonly nth: number
      readonly taskDefinition: string
      readonly group?: string | undefined
    }
  | { readonly do: 'stopTask'; readonly nth: number }
  | { readonly do: 'advance'; readonly seconds: number }
  | { readonly do: 'settle' }

export interface PerformOptions {
  /** Name of the cluster; AWS's `default` when absent. */
  readonly cluster?: string | undefined
}

/** A call of a simulation's method, with everything in it that it needs. */
export interface Call {
  readonly room: 'ecs' | 'fleet' | null
  readonly method: string
  /** Absent for a method that takes nothing. */
  readonly input?: unknown
}

/**
 * Carries an operation out. Returns the refusal, if AWS would refuse; null when it was accepted or means nothing here.
 * @throws UsageError when a strategy or filter of the simulation fails, or the operation is not one
 */
export function perform(sim: Simulation, operation: Operation, options: PerformOptions = {}): AwsException | null {
  const call = callOf(sim, operation, options)
  if (call === null) return null
  try {
    make(sim, call)
    return null
  } catch (error) {
    if (error instanceof AwsException) return error
    throw error
  }
}

/** Makes the call, and hands back its answer. @throws what the method throws */
export function make(sim: Simulation, { room, method, input }: Call): unknown {
  const owner = (room === null ? sim : sim[room]) as unknown as Record<string, (input?: unknown) => unknown>
  return owner[method]!(input)
}

/** The call that an operation means in this world; null when it means nothing, because there is nothing to name. */
export function callOf(sim: Simulation, operation: Operation, options: PerformOptions = {}): Call | null {
  const { cluster } = options
  const where = cluster === undefined ? {} : { cluster }
  switch (operation.do) {
    case 'settle':
      return { room: null, method: 'settle' }
    case 'advance':
      return { room: null, method: 'advance', input: `${operation.seconds}s` }
    case 'createCluster':
    case 'registerTaskDefinition':
      return { room: 'ecs', method: operation.do, input: operation.input }
    case 'launch':
      return { room: 'fleet', method: 'launch', input: { ...where, ...operation.input } }
    case 'stopTask': {
      const task = nthOf(tasksOf(sim, options), operation.nth)
      return task === undefined ? null : { room: 'ecs', method: 'stopTask', input: { ...where, task } }
    }
    default:
      if ('input' in operation) return { room: 'ecs', method: operation.do, input: { ...where, ...operation.input } }
      return callAbout(nthOf(instancesOf(sim, options, operation.do === 'terminate'), operation.nth), operation, where)
  }
}

type AboutInstance = Exclude<Extract<Operation, { readonly nth: number }>, { readonly do: 'stopTask' }>

const IN_FLEET = { terminate: 'terminate', disconnect: 'disconnectAgent', reconnect: 'reconnectAgent' } as const
const STATES = { drain: 'DRAINING', activate: 'ACTIVE' } as const

function callAbout(arn: string | undefined, operation: AboutInstance, where: { cluster?: string }): Call | null {
  if (arn === undefined) return null
  const one = { ...where, containerInstances: [arn] }
  switch (operation.do) {
    case 'drain':
    case 'activate':
      return { room: 'ecs', method: 'updateContainerInstancesState', input: { ...one, status: STATES[operation.do] } }
    case 'deregister': {
      const { force } = operation
      return { room: 'ecs', method: 'deregisterContainerInstance', input: { ...where, containerInstance: arn, force } }
    }
    case 'putAttribute': {
      const { name, value } = operation
      return { room: 'ecs', method: 'putAttributes', input: { ...where, attributes: [{ name, value, targetId: arn }] } }
    }
    case 'startTask': {
      const { taskDefinition, group } = operation
      return {
        room: 'ecs',
        method: 'startTask',
        input: { ...one, taskDefinition, ...(group === undefined ? {} : { group }) },
      }
    }
    default:
      return { room: 'fleet', method: IN_FLEET[operation.do], input: one }
  }
}

/** ARNs of a cluster's instances that are registered, or at least launched, in order of launch. */
function instancesOf(sim: Simulation, { cluster }: PerformOptions, isOnItsWay: boolean): string[] {
  const home = homeOf(sim, cluster)
  return [...sim.view.tables.containerInstances.values()].flatMap(({ arn, clusterArn, status }) =>
    clusterArn === home && status !== 'INACTIVE' && (isOnItsWay || status !== 'REGISTERING') ? [arn] : [],
  )
}

/** ARNs of a cluster's tasks that are not STOPPED, in order of creation. */
function tasksOf(sim: Simulation, { cluster }: PerformOptions): string[] {
  const home = homeOf(sim, cluster)
  return [...sim.view.tables.tasks.values()].flatMap(({ arn, clusterArn, lastStatus }) =>
    clusterArn === home && lastStatus !== 'STOPPED' ? [arn] : [],
  )
}

function homeOf(sim: Simulation, cluster = 'default'): string | undefined {
  return [...sim.view.tables.clusters.values()].find(({ name }) => name === cluster)?.arn
}

function nthOf(arns: readonly string[], nth: number): string | undefined {
  return arns[nth % arns.length]
}
