// What is written down of a minute of a service, and what is summed up until it is over? (SC-02, CW-01, CW-02, CW-07, LD-35)
import { toMillionths } from '../kernel/arithmetic.ts'
import type { ServiceStretch } from '../model/stretches.ts'

/** The columns of a minute. Requests are in millionths, spans in seconds. */
export const AT = {
  /** RUNNING tasks that were sampled: 0 where there is no datapoint (CW-06). */
  samples: 0,
  cpuMean: 1,
  cpuLeast: 2,
  cpuMost: 3,
  memoryMean: 4,
  memoryLeast: 5,
  memoryMost: 6,
  /** CPU units and MiB in use on container instances, all tasks together, on average of the samples: for the cluster (CW-03). */
  cpuUnits: 7,
  memoryMiB: 8,
  /** As the minute ended (SC-01). */
  running: 9,
  pending: 10,
  desired: 11,
  arrived: 12,
  served: 13,
  /** Turned away by the tasks: their queues are full (LD-25). */
  rejected: 14,
  /** Nobody was there to take them (LD-20). */
  refused: 15,
  /** Served too late for anybody to wait (LD-25). */
  late: 16,
  /** What is waiting as the minute ends. */
  queued: 17,
  /** Of what was served: seconds of waiting behind a backlog, and seconds in the system beside that. */
  waited: 18,
  answered: 19,
  /** Gone with the tasks in which they waited, or with the load itself. */
  lost: 20,
} as const
export const WIDTH = 21

/** Sums of the minute that is being worked out. */
export interface Sums {
  samples: number
  most: number
  cpu: number
  cpuLeast: number
  cpuMost: number
  memory: number
  memoryLeast: number
  memoryMost: number
  cpuUnits: number
  memoryMiB: number
  arrived: number
  served: number
  rejected: number
  refused: number
  late: number
  lost: number
  waited: number
  answered: number
}

export const NONE: Readonly<Sums> = {
  samples: 0,
  most: 0,
  cpu: 0,
  cpuLeast: Number.POSITIVE_INFINITY,
  cpuMost: 0,
  memory: 0,
  memoryLeast: Number.POSITIVE_INFINITY,
  memoryMost: 0,
  cpuUnits: 0,
  memoryMiB: 0,
  arrived: 0,
  served: 0,
  rejected: 0,
  refused: 0,
  late: 0,
  lost: 0,
  waited: 0,
  answered: 0,
}

/** `queued`: what waits as the minute ends. */
export function writeRow(row: Float64Array, sums: Readonly<Sums>, last: ServiceStretch, queued: number): void {
  const { samples, served } = sums
  const none = samples === 0
  row[AT.samples] = sums.most
  row[AT.cpuMean] = none ? 0 : toMillionths(sums.cpu / samples)
  row[AT.cpuLeast] = none ? 0 : sums.cpuLeast
  row[AT.cpuMost] = none ? 0 : sums.cpuMost
  row[AT.memoryMean] = none ? 0 : toMillionths(sums.memory / samples)
  row[AT.memoryLeast] = none ? 0 : sums.memoryLeast
  row[AT.memoryMost] = none ? 0 : sums.memoryMost
  row[AT.cpuUnits] = toMillionths(sums.cpuUnits / 3)
  row[AT.memoryMiB] = toMillionths(sums.memoryMiB / 3)
  row[AT.running] = last.running
  row[AT.pending] = last.pending
  row[AT.desired] = last.desired
  row[AT.arrived] = sums.arrived
  row[AT.served] = served
  row[AT.rejected] = sums.rejected
  row[AT.refused] = sums.refused
  row[AT.late] = sums.late
  row[AT.queued] = queued
  row[AT.waited] = served === 0 ? 0 : toMillionths(sums.waited / served)
  row[AT.answered] = served === 0 ? 0 : toMillionths(sums.answered / served)
  row[AT.lost] = sums.lost
}
