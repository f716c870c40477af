// What happens to a target: registered, probed, drained, gone; or out of use, because no rule names its group (TG-030…TG-036).
import type { TaskArn } from '../kernel/arns.ts'
import type {
  Answers,
  AnswerTurn,
  LoadBalancer,
  Target,
  TargetAnswer,
  TargetGroup,
  TargetReason,
} from '../model/balancing.ts'
import { targetKey } from '../model/balancing.ts'
import type { Latencies } from '../model/behavior.ts'
import { type Change, inserted, type Plan, removed, type Timer, updated } from '../model/changes.ts'
import { deregistrationDelayMs, slowStartMs } from './attributes.ts'
import { failureOf, nextVerdict, streakAt } from './verdicts.ts'

export interface BalancingContext {
  readonly nowMs: number
  readonly latencies: Latencies
}

/** A group in its setting: the load balancer that routes to it, if any does. */
export interface GroupScene {
  readonly group: Readonly<TargetGroup>
  readonly balancer: Readonly<LoadBalancer> | null
}

export interface NewTarget {
  readonly targetId: string
  readonly port: number
  readonly availabilityZone: string | null
  readonly taskArn: TaskArn | null
  readonly answers: Answers
}

/** A target that joins the group. `known` is the row of the same id and port that may be there: draining, it begins anew. */
export function planRegistration(
  scene: GroupScene,
  target: NewTarget,
  known: Readonly<Target> | undefined,
  context: BalancingContext,
): Plan {
  if (known !== undefined && known.state !== 'draining') return { changes: [], timers: [] }
  const id = targetKey(scene.group.arn, target.targetId, target.port)
  const begun = beginning(scene, target, context)
  const row: Target = {
    id,
    targetGroupArn: scene.group.arn,
    registeredAtMs: context.nowMs,
    ...target,
    ...begun,
  }
  const gone = known === undefined ? [] : [removed('target.dropped', id, 'TG-110')]
  return { changes: [...gone, inserted('target.created', id, row, 'TG-100')], timers: timersOf(row) }
}

/** What a target is that has been there for a while. */
export type KnownHealth = 'healthy' | 'initial' | { readonly probesHear: TargetAnswer }

/**
 * A target that was registered before anybody looked: as it is, with its next probe an interval from now. Out of use all the same when
 * nothing is routed to it.
 */
export function planTargetAdoption(
  scene: GroupScene,
  target: NewTarget,
  {
    health,
    sinceMs,
    known,
  }: { readonly health: KnownHealth; readonly sinceMs: number; readonly known: Readonly<Target> | undefined },
  context: BalancingContext,
): Plan {
  if (health === 'initial' || obstacleOf(scene, target) !== null) return planRegistration(scene, target, known, context)
  const id = targetKey(scene.group.arn, target.targetId, target.port)
  const { healthyThreshold, unhealthyThreshold } = scene.group.healthCheck
  const said =
    health === 'healthy'
      ? ({ state: 'healthy', reason: null, description: null, streak: healthyThreshold } as const)
      : ({ state: 'unhealthy', ...failureOf(health.probesHear, scene.group), streak: -unhealthyThreshold } as const)
  const probed = { ...said, probedFromMs: context.nowMs, probes: 0 }
  const row: Target = {
    id,
    targetGroupArn: scene.group.arn,
    registeredAtMs: sinceMs,
    ...target,
    ...probed,
    sinceMs,
    slowStartAtMs: null,
    dueAtMs: nextVerdict({ ...probed, answers: target.answers }, scene.group)?.atMs ?? null,
  }
  const gone = known === undefined ? [] : [removed('target.dropped', id, 'TG-110')]
  return { changes: [...gone, inserted('target.created', id, row, 'TG-100')], timers: timersOf(row) }
}

/** No new requests from now on, and gone after the delay (TG-110, TG-111); at once when nothing is routed to it (TG-114). */
export function planDeregistration({ group }: GroupScene, target: Readonly<Target>, { nowMs }: BalancingContext): Plan {
  if (target.state === 'draining') return { changes: [], timers: [] }
  const delayMs = deregistrationDelayMs(group)
  if (target.state === 'unused') return goneNow(target, 'TG-114')
  if (delayMs === 0) return goneNow(target, 'TG-113')
  const set = {
    state: 'draining',
    reason: 'Target.DeregistrationInProgress',
    description: WORDS['Target.DeregistrationInProgress'],
    sinceMs: nowMs,
    slowStartAtMs: null,
    dueAtMs: nowMs + delayMs,
  } as const
  return changed(target, set, updated('target.deregistered', target.id, set, 'TG-110'))
}

