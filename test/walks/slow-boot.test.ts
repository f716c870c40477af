// An app that boots slower than its health check allows: replaced for ever, and the two ways out.
import { describe, expect, test } from 'vitest'
import { BalancedService } from '../support/balanced-services.ts'

const SLOW = { respondsAfter: '90s' } as const

function booting(grace?: number): BalancedService {
  const b = new BalancedService({ run: 0, delay: 30, stop: 0, ...(grace === undefined ? {} : { grace }) })
  b.sim.workload.behave('web:app', SLOW)
  return b.create()
}

const starts = (b: BalancedService) => b.events.filter((event) => event.includes('has started'))

describe('NX-14, LB-109, DP-603 ninety seconds to boot', () => {
  test('without a grace period each replacement is unhealthy before the one before it has recovered, and the older goes', () => {
    const b = booting()
    b.sim.advance('10m')
    expect(b.events.slice(0, 9)).toEqual([
      '0 (service web) has started 1 tasks: (task).',
      '0 (service web) registered 1 targets in (target-group web)',
      '60 (service web) has started 1 tasks: (task). Amazon ECS replaced 1 tasks due to an unhealthy status.',
      '60 (service web) registered 1 targets in (target-group web)',
      expect.stringMatching(
        /^120 \(service web\) \(task\) .* is unhealthy in \(target-group web\) due to \(reason Health checks failed\)\.$/,
      ),
      '120 (service web) has stopped 1 running tasks: (task).',
      '120 (service web) deregistered 1 targets in (target-group web)',
      '120 (service web, taskSet D) has begun draining connections on 1 tasks.',
      '150 (service web) has started 1 tasks: (task). Amazon ECS replaced 1 tasks due to an unhealthy status.',
    ])
    b.sim.advance('6h')
    expect(b.service.deployments?.[0]?.rolloutState).toBe('IN_PROGRESS')
    // Of the hundred events that are kept.
    expect(starts(b).length).toBeGreaterThan(10)
    expect(b.events.filter((event) => event.includes('is unable to consistently start tasks'))).toEqual([])
  })

  test.each([
    [209, false],
    [210, true],
  ])('a grace period of %i seconds is enough: %s', (grace, isEnough) => {
    const b = booting(grace)
    b.sim.advance('208s')
    expect(starts(b)).toHaveLength(1)
    b.sim.advance('1m')
    expect(starts(b).length === 1).toBe(isEnough)
    if (isEnough) expect(b.events.at(-1)).toBe('210 (service web) has reached a steady state.')
  })

  test('or a third failure: the probe at 90 finds the app, and an initial target needs one success', () => {
    const b = new BalancedService({ run: 0, delay: 30, stop: 0 })
    b.sim.elbv2.modifyTargetGroup({ TargetGroupArn: b.arn('web'), UnhealthyThresholdCount: 3 })
    b.sim.workload.behave('web:app', SLOW)
    b.create().sim.advance('10m')
    expect(starts(b)).toHaveLength(1)
    expect(b.events.at(-1)).toBe('90 (service web) has reached a steady state.')
  })
})
