// Which client token does the simulation see? The caller's own; for one that the SDK drew, a word that can be told again.
import type { Simulation } from '../index.ts'

interface Origins {
  /** What the caller of `send` gave. */
  readonly given: unknown
  /** By what the SDK drew: attempts at one call carry the same. */
  readonly known: Map<string, string>
  readonly sim: Simulation
}

/** So much is remembered at most: a retry comes soon. */
const MOST_KNOWN = 1_000

/**
 * A text that is in the request and not in what the caller gave has been filled in by the SDK: an idempotency token, from dice that
 * nobody can seed. It would stand in the journal, and two runs would differ.
 */
export function withToken(input: unknown, { given, known, sim }: Origins): unknown {
  if (typeof input !== 'object' || input === null) return input
  const before = (given ?? {}) as Readonly<Record<string, unknown>>
  const drawn = Object.entries(input).filter(
    ([name, value]) => typeof value === 'string' && (before[name] === undefined || before[name] === null),
  )
  if (drawn.length === 0) return input
  return { ...input, ...Object.fromEntries(drawn.map(([name, token]) => [name, replacement(token, known, sim)])) }
}

/** The journal grows with every command that is accepted, so no two of them get the same token; nor do those of a fork. */
function replacement(token: string, known: Map<string, string>, sim: Simulation): string {
  const already = known.get(token)
  if (already !== undefined) return already
  const name = `sdk-${sim.journal.length}`
  known.set(token, name)
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!)
  return name
}
