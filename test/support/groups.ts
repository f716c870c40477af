// Auto Scaling groups for tests: one made, its instances in brief, and plain records for the planners.

import type { CreateAutoScalingGroupInput } from '../../src/api/shapes/auto-scaling-types.generated.ts'
import { Simulation, type SimulationOptions } from '../../src/index.ts'
import type { AutoScalingGroup, GroupInstance } from '../../src/model/scaling/groups.ts'

export const GROUP = 'fleet'
export const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c']

/** A cluster, a launch template that joins it, and a group of that. */
export function simulationWithGroup(
  group: Partial<CreateAutoScalingGroupInput> = {},
  options: SimulationOptions = {},
): Simulation {
  const sim = new Simulation({ paranoid: true, ...options })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: 'prod' })
  makeGroup(sim, group)
  return sim
}

export function makeGroup(sim: Simulation, group: Partial<CreateAutoScalingGroupInput> = {}): void {
  sim.autoScaling.createAutoScalingGroup({
    AutoScalingGroupName: GROUP,
    MinSize: 0,
    MaxSize: 10,
    LaunchTemplate: { LaunchTemplateName: 'nodes', Version: '$Latest' },
    AvailabilityZones: ZONES,
    ...group,
  })
}

export function groupIn(sim: Simulation, name = GROUP) {
  return sim.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: [name] }).AutoScalingGroups[0]!
}

/** Its instances as `a InService`, by the letter of the zone, in order of launch. */
export function standOf(sim: Simulation, name = GROUP): string[] {
  return groupIn(sim, name).Instances.map(
    ({ AvailabilityZone: zone = '', LifecycleState: state }) => `${zone.at(-1)} ${state}`,
  )
}

export function idsOf(sim: Simulation, name = GROUP): string[] {
  return groupIn(sim, name).Instances.map(({ InstanceId }) => InstanceId as string)
}

/** The latest first. */
export function activitiesOf(sim: Simulation, name = GROUP) {
  return sim.autoScaling.describeScalingActivities({ AutoScalingGroupName: name, MaxRecords: 100 }).Activities
}

export function containerInstancesIn(sim: Simulation, cluster = 'prod') {
  const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster })
  if (containerInstanceArns.length === 0) return []
  return sim.ecs.describeContainerInstances({ cluster, containerInstances: containerInstanceArns }).containerInstances
}

export function member(facts: Partial<GroupInstance> & Pick<GroupInstance, 'id'>): GroupInstance {
  return {
    groupName: GROUP,
    availabilityZone: 'a',
    subnetId: null,
    instanceType: 'm5.large',
    state: 'InService',
    isHealthy: true,
    isLost: false,
    failsChecks: false,
    isProtected: false,
    launch: { kind: 'template', name: 'nodes', version: '1' },
    sourceCreatedAtMs: 0,
    launchedAtMs: 0,
    inServiceAtMs: 60_000,
    warmAtMs: null,
    dueAtMs: null,
    hooks: [],
    isDeregistering: false,
    isExtra: false,
    activityId: null,
    containerInstanceArn: null,
    ...facts,
  }
}

export function groupRow(facts: Partial<AutoScalingGroup> = {}): AutoScalingGroup {
  return {
    id: GROUP,
    arn: 'arn',
    createdAtMs: 0,
    minSize: 0,
    maxSize: 10,
    desiredCapacity: 3,
    defaultCooldownMs: 300_000,
    defaultWarmupMs: null,
    availabilityZones: ['a', 'b', 'c'],
    subnetIds: [],
    launch: { kind: 'template', name: 'nodes', version: '$Latest' },
    terminationPolicies: ['Default'],
    healthCheckTypes: ['EC2'],
    healthCheckGraceMs: 0,
    targetGroups: [],
    protectsNewInstances: false,
    suspendedProcesses: [],
    hooks: [],
    cooldown: null,
    metrics: [],
    notifications: [],
    wish: '',
    retryAtMs: null,
    refreshId: null,
    isDeleting: false,
    tags: [],
    kept: {},
    ...facts,
  }
}
