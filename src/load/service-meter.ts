// What were a service's load and use, minute by minute? Worked out from its stretches alone, so that it does not matter who asks, and when
// (SC-02, CW-01, CW-02, CW-07, LD-35).

import { toMillionths } from '../kernel/arithmetic.ts'
import type { Demand, Load } from '../model/scaling/load.ts'
import { MINUTE_MS } from '../model/scaling/metrics.ts'
import type { ServiceStretch, Stretches, TaskGroup } from '../model/stretches.ts'
import { MinuteLog } from './columns.ts'
import { type Curve, curveOf, meanOf } from './curve.ts'
import { AT, emptied, newSums, SUM, WIDTH, writeRow } from './minute-row.ts'
import { flow, millionthsOf } from './queue.ts'
import {
  arrivalsAtTask,
  capacityOfTask,
  hasRequests,
  leakedMiB,
  NO_DEMAND,
  responseIn,
  responseOf,
  takers,
  useOf,
} from './task-load.ts'

/** The agents' samples: one at the beginning of each third of a minute (SC-02). */
const SAMPLE_MS = 20_000

/** Who takes traffic in a stretch: by group, and in all. */
interface Takers {
  readonly of: ServiceStretch | null
  readonly counts: readonly number[]
  readonly count: number
}

/** Of a minute: its beginning up to an instant, with the agents' samples or without. */
interface Part {
  readonly beginMs: number
  readonly endMs: number
  readonly samples: boolean
}

/** A load, ready to be asked. */
interface Asked {
  readonly load: Readonly<Load> | null
  readonly demand: Demand
  readonly curve: Curve
  readonly memory: Curve
}

const NO_LOAD: Asked = {
  load: null,
  demand: NO_DEMAND,
  curve: curveOf(0, { sinceMs: 0, seed: '' }),
  memory: curveOf(0, { sinceMs: 0, seed: '' }),
}

/** What a load makes of a task of a group. */
export interface Strain {
  /** Memory of any RUNNING task, a leak aside, and what requests take of one that takes its part. */
  readonly ownMiB: number
  readonly requestsMiB: number
  /** How long a request that comes now would be in such a task. */
  readonly responseSeconds: number
}

/** One sample of a service: tasks that run, and what they use in percent of what they reserve. */
export interface Sample {
  readonly running: number
  readonly cpu: Percentages
  readonly memory: Percentages
}

interface Percentages {
  readonly mean: number
  readonly least: number
  readonly most: number
}

/** What the tasks of a sample use and reserve, all together. */
const USED = { cpuUnits: 0, onInstances: 1, memoryMiB: 2, memoryOnInstances: 3, reserved: 4, reservedMiB: 5 } as const

export class ServiceMeter {
  readonly log: MinuteLog
  private asked = NO_LOAD
  private takers: Takers = { of: null, counts: [], count: 0 }
  /** What waits, in millionths of a request. */
  private queued = 0
  /** The stretch in which the last minute began. */
  private position = 0
  private readonly row = new Float64Array(WIDTH)
  private readonly sums = newSums()
  private readonly used = new Float64Array(Object.keys(USED).length)

  constructor(log: MinuteLog) {
    this.log = log
  }

  static from(stretches: Stretches<ServiceStretch>): ServiceMeter {
    return new ServiceMeter(new MinuteLog(Math.floor(stretches.beginMs / MINUTE_MS), WIDTH))
  }

  copy(): ServiceMeter {
    const made = new ServiceMeter(this.log.copy())
    made.queued = this.queued
    made.position = this.position
    return made
  }

  /** Works out every minute before `endMinute`. */
  advance(stretches: Stretches<ServiceStretch>, endMinute: number): void {
    const { log } = this
    if (log.endMinute >= endMinute) return
    let at = this.position
    while (log.endMinute < endMinute) {
      const beginMs = log.endMinute * MINUTE_MS
      while (at + 1 < stretches.count && stretches.nth(at + 1).fromMs <= beginMs) at++
      const count = this.alike(stretches, at, endMinute)
      this.workOut(stretches, at, beginMs)
      log.push(this.row, count)
    }
    this.position = at
  }

