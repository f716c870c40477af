// What is a service waiting for, and since when? Data for those who watch a deployment that does not end.
import { isHeld } from './attempts.ts'
import { isDeadlocked } from './conclude.ts'
import { isStalled } from './failure.ts'
import { primaryOf, progressOf, type ServiceView } from './service-view.ts'

export type WaitingFor =
  | 'evaluation'
  | 'room-for-a-task'
  | 'deployment-configuration'
  | 'launch-throttle'
  | 'new-deployment'
  | 'alarms'
  | 'tasks-to-start'
  | 'tasks-to-become-healthy'
  | 'tasks-to-stop'

export interface ServiceWait {
  readonly waitingFor: WaitingFor
  /** One sentence with the numbers. */
  readonly detail: string
  readonly deploymentId: string
}

/** The thing that must happen next before the service can move; null for a service that is steady. */
export function waitOf(view: ServiceView): ServiceWait | null {
  const { service } = view
  if (service.steadySinceMs !== null && service.deployments.length === 1) return null
  const deploymentId = service.deployments.length > 0 ? primaryOf(service).id : ''
  const wait = (waitingFor: WaitingFor, detail: string): ServiceWait => ({ waitingFor, detail, deploymentId })
  if (service.status !== 'ACTIVE') return wait('tasks-to-stop', `${view.total.stopping} tasks are still stopping`)
  const { bounds, fresh, total, oldAlive, healthy, freshWanted } = progressOf(view)
  const { desiredCount } = service
  if (isStalled(view))
    return wait('new-deployment', `deployment ${deploymentId} has failed, and there is no completed one to go back to`)
  if (service.blockedSinceMs !== null) {
    return wait(
      'room-for-a-task',
      `${desiredCount - freshWanted} of ${desiredCount} tasks find no container instance with room`,
    )
  }
  const held = service.deployments.find(({ attempts }) => isHeld(attempts, view.nowMs))
  if (held !== undefined) {
    const seconds = Math.ceil(((held.attempts.heldUntilMs as number) - view.nowMs) / 1_000)
    return wait(
      'launch-throttle',
      `${held.attempts.failed} attempts to start tasks have failed; the next one is due in ${seconds} s`,
    )
  }
  if (isDeadlocked(view)) {
    return wait(
      'deployment-configuration',
      `at least ${bounds.lower} of ${healthy} healthy tasks must stay and at most ${bounds.upper} may exist (${total} do): nothing can stop, nothing can start`,
    )
  }
  if (fresh.starting > 0) return wait('tasks-to-start', `${fresh.starting} of ${desiredCount} tasks are starting`)
  if (fresh.unsettled > 0)
    return wait(
      'tasks-to-become-healthy',
      `${fresh.unsettled} of ${desiredCount} tasks run but do not count as healthy yet`,
    )
  if (fresh.unhealthy > 0)
    return wait('tasks-to-become-healthy', `${fresh.unhealthy} of ${desiredCount} tasks are unhealthy`)
  if (primaryOf(service).bakingSinceMs !== null) return wait('alarms', 'alarms are watched before it is complete')
  if (view.total.stopping > 0 || oldAlive > 0)
    return wait('tasks-to-stop', `${Math.max(oldAlive, view.total.stopping)} tasks are still to stop`)
  return wait('evaluation', 'the scheduler has not looked yet')
}
