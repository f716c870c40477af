// What does a rolling deployment cost in somebody's unit test? A small one, once everything is warm.
import { Bench, type Task } from 'tinybench'
import { Simulation } from '../src/index.ts'
import { calibrate } from './calibration.ts'
import { type Effort, type Figures, family } from './family.ts'
import { sweep } from './stopwatch.ts'

type Id = 'rollout-ms' | 'rollout-alone-ms' | 'rollout-balanced-ms' | 'rollout-balanced-alone-ms'

export const rolloutRows = family<Id>({
  id: 'rollout',
  rows: [
    {
      id: 'rollout-ms',
      name: 'A test of a rolling deployment (10 tasks, 5 instances), from an empty simulation to its end, takes',
      unit: 'ms',
      kind: 'time',
      bar: { atMost: 2 },
    },
    {
      id: 'rollout-alone-ms',
      name: 'The deployment alone, from UpdateService to steady state, takes',
      unit: 'ms',
      kind: 'time',
      bar: null,
    },
    {
      id: 'rollout-balanced-ms',
      name: 'The same test behind the target group of an Application Load Balancer takes',
      unit: 'ms',
      kind: 'time',
      bar: { atMost: 2 },
    },
    {
      id: 'rollout-balanced-alone-ms',
      name: 'That deployment alone takes',
      unit: 'ms',
      kind: 'time',
      bar: null,
    },
  ],
  measure: measureRollout,
})

const TIMES: Readonly<Record<Effort, { readonly timeMs: number; readonly iterations: number }>> = {
  full: { timeMs: 1_500, iterations: 200 },
  quick: { timeMs: 0, iterations: 2 },
}

async function measureRollout(effort: Effort): Promise<Figures<Id>> {
  const [whole, alone] = await medians(effort, steadyService)
  const [balanced, balancedAlone] = await medians(effort, steadyBalancedService)
  return {
    'rollout-ms': whole,
    'rollout-alone-ms': alone,
    'rollout-balanced-ms': balanced,
    'rollout-balanced-alone-ms': balancedAlone,
  }
}

/** Milliseconds from an empty simulation to the end of the deployment, and of the deployment alone. */
async function medians(effort: Effort, steadyWorld: () => Simulation): Promise<[whole: number, alone: number]> {
  const { timeMs, iterations } = TIMES[effort]
  const bench = new Bench({ time: timeMs, iterations, warmup: effort === 'full', warmupTime: timeMs })
  let steady = steadyWorld()
  bench.add('whole', () => rollOut(steadyWorld()))
  bench.add('alone', () => rollOut(steady), {
    beforeEach: () => {
      steady = steadyWorld()
    },
  })
  sweep()
  calibrate()
  const [whole, alone] = (await bench.run()) as [Task, Task]
  return [medianMs(whole), medianMs(alone)]
}

function medianMs({ name, result }: Task): number {
  if (!('latency' in result)) throw new Error(`The benchmark '${name}' has not completed: it is ${result.state}.`)
  return result.latency.p50
}

function steadyService(): Simulation {
  const sim = cluster()
  create(sim, {})
  return sim
}

/** Its tasks are registered, probed until they are healthy, and drained before they stop. */
function steadyBalancedService(): Simulation {
  const sim = cluster()
  const targetGroupArn = targetGroupBehindListener(sim)
  create(sim, { loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }] })
  return sim
}

function cluster(): Simulation {
  const sim = new Simulation({ startAt: '2026-01-05T09:00:00Z' })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 5, ready: true })
  register(sim)
  return sim
}

/** The balancer is in each zone that has instances: a target in any other is never healthy. */
function targetGroupBehindListener({ elbv2 }: Simulation): string {
  const [balancer] = elbv2.createLoadBalancer({
    Name: 'front',
    Subnets: ['subnet-a', 'subnet-b', 'subnet-c'],
  }).LoadBalancers
  const { VpcId, LoadBalancerArn } = balancer!
  const [group] = elbv2.createTargetGroup({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId }).TargetGroups
  const TargetGroupArn = group!.TargetGroupArn as string
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn }]
  elbv2.createListener({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions })
  return TargetGroupArn
}

function create(sim: Simulation, more: Pick<CreateService, 'loadBalancers'>): void {
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 10, ...more })
  reachSteady(sim)
}

type CreateService = Parameters<Simulation['ecs']['createService']>[0]

function rollOut(sim: Simulation): void {
  register(sim)
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web' })
  reachSteady(sim)
}

function register(sim: Simulation): void {
  const portMappings = [{ containerPort: 80, hostPort: 0 }]
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'example.com/web:1', cpu: 128, memory: 256, portMappings }],
  })
}

function reachSteady(sim: Simulation): void {
  if (!sim.runUntil('steady', { atMost: '1h' }).reached) throw new Error('The service does not come to rest.')
}
