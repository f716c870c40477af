// What do Ref and Fn::GetAtt return for a resource that is not simulated? A text of valid form: containers may mention it.

import type { Handle } from './handle.ts'
import { arn, lastPart } from './identities.ts'
import { derivedId, derivedUuid, physicalName } from './made-up.ts'
import { Unresolved, type Value } from './values.ts'

/** Kinds that Ref calls by an id. */
const IDS: Readonly<Record<string, string>> = {
  'AWS::EC2::InternetGateway': 'igw',
  'AWS::EC2::NatGateway': 'nat',
  'AWS::EC2::NetworkInterface': 'eni',
  'AWS::EC2::RouteTable': 'rtb',
  'AWS::EC2::SecurityGroup': 'sg',
  'AWS::EC2::Subnet': 'subnet',
  'AWS::EC2::VPC': 'vpc',
  'AWS::EC2::VPCEndpoint': 'vpce',
  'AWS::EFS::AccessPoint': 'fsap',
  'AWS::EFS::FileSystem': 'fs',
  'AWS::ServiceDiscovery::HttpNamespace': 'ns',
  'AWS::ServiceDiscovery::PrivateDnsNamespace': 'ns',
  'AWS::ServiceDiscovery::PublicDnsNamespace': 'ns',
  'AWS::ServiceDiscovery::Service': 'srv',
}

/** Kinds that Ref calls by their ARN. */
const BY_ARN = new Set([
  'AWS::CertificateManager::Certificate',
  'AWS::IAM::ManagedPolicy',
  'AWS::SNS::Topic',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
])

/** How the resource part of an ARN begins; the kind's own name and a slash for others. */
const ARN_PREFIXES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'table/',
  'AWS::ECR::Repository': 'repository/',
  'AWS::IAM::InstanceProfile': 'instance-profile/',
  'AWS::IAM::ManagedPolicy': 'policy/',
  'AWS::IAM::Role': 'role/',
  'AWS::IAM::User': 'user/',
  'AWS::KMS::Key': 'key/',
  'AWS::Kinesis::Stream': 'stream/',
  'AWS::Lambda::Function': 'function:',
  'AWS::Logs::LogGroup': 'log-group:',
  'AWS::S3::Bucket': '',
  'AWS::SNS::Topic': '',
  'AWS::SQS::Queue': '',
  'AWS::SSM::Parameter': 'parameter/',
  'AWS::SecretsManager::Secret': 'secret:',
  'AWS::StepFunctions::StateMachine': 'stateMachine:',
}

const SERVICES: Readonly<Record<string, string>> = { certificatemanager: 'acm', applicationautoscaling: 'autoscaling' }

/** Names that templates give under one of these members, the most special first. */
function givenName(handle: Handle): string | undefined {
  const noun = handle.type.split('::').at(-1)!
  const members = [`${noun}Name`, 'Name', `${noun}Identifier`, 'AlarmName', 'PolicyName']
  return members.map((member) => handle.mention(member)).find((name) => name !== undefined)
}

function strangerName(handle: Handle): string {
  const name = givenName(handle) ?? physicalName(handle.stackName, handle.resource.id)
  return handle.type === 'AWS::S3::Bucket' ? name.toLowerCase() : name
}

function strangerArn(handle: Handle): string {
  const [, service = '', noun = ''] = handle.type.split('::')
  const prefix = ARN_PREFIXES[handle.type] ?? `${noun.toLowerCase()}/`
  const suffix = handle.type === 'AWS::Logs::LogGroup' ? ':*' : ''
  const lower = service.toLowerCase()
  const whole = arn(handle, SERVICES[lower] ?? lower, `${prefix}${strangerName(handle)}${suffix}`)
  const { region, accountId } = handle.scope.realm
  if (lower === 'iam') return whole.replace(`:${region}:`, '::')
  return lower === 's3' ? whole.replace(`:${region}:${accountId}:`, ':::') : whole
}

export function strangerRef(handle: Handle): Value {
  const { type, seed } = handle
  const { realm } = handle.scope
  if (Object.hasOwn(IDS, type)) return derivedId(IDS[type]!, realm, seed)
  if (BY_ARN.has(type)) return strangerArn(handle)
  if (type === 'AWS::KMS::Key') return derivedUuid(seed)
  if (type === 'AWS::SQS::Queue')
    return `https://sqs.${realm.region}.${realm.urlSuffix}/${realm.accountId}/${strangerName(handle)}`
  return strangerName(handle)
}

export function strangerAttribute(handle: Handle, name: string): Value {
  if (/^(?:AWS::CloudFormation::CustomResource|Custom::)/.test(handle.type)) return unknowable(handle, name)
  const rule = ATTRIBUTES.find(([pattern]) => pattern.test(name))
  if (rule !== undefined) return rule[1](handle, name)
  return handle.mention(name) ?? `${strangerName(handle)}.${name}`.toLowerCase()
}

/** First match wins. */
const ATTRIBUTES: readonly (readonly [pattern: RegExp, text: (handle: Handle, name: string) => Value])[] = [
  [/^(?:Arn|.*A(?:rn|RN))$/, strangerArn],
  [/^(?:GroupId|VpcId|SubnetId|Id|FileSystemId|AccessPointId)$/, idOf],
  [/^(?:Default)?(?:SecurityGroup|GroupId)$/, ({ seed, scope }) => derivedId('sg', scope.realm, seed)],
  [/SecurityGroups$/, ({ seed, scope }) => [derivedId('sg', scope.realm, seed)]],
  [/^AllocationId$/, ({ seed, scope }) => derivedId('eipalloc', scope.realm, seed)],
  [/Port$/, () => '5432'],
  [/^RepositoryUri$/, repositoryUri],
  [/^QueueUrl$/, strangerRef],
  [/Name$/, (handle, name) => (/^(?:DNS|Domain|Dns)/.test(name) ? host(handle) : strangerName(handle))],
  [/(?:Address|Endpoint|Hostname|Url|URL)$/, host],
]

function idOf(handle: Handle, name: string): Value {
  if (handle.type === 'AWS::EC2::SecurityGroup' && name === 'VpcId') return handle.mention('VpcId')
  if (handle.type === 'AWS::EC2::Subnet' && name === 'VpcId') return handle.mention('VpcId')
  return lastPart(String(strangerRef(handle)))
}

function repositoryUri(handle: Handle): string {
  const { accountId, region, urlSuffix } = handle.scope.realm
  return `${accountId}.dkr.ecr.${region}.${urlSuffix}/${strangerName(handle)}`
}

function host(handle: Handle): string {
  const { region, urlSuffix } = handle.scope.realm
  const [, service = ''] = handle.type.split('::')
  return `${strangerName(handle)}.${region}.${service}.${urlSuffix}`.toLowerCase()
}

function unknowable({ key }: Handle, name: string): Unresolved {
  const words = 'is what a program of yours answers: write the value itself in its place'
  return new Unresolved(`${key}.${name}`, `the attribute ${name} of ${key} ${words}`)
}
