// Is anything about to scale? Then what arithmetic says of now may not hold later.
import type { Service, Simulation } from '../../index.ts'

/** Nothing changes how many tasks the service wants: it has no schedule, and what tracks a target has no demand to follow and may not scale in. */
export function keepsItsCount({ view }: Simulation, { arn }: Readonly<Service>): boolean {
  const { scalableTargets, scalingPolicies, scheduledActions, loads } = view.tables
  const target = [...scalableTargets.values()].find(({ serviceArn }) => serviceArn === arn)
  if (target === undefined) return true
  if ([...scheduledActions.values()].some(({ targetId }) => targetId === target.id)) return false
  const policies = [...scalingPolicies.values()].filter(({ targetId }) => targetId === target.id)
  if (policies.length === 0) return true
  return (
    loads.size === 0 &&
    target.suspended.scalingIn &&
    policies.every(({ configuration }) => configuration.kind === 'tracking')
  )
}

/** No Auto Scaling group launches or terminates an instance, of its own accord or because somebody scales it. */
export function areGroupsStill({ view }: Simulation): boolean {
  const { autoScalingGroups } = view.tables
  return [...autoScalingGroups.values()].every((group) => isStillGroup(view, group))
}

type Group = ReturnType<Simulation['view']['tables']['autoScalingGroups']['certain']>

function isStillGroup(
  { tables, indexes }: Simulation['view'],
  { id, desiredCapacity, maxSize, minSize }: Group,
): boolean {
  const members = [...indexes.groups.instances.of(id)]
    .map((member) => tables.groupInstances.certain(member))
    .filter(({ state }) => !state.startsWith('Warmed:'))
  const isFull = members.length === desiredCapacity && members.every(({ state }) => state === 'InService')
  if (!isFull) return false
  if (minSize === maxSize) return true
  const isOwn = ({ groupName }: { readonly groupName: string }) => groupName === id
  const isScaled = [...tables.groupPolicies.values()].some(isOwn) || [...tables.groupSchedules.values()].some(isOwn)
  return !isScaled
}
