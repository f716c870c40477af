// What is a service's task to the load balancers: which targets it has, what they answer, and what their health makes of the task?
// (LB-100, LB-101, DP-202, DP-206, DP-208)
import {
  ALWAYS_OK,
  type Answers,
  type AnswerTurn,
  type MissingTarget,
  type ServiceLoadBalancer,
  type Target,
  type TargetGroup,
  type TaskTraffic,
  targetKey,
} from '../model/balancing.ts'
import type { ContainerRun } from '../model/containers.ts'
import type { ContainerInstance, Finding, Task, TaskDefinition } from '../model/entities.ts'
import type { ReadonlyTable } from '../model/table.ts'
import { isInUnservedZone, type NewTarget } from './targets.ts'

/** A task with what belongs to it; the instance is null on Fargate. */
export interface TaskScene {
  readonly task: Readonly<Task>
  readonly definition: Readonly<TaskDefinition>
  readonly instance: Readonly<ContainerInstance> | null
}

export interface TaskTarget extends NewTarget {
  readonly key: string
  readonly targetGroupArn: string
  /** How long the group's health check takes to find a target unhealthy. */
  readonly patienceMs: number
}

/** One for each load balancer of the service whose group is still there (DP-212). */
export function targetsOf(scene: TaskScene, groups: Pick<ReadonlyTable<TargetGroup>, 'get'>): TaskTarget[] {
  const { loadBalancers } = scene.task.traffic!
  return loadBalancers.flatMap((loadBalancer) => {
    const group = groups.get(loadBalancer.targetGroupArn)
    return group === undefined ? [] : (targetOf(scene, loadBalancer, group) ?? [])
  })
}

/** An instance with the host port that the container was given, or the address of the task's own interface (LB-101). */
function targetOf(
  { task, definition, instance }: TaskScene,
  { containerName, containerPort }: ServiceLoadBalancer,
  group: Readonly<TargetGroup>,
): TaskTarget | null {
  const run = task.runs[definition.containers.findIndex(({ name }) => name === containerName)]
  const isAddress = group.targetType === 'ip'
  const targetId = isAddress ? (task.eni?.address ?? null) : (instance?.ec2InstanceId ?? null)
  const binding = run?.networkBindings.find((each) => each.containerPort === containerPort)
  const port = isAddress ? containerPort : binding?.hostPort
  if (run === undefined || targetId === null || port === undefined) return null
  return {
    key: targetKey(group.arn, targetId, port),
    targetGroupArn: group.arn,
    patienceMs: group.healthCheck.unhealthyThreshold * group.healthCheck.intervalSeconds * 1_000,
    targetId,
    port,
    availabilityZone: task.availabilityZone,
    taskArn: task.arn,
    answers: underLoad(answersOf(run), task.traffic?.overloadedSinceMs),
  }
}

/** As its script says, from its start or its last restart on; nothing after its end. */
function answersOf({ script, startedAtMs, restartedAtMs, stoppedAtMs }: ContainerRun): Answers {
  const said = script?.answers ?? ALWAYS_OK
  if (said === ALWAYS_OK && stoppedAtMs === null) return said
  const beginMs = restartedAtMs ?? startedAtMs ?? 0
  const lived = (turns: readonly AnswerTurn[]): AnswerTurn[] => {
    const shifted = turns.map(({ fromMs, answer }): AnswerTurn => ({ fromMs: beginMs + fromMs, answer }))
    if (stoppedAtMs === null) return shifted
    return [...shifted.filter(({ fromMs }) => fromMs < stoppedAtMs), { fromMs: stoppedAtMs, answer: 'refused' }]
  }
  return { clients: lived(said.clients), probes: said.probes === null ? null : lived(said.probes) }
}

/** Too busy for a probe, however well it would answer (LD-26); clients wait as long as the load says. */
function underLoad(answers: Answers, overloadedSinceMs: number | undefined): Answers {
  if (overloadedSinceMs === undefined) return answers
  const before = (answers.probes ?? answers.clients).filter(({ fromMs }) => fromMs < overloadedSinceMs)
  return { clients: answers.clients, probes: [...before, { fromMs: overloadedSinceMs, answer: 'timeout' }] }
}

export type TaskStanding = Pick<Task, 'traffic' | 'finding'>

