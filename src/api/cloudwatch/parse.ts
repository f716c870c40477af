// Does the caller's input fit the operation of CloudWatch? If not, the exception that CloudWatch has for it says why.
import type { AwsExceptionName } from '../../kernel/errors.ts'
import { extendedOf } from '../../model/scaling/extended-statistics.ts'
import type { MetricId } from '../../model/scaling/metrics.ts'
import { isStatistic, SIMPLE_STATISTICS } from '../../model/scaling/statistics.ts'
import { sliceOf } from '../pages.ts'
import { type RefuseMember, refuseAs } from '../refuse.ts'
import { cloudwatchShapes } from '../shapes/cloudwatch.generated.ts'
import type { CloudwatchInputs } from '../shapes/cloudwatch-types.generated.ts'
import { inputParser, type Parsed, type ParseInput } from '../shapes/parse-input.ts'

export type CloudWatchInput<Operation extends keyof CloudwatchInputs> = Parsed<CloudwatchInputs[Operation]>

/** @throws ValidationError about the first problem of the input's shape */
export const parseCloudWatch: ParseInput<CloudwatchInputs> = inputParser(cloudwatchShapes, () => 'ValidationError')

type Refuser = (path: string, expected: string, found: unknown, rule?: string) => never

function refuserOf(name: AwsExceptionName): Refuser {
  const refuseMember: RefuseMember = refuseAs(name)
  return (path, expected, found, rule = 'CW-20') => refuseMember(path, expected, found, rule)
}

/** InvalidParameterValueException. */
export const invalid: Refuser = refuserOf('InvalidParameterValueException')

/** ValidationError, as for expressions. */
export const unreadable: Refuser = refuserOf('ValidationError')

/** InvalidParameterCombinationException: two members that exclude each other. */
export const combination: Refuser = refuserOf('InvalidParameterCombinationException')

/** InvalidFormatFault. */
export const refuseFormat: Refuser = refuserOf('InvalidFormatFault')

/** MissingRequiredParameterException. */
export function missing(path: string, expected: string, rule = 'CW-20'): never {
  return refuserOf('MissingRequiredParameterException')(path, expected, undefined, rule)
}

export function checkText(path: string, text: string | undefined, most: number, least = 1): void {
  if (text !== undefined && (text.length < least || text.length > most))
    invalid(path, `${least} to ${most} characters`, text)
}

export function checkNumber(path: string, value: number | undefined, low: number, high: number): void {
  if (value !== undefined && !(value >= low && value <= high)) invalid(path, `a number from ${low} to ${high}`, value)
}

interface AwsMetric {
  readonly Namespace?: string
  readonly MetricName?: string
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[]
}

const MOST_DIMENSIONS = 30

/** Dimensions in ascending order: their order does not tell two metrics apart. @throws InvalidParameterValueException, … */
export function metricOf({ Namespace, MetricName, Dimensions = [] }: AwsMetric, path: string): MetricId {
  if (Namespace === undefined) return missing(`${path}Namespace`, 'a namespace')
  if (MetricName === undefined) return missing(`${path}MetricName`, 'the name of a metric')
  checkText(`${path}Namespace`, Namespace, 255)
  if (Namespace.startsWith(':')) invalid(`${path}Namespace`, 'no colon at the beginning', Namespace)
  checkText(`${path}MetricName`, MetricName, 255)
  if (Dimensions.length > MOST_DIMENSIONS)
    invalid(`${path}Dimensions`, `at most ${MOST_DIMENSIONS} items`, `${Dimensions.length} items`)
  for (const [index, { Name, Value }] of Dimensions.entries()) {
    checkText(`${path}Dimensions[${index}].Name`, Name, 255)
    if (Name.startsWith(':')) invalid(`${path}Dimensions[${index}].Name`, 'no colon at the beginning', Name)
    checkText(`${path}Dimensions[${index}].Value`, Value, 1_024)
    if (Dimensions.findIndex((other) => other.Name === Name) !== index)
      invalid(`${path}Dimensions[${index}].Name`, 'a name of its own', Name)
  }
  const dimensions = Dimensions.map(({ Name: name, Value: value }) => ({ name, value }))
  return { namespace: Namespace, metricName: MetricName, dimensions: dimensions.sort(byName) }
}

export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : Number(one.name > other.name)
}

const EXTENDED = 'a statistic such as p95, tm90, TM(10%:90%), PR(:0.5) or IQM'

/** @throws InvalidParameterValueException */
export function checkStatistic(path: string, statistic: string): void {
  if (!isStatistic(statistic)) invalid(path, `one of ${SIMPLE_STATISTICS.join(', ')}, or ${EXTENDED}`, statistic)
}

/** A percentile, a percentile rank, or a trimmed statistic. @throws InvalidParameterValueException */
export function checkExtended(path: string, statistic: string): void {
  if (extendedOf(statistic) === null) invalid(path, EXTENDED, statistic)
}

/** 10, 20, 30 or whole minutes (CW-20). */
export function checkPeriod(path: string, period: number, quick: readonly number[] = [10, 20, 30]): void {
  const isWhole = period >= 60 && period <= 86_400 && period % 60 === 0
  if (!quick.includes(period) && !isWhole)
    invalid(path, `${quick.join(', ')} or a multiple of 60, of a day at most`, period)
}

/** @throws InvalidNextToken */
export function pageOf<T>(
  items: readonly T[],
  size: number,
  token: string | undefined,
): { readonly items: T[]; readonly more: { readonly NextToken?: string } } {
  const { items: page, next } = sliceOf(items, { size, token }, refuseToken)
  return { items: page, more: next === null ? {} : { NextToken: next } }
}

function refuseToken(token: string): never {
  return refuserOf('InvalidNextToken')('NextToken', 'the NextToken of an earlier answer', token)
}
