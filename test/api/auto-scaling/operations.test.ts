// The operations of EC2 Auto Scaling: what they answer, and what they refuse.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../../src/index.ts'
import {
  activitiesOf,
  containerInstancesIn,
  GROUP,
  groupIn,
  idsOf,
  makeGroup,
  simulationWithGroup,
  standOf,
  ZONES,
} from '../../support/groups.ts'

const AutoScalingGroupName = GROUP

/** The refusal of a call, and that it changed nothing. */
function refusal(sim: Simulation, call: () => unknown): { name: string; path?: string; message: string } {
  const before = sim.journal.length
  try {
    call()
  } catch (error) {
    expect(sim.journal).toHaveLength(before)
    return error as { name: string; path?: string; message: string }
  }
  throw new Error('was not refused')
}

describe('groups', () => {
  test('AG-01 a group is described as it was made, with AWS’s defaults', () => {
    const sim = simulationWithGroup({ Tags: [{ Key: 'team', Value: 'blue', PropagateAtLaunch: true }], Context: 'c' })
    expect(groupIn(sim)).toMatchObject({
      AutoScalingGroupName,
      AutoScalingGroupARN: expect.stringMatching(
        /^arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName\/fleet$/,
      ),
      MinSize: 0,
      MaxSize: 10,
      DesiredCapacity: 0,
      DefaultCooldown: 300,
      AvailabilityZones: ZONES,
      HealthCheckType: 'EC2',
      HealthCheckGracePeriod: 0,
      LaunchTemplate: {
        LaunchTemplateName: 'nodes',
        Version: '$Latest',
        LaunchTemplateId: expect.stringMatching(/^lt-0/),
      },
      TerminationPolicies: ['Default'],
      NewInstancesProtectedFromScaleIn: false,
      Instances: [],
      SuspendedProcesses: [],
      Tags: [
        { Key: 'team', Value: 'blue', PropagateAtLaunch: true, ResourceId: GROUP, ResourceType: 'auto-scaling-group' },
      ],
      Context: 'c',
    })
  })

  test('CP-04 a capacity provider that knows the group by its name finds it', () => {
    const sim = simulationWithGroup()
    const { capacityProvider } = sim.ecs.createCapacityProvider({
      name: 'nodes',
      autoScalingGroupProvider: { autoScalingGroupArn: GROUP },
    })
    expect(capacityProvider.autoScalingGroupProvider?.autoScalingGroupArn).toBe(groupIn(sim).AutoScalingGroupARN)
  })

  test.each([
    ['AG-01 no room between the bounds', { MinSize: 3, MaxSize: 2 }, 'ValidationError', 'MaxSize'],
    ['AG-01 desired above the maximum', { DesiredCapacity: 11 }, 'ValidationError', 'DesiredCapacity'],
    ['AG-01 a colon in the name', { AutoScalingGroupName: 'a:b' }, 'ValidationError', 'AutoScalingGroupName'],
    ['AG-01 a name that is taken', {}, 'AlreadyExistsFault', 'AutoScalingGroupName'],
    ['AG-04 no place', { AvailabilityZones: undefined }, 'ValidationError', 'VPCZoneIdentifier'],
    ['AG-04 a zone of elsewhere', { AvailabilityZones: ['eu-west-1a'] }, 'ValidationError', 'AvailabilityZones[0]'],
    [
      'AG-04 a subnet twice',
      { AvailabilityZones: undefined, VPCZoneIdentifier: 'subnet-1,subnet-1' },
      'ValidationError',
      'VPCZoneIdentifier',
    ],
    ['AG-20 nothing to launch', { LaunchTemplate: undefined }, 'ValidationError', 'LaunchTemplate'],
    [
      'AG-20 a template that is not there',
      { LaunchTemplate: { LaunchTemplateName: 'nods' } },
      'ValidationError',
      'LaunchTemplate.LaunchTemplateName',
    ],
    [
      'AG-20 a version that is not there',
      { LaunchTemplate: { LaunchTemplateName: 'nodes', Version: '2' } },
      'ValidationError',
      'LaunchTemplate.Version',
    ],
    ['AG-20 a policy that is none', { TerminationPolicies: ['Oldest'] }, 'ValidationError', 'TerminationPolicies[0]'],
    [
      'AG-20 Default before others',
      { TerminationPolicies: ['Default', 'OldestInstance'] },
      'ValidationError',
      'TerminationPolicies',
    ],
    [
      'AG-01 a group of another service',
      { Operator: { Principal: 'ecs.amazonaws.com' } },
      'UnsupportedFeatureException',
      'Operator',
    ],
    ['AG-20 several types', { MixedInstancesPolicy: {} }, 'UnsupportedFeatureException', 'MixedInstancesPolicy'],
    [
      'AG-22 a hook too short',
      {
        LifecycleHookSpecificationList: [
          { LifecycleHookName: 'h', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING', HeartbeatTimeout: 29 },
        ],
      },
      'ValidationError',
      'LifecycleHookSpecificationList[0].HeartbeatTimeout',
    ],
  ])('%s is refused', (_what, more, name, path) => {
    const sim = simulationWithGroup()
    const called = refusal(sim, () => makeGroup(sim, more))
    expect(called).toMatchObject({ name, path })
  })

  test('AG-01 a group without instances is deleted at once; one in motion is not', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1 })
    sim.settle()
    const busy = refusal(sim, () => sim.autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName }))
    expect(busy.name).toBe('ScalingActivityInProgressFault')
    makeGroup(sim, { AutoScalingGroupName: 'empty', DeletionProtection: 'prevent-force-deletion' })
    const forced = { AutoScalingGroupName: 'empty', ForceDelete: true }
    expect(refusal(sim, () => sim.autoScaling.deleteAutoScalingGroup(forced)).name).toBe('ResourceInUseFault')
    sim.autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName: 'empty' })
    expect(groupIn(sim, 'empty')).toBeUndefined()
  })

  test('AG-01 a group that is not there is refused with the name that was meant', () => {
    const sim = simulationWithGroup()
    const { name, message } = refusal(sim, () =>
      sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: 'fleed', DesiredCapacity: 1 }),
    )
    expect(name).toBe('ValidationError')
    expect(message).toContain('fleet')
    expect(sim.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: ['fleed'] }).AutoScalingGroups).toEqual(
      [],
    )
  })

  test('AG-01 a desired capacity out of bounds is refused in AWS’s words', () => {
    const sim = simulationWithGroup({ MinSize: 2, MaxSize: 4 })
    const set = (DesiredCapacity: number) => () =>
      sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity })
    expect(refusal(sim, set(5)).message).toBe(
      'New SetDesiredCapacity value 5 is above max value 4 for the AutoScalingGroup.',
    )
    expect(refusal(sim, set(1)).message).toBe(
      'New SetDesiredCapacity value 1 is below min value 2 for the AutoScalingGroup.',
    )
  })

  test('lists come page by page', () => {
    const sim = simulationWithGroup()
    for (const name of ['a', 'b', 'c']) makeGroup(sim, { AutoScalingGroupName: name })
    const first = sim.autoScaling.describeAutoScalingGroups({ MaxRecords: 3 })
    const second = sim.autoScaling.describeAutoScalingGroups({ MaxRecords: 3, NextToken: first.NextToken })
    expect([first, second].map(({ AutoScalingGroups }) => AutoScalingGroups.length)).toEqual([3, 1])
    expect(second.NextToken).toBeUndefined()
    const lost = refusal(sim, () => sim.autoScaling.describeAutoScalingGroups({ NextToken: 'x' }))
    expect(lost.name).toBe('InvalidNextToken')
  })

  test('what is kept and changes nothing is listed', () => {
    const sim = simulationWithGroup({
      LoadBalancerNames: ['old'],
      HealthCheckType: 'EC2,EBS',
      CapacityRebalance: true,
      MaxInstanceLifetime: 86_400,
    })
    expect(sim.notSimulated().map(({ path }) => path)).toEqual([
      'LoadBalancerNames',
      'HealthCheckType',
      'CapacityRebalance',
      'MaxInstanceLifetime',
    ])
  })
})

