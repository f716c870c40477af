// How many messages wait in a queue, minute by minute? What producers send, less what the RUNNING tasks of its consumers take (LD-28).
import type { Queue } from '../model/scaling/load.ts'
import { MINUTE_MS } from '../model/scaling/metrics.ts'
import type { QueueStretch, ServiceStretch, Stretches } from '../model/stretches.ts'
import { MinuteLog } from './columns.ts'
import { type Curve, curveOf, meanOf } from './curve.ts'
import { flow, millionthsOf } from './queue.ts'

/** Columns, in millionths of a message. */
export const QUEUE_AT = { visible: 0, sent: 1, deleted: 2 } as const
const WIDTH = 3

type Consumers = (serviceArn: string) => Stretches<ServiceStretch> | undefined

export class QueueMeter {
  readonly log: MinuteLog
  private waiting = 0
  private producer: Curve | null = null
  private of: Readonly<Queue> | null = null

  constructor(log: MinuteLog) {
    this.log = log
  }

  static from(stretches: Stretches<QueueStretch>): QueueMeter {
    return new QueueMeter(new MinuteLog(Math.floor(stretches.beginMs / MINUTE_MS), WIDTH))
  }

  copy(): QueueMeter {
    const made = new QueueMeter(this.log.copy())
    made.waiting = this.waiting
    return made
  }

  advance(stretches: Stretches<QueueStretch>, consumers: Consumers, endMinute: number): void {
    while (this.log.endMinute < endMinute) {
      const beginMs = this.log.endMinute * MINUTE_MS
      const sums = { sent: 0, deleted: 0 }
      for (let atMs = beginMs; atMs < beginMs + MINUTE_MS; ) {
        const untilMs = Math.min(beginMs + MINUTE_MS, stretches.nextAfter(atMs))
        const queue = stretches.at(atMs)?.queue ?? null
        atMs = queue === null ? this.empty(untilMs) : this.step(sums, queue, consumers, { fromMs: atMs, toMs: untilMs })
      }
      this.log.push([this.waiting, sums.sent, sums.deleted], 1)
    }
  }

  /** A queue that is no more holds nothing. */
  private empty(untilMs: number): number {
    this.waiting = 0
    return untilMs
  }

  /** Up to where nothing changes; returns that instant. */
  private step(
    sums: { sent: number; deleted: number },
    queue: Readonly<Queue>,
    consumers: Consumers,
    { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  ): number {
    const curve = this.curveOf(queue)
    let untilMs = Math.min(toMs, curve.turn(fromMs))
    let capacity = 0
    for (const { serviceArn, messagesPerSecondPerTask } of queue.consumers) {
      const service = consumers(serviceArn)
      capacity += (service?.at(fromMs)?.running ?? 0) * messagesPerSecondPerTask
      untilMs = Math.min(untilMs, service?.nextAfter(fromMs) ?? untilMs)
    }
    const spanMs = untilMs - fromMs
    const sent = millionthsOf(meanOf(curve, fromMs, untilMs), spanMs)
    const { served, queued } = flow(this.waiting + sent, millionthsOf(capacity, spanMs), Number.POSITIVE_INFINITY)
    sums.sent += sent
    sums.deleted += served
    this.waiting = queued
    return untilMs
  }

  private curveOf(queue: Readonly<Queue>): Curve {
    if (this.of !== queue || this.producer === null) {
      this.of = queue
      this.producer = curveOf(queue.producer, queue)
    }
    return this.producer
  }
}
