// What is said of the resources that become no piece?
import { suggestion } from '../../index.ts'
import { mistake, within } from '../place.ts'
import type { Findings } from './draft.ts'
import type { Handle } from './handle.ts'
import { IDENTITIES } from './identities.ts'
import { NESTED } from './stack.ts'

/** Used where subnets and instances are described. */
const ELSEWHERE = new Set([
  NESTED,
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::AutoScaling::LaunchConfiguration',
  'AWS::EC2::LaunchTemplate',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
])

/** First match wins. */
const REASONS: readonly (readonly [type: RegExp, why: string])[] = [
  [/^AWS::ECS::(?:PrimaryTaskSet|TaskSet)$/, 'task sets are not simulated'],
  [/^AWS::ECS::/, 'it is not simulated'],
  [/^AWS::IAM::/, 'roles and policies allow everything'],
  [/^AWS::EC2::(?:Instance|SpotFleet|EC2Fleet)$/, 'instances outside of Auto Scaling groups are not simulated'],
  [/^AWS::EC2::/, 'networks let everything through'],
  [/^AWS::Logs::/, 'log groups are there'],
  [/^AWS::ECR::/, 'repositories hold the images that are asked for'],
  [/^AWS::(?:SecretsManager|SSM|KMS)::/, 'secrets, parameters and keys are there'],
  [/^AWS::ServiceDiscovery::/, 'service discovery is not simulated'],
  [/^AWS::AutoScaling::/, 'it is not simulated'],
  [/^AWS::ElasticLoadBalancing(?:V2)?::/, 'it is not simulated'],
  [/^(?:AWS::CloudFormation::|Custom::|AWS::CDK::)/, 'it serves the deployment of the template'],
  [/./, 'it is not a part of Amazon ECS'],
]

/** Types that a slip of the keyboard would silently drop. */
const WELL_KNOWN = [
  ...Object.keys(IDENTITIES),
  ...ELSEWHERE,
  'AWS::ECS::PrimaryTaskSet',
  'AWS::ECS::TaskSet',
  'AWS::ElasticLoadBalancingV2::TrustStore',
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation',
]

export function listResource(handle: Handle, findings: Findings): void {
  const { type } = handle
  if (ELSEWHERE.has(type)) return
  refuseMisspeltType(handle)
  findings.leaveOut(handle, REASONS.find(([pattern]) => pattern.test(type))![1])
}

function refuseMisspeltType({ type, resource: { place } }: Handle): void {
  if (!/^AWS::(?:ECS|ElasticLoadBalancingV2)::/.test(type) || WELL_KNOWN.includes(type)) return
  const [, service] = type.split('::')
  const hint = suggestion(
    type,
    WELL_KNOWN.filter((known) => known.startsWith(`AWS::${service}::`) && near(known, type)),
  )
  if (hint !== '') throw mistake(within(place, 'Type'), `there is no such type: ${type.slice(0, 80)}.${hint}`)
}

/** Of about the same length: a type of which we have not heard is no slip. */
function near(known: string, type: string): boolean {
  return Math.abs(known.length - type.length) <= 2 && known.at(-1) === type.at(-1)
}
