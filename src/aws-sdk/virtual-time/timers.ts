// Which timers are virtual? All that the code sets, also where it took `setTimeout` along before time became virtual; none that Node sets
// for its own sockets and processes, which live in real time.
import { builtin } from './builtin.ts'
import { scopeHere } from './scope.ts'

type Callback = (...args: unknown[]) => void
type SetTimer = (callback: Callback, ...rest: unknown[]) => unknown

/** Somebody's `setTimeout` and the like. */
export interface Timers {
  setTimeout: SetTimer
  setInterval: SetTimer
  clearTimeout(timer: unknown): void
}

/** A timer of Node's from the inside. These members are older than promises. */
interface NodeTimer {
  _idleTimeout: number
  /** Nothing once it was cleared. */
  readonly _onTimeout: Callback | null | undefined
  readonly _timerArgs?: readonly unknown[] | undefined
  /** Nothing for one that comes once. */
  readonly _repeat: number | null | undefined
  hasRef?(): boolean
  refresh: () => NodeTimer
}

interface AsyncHooks {
  readonly AsyncResource: { bind(callback: Callback): Callback }
  createHook(hooks: { init(id: number, type: string, trigger: number, resource: object): void }): {
    enable(): void
    disable(): void
  }
}

const hooks = builtin<AsyncHooks>('async_hooks')

/** Node never waits for longer than this, which is three weeks. */
const LONGEST_MS = 2_147_483_647

/**
 * Sorts timers from now on.
 *
 * @param virtual is changed: what Node asks of it goes to `real`
 * @returns ends it, and takes away what the code has left waiting
 */
export function sortTimers(virtual: Timers, real: Readonly<Timers>): () => void {
  const adopted = new Set<NodeTimer>()
  let isNodes = false
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const ofVirtual = virtual[name]
    const sorted: SetTimer = (callback, ...rest) => {
      if (!isSetByNode(globalThis[name])) return ofVirtual(inItsContext(callback), ...rest)
      isNodes = true
      try {
        return real[name](callback, ...rest)
      } finally {
        isNodes = false
      }
    }
    // What installed it keeps notes there.
    virtual[name] = Object.assign(sorted, ofVirtual)
  }
  const hook = hooks?.createHook({
    init: function init(_id, type, _trigger, resource) {
      if (type !== 'Timeout' || isNodes || scopeHere()?.hasEnded !== false) return
      const timer = resource as NodeTimer
      // Node's own for sockets have no reference from the start.
      if (timer.hasRef?.() === true && !isSetByNode(init)) adopt(timer, { virtual, real, adopted })
    },
  })
  hook?.enable()
  return () => {
    hook?.disable()
    for (const timer of adopted) real.clearTimeout(timer)
  }
}

interface Home {
  readonly virtual: Timers
  readonly real: Readonly<Timers>
  readonly adopted: Set<NodeTimer>
}

/** A timer of Node's that is just being made lets its real time pass by, and is called in virtual time. */
function adopt(timer: NodeTimer, { virtual, real, adopted }: Home): void {
  const delayMs = timer._idleTimeout
  timer._idleTimeout = LONGEST_MS
  adopted.add(timer)
  const fire = inItsContext(() => {
    const { _onTimeout: callback, _timerArgs: args = [], _repeat } = timer
    const comesAgain = typeof callback === 'function' && typeof _repeat === 'number'
    if (!comesAgain) adopted.delete(timer)
    // Somebody has cleared it.
    if (typeof callback !== 'function') return
    if (comesAgain) wait()
    else real.clearTimeout(timer)
    callback.apply(timer, [...args])
  })
  const wait = () => virtual.setTimeout(fire, delayMs)
  let waiting = wait()
  timer.refresh = () => {
    virtual.clearTimeout(waiting)
    waiting = wait()
    return timer
  }
}

/** Timers keep the `AsyncLocalStorage` of whoever set them. */
function inItsContext(callback: Callback): Callback {
  return typeof callback === 'function' && hooks !== undefined ? hooks.AsyncResource.bind(callback) : callback
}

/** What lies between a caller and the timer, in a stack. */
const BETWEEN = /\bnode:(internal\/)?(async_hooks|timers|util|process\/task_queues)|<anonymous>/
const OF_NODE = /(^| |\()node:/

/** @param below the function whose caller is asked for */
function isSetByNode(below: unknown): boolean {
  const trace: { stack?: unknown } = {}
  const { captureStackTrace } = Error as { captureStackTrace?(target: object, below: unknown): void }
  captureStackTrace?.(trace, below)
  const [, ...frames] = String(trace.stack ?? '').split('\n')
  const caller = frames.find((frame) => !BETWEEN.test(frame))
  return caller !== undefined && OF_NODE.test(caller)
}
