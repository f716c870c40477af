// CloudWatch's operations: what they answer, and what they refuse.
import { describe, expect, test } from 'vitest'
import { AwsException, type CloudWatch, Simulation } from '../../src/index.ts'

type Alarm = Parameters<CloudWatch['putMetricAlarm']>[0]
type Datum = NonNullable<Parameters<CloudWatch['putMetricData']>[0]['MetricData']>[number]

const START = new Date('2026-01-05T09:00:00Z')
const at = (minute: number, second = 0) => new Date(START.getTime() + minute * 60_000 + second * 1_000)
const begin = () => new Simulation({ startAt: START, paranoid: true })

const HIGH: Alarm = {
  AlarmName: 'high',
  Namespace: 'Shop',
  MetricName: 'Load',
  Dimensions: [
    { Name: 'Queue', Value: 'orders' },
    { Name: 'App', Value: 'web' },
  ],
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 50,
  ComparisonOperator: 'GreaterThanThreshold',
}

const SNS = 'arn:aws:sns:us-east-1:123456789012:ops'

function refusal(call: () => unknown): AwsException {
  try {
    call()
  } catch (error) {
    if (error instanceof AwsException) return error
    throw error
  }
  throw new Error('the call was accepted')
}

function put(sim: Simulation, ...data: readonly Datum[]) {
  sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: data })
}

