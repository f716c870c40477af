// Service deployments and revisions: what AWS remembers of a change, and how a user takes one back.
import { describe, expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { deployNext, registerWeb, steadyService, web } from '../support/rollouts.ts'

const SETTINGS = { desired: 2, min: 100, max: 200, run: 10, heal: 20, stop: 30 } as const

const list = (sim: Simulation) => sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' }).serviceDeployments

/** The newest, or the one so many before. */
function rollout(sim: Simulation, before = 0) {
  const arn = list(sim)[before]?.serviceDeploymentArn as string
  const [found] = sim.ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] }).serviceDeployments
  if (found === undefined) throw new Error('no service deployment')
  return found
}

function arm(sim: Simulation, rollback: boolean): Simulation {
  const deploymentConfiguration = { deploymentCircuitBreaker: { enable: true, rollback } }
  sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration })
  return sim
}

/** Deploys a revision that never starts. */
function deployBroken(sim: Simulation): void {
  const taskDefinition = registerWeb(sim)
  sim.workload.behave(`web:${taskDefinition.split(':').at(-1)}:app`, { failsToStart: 'no' })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition })
}

const stop = (sim: Simulation) =>
  sim.ecs.stopServiceDeployment({ serviceDeploymentArn: rollout(sim).serviceDeploymentArn })

test('DP-470, DP-471, DP-474, DP-475 from PENDING to SUCCESSFUL, with the revisions that it leads from and to', () => {
  const sim = steadyService(SETTINGS)
  const from = sim.nowMs
  const source = rollout(sim).targetServiceRevision?.arn
  deployNext(sim)
  expect(rollout(sim)).toMatchObject({ status: 'PENDING', createdAt: new Date(from) })
  expect(rollout(sim).startedAt).toBeUndefined()
  sim.advance('15s')
  const arn = rollout(sim).serviceDeploymentArn
  expect(arn).toMatch(/:service-deployment\/prod\/web\/[A-Za-z0-9_-]{21}$/)
  expect(web(sim).currentServiceDeployment).toBe(arn)
  expect(rollout(sim)).toMatchObject({
    status: 'IN_PROGRESS',
    startedAt: new Date(from),
    sourceServiceRevisions: [{ arn: source, requestedTaskCount: 2, runningTaskCount: 2, pendingTaskCount: 0 }],
    targetServiceRevision: { requestedTaskCount: 2, runningTaskCount: 2, pendingTaskCount: 0 },
  })
  sim.runUntil('steady', { atMost: '10m' })
  expect(rollout(sim)).toMatchObject({ status: 'SUCCESSFUL', finishedAt: new Date(from + 60_000) })
  expect(rollout(sim).stoppedAt).toBeUndefined()
  expect(web(sim).currentServiceDeployment).toBeUndefined()
})

test('DP-476 a service revision says what was deployed, also when it is gone; after 90 days nobody remembers', () => {
  const sim = steadyService(SETTINGS)
  const old = rollout(sim).targetServiceRevision?.arn as string
  deployNext(sim)
  sim.runUntil('steady', { atMost: '10m' })
  const read = () => sim.ecs.describeServiceRevisions({ serviceRevisionArns: [old] })
  expect(old).toMatch(/:service-revision\/prod\/web\/\d{19}$/)
  expect(read().serviceRevisions).toMatchObject([
    { serviceRevisionArn: old, taskDefinition: expect.stringMatching(/web:1$/), launchType: 'EC2' },
  ])
  sim.advance('90d')
  expect(read()).toEqual({ serviceRevisions: [], failures: [{ arn: old, reason: 'MISSING' }] })
  expect(list(sim)).toEqual([])
})

test('DP-472, WE-19 a deployment that a newer one interrupts ends STOPPED, never SUCCESSFUL', () => {
  const sim = steadyService(SETTINGS)
  deployNext(sim)
  sim.advance('15s')
  const from = sim.nowMs
  sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true })
  expect(rollout(sim, 1).status).toBe('STOP_REQUESTED')
  sim.settle()
  expect(rollout(sim, 1)).toMatchObject({ status: 'STOPPED', stoppedAt: new Date(from) })
  expect(rollout(sim).sourceServiceRevisions).toHaveLength(2)
  sim.runUntil('steady', { atMost: '10m' })
  expect(list(sim).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL'])
})

test('DP-475, CB-21 given up without rollback: STOPPED, and the breaker says why', () => {
  const sim = arm(steadyService(SETTINGS), false)
  deployBroken(sim)
  sim.advance('5m')
  const found = rollout(sim)
  expect(found).toMatchObject({
    status: 'STOPPED',
    statusReason: 'ECS deployment circuit breaker: tasks failed to start.',
    deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
    alarms: { status: 'DISABLED' },
  })
  expect(found.stoppedAt).toBeDefined()
  expect(found.finishedAt).toBeUndefined()
  expect(found.rollback).toBeUndefined()
})

