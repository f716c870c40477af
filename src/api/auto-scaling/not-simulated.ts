// What of Auto Scaling groups is kept and returned, and changes nothing?
import type { AutoScalingGroup } from '../../model/scaling/groups.ts'
import type { WorldView } from '../../model/view.ts'

interface Kept {
  readonly id: string
  readonly path: string
  readonly why: string
}

type Group = Readonly<AutoScalingGroup>

const isSet = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0)

/** Members that AWS would act upon. */
const MEMBERS: readonly (readonly [path: string, isOn: (group: Group) => boolean, why: string])[] = [
  ['LoadBalancerNames', ({ kept }) => isSet(kept.LoadBalancerNames), 'Classic Load Balancers are not simulated'],
  [
    'HealthCheckType',
    ({ healthCheckTypes }) => healthCheckTypes.some((type) => type !== 'EC2' && type !== 'ELB'),
    'only EC2, load balancers and users say that an instance is unhealthy',
  ],
  [
    'CapacityRebalance',
    ({ kept }) => isSet(kept.CapacityRebalance),
    'an interrupted Spot Instance is replaced when it is gone, not before',
  ],
  ['MaxInstanceLifetime', ({ kept }) => isSet(kept.MaxInstanceLifetime), 'no instance is replaced for its age'],
  [
    'InstanceMaintenancePolicy',
    ({ kept }) => isSet(kept.InstanceMaintenancePolicy),
    'an unhealthy instance goes and its replacement comes at the same time',
  ],
  ['NotificationConfigurations', ({ notifications }) => notifications.length > 0, 'topics are told nothing'],
  ['PlacementGroup', ({ kept }) => isSet(kept.PlacementGroup), 'placement groups are not simulated'],
  [
    'AvailabilityZoneImpairmentPolicy',
    ({ kept }) => isSet(kept.AvailabilityZoneImpairmentPolicy),
    'zonal shifts are not simulated',
  ],
  [
    'CapacityReservationSpecification',
    ({ kept }) => isSet(kept.CapacityReservationSpecification),
    'capacity reservations are not simulated',
  ],
  [
    'InstanceLifecyclePolicy',
    ({ kept }) => isSet(kept.InstanceLifecyclePolicy),
    'an instance whose hook is abandoned is terminated',
  ],
]

export function groupsNotSimulated({ tables }: WorldView): Kept[] {
  const groups = [...tables.autoScalingGroups.values()].flatMap((group) =>
    MEMBERS.filter(([, isOn]) => isOn(group)).map(([path, , why]) => ({ id: group.arn, path, why })),
  )
  const policies = [...tables.groupPolicies.values()]
    .filter(({ configuration }) => configuration.kind === 'predictive')
    .map(({ id }) => ({ id, path: 'PredictiveScalingConfiguration', why: 'predictive scaling is not simulated' }))
  return [...groups, ...policies]
}
