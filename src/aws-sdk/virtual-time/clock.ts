// Whose clock do `Date`, timers and the like look at? That of the simulation, from `installClock` to `uninstall`.
import FakeTimers, { type Clock as FakeClock } from '@sinonjs/fake-timers'
import { type Simulation, UsageError } from '../../index.ts'
import { seededRandom } from './chance.ts'

const FAKED = ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'hrtime'] as const

export interface VirtualClock {
  /** When the next timer is due; undefined when nobody waits. */
  nextDueMs(): number | undefined
  /** Calls the next timer, late if its time has passed. */
  fireNext(): void
  uninstall(): void
}

export function installClock(sim: Simulation, seed: string): VirtualClock {
  const clock = FakeTimers.install({
    now: sim.nowMs,
    toFake: [...FAKED],
    ignoreMissingTimers: true,
    shouldClearNativeTimers: true,
  })
  followSimulation(clock, sim)
  const restoreOthers = [replaceTimeoutSignal(), replaceRandom(seed)]
  linkBuiltins()
  return {
    // The heap is not part of the package's documented face; the version is pinned, and a test holds it.
    nextDueMs: () => (clock as unknown as Heaped).timerHeap?.peek()?.callAt,
    fireNext: () => {
      clock.next()
    },
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
function followSimulation(clock: FakeClock, sim: Simulation): void {
  Object.defineProperty(clock, 'now', {
    get: () => sim.nowMs,
    // Set for each timer to when it was due. Whoever calls it has brought the simulation there.
    set: () => {},
  })
}

/** @throws UsageError */
export function refuseFakedTimers(): void {
  const isFaked = 'isFake' in Date || 'clock' in setTimeout || '_isMockFunction' in setTimeout
  if (!isFaked) return
  const expected = 'real timers'
  const found = 'timers that are faked already'
  const hint = 'Virtual time brings its own; take the others back before (vi.useRealTimers(), jest.useRealTimers()).'
  throw new UsageError(`withVirtualTime: expected ${expected}, found ${found}. ${hint}`, {
    path: 'timers',
    expected,
    found,
  })
}

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
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } }
  const builtin = process?.getBuiltinModule?.('node:module') as { syncBuiltinESMExports?(): void } | undefined
  builtin?.syncBuiltinESMExports?.()
}
