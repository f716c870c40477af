// How many events are run in how much time? Added up over several spans.
import type { World } from '../src/engine/world.ts'
import type { Simulation } from '../src/index.ts'
import { timeMs } from './stopwatch.ts'

export class EventCounter {
  private readonly world: World
  events = 0
  spentMs = 0

  constructor(sim: Simulation) {
    // Its own view is the world itself, which knows how many events it has run.
    this.world = sim.view as World
  }

  /** Returns the milliseconds that this span took. */
  count(work: () => void): number {
    const before = this.world.steps
    const tookMs = timeMs(work)
    this.spentMs += tookMs
    this.events += this.world.steps - before
    return tookMs
  }

  get aSecond(): number {
    return (this.events * 1_000) / this.spentMs
  }
}
