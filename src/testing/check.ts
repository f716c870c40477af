// Do all laws hold for somebody's strategy or filter? Each is tried on many cases; the smallest that breaks it is shown.
import * as fc from 'fast-check'
import type { PlacementFilterPlugin, PlacementStrategyPlugin } from '../index.ts'
import { type CaseOptions, placementCases } from './cases.ts'
import { counterexampleText } from './counterexample.ts'
import { type JudgeOptions, violationOf } from './judge.ts'
import type { PlacementLaw } from './law.ts'
import { placementLaws } from './laws.ts'
import { literal } from './literal.ts'
import type { PlacementCase } from './shapes.ts'
import { type ChainOptions, DEFAULT_NAME, kindOf, type Subject } from './subject.ts'

export interface CheckOptions extends ChainOptions, JudgeOptions {
  /** Of fast-check; 1 when absent, so that a check says the same each time. */
  readonly seed?: number
  /** Where a failure was found: with its seed, it is tried again at once. */
  readonly path?: string
  /** Cases a law; 100 when absent. */
  readonly runs?: number
  /** All of `placementLaws` when absent. */
  readonly laws?: readonly PlacementLaw[]
  /** What the cases are made of. */
  readonly cases?: CaseOptions
}

/** A law does not hold. The message is a program that shows it. */
export class BrokenLawError extends Error {
  override readonly name = 'BrokenLawError'
  /** Name of the law. */
  readonly law: string
  readonly counterexample: PlacementCase
  /** The counterexample as a program, with fast-check's seed and path at its end. */
  readonly program: string
  readonly seed: number
  readonly path: string

  constructor(sentence: string, facts: Pick<BrokenLawError, 'law' | 'counterexample' | 'program' | 'seed' | 'path'>) {
    super(`${sentence}\n\n${facts.program}`)
    this.law = facts.law
    this.counterexample = facts.counterexample
    this.program = facts.program
    this.seed = facts.seed
    this.path = facts.path
  }
}

/**
 * Tries the laws of placement on a strategy, one by one.
 *
 * ```ts
 * test('mine', () => checkPlacementStrategy(({ cpuUnits }) => cpuUnits.free))
 * ```
 * @throws BrokenLawError for the first law that does not hold
 */
export function checkPlacementStrategy(strategy: PlacementStrategyPlugin, options: CheckOptions = {}): void {
  checkLaws({ ...chainIn(options), strategy }, options)
}

/** The same for a filter. @throws BrokenLawError for the first law that does not hold */
export function checkPlacementFilter(filter: PlacementFilterPlugin, options: CheckOptions = {}): void {
  checkLaws({ ...chainIn(options), filter }, options)
}

function chainIn({ name, field, before }: ChainOptions): ChainOptions {
  return {
    ...(name === undefined ? {} : { name }),
    ...(field === undefined ? {} : { field }),
    ...(before === undefined ? {} : { before }),
  }
}

function checkLaws(subject: Subject, options: CheckOptions): void {
  for (const law of options.laws ?? Object.values(placementLaws)) checkLaw(law, subject, options)
}

function checkLaw(law: PlacementLaw, subject: Subject, options: CheckOptions): void {
  const { seed = 1, path, runs = 100, cases } = options
  // What the judge said of the smallest case so far: a function with a memory might not say it again.
  let found = ''
  const property = fc.property(placementCases(cases), (example) => {
    const violation = violationOf(law, subject, example, options)
    if (violation !== null) found = violation
    return violation === null
  })
  const details = fc.check(property, { seed, numRuns: runs, ...(path === undefined ? {} : { path }) })
  if (!details.failed) return
  const { counterexample, counterexamplePath } = details
  if (counterexample === null || counterexamplePath === null) throw new Error(fc.defaultReportMessage(details))
  const [example] = counterexample
  const kind = kindOf(subject)
  const { name = DEFAULT_NAME } = subject
  const where = { law: law.name, counterexample: example, seed: details.seed, path: counterexamplePath }
  const [check, again] = [
    kind === 'strategy' ? 'checkPlacementStrategy' : 'checkPlacementFilter',
    `{ laws: [${lawText(law)}], seed: ${where.seed}, path: '${where.path}' }`,
  ]
  const program = [
    counterexampleText(law, subject, example, options),
    `// It prints: ${found}`,
    `// fast-check: seed ${where.seed}, path '${where.path}', case ${details.numRuns} of ${runs}, made smaller ${details.numShrinks} times.`,
    `// To try it again: ${check}(${kind}, ${again})`,
    '',
  ].join('\n')
  throw new BrokenLawError(`${law.name} does not hold for the ${kind} ${name}: ${found}.`, { ...where, program })
}

/** How a test names the law. */
function lawText({ name, given }: PlacementLaw): string {
  if (Object.hasOwn(placementLaws, name)) return `placementLaws.${name}`
  return given === undefined ? name : `${name}(${literal(given)})`
}
