// In which zone does a Fargate task start? Where the scope has fewest, then the first subnet named (PL-40).
import type { Subnet } from '../model/entities.ts'
import type { ScopeView } from '../model/scopes.ts'

export function placeInSubnet(subnets: readonly Readonly<Subnet>[], scope: ScopeView): Readonly<Subnet> {
  let best = subnets[0]!
  for (const subnet of subnets) {
    if (scope.inZone(subnet.availabilityZone) < scope.inZone(best.availabilityZone)) best = subnet
  }
  return best
}
