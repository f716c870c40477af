// What does not work at present, and where? A zone without power; network interfaces that EC2 refuses; tasks that Fargate does not
// take; calls that are throttled.
import { serviceArn, shortName } from '../kernel/arns.ts'
import { inserted, removed, updated } from '../model/changes.ts'
import type { Service, Task } from '../model/entities.ts'
import { FARGATE_REFUSALS, type FargateRefusal } from '../model/fargate.ts'
import type { WorldView } from '../model/view.ts'
import { apply, markLook, markService } from './apply.ts'
import { clusterArnOf } from './find.ts'
import type { World } from './world.ts'

export function isZoneLost({ tables: { outages } }: Pick<WorldView, 'tables'>, zone: string | null): boolean {
  return outages.size > 0 && zone !== null && outages.get(zoneOutage(zone)) !== undefined
}

export function zoneOutage(zone: string): string {
  return `zone/${zone}`
}

/** Where EC2 refuses network interfaces: in a subnet, in a zone, everywhere. */
export interface EniTarget {
  readonly subnet?: string | undefined
  readonly availabilityZone?: string | undefined
  readonly all?: true | undefined
}

export function eniOutage({ subnet, availabilityZone }: EniTarget): string {
  if (subnet !== undefined) return `enis/subnet/${subnet}`
  return availabilityZone === undefined ? 'enis' : `enis/zone/${availabilityZone}`
}

export function refusesEni(
  { tables: { outages } }: Pick<WorldView, 'tables'>,
  { subnetId, availabilityZone }: Readonly<Task>,
): boolean {
  if (outages.size === 0) return false
  const ids = [
    eniOutage({ all: true }),
    eniOutage({ subnet: subnetId ?? '' }),
    eniOutage({ availabilityZone: availabilityZone ?? '' }),
  ]
  return ids.some((id) => outages.get(id) !== undefined)
}

/** What Fargate refuses: everything, or the tasks of a cluster, of a capacity provider, of both. */
export interface FargateTarget {
  /** `capacity` when absent. */
  readonly reason?: FargateRefusal | undefined
  readonly capacityProvider?: FargateProvider | undefined
  readonly cluster?: string | undefined
}
export type FargateProvider = 'FARGATE' | 'FARGATE_SPOT'

export function fargateOutage(
  world: WorldView,
  { reason = 'capacity', capacityProvider, cluster }: FargateTarget,
): string {
  return `fargate/${reason}/${capacityProvider ?? '*'}/${cluster === undefined ? '*' : clusterArnOf(world, cluster)}`
}

/** Why Fargate takes no task of a provider into a cluster; null when it does. */
export function fargateRefusal(
  { tables: { outages } }: Pick<WorldView, 'tables'>,
  cluster: string,
  provider: string,
): FargateRefusal | null {
  if (outages.size === 0) return null
  const places = [`*/*`, `${provider}/*`, `*/${cluster}`, `${provider}/${cluster}`]
  const holds = (reason: FargateRefusal) =>
    places.some((where) => outages.get(`fargate/${reason}/${where}`) !== undefined)
  return FARGATE_REFUSALS.find(holds) ?? null
}

/** Which instances EC2 has none of: all, those of a type, those in a zone, or both. */
export interface InstancesRefusal {
  readonly instanceType?: string | undefined
  readonly availabilityZone?: string | undefined
}

export function instanceOutage({ instanceType = '*', availabilityZone = '*' }: InstancesRefusal): string {
  return `instances/${instanceType}/${availabilityZone}`
}

/** EC2 has no such instance for an Auto Scaling group: too few of them, or the zone is lost. */
export function refusesInstance(
  world: Pick<WorldView, 'tables'>,
  instanceType: string,
  availabilityZone: string,
): boolean {
  const { outages } = world.tables
  if (outages.size === 0) return false
  if (isZoneLost(world, availabilityZone)) return true
  const refused = [{}, { instanceType }, { availabilityZone }, { instanceType, availabilityZone }]
  return refused.some((which) => outages.get(instanceOutage(which)) !== undefined)
}

/** Whose calls AWS throttles: everybody's, those of a cluster's services, those of one service. */
export interface ThrottleTarget {
  readonly cluster?: string | undefined
  readonly service?: string | undefined
}

export function throttleOutage(world: WorldView, { cluster, service }: ThrottleTarget): string {
  if (service === undefined) return cluster === undefined ? 'throttled' : `throttled/${clusterArnOf(world, cluster)}`
  return `throttled/${serviceArn(world.realm, shortName(clusterArnOf(world, cluster)), shortName(service))}`
}

export function isThrottled(
  { tables: { outages } }: Pick<WorldView, 'tables'>,
  { arn, clusterArn }: Readonly<Service>,
): boolean {
  if (outages.size === 0) return false
  return ['throttled', `throttled/${clusterArn}`, `throttled/${arn}`].some((id) => outages.get(id) !== undefined)
}

/** One that is there already goes on. Returns whether it is new. */
export function beginOutage(world: World, id: string, rule: string, cause: number): boolean {
  if (world.tables.outages.get(id) !== undefined) return false
  apply(world, { changes: [inserted('outage.created', id, { id, sinceMs: world.nowMs }, rule)], timers: [] }, cause)
  return true
}

/** Returns whether there was one. */
export function endOutage(world: World, id: string, rule: string, cause: number): boolean {
  if (world.tables.outages.get(id) === undefined) return false
  apply(world, { changes: [removed('outage.dropped', id, rule)], timers: [] }, cause)
  return true
}

/** Services that could not start anything look again. */
export function callBlocked(world: World, cause: number): void {
  for (const services of world.indexes.services.blocked.values())
    for (const service of services) markService(world, service, cause)
}

/** There may be instances again where there were none: groups ask for them, and even their zones out (AG-04, AG-05). */
export function callGroups(world: World, cause: number): void {
  for (const { id, retryAtMs } of [...world.tables.autoScalingGroups.values()]) {
    if (retryAtMs === null) markLook(world, 'autoScalingGroup.adjust', id, cause)
    else
      apply(
        world,
        { changes: [updated('autoScalingGroup.changed', id, { retryAtMs: null }, 'AG-04')], timers: [] },
        cause,
      )
  }
}
