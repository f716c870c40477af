// What will become of a change? It is played, judged, explained, and mended where it fails.
import { type Simulation, show, suggestion, UsageError } from '../index.ts'
import type { Blueprint } from '../inputs/index.ts'
import type { Change } from './change.ts'
import { expectationsOf } from './expectations.ts'
import { type Found, findFixes } from './fixes/search.ts'
import { refuseUnused } from './missing-images.ts'
import type { RehearsalOptions, RehearseOptions } from './options.ts'
import { changeOf } from './pair.ts'
import { UNTIL_CLEAR } from './patience.ts'
import { type Plan, planOf } from './plan.ts'
import { precheck } from './precheck/precheck.ts'
import type { Rehearsal, Said } from './rehearsal.ts'
import { type Judged, judge, stepsOf, worstRun } from './report.ts'
import { type Passage, passagesOf, type Stage, stageOf } from './run.ts'
import { summaryOf } from './summary.ts'

/** A rehearsal, and the simulation that its evidence is found in. */
export interface Rehearsed {
  /** Plain data. */
  readonly rehearsal: Rehearsal
  /** Of the run that came out worst, at its end: time can go on. */
  readonly simulation: Simulation
}

/**
 * Rehearses a change from one version of the files to the next: what is there before is made and brought to rest, the change is carried out
 * as CloudFormation would, and time passes until everything is at rest again. Without anything before, the creation is rehearsed, and then a
 * new deployment of every service.
 *
 * ```ts
 * const { rehearsal } = rehearse({ before, after })
 * rehearsal.verdict // 'stuck'
 * rehearsal.fixes[0]?.words // 'set deploymentConfiguration.maximumPercent of web from 134 to 200'
 * ```
 * @throws UsageError for what ECS or the simulator refuses, with its place in the files; for options that cannot be
 */
export function rehearse({ before, after, ...options }: RehearseOptions): Rehearsed {
  return rehearseChange(changeOf(before, after), options)
}

/** The same for anything that can be rehearsed. @throws as `rehearse` */
export function rehearseChange(change: Change, options: RehearsalOptions = {}): Rehearsed {
  const plan = planOf(change, options)
  const stages = Array.from({ length: plan.runs }, (_, index) => stageOf(change, plan, index))
  // What is kept as it is for trials is not played upon.
  const runs = stages.map((stage, index) => {
    const run = judge(plan, passagesOf(change, stage.scene.fork(), { ...plan, mostFailures: UNTIL_CLEAR }))
    plan.progress({ phase: 'run', done: index + 1, of: plan.runs })
    return run
  })
  const worst = worstRun(runs)
  refuseStrangers(plan, worst)
  refuseUnused(plan.missingImages, worst.steps.at(-1)!.passage.sim)
  const stage = stages[runs.indexOf(worst)]!
  const impossible = precheck(change, stage.scene, plan)
  const found = searched({ plan, change, stage, worst })
  const steps = stepsOf(plan, runs, worst)
  const { sim } = worst.steps.at(-1)!.passage
  const expectations = expectationsOf(runs.map(passagesIn), passagesIn(worst))
  const rehearsal: Rehearsal = {
    format: 1,
    before: change.before,
    after: change.after,
    seed: stage.seed,
    verdict: worst.verdict,
    summary: summaryOf(worst.verdict, steps, expectations),
    restless: stage.restless,
    steps,
    impossible,
    fixes: found.fixes,
    search: { trials: found.trials, mostTrials: plan.mostTrials, isExhausted: found.isExhausted },
    expectations,
    notes: worst.steps.flatMap(({ passage }) => passage.carried.notes),
    ...saidOf(change.blueprint),
  }
  return { rehearsal, simulation: sim }
}

function passagesIn({ steps }: Judged): Passage[] {
  return steps.map(({ passage }) => passage)
}

/** @throws UsageError for a service that was asked for and is not there, with those that are */
function refuseStrangers({ services }: Plan, { steps }: Judged): void {
  const { sim, scene } = steps.at(-1)!.passage
  const rows = [...sim.view.tables.services.values()].map(({ arn, name }) => [scene.labelOf(scene.idOf(arn)), name])
  const known = [...new Set(rows.map(([label, name]) => label ?? name!))]
  const index = services?.findIndex((wanted) => !rows.some((names) => names.includes(wanted))) ?? -1
  if (services === null || index === -1) return
  const path = `services[${index}]`
  const expected = known.length === 0 ? 'a service, and there is none' : `a service that is there: ${known.join(', ')}`
  const found = show(services[index])
  const hint = suggestion(String(services[index]), known)
  throw new UsageError(`${path}: expected ${expected}; found ${found}.${hint}`, { path, expected, found })
}

interface Search {
  readonly plan: Plan
  readonly change: Change
  readonly stage: Stage
  readonly worst: Judged
}

function searched({ plan, change, stage, worst }: Search): Found {
  if (plan.mostTrials === 0 || change.pieces.length === 0) return { fixes: [], trials: 0, isExhausted: false }
  const mostTrials = worst.verdict === 'completes' ? Math.min(plan.mostTrials, MOST_TO_MAKE_FASTER) : plan.mostTrials
  return findFixes({ plan: { ...plan, mostTrials }, change, stage, outcome: worst })
}

/** A change that completes needs no fix: what would make it faster is worth a look, and no more. */
const MOST_TO_MAKE_FASTER = 12

function saidOf(blueprint: Blueprint | null): Pick<Rehearsal, 'kept' | 'notSimulated' | 'notRehearsed'> {
  const said = ({ what, why }: Said): Said => ({ what, why })
  return {
    kept: (blueprint?.kept ?? []).map(said),
    notSimulated: (blueprint?.notSimulated ?? []).map(said),
    notRehearsed: (blueprint?.notRehearsed ?? []).map(({ service, why }) => ({ what: service, why })),
  }
}
