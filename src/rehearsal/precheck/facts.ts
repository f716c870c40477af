// What is known of a changed service before any time passes?
import type { Service, Simulation } from '../../index.ts'
import type { Plan } from '../plan.ts'
import type { Impossibility } from '../rehearsal.ts'

/** A service as the change leaves it, in a world in which nothing has followed from that yet. */
export interface Facts {
  readonly plan: Plan
  readonly sim: Simulation
  readonly service: Readonly<Service>
  readonly label: string
  readonly cluster: string
  /** Tasks that are there and healthy: all of them old. */
  readonly healthy: number
  /** Tasks that exist at all. */
  readonly total: number
  /** Nothing but this service moves in its cluster: no other service changes, no instance comes, no task stops or ends. */
  readonly isAlone: boolean
  /** Nothing but services is still to be made or changed: what is there of everything else is what there will be. */
  readonly isFinal: boolean
}

/** null: it cannot be said that the deployment is impossible. */
export type Proof = (facts: Facts) => Omit<Impossibility, 'service' | 'label'> | null
