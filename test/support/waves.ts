// A judge that stands outside: reads the journal alone and says how many old and new tasks were wanted when.
import type { JournalEntry, Simulation, Task } from '../../src/index.ts'

export interface Wave {
  /** Seconds since the hour. */
  readonly at: number
  readonly old: number
  readonly new: number
  /** Asked to stop and not STOPPED yet. */
  readonly stopping: number
}

const HOUR = Date.parse('2026-01-05T01:00:00Z')

/** Says of a task that has just been created whether it is a new one. */
type IsNew = (task: Partial<Task>) => boolean

/** The wanted tasks after every instant in which their number changed, from the hour on; new ones by deployment, or as told. */
export function wavesOf(sim: Simulation, isNew: string | IsNew): Wave[] {
  const count = new WaveCounter(typeof isNew === 'string' ? (task) => task.deploymentId === isNew : isNew)
  const waves: Wave[] = []
  for (const [index, entry] of sim.journal.entries()) {
    count.take(entry)
    const next = sim.journal[index + 1]
    if (next?.atMs === entry.atMs || entry.atMs < HOUR) continue
    const wave = { at: (entry.atMs - HOUR) / 1000, ...count.now() }
    const last = waves.at(-1)
    if (last === undefined || last.old !== wave.old || last.new !== wave.new || last.stopping !== wave.stopping)
      waves.push(wave)
  }
  return waves
}

/** `(old,new)` after each instant: the notation of the worked examples. */
export function pairsOf(sim: Simulation, isNew: string | IsNew): string {
  const pairs = wavesOf(sim, isNew).map((wave) => `(${wave.old},${wave.new})`)
  return pairs.filter((pair, index) => pair !== pairs[index - 1]).join(' ')
}

class WaveCounter {
  private readonly tasks = new Map<string, { isNew: boolean; wanted: boolean; stopped: boolean }>()
  private readonly isNew: IsNew

  constructor(isNew: IsNew) {
    this.isNew = isNew
  }

  take({ kind, id, set }: JournalEntry): void {
    const task = set as Partial<Task>
    if (kind === 'task.created') this.tasks.set(id, { isNew: this.isNew(task), wanted: true, stopped: false })
    const known = this.tasks.get(id)
    if (known === undefined) return
    if (task?.desiredStatus === 'STOPPED') known.wanted = false
    if (task?.lastStatus === 'STOPPED') Object.assign(known, { wanted: false, stopped: true })
  }

  now(): { old: number; new: number; stopping: number } {
    const all = [...this.tasks.values()]
    return {
      old: all.filter(({ isNew, wanted }) => wanted && !isNew).length,
      new: all.filter(({ isNew, wanted }) => wanted && isNew).length,
      stopping: all.filter(({ wanted, stopped }) => !wanted && !stopped).length,
    }
  }
}