describe('instances', () => {
  test('AG-02 standby: out of service, replaced or not, and back', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2, MinSize: 1, MaxSize: 3 })
    sim.advance('60s')
    const [a, b] = idsOf(sim) as [string, string]
    const named = { AutoScalingGroupName, InstanceIds: [a] }
    const { Activities } = sim.autoScaling.enterStandby({ ...named, ShouldDecrementDesiredCapacity: true })
    expect(Activities).toMatchObject([
      { Description: `Moving EC2 instance to Standby: ${a}`, StatusCode: 'Successful' },
    ])
    expect(groupIn(sim).DesiredCapacity).toBe(1)
    const last = { AutoScalingGroupName, InstanceIds: [b], ShouldDecrementDesiredCapacity: true }
    expect(refusal(sim, () => sim.autoScaling.enterStandby(last)).path).toBe('ShouldDecrementDesiredCapacity')
    sim.autoScaling.enterStandby({ ...last, ShouldDecrementDesiredCapacity: false })
    sim.advance('60s')
    expect(standOf(sim)).toEqual(['a Standby', 'b Standby', 'a InService'])
    sim.autoScaling.exitStandby(named)
    expect(groupIn(sim).DesiredCapacity).toBe(2)
    expect(standOf(sim)).toEqual(['a InService', 'b Standby', 'a InService'])
    expect(refusal(sim, () => sim.autoScaling.exitStandby(named)).path).toBe('InstanceIds[0]')
  })

  test('AG-02 a detached instance runs on, and is nobody’s', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2 })
    sim.advance('90s')
    const [a] = idsOf(sim) as [string]
    sim.autoScaling.detachInstances({ AutoScalingGroupName, InstanceIds: [a], ShouldDecrementDesiredCapacity: true })
    sim.advance('5m')
    expect(standOf(sim)).toEqual(['b InService'])
    expect(containerInstancesIn(sim)).toHaveLength(2)
    expect(activitiesOf(sim)[0]?.Description).toBe(`Detaching EC2 instance: ${a}`)
  })

  test('AG-21 protection is for instances in service', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1 })
    sim.settle()
    const protect = () =>
      sim.autoScaling.setInstanceProtection({
        AutoScalingGroupName,
        InstanceIds: idsOf(sim),
        ProtectedFromScaleIn: true,
      })
    expect(refusal(sim, protect).path).toBe('InstanceIds[0]')
    sim.advance('60s')
    protect()
    expect(sim.autoScaling.describeAutoScalingInstances().AutoScalingInstances).toMatchObject([
      { AutoScalingGroupName, LifecycleState: 'InService', HealthStatus: 'HEALTHY', ProtectedFromScaleIn: true },
    ])
  })

  test('AG-02 an instance that no group has is refused', () => {
    const sim = simulationWithGroup()
    const end = () =>
      sim.autoScaling.terminateInstanceInAutoScalingGroup({ InstanceId: 'i-0', ShouldDecrementDesiredCapacity: true })
    expect(refusal(sim, end)).toMatchObject({ name: 'ValidationError', path: 'InstanceId' })
  })
})

