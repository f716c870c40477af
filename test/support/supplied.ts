// A task whose images, secrets and logs matter: one on a fresh instance or on Fargate, and what ECS shows of it.
import { type LatencyOptions, Simulation, type SimulationOptions } from '../../src/index.ts'

const START = Date.parse('2026-01-05T00:00:00Z')

/** Profile T of the worked examples; a refused pull surfaces 13 s after it began. */
export const PROFILE_T: LatencyOptions = {
  ec2Dispatch: 0,
  ec2PullBase: '2s',
  imageMegabytes: 1,
  ec2PullMegabytesPerSecond: 1_000_000,
  ec2CachedPull: '1s',
  ec2ContainerStart: '1s',
  manifestError: 0,
  pullError: '13s',
  fargateEniAttach: '5s',
  fargatePullStart: '8s',
  fargatePullBase: '5s',
  fargatePullMegabytesPerSecond: 1_000_000,
  fargateStart: '2s',
  fargateDeprovision: '20s',
}

export const EXECUTION_ROLE = 'arn:aws:iam::123456789012:role/exec'
export const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com'

type Containers = Readonly<Record<string, object>>

/** Nothing has been run yet. */
export class Supplied {
  readonly sim: Simulation
  private readonly launch: object

  constructor(where: 'EC2' | 'FARGATE', options: SimulationOptions = {}, instance: object = {}) {
    this.sim = new Simulation({ startAt: START, paranoid: true, latencies: PROFILE_T, ...options })
    const awsvpcConfiguration = { subnets: ['subnet-a'] }
    this.launch = where === 'EC2' ? {} : { launchType: 'FARGATE', networkConfiguration: { awsvpcConfiguration } }
    if (where === 'EC2') this.sim.fleet.launch({ instanceType: 'm5.large', ready: true, ...instance })
    else this.sim.ecs.createCluster()
  }

  /** Registers the next revision of `web`, for where it is to run. */
  register(containers: Containers, task: object = {}): this {
    const onFargate = 'launchType' in this.launch
    this.sim.ecs.registerTaskDefinition({
      family: 'web',
      executionRoleArn: EXECUTION_ROLE,
      ...(onFargate ? { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' } : {}),
      containerDefinitions: Object.entries(containers).map(([name, own]) => ({
        name,
        image: `${name}:1`,
        ...(onFargate ? {} : { memory: 128 }),
        ...own,
      })),
      ...task,
    })
    return this
  }

  run(): Run {
    const { tasks } = this.sim.ecs.runTask({ taskDefinition: 'web', ...this.launch })
    return new Run(this.sim, tasks[0]?.taskArn as string)
  }

  serve(desiredCount: number): this {
    this.sim.ecs.createService({ serviceName: 'web', taskDefinition: 'web', desiredCount, ...this.launch })
    return this
  }

  at(seconds: number): this {
    this.sim.advance(START + seconds * 1_000 - this.sim.nowMs)
    return this
  }

  /** Tasks of the service that are wanted, oldest first. */
  tasks() {
    const { taskArns } = this.sim.ecs.listTasks({ serviceName: 'web' })
    return taskArns.length === 0 ? [] : this.sim.ecs.describeTasks({ tasks: taskArns }).tasks
  }

  service() {
    const [service] = this.sim.ecs.describeServices({ services: ['web'] }).services
    if (service === undefined) throw new Error('no service')
    return service
  }

  /** Service events, oldest first, each with its second. */
  events(): [number, string][] {
    return [...(this.service().events ?? [])]
      .reverse()
      .map(({ createdAt, message }) => [secondOf(createdAt) as number, message as string])
  }
}

/** One task. */
export class Run {
  private readonly sim: Simulation
  readonly arn: string
  private readonly from: number

  constructor(sim: Simulation, arn: string) {
    this.sim = sim
    this.arn = arn
    this.from = sim.nowMs
  }

  /** Seconds after it was run. */
  at(seconds: number) {
    this.sim.advance(this.from + seconds * 1_000 - this.sim.nowMs)
    const task = this.sim.ecs.describeTasks({ tasks: [this.arn] }).tasks[0]
    if (task === undefined) throw new Error('The task is gone.')
    return task
  }
}

export function secondOf(date: Date | undefined): number | undefined {
  return date === undefined ? undefined : (date.getTime() - START) / 1_000
}

/** When the pull began, when it ended, when the task ran, when it was over. */
export function instantsOf(task: ReturnType<Run['at']>) {
  return [task.pullStartedAt, task.pullStoppedAt, task.startedAt, task.stoppedAt].map(secondOf)
}
