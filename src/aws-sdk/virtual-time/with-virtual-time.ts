// How does code that waits for AWS finish in milliseconds? Its timers are the simulation's: when it can only wait, time
// passes up to what it waits for.
import { type Duration, formatInstant, parseDurationMs, type Simulation, type UsageError } from '../../index.ts'
import { traffic } from '../traffic.ts'
import { installClock, refuseFakedTimers, type VirtualClock } from './clock.ts'
import { type RealTime, realTime, untilQuiet } from './quiet.ts'
import { type Mismatch, refusal } from './refusal.ts'
import { currentScope, inScope, type Scope } from './scope.ts'

export interface VirtualTimeOptions {
  /** Time passes by `time.advance` only. */
  readonly manual?: boolean | undefined
  /** How long the answer to each call through a connected client is on its way. Its effect comes at once. */
  readonly perCall?: Duration | undefined
  /** Virtual time after which it is given up; 30 days when absent. */
  readonly atMost?: Duration | undefined
  /** Real time without a timer, a call or an end after which it is given up; 3 s when absent. */
  readonly patience?: Duration | undefined
  /** Decides what `Math.random` gives meanwhile, and with it how long the SDK's waiters wait; `'drydock'` when absent. */
  readonly seed?: string | undefined
}

export interface VirtualTime {
  /** Lets time pass, with everything that falls due. */
  advance(duration: Duration): Promise<void>
}

type Work<Result> = (time: VirtualTime) => Promise<Result> | Result

/**
 * Runs code whose timers, `Date` and `Math.random` belong to the simulation. Whenever all it can do is wait, time passes up to its next
 * timer, event by event. Real timers are back when it has ended, however it ends.
 *
 * ```ts
 * await withVirtualTime(sim, () => waitUntilServicesStable({ client: ecs, maxWaitTime: 600 }, { services: ['web'] }))
 * ```
 * @returns what the code returns @throws what it throws; UsageError when it is inside or beside another, or does not come to an end
 */
export async function withVirtualTime<Result>(
  sim: Simulation,
  work: Work<Result>,
  options: VirtualTimeOptions = {},
): Promise<Result> {
  const settings = settingsOf(options)
  refuseWithinAnother()
  refuseFakedTimers()
  try {
    return await inScope(sim, settings.perCallMs, (scope) => underClock(scope, work, settings))
  } finally {
    traffic.forget()
  }
}

async function underClock<Result>(scope: Scope, work: Work<Result>, settings: Settings): Promise<Result> {
  const { sim, pace } = scope
  const real = realTime()
  // What began before, such as reading files, ends in real time.
  await untilQuiet(real)
  const clock = installClock(sim, settings.seed)
  const turn = async () => {
    await real.turn()
    clock.turned()
    pace.check()
  }
  try {
    const limitMs = sim.nowMs + settings.atMostMs
    return await new Passage(sim, { clock, real: { ...real, turn }, limitMs, ...settings }).drive(work)
  } finally {
    clock.uninstall()
  }
}

interface Settings {
  readonly manual: boolean
  readonly perCallMs: number
  readonly atMostMs: number
  readonly patienceMs: number
  readonly seed: string
}

function settingsOf({
  manual = false,
  perCall = 0,
  atMost = '30d',
  patience = '3s',
  seed = 'drydock',
}: VirtualTimeOptions): Settings {
  return {
    manual,
    perCallMs: parseDurationMs(perCall, 'withVirtualTime: perCall'),
    atMostMs: parseDurationMs(atMost, 'withVirtualTime: atMost'),
    patienceMs: parseDurationMs(patience, 'withVirtualTime: patience'),
    seed: String(seed),
  }
}

function refuseWithinAnother(): void {
  if (currentScope() === null) return
  throw refusal('work', {
    expected: 'one virtual time at once',
    found: 'another that has not ended',
    hint: 'Timers are one for the whole process: await the first, or put both pieces of code into one.',
  })
}

interface Means {
  readonly clock: VirtualClock
  readonly real: RealTime
  /** Nothing happens after this. */
  readonly limitMs: number
  readonly manual: boolean
  readonly patienceMs: number
}

/** Whoever waits for a process or a socket may do so for so many times longer. */
const PATIENCE_OUTSIDE = 10
/** So much of a pause counts at most: a debugger or a busy machine is no reason to lose patience. */
const LONGEST_PAUSE_MS = 50

/** How time passes. */
class Passage implements VirtualTime {
  readonly #sim: Simulation
  readonly #means: Means
  /** Calls of `advance` that go on. */
  #advances = 0
  /** Calls made so far when all was quiet. */
  #departures = 0
  #hasEnded = false

  constructor(sim: Simulation, means: Means) {
    this.#sim = sim
    this.#means = means
  }