/** What its targets make of a registered task: a bad verdict within the grace period changes nothing. */
export function standingOf(
  { task, instance }: TaskScene,
  wanted: readonly TaskTarget[],
  known: (key: string) => Readonly<Target> | undefined,
  nowMs: number,
): TaskStanding {
  const traffic = task.traffic!
  const rows = wanted.map(({ key }) => known(key))
  const isWhole = wanted.length === traffic.loadBalancers.length && rows.every((row) => row !== undefined)
  const sick = rows.find((row, index) => row !== undefined && isSickFromMs(task, wanted[index]!, row) <= nowMs)
  const isHealthy =
    isWhole && sick === undefined && (traffic.isHealthy || rows.every((row) => row?.state === 'healthy'))
  const finding = sick === undefined ? (task.finding?.by === 'target' ? null : task.finding) : findingOf(sick, instance)
  return {
    traffic: withNews(traffic, isHealthy, missingOf(traffic, wanted, known)),
    finding: isSameFinding(finding, task.finding) ? task.finding : finding,
  }
}

/**
 * From when on a target speaks against its task: once the grace period is over, and in a zone that is not served not before a health check
 * would have found it (LB-108). Never for any other target than an unhealthy one.
 */
function isSickFromMs(
  { startedAtMs, launch }: Readonly<Task>,
  { patienceMs }: TaskTarget,
  row: Readonly<Target>,
): number {
  const runningMs = startedAtMs ?? 0
  if (row.state === 'unhealthy') return runningMs + launch.graceMs
  return isInUnservedZone(row) ? runningMs + Math.max(launch.graceMs, patienceMs) : Number.POSITIVE_INFINITY
}

/** When a target that has come into a zone out of service will speak against its task (LB-108); nothing for one that is told already. */
export function patienceEnds(
  { task }: TaskScene,
  wanted: readonly TaskTarget[],
  known: (key: string) => Readonly<Target> | undefined,
  nowMs: number,
): number[] {
  return wanted.flatMap((target) => {
    const row = known(target.key)
    if (row === undefined || row.sinceMs !== nowMs || !isInUnservedZone(row)) return []
    const atMs = isSickFromMs(task, target, row)
    return atMs > nowMs ? [atMs] : []
  })
}

/** Groups that are no more, and targets that somebody has taken out (DP-212). */
function missingOf(
  { loadBalancers }: TaskTraffic,
  wanted: readonly TaskTarget[],
  known: (key: string) => Readonly<Target> | undefined,
): readonly MissingTarget[] {
  const isThere = ({ key }: TaskTarget) => known(key) !== undefined
  if (wanted.length === loadBalancers.length && wanted.every(isThere)) return NOTHING
  return loadBalancers.flatMap(({ targetGroupArn }): MissingTarget[] => {
    const target = wanted.find((each) => each.targetGroupArn === targetGroupArn)
    if (target === undefined) return [{ targetGroupArn, what: 'TARGET GROUP' }]
    return isThere(target) ? [] : [{ targetGroupArn, what: 'TARGET' }]
  })
}

const NOTHING: readonly MissingTarget[] = []

/** The same object when nothing of it changed. */
function withNews(traffic: TaskTraffic, isHealthy: boolean, missing: readonly MissingTarget[]): TaskTraffic {
  const before = traffic.missing ?? NOTHING
  const isSame =
    before.length === missing.length &&
    before.every(({ targetGroupArn, what }, index) => {
      const now = missing[index]!
      return now.targetGroupArn === targetGroupArn && now.what === what
    })
  if (isSame) return isHealthy === traffic.isHealthy ? traffic : { ...traffic, isHealthy }
  const { missing: _, ...rest } = traffic
  return missing.length === 0 ? { ...rest, isHealthy } : { ...rest, isHealthy, missing }
}

function isSameFinding(a: Finding | null, b: Finding | null): boolean {
  return a?.event === b?.event && a?.by === b?.by
}

/** EV-141, and what the task's end will say (LB-10A). */
function findingOf({ targetGroupArn, port, description }: Readonly<Target>, instance: TaskScene['instance']): Finding {
  const where = instance === null ? '' : `(instance ${instance.ec2InstanceId}) `
  return {
    by: 'target',
    rule: 'EV-141',
    event: `${where}(port ${port}) is unhealthy in (target-group ${targetGroupArn}) due to (reason ${description}).`,
    stoppedReason: `Task failed ELB health checks in (target-group ${targetGroupArn})`,
  }
}
