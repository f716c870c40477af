// What does EventBridge hear of deployments that fail, of the way back, and of tasks that cannot be launched at all?
import { describe, expect, test } from 'vitest'
import type { EventBridgeEvent, Simulation } from '../../src/index.ts'
import { deployNext, registerWeb, steadyService, web } from '../support/rollouts.ts'

type Configuration = NonNullable<Parameters<Simulation['ecs']['updateService']>[0]['deploymentConfiguration']>

function service(deploymentConfiguration: Configuration): Simulation {
  const sim = steadyService({ desired: 2, min: 100, max: 200, run: 5 })
  sim.alarms.create({ alarmName: 'errors' })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', deploymentConfiguration })
  return sim
}

/** `second type name reason`, of deployments since an instant. */
function told(events: readonly EventBridgeEvent[], sinceMs: number): string[] {
  return events
    .filter((event) => event['detail-type'] === 'ECS Deployment State Change')
    .map(({ detail }) => {
      const second = (Date.parse(detail.updatedAt as string) - sinceMs) / 1_000
      return `${second} ${detail.eventType} ${detail.eventName} ${detail.deploymentId}: ${detail.reason}`
    })
}

function deployBroken(sim: Simulation): string {
  const taskDefinition = registerWeb(sim)
  sim.workload.behave(`web:${taskDefinition.split(':').at(-1)}:app`, { failsToStart: 'no such file' })
  return sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition }).service.deployments?.[0]
    ?.id as string
}

describe('EV-210 SERVICE_DEPLOYMENT_FAILED', () => {
  test('EV-210, CB-20, DP-404 by the circuit breaker, then the rollback is in progress and completes', () => {
    const sim = service({ deploymentCircuitBreaker: { enable: true, rollback: true } })
    const before = web(sim).deployments?.[0]?.id
    const { nowMs, now } = sim
    const failed = deployBroken(sim)
    sim.advance('5m')
    expect(told(sim.events({ since: now }), nowMs)).toEqual([
      `0 INFO SERVICE_DEPLOYMENT_IN_PROGRESS ${failed}: ECS deployment ${failed} in progress.`,
      `10 ERROR SERVICE_DEPLOYMENT_FAILED ${failed}: ECS deployment circuit breaker: tasks failed to start.`,
      `10 INFO SERVICE_DEPLOYMENT_IN_PROGRESS ${before}: ECS deployment circuit breaker: rolling back to deploymentId ${before}.`,
      `10 INFO SERVICE_DEPLOYMENT_COMPLETED ${before}: ECS deployment ${before} completed.`,
    ])
  })

  test('EV-210, CB-21 without a way back it is the last that is told, and a later change of the service is no deployment', () => {
    const sim = service({ deploymentCircuitBreaker: { enable: true, rollback: false } })
    const { nowMs, now } = sim
    const failed = deployBroken(sim)
    sim.advance('5m')
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 3 })
    sim.advance('5m')
    expect(told(sim.events({ since: now }), nowMs).slice(1)).toEqual([
      `10 ERROR SERVICE_DEPLOYMENT_FAILED ${failed}: ECS deployment circuit breaker: tasks failed to start.`,
    ])
  })

  test('EV-210, CB-60 by an alarm', () => {
    const sim = service({ alarms: { alarmNames: ['errors'], enable: true, rollback: true } })
    const before = web(sim).deployments?.[0]?.id
    const { nowMs, now } = sim
    const failed = deployNext(sim)
    sim.advance('7s')
    sim.alarms.set({ alarmName: 'errors', state: 'ALARM' })
    sim.advance('5m')
    expect(told(sim.events({ since: now }), nowMs).slice(1, 3)).toEqual([
      `7 ERROR SERVICE_DEPLOYMENT_FAILED ${failed}: ECS deployment failed: alarm detected.`,
      `7 INFO SERVICE_DEPLOYMENT_IN_PROGRESS ${before}: ECS deployment alarm detected: rolling back to deploymentId ${before}.`,
    ])
  })

  test('EV-210, DP-473 a rollback that was asked for is no failure of the deployment', () => {
    const sim = service({})
    const { now } = sim
    deployNext(sim)
    sim.advance('1s')
    const [rollout] = sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' }).serviceDeployments
    sim.ecs.stopServiceDeployment({
      serviceDeploymentArn: rollout?.serviceDeploymentArn as string,
      stopType: 'ROLLBACK',
    })
    sim.advance('5m')
    const names = sim.events({ since: now }).map(({ detail }) => detail.eventName)
    expect(names).not.toContain('SERVICE_DEPLOYMENT_FAILED')
    expect(names.filter((name) => name === 'SERVICE_DEPLOYMENT_IN_PROGRESS')).toHaveLength(4)
  })

  test('EV-6, EV-210 a listener hears the same as is listed afterwards', () => {
    const sim = service({ deploymentCircuitBreaker: { enable: true, rollback: true } })
    const { now } = sim
    const heard: EventBridgeEvent[] = []
    sim.on({ detail: { eventName: [{ prefix: 'SERVICE_DEPLOYMENT_' }] } }, (event) => heard.push(event))
    deployBroken(sim)
    sim.advance('5m')
    const listed = sim.events({ since: now }).filter(({ detail }) => String(detail.eventName).startsWith('SERVICE_DEP'))
    expect(heard).toEqual(listed)
  })
})

test('EV-138, EV-211, RS-1 a role that ECS cannot assume is a failure of the configuration, with its reason', () => {
  const sim = steadyService({ desired: 1, min: 0, max: 200 })
  const taskRoleArn = 'arn:aws:iam::123456789012:role/task'
  sim.resources.withhold({ role: taskRoleArn })
  sim.ecs.registerTaskDefinition({
    family: 'roled',
    taskRoleArn,
    containerDefinitions: [{ name: 'app', image: 'app:1', memory: 128 }],
  })
  const { now } = sim
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'roled' })
  sim.settle()
  expect(web(sim).events?.[0]?.message).toMatch(
    /^\(service web\) failed to launch a task with \(error ECS was unable to assume the role '.*'.*\)\.$/,
  )
  expect(sim.events({ since: now }).map(({ detail }) => detail)).toContainEqual(
    expect.objectContaining({
      eventType: 'ERROR',
      eventName: 'SERVICE_TASK_CONFIGURATION_FAILURE',
      reason: expect.stringMatching(/^ECS was unable to assume the role '.*role\/task'/),
    }),
  )
})
