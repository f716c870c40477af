// A Network Load Balancer may let an unhealthy target keep its flows for a while: how that is shown, and that it gets no new ones.
import { describe, expect, test } from 'vitest'
import { Balancing } from '../support/balancers.ts'
import { refusalOf } from '../support/refusals.ts'

const ID = '10.0.0.1'
const OTHER = '10.0.0.2'
const STATE = 'target_health_state.unhealthy'
const DRAINS = {
  [`${STATE}.connection_termination.enabled`]: 'false',
  [`${STATE}.draining_interval_seconds`]: '60',
}

/** A target that is healthy at 150 s and fails from 200 s on, for so many seconds. */
function failing(attributes: Record<string, string>, seconds = 1_000): Balancing {
  const b = new Balancing({}, 'network').group('web', { Protocol: 'TCP' }, attributes).listener('web', 'TCP')
  b.register('web', ID)
  const respondsWith = [
    { after: '200s', with: 'timeout' },
    { after: `${200 + seconds}s`, with: 200 },
  ] as const
  b.sim.traffic.answer({ targetGroup: 'web', id: ID }, { respondsWith })
  return b
}

describe('unhealthy.draining', () => {
  test('TG-036, TG-01A for the interval after it has turned unhealthy, with the reason of that', () => {
    expect(failing(DRAINS).history('web', 320).slice(2)).toEqual([
      '150: healthy',
      '250: unhealthy.draining Target.FailedHealthChecks',
      '310: unhealthy Target.FailedHealthChecks',
    ])
  })

  test('TG-036 it may get well before the interval is over', () => {
    const b = failing({ ...DRAINS, [`${STATE}.draining_interval_seconds`]: '3600' }, 60)
    expect(b.history('web', 400).slice(3)).toEqual([
      '250: unhealthy.draining Target.FailedHealthChecks',
      expect.stringMatching(/^\d+: healthy$/),
    ])
  })

  test('TG-036, TG-044 when all targets are used for want of healthy ones, one that drains is not', () => {
    const b = failing(DRAINS)
    b.sim.advance('260s')
    expect(b.sim.traffic.route({ loadBalancer: 'front' }).target).toBeNull()
    b.sim.advance('60s')
    expect(b.sim.traffic.route({ loadBalancer: 'front' }).target).toMatchObject({ id: ID })
    const two = failing(DRAINS).register('web', OTHER)
    two.sim.advance('260s')
    expect(two.sim.traffic.route({ loadBalancer: 'front' }).target).toMatchObject({ id: OTHER })
  })

  test('TG-01A by default connections are terminated, and nothing drains', () => {
    expect(failing({}).history('web', 320).slice(3)).toEqual(['250: unhealthy Target.FailedHealthChecks'])
  })

  test('TG-01A an interval needs connections that are not terminated; other balancers have none', () => {
    const Attributes = [{ Key: `${STATE}.draining_interval_seconds`, Value: '60' }]
    const network = failing({})
    const refused = refusalOf(() =>
      network.sim.elbv2.modifyTargetGroupAttributes({ TargetGroupArn: network.arn('web'), Attributes }),
    )
    expect(refused).toMatchObject({ name: 'ValidationError', rule: 'TG-01A' })
    const application = new Balancing().group('web')
    expect(
      refusalOf(() =>
        application.sim.elbv2.modifyTargetGroupAttributes({ TargetGroupArn: application.arn('web'), Attributes }),
      ),
    ).toMatchObject({ name: 'ValidationError' })
  })
})