describe('processes', () => {
  test('AG-24 some or all are suspended and resumed', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1 })
    const suspended = () => groupIn(sim).SuspendedProcesses.map(({ ProcessName }) => ProcessName)
    sim.autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: ['Launch'] })
    sim.advance('1m')
    expect(standOf(sim)).toEqual([])
    sim.autoScaling.suspendProcesses({ AutoScalingGroupName })
    expect(suspended()).toHaveLength(9)
    sim.autoScaling.resumeProcesses({ AutoScalingGroupName, ScalingProcesses: ['Launch', 'Terminate'] })
    expect(suspended()).toHaveLength(7)
    sim.settle()
    expect(standOf(sim)).toEqual(['a Pending'])
    const wrong = () => sim.autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: ['Lunch'] })
    expect(refusal(sim, wrong).path).toBe('ScalingProcesses[0]')
  })
})

describe('hooks', () => {
  const hook = { AutoScalingGroupName, LifecycleHookName: 'in' }

  test('AG-22 a hook is put with AWS’s defaults, changed in part, and deleted', () => {
    const sim = simulationWithGroup()
    expect(refusal(sim, () => sim.autoScaling.putLifecycleHook(hook)).path).toBe('LifecycleTransition')
    sim.autoScaling.putLifecycleHook({ ...hook, LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' })
    const described = () => sim.autoScaling.describeLifecycleHooks({ AutoScalingGroupName }).LifecycleHooks
    expect(described()).toEqual([
      {
        AutoScalingGroupName,
        LifecycleHookName: 'in',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        HeartbeatTimeout: 3600,
        GlobalTimeout: 172_800,
        DefaultResult: 'ABANDON',
      },
    ])
    sim.autoScaling.putLifecycleHook({ ...hook, HeartbeatTimeout: 60, NotificationMetadata: 'm' })
    expect(described()).toMatchObject([{ HeartbeatTimeout: 60, GlobalTimeout: 6000, NotificationMetadata: 'm' }])
    sim.autoScaling.deleteLifecycleHook(hook)
    expect(described()).toEqual([])
    expect(refusal(sim, () => sim.autoScaling.deleteLifecycleHook(hook)).name).toBe('ValidationError')
  })

  test('AG-22 an action is completed by the token of its own instance alone', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1 })
    sim.autoScaling.putLifecycleHook({ ...hook, LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' })
    sim.advance('60s')
    const complete = (more: object) => () =>
      sim.autoScaling.completeLifecycleAction({ ...hook, LifecycleActionResult: 'CONTINUE', ...more })
    expect(refusal(sim, complete({})).path).toBe('InstanceId')
    expect(refusal(sim, complete({ LifecycleActionToken: 'no' })).path).toBe('LifecycleActionToken')
    const [member] = [...sim.view.tables.groupInstances.values()]
    complete({ LifecycleActionToken: member?.hooks[0]?.token })()
    expect(standOf(sim)).toEqual(['a InService'])
  })

  test('AG-22 fifty hooks a group', () => {
    const sim = simulationWithGroup()
    const LifecycleTransition = 'autoscaling:EC2_INSTANCE_LAUNCHING'
    const put = (nth: number) => () =>
      sim.autoScaling.putLifecycleHook({ AutoScalingGroupName, LifecycleHookName: `h${nth}`, LifecycleTransition })
    for (let nth = 0; nth < 50; nth++) put(nth)()
    expect(refusal(sim, put(50)).name).toBe('LimitExceededFault')
  })
})

describe('policies', () => {
  const named = { AutoScalingGroupName, PolicyName: 'p' }

  test.each([
    ['AG-07 a simple one without adjustment', { AdjustmentType: 'ChangeInCapacity' }, 'ScalingAdjustment'],
    [
      'AG-07 steps in a simple one',
      { AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1, StepAdjustments: [] },
      'StepAdjustments',
    ],
    [
      'AG-10 a magnitude without percent',
      { AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1, MinAdjustmentMagnitude: 2 },
      'MinAdjustmentMagnitude',
    ],
    [
      'AG-10 a gap between steps',
      {
        PolicyType: 'StepScaling',
        AdjustmentType: 'ChangeInCapacity',
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 5, ScalingAdjustment: 1 },
          { MetricIntervalLowerBound: 6, ScalingAdjustment: 2 },
        ],
      },
      'StepAdjustments',
    ],
    [
      'AG-09 no metric',
      { PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: { TargetValue: 50 } },
      'TargetTrackingConfiguration',
    ],
    ['AG-09 no target', { PolicyType: 'TargetTrackingScaling' }, 'TargetTrackingConfiguration'],
    ['AG-07 another type', { PolicyType: 'Scaling' }, 'PolicyType'],
  ])('%s is refused', (_what, more, path) => {
    const sim = simulationWithGroup()
    expect(refusal(sim, () => sim.autoScaling.putScalingPolicy({ ...named, ...more }))).toMatchObject({
      name: 'ValidationError',
      path,
    })
  })

  test('AG-09 traffic of instances is not metered, and so not tracked', () => {
    const sim = simulationWithGroup()
    const tracked = {
      ...named,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' },
      },
    } as const
    expect(refusal(sim, () => sim.autoScaling.putScalingPolicy(tracked)).name).toBe('UnsupportedFeatureException')
  })

  test('AG-10 a policy is described as it was put, found by name or ARN, and replaced by its name', () => {
    const sim = simulationWithGroup()
    const put = (ScalingAdjustment: number) =>
      sim.autoScaling.putScalingPolicy({ ...named, AdjustmentType: 'ChangeInCapacity', ScalingAdjustment }).PolicyARN
    const arn = put(1)
    expect(arn).toMatch(
      /^arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:[0-9a-f-]{36}:autoScalingGroupName\/fleet:policyName\/p$/,
    )
    expect(put(2)).toBe(arn)
    expect(sim.autoScaling.describePolicies({ PolicyNames: [arn] }).ScalingPolicies).toEqual([
      {
        ...named,
        PolicyARN: arn,
        PolicyType: 'SimpleScaling',
        AdjustmentType: 'ChangeInCapacity',
        ScalingAdjustment: 2,
        Enabled: true,
        Alarms: [],
      },
    ])
    sim.autoScaling.deletePolicy({ PolicyName: arn })
    expect(sim.autoScaling.describePolicies().ScalingPolicies).toEqual([])
    expect(refusal(sim, () => sim.autoScaling.deletePolicy(named)).path).toBe('PolicyName')
  })

  test('AS-80 a predictive policy is kept, and listed as not simulated', () => {
    const sim = simulationWithGroup()
    const PredictiveScalingConfiguration = { MetricSpecifications: [{ TargetValue: 40 }] }
    sim.autoScaling.putScalingPolicy({ ...named, PolicyType: 'PredictiveScaling', PredictiveScalingConfiguration })
    expect(sim.notSimulated()).toMatchObject([{ path: 'PredictiveScalingConfiguration' }])
  })
})

