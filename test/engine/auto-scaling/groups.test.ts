// An Auto Scaling group brings its instances to its desired capacity.
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
} from '../../support/groups.ts'

describe('launching', () => {
  test('AG-01, AG-02, AG-03 a new group launches; InService after 60 s, container instances after 30 more', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2 })
    expect(standOf(sim)).toEqual([])
    sim.settle()
    expect(standOf(sim)).toEqual(['a Pending', 'b Pending'])
    sim.advance('60s')
    expect(standOf(sim)).toEqual(['a InService', 'b InService'])
    expect(containerInstancesIn(sim)).toHaveLength(0)
    sim.advance('30s')
    expect(containerInstancesIn(sim).map(({ ec2InstanceId }) => ec2InstanceId)).toEqual(idsOf(sim))
  })

  test('AG-01 activities say why, in AWS’s words', () => {
    const sim = simulationWithGroup({ MinSize: 1, MaxSize: 4 }, { startAt: '2026-01-05T09:00:00Z' })
    sim.advance('2m')
    sim.autoScaling.updateAutoScalingGroup({ AutoScalingGroupName: GROUP, DesiredCapacity: 2 })
    sim.settle()
    const [second, first] = activitiesOf(sim)
    expect(first).toMatchObject({
      Description: `Launching a new EC2 instance: ${idsOf(sim)[0]}`,
      Cause:
        'At 2026-01-05T09:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 1.  At 2026-01-05T09:00:00Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 1.',
      StatusCode: 'Successful',
      Progress: 100,
      EndTime: new Date('2026-01-05T09:01:00Z'),
    })
    expect(second).toMatchObject({
      Cause:
        'At 2026-01-05T09:02:00Z a user request update of AutoScalingGroup constraints to min: 1, max: 4, desired: 2 changing the desired capacity from 1 to 2.  At 2026-01-05T09:02:00Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 1 to 2.',
      StatusCode: 'PreInService',
      Progress: 30,
    })
  })

  test('AG-04 launches fill the emptiest zone, of the subnets where there are some', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 4 })
    sim.advance('1m')
    expect(standOf(sim).map((text) => text[0])).toEqual(['a', 'b', 'c', 'a'])
    const subnets = new Simulation({ subnets: { 'subnet-1': { availabilityZone: 'us-east-1b' } } })
    subnets.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large' })
    makeGroup(subnets, { AvailabilityZones: undefined, VPCZoneIdentifier: 'subnet-1', DesiredCapacity: 2 })
    subnets.advance('2m')
    expect(groupIn(subnets).AvailabilityZones).toEqual(['us-east-1b'])
    const attributes = containerInstancesIn(subnets, 'default').map(
      (instance) => instance.attributes?.find(({ name }) => name === 'ecs.subnet-id')?.value,
    )
    expect(attributes).toEqual(['subnet-1', 'subnet-1'])
  })

  test('PL-02, CP-04 the instances of a group belong to the capacity provider that names it', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1 })
    sim.ecs.createCapacityProvider({
      name: 'nodes',
      autoScalingGroupProvider: { autoScalingGroupArn: groupIn(sim).AutoScalingGroupARN as string },
    })
    sim.ecs.putClusterCapacityProviders({
      cluster: 'prod',
      capacityProviders: ['nodes'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'nodes' }],
    })
    sim.advance('90s')
    expect(containerInstancesIn(sim)[0]).toMatchObject({ capacityProviderName: 'nodes', status: 'ACTIVE' })
  })

  test('CL-02 an agent without a cluster makes default; one of a cluster that is not there gives up', () => {
    const sim = new Simulation()
    sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large' })
    makeGroup(sim, { DesiredCapacity: 1 })
    sim.fleet.createLaunchTemplate({ launchTemplateName: 'lost', instanceType: 'm5.large', cluster: 'nowhere' })
    makeGroup(sim, { AutoScalingGroupName: 'lost', DesiredCapacity: 1, LaunchTemplate: { LaunchTemplateName: 'lost' } })
    sim.advance('2m')
    expect(containerInstancesIn(sim, 'default')).toHaveLength(1)
    expect(standOf(sim, 'lost')).toEqual(['a InService'])
    expect(sim.ecs.listClusters().clusterArns).toHaveLength(1)
  })

  test('AG-04 a zone without capacity is one failed activity, and the next zone gives the instance', () => {
    const sim = simulationWithGroup()
    sim.faults.refuseInstances({ instanceType: 'm5.large', availabilityZone: 'us-east-1a' })
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 2 })
    sim.advance('1m')
    expect(standOf(sim)).toEqual(['b InService', 'c InService'])
    const failed = activitiesOf(sim).filter(({ StatusCode }) => StatusCode === 'Failed')
    expect(failed).toHaveLength(1)
    expect(failed[0]?.StatusMessage).toMatch(
      /^We currently do not have sufficient m5.large capacity in the Availability Zone you requested \(us-east-1a\)\..* choosing us-east-1b, us-east-1c\. Launching EC2 instance failed\.$/,
    )
  })

  test('AG-04 without capacity anywhere a group asks again once a minute, and at once when there is some', () => {
    const sim = simulationWithGroup()
    sim.faults.refuseInstances({})
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 1 })
    sim.advance('2m')
    expect(activitiesOf(sim).map(({ StatusCode }) => StatusCode)).toEqual(Array(9).fill('Failed'))
    sim.advance('30s')
    sim.faults.allowInstances({})
    sim.settle()
    expect(standOf(sim)).toEqual(['a Pending'])
  })

  test('AG-20 $Latest and $Default are read at each launch', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1 })
    sim.settle()
    sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.xlarge', cluster: 'prod' })
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 2 })
    sim.settle()
    sim.autoScaling.updateAutoScalingGroup({
      AutoScalingGroupName: GROUP,
      LaunchTemplate: { LaunchTemplateName: 'nodes' },
      DesiredCapacity: 3,
    })
    sim.settle()
    const versions = groupIn(sim).Instances.map(({ InstanceType, LaunchTemplate }) => [
      InstanceType,
      LaunchTemplate?.Version,
    ])
    expect(versions).toEqual([
      ['m5.large', '1'],
      ['m5.xlarge', '2'],
      ['m5.large', '1'],
    ])
  })
})

