// A service in steady state and a change to roll out: everything defaults, a test states what matters to it.
import { type BehaviorOptions, type LatencyOptions, Simulation } from '../../src/index.ts'

export interface RolloutSettings {
  readonly desired: number
  readonly min: number
  readonly max: number
  /** Tasks the fleet has room for; as much as anybody could want when absent. */
  readonly room?: number
  /** Instances the room is divided over. */
  readonly instances?: number
  readonly hostPort?: number
  /** Seconds from start to RUNNING, from RUNNING to healthy, from SIGTERM to STOPPED. */
  readonly run?: number
  readonly heal?: number
  readonly stop?: number
  readonly options?: BehaviorOptions
}

const seconds = (count: number) => `${count}s`

/** A simulation whose tasks take exactly the given times. */
export function timedSimulation(
  { run = 10, heal = 10, stop = 0 }: Pick<RolloutSettings, 'run' | 'heal' | 'stop'>,
  options: BehaviorOptions = {},
  more: LatencyOptions = {},
): Simulation {
  const latencies: LatencyOptions = {
    ec2Dispatch: seconds(run),
    ec2PullBase: 0,
    ec2CachedPull: 0,
    ec2ContainerStart: 0,
    imageMegabytes: 1,
    ec2PullMegabytesPerSecond: 1_000_000,
    gracefulExit: seconds(stop),
    stopTimeout: seconds(stop),
    ...more,
  }
  return new Simulation({
    startAt: '2026-01-05T00:00:00Z',
    latencies,
    options: { healthySettleTime: seconds(heal), ...options },
    paranoid: true,
  })
}

/** Registers the next revision of `web`: one container of 128 CPU units and 128 MiB. */
export function registerWeb(sim: Simulation, hostPort = 0): string {
  const { taskDefinition } = sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [
      {
        name: 'app',
        image: 'example.com/web:1',
        cpu: 128,
        memory: 128,
        portMappings: [{ containerPort: 80, hostPort }],
      },
    ],
  })
  return taskDefinition.taskDefinitionArn as string
}

/** A service `web` with its first revision in steady state; the clock then shows a whole hour. */
export function steadyService(settings: RolloutSettings): Simulation {
  const { desired, min, max, instances = 1, hostPort = 0 } = settings
  const room = settings.room ?? Math.max(20, desired * 4)
  const sim = timedSimulation(settings, settings.options)
  sim.ecs.createCluster({ clusterName: 'prod' })
  const each = Math.ceil(room / instances) * 128
  sim.fleet.launch({
    cluster: 'prod',
    instanceType: 'm5.large',
    count: instances,
    ready: true,
    cpuUnits: each,
    memoryMiB: each,
  })
  registerWeb(sim, hostPort)
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: desired,
    deploymentConfiguration: { minimumHealthyPercent: min, maximumPercent: max },
  })
  const outcome = sim.runUntil('steady', { atMost: '30m' })
  if (!outcome.reached) throw new Error(`not steady: ${JSON.stringify(outcome.waitingFor)}`)
  sim.advance(Date.parse('2026-01-05T01:00:00Z') - sim.nowMs)
  return sim
}

/** Deploys the next revision. Returns the new deployment's id. */
export function deployNext(sim: Simulation, hostPort = 0): string {
  const { service } = sim.ecs.updateService({
    cluster: 'prod',
    service: 'web',
    taskDefinition: registerWeb(sim, hostPort),
  })
  return service.deployments?.[0]?.id as string
}

export function web(sim: Simulation) {
  const service = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services[0]
  if (service === undefined) throw new Error('no service')
  return service
}

/** Texts of the service events since the hour, oldest first, without the service's name. */
export function eventsSinceTheHour(sim: Simulation): { readonly at: number; readonly message: string }[] {
  const hour = Date.parse('2026-01-05T01:00:00Z')
  return [...(web(sim).events ?? [])]
    .reverse()
    .filter(({ createdAt }) => (createdAt as Date).getTime() >= hour)
    .map(({ createdAt, message }) => ({
      at: ((createdAt as Date).getTime() - hour) / 1000,
      message: (message as string).replace('(service web) ', ''),
    }))
}
