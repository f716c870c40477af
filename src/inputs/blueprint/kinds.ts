// Which kinds of pieces are there? One row a kind.

import { listenerKind, listenerRuleKind, loadBalancerKind, targetGroupKind } from './balancer-kinds.ts'
import type { PieceKind } from './blueprint.ts'
import { capacityProviderKind, clusterCapacityProvidersKind, clusterKind, taskDefinitionKind } from './cluster-kinds.ts'
import { fleetKind } from './fleet.ts'
import type { Kind } from './kind.ts'
import { serviceKind } from './service.ts'

export const KINDS: Readonly<Record<PieceKind, Kind>> = {
  cluster: clusterKind,
  capacityProvider: capacityProviderKind,
  clusterCapacityProviders: clusterCapacityProvidersKind,
  fleet: fleetKind,
  loadBalancer: loadBalancerKind,
  targetGroup: targetGroupKind,
  listener: listenerKind,
  listenerRule: listenerRuleKind,
  taskDefinition: taskDefinitionKind,
  service: serviceKind,
}
