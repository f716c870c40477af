// When does a container's health change? Worked out from its script and its health check, not probe by probe, so that a
// container which stays healthy costs nothing (HC-3…HC-7).
import type { ContainerRun, ContainerScript, ContainerSpec, HealthCheck, HealthStatus } from '../../model/containers.ts'

export interface Verdict {
  readonly atMs: number
  readonly status: HealthStatus
}

/** What of a container its health follows from. */
type Probed = Pick<ContainerRun, 'startedAtMs' | 'stoppedAtMs' | 'script' | 'healthFrozenAtMs'>
type Checked = Pick<ContainerSpec, 'healthCheck'>

const NO_VERDICTS: readonly Verdict[] = []

/** What the last probes up to an instant say (HC-7). */
export function healthAt(run: ContainerRun, spec: ContainerSpec, nowMs: number): HealthStatus {
  const atMs = run.healthFrozenAtMs === null ? nowMs : Math.min(nowMs, run.healthFrozenAtMs)
  let status: HealthStatus = 'UNKNOWN'
  for (const verdict of verdictsOf(run, spec)) if (verdict.atMs <= atMs) status = verdict.status
  return status
}

/** The next instant after this one at which that changes; null when it never does. */
export function nextVerdictMs(run: ContainerRun, spec: ContainerSpec, afterMs: number): number | null {
  const next = verdictsOf(run, spec).find(({ atMs }) => atMs > afterMs)
  if (next === undefined || (run.healthFrozenAtMs !== null && next.atMs > run.healthFrozenAtMs)) return null
  return next.atMs
}

/** Every change of its health up to an instant. */
export function verdictsUpTo(run: Probed, spec: Checked, nowMs: number): readonly Verdict[] {
  const untilMs = run.healthFrozenAtMs === null ? nowMs : Math.min(nowMs, run.healthFrozenAtMs)
  return verdictsOf(run, spec).filter(({ atMs }) => atMs <= untilMs)
}

function verdictsOf(run: Probed, { healthCheck }: Checked): readonly Verdict[] {
  if (healthCheck === null || run.startedAtMs === null) return NO_VERDICTS
  const verdicts = new Probes(healthCheck, run.startedAtMs, run.script).verdicts()
  const { stoppedAtMs } = run
  return stoppedAtMs === null ? verdicts : verdicts.filter(({ atMs }) => atMs < stoppedAtMs)
}

/** The series of probes of one container, stretch by stretch of equal outcomes. */
class Probes {
  private readonly check: HealthCheck
  private readonly startedAtMs: number
  private readonly script: ContainerScript | null
  private readonly probeMs: number
  private status: HealthStatus = 'UNKNOWN'
  private failures = 0

  constructor(check: HealthCheck, startedAtMs: number, script: ContainerScript | null) {
    this.check = check
    this.startedAtMs = startedAtMs
    this.script = script
    this.probeMs = Math.min(script?.probeMs ?? 0, check.timeoutMs)
  }

  verdicts(): Verdict[] {
    const found: Verdict[] = []
    for (const stretch of this.stretches()) {
      const first = this.firstFrom(stretch.fromMs)
      const beyond = this.firstFrom(stretch.toMs)
      if (first >= beyond) continue
      const verdict = stretch.isHealthy ? this.succeed(first) : this.fail(first, beyond)
      if (verdict !== null) found.push(verdict)
    }
    return found
  }

  private stretches(): { readonly fromMs: number; readonly toMs: number; readonly isHealthy: boolean }[] {
    // A probe that never answers in time fails, whatever the container says of itself.
    const isTooSlow = (this.script?.probeMs ?? 0) > this.check.timeoutMs
    const turns = [{ fromMs: 0, isHealthy: true }, ...(this.script?.health ?? [])]
    return turns.map(({ fromMs, isHealthy }, index) => ({
      fromMs,
      toMs: turns[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY,
      isHealthy: isHealthy && !isTooSlow,
    }))
  }

  private get periodMs(): number {
    return this.check.intervalMs + this.probeMs
  }

  /** Number of the first probe that begins so long after the start; the first of all is number 0. */
  private firstFrom(spanMs: number): number {
    if (spanMs === Number.POSITIVE_INFINITY) return spanMs
    return Math.max(0, Math.ceil((spanMs - this.check.intervalMs) / this.periodMs))
  }

  private endOf(probe: number): number {
    return this.startedAtMs + this.check.intervalMs + probe * this.periodMs + this.probeMs
  }

  /** One success is enough (HC-4). */
  private succeed(probe: number): Verdict | null {
    this.failures = 0
    return this.turn('HEALTHY', probe)
  }

  /** So many failures in a row; those of the start period do not count while it has never been healthy (HC-5). */
  private fail(first: number, beyond: number): Verdict | null {
    const counted = this.status === 'UNKNOWN' ? Math.max(first, this.firstFrom(this.check.startPeriodMs)) : first
    if (counted >= beyond) return null
    const last = counted + this.check.retries - this.failures - 1
    this.failures += Math.min(beyond - counted, this.check.retries)
    return last < beyond ? this.turn('UNHEALTHY', last) : null
  }

  private turn(status: HealthStatus, probe: number): Verdict | null {
    if (this.status === status) return null
    this.status = status
    return { atMs: this.endOf(probe), status }
  }
}

/** Essential containers decide; those without a check are left out if another has one, unless the option is strict (HC-8, HC-9). */
export function taskHealth(
  specs: readonly ContainerSpec[],
  healthOf: (index: number) => HealthStatus,
  isStrict: boolean,
): HealthStatus {
  let isAnyChecked = false
  let isAnyUnknown = false
  for (const [index, { essential, healthCheck }] of specs.entries()) {
    if (!essential || (healthCheck === null && !isStrict)) continue
    isAnyChecked = true
    const status = healthOf(index)
    if (status === 'UNHEALTHY') return status
    if (status === 'UNKNOWN') isAnyUnknown = true
  }
  return isAnyChecked && !isAnyUnknown ? 'HEALTHY' : 'UNKNOWN'
}
