// What load balancers, Container Insights and queues say by the minute.
import { describe, expect, test } from 'vitest'
import { apply } from '../../src/engine/apply.ts'
import type { World } from '../../src/engine/world.ts'
import { type Simulation, steps } from '../../src/index.ts'
import { type Change, inserted, updated } from '../../src/model/changes.ts'
import type { GroupInstance } from '../../src/model/scaling/groups.ts'
import { BalancedService, type BalancedSettings } from '../support/balanced-services.ts'
import { meteredService } from '../support/metered.ts'
import { lastMinute } from '../support/metrics.ts'

class Metered extends BalancedService {
  constructor(settings: BalancedSettings) {
    super({ delay: 0, ...settings })
    this.create()
    this.sim.advance('10m')
    this.sim.advance(60_000 - (this.sim.nowMs % 60_000))
  }

  read(metricName: string, of: 'balancer' | 'group' | 'both' = 'both') {
    const resource = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1)
    const [balancer] = this.sim.elbv2.describeLoadBalancers().LoadBalancers ?? []
    const LoadBalancer = resource(balancer?.LoadBalancerArn as string).replace('loadbalancer/', '')
    const TargetGroup = resource(this.arn('web'))
    const dimensions =
      of === 'balancer' ? { LoadBalancer } : of === 'group' ? { TargetGroup } : { LoadBalancer, TargetGroup }
    return lastMinute(this.sim, { namespace: 'AWS/ApplicationELB', metricName, dimensions })
  }

  scale(desiredCount: number): void {
    this.sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount })
  }
}

describe('AWS/ApplicationELB', () => {
  test('CW-09 3000 requests a minute: 1500 for each of two targets, 1000 of three, the Sum', () => {
    const web = new Metered({ desired: 2 })
    web.sim.load.drive('web', 50)
    web.sim.advance('1m')
    expect(web.read('RequestCountPerTarget', 'group')?.sum).toBe(1_500)
    web.scale(3)
    web.sim.advance('3m')
    expect(web.read('RequestCountPerTarget', 'group')?.sum).toBe(1_000)
    expect(web.read('RequestCountPerTarget', 'both')?.sum).toBe(1_000)
    expect(web.read('RequestCountPerTarget', 'balancer')).toBeNull()
    expect(web.read('RequestCount')?.sum).toBe(3_000)
    expect(web.read('RequestCount', 'balancer')?.sum).toBe(3_000)
  })

  test('CW-14 without requests there is no RequestCount, and a RequestCountPerTarget of 0 while a target is registered', () => {
    const web = new Metered({ desired: 1 })
    expect(web.read('RequestCount')).toBeNull()
    expect(web.read('RequestCountPerTarget', 'group')?.sum).toBe(0)
    web.scale(0)
    web.sim.advance('2m')
    expect(web.read('RequestCountPerTarget', 'group')).toBeNull()
  })

  test('CW-10 CW-13 without a target the load balancer answers 503 itself, and RequestCount does not know', () => {
    const web = new Metered({ desired: 0 })
    web.sim.load.drive('web', 10)
    web.sim.advance('1m')
    expect(web.read('HTTPCode_ELB_5XX_Count', 'balancer')?.sum).toBe(600)
    expect(web.read('HTTPCode_ELB_5XX_Count', 'both')).toBeNull()
    expect(web.read('HTTPCode_Target_5XX_Count')).toBeNull()
    expect(web.read('RequestCount')).toBeNull()
  })

  test('LD-25 a full queue is a 503 of the target; a wait beyond the timeout a 504 of the load balancer', () => {
    const limited = new Metered({ desired: 1 })
    limited.sim.load.drive('web', { requestsPerSecond: 10, cpuSecondsPerRequest: 0.0125, queueLimit: 5 })
    limited.sim.advance('2m')
    // 64 units are 5 requests of 12.5 ms a second.
    expect(limited.read('HTTPCode_Target_5XX_Count')?.sum).toBe(300)
    expect(limited.read('HTTPCode_ELB_5XX_Count', 'balancer')).toBeNull()
    const patient = new Metered({ desired: 1 })
    patient.sim.load.drive('web', { requestsPerSecond: 10, cpuSecondsPerRequest: 0.0125 })
    patient.sim.advance('1m')
    expect(patient.read('HTTPCode_ELB_5XX_Count', 'balancer')).toBeNull()
    patient.sim.advance('3m')
    expect(patient.read('HTTPCode_ELB_5XX_Count', 'balancer')?.sum).toBe(300)
  })

  test('CW-11 LD-24 responses of M/M/1 at four of five a second: one second on average, 3 s for 95 of 100', () => {
    const web = new Metered({ desired: 1 })
    expect(web.read('TargetResponseTime')).toBeNull()
    web.sim.load.drive('web', { requestsPerSecond: 4, cpuSecondsPerRequest: 0.0125 })
    web.sim.advance('1m')
    const said = web.read('TargetResponseTime')
    expect(said?.sum).toBeCloseTo(240, 6)
    expect(said?.spread?.quantile(0.95)).toBeCloseTo(3, 2)
  })

  test('CW-12 hosts are counted as a minute ends', () => {
    const web = new Metered({ desired: 2 })
    expect(web.read('HealthyHostCount')?.sum).toBe(2)
    expect(web.read('UnHealthyHostCount')?.sum).toBe(0)
    expect(web.read('HealthyHostCount', 'group')).toBeNull()
  })

  test('LD-20 a task takes traffic once its target is healthy, not when it is RUNNING', () => {
    const web = new Metered({ desired: 1 })
    web.sim.load.drive('web', { cpuPercent: 80 })
    web.scale(2)
    // RUNNING after 10 s, healthy after a probe 30 s later: one of three samples sees both at work.
    web.sim.advance('2m')
    const [first, second] = web.sim.load.trace('web')
    expect(first?.runningCount).toBe(2)
    expect(first?.cpuUtilization).toBe(48)
    expect(second?.cpuUtilization).toBe(40)
  })
})