/** Its state changes by itself: a verdict, or the end of the delay. */
export function planTargetStep(
  scene: GroupScene,
  target: Readonly<Target>,
  others: () => Iterable<Readonly<Target>>,
  { nowMs }: BalancingContext,
): Plan {
  if (target.state === 'draining') return goneNow(target, 'TG-111')
  const verdict = nextVerdict(target, scene.group)
  if (verdict === null || verdict.atMs !== nowMs) return { changes: [], timers: [] }
  const { atMs: sinceMs, ...said } = verdict
  const slowStartAtMs = said.state === 'healthy' && startsSlowly(scene, target, others(), nowMs) ? nowMs : null
  const turned = { ...said, sinceMs, slowStartAtMs }
  const set = { ...turned, dueAtMs: nextVerdict({ ...target, ...turned }, scene.group)?.atMs ?? null }
  return changed(
    target,
    set,
    updated('target.changed', target.id, set, RULES[`${target.state} ${said.state}`] ?? 'TG-104'),
  )
}

/** The group came into use or out of it, or the zone did: the target starts over (TG-106). Null when nothing changes for it. */
export function planReuse(scene: GroupScene, target: Readonly<Target>, context: BalancingContext): Plan | null {
  if (target.state === 'draining' || target.reason === 'Target.InvalidState') return null
  const obstacle = obstacleOf(scene, target)
  const isSame = obstacle === null ? target.state !== 'unused' : target.description === obstacle
  if (isSame) return null
  const set = beginning(scene, target, context)
  return changed(target, set, updated('target.changed', target.id, set, 'TG-106'))
}

/** The instance under it is gone (TG-033): it stays registered, and out of use. */
export function planInvalid(target: Readonly<Target>, { nowMs }: BalancingContext): Plan | null {
  if (target.state === 'draining' || target.reason === 'Target.InvalidState') return null
  const set = { ...OUT_OF_USE, ...reasonOf('Target.InvalidState', 'Target is in the stopped state'), sinceMs: nowMs }
  return changed(target, set, updated('target.changed', target.id, set, 'TG-033'))
}

/** The instance runs again (TG-106). */
export function planRevival(scene: GroupScene, target: Readonly<Target>, context: BalancingContext): Plan | null {
  if (target.reason !== 'Target.InvalidState') return null
  const set = beginning(scene, target, context)
  return changed(target, set, updated('target.changed', target.id, set, 'TG-106'))
}

/** Another health check: state and counters stay, the interval begins now (TG-107). */
export function planRecheck(
  before: Readonly<TargetGroup>,
  after: Readonly<TargetGroup>,
  target: Readonly<Target>,
  { nowMs }: BalancingContext,
): Plan | null {
  if (!isProbed(target)) return null
  const streak = streakAt(target, before.healthCheck, nowMs)
  const counted = { probedFromMs: Math.max(nowMs, target.probedFromMs), probes: 0, streak }
  const set = { ...counted, dueAtMs: nextVerdict({ ...target, ...counted }, after)?.atMs ?? null }
  return changed(target, set, updated('target.changed', target.id, set, 'TG-107'))
}

/** It answers otherwise from now on; what it said before stays said. Null when that is no news. */
export function planAnswers(
  { group }: GroupScene,
  target: Readonly<Target>,
  next: Answers,
  { nowMs }: BalancingContext,
): Plan | null {
  const answers = {
    clients: spliced(target.answers.clients, next.clients, nowMs),
    probes:
      target.answers.probes === null && next.probes === null
        ? null
        : spliced(target.answers.probes ?? target.answers.clients, next.probes ?? next.clients, nowMs),
  }
  if (target.state === 'draining' || isSameAnswers(target.answers, answers)) return null
  const dueAtMs = isProbed(target) ? (nextVerdict({ ...target, answers }, group)?.atMs ?? null) : null
  const set = { answers, dueAtMs }
  return changed(target, set, updated('target.changed', target.id, set, 'TG-101'))
}

const WORDS = {
  'Target.DeregistrationInProgress': 'Target deregistration is in progress',
  notRouted: 'Target group is not configured to receive traffic from the load balancer',
  zoneOff: 'Target is in an Availability Zone that is not enabled for the load balancer',
} as const

const RULES: Readonly<Record<string, string>> = { 'initial healthy': 'TG-102', 'initial unhealthy': 'TG-103' }

