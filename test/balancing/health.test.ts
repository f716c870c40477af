// When is a target healthy, and what happens to one that leaves?
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { Balancing } from '../support/balancers.ts'
import { refusalOf } from '../support/refusals.ts'

const ID = '10.0.0.1'

/** One group with one target that answers so from its registration on. */
function one(responses: Parameters<Simulation['traffic']['answer']>[1], settings: object = {}): Balancing {
  const b = new Balancing().group('web', settings).listener('web').register('web', ID)
  b.sim.traffic.answer({ targetGroup: 'web', id: ID }, responses)
  return b
}

/** What happens to one that answers badly for a while. */
function hangs(from: number, to: number) {
  return {
    respondsWith: [
      { after: 0, with: 'ok' as const },
      { after: from * 1_000, with: 'timeout' as const },
      { after: to * 1_000, with: 200 },
    ],
  }
}

const ALB = 'initial Elb.InitialHealthChecking'

describe('probes', () => {
  test('NX-09, TG-102 one success is enough in the beginning', () => {
    expect(one({ respondsAfter: '12s' }).history('web', 200)).toEqual([`0: ${ALB}`, '30: healthy'])
  })

  test('NX-10, TG-103, TG-105 a page that is missing makes it unhealthy at the second probe', () => {
    const b = one({ respondsToHealthChecksWith: 404 }, { HealthCheckPath: '/index.html' })
    expect(b.history('web', 200)).toEqual([`0: ${ALB}`, '60: unhealthy Target.ResponseCodeMismatch'])
    const [row] = b.sim.elbv2.describeTargetHealth({ TargetGroupArn: b.arn('web') }).TargetHealthDescriptions
    expect(row?.TargetHealth?.Description).toBe('Health checks failed with these codes: [404]')
  })

  test('NX-11, TG-101, TG-104 silence counts when the time is up, and five successes bring it back', () => {
    expect(one(hangs(100, 200)).history('web', 400)).toEqual([
      `0: ${ALB}`,
      '30: healthy',
      '155: unhealthy Target.Timeout',
      '330: healthy',
    ])
  })

  test('NX-12, TG-104 other thresholds and intervals', () => {
    const settings = {
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
    }
    expect(one(hangs(100, 200), settings).history('web', 300)).toEqual([
      `0: ${ALB}`,
      '10: healthy',
      '125: unhealthy Target.Timeout',
      '210: healthy',
    ])
  })

  test('TG-103 a target that starts to listen before the threshold never was unhealthy', () => {
    expect(one({ respondsAfter: '50s' }).history('web', 100)).toEqual([`0: ${ALB}`, '60: healthy'])
    expect(one({ respondsAfter: '61s' }).history('web', 300)).toEqual([
      `0: ${ALB}`,
      '60: unhealthy Target.FailedHealthChecks',
      '210: healthy',
    ])
  })

  test.each([
    ['200', 204, false],
    ['200-299', 204, true],
    ['200,302', 302, true],
    ['200-299,404', 404, true],
  ])('TG-027 the matcher %s and the answer %s', (HttpCode, status, isHealthy) => {
    const b = one({ respondsWith: status }, { Matcher: { HttpCode } })
    b.sim.advance('61s')
    expect(b.health('web')).toEqual([isHealthy ? 'healthy' : 'unhealthy Target.ResponseCodeMismatch'])
  })

  test('K-01, TG-030, TG-032 a Network Load Balancer takes two minutes to register, and gives one reason for every failure', () => {
    const b = new Balancing({}, 'network').group('web', { Protocol: 'TCP' }).listener('web', 'TCP').register('web', ID)
    b.sim.traffic.answer({ targetGroup: 'web', id: ID }, { respondsWith: [{ after: '200s', with: 'timeout' }] })
    expect(b.history('web', 300)).toEqual([
      '0: initial Elb.RegistrationInProgress',
      `120: ${ALB}`,
      '150: healthy',
      '250: unhealthy Target.FailedHealthChecks',
    ])
  })

  test('TG-107 another interval begins now and keeps what has been counted', () => {
    const b = one({ respondsWith: [{ after: '100s', with: 500 }] })
    b.sim.advance('130s')
    b.sim.elbv2.modifyTargetGroup({ TargetGroupArn: b.arn('web'), HealthCheckIntervalSeconds: 10 })
    b.sim.advance('9s')
    expect(b.health('web')).toEqual(['healthy'])
    b.sim.advance('1s')
    expect(b.health('web')).toEqual(['unhealthy Target.ResponseCodeMismatch'])
  })
})

