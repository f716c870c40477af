// Which kinds of fixes are tried, in which order, and which of two is the smaller one?

import { compareVerdicts } from '../verdict.ts'
import { breaker } from './breaker.ts'
import { deregistrationDelay, healthCheck, healthCheckGracePeriod } from './health.ts'
import { desiredCount, maximumPercent, minimumHealthyPercent } from './percentages.ts'
import type { Family, Proposal } from './proposal.ts'
import { constraint, hostPort, instances, maxSize } from './room.ts'
import type { Trial } from './trial.ts'

/** What disturbs least goes first. */
export const FAMILIES: readonly Family[] = [
  maximumPercent,
  healthCheckGracePeriod,
  deregistrationDelay,
  healthCheck,
  minimumHealthyPercent,
  hostPort,
  constraint,
  maxSize,
  instances,
  desiredCount,
  breaker,
]

/** The better verdict first; then fewer edits, those that disturb less, those that change less. */
export function compareTrials(a: Trial, b: Trial): number {
  const [x, y] = [priceOf(a.proposals), priceOf(b.proposals)]
  const verdict = compareVerdicts(a.outcome.verdict, b.outcome.verdict)
  const index = x.findIndex((value, place) => value !== y[place])
  return verdict || (index === -1 ? 0 : x[index]! - y[index]!)
}

function priceOf(proposals: readonly Proposal[]): number[] {
  const disruption = proposals.reduce((sum, { family }) => sum + disruptionOf(family), 0)
  const edits = proposals.reduce((sum, { changes }) => sum + changes.length, 0)
  return [edits, disruption, proposals.reduce((sum, { size }) => sum + size, 0)]
}

function disruptionOf(family: Proposal['family']): number {
  return FAMILIES.find(({ name }) => name === family)?.disruption ?? 0
}
