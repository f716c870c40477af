// Which is the smallest change of the files after which the change works? Every guess is tried by the real engine; what helps is offered.
import { AwsException, UsageError } from '../../index.ts'
import type { Change } from '../change.ts'
import { AS_THE_BREAKER } from '../patience.ts'
import type { Plan } from '../plan.ts'
import type { Fix } from '../rehearsal.ts'
import { type Judged, judge } from '../report.ts'
import { passagesOf, type Stage, stageOf } from '../run.ts'
import { compareTrials, FAMILIES } from './families.ts'
import { patchesOf } from './patches.ts'
import { type Proposal, subjectOf } from './proposal.ts'
import {
  type Caused,
  caused,
  causedByWorst,
  completesFor,
  fixOf,
  helpsAll,
  helpsService,
  keyOf,
  type Trial,
} from './trial.ts'

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
  readonly stage: Stage
  readonly outcome: Judged
}

/**
 * For each service in trouble single edits; pairs only when no single one completes it. When several are in trouble, what helps each of them
 * is tried together, too. Best first.
 */
export function findFixes(question: Question): Found {
  const search = new Search(question)
  const byService = search.services().map((key) => search.fixesFor(key))
  const together = search.together(byService)
  const helpful = [...byService.flat(), ...together].filter((trial) => helpsAll(trial, search.without))
  const best = unique(helpful.sort(compareTrials))
  const completing = best.filter(({ outcome }) => outcome.verdict === 'completes')
  const fixes = (completing.length > 0 ? completing : best).map(fixOf)
  return { fixes, trials: search.trials, isExhausted: search.isExhausted }
}

/** Of those that change the same values, however much, the first: that is the smallest. */
function unique(trials: readonly Trial[]): Trial[] {
  const seen = new Set<string>()
  return trials.filter(({ proposals }) => {
    const targets = proposals.map(targetOf).sort().join()
    return !seen.has(targets) && seen.add(targets)
  })
}

/** How many ways out are put together, one of each service. */
const MOST_COMBINATIONS = 3

class Search {
  trials = 0
  isExhausted = false
  /** The change as it is. */
  readonly without: Trial
  private readonly question: Question

  constructor(question: Question) {
    this.question = question
    this.without = { proposals: [], outcome: question.outcome, causes: causedByWorst(question.outcome) }
  }

  /** Those in trouble. */
  services(): string[] {
    return [...new Set(this.without.causes.map(({ one }) => keyOf(one)))]
  }

  /** What helps one service, whether or not others are stuck all the same; best first. */
  fixesFor(key: string): Trial[] {
    const failed: Trial[] = []
    const singles = this.ladders(this.without.causes, key).flatMap((ladder) =>
      this.climb(ladder, key, { base: [], failed }),
    )
    if (singles.some((trial) => completesFor(trial, key))) return singles.sort(compareTrials)
    const pairs = failed.flatMap(({ causes, proposals: base }) => {
      const taboo = new Set(base.map(({ family }) => family))
      const ladders = this.ladders(causes, key).filter(([first]) => first !== undefined && !taboo.has(first.family))
      return ladders.flatMap((ladder) => this.climb(ladder, key, { base, failed: [] }))
    })
    return [...singles, ...pairs].sort(compareTrials)
  }

  /** The best of each service, the second best, the third. */
  together(byService: readonly (readonly Trial[])[]): Trial[] {
    const helped = byService.filter((trials) => trials.length > 0)
    if (helped.length < 2) return []
    const most = Math.min(MOST_COMBINATIONS, Math.max(...helped.map(({ length }) => length)))
    return Array.from({ length: most }, (_, rank) => {
      const chosen = helped.flatMap((trials) => (trials[rank] ?? trials[0]!).proposals)
      return this.attempt(merged(chosen))
    }).filter((trial) => trial !== null)
  }

  /** Proposals of one family about one value each, the smallest first. */
  private ladders(all: readonly Caused[], key: string): Proposal[][] {
    const { plan, change } = this.question
    const own = all.filter(({ one }) => keyOf(one) === key)
    return FAMILIES.flatMap((family) =>
      own.flatMap(({ one, causes }) => {
        const subject = subjectOf(plan, one, change.pieces)
        if (subject === null || !causes.some(({ kind }) => family.answers.includes(kind))) return []
        return byValue(family.propose(subject))
      }),
    )
  }

  /** Up to the first that helps. */
  private climb(
    ladder: readonly Proposal[],
    key: string,
    { base, failed }: { readonly base: readonly Proposal[]; readonly failed: Trial[] },
  ): Trial[] {
    for (const proposal of ladder) {
      const trial = this.attempt([...base, proposal])
      if (trial === null) continue
      if (helpsService(trial, this.without, key)) return [trial]
      failed.push(trial)
    }
    return []
  }

  private attempt(proposals: readonly Proposal[]): Trial | null {
    const { plan, change, stage } = this.question
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
      const scene = revised.isOfAnotherWorld === true ? stageOf(revised, plan, stage.index).scene : stage.scene.fork()
      const passages = passagesOf(revised, scene, { ...plan, mostFailures: AS_THE_BREAKER })
      if (passages.some(({ carried }) => carried.refusal !== null)) return null
      const outcome = judge(plan, passages)
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
  for (const proposal of proposals)
    ladders.set(targetOf(proposal), [...(ladders.get(targetOf(proposal)) ?? []), proposal])
  return [...ladders.values()]
}

/** Of two that change the same value the larger change. */
function merged(proposals: readonly Proposal[]): Proposal[] {
  const largest = new Map<string, Proposal>()
  for (const proposal of proposals) {
    const known = largest.get(targetOf(proposal))
    if (known === undefined || known.size < proposal.size) largest.set(targetOf(proposal), proposal)
  }
  return [...largest.values()]
}

function targetOf({ changes }: Proposal): string {
  return JSON.stringify(changes.map(({ piece, path }) => [piece.id, path]))
}
