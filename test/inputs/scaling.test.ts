// Scenarios that scale: what they set up, what they ask of services, and what they expect.
import { describe, expect, test } from 'vitest'
import { loadScenario, runScenario } from '../../src/inputs/index.ts'
import { mistakeIn } from './templates.ts'

const BASE = {
  seed: 'scale',
  cluster: 'shop',
  clusters: [
    {
      clusterName: 'shop',
      capacityProviders: ['hosts'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'hosts', weight: 1 }],
    },
  ],
  launchTemplates: [{ launchTemplateName: 'hosts', instanceType: 'm5.large' }],
  autoScalingGroups: [
    {
      ...{ AutoScalingGroupName: 'hosts', MinSize: 0, MaxSize: 6 },
      LaunchTemplate: { LaunchTemplateName: 'hosts', Version: '$Latest' },
    },
  ],
  capacityProviders: [
    {
      name: 'hosts',
      autoScalingGroupProvider: { autoScalingGroupArn: 'hosts', managedScaling: { status: 'ENABLED' } },
    },
  ],
  taskDefinitions: [{ family: 'web', containerDefinitions: [{ name: 'app', image: 'shop', cpu: 512, memory: 512 }] }],
  services: [{ serviceName: 'web', taskDefinition: 'web', desiredCount: 4 }],
  scalableTargets: [{ ResourceId: 'service/shop/web', MinCapacity: 2, MaxCapacity: 12 }],
  scalingPolicies: [
    {
      ...{ PolicyName: 'half', PolicyType: 'TargetTrackingScaling', ResourceId: 'service/shop/web' },
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    },
  ],
  load: [
    {
      service: 'web',
      requestsPerSecond: {
        steps: {
          from: 20,
          turns: [
            { at: '5m', value: 50 },
            { at: '35m', value: 20 },
          ],
        },
      },
      cpuSecondsPerRequest: 0.05,
    },
  ],
  until: '2h',
}

const load = (more: object) => loadScenario(JSON.stringify({ ...BASE, ...more }))
const judged = (expectations: readonly object[], more: object = {}) =>
  runScenario(load({ ...more, expect: expectations })).expectations.map(({ met, found }) => [met, found])

describe('a load that doubles for half an hour', () => {
  test('AS-32, CP-11 it scales out and back, and each expectation says what it found', () => {
    expect(
      judged([
        { instances: { atMost: 4 } },
        { instances: { atLeast: 3 }, service: 'web' },
        { desired: { atLeast: 4, atMost: 10 } },
        { desired: { atMost: 8 } },
        { cpu: { p95: 95 } },
        { cpu: { most: 60 } },
        { scaledBack: { by: '1h' } },
        { scaledBack: { by: '40m' } },
        { scaledBack: { by: '1h', to: 3 } },
      ]).slice(1),
    ).toMatchInlineSnapshot(`
      [
        [
          true,
          "from 2, at 0s, to 3, at 14m",
        ],
        [
          false,
          "from 2, at 0s, to 3, at 14m",
        ],
        [
          true,
          "from 4, at 0s, to 10, at 13m",
        ],
        [
          false,
          "from 4, at 0s, to 10, at 13m",
        ],
        [
          true,
          "p95 62.5 % of 120 minutes",
        ],
        [
          false,
          "most 100 % of 120 minutes",
        ],
        [
          true,
          "from 10, at 13m, back at 4 at 50m",
        ],
        [
          false,
          "from 10, at 13m, back at 4 at 50m",
        ],
        [
          false,
          "4 wanted at the end",
        ],
      ]
    `)
  })

  test('AS-22 it rests under the load before the clock shows 0', () => {
    expect(judged([{ desired: { atLeast: 4, atMost: 4 } }], { until: '4m' }).at(-1)).toEqual([true, '4 all the time'])
  })

  test('a service without a load has no CPU to expect', () => {
    const [, cpu] = judged([{ cpu: { p95: 50 } }, { scaledBack: { by: '1h' } }], {
      load: [{ service: 'web', requestsPerSecond: 0 }],
      until: '2m',
    })
    expect(cpu).toEqual([true, expect.stringMatching(/^p95 0 % of \d minutes$/)])
  })
})

