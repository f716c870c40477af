// Which services have to be looked at, and when? Sets that follow from the services' rows alone.
import { entryOf } from '../kernel/maps.ts'
import type { Service } from './entities.ts'
import { isKeptEven } from './rebalancing.ts'

export class ServiceIndex {
  /** All that can be described, by cluster. */
  readonly byCluster = new Map<string, Set<string>>()
  /** ACTIVE or DRAINING ones that are not in steady state. */
  readonly unsteady = new Set<string>()
  /** Those that are kept even over zones, by cluster. */
  readonly even = new Map<string, Set<string>>()
  /** Those that found no room, for a move perhaps, by cluster. */
  readonly blocked = new Map<string, Set<string>>()
  /** Those whose deployments listen to an alarm (CB-60), by its name. */
  readonly byAlarm = new Map<string, Set<string>>()
  private readonly heard = new Map<string, readonly string[]>()

  changed(before: Readonly<Service> | null, service: Readonly<Service>): void {
    const { arn, clusterArn, status } = service
    if (before === null) addTo(this.byCluster, clusterArn, arn)
    toggle(this.unsteady, arn, status !== 'INACTIVE' && service.steadySinceMs === null)
    const isStuck = service.blockedSinceMs !== null || service.rebalancing?.taskArn === null
    toggleIn(this.blocked, clusterArn, arn, status === 'ACTIVE' && isStuck)
    toggleIn(this.even, clusterArn, arn, status === 'ACTIVE' && isKeptEven(service))
    this.listen(arn, service.alarms.enable ? service.alarms.alarmNames : null)
  }

  removed({ arn, clusterArn }: Readonly<Service>): void {
    for (const index of [this.byCluster, this.blocked, this.even]) removeFrom(index, clusterArn, arn)
    this.unsteady.delete(arn)
    this.listen(arn, null)
  }

  private listen(arn: string, alarms: readonly string[] | null): void {
    const before = this.heard.get(arn) ?? null
    if (before === alarms) return
    for (const name of before ?? []) removeFrom(this.byAlarm, name, arn)
    for (const name of alarms ?? []) addTo(this.byAlarm, name, arn)
    if (alarms === null) this.heard.delete(arn)
    else this.heard.set(arn, alarms)
  }
}

export function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
  entryOf(index, key, () => new Set<string>()).add(id)
}

export function removeFrom(index: Map<string, Set<string>>, key: string, id: string): void {
  const ids = index.get(key)
  if (ids?.delete(id) && ids.size === 0) index.delete(key)
}

function toggle(ids: Set<string>, id: string, wantedThere: boolean): void {
  if (wantedThere) ids.add(id)
  else ids.delete(id)
}

function toggleIn(index: Map<string, Set<string>>, key: string, id: string, wantedThere: boolean): void {
  if (wantedThere) addTo(index, key, id)
  else removeFrom(index, key, id)
}
