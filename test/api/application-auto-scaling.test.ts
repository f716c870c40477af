// Application Auto Scaling: what is kept, what is answered, what is refused.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { web } from '../support/rollouts.ts'
import { metricOf, passMinute, RESOURCE, scaledService } from '../support/scaled-services.ts'

type Aas = Simulation['applicationAutoScaling']
type Policy = Omit<Parameters<Aas['putScalingPolicy']>[0], keyof typeof RESOURCE>

const CPU: Policy = {
  PolicyName: 'cpu',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 70,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
}

const put = (sim: Simulation, policy: Policy = CPU) =>
  sim.applicationAutoScaling.putScalingPolicy({ ...RESOURCE, ...policy })

const alarms = (sim: Simulation) => [...sim.view.tables.alarms.values()]

/** What is thrown, and that nothing has changed. */
function refusal(sim: Simulation, call: () => unknown): { name: string; message: string; path?: string } {
  const before = sim.journalHash()
  try {
    call()
  } catch (error) {
    expect(sim.journalHash()).toBe(before)
    const { name, message, path } = error as Error & { path?: string }
    return { name, message, ...(path === undefined ? {} : { path }) }
  }
  throw new Error('it was accepted')
}

describe('scalable targets', () => {
  test('AS-01, AS-02, AS-16 registered, described, changed bit by bit', () => {
    const sim = scaledService({ tasks: 2, minCapacity: 1, maxCapacity: 8 })
    const { applicationAutoScaling } = sim
    const [target] = applicationAutoScaling.describeScalableTargets({ ServiceNamespace: 'ecs' }).ScalableTargets
    expect(target).toMatchObject({
      ...RESOURCE,
      MinCapacity: 1,
      MaxCapacity: 8,
      RoleARN:
        'arn:aws:iam::123456789012:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService',
      SuspendedState: {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
    })
    expect(target?.ScalableTargetARN).toMatch(
      /^arn:aws:application-autoscaling:us-east-1:123456789012:scalable-target\/[0-9a-f]{36}$/,
    )
    const answer = applicationAutoScaling.registerScalableTarget({
      ...RESOURCE,
      MaxCapacity: 9,
      SuspendedState: { DynamicScalingInSuspended: true },
    })
    expect(answer.ScalableTargetARN).toBe(target?.ScalableTargetARN)
    expect(applicationAutoScaling.describeScalableTargets({ ServiceNamespace: 'ecs' }).ScalableTargets).toMatchObject([
      { MinCapacity: 1, MaxCapacity: 9, SuspendedState: { DynamicScalingInSuspended: true } },
    ])
  })

  test('AS-03, AS-04, AS-13 every registration pulls the count into the bounds, without bounds too', () => {
    const sim = scaledService({ tasks: 2, minCapacity: 1, maxCapacity: 8 })
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 12 })
    sim.advance('10m')
    expect(web(sim)).toMatchObject({ desiredCount: 12, runningCount: 12 })
    sim.applicationAutoScaling.registerScalableTarget(RESOURCE)
    expect(web(sim).desiredCount).toBe(8)
    sim.advance(0)
    expect(web(sim).runningCount).toBe(8)
    expect(sim.applicationAutoScaling.describeScalingActivities(RESOURCE).ScalingActivities[0]).toMatchObject({
      Description: 'Setting desired count to 8.',
      Cause: 'maximum capacity was set to 8',
      StatusCode: 'Successful',
    })
    sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, MinCapacity: 8 })
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 })
    sim.applicationAutoScaling.registerScalableTarget(RESOURCE)
    expect(web(sim).desiredCount).toBe(8)
  })

  test('AS-09 what belongs to a target goes with it', () => {
    const sim = scaledService({ tasks: 2 })
    put(sim)
    const action = { ScheduledActionName: 'night', Schedule: 'rate(1 day)', ScalableTargetAction: { MinCapacity: 1 } }
    sim.applicationAutoScaling.putScheduledAction({ ...RESOURCE, ...action })
    sim.applicationAutoScaling.deregisterScalableTarget(RESOURCE)
    const { tables } = sim.view
    for (const table of [tables.scalableTargets, tables.scalingPolicies, tables.scheduledActions, tables.alarms])
      expect(table.size).toBe(0)
    expect(refusal(sim, () => put(sim))).toMatchObject({
      name: 'ObjectNotFoundException',
      message:
        'No scalable target registered for service namespace: ecs, resource ID: service/prod/web, scalable dimension: ecs:service:DesiredCount',
    })
  })

  test.each([
    [{ MinCapacity: 9 }, 'ValidationException', 'MaxCapacity'],
    [{ MinCapacity: -1 }, 'ValidationException', 'MinCapacity'],
    [{ ResourceId: 'service/prod/nobody' }, 'ValidationException', 'ResourceId'],
    [{ ResourceId: 'prod/web' }, 'ValidationException', 'ResourceId'],
    [{ ServiceNamespace: 'dynamodb' }, 'UnsupportedFeatureException', 'ServiceNamespace'],
    [{ ScalableDimension: 'dynamodb:table:ReadCapacityUnits' }, 'ValidationException', 'ScalableDimension'],
    [{ Tags: { '': 'x' } }, 'ValidationException', 'Tags'],
  ] as const)('AS-01 AS-02 AS-10 %j is refused', (wrong, name, path) => {
    const sim = scaledService({ tasks: 2, minCapacity: 1, maxCapacity: 8 })
    const input = { ...RESOURCE, ...wrong } as Parameters<Aas['registerScalableTarget']>[0]
    expect(refusal(sim, () => sim.applicationAutoScaling.registerScalableTarget(input))).toMatchObject({ name, path })
  })

  test('AS-02 a new target needs both bounds', () => {
    const sim = scaledService({ tasks: 2 })
    sim.applicationAutoScaling.deregisterScalableTarget(RESOURCE)
    const register = () => sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, MinCapacity: 1 })
    expect(refusal(sim, register)).toMatchObject({ name: 'ValidationException', path: 'MaxCapacity' })
  })

  test('AS-01 a daemon has nothing to scale', () => {
    const sim = scaledService({ tasks: 2 })
    sim.ecs.createService({
      cluster: 'prod',
      serviceName: 'agent',
      taskDefinition: 'web',
      schedulingStrategy: 'DAEMON',
    })
    const target = { ...RESOURCE, ResourceId: 'service/prod/agent', MinCapacity: 1, MaxCapacity: 2 }
    expect(refusal(sim, () => sim.applicationAutoScaling.registerScalableTarget(target)).path).toBe('ResourceId')
  })

  test('AS-16 tags of a scalable target', () => {
    const sim = scaledService({ tasks: 2 })
    const { ScalableTargetARN } = sim.applicationAutoScaling.registerScalableTarget({ ...RESOURCE, Tags: { a: '1' } })
    const ResourceARN = ScalableTargetARN as string
    sim.applicationAutoScaling.tagResource({ ResourceARN, Tags: { b: '2', a: '3' } })
    expect(sim.applicationAutoScaling.listTagsForResource({ ResourceARN }).Tags).toEqual({ a: '3', b: '2' })
    sim.applicationAutoScaling.untagResource({ ResourceARN, TagKeys: ['a'] })
    expect(sim.applicationAutoScaling.listTagsForResource({ ResourceARN }).Tags).toEqual({ b: '2' })
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, nth) => [`k${nth}`, '']))
    const tag = () => sim.applicationAutoScaling.tagResource({ ResourceARN, Tags: many })
    expect(refusal(sim, tag).name).toBe('TooManyTagsException')
    const list = () => sim.applicationAutoScaling.listTagsForResource({ ResourceARN: 'nobody' })
    expect(refusal(sim, list).name).toBe('ResourceNotFoundException')
  })
})

