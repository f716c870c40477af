// Does a text match a pattern as a whole, when the pattern comes from a file of somebody else?
import { Faulty } from './fault.ts'
import { compilePattern, matches } from './pattern.ts'

/** In time linear in the text; undefined for a pattern that uses what the automaton does not have. */
export function matchesPattern(source: string, text: string): boolean | undefined {
  try {
    return matches(compilePattern(source, 1), text)
  } catch (error) {
    if (error instanceof Faulty) return undefined
    throw error
  }
}
