// How does a caller's wish enter the journal? As one entry that carries the whole accepted input, before anything follows.
import { noted } from '../model/changes.ts'
import { commit } from './apply.ts'
import type { World } from './world.ts'

/** An accepted command: enough to run it again at the same place among the events. */
export interface CommandRecord {
  readonly input: unknown
  readonly step: number
}

/** Writes the command's entry and carries it out. Everything that can be refused has been refused before. */
export function command<T>(world: World, name: string, input: unknown, carryOut: (cause: number) => T): T {
  const record: CommandRecord = { input, step: world.steps }
  const cause = commit(world, noted('command', name, record), null)
  const answer = carryOut(cause)
  if (world.observer !== null) {
    world.observer.carriedOut()
    world.observer?.finished()
  }
  return answer
}
