// `sim.scalingReport`: what each policy did, how well, and what stood in its way.
import type { World } from '../../../engine/world.ts'
import { toMillionths } from '../../../kernel/arithmetic.ts'
import { entryOf } from '../../../kernel/maps.ts'
import { MINUTE_MS } from '../../../model/scaling/metrics.ts'
import { type Span, type SpanInput, spanOf } from '../span.ts'
import { PastRows } from './rows.ts'
import type { BlockedTimes, PolicyReport, ScalingReport, SubjectReport } from './shape.ts'
import { type Need, overshootOf, steadinessOf } from './steadiness.ts'
import { groupStories, type Story, serviceStories } from './stories.ts'
import { WaitingTimes } from './waiting.ts'
import { isCalling, minuteOf, type Watch, watchesOf } from './watch.ts'

const NOT_BLOCKED = {
  cooldownMs: 0,
  warmupMs: 0,
  roomMs: 0,
  maximumMs: 0,
  minimumMs: 0,
  deploymentMs: 0,
  suspendedMs: 0,
}

/** @throws UsageError */
export function scalingReportOf(world: World, input: SpanInput): ScalingReport {
  const span = spanOf(world, input, 'scalingReport')
  const rows = new PastRows(world.journal)
  const stories = [...serviceStories(world, rows, new WaitingTimes(world.journal)), ...groupStories(world, rows)]
  const bySubject = new Map<string, Story[]>()
  for (const story of stories) {
    const { kind, name } = story.subject
    const isThere = story.fromMs <= span.toMs && story.toMs >= span.fromMs
    if (isThere) entryOf(bySubject, `${kind} ${name}`, () => [] as Story[]).push(story)
  }
  return { ...span, subjects: [...bySubject.values()].map((each) => subjectReport(world, rows, each, span)) }
}

/** All its policies together say whether it comes to rest: one that adds and one that removes are often two. */
function subjectReport(world: World, rows: PastRows, stories: readonly Story[], span: Span): SubjectReport {
  const told = stories.map((story) => reportOf(world, rows, story, span))
  const activities = told.flatMap(({ report }) => report.activities).sort((one, other) => one.atMs - other.atMs)
  const need = greatest(told.map((one) => one.need))
  return {
    ...stories[0]!.subject,
    overshoot: overshootOf(activities, need),
    ...steadinessOf(activities, need, span.toMs - span.fromMs),
    policies: told.map(({ report }) => report),
  }
}

/** Of several policies the one that wants most decides (AS-34). */
function greatest(needs: readonly Need[]): Need {
  const byMinute = new Map<number, number | null>()
  for (const { atMs, need } of needs.flat()) {
    const known = byMinute.get(atMs) ?? null
    byMinute.set(atMs, known === null || (need !== null && need > known) ? need : known)
  }
  return [...byMinute].sort(([one], [other]) => one - other).map(([atMs, need]) => ({ atMs, need }))
}

function reportOf(
  world: World,
  rows: PastRows,
  story: Story,
  whole: Span,
): { readonly report: PolicyReport; readonly need: Need } {
  const { policyName, policyArn, kind } = story
  const span = { fromMs: Math.max(whole.fromMs, story.fromMs), toMs: Math.min(whole.toMs, story.toMs) }
  const activities = story.activities.filter(({ atMs }) => atMs >= span.fromMs && atMs <= span.toMs)
  const watches = watchesOf(rows, policyArn, story.own)
  const out = watches.find(({ direction }) => direction === 'out')
  const alarm = out === undefined ? null : rows.last('alarms', out.alarm)
  const target = story.target ?? alarm?.threshold ?? null
  const { need, aboveTargetMs } =
    alarm === null || target === null
      ? { need: [], aboveTargetMs: 0 }
      : judged(span, target, minuteOf(world, alarm), story)
  const blocked = blockedTimes(rows, story, watches, span)
  return { need, report: { policyName, policyArn, kind, target, activities, aboveTargetMs, blocked } }
}

/** Minute by minute: whether the metric was above the target, and how many would have met it. */
function judged(
  span: Span,
  target: number,
  value: (minuteMs: number) => number | null,
  { count }: Story,
): { readonly need: Need; readonly aboveTargetMs: number } {
  const need: Need[number][] = []
  let aboveTargetMs = 0
  for (let atMs = firstMinute(span); atMs + MINUTE_MS <= span.toMs; atMs += MINUTE_MS) {
    const found = value(atMs)
    if (found !== null && found > target) aboveTargetMs += MINUTE_MS
    need.push({ atMs, need: found === null || target <= 0 ? null : toMillionths((count(atMs) * found) / target) })
  }
  return { need, aboveTargetMs }
}

function blockedTimes(
  rows: PastRows,
  { policyArn, activities, obstacle }: Story,
  watches: readonly Watch[],
  span: Span,
): BlockedTimes {
  const times = { ...NOT_BLOCKED }
  const acted = new Set(activities.map(({ atMs }) => atMs))
  for (let atMs = firstMinute(span); atMs < span.toMs; atMs += MINUTE_MS) {
    if (acted.has(atMs)) continue
    const calling = watches.filter((watch) => isCalling(rows, watch, policyArn, atMs))
    // Whoever wants more goes first (AS-34).
    const called = calling.find(({ direction }) => direction === 'out') ?? calling[0]
    const found = called === undefined ? null : obstacle(called.direction, atMs)
    if (found !== null) times[found] += MINUTE_MS
  }
  return times
}

/** The first whole one of the span. */
function firstMinute({ fromMs }: Span): number {
  return Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS
}
