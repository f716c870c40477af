// Which groups, scalable targets and policies do the answers of the AWS CLI describe?
import type { Omission, Piece } from '../blueprint/blueprint.ts'
import type { AwsInput } from '../services.ts'
import { alarmPiecesOf, alarmsKept } from './alarm-pieces.ts'
import { isOnEc2, typeOf } from './fleet-pieces.ts'
import type { Gathered, Item } from './gather.ts'
import { attributesOf, given, lastOf, recordOf, recordsOf, textOf, textsOf } from './members.ts'
import { clusterArnOf, idOf, pieceOf } from './piece.ts'

const arnOfGroup = ({ autoScalingGroupProvider }: AwsInput) => recordOf(autoScalingGroupProvider).autoScalingGroupArn

/** Of each group what it launches, then the group, then what belongs to it. */
export function groupPiecesOf(all: Gathered): Piece[] {
  return all.scalingGroups.flatMap((item) => {
    const launch = launchOf(item, all)
    if (launch === null) return []
    const policies = all.scalingPolicies.filter(({ value }) => isOfGroup(value, item))
    return [
      launch,
      groupPiece(item, launch, all),
      ...poolPieces(item),
      ...policies.map((policy) => groupPolicyPiece(policy, item)),
    ]
  })
}

// ── groups ──

/** The container instances that are members of a group. */
function membersOf({ value }: Item, { instances }: Gathered): Item[] {
  const ids = new Set(recordsOf(value.Instances).map(({ InstanceId }) => InstanceId))
  return instances.filter((instance) => isOnEc2(instance) && ids.has(instance.value.ec2InstanceId))
}

/** AWS does not print what a group launches beside it: what its instances are, of a type that is known. */
function launchOf(item: Item, all: Gathered): Piece | null {
  const { value } = item
  const [member] = membersOf(item, all)
  const attributes = member === undefined ? new Map<string, string>() : attributesOf(member.value)
  const mixed = recordsOf(recordOf(recordOf(value.MixedInstancesPolicy).LaunchTemplate).Overrides)
  const printed = [...recordsOf(value.Instances), ...mixed].map(({ InstanceType }) => textOf(InstanceType))
  const named = printed.find((name) => name !== undefined)
  const instanceType = member === undefined ? named : typeOf(member.value, attributes.get('ecs.instance-type'))
  if (instanceType === undefined) return null
  const name = nameOfLaunch(value)
  const cluster = clusterFor(item, member, all)
  const custom = [...attributes].filter(([each]) => !/^(?:ecs\.|com\.amazonaws\.)/.test(each))
  const input = {
    launchTemplateName: name,
    cluster,
    instanceType,
    ...(custom.length === 0 ? {} : { attributes: Object.fromEntries(custom) }),
  }
  const parts = { id: `launch-template/${name}`, kind: 'launchTemplate', input, names: { name } } as const
  return pieceOf({ ...parts, needs: [idOf.cluster(cluster)] }, item, {
    launchTemplateName: null,
    cluster: null,
    attributes: null,
    instanceType: member === undefined ? ['Instances', 0, 'InstanceType'] : null,
  })
}

function nameOfLaunch(value: AwsInput): string {
  const mixed = recordOf(recordOf(value.MixedInstancesPolicy).LaunchTemplate).LaunchTemplateSpecification
  const { LaunchTemplateName } = { ...recordOf(mixed), ...recordOf(value.LaunchTemplate) } as AwsInput
  return `${LaunchTemplateName ?? value.LaunchConfigurationName ?? value.AutoScalingGroupName} of ${value.AutoScalingGroupName}`.replaceAll(
    /[^\w().\-/]/g,
    '-',
  )
}

const GROUP_MEMBERS = [
  ...['AutoScalingGroupName', 'MinSize', 'MaxSize', 'DesiredCapacity', 'DefaultCooldown', 'DefaultInstanceWarmup'],
  ...['AvailabilityZones', 'HealthCheckType', 'HealthCheckGracePeriod', 'TerminationPolicies'],
  ...['NewInstancesProtectedFromScaleIn', 'CapacityRebalance', 'MaxInstanceLifetime'],
]

/** Its target groups, as far as they are printed and hold instances. */
function targetGroupsOf({ value }: Item, { groups }: Gathered): Item[] {
  const arns = textsOf(value.TargetGroupARNs)
  return groups.filter(
    (each) => each.value.TargetType === 'instance' && arns.includes(String(each.value.TargetGroupArn)),
  )
}

function groupPiece(item: Item, launch: Piece, all: Gathered): Piece {
  const { value } = item
  const targetGroups = targetGroupsOf(item, all)
  const name = String(value.AutoScalingGroupName)
  const input = {
    ...given(value, GROUP_MEMBERS),
    LaunchTemplate: { LaunchTemplateName: launch.input.launchTemplateName, Version: '$Latest' },
    ...(targetGroups.length === 0
      ? {}
      : { TargetGroupARNs: targetGroups.map((each) => String(each.value.TargetGroupArn)) }),
  }
  const names = { arn: String(value.AutoScalingGroupARN), name }
  const parts = { id: idOfGroup(name), kind: 'autoScalingGroup', input, names } as const
  return pieceOf(
    {
      ...parts,
      needs: [launch.id, ...launch.needs, ...targetGroups.map((each) => idOf.group(each.value.TargetGroupName))],
    },
    item,
    { LaunchTemplate: null },
  )
}

