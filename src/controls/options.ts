// What is a simulation built from? Its options, checked and completed at one door; behind it nothing is optional.
import * as z from 'zod/mini'
import type { WorldOptions } from '../engine/world.ts'
import { show, suggestion } from '../kernel/closest.ts'
import { type Instant, parseInstantMs } from '../kernel/durations.ts'
import { UsageError } from '../kernel/errors.ts'
import { type Block, overlap, parseCidr } from '../kernel/ipv4.ts'
import { copyPlain, unescapeKeys } from '../kernel/plain-data.ts'
import {
  type BehaviorOptions,
  type LatencyOptions,
  type ProfileName,
  resolveBehavior,
  resolveLatencies,
} from '../model/behavior.ts'
import { defaultVpcId } from '../model/network.ts'
import type { PluginOptions } from './plugins.ts'

/** Where a subnet lies. */
export interface SubnetOptions {
  readonly availabilityZone: string
  /** The account's default VPC when absent. */
  readonly vpcId?: string | undefined
  /** Its addresses, /16 to /28; a block that overlaps no other when absent. */
  readonly cidrBlock?: string | undefined
}

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
  /**
   * Where each subnet lies: its zone, or zone and VPC. A subnet that is not listed gets the zone that has fewest when it is first named,
   * unless an instance stands in it; without a VPC it is one of the account's default VPC.
   */
  readonly subnets?: Readonly<Record<string, string | SubnetOptions>> | undefined
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
const zone = z.string('a zone').check(z.minLength(1, 'a zone'))
const vpcId = z.string().check(z.regex(/^vpc-[\w-]{1,250}$/))
const cidrBlock = z.string().check(z.refine(isSubnetBlock))
const texts = z.array(zone, 'a list of zones')
const simple = {
  region: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  accountId: z.string().check(z.regex(/^\d{12}$/)),
  availabilityZones: texts.check(z.minLength(1)),
  subnets: z.record(
    z.string(),
    z.union([
      zone,
      z.strictObject({ availabilityZone: zone, vpcId: z.optional(vpcId), cidrBlock: z.optional(cidrBlock) }),
    ]),
  ),
}
const EXPECTED = {
  region: "a Region such as 'us-east-1'",
  accountId: 'twelve digits',
  availabilityZones: 'a list of at least one zone',
  subnets:
    'a zone, or { availabilityZone, vpcId, cidrBlock } with a block from /16 to /28 such as 10.0.0.0/24, by subnet id',
}
const KNOWN = ['seed', 'startAt', 'behavior', 'options', 'latencies', 'plugins', 'paranoid', ...Object.keys(simple)]

/** The options as an object of our own, so that nothing is read twice. @throws UsageError for what is no object */
export function readOptions(options: unknown): SimulationOptions {
  try {
    if (typeof options === 'object' && options !== null && !Array.isArray(options)) return { ...options }
  } catch {
    // A proxy; the refusal below says so.
  }
  return refuse('options', 'an object', options)
}

/** @throws UsageError for an unknown option or a value of the wrong kind */
export function worldOptions(options: SimulationOptions): WorldOptions {
  for (const name of Object.keys(options)) {
    if (KNOWN.includes(name)) continue
    const message = `${name.slice(0, 80)}: no such option of a simulation.${suggestion(name, KNOWN)}`
    throw new UsageError(message, { path: name.slice(0, 80), expected: KNOWN.join(', '), found: name.slice(0, 80) })
  }
  const { seed = 'drydock', startAt = DEFAULT_START, behavior: profile = 'latest', paranoid = false } = options
  if (typeof seed !== 'string' && !Number.isFinite(seed)) refuse('seed', 'a text or a number', seed)
  if (typeof paranoid !== 'boolean') refuse('paranoid', 'true or false', paranoid)
  const region = checked('region', options.region ?? 'us-east-1')
  const zones = options.availabilityZones ?? ['a', 'b', 'c'].map((letter) => region + letter)
  const accountId = checked('accountId', options.accountId ?? '123456789012')
  return {
    seed: String(seed),
    startAtMs: parseInstantMs(startAt, 'startAt'),
    region,
    accountId,
    availabilityZones: checked('availabilityZones', zones),
    subnets: subnetsOf(checked('subnets', options.subnets ?? {}), accountId),
    behavior: resolveBehavior(profile, recordOf('options', options.options)),
    latencies: resolveLatencies(profile, recordOf('latencies', options.latencies)),
    paranoid,
  }
}

/** In one spelling. */
function subnetsOf(
  given: Readonly<Record<string, string | SubnetOptions>>,
  accountId: string,
): WorldOptions['subnets'] {
  const usual = defaultVpcId(accountId)
  const subnets = Object.entries(given).map(([id, place]) => {
    const given: SubnetOptions = typeof place === 'string' ? { availabilityZone: place } : place
    const { availabilityZone, vpcId = usual, cidrBlock = null } = given
    return [id, { availabilityZone, vpcId, cidrBlock }] as const
  })
  checkOverlaps(subnets.flatMap(([id, { cidrBlock }]) => (cidrBlock === null ? [] : [{ id, cidrBlock }])))
  return Object.fromEntries(subnets)
}

/** NV-001. */
function checkOverlaps(blocks: readonly { readonly id: string; readonly cidrBlock: string }[]): void {
  for (const [index, { id, cidrBlock }] of blocks.entries()) {
    const other = blocks.slice(0, index).find((earlier) => overlap(blockOf(earlier.cidrBlock), blockOf(cidrBlock)))
    if (other !== undefined) refuse(`subnets.${id}.cidrBlock`, `a block beside ${other.cidrBlock}`, cidrBlock)
  }
}

function blockOf(text: string): Block {
  return parseCidr(text) as Block
}

function isSubnetBlock(text: string): boolean {
  const size = parseCidr(text)?.size ?? 0
  return size >= 16 && size <= 65_536
}

/** A plain copy of named values. */
function recordOf(path: string, values: unknown): Record<string, never> {
  const { value } = copyPlain(values ?? {})
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date))
    return value as Record<string, never>
  return refuse(path, 'an object', values)
}

function refuse(path: string, expected: string, value: unknown): never {
  throw new UsageError(`${path}: expected ${expected}, found ${show(value)}.`, { path, expected, found: show(value) })
}

function checked<Name extends keyof typeof simple>(name: Name, value: unknown): z.output<(typeof simple)[Name]> {
  const copy = copyPlain(value)
  const result = simple[name].safeParse(copy.value)
  if (!result.success) return refuse(name, EXPECTED[name], value)
  return (copy.escaped ? unescapeKeys(result.data) : result.data) as z.output<(typeof simple)[Name]>
}