describe('schedules', () => {
  const named = { AutoScalingGroupName, ScheduledActionName: 's' }

  test.each([
    ['AS-72 no size', { Recurrence: '0 * * * *' }, 'DesiredCapacity'],
    ['AS-73 no time', { MinSize: 1 }, 'StartTime'],
    ['AS-70 six fields', { MinSize: 1, Recurrence: '0 0 * * * *' }, 'Recurrence'],
    ['AS-70 a day that never comes', { MinSize: 1, Recurrence: '0 0 31 2 *' }, 'Recurrence'],
    ['AS-71 no such zone', { MinSize: 1, Recurrence: '0 0 * * *', TimeZone: 'Mars/Base' }, 'TimeZone'],
    ['AS-73 a start that is past', { MinSize: 1, StartTime: new Date(0) }, 'StartTime'],
    ['AS-72 bounds out of order', { MinSize: 2, MaxSize: 1, Recurrence: '0 0 * * *' }, 'MaxSize'],
  ])('%s is refused', (_what, more, path) => {
    const sim = simulationWithGroup()
    const put = () => sim.autoScaling.putScheduledUpdateGroupAction({ ...named, ...more })
    expect(refusal(sim, put)).toMatchObject({ name: 'ValidationError', path })
  })

  test('AS-74 names are unique in a group: a second put replaces the first', () => {
    const sim = simulationWithGroup()
    for (const DesiredCapacity of [1, 2])
      sim.autoScaling.putScheduledUpdateGroupAction({ ...named, Recurrence: '0 8 * * *', DesiredCapacity })
    expect(
      sim.autoScaling.describeScheduledActions({ AutoScalingGroupName }).ScheduledUpdateGroupActions,
    ).toMatchObject([{ ScheduledActionName: 's', DesiredCapacity: 2, Recurrence: '0 8 * * *' }])
    sim.autoScaling.deleteScheduledAction(named)
    expect(refusal(sim, () => sim.autoScaling.deleteScheduledAction(named)).path).toBe('ScheduledActionName')
  })
})

