// Which waiters are there, and when is each content? Conditions, order and pace of AWS's own definitions (SV-600…SV-604).
import { AwsException } from '../../kernel/errors.ts'
import type { Ecs } from '../ecs.ts'
import type { Elbv2 } from '../elbv2/elbv2.ts'

/** What each waiter takes: the input of the call that it repeats. */
export interface WaiterInputs {
  servicesStable: Parameters<Ecs['describeServices']>[0]
  servicesInactive: Parameters<Ecs['describeServices']>[0]
  tasksRunning: Parameters<Ecs['describeTasks']>[0]
  tasksStopped: Parameters<Ecs['describeTasks']>[0]
  targetInService: Parameters<Elbv2['describeTargetHealth']>[0]
  targetDeregistered: Parameters<Elbv2['describeTargetHealth']>[0]
}
export type WaiterName = keyof WaiterInputs

/** What one poll says. `why` names what decided, or what is not there yet. */
export interface Look {
  readonly state: 'SUCCESS' | 'FAILURE' | 'RETRY'
  readonly why: string
}

/** Where it asks. */
export interface Clients {
  readonly ecs: Ecs
  readonly elbv2: Elbv2
}

export interface Waiter<Name extends WaiterName> {
  readonly delayMs: number
  readonly maxAttempts: number
  look(clients: Clients, input: WaiterInputs[Name]): Look
}

const SERVICES = { delayMs: 15_000, maxAttempts: 40 }
const TASKS = { delayMs: 6_000, maxAttempts: 100 }
const TARGETS = { delayMs: 15_000, maxAttempts: 40 }

export const WAITERS: { readonly [Name in WaiterName]: Waiter<Name> } = {
  servicesStable: { ...SERVICES, look: ({ ecs }, input) => stable(ecs.describeServices(input)) },
  servicesInactive: { ...SERVICES, look: ({ ecs }, input) => inactive(ecs.describeServices(input)) },
  tasksRunning: { ...TASKS, look: ({ ecs }, input) => running(ecs.describeTasks(input)) },
  tasksStopped: { ...TASKS, look: ({ ecs }, input) => stopped(ecs.describeTasks(input)) },
  targetInService: { ...TARGETS, look: ({ elbv2 }, input) => allTargets(elbv2.describeTargetHealth(input), 'healthy') },
  targetDeregistered: { ...TARGETS, look: ({ elbv2 }, input) => gone(elbv2, input) },
}

// ── services ──

type Services = ReturnType<Ecs['describeServices']>

/** In the order of AWS's acceptors: the failures first. */
function stable({ services, failures }: Services): Look {
  const missing = failures.find(({ reason }) => reason === 'MISSING')
  if (missing !== undefined) return failure(`${nameOf(missing.arn)} is MISSING`)
  for (const status of ['DRAINING', 'INACTIVE']) {
    const found = services.find((service) => service.status === status)
    if (found !== undefined) return failure(`${found.serviceName} is ${status}`)
  }
  const open = services.find(
    ({ deployments, runningCount, desiredCount }) => deployments?.length !== 1 || runningCount !== desiredCount,
  )
  if (open === undefined) return success('every service has one deployment and runs its desired tasks')
  const { serviceName, deployments = [], runningCount, desiredCount } = open
  const rows = `${deployments.length} deployment${deployments.length === 1 ? '' : 's'}`
  return retry(`${serviceName} has ${rows} and runs ${runningCount} of ${desiredCount} tasks`)
}

function inactive({ services, failures }: Services): Look {
  const missing = failures.find(({ reason }) => reason === 'MISSING')
  if (missing !== undefined) return failure(`${nameOf(missing.arn)} is MISSING`)
  const found = services.find(({ status }) => status === 'INACTIVE')
  if (found !== undefined) return success(`${found.serviceName} is INACTIVE`)
  return retry(services.map(({ serviceName, status }) => `${serviceName} is ${status}`).join(', '))
}

// ── tasks ──

type Tasks = ReturnType<Ecs['describeTasks']>

function running({ tasks, failures }: Tasks): Look {
  const stopped = tasks.find(({ lastStatus }) => lastStatus === 'STOPPED')
  if (stopped !== undefined) return failure(`${nameOf(stopped.taskArn)} is STOPPED: ${stopped.stoppedReason ?? ''}`)
  const missing = failures.find(({ reason }) => reason === 'MISSING')
  if (missing !== undefined) return failure(`${nameOf(missing.arn)} is MISSING`)
  return allTasks(tasks, 'RUNNING')
}

function stopped({ tasks }: Tasks): Look {
  return allTasks(tasks, 'STOPPED')
}

function allTasks(tasks: Tasks['tasks'], wanted: string): Look {
  const other = tasks.find(({ lastStatus }) => lastStatus !== wanted)
  if (other !== undefined) return retry(`${nameOf(other.taskArn)} is ${other.lastStatus}`)
  return tasks.length > 0 ? success(`every task is ${wanted}`) : retry('there is no task')
}

// ── targets ──

type Targets = ReturnType<Elbv2['describeTargetHealth']>

function allTargets({ TargetHealthDescriptions: targets }: Targets, wanted: string): Look {
  const other = targets.find(({ TargetHealth }) => TargetHealth?.State !== wanted)
  if (other === undefined) {
    return targets.length > 0 ? success(`every target is ${wanted}`) : retry('no target is registered')
  }
  const { Target, TargetHealth } = other
  return retry(`${Target?.Id}:${Target?.Port} is ${TargetHealth?.State}`)
}

/** A target that the group no longer knows is gone, too. */
function gone(elbv2: Elbv2, input: WaiterInputs['targetDeregistered']): Look {
  try {
    return allTargets(elbv2.describeTargetHealth(input), 'unused')
  } catch (error) {
    if (error instanceof AwsException && error.name === 'InvalidTargetException') return success(error.message)
    throw error
  }
}

function success(why: string): Look {
  return { state: 'SUCCESS', why }
}

function failure(why: string): Look {
  return { state: 'FAILURE', why }
}

function retry(why: string): Look {
  return { state: 'RETRY', why }
}

function nameOf(arn: string | undefined): string {
  return String(arn).slice(String(arn).lastIndexOf('/') + 1)
}
