// Has the code done all that it can do without time passing? The event loop has turned and nothing has happened.
import { traffic } from '../traffic.ts'

/** What of the real world is needed, taken before timers are faked. */
export interface RealTime {
  /** One turn of the event loop. */
  turn(): Promise<void>
  nowMs(): number
}

export function realTime(): RealTime {
  const { setImmediate: immediate, setTimeout: timeout } = globalThis
  const { performance } = globalThis
  const now = performance.now.bind(performance)
  return {
    turn: () => new Promise((resolve) => (immediate === undefined ? timeout(resolve, 0) : immediate(resolve))),
    nowMs: now,
  }
}

/** Turns of the event loop without anything happening that count as quiet. */
const QUIET_TURNS = 2
/** A call that does not get on although nothing is being read waits for a timer of the user's own middleware. */
const STUCK_TURNS = 50

/** Whoever reads for longer reads from a pipe, and may do so for ever. */
const MOST_READING_MS = 1_000

export async function untilQuiet({ turn, nowMs }: RealTime): Promise<void> {
  const startedMs = nowMs()
  const isReading = () => isReadingFiles() && nowMs() - startedMs < MOST_READING_MS
  let quietTurns = 0
  let seen = traffic.movements
  while (quietTurns < (traffic.onTheWay > 0 ? STUCK_TURNS : QUIET_TURNS)) {
    await turn()
    quietTurns = traffic.movements === seen && !isReading() ? quietTurns + 1 : 0
    seen = traffic.movements
  }
}

/** The SDK reads its configuration with its first call. Node tells; elsewhere there is nothing to read. */
function isReadingFiles(): boolean {
  const { process } = globalThis as { process?: { getActiveResourcesInfo?(): readonly string[] } }
  const resources = process?.getActiveResourcesInfo?.() ?? []
  return resources.some((name) => name.startsWith('FSReq'))
}
