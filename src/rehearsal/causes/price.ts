// At what price did it complete? Fewer healthy tasks than asked, failed requests, or much time.

import { counted } from '../../inputs/index.ts'
import type { Segment } from '../critical-path.ts'
import { areErrorsBorne } from '../expectations.ts'
import type { Cause, Outage } from '../rehearsal.ts'
import type { Case } from '../verdict.ts'
import { type Detector, MOST_EVIDENCE, spanText, withEvidence } from './cause.ts'

export const fewerHealthy: Detector = ({ label, story, asked, passage, verdict }) => {
  const { count, atMs } = story.lowestHealthy
  if (count >= asked || verdict === 'stuck') return null
  const sentence = `${label} had ${counted(count, 'healthy task')} ${spanText(atMs - passage.changeMs)} after the change, and ${asked} were asked for.`
  const near = story.events.filter((event) => event.atMs <= atMs).slice(-2)
  return withEvidence({ kind: 'fewer-healthy', weight: 'degrades', rule: 'DP-100', sentence }, near)
}

export const failedRequests: Detector = (one) => {
  const { label, requests, story, passage } = one
  const { worst = null } = requests ?? {}
  if (requests === null || worst === null || areErrorsBorne(one)) return null
  const { fromMs, toMs, percent, answers } = worst
  const all = percent === 100 ? 'all of them' : `${percent} % of them`
  const [answer] = answers.toSorted((a, b) => b.failed - a.failed)
  const met = answer === undefined ? '' : `: ${answer.status ?? answer.reason ?? 'no answer'}`
  const sentence = `${count(requests.failed)} of ${count(requests.total)} requests to ${label} failed; worst from ${spanText(fromMs)} to ${spanText(toMs)} after the change, ${all}${met}.`
  const near = story.events.filter(({ atMs }) => atMs <= passage.changeMs + toMs).slice(-2)
  return withEvidence({ kind: 'failed-requests', weight: 'degrades', rule: 'TG-044', sentence }, near)
}

/** Of the longest one; the others are in the figures. */
export const noHealthyTarget: Detector = (one) => {
  const { label, outages } = one
  const [longest] = outages
  if (longest === undefined || areErrorsBorne(one)) return null
  const { outage, seq } = longest
  const { loadBalancer, port, priority, fromMs, toMs, isOver, status, reason } = outage
  const listener = `${priority === null ? 'the listener' : `rule ${priority} of the listener`} on port ${port} of ${loadBalancer}`
  const until = isOver ? `to ${spanText(toMs)}` : 'to the end'
  const span = `for ${spanText(toMs - fromMs)}, from ${spanText(fromMs)} ${until} after the change`
  const sentence = `${label} is cut off: ${listener} has no healthy target ${span}${wayOf(outage)}`
  const said = seq === null ? [] : [{ seq, text: `${status ?? 'no answer'}: ${reason ?? 'nobody answers'}` }]
  return withEvidence({ kind: 'no-healthy-target', weight: 'degrades', rule: 'RT-020', sentence }, said)
}

/** What led to it, and what avoids it, where that is another target group. */
function wayOf({ targetGroups, before }: Outage): string {
  const fresh = targetGroups.filter((name) => !before.includes(name))
  if (before.length === 0 || fresh.length < targetGroups.length) return '.'
  const [to, from] = [fresh.join(', '), before.join(', ')]
  return `, because it leads to target group ${to} before a task is healthy there. Do it in three changes: ${to} beside ${from}, with weight 0 in the listener and in loadBalancers of the service; then the weight; then ${from} goes.`
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

/** The critical path of a case; worked out for those who ask. */
export type PathOf = (one: Case) => readonly Segment[]

/** Half of the time, and a minute at least, went to connections that were left to end. */
export function slowDrain(one: Case, pathOf: PathOf): Cause | null {
  const { label, durationMs, story } = one
  if (durationMs === null || durationMs < LONG_DRAIN_MS) return null
  const drains = pathOf(one).filter((segment) => segment.name === 'deregistration-delay')
  const ms = drains.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  if (ms < LONG_DRAIN_MS || ms * 2 < durationMs) return null
  const sentence = `${label} took ${spanText(durationMs)}, ${spanText(ms)} of it deregistration delay.`
  const said = story.events.filter(({ text }) => text.includes('draining connections'))
  return withEvidence({ kind: 'slow-drain', weight: 'slows', rule: 'TG-010', sentence }, said)
}

const LONG_DRAIN_MS = 60_000
