// Tasks whose targets cannot serve: in a zone that the load balancer does not serve, taken out of their group, or without a group at all.
import { describe, expect, test } from 'vitest'
import { BalancedService, type BalancedSettings, restored } from '../support/balanced-services.ts'

/** Its only instance stands where the load balancer has no subnet. */
function elsewhere(settings: BalancedSettings = {}): BalancedService {
  const b = new BalancedService({ run: 10, interval: 30, ...settings })
  const containerInstances = b.sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns
  b.sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true, availabilityZones: ['us-east-1c'] })
  b.sim.fleet.terminate({ cluster: 'prod', containerInstances })
  return b.create()
}

const REASON = 'Target is in an Availability Zone that is not enabled for the load balancer'

describe('a zone that the load balancer does not serve', () => {
  test('LB-108, TG-033, LB-145 the task is unhealthy once two probes would have failed after RUNNING, and is replaced', () => {
    const b = elsewhere()
    b.sim.advance('69s')
    expect(b.health('web')).toEqual(['unused Target.NotInUse'])
    expect(b.tasks[0]).toMatchObject({ lastStatus: 'RUNNING', finding: null, healthyAtMs: null })
    b.sim.advance('1s')
    expect(b.tasks[0]?.finding).toMatchObject({
      by: 'target',
      event: expect.stringMatching(
        new RegExp(`is unhealthy in \\(target-group .*\\) due to \\(reason ${REASON}\\)\\.$`),
      ),
    })
    expect(b.tasks).toHaveLength(2)
    // The replacement is no better: the first one is killed when the second counts as little.
    b.sim.advance('10m')
    expect(b.tasks.every(({ healthyAtMs }) => healthyAtMs === null)).toBe(true)
    expect(b.tasks.length).toBeGreaterThan(2)
  })

  test('LB-108, DP-208 the grace period goes before the health check when it is longer', () => {
    const b = elsewhere({ grace: 100 })
    b.sim.advance('109s')
    expect(b.tasks[0]?.finding).toBeNull()
    b.sim.advance('1s')
    expect(b.tasks[0]?.finding).not.toBeNull()
    const quick = elsewhere({ grace: 20 })
    quick.sim.advance('69s')
    expect(quick.tasks[0]?.finding).toBeNull()
    quick.sim.advance('1s')
    expect(quick.tasks[0]?.finding).not.toBeNull()
  })

  test('LB-108 it is the same after saving, and a task that stops meanwhile is left alone', () => {
    const b = elsewhere()
    b.sim.advance('30s')
    const again = restored(b.sim)
    for (const sim of [b.sim, again]) sim.advance('5m')
    expect(again.journalHash()).toBe(b.sim.journalHash())
    const stopped = elsewhere()
    stopped.sim.advance('30s')
    stopped.sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 })
    stopped.sim.advance('5m')
    expect(stopped.tasks[0]?.finding).toBeNull()
  })
})

describe('a target that is gone', () => {
  const lost = (b: BalancedService) => b.events.filter((event) => event.includes('NOT FOUND'))

  function deregistered(b: BalancedService): BalancedService {
    const [row] = b.sim.elbv2.describeTargetHealth({ TargetGroupArn: b.arn('web') }).TargetHealthDescriptions
    b.deregister('web', row?.Target?.Id as string)
    return b
  }

  test('DP-212, EV-145, EV-201 it was taken out: said when it has drained, and every six hours', () => {
    const b = deregistered(new BalancedService({ delay: 60 }).steady())
    b.sim.advance('59s')
    expect(lost(b)).toEqual([])
    b.sim.advance('1s')
    const text = '(service web) task set (D) (task) is not healthy in target-group (web) due to TARGET IS NOT FOUND.'
    // The pattern for a group's ARN ends at a bracket.
    expect(lost(b).map((event) => event.replace(/target-group \(\S+\)/, 'target-group (web)'))).toEqual([`60 ${text}`])
    expect(b.tasks[0]).toMatchObject({ lastStatus: 'RUNNING', healthyAtMs: null, finding: null })
    b.sim.advance('6h')
    expect(lost(b)).toHaveLength(2)
  })

  test('DP-212, EV-145 a task that was never healthy says so too, and no more when it stands there again', () => {
    const b = new BalancedService({ delay: 0 }).create()
    b.sim.advance('10s')
    const [row] = b.sim.elbv2.describeTargetHealth({ TargetGroupArn: b.arn('web') }).TargetHealthDescriptions
    deregistered(b).sim.advance('1m')
    expect(lost(b)).toHaveLength(1)
    const { Id, Port } = row?.Target ?? {}
    b.sim.elbv2.registerTargets({ TargetGroupArn: b.arn('web'), Targets: [{ Id, Port }] })
    b.sim.advance('7h')
    expect(lost(b)).toHaveLength(1)
    expect(b.tasks[0]?.healthyAtMs).not.toBeNull()
  })

  test('DP-212, EV-144 its group is deleted: a task that starts then is registered nowhere, and says so', () => {
    const b = new BalancedService({ delay: 0 }).steady()
    b.sim.elbv2.deleteListener({ ListenerArn: b.listenerArn })
    b.sim.elbv2.deleteTargetGroup({ TargetGroupArn: b.arn('web') })
    b.sim.settle()
    expect(lost(b)).toEqual([
      expect.stringMatching(/^0 .*\(task\) is not healthy in .* due to TARGET GROUP IS NOT FOUND\.$/),
    ])
    b.deploy()
    b.sim.advance('1h')
    expect(lost(b)).toHaveLength(2)
    expect(b.tasks.filter(({ healthyAtMs }) => healthyAtMs !== null)).toEqual([])
    const again = restored(b.sim)
    again.advance('7h')
    b.sim.advance('7h')
    expect(again.journalHash()).toBe(b.sim.journalHash())
  })

  test('DP-212 a task whose targets are all there carries no mark of it', () => {
    const b = new BalancedService().steady()
    expect(b.tasks[0]?.traffic).not.toHaveProperty('missing')
  })
})
