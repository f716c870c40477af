// What does EventBridge hear of groups, their instances and their refreshes?
import { describe, expect, test } from 'vitest'
import type { EventBridgeEvent, Simulation } from '../../../src/index.ts'
import { GROUP, groupIn, idsOf, simulationWithGroup } from '../../support/groups.ts'

const named = { AutoScalingGroupName: GROUP }
const SOURCE = { source: ['aws.autoscaling'] }
const typesOf = (events: Iterable<EventBridgeEvent>) => [...events].map((event) => event['detail-type'])
const told = (sim: Simulation) => [...sim.events()].filter(({ source }) => source === 'aws.autoscaling')
const hook = (kind: string) => ({
  LifecycleHookName: kind.toLowerCase(),
  LifecycleTransition: `autoscaling:EC2_INSTANCE_${kind}`,
  ...{ HeartbeatTimeout: 300, DefaultResult: 'CONTINUE' },
})

describe('instances', () => {
  test('AG-16 a launch, with group and instance, its cause and its zone', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1 }, { startAt: '2026-01-05T09:00:00Z' })
    sim.advance('2m')
    const [id] = idsOf(sim)
    expect(told(sim)).toMatchObject([
      {
        'detail-type': 'EC2 Instance Launch Successful',
        source: 'aws.autoscaling',
        time: '2026-01-05T09:01:00Z',
        resources: [groupIn(sim).AutoScalingGroupARN, `arn:aws:ec2:us-east-1:123456789012:instance/${id}`],
        detail: {
          StatusCode: 'InProgress',
          Description: `Launching a new EC2 instance: ${id}`,
          AutoScalingGroupName: GROUP,
          Details: { 'Availability Zone': 'us-east-1a' },
          StartTime: '2026-01-05T09:00:00.000Z',
          EndTime: '2026-01-05T09:01:00.000Z',
          EC2InstanceId: id,
          StatusMessage: '',
          Origin: 'EC2',
          Destination: 'AutoScalingGroup',
        },
      },
    ])
  })

  test('AG-16 a launch that EC2 refuses, a termination, a detachment', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2, AvailabilityZones: ['us-east-1a'] })
    sim.advance('2m')
    sim.faults.refuseInstances({ availabilityZone: 'us-east-1a' })
    const [first, second] = idsOf(sim) as [string, string]
    sim.autoScaling.detachInstances({ ...named, InstanceIds: [first], ShouldDecrementDesiredCapacity: false })
    sim.autoScaling.terminateInstanceInAutoScalingGroup({ InstanceId: second, ShouldDecrementDesiredCapacity: true })
    sim.advance('45s')
    const events = told(sim).slice(2)
    expect(typesOf(events).sort()).toEqual([
      'EC2 Instance Detach Successful',
      'EC2 Instance Launch Unsuccessful',
      'EC2 Instance Terminate Successful',
    ])
    const byType = (verb: string) => events.find((event) => event['detail-type'].includes(verb))?.detail
    expect(byType('Launch')).toMatchObject({ StatusCode: 'Failed', EC2InstanceId: '', Details: {} })
    // The instance is gone, and its zone is known all the same.
    expect(byType('Terminate')).toMatchObject({ EC2InstanceId: second, Details: { 'Availability Zone': 'us-east-1a' } })
  })

  test('AG-16, AG-22 who waits is told once a hook; a heartbeat says nothing; an abandoned launch is unsuccessful', () => {
    const launching = { ...hook('LAUNCHING'), NotificationMetadata: 'more' }
    const sim = simulationWithGroup({ DesiredCapacity: 1, LifecycleHookSpecificationList: [launching] })
    const heard: EventBridgeEvent[] = []
    sim.on({ ...SOURCE, 'detail-type': [{ prefix: 'EC2 Instance-' }] }, (event) => void heard.push(event))
    sim.advance('1m')
    const InstanceId = idsOf(sim)[0] as string
    const action = { ...named, LifecycleHookName: 'launching', InstanceId }
    sim.autoScaling.recordLifecycleActionHeartbeat(action)
    expect(heard.map(({ detail }) => detail)).toMatchObject([
      {
        EC2InstanceId: InstanceId,
        LifecycleHookName: 'launching',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        NotificationMetadata: 'more',
      },
    ])
    const token = heard[0]?.detail.LifecycleActionToken as string
    // The token of the event completes the action.
    sim.autoScaling.completeLifecycleAction({
      ...{ ...named, LifecycleHookName: 'launching', LifecycleActionToken: token },
      LifecycleActionResult: 'ABANDON',
    })
    expect(typesOf(told(sim))).toEqual(['EC2 Instance-launch Lifecycle Action', 'EC2 Instance Launch Unsuccessful'])
  })

  test('AG-16, AG-23 into the pool and from it, origin and destination say so', () => {
    const hooks = [hook('LAUNCHING'), hook('TERMINATING')]
    const sim = simulationWithGroup({ MaxSize: 1, LifecycleHookSpecificationList: hooks })
    sim.autoScaling.putWarmPool(named)
    const finish = (LifecycleHookName: string) => {
      const [member] = sim.view.tables.groupInstances.values()
      const action = { ...named, LifecycleHookName, InstanceId: member?.id }
      sim.autoScaling.completeLifecycleAction({ ...action, LifecycleActionResult: 'CONTINUE' })
    }
    sim.advance('1m')
    finish('launching')
    sim.autoScaling.setDesiredCapacity({ ...named, DesiredCapacity: 1 })
    sim.advance('20s')
    finish('launching')
    const ways = told(sim).map(({ detail: { Origin, Destination } }) => [Origin, Destination])
    expect(ways).toEqual([
      ['EC2', 'WarmPool'],
      ['EC2', 'WarmPool'],
      ['WarmPool', 'AutoScalingGroup'],
      ['WarmPool', 'AutoScalingGroup'],
    ])
  })
})

