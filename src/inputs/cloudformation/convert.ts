// What does a resource's evaluated properties say in the words of the API? Names, numbers and truths as the API wants them.
import { mistake, type Place, unexpected, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { needed } from './handle.ts'
import { innerType, isListType, isMapType, membersOf, type Spelling } from './shapes.ts'
import { refuseUnknown } from './template.ts'
import { isScalar, textOf, Unresolved, unresolvedIn, type Value } from './values.ts'

export interface Conversion {
  readonly spelling: Spelling
  /** Told of values that are not known and have no effect. */
  readonly mention: (place: Place, value: Unresolved) => void
}

/** @throws UsageError for a member that the type does not have, a value of another kind, or one that is not known and matters */
function convert(value: Value, type: string, place: Place, conversion: Conversion): unknown {
  const unknown = unresolvedIn(value)
  if (unknown !== undefined) return mentioned(unknown, type, place, conversion)
  if (value === null) throw mistake(place, 'null is no value in a template.', { found: 'null' })
  if (isListType(type)) return list(value, type, place, conversion)
  if (isMapType(type)) return map(value, type, place, conversion)
  if (type === 'document') return conversion.spelling.lowers ? lowered(value) : value
  if (membersOf(conversion.spelling, type) !== undefined) return structure(value, type, place, conversion)
  return scalar(value, SCALARS[type] ?? SCALARS.string!, place)
}

function list(value: Value, type: string, place: Place, conversion: Conversion): unknown[] {
  if (!Array.isArray(value)) throw unexpected(place, 'a list', value)
  return value.map((item, index) => convert(item, innerType(type), within(place, index), conversion))
}

function map(value: Value, type: string, place: Place, conversion: Conversion): unknown {
  if (!isRecord(value)) throw unexpected(place, 'an object', value)
  const members = Object.entries(value).map(([key, member]) => [
    key,
    convert(member, innerType(type), within(place, key), conversion),
  ])
  return Object.fromEntries(members)
}

function structure(value: Value, type: string, place: Place, conversion: Conversion): AwsInput {
  if (!isRecord(value)) throw unexpected(place, 'an object', value)
  return convertMembers(value, type, place, conversion)
}

/** `besides`: members of the resource that no call takes. */
export function convertMembers(
  value: AwsInput,
  type: string,
  place: Place,
  { besides = [], ...conversion }: Conversion & { readonly besides?: readonly string[] },
): AwsInput {
  const { spelling } = conversion
  const members = (membersOf(spelling, type) ?? []).map(
    ([member, kind]) => [spelling.nameOf(type, member), member, kind] as const,
  )
  refuseUnknown(value, [...members.map(([name]) => name), ...besides], place)
  const given = members.filter(([name]) => Object.hasOwn(value, name))
  return Object.fromEntries(
    given.map(([name, member, kind]) => [member, convert(value[name], kind, within(place, name), conversion)]),
  )
}

// ── scalars ──

interface Scalar {
  readonly expected: string
  /** Undefined for a text that does not say it. */
  readonly read: (text: string) => unknown
}

const INTEGER: Scalar = {
  expected: 'an integer',
  read: (text) => (/^[-+]?\d{1,15}(?:\.0+)?$/.test(text) ? Number(text) : undefined),
}

const SCALARS: Readonly<Record<string, Scalar>> = {
  string: { expected: 'a text', read: (text) => text },
  boolean: {
    expected: 'true or false',
    read: (text) => (/^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined),
  },
  integer: INTEGER,
  long: INTEGER,
  timestamp: {
    expected: 'an instant in the form of ISO 8601',
    read: (text) => (/^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined),
  },
  double: {
    expected: 'a number',
    read: (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined),
  },
}

function scalar(value: Value, { expected, read }: Scalar, place: Place): unknown {
  const result = isScalar(value) ? read(textOf(value)) : undefined
  if (result === undefined) throw unexpected(place, expected, value)
  return result
}

/** What has no table: its names by their first letter. */
function lowered(value: Value): unknown {
  if (value instanceof Unresolved) return value.text
  if (Array.isArray(value)) return value.map(lowered)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.charAt(0).toLowerCase() + key.slice(1), lowered(member)]),
  )
}

// ── what is not known ──

function mentioned(unknown: Unresolved, type: string, place: Place, { mention }: Conversion): string {
  if (!['string', 'document'].includes(type) || !place.steps.slice(PROPERTIES).some((step) => WITHOUT_EFFECT.has(step)))
    throw needed(place, unknown)
  mention(place, unknown)
  return unknown.text
}

/** `Resources`, a logical id and `Properties` come before the members. */
const PROPERTIES = 3

/** Members whose texts change nothing that is simulated. */
const WITHOUT_EFFECT: ReadonlySet<unknown> = new Set([
  'AlarmActions',
  'AlarmDescription',
  'AuthenticateCognitoConfig',
  'AuthenticateOidcConfig',
  'CertificateArn',
  'Certificates',
  'Command',
  'Configuration',
  'CredentialSpecs',
  'DnsSearchDomains',
  'DnsServers',
  'DockerLabels',
  'DockerSecurityOptions',
  'EntryPoint',
  'Environment',
  'EnvironmentFiles',
  'ExecutionRoleArn',
  'ExtraHosts',
  'FirelensConfiguration',
  'Hostname',
  'InsufficientDataActions',
  'LogConfiguration',
  'NotificationMetadata',
  'NotificationTargetARN',
  'OKActions',
  'ProxyConfiguration',
  'RepositoryCredentials',
  'Role',
  'RoleARN',
  'Secrets',
  'SecurityGroups',
  'ServiceConnectConfiguration',
  'ServiceConnectDefaults',
  'ServiceRegistries',
  'SslPolicy',
  'SystemControls',
  'Tags',
  'TaskRoleArn',
  'User',
  'VolumeConfigurations',
  'Volumes',
  'VpcLatticeConfigurations',
  'WorkingDirectory',
])
