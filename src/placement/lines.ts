// Which of those who wait are refused by the same instances? Everything of a task that a filter may look at.
import type { LineRule } from '../model/waiting-lines.ts'
import { hasPlugin } from './plugins.ts'

/** Who is constrained, or filtered by a user's own filter, is told from tasks of another group or definition. */
export const lineOf: LineRule = ({ group, launch, needs, wish, launchType }, definition) => {
  const { subnetIds, strategies, constraints, zones } = wish!
  const isParticular = constraints.length > 0 || definition.placementConstraints.length > 0 || hasPlugin(strategies)
  return JSON.stringify([
    launchType,
    launch.capacityProvider?.name,
    launch.enableExecuteCommand,
    needs,
    definition.requiredAttributes,
    subnetIds,
    zones,
    isParticular ? [definition.arn, group, strategies, constraints] : null,
  ])
}
