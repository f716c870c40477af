// Why did a task take so long to start, and to stop? The chain of steps that nothing could have shortened but themselves.
import type { WorldView } from '../../model/view.ts'
import { historyOf } from './history.ts'
import type { TimingPath } from './path.ts'
import { type StartPath, startPathOf } from './start-path.ts'
import { stopPathOf } from './stop-path.ts'

export interface TaskTiming {
  readonly taskArn: string
  /** From its creation until it is RUNNING and, where that is looked at, healthy. */
  readonly start: StartPath
  /** From the wish that it stop, or from the end of an essential container, until it is STOPPED; null before. */
  readonly stop: TimingPath | null
}

/** @throws InvalidParameterException for a task that never was */
export function timingOf(world: WorldView, reference: unknown): TaskTiming {
  const history = historyOf(world, reference)
  return { taskArn: history.task.arn, start: startPathOf(history), stop: stopPathOf(history) }
}
