// How does a service live behind a load balancer: registered, healthy, drained, replaced?
import { describe, expect, test } from 'vitest'
import { BalancedService, restored } from '../support/balanced-services.ts'
import { refusalOf } from '../support/refusals.ts'

describe('arrival', () => {
  test('LB-101, LB-102, EV-105 a task is registered with its host port in the instant in which it is RUNNING', () => {
    const b = new BalancedService({ run: 20, desired: 2 }).create()
    b.sim.advance('20s')
    const targets = b.sim.elbv2.describeTargetHealth({ TargetGroupArn: b.arn('web') }).TargetHealthDescriptions
    expect(targets.map(({ Target }) => Target?.Port)).toEqual([32_768, 32_769])
    expect(b.tasks.map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING'])
    expect(b.events).toEqual([
      '0 (service web) has started 2 tasks: (task) (task).',
      '20 (service web) registered 1 targets in (target-group web)',
      '20 (service web) registered 1 targets in (target-group web)',
    ])
  })

  test('DP-202, LB-107 it counts once its target is healthy, and not by 40 seconds', () => {
    const b = new BalancedService({ run: 20, interval: 50 }).create()
    b.sim.advance('69s')
    expect(b.tasks[0]?.healthyAtMs).toBeNull()
    b.sim.advance('1s')
    expect(b.tasks[0]?.healthyAtMs).toBe(b.sim.nowMs)
    expect(b.events.at(-1)).toBe('70 (service web) has reached a steady state.')
  })

  test('DP-202, LB-100 in every group', () => {
    const b = new BalancedService({ groups: ['web', 'inner'] })
    b.sim.elbv2.modifyTargetGroup({ TargetGroupArn: b.arn('inner'), HealthCheckIntervalSeconds: 60 })
    b.create().sim.advance('69s')
    expect([b.health('web'), b.health('inner'), b.tasks[0]?.healthyAtMs]).toEqual([
      ['healthy'],
      ['initial Elb.InitialHealthChecking'],
      null,
    ])
    b.sim.advance('1s')
    expect(b.tasks[0]?.healthyAtMs).toBe(b.sim.nowMs)
  })

  test('DP-203 with a container check it needs both', () => {
    const b = new BalancedService({ healthCheck: true, grace: 120 })
    b.sim.workload.behave('web:app', { becomesHealthyAfter: '60s' })
    b.create().sim.advance('60s')
    expect([b.health('web'), b.tasks[0]?.healthyAtMs]).toEqual([['healthy'], null])
    b.sim.advance('30s')
    expect(b.tasks[0]?.healthyAtMs).not.toBeNull()
  })

  test('LB-101 a task with an address of its own is registered by that', () => {
    const b = new BalancedService()
    b.group('own', { TargetType: 'ip' })
    b.paths(5, ['/own'], 'own')
    b.sim.ecs.registerTaskDefinition({
      family: 'own',
      networkMode: 'awsvpc',
      containerDefinitions: [{ name: 'app', image: 'a', memory: 64, portMappings: [{ containerPort: 8_080 }] }],
    })
    b.sim.ecs.createService({
      cluster: 'prod',
      serviceName: 'own',
      taskDefinition: 'own',
      desiredCount: 1,
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
      loadBalancers: [{ targetGroupArn: b.arn('own'), containerName: 'app', containerPort: 8_080 }],
    })
    b.sim.advance('1m')
    const address = b.tasks[0]?.eni?.address as string
    const [row] = b.sim.elbv2.describeTargetHealth({ TargetGroupArn: b.arn('own') }).TargetHealthDescriptions
    expect(row?.Target).toMatchObject({ Id: address, Port: 8_080 })
    expect(row?.TargetHealth?.State).toBe('healthy')
    expect(b.sim.traffic.route({ loadBalancer: 'front', path: '/own' })).toMatchObject({
      status: 200,
      target: { id: address },
    })
  })
})

describe('leaving', () => {
  test('NX-17, DP-300, DP-301, LB-103 a task drains for the whole delay before it hears that it is to stop', () => {
    const b = new BalancedService({ desired: 2, stop: 5 }).steady()
    b.sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 1 })
    b.sim.settle()
    const task = b.tasks.find(({ desiredStatus }) => desiredStatus === 'STOPPED')?.arn as string
    expect(b.statuses(task, 310)).toEqual(['0 DEACTIVATING', '300 STOPPING', '305 STOPPED'])
    expect(b.events).toEqual([
      '0 (service web) has stopped 1 running tasks: (task).',
      '0 (service web) deregistered 1 targets in (target-group web)',
      '0 (service web, taskSet D) has begun draining connections on 1 tasks.',
    ])
  })

  test('NX-17, LC-50 whoever ignores SIGTERM is killed half a minute later', () => {
    const b = new BalancedService({ desired: 1 })
    b.sim.workload.behave('web:app', { stopsAfter: 'never' })
    b.steady().sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 })
    b.sim.settle()
    expect(b.statuses(b.tasks[0]?.arn as string, 340)).toEqual(['0 DEACTIVATING', '300 STOPPING', '330 STOPPED'])
    expect(b.tasks[0]?.containers[0]?.exitCode).toBe(137)
  })

  test('TG-113, LB-103 without a delay it hears at once', () => {
    const b = new BalancedService({ delay: 0 }).steady()
    b.sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 })
    b.sim.settle()
    expect(b.tasks[0]?.lastStatus).toBe('STOPPING')
  })

  test('DP-303 it waits for the slowest group', () => {
    const b = new BalancedService({ groups: ['web', 'inner'], delay: 30 }).steady()
    const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '90' }]
    b.sim.elbv2.modifyTargetGroupAttributes({ TargetGroupArn: b.arn('inner'), Attributes })
    b.sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 })
    b.sim.settle()
    expect(b.statuses(b.tasks[0]?.arn as string, 100)).toEqual(['0 DEACTIVATING', '90 STOPPING', '92 STOPPED'])
  })

  test('DP-301 it waits no longer than its targets are there', () => {
    const b = new BalancedService().steady()
    b.sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 })
    b.sim.advance('10s')
    b.sim.elbv2.deleteListener({ ListenerArn: b.listenerArn })
    expect(b.tasks[0]?.lastStatus).toBe('DEACTIVATING')
    b.sim.elbv2.deleteTargetGroup({ TargetGroupArn: b.arn('web') })
    expect(b.tasks[0]?.lastStatus).toBe('STOPPING')
  })

  test('DP-304 StopTask does not wait: it drains while the signal has been given', () => {
    const b = new BalancedService().steady()
    const task = b.tasks[0]?.arn as string
    b.sim.ecs.stopTask({ cluster: 'prod', task })
    expect([b.tasks[0]?.lastStatus, b.health('web')]).toEqual([
      'STOPPING',
      ['draining Target.DeregistrationInProgress'],
    ])
    expect(b.statuses(task, 3)).toEqual(['0 STOPPING', '2 STOPPED'])
    expect(b.events.slice(0, 2)).toEqual([
      '0 (service web) deregistered 1 targets in (target-group web)',
      '0 (service web) has started 1 tasks: (task).',
    ])
  })

  test('DP-305, LB-105 a task that ends by itself is deregistered behind its end', () => {
    const b = new BalancedService().steady()
    b.sim.faults.crashContainer({ task: b.tasks[0]?.arn as string })
    expect([b.tasks[0]?.lastStatus, b.health('web')]).toEqual(['STOPPED', ['draining Target.DeregistrationInProgress']])
  })

  test('LB-103 a task that ends by itself while it drains is over', () => {
    const b = new BalancedService().steady()
    const task = b.tasks[0]?.arn as string
    b.sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 })
    b.sim.advance('10s')
    b.sim.faults.crashContainer({ task })
    expect(b.statuses(task, 1)).toEqual(['0 STOPPED'])
  })

  test('LB-106 an agent that is away deregisters nothing; its target turns by itself', () => {
    const b = new BalancedService().steady()
    const [instance] = b.sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns as [string]
    b.sim.fleet.disconnectAgent({ cluster: 'prod', containerInstances: [instance] })
    b.sim.faults.crashContainer({ task: b.tasks[0]?.arn as string })
    expect([b.tasks[0]?.lastStatus, b.health('web')]).toEqual(['RUNNING', ['healthy']])
    b.sim.advance('60s')
    expect(b.health('web')).toEqual(['unhealthy Target.FailedHealthChecks'])
    b.sim.fleet.reconnectAgent({ cluster: 'prod', containerInstances: [instance] })
    expect(b.health('web')).toEqual(['draining Target.DeregistrationInProgress'])
  })

  test('LC-16, LB-103 a task that has drained without its agent hears of it when that is back', () => {
    const b = new BalancedService({ delay: 30 }).steady()
    const [instance] = b.sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns as [string]
    b.sim.fleet.disconnectAgent({ cluster: 'prod', containerInstances: [instance] })
    b.sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 })
    b.sim.advance('10s')
    expect(b.tasks[0]).toMatchObject({ lastStatus: 'DEACTIVATING', orderedAtMs: null })
    b.sim.advance('60s')
    expect(b.tasks[0]).toMatchObject({ lastStatus: 'STOPPING', orderedAtMs: null })
    b.sim.fleet.reconnectAgent({ cluster: 'prod', containerInstances: [instance] })
    b.sim.advance('2s')
    expect(b.tasks[0]?.lastStatus).toBe('STOPPED')
  })
})

