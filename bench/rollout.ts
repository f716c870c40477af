// What does a rolling deployment cost in somebody's unit test? A small one, once everything is warm.
import { Bench, type Task } from 'tinybench'
import { Simulation } from '../src/index.ts'
import { calibrate } from './calibration.ts'
import { type Effort, type Figures, family } from './family.ts'
import { sweep } from './stopwatch.ts'

type Id = 'rollout-ms' | 'rollout-alone-ms'

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
  ],
  measure: measureRollout,
})

const TIMES: Readonly<Record<Effort, { readonly timeMs: number; readonly iterations: number }>> = {
  full: { timeMs: 1_500, iterations: 200 },
  quick: { timeMs: 0, iterations: 2 },
}

async function measureRollout(effort: Effort): Promise<Figures<Id>> {
  const { timeMs, iterations } = TIMES[effort]
  const bench = new Bench({ time: timeMs, iterations, warmup: effort === 'full', warmupTime: timeMs })
  let steady = steadyService()
  bench.add('whole', () => rollOut(steadyService()))
  bench.add('alone', () => rollOut(steady), {
    beforeEach: () => {
      steady = steadyService()
    },
  })
  sweep()
  calibrate()
  const [whole, alone] = (await bench.run()) as [Task, Task]
  return { 'rollout-ms': medianMs(whole), 'rollout-alone-ms': medianMs(alone) }
}

function medianMs({ name, result }: Task): number {
  if (!('latency' in result)) throw new Error(`The benchmark '${name}' has not completed: it is ${result.state}.`)
  return result.latency.p50
}

function steadyService(): Simulation {
  const sim = new Simulation({ startAt: '2026-01-05T09:00:00Z' })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 5, ready: true })
  register(sim)
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 10 })
  reachSteady(sim)
  return sim
}

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
