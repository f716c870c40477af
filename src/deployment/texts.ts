// In which words does ECS report? Every service event and rollout reason, in one place (EV-1xx, PF-20…PF-28, DP-404).
import type { MissingTarget } from '../model/balancing.ts'
import { FARGATE_REFUSALS, type FargateRefusal } from '../model/fargate.ts'
import type { ZoneCount } from './service-view.ts'

const TROUBLESHOOTING = ' For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.'

const NO_PROVIDER_INSTANCES = ' Reason: No Container Instances were found in your capacity provider.'

export const texts = {
  steady: (service: string) => `(service ${service}) has reached a steady state.`,
  completed: (service: string, deployment: string) =>
    `(service ${service}) (deployment ${deployment}) deployment completed.`,
  started: (service: string, taskIds: readonly string[], replacements: number) =>
    `(service ${service}) has started ${taskIds.length} tasks: ${listed(taskIds)}.${replacing(replacements)}`,
  stoppedRunning: (service: string, taskIds: readonly string[]) =>
    `(service ${service}) has stopped ${taskIds.length} running tasks: ${listed(taskIds)}.`,
  stoppedPending: (service: string, count: number) => `(service ${service}) stopped ${count} pending tasks.`,
  registered: (service: string, targetGroup: string, count: number) =>
    `(service ${service}) registered ${count} targets in (target-group ${targetGroup})`,
  deregistered: (service: string, targetGroup: string, count: number) =>
    `(service ${service}) deregistered ${count} targets in (target-group ${targetGroup})`,
  draining: (service: string, deployment: string, count: number) =>
    `(service ${service}, taskSet ${deployment}) has begun draining connections on ${count} tasks.`,
  /** @param event what found the task unhealthy, in its own words */
  unhealthy: (service: string, taskId: string, event: string) => `(service ${service}) (task ${taskId}) ${event}`,
  stray: (service: string, deployment: string, taskId: string, { targetGroupArn, what }: MissingTarget) =>
    `(service ${service}) task set (${deployment}) (task ${taskId}) is not healthy in target-group (${targetGroupArn}) due to ${what} IS NOT FOUND.`,
  deadlocked: (service: string) =>
    `(service ${service}) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.`,
  spared: (service: string, deployment: string, count: number) =>
    `(service ${service}) was unable to reach steady state because (taskSet ${deployment}) was unable to scale in due to (reason ${count} tasks under protection)`,
  failed: {
    breaker: (service: string, deployment: string) =>
      `(service ${service}) (deployment ${deployment}) deployment failed: tasks failed to start.`,
    alarm: (service: string, deployment: string) =>
      `(service ${service}) (deployment ${deployment}) deployment failed: alarm detected.`,
  },
  rollingBack: (service: string, deployment: string) =>
    `(service ${service}) rolling back to deployment ${deployment}.`,
  /** @param reason as a sentence of its own */
  partlyLaunched: (service: string, deployment: string, missing: number, reason: string) =>
    `(service ${service}) could not launch ${missing} tasks for deployment ${deployment}.${reason}`,
  throttled: (service: string) => `(service ${service}) is unable to consistently start tasks successfully.`,
  launchFailed: (service: string, error: string) =>
    `(service ${service}) failed to launch a task with (error ${error}).`,
  unplaceable: (service: string, reason: string) =>
    `(service ${service}) was unable to place a task because no container instance met all of its requirements.${reason}${TROUBLESHOOTING}`,
  emptyProvider: (service: string) => `(service ${service}) was unable to reach steady state.${NO_PROVIDER_INSTANCES}`,
  provisioningLimit: (service: string) =>
    `(service ${service}) was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded.`,
  refusedByFargate: (service: string, reason: FargateRefusal) =>
    `(service ${service}) was unable to place a task.${becauseFargate(reason)}`,
  operationsThrottled: (service: string) =>
    `(service ${service}) operations are being throttled. Will try again later.`,
  unbalanced: (service: string, zones: readonly ZoneCount[]) =>
    `(service ${service}) is not AZ balanced with ${counted(zones)}. AZ Rebalancing in progress.`,
  balanced: (service: string, zones: readonly ZoneCount[]) =>
    `(service ${service}) is AZ balanced with ${counted(zones)}.`,
  movedIn: (service: string, zone: string, taskIds: readonly string[]) =>
    `(service ${service}) has started ${taskIds.length} tasks in ${zone} to AZ Rebalance: ${listed(taskIds)}.`,
  movedOut: (service: string, zone: string, taskIds: readonly string[]) =>
    `(service ${service}) has stopped ${taskIds.length} running tasks in ${zone} due to AZ rebalancing: ${listed(taskIds)}.`,
  unplaceableIn: (service: string, zone: string) =>
    `(service ${service}) is unable to place a task in ${zone} because no container instance met all of its requirements.`,
  noInstances: ' Reason: No Container Instances were found in your cluster.',
  noProviderInstances: NO_PROVIDER_INSTANCES,
  closest: (instanceId: string, reason: string) =>
    ` The closest matching (container-instance ${instanceId}) ${CLOSEST[reason] ?? `encountered error "${reason}".`}`,
} as const

