// What were a service's load and use, minute by minute? Worked out from its stretches alone, so that it does not matter who asks, and when
// (SC-02, CW-01, CW-02, CW-07, LD-35).

import { toMillionths } from '../kernel/arithmetic.ts'
import type { Demand, Load } from '../model/scaling/load.ts'
import { MINUTE_MS } from '../model/scaling/metrics.ts'
import type { ServiceStretch, Stretches } from '../model/stretches.ts'
import { MinuteLog } from './columns.ts'
import { type Curve, curveOf, meanOf } from './curve.ts'
import { AT, NONE, type Sums, WIDTH, writeRow } from './minute-row.ts'
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

interface Span {
  readonly fromMs: number
  readonly toMs: number
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

export class ServiceMeter {
  readonly log: MinuteLog
  private asked = NO_LOAD
  private takers: Takers = { of: null, counts: [], count: 0 }
  /** What waits, in millionths of a request. */
  private queued = 0
  /** The stretch in which the last minute began. */
  private position = 0
  private readonly row = new Float64Array(WIDTH)
  private readonly sums = { ...NONE }

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
    const sums = { ...NONE }
    const first = stretches.indexAt(minute * MINUTE_MS)
    this.walk(stretches, first, { fromMs: minute * MINUTE_MS, toMs: atMs }, (stretch, span) =>
      this.serve(sums, stretch, span),
    )
    const stretch = stretches.at(atMs)
    if (stretch !== undefined) this.sample(sums, stretch, atMs)
    this.queued = queued
    if (sums.samples === 0) return null
    const { samples: running, cpu, cpuLeast, cpuMost, memory, memoryLeast, memoryMost } = sums
    return {
      running,
      cpu: { mean: toMillionths(cpu / running), least: cpuLeast, most: cpuMost },
      memory: { mean: toMillionths(memory / running), least: memoryLeast, most: memoryMost },
    }
  }

  /** From the beginning of a minute on, span after span in which nothing changes. Returns the stretch in which it ends. */
  private walk(
    stretches: Stretches<ServiceStretch>,
    first: number,
    { fromMs, toMs }: Span,
    visit: (stretch: ServiceStretch, span: Span) => void,
  ): number {
    let at = first
    // Before the service was there nothing is to be told.
    for (let atMs = Math.max(fromMs, Math.min(toMs, stretches.beginMs)); atMs < toMs; ) {
      while (at + 1 < stretches.count && stretches.nth(at + 1).fromMs <= atMs) at++
      const stretch = stretches.nth(at)
      const { curve } = this.ask(stretch.load)
      const changeMs = at + 1 < stretches.count ? stretches.nth(at + 1).fromMs : toMs
      const sampleMs = fromMs + (Math.floor((atMs - fromMs) / SAMPLE_MS) + 1) * SAMPLE_MS
      const untilMs = Math.min(toMs, changeMs, sampleMs, curve.turn(atMs))
      visit(stretch, { fromMs: atMs, toMs: untilMs })
      atMs = untilMs
    }
    return at
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
    const sums = Object.assign(this.sums, NONE)
    const last = this.walk(stretches, first, { fromMs: beginMs, toMs: beginMs + MINUTE_MS }, (stretch, span) => {
      if ((span.fromMs - beginMs) % SAMPLE_MS === 0) this.sample(sums, stretch, span.fromMs)
      this.serve(sums, stretch, span)
    })
    writeRow(this.row, sums, stretches.nth(last), this.queued)
  }

  /** Of a stretch that is written no more: its instant is over. */
  private takersOf(stretch: ServiceStretch): Takers {
    if (this.takers.of !== stretch) this.takers = { of: stretch, ...takers(stretch) }
    return this.takers
  }

