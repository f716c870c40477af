// At what price did it complete? Fewer healthy tasks than asked, failed requests, or much time.

import { counted } from '../../inputs/index.ts'
import type { Segment } from '../critical-path.ts'
import { areErrorsBounded } from '../expectations.ts'
import type { Cause } from '../rehearsal.ts'
import type { Case } from '../verdict.ts'
import { type Detector, MOST_EVIDENCE, spanText, withEvidence } from './cause.ts'

export const fewerHealthy: Detector = ({ label, story, asked, passage, verdict }) => {
  const { count, atMs } = story.lowestHealthy
  if (count >= asked || verdict === 'stuck') return null
  const sentence = `${label} had ${counted(count, 'healthy task')} ${spanText(atMs - passage.changeMs)} after the change, and ${asked} were asked for.`
  const near = story.events.filter((event) => event.atMs <= atMs).slice(-2)
  return withEvidence({ kind: 'fewer-healthy', weight: 'degrades', rule: 'DP-100', sentence }, near)
}

export const failedRequests: Detector = ({ arn, label, requests, unmet, story, passage }) => {
  const { worst = null } = requests ?? {}
  const isBorne = areErrorsBounded(passage, arn) && unmet.every(({ name }) => name !== 'errors')
  if (requests === null || worst === null || isBorne) return null
  const { fromMs, toMs, percent, answers } = worst
  const all = percent === 100 ? 'all of them' : `${percent} % of them`
  const [answer] = answers.toSorted((a, b) => b.failed - a.failed)
  const met = answer === undefined ? '' : `: ${answer.status ?? answer.reason ?? 'no answer'}`
  const sentence = `${count(requests.failed)} of ${count(requests.total)} requests to ${label} failed; worst from ${spanText(fromMs)} to ${spanText(toMs)} after the change, ${all}${met}.`
  const near = story.events.filter(({ atMs }) => atMs <= passage.changeMs + toMs).slice(-2)
  return withEvidence({ kind: 'failed-requests', weight: 'degrades', rule: 'TG-044', sentence }, near)
}

/** A part of a request is one. */
function count(requests: number): number {
  return Math.ceil(requests)
}

export const tooSlow: Detector = ({ label, plan, durationMs }) => {
  if (plan.withinMs === null || durationMs === null || durationMs <= plan.withinMs) return null
  const sentence = `${label} took ${spanText(durationMs)}, and ${spanText(plan.withinMs)} were asked for.`
  return withEvidence({ kind: 'too-slow', weight: 'degrades', rule: 'DP-410', sentence }, [])
}

/** What the files expect of the service, beyond what other causes tell. */
export function notAsExpected({ unmet, label }: Case): Cause[] {
  return unmet.map(({ at, sentence, found, evidence }) => ({
    kind: 'not-as-expected',
    weight: 'degrades',
    rule: 'DP-100',
    sentence: `${label} is not as expected${at === null ? '' : ` at ${at}`}: ${sentence}; found ${found}.`,
    evidence: { entries: evidence.entries.slice(0, MOST_EVIDENCE), texts: evidence.texts.slice(0, MOST_EVIDENCE) },
  }))
}

/** Half of the time, and a minute at least, went to connections that were left to end. */
export function slowDrain({ label, durationMs, story }: Case, path: readonly Segment[]): Cause | null {
  if (durationMs === null) return null
  const drains = path.filter((segment) => segment.name === 'deregistration-delay')
  const ms = drains.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  if (ms < LONG_DRAIN_MS || ms * 2 < durationMs) return null
  const sentence = `${label} took ${spanText(durationMs)}, ${spanText(ms)} of it deregistration delay.`
  const said = story.events.filter(({ text }) => text.includes('draining connections'))
  return withEvidence({ kind: 'slow-drain', weight: 'slows', rule: 'TG-010', sentence }, said)
}

const LONG_DRAIN_MS = 60_000
