// Instances of a group stand in its target groups: when they come in, when they leave, and what their health means.
import { describe, expect, test } from 'vitest'
import { Simulation, type SimulationOptions } from '../../../src/index.ts'
import { Balancing } from '../../support/balancers.ts'
import { activitiesOf, GROUP, groupIn, idsOf, makeGroup, standOf } from '../../support/groups.ts'

const AutoScalingGroupName = GROUP
const AvailabilityZones = ['us-east-1a', 'us-east-1b']

/** A target group of instances behind a listener, which a group of two stands in. */
function behindBalancer(more: Parameters<typeof makeGroup>[1] = {}, options: SimulationOptions = {}): Balancing {
  const balancing = new Balancing(options)
    .group(
      'web',
      {
        TargetType: 'instance',
        Port: 8080,
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
        UnhealthyThresholdCount: 2,
      },
      { 'deregistration_delay.timeout_seconds': '20' },
    )
    .listener('web')
  const { sim } = balancing
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.createLaunchTemplate({ launchTemplateName: 'nodes', instanceType: 'm5.large', cluster: 'prod' })
  makeGroup(sim, {
    DesiredCapacity: 2,
    AvailabilityZones,
    TargetGroupARNs: [balancing.arn('web')],
    ...more,
  })
  return balancing
}

const stateIn = ({ sim }: Balancing) =>
  sim.autoScaling
    .describeLoadBalancerTargetGroups({ AutoScalingGroupName })
    .LoadBalancerTargetGroups.map(({ State }) => State)

