// How often is something measured? Several rounds, each on a swept heap and after a calibration.
import { calibrate } from './calibration.ts'
import { sweep } from './stopwatch.ts'

/** The results of so many rounds. */
export function inRounds<T>(rounds: number, measure: () => T): T[] {
  return Array.from({ length: rounds }, () => {
    sweep()
    calibrate()
    return measure()
  })
}

/** The same for what has to be awaited. */
export async function inAwaitedRounds<T>(rounds: number, measure: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  while (results.length < rounds) {
    sweep()
    calibrate()
    results.push(await measure())
  }
  return results
}