  async advance(duration: Duration): Promise<void> {
    const durationMs = parseDurationMs(duration, 'advance')
    if (this.#hasEnded) throw refusal('work', tooLate())
    // Where time passes by itself, whoever lets it pass waits like everybody.
    if (!this.#means.manual) return new Promise((resolve) => setTimeout(resolve, durationMs))
    const untilMs = this.#sim.nowMs + durationMs
    this.#advances++
    try {
      await untilQuiet(this.#means.real)
      while (!this.#hasEnded && this.#step(untilMs)) await untilQuiet(this.#means.real)
    } finally {
      this.#advances--
    }
  }

  /** Until the work has ended; lets time pass unless somebody else does. */
  async drive<Result>(work: Work<Result>): Promise<Result> {
    this.#departures = traffic.departures
    let isForgetful = false
    const outcome = (async () => work(this))().finally(() => {
      this.#hasEnded = true
      isForgetful = traffic.isOnTheWaySince(this.#departures)
    })
    // It is awaited below unless time cannot pass, which is then what is told.
    outcome.catch(() => {})
    try {
      await this.#untilEnd()
    } finally {
      this.#hasEnded = true
    }
    const result = await outcome
    if (isForgetful) throw refusal('work', notAwaited())
    return result
  }

  async #untilEnd(): Promise<void> {
    const { manual, real } = this.#means
    let idleMs = 0
    await untilQuiet(real)
    while (!this.#hasEnded) {
      const startedMs = real.nowMs()
      this.#departures = traffic.departures
      const isGettingOn = manual ? this.#advances > 0 : this.#pass()
      if (manual || !isGettingOn) await real.pause()
      await untilQuiet(real)
      idleMs = isGettingOn ? 0 : idleMs + Math.min(real.nowMs() - startedMs, LONGEST_PAUSE_MS)
      if (!this.#hasEnded && idleMs > this.#patienceMs()) throw this.#nothingToWaitFor()
    }
  }

  #patienceMs(): number {
    const { real, patienceMs } = this.#means
    return real.outside.isOpen() ? patienceMs * PATIENCE_OUTSIDE : patienceMs
  }

  /** One step towards the next timer; false without one. */
  #pass(): boolean {
    const dueMs = this.#means.clock.nextDueMs()
    if (dueMs === undefined) return false
    if (this.#sim.nowMs >= this.#means.limitMs) throw this.#tooLong()
    this.#step(Math.min(dueMs, this.#means.limitMs))
    return true
  }

  /**
   * Calls one timer that is due, or lets time pass up to the next event of the simulation, timer or `untilMs`. What the simulation tells
   * at an instant is heard at that instant. False when there is nothing to do up to there.
   */
  #step(untilMs: number): boolean {
    const { clock } = this.#means
    const dueMs = clock.nextDueMs()
    const fromMs = this.#sim.nowMs
    if (dueMs !== undefined && dueMs <= fromMs) {
      clock.fireNext()
      return true
    }
    const nextMs = Math.min(dueMs ?? untilMs, untilMs)
    if (nextMs <= fromMs) return false
    this.#sim.runUntil(({ nowMs }) => nowMs > fromMs, { atMost: nextMs - fromMs })
    return true
  }

  #tooLong(): UsageError {
    const waits = this.#sim.waitingFor().map(({ name, detail }) => `${name}: ${detail}`)
    return refusal('atMost', {
      expected: 'an end within atMost',
      found: `code that still waits at ${formatInstant(this.#means.limitMs)}`,
      hint: waits.length === 0 ? '' : `The simulation waits for ${waits.join('; ')}.`,
    })
  }

  #nothingToWaitFor(): UsageError {
    const at = formatInstant(this.#sim.nowMs)
    return refusal('work', this.#means.manual ? nobodyAdvances(at) : noTimer(at))
  }
}

function tooLate(): Mismatch {
  return {
    expected: 'time to be advanced while the code runs',
    found: 'code that has ended',
    hint: 'Await time.advance before the end.',
  }
}

function notAwaited(): Mismatch {
  return {
    expected: 'code that awaits its calls',
    found: 'an end while a call was on its way',
    hint: 'Await or return what is to be waited for: withVirtualTime(sim, () => deploy(ecs)).',
  }
}

function noTimer(at: string): Mismatch {
  return {
    expected: 'code that waits for timers or for calls',
    found: 'code that waits for something else, and time cannot tell for what',
    hint: `At ${at} there is no timer. Give it one (a deadline), or let time pass with { manual: true }.`,
  }
}

function nobodyAdvances(at: string): Mismatch {
  return {
    expected: 'code that lets time pass',
    found: `code that waits at ${at} while nobody does`,
    hint: "Time is manual: call time.advance('1m') beside what waits, or leave { manual: true } out.",
  }
}
