// Which requests does a scenario send, and does every expectation about requests speak of some?
import { parseDurationMs, suggestion } from '../index.ts'
import type { Placed } from './files.ts'
import { mistake, type Place, unexpected, within } from './place.ts'
import { type RequestLoad, USUAL_DURATION_MS } from './requests.ts'
import type { ScenarioData } from './schema.ts'
import { type AwsInput, serviceInputs } from './services.ts'

interface Cast {
  readonly services: readonly Placed<AwsInput>[]
  readonly actions: readonly { readonly name: string; readonly input: Placed<AwsInput> }[]
}

interface Expected {
  readonly name: string
  readonly service: string | null
  readonly place: Place | null
}

/** @throws UsageError for a service that the scenario does not create, or that is named twice */
export function requestsOf(
  { requests = [], cluster = 'default' }: ScenarioData,
  place: Place,
  cast: Cast,
): RequestLoad[] {
  const known = serviceNames(cast, cluster)
  const loads = requests.map(({ service = null, perSecond, duration }, index) => {
    const at = within(place, 'requests', index)
    if (service !== null && !known.some(({ name, longName }) => service === name || service === longName))
      throw unknownService(
        within(at, 'service'),
        known.map(({ name }) => name),
        service,
      )
    if (requests.findIndex((other) => (other.service ?? null) === service) !== index)
      throw mistake(at, `requests to ${service ?? 'every service'} stand here twice.`)
    const durationMs = duration === undefined ? USUAL_DURATION_MS : parseDurationMs(duration, 'duration')
    return { service, perSecond, durationMs }
  })
  return loads.sort((a, b) => Number(a.service === null) - Number(b.service === null))
}

function unknownService(place: Place, known: readonly string[], service: string): Error {
  const expected = known.length === 0 ? 'no service: there is none' : `one of the services ${known.join(', ')}`
  return unexpected(place, expected, service, suggestion(service, known))
}

function serviceNames({ services, actions }: Cast, cluster: string): { name: string; longName: string }[] {
  const created = actions.filter(({ name }) => name === 'createService').flatMap(({ input }) => serviceInputs(input))
  return [...services, ...created].map(({ value }) => {
    const name = String(value.serviceName)
    return { name, longName: `${value.cluster ?? cluster}/${name}` }
  })
}

/** @throws UsageError for an expectation about requests that nobody sends */
export function withRequests<E extends Expected>(expectation: E, loads: readonly RequestLoad[]): E {
  const { name, service, place } = expectation
  if (name !== 'errors' || place === null) return expectation
  const shortName = service?.slice(service.lastIndexOf('/') + 1) ?? null
  const isSent = loads.some((load) => load.service === null || service === null || isSame(load.service, service))
  if (isSent) return expectation
  const whom = shortName === null ? '' : ` to ${shortName}`
  const example = shortName === null ? '{ perSecond: 100 }' : `{ service: ${shortName}, perSecond: 100 }`
  throw mistake(within(place, name), `nobody sends requests${whom}: expected them beside, as requests: [${example}].`, {
    expected: 'requests',
    found: 'none',
  })
}

/** One of them may say the cluster, too. */
function isSame(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`)
}