describe('tags', () => {
  test('AG-01 tags are put, found and deleted, and groups are found by them', () => {
    const sim = simulationWithGroup()
    const tag = { ResourceId: GROUP, ResourceType: 'auto-scaling-group', Key: 'AmazonECSManaged', Value: '' }
    sim.autoScaling.createOrUpdateTags({ Tags: [{ ...tag, PropagateAtLaunch: true }] })
    expect(sim.autoScaling.describeTags({ Filters: [{ Name: 'key', Values: ['AmazonECSManaged'] }] }).Tags).toEqual([
      { ...tag, PropagateAtLaunch: true },
    ])
    const by = (Name: string, value: string) =>
      sim.autoScaling.describeAutoScalingGroups({ Filters: [{ Name, Values: [value] }] }).AutoScalingGroups.length
    expect([by('tag-key', 'AmazonECSManaged'), by('tag:AmazonECSManaged', ''), by('tag-value', 'x')]).toEqual([1, 1, 0])
    sim.autoScaling.deleteTags({ Tags: [tag] })
    expect(groupIn(sim).Tags).toEqual([])
  })
})

describe('launch configurations', () => {
  const LaunchConfigurationName = 'nodes'
  const data = `#!/bin/bash
echo ECS_CLUSTER=prod >> /etc/ecs/ecs.config
echo 'ECS_INSTANCE_ATTRIBUTES={"stack":"blue"}' >> /etc/ecs/ecs.config
echo ECS_ENABLE_SPOT_INSTANCE_DRAINING=true >> /etc/ecs/ecs.config`
  const UserData = Buffer.from(data).toString('base64')

  test('CI-12, CI-26 its user data say which cluster its instances join, and how', () => {
    const sim = new Simulation()
    sim.ecs.createCluster({ clusterName: 'prod' })
    sim.autoScaling.createLaunchConfiguration({
      LaunchConfigurationName,
      InstanceType: 'm5.large',
      UserData,
      SpotPrice: '1',
    })
    makeGroup(sim, { LaunchTemplate: undefined, LaunchConfigurationName, DesiredCapacity: 1 })
    sim.advance('90s')
    const [instance] = containerInstancesIn(sim)
    expect(instance?.attributes).toContainEqual({ name: 'stack', value: 'blue' })
    expect(groupIn(sim)).toMatchObject({ LaunchConfigurationName, Instances: [{ LaunchConfigurationName }] })
    sim.fleet.interruptSpot({ cluster: 'prod', containerInstances: idsOf(sim) })
    expect(containerInstancesIn(sim)[0]?.status).toBe('DRAINING')
    expect(sim.autoScaling.describeLaunchConfigurations().LaunchConfigurations).toMatchObject([
      { LaunchConfigurationName, InstanceType: 'm5.large', UserData, SpotPrice: '1' },
    ])
    const remove = () => sim.autoScaling.deleteLaunchConfiguration({ LaunchConfigurationName })
    expect(refusal(sim, remove).name).toBe('ResourceInUseFault')
  })

  test.each([
    ['a type that is none', { InstanceType: 'm5.lage' }, 'InstanceType'],
    ['user data that are no Base64', { InstanceType: 'm5.large', UserData: '#!/bin/bash' }, 'UserData'],
  ])('%s is refused', (_what, more, path) => {
    const sim = new Simulation()
    const create = () => sim.autoScaling.createLaunchConfiguration({ LaunchConfigurationName, ...more })
    expect(refusal(sim, create)).toMatchObject({ name: 'ValidationError', path })
  })
})
