// Where would a request go? `traffic.route` asks, and changes nothing.
import * as z from 'zod/mini'
import { listenersOf } from '../../balancing/lookup.ts'
import { type Route, type RouteRequest, route } from '../../balancing/route.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { LoadBalancer } from '../../model/balancing.ts'
import type { WorldView } from '../../model/view.ts'
import { parseControl } from '../parse.ts'

export interface RouteInput {
  /** Name or ARN. */
  readonly loadBalancer: string
  /** Of the listener; may be left out when there is only one, or one on port 80. */
  readonly port?: number | undefined
  /** The Host header; the load balancer's own name when absent. */
  readonly host?: string | undefined
  /** As it is sent, perhaps with a query; `/` when absent. */
  readonly path?: string | undefined
  /** `GET` when absent. */
  readonly method?: string | undefined
  readonly headers?: { readonly [name: string]: string | readonly string[] } | undefined
  /** Without the question mark. */
  readonly query?: string | undefined
  /** The address that connects. */
  readonly sourceIp?: string | undefined
  /** How many requests like it came before: turns are taken. 0 when absent. */
  readonly nth?: number | undefined
}

const text = z.string('a text').check(z.maxLength(16_384, 'at most 16384 characters'))
const PORT = 'a port, 1 to 65535'
const NTH = 'a whole number from 0 on'
/**
 * What a request looks like.
 * @internal
 */
export const requestMembers = {
  port: z.optional(z.int(PORT).check(z.minimum(1, PORT), z.maximum(65_535, PORT))),
  host: z.optional(text),
  path: z.optional(text),
  method: z.optional(text),
  headers: z.optional(z.record(z.string(), z.union([text, z.array(text)], { error: 'a text, or a list of them' }))),
  query: z.optional(text),
  sourceIp: z.optional(text),
}
const routeInput = z.strictObject({
  ...requestMembers,
  loadBalancer: text,
  nth: z.optional(z.int(NTH).check(z.minimum(0, NTH))),
})

/** Which rule takes a request and why the ones before it do not, which target gets it, and what its client sees. @throws UsageError */
export function routeRequest(world: WorldView, input: RouteInput): Route {
  const parsed = parseControl(routeInput, input, 'traffic.route')
  const balancer = balancerOf(world, parsed.loadBalancer, 'traffic.route')
  return structuredClone(route(world, balancer, requestOf(world, balancer, parsed)))
}

/**
 * As the load balancer sees it.
 * @internal
 */
export function requestOf(
  world: WorldView,
  balancer: Readonly<LoadBalancer>,
  parsed: Omit<z.output<typeof routeInput>, 'loadBalancer'>,
): RouteRequest {
  const listeners = listenersOf(world, balancer.arn)
  const port = parsed.port ?? (listeners.length === 1 ? listeners[0]!.port : 80)
  // A fragment stays with the client; whatever stands behind the first question mark is the query.
  const [sent = ''] = (parsed.path ?? '/').split('#')
  const mark = sent.indexOf('?')
  const path = mark === -1 ? sent : sent.slice(0, mark)
  const inPath = mark === -1 ? '' : sent.slice(mark + 1)
  return {
    protocol: listeners.find((listener) => listener.port === port)?.protocol ?? 'HTTP',
    host: (parsed.host ?? balancer.dnsName).replace(/:\d+$/, ''),
    port,
    path,
    method: parsed.method ?? 'GET',
    headers: headersOf(parsed.headers ?? {}),
    query: parsed.query?.split('#')[0] ?? inPath,
    sourceIp: parsed.sourceIp ?? null,
    nth: parsed.nth ?? 0,
  }
}

function headersOf(given: Readonly<Record<string, string | readonly string[]>>): Map<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>()
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase()
    headers.set(key, [...(headers.get(key) ?? []), ...(typeof value === 'string' ? [value] : value)])
  }
  return headers
}

/** @throws UsageError when there is none of that name */
export function balancerOf(world: WorldView, reference: string, call: string): Readonly<LoadBalancer> {
  const all = [...world.tables.loadBalancers.values()]
  const found = all.find(({ arn, name }) => arn === reference || name === reference)
  if (found !== undefined) return found
  const hint = suggestion(
    reference,
    all.map(({ name }) => name),
  )
  const expected = 'the name or ARN of a load balancer'
  throw new UsageError(`${call}: loadBalancer: expected ${expected}, found ${show(reference)}.${hint}`, {
    path: 'loadBalancer',
    expected,
    found: show(reference),
  })
}
