// GetTaskProtection and UpdateTaskProtection: which tasks scale-in and deployments spare, and until when (DP-450, DP-451).
import { apply } from '../engine/apply.ts'
import { command } from '../engine/command.ts'
import type { World } from '../engine/world.ts'
import { type Timer, updated } from '../model/changes.ts'
import type { Cluster, Task } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import type { Answer } from './answer.ts'
import { dateOf } from './dates.ts'
import { getCluster } from './find.ts'
import { eachOnce, type Named, namedIn } from './references.ts'
import { checkCount, checkRange, invalid } from './refuse.ts'
import type {
  GetTaskProtectionOutput,
  ProtectedTask,
  UpdateTaskProtectionOutput,
} from './shapes/ecs-types.generated.ts'
import { parseInput } from './shapes/parse-input.ts'

const TASKS = { part: 'task', member: 'tasks' } as const
const USUAL_MINUTES = 120
const MOST_MINUTES = 2_880

type Failure = { arn: string; reason: string; detail?: string }

/** @throws ClusterNotFoundException, InvalidParameterException */
export function getTaskProtection(world: WorldView, input: unknown): Answer<GetTaskProtectionOutput> {
  const parsed = parseInput('GetTaskProtection', input)
  checkCount('tasks', parsed.tasks, 100, 'DP-450')
  const cluster = getCluster(world, parsed.cluster)
  const answer: Answer<GetTaskProtectionOutput> = { protectedTasks: [], failures: [] }
  const given = parsed.tasks ?? []
  for (const named of eachOnce(
    given.length > 0 ? namedIn(world, cluster, TASKS, given) : protectedIn(world, cluster),
  )) {
    const task = serviceTask(world, named)
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
  const tasks = eachOnce(namedIn(world, cluster, TASKS, parsed.tasks))
  return command(world, 'ecs.updateTaskProtection', parsed, (cause) => {
    const untilMs = protectionEnabled ? world.nowMs + (expiresInMinutes ?? USUAL_MINUTES) * 60_000 : null
    const answer: Answer<UpdateTaskProtectionOutput> = { protectedTasks: [], failures: [] }
    for (const each of tasks) {
      const task = changeable(world, each, protectionEnabled)
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

function changeable(world: WorldView, named: Named, protects: boolean): Readonly<Task> | Failure {
  const task = serviceTask(world, named)
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
function serviceTask(world: WorldView, { arn, shown }: Named): Readonly<Task> | Failure {
  const task = world.tables.tasks.get(arn)
  if (task === undefined) return { arn: shown, reason: 'MISSING' }
  if (task.serviceArn === null || task.desiredStatus === 'STOPPED') return { arn: shown, reason: 'TASK_NOT_VALID' }
  return task
}

function protectedIn(world: WorldView, cluster: Readonly<Cluster>): Named[] {
  return [...world.tables.tasks.values()]
    .filter((task) => task.clusterArn === cluster.arn && isProtected(task))
    .map(({ arn }) => ({ arn, shown: arn }))
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
