// AWS's JSON as the AWS CLI prints it, and as it takes it: both become the same services and task definitions.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FORCE, load, mistakeOf, play, webDefinition, webService } from './scenarios.ts'

const example = (name: string) => readFileSync(new URL(`../../examples/first-rollout/${name}`, import.meta.url), 'utf8')
const described = JSON.parse(example('service.json')).services[0]

function answer(...services: object[]) {
  return { services, failures: [] }
}

describe('services', () => {
  const base = {
    cluster: 'shop',
    fleet: [{ instanceType: 'm5.2xlarge', count: 2 }],
    taskDefinitions: ['file://task.json'],
    services: ['file://service.json'],
  }
  const files = { 'task.json': example('task-definition.json') }

  test('what describe-services prints is created without what only an answer has', () => {
    const [service] = load(base, { ...files, 'service.json': answer(described) }).services
    expect(Object.keys(service?.value ?? {}).sort()).toEqual([
      'availabilityZoneRebalancing',
      'cluster',
      'deploymentConfiguration',
      'deploymentController',
      'desiredCount',
      'enableECSManagedTags',
      'enableExecuteCommand',
      'launchType',
      'placementStrategy',
      'propagateTags',
      'schedulingStrategy',
      'serviceName',
      'taskDefinition',
    ])
    expect(service?.value.cluster).toBe('shop')
  })

  test('what AWS prints at the newest deployment alone is what the service asks for', () => {
    const serviceConnectConfiguration = { enabled: true, namespace: 'shop.local' }
    const volumeConfigurations = [{ name: 'v', managedEBSVolume: { roleArn: 'role', sizeInGiB: 5 } }]
    const deployments = [
      { status: 'PRIMARY', serviceConnectConfiguration, volumeConfigurations, vpcLatticeConfigurations: [] },
      { status: 'ACTIVE', serviceConnectConfiguration: { enabled: false } },
    ]
    const [service] = load(base, { ...files, 'service.json': { ...described, deployments } }).services
    expect(service?.value).toMatchObject({ serviceConnectConfiguration, volumeConfigurations })
    expect(service?.value).not.toHaveProperty('vpcLatticeConfigurations')
    expect(service?.value).not.toHaveProperty('deployments')
  })

  test.each([
    ['the whole answer', answer(described)],
    ['the list of services', [described]],
    ['one described service', described],
    ['the input of create-service', { serviceName: 'shop-web', taskDefinition: 'shop-web', desiredCount: 6 }],
    ['YAML', 'serviceName: shop-web\ntaskDefinition: shop-web:41\ndesiredCount: 6\n'],
  ])('%s will do', (_, file) => {
    const { simulation, verdict } = play(base, { ...files, 'service.json': file })
    expect(verdict.status).toBe('completes')
    const [service] = simulation.ecs.describeServices({ cluster: 'shop', services: ['shop-web'] }).services
    expect(service).toMatchObject({ desiredCount: 6, runningCount: 6, status: 'ACTIVE' })
    expect(service?.taskDefinition).toMatch(/:task-definition\/shop-web:1$/)
  })

  test('SV-105 a described daemon is created without the count that AWS prints', () => {
    const agent = {
      ...described,
      serviceName: 'agent',
      schedulingStrategy: 'DAEMON',
      desiredCount: 7,
      placementStrategy: [],
      availabilityZoneRebalancing: 'DISABLED',
      deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 100 },
    }
    const { simulation, verdict } = play(base, { ...files, 'service.json': answer(agent) })
    expect(verdict.status).toBe('completes')
    const [service] = simulation.ecs.describeServices({ cluster: 'shop', services: ['agent'] }).services
    expect(service).toMatchObject({ schedulingStrategy: 'DAEMON', desiredCount: 2, runningCount: 2 })
  })

  test('several services of one answer are all created', () => {
    const two = answer(described, { ...described, serviceName: 'shop-admin', desiredCount: 1 })
    const { simulation } = play(base, { ...files, 'service.json': two })
    expect(simulation.ecs.listServices({ cluster: 'shop' }).serviceArns).toHaveLength(2)
  })

  test('what cannot be created is refused with its line', () => {
    const message = (file: unknown) => mistakeOf(() => load(base, { ...files, 'service.json': file as object })).message
    expect(message({ services: [], failures: [{ arn: 'x', reason: 'MISSING' }] })).toMatch(
      /there is no service in it\. AWS reports: MISSING\.$/,
    )
    expect(message(answer({ ...described, status: 'DRAINING' }))).toMatch(
      /^service\.json:9:7: services\[0\]\.services\[0\]\.status: expected a service that is ACTIVE, found "DRAINING"\.$/,
    )
    expect(message('[]')).toMatch(/there is no service in it\.$/)
    expect(message('5')).toMatch(/expected a service in the form that AWS takes or prints, found 5/)
  })

  test('a service of a cluster that the scenario does not create is refused with advice', () => {
    const scenario = { ...base, cluster: 'prod' }
    expect(mistakeOf(() => play(scenario, { ...files, 'service.json': answer(described) })).message).toMatch(
      /services\[0\]\.services\[0\]\.cluster: expected a cluster that the scenario creates: prod, found "shop"\. Name it under cluster or clusters\.$/,
    )
    const both = { ...scenario, clusters: ['shop'], fleet: [{ cluster: 'shop', instanceType: 'm5.2xlarge', count: 2 }] }
    expect(play(both, { ...files, 'service.json': answer(described) }).verdict.status).toBe('completes')
  })
})

