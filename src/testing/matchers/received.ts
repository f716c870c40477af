// Which rehearsal was given to `expect`, and which of its services are asked about?
import { type Simulation, show, suggestion } from '../../index.ts'
import type { Rehearsal, ServiceRehearsal, StepRehearsal } from '../../rehearsal/index.ts'
import { refuse, type ServiceOptions } from './options.ts'

export interface Received {
  /** Who asks, for what is refused. */
  readonly matcher: string
  readonly rehearsal: Rehearsal
  /** Where timelines are read; null for a rehearsal that comes alone. */
  readonly simulation: Pick<Simulation, 'deployments'> | null
}

/** What `rehearse(…)` returns, or its rehearsal alone. @throws UsageError for anything else */
export function receivedBy(matcher: string, value: unknown): Received {
  const whole = membersOf(value)
  const rehearsal = isRehearsal(whole) ? whole : membersOf(whole.rehearsal)
  if (!isRehearsal(rehearsal)) return refuse(matcher, 'what rehearse(…) returns, or its rehearsal', show(value))
  const simulation = membersOf(whole.simulation)
  return { matcher, rehearsal, simulation: isSimulation(simulation) ? simulation : null }
}

type Members = Readonly<Record<string, unknown>>

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {}
}

const LISTS = ['restless', 'impossible', 'fixes', 'notes', 'kept', 'notSimulated', 'notRehearsed'] as const

/** As far as it is read here; a hand-written one may pass, a damaged one does not. */
function isRehearsal(value: Members | Rehearsal): value is Rehearsal {
  const { format, verdict, summary, steps, search, ...lists } = value as Members
  if (format !== 1 || typeof verdict !== 'string' || typeof summary !== 'string') return false
  const hasLists = LISTS.every((name) => Array.isArray(lists[name]))
  return hasLists && typeof membersOf(search).trials === 'number' && isListOf(steps, isStep)
}

function isStep({ step, services }: Members): boolean {
  return typeof step === 'string' && isListOf(services, isService)
}

function isService({ service, causes, cost }: Members): boolean {
  return typeof service === 'string' && Array.isArray(causes) && typeof membersOf(cost).lowestHealthy === 'number'
}

function isListOf(value: unknown, isRight: (members: Members) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isRight(membersOf(item)))
}

function isSimulation(value: Members | Pick<Simulation, 'deployments'>): value is Pick<Simulation, 'deployments'> {
  return typeof value.deployments === 'function'
}

// ── its services ──

/** One service in one step. */
export interface Part {
  readonly step: StepRehearsal
  readonly service: ServiceRehearsal
}

/** @throws UsageError for a service that is not in the report */
export function partsOf({ matcher, rehearsal }: Received, { service: wanted }: ServiceOptions): Part[] {
  const all = rehearsal.steps.flatMap((step) => step.services.map((service) => ({ step, service })))
  if (wanted === undefined) return all
  const found = all.filter(({ service }) => wanted === service.service || wanted === longName(service))
  if (found.length > 0) return found
  const known = [...new Set(all.map(({ service }) => service.service))]
  const left = rehearsal.notRehearsed.find(({ what }) => what === wanted)
  if (left !== undefined)
    return refuse(matcher, 'a service that was rehearsed', `"${wanted}", which was not: ${left.why}`)
  return refuse(matcher, `one of the services ${known.join(', ')}`, show(wanted), suggestion(wanted, known))
}

export function longName({ cluster, service }: ServiceRehearsal): string {
  return `${cluster}/${service}`
}