  /** What every RUNNING task uses at this instant. */
  private sample(sums: Sums, stretch: ServiceStretch, atMs: number): void {
    const { running, groups } = stretch
    if (running === 0) return
    const { demand, curve, memory } = this.ask(stretch.load)
    const { counts, count } = this.takersOf(stretch)
    const load = { value: curve.value(atMs), count, waiting: count === 0 ? 0 : this.queued / 1_000_000 / count }
    const ownMiB = memory.value(atMs)
    let used = 0
    let usedOnInstances = 0
    let usedMiBOnInstances = 0
    let usedMiB = 0
    let reserved = 0
    let reservedMiB = 0
    const note = (tasks: number, group: ServiceStretch['groups'][number], cpuUnits: number, memoryMiB: number) => {
      if (tasks === 0) return
      used += cpuUnits * tasks
      usedMiB += memoryMiB * tasks
      reserved += group.cpuUnits * tasks
      if (group.onInstances) {
        usedOnInstances += cpuUnits * tasks
        usedMiBOnInstances += memoryMiB * tasks
      }
      reservedMiB += group.memoryMiB * tasks
      const cpu = percent(cpuUnits, group.cpuUnits)
      const memoryPart = percent(memoryMiB, group.memoryMiB)
      sums.cpuLeast = Math.min(sums.cpuLeast, cpu)
      sums.cpuMost = Math.max(sums.cpuMost, cpu)
      sums.memoryLeast = Math.min(sums.memoryLeast, memoryPart)
      sums.memoryMost = Math.max(sums.memoryMost, memoryPart)
    }
    groups.forEach((group, nth) => {
      const taking = Math.min(counts[nth]!, group.running)
      const leaked = leakedMiB(demand, atMs - group.startedSumMs / Math.max(1, group.running))
      if (taking > 0) {
        const { cpuUnits, inflight } = useOf(group, demand, load)
        note(taking, group, cpuUnits, ownMiB + leaked + inflight * demand.memoryPerInflightMiB)
      }
      note(group.running - taking, group, Math.min(demand.idleCpuUnits, group.cpuUnits), ownMiB + leaked)
    })
    sums.samples += running
    sums.most = Math.max(sums.most, running)
    sums.cpu += percent(used, reserved) * running
    sums.memory += percent(usedMiB, reservedMiB) * running
    sums.cpuUnits += usedOnInstances
    sums.memoryMiB += usedMiBOnInstances
  }

  /** What becomes of the requests of a span in which nothing changes. */
  private serve(sums: Sums, stretch: ServiceStretch, { fromMs, toMs }: Span): void {
    const { demand, curve } = this.ask(stretch.load)
    if (!hasRequests(demand)) {
      sums.lost += this.queued
      this.queued = 0
      return
    }
    const spanMs = toMs - fromMs
    const { counts, count } = this.takersOf(stretch)
    const value = meanOf(curve, fromMs, toMs)
    if (count === 0) {
      const arrived = demand.kind === 'users' ? 0 : millionthsOf(value, spanMs)
      sums.arrived += arrived
      sums.refused += arrived
      sums.lost += this.queued
      this.queued = 0
      return
    }
    let left = 0
    let before = this.queued
    let tasks = count
    stretch.groups.forEach((group, nth) => {
      const taking = counts[nth]!
      if (taking === 0) return
      const capacity = capacityOfTask(group, demand)
      const arrivals = arrivalsAtTask(value, count, capacity, demand)
      const arrived = millionthsOf(arrivals * taking, spanMs)
      // What waits is shared as arrivals are, to the last millionth.
      const waiting = Math.floor((before * taking) / tasks)
      before -= waiting
      tasks -= taking
      const most = demand.queueLimit === null ? Number.POSITIVE_INFINITY : demand.queueLimit * taking * 1_000_000
      const room = Number.isFinite(capacity) ? millionthsOf(capacity * taking, spanMs) : Number.POSITIVE_INFINITY
      const { served, queued, rejected } = flow(waiting + arrived, room, most)
      left += queued
      sums.arrived += arrived
      sums.served += served
      sums.rejected += rejected
      if (served === 0 || !Number.isFinite(capacity)) return
      const waitSeconds = (waiting + queued) / 2 / 1_000_000 / (capacity * taking)
      const isBusy = waiting > 0 || queued > 0 || arrivals >= capacity
      sums.waited += waitSeconds * served
      sums.answered += (isBusy ? 1 / capacity : responseOf(demand, count, arrivals, capacity)) * served
      if (demand.requestTimeoutMs !== null && waitSeconds * 1_000 > demand.requestTimeoutMs) sums.late += served
    })
    this.queued = left
  }
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : toMillionths((100 * part) / whole)
}
