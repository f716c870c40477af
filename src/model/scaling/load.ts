// What do the users of a service want, and what does that cost? Demand as plain data (LD-01…LD-35).
import type { Json } from '../basics.ts'

/** Demand on a service. Its id is the service's ARN. */
export interface Load {
  id: string
  /** What `sim.load.drive` was given, complete and checked: profile, costs, limits. */
  load: Readonly<Record<string, Json>>
  /** From when it counts; profiles count their own time from here where they say so. */
  sinceMs: number
}

/** A queue with producers and consumers. Its id is its name. */
export interface Queue {
  id: string
  queue: Readonly<Record<string, Json>>
  sinceMs: number
}
