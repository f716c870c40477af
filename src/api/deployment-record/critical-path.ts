// Where did the time of a deployment go? From its end back to its beginning: what was the last thing waited for, and what before that?
import type { Doing, DoingKind } from './doings.ts'
import { type Life, outcomeAtMs } from './lives.ts'
import type { DeploymentPath, DeploymentSegment } from './path-segment.ts'
import { spentOn } from './spent.ts'
import type { Span, Story } from './story.ts'
import { waitedFor } from './waits.ts'

type Next = 'end' | 'failure' | 'start' | 'stop'

/** What most likely let the scheduler do the next thing: a stop needs a task more that is healthy, a start one less. */
const ENABLERS: { readonly [N in Next]: readonly DoingKind[] } = {
  end: ['gone', 'ready', 'failed', 'dropped'],
  failure: ['failed', 'gone', 'ready', 'dropped'],
  start: ['gone', 'ready', 'failed'],
  stop: ['ready', 'gone', 'failed'],
}

export function criticalPathOf(story: Story, life: Life): DeploymentPath {
  const { nowMs } = story.world
  const fromMs = life.beganAtMs
  const toMs = outcomeAtMs(life)
  const endMs = toMs ?? nowMs
  const segments: DeploymentSegment[] = []
  let atMs = endMs
  let next: Next = life.completedAtMs === null && life.failedAtMs !== null ? 'failure' : 'end'
  while (atMs > fromMs) {
    const span = { fromMs, toMs: atMs }
    const doing: Doing | null =
      lastOf(story.doings, span, next) ?? (next === 'end' ? underWay(story.doings, atMs) : null)
    const doneMs = doing === null ? fromMs : Math.max(fromMs, Math.min(doing.toMs ?? atMs, atMs))
    if (doneMs < atMs) segments.unshift(waitedFor(story, { fromMs: doneMs, toMs: atMs }))
    if (doing === null || doneMs === fromMs) break
    const spent = spentOn(story, doing, { fromMs, toMs: doneMs })
    segments.unshift(...spent)
    atMs = spent[0]!.fromMs
    next = doing.kind === 'gone' ? 'stop' : 'start'
  }
  return { fromMs, toMs, totalMs: endMs - fromMs, segments }
}

/**
 * What came to its end last within the span, and took its time; of several, what fits the next thing best, then what began first.
 * At the end of a deployment that was cut short, what was under way counts for more than what had ended before.
 */
function lastOf(doings: readonly Doing[], { fromMs, toMs }: Span, next: Next): Doing | null {
  let best: Doing | null = null
  for (let place = placeAfter(doings, toMs) - 1; place >= 0; place--) {
    const doing = doings[place]!
    const endMs = doing.toMs as number
    if (endMs <= fromMs || (best !== null && endMs < (best.toMs as number))) break
    if (next === 'end' && endMs < toMs && underWay(doings, toMs) !== null) break
    if (doing.fromMs >= endMs || !ENABLERS[next].includes(doing.kind)) continue
    if (doing.kind === 'dropped' && endMs < toMs) continue
    if (best === null || isBetter(doing, best, next)) best = doing
  }
  return best
}

function isBetter(doing: Doing, best: Doing, next: Next): boolean {
  const rank = ({ kind }: Doing) => ENABLERS[next].indexOf(kind)
  return rank(doing) === rank(best) ? doing.fromMs <= best.fromMs : rank(doing) < rank(best)
}

/** How many have ended by an instant. */
function placeAfter(doings: readonly Doing[], atMs: number): number {
  let low = 0
  let high = doings.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((doings[middle]!.toMs ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1
    else high = middle
  }
  return low
}

/** What had begun first of all that had not ended then. */
function underWay(doings: readonly Doing[], atMs: number): Doing | null {
  let best: Doing | null = null
  for (let place = placeAfter(doings, atMs); place < doings.length; place++) {
    const doing = doings[place]!
    if (doing.fromMs < atMs && (best === null || doing.fromMs < best.fromMs)) best = doing
  }
  return best
}
