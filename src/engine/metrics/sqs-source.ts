// What does `AWS/SQS` say of the queues of `sim.queues`? (AS-29, LD-28)
import type { MinuteLog } from '../../load/columns.ts'
import { QUEUE_AT } from '../../load/queue-meter.ts'
import type { StatisticSet } from '../../model/scaling/metrics.ts'
import { logOfQueue, pastOf } from './past.ts'
import { dimensionOf, gauge, type MetricSource } from './source.ts'

type Read = (log: MinuteLog, minute: number) => StatisticSet

const METRICS: Readonly<Record<string, Read>> = {
  /** As the minute ended. */
  ApproximateNumberOfMessagesVisible: (log, minute) => gauge(log.at(minute, QUEUE_AT.visible) / 1_000_000),
  NumberOfMessagesSent: (log, minute) => gauge(log.at(minute, QUEUE_AT.sent) / 1_000_000),
  NumberOfMessagesDeleted: (log, minute) => gauge(log.at(minute, QUEUE_AT.deleted) / 1_000_000),
}

export const SQS_METRICS: MetricSource = {
  units: () => ['Count'],
  *list(world) {
    const past = pastOf(world)
    for (const value of past.queues.keys())
      for (const metricName of Object.keys(METRICS))
        yield { namespace: 'AWS/SQS', metricName, dimensions: [{ name: 'QueueName', value }] }
  },
  reader(world, metric) {
    const read = METRICS[metric.metricName]
    const name = dimensionOf(metric, 'QueueName')
    if (read === undefined || name === undefined || metric.dimensions.length !== 1) return null
    return (minute) => {
      const log = logOfQueue(world, name)
      return log?.has(minute) ? read(log, minute) : null
    }
  },
}
