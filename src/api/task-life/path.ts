// A stretch of time, cut into named parts that follow each other without a gap.
import type { Dependency } from '../../model/containers.ts'

export type SegmentName =
  /** Of a capacity provider, which had no room for it at first. */
  | 'waiting-for-instances'
  | 'eni-attach'
  | 'waiting-for-room'
  | 'dispatch'
  | 'pull'
  | 'dependency'
  | 'start'
  | 'agent-away'
  | 'settle'
  | 'health'
  | 'target-health'
  | 'deregistration-delay'
  | 'exit'
  | 'eni-detach'

export interface TimingSegment {
  readonly name: SegmentName
  /** Whose doing it is; null for what concerns the whole task. */
  readonly container: string | null
  /** What a `dependency` waits for. */
  readonly waitsFor: { readonly container: string; readonly condition: Dependency['condition'] } | null
  readonly rule: string
  readonly fromMs: number
  /** Null while it goes on. */
  readonly toMs: number | null
  /** Until now while it goes on. */
  readonly ms: number
}

export interface TimingPath {
  readonly fromMs: number
  /** Null while it goes on. */
  readonly toMs: number | null
  readonly totalMs: number
  /** One after another, without gaps; those that took no time are left out. */
  readonly segments: readonly TimingSegment[]
}

/** A part that ends at an instant; null for one that nobody can tell yet. */
export type Mark = Pick<TimingSegment, 'name' | 'container' | 'rule'> &
  Partial<Pick<TimingSegment, 'waitsFor'>> & { readonly atMs: number | null }

/**
 * @param endMs when it was over, whatever was still ahead; null while it goes on
 */
export function pathOf(fromMs: number, marks: readonly Mark[], endMs: number | null, nowMs: number): TimingPath {
  const untilMs = endMs ?? nowMs
  const segments: TimingSegment[] = []
  let atMs = fromMs
  for (const { atMs: markMs, ...mark } of marks) {
    const toMs = markMs === null || markMs > untilMs ? untilMs : Math.max(markMs, atMs)
    const isOpen = endMs === null && (markMs === null || markMs > nowMs)
    if (toMs > atMs || isOpen)
      segments.push({ waitsFor: null, ...mark, fromMs: atMs, toMs: isOpen ? null : toMs, ms: toMs - atMs })
    atMs = toMs
    if (markMs === null || markMs > untilMs) break
  }
  const isOver = endMs !== null || segments.at(-1)?.toMs !== null
  return { fromMs, toMs: isOver ? atMs : null, totalMs: atMs - fromMs, segments }
}
