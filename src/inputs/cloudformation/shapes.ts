// How does CloudFormation spell the inputs of ECS and of load balancing, and which members do they have?
import {
  applicationAutoScalingShapes,
  autoScalingShapes,
  cloudwatchShapes,
  ecsShapes,
  elbv2Shapes,
  type ServiceShapes,
} from '../../index.ts'

export interface Spelling {
  readonly shapes: ServiceShapes
  /** Whether the API's names begin with a small letter. */
  readonly lowers: boolean
  /** A template's name for a member of a structure. */
  readonly nameOf: (structure: string, member: string) => string
}

/** What two calls make, or no call that is simulated, is one resource of a template. */
const ECS_BESIDES: ServiceShapes['structures'] = {
  CreateCapacityProviderRequest: {
    name: 'string!',
    cluster: 'string',
    autoScalingGroupProvider: 'AutoScalingGroupProvider',
    managedInstancesProvider: 'document',
    tags: 'Tag[]',
  },
  AutoScalingGroupProvider: {
    autoScalingGroupArn: 'string!',
    managedScaling: 'ManagedScaling',
    managedTerminationProtection: 'string',
    managedDraining: 'string',
  },
  ManagedScaling: {
    status: 'string',
    targetCapacity: 'integer',
    minimumScalingStepSize: 'integer',
    maximumScalingStepSize: 'integer',
    instanceWarmupPeriod: 'integer',
  },
  PutClusterCapacityProvidersRequest: {
    cluster: 'string!',
    capacityProviders: 'string[]!',
    defaultCapacityProviderStrategy: 'CapacityProviderStrategyItem[]!',
  },
}

const { CreateListenerInput, CreateLoadBalancerInput, CreateTargetGroupInput } = elbv2Shapes.structures

const BALANCING_BESIDES: ServiceShapes['structures'] = {
  ListenerResource: { ...CreateListenerInput, Attributes: 'ListenerAttribute[]' },
  LoadBalancerResource: { ...CreateLoadBalancerInput, Attributes: 'LoadBalancerAttribute[]' },
  TargetGroupResource: { ...CreateTargetGroupInput, Attributes: 'TargetGroupAttribute[]' },
}

type Structure = ServiceShapes['structures'][string]

function fewer(structure: Structure | undefined, ...members: readonly string[]): Structure {
  return Object.fromEntries(Object.entries(structure ?? {}).filter(([name]) => !members.includes(name)))
}

function only(structure: Structure | undefined, ...members: readonly string[]): Structure {
  return Object.fromEntries(Object.entries(structure ?? {}).filter(([name]) => members.includes(name)))
}

const { RegisterScalableTargetRequest, PutScalingPolicyRequest, PutScheduledActionRequest } =
  applicationAutoScalingShapes.structures

/** Actions stand in the target; a policy may name its target by what Ref returns for it. */
const SERVICE_SCALING_BESIDES: ServiceShapes['structures'] = {
  ScalableTargetResource: {
    ...fewer(RegisterScalableTargetRequest, 'Tags'),
    ScheduledActions: 'ScheduledActionResource[]',
  },
  ScheduledActionResource: fewer(PutScheduledActionRequest, 'ServiceNamespace', 'ResourceId', 'ScalableDimension'),
  ScalingPolicyResource: { ...PutScalingPolicyRequest, ScalingTargetId: 'string' },
}

const { CreateAutoScalingGroupType, PutScheduledUpdateGroupActionType, PutScalingPolicyType } =
  autoScalingShapes.structures

/** What is read of a group beside what it launches and where. */
const GROUP_BESIDES: ServiceShapes['structures'] = {
  GroupResource: only(
    CreateAutoScalingGroupType,
    ...[
      'AutoScalingGroupName',
      'MinSize',
      'MaxSize',
      'DesiredCapacity',
      'DefaultCooldown',
      'DefaultInstanceWarmup',
      'TerminationPolicies',
    ],
    ...['HealthCheckType', 'HealthCheckGracePeriod', 'NewInstancesProtectedFromScaleIn', 'CapacityRebalance'],
    ...['MaxInstanceLifetime', 'LifecycleHookSpecificationList', 'TargetGroupARNs'],
  ),
  ScheduledActionResource: fewer(PutScheduledUpdateGroupActionType, 'Time'),
  ScalingPolicyResource: fewer(PutScalingPolicyType, 'MinAdjustmentStep', 'Enabled'),
}

