// When did a load balancer have nobody to send a service's requests to? It is asked rule by rule, whether or not anybody counts requests.
import type { FailingSpan, Service } from '../index.ts'
import { groupsBehind, groupsOf, type Rule, requestsTo, type SampleOfRule } from '../inputs/index.ts'
import type { Outage } from './rehearsal.ts'
import { endOf } from './requests.ts'
import type { Passage } from './run.ts'

/** An outage, and the journal entry that it began with. */
export interface OutageAt {
  readonly outage: Outage
  readonly seq: number | null
}

interface Question {
  readonly before: Readonly<Service> | null
  readonly after: Readonly<Service> | null
  /** The fewest healthy tasks since the change. */
  readonly lowestHealthy: number
}

/**
 * Spans in which every request that a rule sends to the service is answered by no target, the longest first. Rules that reached nobody before
 * the change either are left out, and so is a service that is new.
 */
export function outagesOf(passage: Passage, question: Question): OutageAt[] {
  const { before, after } = question
  if (before === null || !mayHappen(passage, question)) return []
  const groups = new Set([...groupsBehind(before), ...groupsBehind(after)])
  if (groups.size === 0) return []
  return requestsTo(passage.sim, groups)
    .flatMap((sample) => outagesAt(passage, sample))
    .sort((a, b) => lengthOf(b.outage) - lengthOf(a.outage))
}

/** A healthy task is a healthy target (LB-107): there must be none, or somebody has to lead requests elsewhere. */
function mayHappen({ watch }: Passage, { before, after, lowestHealthy }: Question): boolean {
  return lowestHealthy === 0 || watch.isRerouted || groupsBehind(before).join() !== groupsBehind(after).join()
}

function lengthOf({ fromMs, toMs }: Outage): number {
  return toMs - fromMs
}

/** So long before the change it is looked whether requests were answered at all. */
const GLANCE_MS = 1

function outagesAt(passage: Passage, { rule, request }: SampleOfRule): OutageAt[] {
  const { sim, changeMs } = passage
  const from = Math.max(sim.journal[0]?.atMs ?? changeMs, changeMs - GLANCE_MS)
  if (from === changeMs) return []
  const { failing } = sim.traffic.account({ ...request, from, to: endOf(passage), requestsPerSecond: 1 })
  const spans = joined(failing.filter(isComplete))
  return spans.some(({ fromMs }) => fromMs === from) ? [] : spans.map((span) => outageOf(passage, rule, span))
}

/** Nobody behind the load balancer says anything. */
function isComplete({ requests, failed, answers }: FailingSpan): boolean {
  return failed === requests && answers.every(({ answeredBy }) => answeredBy !== 'target')
}

/** What follows at once is the same outage, for another reason. */
function joined(spans: readonly FailingSpan[]): FailingSpan[] {
  const whole: FailingSpan[] = []
  for (const span of spans) {
    const last = whole.at(-1)
    if (last?.toMs === span.fromMs) whole[whole.length - 1] = { ...last, toMs: span.toMs }
    else whole.push(span)
  }
  return whole
}

function outageOf(passage: Passage, rule: Rule, { fromMs, toMs, answers, cause }: FailingSpan): OutageAt {
  const { sim, watch, changeMs, restMs } = passage
  const { loadBalancerArn, port } = sim.view.tables.listeners.certain(rule.listenerArn)
  const [answer] = answers
  const outage: Outage = {
    loadBalancer: sim.view.tables.loadBalancers.certain(loadBalancerArn).name,
    port,
    priority: rule.priority,
    targetGroups: groupsOf(rule).map(nameOf),
    before: watch.groupsBefore(rule.arn).map(nameOf),
    fromMs: fromMs - changeMs,
    toMs: toMs - changeMs,
    isOver: toMs < endOf(passage) || restMs !== null,
    status: answer?.status ?? null,
    reason: answer?.reason ?? null,
  }
  return { outage, seq: cause }
}

/** `web` of `…:targetgroup/web/6d0e…`. */
function nameOf(targetGroupArn: string): string {
  return targetGroupArn.split('/')[1] ?? targetGroupArn
}
