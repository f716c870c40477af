// An instance refresh replaces the instances of a group, as many at a time as its percentages allow, and waits until they are warm.
import { describe, expect, test } from 'vitest'
import type { StartInstanceRefreshInput } from '../../../src/api/shapes/auto-scaling-types.generated.ts'
import { Simulation } from '../../../src/index.ts'
import {
  activitiesOf,
  containerInstancesIn,
  GROUP,
  groupIn,
  idsOf,
  type makeGroup,
  simulationWithGroup,
} from '../../support/groups.ts'

const AutoScalingGroupName = GROUP
const VERSION_1 = { LaunchTemplateName: 'nodes', Version: '1' }
const VERSION_2 = { LaunchTemplateName: 'nodes', Version: '2' }
type Preferences = NonNullable<StartInstanceRefreshInput['Preferences']>

/** A group at rest on version 1 of its template, of which there are two. */
function standing(DesiredCapacity: number, more: Parameters<typeof makeGroup>[1] = {}): Simulation {
  const sim = simulationWithGroup({ DesiredCapacity, LaunchTemplate: VERSION_1, ...more })
  sim.advance('5m')
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.xlarge', cluster: 'prod' })
  return sim
}

function begin(sim: Simulation, Preferences: Preferences = {}, more: Partial<StartInstanceRefreshInput> = {}): string {
  const DesiredConfiguration = { LaunchTemplate: VERSION_2 }
  const input = { AutoScalingGroupName, DesiredConfiguration, Preferences, ...more }
  return sim.autoScaling.startInstanceRefresh(input).InstanceRefreshId
}

const refreshIn = (sim: Simulation) =>
  sim.autoScaling.describeInstanceRefreshes({ AutoScalingGroupName }).InstanceRefreshes[0]!

