// Policies and schedules of groups, minute by minute.
import { describe, expect, test } from 'vitest'
import type { Simulation } from '../../../src/index.ts'
import { activitiesOf, GROUP, groupIn, simulationWithGroup, standOf } from '../../support/groups.ts'

/** SC-06: launch to service 60 s, termination at once. */
const TIMES = {
  startAt: '2026-01-05T00:00:00Z',
  latencies: { instanceLaunch: '60s', instanceTerminate: '0s' },
} as const

const inService = (sim: Simulation) => standOf(sim).filter((text) => text.endsWith('InService')).length

/** Puts the metric of each minute that passes, and tells when the desired capacity changed: `300: 2→3`. */
function watch(sim: Simulation, minutes: number, metric: (instances: number, minute: number) => number): string[] {
  const changes: string[] = []
  const startMs = sim.nowMs
  for (let minute = 0; minute < minutes; minute++) {
    const instances = inService(sim)
    const before = groupIn(sim).DesiredCapacity
    sim.cloudWatch.putMetricData({
      Namespace: 'Own',
      MetricData: [{ MetricName: 'cpu', Timestamp: sim.now, Value: metric(instances, minute) }],
    })
    sim.advance('60s')
    const after = groupIn(sim).DesiredCapacity
    if (after !== before) changes.push(`${(sim.nowMs - startMs) / 1000}: ${before}→${after}`)
  }
  return changes
}

function alarm(
  sim: Simulation,
  name: string,
  {
    action,
    operator,
    threshold,
    periods,
  }: {
    action: string
    operator: 'GreaterThanThreshold' | 'LessThanThreshold' | 'GreaterThanOrEqualToThreshold'
    threshold: number
    periods: number
  },
): void {
  sim.cloudWatch.putMetricAlarm({
    AlarmName: name,
    Namespace: 'Own',
    MetricName: 'cpu',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: periods,
    Threshold: threshold,
    ComparisonOperator: operator,
    AlarmActions: [action],
  })
}

function policy(sim: Simulation, PolicyName: string, more: object): string {
  return sim.autoScaling.putScalingPolicy({ AutoScalingGroupName: GROUP, PolicyName, ...more }).PolicyARN
}

const change = (ScalingAdjustment: number) => ({ AdjustmentType: 'ChangeInCapacity', ScalingAdjustment })

/** A group whose instances have been in service for long. */
function settled(DesiredCapacity: number, group: object = {}): Simulation {
  const sim = simulationWithGroup({ DesiredCapacity, MaxSize: 20, ...group }, TIMES)
  sim.advance('10m')
  return sim
}

describe('simple policies', () => {
  test('AG-32, E-33 two instances at 61 % oscillate, five are stable', () => {
    const byCpu = (count: number) => {
      const sim = settled(count)
      alarm(sim, 'high', {
        action: policy(sim, 'out', change(1)),
        operator: 'GreaterThanThreshold',
        threshold: 60,
        periods: 5,
      })
      alarm(sim, 'low', {
        action: policy(sim, 'in', change(-1)),
        operator: 'LessThanThreshold',
        threshold: 50,
        periods: 5,
      })
      return watch(sim, 25, (instances) => (61 * count) / instances)
    }
    expect(byCpu(2)).toEqual(['300: 2→3', '660: 3→2', '960: 2→3', '1320: 3→2'])
    expect(byCpu(5)).toEqual(['300: 5→6'])
  })

  test('AG-07, E-34d one more each time the last has come and the cooldown is over', () => {
    const sim = settled(2)
    alarm(sim, 'high', {
      action: policy(sim, 'out', change(1)),
      operator: 'GreaterThanThreshold',
      threshold: 60,
      periods: 1,
    })
    expect(watch(sim, 14, () => 75)).toEqual(['60: 2→3', '420: 3→4', '780: 4→5'])
    expect(activitiesOf(sim)[0]?.Cause).toContain(
      'a monitor alarm high in state ALARM triggered policy out changing the desired capacity from 4 to 5.',
    )
  })

  test('AG-07 a cooldown of its own goes before that of the group', () => {
    const sim = settled(2)
    const action = policy(sim, 'out', { ...change(1), Cooldown: 60 })
    alarm(sim, 'high', { action, operator: 'GreaterThanThreshold', threshold: 60, periods: 1 })
    expect(watch(sim, 6, () => 75)).toEqual(['60: 2→3', '180: 3→4', '300: 4→5'])
  })

  test('AG-24 without AlarmNotification policies rest, and act once it is back', () => {
    const sim = settled(2)
    alarm(sim, 'high', {
      action: policy(sim, 'out', change(1)),
      operator: 'GreaterThanThreshold',
      threshold: 60,
      periods: 1,
    })
    const which = { AutoScalingGroupName: GROUP, ScalingProcesses: ['AlarmNotification'] }
    sim.autoScaling.suspendProcesses(which)
    expect(watch(sim, 3, () => 75)).toEqual([])
    sim.autoScaling.resumeProcesses(which)
    expect(watch(sim, 1, () => 75)).toEqual(['60: 2→3'])
  })
})

