// How do the policies of a service look to its decision? Their alarms, with datapoints that are read only when somebody looks at them.
import type { ScalingPolicy } from '../../model/scaling/targets.ts'
import type { PolicySight } from '../../scaling/service/sight.ts'
import { callersOf, sightOf } from '../alarms/sight.ts'
import type { World } from '../world.ts'

/** Null for a policy that is kept and not simulated. */
export function sightOfPolicy(world: World, policy: Readonly<ScalingPolicy>): PolicySight | null {
  const { configuration, alarmHigh, alarmLow, id } = policy
  if (configuration.kind === 'predictive') return null
  if (configuration.kind === 'tracking')
    return { policy, high: sightOf(world, alarmHigh, id), low: sightOf(world, alarmLow, id), callers: [] }
  const callers = callersOf(world, id)
  return { policy, high: null, low: null, callers }
}
