// What did a deployment spend its time on?
import type { TimingSegment } from '../index.ts'

/**
 * A stretch of the chain of waits from the beginning of a deployment to its end: steps of a task's start and stop, by their own names, and
 * - target-health: a task runs, and its load balancers do not think it healthy yet
 * - deregistration-delay: a task is to stop, and its load balancers let its connections end first
 * - scheduler: nothing but the scheduler's next look at the service
 */
export interface Segment {
  readonly name: TimingSegment['name'] | 'target-health' | 'deregistration-delay' | 'scheduler'
  /** Since the change. */
  readonly fromMs: number
  readonly toMs: number
  /** Of whom; null for the scheduler. */
  readonly taskArn: string | null
}
