// A folder of answers of the AWS CLI about what scales: groups with the instances that are there, targets, policies and alarms.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { loadLive, Site } from '../../src/inputs/index.ts'
import { rehearse } from '../../src/rehearsal/index.ts'
import { printed } from '../support/live-print.ts'
import { loadFixture } from './templates.ts'

function original(): Simulation {
  const blueprint = loadFixture('grow.yaml', { stackName: 'grow' })
  const site = new Site(new Simulation({ ...blueprint.settings, paranoid: true }))
  site.build(blueprint)
  site.sim.runUntil('steady', { atMost: '1h' })
  return site.sim
}

function live(sim: Simulation): { readonly sim: Simulation; readonly kept: readonly unknown[] } {
  const blueprint = loadLive(printed(sim))
  const site = new Site(new Simulation({ ...blueprint.settings, paranoid: true }))
  site.build(blueprint)
  return { sim: site.sim, kept: blueprint.kept }
}

describe('a world that scales, printed and read', () => {
  const before = original()
  const { sim, kept } = live(before)

  test('AG-02 instances that are there are members of their group, which launches none', () => {
    expect(kept).toEqual([])
    sim.settle()
    const { autoScalingGroups, groupInstances, containerInstances } = sim.view.tables
    const [group] = autoScalingGroups.values()
    expect([group?.desiredCapacity, group?.maxSize, groupInstances.size, containerInstances.size]).toEqual([2, 6, 2, 2])
    expect([...groupInstances.values()].map(({ state, isProtected }) => [state, isProtected])).toEqual([
      ['InService', true],
      ['InService', true],
    ])
    sim.advance('10m')
    expect(containerInstances.size).toBe(2)
    sim.checkInvariants()
  })

  test('AS-02, AS-20, CW-25 targets, policies and alarms are as they were; what policies make is not made twice', () => {
    const targets = sim.applicationAutoScaling.describeScalableTargets({ ServiceNamespace: 'ecs' }).ScalableTargets
    expect(targets).toMatchObject([{ ResourceId: 'service/shop/web', MinCapacity: 2, MaxCapacity: 12 }])
    const names = (world: Simulation) => [...world.view.tables.scalingPolicies.values()].map(({ name }) => name)
    expect(names(sim)).toEqual(names(before))
    expect(sim.view.tables.alarms.size).toBe(before.view.tables.alarms.size)
    const policy = [...sim.view.tables.scalingPolicies.values()].find(({ name }) => name === 'more-on-peaks')
    const peak = [...sim.view.tables.alarms.values()].find(({ name }) => name === 'peak')
    expect(peak?.alarmActions).toEqual([policy?.id])
  })

  test('CP-20 a release waits for the instances that its capacity provider adds', () => {
    const blueprint = loadLive(printed(before))
    const definition = blueprint.pieces.find(({ kind }) => kind === 'taskDefinition')!
    const path = definition.locate(['containerDefinitions', 0, 'image'])!
    const file = definition.place.document.name
    const after = blueprint.revise([{ file, op: 'replace', path, value: 'shop:2' }])
    const { rehearsal } = rehearse({ before: blueprint, after })
    expect(rehearsal.verdict).toBe('completes')
    expect(rehearsal.steps[0]!.services[0]!.longest[0]).toMatchObject({ name: 'waiting-for-instances' })
    expect(rehearsal.steps[0]!.services[0]!.cost.extraInstances).toBe(2)
  })
})

test('AG-23 a warm pool is printed with its group, and is filled anew; one that is being deleted is none', () => {
  const before = original()
  const [group] = before.autoScaling.describeAutoScalingGroups().AutoScalingGroups
  const { AutoScalingGroupName = '' } = group ?? {}
  before.autoScaling.putWarmPool({
    AutoScalingGroupName,
    MinSize: 1,
    MaxGroupPreparedCapacity: 3,
    PoolState: 'Running',
  })
  before.advance('2m')
  const { sim } = live(before)
  sim.advance('2m')
  expect(sim.autoScaling.describeWarmPool({ AutoScalingGroupName })).toMatchObject({
    WarmPoolConfiguration: { MinSize: 1, MaxGroupPreparedCapacity: 3, PoolState: 'Running' },
    Instances: [{ LifecycleState: 'Warmed:Running' }],
  })
  before.autoScaling.deleteWarmPool({ AutoScalingGroupName, ForceDelete: true })
  const { sim: without } = live(before)
  expect(without.autoScaling.describeWarmPool({ AutoScalingGroupName })).toEqual({ Instances: [] })
})