describe('letting go', () => {
  test('AG-03, AG-20, CI-19 an instance goes after 30 s, with its container instance and its tasks', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2 }, { startAt: '2026-01-05T09:00:00Z' })
    sim.advance('90s')
    const [first] = idsOf(sim)
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 1 })
    sim.settle()
    expect(standOf(sim)).toEqual(['a Terminating', 'b InService'])
    expect(containerInstancesIn(sim)).toHaveLength(2)
    sim.advance('30s')
    expect(standOf(sim)).toEqual(['b InService'])
    expect(containerInstancesIn(sim)).toHaveLength(1)
    expect(activitiesOf(sim)[0]).toMatchObject({
      Description: `Terminating EC2 instance: ${first}`,
      Cause: `At 2026-01-05T09:01:30Z a user request explicitly set group desired capacity changing the desired capacity from 2 to 1.  At 2026-01-05T09:01:30Z an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 2 to 1.  At 2026-01-05T09:01:30Z instance ${first} was selected for termination.`,
      StatusCode: 'Successful',
    })
  })

  test('AG-21, CP-42 protected instances stay, and go when their protection goes', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2, NewInstancesProtectedFromScaleIn: true })
    sim.advance('90s')
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 1 })
    sim.advance('10m')
    expect(standOf(sim)).toEqual(['a InService', 'b InService'])
    const InstanceIds = [idsOf(sim)[1] as string]
    sim.autoScaling.setInstanceProtection({ AutoScalingGroupName: GROUP, InstanceIds, ProtectedFromScaleIn: false })
    sim.advance('30s')
    expect(standOf(sim)).toEqual(['a InService'])
  })

  test('AG-21 a user terminates what is protected too, with or without another in its place', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2, NewInstancesProtectedFromScaleIn: true })
    sim.advance('90s')
    const [a, b] = idsOf(sim) as [string, string]
    const answer = sim.autoScaling.terminateInstanceInAutoScalingGroup({
      InstanceId: a,
      ShouldDecrementDesiredCapacity: true,
    })
    expect(answer.Activity.Description).toBe(`Terminating EC2 instance: ${a}`)
    sim.autoScaling.terminateInstanceInAutoScalingGroup({ InstanceId: b, ShouldDecrementDesiredCapacity: false })
    sim.settle()
    expect(groupIn(sim).DesiredCapacity).toBe(1)
    expect(standOf(sim)).toEqual(['a Terminating', 'b Terminating', 'a Pending'])
    sim.advance('2m')
    expect(standOf(sim)).toEqual(['a InService'])
  })

  test('AG-01 bounds pull the desired capacity along', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2 })
    sim.autoScaling.updateAutoScalingGroup({ AutoScalingGroupName: GROUP, MinSize: 3 })
    expect(groupIn(sim).DesiredCapacity).toBe(3)
    sim.autoScaling.updateAutoScalingGroup({ AutoScalingGroupName: GROUP, MinSize: 0, MaxSize: 1 })
    expect(groupIn(sim).DesiredCapacity).toBe(1)
  })

  test('AG-01 a group with instances is deleted by force, and is gone with the last of them', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 2 })
    sim.advance('90s')
    const AutoScalingGroupName = GROUP
    expect(() => sim.autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName })).toThrow(
      expect.objectContaining({ name: 'ResourceInUseFault' }),
    )
    sim.autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName, ForceDelete: true })
    sim.settle()
    expect(groupIn(sim).Status).toBe('Delete in progress')
    sim.advance('30s')
    expect(groupIn(sim)).toBeUndefined()
    expect(containerInstancesIn(sim)).toEqual([])
    expect(sim.autoScaling.describeScalingActivities({ IncludeDeletedGroups: true }).Activities).toHaveLength(4)
  })
})