/** A pool that is being deleted is none. */
function poolPieces(item: Item): Piece[] {
  const { AutoScalingGroupName, WarmPoolConfiguration } = item.value
  const pool = recordOf(WarmPoolConfiguration)
  if (Object.keys(pool).length === 0 || pool.Status !== undefined) return []
  const members = ['MinSize', 'MaxGroupPreparedCapacity', 'PoolState', 'InstanceReusePolicy']
  const input = { AutoScalingGroupName, ...given(pool, members) }
  const group = idOfGroup(AutoScalingGroupName)
  const parts = { id: `warm-pool/${AutoScalingGroupName}`, kind: 'warmPool', input, names: {}, needs: [group] } as const
  return [pieceOf(parts, item, Object.fromEntries(members.map((name) => [name, ['WarmPoolConfiguration', name]])))]
}

function idOfGroup(name: unknown): string {
  return `auto-scaling-group/${name}`
}

function clusterFor({ value }: Item, member: Item | undefined, { providers, clusters, services }: Gathered): string {
  const joined = member === undefined ? undefined : clusterArnOf(member.value)
  if (joined !== undefined) return lastOf(joined)
  const provider = providers.find((each) => arnOfGroup(each.value) === value.AutoScalingGroupARN)
  const owner = clusters.find((each) => textsOf(each.value.capacityProviders).includes(String(provider?.value.name)))
  const [first] = clusters
  return String((owner ?? first)?.value.clusterName ?? lastOf(clusterArnOf(services[0]?.value ?? {}) ?? 'default'))
}

// ── policies of groups ──

/** Those of managed scaling are made by its capacity provider. */
function isOfGroup({ AutoScalingGroupName, PolicyName }: AwsInput, { value }: Item): boolean {
  return AutoScalingGroupName === value.AutoScalingGroupName && !/^ECSManaged/.test(String(PolicyName))
}

const GROUP_POLICY_MEMBERS = [
  ...['AutoScalingGroupName', 'PolicyName', 'PolicyType', 'AdjustmentType', 'MinAdjustmentMagnitude', 'Cooldown'],
  ...['ScalingAdjustment', 'StepAdjustments', 'MetricAggregationType', 'EstimatedInstanceWarmup'],
  'TargetTrackingConfiguration',
]

function groupPolicyPiece(item: Item, group: Item): Piece {
  const { value } = item
  const id = `group-policy/${value.AutoScalingGroupName}/${value.PolicyName}`
  const names = { arn: String(value.PolicyARN), name: String(value.PolicyName) }
  const needs = [idOfGroup(group.value.AutoScalingGroupName)]
  return pieceOf({ id, kind: 'groupPolicy', input: given(value, GROUP_POLICY_MEMBERS), names, needs }, item)
}

// ── scaling of services ──

const TARGET_MEMBERS = [
  ...['ServiceNamespace', 'ResourceId', 'ScalableDimension', 'MinCapacity', 'MaxCapacity', 'RoleARN', 'SuspendedState'],
]
const POLICY_MEMBERS = [
  ...['PolicyName', 'PolicyType', 'ServiceNamespace', 'ResourceId', 'ScalableDimension'],
  ...['TargetTrackingScalingPolicyConfiguration', 'StepScalingPolicyConfiguration'],
]

const idOfTarget = (resource: unknown) => `scalable-target/${resource}`

export function scalingPiecesOf(all: Gathered, services: readonly Item[]): Piece[] {
  const targets = all.scalableTargets.filter(({ value }) => serviceOf(value, services) !== undefined)
  const known = new Set(targets.map(({ value }) => value.ResourceId))
  const policies = all.scalingPolicies.filter(({ value }) => known.has(value.ResourceId))
  return [
    ...targets.map((item) => {
      const { value } = item
      const [, cluster = '', name] = String(value.ResourceId).split('/')
      const parts = { id: idOfTarget(value.ResourceId), kind: 'scalableTarget', names: {} } as const
      return pieceOf({ ...parts, input: given(value, TARGET_MEMBERS), needs: [idOf.service(cluster, name)] }, item)
    }),
    ...policies.map((item) => {
      const { value } = item
      const id = `scaling-policy/${value.ResourceId}/${value.PolicyName}`
      const names = { arn: String(value.PolicyARN) }
      const needs = [idOfTarget(value.ResourceId)]
      return pieceOf({ id, kind: 'scalingPolicy', input: given(value, POLICY_MEMBERS), names, needs }, item)
    }),
    ...alarmPiecesOf(all),
  ]
}

function serviceOf({ ServiceNamespace, ResourceId }: AwsInput, services: readonly Item[]): Item | undefined {
  if (ServiceNamespace !== 'ecs') return undefined
  return services.find(({ value }) => `service/${lastOf(String(value.clusterArn))}/${value.serviceName}` === ResourceId)
}

// ── what is left ──

/** What of scaling has no effect here, and why. */
export function scalingKept(all: Gathered, services: readonly Item[]): Omission[] {
  const made = new Set([...groupPiecesOf(all), ...scalingPiecesOf(all, services)].map(({ place }) => place.path))
  const rest = (items: readonly Item[], type: string, member: string, why: (value: AwsInput) => string) =>
    items
      .filter(({ place }) => !made.has(place.path) || place.path === '')
      .map(({ value }): Omission => ({ what: lastOf(String(value[member])), type, why: why(value) }))
  const isManaged = ({ PolicyName }: AwsInput) => /^ECSManaged/.test(String(PolicyName))
  return [
    ...rest(all.scalingGroups, 'Auto Scaling group', 'AutoScalingGroupName', () => 'no file tells what it launches'),
    ...rest(all.scalableTargets, 'scalable target', 'ResourceId', () => 'the service that it scales is in no file'),
    ...rest(
      all.scalingPolicies.filter(({ value }) => !isManaged(value)),
      'scaling policy',
      'PolicyName',
      () => 'what it scales is in no file',
    ),
    ...alarmsKept(all),
  ]
}