test('AG-11 instances of a group stand in the target groups that are printed with it', () => {
  const before = original()
  const [group] = before.autoScaling.describeAutoScalingGroups().AutoScalingGroups
  const { AutoScalingGroupName = '' } = group ?? {}
  const hosts = { Name: 'hosts', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'instance' } as const
  const { TargetGroupArn = '' } = before.elbv2.createTargetGroup(hosts).TargetGroups[0] ?? {}
  before.autoScaling.attachLoadBalancerTargetGroups({ AutoScalingGroupName, TargetGroupARNs: [TargetGroupArn] })
  before.advance('2m')
  const { sim, kept } = live(before)
  expect(kept).toEqual([])
  sim.settle()
  const arn = sim.elbv2.describeTargetGroups({ Names: ['hosts'] }).TargetGroups[0]?.TargetGroupArn as string
  expect(sim.autoScaling.describeAutoScalingGroups().AutoScalingGroups[0]?.TargetGroupARNs).toEqual([arn])
  expect(sim.view.tables.targets.size).toBe(2)
  sim.checkInvariants()
})

test('AG-01 desired counts are as printed: instances that are missing are launched', () => {
  const files = printed(original()).map((file) => {
    if (file.name !== 'groups.json') return file
    return { ...file, text: String(file.text).replace(/"DesiredCapacity": 2/, '"DesiredCapacity": 3') }
  })
  const blueprint = loadLive(files)
  const site = new Site(new Simulation({ ...blueprint.settings, paranoid: true }))
  site.build(blueprint)
  site.sim.advance('5m')
  expect(site.sim.view.tables.groupInstances.size).toBe(3)
})

test('AG-02 instances of a group that is not there, or not ready, are refused', () => {
  const sim = new Simulation()
  sim.ecs.createCluster({ clusterName: 'a' })
  const launch = (more: object) => () => sim.fleet.launch({ cluster: 'a', instanceType: 'm5.large', ...more })
  expect(launch({ autoScalingGroup: 'g', ready: true })).toThrow(
    /autoScalingGroup: expected an Auto Scaling group that is there, found "g"/,
  )
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'one', instanceType: 'm5.large', cluster: 'a' })
  sim.autoScaling.createAutoScalingGroup({
    ...{ AutoScalingGroupName: 'g', MinSize: 0, MaxSize: 2, AvailabilityZones: ['us-east-1a'] },
    LaunchTemplate: { LaunchTemplateName: 'one' },
  })
  expect(launch({ autoScalingGroup: 'g' })).toThrow(/expected ready: true beside it/)
})

describe('how it stood', () => {
  const before = original()
  const group = [...before.view.tables.autoScalingGroups.values()][0]?.id ?? ''
  before.autoScaling.suspendProcesses({ AutoScalingGroupName: group, ScalingProcesses: ['Terminate', 'AZRebalance'] })
  before.cloudWatch.setAlarmState({ AlarmName: 'peak', StateValue: 'ALARM', StateReason: 'drill' })
  const low = [...before.view.tables.alarms.values()].find(({ name }) => /^TargetTracking-.*-AlarmLow-/.test(name))
  before.cloudWatch.setAlarmState({ AlarmName: low?.name ?? '', StateValue: 'OK', StateReason: 'calm' })
  const { sim, kept } = live(before)

  test('AG-24 processes that were suspended are suspended', () => {
    expect(kept).toEqual([])
    const [found] = sim.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: [group] }).AutoScalingGroups
    const names = (found?.SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName)
    expect(names.sort()).toEqual(['AZRebalance', 'Terminate'])
  })

  test('CW-31 alarms are in the states that were printed, those of policies too, and nobody is called for it', () => {
    const alarms = [...sim.view.tables.alarms.values()]
    const peak = alarms.find(({ name }) => name === 'peak')
    expect([peak?.state, peak?.stateReason, peak?.actionsEnabled]).toEqual(['ALARM', 'drill', true])
    const calm = alarms.filter(({ stateReason }) => stateReason === 'calm')
    expect(calm.map(({ name, state }) => [name.replace(/-[^-]+(?:-[^-]+){4}$/, ''), state])).toEqual([
      [low?.name.replace(/-[^-]+(?:-[^-]+){4}$/, ''), 'OK'],
    ])
    expect(sim.view.tables.scalingActivities.size).toBe(0)
  })
})