describe('revisions', () => {
  const fleet = [{ instanceType: 'm5.large', count: 2 }]
  const revision = (number: number) => ({
    taskDefinition: {
      ...webDefinition(),
      revision: number,
      taskDefinitionArn: `arn:aws:ecs:x:1:task-definition/web:${number}`,
    },
  })
  const taskDefinitionOf = (service: object, taskDefinitions: object[]) => {
    const { simulation } = play({ fleet, taskDefinitions, services: [service] })
    const [row] = simulation.ecs.describeServices({ services: ['web'] }).services
    return row?.taskDefinition?.split('/').pop()
  }

  test.each<[what: string, reference: string, taskDefinitions: object[], registered: string]>([
    ['a described revision by number', 'web:41', [revision(40), revision(41)], 'web:2'],
    ['a described revision by ARN', 'arn:aws:ecs:x:1:task-definition/web:40', [revision(40), revision(41)], 'web:1'],
    ['the only revision, whatever its number was', 'web:7', [webDefinition()], 'web:1'],
    ['a number of the simulation', 'web:2', [webDefinition(), webDefinition()], 'web:2'],
    ['a family', 'web', [webDefinition(), webDefinition()], 'web:2'],
  ])('%s', (_, taskDefinition, taskDefinitions, registered) => {
    expect(taskDefinitionOf(webService({ taskDefinition }), taskDefinitions)).toBe(registered)
  })

  test('an unknown family, or a number that could be either of two, is refused with the choices', () => {
    const message = (taskDefinition: string, taskDefinitions: object[]) =>
      mistakeOf(() => taskDefinitionOf(webService({ taskDefinition }), taskDefinitions)).message
    expect(message('wbe', [webDefinition()])).toMatch(
      /taskDefinition: expected one of the registered revisions: web:1, found "wbe"\.$/,
    )
    expect(message('web:7', [webDefinition(), webDefinition()])).toMatch(/: web:1, web:2, found "web:7"\.$/)
    expect(message('web', [])).toMatch(/the scenario registers none, found "web"\.$/)
  })

  test('a revision that an action registers is known by its old number from then on', () => {
    const { actions, revisions } = play({
      fleet,
      taskDefinitions: [revision(41)],
      services: [webService({ taskDefinition: 'web:41' })],
      actions: [
        { registerTaskDefinition: revision(42) },
        { updateService: { service: 'web', taskDefinition: 'arn:aws:ecs:x:1:task-definition/web:42' } },
        { ...FORCE, at: '5m' },
      ],
    })
    expect(actions.map(({ about }) => about)).toEqual(['web:2', 'web', 'web'])
    expect(revisions).toEqual([
      { described: 'web:41', registered: 'web:1' },
      { described: 'web:42', registered: 'web:2' },
    ])
  })
})
