// What is made of a blueprint in a simulation, and how does it become another?
import { expect, test } from 'vitest'
import { type JournalEntry, Simulation } from '../../../src/index.ts'
import { type Blueprint, Site } from '../../../src/inputs/index.ts'
import { blueprint, type PlainPieces, stack, stackPieces } from '../../support/blueprints.ts'

const HOUR_MS = 3_600_000

function built(plan: Blueprint): Site {
  const site = new Site(new Simulation({ ...plan.settings, paranoid: true }))
  site.build(plan)
  site.sim.runUntil('steady', { atMost: '1h' })
  return site
}

function change(site: Site, to: Blueprint) {
  const result = site.change(to, { limitMs: site.sim.nowMs + HOUR_MS })
  return { ...result, did: result.pieces.map(({ id, action, members }) => [id, action, ...members].join(' ')) }
}

const commandsOf = ({ sim }: Site, from: number) =>
  sim.journal.slice(from).flatMap(({ kind, id }) => (kind === 'command' ? [id] : []))

const inputOf = (entry: JournalEntry | undefined) => (entry?.set as { input: object } | undefined)?.input ?? {}

test('everything is made in order, and names of the files are translated, also inside of longer texts', () => {
  const site = built(stack({ delay: 30 }))
  const [service] = site.sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services
  expect(service?.loadBalancers?.[0]?.targetGroupArn).toBe(site.factsOf('Group')?.arn)
  expect(service?.taskDefinition).toBe(site.factsOf('TaskDefinition')?.arn)
  expect(service?.runningCount).toBe(3)
  expect(site.services.get(service?.serviceArn as string)).toBe('Service')
})

test('the same again changes nothing, whoever spells defaults out', () => {
  const site = built(stack())
  const from = site.sim.journal.length
  expect(change(site, stack()).did).toEqual([])
  const pieces = stackPieces()
  const service = {
    ...pieces.Service!,
    input: { ...pieces.Service!.input, schedulingStrategy: 'REPLICA', healthCheckGracePeriodSeconds: 0 },
  }
  expect(change(site, blueprint({ ...pieces, Service: service })).did).toEqual([])
  expect(commandsOf(site, from)).toEqual([])
})

test('a changed definition is a revision, its service is told, and the old one is deregistered at the end', () => {
  const site = built(stack())
  const from = site.sim.journal.length
  const { did, isDone } = change(site, stack({ image: 'example.com/web:2' }))
  expect(did).toEqual(['TaskDefinition replaced containerDefinitions', 'Service updated taskDefinition'])
  expect(isDone).toBe(true)
  expect(commandsOf(site, from)).toEqual([
    'ecs.registerTaskDefinition',
    'ecs.updateService',
    'ecs.deregisterTaskDefinition',
  ])
  const [update] = site.sim.journal
    .slice(from)
    .filter(({ kind, id }) => kind === 'command' && id === 'ecs.updateService')
  expect(Object.keys(inputOf(update)).sort()).toEqual(['cluster', 'service', 'taskDefinition'])
})

test('UpdateService is told exactly the percentages that changed', () => {
  const site = built(stack({ min: 50 }))
  const from = site.sim.journal.length
  expect(change(site, stack({ min: 50, max: 150, desired: 4 })).did).toEqual([
    'Service updated deploymentConfiguration desiredCount',
  ])
  const [update] = site.sim.journal.slice(from).filter(({ kind }) => kind === 'command')
  expect(inputOf(update)).toMatchObject({
    desiredCount: 4,
    deploymentConfiguration: { maximumPercent: 150 },
  })
})

