// How did it end for each service? One case a service, with everything that its causes can be told from.
import { boundsOf, type Service, type Simulation } from '../index.ts'
import type { ExpectationResult } from '../inputs/index.ts'
import { areErrorsBounded, areMet, unmetFor } from './expectations.ts'
import { type OutageAt, outagesOf } from './outages.ts'
import type { Plan } from './plan.ts'
import type { Percentiles, ServiceRehearsal, VerdictName } from './rehearsal.ts'
import { type Requests, requestsOf } from './requests.ts'
import type { Passage } from './run.ts'
import type { Story } from './watch.ts'

const RANKS: Readonly<Record<VerdictName, number>> = { completes: 0, degrades: 1, 'rolls-back': 2, stuck: 3 }

/** Below 0 when the first is the better one. */
export function compareVerdicts(a: VerdictName, b: VerdictName): number {
  return RANKS[a] - RANKS[b]
}

export function worstOf(verdicts: readonly VerdictName[]): VerdictName {
  return verdicts.reduce((worst, verdict) => (compareVerdicts(verdict, worst) > 0 ? verdict : worst), 'completes')
}

/** One service in one passage. */
export interface Case {
  readonly plan: Plan
  readonly passage: Passage
  /** As it stands at the end. */
  readonly sim: Simulation
  readonly arn: string
  readonly name: string
  /** What people call it. */
  readonly label: string
  readonly cluster: string
  readonly id: string | null
  readonly change: ServiceRehearsal['change']
  readonly members: readonly string[]
  /** null: it is new. */
  readonly before: Readonly<Service> | null
  /** null: it is gone, and forgotten. */
  readonly after: Readonly<Service> | null
  readonly story: Story
  readonly asked: number
  readonly requests: Requests | null
  /** Where healthy tasks were asked for, and no request reached any; the longest first. */
  readonly outages: readonly OutageAt[]
  /** Expectations of the files that are not met, and that lie with it. */
  readonly unmet: readonly ExpectationResult[]
  readonly durationMs: number | null
  readonly verdict: VerdictName
}

/** In order of creation. Those that were not reached stand at the end. */
export function casesOf(plan: Plan, passage: Passage): Case[] {
  const { sim, watch } = passage
  const rows = new Map([
    ...watch.before,
    ...[...sim.view.tables.services.values()].map((row) => [row.arn, row] as const),
  ])
  const wanted = [...rows.values()].filter(
    ({ arn, status }) => status !== 'INACTIVE' || watch.before.get(arn)?.status === 'ACTIVE',
  )
  const cases = wanted.map((row) => caseOf(plan, passage, row))
  return plan.services === null
    ? cases
    : cases.filter(({ name, label }) => plan.services?.some((wanted) => wanted === name || wanted === label))
}

function caseOf(plan: Plan, passage: Passage, { arn, name, clusterArn }: Readonly<Service>): Case {
  const { sim, watch, scene, changeMs } = passage
  const before = watch.before.get(arn) ?? null
  const after = sim.view.tables.services.get(arn) ?? null
  const story = watch.storyOf(sim, arn)
  const id = scene.idOf(arn)
  const piece = passage.carried.pieces.find((one) => one.kind === 'service' && one.id === id)
  const asked = askedOf(plan, before, after)
  const durationMs = durationOf(after, before, changeMs)
  const facts = {
    plan,
    passage,
    sim,
    arn,
    name,
    label: scene.labelOf(id) ?? name,
    cluster: clusterArn.slice(clusterArn.lastIndexOf('/') + 1),
    id,
    before,
    after,
    story,
    asked,
    durationMs,
  }
  const change = piece === undefined ? unlisted(before, after) : changeFrom(piece.action)
  const requests = requestsOf(passage, arn, plan.loads)
  const question = { before, after, lowestHealthy: story.lowestHealthy.count }
  // Whoever lets every task stop at once has asked for it.
  const outages = asked === 0 ? [] : outagesOf(passage, question)
  const unmet = unmetFor(passage, arn, requests)
  const isReached = change !== 'not reached' && change !== 'refused'
  const verdict = isReached ? verdictOf({ ...facts, requests, outages, unmet }) : verdictOfUnreached(passage)
  return { ...facts, change, members: piece?.members ?? [], requests, outages, unmet, verdict }
}