const queueMetric = (sim: Simulation, metricName: string) =>
  lastMinute(sim, { namespace: 'AWS/SQS', metricName, dimensions: { QueueName: 'jobs' } })?.sum

test('LD-28 a queue grows by what its consumers leave, and is emptied no faster than they work', () => {
  const sim = meteredService({ desired: 2 })
  sim.queues.create({ name: 'jobs', producer: steps(10, { at: '2m', value: 0 }) })
  sim.queues.consumedBy({ queue: 'jobs', service: 'web', messagesPerSecondPerTask: 2 })
  sim.advance('2m')
  expect(sim.queues.depth('jobs')).toBe(720)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 })
  sim.advance('1m')
  // A third task for the last fifty seconds.
  expect(sim.queues.depth('jobs')).toBe(720 - 10 * 4 - 50 * 6)
  sim.advance('1m')
  expect(queueMetric(sim, 'ApproximateNumberOfMessagesVisible')).toBe(20)
  expect(queueMetric(sim, 'NumberOfMessagesDeleted')).toBe(360)
  sim.advance('1m')
  expect(queueMetric(sim, 'ApproximateNumberOfMessagesVisible')).toBe(0)
  expect(queueMetric(sim, 'NumberOfMessagesSent')).toBe(0)
})

test('CW-08 tasks are counted only where Container Insights are on', () => {
  const sim = meteredService({ desired: 2, run: 60 })
  const read = (metricName: string) =>
    lastMinute(sim, {
      namespace: 'ECS/ContainerInsights',
      metricName,
      dimensions: { ClusterName: 'prod', ServiceName: 'web' },
    })?.sum
  expect(read('RunningTaskCount')).toBeUndefined()
  sim.ecs.updateClusterSettings({ cluster: 'prod', settings: [{ name: 'containerInsights', value: 'enabled' }] })
  sim.advance('30s')
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 5 })
  sim.advance('30s')
  expect([read('RunningTaskCount'), read('PendingTaskCount'), read('DesiredTaskCount')]).toEqual([2, 3, 5])
})

test('CW-15 an Auto Scaling group is as busy as its instances in service, whatever else the cluster has', () => {
  const sim = meteredService({ desired: 4, cpu: 512 })
  const world = sim.view as World
  const [mine] = [...world.tables.containerInstances.values()]
  const row: GroupInstance = {
    id: mine!.ec2InstanceId,
    groupName: 'fleet',
    availabilityZone: mine!.availabilityZone as string,
    subnetId: null,
    instanceType: 'm5.large',
    state: 'Pending',
    isHealthy: true,
    isLost: false,
    failsChecks: false,
    isProtected: false,
    launch: { kind: 'template', name: 'fleet', version: '1' },
    sourceCreatedAtMs: world.nowMs,
    launchedAtMs: world.nowMs,
    inServiceAtMs: null,
    warmAtMs: null,
    dueAtMs: null,
    hooks: [],
    isDeregistering: false,
    isExtra: false,
    activityId: null,
    containerInstanceArn: mine!.arn,
  }
  const write = (change: Change) => apply(world, { changes: [change], timers: [] }, null)
  const read = () =>
    lastMinute(sim, {
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: { AutoScalingGroupName: 'fleet' },
    })
  write(inserted('groupInstance.created', row.id, row))
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 8 })
  sim.load.drive('web', { cpuPercentPerTask: 100 })
  sim.advance('2m')
  expect(read()).toBeNull()
  write(updated('groupInstance.changed', row.id, { state: 'InService' }))
  sim.advance('2m')
  const there = [...world.tables.tasks.values()].filter((task) => task.containerInstanceArn === mine!.arn)
  const known = there.filter(({ startedAtMs }) => startedAtMs! > Date.parse('2026-01-05T01:00:00Z')).length
  // Of the two vCPUs of the instance; tasks that ran before the group was there are not known to be in it.
  expect(known).toBeGreaterThan(0)
  expect(read()).toEqual({ sampleCount: 1, sum: 25 * known, minimum: 25 * known, maximum: 25 * known })
})