/** How many of each version are InService, Pending or Terminating, as `1s 1t 2p`. */
function stand(sim: Simulation): string {
  const counts = new Map<string, number>()
  for (const { LaunchTemplate, LifecycleState } of groupIn(sim).Instances) {
    const key = `${LaunchTemplate?.Version}${LifecycleState === 'InService' ? 's' : LifecycleState?.[0]?.toLowerCase()}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .sort()
    .map(([key, count]) => `${count}×${key}`)
    .join(' ')
}

/** Every change of the stand, with its second. */
function watch(sim: Simulation, seconds: number): string[] {
  const seen: string[] = []
  for (let second = 0; second <= seconds; second += 10) {
    const now = stand(sim)
    if (seen.at(-1)?.endsWith(`: ${now}`) !== true) seen.push(`${second}: ${now}`)
    sim.advance('10s')
  }
  return seen
}

describe('batches', () => {
  test('AG-25 at 90 % of two one at a time is replaced: it goes, another comes, and warms up', () => {
    const sim = standing(2)
    const id = begin(sim, { InstanceWarmup: 60 })
    sim.settle()
    expect(watch(sim, 260)).toEqual([
      '0: 1×1s 1×1t 1×2p',
      '30: 1×1s 1×2p',
      '60: 1×1s 1×2s',
      '120: 1×1t 1×2p 1×2s',
      '150: 1×2p 1×2s',
      '180: 2×2s',
    ])
    expect(refreshIn(sim)).toMatchObject({
      InstanceRefreshId: id,
      Status: 'Successful',
      PercentageComplete: 100,
      InstancesToUpdate: 0,
      Strategy: 'Rolling',
    })
    // What it was asked to launch is the group's own from now on.
    expect(groupIn(sim).LaunchTemplate).toMatchObject(VERSION_2)
    expect(
      activitiesOf(sim)
        .map(({ Cause }) => Cause?.replace(/^At \S+ /, ''))
        .slice(0, 2),
    ).toEqual([
      'an instance was launched in response to an instance refresh.',
      'an instance was taken out of service in response to an instance refresh.',
    ])
  })

  test('AG-25 at 50 % half of them go at once', () => {
    const sim = standing(4)
    begin(sim, { MinHealthyPercentage: 50, InstanceWarmup: 0 })
    sim.settle()
    expect(watch(sim, 130)).toEqual([
      '0: 2×1s 2×1t 2×2p',
      '30: 2×1s 2×2p',
      '60: 2×1t 2×2p 2×2s',
      '90: 2×2p 2×2s',
      '120: 4×2s',
    ])
  })

  test('AG-25 between 100 and 150 % new ones come first, and the old ones go when they are warm', () => {
    const sim = standing(2)
    begin(sim, { MinHealthyPercentage: 100, MaxHealthyPercentage: 150, InstanceWarmup: 30 })
    sim.settle()
    expect(watch(sim, 300)).toEqual([
      '0: 2×1s 1×2p',
      '60: 2×1s 1×2s',
      '90: 1×1s 1×1t 1×2s',
      '120: 1×1s 1×2p 1×2s',
      '180: 1×1s 2×2s',
      '210: 1×1t 2×2s',
      '240: 2×2s',
    ])
    expect(refreshIn(sim).Status).toBe('Successful')
    expect(groupIn(sim).DesiredCapacity).toBe(2)
  })

  test('AG-25 a group of one that may have no more is replaced all the same', () => {
    const sim = standing(1)
    begin(sim)
    sim.advance('5m')
    expect([stand(sim), refreshIn(sim).Status]).toEqual(['1×2s', 'Successful'])
  })

  test('AG-25 a maintenance policy says what the request does not; the default warm-up is the group’s', () => {
    const sim = standing(2, {
      InstanceMaintenancePolicy: { MinHealthyPercentage: 100, MaxHealthyPercentage: 200 },
      DefaultInstanceWarmup: 40,
    })
    begin(sim)
    sim.settle()
    expect(stand(sim)).toBe('2×1s 2×2p')
    expect(refreshIn(sim).Preferences).toMatchObject({
      MinHealthyPercentage: 100,
      MaxHealthyPercentage: 200,
      InstanceWarmup: 40,
    })
  })

  test('AG-25 without a desired configuration it goes over to the newest version that the group means', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2 })
    sim.advance('5m')
    sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.xlarge', cluster: 'prod' })
    sim.autoScaling.startInstanceRefresh({ AutoScalingGroupName })
    sim.advance('10m')
    expect([stand(sim), refreshIn(sim).Status]).toEqual(['2×2s', 'Successful'])
    expect(groupIn(sim).LaunchTemplate?.Version).toBe('$Latest')
  })

  test('AG-25 who matches already is skipped, if that is asked for', () => {
    const sim = standing(2)
    const before = idsOf(sim)
    begin(sim, { SkipMatching: true }, { DesiredConfiguration: { LaunchTemplate: VERSION_1 } })
    sim.advance('1m')
    expect(refreshIn(sim)).toMatchObject({ Status: 'Successful', PercentageComplete: 100 })
    expect(idsOf(sim)).toEqual(before)
  })
})

describe('checkpoints and the way it goes', () => {
  test('AG-25 it rests at a checkpoint, and ends at the last one, whatever is left', () => {
    const sim = standing(4)
    begin(sim, {
      MinHealthyPercentage: 50,
      InstanceWarmup: 0,
      CheckpointPercentages: [25, 50],
      CheckpointDelay: 600,
    })
    sim.settle()
    expect(stand(sim)).toBe('3×1s 1×1t 1×2p')
    sim.advance('5m')
    expect(refreshIn(sim)).toMatchObject({ Status: 'InProgress', PercentageComplete: 25, InstancesToUpdate: 3 })
    expect(refreshIn(sim).StatusReason).toContain('checkpoint of 25%')
    sim.advance('6m')
    sim.advance('2m')
    expect([stand(sim), refreshIn(sim).Status]).toEqual(['2×1s 2×2s', 'Successful'])
  })

  test('AG-25 bake time keeps it from being over', () => {
    const sim = standing(1)
    begin(sim, { BakeTime: 120 })
    sim.advance('90s')
    expect(refreshIn(sim)).toMatchObject({ Status: 'Baking', PercentageComplete: 100 })
    sim.advance('90s')
    expect(refreshIn(sim).Status).toBe('Successful')
  })

  test('AG-24, AG-25 nothing is begun while InstanceRefresh is suspended', () => {
    const sim = standing(1)
    sim.autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: ['InstanceRefresh'] })
    begin(sim)
    sim.advance('10m')
    expect(stand(sim)).toBe('1×1s')
    expect(refreshIn(sim).StatusReason).toContain('suspended')
    sim.autoScaling.resumeProcesses({ AutoScalingGroupName })
    sim.advance('10m')
    expect(refreshIn(sim).Status).toBe('Successful')
  })

  test('AG-25 cancelled, it begins nothing new, and is over once what is under way has come and gone', () => {
    const sim = standing(4)
    begin(sim, { InstanceWarmup: 0 })
    sim.advance('10s')
    sim.autoScaling.cancelInstanceRefresh({ AutoScalingGroupName })
    expect(refreshIn(sim).Status).toBe('Cancelling')
    sim.advance('2m')
    expect([stand(sim), refreshIn(sim).Status]).toEqual(['3×1s 1×2s', 'Cancelled'])
    expect(groupIn(sim).LaunchTemplate).toMatchObject(VERSION_1)
    expect(() => sim.autoScaling.cancelInstanceRefresh({ AutoScalingGroupName })).toThrow(
      expect.objectContaining({ name: 'ActiveInstanceRefreshNotFoundFault' }),
    )
  })

  test('AG-25 rolled back, those that have come go in favour of the configuration before', () => {
    const sim = standing(4)
    begin(sim, { MinHealthyPercentage: 50, InstanceWarmup: 0 })
    sim.advance('61s')
    expect(refreshIn(sim)).toMatchObject({ PercentageComplete: 50 })
    sim.autoScaling.rollbackInstanceRefresh({ AutoScalingGroupName })
    expect(refreshIn(sim)).toMatchObject({
      Status: 'RollbackInProgress',
      PercentageComplete: 50,
      RollbackDetails: { PercentageCompleteOnRollback: 50, InstancesToUpdateOnRollback: 2 },
    })
    sim.advance('10m')
    expect(refreshIn(sim)).toMatchObject({ Status: 'RollbackSuccessful', PercentageComplete: 0 })
    expect(stand(sim)).toBe('4×1s')
    expect(groupIn(sim).LaunchTemplate).toMatchObject(VERSION_1)
  })

  test.each([
    ['no desired configuration', { DesiredConfiguration: undefined }, {}],
    ['the group’s version is $Latest', {}, { LaunchTemplate: { ...VERSION_1, Version: '$Latest' } }],
  ])('AG-25 there is no way back where there is %s', (_what, more, group) => {
    const sim = standing(2, group)
    begin(sim, {}, more)
    expect(() => sim.autoScaling.rollbackInstanceRefresh({ AutoScalingGroupName })).toThrow(
      expect.objectContaining({ name: 'IrreversibleInstanceRefreshFault' }),
    )
  })

  test('AG-25 a second one is refused while the first goes on', () => {
    const sim = standing(2)
    begin(sim)
    expect(() => begin(sim)).toThrow(expect.objectContaining({ name: 'InstanceRefreshInProgressFault' }))
  })

  test('AG-25 it goes on bit for bit when it is saved, forked or replayed', () => {
    const sim = standing(3)
    begin(sim, { MinHealthyPercentage: 50, CheckpointPercentages: [50, 100], CheckpointDelay: 60 })
    sim.advance('65s')
    const others = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
    for (const one of [sim, ...others]) one.advance('30m')
    expect(new Set([sim, ...others].map((one) => one.journalHash())).size).toBe(1)
    expect(refreshIn(sim).Status).toBe('Successful')
  })
})

describe('instances that are protected or set aside', () => {
  test('AG-25 by default it waits an hour for them, and fails', () => {
    const sim = standing(2, { NewInstancesProtectedFromScaleIn: true })
    begin(sim)
    sim.advance('59m')
    expect(refreshIn(sim)).toMatchObject({ Status: 'InProgress', PercentageComplete: 0 })
    expect(refreshIn(sim).StatusReason).toContain('protected from scale-in')
    sim.advance('1m')
    expect(refreshIn(sim)).toMatchObject({ Status: 'Failed' })
    expect(stand(sim)).toBe('2×1s')
  })

  test('AG-25 as soon as their protection is taken away it goes on', () => {
    const sim = standing(2, { NewInstancesProtectedFromScaleIn: true })
    begin(sim)
    sim.advance('30m')
    const InstanceIds = idsOf(sim)
    sim.autoScaling.setInstanceProtection({ AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn: false })
    sim.advance('10m')
    expect([stand(sim), refreshIn(sim).Status]).toEqual(['2×2s', 'Successful'])
  })

  test('AG-25 with Refresh they are replaced, with Ignore they stay', () => {
    for (const [ScaleInProtectedInstances, version] of [['Refresh', 2] as const, ['Ignore', 1] as const]) {
      const sim = standing(2, { NewInstancesProtectedFromScaleIn: true })
      begin(sim, { ScaleInProtectedInstances })
      sim.advance('10m')
      expect([stand(sim), refreshIn(sim).Status]).toEqual([`2×${version}s`, 'Successful'])
    }
  })

  test('AG-25 an instance on standby is waited for, ignored, or terminated', () => {
    for (const [StandbyInstances, status, count] of [
      ['Wait', 'Failed', 3],
      ['Ignore', 'Successful', 3],
      ['Terminate', 'Successful', 2],
    ] as const) {
      const sim = standing(2)
      const InstanceIds = idsOf(sim).slice(0, 1)
      sim.autoScaling.enterStandby({ AutoScalingGroupName, InstanceIds, ShouldDecrementDesiredCapacity: false })
      sim.advance('5m')
      begin(sim, { StandbyInstances })
      sim.advance('90m')
      expect([refreshIn(sim).Status, idsOf(sim).length]).toEqual([status, count])
    }
  })
})

describe('with a capacity provider', () => {
  /** A service of four on a managed group, with what ECS does for the instances. */
  function provided(more: object, group: Parameters<typeof makeGroup>[1] = {}): Simulation {
    const sim = standing(2, group)
    sim.ecs.createCapacityProvider({
      name: 'nodes',
      autoScalingGroupProvider: {
        autoScalingGroupArn: groupIn(sim).AutoScalingGroupARN as string,
        managedScaling: { status: 'ENABLED', targetCapacity: 100 },
        ...more,
      },
    })
    sim.ecs.putClusterCapacityProviders({
      cluster: 'prod',
      capacityProviders: ['nodes'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'nodes', weight: 1 }],
    })
    sim.ecs.registerTaskDefinition({
      family: 'app',
      containerDefinitions: [{ name: 'app', image: 'app', cpu: 1024, memory: 512, stopTimeout: 5 }],
    })
    return sim
  }

  test('AG-25, CP-43 an instance that goes is DRAINING first, and its service never has less than it may', () => {
    const sim = provided({ managedDraining: 'ENABLED' })
    // Instances that came before the provider are not its own.
    begin(sim, { MinHealthyPercentage: 50, InstanceWarmup: 0 })
    sim.advance('10m')
    sim.ecs.createService({
      cluster: 'prod',
      serviceName: 'web',
      taskDefinition: 'app',
      desiredCount: 2,
      deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 200 },
    })
    sim.advance('5m')
    sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.2xlarge', cluster: 'prod' })
    begin(
      sim,
      { MinHealthyPercentage: 100, MaxHealthyPercentage: 150, InstanceWarmup: 60 },
      {
        DesiredConfiguration: { LaunchTemplate: { ...VERSION_1, Version: '3' } },
      },
    )
    let least = 2
    let drained = 0
    for (let second = 0; second < 1800; second += 5) {
      sim.advance('5s')
      const [service] = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services
      least = Math.min(least, service?.runningCount ?? 0)
      drained = Math.max(drained, containerInstancesIn(sim).filter(({ status }) => status === 'DRAINING').length)
    }
    expect(refreshIn(sim)).toMatchObject({ Status: 'Successful' })
    expect([least, drained]).toEqual([2, 1])
    expect(groupIn(sim).Instances.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).not.toContain('2')
  })

  test('AG-25, CP-40 managed termination protection needs Refresh: otherwise nothing is replaced', () => {
    const protecting = { managedTerminationProtection: 'ENABLED', managedDraining: 'DISABLED' }
    for (const [ScaleInProtectedInstances, status] of [
      ['Wait', 'Failed'],
      ['Refresh', 'Successful'],
    ] as const) {
      const sim = provided(protecting, { NewInstancesProtectedFromScaleIn: true, MinSize: 2 })
      begin(sim, { ScaleInProtectedInstances })
      sim.advance('70m')
      expect(refreshIn(sim).Status).toBe(status)
    }
  })
})
