// Between which instants does nothing change for requests? Between journal entries that concern them, turns of answers, steps of a slow
// start, and the moments from which a request is too late for its target.
import { slowStartMs } from '../../../balancing/attributes.ts'
import type { JournalEntry } from '../../../model/changes.ts'
import type { Ending } from './endings.ts'
import { concernsTraffic, type PastTraffic } from './past-traffic.ts'

/** A span of time in which all requests fare alike, and what was there in it. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
  /** The last entry before it that concerns traffic; null when there is none. */
  readonly cause: number | null
}

export interface Window {
  readonly fromMs: number
  readonly toMs: number
  /** How long a request is open. */
  readonly openMs: number
}

const SLOW_START_STEP_MS = 1_000

/**
 * Goes through a window of the past, stretch by stretch. `past` stands at the stretch when it is told.
 */
export function eachStretch(
  past: PastTraffic,
  {
    journal,
    endings,
    window,
  }: { journal: readonly JournalEntry[]; endings: ReadonlyMap<string, readonly Ending[]>; window: Window },
  told: (stretch: Stretch) => void,
): void {
  const { fromMs, toMs, openMs } = window
  let cause: number | null = null
  let sinceMs = fromMs
  const tell = (untilMs: number) => {
    if (untilMs <= sinceMs) return
    for (const [from, to] of cut(past, { fromMs: sinceMs, toMs: untilMs, openMs }, endings)) {
      past.nowMs = from
      told({ fromMs: from, toMs: to, cause })
    }
    sinceMs = untilMs
  }
  for (const entry of journal) {
    if (!concernsTraffic(entry)) continue
    if (entry.atMs >= toMs) break
    tell(entry.atMs)
    past.take(entry)
    cause = entry.seq
  }
  tell(toMs)
}

/** The window in pieces, at every instant at which something changes without an entry. */
function cut(past: PastTraffic, window: Window, endings: ReadonlyMap<string, readonly Ending[]>): [number, number][] {
  const { fromMs, toMs, openMs } = window
  const marks = new Set<number>()
  const mark = (atMs: number) => {
    if (atMs > fromMs && atMs < toMs) marks.add(atMs)
  }
  for (const target of past.tables.targets.values()) {
    for (const { fromMs: turnMs } of target.answers.clients) mark(turnMs)
    for (const { atMs } of openMs === 0 ? [] : (endings.get(target.id) ?? [])) {
      mark(atMs - openMs)
      mark(atMs)
    }
    if (target.slowStartAtMs === null) continue
    const endMs = target.slowStartAtMs + slowStartMs(past.tables.targetGroups.certain(target.targetGroupArn))
    const last = Math.min(endMs, toMs)
    for (let atMs = target.slowStartAtMs; atMs <= last; atMs += SLOW_START_STEP_MS) mark(atMs)
    mark(endMs)
  }
  const edges = [fromMs, ...[...marks].sort((a, b) => a - b), toMs]
  return edges.slice(0, -1).map((from, index) => [from, edges[index + 1]!])
}
