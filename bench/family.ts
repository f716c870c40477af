// What is a row of the table? A sentence, what it measures and the bar it must clear; rows that share a set-up are a family.

export interface Row {
  /** For `--row`. */
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly kind: RowKind
  /** Null: for information. */
  readonly bar: Bar | null
}

/**
 * A time or a rate depends on the machine and is held against its bar at the speed of the reference machine; a ratio of two
 * figures of one run and a size are not.
 */
export type RowKind = 'time' | 'rate' | 'ratio' | 'size'

export type Bar = { readonly atMost: number } | { readonly atLeast: number }

/** `quick` proves that a row can be measured; its figures mean nothing. */
export type Effort = 'full' | 'quick'

/** What was measured, by the row's id. */
export type Figures<Id extends string = string> = Readonly<Record<Id, number>>

export interface Family<Id extends string = string> {
  readonly id: string
  readonly rows: readonly (Row & { readonly id: Id })[]
  measure(effort: Effort): Figures<Id> | Promise<Figures<Id>>
}

/** Ties the figures of a family to its rows. */
export function family<Id extends string>(made: Family<Id>): Family {
  return made
}