describe('step policies', () => {
  test('AG-10, E-34e percent steps by an alarm, with a warm-up in between', () => {
    const sim = settled(10)
    const action = policy(sim, 'out', {
      PolicyType: 'StepScaling',
      AdjustmentType: 'PercentChangeInCapacity',
      EstimatedInstanceWarmup: 120,
      StepAdjustments: [
        { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 15, ScalingAdjustment: 10 },
        { MetricIntervalLowerBound: 15, MetricIntervalUpperBound: 25, ScalingAdjustment: 20 },
        { MetricIntervalLowerBound: 25, ScalingAdjustment: 30 },
      ],
    })
    alarm(sim, 'high', { action, operator: 'GreaterThanOrEqualToThreshold', threshold: 60, periods: 1 })
    // At 60 s one comes; 85 % calls for three, of which one is under way; that one is warm at 60 + 60 + 120 s.
    const values = [60, 85, 85, 85, 60, 60]
    expect(watch(sim, 6, (_, minute) => values[minute]!)).toEqual(['60: 10→11', '120: 11→13', '240: 13→14'])
  })

  test('AG-10 executePolicy takes the metric and the threshold from the caller', () => {
    const sim = settled(10)
    policy(sim, 'out', {
      PolicyType: 'StepScaling',
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 4 }],
    })
    const named = { AutoScalingGroupName: GROUP, PolicyName: 'out' }
    expect(() => sim.autoScaling.executePolicy(named)).toThrow(/^MetricValue/)
    sim.autoScaling.executePolicy({ ...named, MetricValue: 50, BreachThreshold: 60 })
    expect(groupIn(sim).DesiredCapacity).toBe(10)
    sim.autoScaling.executePolicy({ ...named, MetricValue: 70, BreachThreshold: 60 })
    expect(groupIn(sim).DesiredCapacity).toBe(14)
  })

  test('AG-07 executePolicy of a simple policy honours the cooldown when it is asked to', () => {
    const sim = settled(2)
    policy(sim, 'out', change(1))
    const named = { AutoScalingGroupName: GROUP, PolicyName: 'out', HonorCooldown: true }
    sim.autoScaling.executePolicy(named)
    sim.advance('60s')
    expect(() => sim.autoScaling.executePolicy(named)).toThrow(
      expect.objectContaining({ name: 'ScalingActivityInProgressFault' }),
    )
    expect(() =>
      sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 9, HonorCooldown: true }),
    ).toThrow(expect.objectContaining({ name: 'ScalingActivityInProgressFault' }))
    sim.advance('300s')
    sim.autoScaling.executePolicy(named)
    expect(groupIn(sim).DesiredCapacity).toBe(4)
  })
})

describe('target tracking', () => {
  const track = (TargetValue: number, more: object = {}) => ({
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: {
      TargetValue,
      CustomizedMetricSpecification: { Namespace: 'Own', MetricName: 'cpu', Statistic: 'Average' },
      ...more,
    },
  })

  test.each([
    [50, 35],
    [40, 28],
    [75, 52.5],
  ])('AG-09 its alarms watch 3 of 3 above %d, and 15 of 15 below %d', (target, low) => {
    const sim = settled(2)
    const { Alarms } = sim.autoScaling.putScalingPolicy({
      AutoScalingGroupName: GROUP,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        TargetValue: target,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
      },
    })
    const names = Alarms.map(({ AlarmName }) => AlarmName as string)
    expect(names).toEqual([
      expect.stringMatching(/^TargetTracking-fleet-AlarmHigh-[0-9a-f-]{36}$/),
      expect.stringMatching(/^TargetTracking-fleet-AlarmLow-[0-9a-f-]{36}$/),
    ])
    const { MetricAlarms = [] } = sim.cloudWatch.describeAlarms({ AlarmNames: names })
    expect(MetricAlarms.map((row) => [row.Threshold, row.EvaluationPeriods, row.DatapointsToAlarm])).toEqual([
      [target, 3, 3],
      [low, 15, 15],
    ])
    expect(MetricAlarms[0]).toMatchObject({
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: GROUP }],
    })
    sim.autoScaling.deletePolicy({ AutoScalingGroupName: GROUP, PolicyName: 'cpu' })
    expect(sim.cloudWatch.describeAlarms({ AlarmNames: names }).MetricAlarms).toEqual([])
  })

  test('AG-08, AG-09 out after three minutes, again when what came is warm; in after fifteen, by half at most', () => {
    const sim = settled(4)
    policy(sim, 'cpu', { ...track(50), EstimatedInstanceWarmup: 60 })
    const load = (minute: number) => (minute < 10 ? 320 : 80)
    expect(watch(sim, 40, (instances, minute) => load(minute) / instances)).toEqual([
      '180: 4→7',
      '1500: 7→4',
      '1560: 4→2',
    ])
  })

  test('CW-24, AG-09 an alarm that is set by hand has the group decide at once', () => {
    const sim = settled(2)
    const action = policy(sim, 'out', change(1))
    alarm(sim, 'high', { action, operator: 'GreaterThanThreshold', threshold: 60, periods: 1 })
    sim.cloudWatch.setAlarmState({ AlarmName: 'high', StateValue: 'ALARM', StateReason: 'test' })
    expect(groupIn(sim).DesiredCapacity).toBe(3)
  })
})

