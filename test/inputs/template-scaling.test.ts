// Templates whose groups, targets, policies, schedules and alarms are live: made, changed and taken away by the calls of the simulation.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { type Blueprint, Site } from '../../src/inputs/index.ts'
import { loadFixture, loadText, mistakeIn, pieceOf } from './templates.ts'

const load = (parameters: Record<string, string> = {}) => loadFixture('grow.yaml', { parameters, stackName: 'grow' })

function built(blueprint: Blueprint): Site {
  const site = new Site(new Simulation({ ...blueprint.settings, paranoid: true }))
  site.build(blueprint)
  return site
}

describe('a stack that scales', () => {
  const blueprint = load()

  test('each resource is a piece, after what it needs', () => {
    expect(blueprint.kept).toEqual([])
    expect(blueprint.pieces.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'Cluster cluster',
      'Launch launchTemplate',
      'Group autoScalingGroup',
      'Warm lifecycleHook',
      'Nightly groupSchedule',
      'Provider capacityProvider',
      'Providers clusterCapacityProviders',
      'App taskDefinition',
      'Web service',
      'Target scalableTarget',
      'HalfCpu scalingPolicy',
      'MoreOnPeaks scalingPolicy',
      'Peak alarm',
    ])
  })

  test('CP-21 its provider launches what its tasks wait for, and it comes to rest', () => {
    const { sim } = built(blueprint)
    expect(sim.view.tables.containerInstances.size).toBe(0)
    expect(sim.runUntil('steady', { atMost: '1h' }).reached).toBe(true)
    const [group] = sim.autoScaling.describeAutoScalingGroups().AutoScalingGroups
    expect(group?.Instances.map(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn)).toEqual([true, true])
    const rows = [...sim.view.tables.containerInstances.values()]
    expect(rows.every(({ capacityProviderName }) => capacityProviderName?.startsWith('grow-Provider-'))).toBe(true)
    sim.checkInvariants()
  })

  test('CW-25 the name of a policy in AlarmActions is its ARN in the simulation', () => {
    const { sim } = built(blueprint)
    const { ScalingPolicies } = sim.applicationAutoScaling.describeScalingPolicies({ ServiceNamespace: 'ecs' })
    const steps = ScalingPolicies?.find(({ PolicyName }) => PolicyName === 'more-on-peaks')
    const { MetricAlarms = [] } = sim.cloudWatch.describeAlarms({ AlarmNames: ['peak'] })
    expect(MetricAlarms[0]?.AlarmActions).toEqual([steps?.PolicyARN])
    expect(MetricAlarms[0]?.Dimensions).toEqual([
      { Name: 'ClusterName', Value: 'shop' },
      { Name: 'ServiceName', Value: 'web' },
    ])
  })

  test('AG-01 instances of a group with a desired capacity are there before its services', () => {
    const text = {
      Resources: {
        ...{ C: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'c' } } },
        L: {
          Type: 'AWS::AutoScaling::LaunchConfiguration',
          Properties: { InstanceType: 'm5.large', UserData: { 'Fn::Base64': 'ECS_CLUSTER=c' } },
        },
        G: {
          Type: 'AWS::AutoScaling::AutoScalingGroup',
          Properties: {
            MinSize: 2,
            MaxSize: 4,
            LaunchConfigurationName: { Ref: 'L' },
            AvailabilityZones: { 'Fn::GetAZs': '' },
          },
        },
        D: {
          Type: 'AWS::ECS::TaskDefinition',
          Properties: { Family: 'd', ContainerDefinitions: [{ Name: 'a', Image: 'a', Memory: 64 }] },
        },
        S: {
          Type: 'AWS::ECS::Service',
          Properties: { ServiceName: 's', Cluster: { Ref: 'C' }, TaskDefinition: { Ref: 'D' }, DesiredCount: 2 },
        },
      },
    }
    const { sim } = built(loadText(text))
    sim.runUntil('steady', { atMost: '10m' })
    const events = sim.ecs.describeServices({ cluster: 'c', services: ['s'] }).services[0]?.events ?? []
    expect(events.filter(({ message }) => message?.includes('unable to place'))).toEqual([])
    expect(sim.view.tables.groupInstances.size).toBe(2)
  })
})

const ELSEWHERE = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/old/0123456789abcdef'