test('DP-477 a rollback is part of the deployment that failed', () => {
  const sim = arm(steadyService({ ...SETTINGS, min: 0, max: 100 }), true)
  const before = rollout(sim).targetServiceRevision?.arn
  deployBroken(sim)
  sim.runUntil(() => rollout(sim).status === 'ROLLBACK_IN_PROGRESS', { atMost: '10m' })
  expect(rollout(sim).rollback).toMatchObject({ startedAt: sim.now, serviceRevisionArn: before })
  sim.runUntil('steady', { atMost: '10m' })
  expect(rollout(sim).status).toBe('ROLLBACK_SUCCESSFUL')
  expect(rollout(sim).finishedAt).toBeDefined()
  expect(list(sim)).toHaveLength(2)
  expect(web(sim).currentServiceRevisions).toMatchObject([{ arn: before, runningTaskCount: 2 }])
})

test('CB-33 a rollback that is cut off has failed', () => {
  const sim = arm(steadyService({ ...SETTINGS, min: 0, max: 100 }), true)
  deployBroken(sim)
  sim.runUntil(() => rollout(sim).status === 'ROLLBACK_IN_PROGRESS', { atMost: '10m' })
  deployBroken(sim)
  expect(rollout(sim, 1).status).toBe('ROLLBACK_FAILED')
  sim.advance('10m')
  expect(list(sim).map(({ status }) => status)).toEqual(['STOPPED', 'ROLLBACK_FAILED', 'SUCCESSFUL'])
})

describe('StopServiceDeployment', () => {
  test('DP-473 rolls back what nobody wanted to roll back, once', () => {
    const sim = steadyService(SETTINGS)
    const before = web(sim).deployments?.[0]?.id
    deployNext(sim)
    sim.advance('15s')
    stop(sim)
    expect(rollout(sim).status).toBe('ROLLBACK_REQUESTED')
    stop(sim)
    sim.settle()
    expect(rollout(sim).status).toBe('ROLLBACK_IN_PROGRESS')
    expect(web(sim).deployments?.[0]).toMatchObject({ id: before, status: 'PRIMARY', rolloutState: 'IN_PROGRESS' })
    stop(sim)
    sim.runUntil('steady', { atMost: '10m' })
    expect(rollout(sim).status).toBe('ROLLBACK_SUCCESSFUL')
    expect(web(sim).taskDefinition).toMatch(/web:1$/)
    expect(() => stop(sim)).toThrow(expect.objectContaining({ name: 'ConflictException', rule: 'DP-473' }))
  })

  test('DP-473 with nothing to go back to it stops', () => {
    const sim = steadyService(SETTINGS)
    sim.ecs.createService({ cluster: 'prod', serviceName: 'first', taskDefinition: 'web', desiredCount: 1 })
    const read = () => sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'first' }).serviceDeployments[0]
    sim.ecs.stopServiceDeployment({ serviceDeploymentArn: read()?.serviceDeploymentArn, stopType: 'ROLLBACK' })
    sim.advance('1m')
    expect(read()?.status).toBe('STOPPED')
  })

  test('DP-473 ABORT, and a service deployment that is not there, are refused', () => {
    const sim = steadyService(SETTINGS)
    deployNext(sim)
    const { serviceDeploymentArn } = rollout(sim)
    const stopped = (input: object) => () => sim.ecs.stopServiceDeployment({ serviceDeploymentArn, ...input })
    expect(stopped({ stopType: 'ABORT' })).toThrow(expect.objectContaining({ name: 'InvalidParameterException' }))
    expect(stopped({ serviceDeploymentArn: 'arn:none' })).toThrow(
      expect.objectContaining({ name: 'ServiceDeploymentNotFoundException' }),
    )
  })
})

test('SV-311 lists are paged and filtered', () => {
  const sim = steadyService(SETTINGS)
  const createdBefore = sim.nowMs
  sim.advance('1s')
  deployNext(sim)
  const ask = (filter: object) =>
    sim.ecs
      .listServiceDeployments({ cluster: 'prod', service: 'web', ...filter })
      .serviceDeployments.map(({ status }) => status)
  expect(ask({})).toEqual(['PENDING', 'SUCCESSFUL'])
  expect(ask({ status: ['SUCCESSFUL'] })).toEqual(['SUCCESSFUL'])
  expect(ask({ createdAt: { after: new Date(createdBefore) } })).toEqual(['PENDING'])
  expect(ask({ createdAt: { before: new Date(createdBefore) } })).toEqual(['SUCCESSFUL'])
  const first = sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web', maxResults: 1 })
  expect(ask({ maxResults: 1, nextToken: first.nextToken })).toEqual(['SUCCESSFUL'])
  expect(() => sim.ecs.describeServiceDeployments({ serviceDeploymentArns: [] })).toThrow(
    expect.objectContaining({ rule: 'SV-311' }),
  )
})

test('SV-308 they go with their service', () => {
  const sim = steadyService(SETTINGS)
  const { serviceDeploymentArn } = rollout(sim)
  sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
  const serviceDeploymentArns = [serviceDeploymentArn as string]
  expect(sim.ecs.describeServiceDeployments({ serviceDeploymentArns }).failures).toMatchObject([{ reason: 'MISSING' }])
})

test('DP-470 before 2024-11 there are none', () => {
  const sim = steadyService({ ...SETTINGS, options: { serviceDeployments: false } })
  expect(() => list(sim)).toThrow(expect.objectContaining({ name: 'UnsupportedFeatureException', rule: 'DP-470' }))
  expect(web(sim).currentServiceRevisions).toBeUndefined()
})
