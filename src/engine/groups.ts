// A target group with all that belongs to it, as the planners of load balancing want it.
import type { GroupScene } from '../balancing/targets.ts'
import type { Target } from '../model/balancing.ts'
import type { WorldView } from '../model/view.ts'

export function groupScene(world: Pick<WorldView, 'tables'>, arn: string): GroupScene {
  const group = world.tables.targetGroups.certain(arn)
  const { loadBalancerArn } = group
  return { group, balancer: loadBalancerArn === null ? null : world.tables.loadBalancers.certain(loadBalancerArn) }
}

/** Its targets, in order of registration. */
export function targetsIn(world: Pick<WorldView, 'tables' | 'indexes'>, arn: string): Readonly<Target>[] {
  return [...world.indexes.targets.inGroup(arn)].map((id) => world.tables.targets.certain(id))
}
