// Whose clock do `Date`, timers and the like look at? That of the simulation, from `installClock` to `uninstall`.
import FakeTimers, { type Clock as FakeClock } from '@sinonjs/fake-timers'
import { formatInstant, type Simulation, type UsageError } from '../../index.ts'
import { builtin } from './builtin.ts'
import { seededRandom } from './chance.ts'
import { refusal } from './refusal.ts'
import { sortTimers, type Timers } from './timers.ts'

const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const
const FAKED = [...TIMERS, 'Date', 'hrtime', 'Intl', 'Temporal'] as const

/** Nobody looks at the clock more often in one go, without letting anything else happen. */
const MOST_LOOKS = 1_000_000

export interface VirtualClock {
  /** When the next timer is due; undefined when nobody waits. */
  nextDueMs(): number | undefined
  /** Calls the next timer, late if its time has passed. */
  fireNext(): void
  /** The code has let go: something else could have happened. */
  turned(): void
  uninstall(): void
}

export function installClock(sim: Simulation, seed: string): VirtualClock {
  const real = Object.fromEntries(TIMERS.map((name) => [name, globalThis[name]])) as unknown as Timers
  const clock = FakeTimers.install({
    now: sim.nowMs,
    toFake: [...FAKED],
    ignoreMissingTimers: true,
    shouldClearNativeTimers: true,
  })
  const turned = followSimulation(clock, sim)
  const restoreOthers = [
    sortTimers(clock as unknown as Timers, real),
    replacePerformance(() => clock.now),
    replaceTimeoutSignal(),
    replaceRandom(seed),
  ]
  linkBuiltins()
  return {
    // The heap is not part of the package's documented face; the version is pinned, and a test holds it.
    nextDueMs: () => (clock as unknown as Heaped).timerHeap?.peek()?.callAt,
    fireNext: () => {
      clock.next()
    },
    turned,
    uninstall() {
      for (const restore of restoreOthers) restore()
      clock.uninstall()
      linkBuiltins()
    },
  }
}

interface Heaped {
  readonly timerHeap?: { peek(): { readonly callAt: number } | undefined }
}

/** There is one clock, and it is the simulation's: `Date.now()` is its time also while it lets time pass. */
function followSimulation(clock: FakeClock, sim: Simulation): () => void {
  let looks = 0
  Object.defineProperty(clock, 'now', {
    get: () => {
      if (++looks > MOST_LOOKS) throw spinning(sim.nowMs)
      return sim.nowMs
    },
    // Set for each timer to when it was due. Whoever calls it has brought the simulation there.
    set: () => {},
  })
  return () => {
    looks = 0
  }
}

/** A loop that looks at the clock until it is late enough would never let it get late. */
function spinning(nowMs: number): UsageError {
  return refusal('work', {
    expected: 'code that waits by timers',
    found: `a loop that looks at the clock ${MOST_LOOKS} times at ${formatInstant(nowMs)}`,
    hint: 'Time passes while the code waits: let it sleep by a timer.',
  })
}

/** @throws UsageError */
export function refuseFakedTimers(): void {
  const isFaked = 'isFake' in Date || 'clock' in setTimeout || '_isMockFunction' in setTimeout
  if (!isFaked) return
  throw refusal('timers', {
    expected: 'real timers',
    found: 'timers that are faked already',
    hint: 'Virtual time brings its own; take the others back before (vi.useRealTimers(), jest.useRealTimers()).',
  })
}

/** Goes on from where it stood; marks and measures stay real. */
function replacePerformance(nowMs: () => number): () => void {
  const own = Object.getOwnPropertyDescriptor(performance, 'now')
  const aheadMs = performance.now() - nowMs()
  Object.defineProperty(performance, 'now', { ...REPLACED, value: () => nowMs() + aheadMs })
  return () => {
    if (own === undefined) delete (performance as { now?: unknown }).now
    else Object.defineProperty(performance, 'now', own)
  }
}

const REPLACED = { configurable: true, writable: true, enumerable: true }

/** `AbortSignal.timeout` has timers of its own. */
function replaceTimeoutSignal(): () => void {
  const original = AbortSignal.timeout
  AbortSignal.timeout = (delayMs) => {
    const controller = new AbortController()
    const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
    setTimeout(() => controller.abort(reason), delayMs)
    return controller.signal
  }
  return () => {
    AbortSignal.timeout = original
  }
}

/** The SDK draws how long it waits before it asks again. */
function replaceRandom(seed: string): () => void {
  const original = Math.random
  Math.random = seededRandom(seed)
  return () => {
    Math.random = original
  }
}

/** So that `import { setTimeout } from 'node:timers/promises'` means the same as the module does. */
function linkBuiltins(): void {
  builtin<{ syncBuiltinESMExports?(): void }>('module')?.syncBuiltinESMExports?.()
}
