// Whose time is virtual just now? There is one set of timers in a process, so there is one scope at a time. What runs in it is known by
// the way it was called: by what it awaited, and whoever set its timers.
import type { Simulation } from '../../index.ts'
import { abortError, throwIfAborted } from '../abort.ts'
import type { AbortSignalLike } from '../sdk.ts'
import { builtin } from './builtin.ts'
import { Pace } from './pace.ts'

export interface Scope {
  readonly sim: Simulation
  /** How long each answer is on its way; 0 for none. */
  readonly perCallMs: number
  readonly pace: Pace
  hasEnded: boolean
}

interface Storage {
  run<Result>(scope: Scope | undefined, work: () => Result): Result
  getStore(): Scope | undefined
}

let current: Scope | null = null
const AsyncLocalStorage = builtin<{ AsyncLocalStorage: new () => Storage }>('async_hooks')?.AsyncLocalStorage
const storage = AsyncLocalStorage === undefined ? undefined : new AsyncLocalStorage()

export function currentScope(): Scope | null {
  return current
}

export async function inScope<Result>(
  sim: Simulation,
  perCallMs: number,
  work: (scope: Scope) => Promise<Result>,
): Promise<Result> {
  const scope: Scope = { sim, perCallMs, pace: new Pace(), hasEnded: false }
  current = scope
  try {
    return await (storage === undefined ? work(scope) : storage.run(scope, () => work(scope)))
  } finally {
    scope.hasEnded = true
    current = null
  }
}

/** The scope that this code was called in, which may have ended since; undefined where nobody can tell. */
export function scopeHere(): Scope | undefined {
  return storage?.getStore()
}

/** For what virtual time itself does in real time. */
export function outOfScope<Result>(work: () => Result): Result {
  return storage === undefined ? work() : storage.run(undefined, work)
}

/** An answer of this simulation takes its time. @throws AbortError */
export async function latencyOf(sim: Simulation, signal: AbortSignalLike | undefined): Promise<void> {
  if (current === null || current.sim !== sim || current.perCallMs === 0) return
  const { perCallMs } = current
  throwIfAborted(signal)
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(abortError(signal!))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener?.('abort', onAbort)
      resolve()
    }, perCallMs)
    signal?.addEventListener?.('abort', onAbort, { once: true })
  })
}
