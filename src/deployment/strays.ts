// Which tasks of a service stand in no target group where they should? They never become healthy, and the service says why (DP-212).
import type { Condition } from './notices.ts'
import type { ServiceView } from './service-view.ts'
import { texts } from './texts.ts'

const RULES = { 'TARGET GROUP': 'EV-144', TARGET: 'EV-145' } as const

/** A task that is healthy lacks nothing, so there is mostly nobody to look at. */
export function strayConditions(view: ServiceView): Condition[] {
  const { service, total } = view
  if (service.revision.loadBalancers.length === 0 || total.unsettled + total.unhealthy === 0) return []
  return view.strays().flatMap(({ taskId, deploymentId, missing }) =>
    missing.map(({ targetGroupArn, what }) => ({
      rule: RULES[what],
      message: texts.stray(service.name, deploymentId ?? '', taskId, { targetGroupArn, what }),
    })),
  )
}