describe('registration', () => {
  test('AG-11 an instance stands on the target group’s port once it is in service, and not before', () => {
    const balancing = behindBalancer({}, { latencies: { albTargetRegistration: '10s' } })
    const { sim } = balancing
    sim.advance('59s')
    expect(balancing.health('web')).toEqual([])
    sim.advance('1s')
    const { TargetHealthDescriptions: targets } = sim.elbv2.describeTargetHealth({
      TargetGroupArn: balancing.arn('web'),
    })
    expect(targets.map(({ Target }) => [Target?.Id, Target?.Port])).toEqual(idsOf(sim).map((id) => [id, 8080]))
    expect(stateIn(balancing)).toEqual(['Adding'])
    sim.advance('30s')
    expect(balancing.health('web')).toEqual(['healthy', 'healthy'])
    // Nobody has asked for the load balancer's opinion.
    expect(stateIn(balancing)).toEqual(['Added'])
  })

  test('AG-11, AG-22 a launching hook keeps the instance out until it is done', () => {
    const balancing = behindBalancer({ DesiredCapacity: 0 })
    const { sim } = balancing
    sim.autoScaling.putLifecycleHook({
      AutoScalingGroupName,
      LifecycleHookName: 'in',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      HeartbeatTimeout: 100,
      DefaultResult: 'CONTINUE',
    })
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 1 })
    sim.advance('159s')
    expect(balancing.health('web')).toEqual([])
    sim.advance('1s')
    expect(balancing.health('web')).toHaveLength(1)
  })

  test('AG-11 it leaves its target groups first, and is terminated once its deregistration delay is over', () => {
    const balancing = behindBalancer()
    const { sim } = balancing
    sim.advance('2m')
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 1 })
    sim.settle()
    expect(standOf(sim)).toEqual(['a Terminating', 'b InService'])
    expect(balancing.health('web')).toEqual(['draining Target.DeregistrationInProgress', 'healthy'])
    expect(activitiesOf(sim)[0]?.StatusCode).toBe('WaitingForELBConnectionDraining')
    sim.advance('20s')
    expect(balancing.health('web')).toEqual(['healthy'])
    expect(standOf(sim)).toEqual(['a Terminating', 'b InService'])
    sim.advance('29s')
    expect(standOf(sim)).toEqual(['a Terminating', 'b InService'])
    sim.advance('1s')
    expect(standOf(sim)).toEqual(['b InService'])
    expect(activitiesOf(sim)[0]?.StatusCode).toBe('Successful')
  })

  test('AG-11, AG-22 terminating hooks wait until requests under way have ended', () => {
    const balancing = behindBalancer()
    const { sim } = balancing
    sim.autoScaling.putLifecycleHook({
      AutoScalingGroupName,
      LifecycleHookName: 'out',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      HeartbeatTimeout: 30,
    })
    sim.advance('2m')
    sim.autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 1 })
    const seen: string[] = []
    for (let second = 0; second <= 90; second += 10) {
      const [first] = standOf(sim)
      if (!seen.at(-1)?.endsWith(String(first))) seen.push(`${second} ${first}`)
      sim.advance('10s')
    }
    expect(seen).toEqual([
      '0 a InService',
      '10 a Terminating',
      '20 a Terminating:Wait',
      '50 a Terminating:Proceed',
      '80 b InService',
    ])
  })

  test('AG-11 standby takes it out and back, and who is detached leaves at once', () => {
    const balancing = behindBalancer()
    const { sim } = balancing
    sim.advance('2m')
    const [a, b] = idsOf(sim) as [string, string]
    const one = { AutoScalingGroupName, InstanceIds: [a] }
    sim.autoScaling.enterStandby({ ...one, ShouldDecrementDesiredCapacity: true })
    expect(balancing.health('web')).toEqual(['draining Target.DeregistrationInProgress', 'healthy'])
    sim.advance('20s')
    expect(balancing.health('web')).toEqual(['healthy'])
    sim.autoScaling.exitStandby(one)
    sim.advance('30s')
    expect(balancing.health('web')).toEqual(['healthy', 'healthy'])
    sim.autoScaling.detachInstances({ AutoScalingGroupName, InstanceIds: [b], ShouldDecrementDesiredCapacity: true })
    sim.advance('20s')
    expect(balancing.health('web')).toEqual(['healthy'])
  })

  test('AG-24 while AddToLoadBalancer is suspended nobody is registered, nor afterwards', () => {
    const balancing = behindBalancer()
    const { sim } = balancing
    sim.autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: ['AddToLoadBalancer'] })
    sim.advance('2m')
    sim.autoScaling.resumeProcesses({ AutoScalingGroupName, ScalingProcesses: ['AddToLoadBalancer'] })
    sim.advance('2m')
    expect(standOf(sim)).toEqual(['a InService', 'b InService'])
    expect(balancing.health('web')).toEqual([])
  })

  test('AG-11 a target group that is attached takes those that serve; detached, it is the group’s until they are out', () => {
    const balancing = behindBalancer({ TargetGroupARNs: [] })
    const { sim } = balancing
    sim.advance('2m')
    const named = { AutoScalingGroupName, TargetGroupARNs: [balancing.arn('web')] }
    sim.autoScaling.attachLoadBalancerTargetGroups(named)
    expect(balancing.health('web')).toHaveLength(2)
    expect(groupIn(sim)).toMatchObject({
      TargetGroupARNs: named.TargetGroupARNs,
      TrafficSources: [{ Identifier: balancing.arn('web'), Type: 'elbv2' }],
    })
    sim.advance('1m')
    sim.autoScaling.detachLoadBalancerTargetGroups(named)
    expect(stateIn(balancing)).toEqual(['Removing'])
    expect(groupIn(sim).TargetGroupARNs).toEqual([])
    sim.advance('19s')
    expect(stateIn(balancing)).toEqual(['Removing'])
    sim.advance('1s')
    expect(stateIn(balancing)).toEqual([])
    expect(balancing.health('web')).toEqual([])
  })

  test('AG-11 traffic sources are the same target groups by another name', () => {
    const balancing = behindBalancer({ TargetGroupARNs: undefined })
    const { sim } = balancing
    const TrafficSources = [{ Identifier: balancing.arn('web'), Type: 'elbv2' }]
    sim.autoScaling.attachTrafficSources({ AutoScalingGroupName, TrafficSources })
    sim.advance('2m')
    expect(sim.autoScaling.describeTrafficSources({ AutoScalingGroupName }).TrafficSources).toMatchObject([
      { Identifier: balancing.arn('web'), Type: 'elbv2', State: 'Added' },
    ])
    const ofClassic = { AutoScalingGroupName, TrafficSourceType: 'elb' }
    expect(sim.autoScaling.describeTrafficSources(ofClassic).TrafficSources).toEqual([])
    sim.autoScaling.detachTrafficSources({ AutoScalingGroupName, TrafficSources })
    sim.advance('1m')
    expect(balancing.health('web')).toEqual([])
  })

  test.each([
    ['one that is not there', { Identifier: 'arn:aws:elasticloadbalancing:x' }, 'ValidationError'],
    ['a Classic Load Balancer', { Identifier: 'old' }, 'UnsupportedFeatureException'],
    ['a Classic Load Balancer by type', { Identifier: 'old', Type: 'elb' }, 'UnsupportedFeatureException'],
    [
      'VPC Lattice',
      { Identifier: 'arn:aws:vpc-lattice:us-east-1:1:targetgroup/tg', Type: 'vpc-lattice' },
      'UnsupportedFeatureException',
    ],
  ])('AG-11 a traffic source that is %s is refused', (_what, source, name) => {
    const { sim } = behindBalancer()
    const attach = () => sim.autoScaling.attachTrafficSources({ AutoScalingGroupName, TrafficSources: [source] })
    expect(attach).toThrow(expect.objectContaining({ name }))
  })

  test('AG-11 a target group of addresses, or one that the group does not stand in, is refused', () => {
    const balancing = behindBalancer().group('ip').group('spare', { TargetType: 'instance' })
    const { sim } = balancing
    const named = (name: string) => ({ AutoScalingGroupName, TargetGroupARNs: [balancing.arn(name)] })
    const refused = { name: 'ValidationError', path: 'TargetGroupARNs[0]' }
    expect(() => sim.autoScaling.attachLoadBalancerTargetGroups(named('ip'))).toThrow(expect.objectContaining(refused))
    expect(() => sim.autoScaling.detachLoadBalancerTargetGroups(named('spare'))).toThrow(
      expect.objectContaining(refused),
    )
  })

  test('AG-11 what runs already when a group adopts it stands in its target groups, healthy', () => {
    const balancing = behindBalancer({ DesiredCapacity: 0 })
    const { sim } = balancing
    sim.fleet.launch({
      cluster: 'prod',
      instanceType: 'm5.large',
      availabilityZones: ['us-east-1a'],
      ready: true,
      autoScalingGroup: GROUP,
    })
    expect(balancing.health('web')).toEqual(['healthy'])
  })
})

