// What does a service owe when a task of an old deployment is lost in the middle of a rollout? (DP-443)
import type { Deployment, Service, Task } from '../model/entities.ts'

/** The service's rows with one more task owed; null when the loss is made good in the ordinary way, or not at all (CB-20). */
export function rowsAfterLoss(service: Readonly<Service>, task: Readonly<Task>): readonly Deployment[] | null {
  const index = service.deployments.findIndex(({ id }) => id === task.deploymentId)
  const isOld = index > 0 && service.deployments[index]?.rolloutState !== 'FAILED'
  if (service.status !== 'ACTIVE' || !isOld || task.desiredStatus !== 'RUNNING') return null
  // A daemon's instance gets the new revision next, and nothing else can (SV-406).
  if (service.schedulingStrategy === 'DAEMON') return null
  return service.deployments.map((row, at) => (at === index ? { ...row, owedForLoss: row.owedForLoss + 1 } : row))
}
