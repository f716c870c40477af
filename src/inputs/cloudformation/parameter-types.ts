// Is a parameter's value one that CloudFormation would take, and what does a Ref to it return?
import { matchesPattern, show } from '../../index.ts'
import { mistake, type Place, unexpected, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { refuseUnknown } from './template.ts'
import { isScalar, textOf } from './values.ts'

/** A parameter as its template declares it. */
export interface ParameterDeclaration {
  readonly name: string
  readonly type: string
  readonly place: Place
  /** As it is written; undefined without one. */
  readonly preset: string | undefined
  readonly limits: AwsInput
  readonly isSecret: boolean
}

const MEMBERS = [
  'Type',
  'Default',
  'Description',
  'NoEcho',
  'AllowedValues',
  'AllowedPattern',
  'ConstraintDescription',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
]

const TYPE =
  /^(?:String|Number|CommaDelimitedList|List<(?:String|Number|AWS::[\w:]+)>|AWS::SSM::Parameter::Value<(?:String|CommaDelimitedList|List<[\w:]+>|AWS::[\w:]+)>|AWS::[\w:]+)$/

/** @throws UsageError for a declaration that CloudFormation would refuse */
export function declarationOf(name: string, value: unknown, place: Place): ParameterDeclaration {
  if (!isRecord(value)) throw unexpected(place, 'a parameter with its Type', value)
  refuseUnknown(value, MEMBERS, place)
  const { Type: type, Default: preset, NoEcho: noEcho } = value
  if (typeof type !== 'string' || !TYPE.test(type))
    throw unexpected(within(place, 'Type'), 'a type of parameters such as String, Number or CommaDelimitedList', type)
  const isSecret = noEcho === true || noEcho === 'true'
  const text = preset === undefined ? undefined : parameterText(preset, within(place, 'Default'))
  return { name, type, place, preset: text, limits: value, isSecret }
}

/** As CloudFormation takes values of parameters: a list becomes a text with commas. */
export function parameterText(value: unknown, place: Place): string {
  if (isScalar(value)) return textOf(value)
  if (Array.isArray(value) && value.every(isScalar)) return value.map(textOf).join(',')
  throw unexpected(place, 'a text, a number or a list of texts', value)
}

export function isLookedUp({ type }: ParameterDeclaration): boolean {
  return type.startsWith('AWS::SSM::Parameter::Value<')
}

/** The type of the value itself: what is looked up has one, too. */
export function valueType({ type }: ParameterDeclaration): string {
  return /^AWS::SSM::Parameter::Value<(.*)>$/.exec(type)?.[1] ?? type
}

export function isList(declaration: ParameterDeclaration): boolean {
  return /^(?:CommaDelimitedList|List<.*>)$/.test(valueType(declaration))
}

/** What a Ref returns: a text, or the items of a list. @throws UsageError for a value that the declaration forbids */
export function parameterValue(declaration: ParameterDeclaration, text: string, place: Place): string | string[] {
  const items = isList(declaration) ? text.split(',').map((item) => item.trim()) : [text]
  for (const item of items) checkItem(declaration, item, place)
  return isList(declaration) ? items : text
}

function checkItem(declaration: ParameterDeclaration, item: string, place: Place): void {
  const { limits, isSecret, name } = declaration
  const broken = LIMITS.find(({ breaks }) => breaks(item, limits, declaration))
  if (broken === undefined) return
  const expected = broken.expected(limits)
  const found = isSecret ? '****' : show(item)
  const words = typeof limits.ConstraintDescription === 'string' ? ` ${limits.ConstraintDescription}` : ''
  throw mistake(place, `parameter ${name}: expected ${expected}, found ${found}.${words}`, { expected, found })
}

interface Limit {
  readonly breaks: (item: string, limits: AwsInput, declaration: ParameterDeclaration) => boolean
  readonly expected: (limits: AwsInput) => string
}

const isNumber = (text: string) => /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)
const given = (limit: unknown) => limit !== undefined && isScalar(limit)

/** First match wins. */
const LIMITS: readonly Limit[] = [
  {
    breaks: (item, _, declaration) => /Number/.test(valueType(declaration)) && !isNumber(item),
    expected: () => 'a number',
  },
  {
    breaks: (item, { AllowedValues: values }) => Array.isArray(values) && !values.map(String).includes(item),
    expected: ({ AllowedValues: values }) => `one of ${(values as unknown[]).map(show).join(', ').slice(0, 400)}`,
  },
  {
    breaks: (item, { AllowedPattern: pattern }) =>
      typeof pattern === 'string' && matchesPattern(pattern, item) === false,
    expected: ({ AllowedPattern: pattern }) => `a text that matches ${show(pattern)}`,
  },
  {
    breaks: (item, { MinLength: least }) => given(least) && item.length < Number(least),
    expected: ({ MinLength: least }) => `at least ${least} characters`,
  },
  {
    breaks: (item, { MaxLength: most }) => given(most) && item.length > Number(most),
    expected: ({ MaxLength: most }) => `at most ${most} characters`,
  },
  {
    breaks: (item, { MinValue: least }) => given(least) && Number(item) < Number(least),
    expected: ({ MinValue: least }) => `a number that is at least ${least}`,
  },
  {
    breaks: (item, { MaxValue: most }) => given(most) && Number(item) > Number(most),
    expected: ({ MaxValue: most }) => `a number that is at most ${most}`,
  },
]