function changeFrom(action: string): ServiceRehearsal['change'] {
  return action === 'kept' ? 'unchanged' : (action as ServiceRehearsal['change'])
}

/** What no list of pieces tells: a service that is gone, and what a scenario did. */
function unlisted(before: Case['before'], after: Case['after']): ServiceRehearsal['change'] {
  if (before === null) return 'created'
  if (after === null || after.status !== 'ACTIVE') return 'deleted'
  return before.deployments[0]?.id === after.deployments[0]?.id ? 'unchanged' : 'updated'
}

/** How many tasks had to be healthy all the time: as before and after the change both ask for. */
function askedOf({ keepHealthyPercent }: Plan, before: Case['before'], after: Case['after']): number {
  const desiredCount = desiredOf(before, after)
  if (before === null || after === null || desiredCount === null) return 0
  const percent = keepHealthyPercent ?? Math.min(before.minimumHealthyPercent, after.minimumHealthyPercent)
  return boundsOf({ desiredCount, minimumHealthyPercent: percent, maximumPercent: 200 }).lower
}

/** What before and after both ask for; null for a service that is not there before, or not after. */
export function desiredOf(before: Case['before'], after: Case['after']): number | null {
  if (before === null || after === null || after.status !== 'ACTIVE') return null
  return Math.min(before.desiredCount, after.desiredCount)
}

function durationOf(after: Case['after'], before: Case['before'], changeMs: number): number | null {
  const endMs = after === null || after.status !== 'ACTIVE' ? (after?.inactiveAtMs ?? null) : after.steadySinceMs
  const isTouched = endMs !== null && (endMs > changeMs || before === null || before.steadySinceMs !== endMs)
  return isTouched ? endMs - changeMs : null
}

type Facts = Omit<Case, 'verdict' | 'change' | 'members'>

function verdictOf(facts: Facts): VerdictName {
  const { plan, passage, arn, after, story, asked, requests, outages, unmet, durationMs } = facts
  if (after !== null && after.status !== 'INACTIVE' && !isAtRest(after)) return 'stuck'
  if (story.givenUp.length > 0) return 'rolls-back'
  const isSlow = plan.withinMs !== null && durationMs !== null && durationMs > plan.withinMs
  const isCutOff = !areErrorsBounded(passage, arn) && ((requests?.failed ?? 0) > 0 || outages.length > 0)
  const isShort = story.lowestHealthy.count < asked || isCutOff
  return isSlow || isShort || unmet.length > 0 ? 'degrades' : 'completes'
}

function isAtRest({ status, steadySinceMs, deployments }: Readonly<Service>): boolean {
  return status === 'ACTIVE' && steadySinceMs !== null && deployments.length === 1
}

/** CloudFormation takes the whole update back once something has failed; as long as nothing has, it waits. */
export function verdictOfUnreached({ restMs, carried }: Passage): VerdictName {
  return restMs === null && carried.refusal === null ? 'stuck' : 'rolls-back'
}

/** Of a passage: the worst of its services, a price when it was not as expected, or stuck when somebody else waits, or something was not reached. */
export function verdictOfAll(passage: Passage, cases: readonly Case[]): VerdictName {
  const { pieces, refusal } = passage.carried
  const isReached = refusal === null && pieces.every(({ action }) => action !== 'not reached')
  const verdicts = cases.map(({ verdict }) => verdict)
  if (passage.restMs === null && refusal === null) return 'stuck'
  const unmet: VerdictName[] = areMet(passage) ? [] : ['degrades']
  return worstOf([...verdicts, ...unmet, ...(isReached ? [] : [verdictOfUnreached(passage)])])
}

/** Nearest rank. null when there is nothing. */
export function percentilesOf(spans: readonly number[]): Percentiles | null {
  if (spans.length === 0) return null
  const sorted = [...spans].sort((a, b) => a - b)
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)]!
  return { p50: at(50), p95: at(95) }
}
