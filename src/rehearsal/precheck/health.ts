// Can a new task become healthy before it is given up? Told by the very verdicts that the simulation gives, of a task that starts at 0.
import { boundsOf, containerVerdicts, nextTargetVerdict, type Service, type TaskDefinition } from '../../index.ts'
import { spanText } from '../causes/cause.ts'
import type { CauseKind } from '../rehearsal.ts'
import type { Facts, Proof } from './facts.ts'
import { isSettled } from './settled.ts'

/** What one health check makes of a new task, in time since its containers started. */
interface Course {
  readonly by: 'target' | 'container'
  /** After the name of the service, and a verb. */
  readonly check: string
  /** null: it never speaks against the task. */
  readonly unhealthyMs: number | null
  /** null: it never speaks for the task. */
  readonly healthyMs: number | null
}

/** A health check that is never passed keeps every new task from counting, and a deployment needs them all (DP-202, DP-410). */
export const neverHealthy: Proof = (facts) => {
  if (facts.service.desiredCount === 0 || !facts.isFinal) return null
  const course = coursesOf(facts).find(({ healthyMs }) => healthyMs === null)
  if (course === undefined) return null
  const kind = course.by === 'target' ? 'target-unhealthy' : 'container-unhealthy'
  return { kind, rule: 'DP-410', sentence: `${facts.label} never passes ${course.check}, and needs to.` }
}

/**
 * One new task at a time, and the upper bound has no room for a second: it is stopped as soon as it is found unhealthy (DP-604), which is
 * before it could recover. Where there is room for a replacement beside it, it may recover first (DP-605).
 */
export const tooSlow: Proof = (facts) => {
  const { service, label, isFinal } = facts
  if (!isFinal || !isOneAtATime(facts) || definitionOf(facts).containers.length !== 1) return null
  const graceMs = graceOf(service)
  const course = coursesOf(facts).find(({ unhealthyMs, healthyMs }) =>
    unhealthyMs === null || healthyMs === null ? false : unhealthyMs < healthyMs && graceMs < healthyMs,
  )
  if (course === undefined) return null
  const foundMs = Math.max(course.unhealthyMs!, graceMs)
  const kind: CauseKind = course.by === 'target' ? 'grace-too-short' : 'container-unhealthy'
  return {
    kind,
    rule: 'DP-604',
    sentence: `A new task of ${label} passes ${course.check} ${spanText(course.healthyMs!)} after its start, and is given up after ${spanText(foundMs)}: maximumPercent ${service.maximumPercent} has no room for another one meanwhile.`,
  }
}

/** Old tasks stay as many as the lower bound keeps, because no new one is ever healthy, and leave room for one. */
function isOneAtATime({ sim, service, healthy, total }: Facts): boolean {
  const { lower, upper } = boundsOf(service)
  if (service.schedulingStrategy !== 'REPLICA' || service.desiredCount === 0 || upper - lower !== 1) return false
  return (
    sim.view.behavior.stoppingCountsTowardMaximum && total === healthy && healthy >= lower && isSettled(sim, service)
  )
}

function graceOf({ kept }: Readonly<Service>): number {
  const seconds = kept.healthCheckGracePeriodSeconds
  return typeof seconds === 'number' ? seconds * 1_000 : 0
}

function definitionOf({ sim, service }: Facts): Readonly<TaskDefinition> {
  return sim.view.tables.taskDefinitions.certain(service.revision.taskDefinitionArn)
}

function coursesOf(facts: Facts): Course[] {
  return [...targetCourses(facts), ...containerCourses(facts)]
}

function scriptOf({ sim }: Facts, { family, revision }: Readonly<TaskDefinition>, name: string) {
  const { scripts } = sim.view.tables
  return (scripts.get(`${family}:${revision}:${name}`) ?? scripts.get(`${family}:${name}`))?.script ?? null
}

function targetCourses(facts: Facts): Course[] {
  const { sim, service } = facts
  const definition = definitionOf(facts)
  return service.revision.loadBalancers.flatMap(({ targetGroupArn, containerName }): Course[] => {
    const group = sim.view.tables.targetGroups.get(targetGroupArn)
    const answers = scriptOf(facts, definition, containerName)?.answers
    if (group === undefined || answers === null || answers === undefined) return []
    const isTimed =
      group.balancer === 'application' && facts.plan.simulation.latencies?.albTargetRegistration === undefined
    const turns = answers.probes ?? answers.clients
    // When its probes begin is not certain: only what always sounds the same is.
    if (!isTimed && (turns.length > 1 || turns[0]?.fromMs !== 0)) return []
    const fresh = { probedFromMs: 0, answers } as const
    const first = nextTargetVerdict({ ...fresh, state: 'initial', probes: 0, streak: 0 }, group)
    if (first?.state !== 'unhealthy') return []
    const second = nextTargetVerdict({ ...fresh, ...first }, group)
    const check = `the health check of its target group ${group.name}`
    return [{ by: 'target', check, unhealthyMs: first.atMs, healthyMs: second?.atMs ?? null }]
  })
}

function containerCourses(facts: Facts): Course[] {
  const definition = definitionOf(facts)
  return definition.containers.flatMap((spec): Course[] => {
    const { name, essential, healthCheck } = spec
    const script = scriptOf(facts, definition, name)
    if (!essential || healthCheck === null || script === null) return []
    const run = { startedAtMs: 0, stoppedAtMs: null, script, healthFrozenAtMs: null }
    const [first, second] = containerVerdicts(run, spec, Number.POSITIVE_INFINITY)
    const check = `the health check of its container ${name}`
    if (first === undefined) return [{ by: 'container', check, unhealthyMs: null, healthyMs: null }]
    if (first.status !== 'UNHEALTHY') return []
    return [{ by: 'container', check, unhealthyMs: first.atMs, healthyMs: second?.atMs ?? null }]
  })
}
