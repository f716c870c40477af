// A deployment under its circuit breaker finds room for some of its tasks: how many are missing, and why.
import { describe, expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { deployNext, eventsSinceTheHour, steadyService, web } from '../support/rollouts.ts'

function service(enable: boolean): Simulation {
  const sim = steadyService({ desired: 4, min: 100, max: 200, room: 6 })
  const deploymentCircuitBreaker = { enable, rollback: false }
  sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { deploymentCircuitBreaker } })
  return sim
}

const said = (sim: Simulation) =>
  eventsSinceTheHour(sim).filter(({ message }) => message.includes('could not launch') || message.includes('unable to'))

describe('EV-112 could not launch', () => {
  test('EV-112 two of four find room: the other two are told with the deployment and the reason', () => {
    const sim = service(true)
    const deployment = deployNext(sim)
    sim.settle()
    expect(web(sim).deployments?.[0]).toMatchObject({ pendingCount: 2, failedTasks: 0 })
    const [unable, missing, ...others] = said(sim)
    expect(unable?.message).toMatch(/^was unable to place a task because no container instance met all of its/)
    expect(missing?.message).toMatch(
      new RegExp(
        `^could not launch 2 tasks for deployment ${deployment}\\. The closest matching \\(container-instance [0-9a-f]{32}\\) has insufficient CPU units available\\.$`,
      ),
    )
    expect(others).toEqual([])
  })

  test('EV-112 without a circuit breaker it is not said', () => {
    const sim = service(false)
    deployNext(sim)
    sim.settle()
    expect(said(sim)).toHaveLength(1)
  })

  test('EV-112, CB-14 a deployment that can launch none has no part, and counts its attempts instead', () => {
    const sim = steadyService({ desired: 4, min: 100, max: 200, room: 4 })
    const deploymentCircuitBreaker = { enable: true, rollback: false }
    sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration: { deploymentCircuitBreaker } })
    deployNext(sim)
    sim.advance('1s')
    expect(said(sim)).toHaveLength(1)
    expect(web(sim).deployments?.[0]).toMatchObject({ failedTasks: 1 })
  })
})
