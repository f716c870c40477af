// The circuit breaker by itself: thresholds and counting.
import { describe, expect, test } from 'vitest'
import { hasTripped, rowsAfterTask, thresholdOf } from '../../src/deployment/breaker.ts'
import { newDeployment } from '../../src/deployment/rows.ts'
import type { DeploymentId } from '../../src/kernel/arns.ts'
import { resolveBehavior } from '../../src/model/behavior.ts'
import type { Deployment, Service, Task } from '../../src/model/entities.ts'
import type { CircuitBreaker } from '../../src/model/rollouts.ts'

const behavior = resolveBehavior('latest', {})

function serviceOf(desiredCount: number, breaker: Partial<CircuitBreaker>, failedTasks = 0): Service {
  const row: Deployment = {
    ...newDeployment('ecs-svc/1' as DeploymentId, {} as Deployment['revision'], 0),
    failedTasks,
  }
  const circuitBreaker = { enable: true, rollback: true, ...breaker }
  return { status: 'ACTIVE', desiredCount, circuitBreaker, deployments: [row] } as unknown as Service
}

const threshold = (desired: number, thresholdConfiguration?: CircuitBreaker['thresholdConfiguration']) =>
  thresholdOf(serviceOf(desired, thresholdConfiguration === undefined ? {} : { thresholdConfiguration }), behavior)

describe('the threshold', () => {
  test('WE-24, CB-02 half of the desired count, at least 3, at most 200', () => {
    const desired = [1, 2, 5, 6, 7, 8, 9, 10, 25, 50, 100, 101, 399, 400, 401, 800]
    const expected = [3, 3, 3, 3, 4, 4, 5, 5, 13, 25, 50, 51, 200, 200, 200, 200]
    expect(desired.map((count) => threshold(count))).toEqual(expected)
  })

  test.each([
    [{ type: 'UNBOUNDED_PERCENT', value: 50 }, [1, 5, 800], [1, 3, 400]],
    [{ type: 'COUNT', value: 5 }, [1, 100], [5, 5]],
    [{ type: 'BOUNDED_PERCENT', value: 10 }, [50], [5]],
    [{ type: 'BOUNDED_PERCENT', value: 1 }, [1_000], [10]],
    [{ type: 'BOUNDED_PERCENT', value: 100 }, [2], [3]],
  ] as const)('WE-24, CB-03 %o', (configuration, desired, expected) => {
    expect(desired.map((count) => threshold(count, configuration))).toEqual(expected)
  })

  test('CB-02 before 2024 at least 10', () => {
    expect(thresholdOf(serviceOf(2, {}), resolveBehavior('2023-06', {}))).toBe(10)
  })

  test('CB-05 of nothing desired nothing can fail', () => {
    expect(threshold(0)).toBe(3)
    expect(
      hasTripped(serviceOf(0, { thresholdConfiguration: { type: 'UNBOUNDED_PERCENT', value: 50 } }), behavior),
    ).toBe(false)
  })
})

describe('counting', () => {
  const before = { deploymentId: 'ecs-svc/1', desiredStatus: 'RUNNING', startedAtMs: 1, healthyAtMs: null }
  const failed = { desiredStatus: 'STOPPED', startedAtMs: null, healthyAtMs: null } as const
  const well = { desiredStatus: 'RUNNING', startedAtMs: 1, healthyAtMs: 9 } as const

  test.each([
    [true, [1, 2, 0, 1, 2, 0]],
    [false, [1, 2, 2, 3, 3, 3]],
  ])('WE-26, CB-12 F F H F F H with resetOnHealthyTask %s', (resetOnHealthyTask, expected) => {
    let service = serviceOf(4, { resetOnHealthyTask })
    const counts = [...'FFHFFH'].map((outcome) => {
      const rows = rowsAfterTask(service, before as Task, outcome === 'F' ? failed : well, behavior)
      if (rows !== null) service = { ...service, deployments: rows }
      return service.deployments[0]?.failedTasks
    })
    expect(counts).toEqual(expected)
    expect(hasTripped(service, behavior)).toBe(!resetOnHealthyTask)
  })

  test('CB-04, CB-18 it trips at the threshold, and not once the deployment is complete', () => {
    expect([2, 3, 4].map((count) => hasTripped(serviceOf(4, {}, count), behavior))).toEqual([false, true, true])
    const service = serviceOf(4, {}, 4)
    const complete = { ...service.deployments[0]!, rolloutState: 'COMPLETED' as const }
    expect(hasTripped({ ...service, deployments: [complete] }, behavior)).toBe(false)
  })
})
