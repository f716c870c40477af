// When does a target's health change? Worked out from what it answers and from its group's check, not probe by probe, so that a
// target which stays as it is costs nothing (TG-100…TG-105).
import type {
  AnswerTurn,
  Target,
  TargetAnswer,
  TargetGroup,
  TargetHealthCheck,
  TargetReason,
} from '../model/balancing.ts'
import { passes } from './codes.ts'

export interface Verdict {
  readonly atMs: number
  readonly state: 'healthy' | 'unhealthy'
  readonly reason: TargetReason | null
  readonly description: string | null
  readonly probes: number
  readonly streak: number
}

type Probed = Pick<Readonly<Target>, 'state' | 'probedFromMs' | 'probes' | 'streak' | 'answers'>
type Checking = Pick<Readonly<TargetGroup>, 'healthCheck' | 'balancer'>

/** The next change of a target that is initial, healthy or unhealthy; null when it stays so for ever. */
export function nextVerdict(target: Probed, group: Checking): Verdict | null {
  const { healthCheck } = group
  let { probes, streak } = target
  for (const run of runsOf(target, healthCheck)) {
    const passed = passes(run.answer, healthCheck)
    const before = passed ? Math.max(streak, 0) : Math.max(-streak, 0)
    const lacking = enough(target.state, passed, healthCheck) - before
    if (Number.isFinite(lacking) && lacking <= run.count) {
      const probe = probes + Math.max(1, lacking)
      const sentMs = sentAtMs(target, healthCheck, probe)
      const counted = before + Math.max(1, lacking)
      if (passed)
        return { atMs: sentMs, state: 'healthy', reason: null, description: null, probes: probe, streak: counted }
      const atMs = sentMs + (run.answer === 'timeout' ? healthCheck.timeoutSeconds * 1_000 : 0)
      return { atMs, state: 'unhealthy', ...failureOf(run.answer, group), probes: probe, streak: -counted }
    }
    probes += run.count
    streak = passed ? before + run.count : -(before + run.count)
  }
  return null
}

/** The streak as the probes up to an instant have made it, for when something else than probes changes the course (TG-107). */
export function streakAt(target: Probed, healthCheck: TargetHealthCheck, nowMs: number): number {
  const until = probesBy(target, healthCheck, nowMs)
  let { probes, streak } = target
  for (const run of runsOf(target, healthCheck)) {
    const count = Math.min(run.count, until - probes)
    if (count <= 0) break
    const passed = passes(run.answer, healthCheck)
    const before = passed ? Math.max(streak, 0) : Math.max(-streak, 0)
    // No threshold is above ten.
    const length = Math.min(10, before + count)
    streak = passed ? length : -length
    probes += count
  }
  return streak
}

/** How many probes have been sent by an instant. */
function probesBy({ probedFromMs }: Pick<Probed, 'probedFromMs'>, check: TargetHealthCheck, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - probedFromMs) / (check.intervalSeconds * 1_000)))
}

/** One success makes an initial target healthy (TG-102); whatever is so already needs no more. */
function enough(state: Target['state'], passed: boolean, check: TargetHealthCheck): number {
  if (passed) return state === 'healthy' ? Number.POSITIVE_INFINITY : state === 'initial' ? 1 : check.healthyThreshold
  return state === 'unhealthy' ? Number.POSITIVE_INFINITY : check.unhealthyThreshold
}

interface Run {
  readonly answer: TargetAnswer
  /** Probes in a row that hear it; the last run has no end. */
  readonly count: number
}

/** The probes after those that are counted, in runs of one answer. */
function* runsOf(target: Probed, check: TargetHealthCheck): Generator<Run> {
  const turns = target.answers.probes ?? target.answers.clients
  let probe = target.probes + 1
  for (let index = -1; index < turns.length; index++) {
    const next = turns[index + 1]
    const beyond = next === undefined ? Number.POSITIVE_INFINITY : firstProbeFrom(target, check, next)
    if (beyond <= probe) continue
    yield { answer: turns[index]?.answer ?? 'ok', count: beyond - probe }
    probe = beyond
  }
}

function firstProbeFrom({ probedFromMs }: Probed, check: TargetHealthCheck, { fromMs }: AnswerTurn): number {
  return Math.ceil((fromMs - probedFromMs) / (check.intervalSeconds * 1_000))
}

function sentAtMs({ probedFromMs }: Probed, check: TargetHealthCheck, probe: number): number {
  return probedFromMs + probe * check.intervalSeconds * 1_000
}

/** The cause of the failure that completed the threshold (TG-105); a Network Load Balancer tells nothing more (TG-032). */
export function failureOf(answer: TargetAnswer, { balancer }: Checking): Pick<Verdict, 'reason' | 'description'> {
  if (balancer === 'application' && typeof answer === 'number')
    return {
      reason: 'Target.ResponseCodeMismatch',
      description: `Health checks failed with these codes: [${answer}]`,
    }
  if (balancer === 'application' && answer === 'timeout')
    return { reason: 'Target.Timeout', description: 'Request timed out' }
  return { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' }
}