describe('health', () => {
  /** Both serve and are healthy; then the first one answers no probe any more. */
  function failing(more: Parameters<typeof makeGroup>[1] = {}): {
    balancing: Balancing
    sim: Simulation
    sick: string
  } {
    const balancing = behindBalancer({ HealthCheckType: 'ELB', ...more })
    const { sim } = balancing
    sim.advance('90s')
    const [sick] = idsOf(sim) as [string]
    sim.traffic.answer({ targetGroup: 'web', id: sick }, { respondsWith: 'refused' })
    return { balancing, sim, sick }
  }

  test('AG-06 who fails its target group is replaced in the same instant', () => {
    const { balancing, sim, sick } = failing()
    expect(stateIn(balancing)).toEqual(['InService'])
    sim.advance('10s')
    expect(standOf(sim)).toEqual(['a Terminating', 'b InService', 'a Pending'])
    expect(groupIn(sim).Instances[0]).toMatchObject({ InstanceId: sick, HealthStatus: 'Unhealthy' })
    expect(activitiesOf(sim)[1]?.Cause).toContain('in response to an ELB system health check failure')
    sim.advance('2m')
    expect(standOf(sim)).toEqual(['b InService', 'a InService'])
    expect(balancing.health('web')).toEqual(['healthy', 'healthy'])
  })

  test('AG-06 within its grace period it stays, and goes at the end of that', () => {
    const { sim } = failing({ HealthCheckGracePeriod: 100 })
    // In service since 60 s: the grace period ends at 160 s.
    sim.advance('69s')
    expect(standOf(sim)).toEqual(['a InService', 'b InService'])
    sim.advance('1s')
    expect(standOf(sim)).toEqual(['a Terminating', 'b InService', 'a Pending'])
  })

  test('AG-06 with checks of EC2 alone, or with HealthCheck or ReplaceUnhealthy suspended, it stays', () => {
    const { sim } = failing({ HealthCheckType: 'EC2' })
    sim.advance('2m')
    expect(standOf(sim)).toEqual(['a InService', 'b InService'])
    for (const process of ['HealthCheck', 'ReplaceUnhealthy']) {
      const other = failing()
      other.sim.autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: [process] })
      other.sim.advance('2m')
      expect(standOf(other.sim)).toEqual(['a InService', 'b InService'])
    }
  })

  test('AG-06 a target group that no instance has ever passed speaks against none', () => {
    const balancing = behindBalancer({ HealthCheckType: 'ELB' })
    const { sim } = balancing
    sim.advance('60s')
    for (const id of idsOf(sim)) sim.traffic.answer({ targetGroup: 'web', id }, { respondsWith: 'refused' })
    sim.advance('5m')
    expect(balancing.health('web')).toEqual([
      'unhealthy Target.FailedHealthChecks',
      'unhealthy Target.FailedHealthChecks',
    ])
    expect(standOf(sim)).toEqual(['a InService', 'b InService'])
    expect(stateIn(balancing)).toEqual(['Added'])
  })

  test('AG-06, AG-11 it goes on bit for bit when it is saved, forked or replayed', () => {
    const { sim } = failing({ HealthCheckGracePeriod: 100 })
    sim.advance('5s')
    const others = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
    for (const one of [sim, ...others]) one.advance('10m')
    expect(new Set([sim, ...others].map((one) => one.journalHash())).size).toBe(1)
  })
})
