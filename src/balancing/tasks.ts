// What is a service's task to the load balancers: which targets it has, what they answer, and what their health makes of the task?
// (LB-100, LB-101, DP-202, DP-206, DP-208)
import {
  ALWAYS_OK,
  type Answers,
  type AnswerTurn,
  type ServiceLoadBalancer,
  type Target,
  type TargetGroup,
  targetKey,
} from '../model/balancing.ts'
import type { ContainerRun } from '../model/containers.ts'
import type { ContainerInstance, Finding, Task, TaskDefinition } from '../model/entities.ts'
import type { ReadonlyTable } from '../model/table.ts'
import type { NewTarget } from './targets.ts'

/** A task with what belongs to it; the instance is null on Fargate. */
export interface TaskScene {
  readonly task: Readonly<Task>
  readonly definition: Readonly<TaskDefinition>
  readonly instance: Readonly<ContainerInstance> | null
}

export interface TaskTarget extends NewTarget {
  readonly key: string
  readonly targetGroupArn: string
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
    targetId,
    port,
    availabilityZone: task.availabilityZone,
    taskArn: task.arn,
    answers: answersOf(run),
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
  const isGraceOver = (task.startedAtMs ?? nowMs) + task.launch.graceMs <= nowMs
  const sick = isGraceOver ? rows.find((row) => row?.state === 'unhealthy') : undefined
  const isHealthy =
    isWhole && sick === undefined && (traffic.isHealthy || rows.every((row) => row?.state === 'healthy'))
  const finding = sick === undefined ? (task.finding?.by === 'target' ? null : task.finding) : findingOf(sick, instance)
  return {
    traffic: isHealthy === traffic.isHealthy ? traffic : { ...traffic, isHealthy },
    finding: isSameFinding(finding, task.finding) ? task.finding : finding,
  }
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
