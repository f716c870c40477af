// What is there to read of a simulation that scales? Series, what its policies did, and what it cost.
import type { World } from '../../engine/world.ts'
import { costOf } from './cost/cost.ts'
import type { CostReport, PriceTable } from './cost/shape.ts'
import { scalingReportOf } from './report/report.ts'
import type { ScalingReport } from './report/shape.ts'
import { type ColumnInput, type Series, seriesOf } from './series.ts'
import type { PeriodInput, SpanInput } from './span.ts'
import type { SubjectInput } from './subject.ts'

export interface Readings {
  /**
   * Quantities over time, of a service, a cluster, an Auto Scaling group or a queue: a value a period, a minute when nobody says. Counts are
   * those at the end of the period, amounts its sums, percentages and times its averages; null where there is none.
   *
   * ```ts
   * sim.series('prod/web', ['cpu', 'desired', 'running', 'instances'], { since: '2026-01-05T08:00:00Z' })
   * ```
   * @throws UsageError
   */
  series(subject: SubjectInput, columns: readonly ColumnInput[], span?: PeriodInput): Series
  /**
   * What each policy of services and of groups did, managed scaling included: its activities, how long its metric was above the target, how far
   * it went beyond what was needed, how often it turned round, what stood in its way, and whether it comes to rest. @throws UsageError
   */
  scalingReport(span?: SpanInput): ScalingReport
  /**
   * What it would have cost, by prices of the caller's own: hours of instances, split among the services by the larger of the CPU and memory that
   * their tasks had reserved, what was idle apart; hours of vCPU and GB on Fargate. `overTime` by the hour when nobody says.
   *
   * ```ts
   * sim.cost({ instances: { 'm5.large': 0.096 }, fargate: { vcpuHour: 0.04, gbHour: 0.0045 } }).total
   * ```
   * @throws UsageError, also for something that ran and has no price
   */
  cost(prices: PriceTable, span?: PeriodInput): CostReport
}

export function readingsOf(world: World): Readings {
  return Object.freeze({
    series: (subject: SubjectInput, columns: readonly ColumnInput[], span: PeriodInput = {}) =>
      seriesOf(world, subject, columns, span),
    scalingReport: (span: SpanInput = {}) => scalingReportOf(world, span),
    cost: (prices: PriceTable, span: PeriodInput = {}) => costOf(world, prices, span),
  })
}
