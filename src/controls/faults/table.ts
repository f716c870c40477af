// Which faults are there, and what does each take? One table, for the call that strikes now and for the schedule.

import { command } from '../../engine/command.ts'
import { carryOutFault, type FaultInputs, type FaultName } from '../../engine/faults.ts'
import type { World } from '../../engine/world.ts'
import { boot, disconnection, halt, reconnection, spotNotice, termination } from '../fleet/machines.ts'
import { parseControl } from '../parse.ts'
import { crash, freezing, killing, thawing } from './containers.ts'
import type { Control } from './control.ts'
import { eniRefusal, eniReturn } from './enis.ts'
import { fargateRefusal, fargateReturn } from './fargate.ts'
import { instanceRefusal, instanceReturn } from './instances.ts'
import { retirement } from './maintenance.ts'
import { spotInterruption } from './spot.ts'
import { throttling, unthrottling } from './throttling.ts'
import { zoneLoss, zoneReturn } from './zones.ts'

export const CONTROLS: { readonly [N in FaultName]: Control<N> } = {
  'faults.crashContainer': crash,
  'faults.killForMemory': killing,
  'faults.freezeHealth': freezing,
  'faults.thawHealth': thawing,
  'faults.loseZone': zoneLoss,
  'faults.restoreZone': zoneReturn,
  'faults.interruptSpot': spotInterruption,
  'faults.retireTask': retirement,
  'faults.refuseEnis': eniRefusal,
  'faults.allowEnis': eniReturn,
  'faults.refuseFargate': fargateRefusal,
  'faults.allowFargate': fargateReturn,
  'faults.refuseInstances': instanceRefusal,
  'faults.allowInstances': instanceReturn,
  'faults.throttle': throttling,
  'faults.unthrottle': unthrottling,
  'fleet.disconnectAgent': disconnection,
  'fleet.reconnectAgent': reconnection,
  'fleet.stopInstances': halt,
  'fleet.startInstances': boot,
  'fleet.interruptSpot': spotNotice,
  'fleet.terminate': termination,
}

/** Checks the input and carries the fault out now. @throws UsageError, ClusterNotFoundException */
export function strike<N extends FaultName>(world: World, name: N, input: FaultInputs[N]): void {
  const parsed = readFault(world, name, input, name)
  CONTROLS[name].checkNow?.(world, parsed, name)
  command(world, name, parsed, (cause) => carryOutFault(world, name, parsed, cause))
}

/** A copy of the input, sound in its shape, that names what is there. */
export function readFault<N extends FaultName>(world: World, name: N, input: unknown, call: string): FaultInputs[N] {
  const { schema, check } = CONTROLS[name]
  const parsed = parseControl(schema, input, call) as FaultInputs[N]
  check(world, parsed, call)
  return parsed
}
