// What is reported of all runs? Verdicts of the worst, durations of all, causes and costs of the run that came out worst.
import type { Simulation } from '../index.ts'
import { notReachedCause, refusedCause } from './causes/ending.ts'
import { causesOf } from './causes/table.ts'
import { criticalPathOf, longestOf, type Segment } from './critical-path.ts'
import type { Plan } from './plan.ts'
import type { Cost, ServiceRehearsal, StepRehearsal, VerdictName } from './rehearsal.ts'
import type { Passage } from './run.ts'
import {
  type Case,
  casesOf,
  compareVerdicts,
  desiredOf,
  percentilesOf,
  verdictOfAll,
  verdictOfUnreached,
} from './verdict.ts'

/** One run, judged. */
export interface Judged {
  readonly steps: readonly JudgedStep[]
  readonly verdict: VerdictName
  /** Of all steps together; null when one does not come to rest. */
  readonly durationMs: number | null
}

interface JudgedStep {
  readonly passage: Passage
  readonly cases: readonly Case[]
  readonly verdict: VerdictName
}

export function judge(plan: Plan, passages: readonly Passage[]): Judged {
  const steps = passages.map((passage) => {
    const cases = casesOf(plan, passage)
    return { passage, cases, verdict: verdictOfAll(passage, cases) }
  })
  const verdict = steps.reduce<VerdictName>(
    (worst, one) => (compareVerdicts(one.verdict, worst) > 0 ? one.verdict : worst),
    'completes',
  )
  const spans = steps.map(({ passage }) => spanOf(passage))
  const durationMs = spans.includes(null) ? null : spans.reduce<number>((sum, ms) => sum + (ms ?? 0), 0)
  return { steps, verdict, durationMs }
}

/** How long CloudFormation takes to go back is not played. */
function spanOf({ restMs, changeMs, carried }: Passage): number | null {
  return restMs === null || carried.refusal !== null ? null : restMs - changeMs
}

/** The first of those that came out worst. */
export function worstRun(runs: readonly Judged[]): Judged {
  return runs.reduce((worst, run) => (compareVerdicts(run.verdict, worst.verdict) > 0 ? run : worst))
}

/** @param worst the run whose causes are told */
export function stepsOf(plan: Plan, runs: readonly Judged[], worst: Judged): StepRehearsal[] {
  return worst.steps.map(({ passage, cases, verdict }, index): StepRehearsal => {
    const same = runs.flatMap(({ steps }) => steps[index] ?? [])
    const spans = same.map((step) => spanOf(step.passage))
    return {
      step: passage.step,
      verdict,
      sinceMs: passage.changeMs,
      durationMs: spans.includes(null) ? null : percentilesOf(spans.filter((ms) => ms !== null)),
      atMostMs: plan.atMostMs,
      runs: tally(same.map((step) => step.verdict)),
      causes: passage.carried.refusal === null ? [] : [refusedCause(passage.carried.refusal)],
      pieces: passage.carried.pieces,
      services: [...cases.map((one) => serviceOf(one, same)), ...notReached(passage)],
    }
  })
}

function tally(verdicts: readonly VerdictName[]): Record<VerdictName, number> {
  const count = (wanted: VerdictName) => verdicts.filter((verdict) => verdict === wanted).length
  return {
    completes: count('completes'),
    degrades: count('degrades'),
    'rolls-back': count('rolls-back'),
    stuck: count('stuck'),
  }
}

function serviceOf(one: Case, same: readonly JudgedStep[]): ServiceRehearsal {
  const { name, label, cluster, id, change, members, verdict } = one
  const criticalPath = pathOf(one)
  const spans = same.flatMap(
    ({ cases }) => cases.find((other) => other.name === name && other.cluster === cluster)?.durationMs ?? [],
  )
  return {
    service: name,
    label,
    cluster,
    id,
    change,
    members,
    verdict,
    causes: causesOf(one, () => criticalPath),
    cost: costOf(one),
    durationMs: one.durationMs === null ? null : percentilesOf(spans),
    criticalPath,
    longest: longestOf(criticalPath),
  }
}

/** Of a service that came to rest after something had happened to it. */
export function pathOf({ after, durationMs, passage, sim }: Case): Segment[] {
  if (after === null || durationMs === null || after.steadySinceMs === null) return []
  return criticalPathOf(sim, { serviceArn: after.arn, changeMs: passage.changeMs, steadyMs: after.steadySinceMs })
}

function costOf({ story, asked, passage, requests, outages, sim, before, after }: Case): Cost {
  const clusterArn = (before ?? after)?.clusterArn
  const { count, atMs } = story.lowestHealthy
  return {
    lowestHealthy: count,
    askedHealthy: asked,
    desiredCount: desiredOf(before, after),
    lowestAtMs: atMs - passage.changeMs,
    mostTasks: story.mostTasks,
    failedRequests: requests?.failed ?? null,
    requests: requests?.total ?? null,
    failing: requests?.failing ?? [],
    outages: outages.map(({ outage }) => outage),
    extraInstances: extraInstances(sim, clusterArn ?? '', passage.changeMs),
  }
}

function extraInstances(sim: Simulation, clusterArn: string, changeMs: number): number {
  const rows = [...sim.view.tables.containerInstances.values()].filter((row) => row.clusterArn === clusterArn)
  const launched = rows.filter(({ launchedAtMs }) => launchedAtMs >= changeMs).length
  const lost = rows.filter(({ deregisteredAtMs }) => (deregisteredAtMs ?? -1) >= changeMs).length
  return Math.max(0, launched - lost)
}

/** Services that are not even there, because what they need did not become stable. */
function notReached(passage: Passage): ServiceRehearsal[] {
  const { carried, scene, sim } = passage
  const there = new Set([...sim.view.tables.services.values()].map(({ arn }) => scene.idOf(arn)))
  const missing = carried.pieces.filter(
    ({ kind, action, id }) =>
      kind === 'service' && (action === 'not reached' || action === 'refused') && !there.has(id),
  )
  const verdict = verdictOfUnreached(passage)
  return missing.map(({ id, action }) => {
    const label = scene.labelOf(id) ?? id
    const change = action === 'refused' ? 'refused' : 'not reached'
    return { ...NOBODY, service: label, label, id, change, verdict, causes: [notReachedCause(label, carried)] }
  })
}

const NOBODY: Omit<ServiceRehearsal, 'service' | 'label' | 'id' | 'change' | 'verdict' | 'causes'> = {
  cluster: '',
  members: [],
  cost: {
    lowestHealthy: 0,
    askedHealthy: 0,
    desiredCount: null,
    lowestAtMs: 0,
    mostTasks: 0,
    failedRequests: null,
    requests: null,
    failing: [],
    outages: [],
    extraInstances: 0,
  },
  durationMs: null,
  criticalPath: [],
  longest: [],
}