/** Members that a template calls something else than the API does, beyond the first letter. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'CreateCapacityProviderRequest.cluster': 'ClusterName',
  'CreateClusterRequest.settings': 'ClusterSettings',
  'CreateServiceRequest.placementStrategy': 'PlacementStrategies',
  'EFSAuthorizationConfig.iam': 'IAM',
  'EFSVolumeConfiguration.fileSystemId': 'FilesystemId',
  'GroupResource.DefaultCooldown': 'Cooldown',
  'ListenerResource.Attributes': 'ListenerAttributes',
  'LoadBalancerResource.Attributes': 'LoadBalancerAttributes',
  'ProxyConfiguration.properties': 'ProxyConfigurationProperties',
  'TargetGroupResource.Attributes': 'TargetGroupAttributes',
  'Volume.efsVolumeConfiguration': 'EFSVolumeConfiguration',
  'Volume.fsxWindowsFileServerVolumeConfiguration': 'FSxWindowsFileServerVolumeConfiguration',
  'Volume.s3filesVolumeConfiguration': 'S3FilesVolumeConfiguration',
}

function nameOf(structure: string, member: string): string {
  const other = `${structure}.${member}`
  return Object.hasOwn(OTHER_NAMES, other) ? OTHER_NAMES[other]! : member.charAt(0).toUpperCase() + member.slice(1)
}

function shapesWith(shapes: ServiceShapes, besides: ServiceShapes['structures']): ServiceShapes {
  return { ...shapes, structures: { ...shapes.structures, ...besides } }
}

export const ECS: Spelling = { shapes: shapesWith(ecsShapes, ECS_BESIDES), lowers: true, nameOf }
export const BALANCING: Spelling = { shapes: shapesWith(elbv2Shapes, BALANCING_BESIDES), lowers: false, nameOf }
export const SERVICE_SCALING: Spelling = {
  shapes: shapesWith(applicationAutoScalingShapes, SERVICE_SCALING_BESIDES),
  lowers: false,
  nameOf,
}
export const GROUPS: Spelling = { shapes: shapesWith(autoScalingShapes, GROUP_BESIDES), lowers: false, nameOf }
export const ALARMS: Spelling = { shapes: cloudwatchShapes, lowers: false, nameOf }

// ── entries of the tables ──

type Members = readonly (readonly [member: string, type: string])[]

/** Every value of a template is asked whether its type has members: they are read from the table once. */
const members = new WeakMap<ServiceShapes, Map<string, Members>>()

/** Members of a structure with their types; undefined for a type that is no structure. */
export function membersOf({ shapes }: Spelling, type: string): Members | undefined {
  if (!Object.hasOwn(shapes.structures, type)) return undefined
  const known = members.get(shapes) ?? new Map<string, Members>()
  members.set(shapes, known)
  const found =
    known.get(type) ??
    Object.entries(shapes.structures[type]!).map(([member, kind]) => [member, kind.replace(/!$/, '')] as const)
  known.set(type, found)
  return found
}

export function requiredMembers({ shapes }: Spelling, structure: string): string[] {
  return Object.entries(shapes.structures[structure] ?? {}).flatMap(([member, kind]) =>
    kind.endsWith('!') ? [member] : [],
  )
}

export function memberType(spelling: Spelling, structure: string, member: string): string | undefined {
  return membersOf(spelling, structure)?.find(([name]) => name === member)?.[1]
}

export const isListType = (type: string) => type.endsWith('[]')
export const isMapType = (type: string) => type.endsWith('{}')
/** Of the items of a list or the values of a map. */
export const innerType = (type: string) => type.slice(0, -2)