describe('deployments', () => {
  test('WE-15, WE-38 one task: start, healthy, drain, stop, completed', () => {
    const b = new BalancedService({ run: 30, interval: 25, delay: 300, stop: 30 }).steady()
    b.deploy()
    b.sim.advance('10m')
    expect(b.events).toEqual([
      '0 (service web) has started 1 tasks: (task).',
      '30 (service web) registered 1 targets in (target-group web)',
      '55 (service web) has stopped 1 running tasks: (task).',
      '55 (service web) deregistered 1 targets in (target-group web)',
      '55 (service web, taskSet D) has begun draining connections on 1 tasks.',
      '385 (service web) (deployment D) deployment completed.',
      '385 (service web) has reached a steady state.',
    ])
  })

  test.each([
    ['ready at once', '0s', 112],
    ['ready after 45 seconds', '45s', 142],
  ])('NX-20 two tasks, %s', (_what, respondsAfter, done) => {
    const b = new BalancedService({ desired: 2, run: 20, delay: 60 }).steady()
    b.sim.workload.behave('web:app', { respondsAfter })
    b.deploy()
    b.sim.advance('10m')
    expect(b.events.slice(-2)).toEqual([
      `${done} (service web) (deployment D) deployment completed.`,
      `${done} (service web) has reached a steady state.`,
    ])
  })

  test('LB-130 other load balancers are a deployment; the same are none', () => {
    const b = new BalancedService({ groups: ['web', 'inner'] }).steady()
    b.sim.ecs.updateService({ cluster: 'prod', service: 'web', loadBalancers: b.loadBalancers })
    expect(b.service.deployments).toHaveLength(1)
    b.sim.ecs.updateService({ cluster: 'prod', service: 'web', loadBalancers: b.loadBalancers.slice(0, 1) })
    expect(b.service.deployments).toHaveLength(2)
    b.sim.advance('1h')
    expect(b.health('web')).toEqual(['healthy'])
    expect(b.health('inner')).toEqual([])
    expect(b.service.loadBalancers).toEqual(b.loadBalancers.slice(0, 1))
  })
})

