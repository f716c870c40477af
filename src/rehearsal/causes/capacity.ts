// Does it wait for instances that no capacity provider brings?
import { isWaitingForRoom, type Simulation, type Task } from '../../index.ts'
import { counted } from '../../inputs/index.ts'
import { shortLabel } from '../labels.ts'
import type { Case } from '../verdict.ts'
import { type Detector, eventsWith, withEvidence } from './cause.ts'
import { obstacleOf } from './placement.ts'

/** What one more instance of the same kind would change. */
const ROOM: ReadonlySet<string> = new Set([
  'no-room',
  'no-instances',
  'no-interfaces',
  'distinct-instance',
  'static-port',
])

/** Tasks that are PROVISIONING, or were until nobody waited any longer (CP-20, CP-21). */
export const capacity: Detector = (one) => {
  const { sim, arn, label, cluster, name, verdict } = one
  if (verdict !== 'stuck' && verdict !== 'rolls-back') return null
  const givenUp = one.story.failed.filter(({ task }) => isGivenUp(task))
  const waiting = [...(sim.view.indexes.tasksByService.get(arn) ?? [])]
    .map((task) => sim.view.tables.tasks.certain(task))
    .filter(isWaitingForRoom)
  const [task] = [...waiting, ...givenUp.map((failed) => failed.task).reverse()]
  if (task === undefined || one.story.failed.length > givenUp.length) return null
  const said =
    givenUp.length > 0
      ? givenUp.map(({ seq, task }) => ({ seq, text: task.stoppedReason ?? '' }))
      : eventsWith(one, 'place')
  const obstacle = obstacleOf(sim, { cluster, service: name })
  if (obstacle !== null && !ROOM.has(obstacle.kind)) {
    const { kind, rule, words } = obstacle
    return withEvidence({ kind, weight: 'blocks', rule, sentence: `${label} ${words}` }, said)
  }
  const count =
    waiting.length > 0
      ? `${counted(waiting.length, 'task')} PROVISIONING`
      : `${counted(givenUp.length, 'task')} given up after half an hour`
  const sentence = `${label} waits for instances that do not come (${count}): ${hindrance(sim, providerOf(task))}.`
  return withEvidence({ kind: 'no-capacity', weight: 'blocks', rule: 'CP-21', sentence }, said)
}

/** It never had a place. */
function isGivenUp({ stopCode, containerInstanceArn, launch, launchType }: Readonly<Task>): boolean {
  const { name } = launch.capacityProvider ?? {}
  return (
    stopCode === 'TaskFailedToStart' && containerInstanceArn === null && launchType !== 'FARGATE' && name !== undefined
  )
}

function providerOf({ launch }: Readonly<Task>): string {
  return launch.capacityProvider?.name ?? ''
}

/** Why the provider brings none, in words that follow a colon. */
function hindrance(sim: Simulation, name: string): string {
  const { tables } = sim.view
  const provider = [...tables.capacityProviders.values()].find((one) => one.name === name)
  const { autoScalingGroupArn = '', managedScaling } = provider?.autoScalingGroupProvider ?? {}
  const group = tables.autoScalingGroups.get(autoScalingGroupArn.slice(autoScalingGroupArn.lastIndexOf('/') + 1))
  const who = `capacity provider ${shortLabel(name)}`
  if (group === undefined) return `EMPTY CAPACITY PROVIDER, the Auto Scaling group of ${who} is not there`
  const { desiredCapacity, maxSize, retryAtMs } = group
  const id = shortLabel(group.id)
  if (managedScaling?.status !== 'ENABLED')
    return `${who} does not scale its Auto Scaling group ${id}, which has ${desiredCapacity}`
  if (desiredCapacity >= maxSize)
    return `${who} has all that MaxSize (${maxSize}) of its Auto Scaling group ${id} allows`
  if (retryAtMs !== null) return `EC2 has no instances for the Auto Scaling group ${id} of ${who}`
  return `its Auto Scaling group ${id} has ${desiredCapacity} of ${maxSize}`
}

/** Whether tasks of the service wait for a capacity provider that has a group. */
export function isManaged({ sim, after }: Case): boolean {
  const strategy = after?.revision.capacityProviderStrategy ?? []
  const names = new Set(strategy.map(({ name }) => name))
  return [...sim.view.tables.capacityProviders.values()].some(
    ({ name, autoScalingGroupProvider: { managedScaling } }) => names.has(name) && managedScaling.status === 'ENABLED',
  )
}
