// A placement strategy of one's own that is to keep each group of tasks even over the instances. It has a bug.
import type { PlacementStrategyPlugin } from 'ecs-drydock'

/** Fewest tasks first. The bug: it counts the tasks of all groups, where `taskGroups[task.group]` counts those of its own. */
export const evenly: PlacementStrategyPlugin = ({ runningTasksCount }) => runningTasksCount