describe('use', () => {
  test('TG-033, TG-106 a group that no rule names has targets out of use; named again, they start over', () => {
    const b = new Balancing().group('web').group('spare').listener('web').register('spare', ID)
    expect(b.health('spare')).toEqual(['unused Target.NotInUse'])
    b.sim.advance('5m')
    const RuleArn = b.paths(1, ['/x'], 'spare')
    b.sim.advance('29s')
    expect(b.health('spare')).toEqual([ALB])
    b.sim.advance('1s')
    expect(b.health('spare')).toEqual(['healthy'])
    b.sim.elbv2.deleteRule({ RuleArn })
    expect(b.health('spare')).toEqual(['unused Target.NotInUse'])
    b.deregister('spare', ID)
    expect(b.health('spare')).toEqual([])
  })

  test('TG-033, LB-145 a target in a zone that the load balancer does not serve is out of use', () => {
    const b = new Balancing().group('web').listener('web').register('web', { Id: ID, AvailabilityZone: 'us-east-1c' })
    b.sim.advance('1m')
    const [row] = b.sim.elbv2.describeTargetHealth({ TargetGroupArn: b.arn('web') }).TargetHealthDescriptions
    expect(row?.TargetHealth).toEqual({
      State: 'unused',
      Reason: 'Target.NotInUse',
      Description: 'Target is in an Availability Zone that is not enabled for the load balancer',
    })
  })

  test('TG-003, TG-033 an instance is registered while it runs, and out of use when it is gone', () => {
    const b = new Balancing().group('web', { TargetType: 'instance' }).listener('web')
    const [instance] = b.sim.fleet.launch({ instanceType: 'm5.large', ready: true }).containerInstances
    b.register('web', instance?.ec2InstanceId as string)
    b.sim.advance('30s')
    expect(b.health('web')).toEqual(['healthy'])
    b.sim.fleet.terminate({ containerInstances: [instance?.containerInstanceArn as string] })
    expect(b.health('web')).toEqual(['unused Target.InvalidState'])
    expect(refusalOf(() => b.register('web', 'i-0123456789abcdef0')).name).toBe('InvalidTargetException')
    b.deregister('web', 'i-0123456789abcdef0')
  })

  test('TG-033 one that was never there says so when it is asked for', () => {
    const b = new Balancing().group('web').listener('web')
    const Targets = [{ Id: ID }]
    const { TargetHealthDescriptions } = b.sim.elbv2.describeTargetHealth({ TargetGroupArn: b.arn('web'), Targets })
    expect(TargetHealthDescriptions[0]?.TargetHealth?.Reason).toBe('Target.NotRegistered')
  })

  test('TG-002 the same address with another port is another target', () => {
    const b = new Balancing().group('web').listener('web')
    const Targets = [{ Id: ID }, { Id: ID, Port: 8_080 }, { Id: ID }]
    b.sim.elbv2.registerTargets({ TargetGroupArn: b.arn('web'), Targets })
    expect(b.health('web')).toHaveLength(2)
  })
})

describe('leaving', () => {
  test('TG-110, TG-111 a target drains for the whole delay, and is gone', () => {
    const b = one({})
    b.sim.advance('40s')
    b.deregister('web', ID)
    expect(b.health('web')).toEqual(['draining Target.DeregistrationInProgress'])
    b.sim.advance('299s')
    expect(b.health('web')).toHaveLength(1)
    b.sim.advance('1s')
    expect(b.health('web')).toEqual([])
  })

  test('TG-113 without a delay it is gone at once', () => {
    const b = new Balancing().group('web', {}, { 'deregistration_delay.timeout_seconds': '0' }).listener('web')
    b.register('web', ID).deregister('web', ID)
    expect(b.health('web')).toEqual([])
  })

  test('TG-004 an address cannot come back before the delay is over; an instance can', () => {
    const b = one({})
    b.deregister('web', ID)
    expect(refusalOf(() => b.register('web', ID)).name).toBe('InvalidTargetException')
    b.sim.advance('5m')
    b.register('web', ID)
    expect(b.health('web')).toEqual([ALB])

    const i = new Balancing().group('web', { TargetType: 'instance' }).listener('web')
    const [instance] = i.sim.fleet.launch({ instanceType: 'm5.large', ready: true }).containerInstances
    const id = instance?.ec2InstanceId as string
    i.register('web', id).deregister('web', id).register('web', id)
    expect(i.health('web')).toEqual([ALB])
  })
})

describe('the cost', () => {
  test('TG-031 a steady target costs no event', () => {
    const b = one({ respondsWith: [{ after: '1h', with: 500 }] })
    b.sim.advance('59m')
    const { length } = b.sim.journal
    expect(b.sim.advance('1m')).toEqual([])
    expect(b.sim.journal).toHaveLength(length)
    b.sim.advance('1m')
    expect(b.health('web')).toEqual(['unhealthy Target.ResponseCodeMismatch'])
  })

  test('TG-101 one long advance equals many short ones, and a saved world goes on alike', () => {
    const long = one(hangs(100, 200))
    const short = one(hangs(100, 200))
    const saved = one(hangs(100, 200))
    long.sim.advance('400s')
    for (let second = 0; second < 400; second++) short.sim.advance('1s')
    saved.sim.advance('140s')
    const restored = Simulation.restore(saved.sim.save())
    restored.advance('260s')
    const forked = short.sim.forkAt({ seq: short.sim.journal.findIndex(({ rule }) => rule === 'TG-102') })
    forked.advance(short.sim.nowMs - forked.nowMs)
    expect(short.sim.journalHash()).toBe(long.sim.journalHash())
    expect(restored.journalHash()).toBe(long.sim.journalHash())
    expect(forked.journalHash()).toBe(long.sim.journalHash())
  })
})

