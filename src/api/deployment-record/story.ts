// What is there to know of a service, for whoever asks where its time went?
import type { JournalEntry } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import type { Doing } from './doings.ts'
import type { Turn } from './turns.ts'

export interface Story {
  readonly world: WorldView
  /** Of the service alone. */
  readonly entries: readonly JournalEntry[]
  readonly turns: readonly Turn[]
  readonly doings: readonly Doing[]
}

export interface Span {
  readonly fromMs: number
  readonly toMs: number
}
