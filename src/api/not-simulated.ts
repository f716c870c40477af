// What did users ask for that is kept and returned, but has no effect here? Nobody should have to guess.
import { groupNameOf } from '../model/capacity-providers.ts'
import type { AutoScalingGroupProvider } from '../model/entities.ts'
import type { WorldView } from '../model/view.ts'
import { settingsNotSimulated } from './account-settings.ts'
import { scalingNotSimulated } from './application-auto-scaling/not-simulated.ts'
import { groupsNotSimulated } from './auto-scaling/not-simulated.ts'
import { alarmActionsNotSimulated } from './cloudwatch/not-simulated.ts'
import { changedKeptAttributes } from './elbv2/attribute-tables.ts'
import { changedListenerAttributes } from './elbv2/listener-attributes.ts'
import { keptButNotSimulated } from './task-definitions/kept.ts'

export interface NotSimulated {
  /** ARN of what carries the member. */
  readonly id: string
  readonly path: string
  readonly why: string
}

const SERVICE_MEMBERS: Readonly<Record<string, string>> = {
  serviceRegistries: 'service discovery is not simulated',
  serviceConnectConfiguration: 'Service Connect is not simulated',
  volumeConfigurations: 'volumes are not simulated',
  vpcLatticeConfigurations: 'VPC Lattice is not simulated',
  gatewayConnectors: 'gateways are not simulated',
  enableExecuteCommand: 'ECS Exec is not simulated',
}

export function listNotSimulated(world: WorldView): NotSimulated[] {
  const definitions = [...world.tables.taskDefinitions.values()].flatMap(({ arn, definition }) =>
    keptButNotSimulated(definition).map(({ path, why }) => ({ id: arn as string, path, why })),
  )
  const services = [...world.tables.services.values()].flatMap(({ arn, kept, revision }) => {
    const members = { ...kept, ...revision.kept }
    return Object.entries(SERVICE_MEMBERS)
      .filter(([member]) => isOn(members[member]))
      .map(([path, why]) => ({ id: arn as string, path, why }))
  })
  return [
    ...definitions,
    ...services,
    ...launches(world),
    ...balancing(world),
    ...providers(world),
    ...alarmActionsNotSimulated(world),
    ...groupsNotSimulated(world),
    ...scalingNotSimulated(world),
    ...settingsNotSimulated(world),
  ]
}

/** What RunTask and StartTask asked for; tasks of services have it from their service. */
function launches({ tables }: WorldView): NotSimulated[] {
  return [...tables.tasks.values()]
    .filter(({ serviceArn }) => serviceArn === null)
    .flatMap(({ arn, launch }) =>
      LAUNCH_MEMBERS.filter((member) => isOn(launch[member])).map((path) => ({
        id: arn as string,
        path,
        why: SERVICE_MEMBERS[path] as string,
      })),
    )
}

const LAUNCH_MEMBERS = ['volumeConfigurations', 'enableExecuteCommand'] as const

function isOn(value: unknown): boolean {
  if (value === undefined || value === false || value === 'DISABLED') return false
  return (value as { readonly enabled?: boolean }).enabled !== false
}

/** What ECS would do to the group of a capacity provider, where there is no such group. */
function providers({ tables }: WorldView): NotSimulated[] {
  return [...tables.capacityProviders.values()]
    .filter(({ status }) => status === 'ACTIVE')
    .filter(({ autoScalingGroupProvider: group }) => tables.autoScalingGroups.get(groupNameOf(group)) === undefined)
    .flatMap(({ arn, autoScalingGroupProvider: group }) =>
      PROVIDER_MEMBERS.filter(([, isOn]) => isOn(group)).map(([member, , why]) => ({
        id: arn,
        path: `autoScalingGroupProvider.${member}`,
        why,
      })),
    )
}

const PROVIDER_MEMBERS: readonly (readonly [
  member: keyof AutoScalingGroupProvider,
  isOn: (group: AutoScalingGroupProvider) => boolean,
  why: string,
])[] = [
  [
    'managedScaling',
    ({ managedScaling }) => managedScaling.status === 'ENABLED',
    'there is no such Auto Scaling group here: tasks that find no room wait, and nobody makes any',
  ],
  [
    'managedTerminationProtection',
    ({ managedTerminationProtection }) => managedTerminationProtection === 'ENABLED',
    'there is no such Auto Scaling group here: nothing but the fleet terminates instances',
  ],
  [
    'managedDraining',
    ({ managedDraining }) => managedDraining === 'ENABLED',
    'there is no such Auto Scaling group here: nothing but the fleet terminates instances',
  ],
]

/** Attributes that somebody has changed, with health checks on a port of their own. */
function balancing({ tables }: WorldView): NotSimulated[] {
  const rows = [...tables.loadBalancers.values(), ...tables.targetGroups.values()]
  const attributes = rows.flatMap((row) =>
    changedKeptAttributes(row).map((path) => ({ id: row.arn, path, why: 'requests are not simulated one by one' })),
  )
  const listeners = [...tables.listeners.values()].flatMap((row) =>
    changedListenerAttributes(row).map((path) => ({
      id: row.arn,
      path,
      why: 'neither headers nor silent flows are simulated',
    })),
  )
  const ports = [...tables.targetGroups.values()]
    .filter(({ healthCheck }) => healthCheck.port !== 'traffic-port')
    .map(({ arn }) => ({ id: arn, path: 'HealthCheckPort', why: 'a target answers alike on every port' }))
  return [...attributes, ...listeners, ...ports]
}
