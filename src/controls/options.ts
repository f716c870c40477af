// What is a simulation built from? Its options, checked and completed at one door; behind it nothing is optional.
import * as z from 'zod/mini'
import type { WorldOptions } from '../engine/world.ts'
import { show, suggestion } from '../kernel/closest.ts'
import { type Instant, parseInstantMs } from '../kernel/durations.ts'
import { UsageError } from '../kernel/errors.ts'
import {
  type BehaviorOptions,
  type LatencyOptions,
  type ProfileName,
  resolveBehavior,
  resolveLatencies,
} from '../model/behavior.ts'
import type { PluginOptions } from './plugins.ts'

export interface SimulationOptions {
  /** Decides every draw. The same seed and the same calls give the same bytes. `'drydock'` when absent. */
  readonly seed?: string | number | undefined
  /** `2026-01-01T00:00:00Z` when absent. */
  readonly startAt?: Instant | undefined
  readonly region?: string | undefined
  /** Twelve digits. */
  readonly accountId?: string | undefined
  /** Zones of the Region; `a`, `b` and `c` when absent. */
  readonly availabilityZones?: readonly string[] | undefined
  /** Zone of each subnet; a subnet that is not listed gets the zone that has fewest when it is first named. */
  readonly subnets?: Readonly<Record<string, string>> | undefined
  /** Which year's ECS: `'latest'` when absent. */
  readonly behavior?: ProfileName | undefined
  readonly options?: BehaviorOptions | undefined
  readonly latencies?: LatencyOptions | undefined
  /** Placement strategies and filters of your own, by name; asked for as `placementStrategy: [{ type: 'custom:NAME' }]`. */
  readonly plugins?: PluginOptions | undefined
  /** Check every invariant after every write. Slow; for tests of the simulator. */
  readonly paranoid?: boolean | undefined
}

const DEFAULT_START = '2026-01-01T00:00:00Z'
const texts = z.array(z.string('a zone').check(z.minLength(1, 'a zone')), 'a list of zones')
const simple = {
  region: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  accountId: z.string().check(z.regex(/^\d{12}$/)),
  availabilityZones: texts.check(z.minLength(1)),
  subnets: z.record(z.string(), z.string()),
}
const EXPECTED = {
  region: "a Region such as 'us-east-1'",
  accountId: 'twelve digits',
  availabilityZones: 'a list of at least one zone',
  subnets: 'a zone by subnet id',
}
const KNOWN = ['seed', 'startAt', 'behavior', 'options', 'latencies', 'plugins', 'paranoid', ...Object.keys(simple)]

/** @throws UsageError for an unknown option or a value of the wrong kind */
export function worldOptions(options: SimulationOptions): WorldOptions {
  if (typeof options !== 'object' || options === null) {
    throw new UsageError(`options: expected an object, found ${show(options)}.`, {
      path: '',
      expected: 'an object',
      found: show(options),
    })
  }
  for (const name of Object.keys(options)) {
    if (!KNOWN.includes(name))
      throw new UsageError(`${name}: no such option of a simulation.${suggestion(name, KNOWN)}`, {
        path: name,
        expected: KNOWN.join(', '),
        found: name,
      })
  }
  const { seed = 'drydock', startAt = DEFAULT_START, behavior: profile = 'latest' } = options
  if (typeof seed !== 'string' && !Number.isFinite(seed))
    throw new UsageError(`seed: expected a text or a number, found ${show(seed)}.`, {
      path: 'seed',
      expected: 'a text or a number',
      found: show(seed),
    })
  const region = checked('region', options.region ?? 'us-east-1')
  return {
    seed: String(seed),
    startAtMs: parseInstantMs(startAt, 'startAt'),
    region,
    accountId: checked('accountId', options.accountId ?? '123456789012'),
    availabilityZones: checked(
      'availabilityZones',
      options.availabilityZones ?? ['a', 'b', 'c'].map((letter) => region + letter),
    ),
    subnets: checked('subnets', options.subnets ?? {}),
    behavior: resolveBehavior(profile, options.options ?? {}),
    latencies: resolveLatencies(profile, options.latencies ?? {}),
    paranoid: options.paranoid === true,
  }
}

function checked<Name extends keyof typeof simple>(name: Name, value: unknown): z.output<(typeof simple)[Name]> {
  const result = simple[name].safeParse(value)
  if (result.success) return result.data as z.output<(typeof simple)[Name]>
  const expected = EXPECTED[name]
  throw new UsageError(`${name}: expected ${expected}, found ${show(value)}.`, {
    path: name,
    expected,
    found: show(value),
  })
}