test('CW-25 alarms name policies, schedules change bounds, and groups have policies and hooks', () => {
  const at = (name: string, value: object) => ({ PolicyName: name, AutoScalingGroupName: 'hosts', ...value })
  const { simulation: sim } = runScenario(
    load({
      scalableTargets: [
        {
          ...BASE.scalableTargets[0],
          ScheduledActions: [
            {
              ScheduledActionName: 'up',
              Schedule: 'at(2026-01-01T00:10:00)',
              ScalableTargetAction: { MinCapacity: 6 },
            },
          ],
        },
      ],
      lifecycleHooks: [
        {
          ...{
            AutoScalingGroupName: 'hosts',
            LifecycleHookName: 'warm',
            HeartbeatTimeout: 30,
            DefaultResult: 'CONTINUE',
          },
          LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        },
      ],
      groupPolicies: [
        at('one-more', { PolicyType: 'SimpleScaling', AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 }),
      ],
      groupSchedules: [
        { AutoScalingGroupName: 'hosts', ScheduledActionName: 'night', Recurrence: '0 3 * * *', MinSize: 1 },
      ],
      alarms: [
        {
          ...{ AlarmName: 'hot', Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Statistic: 'Average', Period: 60 },
          Dimensions: [
            { Name: 'ClusterName', Value: 'shop' },
            { Name: 'ServiceName', Value: 'web' },
          ],
          ...{
            EvaluationPeriods: 1,
            Threshold: 90,
            ComparisonOperator: 'GreaterThanThreshold',
            AlarmActions: ['one-more'],
          },
        },
      ],
      until: '20m',
    }),
  )
  const { alarms, groupPolicies, groupSchedules, services } = sim.view.tables
  const policy = [...groupPolicies.values()].find(({ name }) => name === 'one-more')
  expect([...alarms.values()].find(({ name }) => name === 'hot')?.alarmActions).toEqual([policy?.id])
  expect([...groupSchedules.values()].map(({ name }) => name)).toEqual(['night'])
  expect([...services.values()][0]?.desiredCount).toBeGreaterThanOrEqual(6)
})

test('AG-23 a scenario puts warm pools: tasks that wait run sooner', () => {
  const { simulation: sim } = runScenario(
    load({ warmPools: [{ AutoScalingGroupName: 'hosts', MinSize: 1, MaxGroupPreparedCapacity: 0 }], until: '10m' }),
  )
  const pool = sim.autoScaling.describeWarmPool({ AutoScalingGroupName: 'hosts' })
  expect(pool).toMatchObject({
    WarmPoolConfiguration: { MinSize: 1, MaxGroupPreparedCapacity: 0, PoolState: 'Stopped' },
    Instances: [{ LifecycleState: 'Warmed:Stopped' }],
  })
})

describe('mistakes have a place', () => {
  const run = (more: object) => () => runScenario(load(more))

  test.each<[string, object, RegExp]>([
    [
      'a load of nobody',
      { load: [{ service: 'wob', requestsPerSecond: 1 }] },
      /load\[0\]\.service: expected one of the services web, found "wob"\. Did you mean "web"\?$/,
    ],
    [
      'the same twice',
      {
        load: [
          { service: 'web', users: 1 },
          { service: 'web', users: 1 },
        ],
      },
      /load\[1\]: the load of web stands here twice/,
    ],
    [
      'no quantity',
      { load: [{ service: 'web' }] },
      /load\[0\]: expected exactly one of requestsPerSecond, .* found nothing/,
    ],
    [
      'a slip in a profile',
      { load: [{ service: 'web', requestsPerSecond: { step: 1 } }] },
      /load\[0\]\.requestsPerSecond\.step: expected steps, found "step"/,
    ],
    ['a slip beside it', { load: [{ servce: 'web' }] }, /load\[0\]\.servce: .*Did you mean "service"/],
    [
      'a group that AWS refuses',
      {
        autoScalingGroups: [
          { AutoScalingGroupName: 'g', MinSize: 2, MaxSize: 1, LaunchTemplate: { LaunchTemplateName: 'hosts' } },
        ],
      },
      /autoScalingGroups\[0\]\.MaxSize: .*ValidationError/,
    ],
    [
      'a target without its service',
      { scalableTargets: [{ ResourceId: 'service/shop/wob', MinCapacity: 1, MaxCapacity: 2 }] },
      /scalableTargets\[0\]\.ResourceId: /,
    ],
    ['an empty expectation', { expect: [{ cpu: {} }] }, /expect\[0\]\.cpu: expected at least one level/],
  ])('%s', (_, more, message) => {
    expect(mistakeIn(run(more))).toMatch(message)
  })
})
