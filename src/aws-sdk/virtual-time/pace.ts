// Does the code wait at all? In AWS every answer takes its time, so that a loop without a pause comes to an end; here it would ask for ever.
import { formatInstant, type Simulation, type UsageError } from '../../index.ts'
import { refusal } from './refusal.ts'

/** Whoever pages through lists or looks twice asks the same far less often. */
const MOST_AT_ONCE = 500

/** How often the same has been asked since time last passed, or anything last changed. */
export class Pace {
  readonly #asked = new Map<string, number>()
  #moment = ''
  #failure: UsageError | undefined

  /** @throws UsageError */
  async note(sim: Simulation, operation: string, input: unknown): Promise<void> {
    const moment = `${sim.nowMs} ${sim.journal.length}`
    if (moment !== this.#moment) this.#asked.clear()
    this.#moment = moment
    const call = `${operation} ${JSON.stringify(input)}`
    const times = (this.#asked.get(call) ?? 0) + 1
    this.#asked.set(call, times)
    if (times <= MOST_AT_ONCE) return
    this.#failure ??= neverWaits(operation, sim.nowMs)
    await this.letOthersGo()
    throw this.#failure
  }

  /** A loop that goes on in spite of being refused would let nobody else have a turn. */
  letOthersGo(): Promise<void> {
    const { setImmediate: immediate } = globalThis
    return immediate === undefined ? Promise.resolve() : new Promise((resolve) => immediate(resolve))
  }

  /** Also for code that goes on in spite of it. @throws UsageError */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure
  }
}

function neverWaits(operation: string, nowMs: number): UsageError {
  return refusal('work', {
    expected: 'code that waits between its calls',
    found: `${operation} with the same input ${MOST_AT_ONCE} times at ${formatInstant(nowMs)}`,
    hint: "Time passes while the code waits: let it sleep, or let each answer take its time ({ perCall: '100ms' }).",
  })
}