describe('alarms', () => {
  test('CW-20, CW-31 an alarm is described as it was put, with its state', () => {
    const sim = begin()
    expect(sim.cloudWatch.putMetricAlarm({ ...HIGH, AlarmActions: [SNS], AlarmDescription: 'too much' })).toEqual({})
    expect(sim.cloudWatch.describeAlarms()).toEqual({
      CompositeAlarms: [],
      LogAlarms: [],
      MetricAlarms: [
        {
          AlarmName: 'high',
          AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:high',
          AlarmDescription: 'too much',
          AlarmConfigurationUpdatedTimestamp: START,
          ActionsEnabled: true,
          OKActions: [],
          AlarmActions: [SNS],
          InsufficientDataActions: [],
          StateValue: 'INSUFFICIENT_DATA',
          StateReason: 'Unchecked: Initial alarm creation',
          StateUpdatedTimestamp: START,
          StateTransitionedTimestamp: START,
          MetricName: 'Load',
          Namespace: 'Shop',
          Statistic: 'Average',
          Dimensions: [
            { Name: 'App', Value: 'web' },
            { Name: 'Queue', Value: 'orders' },
          ],
          Period: 60,
          EvaluationPeriods: 3,
          DatapointsToAlarm: 3,
          Threshold: 50,
          ComparisonOperator: 'GreaterThanThreshold',
          TreatMissingData: 'missing',
        },
      ],
    })
  })

  const metric = { Id: 'm', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Load' }, Period: 60, Stat: 'Sum' } }
  const hidden = { ...metric, ReturnData: false }
  const MATH: Alarm = {
    AlarmName: 'math',
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    Metrics: [hidden, { Id: 'e', Expression: 'm * 2', ReturnData: true }],
  }

  test('AS-28 an alarm on an expression returns its rows', () => {
    const sim = begin()
    sim.cloudWatch.putMetricAlarm(MATH)
    const [alarm] = sim.cloudWatch.describeAlarms().MetricAlarms
    expect(alarm?.Metrics).toMatchObject(MATH.Metrics ?? [])
    expect(alarm).not.toHaveProperty('Period')
  })

  const without = (member: keyof Alarm): Alarm => ({ ...HIGH, [member]: undefined })
  test.each<[string, Alarm, string, RegExp]>([
    ['a period of 45 s', { ...HIGH, Period: 45 }, 'InvalidParameterValueException', /^Period: /],
    ['a period of a minute and a half', { ...HIGH, Period: 90 }, 'InvalidParameterValueException', /^Period: /],
    [
      'more than a day',
      { ...HIGH, Period: 300, EvaluationPeriods: 289 },
      'InvalidParameterValueException',
      /^EvaluationPeriods: expected Period \* EvaluationPeriods of at most 86400 s/,
    ],
    [
      'more than a week',
      { ...HIGH, Period: 3_600, EvaluationPeriods: 169 },
      'InvalidParameterValueException',
      /at most 604800 s/,
    ],
    ['no period', without('Period'), 'MissingRequiredParameterException', /^Period: /],
    ['no metric', without('MetricName'), 'MissingRequiredParameterException', /^MetricName: /],
    ['no statistic', without('Statistic'), 'MissingRequiredParameterException', /^Statistic: /],
    ['no threshold', without('Threshold'), 'MissingRequiredParameterException', /^Threshold: /],
    ['no comparison', without('ComparisonOperator'), 'MissingRequiredParameterException', /^ComparisonOperator: /],
    ['no number of periods', without('EvaluationPeriods'), 'MissingRequiredParameterException', /^EvaluationPeriods: /],
    ['no name', { ...HIGH, AlarmName: undefined }, 'ValidationError', /^AlarmName: expected a string/],
    ['two statistics', { ...HIGH, ExtendedStatistic: 'p90' }, 'InvalidParameterCombinationException', /^Statistic: /],
    [
      'a percentile beyond 100',
      { ...without('Statistic'), ExtendedStatistic: 'p101' },
      'InvalidParameterValueException',
      /^ExtendedStatistic: /,
    ],
    [
      'a trimmed mean of nothing',
      { ...without('Statistic'), ExtendedStatistic: 'TM(:)' },
      'InvalidParameterValueException',
      /^ExtendedStatistic: expected a statistic such as p95/,
    ],
    [
      'waiting for samples of a mean',
      { ...HIGH, EvaluateLowSampleCountPercentile: 'ignore' },
      'InvalidParameterCombinationException',
      /^EvaluateLowSampleCountPercentile: expected a percentile/,
    ],
    [
      'waiting for samples in another way',
      { ...without('Statistic'), ExtendedStatistic: 'p90', EvaluateLowSampleCountPercentile: 'wait' },
      'InvalidParameterValueException',
      /^EvaluateLowSampleCountPercentile: expected evaluate or ignore/,
    ],
    ['more datapoints than periods', { ...HIGH, DatapointsToAlarm: 4 }, 'InvalidParameterValueException', /^Datapoin/],
    ['a treatment that is none', { ...HIGH, TreatMissingData: 'zero' }, 'InvalidParameterValueException', /^TreatMis/],
    ['six actions', { ...HIGH, OKActions: Array(6).fill(SNS) }, 'InvalidParameterValueException', /^OKActions: /],
    ['an action without ARN', { ...HIGH, AlarmActions: ['ops'] }, 'InvalidParameterValueException', /^AlarmActions\[0/],
    [
      'ten seconds of a metric of AWS',
      { ...HIGH, Namespace: 'AWS/EC2', Period: 10 },
      'InvalidParameterValueException',
      /^Period: expected 60 or more for metrics of the namespaces that begin with 'AWS\//,
    ],
    [
      'a dimension twice',
      { ...HIGH, Dimensions: Array(2).fill({ Name: 'a', Value: 'b' }) },
      'InvalidParameterValueException',
      /its own/,
    ],
    [
      'an anomaly',
      { ...HIGH, ComparisonOperator: 'LessThanLowerThreshold' },
      'UnsupportedFeatureException',
      /^ComparisonOperator: .*anomaly detection/,
    ],
    ['an anomaly band', { ...HIGH, ThresholdMetricId: 'a' }, 'UnsupportedFeatureException', /^ThresholdMetricId: /],
    ['a metric beside rows', { ...MATH, Namespace: 'Shop' }, 'InvalidParameterCombinationException', /^Namespace: /],
    ['a period beside rows', { ...MATH, Period: 60 }, 'InvalidParameterCombinationException', /^Period: /],
    [
      'rows of which two are returned',
      { ...MATH, Metrics: [metric, { Id: 'e', Expression: 'm' }] },
      'InvalidParameterValueException',
      /exactly one row/,
    ],
    [
      'rows without a metric',
      { ...MATH, Metrics: [{ Id: 'e', Expression: '1' }] },
      'InvalidParameterValueException',
      /^Metrics: expected 1 to 10 metrics/,
    ],
    [
      'one number instead of one a period',
      { ...MATH, Metrics: [hidden, { Id: 'e', Expression: 'MAX(m)' }] },
      'InvalidParameterValueException',
      /one value a period/,
    ],
    [
      'two periods',
      {
        ...MATH,
        Metrics: [
          hidden,
          { ...hidden, Id: 'n', MetricStat: { ...metric.MetricStat, Period: 300 } },
          { Id: 'e', Expression: 'm + n' },
        ],
      },
      'InvalidParameterValueException',
      /one period for all its rows, found "60 and 300"/,
    ],
    [
      'an unknown function',
      { ...MATH, Metrics: [hidden, { Id: 'e', Expression: 'ANOMALY_DETECTION_BAND(m)' }] },
      'ValidationError',
      /^Metrics\[1\]\.Expression: .*found "ANOMALY_DETECTION_BAND"/,
    ],
    [
      'a row that is metric and expression',
      { ...MATH, Metrics: [{ ...metric, Expression: 'm' }] },
      'InvalidParameterCombinationException',
      /^Metrics\[0\]: /,
    ],
    [
      'a row that is neither',
      { ...MATH, Metrics: [{ Id: 'm' }] },
      'MissingRequiredParameterException',
      /^Metrics\[0\]: /,
    ],
  ])('CW-20 %s is refused', (_what, alarm, name, message) => {
    const sim = begin()
    const error = refusal(() => sim.cloudWatch.putMetricAlarm(alarm))
    expect(error.name).toBe(name)
    expect(error.message).toMatch(message)
    expect(sim.journal).toEqual([])
  })

  test('CW-20 a day of periods below an hour, and a week of longer ones', () => {
    const sim = begin()
    sim.cloudWatch.putMetricAlarm({ ...HIGH, Period: 300, EvaluationPeriods: 288 })
    sim.cloudWatch.putMetricAlarm({ ...HIGH, Period: 3_600, EvaluationPeriods: 168 })
    sim.cloudWatch.putMetricAlarm({ ...HIGH, Period: 10, EvaluationPeriods: 8_640 })
    sim.advance('1m')
    expect(sim.cloudWatch.describeAlarms().MetricAlarms).toHaveLength(1)
  })

  test.each(['putAnomalyDetector', 'describeAnomalyDetectors'] as const)('CW-24 %s is refused by name', (operation) => {
    const error = refusal(() => begin().cloudWatch[operation]())
    expect(error.name).toBe('UnsupportedFeatureException')
    expect(error.message).toContain(operation)
  })

  function several() {
    const sim = begin()
    for (const AlarmName of ['web-low', 'web-high', 'db-high'])
      sim.cloudWatch.putMetricAlarm({ ...HIGH, AlarmName, ...(AlarmName === 'db-high' ? { OKActions: [SNS] } : {}) })
    sim.cloudWatch.setAlarmState({ AlarmName: 'web-low', StateValue: 'OK', StateReason: 'ours', StateReasonData: '{}' })
    return sim
  }

  test.each<[Parameters<CloudWatch['describeAlarms']>[0], string[]]>([
    [{}, ['db-high', 'web-high', 'web-low']],
    [{ AlarmNames: ['web-low', 'nobody'] }, ['web-low']],
    [{ AlarmNamePrefix: 'web' }, ['web-high', 'web-low']],
    [{ StateValue: 'OK' }, ['web-low']],
    [{ ActionPrefix: 'arn:aws:sns' }, ['db-high']],
    [{ AlarmTypes: ['CompositeAlarm'] }, []],
  ])('describeAlarms finds by %j', (input, names) => {
    const { MetricAlarms } = several().cloudWatch.describeAlarms(input)
    expect(MetricAlarms.map(({ AlarmName }) => AlarmName)).toEqual(names)
  })

  test('describeAlarms answers page by page', () => {
    const { cloudWatch } = several()
    const first = cloudWatch.describeAlarms({ MaxRecords: 2 })
    const second = cloudWatch.describeAlarms({ MaxRecords: 2, NextToken: first.NextToken })
    expect([first, second].map(({ MetricAlarms }) => MetricAlarms.length)).toEqual([2, 1])
    expect(second).not.toHaveProperty('NextToken')
    expect(refusal(() => cloudWatch.describeAlarms({ NextToken: 'x' })).name).toBe('InvalidNextToken')
    const both = { AlarmNames: ['web-low'], AlarmNamePrefix: 'web' }
    expect(refusal(() => cloudWatch.describeAlarms(both)).name).toBe('InvalidParameterCombinationException')
    expect(refusal(() => cloudWatch.describeAlarms({ MaxRecords: 101 })).name).toBe('InvalidParameterValueException')
  })

  test('describeAlarmsForMetric finds the alarms on one metric, whatever the order of its dimensions', () => {
    const { cloudWatch } = several()
    const Dimensions = [...(HIGH.Dimensions ?? [])].reverse()
    const find = (more: object) =>
      cloudWatch.describeAlarmsForMetric({ Namespace: 'Shop', MetricName: 'Load', ...more }).MetricAlarms.length
    expect([
      find({ Dimensions }),
      find({}),
      find({ Dimensions, Period: 300 }),
      find({ Dimensions, Statistic: 'Sum' }),
    ]).toEqual([3, 0, 0, 0])
  })

  test('CW-24 deleteAlarms takes away those that are there', () => {
    const { cloudWatch } = several()
    const error = refusal(() => cloudWatch.deleteAlarms({ AlarmNames: ['nobody'] }))
    expect(error).toMatchObject({ name: 'ResourceNotFound', path: 'AlarmNames[0]' })
    cloudWatch.deleteAlarms({ AlarmNames: ['web-low', 'nobody', 'web-high'] })
    expect(cloudWatch.describeAlarms().MetricAlarms).toMatchObject([{ AlarmName: 'db-high' }])
  })

  test('CW-24 setAlarmState: a state, a reason, JSON beside it', () => {
    const { cloudWatch } = several()
    expect(cloudWatch.describeAlarms({ AlarmNames: ['web-low'] }).MetricAlarms).toMatchObject([
      { StateValue: 'OK', StateReason: 'ours', StateReasonData: '{}' },
    ])
    const set = (more: object) => () =>
      cloudWatch.setAlarmState({ AlarmName: 'web-low', StateValue: 'ALARM', StateReason: 'x', ...more })
    expect(refusal(set({ AlarmName: 'nobody' })).name).toBe('ResourceNotFound')
    expect(refusal(set({ StateReasonData: '{' })).name).toBe('InvalidFormatFault')
    expect(refusal(set({ StateValue: 'BAD' })).name).toBe('ValidationError')
  })

  test('CW-24 actions are switched off and on', () => {
    const { cloudWatch } = several()
    const enabled = () => cloudWatch.describeAlarms().MetricAlarms.map(({ ActionsEnabled }) => ActionsEnabled)
    cloudWatch.disableAlarmActions({ AlarmNames: ['db-high', 'nobody'] })
    expect(enabled()).toEqual([false, true, true])
    cloudWatch.enableAlarmActions({ AlarmNames: ['db-high'] })
    expect(enabled()).toEqual([true, true, true])
  })

  test('CW-25, CW-31 the history tells configuration, states and actions, newest first', () => {
    const sim = begin()
    sim.cloudWatch.putMetricAlarm({ ...HIGH, AlarmActions: [SNS] })
    sim.advance('1m')
    sim.cloudWatch.setAlarmState({ AlarmName: 'high', StateValue: 'ALARM', StateReason: 'a drill' })
    sim.cloudWatch.disableAlarmActions({ AlarmNames: ['high'] })
    sim.advance('1m')
    sim.cloudWatch.setAlarmState({ AlarmName: 'high', StateValue: 'ALARM', StateReason: 'another' })
    sim.cloudWatch.deleteAlarms({ AlarmNames: ['high'] })
    const told = (input: object) =>
      sim.cloudWatch.describeAlarmHistory(input).AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)
    const all = [
      'Alarm "high" deleted',
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
      'Alarm updated from ALARM to INSUFFICIENT_DATA',
      'Alarm "high" updated',
      `Successfully executed action ${SNS}`,
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
      'Alarm "high" created',
    ]
    expect(told({})).toEqual(all)
    expect(told({ ScanBy: 'TimestampAscending', MaxRecords: 2 })).toEqual(all.slice(-2).reverse())
    expect(told({ HistoryItemType: 'Action' })).toEqual([all[4]])
    expect(told({ AlarmName: 'nobody' })).toEqual([])
    expect(told({ EndDate: at(0, 30) })).toEqual([all[6]])
    const [item] = sim.cloudWatch.describeAlarmHistory({
      HistoryItemType: 'StateUpdate',
      MaxRecords: 1,
    }).AlarmHistoryItems
    expect(JSON.parse(item?.HistoryData ?? '')).toMatchObject({
      newState: { stateValue: 'ALARM', stateReason: 'another' },
    })
  })

  test('actions that are no scaling policies are kept, and listed as without effect', () => {
    const sim = begin()
    const policy = 'arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1:policyName/out'
    sim.cloudWatch.putMetricAlarm({ ...HIGH, AlarmActions: [policy, SNS] })
    const id = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:high'
    expect(sim.notSimulated()).toEqual([{ id, path: 'AlarmActions[1]', why: 'alarms notify nobody' }])
  })

  test('tags of an alarm', () => {
    const { cloudWatch } = begin()
    cloudWatch.putMetricAlarm({ ...HIGH, Tags: [{ Key: 'team', Value: 'blue' }] })
    const ResourceARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:high'
    const Tags = [
      { Key: 'team', Value: 'red' },
      { Key: 'cost', Value: '1' },
    ]
    cloudWatch.tagResource({ ResourceARN, Tags })
    expect(cloudWatch.listTagsForResource({ ResourceARN }).Tags).toEqual(Tags)
    cloudWatch.untagResource({ ResourceARN, TagKeys: ['team', 'other'] })
    expect(cloudWatch.listTagsForResource({ ResourceARN }).Tags).toEqual(Tags.slice(1))
    expect(refusal(() => cloudWatch.listTagsForResource({ ResourceARN: 'x' })).name).toBe('ResourceNotFoundException')
  })
})

describe('metric data', () => {
  const LOAD = { MetricName: 'Load' }

  test.each<[string, Datum, string, RegExp]>([
    ['nothing', LOAD, 'MissingRequiredParameterException', /one of Value, Values and StatisticValues/],
    ['two kinds', { ...LOAD, Value: 1, Values: [1] }, 'InvalidParameterCombinationException', /^MetricData\[0\]: /],
    ['counts alone', { ...LOAD, Value: 1, Counts: [1] }, 'InvalidParameterCombinationException', /Counts: /],
    [
      'fewer counts than values',
      { ...LOAD, Values: [1, 2], Counts: [1] },
      'InvalidParameterValueException',
      /Counts: expected 2 items/,
    ],
    ['a count of none', { ...LOAD, Values: [1], Counts: [0] }, 'InvalidParameterValueException', /Counts\[0\]: /],
    ['151 values', { ...LOAD, Values: Array(151).fill(1) }, 'InvalidParameterValueException', /Values: /],
    ['a value beyond 2^360', { ...LOAD, Value: 1e109 }, 'InvalidParameterValueException', /Values\[0\]: /],
    [
      'no samples',
      { ...LOAD, StatisticValues: { SampleCount: 0, Sum: 0, Minimum: 0, Maximum: 0 } },
      'InvalidParameterValueException',
      /SampleCount: /,
    ],
    [
      'a minimum above the maximum',
      { ...LOAD, StatisticValues: { SampleCount: 1, Sum: 0, Minimum: 2, Maximum: 1 } },
      'InvalidParameterValueException',
      /Minimum: /,
    ],
    [
      'two weeks and more ago',
      { ...LOAD, Value: 1, Timestamp: at(-14 * 1_440 - 1) },
      'InvalidParameterValueException',
      /Timestamp: /,
    ],
    [
      'more than two hours ahead',
      { ...LOAD, Value: 1, Timestamp: at(121) },
      'InvalidParameterValueException',
      /Timestamp: /,
    ],
    [
      'another resolution',
      { ...LOAD, Value: 1, StorageResolution: 30 },
      'InvalidParameterValueException',
      /StorageResolution: expected 1 or 60/,
    ],
    [
      'too many dimensions',
      { ...LOAD, Value: 1, Dimensions: Array.from({ length: 31 }, (_, index) => ({ Name: `d${index}`, Value: 'x' })) },
      'InvalidParameterValueException',
      /Dimensions: /,
    ],
  ])('CW-16 a datum with %s is refused', (_what, datum, name, message) => {
    const sim = begin()
    const error = refusal(() => put(sim, datum))
    expect(error.name).toBe(name)
    expect(error.message).toMatch(message)
    expect(sim.journal).toEqual([])
  })

  test('nobody puts data into the namespaces of AWS, and nobody puts none', () => {
    const { cloudWatch } = begin()
    const MetricData = [{ ...LOAD, Value: 1 }]
    expect(refusal(() => cloudWatch.putMetricData({ Namespace: 'AWS/ECS', MetricData })).message).toMatch(
      /^Namespace: /,
    )
    expect(refusal(() => cloudWatch.putMetricData({ Namespace: 'Shop' })).name).toBe(
      'MissingRequiredParameterException',
    )
  })

  /** Two minutes of data, and what all ways of putting it come to. */
  function busy() {
    const sim = begin()
    put(sim, { ...LOAD, Value: 10, Unit: 'Count' }, { ...LOAD, Values: [20, 30], Counts: [2, 1], Unit: 'Count' })
    put(sim, {
      ...LOAD,
      StatisticValues: { SampleCount: 2, Sum: 100, Minimum: 40, Maximum: 60 },
      Unit: 'Count',
      Timestamp: at(1),
    })
    put(sim, { ...LOAD, Value: 7, Unit: 'Seconds', Timestamp: at(2) })
    sim.advance('5m')
    return sim
  }
  const all = { Namespace: 'Shop', MetricName: 'Load', StartTime: at(0), EndTime: at(5) }

  test('getMetricStatistics gives each period its statistics, unit by unit', () => {
    const { cloudWatch } = busy()
    const Statistics = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'] as const
    const expected = [
      { Timestamp: at(0), SampleCount: 4, Sum: 80, Average: 20, Minimum: 10, Maximum: 30, Unit: 'Count' },
      { Timestamp: at(1), SampleCount: 2, Sum: 100, Average: 50, Minimum: 40, Maximum: 60, Unit: 'Count' },
      { Timestamp: at(2), SampleCount: 1, Sum: 7, Average: 7, Minimum: 7, Maximum: 7, Unit: 'Seconds' },
    ]
    expect(cloudWatch.getMetricStatistics({ ...all, Period: 60, Statistics })).toEqual({
      Label: 'Load',
      Datapoints: expected,
    })
    const counts = cloudWatch.getMetricStatistics({ ...all, Period: 300, Statistics: ['Sum'], Unit: 'Count' })
    expect(counts.Datapoints).toEqual([{ Timestamp: at(0), Sum: 180, Unit: 'Count' }])
    const extended = cloudWatch.getMetricStatistics({ ...all, Period: 60, ExtendedStatistics: ['p50', 'p99.9'] })
    expect(extended.Datapoints.map(({ ExtendedStatistics }) => ExtendedStatistics)).toEqual([
      { p50: 20, 'p99.9': 30 },
      // Statistics alone do not say where the middle is.
      undefined,
      { p50: 7, 'p99.9': 7 },
    ])
  })

  test('SC-01 a minute can be seen when it is over', () => {
    const sim = begin()
    put(sim, { ...LOAD, Value: 1 })
    const seen = () => sim.cloudWatch.getMetricStatistics({ ...all, Period: 60, Statistics: ['Sum'] }).Datapoints.length
    sim.advance('59s')
    expect(seen()).toBe(0)
    sim.advance('1s')
    expect(seen()).toBe(1)
  })

  test.each<[string, object, string]>([
    ['no statistics', { Statistics: [] }, 'MissingRequiredParameterException'],
    ['both kinds', { ExtendedStatistics: ['p50'] }, 'InvalidParameterCombinationException'],
    ['a period of 7 s', { Period: 7 }, 'InvalidParameterValueException'],
    ['an end before the start', { EndTime: at(-1) }, 'InvalidParameterValueException'],
    ['too many datapoints', { StartTime: at(-2_000) }, 'InvalidParameterCombinationException'],
    [
      'minutes of three weeks ago',
      { StartTime: at(-21 * 1_440), EndTime: at(-20 * 1_440 - 1_000) },
      'InvalidParameterValueException',
    ],
    [
      'seconds of four hours ago',
      { StartTime: at(-240), EndTime: at(-239), Period: 1 },
      'InvalidParameterValueException',
    ],
  ])('CW-16 getMetricStatistics refuses %s', (_what, members, name) => {
    const input = { ...all, Period: 60, Statistics: ['Sum' as const], ...members }
    expect(refusal(() => begin().cloudWatch.getMetricStatistics(input)).name).toBe(name)
  })

  test('CW-16 what was put by the second can be read so for three hours, by the minute for fifteen days', () => {
    const sim = begin()
    put(
      sim,
      { ...LOAD, Value: 1, StorageResolution: 1 },
      { ...LOAD, Value: 5, StorageResolution: 1, Timestamp: at(0, 1) },
    )
    sim.advance('1h')
    const sums = (Period: number) =>
      sim.cloudWatch.getMetricData({
        MetricDataQueries: [
          { Id: 'm', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Load' }, Period, Stat: 'Sum' } },
        ],
        StartTime: at(0),
        EndTime: at(60),
        ScanBy: 'TimestampAscending',
      }).MetricDataResults[0]?.Values
    expect([sums(1), sums(60), sums(300)]).toEqual([[1, 5], [6], [6]])
    sim.advance('3h')
    expect([sums(1), sums(60), sums(300)]).toEqual([[], [6], [6]])
    sim.advance('15d')
    expect([sums(1), sums(60), sums(300)]).toEqual([[], [], [6]])
    sim.advance('440d')
    expect([sums(300), sums(3_600)]).toEqual([[], []])
    put(sim, { ...LOAD, Value: 1 })
    expect(sim.view.tables.metricData.size).toBe(1)
  })

  const QUERIES = [
    { Id: 'm', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Load' }, Period: 60, Stat: 'Sum' } },
    { Id: 'e', Expression: 'm / 10', Label: 'tenths' },
    { Id: 'gone', MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Other' }, Period: 60, Stat: 'Sum' } },
  ]
  const query = { MetricDataQueries: QUERIES, StartTime: at(0), EndTime: at(5) }

  test('AS-28 getMetricData answers metrics and expressions, newest first', () => {
    const { cloudWatch } = busy()
    const answer = cloudWatch.getMetricData(query)
    expect(answer).toEqual({
      Messages: [],
      MetricDataResults: [
        { Id: 'm', Label: 'Load', StatusCode: 'Complete', Timestamps: [at(2), at(1), at(0)], Values: [7, 100, 80] },
        { Id: 'e', Label: 'tenths', StatusCode: 'Complete', Timestamps: [at(2), at(1), at(0)], Values: [0.7, 10, 8] },
        { Id: 'gone', Label: 'Other', StatusCode: 'Complete', Timestamps: [], Values: [] },
      ],
    })
    const [ascending] = cloudWatch.getMetricData({ ...query, ScanBy: 'TimestampAscending' }).MetricDataResults
    expect(ascending?.Values).toEqual([80, 100, 7])
    const unit = { ...QUERIES[0]!, MetricStat: { ...QUERIES[0]!.MetricStat!, Unit: 'Count' as const } }
    expect(cloudWatch.getMetricData({ ...query, MetricDataQueries: [unit] }).MetricDataResults[0]?.Values).toEqual([
      100, 80,
    ])
    const list = [QUERIES[0]!, { ...QUERIES[2]!, ReturnData: false }, { Id: 'e', Expression: 'METRICS() + 1' }]
    const rows = cloudWatch.getMetricData({ ...query, MetricDataQueries: list }).MetricDataResults
    expect(rows.map(({ Id, Values }) => [Id, Values])).toEqual([
      ['m', [7, 100, 80]],
      ['e', [8, 101, 81]],
      ['e', []],
    ])
  })

  test('getMetricData hands out as many datapoints as it is asked for', () => {
    const { cloudWatch } = busy()
    const pages: (readonly [string | undefined, number[] | undefined, string | undefined][])[] = []
    let NextToken: string | undefined
    do {
      const page = cloudWatch.getMetricData({
        ...query,
        MaxDatapoints: 2,
        ...(NextToken === undefined ? {} : { NextToken }),
      })
      pages.push(page.MetricDataResults.map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode] as const))
      NextToken = page.NextToken
    } while (NextToken !== undefined)
    expect(pages).toEqual([
      [
        ['m', [7, 100], 'PartialData'],
        ['gone', [], 'Complete'],
      ],
      [
        ['m', [80], 'Complete'],
        ['e', [0.7], 'PartialData'],
      ],
      [['e', [10, 8], 'Complete']],
    ])
  })

  test.each<[string, object, string, RegExp]>([
    [
      'an expression that is one number',
      { MetricDataQueries: [QUERIES[0], { Id: 'e', Expression: 'MAX(m)' }] },
      'ValidationError',
      /a value a period/,
    ],
    [
      'an unknown function',
      { MetricDataQueries: [QUERIES[0], { Id: 'e', Expression: 'SORT(m)' }] },
      'ValidationError',
      /found "SORT"/,
    ],
    ['no queries', { MetricDataQueries: [] }, 'InvalidParameterValueException', /^MetricDataQueries: /],
    ['no time', { EndTime: at(0) }, 'InvalidParameterValueException', /^StartTime: /],
    [
      'a time zone by name',
      { LabelOptions: { Timezone: 'UTC' } },
      'InvalidParameterValueException',
      /^LabelOptions\.Timezone: /,
    ],
    [
      'a dynamic label',
      { MetricDataQueries: [{ ...QUERIES[0], Label: `\${MAX}` }] },
      'UnsupportedFeatureException',
      /Label: .*dynamic labels/,
    ],
    [
      'another account',
      { MetricDataQueries: [{ ...QUERIES[0], AccountId: '1' }] },
      'UnsupportedFeatureException',
      /AccountId: /,
    ],
  ])('getMetricData refuses %s', (_what, members, name, message) => {
    const error = refusal(() => busy().cloudWatch.getMetricData({ ...query, ...members } as typeof query))
    expect(error.name).toBe(name)
    expect(error.message).toMatch(message)
  })

  test('listMetrics finds what has had data lately', () => {
    const sim = begin()
    const Dimensions = [{ Name: 'Queue', Value: 'orders' }]
    put(sim, { ...LOAD, Value: 1, Dimensions }, { ...LOAD, Value: 1 }, { MetricName: 'Age', Value: 1, Dimensions })
    sim.advance('1m')
    const found = (input: Parameters<CloudWatch['listMetrics']>[0]) =>
      sim.cloudWatch.listMetrics(input).Metrics.map(({ MetricName, Dimensions: at }) => `${MetricName} ${at?.length}`)
    expect(found({})).toEqual(['Age 1', 'Load 1', 'Load 0'])
    expect(found({ Namespace: 'Other' })).toEqual([])
    expect(found({ MetricName: 'Load', Dimensions: [{ Name: 'Queue' }] })).toEqual(['Load 1'])
    expect(found({ Dimensions: [{ Name: 'Queue', Value: 'mail' }] })).toEqual([])
    sim.advance('4h')
    put(sim, { ...LOAD, Value: 1 })
    sim.advance('1m')
    expect(found({ RecentlyActive: 'PT3H' })).toEqual(['Load 0'])
    expect(found({})).toHaveLength(3)
    sim.advance('14d')
    expect(found({})).toEqual([])
  })
})