test.each([
  ['serviceConnectConfiguration', { enabled: true, namespace: 'shop.local' }],
  ['serviceRegistries', [{ registryArn: 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1' }]],
  ['vpcLatticeConfigurations', [{ roleArn: 'role', targetGroupArn: 'group', portName: 'http' }]],
])('SV-200 a change of %s is a deployment', (member, value) => {
  const pieces = stackPieces()
  const withMember = {
    ...pieces,
    Service: { ...pieces.Service!, input: { ...pieces.Service!.input, [member]: value } },
  }
  const site = built(stack())
  const deployments = () => site.sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web' }).serviceDeployments
  expect(deployments()).toHaveLength(1)
  expect(change(site, blueprint(withMember)).did).toEqual([`Service updated ${member}`])
  expect(deployments()).toHaveLength(2)
  expect(change(site, blueprint(withMember)).did).toEqual([])
  // What is left out is taken back where a list can be empty; Service Connect stays.
  const { did, notes } = change(site, stack())
  expect(did).toEqual([`Service updated ${member}`])
  expect(notes.length).toBe(Array.isArray(value) ? 0 : 1)
})

test('SV-201 a change of propagateTags reaches the service, and is no deployment', () => {
  const pieces = stackPieces()
  const Service = { ...pieces.Service!, input: { ...pieces.Service!.input, propagateTags: 'TASK_DEFINITION' } }
  const site = built(stack())
  expect(change(site, blueprint({ ...pieces, Service })).did).toEqual(['Service updated propagateTags'])
  const [service] = site.sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services
  expect(service?.propagateTags).toBe('TASK_DEFINITION')
  expect(service?.deployments).toHaveLength(1)
})

test('a group of instances grows and shrinks at once, and changes nothing else of those that run', () => {
  const site = built(stack({ desired: 1, instances: 3 }))
  const active = () =>
    site.sim.ecs.listContainerInstances({ cluster: 'prod', status: 'ACTIVE' }).containerInstanceArns?.length
  change(site, stack({ desired: 1, instances: 4 }))
  site.sim.advance('2m')
  expect(active()).toBe(4)
  change(site, stack({ desired: 1, instances: 2 }))
  expect(active()).toBe(2)
  const { notes } = change(site, stack({ desired: 1, instances: 2, instanceType: 'm5.xlarge' }))
  expect(notes).toEqual([
    'Fleet: instanceType of instances that run stays as it is: without an update policy an Auto Scaling group replaces none',
  ])
})

const second = (needs: readonly string[], image = 'example.com/web:1'): PlainPieces => ({
  Second: {
    kind: 'service',
    input: { cluster: 'arn:Cluster', serviceName: 'api', taskDefinition: 'arn:Api', desiredCount: 1 },
    names: { arn: 'arn:Second', name: 'api' },
    needs: ['Cluster', 'Api', ...needs],
  },
  Api: {
    kind: 'taskDefinition',
    input: { family: 'api', containerDefinitions: [{ name: 'app', image, cpu: 128, memory: 128 }] },
    names: { arn: 'arn:Api' },
  },
})
const both = (needs: readonly string[], image?: string, settings: Parameters<typeof stack>[0] = {}) => {
  const { Api, Second } = second(needs, image)
  return blueprint({
    ...stackPieces({ ...settings, ...(image === undefined ? {} : { image }) }),
    Api: Api!,
    Second: Second!,
  })
}

test('a service that needs another waits until that is stable; others go at the same time', () => {
  const times = (needs: readonly string[]) => {
    const site = built(both(needs))
    const { pieces } = change(site, both(needs, 'example.com/web:2'))
    const [web, api] = ['Service', 'Second'].map((id) => pieces.find((piece) => piece.id === id)?.atMs ?? 0)
    return (api as number) - (web as number)
  }
  expect(times([])).toBe(0)
  expect(times(['Service'])).toBe(48_800)
})

test('what needs a service that is stuck is not reached, and nothing is cleaned up', () => {
  const stuck = { desired: 1, max: 150 }
  const site = built(both(['Service'], undefined, stuck))
  const { did, isDone } = change(site, both(['Service'], 'example.com/web:2', stuck))
  expect(did).toEqual([
    'TaskDefinition replaced containerDefinitions',
    'Service updated taskDefinition',
    'Api replaced containerDefinitions',
    'Second not reached',
  ])
  expect(isDone).toBe(false)
})

test('what is gone from the files is deleted at the end, services first', () => {
  const site = built(both([]))
  expect(change(site, stack()).did).toEqual(['Second deleted', 'Api deleted'])
  expect(site.factsOf('Second')).toBeUndefined()
})

test('SV-200, CFN-02 what a service cannot change is replaced, unless the files name it', () => {
  const site = built(stack())
  const external = (serviceName: string) => {
    const pieces = stackPieces()
    const input = { ...pieces.Service!.input, serviceName, desiredCount: undefined, schedulingStrategy: 'DAEMON' }
    const deploymentConfiguration = { minimumHealthyPercent: 0 }
    return blueprint({ ...pieces, Service: { ...pieces.Service!, input: { ...input, deploymentConfiguration } } })
  }
  const refused = change(built(stack()), external('web'))
  expect(refused).toMatchObject({ did: ['Service refused'], isDone: false, refusal: { id: 'Service', rule: 'CFN-02' } })
  expect(refused.refusal?.error.message).toMatch(
    /^stack\.json:\d+:\d+: Service\.input\.serviceName: CloudFormation cannot update a stack when a custom-named/,
  )
  const { did } = change(site, external('web-daemon'))
  expect(did[0]).toMatch(/^Service replaced /)
  const services = site.sim.ecs.listServices({ cluster: 'prod' }).serviceArns ?? []
  expect(services.map((arn) => arn.split('/').at(-1))).toEqual(['web-daemon'])
})

test('files that do not agree on ids meet by what they name', () => {
  const site = built(stack({ delay: 30 }))
  const renamed = Object.fromEntries(
    Object.entries(stackPieces({ delay: 30 })).map(([id, piece]) => [
      `My${id}`,
      { ...piece, needs: (piece.needs ?? []).map((need) => `My${need}`) },
    ]),
  )
  expect(change(site, blueprint(renamed)).did).toEqual([])
  expect(site.factsOf('MyService')?.name).toBe('web')
})

test('CFN-01 a refusal ends the update, and names the place in the files', () => {
  const { did, isDone, refusal } = change(built(stack()), stack({ desired: 6_000, image: 'example.com/web:2' }))
  expect([did.at(-1), isDone]).toEqual(['Service refused', false])
  expect(refusal).toMatchObject({ id: 'Service', kind: 'service' })
  expect(refusal?.said).toMatch(/^InvalidParameterException: /)
  expect(refusal?.error.message).toMatch(
    /^stack\.json:\d+:\d+: Service\.input\.desiredCount: InvalidParameterException/,
  )
})

test('a fork of a site is a world of its own', () => {
  const site = built(stack())
  const branch = site.fork()
  const hash = site.sim.journalHash()
  change(branch, stack({ image: 'example.com/web:2' }))
  expect(site.sim.journalHash()).toBe(hash)
  expect(branch.factsOf('TaskDefinition')?.arn).not.toBe(site.factsOf('TaskDefinition')?.arn)
})
