// A service on Fargate or on instances whose metrics are looked at: its tasks are RUNNING as quickly as a test likes.
import type { BehaviorOptions, Simulation } from '../../src/index.ts'
import { timedSimulation } from './rollouts.ts'

export interface MeteredSettings {
  readonly desired: number
  /** Of the task; its only container has them, and no limit of the task's own. */
  readonly cpu?: number
  readonly memory?: number
  /** Whether the task itself is limited. */
  readonly taskLevel?: boolean
  /** Of each of the two instances; a hundred tasks' when absent. */
  readonly capacity?: { readonly cpuUnits: number; readonly memoryMiB: number }
  /** Seconds from start to RUNNING. */
  readonly run?: number
  /** Its tasks run from the hour on, and not before it. */
  readonly fresh?: boolean
  readonly options?: BehaviorOptions
  readonly monitoring?: Parameters<Simulation['ecs']['createService']>[0]['monitoring']
}

/** `web` with its tasks RUNNING at a whole hour, 2026-01-05T01:00:00Z: the load begins there. */
export function meteredService(settings: MeteredSettings): Simulation {
  const { desired, cpu = 512, memory = 1_024, taskLevel = false, run = 10 } = settings
  const sim = timedSimulation({ run, heal: 0, stop: 0 }, settings.options)
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({
    cluster: 'prod',
    instanceType: 'm5.large',
    count: 2,
    ready: true,
    ...(settings.capacity ?? { cpuUnits: 100 * cpu, memoryMiB: 100 * memory }),
  })
  sim.ecs.registerTaskDefinition({
    family: 'web',
    ...(taskLevel ? { cpu: String(cpu), memory: String(memory) } : {}),
    containerDefinitions: [{ name: 'app', image: 'example.com/web:1', cpu, memory }],
  })
  if (settings.fresh === true) sim.advance(`${3_600 - run}s`)
  const { monitoring } = settings
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: desired,
    monitoring,
  })
  sim.advance(HOUR_MS - sim.nowMs)
  return sim
}

export const HOUR_MS = Date.parse('2026-01-05T01:00:00Z')