describe('another version of the stack', () => {
  const change = (site: Site, to: Blueprint) => {
    const { sim } = site
    sim.runUntil('steady', { atMost: '1h' })
    return site.change(to, { limitMs: sim.nowMs + 3_600_000 })
  }

  test('AG-01 MaxSize, AS-02 bounds and AS-25 policies are changed by their calls, and nothing else is', () => {
    const site = built(load())
    const to = load({ MaxSize: '9' })
    const { pieces, isDone } = change(site, to)
    expect(isDone).toBe(true)
    expect(pieces.map(({ id, action, members }) => [id, action, members])).toEqual([
      ['Group', 'updated', ['MaxSize']],
      ['Nightly', 'updated', ['MaxSize']],
    ])
    expect(site.sim.autoScaling.describeAutoScalingGroups().AutoScalingGroups[0]?.MaxSize).toBe(9)
  })

  test('AG-11 a group comes after its target groups, and goes over to others', () => {
    const stack = (targetGroup: string | object) => {
      const TargetGroup = { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' }
      const Properties = { Port: 80, Protocol: 'HTTP', VpcId: 'vpc-1', TargetType: 'instance' }
      return loadText({
        Resources: {
          ...{ C: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'c' } } },
          L: {
            Type: 'AWS::AutoScaling::LaunchConfiguration',
            Properties: { InstanceType: 'm5.large', UserData: { 'Fn::Base64': 'ECS_CLUSTER=c' } },
          },
          G: {
            Type: 'AWS::AutoScaling::AutoScalingGroup',
            Properties: {
              MinSize: 2,
              MaxSize: 4,
              LaunchConfigurationName: { Ref: 'L' },
              AvailabilityZones: { 'Fn::GetAZs': '' },
              TargetGroupARNs: [typeof targetGroup === 'string' ? { Ref: targetGroup } : ELSEWHERE],
            },
          },
          Blue: { ...TargetGroup, Properties: { ...Properties, Name: 'blue' } },
          Green: { ...TargetGroup, Properties: { ...Properties, Name: 'green' } },
          D: {
            Type: 'AWS::ECS::TaskDefinition',
            Properties: { Family: 'd', ContainerDefinitions: [{ Name: 'a', Image: 'a', Memory: 64 }] },
          },
          S: {
            Type: 'AWS::ECS::Service',
            Properties: { ServiceName: 's', Cluster: { Ref: 'C' }, TaskDefinition: { Ref: 'D' }, DesiredCount: 1 },
          },
        },
      })
    }
    expect(stack({}).notSimulated).toMatchObject([{ why: expect.stringContaining(ELSEWHERE) as string }])
    const site = built(stack('Blue'))
    const { elbv2 } = site.sim
    const [blue, green] = elbv2.describeTargetGroups({ Names: ['blue', 'green'] }).TargetGroups as [
      { TargetGroupArn: string },
      { TargetGroupArn: string },
    ]
    const count = ({ TargetGroupArn }: { TargetGroupArn: string }) =>
      elbv2.describeTargetHealth({ TargetGroupArn }).TargetHealthDescriptions.length
    site.sim.advance('2m')
    expect([count(blue), count(green)]).toEqual([2, 0])
    const { pieces } = change(site, stack('Green'))
    expect(pieces.map(({ id, members }) => [id, members])).toEqual([['G', ['TargetGroupARNs']]])
    site.sim.advance('10m')
    expect([count(blue), count(green)]).toEqual([0, 2])
  })

  test('AG-23 a warm pool belongs to its group, is put as a whole when it changes, and goes by force', () => {
    const stack = (pool: object | null) =>
      loadText({
        Resources: {
          C: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'c' } },
          L: {
            Type: 'AWS::EC2::LaunchTemplate',
            Properties: {
              LaunchTemplateData: { InstanceType: 'm5.large', UserData: { 'Fn::Base64': 'ECS_CLUSTER=c' } },
            },
          },
          G: {
            Type: 'AWS::AutoScaling::AutoScalingGroup',
            Properties: {
              ...{ MinSize: 1, MaxSize: 4, AvailabilityZones: { 'Fn::GetAZs': '' } },
              LaunchTemplate: {
                LaunchTemplateId: { Ref: 'L' },
                Version: { 'Fn::GetAtt': ['L', 'LatestVersionNumber'] },
              },
            },
          },
          ...(pool === null
            ? {}
            : {
                P: { Type: 'AWS::AutoScaling::WarmPool', Properties: { AutoScalingGroupName: { Ref: 'G' }, ...pool } },
              }),
          D: {
            Type: 'AWS::ECS::TaskDefinition',
            Properties: { Family: 'd', ContainerDefinitions: [{ Name: 'a', Image: 'a', Memory: 64 }] },
          },
          S: {
            Type: 'AWS::ECS::Service',
            Properties: { ServiceName: 's', Cluster: { Ref: 'C' }, TaskDefinition: { Ref: 'D' }, DesiredCount: 1 },
          },
        },
      })
    const first = stack({ MinSize: '1', MaxGroupPreparedCapacity: 3, PoolState: 'Running' })
    expect(first.pieces.map(({ id, kind }) => `${id} ${kind}`)).toContain('P warmPool')
    expect([first.kept, first.notSimulated]).toEqual([[], []])
    const site = built(first)
    const group = () => site.sim.autoScaling.describeAutoScalingGroups().AutoScalingGroups[0]
    // It was filled before the first service came.
    expect(group()).toMatchObject({
      WarmPoolSize: 2,
      WarmPoolConfiguration: { MinSize: 1, MaxGroupPreparedCapacity: 3, PoolState: 'Running' },
    })
    const { pieces } = change(site, stack({ PoolState: 'Stopped' }))
    expect(pieces.map(({ id, action }) => `${id} ${action}`)).toEqual(['P updated'])
    expect(group()?.WarmPoolConfiguration).toEqual({ MinSize: 0, PoolState: 'Stopped' })
    expect(change(site, stack(null)).pieces.map(({ id, action }) => `${id} ${action}`)).toEqual(['P deleted'])
    site.sim.advance('1m')
    expect(group()?.WarmPoolConfiguration).toBeUndefined()
    expect(mistakeIn(() => stack({ MaxPreparedCapacity: 3 }))).toMatch(/MaxPreparedCapacity/)
  })

  test('what is gone is deleted, the alarm before its policy', () => {
    const site = built(load())
    const { pieces, ...rest } = load()
    const gone = new Set(['Peak', 'MoreOnPeaks', 'HalfCpu', 'Target', 'Nightly', 'Warm'])
    const result = change(site, { ...rest, pieces: pieces.filter(({ id }) => !gone.has(id)) })
    expect(result.pieces.map(({ id, action }) => `${id} ${action}`)).toEqual([
      ...[
        'Peak deleted',
        'MoreOnPeaks deleted',
        'HalfCpu deleted',
        'Target deleted',
        'Nightly deleted',
        'Warm deleted',
      ],
    ])
    const { scalableTargets, scalingPolicies, alarms, groupSchedules } = site.sim.view.tables
    const own = [...alarms.values()].filter(({ name }) => name === 'peak' || name.startsWith('TargetTracking-service'))
    expect([scalableTargets.size, scalingPolicies.size, own.length, groupSchedules.size]).toEqual([0, 0, 0, 0])
  })

  test('AG-20 another launch template is a new version; instances that run stay', () => {
    const site = built(load())
    const to = load()
    const larger = to.revise([
      { file: to.name, op: 'replace', path: pieceOf(to, 'Launch').locate(['instanceType'])!, value: 'm5.xlarge' },
    ])
    const { pieces, notes } = change(site, larger)
    expect(pieces.map(({ id, action }) => `${id} ${action}`)).toEqual(['Launch updated'])
    expect(notes.join()).toContain('instanceType of instances that run stays as it is')
  })
})

