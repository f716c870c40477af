// Who plans for a service? One pair of planners for each scheduling strategy, in the same conversation (DP-002).
import type { SchedulingStrategy } from '../model/entities.ts'
import { planDaemonStarts, planDaemonStops } from './daemon.ts'
import { planStarts } from './plan-starts.ts'
import { planStops } from './plan-stops.ts'
import type { StartQuota, StopQuota } from './quotas.ts'
import type { ServiceView } from './service-view.ts'

interface Scheduler {
  planStops(view: ServiceView): readonly StopQuota[]
  planStarts(view: ServiceView): readonly StartQuota[]
}

export const SCHEDULERS: Readonly<Record<SchedulingStrategy, Scheduler>> = {
  REPLICA: { planStops, planStarts },
  DAEMON: { planStops: planDaemonStops, planStarts: planDaemonStarts },
}
