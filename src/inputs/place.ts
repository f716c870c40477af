// Where does a value of the scenario stand, and how does an error say so?
import { type Rejection, show, UsageError } from '../index.ts'
import type { SourceDocument, Step } from './document.ts'

/** A place in the scenario, and the line of the file that holds it. */
export interface Place {
  /** From the root of the scenario: `services[0].desiredCount`. */
  readonly path: string
  readonly document: SourceDocument
  /** From the root of the file. */
  readonly steps: readonly Step[]
}

export function rootOf(document: SourceDocument): Place {
  return { path: '', document, steps: [] }
}

export function within(place: Place, ...steps: readonly Step[]): Place {
  return { ...place, path: joined(place.path, steps), steps: [...place.steps, ...steps] }
}

/** The same place of the scenario, whose content stands in another file. */
export function continuedIn(place: Place, document: SourceDocument, steps: readonly Step[] = []): Place {
  return { path: place.path, document, steps }
}

const placed = new WeakSet<object>()

export function mistake(place: Place, sentence: string, facts: Rejection = {}): UsageError {
  const path = place.path === '' ? 'scenario' : place.path
  const where = place.document.locate(place.steps)
  const error = new UsageError(`${where}: ${path}: ${sentence}`, { path, ...facts })
  placed.add(error)
  return error
}

/** Whether an error says already where in the scenario it belongs. */
export function isPlaced(error: object): boolean {
  return placed.has(error)
}

export function unexpected(place: Place, expected: string, value: unknown, hint = ''): UsageError {
  const found = show(value)
  return mistake(place, `expected ${expected}, found ${found}.${hint}`, { expected, found })
}

/** The steps that a path such as `containerDefinitions[0].image` takes. */
export function stepsOf(path: string): Step[] {
  return [...path.matchAll(/\[(\d{1,9})\]|[^.[\]]+/g)].map(([name, index]) =>
    index === undefined ? name : Number(index),
  )
}

function joined(path: string, steps: readonly Step[]): string {
  return steps.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (!/^[A-Za-z_$][\w$-]{0,79}$/.test(step)) return `${text}[${show(step)}]`
    return text === '' ? step : `${text}.${step}`
  }, path)
}
