// What is a cause made of, and in which words are numbers told?
import { spanText as exactSpan } from '../../inputs/index.ts'
import type { Cause } from '../rehearsal.ts'
import type { Case } from '../verdict.ts'
import type { SaidAt } from '../watch.ts'

/** Looks for one kind of cause; null when this is not it. */
export type Detector = (one: Case) => Cause | null

export const MOST_EVIDENCE = 5

/** With the first few of the texts that bear it out. */
export function withEvidence(cause: Omit<Cause, 'evidence'>, said: readonly Pick<SaidAt, 'seq' | 'text'>[]): Cause {
  const few = said.slice(0, MOST_EVIDENCE)
  const texts = few.map(({ text }) => text).filter(isNew)
  return { ...cause, evidence: { entries: few.map(({ seq }) => seq), texts } }
}

/** Texts that differ in nothing but which task, instance or port they speak of are told once. */
function isNew(text: string, place: number, all: readonly string[]): boolean {
  return all.findIndex((other) => shapeOf(other) === shapeOf(text)) === place
}

function shapeOf(text: string): string {
  return text.replace(/\([^()]*\)/g, '()')
}

export function eventsWith({ story }: Case, ...words: readonly string[]): readonly SaidAt[] {
  return story.events.filter(({ text }) => words.some((word) => text.includes(word)))
}

/** For sentences, in which nobody reads parts of many seconds: `5m00s`, `40s`, `2.5s`. */
export function spanText(ms: number): string {
  const text = exactSpan(ms, ms < 10_000 ? 100 : 1_000)
  return text.replace(/m(\d)s/, 'm0$1s').replace(/(\d)m$/, '$1m00s')
}
