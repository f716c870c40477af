// Which conditions may a rule have? Fields, values, wildcards and how many of each (LB-013…LB-025).
import { parseBlock } from '../../balancing/cidr.ts'
import { countWildcards } from '../../balancing/wildcards.ts'
import type { QueryPair, RuleCondition } from '../../model/balancing.ts'
import { notSimulated } from '../refuse.ts'
import { MOST_VALUES_A_RULE } from './limits.ts'
import { type ElbInput, invalid } from './parse.ts'

type AwsCondition = ElbInput<'CreateRule'>['Conditions'][number]

const MOST_VALUES_A_CONDITION = 3

/** @throws ValidationError */
export function conditionsOf(given: readonly AwsCondition[], wildcardLimit: number): RuleCondition[] {
  if (given.length === 0) invalid('Conditions', 'at least one condition', '0 conditions', 'LB-013')
  const conditions = given.map((condition, index) => conditionOf(condition, `Conditions[${index}]`))
  for (const field of ['host-header', 'path-pattern', 'http-request-method', 'source-ip']) {
    if (conditions.filter((condition) => condition.field === field).length > 1)
      invalid('Conditions', `at most one condition on ${field}`, 'two', 'LB-013')
  }
  const values = conditions.reduce((sum, condition) => sum + valuesOf(condition).length, 0)
  if (values > MOST_VALUES_A_RULE)
    invalid('Conditions', `at most ${MOST_VALUES_A_RULE} values in all`, `${values} values`, 'LB-014')
  const wildcards = conditions.flatMap(wildcardTexts).reduce((sum, count) => sum + count, 0)
  if (wildcards > wildcardLimit)
    invalid('Conditions', `at most ${wildcardLimit} wildcards in all`, `${wildcards} wildcards`, 'K-11')
  return conditions
}

function conditionOf(given: AwsCondition, path: string): RuleCondition {
  refuseRegex(given, path)
  switch (given.Field) {
    case 'path-pattern':
      return plain('path-pattern', given.Values ?? given.PathPatternConfig?.Values, path, PATH)
    case 'host-header':
      return plain('host-header', given.Values ?? given.HostHeaderConfig?.Values, path, HOST)
    case 'http-request-method':
      return plain('http-request-method', given.HttpRequestMethodConfig?.Values, path, METHOD)
    case 'source-ip':
      return plain('source-ip', given.SourceIpConfig?.Values, path, SOURCE)
    case 'http-header':
      return headerOf(given, path)
    case 'query-string':
      return queryOf(given, path)
    default:
      return invalid(
        `${path}.Field`,
        'one of path-pattern, host-header, http-header, http-request-method, query-string, source-ip',
        given.Field,
        'LB-013',
      )
  }
}

function refuseRegex(given: AwsCondition, path: string): void {
  const { RegexValues, PathPatternConfig, HostHeaderConfig, HttpHeaderConfig } = given
  const configs = { PathPatternConfig, HostHeaderConfig, HttpHeaderConfig }
  const places = Object.entries(configs).map(([name, config]) => [`${name}.RegexValues`, config?.RegexValues] as const)
  for (const [member, regex] of [['RegexValues', RegexValues] as const, ...places])
    if (regex !== undefined) notSimulated(`${path}.${member}`, 'regular expressions in rules', regex, 'LB-017')
  const family = given.SourceIpConfig?.IpAddressType
  if (family === 'ipv6') notSimulated(`${path}.SourceIpConfig.IpAddressType`, 'IPv6', family, 'LB-025')
}

interface Manner {
  readonly expected: string
  readonly rule: string
  readonly most: number
  readonly allows: (value: string) => boolean
}

