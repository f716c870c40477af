// Which metrics does a group have of its own, and what do they say? One count a minute, of those that somebody has asked to be collected (AG-14).

/** How many instances stand how, and the group's sizes. */
export interface GroupStand {
  readonly minSize: number
  readonly maxSize: number
  readonly desired: number
  readonly inService: number
  readonly pending: number
  readonly standby: number
  readonly terminating: number
  /** Instances of the warm pool by what they do; the size that it is to have. */
  readonly pool: {
    readonly desired: number
    readonly warmed: number
    readonly pending: number
    readonly terminating: number
  }
}

const totalOf = ({ inService, pending, standby, terminating }: GroupStand) =>
  inService + pending + standby + terminating
const poolOf = ({ pool }: GroupStand) => pool.warmed + pool.pending + pool.terminating

/** By name, in AWS's order. Capacities are counts here: every instance weighs one. */
export const GROUP_METRICS: Readonly<Record<string, (stand: GroupStand) => number>> = {
  GroupMinSize: ({ minSize }) => minSize,
  GroupMaxSize: ({ maxSize }) => maxSize,
  GroupDesiredCapacity: ({ desired }) => desired,
  GroupInServiceInstances: ({ inService }) => inService,
  GroupPendingInstances: ({ pending }) => pending,
  GroupStandbyInstances: ({ standby }) => standby,
  GroupTerminatingInstances: ({ terminating }) => terminating,
  GroupTotalInstances: totalOf,
  GroupInServiceCapacity: ({ inService }) => inService,
  GroupPendingCapacity: ({ pending }) => pending,
  GroupStandbyCapacity: ({ standby }) => standby,
  GroupTerminatingCapacity: ({ terminating }) => terminating,
  GroupTotalCapacity: totalOf,
  WarmPoolDesiredCapacity: ({ pool }) => pool.desired,
  WarmPoolWarmedCapacity: ({ pool }) => pool.warmed,
  WarmPoolPendingCapacity: ({ pool }) => pool.pending,
  WarmPoolTerminatingCapacity: ({ pool }) => pool.terminating,
  WarmPoolTotalCapacity: poolOf,
  GroupAndWarmPoolDesiredCapacity: ({ desired, pool }) => desired + pool.desired,
  GroupAndWarmPoolTotalCapacity: (stand) => totalOf(stand) + poolOf(stand),
}