const OUT_OF_USE = { state: 'unused', probes: 0, streak: 0, slowStartAtMs: null, dueAtMs: null } as const

type Beginning = Pick<
  Target,
  'state' | 'reason' | 'description' | 'sinceMs' | 'probedFromMs' | 'probes' | 'streak' | 'slowStartAtMs' | 'dueAtMs'
>

function beginning(
  scene: GroupScene,
  target: Pick<Readonly<Target>, 'availabilityZone' | 'answers'>,
  { nowMs, latencies }: BalancingContext,
): Beginning {
  const obstacle = obstacleOf(scene, target)
  if (obstacle !== null)
    return { ...OUT_OF_USE, ...reasonOf('Target.NotInUse', obstacle), sinceMs: nowMs, probedFromMs: nowMs }
  const { group } = scene
  const delayMs = group.balancer === 'network' ? latencies.nlbTargetRegistrationMs : latencies.albTargetRegistrationMs
  const begun = {
    state: 'initial',
    reason: null,
    description: null,
    sinceMs: nowMs,
    probedFromMs: nowMs + delayMs,
    probes: 0,
    streak: 0,
    slowStartAtMs: null,
  } as const
  return { ...begun, dueAtMs: nextVerdict({ ...begun, answers: target.answers }, group)?.atMs ?? null }
}

/** Why nothing is routed to it, in AWS's words; null when something is. */
function obstacleOf(
  { group, balancer }: GroupScene,
  { availabilityZone }: Pick<Readonly<Target>, 'availabilityZone'>,
): string | null {
  if (group.loadBalancerArn === null || balancer === null) return WORDS.notRouted
  if (availabilityZone === null || availabilityZone === 'all') return null
  return balancer.zones.some((zone) => zone.availabilityZone === availabilityZone) ? null : WORDS.zoneOff
}

/** Its load balancer does not serve the zone in which it lies (TG-033). */
export function isInUnservedZone({ state, description }: Readonly<Target>): boolean {
  return state === 'unused' && description === WORDS.zoneOff
}

/** Only beside another healthy target that is not starting slowly itself (TG-043). */
function startsSlowly(
  { group }: GroupScene,
  target: Readonly<Target>,
  others: Iterable<Readonly<Target>>,
  nowMs: number,
): boolean {
  const durationMs = slowStartMs(group)
  if (durationMs === 0) return false
  for (const other of others) {
    const isWarm = other.slowStartAtMs === null || nowMs - other.slowStartAtMs >= durationMs
    if (other.id !== target.id && other.state === 'healthy' && isWarm) return true
  }
  return false
}

function isProbed({ state }: Readonly<Target>): boolean {
  return state === 'initial' || state === 'healthy' || state === 'unhealthy'
}

function reasonOf(reason: TargetReason, description: string): Pick<Target, 'reason' | 'description'> {
  return { reason, description }
}

function goneNow(target: Readonly<Target>, rule: string): Plan {
  return { changes: [removed('target.dropped', target.id, rule)], timers: [] }
}

function changed(target: Readonly<Target>, set: Pick<Target, 'dueAtMs'>, change: Change): Plan {
  return { changes: [change], timers: timersOf({ id: target.id, dueAtMs: set.dueAtMs }) }
}

function timersOf({ id, dueAtMs }: Pick<Target, 'id' | 'dueAtMs'>): Timer[] {
  return dueAtMs === null ? [] : [{ atMs: dueAtMs, kind: 'target.step', id }]
}

/** The old turns up to an instant, the new ones from then on. */
function spliced(before: readonly AnswerTurn[], after: readonly AnswerTurn[], nowMs: number): readonly AnswerTurn[] {
  const kept = before.filter(({ fromMs }) => fromMs < nowMs)
  const present = after.findLast(({ fromMs }) => fromMs <= nowMs)?.answer ?? 'ok'
  const coming = after.filter(({ fromMs }) => fromMs > nowMs)
  return present === (kept.at(-1)?.answer ?? 'ok')
    ? [...kept, ...coming]
    : [...kept, { fromMs: nowMs, answer: present }, ...coming]
}

function isSameAnswers(a: Answers, b: Answers): boolean {
  const isSame = (one: readonly AnswerTurn[], other: readonly AnswerTurn[]) =>
    one.length === other.length &&
    one.every(({ fromMs, answer }, index) => fromMs === other[index]!.fromMs && answer === other[index]!.answer)
  if (!isSame(a.clients, b.clients)) return false
  return a.probes === null || b.probes === null ? a.probes === b.probes : isSame(a.probes, b.probes)
}
