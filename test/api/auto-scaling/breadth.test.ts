// Operations of EC2 Auto Scaling around groups: what there is to know, who would be told, what is collected, several schedules at once, and
// instances that are attached.
import { describe, expect, test } from 'vitest'
import type { Simulation } from '../../../src/index.ts'
import { activitiesOf, GROUP, groupIn, makeGroup, simulationWithGroup, standOf } from '../../support/groups.ts'

const AutoScalingGroupName = GROUP

describe('lists', () => {
  test('AG-15 what EC2 Auto Scaling knows of is told in AWS’s words', () => {
    const { autoScaling } = simulationWithGroup()
    expect(autoScaling.describeAdjustmentTypes().AdjustmentTypes.map((row) => row.AdjustmentType)).toEqual([
      'ChangeInCapacity',
      'ExactCapacity',
      'PercentChangeInCapacity',
    ])
    expect(autoScaling.describeLifecycleHookTypes().LifecycleHookTypes).toEqual([
      'autoscaling:EC2_INSTANCE_LAUNCHING',
      'autoscaling:EC2_INSTANCE_TERMINATING',
    ])
    expect(autoScaling.describeScalingProcessTypes().Processes.map((row) => row.ProcessName)).toEqual([
      'AZRebalance',
      'AddToLoadBalancer',
      'AlarmNotification',
      'HealthCheck',
      'InstanceRefresh',
      'Launch',
      'ReplaceUnhealthy',
      'ScheduledActions',
      'Terminate',
    ])
    expect(autoScaling.describeTerminationPolicyTypes().TerminationPolicyTypes).toEqual([
      'AllocationStrategy',
      'ClosestToNextInstanceHour',
      'Default',
      'NewestInstance',
      'OldestInstance',
      'OldestLaunchConfiguration',
      'OldestLaunchTemplate',
    ])
    expect(autoScaling.describeAutoScalingNotificationTypes().AutoScalingNotificationTypes).toHaveLength(5)
    const { Metrics, Granularities } = autoScaling.describeMetricCollectionTypes()
    expect([Metrics.length, Granularities]).toEqual([20, [{ Granularity: '1Minute' }]])
  })

  test('AG-15 the account’s limits say how much of them is used', () => {
    const { autoScaling } = simulationWithGroup()
    autoScaling.createLaunchConfiguration({ LaunchConfigurationName: 'old', InstanceType: 'm5.large' })
    expect(autoScaling.describeAccountLimits()).toEqual({
      MaxNumberOfAutoScalingGroups: 500,
      MaxNumberOfLaunchConfigurations: 200,
      NumberOfAutoScalingGroups: 1,
      NumberOfLaunchConfigurations: 1,
    })
  })
})

describe('notifications', () => {
  const TopicARN = 'arn:aws:sns:us-east-1:123456789012:ops'
  const NotificationTypes = ['autoscaling:EC2_INSTANCE_TERMINATE', 'autoscaling:EC2_INSTANCE_LAUNCH']

  test('AG-13 a topic is kept with its types, put anew, deleted, and said to be told nothing', () => {
    const sim = simulationWithGroup()
    const { autoScaling } = sim
    autoScaling.putNotificationConfiguration({ AutoScalingGroupName, TopicARN, NotificationTypes })
    const rows = () => autoScaling.describeNotificationConfigurations().NotificationConfigurations
    expect(rows()).toEqual(
      ['LAUNCH', 'TERMINATE'].map((what) => ({
        AutoScalingGroupName,
        TopicARN,
        NotificationType: `autoscaling:EC2_INSTANCE_${what}`,
      })),
    )
    expect(sim.notSimulated().map(({ path }) => path)).toEqual(['NotificationConfigurations'])
    autoScaling.putNotificationConfiguration({
      AutoScalingGroupName,
      TopicARN,
      NotificationTypes: NotificationTypes.slice(0, 1),
    })
    expect(rows()).toHaveLength(1)
    autoScaling.deleteNotificationConfiguration({ AutoScalingGroupName, TopicARN })
    expect(rows()).toEqual([])
  })

  test.each([
    ['no topic', { TopicARN: 'ops', NotificationTypes }, 'TopicARN'],
    ['no types', { TopicARN, NotificationTypes: [] }, 'NotificationTypes'],
    ['a type that is none', { TopicARN, NotificationTypes: ['launch'] }, 'NotificationTypes[0]'],
  ])('AG-13 %s is refused', (_what, more, path) => {
    const { autoScaling } = simulationWithGroup()
    const put = () => autoScaling.putNotificationConfiguration({ AutoScalingGroupName, ...more })
    expect(put).toThrow(expect.objectContaining({ name: 'ValidationError', path }))
  })
})

