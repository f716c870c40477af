// GetTaskProtection and UpdateTaskProtection: which tasks scale-in and deployments spare, and until when (DP-450, DP-451).
import { apply } from '../engine/apply.ts'
import { command } from '../engine/command.ts'
import type { World } from '../engine/world.ts'
import { taskArn } from '../kernel/arns.ts'
import { type Timer, updated } from '../model/changes.ts'
import type { Cluster, Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import type { Answer } from './answer.ts'
import { dateOf } from './dates.ts'
import { findTask, getCluster } from './find.ts'
import { checkCount, checkRange, invalid } from './refuse.ts'
import type {
  GetTaskProtectionOutput,
  ProtectedTask,
  UpdateTaskProtectionOutput,
} from './shapes/ecs-types.generated.ts'
import { parseInput } from './shapes/parse-input.ts'

const USUAL_MINUTES = 120
const MOST_MINUTES = 2_880

type Failure = { arn: string; reason: string; detail?: string }

/** @throws ClusterNotFoundException, InvalidParameterException */
export function getTaskProtection(world: WorldView, input: unknown): Answer<GetTaskProtectionOutput> {
  const parsed = parseInput('GetTaskProtection', input)
  checkCount('tasks', parsed.tasks, 100, 'DP-450')
  const cluster = getCluster(world, parsed.cluster)
  const answer: Answer<GetTaskProtectionOutput> = { protectedTasks: [], failures: [] }
  for (const reference of parsed.tasks ?? protectedIn(world, cluster)) {
    const task = serviceTask(world, cluster, reference)
    if ('reason' in task) answer.failures.push(task)
    else answer.protectedTasks.push(describeProtection(task))
  }
  return answer
}

/**
 * Protects tasks of services, for 120 minutes when nobody says how long, or takes the protection away.
 * @throws ClusterNotFoundException, InvalidParameterException
 */
export function updateTaskProtection(world: World, input: unknown): Answer<UpdateTaskProtectionOutput> {
  const parsed = parseInput('UpdateTaskProtection', input)
  const { protectionEnabled, expiresInMinutes } = parsed
  checkCount('tasks', parsed.tasks, 10, 'DP-450')
  if (parsed.tasks.length === 0) invalid('tasks', '1 to 10 tasks', 'none', 'DP-450')
  checkRange('expiresInMinutes', expiresInMinutes, 1, MOST_MINUTES, 'DP-450')
  const cluster = getCluster(world, parsed.cluster)
  return command(world, 'ecs.updateTaskProtection', parsed, (cause) => {
    const untilMs = protectionEnabled ? world.nowMs + (expiresInMinutes ?? USUAL_MINUTES) * 60_000 : null
    const answer: Answer<UpdateTaskProtectionOutput> = { protectedTasks: [], failures: [] }
    for (const reference of parsed.tasks) {
      const task = changeable(world, cluster, reference, protectionEnabled)
      if ('reason' in task) {
        answer.failures.push(task)
        continue
      }
      const change = updated('task.protectionChanged', task.arn, { protectedUntilMs: untilMs }, 'DP-450')
      const timers: Timer[] = untilMs === null ? [] : [{ atMs: untilMs, kind: 'task.unprotect', id: task.arn }]
      apply(world, { changes: [change], timers }, cause)
      answer.protectedTasks.push(describeProtection(world.tables.tasks.certain(task.arn)))
    }
    return answer
  })
}

function changeable(
  world: WorldView,
  cluster: Readonly<Cluster>,
  reference: string,
  protects: boolean,
): Readonly<Task> | Failure {
  const task = serviceTask(world, cluster, reference)
  if ('reason' in task || !protects || !isBlocked(world, task)) return task
  return { arn: task.arn, reason: 'DEPLOYMENT_BLOCKED', detail: 'The service has more protected tasks than desired.' }
}

/** Its service has more protected tasks than it wants as it is (DP-451). */
function isBlocked(world: WorldView, { serviceArn }: Readonly<Task>): boolean {
  const service = world.tables.services.get(serviceArn as string)
  if (service === undefined) return false
  let count = 0
  for (const arn of world.indexes.tasksByService.get(service.arn) ?? [])
    if (isProtected(world.tables.tasks.certain(arn))) count++
  return count > service.desiredCount
}

/** Standalone tasks, and those that are to stop, cannot be protected. */
function serviceTask(world: WorldView, cluster: Readonly<Cluster>, reference: string): Readonly<Task> | Failure {
  const task = findTask(world, cluster, reference)
  const arn = task?.arn ?? (reference.startsWith('arn:') ? reference : taskArn(world.realm, cluster.name, reference))
  if (task?.clusterArn !== cluster.arn) return { arn, reason: 'MISSING' }
  if (task.serviceArn === null || task.desiredStatus === 'STOPPED') return { arn, reason: 'TASK_NOT_VALID' }
  return task
}

function protectedIn(world: WorldView, cluster: Readonly<Cluster>): string[] {
  return [...world.tables.tasks.values()]
    .filter((task) => task.clusterArn === cluster.arn && isProtected(task))
    .map(({ arn }) => arn)
}

function isProtected({ protectedUntilMs, desiredStatus }: Readonly<Task>): boolean {
  return protectedUntilMs !== null && desiredStatus === 'RUNNING'
}

function describeProtection({ arn, protectedUntilMs }: Readonly<Task>): ProtectedTask {
  return {
    taskArn: arn,
    protectionEnabled: protectedUntilMs !== null,
    ...(protectedUntilMs === null ? {} : { expirationDate: dateOf(protectedUntilMs) }),
  }
}
