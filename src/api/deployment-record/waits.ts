// What did a deployment wait for while none of its tasks was what it waited for?
import type { DeploymentSegment } from './path-segment.ts'
import type { Span, Story } from './story.ts'
import { firstTurnFrom, type Turn } from './turns.ts'

interface Gap extends Span {
  /** The service as it was right before the end of the gap. */
  readonly before: Turn | undefined
  /** What was written of it at the end. */
  readonly after: readonly Turn[]
  readonly hasLoss: boolean
}

interface Reason extends Pick<DeploymentSegment, 'name' | 'rule'> {
  holds(gap: Gap): boolean
}

/** The first that holds is the reason. */
const REASONS: readonly Reason[] = [
  { name: 'bake', rule: 'CB-70', holds: ({ before }) => typeof primaryOf(before)?.bakingSinceMs === 'number' },
  {
    name: 'throttle',
    rule: 'DP-702',
    holds: ({ before, fromMs }) => (primaryOf(before)?.attempts.heldUntilMs ?? 0) > fromMs,
  },
  { name: 'placement', rule: 'DP-710', holds: ({ before }) => typeof before?.service.blockedSinceMs === 'number' },
  { name: 'deadlock', rule: 'DP-150', holds: ({ before }) => isNoted(before, 'EV-120') },
  { name: 'protection', rule: 'DP-450', holds: ({ before }) => isNoted(before, 'EV-125') },
  { name: 'service-change', rule: null, holds: hasChanged },
  { name: 'task-loss', rule: null, holds: ({ hasLoss }) => hasLoss },
  { name: 'other', rule: null, holds: () => true },
]

export function waitedFor({ turns, doings }: Pick<Story, 'turns' | 'doings'>, span: Span): DeploymentSegment {
  const { fromMs, toMs } = span
  const place = firstTurnFrom(turns, toMs)
  const gap: Gap = {
    ...span,
    before: turns[place - 1],
    after: turns.slice(place, firstTurnFrom(turns, toMs + 1)),
    hasLoss: doings.some((doing) => doing.kind === 'lost' && doing.toMs === toMs),
  }
  const { name, rule } = REASONS.find(({ holds }) => holds(gap))!
  return { name, taskArn: null, container: null, rule, fromMs, toMs, ms: toMs - fromMs }
}

/** The cause of that service event still held. */
function isNoted(turn: Turn | undefined, rule: string): boolean {
  return turn?.service.notices.some((notice) => notice.rule === rule) === true
}

function primaryOf(turn: Turn | undefined) {
  return turn?.service.deployments[0]
}

function hasChanged({ before, after }: Gap): boolean {
  if (before === undefined) return false
  const { desiredCount } = before.service
  return after.some(({ kind, service }) => kind === 'service.updated' || service.desiredCount !== desiredCount)
}
