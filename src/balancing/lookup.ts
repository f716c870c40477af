// What of the tables does a request meet? The listeners of a load balancer, their rules in order, and groups with their targets.
import type { Listener, ListenerRule, LoadBalancer, Target, TargetGroup } from '../model/balancing.ts'
import type { ReadonlyTable } from '../model/table.ts'
import type { TargetIndex } from '../model/targets.ts'
import type { GroupState } from './forward.ts'

/** What a route is worked out from; a world, or its view. */
export interface TrafficView {
  readonly nowMs: number
  readonly tables: {
    readonly listeners: ReadonlyTable<Listener>
    readonly listenerRules: ReadonlyTable<ListenerRule>
    readonly targetGroups: ReadonlyTable<TargetGroup>
    readonly targets: ReadonlyTable<Target>
  }
  readonly indexes: { readonly targets: Pick<TargetIndex, 'inGroup'> }
}

export function listenersOf(view: Pick<TrafficView, 'tables'>, balancer: string): Readonly<Listener>[] {
  return [...view.tables.listeners.values()].filter(({ loadBalancerArn }) => loadBalancerArn === balancer)
}

/** The one on that port. */
export function listenerAt(
  view: TrafficView,
  { arn }: Readonly<LoadBalancer>,
  port: number,
): Readonly<Listener> | undefined {
  return listenersOf(view, arn).find((listener) => listener.port === port)
}

/** By ascending priority, the default one last. */
export function rulesOf(view: Pick<TrafficView, 'tables'>, { arn }: Pick<Listener, 'arn'>): Readonly<ListenerRule>[] {
  const last = Number.POSITIVE_INFINITY
  return [...view.tables.listenerRules.values()]
    .filter(({ listenerArn }) => listenerArn === arn)
    .sort((a, b) => ((a.priority ?? last) < (b.priority ?? last) ? -1 : 1))
}

/** Every group that the load balancer routes to. */
export function statesOf(view: TrafficView, balancer: Readonly<LoadBalancer>): GroupState[] {
  return [...view.tables.targetGroups.values()]
    .filter(({ loadBalancerArn }) => loadBalancerArn === balancer.arn)
    .map(({ arn }) => stateOf(view, balancer, arn))
}

export function stateOf(view: TrafficView, balancer: Readonly<LoadBalancer>, targetGroup: string): GroupState {
  const targets = [...view.indexes.targets.inGroup(targetGroup)].map((id) => view.tables.targets.certain(id))
  return { group: view.tables.targetGroups.certain(targetGroup), balancer, targets, nowMs: view.nowMs }
}
