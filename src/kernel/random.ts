// Where do dice come from? From named streams, each split from the seed by its name, so that one more draw for one
// purpose never shifts another. This is the only file that knows the generator.
import alea from 'seedrandom/lib/alea.js'

/** The four numbers that are the whole state of one stream. */
export interface StreamState {
  readonly c: number
  readonly s0: number
  readonly s1: number
  readonly s2: number
}

interface Generator {
  (): number
  state(): StreamState
}
type MakeGenerator = (seed: string | undefined, options: { state: boolean | StreamState }) => Generator

const makeGenerator = alea as unknown as MakeGenerator
const TWO_32 = 4_294_967_296

export class RandomStream {
  private readonly generator: Generator

  constructor(seed: string, state?: StreamState) {
    this.generator = makeGenerator(seed, { state: state ?? true })
  }

  /** A whole number from 0 to 2^32 - 1. */
  uint32(): number {
    return Math.floor(this.generator() * TWO_32)
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor(this.generator() * limit)
  }

  state(): StreamState {
    return { ...this.generator.state() }
  }
}

export class RandomStreams {
  readonly seed: string
  private readonly streams = new Map<string, RandomStream>()

  constructor(seed: string, states: Readonly<Record<string, StreamState>> = {}) {
    this.seed = seed
    for (const [name, state] of Object.entries(states)) this.streams.set(name, new RandomStream('', state))
  }

  stream(name: string): RandomStream {
    const known = this.streams.get(name)
    if (known !== undefined) return known
    const made = new RandomStream(`${this.seed}\u0000${name}`)
    this.streams.set(name, made)
    return made
  }

  /** The streams drawn from so far, by name. */
  states(): Record<string, StreamState> {
    const names = [...this.streams.keys()].sort()
    return Object.fromEntries(names.map((name) => [name, this.stream(name).state()]))
  }
}