describe('what has no effect is told', () => {
  const resources = (more: object) => () => loadText({ Resources: more })

  test.each<[string, object, string]>([
    [
      'a target of another namespace',
      {
        Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        Properties: {
          ...{
            ServiceNamespace: 'dynamodb',
            ResourceId: 'table/t',
            ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
          },
          ...{ MinCapacity: 1, MaxCapacity: 2 },
        },
      },
      'what it scales is not a part of Amazon ECS',
    ],
    [
      'a target without its service',
      {
        Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
        Properties: {
          ...{ ServiceNamespace: 'ecs', ResourceId: 'service/a/b', ScalableDimension: 'ecs:service:DesiredCount' },
          ...{ MinCapacity: 1, MaxCapacity: 2 },
        },
      },
      'the service that it scales is not rehearsed, or not in these files',
    ],
    [
      'an alarm on metrics of nobody',
      {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          ...{
            Namespace: 'Shop',
            MetricName: 'Orders',
            Statistic: 'Sum',
            Period: 60,
            EvaluationPeriods: 1,
            Threshold: 1,
          },
          ...{ ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' },
        },
      },
      'nobody puts metrics of Shop',
    ],
    [
      'a hook of a group that is not there',
      {
        Type: 'AWS::AutoScaling::LifecycleHook',
        Properties: { AutoScalingGroupName: 'g', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' },
      },
      'its Auto Scaling group is not simulated, or not in these files',
    ],
  ])('%s', (_, resource, why) => {
    expect(resources({ X: resource })().kept).toEqual([{ what: 'X', type: (resource as { Type: string }).Type, why }])
  })

  test('AG-01 a group without MaxSize is a mistake with its place', () => {
    const group = {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { MinSize: 1, LaunchConfigurationName: 'l' },
    }
    const launch = {
      Type: 'AWS::AutoScaling::LaunchConfiguration',
      Properties: {
        ...{ LaunchConfigurationName: 'l', InstanceType: 'm5.large' },
        UserData: { 'Fn::Base64': 'ECS_CLUSTER=c' },
      },
    }
    expect(mistakeIn(resources({ G: group, L: launch }))).toMatch(
      /Resources\.G\.Properties\.MaxSize: expected a number of instances/,
    )
  })
})
