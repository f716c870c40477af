// How large should the group of a capacity provider be? One step each minute in which its alarm says so (CP-31…CP-36).
import type { Behavior } from '../../model/behavior.ts'
import type { ManagedScaling } from '../../model/entities.ts'

export interface ManagedGroup {
  readonly minSize: number
  readonly maxSize: number
  readonly desiredCapacity: number
  /** N: instances in service. */
  readonly instances: number
  /** Some instance was launched less than `instanceWarmupPeriod` ago (CP-33). */
  readonly isWarming: boolean
}

export interface ManagedAlarms {
  /** The reservation is above the target (CP-31). */
  readonly isHigh: boolean
  /** It was below the target for 15 minutes. */
  readonly isLow: boolean
}

export interface ManagedDecision {
  readonly desiredCapacity: number
  readonly why: 'scale-out' | 'scale-in'
}

/** What stands against a step that the alarm asks for. */
export type Hold = 'warm-up' | 'bounds'

/** Null where nothing is to be done; what would have been done but for a hold is told as that. */
export function decideManaged(
  group: ManagedGroup,
  alarms: ManagedAlarms,
  reservation: number,
  scaling: ManagedScaling,
  { groupMaxScaleIn }: Pick<Behavior, 'groupMaxScaleIn'>,
): ManagedDecision | Hold | null {
  const { desiredCapacity, instances } = group
  if (!alarms.isHigh && !alarms.isLow) return null
  const target = scaling.targetCapacity
  if (alarms.isHigh) {
    // From nothing the policy takes the capacity for 1 (CP-32).
    const wanted = ceil((Math.max(instances, 1) * reservation) / target)
    if (wanted <= desiredCapacity) return null
    const next = Math.min(group.maxSize, wanted)
    if (next <= desiredCapacity) return 'bounds'
    return group.isWarming ? 'warm-up' : { desiredCapacity: next, why: 'scale-out' }
  }
  const wanted = Math.max(group.minSize, ceil((instances * reservation) / target))
  const surplus = desiredCapacity - wanted
  if (surplus <= 0) return null
  if (group.isWarming) return 'warm-up'
  const most = Math.max(1, Math.floor(groupMaxScaleIn * desiredCapacity))
  return { desiredCapacity: desiredCapacity - Math.min(surplus, most), why: 'scale-in' }
}

/** What is a whole number but for the last bit of a quotient is that number (SC-04). */
function ceil(value: number): number {
  return Math.ceil(value - 1e-9)
}
