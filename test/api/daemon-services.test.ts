// DAEMON services through the front door: defaults, what is shown, and what they cannot have.
import { beforeEach, describe, expect, test } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'
import { registerWeb, timedSimulation } from '../support/rollouts.ts'

let sim: Simulation
beforeEach(() => {
  sim = timedSimulation({})
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 2, ready: true })
  registerWeb(sim)
})

const base = { cluster: 'prod', serviceName: 'agent', taskDefinition: 'web', schedulingStrategy: 'DAEMON' } as const
const create = (extra: object = {}) => sim.ecs.createService({ ...base, ...extra } as never).service
const update = (extra: object) => sim.ecs.updateService({ cluster: 'prod', service: 'agent', ...extra } as never)

test('SV-106, SV-112, SV-113 a daemon keeps nothing healthy and has 100 % at most by default', () => {
  expect(create()).toMatchObject({
    schedulingStrategy: 'DAEMON',
    launchType: 'EC2',
    deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
  })
})

test('SV-125, PL-61 it is not kept even over zones', () => {
  expect(create().availabilityZoneRebalancing).toBe('DISABLED')
})

test('SV-129 the same token and parameters return the same service', () => {
  const again = [create({ clientToken: 'once' }), create({ clientToken: 'once' })]
  expect(again[0]?.deployments?.[0]?.id).toBe(again[1]?.deployments?.[0]?.id)
})

test('SV-106 services are listed by their strategy', () => {
  create()
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 0 })
  const listed = (schedulingStrategy?: 'REPLICA' | 'DAEMON') =>
    sim.ecs.listServices({ cluster: 'prod', schedulingStrategy }).serviceArns.map((arn) => arn.split('/').at(-1))
  expect([listed(), listed('REPLICA'), listed('DAEMON')]).toEqual([['agent', 'web'], ['web'], ['agent']])
})

const DESIRED_COUNT =
  'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again'

const CANNOT: [string, object, string, string][] = [
  ['SV-105, PL-36 a desired count', { desiredCount: 2 }, 'desiredCount', DESIRED_COUNT],
  [
    'PL-36 placement strategies',
    { placementStrategy: [{ type: 'random' }] },
    'placementStrategy',
    'The daemon scheduling strategy does not support placement strategies',
  ],
  [
    'SV-113, PL-36 a maximum above 100 %',
    { deploymentConfiguration: { maximumPercent: 150 } },
    'deploymentConfiguration.maximumPercent',
    'The daemon scheduling strategy does not support values above 100 for maximumPercent',
  ],
  [
    'SV-113 a maximum below 100 %',
    { deploymentConfiguration: { maximumPercent: 50 } },
    'deploymentConfiguration.maximumPercent',
    'deploymentConfiguration.maximumPercent',
  ],
  [
    'SV-107 the deployment controller CODE_DEPLOY',
    { deploymentController: { type: 'CODE_DEPLOY' } },
    'deploymentController.type',
    'does not support the deployment controller CODE_DEPLOY',
  ],
  [
    'SV-107 volume configurations',
    { volumeConfigurations: [{ name: 'data' }] },
    'volumeConfigurations',
    'does not support volume configurations',
  ],
  [
    'SV-107 capacity providers of Fargate',
    { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
    'capacityProviderStrategy',
    'does not support Fargate',
  ],
  [
    'PL-62 rebalancing over zones',
    { availabilityZoneRebalancing: 'ENABLED' },
    'availabilityZoneRebalancing',
    'Availability Zone Rebalancing does not support DAEMON services',
  ],
]

describe('what a daemon cannot have', () => {
  test.each(CANNOT)('%s: not when it is created', (_title, change, path, message) => {
    const before = sim.journal.length
    const refusal = refusalOf(() => create(change))
    expect(refusal).toMatchObject({ name: 'InvalidParameterException', path })
    expect(refusal.message).toContain(message)
    expect(sim.journal).toHaveLength(before)
  })

  test.each(CANNOT)('%s: not when it is updated', (_title, change, path, message) => {
    create()
    const before = sim.journal.length
    const refusal = refusalOf(() => update(change))
    expect(refusal).toMatchObject({ name: 'InvalidParameterException', path })
    expect(refusal.message).toContain(message)
    expect(sim.journal).toHaveLength(before)
  })

  test('SV-107 the launch type FARGATE', () => {
    expect(refusalOf(() => create({ launchType: 'FARGATE' }))).toMatchObject({
      name: 'InvalidParameterException',
      path: 'launchType',
      rule: 'SV-107',
    })
  })
})

test('PL-26, SV-123 an empty list of strategies is none, and constraints may change', () => {
  create({ placementStrategy: [] })
  const placementConstraints = [{ type: 'memberOf', expression: 'attribute:stack exists' }]
  expect(update({ placementConstraints }).service).toMatchObject({ desiredCount: 0, placementConstraints })
  expect(update({ placementConstraints: [] }).service).toMatchObject({ desiredCount: 2, placementConstraints: [] })
})
