// A service behind a load balancer, on instances: everything defaults, a test states what matters to it.
import { type LatencyOptions, Simulation, type SimulationOptions } from '../../src/index.ts'
import { Balancing } from './balancers.ts'

export interface BalancedSettings {
  readonly desired?: number
  readonly min?: number
  readonly max?: number
  /** Seconds from start to RUNNING, between probes, of the deregistration delay, from SIGTERM to the exit. */
  readonly run?: number
  readonly interval?: number
  readonly delay?: number
  readonly stop?: number
  readonly grace?: number
  readonly groups?: readonly string[]
  readonly simulation?: SimulationOptions
  readonly healthCheck?: boolean
}

const seconds = (count: number) => `${count}s`

function latenciesOf({ run = 10, stop = 2 }: BalancedSettings): LatencyOptions {
  return {
    ec2Dispatch: seconds(run),
    ec2PullBase: 0,
    ec2CachedPull: 0,
    ec2ContainerStart: 0,
    imageMegabytes: 1,
    ec2PullMegabytesPerSecond: 1_000_000,
    gracefulExit: seconds(stop),
    healthReport: 0,
  }
}

export class BalancedService extends Balancing {
  private readonly settings: BalancedSettings
  private startMs = 0

  constructor(settings: BalancedSettings = {}) {
    super({ startAt: '2026-01-05T00:00:00Z', latencies: latenciesOf(settings), ...settings.simulation })
    this.settings = settings
    const { interval = 30, delay = 300, groups = ['web'] } = settings
    for (const name of groups)
      this.group(
        name,
        { TargetType: 'instance', HealthCheckIntervalSeconds: interval },
        { 'deregistration_delay.timeout_seconds': String(delay) },
      )
    this.listener(groups[0] as string)
    for (const [index, name] of groups.slice(1).entries()) this.paths(index + 1, [`/${name}`], name)
    this.sim.ecs.createCluster({ clusterName: 'prod' })
    this.sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', ready: true, availabilityZones: ['us-east-1a'] })
    this.revise()
  }

  /** Registers the next revision of `web`. */
  revise(): string {
    const healthCheck = { command: ['CMD-SHELL', 'true'], interval: 5 }
    return this.sim.ecs.registerTaskDefinition({
      family: 'web',
      containerDefinitions: [
        {
          name: 'app',
          image: 'example.com/web:1',
          cpu: 64,
          memory: 64,
          portMappings: [{ containerPort: 80 }],
          ...(this.settings.healthCheck === true ? { healthCheck } : {}),
        },
      ],
    }).taskDefinition.taskDefinitionArn as string
  }

  get loadBalancers() {
    const { groups = ['web'] } = this.settings
    return groups.map((name) => ({ targetGroupArn: this.arn(name), containerName: 'app', containerPort: 80 }))
  }

  create(): this {
    const { desired = 1, min = 100, max = 200, grace } = this.settings
    this.sim.ecs.createService({
      cluster: 'prod',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: desired,
      deploymentConfiguration: { minimumHealthyPercent: min, maximumPercent: max },
      loadBalancers: this.loadBalancers,
      ...(grace === undefined ? {} : { healthCheckGracePeriodSeconds: grace }),
    })
    this.startMs = this.sim.nowMs
    return this
  }

  /** In steady state; the clock of `events` begins anew. */
  steady(): this {
    this.create()
    const outcome = this.sim.runUntil('steady', { atMost: '1h' })
    if (!outcome.reached) throw new Error(`not steady: ${JSON.stringify(outcome.waitingFor)}`)
    this.sim.advance('1h')
    this.startMs = this.sim.nowMs
    return this
  }

  deploy(): string {
    const { service } = this.sim.ecs.updateService({
      cluster: 'prod',
      service: 'web',
      taskDefinition: this.revise(),
    })
    return service.deployments?.[0]?.id as string
  }

  get tasks() {
    return [...this.sim.view.tables.tasks.values()]
  }

  get service() {
    const [service] = this.sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services
    if (service === undefined) throw new Error('no service')
    return service
  }

  /** Events since the start, oldest first, with ids and ARNs cut out. */
  get events(): string[] {
    return [...(this.service.events ?? [])]
      .reverse()
      .filter(({ createdAt }) => (createdAt as Date).getTime() >= this.startMs)
      .map(({ createdAt, message }) => {
        const at = ((createdAt as Date).getTime() - this.startMs) / 1_000
        const text = (message as string)
          .replace(/arn:aws:elasticloadbalancing:\S*:targetgroup\/(\w+)\/[0-9a-f]{16}/g, '$1')
          .replace(/\(task [0-9a-f]{32}\)/g, '(task)')
          .replace(/ecs-svc\/\d{19}/g, 'D')
        return `${at} ${text}`
      })
  }

  /** Changes of a task's lastStatus up to an instant, as `second status`. */
  statuses(task: string, until: number): string[] {
    const seen: string[] = []
    for (let second = 0; second <= until; second++) {
      const status = this.sim.view.tables.tasks.get(task)?.lastStatus ?? 'gone'
      if (seen.at(-1)?.split(' ')[1] !== status) seen.push(`${second} ${status}`)
      if (second < until) this.sim.advance('1s')
    }
    return seen
  }
}

/** The same world after it has been saved and taken up again. */
export function restored(sim: Simulation): Simulation {
  return Simulation.restore(sim.save())
}
