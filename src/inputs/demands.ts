// What is asked of which service, by a file or a scenario, and since when?
import { type LoadInput, type Simulation, suggestion, UsageError } from '../index.ts'
import { refuseMistakes } from './complain.ts'
import { documentOf, type Source } from './document.ts'
import { mistake, type Place, rootOf, unexpected, within } from './place.ts'
import { demandSchema } from './schema-scaling.ts'
import { type AwsInput, isRecord } from './services.ts'

export interface ServiceDemand {
  /** Name, or `cluster/name`; null for every service. */
  readonly service: string | null
  /** What `sim.load.drive` takes. */
  readonly load: AwsInput
  readonly place: Place
}

const QUANTITIES = ['requestsPerSecond', 'users', 'cpuPercent', 'cpuPercentPerTask', 'cpuUnits']

/**
 * Reads loads of services in YAML or JSON: a list, one of them, or an object with `load`, as a scenario has it.
 * @throws UsageError about the first mistake
 */
export function loadDemands(source: Source, { name = 'load' }: { readonly name?: string } = {}): ServiceDemand[] {
  const root = { ...rootOf(documentOf(source, name)), path: 'load' }
  const { data } = root.document
  if (isRecord(data) && Object.hasOwn(data, 'load'))
    return demandsAt(data.load, { ...within(root, 'load'), path: 'load' })
  return Array.isArray(data) ? demandsAt(data, root) : demandsOf([demandAt(data, root)])
}

function demandsAt(list: unknown, place: Place): ServiceDemand[] {
  if (!Array.isArray(list)) throw unexpected(place, 'a list of loads', list)
  return demandsOf(list.map((value, index) => demandAt(value, within(place, index))))
}

function demandAt(value: unknown, place: Place): ServiceDemand {
  refuseMistakes(demandSchema, value, place)
  const { service = null, ...load } = value as AwsInput
  return { service: service as string | null, load, place }
}

/** @throws UsageError where a service is named twice */
export function demandsOf(demands: readonly ServiceDemand[]): ServiceDemand[] {
  for (const [index, { service, load, place }] of demands.entries()) {
    const given = QUANTITIES.filter((name) => load[name] !== undefined)
    if (given.length !== 1)
      throw unexpected(
        place,
        `exactly one of ${QUANTITIES.join(', ')}`,
        given.length === 0 ? undefined : given.join(', '),
      )
    if (demands.findIndex((other) => other.service === service) !== index)
      throw mistake(place, `the load of ${service ?? 'every service'} stands here twice.`)
  }
  return [...demands].sort((a, b) => Number(a.service === null) - Number(b.service === null))
}

/** Whole weeks, so that what goes by the clock stays on it. */
const BEFOREHAND = '28d'

const PROFILES = [...QUANTITIES, 'memoryMiB']

interface Driving {
  /** `now`: its moments count from now; `beforehand`: what it says before its first moment holds. */
  readonly from: 'now' | 'beforehand'
  /** What people call a service beside its name; null when nothing. */
  readonly labelOf?: (serviceArn: string) => string | null
  /** Only services that are not driven yet. */
  readonly onlyNew?: boolean
}

/** @throws UsageError for a service that is not there (but with `onlyNew`), and for what is no load */
export function driveDemands(
  { view, load }: Simulation,
  demands: readonly ServiceDemand[],
  { from, labelOf = () => null, onlyNew = false }: Driving,
): void {
  const services = [...view.tables.services.values()].filter(({ status }) => status === 'ACTIVE')
  const named = services.map(({ arn, name, clusterArn }) => {
    const label = labelOf(arn)
    return {
      arn,
      names: [name, `${view.tables.clusters.certain(clusterArn).name}/${name}`, ...(label === null ? [] : [label])],
    }
  })
  const driven = new Set<string>(onlyNew ? [...view.tables.loads.values()].map(({ id }) => id) : [])
  for (const { service, load: input, place } of demands) {
    const meant = named.filter(({ names }) => service === null || names.includes(service))
    if (meant.length === 0 && service !== null && !onlyNew)
      throw unknownService(
        place,
        service,
        named.map(({ names }) => names[2] ?? names[0]!),
      )
    for (const { arn } of meant) {
      if (driven.has(arn)) continue
      driven.add(arn)
      placed(place, () => load.drive(arn, (from === 'now' ? input : shifted(input)) as unknown as LoadInput))
    }
  }
}

/** What is no load, where it stands in the file. */
function placed(place: Place, drive: () => void): void {
  try {
    drive()
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const { path = '', expected, found, rule } = error
    const [member = '', ...inner] = path
      .replace(/^load\.drive: (?:load: )?/, '')
      .replace('.shift.of', '')
      .split('.')
    const words = error.message.replace(/^load\.drive: (?:[\w.[\]]+: )?/, '')
    const at = member === '' || member === 'load' ? place : within(place, member, ...inner)
    throw Object.assign(mistake(at, words, { expected, found, rule }), { cause: error })
  }
}

function shifted(input: AwsInput): AwsInput {
  return Object.fromEntries(
    Object.entries(input).map(([name, of]) =>
      PROFILES.includes(name) ? [name, { shift: { of, by: BEFOREHAND } }] : [name, of],
    ),
  )
}

function unknownService(place: Place, service: string, known: readonly string[]): Error {
  const expected = known.length === 0 ? 'no service: there is none' : `one of the services ${known.join(', ')}`
  return unexpected(within(place, 'service'), expected, service, suggestion(service, known))
}
