// What a scenario does to what scales, while it plays.
import { expect, test } from 'vitest'
import { loadScenario, runScenario } from '../../src/inputs/index.ts'

const WEB = { ResourceId: 'service/shop/web' }
const tracking = (TargetValue: number) => ({
  ...{ ...WEB, PolicyName: 'half', PolicyType: 'TargetTrackingScaling' },
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
})

const BASE = {
  seed: 'scale',
  cluster: 'shop',
  launchTemplates: [{ launchTemplateName: 'hosts', instanceType: 'm5.xlarge' }],
  autoScalingGroups: [
    {
      ...{ AutoScalingGroupName: 'hosts', MinSize: 3, MaxSize: 6 },
      LaunchTemplate: { LaunchTemplateName: 'hosts', Version: '$Latest' },
    },
  ],
  taskDefinitions: [{ family: 'web', containerDefinitions: [{ name: 'app', image: 'shop', cpu: 256, memory: 256 }] }],
  services: [{ serviceName: 'web', taskDefinition: 'web', desiredCount: 4 }],
  scalableTargets: [{ ...WEB, MinCapacity: 2, MaxCapacity: 12 }],
  scalingPolicies: [tracking(50)],
  // 40 % of four tasks: neither too much nor too little.
  load: [{ service: 'web', cpuPercent: 190 }],
}

const scenario = (actions: readonly object[], until: string, more: object = {}) =>
  loadScenario(JSON.stringify({ ...BASE, ...more, actions, until }))

function play(actions: readonly object[], until: string, more: object = {}) {
  const { simulation: sim, actions: done } = runScenario(scenario(actions, until, more))
  const { services } = sim.ecs.describeServices({ cluster: 'shop', services: ['web'] })
  const [group] = sim.autoScaling.describeAutoScalingGroups().AutoScalingGroups
  return { sim, about: done.map(({ about }) => about), desired: services[0]?.desiredCount, group }
}

test('AS-32 another load from some time on, and another one after that', () => {
  const more = { at: '5m', driveLoad: { service: 'web', cpuPercent: 400 } }
  expect(play([more], '12m')).toMatchObject({ about: ['web'], desired: 8 })
  const less = { at: '20m', driveLoad: { cpuPercent: { steps: { from: 400, turns: [{ at: '5m', value: 100 }] } } } }
  // Moments of a profile count from the action: fifteen minutes of calm from the 25th on.
  expect(play([more, less], '39m').desired).toBe(8)
  expect(play([more, less], '45m')).toMatchObject({ about: ['web', 'every service'], desired: 2 })
})

test('AS-08 AS-03 scaling is suspended and resumed, and bounds change, in the middle', () => {
  const load = { at: '1m', driveLoad: { service: 'web', cpuPercent: 400 } }
  const suspended = (DynamicScalingOutSuspended: boolean) => ({
    ...WEB,
    SuspendedState: { DynamicScalingOutSuspended },
  })
  const off = { registerScalableTarget: suspended(true) }
  expect(play([off, load], '30m').desired).toBe(4)
  expect(play([off, load, { at: '20m', registerScalableTarget: suspended(false) }], '25m').desired).toBe(8)
  expect(play([load, { at: '20m', registerScalableTarget: { ...WEB, MaxCapacity: 6 } }], '25m')).toMatchObject({
    about: ['web', 'service/shop/web'],
    desired: 6,
  })
})

test('AS-25 a policy gets another target; alarms call and are set', () => {
  expect(play([{ at: '1m', putScalingPolicy: tracking(25) }], '10m').desired).toBe(8)
  const steps = {
    ...{ ...WEB, PolicyName: 'more', PolicyType: 'StepScaling' },
    StepScalingPolicyConfiguration: {
      AdjustmentType: 'ExactCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 11 }],
    },
  }
  const alarm = {
    ...{ AlarmName: 'jobs', Namespace: 'Shop', MetricName: 'Jobs', Statistic: 'Sum', Period: 60, Threshold: 5 },
    ...{ EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold', AlarmActions: ['more'] },
  }
  const job = { Namespace: 'Shop', MetricData: [{ MetricName: 'Jobs', Value: 9 }] }
  const put = [{ putScalingPolicy: steps }, { putMetricAlarm: alarm }]
  expect(play([...put, { at: '2m', putMetricData: job }], '4m')).toMatchObject({
    about: ['service/shop/web more', 'jobs', 'cloudWatch'],
    desired: 11,
  })
  const off = { disableAlarmActions: { AlarmNames: ['jobs'] } }
  expect(play([...put, off, { at: '2m', putMetricData: job }], '4m').desired).toBe(4)
})

test('AG-01 AG-24 groups change their size, and processes stop and go on', () => {
  const hosts = { AutoScalingGroupName: 'hosts' }
  expect(play([{ setDesiredCapacity: { ...hosts, DesiredCapacity: 5 } }], '10m')).toMatchObject({
    about: ['hosts'],
    group: { DesiredCapacity: 5, Instances: { length: 5 } },
  })
  const off = { suspendProcesses: { ...hosts, ScalingProcesses: ['Launch'] } }
  const up = { at: '1m', updateAutoScalingGroup: { ...hosts, MinSize: 4 } }
  expect(play([off, up], '10m').group).toMatchObject({ DesiredCapacity: 4, Instances: { length: 3 } })
  const on = { at: '10m', resumeProcesses: hosts }
  expect(play([off, up, on], '20m').group?.Instances).toHaveLength(4)
})

test('CW-34 composite alarms are put and taken away', () => {
  const rule = { AlarmName: 'any', AlarmRule: 'TRUE' }
  const { sim } = play([{ putCompositeAlarm: rule }], '1m')
  expect(sim.cloudWatch.describeAlarms({ AlarmTypes: ['CompositeAlarm'] }).CompositeAlarms).toMatchObject([rule])
  const gone = play([{ putCompositeAlarm: rule }, { deleteAlarms: { AlarmNames: ['any'] } }], '1m')
  expect(gone.about).toEqual(['any', 'any'])
})

test.each<[object, RegExp]>([
  [{ driveLoad: { service: 'shop', cpuPercent: 1 } }, /actions\[0\]\.driveLoad\.service: .*one of the services web/],
  [{ driveLoad: { service: 'web' } }, /actions\[0\]\.driveLoad: expected exactly one of requestsPerSecond/],
  [{ driveLoad: { cpuPercent: 'much' } }, /actions\[0\]\.driveLoad\.cpuPercent: /],
  [{ driveLoad: { cpu: 1 } }, /actions\[0\]\.driveLoad\.cpu: /],
  [{ setDesiredCapacity: { AutoScalingGroupName: 'x', DesiredCapacity: 1 } }, /actions\[0\]\.setDesiredCapacity/],
  [{ registerScalableTarget: { ResourceId: 'web' } }, /actions\[0\]\.registerScalableTarget/],
  [{ putMetricAlarm: { AlarmName: 'x' } }, /actions\[0\]\.putMetricAlarm/],
])('%j is refused at its place', (action, message) => {
  expect(() => runScenario(scenario([action], '5m'))).toThrow(message)
})
