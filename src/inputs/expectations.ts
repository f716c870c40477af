// Is what was expected true, and of which service was it expected?
import type { Service, Simulation } from '../index.ts'
import type { Evidence, Rule } from './evidence.ts'
import { RULES } from './expectation-rules.ts'
import { accountsOf } from './expected-errors.ts'
import { mistake, unexpected, within } from './place.ts'
import type { Expectation } from './scenario.ts'
import type { ExpectationName } from './scenario-data.ts'
import { OF_ONE_OR_ALL, OF_THE_WHOLE } from './schema-expectations.ts'

export interface ExpectationResult {
  readonly name: ExpectationName
  /** Its place in the scenario; null for what is expected although nobody wrote it. */
  readonly path: string | null
  /** `file:line:column` of the same. */
  readonly at: string | null
  /** Null when it speaks of the whole scenario. */
  readonly serviceArn: string | null
  readonly sentence: string
  readonly met: boolean
  /** What there was, in a few words. */
  readonly found: string
  /** What bears it out: `seq` of journal entries, and service events in AWS's words. */
  readonly evidence: { readonly entries: readonly number[]; readonly texts: readonly string[] }
}

/** @throws UsageError when it speaks of a service that is not there, or of requests that reach nobody */
export function judge(expectation: Expectation, evidence: Evidence): ExpectationResult {
  const { name, value, place } = expectation
  const rule = RULES[name] as unknown as Rule<typeof value>
  const where = { name, path: place?.path ?? null, at: place?.document.locate(place.steps) ?? null }
  const isOfTheWhole = OF_THE_WHOLE.includes(name)
  if (!isOfTheWhole && evidence.verdict.phase === 'start') {
    const sentence = rule.sentence(value, expectation.service ?? 'the service')
    const found = 'the scenario did not begin'
    return { ...where, serviceArn: null, sentence, met: false, found, evidence: NOTHING }
  }
  const isOfAll = isOfTheWhole || (expectation.service === null && OF_ONE_OR_ALL.includes(name))
  const service = isOfAll ? null : serviceOf(expectation, evidence.sim)
  if (name === 'errors') refuseUnreached(expectation, service, evidence)
  const sentence = rule.sentence(value, service?.name ?? '')
  const finding = rule.check(value, evidence, service as Readonly<Service>)
  const { met, found, entries = [], texts = [] } = finding
  return { ...where, serviceArn: service?.arn ?? null, sentence, met, found, evidence: { entries, texts } }
}

const NOTHING = { entries: [], texts: [] }

/** Requests that reach nobody cannot fail, and must not pass for requests that went well. */
function refuseUnreached({ place }: Expectation, service: Readonly<Service> | null, evidence: Evidence): void {
  if (accountsOf(evidence, service).length > 0) return
  const whom = service === null ? 'a service' : service.name
  const expected = `${whom} behind a load balancer from before the first action on`
  throw mistake(
    within(place!, 'errors'),
    `no request reaches ${service?.name ?? 'any service'}: expected ${expected}.`,
    {
      expected,
    },
  )
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
