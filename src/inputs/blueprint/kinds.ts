// Which kinds of pieces are there? One row a kind.

import {
  listenerCertificateKind,
  listenerKind,
  listenerRuleKind,
  loadBalancerKind,
  targetGroupKind,
} from './balancer-kinds.ts'
import type { PieceKind } from './blueprint.ts'
import { capacityProviderKind, clusterCapacityProvidersKind, clusterKind, taskDefinitionKind } from './cluster-kinds.ts'
import { fleetKind } from './fleet.ts'
import {
  autoScalingGroupKind,
  groupPolicyKind,
  groupScheduleKind,
  launchConfigurationKind,
  launchTemplateKind,
  lifecycleHookKind,
  warmPoolKind,
} from './group-kinds.ts'
import type { Kind } from './kind.ts'
import { alarmKind, compositeAlarmKind, scalableTargetKind, scalingPolicyKind } from './scaling-kinds.ts'
import { serviceKind } from './service.ts'

export const KINDS: Readonly<Record<PieceKind, Kind>> = {
  cluster: clusterKind,
  capacityProvider: capacityProviderKind,
  clusterCapacityProviders: clusterCapacityProvidersKind,
  launchTemplate: launchTemplateKind,
  launchConfiguration: launchConfigurationKind,
  autoScalingGroup: autoScalingGroupKind,
  lifecycleHook: lifecycleHookKind,
  warmPool: warmPoolKind,
  groupSchedule: groupScheduleKind,
  groupPolicy: groupPolicyKind,
  fleet: fleetKind,
  loadBalancer: loadBalancerKind,
  targetGroup: targetGroupKind,
  listener: listenerKind,
  listenerCertificate: listenerCertificateKind,
  listenerRule: listenerRuleKind,
  taskDefinition: taskDefinitionKind,
  service: serviceKind,
  scalableTarget: scalableTargetKind,
  scalingPolicy: scalingPolicyKind,
  alarm: alarmKind,
  compositeAlarm: compositeAlarmKind,
}
