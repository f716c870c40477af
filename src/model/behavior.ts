// Which behaviour, of which date? Every constant and switch that AWS changed over the years or leaves undocumented stands
// in one of the tables of options/: its default today, its value in older profiles, and the rule that owns it.
import { didYouMean, show, suggestion } from '../kernel/closest.ts'
import { type Distribution, type DurationDistribution, parseDistribution } from '../kernel/distributions.ts'
import { type Duration, parseDurationMs } from '../kernel/durations.ts'
import { UsageError } from '../kernel/errors.ts'
import { CHOICES } from './options/choices.ts'
import { FRACTIONS } from './options/fractions.ts'
import { LATENCIES, RATES } from './options/latencies.ts'
import { NUMBERS } from './options/numbers.ts'
import type { OptionRow } from './options/row.ts'
import { SPANS } from './options/spans.ts'
import { SWITCHES } from './options/switches.ts'

export const PROFILES = ['latest', '2023-06'] as const
export type ProfileName = (typeof PROFILES)[number]

type SpanName = keyof typeof SPANS
type NumberName = keyof typeof NUMBERS
type SwitchName = keyof typeof SWITCHES
type FractionName = keyof typeof FRACTIONS
type ChoiceName = keyof typeof CHOICES
type LatencyName = keyof typeof LATENCIES
type RateName = keyof typeof RATES

/** What a caller may override; each name is documented in docs/OPTIONS.md. */
export type BehaviorOptions = { readonly [K in SpanName]?: Duration } & { readonly [K in NumberName]?: number } & {
  readonly [K in SwitchName]?: boolean
} & { readonly [K in FractionName]?: number } & { readonly [K in ChoiceName]?: (typeof CHOICES)[K]['words'][number] }
/** `healthReport` is a constant: it says how old the news is, whenever somebody looks. */
export type LatencyOptions = {
  readonly [K in LatencyName]?: Duration | (K extends 'healthReport' ? never : DurationDistribution)
} & { readonly [K in RateName]?: number }

/** The resolved table that the rooms read: nothing optional, spans in milliseconds. */
export type Behavior = { readonly profile: ProfileName } & { readonly [K in SpanName as `${K}Ms`]: number } & {
  readonly [K in NumberName]: number
} & { readonly [K in SwitchName]: boolean } & { readonly [K in FractionName]: number } & {
  readonly [K in ChoiceName]: (typeof CHOICES)[K]['words'][number]
}
export type Latencies = { readonly [K in LatencyName as `${K}Ms`]: number } & { readonly [K in RateName]: number }

/** The same as plain data: what is drawn each time it is read has its distribution. */
export type LatencySettings = { readonly [K in keyof Latencies]: number | Distribution }

const OPTIONS = { ...SPANS, ...NUMBERS, ...SWITCHES, ...FRACTIONS, ...CHOICES }

/** @throws UsageError for an unknown profile or option, or a value of the wrong kind. */
export function resolveBehavior(profile: ProfileName, overrides: BehaviorOptions): Behavior {
  if (!PROFILES.includes(profile)) {
    const expected = PROFILES.map((name) => `'${name}'`).join(' or ')
    throw new UsageError(`behavior: expected ${expected}, found ${show(profile)}.`, {
      path: 'behavior',
      expected,
      found: show(profile),
    })
  }
  refuseUnknown('options', overrides, OPTIONS)
  const behavior = {
    profile,
    ...resolveSpans('options', SPANS, profile, overrides),
    ...resolveNumbers('options', NUMBERS, profile, overrides),
    ...resolveSwitches(SWITCHES, profile, overrides),
    ...resolveFractions(FRACTIONS, profile, overrides),
    ...resolveChoices(profile, overrides),
  } as Behavior
  checkPortRange(behavior)
  return behavior
}

/** @throws UsageError for an unknown latency or a value of the wrong kind. */
export function resolveLatencies(profile: ProfileName, overrides: LatencyOptions): LatencySettings {
  refuseUnknown('latencies', overrides, { ...LATENCIES, ...RATES })
  return {
    ...resolveEach(LATENCIES, profile, overrides, (name, value) => [`${name}Ms`, latencyOf(name, value)]),
    ...resolveNumbers('latencies', RATES, profile, overrides),
  } as LatencySettings
}