describe('metrics', () => {
  const read = (sim: Simulation, MetricName: string) =>
    sim.cloudWatch
      .getMetricStatistics({
        Namespace: 'AWS/AutoScaling',
        MetricName,
        Dimensions: [{ Name: 'AutoScalingGroupName', Value: GROUP }],
        StartTime: new Date(Number(sim.now) - 3_600_000),
        EndTime: new Date(sim.now),
        Period: 60,
        Statistics: ['Average'],
      })
      .Datapoints.map(({ Average }) => Average)

  test('AG-14 a group counts its instances by the minute, once somebody asks, and as long as they do', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2 })
    sim.autoScaling.enableMetricsCollection({
      AutoScalingGroupName,
      Granularity: '1Minute',
      Metrics: ['GroupInServiceInstances', 'GroupPendingInstances', 'GroupDesiredCapacity'],
    })
    expect(groupIn(sim).EnabledMetrics).toHaveLength(3)
    sim.advance('2m')
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 3 })
    sim.advance('2m')
    expect(read(sim, 'GroupPendingInstances')).toEqual([2, 0, 1, 0])
    expect(read(sim, 'GroupInServiceInstances')).toEqual([0, 2, 2, 3])
    expect(read(sim, 'GroupDesiredCapacity')).toEqual([2, 2, 3, 3])
    expect(read(sim, 'GroupMaxSize')).toEqual([])
    sim.autoScaling.disableMetricsCollection({ AutoScalingGroupName })
    expect(groupIn(sim).EnabledMetrics).toEqual([])
    sim.advance('2m')
    expect(read(sim, 'GroupDesiredCapacity')).toEqual([2, 2, 3, 3])
    const { Metrics } = sim.cloudWatch.listMetrics({ Namespace: 'AWS/AutoScaling' })
    expect(Metrics.map(({ MetricName }) => MetricName)).toEqual([
      'GroupDesiredCapacity',
      'GroupInServiceInstances',
      'GroupPendingInstances',
    ])
  })

  test('AG-14 without a list every metric is collected, and what comes later is the same whoever asks when', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2 })
    sim.autoScaling.enableMetricsCollection({ AutoScalingGroupName, Granularity: '1Minute' })
    const early = sim.fork()
    read(early, 'GroupTotalInstances')
    for (const one of [sim, early]) one.advance('3m')
    expect(read(early, 'GroupTotalInstances')).toEqual([2, 2, 2])
    expect(read(sim, 'GroupTotalInstances')).toEqual([2, 2, 2])
    expect(read(sim.fork(), 'GroupMaxSize')).toEqual([10, 10, 10])
  })
})

describe('the CPU of a group', () => {
  /** One task that uses a whole vCPU of the two of its instance; a second instance comes after five minutes. */
  function growing(more = {}): { readonly counts: number[]; readonly percents: number[] } {
    const sim = simulationWithGroup({ DesiredCapacity: 1, ...more })
    sim.advance('2m')
    sim.ecs.registerTaskDefinition({
      family: 'app',
      containerDefinitions: [{ name: 'app', image: 'app', cpu: 1024, memory: 512 }],
    })
    sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'app', desiredCount: 1 })
    sim.load.drive('web', { requestsPerSecond: 20, cpuSecondsPerRequest: 0.05 })
    sim.advance('3m')
    const since = sim.now
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 2 })
    sim.advance('5m')
    const { Datapoints } = sim.cloudWatch.getMetricStatistics({
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: GROUP }],
      StartTime: since,
      EndTime: sim.now,
      Period: 60,
      Statistics: ['Average', 'SampleCount'],
    })
    return {
      counts: Datapoints.map(({ SampleCount }) => SampleCount as number),
      percents: Datapoints.map(({ Average }) => Average as number),
    }
  }

  test('AG-08 it leaves out an instance for as long as the group says that it warms up', () => {
    const { counts, percents } = growing({ DefaultInstanceWarmup: 120 })
    expect(counts).toEqual([1, 1, 1, 2, 2])
    expect(percents.map(Math.round)).toEqual([50, 50, 50, 25, 25])
  })

  test('AG-08, CW-15 without a default warm-up an instance counts as soon as it is in service', () => {
    const { counts, percents } = growing()
    expect(counts).toEqual([1, 2, 2, 2, 2])
    expect(percents.map(Math.round)).toEqual([50, 25, 25, 25, 25])
  })
})

