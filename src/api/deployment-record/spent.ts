// How did a task spend the time until it was healthy, or gone? Its own critical path, as far as it lies within the deployment's.
import { KILLED } from '../../lifecycle/containers/stopping.ts'
import { historyFrom, type TaskHistory } from '../task-life/history.ts'
import type { TimingSegment } from '../task-life/path.ts'
import { startPathOf } from '../task-life/start-path.ts'
import { stopPathOf } from '../task-life/stop-path.ts'
import type { Doing } from './doings.ts'
import type { DeploymentSegment } from './path-segment.ts'
import type { Span, Story } from './story.ts'

/** Segments without a gap up to the end of the span; the first begins where the doing did, or the span. */
export function spentOn(story: Story, doing: Doing, span: Span): DeploymentSegment[] {
  const path = doing.kind === 'ready' && doing.isRecovery ? null : pathOf(story, doing)
  const begin = path === null ? doing.fromMs : Math.min(path.fromMs, doing.fromMs)
  const within = { fromMs: Math.max(begin, span.fromMs), toMs: span.toMs }
  const own = clipped(path?.segments ?? [], doing.taskArn, within)
  const whole = filled(own, doing, within)
  return whole.flatMap((segment) => (segment.name === 'waiting-for-room' ? held(story, segment) : [segment]))
}

interface Path {
  readonly fromMs: number
  readonly segments: readonly (Omit<TimingSegment, 'name'> & Pick<DeploymentSegment, 'name'>)[]
}

function pathOf({ world }: Story, { kind, entries }: Doing): Path | null {
  const history = historyFrom(world, entries)
  if (kind !== 'gone') return startPathOf(history)
  const path = stopPathOf(history)
  if (path === null) return null
  const segments = path.segments.map((segment) =>
    segment.name === 'exit' && wasKilled(history, segment.container)
      ? { ...segment, name: 'stop-timeout' as const }
      : segment,
  )
  return { fromMs: path.fromMs, segments }
}

/** It did not go by itself in the time that it was given. */
function wasKilled({ task, definition }: TaskHistory, container: string | null): boolean {
  const run = task.runs[definition.containers.findIndex(({ name }) => name === container)]
  return run !== undefined && run.signalledAtMs !== null && run.exitCode === KILLED
}

function clipped(segments: Path['segments'], taskArn: string, { fromMs, toMs }: Span): DeploymentSegment[] {
  return segments.flatMap(({ name, container, rule, ...segment }) => {
    const part = { fromMs: Math.max(fromMs, segment.fromMs), toMs: Math.min(toMs, segment.toMs ?? toMs) }
    return part.toMs > part.fromMs ? [{ name, taskArn, container, rule, ...part, ms: part.toMs - part.fromMs }] : []
  })
}

/** What its path does not tell: a task that was healthy before waits for its checks. */
function filled(segments: readonly DeploymentSegment[], doing: Doing, { fromMs, toMs }: Span): DeploymentSegment[] {
  const all: DeploymentSegment[] = []
  const name = doing.isRecovery && doing.kind === 'ready' ? 'health' : 'other'
  const fill = (from: number, to: number) => {
    const gap = { name, taskArn: doing.taskArn, container: null, rule: null, fromMs: from, toMs: to, ms: to - from }
    if (to > from) all.push(gap as DeploymentSegment)
  }
  let atMs = fromMs
  for (const segment of segments) {
    fill(atMs, segment.fromMs)
    all.push(segment)
    atMs = segment.toMs
  }
  fill(atMs, toMs)
  return all
}

/** Room on an instance that a task of the same service gave back at the end of the wait: that task's stop was what was waited for. */
function held(story: Story, segment: DeploymentSegment): DeploymentSegment[] {
  const instance = instanceOf(story.doings.find(({ taskArn }) => taskArn === segment.taskArn))
  for (const doing of story.doings) {
    const isNear = doing.kind === 'gone' && doing.fromMs < segment.toMs && (doing.toMs ?? segment.toMs) >= segment.toMs
    if (!isNear || instance === null || instanceOf(doing) !== instance) continue
    const path = pathOf(story, doing)
    const end = path?.segments.find(({ name, toMs }) => ENDS.has(name) && toMs === segment.toMs)
    if (path === null || end === undefined) continue
    const own = clipped(path.segments, doing.taskArn, segment)
    const first = own[0]!.fromMs
    return first === segment.fromMs ? own : [{ ...segment, toMs: first, ms: first - segment.fromMs }, ...own]
  }
  return [segment]
}

const ENDS: ReadonlySet<string> = new Set(['exit', 'stop-timeout'])

function instanceOf(doing: Doing | undefined): string | null {
  return (
    (doing?.entries[0]?.set as { readonly containerInstanceArn?: string | null } | undefined)?.containerInstanceArn ??
    null
  )
}
