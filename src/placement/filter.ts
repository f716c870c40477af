// What is a filter? A row that says what it looks at, whether that fits, and what was wanted where it does not.
import type { PlacementClass, Shelf } from '../model/fleet-index.ts'
import type { PlacementRequest, RefusalReason, Slot } from './request.ts'

export interface FilterRow<Subject> {
  readonly reason: RefusalReason
  readonly rule: string
  readonly fits: (request: PlacementRequest, subject: Subject) => boolean
  readonly wanted: (request: PlacementRequest, subject: Subject) => string
  /** What there is; `slot` is the instance in question. */
  readonly available: (subject: Subject, request: PlacementRequest, slot: Slot) => string
}

interface Concerned {
  /** Whether the request can fail it at all; where it cannot, an explanation does not speak of it. */
  readonly concerns: (request: PlacementRequest) => boolean
}

export interface ClassFilter extends FilterRow<PlacementClass>, Concerned {
  readonly looksAt: 'class'
}
export interface ShelfFilter extends FilterRow<Shelf> {
  readonly looksAt: 'shelf'
  readonly fits: (request: PlacementRequest, room: Pick<Shelf, 'cpuFree' | 'memoryFree'>) => boolean
}
export interface SlotFilter extends FilterRow<Slot>, Concerned {
  readonly looksAt: 'slot'
}
export type Filter = ClassFilter | ShelfFilter | SlotFilter