  /** How many minutes from here on will all be the same: nothing changes, nothing waits, and the load stands still. */
  private alike(stretches: Stretches<ServiceStretch>, at: number, endMinute: number): number {
    const beginMs = this.log.endMinute * MINUTE_MS
    const stretch = stretches.nth(at)
    const { curve, memory, demand } = this.ask(stretch.load)
    if (stretch.fromMs > beginMs || this.queued > 0 || !curve.isFlat(beginMs) || !memory.isFlat(beginMs)) return 1
    if (demand.leakMiBPerHour > 0 || this.pilesUp(stretch, demand, curve.value(beginMs))) return 1
    const changeMs = at + 1 < stretches.count ? stretches.nth(at + 1).fromMs : Number.POSITIVE_INFINITY
    const untilMs = Math.min(changeMs, curve.turn(beginMs), memory.turn(beginMs))
    return Math.max(1, Math.min(endMinute, Math.floor(untilMs / MINUTE_MS)) - this.log.endMinute)
  }

  /** What the load makes of the tasks at an instant up to which all minutes are worked out; as its groups, one by one. */
  strainAt(stretch: ServiceStretch, atMs: number): readonly Strain[] {
    const { demand, curve, memory } = this.ask(stretch.load)
    const { counts, count } = takers(stretch)
    const load = { value: curve.value(atMs), count, waiting: count === 0 ? 0 : this.queued / 1_000_000 / count }
    return stretch.groups.map((group, nth) => {
      const isTaken = counts[nth]! > 0
      return {
        ownMiB: memory.value(atMs),
        requestsMiB: isTaken ? useOf(group, demand, load).inflight * demand.memoryPerInflightMiB : 0,
        responseSeconds: isTaken && hasRequests(demand) ? responseIn(group, demand, load) : 0,
      }
    })
  }

  /**
   * What its RUNNING tasks use at an instant, the beginning of a third of a minute: null where none runs.
   * Worked out anew from the minute in which it lies; all minutes before that are known.
   */
  sampleAt(stretches: Stretches<ServiceStretch>, atMs: number): Sample | null {
    const minute = Math.floor(atMs / MINUTE_MS)
    const { queued, log } = this
    this.queued = log.has(minute - 1) ? log.at(minute - 1, AT.queued) : 0
    const beginMs = minute * MINUTE_MS
    this.sumUp(stretches, stretches.indexAt(beginMs), { beginMs, endMs: atMs, samples: false })
    const sums = emptied(this.sums)
    const stretch = stretches.at(atMs)
    if (stretch !== undefined) this.sample(stretch, atMs)
    this.queued = queued
    const running = sums[SUM.samples]!
    if (running === 0) return null
    return {
      running,
      cpu: {
        mean: toMillionths(sums[SUM.cpu]! / running),
        least: sums[SUM.cpuLeast]!,
        most: sums[SUM.cpuMost]!,
      },
      memory: {
        mean: toMillionths(sums[SUM.memory]! / running),
        least: sums[SUM.memoryLeast]!,
        most: sums[SUM.memoryMost]!,
      },
    }
  }

  private pilesUp(stretch: ServiceStretch, demand: Demand, value: number): boolean {
    if (demand.kind !== 'requestsPerSecond') return false
    const { counts, count } = takers(stretch)
    return stretch.groups.some((group, nth) => counts[nth]! > 0 && value / count >= capacityOfTask(group, demand))
  }

  private ask(load: Readonly<Load> | null): Asked {
    if (load === this.asked.load) return this.asked
    if (load === null) this.asked = NO_LOAD
    else {
      const { demand, sinceMs, seed } = load
      const curve = curveOf(demand.profile, { sinceMs, seed })
      this.asked = { load, demand, curve, memory: curveOf(demand.memoryMiB, { sinceMs, seed: `${seed}/memory` }) }
    }
    return this.asked
  }