describe('verdicts', () => {
  const event = (reason: string) =>
    expect.objectContaining({
      by: 'target',
      rule: 'EV-141',
      event: expect.stringMatching(
        new RegExp(
          `^\\(instance i-\\w+\\) \\(port 32768\\) is unhealthy in \\(target-group arn:\\S+\\) due to \\(reason ${reason}\\)\\.$`,
        ),
      ),
      stoppedReason: expect.stringMatching(/^Task failed ELB health checks in \(target-group arn:\S+\)$/),
    })

  test('DP-206, LB-108 a task that was healthy counts no more once its target is unhealthy', () => {
    const b = new BalancedService()
    b.sim.workload.behave('web:app', { respondsWith: [{ after: '95s', with: 500 }] })
    b.create().sim.advance('159s')
    expect(b.tasks[0]).toMatchObject({ finding: null, healthyAtMs: expect.any(Number) })
    b.sim.advance('1s')
    const [task] = b.tasks
    expect(task?.healthyAtMs).toBeNull()
    expect(task?.finding).toEqual(event('Health checks failed with these codes: \\[500\\]'))
    expect(b.sim.view.indexes.services.unsteady.size).toBe(1)
  })

  test('DP-208, DP-209, LB-10B a verdict within the grace period waits for its end, and a healthy one does not', () => {
    const b = new BalancedService({ grace: 100 })
    b.sim.workload.behave('web:app', { respondsAfter: '2h' })
    b.create().sim.advance('109s')
    expect([b.health('web'), b.tasks[0]?.finding]).toEqual([['unhealthy Target.FailedHealthChecks'], null])
    b.sim.advance('1s')
    expect(b.tasks[0]?.finding).toEqual(event('Health checks failed'))

    const early = new BalancedService({ grace: 1_000 }).create()
    early.sim.advance('40s')
    expect(early.tasks[0]?.healthyAtMs).toBe(early.sim.nowMs)
  })

  test('LB-10B a verdict of the last instant comes before the end of the grace period', () => {
    const b = new BalancedService({ grace: 210 })
    b.sim.workload.behave('web:app', { respondsAfter: '90s' })
    b.create().sim.advance('219s')
    expect(b.health('web')).toEqual(['unhealthy Target.FailedHealthChecks'])
    b.sim.advance('1s')
    expect([b.health('web'), b.tasks[0]?.finding]).toEqual([['healthy'], null])
    expect(b.sim.journal.some(({ set }) => (set as { finding?: object })?.finding != null)).toBe(false)
  })

  test('DP-211 an initial target says nothing', () => {
    const b = new BalancedService({ interval: 200 }).create()
    b.sim.advance('150s')
    expect(b.tasks[0]).toMatchObject({ finding: null, healthyAtMs: null })
  })

  test('DP-212 a task whose target somebody has removed never becomes healthy', () => {
    const b = new BalancedService().create()
    b.sim.advance('10s')
    const [row] = b.sim.elbv2.describeTargetHealth({ TargetGroupArn: b.arn('web') }).TargetHealthDescriptions
    b.deregister('web', row?.Target?.Id as string)
    b.sim.advance('1h')
    expect(b.tasks[0]).toMatchObject({ lastStatus: 'RUNNING', healthyAtMs: null })
  })

  test('LB-108 a task answers as its container is told while it runs', () => {
    const b = new BalancedService().steady()
    b.sim.workload.behave(`${b.tasks[0]?.id}:app`, { respondsWith: 'timeout' })
    expect(b.sim.traffic.route({ loadBalancer: 'front' }).status).toBe(504)
    b.sim.advance('1m')
    b.sim.advance('5s')
    // Its replacement comes first (DP-601).
    expect(b.health('web')).toEqual(['unhealthy Target.Timeout', 'initial Elb.InitialHealthChecking'])
  })

  test('TG-031 a steady service behind a load balancer costs no event', () => {
    const b = new BalancedService({ desired: 3 }).steady()
    expect(b.sim.advance('4h')).toEqual([])
  })

  test('LB-103 a world that was saved in the middle of a drain goes on alike', () => {
    const b = new BalancedService({ desired: 2, grace: 100 }).steady()
    b.sim.workload.behave('web:app', { respondsAfter: '70s' })
    b.deploy()
    b.sim.advance('3m')
    const again = restored(b.sim)
    again.advance('20m')
    for (let minute = 0; minute < 20; minute++) b.sim.advance('1m')
    expect(again.journalHash()).toBe(b.sim.journalHash())
    b.sim.checkInvariants()
  })
})

