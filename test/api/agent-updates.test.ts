// UpdateContainerAgent: from an older agent to the current one, over time.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

function simulation(agentVersion = '1.90.0') {
  const sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster()
  const instanceIdentityDocument = JSON.stringify({
    instanceId: 'i-0123456789abcdef0',
    instanceType: 'm5.large',
    availabilityZone: 'us-east-1a',
  })
  const { containerInstance } = sim.ecs.registerContainerInstance({
    instanceIdentityDocument,
    versionInfo: { agentVersion },
  })
  const arn = containerInstance.containerInstanceArn as string
  const shown = () => sim.ecs.describeContainerInstances({ containerInstances: [arn] }).containerInstances[0]
  const update = () => sim.ecs.updateContainerAgent({ containerInstance: arn }).containerInstance
  return { sim, arn, shown, update }
}

test('CI-30 an update goes through its statuses, and ends with the current version', () => {
  const { sim, shown, update } = simulation()
  expect(shown()).not.toHaveProperty('agentUpdateStatus')
  expect(update().agentUpdateStatus).toBe('PENDING')
  const statuses = ['10s', '10s', '10s', '10s'].map((span) => {
    expect(shown()?.versionInfo?.agentVersion).toBe('1.90.0')
    sim.advance(span)
    return shown()?.agentUpdateStatus
  })
  expect(statuses).toEqual(['STAGING', 'STAGED', 'UPDATING', 'UPDATED'])
  expect(shown()?.versionInfo?.agentVersion).toBe('1.105.1')
  expect(sim.waitingFor()).toEqual([])
})

test('CI-30 each status is told to EventBridge, and raises the version', () => {
  const { sim, shown, update } = simulation()
  const before = shown()?.version as number
  const statuses: unknown[] = []
  sim.on({ 'detail-type': ['ECS Container Instance State Change'] }, ({ detail }) => {
    statuses.push((detail as { agentUpdateStatus?: string }).agentUpdateStatus)
  })
  update()
  sim.advance('1m')
  expect(statuses).toEqual(['PENDING', 'STAGING', 'STAGED', 'UPDATING', 'UPDATED'])
  expect(shown()?.version).toBe(before + 5)
})

test('CI-30 without its agent an update stands still; it goes on when the agent is back', () => {
  const { sim, arn, shown, update } = simulation()
  update()
  sim.advance('15s')
  sim.fleet.disconnectAgent({ containerInstances: [arn] })
  sim.advance('10m')
  expect(shown()?.agentUpdateStatus).toBe('STAGING')
  sim.fleet.reconnectAgent({ containerInstances: [arn] })
  sim.advance('9s')
  expect(shown()?.agentUpdateStatus).toBe('STAGING')
  sim.advance('21s')
  expect(shown()?.agentUpdateStatus).toBe('UPDATED')
})

test('CI-30 an agent that comes and goes at once takes no step twice', () => {
  const { sim, arn, shown, update } = simulation()
  update()
  sim.advance('5s')
  sim.fleet.disconnectAgent({ containerInstances: [arn] })
  sim.fleet.reconnectAgent({ containerInstances: [arn] })
  sim.advance('9s')
  expect(shown()?.agentUpdateStatus).toBe('PENDING')
  sim.advance('1s')
  expect(shown()?.agentUpdateStatus).toBe('STAGING')
})

describe('CI-30 refusals', () => {
  test('an update that goes on', () => {
    const { sim, update } = simulation()
    update()
    const before = sim.save()
    expect(refusalOf(update)).toMatchObject({ name: 'UpdateInProgressException', path: 'containerInstance' })
    expect(sim.save()).toBe(before)
    sim.advance('1m')
    expect(refusalOf(update)).toMatchObject({ name: 'NoUpdateAvailableException' })
  })

  test.each([
    ['1.105.1', 'NoUpdateAvailableException'],
    ['1.106.0', 'NoUpdateAvailableException'],
    ['2.0.0', 'NoUpdateAvailableException'],
    ['', 'MissingVersionException'],
    ['v1.90', 'MissingVersionException'],
  ])('an agent of version %j: %s', (version, name) => {
    expect(refusalOf(simulation(version).update)).toMatchObject({ name })
  })

  test.each(['1.105.0', '1.9.99', '0.200.0'])('an agent of version %j can be updated', (version) => {
    expect(simulation(version).update().agentUpdateStatus).toBe('PENDING')
  })

  test('an instance that is not there, or is gone', () => {
    const { sim, arn, update } = simulation()
    const run = () => sim.ecs.updateContainerAgent({ containerInstance: '0'.repeat(32) })
    expect(refusalOf(run)).toMatchObject({ name: 'InvalidParameterException', path: 'containerInstance' })
    sim.ecs.deregisterContainerInstance({ containerInstance: arn, force: true })
    expect(refusalOf(update)).toMatchObject({ name: 'InvalidParameterException' })
  })
})

test('CI-30 an instance that goes while its agent is updated takes the update with it', () => {
  const { sim, arn, update } = simulation()
  update()
  sim.ecs.deregisterContainerInstance({ containerInstance: arn, force: true })
  sim.advance('1m')
  sim.checkInvariants()
})