  private workOut(stretches: Stretches<ServiceStretch>, first: number, beginMs: number): void {
    emptied(this.sums)
    const last = this.sumUp(stretches, first, { beginMs, endMs: beginMs + MINUTE_MS, samples: true })
    writeRow(this.row, this.sums, stretches.nth(last), this.queued)
  }

  /** From the beginning of a minute on, span after span in which nothing changes. Returns the stretch in which it ends. */
  private sumUp(stretches: Stretches<ServiceStretch>, first: number, { beginMs, endMs, samples }: Part): number {
    let at = first
    // Before the service was there nothing is to be told.
    for (let atMs = Math.max(beginMs, Math.min(endMs, stretches.beginMs)); atMs < endMs; ) {
      while (at + 1 < stretches.count && stretches.nth(at + 1).fromMs <= atMs) at++
      const stretch = stretches.nth(at)
      const { curve } = this.ask(stretch.load)
      const changeMs = at + 1 < stretches.count ? stretches.nth(at + 1).fromMs : endMs
      const sampleMs = beginMs + (Math.floor((atMs - beginMs) / SAMPLE_MS) + 1) * SAMPLE_MS
      const untilMs = Math.min(endMs, changeMs, sampleMs, curve.turn(atMs))
      if (samples && (atMs - beginMs) % SAMPLE_MS === 0) this.sample(stretch, atMs)
      this.serve(stretch, atMs, untilMs)
      atMs = untilMs
    }
    return at
  }

  /** Of a stretch that is written no more: its instant is over. */
  private takersOf(stretch: ServiceStretch): Takers {
    if (this.takers.of !== stretch) this.takers = { of: stretch, ...takers(stretch) }
    return this.takers
  }

  /** What every RUNNING task uses at this instant. */
  private sample(stretch: ServiceStretch, atMs: number): void {
    const { running, groups } = stretch
    if (running === 0) return
    const { demand, curve, memory } = this.ask(stretch.load)
    const { counts, count } = this.takersOf(stretch)
    const load = { value: curve.value(atMs), count, waiting: count === 0 ? 0 : this.queued / 1_000_000 / count }
    const ownMiB = memory.value(atMs)
    const used = this.used.fill(0)
    for (let nth = 0; nth < groups.length; nth++) {
      const group = groups[nth]!
      const taking = Math.min(counts[nth]!, group.running)
      const leaked = leakedMiB(demand, atMs - group.startedSumMs / Math.max(1, group.running))
      if (taking > 0) {
        const { cpuUnits, inflight } = useOf(group, demand, load)
        this.note(taking, group, cpuUnits, ownMiB + leaked + inflight * demand.memoryPerInflightMiB)
      }
      this.note(group.running - taking, group, Math.min(demand.idleCpuUnits, group.cpuUnits), ownMiB + leaked)
    }
    const { sums } = this
    sums[SUM.samples]! += running
    sums[SUM.most] = Math.max(sums[SUM.most]!, running)
    sums[SUM.cpu]! += percent(used[USED.cpuUnits]!, used[USED.reserved]!) * running
    sums[SUM.memory]! += percent(used[USED.memoryMiB]!, used[USED.reservedMiB]!) * running
    sums[SUM.cpuUnits]! += used[USED.onInstances]!
    sums[SUM.allCpuUnits]! += used[USED.cpuUnits]!
    sums[SUM.memoryMiB]! += used[USED.memoryOnInstances]!
  }

