// How did a service fare under its load, minute by minute?
import * as z from 'zod/mini'
import { logOfService } from '../../engine/metrics/past.ts'
import type { World } from '../../engine/world.ts'
import { type Instant, parseInstantMs } from '../../kernel/durations.ts'
import { AT } from '../../load/minute-row.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { parseControl } from '../parse.ts'
import { serviceOf } from '../services.ts'

/** A whole minute. Requests to a millionth: what arrived, and what waited before, was served, rejected, refused or lost, or waits. */
export interface LoadMinute {
  /** Its beginning. */
  readonly at: Date
  /** RUNNING tasks as it ended. */
  readonly runningCount: number
  /** Percent, on average of the tasks; null while none is RUNNING. */
  readonly cpuUtilization: number | null
  readonly memoryUtilization: number | null
  readonly arrived: number
  readonly served: number
  /** Answered with 503 by tasks whose queues were full. */
  readonly rejected: number
  /** There was no task to take them. */
  readonly refused: number
  /** Gone with the tasks in which they waited. */
  readonly lost: number
  /** Of those served, for which nobody waited any more. */
  readonly late: number
  /** Waiting as it ended. */
  readonly queued: number
  /** On average of those served; null when none was. */
  readonly responseSeconds: number | null
}

export interface TraceSpan {
  /** When the load began, or the service, when absent. */
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
}

const traceSpan = z.strictObject({ from: z.optional(z.unknown()), to: z.optional(z.unknown()) })

/** @throws UsageError */
export function traceOf(world: World, reference: string, given: TraceSpan): LoadMinute[] {
  const { arn } = serviceOf(world, reference, 'load.trace')
  const { from, to } = parseControl(traceSpan, given, 'load.trace')
  const log = logOfService(world, arn)
  if (log === undefined) return []
  const sinceMs = world.tables.loads.get(arn)?.sinceMs ?? 0
  const first = Math.floor(
    (from === undefined ? sinceMs : parseInstantMs(from as Instant, 'load.trace: from')) / MINUTE_MS,
  )
  const end = to === undefined ? log.endMinute : Math.floor(parseInstantMs(to as Instant, 'load.trace: to') / MINUTE_MS)
  const minutes: LoadMinute[] = []
  for (let minute = Math.max(first, log.firstMinute); minute < Math.min(end, log.endMinute); minute++) {
    const at = (column: number) => log.at(minute, column)
    const isRunning = at(AT.samples) > 0
    minutes.push({
      at: new Date(minute * MINUTE_MS),
      runningCount: at(AT.running),
      cpuUtilization: isRunning ? at(AT.cpuMean) : null,
      memoryUtilization: isRunning ? at(AT.memoryMean) : null,
      arrived: at(AT.arrived) / 1_000_000,
      served: at(AT.served) / 1_000_000,
      rejected: at(AT.rejected) / 1_000_000,
      refused: at(AT.refused) / 1_000_000,
      lost: at(AT.lost) / 1_000_000,
      late: at(AT.late) / 1_000_000,
      queued: at(AT.queued) / 1_000_000,
      responseSeconds: at(AT.served) > 0 ? at(AT.waited) + at(AT.answered) : null,
    })
  }
  return minutes
}