describe('replacing', () => {
  test('AG-06 what a user calls unhealthy is replaced, after the grace period', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1, HealthCheckGracePeriod: 60 })
    sim.advance('90s')
    const [InstanceId] = idsOf(sim)
    sim.autoScaling.setInstanceHealth({ InstanceId, HealthStatus: 'Unhealthy' })
    sim.settle()
    expect(standOf(sim)).toEqual(['a InService'])
    sim.advance('30s')
    sim.autoScaling.setInstanceHealth({ InstanceId, HealthStatus: 'Unhealthy' })
    sim.settle()
    expect(standOf(sim)).toEqual(['a Terminating', 'a Pending'])
    expect(activitiesOf(sim).map(({ Cause }) => Cause?.replace(/^At \S+ /, ''))).toEqual([
      'an instance was launched in response to an unhealthy instance needing to be replaced.',
      'an instance was taken out of service in response to a user health-check.',
      expect.stringContaining('a user request created an AutoScalingGroup'),
    ])
  })

  test.each(['stopInstances', 'terminate', 'interruptSpot'] as const)(
    'AG-06, AG-26 a machine that fleet.%s takes away is replaced, in its grace period too',
    (call) => {
      const sim = simulationWithGroup({ HealthCheckGracePeriod: 3600 })
      const spot = { launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: 'prod', spot: true }
      if (call === 'interruptSpot') sim.fleet.createLaunchTemplate(spot)
      sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 1 })
      sim.advance('90s')
      const [lost] = idsOf(sim) as [string]
      sim.fleet[call]({ cluster: 'prod', containerInstances: [lost] })
      sim.advance(call === 'interruptSpot' ? '120s' : '0s')
      sim.settle()
      expect(standOf(sim)).toEqual(['a Terminating', 'a Pending'])
      sim.advance('2m')
      expect(standOf(sim)).toEqual(['a InService'])
      // A machine that was stopped leaves its record behind (CI-19).
      const stale = call === 'stopInstances' ? [lost] : []
      const known = containerInstancesIn(sim).map(({ ec2InstanceId }) => ec2InstanceId)
      expect(known).toEqual([...stale, ...idsOf(sim)])
    },
  )

  test('AG-26 an On-Demand Instance of a group is not interrupted', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1 })
    sim.advance('90s')
    expect(() => sim.fleet.interruptSpot({ cluster: 'prod', containerInstances: idsOf(sim) })).toThrow(
      /expected Spot Instances, but .* is an On-Demand Instance\.$/,
    )
  })

  test('AG-04, AG-05, AG-06 a lost zone is replaced elsewhere, and evened out when it is back', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 6 })
    sim.advance('2m')
    sim.faults.loseZone({ availabilityZone: 'us-east-1a' })
    sim.advance('2m')
    const zones = () =>
      standOf(sim)
        .map((text) => text[0])
        .sort()
        .join('')
    expect(zones()).toBe('bbbccc')
    expect(containerInstancesIn(sim)).toHaveLength(6)
    sim.faults.restoreZone({ availabilityZone: 'us-east-1a' })
    sim.settle()
    expect(standOf(sim).filter((text) => text.includes('Pending'))).toEqual(['a Pending', 'a Pending'])
    sim.advance('10m')
    expect(zones()).toBe('aabbcc')
    const why = activitiesOf(sim).map(({ Cause }) => Cause)
    expect(why.filter((text) => text?.includes('instances were launched to balance instances in zones'))).not.toEqual(
      [],
    )
  })
})

