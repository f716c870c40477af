// What did the files expect, and in how many runs was it so? An expectation that is not met is a price at least.
import type { ExpectationResult } from '../inputs/index.ts'
import type { ExpectationRehearsal } from './rehearsal.ts'
import type { Requests } from './requests.ts'
import type { Passage } from './run.ts'

function resultsOf({ carried }: Passage): readonly ExpectationResult[] {
  return carried.expectations ?? []
}

export function areMet(passage: Passage): boolean {
  return resultsOf(passage).every(({ met }) => met)
}

/** Somebody has said how many requests to the service may fail. */
export function areErrorsBounded(passage: Passage, arn: string): boolean {
  return resultsOf(passage).some(({ name, serviceArn }) => name === 'errors' && (serviceArn ?? arn) === arn)
}

/** A service in one passage, and what it has not met. */
interface Bearer {
  readonly passage: Passage
  readonly arn: string
  readonly unmet: readonly ExpectationResult[]
}

/** As many fail as somebody has said may fail. */
export function areErrorsBorne({ passage, arn, unmet }: Bearer): boolean {
  return areErrorsBounded(passage, arn) && unmet.every(({ name }) => name !== 'errors')
}

/** What is not met and lies with a service: what speaks of it, and of the whole what it has a part in. */
export function unmetFor(passage: Passage, arn: string, requests: Requests | null): ExpectationResult[] {
  return resultsOf(passage).filter(({ name, met, serviceArn }) => {
    if (met || serviceArn !== null) return !met && serviceArn === arn
    if (name === 'errors') return (requests?.failed ?? 0) > 0
    return name === 'completes' && passage.restMs !== null && lastAtRest(passage) === arn
  })
}

/** The first of those that came to rest last. */
function lastAtRest({ sim, changeMs }: Passage): string | null {
  let last: { readonly arn: string; readonly atMs: number } | null = null
  for (const { arn, steadySinceMs: atMs } of sim.view.tables.services.values())
    if (atMs !== null && atMs > (last?.atMs ?? changeMs)) last = { arn, atMs }
  return last?.arn ?? null
}

/** Of all runs: one that did not meet it has the say. @param worst the run that is told when all agree */
export function expectationsOf(
  runs: readonly (readonly Passage[])[],
  worst: readonly Passage[],
): ExpectationRehearsal[] {
  return worst.flatMap(resultsOf).map((result, index) => {
    const all = runs.flatMap((run) => run.flatMap(resultsOf)[index] ?? [])
    const told = result.met ? (all.find(({ met }) => !met) ?? result) : result
    return { ...told, runs: { met: all.filter(({ met }) => met).length, of: all.length } }
  })
}
