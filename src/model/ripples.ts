// Who has to look again because of what was written?
import type { Slot } from './fleet-index.ts'

/** The engine drains these after every apply. */
export interface Ripples {
  /** Services one of whose tasks changed its standing. */
  readonly services: Set<string>
  /** Clusters in which room was promised back or came anew. */
  readonly roomierClusters: Set<string>
  /** Clusters in which an instance has come that may take tasks. */
  readonly largerClusters: Set<string>
  /** Slots whose agent may start a waiting task. */
  readonly roomierSlots: Set<Slot>
  /** Daemons whose instances, or whose tasks on them, are others than before. */
  readonly daemons: Set<string>
  /** Tasks behind load balancers that were written, or one of their targets. */
  readonly traffic: Set<string>
  /** Rows that may have something to do on whole minutes. */
  readonly ticks: Set<string>
  /** Something that says which groups ECS manages, and how. */
  readonly providers: Set<string>
  /** EC2 ids of instances that wait for their tasks before they go, or have lost the last one. */
  readonly drained: Set<string>
  /** Auto Scaling groups that may not be what they are to be. */
  readonly groups: Set<string>
}

export function newRipples(): Ripples {
  return {
    services: new Set(),
    roomierClusters: new Set(),
    largerClusters: new Set(),
    roomierSlots: new Set(),
    daemons: new Set(),
    traffic: new Set(),
    ticks: new Set(),
    providers: new Set(),
    drained: new Set(),
    groups: new Set(),
  }
}
