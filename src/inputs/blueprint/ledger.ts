// Which pieces are there in a simulation, and what are they called in it?
import type { Simulation } from '../../index.ts'
import { placing } from '../refusal.ts'
import type { AwsInput } from '../services.ts'
import type { Piece, PieceKind } from './blueprint.ts'
import type { Facts, Standing } from './kind.ts'
import { KINDS } from './kinds.ts'
import { Names } from './names.ts'

export interface Made extends Standing {
  readonly id: string
  readonly kind: PieceKind
  readonly names: Readonly<Record<string, string>>
  readonly needs: readonly string[]
}

export class Ledger {
  readonly sim: Simulation
  private readonly made: Map<string, Made>
  private readonly names: Names

  constructor(sim: Simulation, made: Iterable<readonly [string, Made]> = [], names = new Names()) {
    this.sim = sim
    this.made = new Map(made)
    this.names = names
  }

  /** The same in a simulation of its own. */
  fork(): Ledger {
    return new Ledger(this.sim.fork(), this.made, this.names.fork())
  }

  get(id: string): Made | undefined {
    return this.made.get(id)
  }

  all(): readonly Made[] {
    return [...this.made.values()]
  }

  inputOf(piece: Piece, { isReady = false } = {}): AwsInput {
    const input = this.names.translate(piece.input)
    return isReady && piece.kind === 'fleet' ? { ready: true, ...input } : input
  }

  /** What the files call something, as the simulation calls it. */
  translate(text: string): string {
    return this.names.translate(text)
  }

  make(piece: Piece, input: AwsInput): void {
    const facts = placing(piece.place, () => KINDS[piece.kind].make(this.sim, input))
    this.remember(piece, input, facts)
  }

  remember(piece: Piece, input: AwsInput, facts: Facts): void {
    const { id, kind, names, needs } = piece
    this.names.learn(names, facts)
    this.made.set(id, { id, kind, names, needs, input, facts })
  }

  /** By its id; else by what tells it from others of its kind, among those that no piece of the new files has claimed. */
  find(piece: Piece, input: AwsInput, ids: ReadonlySet<string>): Made | undefined {
    const own = this.made.get(piece.id)
    if (own?.kind === piece.kind) return own
    const { identity } = KINDS[piece.kind]
    const wanted = identity(input, piece.names)
    return [...this.made.values()].find(
      (other) => other.kind === piece.kind && !ids.has(other.id) && identity(other.input, other.names) === wanted,
    )
  }

  forget(id: string): void {
    this.made.delete(id)
  }
}
