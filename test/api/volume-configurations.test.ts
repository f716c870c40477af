// Volumes that are configured when tasks are started: checked, kept, listed.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { refusalOf } from '../support/refusals.ts'

function simulation() {
  const sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true })
  const container = { name: 'app', image: 'app', memory: 64 }
  const volumes = [{ name: 'block', configuredAtLaunch: true }, { name: 'host' }]
  sim.ecs.registerTaskDefinition({ family: 'app', volumes, containerDefinitions: [container] })
  const [instance] = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns as [string]
  return { sim, instance }
}

const configured = (...names: readonly string[]) =>
  names.map((name) => ({
    name,
    managedEBSVolume: { roleArn: 'arn:aws:iam::123456789012:role/volumes', sizeInGiB: 10 },
  }))

const STARTS = {
  runTask: {},
  startTask: {},
  createService: { serviceName: 'web', desiredCount: 1 },
} as const

describe.each(Object.keys(STARTS) as (keyof typeof STARTS)[])('%s', (operation) => {
  const start = (volumeConfigurations: readonly { name: string }[]) => {
    const { sim, instance } = simulation()
    const where = operation === 'startTask' ? { containerInstances: [instance] } : {}
    const input = { cluster: 'prod', taskDefinition: 'app', volumeConfigurations, ...where, ...STARTS[operation] }
    sim.ecs[operation](input as never)
    return sim
  }

  test('TD-125 lists the volume as not simulated', () => {
    const listed = start(configured('block')).notSimulated()
    expect(listed.map(({ id, path }) => [id.split('/').length > 1, path])).toEqual([
      [true, 'volumes'],
      [true, 'volumeConfigurations'],
    ])
    expect(start([]).notSimulated()).toHaveLength(1)
  })

  test.each([
    ['a volume that is not there', ['other'], 'volumeConfigurations[0].name'],
    ['a volume that its definition configures', ['host'], 'volumeConfigurations[0].name'],
    ['two volumes', ['block', 'block'], 'volumeConfigurations'],
  ])('TD-125 refuses %s', (_, names, path) => {
    expect(refusalOf(() => start(configured(...names)))).toMatchObject({
      name: 'InvalidParameterException',
      path,
      rule: 'TD-125',
    })
  })
})

test('TD-125 a task keeps its volumes through save and fork', () => {
  const { sim } = simulation()
  const volumeConfigurations = configured('block')
  sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'app', volumeConfigurations })
  const listed = sim.notSimulated()
  expect(Simulation.restore(sim.save()).notSimulated()).toEqual(listed)
  expect(sim.fork().notSimulated()).toEqual(listed)
})

test('CL-20 ECS Exec of a task that runs by itself is listed; of a task of a service its service is', () => {
  const { sim } = simulation()
  sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'app', enableExecuteCommand: true })
  const service = { serviceName: 'web', taskDefinition: 'app', desiredCount: 1, enableExecuteCommand: true }
  sim.ecs.createService({ cluster: 'prod', ...service })
  sim.advance('1m')
  const exec = sim.notSimulated().filter(({ path }) => path === 'enableExecuteCommand')
  expect(exec.map(({ id }) => id.split(':').at(-1)?.split('/')[0])).toEqual(['service', 'task'])
})

test('CL-20 the agent of ECS Exec comes with its container', () => {
  const { sim } = simulation()
  const run = (enableExecuteCommand: boolean) =>
    sim.ecs.runTask({ cluster: 'prod', taskDefinition: 'app', enableExecuteCommand }).tasks[0]?.taskArn as string
  const [exec, plain] = [run(true), run(false)]
  const agentOf = (task: string) =>
    sim.ecs.describeTasks({ cluster: 'prod', tasks: [task] }).tasks[0]?.containers?.[0]?.managedAgents?.[0]
  expect(agentOf(exec)).toEqual({ name: 'ExecuteCommandAgent', lastStatus: 'PENDING' })
  sim.advance('1m')
  expect(agentOf(exec)).toMatchObject({ lastStatus: 'RUNNING', lastStartedAt: expect.any(Date) })
  sim.ecs.stopTask({ cluster: 'prod', task: exec })
  sim.advance('1m')
  expect(agentOf(exec)?.lastStatus).toBe('STOPPED')
  expect(agentOf(plain)).toBeUndefined()
})

test('FG-13 a task of Fargate shows the storage that RunTask asked for', () => {
  const { sim } = simulation()
  sim.ecs.registerTaskDefinition({
    family: 'far',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    ephemeralStorage: { sizeInGiB: 30 },
    containerDefinitions: [{ name: 'app', image: 'app' }],
  })
  const run = (overrides: object) =>
    sim.ecs.runTask({
      cluster: 'prod',
      taskDefinition: 'far',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
      overrides,
    }).tasks[0]?.ephemeralStorage
  expect(run({})).toEqual({ sizeInGiB: 30 })
  expect(run({ ephemeralStorage: { sizeInGiB: 50 } })).toEqual({ sizeInGiB: 50 })
})
