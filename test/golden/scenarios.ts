// Fixed runs whose journals must never change silently, on any engine: the same seed, the same bytes.
import { Simulation, type SimulationOptions } from '../../src/index.ts'
import { busyHour, twoLevels } from '../support/two-levels.ts'

const HOSTILE = ['__proto__', 'constructor', 'x\ud800y', 'ß'.normalize('NFD'), '\u0000', 'z'.repeat(100)]

function shop(options: SimulationOptions, instances: number): Simulation {
  const sim = new Simulation(options)
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({
    cluster: 'prod',
    instanceType: 'm5.large',
    count: instances,
    ready: true,
    attributes: { stack: 'prod' },
  })
  return sim
}

function register(sim: Simulation, family: string, size: { cpu: number; memory: number; hostPort?: number }): void {
  const { hostPort = 0, ...room } = size
  sim.ecs.registerTaskDefinition({
    family,
    containerDefinitions: [
      { name: 'app', image: `example.com/${family}:1`, portMappings: [{ containerPort: 80, hostPort }], ...room },
    ],
  })
}

function rollout(options: SimulationOptions): Simulation {
  const sim = shop(options, 3)
  register(sim, 'web', { cpu: 256, memory: 512 })
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 6,
    deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 150 },
  })
  sim.advance('10m')
  register(sim, 'web', { cpu: 300, memory: 600 })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web' })
  sim.advance('20s')
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 8 })
  sim.advance('30m')
  return sim
}

function deadlock(): Simulation {
  const sim = shop({ seed: 'deadlock' }, 3)
  register(sim, 'web', { cpu: 128, memory: 128, hostPort: 80 })
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 3 })
  sim.advance('5m')
  sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true })
  sim.advance('13h')
  return sim
}

function standalone(): Simulation {
  const sim = shop({ seed: 'dice' }, 20)
  register(sim, 'job', { cpu: 100, memory: 200 })
  for (let i = 0; i < 12; i++) {
    sim.ecs.runTask({
      cluster: 'prod',
      taskDefinition: 'job',
      count: 7,
      startedBy: HOSTILE[i % HOSTILE.length],
      placementStrategy: i % 3 === 0 ? [{ type: 'binpack', field: 'cpu' }] : [],
    })
    sim.advance('1500ms')
    const [first] = sim.ecs.listTasks({ cluster: 'prod' }).taskArns
    sim.ecs.stopTask({ cluster: 'prod', task: first as string, reason: HOSTILE[(i + 1) % HOSTILE.length] })
  }
  sim.advance('2h')
  return sim
}

function losses(): Simulation {
  const sim = rollout({ seed: 'losses', behavior: '2023-06' })
  register(sim, 'web', { cpu: 200, memory: 400 })
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web' })
  sim.advance('5s')
  const [arn] = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns
  sim.fleet.terminate({ cluster: 'prod', containerInstances: [arn as string] })
  sim.advance('1m')
  sim.fleet.launch({ cluster: 'prod', instanceType: 'c5.xlarge', count: 2 })
  sim.advance('1h')
  sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true })
  sim.advance('3h')
  return sim
}

function fargate(): Simulation {
  const sim = new Simulation({ seed: 7, region: 'eu-central-1' })
  sim.ecs.createCluster()
  sim.ecs.registerTaskDefinition({
    family: 'api',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '512',
    memory: '1 GB',
    containerDefinitions: [
      { name: 'a', image: 'i' },
      { name: 'b', image: 'j', essential: false },
    ],
  })
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-b', 'subnet-a', 'subnet-c'] } }
  sim.ecs.createService({
    serviceName: 'api',
    taskDefinition: 'api',
    desiredCount: 5,
    launchType: 'FARGATE',
    networkConfiguration,
    tags: HOSTILE.map((key) => ({ key: key.slice(0, 128), value: 'v' })),
  })
  sim.advance('10m')
  sim.ecs.updateService({ service: 'api', forceNewDeployment: true })
  sim.advance('15s')
  sim.ecs.updateService({ service: 'api', forceNewDeployment: true, desiredCount: 3 })
  sim.advance('1h')
  return sim
}

/** Interfaces of tasks on instances with and without a trunk, one of which loses its agent and one of which goes. */
function interfaces(): Simulation {
  const sim = new Simulation({
    seed: 'eni',
    subnets: { 'subnet-z': { availabilityZone: 'us-east-1b', vpcId: 'vpc-z' } },
  })
  sim.ecs.createCluster()
  sim.fleet.launch({ instanceType: 'c5.large', count: 2, ready: true })
  sim.fleet.launch({
    instanceType: 'c5.large',
    ready: true,
    awsvpcTrunking: true,
    subnetId: 'subnet-z',
    vpcId: 'vpc-z',
  })
  const containerDefinitions = [{ name: 'a', image: 'i', cpu: 64, memory: 64 }]
  sim.ecs.registerTaskDefinition({ family: 'net', networkMode: 'awsvpc', containerDefinitions })
  const within = (...subnets: string[]) => ({ networkConfiguration: { awsvpcConfiguration: { subnets } } })
  sim.ecs.createService({
    serviceName: 'net',
    taskDefinition: 'net',
    desiredCount: 3,
    ...within('subnet-a', 'subnet-b'),
  })
  const { tasks } = sim.ecs.runTask({ taskDefinition: 'net', count: 4, ...within('subnet-z') })
  sim.advance('3s')
  const [one, two] = sim.ecs.listContainerInstances().containerInstanceArns as [string, string]
  sim.fleet.disconnectAgent({ containerInstances: [one] })
  sim.ecs.stopTask({ task: tasks[0]?.taskArn as string })
  sim.advance('1m')
  sim.fleet.reconnectAgent({ containerInstances: [one] })
  sim.ecs.updateService({ service: 'net', forceNewDeployment: true })
  sim.advance('30s')
  sim.fleet.terminate({ containerInstances: [two] })
  sim.advance('3h')
  return sim
}

/** Tasks and instances that scale, out and in again. */
function scaling(): Simulation {
  const sim = twoLevels('managed')
  busyHour(sim)
  return sim
}

/** Each run's journal hash, by name. */
export function goldenHashes(): Record<string, string> {
  const runs: Record<string, () => Simulation> = {
    rollout: () => rollout({ seed: 'release-42', startAt: '2026-01-05T09:00:00Z' }),
    deadlock,
    standalone,
    losses,
    fargate,
    interfaces,
    scaling,
  }
  return Object.fromEntries(Object.entries(runs).map(([name, run]) => [name, run().journalHash()]))
}