describe('hooks', () => {
  const hook = (name: string, LifecycleTransition: string, more: object = {}) => ({
    LifecycleHookName: name,
    LifecycleTransition,
    HeartbeatTimeout: 300,
    ...more,
  })
  const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING'
  const TERMINATING = 'autoscaling:EC2_INSTANCE_TERMINATING'

  test('AG-22 a launch waits for its hook; the agent registers meanwhile', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1, LifecycleHookSpecificationList: [hook('in', LAUNCHING)] })
    sim.advance('90s')
    expect(standOf(sim)).toEqual(['a Pending:Wait'])
    expect(containerInstancesIn(sim)).toHaveLength(1)
    expect(activitiesOf(sim)[0]?.StatusCode).toBe('MidLifecycleAction')
    sim.autoScaling.completeLifecycleAction({
      AutoScalingGroupName: GROUP,
      LifecycleHookName: 'in',
      InstanceId: idsOf(sim)[0],
      LifecycleActionResult: 'CONTINUE',
    })
    expect(standOf(sim)).toEqual(['a InService'])
  })

  test('AG-22 a launch that nobody completes is abandoned by default, and another takes its place', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 1, LifecycleHookSpecificationList: [hook('in', LAUNCHING)] })
    sim.advance('360s')
    sim.settle()
    expect(standOf(sim)).toEqual(['a Terminating', 'a Pending'])
    const cancelled = activitiesOf(sim).find(({ StatusCode }) => StatusCode === 'Cancelled')
    expect(cancelled?.StatusMessage).toMatch(/was abandoned: Heartbeat Timeout$/)
  })

  test('AG-22 heartbeats put the end off, up to a hundred times the timeout', () => {
    const sim = simulationWithGroup({
      DesiredCapacity: 1,
      LifecycleHookSpecificationList: [hook('in', LAUNCHING, { HeartbeatTimeout: 30, DefaultResult: 'CONTINUE' })],
    })
    sim.advance('60s')
    const InstanceId = idsOf(sim)[0]
    let beats = 0
    while (standOf(sim)[0] === 'a Pending:Wait') {
      sim.autoScaling.recordLifecycleActionHeartbeat({
        AutoScalingGroupName: GROUP,
        LifecycleHookName: 'in',
        InstanceId,
      })
      beats++
      sim.advance('20s')
    }
    expect(sim.nowMs - (groupIn(sim).CreatedTime as Date).getTime()).toBe(60_000 + 3_000_000)
    expect(beats).toBe(150)
    expect(standOf(sim)).toEqual(['a InService'])
  })

  test('AG-22, AG-31 a termination waits with its tasks, and ends whatever the result is', () => {
    const sim = simulationWithGroup({
      DesiredCapacity: 1,
      LifecycleHookSpecificationList: [hook('drain', TERMINATING, { HeartbeatTimeout: 900 }), hook('log', TERMINATING)],
    })
    sim.advance('90s')
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 0 })
    sim.advance('5m')
    expect(standOf(sim)).toEqual(['a Terminating:Proceed'])
    sim.advance('30s')
    expect(standOf(sim)).toEqual([])
    sim.autoScaling.deleteLifecycleHook({ AutoScalingGroupName: GROUP, LifecycleHookName: 'log' })
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 1 })
    sim.advance('90s')
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName: GROUP, DesiredCapacity: 0 })
    sim.advance('899s')
    expect(standOf(sim)).toEqual(['a Terminating:Wait'])
    expect(containerInstancesIn(sim)).toHaveLength(1)
    sim.advance('31s')
    expect(standOf(sim)).toEqual([])
    expect(containerInstancesIn(sim)).toEqual([])
  })
})

describe('going on from where it was', () => {
  test('a group is saved, forked and replayed bit for bit', () => {
    const sim = simulationWithGroup({ DesiredCapacity: 5 })
    sim.advance('70s')
    sim.faults.loseZone({ availabilityZone: 'us-east-1b' })
    const others = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
    for (const one of [sim, ...others]) one.advance('10m')
    expect(new Set([sim, ...others].map((one) => one.journalHash())).size).toBe(1)
    expect(standOf(sim)).toHaveLength(5)
  })
})

test('AG-20 a launch template whose cluster is null has no agent: the group has its instance, ECS has none', () => {
  const sim = new Simulation({ paranoid: true })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: null })
  makeGroup(sim, { DesiredCapacity: 1 })
  sim.advance('5m')
  expect(standOf(sim)).toEqual(['a InService'])
  expect(sim.view.tables.containerInstances.size).toBe(0)
  expect(Simulation.restore(sim.save()).journalHash()).toBe(sim.forkAt(sim.now).journalHash())
})
