// Does the change complete, and soon enough?
import { type Duration, formatDuration, parseDurationMs } from '../../index.ts'
import type { Rehearsal, StepRehearsal, VerdictName } from '../../rehearsal/index.ts'
import { type Finding, STEP_WORDS, tellingPart } from './finding.ts'
import type { Received } from './received.ts'

/** The verdict is `completes`: everything came to rest, and nothing fell short of what was asked. */
export function completing({ rehearsal }: Received): Finding {
  return {
    isSo: rehearsal.verdict === 'completes',
    subject: changeOf(rehearsal),
    verb: 'complete',
    found: endOf(rehearsal),
    part: tellingPart(rehearsal),
  }
}

/** It completes, and no step takes longer: the 95th percentile, where there are several runs. @throws UsageError */
export function completingWithin(received: Received, span: Duration): Finding {
  const limitMs = parseDurationMs(span, `${received.matcher}: span`)
  const finding = { ...completing(received), verb: `complete within ${formatDuration(limitMs)}` }
  const slow = received.rehearsal.steps.find(({ durationMs }) => durationMs !== null && durationMs.p95 > limitMs)
  if (!finding.isSo || slow === undefined) return finding
  const part = slowestPart(slow) ?? finding.part
  return { ...finding, isSo: false, found: `${STEP_WORDS[slow.step]} takes ${timeOf(slow)}`, part }
}

function slowestPart(step: StepRehearsal): Finding['part'] {
  const spans = step.services.map(({ durationMs }) => durationMs?.p95 ?? -1)
  const service = step.services[spans.indexOf(Math.max(...spans))]
  return service === undefined ? null : { step, service }
}

function changeOf({ steps }: Rehearsal): string {
  return steps.map(({ step }) => STEP_WORDS[step]).join(' and ')
}

const ENDS: Readonly<Record<VerdictName, string>> = {
  completes: 'completes',
  degrades: 'comes to rest, but falls short of what was asked',
  'rolls-back': 'rolls back',
  stuck: 'gets stuck',
}

/** `it gets stuck (in 3 of 20 runs)`, `the release rolls back`. */
function endOf({ verdict, steps }: Rehearsal): string {
  if (verdict === 'completes') return `it completes in ${steps.map(timeOf).join(' and ')}`
  const worst = steps.find((step) => step.verdict === verdict)
  const subject = worst === undefined || steps.length === 1 ? 'it' : STEP_WORDS[worst.step]
  const all = Object.values(worst?.runs ?? {}).reduce((sum, count) => sum + count, 0)
  const share = all <= 1 ? '' : ` (in ${worst?.runs[verdict]} of ${all} runs)`
  return `${subject} ${ENDS[verdict]}${share}`
}

function timeOf({ durationMs }: StepRehearsal): string {
  if (durationMs === null) return 'no known time'
  const { p50, p95 } = durationMs
  return p50 === p95 ? formatDuration(p95) : `${formatDuration(p95)} (P95; P50 ${formatDuration(p50)})`
}