describe('schedules', () => {
  test('AS-70, AS-71, AS-72 an action sets the sizes each time its expression says so, in its time zone', () => {
    const sim = simulationWithGroup({}, { startAt: '2026-03-27T12:00:00Z' })
    sim.autoScaling.putScheduledUpdateGroupAction({
      AutoScalingGroupName: GROUP,
      ScheduledActionName: 'morning',
      Recurrence: '0 8 * * 1-5',
      TimeZone: 'Europe/Berlin',
      MinSize: 2,
      DesiredCapacity: 4,
    })
    sim.autoScaling.putScheduledUpdateGroupAction({
      AutoScalingGroupName: GROUP,
      ScheduledActionName: 'weekend',
      Recurrence: '0 0 * * 0',
      MinSize: 0,
      DesiredCapacity: 0,
    })
    const nextRuns = () =>
      sim.autoScaling
        .describeScheduledActions({ AutoScalingGroupName: GROUP })
        .ScheduledUpdateGroupActions.map(({ StartTime }) => StartTime?.toISOString())
    // On Sunday the clocks of Berlin go forward.
    expect(nextRuns()).toEqual(['2026-03-30T06:00:00.000Z', '2026-03-29T00:00:00.000Z'])
    sim.advance('3d')
    expect(groupIn(sim)).toMatchObject({ MinSize: 2, DesiredCapacity: 4 })
    expect(activitiesOf(sim)[0]?.Cause).toContain(
      'At 2026-03-30T06:00:00Z a scheduled action update of AutoScalingGroup constraints to min: 2, max: 10, desired: 4 changing the desired capacity from 0 to 4.',
    )
    expect(nextRuns()).toEqual(['2026-03-31T06:00:00.000Z', '2026-04-05T00:00:00.000Z'])
  })

  test('AS-73 an action with a start alone runs once and is gone; its bounds pull the group along', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 3 }, { startAt: '2026-01-05T00:00:00Z' })
    sim.autoScaling.putScheduledUpdateGroupAction({
      AutoScalingGroupName: GROUP,
      ScheduledActionName: 'shrink',
      StartTime: new Date('2026-01-05T01:00:00Z'),
      MaxSize: 1,
    })
    sim.advance('2h')
    expect(groupIn(sim)).toMatchObject({ MaxSize: 1, DesiredCapacity: 1 })
    expect(standOf(sim)).toHaveLength(1)
    expect(sim.autoScaling.describeScheduledActions().ScheduledUpdateGroupActions).toEqual([])
  })

  test('AS-72 an action that would put the sizes out of order is an activity that failed', () => {
    const sim = simulationWithGroup({ MaxSize: 3 }, { startAt: '2026-01-05T00:00:00Z' })
    sim.autoScaling.putScheduledUpdateGroupAction({
      AutoScalingGroupName: GROUP,
      ScheduledActionName: 'grow',
      StartTime: new Date('2026-01-05T01:00:00Z'),
      DesiredCapacity: 5,
    })
    sim.advance('1h')
    expect(groupIn(sim).DesiredCapacity).toBe(0)
    expect(activitiesOf(sim)).toMatchObject([
      { StatusCode: 'Failed', StatusMessage: expect.stringContaining('0, 5 and 3') },
    ])
  })

  test('AG-24 what is missed while ScheduledActions are suspended is not made up for', () => {
    const sim = simulationWithGroup({}, { startAt: '2026-01-05T00:00:00Z' })
    sim.autoScaling.putScheduledUpdateGroupAction({
      AutoScalingGroupName: GROUP,
      ScheduledActionName: 'hourly',
      Recurrence: '0 * * * *',
      DesiredCapacity: 1,
    })
    sim.autoScaling.suspendProcesses({ AutoScalingGroupName: GROUP })
    sim.advance('61m')
    sim.autoScaling.resumeProcesses({ AutoScalingGroupName: GROUP })
    sim.advance('58m')
    expect(standOf(sim)).toEqual([])
    sim.advance('1m')
    expect(standOf(sim)).toEqual(['a Pending'])
  })
})
