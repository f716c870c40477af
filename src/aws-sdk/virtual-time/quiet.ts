// Has the code done all that it can do without time passing? The event loop has turned and nothing has happened.
import { traffic } from '../traffic.ts'
import { Outside } from './outside.ts'
import { outOfScope } from './scope.ts'

/** What of the real world is needed, taken before timers are faked. */
export interface RealTime {
  /** One turn of the event loop. */
  turn(): Promise<void>
  /** A few milliseconds, for whoever has nothing to do. */
  pause(): Promise<void>
  nowMs(): number
  readonly outside: Outside
}

const PAUSE_MS = 5

export function realTime(): RealTime {
  const { setImmediate: immediate, setTimeout: timeout } = globalThis
  const { performance } = globalThis
  const now = performance.now.bind(performance)
  const pause = (ms: number) => outOfScope(() => new Promise<void>((resolve) => timeout(resolve, ms)))
  return {
    turn: () => (immediate === undefined ? pause(0) : new Promise((resolve) => immediate(resolve))),
    pause: () => pause(PAUSE_MS),
    nowMs: now,
    outside: new Outside(),
  }
}

/** Turns of the event loop without anything happening that count as quiet. */
const QUIET_TURNS = 2
/** A call that does not get on although nothing is being read waits for a timer of the user's own middleware. */
const STUCK_TURNS = 50

export async function untilQuiet({ turn, nowMs, outside }: RealTime): Promise<void> {
  let quietTurns = 0
  let seen = traffic.movements
  while (quietTurns < (traffic.onTheWay > 0 ? STUCK_TURNS : QUIET_TURNS)) {
    await turn()
    quietTurns = traffic.movements === seen && !outside.isBusy(nowMs()) ? quietTurns + 1 : 0
    seen = traffic.movements
  }
}