describe('schedules, several at once', () => {
  const action = (ScheduledActionName: string, more = {}) => ({
    ScheduledActionName,
    Recurrence: '0 8 * * *',
    DesiredCapacity: 1,
    ...more,
  })
  const names = (sim: Simulation) =>
    sim.autoScaling
      .describeScheduledActions({ AutoScalingGroupName })
      .ScheduledUpdateGroupActions.map((row) => row.ScheduledActionName)

  test('AS-74 each action succeeds or fails by itself', () => {
    const sim = simulationWithGroup()
    const { autoScaling } = sim
    const put = autoScaling.batchPutScheduledUpdateGroupAction({
      AutoScalingGroupName,
      ScheduledUpdateGroupActions: [action('a'), action('b', { Recurrence: 'daily' }), action('c')],
    })
    expect(put.FailedScheduledUpdateGroupActions).toEqual([
      {
        ScheduledActionName: 'b',
        ErrorCode: 'ValidationError',
        ErrorMessage: expect.stringContaining('Recurrence') as string,
      },
    ])
    expect(names(sim)).toEqual(['a', 'c'])
    const gone = autoScaling.batchDeleteScheduledAction({ AutoScalingGroupName, ScheduledActionNames: ['a', 'b'] })
    expect(gone.FailedScheduledActions).toMatchObject([{ ScheduledActionName: 'b', ErrorCode: 'ValidationError' }])
    expect(names(sim)).toEqual(['c'])
  })

  test('AS-74 the same name twice, none, and more than fifty are refused as a whole', () => {
    const { autoScaling } = simulationWithGroup()
    const many = Array.from({ length: 51 }, (_, index) => action(`a${index}`))
    for (const ScheduledUpdateGroupActions of [[action('a'), action('a')], [], many])
      expect(() =>
        autoScaling.batchPutScheduledUpdateGroupAction({ AutoScalingGroupName, ScheduledUpdateGroupActions }),
      ).toThrow(expect.objectContaining({ name: 'ValidationError', path: 'ScheduledUpdateGroupActions' }))
  })
})

describe('activities', () => {
  test('AS-11 they are filtered by their status and by when they began', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1 })
    sim.advance('5m')
    const half = new Date(sim.now)
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 2 })
    sim.settle()
    const by = (...Filters: { Name: string; Values: string[] }[]) =>
      sim.autoScaling.describeScalingActivities({ AutoScalingGroupName, Filters }).Activities.length
    expect(activitiesOf(sim)).toHaveLength(2)
    expect(by({ Name: 'Status', Values: ['Successful'] })).toBe(1)
    expect(by({ Name: 'Status', Values: ['Successful', 'PreInService'] })).toBe(2)
    expect(by({ Name: 'StartTimeLowerBound', Values: [half.toISOString()] })).toBe(1)
    expect(by({ Name: 'StartTimeUpperBound', Values: [new Date(half.getTime() - 1000).toISOString()] })).toBe(1)
    expect(
      by({ Name: 'StartTimeLowerBound', Values: [half.toISOString()] }, { Name: 'Status', Values: ['Successful'] }),
    ).toBe(0)
    for (const filter of [
      { Name: 'Colour', Values: ['red'] },
      { Name: 'StartTimeLowerBound', Values: ['noon'] },
      { Name: 'StartTimeUpperBound', Values: [] },
    ])
      expect(() => by(filter)).toThrow(expect.objectContaining({ name: 'ValidationError' }))
  })
})

describe('instances that are attached', () => {
  function withStrangers(count: number, more = {}): { sim: Simulation; ids: string[] } {
    const sim = simulationWithGroup({ MinSize: 1, DesiredCapacity: 1, MaxSize: 3, ...more })
    const strangers = sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count, ready: true })
    sim.advance('2m')
    return { sim, ids: strangers.containerInstances.map(({ ec2InstanceId }) => ec2InstanceId) }
  }

  test('AG-12 the group is larger by them, and treats them as its own', () => {
    const { sim, ids } = withStrangers(2)
    sim.autoScaling.attachInstances({ AutoScalingGroupName, InstanceIds: ids })
    expect(groupIn(sim)).toMatchObject({ DesiredCapacity: 3 })
    expect(standOf(sim).every((stand) => stand.endsWith('InService'))).toBe(true)
    expect(activitiesOf(sim)[0]?.Description).toContain('Attaching an existing EC2 instance')
    sim.fleet.terminate({ cluster: 'prod', containerInstances: [ids[0] as string] })
    sim.advance('5m')
    expect(standOf(sim)).toHaveLength(3)
    expect(groupIn(sim).Instances.map(({ InstanceId }) => InstanceId)).not.toContain(ids[0])
  })

  test('AG-12 beyond the maximum, of another group, or not there: refused', () => {
    const { sim, ids } = withStrangers(3)
    const attach = (name: string, InstanceIds: string[]) => () =>
      sim.autoScaling.attachInstances({ AutoScalingGroupName: name, InstanceIds })
    expect(attach(GROUP, ids)).toThrow(expect.objectContaining({ name: 'ValidationError', path: 'InstanceIds' }))
    expect(attach(GROUP, ['i-0'])).toThrow('Invalid Instance ID(s): [i-0] specified')
    expect(attach(GROUP, [])).toThrow(expect.objectContaining({ path: 'InstanceIds' }))
    makeGroup(sim, { AutoScalingGroupName: 'other' })
    attach('other', ids.slice(0, 1))()
    expect(attach(GROUP, ids.slice(0, 1))).toThrow(expect.objectContaining({ path: 'InstanceIds[0]' }))
  })
})
