// What did the run find? Figures held against their bars, and a table of them.
import { REFERENCE_STEP_NS } from './calibration.ts'
import type { Bar, Figures, Row, RowKind } from './family.ts'

/** A row with what was measured. */
export interface Result extends Row {
  readonly value: number
  /** A time in steps of the calibration loop, or a rate in events a step; null for a ratio or a size. */
  readonly calibrated: number | null
  /** What the value would be on the reference machine; the bar is held against it. */
  readonly atReferenceSpeed: number
  readonly passes: boolean | null
}

export function resultOf(row: Row, figures: Figures, stepNs: number): Result {
  const value = figures[row.id]
  if (value === undefined) throw new Error(`Nobody measured ${row.id}.`)
  const speed = speedOf(row.kind, stepNs)
  const atReferenceSpeed = value * speed
  const calibrated = speed === 1 && !isAbsolute(row.kind) ? null : calibratedOf(row, value, stepNs)
  return { ...row, value, calibrated, atReferenceSpeed, passes: clears(row.bar, atReferenceSpeed) }
}

const NS: Readonly<Record<string, number>> = { µs: 1_000, ms: 1_000_000, s: 1_000_000_000 }

function isAbsolute(kind: RowKind): boolean {
  return kind === 'time' || kind === 'rate'
}

function speedOf(kind: RowKind, stepNs: number): number {
  if (kind === 'time') return REFERENCE_STEP_NS / stepNs
  return kind === 'rate' ? stepNs / REFERENCE_STEP_NS : 1
}

function calibratedOf({ kind, unit }: Row, value: number, stepNs: number): number {
  return kind === 'time' ? (value * NS[unit]!) / stepNs : (value * stepNs) / 1_000_000_000
}

function clears(bar: Bar | null, value: number): boolean | null {
  if (bar === null) return null
  return 'atMost' in bar ? value <= bar.atMost : value >= bar.atLeast
}

/** The results as a table for people. */
export function tableOf(results: readonly Result[]): string {
  const header = ['', 'value', 'at reference speed', 'bar', '']
  const rows = results.map((result) => [
    result.name,
    spell(result.value, result.unit),
    isAbsolute(result.kind) ? spell(result.atReferenceSpeed, result.unit) : '',
    spellBar(result),
    verdictOf(result),
  ])
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((cells) => cells[column]!.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd()
  return [header, ...rows].map(line).join('\n')
}

function verdictOf({ passes }: Result): string {
  if (passes === null) return ''
  return passes ? 'pass' : 'MISS'
}

function spellBar({ bar, unit }: Result): string {
  if (bar === null) return ''
  return 'atMost' in bar ? `≤ ${spell(bar.atMost, unit)}` : `≥ ${spell(bar.atLeast, unit)}`
}

/** Three digits that count, and commas where there are more. */
function spell(value: number, unit: string): string {
  const rounded = value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
  const [whole, rest] = String(rounded).split('.') as [string, string?]
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${grouped}${rest === undefined ? '' : `.${rest}`} ${unit}`
}