  /** So many tasks of a group, each using so much. */
  private note(tasks: number, group: TaskGroup, cpuUnits: number, memoryMiB: number): void {
    if (tasks === 0) return
    const { used, sums } = this
    used[USED.cpuUnits]! += cpuUnits * tasks
    used[USED.memoryMiB]! += memoryMiB * tasks
    used[USED.reserved]! += group.cpuUnits * tasks
    used[USED.reservedMiB]! += group.memoryMiB * tasks
    if (group.onInstances) {
      used[USED.onInstances]! += cpuUnits * tasks
      used[USED.memoryOnInstances]! += memoryMiB * tasks
    }
    const cpu = percent(cpuUnits, group.cpuUnits)
    const memory = percent(memoryMiB, group.memoryMiB)
    sums[SUM.cpuLeast] = Math.min(sums[SUM.cpuLeast]!, cpu)
    sums[SUM.cpuMost] = Math.max(sums[SUM.cpuMost]!, cpu)
    sums[SUM.memoryLeast] = Math.min(sums[SUM.memoryLeast]!, memory)
    sums[SUM.memoryMost] = Math.max(sums[SUM.memoryMost]!, memory)
  }

  /** What becomes of the requests of a span in which nothing changes. */
  private serve(stretch: ServiceStretch, fromMs: number, toMs: number): void {
    const { sums } = this
    const { demand, curve } = this.ask(stretch.load)
    if (!hasRequests(demand)) {
      this.loseQueue()
      return
    }
    const spanMs = toMs - fromMs
    const { groups } = stretch
    const { counts, count } = this.takersOf(stretch)
    const value = meanOf(curve, fromMs, toMs)
    if (count === 0) {
      const arrived = demand.kind === 'users' ? 0 : millionthsOf(value, spanMs)
      sums[SUM.arrived]! += arrived
      sums[SUM.refused]! += arrived
      this.loseQueue()
      return
    }
    let left = 0
    let before = this.queued
    let tasks = count
    for (let nth = 0; nth < groups.length; nth++) {
      const taking = counts[nth]!
      if (taking === 0) continue
      // What waits is shared as arrivals are, to the last millionth.
      const waiting = Math.floor((before * taking) / tasks)
      before -= waiting
      tasks -= taking
      left += this.serveBy(groups[nth]!, demand, { taking, count, value, waiting, spanMs })
    }
    this.queued = left
  }

  /** What becomes of those that come to the tasks of a group; what is left of them waits. */
  private serveBy(
    group: TaskGroup,
    demand: Demand,
    {
      taking,
      count,
      value,
      waiting,
      spanMs,
    }: { [name in 'taking' | 'count' | 'value' | 'waiting' | 'spanMs']: number },
  ): number {
    const { sums } = this
    const capacity = capacityOfTask(group, demand)
    const arrivals = arrivalsAtTask(value, count, capacity, demand)
    const arrived = millionthsOf(arrivals * taking, spanMs)
    const most = demand.queueLimit === null ? Number.POSITIVE_INFINITY : demand.queueLimit * taking * 1_000_000
    const room = Number.isFinite(capacity) ? millionthsOf(capacity * taking, spanMs) : Number.POSITIVE_INFINITY
    const { served, queued, rejected } = flow(waiting + arrived, room, most)
    sums[SUM.arrived]! += arrived
    sums[SUM.served]! += served
    sums[SUM.rejected]! += rejected
    if (served === 0 || !Number.isFinite(capacity)) return queued
    const waitSeconds = (waiting + queued) / 2 / 1_000_000 / (capacity * taking)
    const isBusy = waiting > 0 || queued > 0 || arrivals >= capacity
    sums[SUM.waited]! += waitSeconds * served
    sums[SUM.answered]! += (isBusy ? 1 / capacity : responseOf(demand, count, arrivals, capacity)) * served
    if (demand.requestTimeoutMs !== null && waitSeconds * 1_000 > demand.requestTimeoutMs) sums[SUM.late]! += served
    return queued
  }

  private loseQueue(): void {
    this.sums[SUM.lost]! += this.queued
    this.queued = 0
  }
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : toMillionths((100 * part) / whole)
}