/** EV-134, EV-135; RunTask answers in the same words, but for capacity, which has a code. */
const fargateWords: Readonly<Record<FargateRefusal, string>> = {
  capacity: 'Capacity is unavailable at this time. Please try again later or in a different availability zone.',
  taskLimit: "You've reached the limit on the number of tasks you can run concurrently",
  vcpuLimit: "You've reached the limit on the number of vCPUs you can run concurrently",
  cpuConfiguration: 'The requested CPU configuration is above your limit.',
  memoryConfiguration: 'The requested MEMORY configuration is above your limit.',
  internalError: 'Internal error.',
}

export function becauseFargate(reason: FargateRefusal): string {
  return ` Reason: ${fargateWords[reason]}`
}

/** What RunTask gives as the reason of its failure (FG-10). */
export function fargateCodeOf(reason: FargateRefusal): string {
  return reason === 'capacity' ? 'RESOURCE:FARGATE' : fargateWords[reason]
}

const CLOSEST: Readonly<Record<string, string>> = {
  'RESOURCE:CPU': 'has insufficient CPU units available.',
  'RESOURCE:MEMORY': 'has insufficient memory available.',
  'RESOURCE:PORTS': 'is already using a port required by your task.',
  ATTRIBUTE: 'is missing an attribute required by your task.',
}

/** Why there was no room, out of the words for it: the code that RunTask would give, or the words when they have none. */
export function placementReasonOf(message: string): string {
  for (const [code, words] of Object.entries(CLOSEST)) if (message.includes(words)) return code
  const [, quoted] = /encountered error "(.*)"\./.exec(message) ?? []
  return quoted ?? texts.noInstances.replace(' Reason: ', '')
}

/** Why Fargate took no task, out of the words for it; null for words about something else. */
export function fargateRefusalOf(service: string, message: string): FargateRefusal | null {
  return FARGATE_REFUSALS.find((reason) => message === texts.refusedByFargate(service, reason)) ?? null
}

/** What kept a task from being launched, out of the words for it. */
export function launchErrorOf(message: string): string {
  return /\(error (.*)\)\.$/.exec(message)?.[1] ?? ''
}

export const rolloutReasons = {
  inProgress: (deployment: string) => `ECS deployment ${deployment} in progress.`,
  completed: (deployment: string) => `ECS deployment ${deployment} completed.`,
  failed: {
    breaker: 'ECS deployment circuit breaker: tasks failed to start.',
    alarm: 'ECS deployment failed: alarm detected.',
    request: 'ECS deployment failed: its rollback was requested.',
  },
  rollingBack: {
    breaker: (deployment: string) => `ECS deployment circuit breaker: rolling back to deploymentId ${deployment}.`,
    alarm: (deployment: string) => `ECS deployment alarm detected: rolling back to deploymentId ${deployment}.`,
    request: (deployment: string) => `ECS deployment rolling back to deploymentId ${deployment}.`,
  },
} as const

export function stopReasonOf(deployment: string | null): string {
  return `Scaling activity initiated by (deployment ${deployment ?? 'unknown'})`
}

function counted(zones: readonly ZoneCount[]): string {
  return zones.map(({ zone, tasks }) => `${tasks} tasks in ${zone}`).join(', ')
}

function replacing(count: number): string {
  return count === 0 ? '' : ` Amazon ECS replaced ${count} tasks due to an unhealthy status.`
}

function listed(taskIds: readonly string[]): string {
  return taskIds.map((id) => `(task ${id})`).join(' ')
}
