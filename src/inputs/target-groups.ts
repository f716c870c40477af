// Which target groups does a piece of AWS JSON describe? What `aws elbv2 describe-target-groups` prints becomes what `create-target-group` takes.
import type { Placed } from './files.ts'
import { mistake, unexpected, within } from './place.ts'
import { type AwsInput, isRecord } from './services.ts'

/** What both have, but for the name. */
export const GROUP_MEMBERS = [
  'Protocol',
  'ProtocolVersion',
  'Port',
  'VpcId',
  'TargetType',
  'HealthCheckProtocol',
  'HealthCheckPort',
  'HealthCheckEnabled',
  'HealthCheckPath',
  'HealthCheckIntervalSeconds',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'UnhealthyThresholdCount',
  'Matcher',
  'IpAddressType',
]

/** One input for CreateTargetGroup for each. @throws UsageError when there is none, or what is no target group */
export function targetGroupInputs({ value, place }: Placed): Placed<AwsInput>[] {
  if (isRecord(value) && Array.isArray(value.TargetGroups)) {
    if (value.TargetGroups.length === 0) throw mistake(within(place, 'TargetGroups'), 'there is no target group in it.')
    return value.TargetGroups.map((group, index) => inputOf(group, within(place, 'TargetGroups', index)))
  }
  return [inputOf(value, place)]
}

/** Its VPC is the scenario's own. */
function inputOf(value: unknown, place: Placed['place']): Placed<AwsInput> {
  if (!isRecord(value)) throw unexpected(place, 'a target group in the form that AWS takes or prints', value)
  if (value.TargetGroupArn === undefined) return { value, place }
  const members = GROUP_MEMBERS.filter((member) => member !== 'VpcId' && value[member] !== undefined)
  const printed = Object.fromEntries(members.map((member) => [member, value[member]]))
  return { value: { Name: value.TargetGroupName, ...printed }, place }
}
