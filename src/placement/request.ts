// What is asked of placement, and what does it answer? A refusal is data: every instance with its reason (PF-01…PF-09).
import type { ContainerInstance, Needs, PlacementStrategyItem, PluginType } from '../model/entities.ts'
import type { FleetView, Slot } from '../model/fleet-index.ts'
import type { ScopeView } from '../model/scopes.ts'
import type { ReadonlyTable } from '../model/table.ts'
import type { Plugins } from './plugin.ts'
import type { CompiledQuery } from './query/query.ts'

export interface PlacementRequest {
  readonly needs: Needs
  /** Which instances are asked at all: those of EC2, or the external ones (PL-02). */
  readonly isExternal: boolean
  /** Of EC2, those of this capacity provider alone; null for all, whoever launched them (PL-02). */
  readonly capacityProvider: string | null
  /** Attributes an instance must carry, with their value; '' asks for the name alone. */
  readonly requiredAttributes: Readonly<Record<string, string>>
  /** Zones in which the task may have its network interface; null for one without (PL-12). */
  readonly zones: readonly string[] | null
  readonly strategies: readonly PlacementStrategyItem[]
  /** The tasks among which a spread balances. */
  readonly scope: ScopeView
  /** Host ports an instance may reserve, defaults included (CI-06). */
  readonly reservedPortLimit: number
  /** Every one must hold: those of the definition and those of the request (PL-27). */
  readonly memberOf: readonly CompiledQuery[]
  readonly distinctInstance: boolean
  /** What the task will belong to (PL-25). */
  readonly group: string
  readonly instances: Pick<ReadonlyTable<ContainerInstance>, 'certain'>
  readonly plugins: Plugins
}

/** What tells which instances are asked. */
export type Universe = Pick<PlacementRequest, 'isExternal'> & Partial<Pick<PlacementRequest, 'capacityProvider'>>

/** A whole number from 0 to `limit` - 1. Drawn only when a `random` strategy has more than one candidate. */
export type Draw = (limit: number) => number

export type RefusalReason =
  | 'AGENT'
  | 'ATTRIBUTE'
  | 'LOCATION'
  | 'RESOURCE:CPU'
  | 'RESOURCE:MEMORY'
  | 'RESOURCE:PORTS'
  | 'RESOURCE:GPU'
  | 'RESOURCE:ENI'
  | 'MemberOf placement constraint unsatisfied.'
  | 'DistinctInstance placement constraint unsatisfied.'
  | PluginType

/** What an instance lacks. */
export interface Shortage {
  readonly reason: RefusalReason
  readonly wanted: string
  readonly available: string
}

export interface InstanceRefusal extends Shortage {
  readonly slot: Slot
  /** How many checks the instance passed before it failed (PF-35). */
  readonly passed: number
}

export type { FleetView, Slot }
