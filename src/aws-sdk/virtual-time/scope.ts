// Whose time is virtual just now? There is one set of timers in a process, so there is one scope at a time.
import type { Simulation } from '../../index.ts'
import { abortError, throwIfAborted } from '../abort.ts'
import type { AbortSignalLike } from '../sdk.ts'

export interface Scope {
  readonly sim: Simulation
  /** How long each answer is on its way; 0 for none. */
  readonly perCallMs: number
}

let current: Scope | null = null

export function currentScope(): Scope | null {
  return current
}

export function enterScope(scope: Scope): void {
  current = scope
}

export function leaveScope(): void {
  current = null
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
