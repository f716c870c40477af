// `sim.faults`: what goes wrong, now or by a schedule.
import type { World } from '../../engine/world.ts'
import type { ContainerFault, CrashInput } from './containers.ts'
import type { EniInput } from './enis.ts'
import type { FargateInput } from './fargate.ts'
import type { InstanceRefusalInput } from './instances.ts'
import type { RetireInput } from './maintenance.ts'
import { type PlannedFault, schedule } from './schedule.ts'
import type { SpotInput } from './spot.ts'
import { strike } from './table.ts'
import type { ThrottleInput } from './throttling.ts'
import type { ZoneInput } from './zones.ts'

/** Trouble, on purpose. Each is one call and stands in the journal. */
export interface Faults {
  /** A running container exits now; its restart policy may bring it back. @throws UsageError */
  crashContainer(input: CrashInput): void
  /** A running container is killed for want of memory. @throws UsageError */
  killForMemory(input: ContainerFault): void
  /** The health of a container stays what it is. @throws UsageError */
  freezeHealth(input: ContainerFault): void
  /** Takes `freezeHealth` back. @throws UsageError */
  thawHealth(input: ContainerFault): void
  /** A zone goes dark: machines and tasks of Fargate there are gone, nothing starts there. @throws UsageError */
  loseZone(input: ZoneInput): void
  /** Takes `loseZone` back. What is gone stays gone. @throws UsageError */
  restoreZone(input: ZoneInput): void
  /** Spot takes tasks of FARGATE_SPOT back: SIGTERM now, the end after two minutes at the latest (FG-9). @throws UsageError */
  interruptSpot(input: SpotInput): void
  /** AWS takes a task of Fargate down for maintenance; a service replaces it afterwards (FG-11). @throws UsageError */
  retireTask(input: RetireInput): void
  /** EC2 attaches no network interfaces: tasks wait for theirs, and fail after three minutes (LC-21). @throws UsageError */
  refuseEnis(input: EniInput): void
  /** Takes `refuseEnis` back. @throws UsageError */
  allowEnis(input: EniInput): void
  /** Fargate takes no tasks: RunTask fails, and services say why and try again (FG-10, EV-134, EV-135). @throws UsageError */
  refuseFargate(input: FargateInput): void
  /** Takes the same `refuseFargate` back. @throws UsageError */
  allowFargate(input: FargateInput): void
  /** EC2 has no instances for Auto Scaling groups: they try their other zones, then once a minute (AG-04). `fleet.launch` is not concerned. @throws UsageError */
  refuseInstances(input: InstanceRefusalInput): void
  /** Takes the same `refuseInstances` back. @throws UsageError */
  allowInstances(input: InstanceRefusalInput): void
  /** AWS throttles what services do: none starts a task, and they say so (EV-122). RunTask is not concerned. @throws UsageError */
  throttle(input: ThrottleInput): void
  /** Takes the same `throttle` back. @throws UsageError */
  unthrottle(input: ThrottleInput): void
  /** Faults, and calls of the fleet, that come by themselves in virtual time. @throws UsageError */
  schedule(plan: readonly PlannedFault[]): void
}

export function faultsOf(world: World): Faults {
  return Object.freeze({
    crashContainer: (input: CrashInput) => strike(world, 'faults.crashContainer', input),
    killForMemory: (input: ContainerFault) => strike(world, 'faults.killForMemory', input),
    freezeHealth: (input: ContainerFault) => strike(world, 'faults.freezeHealth', input),
    thawHealth: (input: ContainerFault) => strike(world, 'faults.thawHealth', input),
    loseZone: (input: ZoneInput) => strike(world, 'faults.loseZone', input),
    restoreZone: (input: ZoneInput) => strike(world, 'faults.restoreZone', input),
    interruptSpot: (input: SpotInput) => strike(world, 'faults.interruptSpot', input),
    retireTask: (input: RetireInput) => strike(world, 'faults.retireTask', input),
    refuseEnis: (input: EniInput) => strike(world, 'faults.refuseEnis', input),
    allowEnis: (input: EniInput) => strike(world, 'faults.allowEnis', input),
    refuseFargate: (input: FargateInput) => strike(world, 'faults.refuseFargate', input),
    allowFargate: (input: FargateInput) => strike(world, 'faults.allowFargate', input),
    refuseInstances: (input: InstanceRefusalInput) => strike(world, 'faults.refuseInstances', input),
    allowInstances: (input: InstanceRefusalInput) => strike(world, 'faults.allowInstances', input),
    throttle: (input: ThrottleInput) => strike(world, 'faults.throttle', input),
    unthrottle: (input: ThrottleInput) => strike(world, 'faults.unthrottle', input),
    schedule: (plan: readonly PlannedFault[]) => schedule(world, plan),
  })
}