describe('target tracking policies', () => {
  test("AS-16, AS-20, AS-21, AS-22 two alarms of its own, under AWS's names", () => {
    const sim = scaledService({ tasks: 2 })
    const { PolicyARN, Alarms } = put(sim)
    expect(PolicyARN).toMatch(
      /^arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:[0-9a-f-]{36}:resource\/ecs\/service\/prod\/web:policyName\/cpu$/,
    )
    expect(Alarms.map(({ AlarmName }) => AlarmName)).toEqual([
      expect.stringMatching(/^TargetTracking-service\/prod\/web-AlarmHigh-[0-9a-f-]{36}$/),
      expect.stringMatching(/^TargetTracking-service\/prod\/web-AlarmLow-[0-9a-f-]{36}$/),
    ])
    const usual = {
      description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${PolicyARN}.`,
      periodMs: 60_000,
      treatMissingData: 'missing',
      alarmActions: [PolicyARN],
      state: 'INSUFFICIENT_DATA',
      managedBy: PolicyARN,
      subject: {
        kind: 'metric',
        stat: {
          metric: {
            namespace: 'AWS/ECS',
            metricName: 'CPUUtilization',
            dimensions: [
              { name: 'ClusterName', value: 'prod' },
              { name: 'ServiceName', value: 'web' },
            ],
          },
          periodMs: 60_000,
          statistic: 'Average',
          unit: null,
        },
      },
    }
    expect(alarms(sim)).toMatchObject([
      { ...usual, comparison: 'GreaterThanThreshold', threshold: 70, evaluationPeriods: 3, datapointsToAlarm: 3 },
      { ...usual, comparison: 'LessThanThreshold', threshold: 63, evaluationPeriods: 15, datapointsToAlarm: 15 },
    ])
    expect(sim.applicationAutoScaling.describeScalingPolicies({ ServiceNamespace: 'ecs' }).ScalingPolicies).toEqual([
      {
        PolicyARN,
        ...RESOURCE,
        ...CPU,
        TargetTrackingScalingPolicyConfiguration: {
          ...CPU.TargetTrackingScalingPolicyConfiguration,
          DisableScaleIn: false,
        },
        Alarms,
        CreationTime: sim.now,
      },
    ])
    sim.applicationAutoScaling.deleteScalingPolicy({ ...RESOURCE, PolicyName: 'cpu' })
    expect(alarms(sim)).toEqual([])
  })

  test('AS-24, AS-25 a known name changes the alarms in place, and keeps their state', () => {
    const sim = scaledService({ tasks: 2 })
    const custom = (TargetValue: number, DisableScaleIn = false): Policy => ({
      ...CPU,
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue,
        DisableScaleIn,
        CustomizedMetricSpecification: { ...metricOf('cpu'), Statistic: 'Average' },
      },
    })
    const before = put(sim, custom(70))
    passMinute(sim, [{ name: 'cpu', metric: () => 75 }])
    expect(alarms(sim).map(({ state }) => state)).toEqual(['INSUFFICIENT_DATA', 'OK'])
    expect(put(sim, custom(90))).toEqual(before)
    expect(alarms(sim)).toMatchObject([
      { state: 'INSUFFICIENT_DATA', threshold: 90 },
      { state: 'OK', threshold: 81 },
    ])
    expect(put(sim, custom(90, true)).Alarms).toEqual(before.Alarms.slice(0, 1))
    expect(alarms(sim)).toHaveLength(1)
    expect(put(sim, custom(90)).Alarms).toHaveLength(2)
  })

  test('AS-22 the share of the target below which it scales in is an option', () => {
    const sim = scaledService({ tasks: 2, options: { serviceLowThreshold: 0.5 } })
    put(sim)
    expect(alarms(sim)[1]?.threshold).toBe(35)
  })

  test('AS-26 requests per target of a load balancer', () => {
    const sim = scaledService({ tasks: 2 })
    const label = 'app/front/0123456789abcdef/targetgroup/web/fedcba9876543210'
    const predefined = (PredefinedMetricType: string, ResourceLabel?: string) =>
      ({
        ...CPU,
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 1_500,
          PredefinedMetricSpecification: {
            PredefinedMetricType,
            ...(ResourceLabel === undefined ? {} : { ResourceLabel }),
          },
        },
      }) as Policy
    put(sim, predefined('ALBRequestCountPerTarget', label))
    expect(alarms(sim)[1]).toMatchObject({
      threshold: 1_350,
      subject: {
        stat: {
          metric: {
            namespace: 'AWS/ApplicationELB',
            metricName: 'RequestCountPerTarget',
            dimensions: [{ name: 'TargetGroup', value: 'targetgroup/web/fedcba9876543210' }],
          },
          statistic: 'Sum',
        },
      },
    })
    const path = 'TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification'
    const wrong = [
      [predefined('ALBRequestCountPerTarget'), `${path}.ResourceLabel`],
      [predefined('ALBRequestCountPerTarget', 'app/front'), `${path}.ResourceLabel`],
      [predefined('ECSServiceAverageCPUUtilization', label), `${path}.ResourceLabel`],
      [predefined('DynamoDBReadCapacityUtilization'), `${path}.PredefinedMetricType`],
      [predefined('ECSServiceAverageCPUUtilizationHighResolution'), path],
    ] as const
    for (const [policy, where] of wrong) expect(refusal(sim, () => put(sim, policy)).path).toBe(where)
  })

  test('AS-27, AS-28 metric math: a backlog per task', () => {
    const sim = scaledService({ tasks: 2 })
    const metric = (MetricName: string) => ({
      MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Stat: 'Average' },
      ReturnData: false,
    })
    const math = (Metrics: object[]) =>
      ({
        ...CPU,
        TargetTrackingScalingPolicyConfiguration: { TargetValue: 10, CustomizedMetricSpecification: { Metrics } },
      }) as Policy
    const operands = [
      { Id: 'm1', ...metric('Backlog') },
      { Id: 'm2', ...metric('Workers') },
    ]
    put(sim, math([...operands, { Id: 'e1', Expression: 'm1 / m2' }]))
    const play = (Backlog: number, Workers: number) => {
      for (const [MetricName, Value] of Object.entries({ Backlog, Workers }))
        sim.cloudWatch.putMetricData({ Namespace: 'Shop', MetricData: [{ MetricName, Value }] })
      sim.advance('1m')
    }
    for (let minute = 0; minute < 3; minute++) play(30, 2)
    expect(web(sim).desiredCount).toBe(3)
    const path = 'TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.Metrics'
    const wrong = [
      [operands, path],
      [[...operands, { Id: 'e1', Expression: 'm1 / m2' }, { Id: 'e2', Expression: 'm1' }], path],
      [[...operands, { Id: 'e1', Expression: 'm1 / m3' }], `${path}[2].Expression`],
      [[...operands, { Id: 'm1', Expression: 'm1' }], `${path}[2].Id`],
      [
        [
          { Id: 'm1', Expression: '1', ...metric('Backlog') },
          { Id: 'e1', Expression: 'm1' },
        ],
        `${path}[0]`,
      ],
    ] as const
    for (const [rows, where] of wrong) expect(refusal(sim, () => put(sim, math([...rows]))).path).toBe(where)
  })

  test('AS-27 each policy tracks a metric of its own', () => {
    const sim = scaledService({ tasks: 2 })
    put(sim)
    expect(refusal(sim, () => put(sim, { ...CPU, PolicyName: 'again' }))).toMatchObject({
      name: 'ValidationException',
      message: 'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
    })
  })

  test('AS-10 fifty policies on a target', () => {
    const sim = scaledService({ tasks: 2 })
    const policy = (nth: number): Policy => ({
      PolicyName: `step-${nth}`,
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity',
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
      },
    })
    for (let nth = 0; nth < 50; nth++) put(sim, policy(nth))
    expect(refusal(sim, () => put(sim, policy(50))).name).toBe('LimitExceededException')
    put(sim, policy(49))
    const first = sim.applicationAutoScaling.describeScalingPolicies({ ServiceNamespace: 'ecs', MaxResults: 30 })
    const NextToken = first.NextToken as string
    const second = sim.applicationAutoScaling.describeScalingPolicies({ ServiceNamespace: 'ecs', NextToken })
    expect([first.ScalingPolicies.length, second.ScalingPolicies.length]).toEqual([30, 20])
  })
})

describe('step policies', () => {
  const step = (bounds: readonly (readonly [number | null, number | null])[], more: object = {}): Policy => ({
    PolicyName: 'steps',
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: bounds.map(([lower, upper]) => ({
        ...(lower === null ? {} : { MetricIntervalLowerBound: lower }),
        ...(upper === null ? {} : { MetricIntervalUpperBound: upper }),
        ScalingAdjustment: 1,
      })),
      ...more,
    },
  })

  test('AS-60 it makes no alarm, and lists those of a user that name it', () => {
    const sim = scaledService({ tasks: 2 })
    const { PolicyARN, Alarms } = put(sim, step([[0, null]]))
    expect(Alarms).toEqual([])
    const alarm = {
      ...metricOf('steps'),
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 50,
      ComparisonOperator: 'GreaterThanThreshold',
    } as const
    sim.cloudWatch.putMetricAlarm({ AlarmName: 'high', ...alarm, AlarmActions: [PolicyARN as string] })
    sim.cloudWatch.putMetricAlarm({ AlarmName: 'fine', ...alarm, OKActions: [PolicyARN as string] })
    const describe = () =>
      sim.applicationAutoScaling.describeScalingPolicies({ ServiceNamespace: 'ecs' }).ScalingPolicies[0]
    expect(describe()?.Alarms?.map(({ AlarmName }) => AlarmName)).toEqual(['high'])
    passMinute(sim, [{ name: 'steps', metric: () => 10 }])
    expect(web(sim).desiredCount).toBe(2)
    passMinute(sim, [{ name: 'steps', metric: () => 60 }])
    expect(web(sim).desiredCount).toBe(3)
    sim.applicationAutoScaling.deleteScalingPolicy({ ...RESOURCE, PolicyName: 'steps' })
    expect(alarms(sim).map(({ name }) => name)).toEqual(['high', 'fine'])
    passMinute(sim, [{ name: 'steps', metric: () => 60 }])
    expect(web(sim).desiredCount).toBe(3)
  })

  test.each([
    [
      'a gap',
      [
        [0, 10],
        [20, null],
      ],
    ],
    [
      'an overlap',
      [
        [0, 10],
        [5, null],
      ],
    ],
    [
      'two open ends above',
      [
        [0, null],
        [10, null],
      ],
    ],
    [
      'two open ends below',
      [
        [null, -10],
        [null, 0],
      ],
    ],
    ['a positive bound without an open end above', [[0, 10]]],
    ['a negative bound without an open end below', [[-10, 0]]],
    ['no bound at all', [[null, null]]],
    ['an upper bound that is the lower one', [[10, 10]]],
    ['no steps', []],
    ['21 steps', Array.from({ length: 21 }, (_, nth) => [nth, nth === 20 ? null : nth + 1])],
  ] as [string, (readonly [number | null, number | null])[]][])('AS-63 AS-10 %s', (_what, bounds) => {
    const sim = scaledService({ tasks: 2 })
    expect(refusal(sim, () => put(sim, step(bounds)))).toMatchObject({
      name: 'ValidationException',
      path: expect.stringMatching(/^StepScalingPolicyConfiguration\.StepAdjustments/),
    })
  })

  test.each([
    { MinAdjustmentMagnitude: 2 },
    { AdjustmentType: 'PercentChangeInCapacity', MinAdjustmentMagnitude: 0 },
    { Cooldown: -1 },
    { AdjustmentType: undefined },
    { AdjustmentType: 'Double' },
  ])('AS-60 %j is refused', (more) => {
    const sim = scaledService({ tasks: 2 })
    expect(refusal(sim, () => put(sim, step([[0, null]], more))).name).toBe('ValidationException')
  })

  test('AS-60 what a put leaves out stays; another type takes its place', () => {
    const sim = scaledService({ tasks: 2 })
    const { PolicyARN } = put(sim, step([[0, null]], { Cooldown: 60 }))
    put(sim, { PolicyName: 'steps', StepScalingPolicyConfiguration: { MetricAggregationType: 'Maximum' } })
    const [policy] = sim.applicationAutoScaling.describeScalingPolicies({ ServiceNamespace: 'ecs' }).ScalingPolicies
    expect(policy?.StepScalingPolicyConfiguration).toMatchObject({ Cooldown: 60, MetricAggregationType: 'Maximum' })
    expect(put(sim, { ...CPU, PolicyName: 'steps' })).toMatchObject({ PolicyARN, Alarms: [{}, {}] })
    expect(put(sim, step([[0, null]])).Alarms).toEqual([])
    expect(alarms(sim)).toEqual([])
  })
})

describe('other policies', () => {
  test('AS-80 predictive scaling is kept, listed, and said to have no effect', () => {
    const sim = scaledService({ tasks: 2 })
    const PredictiveScalingPolicyConfiguration = {
      MetricSpecifications: [
        {
          TargetValue: 50,
          PredefinedMetricPairSpecification: { PredefinedMetricType: 'ECSServiceCPUUtilization' },
        },
      ],
    }
    const { PolicyARN } = put(sim, {
      PolicyName: 'forecast',
      PolicyType: 'PredictiveScaling',
      PredictiveScalingPolicyConfiguration,
    })
    expect(
      sim.applicationAutoScaling.describeScalingPolicies({ ServiceNamespace: 'ecs' }).ScalingPolicies,
    ).toMatchObject([{ PolicyType: 'PredictiveScaling', PredictiveScalingPolicyConfiguration, Alarms: [] }])
    expect(sim.notSimulated()).toMatchObject([{ id: PolicyARN, path: 'PredictiveScalingPolicyConfiguration' }])
  })

  test.each([
    [{ PolicyName: 'new' }, 'PolicyType'],
    [{ PolicyName: 'new', PolicyType: 'StepScaling' }, 'StepScalingPolicyConfiguration'],
    [{ ...CPU, StepScalingPolicyConfiguration: {} }, 'StepScalingPolicyConfiguration'],
    [{ ...CPU, PolicyName: '' }, 'PolicyName'],
    [{ ...CPU, PolicyName: 'two\nlines' }, 'PolicyName'],
    [
      { ...CPU, TargetTrackingScalingPolicyConfiguration: { TargetValue: 50 } },
      'TargetTrackingScalingPolicyConfiguration',
    ],
  ] as [Policy, string][])('AS-16 AS-27 %j is refused', (policy, path) => {
    const sim = scaledService({ tasks: 2 })
    expect(refusal(sim, () => put(sim, policy))).toMatchObject({ name: 'ValidationException', path })
  })
})

describe('scheduled actions', () => {
  const action = { ScheduledActionName: 'night', Schedule: 'rate(1 day)', ScalableTargetAction: { MinCapacity: 1 } }
  const schedule = (sim: Simulation, more: object = {}) =>
    sim.applicationAutoScaling.putScheduledAction({ ...RESOURCE, ...action, ...more })
  const listed = (sim: Simulation) =>
    sim.applicationAutoScaling.describeScheduledActions({ ServiceNamespace: 'ecs' }).ScheduledActions

  test('AS-16, AS-74 kept under its name, changed by its name, deleted by its name', () => {
    const sim = scaledService({ tasks: 2 })
    const StartTime = new Date('2026-01-06T00:00:00Z')
    schedule(sim, { Timezone: 'Europe/Berlin', StartTime })
    expect(listed(sim)).toEqual([
      {
        ...RESOURCE,
        ...action,
        Timezone: 'Europe/Berlin',
        StartTime,
        CreationTime: sim.now,
        ScheduledActionARN: expect.stringMatching(
          /^arn:aws:autoscaling:us-east-1:123456789012:scheduledAction:[0-9a-f-]{36}:resource\/ecs\/service\/prod\/web:scheduledActionName\/night$/,
        ),
      },
    ])
    sim.applicationAutoScaling.putScheduledAction({
      ...RESOURCE,
      ScheduledActionName: 'night',
      ScalableTargetAction: { MaxCapacity: 4 },
    })
    expect(listed(sim)).toMatchObject([{ Schedule: 'rate(1 day)', ScalableTargetAction: { MaxCapacity: 4 } }])
    expect(listed(sim)[0]).not.toHaveProperty('StartTime')
    sim.applicationAutoScaling.deleteScheduledAction({ ...RESOURCE, ScheduledActionName: 'night' })
    expect(listed(sim)).toEqual([])
    const again = () => sim.applicationAutoScaling.deleteScheduledAction({ ...RESOURCE, ScheduledActionName: 'night' })
    expect(refusal(sim, again).name).toBe('ObjectNotFoundException')
  })

  test('AS-74 weekdays by number come with a warning', () => {
    const sim = scaledService({ tasks: 2 })
    schedule(sim, { Schedule: 'cron(0 9 ? * 2 *)' })
    expect(sim.notSimulated()).toMatchObject([{ path: 'Schedule', why: expect.stringContaining('1 as Sunday') }])
    schedule(sim, { Schedule: 'cron(0 9 ? * MON *)' })
    expect(sim.notSimulated()).toEqual([])
  })

  test.each([
    [{ ScalableTargetAction: {} }, 'ScalableTargetAction'],
    [{ ScalableTargetAction: undefined }, 'ScalableTargetAction'],
    [{ ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 2 } }, 'ScalableTargetAction.MaxCapacity'],
    [{ Schedule: undefined }, 'Schedule'],
    [{ Schedule: 'cron(0 9 * * * *)' }, 'Schedule'],
    [{ Schedule: 'at(2020-01-01T00:00:00)' }, 'Schedule'],
    [{ EndTime: new Date('2026-01-05T00:00:00Z') }, 'Schedule'],
    [{ Timezone: 'Mars/Olympus' }, 'Timezone'],
    [{ StartTime: new Date('2026-02-01'), EndTime: new Date('2026-02-01') }, 'EndTime'],
  ])('AS-70 AS-71 AS-72 %j is refused', (more, path) => {
    const sim = scaledService({ tasks: 2 })
    expect(refusal(sim, () => schedule(sim, more))).toMatchObject({ name: 'ValidationException', path })
  })

  test('AS-10 two hundred on a target', () => {
    const sim = scaledService({ tasks: 2 })
    for (let nth = 0; nth < 200; nth++) schedule(sim, { ScheduledActionName: `n${nth}` })
    expect(refusal(sim, () => schedule(sim)).name).toBe('LimitExceededException')
  })
})

test('AS-01 every other namespace is refused, by every operation that takes one', () => {
  const sim = new Simulation()
  const { applicationAutoScaling } = sim
  const other = { ServiceNamespace: 'lambda' } as const
  for (const call of [
    () => applicationAutoScaling.describeScalableTargets(other),
    () => applicationAutoScaling.describeScalingPolicies(other),
    () => applicationAutoScaling.describeScheduledActions(other),
    () => applicationAutoScaling.describeScalingActivities(other),
  ])
    expect(refusal(sim, call).name).toBe('UnsupportedFeatureException')
})
