// How many requests failed while the scenario ran? Those to one service, or to every service that gets any.
import type { FailingSpan, RequestAccount, Service } from '../index.ts'
import type { Evidence, Finding } from './evidence.ts'
import { accountOf, loadFor } from './requests.ts'
import { counted, spanText } from './words.ts'

interface Bound {
  readonly atMost?: number | undefined
  readonly atMostPercent?: number | undefined
}

interface Errors {
  sentence(value: Bound, service: string): string
  check(value: Bound, evidence: Evidence, service: Readonly<Service> | null): Finding
}

export const errors: Errors = {
  sentence({ atMost, atMostPercent }, service) {
    const whom = service === '' ? '' : ` to ${service}`
    if (atMost === 0) return `no request${whom} fails`
    const bounds = [
      ...(atMost === undefined ? [] : [`${counted(atMost, 'request')}`]),
      ...(atMostPercent === undefined ? [] : [`${atMostPercent} % of the requests`]),
    ]
    return `at most ${bounds.join(' and ')}${whom} fail`
  },
  check({ atMost, atMostPercent }, evidence, service) {
    const accounts = accountsOf(evidence, service)
    const requests = sum(accounts.map((account) => account.requests))
    const failed = sum(accounts.map((account) => account.failed))
    const met = failed <= (atMost ?? Number.POSITIVE_INFINITY) && failed * 100 <= (atMostPercent ?? 100) * requests
    const spans = accounts.flatMap(({ failing }) => failing).toSorted((a, b) => a.fromMs - b.fromMs)
    // A part of a request is one.
    const count = `${Math.ceil(failed)} of ${counted(Math.ceil(requests), 'request')}`
    return { met, found: `${count}${whenText(spans, evidence.zeroMs)}`, ...borneOut(spans, evidence) }
  },
}

/** Of services that were there before the first action; nobody can ask others before they are made. */
export function accountsOf(evidence: Evidence, only: Readonly<Service> | null): RequestAccount[] {
  const { sim, since, loads, changeMs } = evidence
  const { services, clusters } = sim.view.tables
  const wanted = [...since.services.values()].filter(({ arn }) => only === null || arn === only.arn)
  return wanted.flatMap((before) => {
    const cluster = clusters.get(before.clusterArn)?.name ?? ''
    const load = loadFor(loads, { name: before.name, cluster })
    const window = load === null ? null : { load, fromMs: changeMs, toMs: Math.max(changeMs, sim.nowMs) }
    const account = window === null ? null : accountOf(sim, [before, services.get(before.arn)], window)
    return account ?? []
  })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** `; 503 from 10s to 40s`: the span in which most of them failed. */
function whenText(spans: readonly FailingSpan[], zeroMs: number): string {
  const [worst] = spans.toSorted((a, b) => b.failed - a.failed || a.fromMs - b.fromMs)
  if (worst === undefined) return ''
  const [answer] = worst.answers.toSorted((a, b) => b.failed - a.failed)
  const met = answer?.status ?? answer?.reason ?? 'no answer'
  return `; ${met} from ${spanText(worst.fromMs - zeroMs)} to ${spanText(worst.toMs - zeroMs)}`
}

const MOST_ENTRIES = 5

/** The entries with which it began. */
function borneOut(spans: readonly FailingSpan[], { sim }: Evidence): Pick<Finding, 'entries' | 'texts'> {
  const entries = [...new Set(spans.flatMap(({ cause }) => cause ?? []))].slice(0, MOST_ENTRIES)
  const texts = entries.flatMap((seq) => {
    const { kind, set } = sim.journal[seq]!
    return kind === 'serviceEvent.created' ? String((set as { readonly message?: unknown }).message) : []
  })
  return { entries, texts }
}
