// A service whose tasks have a health check: exact times, and an account of who stood where when.
import type { BehaviorOptions, Simulation, Task } from '../../src/index.ts'
import { timedSimulation } from './rollouts.ts'

export interface PatientSettings {
  readonly desired: number
  readonly min: number
  readonly max: number
  /** Seconds from start to RUNNING, and from SIGTERM to STOPPED. */
  readonly run?: number
  readonly stop?: number
  /** Seconds between two probes, and how many must fail. */
  readonly interval?: number
  readonly retries?: number
  /** Grace period in seconds; none when absent. */
  readonly grace?: number
  readonly options?: BehaviorOptions
}

/** Registers the next revision of `web` with a health check. */
function registerChecked(sim: Simulation, { interval = 30, retries = 1 }: Partial<PatientSettings> = {}): string {
  const { taskDefinition } = sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [
      {
        name: 'app',
        image: 'example.com/web:1',
        cpu: 128,
        memory: 128,
        healthCheck: { command: ['CMD', 'true'], interval, retries, timeout: 2 },
      },
    ],
  })
  return taskDefinition.taskDefinitionArn as string
}

/** A service `web` that has just been created, on an instance with room for everybody. */
export function checkedService(settings: PatientSettings): Simulation {
  const { desired, min, max, run = 0, stop = 0, grace, options } = settings
  const sim = timedSimulation({ run, stop }, options, { healthReport: 0 })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true, cpuUnits: 16_384, memoryMiB: 16_384 })
  registerChecked(sim, settings)
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: desired,
    deploymentConfiguration: { minimumHealthyPercent: min, maximumPercent: max },
    ...(grace === undefined ? {} : { healthCheckGracePeriodSeconds: grace }),
  })
  return sim
}

/** The same in steady state. */
export function wellService(settings: PatientSettings): Simulation {
  const sim = checkedService(settings)
  const outcome = sim.runUntil('steady', { atMost: '1h' })
  if (!outcome.reached) throw new Error(`not steady: ${JSON.stringify(outcome.waitingFor)}`)
  return sim
}

export function tasksOf(sim: Simulation): Readonly<Task>[] {
  return [...sim.view.tables.tasks.values()]
}

export function wantedTasks(sim: Simulation): Readonly<Task>[] {
  return tasksOf(sim).filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
}

/** Makes a running task fail its next probes, and runs until it is UNHEALTHY. */
export function sicken(sim: Simulation, ...tasks: readonly Readonly<Task>[]): void {
  for (const { id, startedAtMs } of tasks)
    sim.workload.behave(`${id}:app`, { failsHealthAt: sim.nowMs - (startedAtMs as number) + 1 })
  const arns = tasks.map(({ arn }) => arn)
  const isIll = (arn: string) => sim.view.tables.tasks.get(arn)?.healthStatus === 'UNHEALTHY'
  sim.runUntil(() => arns.every(isIll), { atMost: '1h' })
}

/** Service events since an instant, oldest first, `seconds: text`, tasks by the letters given to them. */
export function eventsSince(
  sim: Simulation,
  sinceMs: number,
  letters: Readonly<Record<string, string>> = {},
): string[] {
  const [service] = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services
  return [...(service?.events ?? [])]
    .reverse()
    .map(({ createdAt, message }) => ({ atMs: (createdAt as Date).getTime(), message: message as string }))
    .filter(({ atMs }) => atMs >= sinceMs)
    .map(({ atMs, message }) => `${(atMs - sinceMs) / 1_000}: ${lettered(message, letters)}`)
}

function lettered(message: string, letters: Readonly<Record<string, string>>): string {
  return message
    .replace('(service web) ', '')
    .replace(/\(task ([0-9a-f]{32})\)/g, (_all, id: string) => `(task ${letters[id] ?? '?'})`)
}
