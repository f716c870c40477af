// How long does a container live if nobody interferes? Its script says when each run ends, its restart policy whether there is
// another (LC-60…LC-63), its memory limit whether it is killed before (TD-88). Restarts are not reported, so they are no events.
import type { ContainerScript, ContainerSpec, RestartPolicy } from '../../model/containers.ts'

/** The end of a container's last run; null when it lives for ever. */
export interface Ending {
  readonly atMs: number
  readonly exitCode: number
  readonly reason: string | null
}

const OUT_OF_MEMORY = 137

type Limits = Pick<ContainerSpec, 'memoryMiB' | 'restartPolicy'>

/** @param startedAtMs of its process, or of its last restart */
export function endingOf(
  startedAtMs: number,
  { memoryMiB, restartPolicy }: Limits,
  script: ContainerScript | null,
  killedReason: string,
): Ending | null {
  if (script === null) return null
  const killAfterMs = outOfMemoryAfter(script, memoryMiB)
  const spans = script.exitsAfterMs.length === 0 ? [Number.POSITIVE_INFINITY] : script.exitsAfterMs
  let atMs = startedAtMs
  for (const [index, span] of spans.entries()) {
    const isKilled = killAfterMs !== null && killAfterMs <= span
    const spanMs = isKilled ? killAfterMs : span
    if (spanMs === Number.POSITIVE_INFINITY) return null
    const exitCode = isKilled ? OUT_OF_MEMORY : script.exitCode
    atMs += spanMs
    if (!isRestarted(restartPolicy, exitCode, spanMs)) return { atMs, exitCode, reason: isKilled ? killedReason : null }
    // The last span repeats, so that a container which survives it once survives it for ever.
    if (index === spans.length - 1) return null
  }
  return null
}

/** Whether the restart policy brings a container back that exits after a run of this length (LC-60, LC-61). */
export function isRestarted(policy: RestartPolicy | null, exitCode: number, ranMs: number): boolean {
  return policy !== null && !policy.ignoredExitCodes.includes(exitCode) && ranMs >= policy.attemptPeriodMs
}

/** The most restarts that anybody wants to read. */
const MOST_RESTARTS = 1_000

/**
 * When its restart policy brings a container back that ends by script, from one instant up to and without another (LC-60); the first
 * thousand of them. Nothing of this stands in the journal.
 */
export function restartsBetween(
  startedAtMs: number,
  { memoryMiB, restartPolicy }: Limits,
  script: ContainerScript | null,
  [fromMs, untilMs]: readonly [fromMs: number, untilMs: number],
): number[] {
  if (script === null || script.exitsAfterMs.length === 0) return []
  const killAfterMs = outOfMemoryAfter(script, memoryMiB) ?? Number.POSITIVE_INFINITY
  const spans = script.exitsAfterMs
  const found: number[] = []
  let atMs = startedAtMs
  for (let run = 0; found.length < MOST_RESTARTS; run++) {
    const span = spans[Math.min(run, spans.length - 1)]!
    const spanMs = Math.min(span, killAfterMs)
    if (!isRestarted(restartPolicy, killAfterMs <= span ? OUT_OF_MEMORY : script.exitCode, spanMs)) break
    atMs += spanMs
    // The last span repeats for ever: there is no need to count from the beginning.
    if (run >= spans.length - 1 && atMs < fromMs) atMs += Math.floor((fromMs - atMs) / spanMs) * spanMs
    if (atMs >= untilMs) break
    if (atMs >= fromMs) found.push(atMs)
  }
  return found
}

/** When the run going on at an instant began: at the start, at a restart by script, or at one after a fault. */
export function lastStartMs(
  startedAtMs: number,
  policy: RestartPolicy | null,
  script: ContainerScript | null,
  nowMs: number,
): number {
  if (script === null || policy === null || script.exitsAfterMs.length === 0) return startedAtMs
  let atMs = startedAtMs
  for (const span of script.exitsAfterMs) {
    if (atMs + span > nowMs) return atMs
    atMs += span
  }
  const last = script.exitsAfterMs.at(-1) as number
  return atMs + Math.floor((nowMs - atMs) / last) * last
}

function outOfMemoryAfter({ memory }: ContainerScript, limitMiB: number | null): number | null {
  if (limitMiB === null) return null
  return memory.find(({ memoryMiB }) => memoryMiB > limitMiB)?.fromMs ?? null
}
