// How does a waiter wait? It asks, lets virtual time pass until its next poll, and asks again.
import { advanceTo } from '../../engine/loop.ts'
import { type Wait, waiting } from '../../engine/watch.ts'
import type { World } from '../../engine/world.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { AwsException, UsageError } from '../../kernel/errors.ts'
import { type Clients, type Look, WAITERS, type Waiter, type WaiterInputs, type WaiterName } from './waiters.ts'

export interface WaiterOutcome {
  /** FAILURE: what was waited for cannot come any more. TIMEOUT: it did not come in time. */
  readonly state: 'SUCCESS' | 'FAILURE' | 'TIMEOUT'
  readonly at: Date
  /** How often it asked. */
  readonly polls: number
  /** What the last poll saw, in a few words. */
  readonly reason: string
  /** Who still waits for what; empty on success. */
  readonly waitingFor: readonly Wait[]
}

export interface WaitLimit {
  /** The last instant at which to ask; null for as many polls as AWS's waiter makes. */
  readonly limitMs: number | null
}

/** @throws UsageError for an unknown waiter; what the describing call throws, before any time passes */
export function waitFor<Name extends WaiterName>(
  world: World,
  clients: Clients,
  { name, input, limitMs }: { readonly name: Name; readonly input: WaiterInputs[Name] } & WaitLimit,
): WaiterOutcome {
  const waiter = waiterNamed(name)
  const endMs = limitMs ?? world.nowMs + (waiter.maxAttempts - 1) * waiter.delayMs
  let look = waiter.look(clients, input)
  let polls = 1
  for (; look.state === 'RETRY' && world.nowMs + waiter.delayMs <= endMs; polls++) {
    advanceTo(world, world.nowMs + waiter.delayMs)
    look = again(waiter, clients, input)
  }
  if (look.state === 'RETRY') advanceTo(world, endMs)
  return {
    state: look.state === 'RETRY' ? 'TIMEOUT' : look.state,
    at: new Date(world.nowMs),
    polls,
    reason: look.why,
    waitingFor: look.state === 'SUCCESS' ? [] : waiting(world),
  }
}

/** What was there at the first poll may be gone since: AWS's waiters then ask on. */
function again<Name extends WaiterName>(waiter: Waiter<Name>, clients: Clients, input: WaiterInputs[Name]): Look {
  try {
    return waiter.look(clients, input)
  } catch (error) {
    if (error instanceof AwsException) return { state: 'RETRY', why: `${error.name}: ${error.message}` }
    throw error
  }
}

function waiterNamed<Name extends WaiterName>(name: Name): Waiter<Name> {
  if (typeof name === 'string' && Object.hasOwn(WAITERS, name)) return WAITERS[name]
  const known = Object.keys(WAITERS)
  const expected = `one of ${known.join(', ')}`
  const found = show(name)
  const hint = typeof name === 'string' ? suggestion(name, known) : ''
  throw new UsageError(`waitFor: expected ${expected}, found ${found}.${hint}`, { path: 'waiter', expected, found })
}