describe('what a service may ask for', () => {
  const create = (b: BalancedService, loadBalancers: object[], taskDefinition = 'web') =>
    refusalOf(() =>
      b.sim.ecs.createService({ cluster: 'prod', serviceName: 'x', taskDefinition, desiredCount: 1, loadBalancers }),
    )

  test.each([
    ['LB-123', { containerName: 'db' }, 'The container db does not exist in the task definition.'],
    ['LB-124', { containerPort: 81 }, 'The container app did not have a container port 81 defined.'],
    ['LB-126', { targetGroupArn: undefined, loadBalancerName: 'old' }, 'The load balancer old does not exist.'],
    ['SV-119', { targetGroupArn: 'arn:nothing' }, 'The target group arn:nothing does not exist.'],
    ['SV-119', { containerName: undefined }, 'loadBalancers[0].containerName: expected a container, found nothing.'],
  ])('LB-123, LB-124, LB-126, SV-119 %s: %j is refused', (rule, change, message) => {
    const b = new BalancedService()
    expect(create(b, [{ ...b.loadBalancers[0], ...change }])).toMatchObject({
      rule,
      message,
      name: 'InvalidParameterException',
    })
  })

  test('LB-128, SV-119 at most five groups', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const b = new BalancedService({ groups: names })
    expect(create(b, b.loadBalancers).rule).toBe('LB-128')
    expect(create(b, [b.loadBalancers[0] as object, b.loadBalancers[0] as object]).rule).toBe('LB-128')
  })

  test('LB-120, LB-121, LB-122, SV-120 the group has a load balancer, and a type that goes with the network mode', () => {
    const b = new BalancedService().group('spare', { TargetType: 'instance' }).group('own', { TargetType: 'ip' })
    b.paths(1, ['/own'], 'own')
    b.sim.ecs.registerTaskDefinition({
      family: 'own',
      networkMode: 'awsvpc',
      containerDefinitions: [{ name: 'app', image: 'a', memory: 64, portMappings: [{ containerPort: 80 }] }],
    })
    const to = (name: string) => [{ targetGroupArn: b.arn(name), containerName: 'app', containerPort: 80 }]
    expect(create(b, to('spare')).message).toMatch(/ does not have an associated load balancer\.$/)
    expect(create(b, to('own')).message).toMatch(
      /has target type ip, which is incompatible with the bridge network mode/,
    )
    const own = refusalOf(() =>
      b.sim.ecs.createService({
        cluster: 'prod',
        serviceName: 'own',
        taskDefinition: 'own',
        desiredCount: 1,
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
        loadBalancers: to('web'),
      }),
    )
    expect(own.message).toMatch(/has target type instance, which is incompatible with the awsvpc network mode/)
  })

  test('LB-12F a revision without the port is refused', () => {
    const b = new BalancedService().steady()
    b.sim.ecs.registerTaskDefinition({
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'a', memory: 64, portMappings: [{ containerPort: 81 }] }],
    })
    const update = () => b.sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web' })
    expect(refusalOf(update).message).toBe(
      'Unable to update the service web: Load balancer container name or port changed in task definition',
    )
  })
})
