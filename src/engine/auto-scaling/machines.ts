// What does an Auto Scaling group hear of the machines under its instances? Whether they run: it replaces those that do not (AG-06).
import { updated } from '../../model/changes.ts'
import { apply } from '../apply.ts'
import { turnTargets } from '../associations.ts'
import type { World } from '../world.ts'

/** Of a machine that no group has launched, nobody needs to hear. */
export function noteMachine(world: World, ec2InstanceId: string, runs: boolean, cause: number): void {
  const member = world.tables.groupInstances.get(ec2InstanceId)
  if (member === undefined || member.isLost !== runs) return
  const change = updated('groupInstance.changed', member.id, { isLost: !runs }, 'AG-06')
  const entry = apply(world, { changes: [change], timers: [] }, cause)
  if (!runs) turnTargets(world, ec2InstanceId, false, entry)
}