/** Every option with its default, rule and meaning: the source of the documentation's table. */
export function describeOptions(): {
  group: string
  name: string
  default: Duration | boolean
  older?: Duration | boolean
  rule: string
  what: string
}[] {
  const groups = { options: OPTIONS, latencies: { ...LATENCIES, ...RATES } }
  return Object.entries(groups).flatMap(([group, rows]) =>
    Object.entries(rows as Record<string, OptionRow<Duration | boolean>>).map(([name, row]) => ({
      group,
      name,
      default: row.latest,
      ...(row['2023-06'] === undefined ? {} : { older: row['2023-06'] }),
      rule: row.rule,
      what: row.what,
    })),
  )
}

function latencyOf(name: string, value: unknown): number | Distribution {
  const path = `latencies.${name}`
  const isDistributed = typeof value === 'object' && value !== null && name !== 'healthReport'
  return isDistributed ? parseDistribution(value, path) : parseDurationMs(value as Duration, path)
}

type Rows<T> = Readonly<Record<string, OptionRow<T>>>
type Overrides = Readonly<Record<string, unknown>>

function refuseUnknown(group: string, overrides: Overrides, rows: Rows<unknown>): void {
  for (const name of Object.keys(overrides)) {
    if (Object.hasOwn(rows, name)) continue
    const known = Object.keys(rows)
    const expected = didYouMean(name, known) ?? `one of ${known.join(', ')}`
    throw new UsageError(`${group}.${name}: no such option.${suggestion(name, known)}`, {
      path: `${group}.${name}`,
      expected,
      found: name,
    })
  }
}

function resolveSpans(
  group: string,
  rows: Rows<Duration>,
  profile: ProfileName,
  overrides: Overrides,
): Record<string, number> {
  return resolveEach(rows, profile, overrides, (name, value) => [
    `${name}Ms`,
    parseDurationMs(value as Duration, `${group}.${name}`),
  ])
}

function resolveNumbers(
  group: string,
  rows: Rows<number>,
  profile: ProfileName,
  overrides: Overrides,
): Record<string, number> {
  return resolveEach(rows, profile, overrides, (name, value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
      reject(`${group}.${name}`, 'a whole number above 0', value)
    return [name, value as number]
  })
}

function resolveSwitches(rows: Rows<boolean>, profile: ProfileName, overrides: Overrides): Record<string, boolean> {
  return resolveEach(rows, profile, overrides, (name, value) => {
    if (typeof value !== 'boolean') reject(`options.${name}`, 'true or false', value)
    return [name, value as boolean]
  })
}

function resolveFractions(rows: Rows<number>, profile: ProfileName, overrides: Overrides): Record<string, number> {
  return resolveEach(rows, profile, overrides, (name, value) => {
    const isShare = typeof value === 'number' && value > 0 && value <= 1
    if (!isShare) reject(`options.${name}`, 'a number above 0, at most 1', value)
    return [name, value as number]
  })
}

function resolveChoices(profile: ProfileName, overrides: Overrides): Record<string, string> {
  return resolveEach(CHOICES, profile, overrides, (name, value) => {
    const words: readonly unknown[] = CHOICES[name as ChoiceName].words
    if (!words.includes(value)) reject(`options.${name}`, `one of ${words.join(', ')}`, value)
    return [name, value as string]
  })
}

function resolveEach<T>(
  rows: Rows<unknown>,
  profile: ProfileName,
  overrides: Overrides,
  resolve: (name: string, value: unknown) => [string, T],
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => {
      const preset = profile === '2023-06' ? (row['2023-06'] ?? row.latest) : row.latest
      return resolve(name, overrides[name] ?? preset)
    }),
  )
}

function reject(path: string, expected: string, value: unknown): never {
  throw new UsageError(`${path}: expected ${expected}, found ${show(value)}.`, { path, expected, found: show(value) })
}

function checkPortRange({ ephemeralPortStart, ephemeralPortEnd }: Behavior): void {
  if (ephemeralPortEnd > 65_535) reject('options.ephemeralPortEnd', 'a port, at most 65535', ephemeralPortEnd)
  if (ephemeralPortStart > ephemeralPortEnd)
    reject('options.ephemeralPortStart', `at most ephemeralPortEnd (${ephemeralPortEnd})`, ephemeralPortStart)
}
