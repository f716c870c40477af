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
  /** CPU units in use, on container instances and on Fargate, on average of the samples. */
  allCpuUnits: 21,
} as const
export const WIDTH = 22

/** The sums of the minute that is being worked out: numbers in a row, because three times a minute a service is often. */
export const SUM = {
  samples: 0,
  most: 1,
  cpu: 2,
  cpuLeast: 3,
  cpuMost: 4,
  memory: 5,
  memoryLeast: 6,
  memoryMost: 7,
  cpuUnits: 8,
  memoryMiB: 9,
  arrived: 10,
  served: 11,
  rejected: 12,
  refused: 13,
  late: 14,
  lost: 15,
  waited: 16,
  answered: 17,
  allCpuUnits: 18,
} as const

export function newSums(): Float64Array {
  return emptied(new Float64Array(Object.keys(SUM).length))
}

export function emptied(sums: Float64Array): Float64Array {
  sums.fill(0)
  sums[SUM.cpuLeast] = Number.POSITIVE_INFINITY
  sums[SUM.memoryLeast] = Number.POSITIVE_INFINITY
  return sums
}

/** `queued`: what waits as the minute ends. */
export function writeRow(row: Float64Array, sums: Float64Array, last: ServiceStretch, queued: number): void {
  const samples = sums[SUM.samples]!
  const served = sums[SUM.served]!
  const none = samples === 0
  row[AT.samples] = sums[SUM.most]!
  row[AT.cpuMean] = none ? 0 : toMillionths(sums[SUM.cpu]! / samples)
  row[AT.cpuLeast] = none ? 0 : sums[SUM.cpuLeast]!
  row[AT.cpuMost] = none ? 0 : sums[SUM.cpuMost]!
  row[AT.memoryMean] = none ? 0 : toMillionths(sums[SUM.memory]! / samples)
  row[AT.memoryLeast] = none ? 0 : sums[SUM.memoryLeast]!
  row[AT.memoryMost] = none ? 0 : sums[SUM.memoryMost]!
  row[AT.cpuUnits] = toMillionths(sums[SUM.cpuUnits]! / 3)
  row[AT.memoryMiB] = toMillionths(sums[SUM.memoryMiB]! / 3)
  row[AT.running] = last.running
  row[AT.pending] = last.pending
  row[AT.desired] = last.desired
  row[AT.arrived] = sums[SUM.arrived]!
  row[AT.served] = served
  row[AT.rejected] = sums[SUM.rejected]!
  row[AT.refused] = sums[SUM.refused]!
  row[AT.late] = sums[SUM.late]!
  row[AT.queued] = queued
  row[AT.waited] = served === 0 ? 0 : toMillionths(sums[SUM.waited]! / served)
  row[AT.answered] = served === 0 ? 0 : toMillionths(sums[SUM.answered]! / served)
  row[AT.lost] = sums[SUM.lost]!
  row[AT.allCpuUnits] = toMillionths(sums[SUM.allCpuUnits]! / 3)
}