const PATH: Manner = {
  expected: 'letters, digits, wildcards and any of _-.$/~"\'@:+&',
  rule: 'LB-020',
  most: 128,
  allows: (value) => /^[A-Za-z0-9_\-.$/~"'@:+&*?]+$/.test(value),
}
const HOST: Manner = {
  expected: 'a host with a dot, and letters alone after the last one',
  rule: 'LB-021',
  most: 128,
  allows: (value) => /^[A-Za-z0-9.*?-]*\.[A-Za-z*?]+$/.test(value),
}
const METHOD: Manner = {
  expected: 'A to Z, hyphens and underscores',
  rule: 'LB-023',
  most: 40,
  allows: (value) => /^[A-Z_-]+$/.test(value),
}
const SOURCE: Manner = {
  expected: 'a block in CIDR notation',
  rule: 'LB-025',
  most: 128,
  allows: (value) => value.includes('/') && value !== '255.255.255.255/32' && parseBlock(value) !== null,
}
const HEADER: Manner = { expected: 'printable characters', rule: 'LB-022', most: 128, allows: isPrintable }
const QUERY: Manner = { expected: 'printable characters', rule: 'LB-024', most: 128, allows: isPrintable }

function isPrintable(value: string): boolean {
  return [...value].every((character) => character >= ' ' && character !== '\u007f')
}

type PlainField = Exclude<RuleCondition['field'], 'http-header' | 'query-string'>

function plain(field: PlainField, values: readonly string[] | undefined, path: string, manner: Manner): RuleCondition {
  return { field, values: checkValues(values, `${path}.Values`, manner, field === 'source-ip' ? 5 : undefined) }
}

function headerOf({ HttpHeaderConfig: config }: AwsCondition, path: string): RuleCondition {
  const { HttpHeaderName: name = '', Values } = config ?? {}
  const at = `${path}.HttpHeaderConfig`
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$/.test(name) || name.toLowerCase() === 'host')
    invalid(`${at}.HttpHeaderName`, 'the name of a header other than Host, of 1 to 40 characters', name, 'LB-022')
  return { field: 'http-header', name, values: checkValues(Values, `${at}.Values`, HEADER) }
}

function queryOf({ QueryStringConfig: config }: AwsCondition, path: string): RuleCondition {
  const at = `${path}.QueryStringConfig.Values`
  const pairs = config?.Values ?? []
  checkCount(pairs, at)
  return {
    field: 'query-string',
    pairs: pairs.map(({ Key = null, Value }, index): QueryPair => {
      if (Value === undefined) return invalid(`${at}[${index}].Value`, 'a value', undefined, 'LB-024')
      checkValue(Value, `${at}[${index}].Value`, QUERY)
      if (Key !== null) checkValue(Key, `${at}[${index}].Key`, QUERY)
      return { key: Key, value: Value }
    }),
  }
}

function checkValues(
  values: readonly string[] | undefined,
  path: string,
  manner: Manner,
  most = MOST_VALUES_A_CONDITION,
): readonly string[] {
  checkCount(values ?? [], path, most)
  for (const [index, value] of (values ?? []).entries()) checkValue(value, `${path}[${index}]`, manner)
  return values ?? []
}

function checkCount(values: readonly unknown[], path: string, most = MOST_VALUES_A_CONDITION): void {
  if (values.length < 1 || values.length > most)
    invalid(path, `1 to ${most} values`, `${values.length} values`, 'LB-014')
}

function checkValue(value: string, path: string, { expected, rule, most, allows }: Manner): void {
  if (value.length < 1 || value.length > most) invalid(path, `1 to ${most} characters`, value, 'LB-014')
  if (!allows(value)) invalid(path, expected, value, rule)
}

function valuesOf(condition: RuleCondition): readonly unknown[] {
  return condition.field === 'query-string' ? condition.pairs : condition.values
}

function wildcardTexts(condition: RuleCondition): number[] {
  if (condition.field === 'query-string')
    return condition.pairs.flatMap(({ key, value }) => [countWildcards(key ?? '', true), countWildcards(value, true)])
  if (condition.field === 'http-request-method' || condition.field === 'source-ip') return []
  return condition.values.map((value) => countWildcards(value))
}
