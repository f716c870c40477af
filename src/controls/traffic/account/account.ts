// How many requests of a window met which answer? `traffic.account` reads it from the journal, and changes nothing (RT-001…RT-030).
import * as z from 'zod/mini'
import type { Request } from '../../../balancing/conditions.ts'
import { spread, type Way } from '../../../balancing/spread.ts'
import type { World } from '../../../engine/world.ts'
import { show } from '../../../kernel/closest.ts'
import { parseDurationMs, parseInstantMs } from '../../../kernel/durations.ts'
import { UsageError } from '../../../kernel/errors.ts'
import type { LoadBalancer } from '../../../model/balancing.ts'
import { TASK_BEGINNINGS } from '../../../model/changes.ts'
import type { Task } from '../../../model/entities.ts'
import { parseControl } from '../../parse.ts'
import { balancerOf, requestMembers, requestOf } from '../route.ts'
import { endingsOf } from './endings.ts'
import { type Counted, sharedOut } from './ledger.ts'
import { PastTraffic } from './past-traffic.ts'
import type { AccountInput, RequestAccount } from './shape.ts'
import { eachStretch, type Window } from './stretches.ts'
import { carriedThrough, Tally } from './tally.ts'

const CALL = 'traffic.account'
const RATE = 'a number of requests above 0 and up to 1000000000, with at most three decimals'
const SHARE = 'a whole number from 1 to 1000000'
const MOST_CLASSES = 100

const rate = z
  .number(RATE)
  .check(
    z.refine(
      (value) =>
        value > 0 && value <= 1e9 && Number.isInteger(milli(value)) && Math.abs(milli(value) / 1_000 - value) < 1e-9,
      RATE,
    ),
  )
const requestClass = z.strictObject({
  ...requestMembers,
  share: z.optional(z.int(SHARE).check(z.minimum(1, SHARE), z.maximum(1_000_000, SHARE))),
})
const moment = z.optional(z.union([z.string(), z.number(), z.date()], 'an instant'))
const accountInput = z.strictObject({
  ...requestMembers,
  loadBalancer: z
    .string('the name or ARN of a load balancer')
    .check(z.maxLength(2_048, 'the name or ARN of a load balancer')),
  requestsPerSecond: rate,
  classes: z.optional(
    z
      .array(requestClass, 'a list of kinds of requests')
      .check(z.minLength(1, 'at least one kind'), z.maxLength(MOST_CLASSES, `at most ${MOST_CLASSES} kinds`)),
  ),
  from: moment,
  to: moment,
  requestDuration: z.optional(z.union([z.string(), z.number()], 'a duration')),
})
type Parsed = z.output<typeof accountInput>

/** @throws UsageError */
export function accountRequests(world: World, input: AccountInput): RequestAccount {
  const parsed = parseControl(accountInput, input, CALL)
  const balancer = balancerOf(world, parsed.loadBalancer, CALL)
  const window = windowOf(world, parsed)
  const streams = streamsOf(world, balancer, parsed)
  const endings = endingsOf(world.journal, world.nowMs, (arn) => world.tables.taskDefinitions.get(arn))
  const services = window.fromMs === window.toMs ? new Map() : servicesOfTasks(world)
  const tally = new Tally((task) => services.get(task) ?? null)
  const past = new PastTraffic()
  const perMs = BigInt(milli(parsed.requestsPerSecond))
  eachStretch(past, { journal: world.journal, endings, window }, (stretch) => {
    const there = past.tables.loadBalancers.get(balancer.arn)
    const ways = streams.flatMap((stream) => waysOf(past, there, stream))
    const carried = ways.map((way) =>
      carriedThrough(way, balancer, {
        atMs: stretch.fromMs,
        openMs: window.openMs,
        endings: endings.get(way.target?.id ?? '') ?? [],
      }),
    )
    const counted: Counted<Way>[] = sharedOut(carried, perMs * BigInt(stretch.toMs - stretch.fromMs))
    tally.add(stretch, counted)
  })
  const { fromMs, toMs } = window
  return { loadBalancerArn: balancer.arn, fromMs, toMs, requestsPerSecond: parsed.requestsPerSecond, ...tally.total() }
}

/** Requests a second in thousandths are millionths of a request a millisecond. */
function milli(requestsPerSecond: number): number {
  return Math.round(requestsPerSecond * 1_000)
}

interface Stream {
  readonly request: Request
  readonly of: bigint
  readonly outOf: bigint
}

function waysOf(past: PastTraffic, balancer: Readonly<LoadBalancer> | undefined, stream: Stream): Way[] {
  const { request, of, outOf } = stream
  if (balancer === undefined) {
    const nothing = { status: null, answeredBy: 'nobody', reason: 'There is no load balancer yet.' } as const
    return [{ of, outOf, ...nothing, action: null, targetGroupArn: null, target: null, failsOpen: false }]
  }
  return spread(past, balancer, request).map((way) => ({ ...way, of: way.of * of, outOf: way.outOf * outOf }))
}

function streamsOf(world: World, balancer: Readonly<LoadBalancer>, parsed: Parsed): Stream[] {
  const { classes = [{}], requestsPerSecond: _, from: _from, to: _to, requestDuration: _open, ...common } = parsed
  const outOf = classes.reduce((sum, { share = 1 }) => sum + share, 0)
  return classes.map(({ share = 1, ...own }) => ({
    request: requestOf(world, balancer, { ...common, ...own }),
    of: BigInt(share),
    outOf: BigInt(outOf),
  }))
}

function windowOf(world: World, { from, to, requestDuration = 0 }: Parsed): Window {
  const { startAtMs } = world.options
  const fromMs = from === undefined ? startAtMs : parseInstantMs(from, 'from')
  const toMs = to === undefined ? world.nowMs : parseInstantMs(to, 'to')
  refuseOutside('from', fromMs, startAtMs, world.nowMs)
  refuseOutside('to', toMs, fromMs, world.nowMs)
  return { fromMs, toMs, openMs: parseDurationMs(requestDuration, 'requestDuration') }
}

function refuseOutside(path: string, atMs: number, lowMs: number, highMs: number): void {
  if (atMs >= lowMs && atMs <= highMs) return
  const expected = `an instant from ${new Date(lowMs).toISOString()} to ${new Date(highMs).toISOString()}`
  const found = show(new Date(atMs).toISOString())
  throw new UsageError(`${CALL}: ${path}: expected ${expected}, found ${found}.`, { path, expected, found })
}

/** Also of tasks that ECS has forgotten. */
function servicesOfTasks({ journal }: World): ReadonlyMap<string, string> {
  const services = new Map<string, string>()
  for (const { kind, id, set } of journal) {
    const serviceArn = TASK_BEGINNINGS.has(kind) ? (set as Task).serviceArn : null
    if (serviceArn !== null) services.set(id, serviceArn)
  }
  return services
}
