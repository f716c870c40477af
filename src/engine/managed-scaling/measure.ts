// How full are the capacity providers? Measured once a minute, and written down where it is another number than before (CP-22, SC-02).

import { certain } from '../../kernel/assert.ts'
import { entryOf } from '../../kernel/maps.ts'
import { isManaged } from '../../model/capacity-providers.ts'
import { updated } from '../../model/changes.ts'
import type { CapacityProvider } from '../../model/entities.ts'
import { type ProviderState, reservationOf, type WaitingKind } from '../../scaling/managed/reservation.ts'
import { apply } from '../apply.ts'
import { roomsOf } from '../auto-scaling/rooms.ts'
import type { World } from '../world.ts'
import { type ServedProvider, servedProviders } from './providers.ts'

/** The duty of the tick, before any alarm is looked at. */
export function measureProviders(world: World, cause: number): void {
  for (const each of servedProviders(world)) {
    const { provider, group } = each
    if (!isManaged(provider.autoScalingGroupProvider)) continue
    const { managedScaling } = provider.autoScalingGroupProvider
    const { percent } = reservationOf(stateOf(world, each), managedScaling, world.behavior)
    const { gauge } = provider
    if (gauge?.reservation === percent && gauge.desiredCapacity === group.desiredCapacity) continue
    const now: CapacityProvider['gauge'] = {
      reservation: percent,
      desiredCapacity: group.desiredCapacity,
      sinceMs: world.nowMs,
    }
    apply(
      world,
      { changes: [updated('capacityProvider.measured', provider.arn, { gauge: now }, 'CP-22')], timers: [] },
      cause,
    )
  }
}

function stateOf(world: World, each: ServedProvider): ProviderState {
  const { inService: instances, used } = world.tally.of(world, each.group.id)
  const waiting = waitingFor(world, each)
  // Nobody asks for rooms while nobody waits.
  return { instances, used, waiting, rooms: waiting.length === 0 ? [] : roomsOf(world, each.group) }
}

/** Tasks without a place that count for the provider, those together that require the same, whosever they are (CP-25). */
function waitingFor(world: World, { provider, cluster }: ServedProvider): WaitingKind[] {
  const kinds = new Map<string, { -readonly [K in keyof WaitingKind]: WaitingKind[K] }>()
  for (const line of world.indexes.waiting.in(cluster.arn)) {
    const [arn] = line.places.keys()
    const { launch, needs, wish, group } = world.tables.tasks.certain(arn!)
    if (launch.capacityProvider?.name !== provider.name) continue
    const isDistinct = certain(wish, arn!).constraints.some(({ type }) => type === 'distinctInstance')
    // Those of another group may well stand beside them.
    const kind = JSON.stringify([needs, isDistinct ? group : null])
    const known = entryOf(kinds, kind, () => ({ needs, count: 0, isDistinct }))
    known.count += line.places.size
  }
  return [...kinds.values()]
}
