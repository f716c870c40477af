// In which Availability Zones can a task start? On Fargate where the scope has fewest, then in the first subnet named (PL-40); on
// instances where there are any that may take it (PL-63).
import type { Subnet } from '../model/entities.ts'
import type { TalliesView } from '../model/tallies.ts'
import { isAsked } from './candidates.ts'
import { memberOfHoldsForClass } from './constraints.ts'
import { missingAttribute } from './filters.ts'
import type { FleetView, PlacementRequest, Universe } from './request.ts'

/** The attribute that names an instance's zone. */
export const ZONE = 'ecs.availability-zone'

/** Zones with an instance that could take such a task, room aside; in order of their names. */
export function usableZones(
  fleet: FleetView,
  request: Universe & Pick<PlacementRequest, 'requiredAttributes' | 'memberOf'>,
): string[] {
  const zones = new Set<string>()
  for (const owner of fleet.classes) {
    if (!owner.agentConnected || !isAsked(request, owner) || !Object.hasOwn(owner.attributes, ZONE)) continue
    if (missingAttribute(request, owner) === undefined && memberOfHoldsForClass(request, owner))
      zones.add(owner.attributes[ZONE]!)
  }
  return [...zones].sort()
}

/** @param tasks those of the scope by zone */
export function placeInSubnet(subnets: readonly Readonly<Subnet>[], tasks: TalliesView<string>): Readonly<Subnet> {
  let best = subnets[0]!
  for (const subnet of subnets) {
    if (tasks.of(subnet.availabilityZone) < tasks.of(best.availabilityZone)) best = subnet
  }
  return best
}