describe('what a group may be', () => {
  test.each([
    ['TG-028', { HealthCheckTimeoutSeconds: 30 }, "Health check timeout '30' must be smaller than the interval '30'"],
    ['TG-020', { HealthCheckProtocol: 'TCP' }, 'HealthCheckProtocol: expected one of HTTP, HTTPS'],
    ['TG-023', { HealthCheckIntervalSeconds: 301 }, 'HealthCheckIntervalSeconds'],
    ['TG-024', { HealthCheckTimeoutSeconds: 1 }, 'HealthCheckTimeoutSeconds'],
    ['TG-025', { HealthyThresholdCount: 11 }, 'HealthyThresholdCount'],
    ['TG-026', { UnhealthyThresholdCount: 1 }, 'UnhealthyThresholdCount'],
    ['TG-027', { Matcher: { HttpCode: '200-500' } }, 'Matcher.HttpCode'],
    ['TG-029', { HealthCheckEnabled: false }, 'HealthCheckEnabled'],
    ['TG-001', { TargetType: 'lambda' }, 'TargetType'],
    ['LB-006', { Name: '-web' }, 'Name'],
  ])('%s %j is refused', (_rule, settings, words) => {
    const b = new Balancing()
    expect(refusalOf(() => b.group('web', settings as object)).message).toContain(words)
  })

  test('TG-021, TG-022, TG-023, TG-024, TG-025, TG-026 the defaults are those of AWS', () => {
    const b = new Balancing().group('web').group('net', { Protocol: 'TCP' })
    const [web, net] = b.sim.elbv2.describeTargetGroups().TargetGroups
    expect(web).toMatchObject({
      HealthCheckProtocol: 'HTTP',
      HealthCheckPort: 'traffic-port',
      HealthCheckPath: '/',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      Matcher: { HttpCode: '200' },
    })
    expect(net).toMatchObject({ HealthCheckProtocol: 'TCP', HealthCheckTimeoutSeconds: 10, HealthyThresholdCount: 5 })
  })

  test('TG-001 an address is a private one', () => {
    const b = new Balancing().group('web').listener('web')
    expect(refusalOf(() => b.register('web', '8.8.8.8')).rule).toBe('TG-001')
    b.register('web', '172.31.255.1', '192.168.0.1', '100.64.0.1')
  })

  test.each([
    ['TG-010', 'deregistration_delay.timeout_seconds', '3600', '3601'],
    ['TG-012', 'slow_start.duration_seconds', '30', '29'],
    ['TG-013', 'load_balancing.algorithm.type', 'weighted_random', 'fastest'],
    ['TG-015', 'load_balancing.cross_zone.enabled', 'false', 'maybe'],
    ['TG-016', 'stickiness.lb_cookie.duration_seconds', '604800', '0'],
  ])('%s %s may be %s and not %s', (rule, Key, good, bad) => {
    const b = new Balancing().group('web')
    const modify = (Value: string) =>
      b.sim.elbv2.modifyTargetGroupAttributes({ TargetGroupArn: b.arn('web'), Attributes: [{ Key, Value }] })
    expect(modify(good).Attributes).toContainEqual({ Key, Value: good })
    expect(refusalOf(() => modify(bad)).name, rule).toBe('ValidationError')
  })
})

test('TG-010, TG-021 what is kept and has no effect is listed', () => {
  const b = new Balancing().group('web', { HealthCheckPort: '8080' }, { 'deregistration_delay.timeout_seconds': '5' })
  const Attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '30' }]
  b.sim.elbv2.modifyLoadBalancerAttributes({ LoadBalancerArn: b.loadBalancerArn, Attributes })
  expect(b.sim.notSimulated().map(({ path }) => path)).toEqual(['idle_timeout.timeout_seconds', 'HealthCheckPort'])
})

test('TG-033, TG-106 a stopped instance takes no requests, and starts over when it runs again', () => {
  const b = new Balancing().group('web', { TargetType: 'instance' }).listener('web')
  const [instance] = b.sim.fleet.launch({ instanceType: 'm5.large', ready: true }).containerInstances
  const containerInstances = [instance?.containerInstanceArn as string]
  b.register('web', instance?.ec2InstanceId as string)
  b.sim.advance('30s')
  b.sim.fleet.stopInstances({ containerInstances })
  expect(b.health('web')).toEqual(['unused Target.InvalidState'])
  b.sim.fleet.startInstances({ containerInstances, ready: true })
  expect(b.health('web')).toEqual([ALB])
  b.sim.advance('30s')
  expect(b.health('web')).toEqual(['healthy'])
})
