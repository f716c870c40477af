// Who is called for which event, and when? As soon as the event or command behind it has been carried out; in order, once.
import { livelock } from '../../engine/loop.ts'
import type { Observer } from '../../engine/observer.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { JournalEntry } from '../../model/changes.ts'
import type { EventBridgeEvent } from './envelope.ts'
import { EventSource } from './event-source.ts'
import { compilePattern, type Matcher } from './pattern.ts'

export type EventHandler = (event: EventBridgeEvent) => void

interface Subscription {
  readonly matches: Matcher
  readonly handler: EventHandler
  /** Entries before it came are none of its business. */
  readonly fromSeq: number
}

/** Events that handlers may bring about in one go: they answer each other for ever. */
const MOST_RAISED = 100_000

export class EventBus implements Observer {
  private readonly world: World
  private source: EventSource | null = null
  private readonly subscriptions = new Set<Subscription>()
  private waiting: { readonly seq: number; readonly event: EventBridgeEvent }[] = []
  /** What a handler threw, until the instant is over. */
  private failure: { readonly error: unknown } | null = null
  private isDelivering = false

  constructor(world: World) {
    this.world = world
  }

  /** @throws UsageError for a pattern or a handler that is none */
  on(pattern: unknown, handler: unknown): () => void {
    const matches = compilePattern(pattern)
    if (typeof handler !== 'function') {
      const [expected, found] = ['a function of the event', show(handler)]
      throw new UsageError(`handler: expected ${expected}, found ${found}.`, { path: 'handler', expected, found })
    }
    const subscription = { matches, handler: handler as EventHandler, fromSeq: this.world.journal.length }
    this.source ??= new EventSource(this.world)
    this.world.observer = this
    this.subscriptions.add(subscription)
    return () => this.off(subscription)
  }

  /** @throws UsageError while a handler is being called: time must not pass inside of an instant */
  refuseWhileDelivering(call: string): void {
    if (!this.isDelivering) return
    const message = `${call}: time cannot pass while the handler of an event is being called.`
    throw new UsageError(message, { path: call, expected: 'a call that takes no time', found: call })
  }

  wrote(entry: JournalEntry): void {
    for (const event of this.source?.eventsOf(entry) ?? []) this.waiting.push({ seq: entry.seq, event })
  }

  /** What handlers do is carried out at once; what follows from it is told after what was waiting already. */
  carriedOut(): void {
    if (this.isDelivering || this.waiting.length === 0) return
    this.isDelivering = true
    const most = Math.min(MOST_RAISED, this.world.behavior.eventsPerInstantLimit)
    const limit = this.waiting.length + most
    for (let told = 0; told < this.waiting.length; told++) {
      const { seq, event } = this.waiting[told]!
      if (told < limit) this.tell(seq, event)
      else {
        this.failure ??= { error: livelock(this.world, most) }
        break
      }
    }
    this.waiting = []
    this.isDelivering = false
  }

  finished(): void {
    const { failure } = this
    if (this.isDelivering || failure === null) return
    this.failure = null
    throw failure.error
  }

  private tell(seq: number, event: EventBridgeEvent): void {
    for (const subscription of [...this.subscriptions]) {
      // An earlier handler may have ended it.
      if (!this.subscriptions.has(subscription)) continue
      if (seq < subscription.fromSeq || !subscription.matches(event)) continue
      try {
        subscription.handler(event)
      } catch (error) {
        this.failure ??= { error }
      }
    }
  }

  private off(subscription: Subscription): void {
    this.subscriptions.delete(subscription)
    if (this.subscriptions.size > 0) return
    this.source = null
    this.world.observer = null
  }
}
