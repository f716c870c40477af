// An instance that is there already becomes one of a group's: in service from now on (AG-02, AG-12).
import { inserted } from '../../model/changes.ts'
import type { ContainerInstance } from '../../model/entities.ts'
import type { AutoScalingGroup, GroupInstance } from '../../model/scaling/groups.ts'
import { apply } from '../apply.ts'
import type { World } from '../world.ts'
import { beginService } from './lifecycle.ts'
import { sourceOf } from './sources.ts'
import { joinTargets } from './targets.ts'

/** @param isKnown as if the group had launched it before: to load balancers, too, it has long been there */
export function adoptMember(
  world: World,
  group: Readonly<AutoScalingGroup>,
  { arn, ec2InstanceId: id, availabilityZone, attributes, instanceType }: Readonly<ContainerInstance>,
  isKnown: boolean,
  cause: number,
): void {
  const source = sourceOf(world, group.launch)
  const member: GroupInstance = {
    id,
    groupName: group.id,
    availabilityZone: availabilityZone ?? group.availabilityZones[0]!,
    subnetId: attributes['ecs.subnet-id'] ?? null,
    instanceType: instanceType ?? source?.recipe.type.name ?? '',
    state: 'InService',
    isHealthy: true,
    isLost: false,
    failsChecks: false,
    isProtected: group.protectsNewInstances,
    launch: { ...group.launch, version: source === undefined ? null : versionOf(source) },
    sourceCreatedAtMs: source?.createdAtMs ?? world.nowMs,
    launchedAtMs: world.nowMs,
    inServiceAtMs: world.nowMs,
    warmAtMs: null,
    dueAtMs: null,
    hooks: [],
    isDeregistering: false,
    isExtra: false,
    activityId: null,
    containerInstanceArn: arn,
  }
  const begun = isKnown ? { set: {}, timers: [] } : beginService(world, group, id)
  const row = { ...member, ...begun.set }
  apply(world, { changes: [inserted('groupInstance.created', id, row, 'AG-02')], timers: begun.timers }, cause)
  joinTargets(world, member, cause, isKnown)
}

function versionOf({ kind, version }: NonNullable<ReturnType<typeof sourceOf>>): string | null {
  return kind === 'template' ? String(version) : null
}
