// Which is the smallest change of the files after which the change works? Every guess is tried by the real engine; what helps is offered.
import { AwsException, UsageError } from '../../index.ts'
import { causesOf } from '../causes/table.ts'
import type { Change, Scene } from '../change.ts'
import { AS_THE_BREAKER } from '../patience.ts'
import type { Plan } from '../plan.ts'
import type { Cause, CauseKind, Fix } from '../rehearsal.ts'
import { type Judged, judge, pathOf } from '../report.ts'
import { passagesOf } from '../run.ts'
import { type Case, compareVerdicts } from '../verdict.ts'
import { breaker } from './breaker.ts'
import { deregistrationDelay, healthCheck, healthCheckGracePeriod } from './health.ts'
import { patchesOf } from './patches.ts'
import { desiredCount, maximumPercent, minimumHealthyPercent } from './percentages.ts'
import { editsOf, type Family, type Proposal, subjectOf } from './proposal.ts'
import { constraint, hostPort, instances } from './room.ts'

/** In the order in which they are tried: what disturbs least goes first. */
const FAMILIES: readonly Family[] = [
  maximumPercent,
  healthCheckGracePeriod,
  deregistrationDelay,
  healthCheck,
  minimumHealthyPercent,
  hostPort,
  constraint,
  instances,
  desiredCount,
  breaker,
]

export interface Found {
  readonly fixes: readonly Fix[]
  readonly trials: number
  /** There was more to try. */
  readonly isExhausted: boolean
}

export interface Question {
  readonly plan: Plan
  readonly change: Change
  /** At rest, before the change. */
  readonly scene: Scene
  readonly outcome: Judged
}

/** Single edits; pairs only when no single one completes. Best first. */
export function findFixes(question: Question): Found {
  const search = new Search(question)
  const singles = search.singles()
  const isEnough = singles.some(({ outcome }) => outcome.verdict === 'completes')
  const pairs = isEnough ? [] : search.pairs()
  const helpful = [...singles, ...pairs].filter((trial) => search.helps(trial))
  return {
    fixes: helpful.sort(compareTrials).map(fixOf),
    trials: search.trials,
    isExhausted: search.isExhausted,
  }
}

interface Trial {
  readonly proposals: readonly Proposal[]
  readonly outcome: Judged
  readonly causes: readonly Caused[]
}

interface Caused {
  readonly one: Case
  readonly causes: readonly Cause[]
}

class Search {
  trials = 0
  isExhausted = false
  private readonly question: Question
  private readonly own: readonly Caused[]
  private readonly failed: Trial[] = []

  constructor(question: Question) {
    this.question = question
    this.own = caused(question.outcome)
  }

  singles(): Trial[] {
    return this.ladders(this.own, []).flatMap((ladder) => this.climb(ladder, []))
  }

  /** What did not help, with what may help against what is then in the way. */
  pairs(): Trial[] {
    return [...this.failed].flatMap((trial) => {
      const [first] = trial.proposals
      const ladders = first === undefined ? [] : this.ladders(trial.causes, trial.proposals)
      return ladders.flatMap((ladder) => this.climb(ladder, trial.proposals))
    })
  }

  /** It completes where it did not, comes off better, or is not slow any more. */
  helps({ outcome, causes }: Trial): boolean {
    const better = compareVerdicts(outcome.verdict, this.question.outcome.verdict)
    if (better !== 0) return better < 0
    return isSlow(this.own) && !isSlow(causes) && outcome.verdict === 'completes'
  }

  /** Proposals of one family about one value each, the smallest first. */
  private ladders(all: readonly Caused[], taken: readonly Proposal[]): Proposal[][] {
    const { plan, change } = this.question
    const taboo = new Set(taken.map(({ family }) => family))
    return FAMILIES.filter(({ name }) => !taboo.has(name)).flatMap((family) =>
      all.flatMap(({ one, causes }) => {
        const subject = change.blueprint === null ? null : subjectOf(plan, one, change.blueprint)
        if (subject === null || !causes.some(({ kind }) => family.answers.includes(kind))) return []
        return byValue(family.propose(subject))
      }),
    )
  }

  /** Up to the first that helps. */
  private climb(ladder: readonly Proposal[], base: readonly Proposal[]): Trial[] {
    for (const proposal of ladder) {
      const trial = this.attempt([...base, proposal])
      if (trial !== null && this.helps(trial)) return [trial]
      if (trial !== null && base.length === 0) this.failed.push(trial)
    }
    return []
  }

  private attempt(proposals: readonly Proposal[]): Trial | null {
    const { plan, change, scene } = this.question
    const patches = patchesOf(proposals)
    if (patches === null) return null
    if (this.trials >= plan.mostTrials) {
      this.isExhausted = true
      return null
    }
    this.trials++
    plan.progress({ phase: 'trial', done: this.trials, of: plan.mostTrials })
    try {
      const revised = change.revised(patches)
      if (revised === null) return null
      const outcome = judge(plan, passagesOf(revised, scene.fork(), { ...plan, mostFailures: AS_THE_BREAKER }))
      return { proposals, outcome, causes: caused(outcome) }
    } catch (error) {
      // What ECS refuses is no fix.
      if (error instanceof UsageError || error instanceof AwsException) return null
      throw error
    }
  }
}

/** Ladders of proposals that change the same value. */
function byValue(proposals: readonly Proposal[]): Proposal[][] {
  const ladders = new Map<string, Proposal[]>()
  for (const proposal of proposals) {
    const key = JSON.stringify(proposal.changes.map(({ piece, path }) => [piece.id, path]))
    ladders.set(key, [...(ladders.get(key) ?? []), proposal])
  }
  return [...ladders.values()]
}

function caused({ steps }: Judged): Caused[] {
  return steps
    .flatMap(({ cases }) => cases)
    .map((one) => ({ one, causes: causesOf(one, pathOf(one)) }))
    .filter(({ causes }) => causes.length > 0)
}

function isSlow(all: readonly Caused[]): boolean {
  const slow: readonly CauseKind[] = ['slow-drain']
  return all.some(({ causes }) => causes.some(({ kind }) => slow.includes(kind)))
}

// ── the best first ──

function compareTrials(a: Trial, b: Trial): number {
  const [x, y] = [a, b].map(({ proposals }) => priceOf(proposals)) as [number[], number[]]
  const verdict = compareVerdicts(a.outcome.verdict, b.outcome.verdict)
  const index = x.findIndex((value, place) => value !== y[place])
  return verdict || (index === -1 ? 0 : x[index]! - y[index]!)
}

/** Number of edits, how much they disturb, how much they change. */
function priceOf(proposals: readonly Proposal[]): number[] {
  const disruption = proposals.reduce((sum, { family }) => sum + disruptionOf(family), 0)
  return [proposals.length, disruption, proposals.reduce((sum, { size }) => sum + size, 0)]
}

function disruptionOf(family: Proposal['family']): number {
  return FAMILIES.find(({ name }) => name === family)?.disruption ?? 0
}

function fixOf({ proposals, outcome }: Trial): Fix {
  const edits = proposals.flatMap(editsOf)
  return {
    edits,
    words: edits.map(({ words }) => words).join('; '),
    patches: patchesOf(proposals) ?? [],
    verdict: outcome.verdict,
    durationMs: outcome.durationMs,
  }
}
