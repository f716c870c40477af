// `sim.queues`: queues of messages, with producers and consumers. SQS itself is not simulated: how many wait follows from both.

import * as z from 'zod/mini'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { logOfQueue } from '../../engine/metrics/past.ts'
import type { World } from '../../engine/world.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import { parseProfile } from '../../load/parse-profile.ts'
import { QUEUE_AT } from '../../load/queue-meter.ts'
import { inserted, removed, updated } from '../../model/changes.ts'
import type { Profile, Queue } from '../../model/scaling/load.ts'
import { parseControl } from '../parse.ts'
import { serviceOf } from '../services.ts'

export interface QueueInput {
  readonly name: string
  /** Messages a second that are sent to it; moments count from now. None when absent. */
  readonly producer?: Profile | undefined
}

export interface ConsumerInput {
  readonly queue: string
  /** Its name, `cluster/name` or ARN. */
  readonly service: string
  /** What one RUNNING task takes. */
  readonly messagesPerSecondPerTask: number
}

export interface QueueDescription {
  readonly name: string
  readonly producer: Profile
  readonly consumers: readonly { readonly serviceArn: string; readonly messagesPerSecondPerTask: number }[]
}

/** Queues whose depth `AWS/SQS` `ApproximateNumberOfMessagesVisible` (dimension QueueName) tells by the minute. */
export interface Queues {
  /** A queue, empty; one of that name gets another producer, and keeps what waits. @throws UsageError */
  create(input: QueueInput): void
  /** From now on the RUNNING tasks of the service take messages; 0 a second for none any more. @throws UsageError */
  consumedBy(input: ConsumerInput): void
  /** It is gone, and what waited in it. @throws UsageError */
  delete(name: string): void
  /** Messages that waited as the last whole minute ended; 0 in a queue that is younger. @throws UsageError */
  depth(name: string): number
  describe(): readonly QueueDescription[]
}

export function queuesOf(world: World): Queues {
  return Object.freeze({
    create: (input: QueueInput) => create(world, input),
    consumedBy: (input: ConsumerInput) => consumedBy(world, input),
    delete: (name: string) => drop(world, name),
    depth: (name: string) => depth(world, name),
    describe: () =>
      [...world.tables.queues.values()].map(({ id: name, producer, consumers }) =>
        structuredClone({ name, producer, consumers }),
      ),
  })
}

const NAME = 'a name of 1 to 80 characters'
const RATE = 'a number from 0 to 1000000'
const queueInput = z.strictObject({
  name: z.string(NAME).check(z.minLength(1, NAME), z.maxLength(80, NAME)),
  producer: z.optional(z.unknown()),
})
const consumerInput = z.strictObject({
  queue: z.string('the name of a queue'),
  service: z.string('the name, cluster/name or ARN of a service'),
  messagesPerSecondPerTask: z.number(RATE).check(z.minimum(0, RATE), z.maximum(1e6, RATE)),
})

function create(world: World, input: QueueInput): void {
  const { name: id, producer: given } = parseControl(queueInput, input, 'queues.create')
  const { nowMs: sinceMs } = world
  const producer = parseProfile(given ?? 0, 'queues.create: producer', sinceMs)
  const set = { producer, sinceMs, seed: `${world.options.seed}/queue/${id}` }
  command(world, 'queues.create', { name: id, producer }, (cause) => {
    const change =
      world.tables.queues.get(id) === undefined
        ? inserted('queue.created', id, { id, ...set, consumers: [] }, 'LD-28')
        : updated('queue.changed', id, set, 'LD-28')
    apply(world, { changes: [change], timers: [] }, cause)
  })
}

function consumedBy(world: World, input: ConsumerInput): void {
  const parsed = parseControl(consumerInput, input, 'queues.consumedBy')
  const { id, consumers } = queueOf(world, parsed.queue, 'queues.consumedBy: queue')
  const { arn: serviceArn } = serviceOf(world, parsed.service, 'queues.consumedBy')
  const { messagesPerSecondPerTask } = parsed
  command(world, 'queues.consumedBy', { ...parsed, service: serviceArn }, (cause) => {
    const others = consumers.filter((each) => each.serviceArn !== serviceArn)
    const set = {
      consumers: messagesPerSecondPerTask === 0 ? others : [...others, { serviceArn, messagesPerSecondPerTask }],
    }
    apply(world, { changes: [updated('queue.changed', id, set, 'LD-28')], timers: [] }, cause)
  })
}

function drop(world: World, name: string): void {
  const { id } = queueOf(world, name, 'queues.delete')
  command(world, 'queues.delete', id, (cause) =>
    apply(world, { changes: [removed('queue.dropped', id, 'LD-28')], timers: [] }, cause),
  )
}

function depth(world: World, name: string): number {
  const { id } = queueOf(world, name, 'queues.depth')
  const log = logOfQueue(world, id)
  const last = (log?.endMinute ?? 0) - 1
  return log?.has(last) ? log.at(last, QUEUE_AT.visible) / 1_000_000 : 0
}

function queueOf({ tables }: World, name: unknown, call: string): Readonly<Queue> {
  const found = typeof name === 'string' ? tables.queues.get(name) : undefined
  if (found !== undefined) return found
  const known = [...tables.queues.values()].map(({ id }) => id)
  const hint = typeof name === 'string' ? suggestion(name, known) : ''
  const expected = 'the name of a queue'
  throw new UsageError(`${call}: expected ${expected}, found ${show(name)}.${hint}`, {
    path: 'queue',
    expected,
    found: show(name),
  })
}
