// Is what was expected true, and of which service was it expected?
import type { Service, Simulation } from '../index.ts'
import type { Evidence } from './evidence.ts'
import { RULES, type Rule } from './expectation-rules.ts'
import { unexpected, within } from './place.ts'
import type { Expectation } from './scenario.ts'
import { OF_THE_WHOLE } from './schema-expectations.ts'

export interface ExpectationResult {
  /** Its place in the scenario; null for what is expected although nobody wrote it. */
  readonly path: string | null
  readonly sentence: string
  readonly met: boolean
  /** What there was, in a few words. */
  readonly found: string
}

/** @throws UsageError when it speaks of a service that is not there */
export function judge(expectation: Expectation, evidence: Evidence): ExpectationResult {
  const { name, value, place } = expectation
  const rule = RULES[name] as unknown as Rule<typeof value>
  const path = place === null ? null : place.path
  const isOfTheWhole = OF_THE_WHOLE.includes(name)
  if (!isOfTheWhole && evidence.verdict.phase === 'start') {
    const sentence = rule.sentence(value, expectation.service ?? 'the service')
    return { path, sentence, met: false, found: 'the scenario did not begin' }
  }
  const service = isOfTheWhole ? null : serviceOf(expectation, evidence.sim)
  const sentence = rule.sentence(value, service?.name ?? '')
  return { path, sentence, ...rule.check(value, evidence, service as Readonly<Service>) }
}

function serviceOf({ service, place }: Expectation, sim: Simulation): Readonly<Service> {
  const all = [...sim.view.tables.services.values()]
  const longName = (row: Readonly<Service>) => `${sim.view.tables.clusters.certain(row.clusterArn).name}/${row.name}`
  const fitting = all.filter((row) => service === null || service === row.name || service === longName(row))
  if (fitting.length === 1) return fitting[0]!
  const names = all.map(longName).join(', ')
  const at = service === null ? place! : within(place!, 'service')
  throw unexpected(
    at,
    names === '' ? 'no service: there is none' : `one of the services ${names}`,
    service ?? undefined,
  )
}