describe('refreshes', () => {
  const PREFIX = 'EC2 Auto Scaling Instance Refresh '
  const turnsOf = (sim: Simulation) =>
    typesOf(told(sim))
      .filter((type) => type.startsWith(PREFIX))
      .map((type) => type.slice(PREFIX.length))

  test('AG-16, AG-25 started, at a checkpoint, baking, succeeded', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2 })
    sim.advance('2m')
    const Preferences = { InstanceWarmup: 0, CheckpointPercentages: [50, 100], CheckpointDelay: 60, BakeTime: 60 }
    sim.autoScaling.startInstanceRefresh({ ...named, Preferences })
    sim.advance('30m')
    expect(turnsOf(sim)).toEqual(['Started', 'Checkpoint Reached', 'Started Baking', 'Succeeded'])
    const reached = told(sim).find((event) => event['detail-type'] === `${PREFIX}Checkpoint Reached`)
    expect(reached?.detail).toMatchObject({ CheckpointPercentage: '50', CheckpointDelay: '60' })
  })

  test('AG-16, AG-25 cancelled; failed', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1, NewInstancesProtectedFromScaleIn: true })
    sim.advance('2m')
    sim.autoScaling.startInstanceRefresh(named)
    sim.autoScaling.cancelInstanceRefresh(named)
    sim.advance('1m')
    sim.autoScaling.startInstanceRefresh(named)
    sim.advance('2h')
    expect(turnsOf(sim)).toEqual(['Started', 'Cancelled', 'Started', 'Failed'])
  })

  test('AG-16, AG-25 rolled back', () => {
    const sim = simulationWithGroup({
      DesiredCapacity: 1,
      LaunchTemplate: { LaunchTemplateName: 'nodes', Version: '1' },
    })
    sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.xlarge', cluster: 'prod' })
    sim.advance('2m')
    const DesiredConfiguration = { LaunchTemplate: { LaunchTemplateName: 'nodes', Version: '2' } }
    sim.autoScaling.startInstanceRefresh({ ...named, DesiredConfiguration, Preferences: { InstanceWarmup: 0 } })
    sim.advance('10s')
    sim.autoScaling.rollbackInstanceRefresh(named)
    sim.advance('30m')
    expect(turnsOf(sim)).toEqual(['Started', 'Rollback Started', 'Rollback Succeeded'])
  })
})
